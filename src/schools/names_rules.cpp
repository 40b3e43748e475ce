#include "schools/names_rules.hpp"

#include <algorithm>

#include "base/search_text.hpp"

namespace tarn::schools {

namespace {

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

bool same_name(std::string_view a, std::string_view b) {
    if (a == b) return true;
    const auto first = search_words(a);
    const auto second = search_words(b);
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
