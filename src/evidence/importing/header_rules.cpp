#include "evidence/importing/header_rules.hpp"

#include <algorithm>

#include "evidence/importing/cells_rules.hpp"

namespace tarn::evidence {
namespace {

char small(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}

std::string plain_name(std::string_view name) {
    std::string plain;
    bool blank = false;
    for (name = trim(name); !name.empty();) {
        const bool wide = name.starts_with("\xc2\xa0");
        const char c = name.front();
        name.remove_prefix(wide ? 2 : 1);
        if (wide || c == ' ' || c == '\t' || c == '\r' || c == '\n') {
            blank = true;
            continue;
        }
        if (blank) plain += ' ';
        blank = false;
        plain += small(c);
    }
    return plain;
}

bool same_word(std::string_view a, std::string_view b) {
    return a.size() == b.size() &&
           std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return small(x) == small(y); });
}

Header::Header(std::span<const std::string_view> names) : names_(names.begin(), names.end()) {
    for (std::size_t i = 0; i < names_.size(); ++i) {
        names_[i] = trim(names_[i]);
        if (names_[i].empty()) continue;
        width_ = i + 1;
        by_name_.try_emplace(names_[i], static_cast<int>(i));
        by_plain_name_.try_emplace(plain_name(names_[i]), static_cast<int>(i));
    }
}

std::size_t Header::worded() const {
    return static_cast<std::size_t>(std::count_if(names_.begin(), names_.end(), [](std::string_view name) {
        return std::any_of(name.begin(), name.end(),
                           [](char c) { return small(c) >= 'a' && small(c) <= 'z'; });
    }));
}

int Header::find(std::string_view name) const {
    if (name.empty()) return -1;
    if (const auto at = by_name_.find(name); at != by_name_.end()) return at->second;
    const auto at = by_plain_name_.find(plain_name(name));
    return at == by_plain_name_.end() ? -1 : at->second;
}

}
