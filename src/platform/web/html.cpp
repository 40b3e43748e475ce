#include "platform/web/html.hpp"

#include <array>

namespace tarn::web {
namespace {

void open_tag(std::string& out, std::string_view tag, std::initializer_list<Attribute> attributes) {
    out += '<';
    out += tag;
    for (const auto& [name, value] : attributes) {
        out += ' ';
        out += name;
        out += "=\"";
        escape_into(out, value);
        out += '"';
    }
    out += '>';
}

/// What cannot stand as it is: markup's own characters and control characters but tab and line ends.
constexpr std::array<bool, 256> special = [] {
    std::array<bool, 256> table{};
    for (std::size_t c = 0; c < 0x20; ++c) table[c] = c != '\t' && c != '\n' && c != '\r';
    for (const unsigned char c : {'&', '<', '>', '"', '\'', '\x7f'}) table[c] = true;
    return table;
}();

/// Empty for a control character: it is left out.
std::string_view entity(char c) {
    switch (c) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '"':
            return "&quot;";
        case '\'':
            return "&#39;";
        default:
            return {};
    }
}

}

void escape_into(std::string& out, std::string_view text) {
    std::size_t done = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (!special[static_cast<unsigned char>(c)]) continue;
        (out.append(text, done, i - done)) += entity(c);
        done = i + 1;
    }
    out.append(text, done, text.size() - done);
}

Html element(std::string_view tag, std::initializer_list<Attribute> attributes, const Html& content) {
    std::string out;
    open_tag(out, tag, attributes);
    out += content.markup();
    out += "</";
    out += tag;
    out += '>';
    return Html::trusted(std::move(out));
}

Html void_element(std::string_view tag, std::initializer_list<Attribute> attributes) {
    std::string out;
    open_tag(out, tag, attributes);
    return Html::trusted(std::move(out));
}

}
