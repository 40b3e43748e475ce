// Recorded facts from a small table: URN, fact, from and source, checked row by row before any is kept.
#include <algorithm>
#include <fmt/format.h>

#include "base/csv.hpp"
#include "evidence/facts.hpp"
#include "evidence/handlers.hpp"

namespace tarn::evidence {
namespace {

struct Rejected {
    std::size_t row;
    std::string reason;
};

std::string lower(std::string_view text) {
    std::string code{text};
    std::transform(code.begin(), code.end(), code.begin(), [](unsigned char c) {
        return c == ' ' || c == '-' ? '_' : static_cast<char>(std::tolower(c));
    });
    return code;
}

std::string kinds_in_words() {
    std::string words;
    for (const auto kind : fact_kinds())
        if (is_typed(kind)) words += (words.empty() ? "" : ", ") + std::string{fact_code(kind)};
    return words;
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

Outcome store_row(people::Act& act, const CsvTable& table, const CsvRow& row,
                  const schools::Register& schools) {
    const auto urn = Urn::parse(table.cell(row, "urn"));
    if (!urn)
        return Error{fmt::format("column URN: \"{}\" is not a URN of six digits", table.cell(row, "urn")),
                     {}};
    const auto kind = parse_fact_kind(lower(table.cell(row, "fact")));
    if (!kind || !is_typed(*kind))
        return Error{
            fmt::format("column fact: \"{}\" is none of {}", table.cell(row, "fact"), kinds_in_words()), {}};
    const auto from = day_in(table, row, "from", {});
    if (!from) return from.error();
    const auto known = day_in(table, row, "known", *from);
    if (!known) return known.error();
    const auto* school = schools.find(*urn, *from);
    if (!school)
        return Error{
            fmt::format("column URN: no school with URN {} was open on {}", urn->text(), from->display()),
            {}};
    const auto added = add_fact(*act.writer, act.viewer, *school,
                                {.kind = *kind,
                                 .began_on = *from,
                                 .known_on = *known,
                                 .source = std::string{table.cell(row, "source")},
                                 .detail = std::string{table.cell(row, "detail")}},
                                act.clock.now());
    if (!added) return added.error();
    if (!table.cell(row, "to").empty()) {
        const auto to = day_in(table, row, "to", {});
        if (!to) return to.error();
        const auto why = table.cell(row, "ended because");
        const auto ended = end_fact(*act.writer, act.viewer, *added, *to,
                                    why.empty() ? "Ended before it was entered here." : why, act.clock.now());
        if (!ended) return ended;
    }
    act.record("fact.entered", "school:" + urn->text(), std::string{fact_code(*kind)});
    return Done{};
}

Html form_html(const people::Act& act, const page_kit::FieldErrors& errors) {
    return page_kit::paragraph(
               "A CSV file with the columns URN, fact, from and source, and if you wish known (the day the "
               "authority knew; else the first day), to, ended because and detail. Every row is checked "
               "first; "
               "nothing is kept until all rows are accepted.") +
           page_kit::paragraph("Facts: " + kinds_in_words() +
                               ". A headteacher's vacancy follows from the posts and is not typed.") +
           page_kit::form({.action = "/evidence/facts/import",
                           .csrf = act.csrf,
                           .content = page_kit::file_upload(
                                          {.name = "file",
                                           .label = {.content = "CSV file", .classes = "govuk-label--s"},
                                           .error = page_kit::error_for(errors, "file")}) +
                                      page_kit::button({.content = "Import the facts"}),
                           .uploads = true});
}

web::Response show(const people::Act& act, const page_kit::FieldErrors& errors, const Html& report = {}) {
    return people::respond(act,
                           {.title = "Import recorded facts", .back_href = "/evidence", .errors = errors},
                           report + form_html(act, errors));
}

Html rejected_table(const std::vector<Rejected>& rejected) {
    page_kit::DataTable table{.id = "rejected",
                              .caption = "Rows that cannot be imported",
                              .columns = {{.heading = "Row", .numeric = true}, {.heading = "Why"}}};
    for (const auto& [row, reason] : rejected) table.rows.push_back({std::to_string(row), reason});
    return page_kit::data_table(table);
}

}

web::Response import_facts_page(const PageTools&, people::Act& act) {
    return show(act, {});
}

web::Response import_facts_post(const PageTools& tools, people::Act& act) {
    const auto upload = std::find_if(act.request.uploads.begin(), act.request.uploads.end(),
                                     [](const auto& u) { return u.field == "file" && !u.content.empty(); });
    if (upload == act.request.uploads.end()) return show(act, {{"file", "Choose a CSV file"}});
    const auto table = CsvTable::parse(upload->content, {"urn", "fact", "from", "source"});
    if (!table) return show(act, {{"file", table.error().message}});
    const auto schools = tools.registers.current(act.db);
    std::vector<Rejected> rejected;
    for (const auto& row : table->rows())
        if (const auto stored = store_row(act, *table, row, *schools); !stored)
            rejected.push_back({row.number, stored.error().message});
    if (!rejected.empty()) {
        // A status from 400 on rolls the transaction back, so that a file is wholly in or wholly out.
        auto response = show(act,
                             {{"file", fmt::format("{} of {} rows cannot be imported, so none was",
                                                   rejected.size(), table->rows().size())}},
                             rejected_table(rejected));
        response.status = 422;
        return response;
    }
    return people::respond(act,
                           {.title = "Facts imported",
                            .back_href = "/evidence",
                            .success = fmt::format("{} facts were imported.", table->rows().size())},
                           page_kit::paragraph(page_kit::link_to("/levels", "See the list of schools")));
}

}
