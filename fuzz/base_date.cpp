// Dates and school years as published files and people write them: whatever the text, it is none, or a day of
// the calendar that reads back as itself.
#include <cstdint>
#include <string_view>

#include "base/csv.hpp"
#include "base/date.hpp"
#include "base/day_order.hpp"
#include "fuzz/require.hpp"

using namespace tarn;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = text_of(data, size);
    for (const auto& date : {Date::parse_iso(text), Date::parse_published(text)})
        if (date) require(Date::parse_iso(date->iso()) == date);
    if (const auto year = SchoolYear::parse(text)) require(SchoolYear::parse(year->text()) == year);
    DayOrder order;
    order.see(text);
    if (order.month_first()) require(is_utf8(order.sentence("Opened")));
    return 0;
}
