#include <gtest/gtest.h>

#include "base/clock.hpp"
#include "base/date.hpp"
#include "base/ids.hpp"

namespace tarn {
namespace {

TEST(Date, RefusesDaysThatDoNotExist) {
    EXPECT_FALSE(Date::of(2021, 2, 29));
    EXPECT_FALSE(Date::parse_iso("2021-02-31"));
    EXPECT_EQ(Date::parse_iso("2020-02-29")->iso(), "2020-02-29");
}

TEST(Date, ReadsWhatPublishedFilesWrite) {
    for (const char* text : {"2018-12-13", "13-12-2018", "13/12/2018", "20181213", "2018-12-13 00:00:00"})
        EXPECT_EQ(Date::parse_published(text).value().iso(), "2018-12-13") << text;
    for (const char* text : {"", "NULL", "31/02/2018", "13.12.2018", "1/2/2018", "99999999"})
        EXPECT_FALSE(Date::parse_published(text)) << text;
}

TEST(Date, AddsMonthsToTheLastDayWhereTheDayDoesNotExist) {
    EXPECT_EQ(add_months(*Date::of(2021, 1, 31), 1).iso(), "2021-02-28");
    EXPECT_EQ(add_months(*Date::of(2021, 1, 31), 13).iso(), "2022-02-28");
    EXPECT_EQ(add_months(*Date::of(2021, 3, 15), -3).iso(), "2020-12-15");
}

TEST(Date, KnowsEaster) {
    EXPECT_EQ(easter_sunday(2020).iso(), "2020-04-12");
    EXPECT_EQ(easter_sunday(2024).iso(), "2024-03-31");
    EXPECT_EQ(easter_sunday(2038).iso(), "2038-04-25");
}

TEST(SchoolYear, RunsFromSeptemberToAugust) {
    EXPECT_EQ(SchoolYear::containing(*Date::of(2020, 8, 31)).text(), "2019/20");
    EXPECT_EQ(SchoolYear::containing(*Date::of(2020, 9, 1)).text(), "2020/21");
    for (const char* text : {"2018/19", "201819", "2018-19", "2018-2019"})
        EXPECT_EQ(SchoolYear::parse(text)->start, 2018);
    EXPECT_FALSE(SchoolYear::parse("2018/20"));
}

TEST(Ids, ReadIdentifiersThatSpreadsheetsTurnedIntoFloats) {
    EXPECT_EQ(Urn::parse("100049.0")->value, 100049);
    EXPECT_FALSE(Urn::parse("100049.5"));
    EXPECT_FALSE(Urn::parse("NAT"));
    EXPECT_EQ(Laestab::parse("888/1234")->text(), "888/1234");
    EXPECT_EQ(Laestab::parse("8881234.0")->authority().value, 888);
    EXPECT_FALSE(AuthorityCode::parse("0"));
    struct {
        const char* text;
        std::int64_t value;  // -1 where the text is refused
    } const table[] = {{"1e+05", 100000},      {"1E+05", 100000}, {"1.00E+05", 100000},
                       {"1e5", 100000},        {"1.e5", 100000},  {"100,049", 100049},
                       {"1,100,049", 1100049}, {"12345", 12345},  {"1.90004E+05", -1},
                       {"1.9E+05", -1},        {"2e+05", -1},     {"1e+19", -1},
                       {"1e-05", -1},          {"1e", -1},        {"1e+", -1},
                       {"1e+05x", -1},         {"100,49", -1},    {"100,0490", -1},
                       {"1000,049", -1},       {",100", -1},      {"100,", -1},
                       {"1,000.0", -1},        {"-1e5", -1},      {"1.0.0", -1}};
    for (const auto& row : table) EXPECT_EQ(parse_identifier(row.text).value_or(-1), row.value) << row.text;
    EXPECT_EQ(Urn::parse("1e+05")->value, 100000);
    EXPECT_EQ(Urn::parse("12345")->value, 12345);
    EXPECT_FALSE(Urn::parse("9999"));
    EXPECT_FALSE(Urn::parse("1000000"));
}

TEST(Clock, PrintsAndReadsInstants) {
    const auto instant = parse_instant("2020-09-01T08:30:05Z");
    ASSERT_TRUE(instant);
    EXPECT_EQ(iso(*instant), "2020-09-01T08:30:05Z");
    EXPECT_FALSE(parse_instant("2020-09-01 08:30:05"));
}

TEST(Random, IsTheSameFromTheSameSeed) {
    Random a{7}, b{7};
    EXPECT_EQ(a.next(), b.next());
    for (int i = 0; i < 1000; ++i) {
        const double u = a.uniform();
        EXPECT_TRUE(u >= 0 && u < 1);
        const auto n = a.between(3, 5);
        EXPECT_TRUE(n >= 3 && n <= 5);
    }
}

}
}
