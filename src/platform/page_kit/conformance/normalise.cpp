#include "platform/page_kit/conformance/normalise.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>
#include <utility>

namespace tarn::page_kit {
namespace {

constexpr std::string_view blanks = " \t\r\n";

std::string collapsed(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool blank = blanks.find(c) != std::string_view::npos;
        if (!blank)
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    while (out.ends_with(' ')) out.pop_back();
    return out;
}

/// The entities that either side writes; others stay as they are.
std::string decoded(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, char>, 5> named{
        {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}};
    std::string out;
    while (!text.empty()) {
        const auto start = text.find('&');
        out += text.substr(0, start);
        if (start == std::string_view::npos) break;
        text.remove_prefix(start);
        const auto end = text.find(';');
        const std::string_view name = end == std::string_view::npos ? "" : text.substr(1, end - 1);
        int code = 0;
        if (name.starts_with('#')) {
            const bool hex = name.starts_with("#x");
            std::from_chars(name.data() + (hex ? 2 : 1), name.data() + name.size(), code, hex ? 16 : 10);
        }
        for (const auto& [word, character] : named)
            if (word == name) code = character;
        out += code > 0 && code < 128 ? std::string(1, static_cast<char>(code)) : std::string{"&"};
        text.remove_prefix(code > 0 && code < 128 ? end + 1 : 1);
    }
    return out;
}

class Reader {
  public:
    explicit Reader(std::string_view html) : rest_(html) {}

    std::vector<std::string> read() {
        while (!rest_.empty()) {
            if (rest_.starts_with("<!--"))
                skip_past("-->");
            else if (rest_.starts_with("</"))
                lines_.push_back("</" + collapsed(take_to('>').substr(2)) + ">");
            else if (rest_.starts_with('<'))
                read_tag();
            else
                read_text();
        }
        return lines_;
    }

  private:
    void skip_past(std::string_view end) {
        const auto at = rest_.find(end);
        if (at == std::string_view::npos) throw std::runtime_error("an unfinished comment");
        rest_.remove_prefix(at + end.size());
    }
    std::string_view take_to(char end) {
        const auto at = rest_.find(end);
        if (at == std::string_view::npos) throw std::runtime_error("an unfinished tag");
        const std::string_view taken = rest_.substr(0, at);
        rest_.remove_prefix(at + 1);
        return taken;
    }
    void skip_blanks() { rest_.remove_prefix(std::min(rest_.size(), rest_.find_first_not_of(blanks))); }

    void read_text() {
        const auto end = std::min(rest_.size(), rest_.find('<'));
        const std::string text = collapsed(decoded(rest_.substr(0, end)));
        if (!text.empty()) lines_.push_back(text);
        rest_.remove_prefix(end);
    }

    std::string read_attribute() {
        const auto end = rest_.find_first_of("= \t\r\n/>");
        std::string attribute{rest_.substr(0, end)};
        rest_.remove_prefix(std::min(rest_.size(), end));
        if (!rest_.starts_with('=')) return attribute;
        rest_.remove_prefix(1);
        if (rest_.empty() || (rest_[0] != '"' && rest_[0] != '\''))
            throw std::runtime_error("an attribute without quotes: " + attribute);
        const char quote = rest_[0];
        rest_.remove_prefix(1);
        const std::string value = decoded(take_to(quote));
        return attribute + "=" + (attribute == "class" ? collapsed(value) : value);
    }

    void read_tag() {
        rest_.remove_prefix(1);
        const auto end = rest_.find_first_of(" \t\r\n/>");
        const std::string name{rest_.substr(0, end)};
        rest_.remove_prefix(std::min(rest_.size(), end));
        std::vector<std::string> attributes;
        bool closed = false;
        for (skip_blanks(); !rest_.starts_with('>'); skip_blanks()) {
            if (rest_.empty()) throw std::runtime_error("an unfinished tag: " + name);
            closed = rest_.starts_with('/');
            if (closed)
                rest_.remove_prefix(1);
            else
                attributes.push_back(read_attribute());
        }
        rest_.remove_prefix(1);
        std::sort(attributes.begin(), attributes.end());
        std::string line = "<" + name;
        for (const std::string& attribute : attributes) line += " " + attribute;
        lines_.push_back(line + ">");
        if (closed) lines_.push_back("</" + name + ">");
    }

    std::string_view rest_;
    std::vector<std::string> lines_;
};

}

std::vector<std::string> normalised(std::string_view html) {
    return Reader(html).read();
}

}
