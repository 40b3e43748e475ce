#pragma once
// A value as a table stores it, and pieces of SQL that carry their values along.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "base/clock.hpp"
#include "base/date.hpp"
#include "base/ids.hpp"
#include "platform/storage/storage.hpp"

namespace tarn::kit {

/// Dates and instants as their ISO text, flags as 0 and 1, codes as their text.
using Cell = std::variant<std::monostate, std::int64_t, double, std::string>;

inline Cell to_cell(std::monostate) {
    return {};
}
inline Cell to_cell(std::nullopt_t) {
    return {};
}
inline Cell to_cell(bool value) {
    return std::int64_t{value};
}
inline Cell to_cell(int value) {
    return std::int64_t{value};
}
inline Cell to_cell(std::int64_t value) {
    return value;
}
inline Cell to_cell(double value) {
    return value;
}
inline Cell to_cell(std::string_view value) {
    return std::string{value};
}
inline Cell to_cell(const std::string& value) {
    return value;
}
inline Cell to_cell(const char* value) {
    return std::string{value};
}
inline Cell to_cell(Urn urn) {
    return std::int64_t{urn.value};
}
inline Cell to_cell(AuthorityCode code) {
    return std::int64_t{code.value};
}
inline Cell to_cell(Date date) {
    return date.iso();
}
inline Cell to_cell(Instant instant) {
    return iso(instant);
}
template <class Tag>
Cell to_cell(Id<Tag> id) {
    return id.value;
}
inline Cell to_cell(const Cell& cell) {
    return cell;
}
template <class T>
Cell to_cell(const std::optional<T>& value) {
    return value ? to_cell(*value) : Cell{};
}

/// The other way. Throw storage::Failure when the cell holds something else: a row that was not written by
/// Tarn.
std::int64_t integer_in(const Cell& cell);
void from_cell(bool& value, const Cell& cell);
void from_cell(int& value, const Cell& cell);
void from_cell(std::int64_t& value, const Cell& cell);
void from_cell(double& value, const Cell& cell);
void from_cell(std::string& value, const Cell& cell);  ///< nothing is read as empty text
void from_cell(Urn& value, const Cell& cell);
void from_cell(AuthorityCode& value, const Cell& cell);
void from_cell(Date& value, const Cell& cell);
void from_cell(Instant& value, const Cell& cell);
template <class Tag>
void from_cell(Id<Tag>& value, const Cell& cell) {
    value.value = integer_in(cell);
}
template <class T>
void from_cell(std::optional<T>& value, const Cell& cell) {
    if (std::holds_alternative<std::monostate>(cell))
        value.reset();
    else
        from_cell(value.emplace(), cell);
}

/// A piece of SQL with its values: $1, $2, ... count within the piece. It never comes from a request; values
/// do.
struct Sql {
    std::string text;
    std::vector<Cell> values;

    Sql() = default;
    template <class... A>
    explicit(false) Sql(std::string_view sql, const A&... arguments)
        : text(sql), values{to_cell(arguments)...} {}
    /// The numbers of the added piece go on from those that are here.
    Sql& operator+=(const Sql& piece);
    Sql& operator+=(std::string_view words);
};
/// "(one) AND (other)"
Sql both(const Sql& one, const Sql& other);
/// "column IN ($1, ...)" with as many numbers as the next power of two, so that few different texts are
/// prepared.
Sql in_list(std::string_view column, const std::vector<Cell>& values);

storage::Rows query(storage::Reader& db, const Sql& sql);
std::int64_t execute(storage::Writer& db, const Sql& sql);
std::int64_t count(storage::Reader& db, const Sql& sql);

}
