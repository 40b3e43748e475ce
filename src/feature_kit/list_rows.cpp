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

/// What a row sorts by. Texts are folded once for each row, which at each comparison took most of a long
/// list.
struct SortKey {
    documents::Cell cell;
    std::string folded;
    const void* row = nullptr;
};
SortKey key_of(documents::Cell cell, const void* row) {
    const auto* text = std::get_if<std::string>(&cell);
    std::string folded = text ? in_small(*text) : std::string{};
    return {std::move(cell), std::move(folded), row};
}

int compare_keys(const SortKey& a, const SortKey& b) {
    if (const auto x = number_in(a.cell), y = number_in(b.cell); x && y) return three_way(*x, *y);
    const auto *day = std::get_if<Date>(&a.cell), *other_day = std::get_if<Date>(&b.cell);
    if (day && other_day) return three_way(*day, *other_day);
    const auto *text = std::get_if<std::string>(&a.cell), *other = std::get_if<std::string>(&b.cell);
    if (text && other) {
        const int alike = a.folded.compare(b.folded);
        return alike != 0 ? alike : text->compare(*other);
    }
    return in_small(words_of(a.cell)).compare(in_small(words_of(b.cell)));
}

void sort_rows(std::vector<const void*>& rows, const ListColumnSpec& column, bool descending) {
    std::vector<SortKey> keys;
    keys.reserve(rows.size());
    for (const void* row : rows) keys.push_back(key_of(order_of(column, row), row));
    std::vector<const SortKey*> order;
    for (const SortKey& key : keys) order.push_back(&key);
    std::ranges::stable_sort(order, [descending](const SortKey* a, const SortKey* b) {
        const bool none = is_missing(a->cell), other = is_missing(b->cell);
        if (none || other) return !none && other;
        const int by = compare_keys(*a, *b);
        return descending ? by > 0 : by < 0;
    });
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = order[i]->row;
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
