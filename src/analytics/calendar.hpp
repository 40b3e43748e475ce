#pragma once
// When a measure could be known at all: the periods for which nobody works it out, and how long its publisher
// takes.
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"

namespace tarn::analytics {

/// A period for which a measure exists for no school.
struct NotCalculated {
    std::string period;   ///< "2024/25"
    std::string because;  ///< a whole sentence
    std::string source;   ///< key in docs/sources.md
};

struct Calendar {
    int published_after_months = 0;  ///< from the end of the period to the day the figures are public
    std::vector<NotCalculated> gaps;
    const NotCalculated* gap(std::string_view period) const;  ///< null: the period has figures
};
/// By measure; one that is not named has figures for every period, public as soon as it ends.
using Calendars = std::map<std::string, Calendar, std::less<>>;

/// Of the periods whose figures would be public on a day and not older than `maximum_age_months`: those that
/// nobody worked out, newest first. Empty where at least one of them has figures, or where none is due.
std::vector<const NotCalculated*> nothing_calculated(const Calendar& calendar, Date day,
                                                     int maximum_age_months, unsigned year_ends_month = 8);

}
