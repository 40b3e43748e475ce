// Small files in real layouts with the mistakes that people who work with them have met; TARN_CASES names
// their folder. They test the reader, so each layout is given here in the shortest form that does.
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>

#include "evidence/importing/reading_rules.hpp"

namespace tarn::evidence {
namespace {

struct CaseFile {
    std::unique_ptr<Profile> profile;
    std::unique_ptr<Result<Prepared>> result;
    const Prepared& operator*() const { return **result; }
    std::string message() const { return *result ? "" : result->error().message; }
};

class Cases : public testing::Test {
  protected:
    void SetUp() override {
        const char* folder = std::getenv("TARN_CASES");
        if (!folder || !*folder)
            GTEST_SKIP() << "THE FILES WITH MISTAKES WERE NOT TESTED: set TARN_CASES to their folder";
        folder_ = folder;
    }
    /// `toml` is what a profile says after its title and publisher; empty: a shipped one is recognised.
    CaseFile read(const std::string& name, const std::string& toml = {}, double max_rejected = 100,
                  std::optional<std::string> period = {}) const {
        std::ifstream file{folder_ + "/" + name, std::ios::binary};
        EXPECT_TRUE(file) << name;
        std::string bytes{std::istreambuf_iterator<char>{file}, {}};
        CaseFile read;
        if (!toml.empty()) {
            auto parsed = parse_profile(
                "own", "title = \"T\"\npublisher = \"P\"\n" + toml + "[public_from]\n\"*\" = 2026-06-01\n");
            EXPECT_TRUE(parsed) << parsed.error().message;
            read.profile = std::make_unique<Profile>(std::move(*parsed));
        }
        ReadSettings settings;
        settings.file_name = name;
        settings.today = *Date::of(2026, 11, 27);
        settings.max_rejected_percent = max_rejected;
        settings.period = std::move(period);
        settings.public_from = Date::of(2026, 6, 1);
        settings.urns_of = [](Laestab number, std::string_view) {
            return number.value == 8882004 ? std::vector{Urn{190000}} : std::vector<Urn>{};
        };
        read.result =
            std::make_unique<Result<Prepared>>(prepare(std::move(bytes), read.profile.get(), settings));
        return read;
    }

  private:
    std::string folder_;
};

/// "62", "suppressed", or "none" where the school has no such figure.
std::string figure_of(const Prepared& file, std::string_view period, std::string_view measure,
                      std::int32_t urn) {
    for (const PreparedBlock& block : file.blocks) {
        const auto keys = unpack_int32(block.keys);
        for (const PreparedColumn& column : block.columns)
            for (std::size_t row = 0; row < keys.size(); ++row) {
                if (block.period != period || column.measure != measure || keys[row] != urn) continue;
                const Cell cell =
                    ColumnView{column.packed.encoding, column.packed.scale, column.packed.bytes}.cell(row);
                if (cell.missing != analytics::Missing::none) return std::string{missing_code(cell.missing)};
                std::string text = std::to_string(cell.value());
                text.resize(text.find_last_not_of('0') + 1);
                if (text.ends_with('.')) text.pop_back();
                return text;
            }
    }
    return "none";
}

std::vector<std::int64_t> rejected_rows_of(const Prepared& file) {
    std::vector<std::int64_t> rows;
    for (const Rejection& rejection : file.rejected) rows.push_back(rejection.row);
    return rows;
}

using Rows = std::vector<std::int64_t>;

const std::string census = R"toml([recognise]
columns = ["URN", "ESTAB", "NOR", "PNUMFSMEVER"]
[key]
urn = "URN"
[[aggregate]]
column = "ESTAB"
equals = ["PRI"]
level = "national-primary"
[period]
file_name = 'census_(\d{4})'
form = "january"
[columns]
"NOR" = { measure = "census.pupils", kind = "count" }
"NUMFSMEVER" = { measure = "census.fsm_ever_pupils", kind = "count", halves = "blank" }
"PNUMFSMEVER" = { measure = "census.fsm_ever", kind = "percent", n = "NOR" }
)toml";

TEST_F(Cases, ACensusWhoseColumnsChangeTheirCaseAndWhoseRowsEndEarly) {
    const CaseFile file = read("06_england_census_2022.csv", "short_rows = true\n" + census);
    ASSERT_TRUE(*file.result) << file.message();
    EXPECT_TRUE((*file).rejected.empty());
    EXPECT_EQ((*file).rows_aggregate, 1);
    EXPECT_EQ(figure_of(*file, "2022-01", "census.pupils", 190001), "120");
    EXPECT_EQ(figure_of(*file, "2022-01", "census.fsm_ever", 190001), "11.43");
    EXPECT_EQ(figure_of(*file, "2022-01", "census.fsm_ever", 190031), "blank") << "its row ends early";
}

TEST_F(Cases, ACensusWithHalvesCodesAndASchoolTwice) {
    const CaseFile file = read("07_england_census_2018.csv", census);
    ASSERT_TRUE(*file.result) << file.message();
    EXPECT_EQ((*file).rows_repeated, 1);
    EXPECT_EQ(rejected_rows_of(*file), Rows{31}) << "190016 again, with other figures";
    EXPECT_EQ(figure_of(*file, "2018-01", "census.fsm_ever_pupils", 190007), "blank") << "64.5";
    EXPECT_EQ(figure_of(*file, "2018-01", "census.fsm_ever", 190007), "10.5");
    EXPECT_EQ(figure_of(*file, "2018-01", "census.fsm_ever", 190005), "not_published") << "NP";
    EXPECT_EQ(figure_of(*file, "2018-01", "census.pupils", 190016), "285") << "the first row counts";
}

TEST_F(Cases, ALongCensusWithAKeyThatIsAPowerOfTen) {
    const CaseFile file = read("09_spc_school_level_2025-26.csv", R"toml([recognise]
columns = ["school_urn", "breakdown_topic", "breakdown", "pupil_count"]
[key]
urn = "school_urn"
establishment = "school_laestab"
[period]
column = "time_period"
form = "school-year"
[[part]]
when = { sex = "Total", breakdown_topic = "Total", breakdown = "Total" }
columns = { "pupil_count" = { measure = "census.pupils", kind = "count" } }
[[part]]
when = { sex = "Total", breakdown_topic = "First language", breakdown = "Known or believed to be other than English" }
columns = { "pupil_count" = { measure = "census.eal_pupils", kind = "count" }, "pupil_percent" = { measure = "census.eal", kind = "percent" } }
)toml");
    ASSERT_TRUE(*file.result) << file.message();
    EXPECT_TRUE((*file).rejected.empty());
    EXPECT_EQ(figure_of(*file, "2025/26", "census.pupils", 100000), "210") << "1e+05";
    EXPECT_EQ(figure_of(*file, "2025/26", "census.pupils", 190000), "213")
        << "1.9e+05 says no number, but its DfE number does";
    EXPECT_EQ(figure_of(*file, "2025/26", "census.eal_pupils", 100000), "suppressed");
    EXPECT_GT((*file).rows_left_out, 0);
}

TEST_F(Cases, AColumnWithoutNameAndALabelThatChanged) {
    const CaseFile file = read("10_sen_school_level_2025-26.csv", R"toml([recognise]
columns = ["school_urn", "sen_provision", "pupil_count"]
[key]
urn = "school_urn"
[period]
column = "time_period"
form = "school-year"
[[part]]
when = { sen_primary_need = "Total", sen_provision = ["Education, health and care plan", "Education, health and care plans"] }
columns = { "pupil_count" = { measure = "census.ehc_plan_pupils", kind = "count" } }
[[part]]
when = { sen_primary_need = "Total", sen_provision = "SEN support" }
columns = { "pupil_count" = { measure = "census.sen_support_pupils", kind = "count" } }
)toml");
    ASSERT_TRUE(*file.result) << file.message();
    EXPECT_TRUE((*file).rejected.empty());
    EXPECT_EQ(figure_of(*file, "2025/26", "census.ehc_plan_pupils", 100000), "12") << "1.00E+05, plans";
    EXPECT_EQ(figure_of(*file, "2025/26", "census.sen_support_pupils", 190003), "15");
    EXPECT_NE(figure_of(*file, "2025/26", "census.ehc_plan_pupils", 190003), "none") << "plan";
}

TEST_F(Cases, ResultsWhoseProgressColumnsAreEmptySaySo) {
    const CaseFile file = read("11_england_ks2revised.csv", {}, 100, "2024/25");
    ASSERT_TRUE(*file.result) << file.message();
    EXPECT_EQ(figure_of(*file, "2024/25", "ks2.progress.reading", 190001), "none");
    const auto& notes = (*file).notes;
    EXPECT_TRUE(std::any_of(notes.begin(), notes.end(), [](const std::string& note) {
        return note.starts_with("No value in any row: ") && note.find("READPROG") != std::string::npos;
    })) << "the report names them";
    EXPECT_NE(read("11_england_ks2revised.csv").message().find("for example 2018/19"), std::string::npos);
}

TEST_F(Cases, AveragesOfYearsAreNotTheYear) {
    const CaseFile file = read("12_ks2_school_attainment_data.csv", R"toml([recognise]
columns = ["school_urn", "subject", "expected_standard_pupil_percent"]
[key]
urn = "school_urn"
establishment = "school_laestab"
[period]
column = "time_period"
form = "school-year"
[[part]]
when = { breakdown_topic = "All pupils", subject = "Reading, writing and maths" }
columns = { "expected_standard_pupil_percent" = { measure = "ks2.rwm.expected", kind = "percent" } }
[[part]]
when = { breakdown_topic = "All pupils", subject = "Reading" }
columns = { "progress_measure_score" = { measure = "ks2.progress.reading" }, "average_scaled_score" = { measure = "ks2.reading.score" } }
)toml");
    ASSERT_TRUE(*file.result) << file.message();
    EXPECT_TRUE((*file).rejected.empty());
    EXPECT_EQ((*file).period, "2022/23 to 2024/25");
    EXPECT_EQ(figure_of(*file, "2024/25", "ks2.rwm.expected", 190001), "60") << "not the average, 61";
    EXPECT_EQ(figure_of(*file, "2022/23", "ks2.progress.reading", 190001), "0.4");
    EXPECT_EQ(figure_of(*file, "2024/25", "ks2.progress.reading", 190001), "not_applicable");
    EXPECT_EQ(figure_of(*file, "2022/23", "ks2.rwm.expected", 190040), "66") << "under its old number";
    EXPECT_EQ(figure_of(*file, "2024/25", "ks2.rwm.expected", 190040), "none");
}

TEST_F(Cases, AccountsByCodeAreAddedUpAndMembersOfAFederationLeftOut) {
    const CaseFile file = read("24_CFR_24-25_Data.csv", R"toml([recognise]
columns = ["URN", "LEAEstab", "I01", "E01"]
[key]
urn = "URN"
[[leave_out]]
column = "Federated Flag"
equals = ["Member"]
because = "The lead school returns for its federation."
[period]
fixed = "2024/25"
[[sum]]
column = "Income"
of = ["I01", "I02", "I03", "I18a", "I18b"]
[columns]
"Income" = { measure = "finance.income", kind = "money" }
"B01" = { measure = "finance.balance", kind = "money" }
)toml");
    ASSERT_TRUE(*file.result) << file.message();
    EXPECT_EQ((*file).rows_left_out, 2);
    EXPECT_EQ(figure_of(*file, "2024/25", "finance.income", 190001), "896200");
    EXPECT_EQ(figure_of(*file, "2024/25", "finance.income", 190010), "blank") << "nothing was returned";
    EXPECT_EQ(figure_of(*file, "2024/25", "finance.income", 190005), "none") << "a member's 0 is no value";
    EXPECT_EQ(figure_of(*file, "2024/25", "finance.balance", 190004), "-3000");
}

TEST_F(Cases, TitlesPoundSignsAndCodesOfTheWorkforce) {
    const CaseFile file = read("25_england_swf_2026.csv", R"toml([recognise]
columns = ["URN", "Total Number of Teachers (Headcount)", "Pupil: Teacher Ratio"]
[key]
urn = "URN"
[[aggregate]]
column = "LA Number"
equals = ["NAT"]
level = "national"
[period]
file_name = 'swf_(\d{4})'
form = "year"
[missing]
"DNS" = "not_published"
[columns]
"Total Number of Teachers (Headcount)" = { measure = "x.teachers", kind = "count" }
"Pupil: Teacher Ratio" = { measure = "x.ratio" }
"Mean Gross FTE Salary of All Teachers (£s)" = { measure = "x.salary", kind = "money" }
)toml");
    ASSERT_TRUE(*file.result) << file.message();
    EXPECT_TRUE((*file).rejected.empty());
    EXPECT_EQ(figure_of(*file, "2026", "x.salary", 190001), "47000");
    EXPECT_EQ(figure_of(*file, "2026", "x.ratio", 190001), "18.4") << "five blanks in the name";
    EXPECT_EQ(figure_of(*file, "2026", "x.ratio", 190003), "suppressed");
    EXPECT_EQ(figure_of(*file, "2026", "x.teachers", 190004), "not_published");
    EXPECT_EQ(figure_of(*file, "2026", "x.salary", 190005), "not_applicable");
    ASSERT_EQ((*file).aggregates.size(), 3u);
    EXPECT_EQ((*file).aggregates[0].value, 248617);
}

TEST_F(Cases, SchoolsAuthoritiesAndEnglandInOneFile) {
    const CaseFile file = read("27_1a_absence_3term_school.csv", R"toml([recognise]
columns = ["school_urn", "sess_overall_percent"]
[key]
urn = "school_urn"
[[aggregate]]
column = "geographic_level"
equals = ["National"]
level = "national"
[[aggregate]]
column = "geographic_level"
equals = ["Local authority"]
level = "authority"
authority = "old_la_code"
[period]
column = "time_period"
form = "school-year"
[columns]
"sess_overall_percent" = { measure = "absence.overall", kind = "percent" }
)toml");
    ASSERT_TRUE(*file.result) << file.message();
    EXPECT_TRUE((*file).rejected.empty());
    EXPECT_EQ((*file).rows_aggregate, 2);
    EXPECT_EQ(figure_of(*file, "2024/25", "absence.overall", 190005), "6.19899")
        << "the key is the URN, whatever became of its authority";
    EXPECT_EQ(figure_of(*file, "2024/25", "absence.overall", 190008), "not_published");
    EXPECT_EQ(figure_of(*file, "2024/25", "absence.overall", 190010), "suppressed");
}

TEST_F(Cases, FiguresTooLowToSayAndATermThatIsNotTheYear) {
    const std::string home = R"toml(kind = "area"
[recognise]
columns = ["time_period", "old_la_code", "child_count"]
[area]
level = "geographic_level"
levels = { "Local authority" = "authority" }
authority = "old_la_code"
authority_name = "la_name"
breakdown = ["breakdown"]
[period]
column = "time_period"
form = "school-year"
[columns]
"rate_per_100" = { measure = "x.rate" }
)toml";
    const CaseFile file = read("28_ehe_la_2025-26.csv", home);
    ASSERT_TRUE(*file.result) << file.message();
    EXPECT_TRUE((*file).rejected.empty());
    int low = 0;
    const PreparedColumn& rate = (*file).blocks.at(0).columns.at(0);
    for (std::size_t row = 0; row < (*file).blocks[0].rows; ++row)
        low += ColumnView{rate.packed.encoding, rate.packed.scale, rate.packed.bytes}.cell(row).missing ==
               analytics::Missing::low;
    EXPECT_EQ(low, 7) << "<0.5 and low";
    const CaseFile none = read("28_ehe_la_2025-26.csv", home + R"toml([[leave_out]]
column = "time_identifier"
equals = ["Autumn term"]
because = "A term is not the year."
)toml");
    EXPECT_EQ(none.message(), "Nothing in this file is used. A term is not the year.");
}

TEST_F(Cases, SharesWithAndWithoutTheSign) {
    const CaseFile file = read("32_ks2_school_information_data.csv", R"toml([recognise]
columns = ["school_urn", "telig", "pbelig"]
[key]
urn = "school_urn"
[period]
column = "time_period"
form = "school-year"
[columns]
"pbelig" = { measure = "x.boys", kind = "percent" }
)toml");
    ASSERT_TRUE(*file.result) << file.message();
    EXPECT_TRUE((*file).rejected.empty());
    EXPECT_EQ(figure_of(*file, "2023/24", "x.boys", 190001), "50") << "50%";
    EXPECT_EQ(figure_of(*file, "2024/25", "x.boys", 190001), "50");
}

TEST_F(Cases, ARegisterInTwoEncodingsNamesTheSame) {
    const auto names = [&](const std::string& file) {
        const CaseFile read_ = read(file);
        EXPECT_TRUE(*read_.result) << read_.message();
        std::vector<std::string> found;
        for (const PreparedRegister::Column& column : (*read_).reg.columns)
            if (column.field == "name") found.assign(column.values.begin(), column.values.end());
        return found;
    };
    const auto cp1252 = names("14_edubasealldata20261102_cp1252.csv");
    EXPECT_EQ(cp1252.size(), 16u);
    EXPECT_EQ(cp1252, names("15_edubasealldata20261103_utf8.csv"));
    EXPECT_FALSE(names("16_edubasealldata20261104_new_columns.csv").empty());
}

TEST_F(Cases, DoubledNumbersAreDroppedOrNamed) {
    const CaseFile file = read("21_edubasealldata20261108_doubles.csv");
    ASSERT_TRUE(*file.result) << file.message();
    EXPECT_EQ((*file).rows_read, 19);
    for (const Rejection& rejection : (*file).rejected)
        EXPECT_NE(rejection.reason.find("already, with other figures"), std::string::npos)
            << "every number was read: " << rejection.reason;
    EXPECT_EQ((*file).reg.keys.size(), 12u);
}

TEST_F(Cases, LinksOfTheFutureAreRead) {
    const CaseFile file = read("20_links_edubasealldata20261107.csv");
    ASSERT_TRUE(*file.result) << file.message();
    EXPECT_TRUE((*file).rejected.empty());
    EXPECT_EQ((*file).reg.links.size(), 16u);
}

TEST_F(Cases, WhatASpreadsheetDamagedIsRefusedCellByCell) {
    const CaseFile file = read("31_england_abs_2019_spreadsheet.csv", R"toml([recognise]
columns = ["URN", "PERCTOT", "PPERSABS10"]
[key]
urn = "URN"
[period]
file_name = 'abs_(\d{4})'
form = "end-year"
[columns]
"PERCTOT" = { measure = "absence.overall", kind = "percent" }
"PPERSABS10" = { measure = "absence.persistent", kind = "percent" }
)toml");
    ASSERT_TRUE(*file.result) << file.message();
    EXPECT_EQ(rejected_rows_of(*file), (Rows{5, 6, 7, 9, 10, 11, 12, 24}));
    const auto& rejected = (*file).rejected;
    EXPECT_NE(rejected[0].reason.find("a spreadsheet has rewritten the number"), std::string::npos);
    EXPECT_NE(rejected[1].reason.find("'Apr-05'"), std::string::npos);
    EXPECT_NE(rejected[3].reason.find("'#REF!'"), std::string::npos);
    EXPECT_EQ((*file).rows_left_out, 2) << "rows without any text";
    EXPECT_EQ(figure_of(*file, "2018/19", "absence.persistent", 190007), "10.8") << "10.8%";
    EXPECT_NE(read("31_england_abs_2019_spreadsheet.csv", {}, 10).message().find("rows were rejected"),
              std::string::npos);
}

TEST_F(Cases, ARegisterWrittenMonthFirstIsRefused) {
    EXPECT_NE(read("34_edubasealldata20261110_us_dates.csv").message().find("are written month first"),
              std::string::npos);
}

}
}
