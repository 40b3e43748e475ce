// The published files of 2014 to 2026, and small files in today's layouts with the mistakes that people who
// work with them have met. Expected numbers and values were read from the files by eye, with zcat and grep.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <map>

#include "evidence/evidence.hpp"
#include "evidence/importing/area_labels_rules.hpp"
#include "evidence/importing/reading_rules.hpp"
#include "platform/storage/storage.hpp"
#include "support/test_database.hpp"

namespace tarn::evidence {
namespace {

struct Counts {
    std::string profile, period;
    std::int64_t read, accepted, rejected, totals = 0, left_out = 0, repeated = 0;
};

// The one rejected row, 'x', ends a copy of absence by authority.
const std::map<std::string, Counts> counts{
    {"england_abs_2014.csv.gz", {"absence-15", "2013/14", 21154, 21151, 0, 3}},
    {"england_abs_2017.csv.gz", {"absence-10", "2016/17", 21250, 21247, 0, 3}},
    {"england_abs_2018.csv.gz", {"absence-10", "2017/18", 21265, 21262, 0, 3}},
    {"sap_absence_secondary_2021-22_to_2023-24.csv.gz",
     {"absence-secondary", "2021/22 to 2023/24", 5736, 5736, 0}},
    {"2021-2022_england_ks5final.csv.gz", {"ks5-final", "2021/22", 2971, 2816, 0, 155}},
    {"2022-2023_england_ks5final.csv.gz", {"ks5-final", "2022/23", 2973, 2816, 0, 157}},
    {"2023-2024_england_ks5final.csv.gz", {"ks5-final", "2023/24", 2954, 2797, 0, 157}},
    {"202324_information_about_schools_final.csv.gz", {"ks4-information", "2023/24", 5709, 5709, 0}},
    {"england_ks4-pupdest_2021.csv.gz", {"ks4-destinations", "2018/19", 4020, 3871, 0, 149}},
    {"england_ks4-pupdest_2022.csv.gz", {"ks4-destinations", "2019/20", 4077, 3927, 0, 150}},
    {"england_secondary_schools_2024.csv.gz", {"ks4-joined", "2023/24", 3424, 3424, 0}},
    {"sap_attainment8_context_secondary_2024-25.csv.gz", {"ks4-attainment8-2025", "2024/25", 1393, 1393, 0}},
    {"attendance_ytd_2025-26_by_la.csv.gz", {"attendance-to-date", "2025/26", 647, 647, 0}},
    {"la_maintained_schools_revenue_reserve_2015-16_2020-21.csv.gz",
     {"reserves-authority", "2015/16 to 2020/21", 5171, 5171, 0}},
    {"sap_la_absence_2021-22_to_2023-24.csv.gz", {"absence-authority", "2023/24", 160, 158, 1, 0, 1}},
    {"england_census_2016.csv.gz", {"census", "2016-01", 24290, 24288, 0, 2}},
    {"england_census_2017.csv.gz", {"census", "2017-01", 23510, 23508, 0, 2}},
    {"england_census_2018.csv.gz", {"census", "2018-01", 23556, 23553, 0, 2, 0, 1}},
    {"england_census_2021.csv.gz", {"census", "2021-01", 24416, 24413, 0, 3}},
    {"england_census_2022.csv.gz", {"census", "2022-01", 24448, 24445, 0, 3}},
    {"england_census_2023.csv.gz", {"census", "2023-01", 24436, 24433, 0, 3}},
    {"school_characteristics_2024.csv.gz", {"census-rounded", "2023-01", 20571, 20571, 0}},
    {"allgroupsdata20260821.csv.gz", {"groups", "", 7177, 0, 0, 0, 7177}},
    {"england_school_information_2019.csv.gz", {"school-information", "", 26166, 26166, 0}},
    {"england_school_information_2021.csv.gz", {"school-information", "", 26350, 26350, 0}},
    {"england_school_information_2022.csv.gz", {"school-information", "", 26545, 26545, 0}},
    {"gias_open_2026-01-30_reduced.csv.gz", {"register-open-2026", "", 26509, 0, 0, 0, 26509}},
    {"links_edubasealldata20260821.csv.gz", {"links", "", 35239, 35239, 0}},
    {"ofsted_mi_state_funded_2026-04-30_register_only.csv.gz",
     {"ofsted-pupils-2026", "2026-04", 21962, 21962, 0}},
    {"sap_establishment_secondary_2026.csv.gz", {"register-secondary", "", 1924, 1924, 0}},
    {"england_swf_2016.csv.gz", {"workforce", "2015/16", 20267, 20265, 0, 0, 2}},
    {"england_swf_2017.csv.gz", {"workforce", "2016/17", 20199, 20197, 0, 0, 2}},
    {"england_swf_2018.csv.gz", {"workforce", "2017/18", 20186, 20184, 0, 0, 2}},
    {"england_swf_2019.csv.gz", {"workforce", "2018/19", 20191, 20189, 0, 0, 2}},
    {"england_swf_2021.csv.gz", {"workforce", "2020/21", 20789, 20787, 0, 0, 2}},
    {"sap_pupil_teacher_ratio_secondary_2024-11.csv.gz", {"pupil-teacher-ratio", "2024/25", 1924, 1924, 0}}};

void expect_counts(const std::string& name, const Counts& wanted, const Prepared& file) {
    EXPECT_EQ(file.profile->name, wanted.profile) << name;
    EXPECT_EQ(file.period, wanted.period) << name;
    EXPECT_EQ(file.rows_read, wanted.read) << name;
    EXPECT_EQ(file.rows_accepted(), wanted.accepted) << name;
    EXPECT_EQ(static_cast<std::int64_t>(file.rejected.size()), wanted.rejected) << name;
    EXPECT_EQ(file.rows_aggregate, wanted.totals) << name;
    EXPECT_EQ(file.rows_left_out, wanted.left_out) << name;
    EXPECT_EQ(file.rows_repeated, wanted.repeated) << name;
}

Result<Prepared> read_file(const std::string& path, const std::string& folder = {},
                           double max_rejected_percent = 20) {
    std::ifstream in{path, std::ios::binary};
    EXPECT_TRUE(in) << path;
    ReadSettings settings;
    settings.file_name = std::filesystem::path{path}.filename().string();
    settings.folder = folder;
    settings.today = *Date::of(2026, 11, 27);
    settings.max_rejected_percent = max_rejected_percent;
    settings.urns_of = [](Laestab, std::string_view) { return std::vector<Urn>{}; };
    return prepare({std::istreambuf_iterator<char>{in}, {}}, nullptr, settings);
}

std::string shown(const PreparedColumn& column, std::size_t row) {
    const Cell cell = ColumnView{column.packed.encoding, column.packed.scale, column.packed.bytes}.cell(row);
    return cell.missing == analytics::Missing::none ? fmt::format("{:.7g}", cell.value())
                                                    : std::string{missing_code(cell.missing)};
}

const PreparedColumn* column_of(const PreparedBlock& block, std::string_view measure) {
    const auto at = std::find_if(block.columns.begin(), block.columns.end(),
                                 [&](const PreparedColumn& column) { return column.measure == measure; });
    return at == block.columns.end() ? nullptr : &*at;
}

/// What the file says of a school, or why it says nothing; "none" where the measure or the school is not in
/// it.
std::string figure(const Prepared& file, std::string_view measure, std::string_view period,
                   std::int32_t urn) {
    for (const PreparedBlock& block : file.blocks) {
        const PreparedColumn* column = column_of(block, measure);
        if (block.period != period || !column) continue;
        const auto keys = unpack_int32(block.keys);
        for (std::size_t row = 0; row < keys.size(); ++row)
            if (keys[row] == urn) return shown(*column, row);
    }
    return "none";
}

std::string area_figure(const Prepared& file, std::string_view measure, std::string_view period,
                        std::int16_t authority, std::string_view breakdown) {
    for (const PreparedBlock& block : file.blocks) {
        const PreparedColumn* column = column_of(block, measure);
        if (block.period != period || !column) continue;
        const AreaLabels labels = parse_labels(block.labels);
        const auto keys = unpack_int32(block.keys);
        for (std::size_t row = 0; 2 * row < keys.size(); ++row) {
            const AreaLabel& area = labels.areas.at(static_cast<std::size_t>(keys[2 * row]));
            if (area.authority && area.authority->value == authority &&
                labels.breakdowns.at(static_cast<std::size_t>(keys[2 * row + 1])) == breakdown)
                return shown(*column, row);
        }
    }
    return "none";
}

struct Spot {
    std::string file, measure, period;
    std::int32_t urn;
    std::string value;
};

class PublishedFiles : public testing::Test {
  protected:
    void SetUp() override {
        const char* folder = std::getenv("TARN_REAL_DATA_2026");
        if (!folder || !*folder)
            GTEST_SKIP() << "THE REAL FILES OF 2026 WERE NOT TESTED: set TARN_REAL_DATA_2026 to the folder "
                            "that holds them";
        // Dictionaries of columns are to read; samples of inspections are tested with report cards.
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
            const std::string parent = entry.path().parent_path().filename().string();
            if (entry.path().extension() == ".gz" && parent != "meta" && parent != "inspections")
                paths_.emplace(entry.path().filename().string(), entry.path().string());
        }
    }
    std::map<std::string, std::string> paths_;
};

TEST_F(PublishedFiles, EachIsReadByItsProfileRowForRow) {
    EXPECT_EQ(paths_.size(), counts.size());
    for (const auto& [name, path] : paths_) {
        const auto wanted = counts.find(name);
        ASSERT_NE(wanted, counts.end()) << name;
        const auto file = read_file(path);
        ASSERT_TRUE(file) << name << ": " << file.error().message;
        expect_counts(name, wanted->second, *file);
        for (const std::string& note : file->notes)
            EXPECT_FALSE(note.starts_with("Columns that the profile does not name")) << name << ": " << note;
        for (const Rejection& rejection : file->rejected)
            EXPECT_EQ(rejection.reason, "'x' is not an authority's code.")
                << name << ", row " << rejection.row;
    }
}

TEST_F(PublishedFiles, ValuesOfSchoolsAreThoseOfTheFiles) {
    const std::vector<Spot> spots{
        {"england_abs_2014.csv.gz", "absence.persistent15", "2013/14", 119200, "2"},
        {"england_abs_2018.csv.gz", "absence.persistent", "2017/18", 119200, "8.2"},
        {"sap_absence_secondary_2021-22_to_2023-24.csv.gz", "absence.overall", "2022/23", 119137, "7.23266"},
        {"sap_absence_secondary_2021-22_to_2023-24.csv.gz", "absence.authorised", "2022/23", 119137, "none"},
        {"england_census_2016.csv.gz", "census.sen_support", "2016-01", 119200, "17"},
        {"england_census_2018.csv.gz", "census.fsm", "2018-01", 119200, "7.6"},
        {"england_census_2018.csv.gz", "census.pupils", "2018-01", 141353, "365"},
        {"england_census_2021.csv.gz", "census.eal", "2021-01", 119200, "2.8"},
        {"england_census_2022.csv.gz", "census.fsm_ever", "2022-01", 119200, "23.64"},
        {"england_census_2022.csv.gz", "census.fsm_ever", "2022-01", 100001, "blank"},
        {"england_census_2023.csv.gz", "census.ehc_plans", "2023-01", 119200, "2.7"},
        {"england_census_2023.csv.gz", "census.fsm", "2023-01", 119200, "19.2"},
        {"england_swf_2016.csv.gz", "workforce.mean_pay", "2015/16", 119200, "36301"},
        {"england_swf_2018.csv.gz", "workforce.mean_pay", "2017/18", 119200, "38726"},
        {"england_swf_2018.csv.gz", "workforce.support_staff_fte", "2017/18", 119200, "4.2"},
        {"england_swf_2021.csv.gz", "workforce.pupils_per_teacher", "2020/21", 119200, "25.8"},
        {"sap_pupil_teacher_ratio_secondary_2024-11.csv.gz", "workforce.pupils_per_qualified_teacher",
         "2024/25", 100049, "13.5"},
        {"2021-2022_england_ks5final.csv.gz", "ks5.alevel.aab", "2021/22", 100049, "22.5"},
        {"2023-2024_england_ks5final.csv.gz", "ks5.alevel.points", "2023/24", 100049, "30.15"},
        {"2023-2024_england_ks5final.csv.gz", "ks5.alevel.value_added", "2023/24", 100049, "-0.27"},
        {"2023-2024_england_ks5final.csv.gz", "ks5.technical.points", "2023/24", 100049, "not_published"},
        {"england_ks4-pupdest_2022.csv.gz", "destinations.sustained", "2019/20", 138116, "94"},
        {"england_ks4-pupdest_2022.csv.gz", "destinations.disadvantaged.sustained", "2019/20", 138116, "91"},
        {"england_ks4-pupdest_2022.csv.gz", "destinations.unknown", "2019/20", 137899, "low"},
        {"202324_information_about_schools_final.csv.gz", "ks4.pupils", "2023/24", 100049, "156"},
        {"202324_information_about_schools_final.csv.gz", "ks4.official.pt_disadvantaged", "2023/24", 100049,
         "72.4"},
        {"england_secondary_schools_2024.csv.gz", "ks4.progress8", "2023/24", 100049, "-0.2"},
        {"sap_attainment8_context_secondary_2024-25.csv.gz", "ks4.attainment8", "2024/25", 100049, "41.5"},
        {"ofsted_mi_state_funded_2026-04-30_register_only.csv.gz", "ofsted.pupils", "2026-04", 100000,
         "249"}};
    std::map<std::string, Prepared> files;
    for (const Spot& spot : spots) {
        if (!files.contains(spot.file)) {
            auto file = read_file(paths_.at(spot.file));
            ASSERT_TRUE(file) << spot.file;
            files.emplace(spot.file, std::move(*file));
        }
        EXPECT_EQ(figure(files.at(spot.file), spot.measure, spot.period, spot.urn), spot.value)
            << spot.file << ", " << spot.measure << ", " << spot.urn;
    }
}

TEST_F(PublishedFiles, ValuesOfAreasAreThoseOfTheFiles) {
    const auto value = [&](const std::string& file, std::string_view measure, std::string_view period,
                           std::string_view breakdown) {
        const auto read = read_file(paths_.at(file));
        return read ? area_figure(*read, measure, period, 888, breakdown) : read.error().message;
    };
    EXPECT_EQ(
        value("attendance_ytd_2025-26_by_la.csv.gz", "attendance_to_date.persistent", "2025/26", "Secondary"),
        "23.25022");
    EXPECT_EQ(value("la_maintained_schools_revenue_reserve_2015-16_2020-21.csv.gz",
                    "reserves.pc_schools_with_deficit", "2020/21", "Primary"),
              "2.6");
    EXPECT_EQ(value("sap_la_absence_2021-22_to_2023-24.csv.gz", "authority_absence.persistent_primary",
                    "2023/24", ""),
              "14.11361");
}

TEST_F(PublishedFiles, RegistersSpeakOfTheDayTheyWereMade) {
    for (const auto& [year, day] : std::map<std::string, std::string>{
             {"2019", "2022-06-30"}, {"2021", "2022-09-30"}, {"2022", "2023-03-31"}}) {
        const auto file = read_file(paths_.at("england_school_information_" + year + ".csv.gz"));
        ASSERT_TRUE(file && file->reg.snapshot);
        EXPECT_EQ(file->reg.snapshot->iso(), day) << "the year of the name is not the register's";
    }
}

/// All in one import: what several files say of one school and period resolves by the written order.
TEST_F(PublishedFiles, ThePublishersOwnFileComesBeforeWhatOthersMadeOfIt) {
    test::TestDatabase database{test::Engine::sqlite};
    std::vector<ImportRequest> requests;
    for (const auto& [name, path] : paths_) {
        requests.emplace_back().path = path;
        requests.back().now = FixedClock{*Date::of(2026, 11, 27)}.now();
    }
    import_files(*database, requests, [&](const ImportRequest& request, const auto& report) {
        ASSERT_TRUE(report) << request.path << ": " << report.error().message;
    });
    const auto picture = snapshot(*(*database).read(), *Date::of(2026, 11, 27));
    const auto first = [&](std::string_view measure, std::string_view period) {
        for (const analytics::Series& series : picture->of_measure(measure))
            if (series.period == period) return series.release_title;
        return std::string{"none"};
    };
    EXPECT_EQ(first("census.pupils", "2023-01"), "School census, January (england_census_2023)");
    EXPECT_EQ(first("ks4.pupils", "2023/24"),
              "Pupils at the end of key stage 4 by school, explore education statistics "
              "(202324_information_about_schools_final)");
    EXPECT_TRUE(verify(*(*database).read()).empty());
}

struct Case {
    std::string file;
    Counts wanted;
    std::vector<Spot> spots;  ///< of `file`
};

const std::vector<Case> cases{{"06_england_census_2022.csv",
                               {"census", "2022-01", 34, 33, 0, 1},
                               {{"", "census.fsm_ever", "2022-01", 190001, "11.43"},
                                {"", "census.fsm_ever", "2022-01", 190031, "blank"}}},
                              {"07_england_census_2018.csv",
                               {"census", "2018-01", 30, 28, 1, 0, 0, 1},
                               {{"", "census.fsm", "2018-01", 190001, "6.7"},
                                {"", "census.fsm_ever_pupils", "2018-01", 190007, "blank"},
                                {"", "census.fsm_ever", "2018-01", 190007, "10.5"},
                                {"", "census.fsm_ever", "2018-01", 190005, "not_published"}}},
                              {"09_spc_school_level_2025-26.csv",
                               {"census-school", "2026-01", 30, 16, 4, 0, 10},
                               {{"", "census.pupils", "2026-01", 100000, "210"},
                                {"", "census.girls", "2026-01", 100000, "101"},
                                {"", "census.fsm", "2026-01", 190001, "14.2"},
                                {"", "census.eal", "2026-01", 190002, "suppressed"}}},
                              {"10_sen_school_level_2025-26.csv",
                               {"sen-school", "2026-01", 32, 8, 0, 0, 24},
                               {{"", "census.ehc_plan_pupils", "2026-01", 100000, "12"},
                                {"", "census.ehc_plan_pupils", "2026-01", 190001, "13"},
                                {"", "census.sen_support_pupils", "2026-01", 190003, "15"}}},
                              {"12_ks2_school_attainment_data.csv",
                               {"ks2-attainment", "2022/23 to 2024/25", 33, 33, 0},
                               {{"", "ks2.rwm.expected", "2024/25", 190001, "60"},
                                {"", "ks2.official.ptrwm_exp_3yr", "2024/25", 190001, "61"},
                                {"", "ks2.official.ptrwm_exp_fsm6cla1a", "2024/25", 190001, "suppressed"},
                                {"", "ks2.progress.reading", "2022/23", 190001, "0.4"},
                                {"", "ks2.progress.reading", "2024/25", 190001, "not_applicable"},
                                {"", "ks2.rwm.expected", "2022/23", 190040, "66"}}},
                              {"13_202425_performance_tables_schools_final.csv",
                               {"ks4-performance", "2024/25", 24, 18, 0, 0, 6},
                               {{"", "ks4.attainment8", "2024/25", 190001, "42.3"},
                                {"", "ks4.basics5", "2024/25", 190001, "44"},
                                {"", "ks4.pupils", "2024/25", 190002, "151"},
                                {"", "ks4.progress8", "2024/25", 190001, "not_applicable"}}},
                              {"24_CFR_24-25_Data.csv",
                               {"cfr-returns", "2024/25", 16, 14, 0, 0, 2},
                               {{"", "finance.income", "2024/25", 190001, "896200"},
                                {"", "finance.balance", "2024/25", 190001, "286900"},
                                {"", "finance.reserve", "2024/25", 190009, "-13000"},
                                {"", "finance.cumulative_share", "2024/25", 190001, "3.91"},
                                {"", "finance.income", "2024/25", 190005, "none"},
                                {"", "finance.cumulative_share", "2024/25", 190010, "blank"}}},
                              {"25_england_swf_2026.csv",
                               {"workforce", "2025/26", 19, 18, 0, 0, 1},
                               {{"", "workforce.pupils_per_teacher", "2025/26", 190001, "18.4"},
                                {"", "workforce.mean_pay", "2025/26", 190002, "47137"},
                                {"", "workforce.mean_pay", "2025/26", 190003, "suppressed"},
                                {"", "workforce.teachers", "2025/26", 190004, "not_published"},
                                {"", "workforce.pupils_per_teacher", "2025/26", 190005, "not_applicable"}}},
                              {"27_1a_absence_3term_school.csv",
                               {"absence-school", "2024/25", 14, 12, 0, 0, 2},
                               {{"", "absence.overall", "2024/25", 190002, "5.29954"},
                                {"", "absence.persistent", "2024/25", 190005, "17.8"},
                                {"", "absence.overall", "2024/25", 190008, "not_published"},
                                {"", "absence.severe", "2024/25", 190010, "suppressed"}}},
                              {"32_ks2_school_information_data.csv",
                               {"ks2-information", "2023/24 to 2024/25", 20, 20, 0},
                               {{"", "ks2.pupils", "2023/24", 190001, "28"},
                                {"", "ks2.official.pbelig", "2023/24", 190001, "50"},
                                {"", "ks2.official.pbelig", "2024/25", 190001, "50"},
                                {"", "ks2.official.tks1average", "2024/25", 190001, "not_applicable"}}}};

class CasesAsPublished : public testing::Test {
  protected:
    void SetUp() override {
        const char* folder = std::getenv("TARN_CASES");
        if (!folder || !*folder)
            GTEST_SKIP() << "NOT TESTED: set TARN_CASES to the folder of files with mistakes";
        folder_ = folder;
    }
    std::string folder_;
};

TEST_F(CasesAsPublished, AreReadAsTheirPublishersMeanThem) {
    for (const Case& one : cases) {
        const auto file = read_file(folder_ + "/" + one.file);
        ASSERT_TRUE(file) << one.file << ": " << file.error().message;
        expect_counts(one.file, one.wanted, *file);
        for (const Spot& spot : one.spots)
            EXPECT_EQ(figure(*file, spot.measure, spot.period, spot.urn), spot.value)
                << one.file << ", " << spot.measure << ", " << spot.urn;
    }
}

TEST_F(CasesAsPublished, OfAuthoritiesSayWhyThereIsNoFigure) {
    const auto home = read_file(folder_ + "/28_ehe_la_2025-26.csv");
    ASSERT_TRUE(home) << home.error().message;
    EXPECT_TRUE(home->rejected.empty());
    EXPECT_EQ(area_figure(*home, "home_education.children", "2025/26", 888, "Autumn term: Total"), "1200");
    EXPECT_EQ(
        area_figure(*home, "home_education.rate", "2025/26", 888, "Autumn term: Reason: Reason: unknown"),
        "low");
    EXPECT_EQ(area_figure(*home, "home_education.share", "2025/26", 942,
                          "Autumn term: Reason: Reason: mental health"),
              "low");
    const auto plans = read_file(folder_ + "/29_sen2_ehcplans_series.csv");
    ASSERT_TRUE(plans) << plans.error().message;
    EXPECT_TRUE(plans->rejected.empty());
    EXPECT_EQ(area_figure(*plans, "sen2.plans", "2023", 942, ""), "not_applicable")
        << "the authority did not exist";
    EXPECT_EQ(area_figure(*plans, "sen2.plans", "2024", 942, ""), "1800");
    EXPECT_EQ(area_figure(*plans, "sen2.plans", "2024", 909, ""), "none") << "the authority has ended";
}

TEST_F(CasesAsPublished, WithoutAYearInTheNameAreReadByTheirFolder) {
    const std::string path = folder_ + "/11_england_ks2revised.csv";
    const auto refused = read_file(path);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("Nothing says which period"), std::string::npos);
    std::filesystem::create_directories(testing::TempDir() + "2024-2025");
    const std::string named = testing::TempDir() + "2024-2025/england_ks2revised.csv";
    std::filesystem::copy_file(path, named, std::filesystem::copy_options::overwrite_existing);
    const auto file = read_file(named, "2024-2025");
    ASSERT_TRUE(file) << file.error().message;
    expect_counts(named, {"ks2-official", "2024/25", 30, 27, 0, 3}, *file);
    EXPECT_EQ(figure(*file, "ks2.rwm.expected", "2024/25", 190001), "43");
    EXPECT_EQ(figure(*file, "ks2.progress.reading", "2024/25", 190001), "none") << "no row has one";
}

TEST_F(CasesAsPublished, ThatASpreadsheetHasSpoiltAreRefused) {
    const auto refused = read_file(folder_ + "/31_england_abs_2019_spreadsheet.csv", {}, 10);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("rows were rejected"), std::string::npos);
    EXPECT_NE(refused.error().message.find("row 5, column URN"), std::string::npos)
        << refused.error().message;
}

struct Layout {
    std::string file, profile, period, text;
    std::vector<Spot> spots;
    std::int64_t accepted = 1, left_out = 0;
};

/// Layouts that no file could be had of, by the names that the publisher's catalogue and code give.
const std::vector<Layout> layouts{
    {"susp.csv",
     "suspensions-school",
     "2024/25",
     "time_identifier,time_period,geographic_level,country_code,country_name,region_code,region_name,old_la_"
     "code,"
     "new_la_code,la_name,estab,school_laestab,school_urn,school_name,trust_name,academy_type,academy_open_"
     "date,"
     "education_phase,headcount,perm_excl,perm_excl_rate,suspension,susp_rate,one_plus_susp,one_plus_susp_"
     "rate\n"
     "Academic "
     "year,202425,School,,,,,888,,,4001,8884001,190001,Ashby,z,z,z,Secondary,800,2,0.25,960,120,90,11.25\n"
     "Autumn "
     "term,202425,School,,,,,888,,,4001,8884001,190001,Ashby,z,z,z,Secondary,800,1,0.13,300,37.5,50,6.25\n"
     "Academic year,202425,National,,,,,,,,,,,,,,,Total,8000000,9000,0.11,900000,11,1,1\n",
     {{"", "exclusions.permanent", "2024/25", 190001, "0.25"},
      {"", "exclusions.suspensions", "2024/25", 190001, "120"},
      {"", "exclusions.suspended_share", "2024/25", 190001, "11.25"}},
     1,
     2},
    {"turnover.csv",
     "workforce-turnover",
     "2023/24",
     "time_period,geographic_level,school_urn,school_type,teacher_fte_in_census_year,remained_in_the_same_"
     "school,"
     "left_the_state-funded_system,left_to_another_state-funded_school\n"
     "202324,School,190001,Primary,20.0,16.5,1.5,2.0\n202324,School,190002,Primary,8.0,c,c,1.0\n"
     "202324,National,,Total,500000,400000,40000,60000\n",
     {{"", "staffing.turnover", "2023/24", 190001, "17.5"},
      {"", "staffing.turnover", "2023/24", 190002, "suppressed"},
      {"", "workforce.left_fte", "2023/24", 190001, "3.5"}},
     2,
     1},
    {"sickness.csv",
     "workforce-sickness",
     "2023/24",
     "time_period,school_urn,school_type,total_teachers_taking_absence,percentage_taking_absence,"
     "average_number_of_days_all_teachers\n202324,190001,Primary,12,60.5,7.4\n",
     {{"", "workforce.sick_days", "2023/24", 190001, "7.4"}}},
    {"size.csv",
     "workforce-size",
     "2025/26",
     "time_period,school_urn,school_type,fte_all_teachers,fte_classroom_teachers,fte_all_teachers_without_"
     "qts,"
     "hc_all_teachers,percent_pt_teacher\n202526,190001,Primary,16.5,14.0,u,20,35\n",
     {{"", "workforce.teachers_fte", "2025/26", 190001, "16.5"},
      {"", "workforce.unqualified_teachers_fte", "2025/26", 190001, "not_published"}}},
    {"202324_performance_tables_schools_final.csv",
     "ks4-performance",
     "2023/24",
     "time_period,time_identifier,geographic_level,school_urn,breakdown_topic,breakdown,sex,t_pupils,avg_"
     "att8,"
     "pt_l2basics_95,pt_l2basics_94,avg_p8score,p8score_ci_low,p8score_ci_upp\n"
     "202324,Academic year,School,190001,Total,Total,Total,150,42.3,44,61,-0.25,-0.5,0\n"
     "202324,Academic year,School,190001,Sex,Girls,Girls,70,44.1,46,63,-0.1,-0.4,0.2\n"
     "202324,Academic year,School,190001,First language,Other than English,Total,20,40,40,50,0,-1,1\n",
     {{"", "ks4.attainment8", "2023/24", 190001, "42.3"},
      {"", "ks4.attainment8.girls", "2023/24", 190001, "44.1"},
      {"", "ks4.progress8", "2023/24", 190001, "-0.25"},
      {"", "ks4.basics5", "2023/24", 190001, "44"}},
     2,
     1},
    {"institution_performance_202225_API.csv",
     "ks5-institutions",
     "2024/25",
     "time_period,geographic_level,school_urn,disadvantage_status,exam_cohort,end1618_student_count,aps_per_"
     "entry,"
     "aps_per_entry_grade,aps_per_entry_student_count,retained_percent,value_added,best_three_alevels_aps,"
     "best_three_alevels_student_count,aab_percent,maths_progress,english_progress\n"
     "202425,School,190001,Total,A level,125,30.15,C,88,96.4,-0.27,31.41,59,13.6,z,z\n"
     "202425,School,190001,Disadvantaged,A level,40,28.0,C,30,90,-0.5,29,20,10,z,z\n"
     "202425,School,190001,Total,Applied general,125,31.73,Dist-,50,78.6,z,z,z,z,z,z\n",
     {{"", "ks5.alevel.points", "2024/25", 190001, "30.15"},
      {"", "ks5.alevel.aab", "2024/25", 190001, "13.6"},
      {"", "ks5.applied.retained", "2024/25", 190001, "78.6"}},
     2,
     1},
    {"AAR_2024-25_download.csv",
     "academies-return",
     "2024/25",
     "Academies accounts return,,,,,\nURN,Academy,Period covered by return (months),Total income,Total "
     "expenditure,"
     "Revenue reserve\n190001,Ashby,12,\"1,234.5\",1200,(61.7)\n190002,Brigg,5,500,480,20\n"
     "190003,Calder,12,n/s,n/s,n/s\n",
     {{"", "finance.income", "2024/25", 190001, "1234500"},
      {"", "finance.reserve", "2024/25", 190001, "-61700"},
      {"", "finance.cumulative_share", "2024/25", 190001, "-5"},
      {"", "finance.income", "2024/25", 190002, "none"},
      {"", "finance.income", "2024/25", 190003, "not_published"}},
     2,
     1},
    {"2024-2025_england_census.csv",
     "census",
     "2025-01",
     "URN,LA,Estab,SCHOOLTYPE,NOR,NORG,NORB,PNORG,PNORB,TSENELSE,PSENELSE,TSENELK,PSENELK,NUMEAL,NUMENGFL,"
     "NUMUNCFL,"
     "PNUMEAL,PNUMENGFL,PNUMUNCLF,NUMFSM,NUMFSMEVER,NORFSMEVER,PNUMFSMEVER\n"
     "190001,888,1101,State-funded AP "
     "school,40,10,30,25%,75%,4,10%,20,50%,2,37,1,5%,92.5%,2.5%,20,24,36,66.7%\n",
     {{"", "census.language_unclassified", "2025-01", 190001, "2.5"},
      {"", "census.fsm", "2025-01", 190001, "50"}}},
    {"england_ks4-pupdest_2023.csv",
     "ks4-destinations",
     "2020/21",
     "RECTYPE,LEA,ESTAB,URN,COHORT,OVERALL_DEST,OVERALL_DESTPER,NOT_SUSTAINEDPER,UNKNOWNPER\n"
     "1,888,4001,190001,100,93,93%,SN,SP\n",
     {{"", "destinations.unknown", "2020/21", 190001, "low"}}}};

TEST(LayoutsWithoutAFile, AreReadByTheNamesOfTheirColumns) {
    for (const Layout& layout : layouts) {
        ReadSettings settings;
        settings.file_name = layout.file;
        settings.today = *Date::of(2026, 11, 27);
        settings.public_from = Date::of(2026, 11, 1);
        const auto file = prepare(layout.text, nullptr, settings);
        ASSERT_TRUE(file) << layout.file << ": " << file.error().message;
        EXPECT_EQ(file->profile->name, layout.profile);
        EXPECT_EQ(file->rows_accepted(), layout.accepted) << layout.file;
        EXPECT_EQ(file->rows_left_out, layout.left_out) << layout.file;
        for (const Rejection& rejection : file->rejected)
            ADD_FAILURE() << layout.file << ", row " << rejection.row << ", " << rejection.column << ": "
                          << rejection.reason;
        for (const Spot& spot : layout.spots)
            EXPECT_EQ(figure(*file, spot.measure, layout.period, spot.urn), spot.value)
                << layout.file << ", " << spot.measure << ", " << spot.urn;
    }
}

TEST(LayoutsWithoutAFile, OfHomeEducationHadOtherNamesAYearBefore) {
    ReadSettings settings;
    settings.file_name = "ehe.csv";
    settings.today = *Date::of(2026, 11, 27);
    const auto file = prepare(
        "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,"
        "old_la_code,new_la_code,la_name,filter_group,filter,number,pc,rate\n"
        "202425,Autumn term,Local authority,E92000001,England,E12000002,North West,888,E10000017,Lancashire,"
        "Total,Total,1200,100,<0.5\n"
        "202425,Spring term,Local authority,E92000001,England,E12000002,North West,888,E10000017,Lancashire,"
        "Total,Total,1300,100,1.9\n",
        nullptr, settings);
    ASSERT_TRUE(file) << file.error().message;
    EXPECT_TRUE(file->rejected.empty());
    EXPECT_EQ(area_figure(*file, "home_education.children", "2024/25", 888, "Autumn term: Total"), "1200");
    EXPECT_EQ(area_figure(*file, "home_education.children", "2024/25", 888, "Spring term: Total"), "1300");
    EXPECT_EQ(area_figure(*file, "home_education.rate", "2024/25", 888, "Autumn term: Total"), "low");
}

}
}
