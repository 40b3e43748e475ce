#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "rating/rating.hpp"

namespace tarn::rating {
namespace {

struct Text {
    std::string_view code;
    std::string_view title;
};
constexpr std::array<Text, group_count> group_texts{{
    {"outcomes", "Outcomes"},
    {"attendance-and-inclusion", "Attendance and inclusion"},
    {"leadership", "Leadership, governance and inspection"},
    {"finance", "Finance, staffing and roll"},
    {"soft-intelligence", "Soft intelligence"},
}};
constexpr std::array<std::string_view, 13> kind_codes{
    "threshold",    "similar-schools", "national-percentile",
    "trend-of-gap", "volatility",      "run-below",
    "grade",        "run-of-grades",   "event",
    "clock",        "area-grade",      "soft-intelligence",
    "all-below"};

}

std::string_view group_code(Group group) {
    return group_texts[static_cast<std::size_t>(group)].code;
}
std::string_view group_title(Group group) {
    return group_texts[static_cast<std::size_t>(group)].title;
}
std::string_view severity_kind_code(SeverityKind kind) {
    return kind_codes[static_cast<std::size_t>(kind)];
}

Points Points::of(double points) {
    return {static_cast<std::int32_t>(std::lround(points * 100))};
}

std::string text(Points points) {
    return fmt::format("{:.2f}", points.value());
}

double Ramp::at(double value) const {
    return std::clamp((value - none_from) / (full_at - none_from), 0.0, 1.0);
}

bool Indicator::applies(const analytics::School& school) const {
    return std::find(phases.begin(), phases.end(), school.phase) != phases.end() &&
           (!maintained_only || school.maintained);
}

Date RatingDay::in(int year) const {
    return month == 0 ? easter_sunday(year) + days_after_easter : Date::of(year, month, day).value_or(Date{});
}

std::optional<std::size_t> Scheme::find(std::string_view indicator_code) const {
    for (std::size_t i = 0; i < indicators.size(); ++i)
        if (indicators[i].code == indicator_code) return i;
    return std::nullopt;
}

std::vector<Date> rating_dates(const Scheme& scheme, Date date, std::size_t count) {
    std::vector<Date> dates;
    const int years_back =
        scheme.rating_days.empty() ? 0 : static_cast<int>(count / scheme.rating_days.size()) + 1;
    for (int year = date.year() - years_back; year <= date.year(); ++year)
        for (const RatingDay& day : scheme.rating_days)
            if (const Date on = day.in(year); on <= date) dates.push_back(on);
    std::sort(dates.begin(), dates.end());
    if (dates.size() > count) dates.erase(dates.begin(), dates.end() - static_cast<std::ptrdiff_t>(count));
    return dates;
}

}
