// Recorded facts from a small table: URN, fact, from and source, checked row by row before any is kept.
#include <algorithm>
#include <fmt/format.h>

#include "base/csv.hpp"
#include "evidence/facts/facts_table.hpp"
#include "evidence/handlers_pages.hpp"
#include "feature_kit/act.hpp"

namespace tarn::evidence {
namespace {

struct Rejected {
    std::size_t row;
    std::string reason;
};

Outcome store_row(kit::Act& act, const CsvTable& table, const CsvRow& row, const schools::Register& schools) {
    const auto told = fact_in(table, row);
    if (!told) return told.error();
    const auto& [urn, fact] = *told;
    const auto* school = schools.find(urn, fact.began_on);
    if (!school)
        return Error{fmt::format("column URN: no school with URN {} was open on {}", urn.text(),
                                 fact.began_on.display()),
                     {}};
    const auto added = add_fact(*act.writer, act.viewer, *school, fact, act.clock.now());
    if (!added) return added.error();
    act.record("fact.entered", "school:" + urn.text(), std::string{fact_code(fact.kind)});
    return Done{};
}

Html form_html(const kit::Act& act, const page_kit::FieldErrors& errors) {
    return page_kit::paragraph(
               "A CSV file with the columns URN, fact, from and source, and if you wish known (the day the "
               "authority knew; else the first day), to (its last day), end known (the day the authority "
               "knew that it was over; else the last day, or known where that is later), ended because and "
               "detail. Every row is checked first; nothing is kept until all rows are accepted.") +
           page_kit::paragraph("Facts: " + typed_kinds_in_words() +
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

web::Response show(const kit::Act& act, const page_kit::FieldErrors& errors, const Html& report = {}) {
    return kit::respond(act, {.title = "Import recorded facts", .back_href = "/evidence", .errors = errors},
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

web::Response import_facts_page(const PageTools&, kit::Act& act) {
    return show(act, {});
}

web::Response import_facts_post(const PageTools& tools, kit::Act& act) {
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
    return kit::respond(act,
                        {.title = "Facts imported",
                         .back_href = "/evidence",
                         .success = fmt::format("{} facts were imported.", table->rows().size())},
                        page_kit::paragraph(page_kit::link_to("/levels", "See the list of schools")));
}

}
