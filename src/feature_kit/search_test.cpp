#include "feature_kit/search.hpp"

#include <gtest/gtest.h>

namespace tarn::kit {
namespace {

TEST(BestHits, AreThoseThatAreMeantBestFirst) {
    const std::vector<SearchHit> people{{"Helen Vale", "/people/1", "helen@brook.example"},
                                        {"Helena Marsh", "/people/2", "marsh@hill.example"},
                                        {"Omar Brook", "/people/3", "omar@fellshire.example"}};
    const auto found = [&](const char* typed, std::size_t limit = 10) {
        std::string names;
        for (const SearchHit& hit : best_hits(people, SearchText{typed}, limit)) names += hit.title + "; ";
        return names;
    };
    struct Case {
        const char *typed, *names;
    };
    const Case cases[] = {{"helen", "Helen Vale; Helena Marsh; "},
                          {"hlene", ""},
                          {"heeln", "Helen Vale; "},
                          {"brook", "Omar Brook; Helen Vale; "},
                          {"omar brook", "Omar Brook; "},
                          {"h", ""},
                          {"", ""}};
    for (const Case& each : cases) EXPECT_EQ(found(each.typed), each.names) << each.typed;
    EXPECT_EQ(found("helen", 1), "Helen Vale; ");
    // "fo" is a larger part of "form" than of "football", and yet the name that begins so comes first.
    const std::vector<SearchHit> schools{{"Sixth Form College Ellerdale", "/1", ""},
                                         {"The Ellerdale Fort", "/2", ""},
                                         {"Ellerdale Football Academy", "/3", ""}};
    EXPECT_EQ(best_hits(schools, SearchText{"ellerdale fo"}, 1).at(0).title, "Ellerdale Football Academy");
    EXPECT_EQ(best_hits(people, SearchText{"vale"}, 1).at(0).likeness, 1);
}

}
}
