#include "base/day_order.hpp"

#include <algorithm>
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

/// Else the cell is a sentence that begins with a date.
bool ends_or_tells_a_time(std::string_view rest) {
    const auto at = rest.find_first_not_of(' ');
    if (at == std::string_view::npos) return true;
    return at > 0 && rest.find(':') != std::string_view::npos &&
           rest.substr(at).find_first_not_of("0123456789:. APMapm") == std::string_view::npos;
}

}

void DayOrder::see(std::string_view text) {
    std::string_view rest = text;
    const int first = take_part(rest), second = take_part(rest);
    constexpr int months = 12, days = 31;
    const auto year = std::min(rest.find_first_not_of("0123456789"), rest.size());
    if (first < 1 || second < 1 || year != 4 || !ends_or_tells_a_time(rest.substr(year))) return;
    if (first > months && first <= days && second <= months) day_first_ = true;
    if (first <= months && second > months && second <= days && example_.empty())
        example_ = text.substr(0, text.size() - rest.size() + year);
}

std::string DayOrder::sentence(std::string_view column) const {
    return fmt::format(
        "The dates in the column '{}' are written month first, such as {}. Save the file with the day first, "
        "or with dates such as 2026-11-25, and send it again.",
        column, example_);
}

}
