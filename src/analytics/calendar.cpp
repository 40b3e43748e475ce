#include "analytics/calendar.hpp"

#include <fmt/format.h>

#include "analytics/as_at.hpp"

namespace tarn::analytics {

const NotCalculated* Calendar::gap(std::string_view period) const {
    for (const NotCalculated& each : gaps)
        if (each.period == period) return &each;
    return nullptr;
}

std::vector<const NotCalculated*> nothing_calculated(const Calendar& calendar, Date day,
                                                     int maximum_age_months, unsigned year_ends_month) {
    std::vector<const NotCalculated*> found;
    if (calendar.gaps.empty()) return found;
    for (int year = day.year();; --year) {
        const std::string period = fmt::format("{}/{:02}", year, (year + 1) % 100);
        const auto dates = period_dates(period, year_ends_month);
        if (!dates || add_months(dates->last, maximum_age_months) < day) return found;
        if (add_months(dates->last, calendar.published_after_months) > day) continue;
        const NotCalculated* gap = calendar.gap(period);
        if (!gap) return {};
        found.push_back(gap);
    }
}

}
