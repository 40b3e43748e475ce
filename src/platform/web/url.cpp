#include <algorithm>
#include <cstdint>

#include "platform/web/web.hpp"

namespace tarn::web {
namespace {

constexpr std::string_view hex_digits = "0123456789ABCDEF";

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.' || c == '~';
}

/// The byte that "%4a" at `i` stands for, or -1.
int escape_at(std::string_view text, std::size_t i) {
    if (i + 2 >= text.size()) return -1;
    const int high = hex_value(text[i + 1]);
    const int low = hex_value(text[i + 2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/// Decodes; a malformed escape is kept as it stands and noted in `malformed`.
std::string decode(std::string_view text, bool plus_is_space, bool& malformed) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus_is_space) {
            out += ' ';
        } else if (text[i] == '%') {
            const int byte = escape_at(text, i);
            if (byte < 0) {
                malformed = true;
                out += '%';
            } else {
                out += static_cast<char>(byte);
                i += 2;
            }
        } else {
            out += text[i];
        }
    }
    return out;
}

/// Length of the well-formed UTF-8 sequence at the start of `s` (Unicode 15, table 3-7), 0 when there is
/// none.
std::size_t sequence_length(std::string_view s) {
    const auto byte = [&](std::size_t i) -> unsigned {
        return i < s.size() ? static_cast<unsigned char>(s[i]) : 0;
    };
    const auto tail = [&](std::size_t i) { return (byte(i) & 0xC0) == 0x80; };
    const unsigned first = byte(0);
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first <= 0xDF) return tail(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        const unsigned low = first == 0xE0 ? 0xA0 : 0x80;
        const unsigned high = first == 0xED ? 0x9F : 0xBF;
        return byte(1) >= low && byte(1) <= high && tail(2) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const unsigned low = first == 0xF0 ? 0x90 : 0x80;
        const unsigned high = first == 0xF4 ? 0x8F : 0xBF;
        return byte(1) >= low && byte(1) <= high && tail(2) && tail(3) ? 4 : 0;
    }
    return 0;
}

}

std::string url_encode(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        if (unreserved(c)) {
            out += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out += '%';
            out += hex_digits[byte >> 4];
            out += hex_digits[byte & 15];
        }
    }
    return out;
}

std::optional<std::string> url_decode(std::string_view text, bool plus_is_space) {
    bool malformed = false;
    std::string out = decode(text, plus_is_space, malformed);
    if (malformed) return std::nullopt;
    return out;
}

Fields parse_urlencoded(std::string_view body) {
    Fields fields;
    bool malformed = false;
    while (!body.empty()) {
        const std::string_view pair = body.substr(0, body.find('&'));
        body.remove_prefix(std::min(body.size(), pair.size() + 1));
        if (pair.empty()) continue;
        const std::size_t equals = std::min(pair.find('='), pair.size());
        const std::string_view value = equals < pair.size() ? pair.substr(equals + 1) : std::string_view{};
        fields.emplace_back(decode(pair.substr(0, equals), true, malformed), decode(value, true, malformed));
    }
    return fields;
}

bool is_text(std::string_view bytes) {
    while (!bytes.empty()) {
        if (bytes.front() == '\0') return false;
        const std::size_t length = sequence_length(bytes);
        if (length == 0) return false;
        bytes.remove_prefix(length);
    }
    return true;
}

// Browsers read "//host" and "/\host" as another site, and drop tabs and line breaks before they look.
bool is_local_address(std::string_view address) {
    if (address.empty() || address.front() != '/') return false;
    if (address.size() > 1 && (address[1] == '/' || address[1] == '\\')) return false;
    return std::ranges::none_of(address, [](unsigned char c) { return c < 0x20 || c == 0x7F; });
}

}
