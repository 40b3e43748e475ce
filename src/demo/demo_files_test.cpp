#include <gtest/gtest.h>
#include <map>
#include <memory>
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

struct Row {
    std::shared_ptr<const std::map<std::string, std::size_t>> columns;
    std::vector<std::string> cells;
    const std::string& at(const std::string& column) const { return cells[columns->at(column)]; }
};

std::vector<std::string> split(std::string_view line) {
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

const std::vector<Row>& rows(const File& file) {
    static std::map<const File*, std::vector<Row>> read;
    auto& found = read[&file];
    if (!found.empty()) return found;
    std::string_view text = file.text;
    const auto line = [&] {
        const auto end = text.find('\n');
        auto cells = split(text.substr(0, end));
        text.remove_prefix(end + 1);
        return cells;
    };
    auto columns = std::make_shared<std::map<std::string, std::size_t>>();
    for (auto& name : line()) columns->emplace(std::move(name), columns->size());
    while (!text.empty()) {
        found.push_back({columns, line()});
        EXPECT_EQ(found.back().cells.size(), columns->size()) << file.name;
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

/// The older register and the newer; the links carry the same name behind their own.
std::vector<const File*> registers() {
    auto found = named("edubasealldata2");
    found.pop_back();
    return found;
}

std::string header(const File& file) {
    return file.text.substr(0, file.text.find('\r'));
}

TEST(DemoFiles, EveryLayoutIsThere) {
    struct Layout {
        const char* name;
        std::size_t files, columns;
    };
    for (const auto& [name, count, columns] : {Layout{"edubasealldata2", 3, 135},
                                               {"links_", 1, 5},
                                               {"allgroups", 1, 21},
                                               {"england_census_", 6, 23},
                                               {"1a_absence_", 6, 32},
                                               {"suspensions_", 3, 25},
                                               {"ks2revised", 6, 317},
                                               {"tables_schools_final", 6, 32},
                                               {"schools_provisional", 1, 32},
                                               {"england_swf_", 2, 12},
                                               {"spc_school_level_", 1, 41},
                                               {"sen_school_level_", 1, 17},
                                               {"ks2_school_attainment_", 1, 23},
                                               {"ks2_school_information_", 1, 36},
                                               {"institution_performance_", 1, 42},
                                               {"academies_accounts_return_", 3, 9},
                                               {"CFR_", 6, 95},
                                               {"ofsted_ratings_", 1, 3},
                                               {"ofsted_mi_latest_", 12, 85},
                                               {"ofsted_in_year_", 1, 42},
                                               {"postcodes", 1, 6}}) {
        EXPECT_EQ(named(name).size(), count) << name;
        EXPECT_EQ(split(header(*named(name).front())).size(), columns) << name;
    }
}

TEST(DemoFiles, NothingIsPublishedAfterToday) {
    for (const auto& file : files()) {
        if (file.public_from) {
            EXPECT_LE(*file.public_from, plan.today) << file.name;
        }
    }
    for (const auto* file : {named("ofsted_mi_").front(), named("ofsted_mi_").back()}) {
        const auto month = *Date::parse_published(file->name.substr(17, 7) + "-01");
        for (const auto& row : rows(*file)) {
            for (const auto* column :
                 {"Publication date", "Publication date of latest OEIF graded inspection",
                  "Ungraded inspection publication date"}) {
                if (const auto& day = row.at(column); !day.empty() && day != "NULL") {
                    EXPECT_LT(*Date::parse_published(day), add_months(month, 1)) << file->name;
                }
            }
        }
    }
}

TEST(DemoFiles, TheYearsWithoutTestsHaveNoResults) {
    std::set<std::string> periods;
    for (const auto* file : named("ks2revised")) periods.insert(*file->period);
    EXPECT_EQ(periods,
              (std::set<std::string>{"2017/18", "2018/19", "2021/22", "2022/23", "2023/24", "2024/25"}));
}

/// Periods in which a column of any school holds a figure.
std::set<std::string> with_figures(const std::string& name, const std::string& column) {
    std::set<std::string> periods;
    for (const auto* file : named(name)) {
        for (const auto& row : rows(*file))
            if (!row.at(column).empty() &&
                row.at(column).find_first_not_of("-.0123456789") == std::string::npos)
                periods.insert(*file->period);
    }
    return periods;
}

TEST(DemoFiles, ProgressIsThereInTheYearsInWhichEnglandPublishedIt) {
    for (const auto* column : {"READPROG", "WRITPROG", "MATPROG", "MATPROG_LOWER"})
        EXPECT_EQ(with_figures("ks2revised", column),
                  (std::set<std::string>{"2017/18", "2018/19", "2021/22", "2022/23"}));
    EXPECT_EQ(with_figures("performance_tables_schools", "progress8_average"),
              (std::set<std::string>{"2017/18", "2018/19", "2021/22", "2022/23", "2023/24"}));
    EXPECT_TRUE(with_figures("performance_tables_schools", "attainment8_average").contains("2025/26"));
}

TEST(DemoFiles, SmallCohortsAreWithheldAndOthersPrinted) {
    int withheld = 0, printed = 0;
    for (const auto& row : rows(*named("ks2revised").back())) {
        const bool few = std::stoi(row.at("TELIG")) <= 5;
        const bool hidden = row.at("PTRWM_EXP") == "SUPP";
        if (few) {
            EXPECT_NE(row.at("PTRWM_EXP").back(), '%');
        }
        withheld += hidden;
        printed += !hidden;
    }
    EXPECT_GT(withheld, 20);
    EXPECT_GT(printed, 1000);
}

double sum(const std::vector<Row>& rows, const std::string& column, const std::string& level) {
    double total = 0;
    for (const auto& row : rows)
        if (row.at("geographic_level") == level) total += std::stod(row.at(column));
    return total;
}

TEST(DemoFiles, TotalsOfAuthoritiesAndOfEnglandAddUp) {
    for (const auto& [name, column] :
         {std::pair{"1a_absence_", "sess_overall"}, std::pair{"suspensions_", "perm_excl"},
          std::pair{"suspensions_", "headcount"}}) {
        const auto all = rows(*named(name).back());
        EXPECT_GT(sum(all, column, "School"), 10);
        EXPECT_EQ(sum(all, column, "Local authority"), sum(all, column, "School"));
        EXPECT_EQ(sum(all, column, "National"), sum(all, column, "School"));
    }
}

TEST(DemoFiles, TheAuthorityAndEnglandPrintTheSameExclusions) {
    std::map<std::string, double> national;
    for (const auto& row : rows(*named("suspensions_and_exclusions_school_202425").front()))
        if (row.at("geographic_level") == "School")
            national[row.at("school_urn")] = std::stod(row.at("perm_excl_rate"));
    int compared = 0;
    for (const auto& row : rows(*named("fellshire_return_2025").front())) {
        const auto found = national.find(row.at("URN"));
        if (found == national.end()) continue;
        EXPECT_EQ(std::stod(row.at("Permanent exclusions %")), found->second) << row.at("URN");
        ++compared;
    }
    EXPECT_GT(compared, 550);
}

TEST(DemoFiles, SharesOfTheReturnAreOfWholePupils) {
    const auto whole = [](double share, int n) {
        for (int k = 0; k <= n; ++k)
            if (std::lround(100.0 * k / n) == std::lround(share)) return true;
        return false;
    };
    int few = 0;
    for (const auto& row : rows(*named("fellshire_return_2025").front())) {
        if (row.at("KS2 pupils") == "NA") continue;
        const int all = std::stoi(row.at("KS2 pupils")),
                  pupils = std::stoi(row.at("KS2 disadvantaged pupils"));
        EXPECT_TRUE(whole(std::stod(row.at("KS2 expected, all pupils %")), all)) << row.at("URN");
        if (pupils == 0) continue;
        EXPECT_TRUE(whole(std::stod(row.at("KS2 expected, disadvantaged %")), pupils)) << row.at("URN");
        few += pupils <= 2;
    }
    EXPECT_GT(few, 0);
}

TEST(DemoFiles, SharesOfKeyStage2AreOfWholePupils) {
    int compared = 0;
    for (const auto& row : rows(*named("ks2revised").front())) {
        if (row.at("RECTYPE") == "5" || row.at("PTRWM_EXP").back() != '%') continue;
        const int n = std::stoi(row.at("TELIG")), shown = std::stoi(row.at("PTRWM_EXP"));
        const long pupils = std::lround(shown * n / 100.0);
        bool found = false;
        for (const long k : {pupils - 1, pupils, pupils + 1})
            found = found || std::lround(100.0 * static_cast<double>(k) / n) == shown;
        EXPECT_TRUE(found) << shown << " % of " << n << " at " << row.at("URN");
        ++compared;
    }
    EXPECT_GT(compared, 1000);
}

TEST(DemoFiles, CodesOfTheAccountsAreWholePoundsOfMaintainedSchools) {
    int in_deficit = 0, leads = 0, members = 0;
    std::set<std::string> returned_for, silent;
    for (const auto& row : rows(*named("CFR_24-25").front())) {
        double income = 0;
        for (const auto& [column, at] : *row.columns)
            if (column[0] == 'I') income += std::stoi(row.cells[at]);
        const bool lead = !row.at("LAEstab of School in Federation 1").empty();
        if (row.at("Federated Flag") == "Yes" && !lead) {
            EXPECT_EQ(income, 0) << "the lead of its federation returns for " << row.at("URN");
            silent.insert(row.at("LEAEstab"));
            ++members;
            continue;
        }
        leads += lead;
        for (const auto* number : {"2", "3"})
            if (const auto& other = row.at(std::string{"LAEstab of School in Federation "} + number);
                !other.empty())
                returned_for.insert(other);
        EXPECT_GT(income, 20000) << row.at("URN");
        in_deficit += std::stoi(row.at("B01")) + std::stoi(row.at("B02")) < 0;
    }
    EXPECT_GT(in_deficit, 20);
    EXPECT_GT(leads, 5);
    EXPECT_GE(members, leads);
    EXPECT_EQ(returned_for, silent);
}

TEST(DemoFiles, EveryMonthOfTheYearHasItsManagementInformation) {
    std::set<std::string> months;
    for (const auto* file : named("ofsted_mi_latest_")) months.insert(file->name.substr(17, 7));
    EXPECT_EQ(months.size(), 12u);
    EXPECT_EQ(*months.begin(), "2025-11");
    EXPECT_EQ(*months.rbegin(), "2026-10");
}

TEST(DemoFiles, TheNewestOfEachIsWhatADataOfficerHasInNovember2026) {
    for (const auto& [name, period] : {std::pair{"england_census_", "2026-01"},
                                       {"spc_school_level_", "2026-01"},
                                       {"england_swf_", "2025/26"},
                                       {"workforce_size_", "2025/26"},
                                       {"sickness_", "2024/25"},
                                       {"1a_absence_", "2024/25"},
                                       {"ks2revised", "2024/25"},
                                       {"ks2_school_attainment_", "2024/25"},
                                       {"tables_schools_final", "2024/25"},
                                       {"schools_provisional", "2025/26"},
                                       {"england_ks5final", "2024/25"},
                                       {"CFR_", "2024/25"},
                                       {"academies_accounts_", "2024/25"},
                                       {"fellshire_return_", "2025/26"},
                                       {"fellshire_in_year_", "2026/27"}})
        EXPECT_EQ(named(name).back()->period, period) << name;
}

/// Figures of a school in one column, by its URN.
std::map<std::string, std::string> column_of(const std::string& name, const std::string& urn,
                                             const std::string& column,
                                             const std::map<std::string, std::string>& where = {}) {
    std::map<std::string, std::string> found;
    for (const auto& row : rows(*named(name).back())) {
        bool fits = true;
        for (const auto& [other, value] : where) fits &= row.at(other) == value;
        if (fits) found[row.at(urn)] = row.at(column);
    }
    return found;
}

TEST(DemoFiles, BothLayoutsOfAFigureSayTheSame) {
    struct Same {
        std::string one, urn, column, other, other_column;
        std::map<std::string, std::string> where;
        std::size_t at_least;
    };
    for (const auto& [one, urn, column, other, other_column, where, at_least] :
         {Same{"ks2revised", "URN", "TELIG", "ks2_school_information_", "telig", {}, 1000},
          {"ks2revised", "URN", "GELIG", "ks2_school_information_", "gelig", {}, 1000},
          {"england_census_",
           "URN",
           "NUMEAL",
           "spc_school_level_",
           "pupil_count",
           {{"breakdown", "Known or believed to be other than English"}},
           1000},
          {"england_census_",
           "URN",
           "TSENELK",
           "sen_school_level_",
           "pupil_count",
           {{"sen_provision", "SEN support"}},
           1000},
          {"england_ks5final",
           "URN",
           "TALLPPE_ALEV_1618",
           "institution_performance_",
           "aps_per_entry",
           {{"exam_cohort", "A level"}, {"disadvantage_status", "Total"}},
           20}}) {
        const auto first = column_of(one, urn, column),
                   second = column_of(other, "school_urn", other_column, where);
        std::size_t compared = 0;
        for (const auto& [school, figure] : first) {
            const auto found = second.find(school);
            if (found == second.end()) continue;
            EXPECT_EQ(figure, found->second) << school << " in " << other;
            ++compared;
        }
        EXPECT_GE(compared, at_least) << other;
    }
    auto revised = column_of("ks2revised", "URN", "PTRWM_EXP");
    int printed = 0;
    for (const auto& [school, figure] :
         column_of("ks2_school_attainment_", "school_urn", "expected_standard_pupil_percent",
                   {{"breakdown", "Total"}, {"subject", "Reading, writing and maths"}})) {
        EXPECT_EQ(figure == "c" ? "none" : figure + "%",
                  revised.at(school).ends_with('%') ? revised.at(school) : "none")
            << school;
        printed += figure != "c";
    }
    EXPECT_GT(printed, 1000);
}

TEST(DemoFiles, TheRegisterIsWindows1252) {
    for (const auto* file : {registers().back(), named("ofsted_mi_latest_").back()}) {
        EXPECT_NE(file->text.find("St Th\xE9r\xE8se's"), std::string::npos) << file->name;
        EXPECT_EQ(file->text.find("Th\xC3"), std::string::npos) << file->name;
    }
}

TEST(DemoFiles, RegisterRowsAgreeWithThemselves) {
    std::map<std::string, int> status;
    for (const auto& row : rows(*registers().back())) {
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
    for (const auto& row : rows(*registers().front()))
        before[row.at("URN")] = row.at("EstablishmentName") + row.at("Trusts (name)");
    int changed = 0;
    for (const auto& row : rows(*registers().back())) {
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

TEST(DemoFiles, DatesOfGradesAreNamedOtherwiseUntilFebruary2026) {
    for (const auto* file : named("ofsted_mi_")) {
        const bool older = file->name <= "ofsted_mi_latest_2026-02.csv";
        EXPECT_EQ(header(*file).find("Achievement - date of judgement") != std::string::npos, older)
            << file->name;
        EXPECT_EQ(header(*file).find("Achievement - date of grade") != std::string::npos, !older)
            << file->name;
    }
}

/// Rows of the newest month with a report card.
std::vector<Row> carded() {
    auto found = rows(*named("ofsted_mi_").back());
    std::erase_if(found, [](const Row& row) { return row.at("Achievement") == "NULL"; });
    return found;
}

TEST(DemoFiles, ReportCardsBeginInNovember2025AndGrowInNumber) {
    const auto months = named("ofsted_mi_");
    std::size_t before = 0;
    for (const auto* file : {months.front(), months[1], months.back()}) {
        std::size_t cards = 0;
        for (const auto& row : rows(*file)) {
            if (row.at("Inspection start date") == "NULL") {
                EXPECT_EQ(row.at("Leadership and governance"), "NULL");
                continue;
            }
            EXPECT_GE(*Date::parse_published(row.at("Inspection start date")), first_card_day);
            ++cards;
        }
        EXPECT_GE(cards, before) << file->name;
        before = cards;
    }
    EXPECT_GT(before, 150u);
    EXPECT_LT(before, 400u);
}

TEST(DemoFiles, GradesOfReportCardsFallAsInEngland) {
    std::map<std::string, double> achievement;
    int areas = 0, raised = 0;
    for (const auto& row : carded()) {
        ++achievement[row.at("Achievement")];
        for (const auto* area : {"Achievement", "Inclusion", "Leadership and governance"}) {
            ++areas;
            raised += row.at(std::string{area} + " - date of grade") != row.at("Inspection start date");
        }
    }
    const double all = static_cast<double>(carded().size());
    EXPECT_NEAR(achievement["Expected standard"] / all, 133. / 246, 0.1);
    EXPECT_NEAR(achievement["Needs attention"] / all, 53. / 246, 0.08);
    EXPECT_NEAR(achievement["Strong standard"] / all, 52. / 246, 0.08);
    EXPECT_GT(raised, 2);
    EXPECT_LT(raised, areas / 20);
}

/// What a card's grades mean for its category [ofsted-report-card], and one school that is listed too early.
TEST(DemoFiles, CategoriesFollowFromTheCardAndMayBeLifted) {
    int urgent = 0, unpublished = 0, lifted = 0;
    for (const auto& row : carded()) {
        bool any = row.at("Safeguarding standards") == "Not met";
        for (const auto& cell : row.cells) any |= cell == "Urgent improvement";
        EXPECT_EQ(row.at("Category of concern").empty(), !any) << row.at("URN");
        EXPECT_EQ(row.at("Most recent category of concern"), row.at("Category of concern"));
        urgent += any;
        unpublished += row.at("Publication date").empty();
    }
    for (const auto& row : rows(*named("ofsted_mi_").back())) {
        const auto& older = row.at("Latest OEIF category of concern");
        lifted += older != "NULL" && !older.empty() && row.at("Achievement") == "NULL" &&
                  row.at("Most recent category of concern").empty();
    }
    EXPECT_GT(urgent, 3);
    EXPECT_EQ(unpublished, 1);
    EXPECT_GT(lifted, 0);
}

TEST(DemoFiles, GradedInspectionsSinceSeptember2024HaveNoOverallGrade) {
    int judged = 0, without = 0, older = 0;
    for (const auto& row : rows(*named("ofsted_mi_").back())) {
        const auto& day = row.at("Inspection start date of latest OEIF graded inspection");
        if (day == "NULL") {
            ++older;
            continue;
        }
        EXPECT_GE(*Date::parse_published(day), *Date::of(2019, 9, 1));
        const bool none = row.at("Latest OEIF overall effectiveness") == "Not judged";
        EXPECT_EQ(none, *Date::parse_published(day) >= *Date::of(2024, 9, 1)) << day;
        (none ? without : judged) += 1;
    }
    EXPECT_GT(judged, 500);
    EXPECT_GT(without, 100);
    EXPECT_GT(older, 50);
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
        EXPECT_GE(made.size(), 47u) << day.iso();
        std::set<std::string> names;
        for (const auto& file : made) {
            EXPECT_GT(file.text.size(), 500u) << file.name;
            EXPECT_TRUE(names.insert(file.name).second) << file.name;
            EXPECT_LE(file.public_from.value_or(day), day) << file.name;
        }
    }
}

}
}
