#include "base/school_calendar.hpp"

#include <algorithm>

namespace tarn {

SchoolCalendar::SchoolCalendar(std::vector<HalfTerm> half_terms, std::vector<NamedDay> closed)
    : half_terms_{std::move(half_terms)}, closed_{std::move(closed)} {
    std::ranges::sort(half_terms_, {}, &HalfTerm::first);
    std::ranges::sort(closed_);
    for (const HalfTerm& half_term : half_terms_)
        for (Date day = half_term.first; day <= half_term.last; day = day + 1)
            if (!day.is_weekend() && !std::ranges::binary_search(closed_, day, {}, &NamedDay::on))
                days_.push_back(day);
}

bool SchoolCalendar::covers(Date day) const {
    return !half_terms_.empty() && day >= half_terms_.front().first && day <= half_terms_.back().last;
}

std::optional<Date> SchoolCalendar::nth_after(Date start, int n) const {
    if (!covers(start) || n < 0) return std::nullopt;
    if (n == 0) return start;
    const auto after = static_cast<std::size_t>(std::ranges::upper_bound(days_, start) - days_.begin());
    const std::size_t index = after + static_cast<std::size_t>(n) - 1;
    return index < days_.size() ? std::optional{days_[index]} : std::nullopt;
}

std::optional<Date> SchoolCalendar::last_school_day(const HalfTerm& half_term) const {
    const auto after = std::ranges::upper_bound(days_, half_term.last);
    if (after == days_.begin() || *(after - 1) < half_term.first) return std::nullopt;
    return *(after - 1);
}

std::optional<Date> SchoolCalendar::half_term_end(Date start, int n) const {
    if (half_terms_.empty() || start < half_terms_.front().first || n < 0) return std::nullopt;
    const auto after = std::ranges::upper_bound(half_terms_, start, {}, &HalfTerm::first);
    const auto index =
        static_cast<std::size_t>(after - half_terms_.begin()) - 1 + static_cast<std::size_t>(n);
    return index < half_terms_.size() ? last_school_day(half_terms_[index]) : std::nullopt;
}

std::optional<Date> SchoolCalendar::term_end(Date start, int n) const {
    if (half_terms_.empty() || start < half_terms_.front().first || n < 0) return std::nullopt;
    const auto ordinal = [](const HalfTerm& each) { return each.year.start * 3 + each.term() - 1; };
    const auto holds = std::ranges::upper_bound(half_terms_, start, {}, &HalfTerm::first) - 1;
    const int wanted = ordinal(*holds) + n;
    // A term of which the last half is not recorded ends on a day that nobody knows.
    for (const HalfTerm& each : half_terms_)
        if (ordinal(each) == wanted && each.number % 2 == 0) return last_school_day(each);
    return std::nullopt;
}

bool SchoolCalendar::is_school_day(Date day) const {
    return std::ranges::binary_search(days_, day);
}

std::string SchoolCalendar::why_not(Date day) const {
    if (is_school_day(day)) return {};
    const auto named = std::ranges::lower_bound(closed_, day, {}, &NamedDay::on);
    return named != closed_.end() && named->on == day ? named->name : "School holiday";
}

}
