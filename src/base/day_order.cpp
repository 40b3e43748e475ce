#include "base/day_order.hpp"

#include <charconv>
#include <fmt/format.h>

namespace tarn {
namespace {

/// One or two digits and the separator behind them; 0 when there is something else.
int take_part(std::string_view& text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const auto length = static_cast<std::size_t>(end - text.data());
    if (error != std::errc{} || length > 2 || length == text.size()) return 0;
    if (text[length] != '/' && text[length] != '-' && text[length] != '.') return 0;
    text.remove_prefix(length + 1);
    return value;
}

}

void DayOrder::see(std::string_view text) {
    std::string_view rest = text;
    const int first = take_part(rest), second = take_part(rest);
    constexpr int months = 12, days = 31;
    if (first < 1 || second < 1 || rest.size() < 4 || rest.find_first_not_of("0123456789") < 4) return;
    if (first > months && first <= days && second <= months) day_first_ = true;
    if (first <= months && second > months && second <= days && example_.empty())
        example_ = text.substr(0, 10);
}

std::string DayOrder::sentence(std::string_view column) const {
    return fmt::format(
        "The dates in the column '{}' are written month first, such as {}. Save the file with the day first, "
        "or "
        "with dates such as 2026-11-25, and send it again.",
        column, example_);
}

}
