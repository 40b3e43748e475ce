// Rows in memory: filtered, sorted, cut.
#include <algorithm>
#include <fmt/format.h>
#include <stdexcept>

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

/// The text that a column or filter reads of a row; `held` keeps it where it does not lie in the row.
std::string_view text_of(const ListReading& reading, const void* row, Act& act, std::string& held) {
    if (reading.text) return reading.text(row);
    return held = words_of(reading(row, act));
}

/// A filter in use, with what was typed made ready once.
struct InUse {
    const ListFilterSpec& filter;
    std::string typed;
    std::optional<Date> from, to;

    InUse(const ListFilterSpec& of, const std::string& first, const std::string& last)
        : filter(of), typed(of.kind == ListFilterSpec::Kind::contains ? in_small(first) : first) {
        if (of.kind != ListFilterSpec::Kind::between) return;
        from = Date::parse_iso(first);
        to = Date::parse_iso(last);
    }

    bool lets_pass(const void* row, Act& act) const {
        std::string held;
        switch (filter.kind) {
            case ListFilterSpec::Kind::choice:
                return text_of(filter.value, row, act, held) == typed;
            case ListFilterSpec::Kind::contains:
                return in_small(text_of(filter.value, row, act, held)).find(typed) != std::string::npos;
            case ListFilterSpec::Kind::between:
                return (!from && !to) || within(filter.value(row, act));
            case ListFilterSpec::Kind::tick:
                return filter.test(row);
            case ListFilterSpec::Kind::day:
                break;
        }
        return true;
    }
    bool within(const documents::Cell& cell) const {
        const auto* day = std::get_if<Date>(&cell);
        return day && (!from || *day >= *from) && (!to || *day <= *to);
    }
};

std::vector<const void*> passing(const ListSpec& spec, const ListSought& sought,
                                 const std::vector<const void*>& all, Act& act) {
    std::vector<InUse> in_use;
    for (std::size_t i = 0; i < spec.filters.size(); ++i)
        if (!spec.filters[i].by_source && !(sought.typed[i].empty() && sought.typed_to[i].empty()))
            in_use.emplace_back(spec.filters[i], sought.typed[i], sought.typed_to[i]);
    if (in_use.empty()) return all;
    std::vector<const void*> rows;
    for (const void* row : all)
        if (std::ranges::all_of(in_use, [&](const InUse& one) { return one.lets_pass(row, act); }))
            rows.push_back(row);
    return rows;
}

/// What a row sorts by: numbers and days, then texts, then what is missing. Made once for each row.
struct SortKey {
    enum class Kind : std::uint8_t { number, text, missing };
    Kind kind = Kind::missing;
    double number = 0;
    std::uint64_t head = 0;        ///< of a text: its first eight letters, which decide most comparisons
    std::size_t at = 0, size = 0;  ///< where the text lies among all of them, in small letters
    std::size_t place = 0;         ///< equals keep their order
};

/// The rows of a list in the order of one column.
class Order {
  public:
    Order(const std::vector<const void*>& rows, const ListColumnSpec& column, Act& act, bool descending)
        : rows_(rows), descending_(descending) {
        const ListReading& by = column.order ? column.order : column.value;
        keys_.reserve(rows.size());
        for (const void* row : rows) {
            SortKey& key = keys_.emplace_back(SortKey{.place = keys_.size()});
            if (by.text)
                hold(key, by.text(row));
            else
                hold(key, by(row, act));
        }
    }
    /// Those from `from` to before `to`; the others are not put in order.
    std::vector<const void*> part(std::size_t from, std::size_t to) {
        const auto before = [this](const SortKey& a, const SortKey& b) { return stands_before(a, b); };
        const auto first = keys_.begin() + static_cast<std::ptrdiff_t>(from),
                   last = keys_.begin() + static_cast<std::ptrdiff_t>(to);
        if (from > 0) std::nth_element(keys_.begin(), first, keys_.end(), before);
        if (last == keys_.end())
            std::sort(first, last, before);
        else
            std::partial_sort(first, last, keys_.end(), before);
        std::vector<const void*> rows;
        for (auto key = first; key != last; ++key) rows.push_back(rows_[key->place]);
        return rows;
    }

  private:
    void hold(SortKey& key, std::string_view text) {
        if (text.empty()) return;
        key.kind = SortKey::Kind::text;
        key.at = texts_.size();
        key.size = text.size();
        texts_ += text;
        std::transform(texts_.begin() + static_cast<std::ptrdiff_t>(key.at), texts_.end(),
                       texts_.begin() + static_cast<std::ptrdiff_t>(key.at), small);
        for (std::size_t i = 0; i < 8; ++i)
            key.head = key.head << 8 |
                       (i < key.size ? static_cast<unsigned char>(texts_[key.at + i]) : std::uint64_t{0});
    }
    void hold(SortKey& key, const documents::Cell& cell) {
        if (is_missing(cell)) return;
        if (const auto* text = std::get_if<std::string>(&cell)) return hold(key, std::string_view{*text});
        key.kind = SortKey::Kind::number;
        if (const auto* whole = std::get_if<std::int64_t>(&cell)) key.number = static_cast<double>(*whole);
        if (const auto* number = std::get_if<Number>(&cell)) key.number = number->value;
        if (const auto* day = std::get_if<Date>(&cell)) key.number = day->days();
    }
    std::string_view text(const SortKey& key) const {
        return std::string_view{texts_}.substr(key.at, key.size);
    }
    bool stands_before(const SortKey& a, const SortKey& b) const {
        using Kind = SortKey::Kind;
        const int by = a.kind != b.kind ? (a.kind < b.kind ? -1 : 1) : compared(a, b);
        if (by == 0) return a.place < b.place;
        // What is missing stands last, whichever way.
        const bool turned = descending_ && a.kind != Kind::missing && b.kind != Kind::missing;
        return turned ? by > 0 : by < 0;
    }
    int compared(const SortKey& a, const SortKey& b) const {
        if (a.kind == SortKey::Kind::number) return a.number < b.number ? -1 : b.number < a.number ? 1 : 0;
        if (a.head != b.head) return a.head < b.head ? -1 : 1;
        return text(a).compare(text(b));
    }

    const std::vector<const void*>& rows_;
    const bool descending_;
    std::vector<SortKey> keys_;
    std::string texts_;
};

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

documents::Cell cell_of(const ListColumnSpec& column, const void* row, Act& act) {
    documents::Cell cell = column.value(row, act);
    if (!column.missing.empty() && std::holds_alternative<std::monostate>(cell))
        return Missing{column.missing};
    return cell;
}

const std::string& ListAsked::operator[](std::string_view key) const {
    for (std::size_t i = 0; i < spec_.filters.size(); ++i)
        if (spec_.filters[i].key == key) return sought_.typed[i];
    throw std::invalid_argument(fmt::format("the list {} has no filter {}", spec_.path, key));
}

ListFound found_in(const ListSpec& spec, const ListSought& sought, std::vector<const void*> all,
                   std::shared_ptr<const void> keep, Act& act) {
    ListFound found{.all = all.size(), .keep = std::move(keep)};
    found.rows = passing(spec, sought, all, act);
    found.matching = found.rows.size();
    found.everything = std::move(all);
    const auto from = std::min(sought.offset, found.matching);
    const auto to = sought.limit == 0 ? found.matching : std::min(from + sought.limit, found.matching);
    if (sought.sort)
        found.rows = Order{found.rows, *sought.sort, act, sought.descending}.part(from, to);
    else
        found.rows = {found.rows.begin() + static_cast<std::ptrdiff_t>(from),
                      found.rows.begin() + static_cast<std::ptrdiff_t>(to)};
    return found;
}

}
