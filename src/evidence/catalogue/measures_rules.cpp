#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

#include "analytics/funnel.hpp"
#include "evidence/evidence.hpp"

namespace tarn::evidence {

std::string_view unit_title(Unit unit) {
    constexpr std::array<std::string_view, 7> titles{"%", "points", "pupils", "£", "days", "number", ""};
    return titles[static_cast<std::size_t>(unit)];
}

std::string_view direction_title(Direction value) {
    switch (value) {
        case Direction::higher_is_better:
            return "Higher is better";
        case Direction::lower_is_better:
            return "Lower is better";
        case Direction::neither:
            break;
    }
    return "Neither high nor low is better";
}

bool comparable(const Measure& measure, std::string_view period, std::string_view other_period) {
    const auto [low, high] = std::minmax(period, other_period);
    return std::none_of(measure.breaks.begin(), measure.breaks.end(),
                        [&](const std::string& start) { return low < start && high >= start; });
}

std::string show(const Measure& measure, double value) {
    if (!std::isfinite(value)) return "";
    std::string digits = fmt::format("{:.{}f}", std::abs(value), measure.decimals);
    const bool negative = value < 0 && digits.find_first_not_of("0.") != std::string::npos;
    const std::size_t whole = std::min(digits.find('.'), digits.size());
    if (whole > 3 || measure.unit == Unit::pounds)
        for (std::size_t at = whole; at > 3; at -= 3) digits.insert(at - 3, ",");
    const std::string_view sign = negative ? "-" : "";
    switch (measure.unit) {
        case Unit::percent:
            return fmt::format("{}{}%", sign, digits);
        case Unit::pounds:
            return fmt::format("{}£{}", sign, digits);
        case Unit::points:
        case Unit::pupils:
        case Unit::days:
        case Unit::count:
        case Unit::number:
            break;
    }
    return fmt::format("{}{}", sign, digits);
}

std::string chance_words(const Measure& measure, double value, double n) {
    const auto open = analytics::interval_of(measure.chance, value, n);
    if (!open.limits) return std::string{analytics::no_interval_sentence(open.why)};
    std::string words = analytics::likely_range(
        measure.chance, value, {.n = n}, show(measure, open.limits->low), show(measure, open.limits->high));
    if (measure.progress_bands)
        words += fmt::format(
            ". The Department calls this {}",
            analytics::progress_band_title(analytics::progress_band(value, n, measure.chance.pupil_sd)));
    return words;
}

}
