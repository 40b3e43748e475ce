#include <gtest/gtest.h>
#include <map>
#include <set>

#include "demo/demo_files_rules.hpp"
#include "demo/tested_plan_test.hpp"

namespace tarn::demo {
namespace {

std::pair<double, double> no_projection(Point point) {
    return {point.easting / 1e5, point.northing / 1e4};
}

const std::vector<File>& files() {
    static const auto made = publish(make_county(plan), no_projection);
    return made;
}

using Row = std::map<std::string, std::string>;

std::vector<std::string> split(const std::string& line) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (const char c : line) {
        if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            cells.emplace_back();
        else if (c != '\r')
            cells.back() += c;
    }
    return cells;
}

std::vector<Row> rows(const File& file) {
    std::vector<Row> found;
    std::vector<std::string> header;
    for (std::size_t at = 0; at < file.text.size();) {
        const auto end = file.text.find('\n', at);
        const auto cells = split(file.text.substr(at, end - at));
        at = end + 1;
        if (header.empty()) {
            header = cells;
            continue;
        }
        EXPECT_EQ(cells.size(), header.size()) << file.name;
        Row row;
        for (std::size_t i = 0; i < cells.size(); ++i) row[header[i]] = cells[i];
        found.push_back(std::move(row));
    }
    return found;
}

std::vector<const File*> named(const std::string& part) {
    std::vector<const File*> found;
    for (const auto& file : files()) {
        if (file.name.find(part) != std::string::npos) found.push_back(&file);
    }
    return found;
}

TEST(DemoFiles, EveryLayoutIsThereSixTimesOrAsOftenAsItIsPublished) {
    EXPECT_EQ(named("_gias_").size(), 2u);
    for (const auto* stem : {"england_census_", "england_abs_", "ks2_perf_", "ks4_perf_", "financials_"})
        EXPECT_EQ(named(stem).size(), 6u) << stem;
    for (const auto* stem : {"links_", "postcodes", "ltla", "utla", "ofsted_ratings_", "ofsted_mi_"})
        EXPECT_EQ(named(stem).size(), 1u) << stem;
}

TEST(DemoFiles, NothingIsPublishedAfterToday) {
    for (const auto& file : files()) {
        if (file.public_from) {
            EXPECT_LE(*file.public_from, plan.today) << file.name;
        }
    }
    for (const auto& row : rows(*named("ofsted_mi_").front())) {
        if (!row.at("Publication date").empty()) {
            EXPECT_LE(*Date::parse_published(row.at("Publication date")), plan.today);
        }
    }
}

TEST(DemoFiles, TheYearsWithoutTestsHaveNoResults) {
    std::set<std::string> periods;
    for (const auto* file : named("ks2_perf_")) periods.insert(*file->period);
    EXPECT_EQ(periods,
              (std::set<std::string>{"2017/18", "2018/19", "2021/22", "2022/23", "2023/24", "2024/25"}));
}

TEST(DemoFiles, SmallCohortsAreWithheldAndOthersPrinted) {
    int withheld = 0, printed = 0;
    for (const auto& row : rows(*named("ks2_perf_").back())) {
        const bool few = std::stoi(row.at("KS2 Pupils")) <= 5;
        const bool hidden = row.at("Overall Meet Std") == "SUPP";
        if (few) {
            EXPECT_NE(row.at("Overall Meet Std").back(), '%');
        }
        withheld += hidden;
        printed += !hidden;
    }
    EXPECT_GT(withheld, 20);
    EXPECT_GT(printed, 1000);
}

TEST(DemoFiles, RegisterRowsAgreeWithThemselves) {
    std::map<std::string, int> status;
    for (const auto& row : rows(*named("_gias_").back())) {
        ++status[row.at("EstablishmentStatus (name)")];
        const bool closed = row.at("EstablishmentStatus (name)") == "Closed";
        EXPECT_EQ(closed && row.at("CloseDate").empty(), false) << row.at("URN");
        EXPECT_LT(std::stoi(row.at("StatutoryLowAge")), std::stoi(row.at("StatutoryHighAge")));
        if (closed) {
            EXPECT_LE(*Date::parse_published(row.at("CloseDate")), plan.today);
        }
    }
    EXPECT_GT(status["Closed"], 30);
    EXPECT_EQ(status["Open, but proposed to close"], 2);
    EXPECT_EQ(status["Proposed to open"], 1);
}

TEST(DemoFiles, TheSameSchoolChangedBetweenTheExtracts) {
    std::map<std::string, std::string> before;
    for (const auto& row : rows(*named("_gias_").front()))
        before[row.at("URN")] = row.at("EstablishmentName") + row.at("Trusts (name)");
    int changed = 0;
    for (const auto& row : rows(*named("_gias_").back())) {
        const auto found = before.find(row.at("URN"));
        changed +=
            found != before.end() && found->second != row.at("EstablishmentName") + row.at("Trusts (name)");
    }
    EXPECT_GT(changed, 20);
}

TEST(DemoFiles, LinksNameBothEnds) {
    std::set<std::pair<std::string, std::string>> pairs;
    for (const auto& row : rows(*named("links_").front())) pairs.emplace(row.at("URN"), row.at("LinkURN"));
    EXPECT_GT(pairs.size(), 50u);
    for (const auto& [urn, other] : pairs) EXPECT_TRUE(pairs.contains({other, urn}));
}

TEST(DemoFiles, TheSameSeedAndDayGiveTheSameBytes) {
    const auto again = publish(make_county(plan), no_projection);
    ASSERT_EQ(again.size(), files().size());
    for (std::size_t i = 0; i < again.size(); ++i) {
        EXPECT_EQ(again[i].name, files()[i].name);
        EXPECT_TRUE(again[i].text == files()[i].text) << again[i].name;
    }
}

TEST(DemoFiles, AnyDayOfTheYearWorks) {
    for (const auto day :
         {*Date::of(2025, 1, 3), *Date::of(2026, 9, 1), *Date::of(2028, 2, 29), *Date::of(2031, 6, 15)}) {
        const auto made = publish(make_county({.seed = 3, .today = day}), no_projection);
        EXPECT_EQ(made.size(), 41u) << day.iso();
        for (const auto& file : made) EXPECT_GT(file.text.size(), 500u) << file.name;
    }
}

}
}
