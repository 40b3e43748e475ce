#include "base/search_text.hpp"

#include <array>
#include <gtest/gtest.h>

namespace tarn {
namespace {

TEST(SearchText, measures_typing_errors) {
    EXPECT_EQ(edit_distance("brook", "brook", 2), 0);
    EXPECT_EQ(edit_distance("broko", "brook", 2), 1);
    EXPECT_EQ(edit_distance("bleesdale", "bleasdale", 2), 1);
    EXPECT_EQ(edit_distance("preston", "burnley", 2), 3);
}

TEST(SearchText, reads_words_as_people_type_them) {
    const std::pair<const char*, std::vector<std::string>> cases[] = {
        {"St. Mary's C.E. (VA) Primary", {"st", "marys", "ce", "va", "primary"}},
        {"Saint Mary\u2019s", {"st", "marys"}},
        {"Caf\u00e9 & \u00c9cole", {"cafe", "and", "ecole"}},
        {"  ", {}}};
    for (const auto& [text, words] : cases) EXPECT_EQ(search_words(text), words) << text;
}

TEST(SearchText, meets_words_by_how_alike_they_are) {
    struct Case {
        const char *typed, *text;
        double likeness;
    };
    const Case cases[] = {
        {"governance", "Governance is weak", 1},
        {"weak governance", "Governance is weak", 1},
        {"gov", "Governance is weak", 0.69},        // a beginning
        {"governence", "Governance is weak", 0.5},  // one error
        {"govrenence", "Governance is weak", 0.3},  // two
        {"gvrenence", "Governance is weak", 0},     // three
        {"wek", "Governance is weak", 0},           // short words forgive nothing
        {"900011", "School 900001", 0},             // nor do numbers
        {"900001", "School 900001", 1},
        {"weak leadership", "Governance is weak", 0},                   // each of two words must be met
        {"governance weak leadership", "Governance is weak", 2.0 / 3},  // one of three may be missed
        {"cafe", "A caf\u00e9 in the hall", 1},
        {"governance is weak governance is weak is is zzzz zzzz zzzz", "Governance is weak", 1},
        {"", "Governance is weak", 0},
        {"!?", "Governance is weak", 0},
    };
    for (const Case& each : cases) {
        const std::array<std::string_view, 1> texts{each.text};
        EXPECT_NEAR(SearchText{each.typed}.likeness(texts), each.likeness, 0.001) << each.typed;
    }
    const std::array<std::string_view, 2> two{"Brook Primary", "Governance is weak"};
    EXPECT_EQ(SearchText{"brook governance"}.likeness(two), 1) << "words may stand in different texts";
}

TEST(SearchText, knows_what_begins_as_it_was_typed) {
    struct Case {
        const char *typed, *text;
        bool begins;
    };
    for (const Case& c :
         {Case{"ellerdale fo", "Ellerdale Football Academy", true},
          Case{"ellerdale fo", "Ellerdale Sixth Form College", false},
          Case{"eller fo", "Ellerdale Football Academy", false}, Case{"saint m", "St Mary's", true},
          Case{"st marys school x", "St Mary's School", false}, Case{"", "St Mary's", false}})
        EXPECT_EQ(SearchText{c.typed}.begins(c.text), c.begins) << c.typed << ", " << c.text;
}

TEST(SearchText, is_too_short_to_find_anything_but_everything) {
    for (const char* text : {"", " ", "a", "?"}) EXPECT_TRUE(SearchText{text}.too_short()) << text;
    for (const char* text : {"ab", "a b", "12"}) EXPECT_FALSE(SearchText{text}.too_short()) << text;
}

TEST(SearchText, shows_the_part_of_a_long_text_that_was_looked_for) {
    const std::string text =
        "The head told the adviser that two teachers leave at Easter and that nobody has applied";
    const auto excerpt = [&](const char* typed) { return SearchText{typed}.excerpt(text, 40); };
    EXPECT_EQ(excerpt("applied"), "\u2026nobody has applied");
    EXPECT_EQ(excerpt("teechers"), "\u2026that two teachers leave at Easter and\u2026");
    EXPECT_EQ(excerpt("elsewhere"), "The head told the adviser that two\u2026");
    EXPECT_EQ(SearchText{"x"}.excerpt("Short"), "Short");
    const std::string endless(50, 'x');
    EXPECT_EQ(SearchText{"y"}.excerpt(endless, 40), std::string(40, 'x') + "\u2026");
    std::string accents;
    for (int i = 0; i < 30; ++i) accents += "\u00e9";
    EXPECT_EQ(SearchText{"y"}.excerpt(accents, 41).size(), 40 + std::string{"\u2026"}.size());
}

}
}
