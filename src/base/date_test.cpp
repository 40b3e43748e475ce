// Dates as published files and people write them.
#include "base/date.hpp"

#include <array>
#include <gtest/gtest.h>

#include "base/csv.hpp"
#include "base/day_order.hpp"

namespace tarn {
namespace {

TEST(Dates, LongRowsOfDigitsAreNoDatesAndNoYears) {
    const std::string digits(400, '9');
    for (const std::string& text :
         {digits, "2018/" + digits, digits + "/19", "2018-" + digits, digits + "/" + digits}) {
        EXPECT_FALSE(Date::parse_iso(text)) << text;
        EXPECT_FALSE(Date::parse_published(text)) << text;
        EXPECT_FALSE(SchoolYear::parse(text)) << text;
    }
    EXPECT_FALSE(SchoolYear::parse("2018/99999999999"));
    EXPECT_EQ(SchoolYear::parse("2018/19")->start, 2018);
}

struct Column {
    std::vector<std::string_view> dates;
    bool month_first;
};
TEST(DayOrders, AreToldByTheDatesThatCanBeReadInOneWayOnly) {
    const std::array columns{
        Column{{}, false},
        Column{{"02/06/2006", "01/09/2010"}, false},
        Column{{"02/06/2006", "11/25/2026"}, true},
        Column{{"2/6/2006", "1/25/2026 00:00"}, true},
        Column{{"02-06-2006", "11-25-2026"}, true},
        Column{{"25/11/2026", "11/25/2026"}, false},  // one slip among dates with the day first
        Column{{"25/11/2026", "02/06/2006"}, false},
        Column{{"2026-11-25", "2026-25-11"}, false},
        Column{{"11/32/2026", "13/13/2026", "0/25/2026"}, false},
        Column{{"11/25", "11/25/26", "word", "12/"}, false},
        Column{{"99999999999999999999/25/2026"}, false},
        Column{{"11/25/2026 9:30:00 PM"}, true},
        Column{{"5/25/2026 visit", "11/25/2026, and again", "5/25/2026: moved", "5/25/2026 \xe2\x80\x93"},
               false},
    };
    for (const Column& column : columns) {
        DayOrder order;
        for (const std::string_view text : column.dates) order.see(text);
        EXPECT_EQ(order.month_first(), column.month_first)
            << (column.dates.empty() ? "" : column.dates.back());
    }
}

TEST(DayOrders, ShowTheDateAlone) {
    DayOrder order;
    order.see("1/25/2026 00:00");
    EXPECT_NE(order.sentence("Opened").find("such as 1/25/2026. Save"), std::string::npos);
}

TEST(DayOrders, AReasonThatBeginsWithADateRefusesNoTable) {
    EXPECT_TRUE(CsvTable::parse("urn,Reason\n900001,5/25/2026 visit by the adviser\n", {"urn"}));
}

TEST(DayOrders, ASmallTableWithTheMonthFirstIsRefusedWhole) {
    const auto refused = CsvTable::parse("urn,First day\n900001,02/06/2026\n900002,11/25/2026\n", {"urn"});
    ASSERT_FALSE(refused);
    EXPECT_EQ(
        refused.error().message,
        "The dates in the column 'First day' are written month first, such as 11/25/2026. Save the file with "
        "the day first, or with dates such as 2026-11-25, and send it again.");
    EXPECT_TRUE(CsvTable::parse("urn,First day\n900001,02/06/2026\n900002,25/11/2026\n", {"urn"}));
}

}
}
