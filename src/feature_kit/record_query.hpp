#pragma once
// What a list asks of a record: conditions on columns with typed values, an order and a part of the rows.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feature_kit/cells.hpp"

namespace tarn::kit {

struct Condition {
    enum class Test : std::uint8_t { one_of, between, contains, is_set, is_not_set };

    std::string column;  ///< any declared column, also a derived one
    Test test = Test::one_of;
    std::vector<Cell> values{};

    template <class V>
    static Condition equals(std::string_view column, const V& value) {
        return {std::string{column}, Test::one_of, {to_cell(value)}};
    }
    /// No value at all: no row.
    template <class V>
    static Condition one_of(std::string_view column, const std::vector<V>& values) {
        Condition made{std::string{column}, Test::one_of};
        for (const V& value : values) made.values.push_back(to_cell(value));
        return made;
    }
    /// Of dates and of the days of instants (UTC), both inclusive; an end that is left out is open.
    static Condition between(std::string_view column, std::optional<Date> from, std::optional<Date> to) {
        return {std::string{column}, Test::between, {to_cell(from), to_cell(to)}};
    }
    /// Small and capital letters are alike where they are ASCII: so both databases answer the same.
    static Condition contains(std::string_view column, std::string_view text) {
        return {std::string{column}, Test::contains, {to_cell(text)}};
    }
    static Condition is_set(std::string_view column) { return {std::string{column}, Test::is_set}; }
    static Condition is_not_set(std::string_view column) { return {std::string{column}, Test::is_not_set}; }
};

struct ListQuery {
    std::vector<Condition> conditions{};  ///< all of them hold
    std::string sort{};  ///< column; empty: by key. Codes in the order of their table, what is empty last
    bool descending = false;
    std::int64_t offset = 0;
    std::int64_t limit = 0;  ///< rows at most; 0: all that are left
};

template <class T>
struct Listed {
    std::vector<T> rows;
    std::int64_t total = 0;  ///< of the rows that match, whichever part was asked for
};

}
