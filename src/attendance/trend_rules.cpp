#include "attendance/trend_rules.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fmt/format.h>

#include "analytics/statistics.hpp"

namespace tarn::attendance {
namespace {

using analytics::SchoolIndex;

/// A middle of fewer schools would say something of one of them.
constexpr std::size_t fewest_beside = 3;

std::optional<double> median_of(std::vector<double> values) {
    if (values.empty()) return std::nullopt;
    std::ranges::sort(values);
    return analytics::median(values);
}

/// The first of the sources that says a number.
double figure(const analytics::View& view, const analytics::PublicPeriod& period, SchoolIndex school) {
    for (const std::uint32_t series : period.series)
        if (const double value = view.series(series).values[school]; !std::isnan(value)) return value;
    return std::numeric_limits<double>::quiet_NaN();
}

void add_medians(AbsenceYear& year, const analytics::Snapshot& snapshot,
                 const analytics::PublicPeriod& period, const analytics::School& like, Date as_at) {
    const analytics::View view{snapshot};
    std::vector<double> county, england;
    for (SchoolIndex i = 0; i < snapshot.schools.size(); ++i) {
        const auto& school = snapshot.schools[i];
        if (school.phase != like.phase || !school.state_funded || !analytics::open_on(school, as_at))
            continue;
        const double value = figure(view, period, i);
        if (std::isnan(value)) continue;
        england.push_back(value);
        if (school.authority == like.authority) county.push_back(value);
    }
    if (county.size() >= fewest_beside) year.county = median_of(std::move(county));
    year.england = median_of(std::move(england));
}

std::string plural_of(analytics::Phase phase) {
    std::string title{analytics::phase_title(phase)};
    title[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(title[0])));
    return title + " schools";
}

}

std::vector<analytics::PublicPeriod> school_years(const analytics::Snapshot& snapshot,
                                                  std::string_view measure, Date as_at, std::size_t most) {
    auto years = analytics::known_periods(analytics::View{snapshot}, measure, as_at);
    std::erase_if(years, [](const auto& each) { return each.period.find('/') == each.period.npos; });
    years.resize(std::min(years.size(), most));
    return years;
}

std::optional<double> newest_figure(const analytics::Snapshot& snapshot,
                                    std::span<const analytics::PublicPeriod> years, SchoolIndex school) {
    const auto line = analytics::line_of(snapshot, school);
    const analytics::View view{snapshot};
    for (const auto& year : years)
        if (const auto cell = analytics::value_as_at(view, year, line)) return cell.value;
    return std::nullopt;
}

std::vector<AbsenceYear> absence_years(const analytics::Snapshot& snapshot, std::string_view measure,
                                       SchoolIndex school, Date as_at, std::size_t most) {
    const auto line = analytics::line_of(snapshot, school);
    const analytics::View view{snapshot};
    std::vector<AbsenceYear> years;
    for (const auto& period : school_years(snapshot, measure, as_at, most)) {
        AbsenceYear year{.period = period.period, .school = analytics::value_as_at(view, period, line)};
        if (year.school) {
            const auto& series = view.series(year.school.series);
            year.source = std::string{analytics::public_name(series.release_title)} + ", public from " +
                          series.known_from.display();
        }
        add_medians(year, snapshot, period, snapshot.schools[school], as_at);
        years.push_back(std::move(year));
    }
    std::ranges::reverse(years);
    return years;
}

const AbsenceYear* newest(const std::vector<AbsenceYear>& years) {
    const auto found =
        std::find_if(years.rbegin(), years.rend(), [](const AbsenceYear& year) { return bool{year.school}; });
    return found == years.rend() ? nullptr : &*found;
}

std::string absence_words(const std::vector<AbsenceYear>& years, std::string_view what,
                          analytics::Phase phase) {
    const AbsenceYear* year = newest(years);
    if (!year)
        return years.empty() ? "No absence figures have been imported."
                             : std::string{analytics::missing_sentence(years.back().school.missing)};
    std::string words = fmt::format("{:.1f}% {} in {}.", year->school.value, what, year->period);
    if (year->county && year->england)
        words += fmt::format(
            " The middle one of the authority's {0} had {1:.1f}%, the middle one of England's {2:.1f}%.",
            plural_of(phase), *year->county, *year->england);
    return words;
}

}
