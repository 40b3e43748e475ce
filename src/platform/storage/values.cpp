// Conversions of stored text to values and of values to parameters, the same for both engines.
#include "platform/storage/storage.hpp"

namespace tarn::storage {

Date Row::date(int column) const {
    const auto date = Date::parse_iso(text(column));
    if (!date) throw Failure("a stored date cannot be read: " + string(column));
    return *date;
}
Instant Row::instant(int column) const {
    const auto instant = parse_instant(text(column));
    if (!instant) throw Failure("a stored instant cannot be read: " + string(column));
    return *instant;
}
std::optional<std::int64_t> Row::maybe_integer(int column) const {
    return is_null(column) ? std::nullopt : std::optional{integer(column)};
}
std::optional<double> Row::maybe_real(int column) const {
    return is_null(column) ? std::nullopt : std::optional{real(column)};
}
std::optional<std::string> Row::maybe_string(int column) const {
    return is_null(column) ? std::nullopt : std::optional{string(column)};
}
std::optional<Date> Row::maybe_date(int column) const {
    return is_null(column) ? std::nullopt : std::optional{date(column)};
}
std::optional<Instant> Row::maybe_instant(int column) const {
    return is_null(column) ? std::nullopt : std::optional{instant(column)};
}

Rows Reader::query_with(std::string_view sql, std::span<const Value> values) {
    const std::vector<Parameter> parameters(values.begin(), values.end());
    return Rows{open(sql, parameters)};
}
std::int64_t Writer::execute_with(std::string_view sql, std::span<const Value> values) {
    const std::vector<Parameter> parameters(values.begin(), values.end());
    return run(sql, parameters);
}

}
