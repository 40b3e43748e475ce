#include "platform/web/html.hpp"

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

}

void escape_into(std::string& out, std::string_view text) {
    std::size_t done = 0;
    const auto replace = [&](std::size_t at, std::string_view with) {
        out.append(text, done, at - done);
        out += with;
        done = at + 1;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        switch (const char c = text[i]) {
            case '&':
                replace(i, "&amp;");
                break;
            case '<':
                replace(i, "&lt;");
                break;
            case '>':
                replace(i, "&gt;");
                break;
            case '"':
                replace(i, "&quot;");
                break;
            case '\'':
                replace(i, "&#39;");
                break;
            case '\t':
            case '\n':
            case '\r':
                break;
            default:
                if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) replace(i, "");
        }
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
