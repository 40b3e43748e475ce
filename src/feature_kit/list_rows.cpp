// Rows in memory: filtered, sorted, cut.
#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "feature_kit/list_spec.hpp"

namespace tarn::kit {
namespace {

using documents::Missing;
using documents::Number;

char small(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

std::string in_small(std::string_view text) {
    std::string out{text};
    std::ranges::transform(out, out.begin(), small);
    return out;
}

template <class V>
int three_way(const V& a, const V& b) {
    return a < b ? -1 : b < a ? 1 : 0;
}

std::optional<double> number_in(const documents::Cell& cell) {
    if (const auto* whole = std::get_if<std::int64_t>(&cell)) return static_cast<double>(*whole);
    if (const auto* number = std::get_if<Number>(&cell)) return number->value;
    return std::nullopt;
}

bool within(const documents::Cell& cell, const std::optional<Date>& from, const std::optional<Date>& to) {
    const auto* day = std::get_if<Date>(&cell);
    return day && (!from || *day >= *from) && (!to || *day <= *to);
}

bool lets_pass(const ListFilterSpec& filter, const std::string& typed, const std::string& typed_to,
               const void* row) {
    using FilterKind = ListFilterSpec::Kind;
    if (typed.empty() && typed_to.empty()) return true;
    switch (filter.kind) {
        case FilterKind::choice:
            return words_of(filter.value(row)) == typed;
        case FilterKind::contains:
            return in_small(words_of(filter.value(row))).find(in_small(typed)) != std::string::npos;
        case FilterKind::between: {
            const auto from = Date::parse_iso(typed), to = Date::parse_iso(typed_to);
            return (!from && !to) || within(filter.value(row), from, to);
        }
        case FilterKind::tick:
            return filter.test(row);
        case FilterKind::source:
            break;
    }
    return true;
}

documents::Cell order_of(const ListColumnSpec& column, const void* row) {
    return column.order ? column.order(row) : column.value(row);
}

void sort_rows(std::vector<const void*>& rows, const ListColumnSpec& column, bool descending) {
    std::vector<std::pair<documents::Cell, const void*>> keyed;
    keyed.reserve(rows.size());
    for (const void* row : rows) keyed.emplace_back(order_of(column, row), row);
    std::ranges::stable_sort(keyed, [descending](const auto& a, const auto& b) {
        const bool none = is_missing(a.first), other = is_missing(b.first);
        if (none || other) return !none && other;
        const int by = compare(a.first, b.first);
        return descending ? by > 0 : by < 0;
    });
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = keyed[i].second;
}

}

std::string words_of(const documents::Cell& cell) {
    struct Words {
        std::string operator()(std::monostate) const { return {}; }
        std::string operator()(const std::string& text) const { return text; }
        std::string operator()(std::int64_t number) const { return std::to_string(number); }
        std::string operator()(const Number& number) const {
            return fmt::format("{:.{}f}{}", number.value, number.decimals, number.percent ? "%" : "");
        }
        std::string operator()(Date day) const { return day.display(); }
        std::string operator()(const Missing& missing) const { return missing.reason; }
    };
    return std::visit(Words{}, cell);
}

bool is_missing(const documents::Cell& cell) {
    return std::holds_alternative<std::monostate>(cell) || std::holds_alternative<Missing>(cell);
}

int compare(const documents::Cell& a, const documents::Cell& b) {
    if (const auto x = number_in(a), y = number_in(b); x && y) return three_way(*x, *y);
    const auto *day = std::get_if<Date>(&a), *other_day = std::get_if<Date>(&b);
    if (day && other_day) return three_way(*day, *other_day);
    const std::string x = words_of(a), y = words_of(b);
    const int alike = three_way(in_small(x), in_small(y));
    return alike != 0 ? alike : three_way(x, y);
}

ListFound found_in(const ListSpec& spec, const ListSought& sought, std::vector<const void*> all,
                   std::shared_ptr<const void> keep) {
    ListFound found{.all = all.size(), .keep = std::move(keep)};
    for (const void* row : all) {
        bool pass = true;
        for (std::size_t i = 0; pass && i < spec.filters.size(); ++i)
            pass = lets_pass(spec.filters[i], sought.typed[i], sought.typed_to[i], row);
        if (pass) found.rows.push_back(row);
    }
    found.everything = std::move(all);
    found.matching = found.rows.size();
    if (sought.sort) sort_rows(found.rows, *sought.sort, sought.descending);
    const auto from = std::min(sought.offset, found.rows.size());
    const auto to = sought.limit == 0 ? found.rows.size() : std::min(from + sought.limit, found.rows.size());
    found.rows = {found.rows.begin() + static_cast<std::ptrdiff_t>(from),
                  found.rows.begin() + static_cast<std::ptrdiff_t>(to)};
    return found;
}

}
