#include <algorithm>
#include <fmt/format.h>

#include "evidence/facts/facts_table.hpp"

namespace tarn::evidence {
namespace {

std::string lower(std::string_view text) {
    std::string code{text};
    std::transform(code.begin(), code.end(), code.begin(), [](unsigned char c) {
        return c == ' ' || c == '-' ? '_' : static_cast<char>(std::tolower(c));
    });
    return code;
}

/// A day from a cell; an empty cell gives `otherwise`, or an error where there is none.
Result<Date> day_in(const CsvTable& table, const CsvRow& row, std::string_view column,
                    std::optional<Date> otherwise) {
    const auto cell = table.cell(row, column);
    const auto date = cell.empty() ? otherwise : Date::parse_published(cell);
    if (date) return *date;
    return Error{
        fmt::format("column {}: \"{}\" is not a date such as 2026-03-02 or 02/03/2026", column, cell), {}};
}

Result<FactEnd> end_in(const CsvTable& table, const CsvRow& row) {
    const auto last = day_in(table, row, "to", {});
    if (!last) return last.error();
    const auto why = table.cell(row, "ended because");
    FactEnd end{.last_day = *last,
                .reason = why.empty() ? "Ended before it was entered here." : std::string{why}};
    if (table.cell(row, "end known").empty()) return end;
    const auto known = day_in(table, row, "end known", {});
    if (!known) return known.error();
    end.known_on = *known;
    return end;
}

}

std::string typed_kinds_in_words() {
    std::string words;
    for (const auto kind : fact_kinds())
        if (is_typed(kind)) words += (words.empty() ? "" : ", ") + std::string{fact_code(kind)};
    return words;
}

Result<FactRow> fact_in(const CsvTable& table, const CsvRow& row) {
    const auto urn = Urn::parse(table.cell(row, "urn"));
    if (!urn)
        return Error{fmt::format("column URN: \"{}\" is not a URN of six digits", table.cell(row, "urn")),
                     {}};
    const auto kind = parse_fact_kind(lower(table.cell(row, "fact")));
    if (!kind || !is_typed(*kind))
        return Error{
            fmt::format("column fact: \"{}\" is none of {}", table.cell(row, "fact"), typed_kinds_in_words()),
            {}};
    const auto from = day_in(table, row, "from", {});
    if (!from) return from.error();
    const auto known = day_in(table, row, "known", *from);
    if (!known) return known.error();
    FactRow told{*urn,
                 {.kind = *kind,
                  .began_on = *from,
                  .known_on = *known,
                  .source = std::string{table.cell(row, "source")},
                  .detail = std::string{table.cell(row, "detail")}}};
    if (table.cell(row, "to").empty()) {
        if (!table.cell(row, "end known").empty())
            return Error{"column end known: without a last day in the column to nothing has ended", {}};
        return told;
    }
    const auto end = end_in(table, row);
    if (!end) return end.error();
    told.fact.end = *end;
    return told;
}

}
