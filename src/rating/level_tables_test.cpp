#include <gtest/gtest.h>

#include "analytics/snapshot_builder.hpp"
#include "rating/rating.hpp"

namespace tarn::rating {
namespace {

const Date as_at = *Date::parse_iso("2020-09-01");

/// Fifty primary schools of 10, 20, ... 500 pupils: the smallest ten red, the next ten amber, the others
/// green; and one nursery school without a level.
Run fifty_schools() {
    analytics::SnapshotBuilder england;
    std::map<int, analytics::SnapshotBuilder::Value> pupils;
    for (int i = 0; i < 50; ++i) {
        england.school(100001 + i, analytics::Phase::primary);
        pupils[100001 + i] = {10.0 * (i + 1)};
    }
    england.school(100051, analytics::Phase::nursery);
    england.series({"census.pupils", "2020-01", *Date::parse_iso("2020-06-25")}, pupils);
    Run run{.snapshot = std::make_shared<const analytics::Snapshot>(england.build()),
            .own = nullptr,
            .scheme = default_scheme(),
            .as_at = as_at};
    const auto grade = static_cast<std::uint16_t>(*run.scheme->find("inspection-latest-grade"));
    for (int i = 0; i <= 50; ++i) {
        Proposal p;
        p.urn = {100001 + i};
        p.school = *run.snapshot->find(p.urn);
        p.name = run.snapshot->schools[p.school].name;
        p.phase = run.snapshot->schools[p.school].phase;
        if (i < 50) {
            p.level = i < 10 ? Level::red : i < 20 ? Level::amber : Level::green;
            p.score = Points{1000 - 20 * i};
            p.maximum = Points{2000};
            Contribution c;
            c.indicator = grade;
            c.value = 4;
            c.severity = i < 10 ? 0.75 : 0;
            c.contribution = Points{100};
            p.contributions = {c, c};
        }
        run.proposals.push_back(std::move(p));
    }
    return run;
}

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

TEST(LevelTables, CountsByPhaseAndByFifthOfTheSchoolsWithALevel) {
    const auto table = to_levels(fifty_schools());
    EXPECT_TRUE(holds(table, "| primary | 50 | 20.0 | 20.0 | 60.0 | 0.0 |")) << table;
    EXPECT_TRUE(holds(table, "| nursery | 1 | 0.0 | 0.0 | 0.0 | 100.0 |")) << table;
    EXPECT_TRUE(holds(table, "| 1 | 100.0, 0.0 of 10 |")) << "the smallest are red\n" << table;
    EXPECT_TRUE(holds(table, "| 2 | 0.0, 100.0 of 10 |")) << table;
    EXPECT_TRUE(holds(table, "| inspection-latest-grade | 0.75, 0.00 |")) << table;
}

TEST(LevelTables, TheTableOfSchoolsBeginsWithTheWorstAndEndsWithThoseWithoutEvidence) {
    rating::Run run = fifty_schools();
    run.proposals.front().level = Level::not_enough_evidence;  // the lowest number of all
    run.proposals.front().score.reset();
    run.proposals[49].level = Level::red;
    const auto table = to_table(run);
    EXPECT_LT(table.find("100002"), table.find("100050")) << table;
    EXPECT_LT(table.find("100050"), table.find("100011")) << "red before amber\n" << table;
    EXPECT_LT(table.find("100049"), table.find("100001")) << "green before none\n" << table;
    EXPECT_LT(table.find("100001"), table.find("100051")) << table;
}

TEST(LevelTables, ShowsTheEndsAndTheMiddleWithoutNames) {
    const auto run = fifty_schools();
    const auto table = to_extremes(run);
    EXPECT_TRUE(holds(table, "| highest | primary | inadequate | red | 10.00 of 20.00 |")) << table;
    EXPECT_TRUE(holds(table, "| middle | primary | inadequate | green | 6.00 of 20.00 |")) << table;
    EXPECT_TRUE(holds(table, "| lowest | primary | inadequate | green | 0.20 of 20.00 |")) << table;
    EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), 32);
    for (const auto& p : run.proposals) {
        EXPECT_FALSE(holds(table, p.urn.text()));
        EXPECT_FALSE(!p.name.empty() && holds(table, p.name));
    }
}

TEST(LevelTables, AnEmptyRunHasHeadingsOnly) {
    auto run = fifty_schools();
    run.proposals.clear();
    EXPECT_TRUE(holds(to_levels(run), "| all | 0 | 0.0 | 0.0 | 0.0 | 0.0 |"));
    EXPECT_TRUE(to_extremes(run).ends_with("|---|\n"));
}

}
}
