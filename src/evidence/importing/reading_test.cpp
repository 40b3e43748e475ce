#include <gtest/gtest.h>

#include "evidence/importing/inspections_rules.hpp"
#include "evidence/importing/reading_rules.hpp"

namespace tarn::evidence {
namespace {

const std::string rwm = R"(title = "Own results"
publisher = "A council"
[recognise]
columns = ["URN", "RWM"]
[key]
urn = "URN"
[[aggregate]]
column = "URN"
equals = ["NAT"]
level = "national"
[period]
column = "Year"
file_name = 'results_(\d{4})'
form = "end-year"
[public_from]
"2017/18" = 2018-12-13
[register]
source = "local"
end_of_period = true
[columns]
"RWM" = { measure = "ks2.rwm.expected", kind = "percent", n = "Pupils" }
"Pupils" = { measure = "ks2.pupils", kind = "count" }
"Opened" = { field = "opened", date = true }
"Name" = { field = "name" }
"Year" = { ignore = "The period." }
)";

struct Given {
    std::string profile = rwm;
    std::string file_name = "results_2018.csv";
    std::optional<std::string> period = {};
    std::optional<Date> public_from = {};
    int max_rejected_percent = 50;
    std::size_t max_record = 1 << 20;
};

/// Keeps the profile alive beside what was read with it.
struct Read {
    std::unique_ptr<Profile> profile;
    Result<Prepared> result;
};
Read read(std::string text, const Given& given = {}) {
    auto parsed = parse_profile("own", given.profile);
    EXPECT_TRUE(parsed) << (parsed ? "" : parsed.error().message);
    auto profile = std::make_unique<Profile>(std::move(*parsed));
    ReadSettings settings;
    settings.file_name = given.file_name;
    settings.period = given.period;
    settings.public_from = given.public_from;
    settings.max_rejected_percent = given.max_rejected_percent;
    settings.max_record = given.max_record;
    auto result = prepare(std::move(text), profile.get(), settings);
    return {std::move(profile), std::move(result)};
}
std::string complaint(std::string text, const Given& given = {}) {
    const Read read_ = read(std::move(text), given);
    return read_.result ? "" : read_.result.error().message;
}

Cell cell(const PreparedBlock& block, std::string_view measure, std::size_t row) {
    for (const PreparedColumn& column : block.columns)
        if (column.measure == measure)
            return ColumnView{column.packed.encoding, column.packed.scale, column.packed.bytes}.cell(row);
    ADD_FAILURE() << "no column " << measure;
    return {};
}

TEST(Reading, SortsSchoolsAndPacksTheirMeasures) {
    const Read file = read("URN,RWM,Pupils\n100002,72%,30\n100001,SUPP,4\n");
    ASSERT_TRUE(file.result) << file.result.error().message;
    ASSERT_EQ(file.result->blocks.size(), 1u);
    const PreparedBlock& block = file.result->blocks[0];
    EXPECT_EQ(block.period, "2017/18");
    EXPECT_EQ(block.public_from->iso(), "2018-12-13");
    EXPECT_EQ(unpack_int32(block.keys), (std::vector<std::int32_t>{100001, 100002}));
    EXPECT_EQ(cell(block, "ks2.rwm.expected", 0).missing, analytics::Missing::suppressed);
    EXPECT_EQ(cell(block, "ks2.rwm.expected", 1).value(), 72);
    ASSERT_GE(block.columns[0].n_position, 0);
    EXPECT_EQ(block.columns[static_cast<std::size_t>(block.columns[0].n_position)].measure, "ks2.pupils");
}

TEST(Reading, KeepsTotalsAsValuesToCompareWith) {
    const Read file = read("URN,RWM\n100001,70\nNAT,64\n");
    ASSERT_TRUE(file.result);
    EXPECT_EQ(file.result->rows_accepted(), 1);
    EXPECT_EQ(file.result->rows_aggregate, 1);
    ASSERT_EQ(file.result->aggregates.size(), 1u);
    EXPECT_EQ(file.result->aggregates[0].value, 64);
    EXPECT_EQ(file.result->aggregates[0].level, "national");
}

TEST(Reading, CountsAnIdenticalRowOnceAndRejectsADifferentOne) {
    const Read file = read("URN,RWM\n100001,70\n100002,50\n100001,70%\n100002,51\n");
    ASSERT_TRUE(file.result);
    EXPECT_EQ(file.result->rows_repeated, 1);
    ASSERT_EQ(file.result->rejected.size(), 1u);
    EXPECT_EQ(file.result->rejected[0].row, 5);
    EXPECT_EQ(file.result->rejected[0].reason, "The school stands in row 3 already, with other figures.");
    EXPECT_EQ(file.result->rejected[0].text, "100002,51");
    EXPECT_EQ(file.result->rows_accepted(), 2);
    EXPECT_EQ(cell(file.result->blocks[0], "ks2.rwm.expected", 1).value(), 50);
}

TEST(Reading, KeepsTheYearsOfOneFileApart) {
    Given given;
    given.public_from = Date::of(2019, 12, 13);
    const Read file = read("URN,RWM,Year\n100001,70,2018\n100001,71,2019\n", given);
    ASSERT_TRUE(file.result) << file.result.error().message;
    ASSERT_EQ(file.result->blocks.size(), 2u);
    EXPECT_EQ(file.result->period, "2017/18 to 2018/19");
}

struct BadRow {
    const char* row;
    const char* column;
    const char* reason;
};
class Rejected : public testing::TestWithParam<BadRow> {};
TEST_P(Rejected, NamesRowColumnAndReason) {
    const Read file =
        read(std::string{"URN,RWM,Pupils,Opened,Name\n100001,70,30,,A\n"} + GetParam().row + "\n");
    ASSERT_TRUE(file.result) << file.result.error().message;
    ASSERT_EQ(file.result->rejected.size(), 1u) << GetParam().row;
    EXPECT_EQ(file.result->rejected[0].row, 3);
    EXPECT_EQ(file.result->rejected[0].column, GetParam().column);
    EXPECT_NE(file.result->rejected[0].reason.find(GetParam().reason), std::string::npos)
        << file.result->rejected[0].reason;
}
INSTANTIATE_TEST_SUITE_P(
    Table, Rejected,
    testing::Values(BadRow{",70,30,,A", "URN", "has no URN"},
                    BadRow{"12,70,30,,A", "URN", "'12' is not a URN"},
                    BadRow{"100002,banana,30,,A", "RWM", "'banana' is not a percentage"},
                    BadRow{"100002,170,30,,A", "RWM", "'170' is not a percentage"},
                    BadRow{"100002,70,3.5,,A", "Pupils", "'3.5' is neither a whole number"},
                    BadRow{"100002,70,30,31/02/2018,A", "Opened",
                           "'31/02/2018' is not a day of the calendar"},
                    BadRow{"100002,70", "", "has 2 cells under a header of 5"},
                    BadRow{"100002,70,30,,A,B,C", "", "has 7 cells under a header of 5"},
                    BadRow{"100002,=HYPERLINK(1),30,,A", "RWM", "'=HYPERLINK(1)'"},
                    BadRow{"100002,'; DROP TABLE school; --,30,,A", "RWM", "DROP TABLE"}));

TEST(Reading, LeavesHostileTextInRegisterFieldsAsItIs) {
    const std::string name = "<script>alert(1)</script> '; DROP TABLE school; -- =1+1";
    const Read file = read("URN,RWM,Name\n100001,70,\"" + name + "\"\n");
    ASSERT_TRUE(file.result);
    ASSERT_EQ(file.result->reg.columns.size(), 1u);
    EXPECT_EQ(file.result->reg.columns[0].values[0], name);
}

TEST(Reading, ReadsRaggedRowsWhereTheProfileSaysSo) {
    Given given;
    given.profile = "short_rows = true\nlong_rows = true\n" + rwm;
    const Read file = read("URN,RWM,Pupils\n100001\n100002,70,30,extra\n", given);
    ASSERT_TRUE(file.result);
    EXPECT_TRUE(file.result->rejected.empty());
    EXPECT_EQ(cell(file.result->blocks[0], "ks2.rwm.expected", 0).missing, analytics::Missing::blank);
}

TEST(Reading, ReadsMarksReturnsQuotesAndCp1252) {
    const Read file = read("\xef\xbb\xbfURN,RWM,Name\r\n100001,70,\"St Mary's,\r\nLeyland\"\r\n");
    ASSERT_TRUE(file.result);
    EXPECT_EQ(file.result->reg.columns[0].values[0], "St Mary's,\r\nLeyland");
    const Read old = read("URN,RWM,Name\n100001,70,St Mary\x92s\n");
    ASSERT_TRUE(old.result);
    EXPECT_EQ(old.result->reg.columns[0].values[0], "St Mary\xe2\x80\x99s");
}

TEST(Refused, WholeFilesSayWhy) {
    EXPECT_NE(complaint("").find("empty"), std::string::npos);
    EXPECT_NE(complaint("URN,RWM\n").find("no rows"), std::string::npos);
    EXPECT_NE(complaint("URN,RWM\n100001,\"70").find("inside a quoted cell of row 2"), std::string::npos);
    EXPECT_NE(complaint("RWM,Pupils\n1,2\n").find("The column 'URN' is missing"), std::string::npos);
    Given given;
    given.max_record = 1000;
    EXPECT_NE(
        complaint("URN,RWM\n100001,70\n" + std::string(5000, '7') + "\n", given).find("Row 3 is longer"),
        std::string::npos);
    EXPECT_NE(complaint(std::string(5000, 'x'), given).find("Row 1 is longer"), std::string::npos);
}

TEST(Refused, AFileThatDoesNotSayItsPeriodOrDateAsksForThem) {
    Given given;
    given.file_name = "ours.csv";
    EXPECT_NE(complaint("URN,RWM\n100001,70\n", given).find("for example "), std::string::npos);
    given.period = "2018/19";
    EXPECT_NE(complaint("URN,RWM\n100001,70\n", given).find("Give the day"), std::string::npos);
    given.public_from = Date::of(2019, 12, 13);
    EXPECT_EQ(complaint("URN,RWM\n100001,70\n", given), "");
    given.period = "autumn";
    EXPECT_NE(complaint("URN,RWM\n100001,70\n", given).find("'autumn' is not a period"), std::string::npos);
}

TEST(Refused, AFileWithTooManyBadRowsNamesTheFirst) {
    Given given;
    given.max_rejected_percent = 10;
    std::string text = "URN,RWM\n";
    for (int i = 0; i < 18; ++i) text += std::to_string(100000 + i) + ",50\n";
    EXPECT_EQ(complaint(text + "x,50\ny,50\n", given), "");
    EXPECT_EQ(
        complaint(text + "x,50\ny,50\nz,50\n", given),
        "3 of 21 rows were rejected, more than 10 %. The first is row 20, column URN: 'x' is not a URN.");
}

TEST(Refused, AFileOfNothingButBadRowsIsNotReadToItsEnd) {
    std::string text = "URN,RWM,Pupils\n";
    for (int i = 0; i < 60000; ++i) text += "x,1%,1\n";
    EXPECT_EQ(complaint(text).substr(0, 34), "50000 of 50000 rows were rejected,");
}

TEST(Refused, ARegisterThatTellsNoDayAsksForIt) {
    const std::string text = "URN,RWM,Name\n100000,1%,Brook\n";
    const std::string toml = R"(title = "Register"
publisher = "A council"
[recognise]
columns = ["URN", "Name"]
[key]
urn = "URN"
[register]
source = "local"
file_name = '(\d{8})'
[columns]
"Name" = { field = "name" }
)";
    EXPECT_EQ(
        complaint(text, {.profile = toml, .file_name = "register.csv"}),
        "The file does not say the date of this register. Enter it as the period, for example 2026-11-04.");
    const Read told = read(text, {.profile = toml, .file_name = "register.csv", .period = "2026-11-04"});
    ASSERT_TRUE(told.result) << told.result.error().message;
    EXPECT_EQ(told.result->reg.snapshot, Date::of(2026, 11, 4));
}

TEST(Refused, FiguresAreNotPublicBeforeTheirPeriodBegins) {
    const std::string text = "URN,RWM,Pupils\n100000,1%,1\n";
    EXPECT_EQ(
        complaint(text, {.public_from = Date::of(2017, 8, 31)}),
        "Figures of 2017/18 cannot have been public on 31 August 2017: the period begins on 1 September "
        "2017.");
    EXPECT_EQ(complaint(text, {.public_from = Date::of(2017, 9, 1)}), "");
    std::string column = rwm;
    column.replace(column.find(", n = \"Pupils\""), 0, ", public_from = 2017-01-01");
    EXPECT_NE(complaint(text, {.profile = column}).find("1 January 2017"), std::string::npos);
}

TEST(Refused, AFileOfWhichNoRowIsUsedSaysWhy) {
    const std::string rule =
        "[[leave_out]]\ncolumn = \"Term\"\nequals = [\"Autumn\"]\nbecause = \"A term is "
        "not the year.\"\n[columns]\n";
    std::string terms = rwm;
    terms.replace(terms.find("[columns]\n"), 10, rule);
    const std::string text = "URN,RWM,Pupils,Term\n100000,1%,1,Autumn\n";
    EXPECT_EQ(complaint(text, {.profile = terms}), "Nothing in this file is used. A term is not the year.");
    EXPECT_EQ(complaint(text + "100001,1%,1,Year\n", {.profile = terms}), "");
}

TEST(Refused, AnotherFilesHeaderIsNotRecognised) {
    ReadSettings settings;
    settings.file_name = "x.csv";
    const auto found = prepare("Dish,Price\nSoup,3\n", nullptr, settings);
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().message,
              "We do not recognise the columns in this file. Check that you have the published file.");
}

TEST(Areas, KeepLevelsPeriodsAndBreakdowns) {
    ReadSettings settings;
    settings.file_name = "requests.csv";
    const auto file = prepare(
        "time_period,time_identifier,geographic_level,region_name,old_la_code,la_name,breakdown_topic,"
        "breakdown,requests_received_in_year\n"
        "2019,Calendar year,National,,,,All,All,82329\n2019,Calendar year,Regional,North "
        "West,,,All,All,10942\n"
        "2019,Calendar year,Local authority,North West,888,Lancashire,Sex,Male,600\n2020,Calendar year,Local "
        "authority,North "
        "West,888,Lancashire,Sex,Male,x\n",
        nullptr, settings);
    ASSERT_TRUE(file) << file.error().message;
    EXPECT_EQ(file->profile->name, "sen2-requests");
    ASSERT_EQ(file->blocks.size(), 2u);
    EXPECT_EQ(file->blocks[0].rows, 3u);
    EXPECT_NE(file->blocks[0].labels.find("authority 888 Lancashire\n"), std::string::npos);
    EXPECT_NE(file->blocks[0].labels.find("Sex: Male\n"), std::string::npos);
    EXPECT_EQ(cell(file->blocks[1], "sen2.requests.requests_received_in_year", 0).missing,
              analytics::Missing::not_published);
}

TEST(Inspections, SatisfactoryIsTheThirdGradeAndReportsAppearAMonthLater) {
    ReadSettings settings;
    const auto file =
        prepare("URN,Rating,Inspection Date\n100001,Satisfactory,20080926\n100000,Good,20130418\n", nullptr,
                settings);
    ASSERT_TRUE(file) << file.error().message;
    const PreparedBlock& block = file->blocks.at(0);
    EXPECT_EQ(unpack_int32(block.keys), (std::vector<std::int32_t>{100000, 100001}));
    EXPECT_EQ(cell(block, inspection_column::overall, 1).mantissa, 3);
    EXPECT_EQ(
        Date::from_days(static_cast<std::int32_t>(cell(block, inspection_column::known, 1).mantissa)).iso(),
        "2008-10-26");
}

TEST(Inspections, TwoOutcomesOfOneDayAreNotBothTrue) {
    ReadSettings settings;
    settings.max_rejected_percent = 50;
    const auto file = prepare(
        "URN,Rating,Inspection "
        "Date\n100001,Good,20180926\n100001,Good,20180926\n100001,Inadequate,20180926\n100001,Good,"
        "20180231\n",
        nullptr, settings);
    ASSERT_TRUE(file) << file.error().message;
    EXPECT_EQ(file->rows_repeated, 1);
    ASSERT_EQ(file->rejected.size(), 2u);
    EXPECT_EQ(file->rejected[0].reason,
              "Row 2 already gives the inspection of 100001 on 2018-09-26, with another outcome.");
    EXPECT_EQ(file->rejected[1].reason, "'20180231' is not a day of the calendar.");
}

TEST(Boundaries, AreToldByTheirCodes) {
    ReadSettings settings;
    const std::string geojson =
        R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"E07000117","name":"Burnley"},)"
        R"("geometry":{"type":"Polygon","coordinates":[[[-2.25,53.79],[-2.24,53.8],[-2.25,53.79]]]}}]})";
    const auto file = prepare(geojson, nullptr, settings);
    ASSERT_TRUE(file) << file.error().message;
    EXPECT_EQ(file->profile->name, "boundaries-lower");
    ASSERT_EQ(file->reg.boundaries.size(), 1u);
    EXPECT_EQ(file->reg.boundaries[0].name, "Burnley");
    EXPECT_FALSE(prepare("{\"type\":\"Feature", nullptr, settings));
    EXPECT_FALSE(prepare("{\"type\":\"FeatureCollection\",\"features\":[\"E07\"]}", nullptr, settings));
}

TEST(Reading, AFigureThatCannotBeRightIsARejectedRow) {
    const std::string profile = R"(
title = "Own figures"
publisher = "P"
[recognise]
columns = ["URN"]
[key]
urn = "URN"
[[aggregate]]
column = "URN"
equals = ["NAT"]
level = "national"
[period]
fixed = "2018/19"
[public_from]
"*" = 2019-12-13
[columns]
"Progress" = { measure = "ks2.progress.reading" }
"Share" = { measure = "census.eal" }
"Balance" = { measure = "finance.balance" }
"Pupils" = { measure = "ks2.pupils", kind = "count" }
"Own" = { measure = "own.number" }
"Part" = { measure = "census.fsm_ever_pupils", kind = "count" }
[[derived]]
measure = "census.fsm_ever"
percent = "Part"
of = "Pupils"
)";
    struct Case {
        const char* row;
        const char* reason;  ///< empty: accepted
    };
    const Case cases[] = {
        {"900001,1.2,99.9,-1000,30,5,3", ""},
        {"900001,-60,100,0,30,-5,30", ""},
        {"900001,1e308,50,0,30,5,3",
         "'1e308' cannot be right: Reading progress, key stage 1 to 2 lies between -60 and 60."},
        {"900001,1,101%,0,30,5,3",
         "'101%' cannot be right: English as an additional language, share of pupils lies between 0 and "
         "100."},
        {"900001,1,-1,0,30,5,3",
         "'-1' cannot be right: English as an additional language, share of pupils lies between 0 and 100."},
        {"900001,1,50,1e300,30,5,3",
         "'1e300' cannot be right: Balance of the year lies between -1000000000 and 1000000000."},
        {"900001,1,50,0,99999,5,3",
         "'99999' cannot be right: Pupils at the end of key stage 2 lies between 0 and 10000."},
        {"900001,1,50,0,30,1e13,3",
         "'1e13' cannot be right: a figure lies between -1000000000000 and 1000000000000."},
        {"900001,1,50,0,30,5,31", "lies between 0 and 100."},
        {"NAT,1,50,0,643616,5,3", ""},
        {"NAT,1,101,0,643616,5,3", "lies between 0 and 100."},
    };
    for (const Case& c : cases) {
        const Read read_ = read(std::string{"URN,Progress,Share,Balance,Pupils,Own,Part\n"} + c.row + "\n",
                                {.profile = profile, .max_rejected_percent = 100});
        ASSERT_TRUE(read_.result) << c.row << " " << read_.result.error().message;
        const auto& rejected = read_.result->rejected;
        ASSERT_EQ(rejected.size(), *c.reason ? 1u : 0u)
            << c.row << (rejected.empty() ? "" : rejected[0].reason);
        if (*c.reason) {
            EXPECT_NE(rejected[0].reason.find(c.reason), std::string::npos) << rejected[0].reason;
        }
        if (*c.reason) {
            EXPECT_FALSE(rejected[0].column.empty()) << c.row;
        }
    }
}

TEST(Reading, AnInspectionLiesBetweenTheFirstOfOfstedAndToday) {
    const Profile* profile = find_profile("ofsted-ratings");
    ReadSettings settings;
    settings.file_name = "ofsted_ratings_2018.csv";
    settings.today = *Date::of(2026, 3, 2);
    settings.max_rejected_percent = 100;
    for (const auto& [written, accepted] : {std::pair{"00010101", false},
                                            {"19920831", false},
                                            {"19930927", true},
                                            {"20260302", true},
                                            {"20260304", false},
                                            {"20990101", false},
                                            {"99991231", false}}) {
        const auto file = prepare(std::string{"URN,Rating,Inspection Date\n900001,Good,"} + written + "\n",
                                  profile, settings);
        ASSERT_TRUE(file) << file.error().message;
        EXPECT_EQ(file->rejected.empty(), accepted) << written;
        if (!accepted) {
            EXPECT_EQ(file->rejected[0].column, "Inspection Date");
        }
    }
}

TEST(Reading, AColumnOfDatesWrittenMonthFirstRefusesTheFile) {
    const auto file = [](const char* more) {
        std::string text = "URN,RWM,Pupils,Opened,Name,Year\n";
        for (int i = 0; i < 30; ++i) text += std::to_string(900001 + i) + ",64,20,02/06/2006,Brook,2018\n";
        return text + more;
    };
    const Read refused = read(file("900099,64,20,11/25/2016,Brook,2018\n"));
    ASSERT_FALSE(refused.result);
    EXPECT_EQ(refused.result.error().message,
              "The dates in the column 'Opened' are written month first, such as 11/25/2016. Save the file "
              "with the "
              "day first, or with dates such as 2026-11-25, and send it again.");
    const Read slip = read(file("900099,64,20,11/25/2016,Brook,2018\n900098,64,20,25/11/2016,Brook,2018\n"));
    ASSERT_TRUE(slip.result) << slip.result.error().message;
    EXPECT_EQ(slip.result->rejected.size(), 1u)
        << "one slip among dates with the day first is one rejected row";
    EXPECT_TRUE(read(file("")).result);
}

TEST(Reading, ACensusSpeaksOfTheThirdThursdayOfItsJanuary) {
    const std::string profile = R"(
title = "Census"
publisher = "P"
source = "s"
[recognise]
columns = ["URN", "NOR"]
[key]
urn = "URN"
[period]
file_name = 'census_(\d{4})'
form = "january"
[public_from]
"*" = 2030-01-01
[register]
source = "census"
census_day = true
[columns]
"URN" = { ignore = "The key." }
"NOR" = { measure = "census.pupils", kind = "count", field = "roll" }
)";
    struct Case {
        const char* file;
        Date day;
    };
    // Days of the spring census as the Department announced them.
    for (const auto& [file, day] :
         {Case{"census_2019.csv", *Date::of(2019, 1, 17)}, Case{"census_2020.csv", *Date::of(2020, 1, 16)},
          Case{"census_2021.csv", *Date::of(2021, 1, 21)}, Case{"census_2023.csv", *Date::of(2023, 1, 19)},
          Case{"census_2026.csv", *Date::of(2026, 1, 15)}}) {
        const Read read_ = read("URN,NOR\n900001,200\n", {.profile = profile, .file_name = file});
        ASSERT_TRUE(read_.result) << read_.result.error().message;
        EXPECT_EQ(read_.result->reg.snapshot, day) << file;
    }
}

}
}
