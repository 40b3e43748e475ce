#include "schools/names_rules.hpp"

#include <algorithm>
#include <array>

namespace tarn::schools {

namespace {

/// ASCII letter for the two-byte UTF-8 letters U+00C0..U+00FF; 0 where there is none.
char plain_letter(unsigned char second) {
    static constexpr char letters[] = "aaaaaaaceeeeiiiidnooooo\0ouuuuytsaaaaaaaceeeeiiiidnooooo\0ouuuuyty";
    return second >= 0x80 && second <= 0xBF ? letters[second - 0x80] : '\0';
}

bool light(std::string_view word) {
    static constexpr std::string_view words[] = {
        "a",        "academy",    "aided",      "all",     "and",        "at",         "c",
        "catholic", "ce",         "centre",     "church",  "college",    "community",  "controlled",
        "e",        "england",    "first",      "for",     "foundation", "free",       "girls",
        "boys",     "grammar",    "high",       "in",      "infant",     "infants",    "junior",
        "juniors",  "methodist",  "middle",     "nursery", "of",         "primary",    "rc",
        "roman",    "school",     "schools",    "science", "secondary",  "sixth",      "form",
        "special",  "st",         "technology", "the",     "trust",      "upper",      "va",
        "vc",       "voluntary",  "with",       "saints",  "st",         "specialist", "sports",
        "arts",     "business",   "enterprise", "unit",    "pupil",      "referral",   "cofe",
        "offering", "maintained", "controlled", "lower",   "our",        "lady",       "holy",
        "s"};
    return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    const auto flush = [&] {
        if (word == "saint") word = "st";
        if (!word.empty()) words.push_back(std::move(word));
        word.clear();
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c >= 'A' && c <= 'Z')
            word += static_cast<char>(c - 'A' + 'a');
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            word += static_cast<char>(c);
        else if (c == '\'' || c == '.')
            continue;
        else if (c == 0xE2 && text.substr(i, 3) == "\u2019")
            i += 2;
        else if (c == 0xC3 && i + 1 < text.size()) {
            if (const char letter = plain_letter(static_cast<unsigned char>(text[++i]))) word += letter;
        } else if (c == '&') {
            flush();
            words.emplace_back("and");
        } else {
            flush();
        }
    }
    flush();
    return words;
}

bool same_name(std::string_view a, std::string_view b) {
    if (a == b) return true;
    const auto first = words_of(a);
    const auto second = words_of(b);
    const auto weighty = [](const std::string& word) { return !light(word); };
    if (std::none_of(first.begin(), first.end(), weighty) ||
        std::none_of(second.begin(), second.end(), weighty)) {
        return true;
    }
    return std::any_of(first.begin(), first.end(), [&](const std::string& word) {
        return !light(word) && std::find(second.begin(), second.end(), word) != second.end();
    });
}

}
