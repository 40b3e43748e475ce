#include "rating/disclosure_rules.hpp"

#include <gtest/gtest.h>
#include <map>

namespace tarn::rating {
namespace {

TEST(RoundedCounts, AreToTheNearestFiveAndNotAtAllBelowFive) {
    struct {
        int count;
        const char* words;
    } const lines[] = {{0, "fewer than 5"}, {1, "fewer than 5"}, {4, "fewer than 5"},
                       {5, "about 5"},      {7, "about 5"},      {8, "about 10"},
                       {12, "about 10"},    {13, "about 15"},    {99, "about 100"}};
    for (const auto& line : lines)
        EXPECT_EQ(rounded_words(rounded_count(line.count)), line.words) << line.count;
}

using Shown = std::vector<std::pair<bool, int>>;

// Whoever reads a row knows the number of schools too. Of all the ways in which that many schools can have
// their levels, those that look the same in print must leave every single count open.
TEST(RoundedCounts, NeverLetAnyCountBeWorkedOutFromItsRow) {
    int kept_back = 0, rows = 0;
    for (int schools = 1; schools <= 40; ++schools) {
        std::map<Shown, std::array<std::pair<int, int>, counted_levels>> alike;
        for (int red = 0; red <= schools; ++red)
            for (int amber = 0; amber <= schools - red; ++amber)
                for (int green = 0; green <= schools - red - amber; ++green) {
                    const LevelCounts counts{red, amber, green, schools - red - amber - green};
                    const auto row = rounded_row(counts);
                    ++rows;
                    if (!row) {
                        ++kept_back;
                        continue;
                    }
                    Shown shown;
                    for (const RoundedCount& each : *row) shown.emplace_back(each.few, each.about);
                    auto [at, first] = alike.try_emplace(shown);
                    for (std::size_t i = 0; i < counts.size(); ++i) {
                        auto& [low, high] = at->second[i];
                        low = first ? counts[i] : std::min(low, counts[i]);
                        high = first ? counts[i] : std::max(high, counts[i]);
                    }
                }
        for (const auto& [shown, ranges] : alike)
            for (const auto& [low, high] : ranges) EXPECT_LT(low, high) << schools << " schools";
    }
    EXPECT_GT(kept_back, 0);
    EXPECT_LT(kept_back, rows / 100);
}

TEST(DisclosedValues, OfTheAuthoritysOwnFilesAreForThoseWhoSeeThemSchoolBySchool) {
    rating::Run run;
    run.sources.resize(2);
    run.sources[1].own = true;
    std::vector<Proposal> proposals(6);
    for (std::size_t i = 0; i < proposals.size(); ++i) {
        proposals[i].contributions.resize(2);
        for (std::uint16_t indicator = 0; indicator < 2; ++indicator) {
            auto& one = proposals[i].contributions[indicator];
            one.indicator = indicator;
            one.source = indicator == 0 && i < 4 ? 1 : 0;
            one.value = static_cast<double>(i);
        }
    }
    std::vector<const Proposal*> all;
    for (const Proposal& proposal : proposals) all.push_back(&proposal);
    EXPECT_EQ(disclosed_values(run, all, 0, false), (std::vector<double>{4, 5}));
    EXPECT_EQ(disclosed_values(run, all, 0, true).size(), 6u);
    EXPECT_EQ(disclosed_values(run, all, 1, false).size(), 6u);
}

}
}
