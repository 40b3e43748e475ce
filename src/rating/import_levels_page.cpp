// Levels that an authority already held before Tarn: a CSV of URN, level, date and reason, checked before it
// is kept.
#include <algorithm>
#include <fmt/format.h>

#include "base/csv.hpp"
#include "feature_kit/act.hpp"
#include "rating/handlers_pages.hpp"

namespace tarn::rating {
namespace {

struct Rejected {
    std::size_t row;
    std::string reason;
};
struct Checked {
    std::vector<HeldLevel> accepted;
    std::vector<Rejected> rejected;
};

Result<HeldLevel> read_row(const CsvTable& table, const CsvRow& row, const schools::Register& schools,
                           AuthorityCode authority) {
    const auto urn = Urn::parse(table.cell(row, "urn"));
    if (!urn)
        return Error{fmt::format("column URN: \"{}\" is not a URN of six digits", table.cell(row, "urn")),
                     {}};
    const auto date = Date::parse_published(table.cell(row, "date"));
    if (!date)
        return Error{fmt::format("column date: \"{}\" is not a date such as 2020-09-01 or 01/09/2020",
                                 table.cell(row, "date")),
                     {}};
    const auto* school = schools.find(*urn, *date);
    if (!school)
        return Error{
            fmt::format("column URN: no school with URN {} was open on {}", urn->text(), date->display()),
            {}};
    if (school->authority != authority)
        return Error{fmt::format("column URN: {} did not belong to this authority on {}", urn->text(),
                                 date->display()),
                     {}};
    std::string code{table.cell(row, "level")};
    std::transform(code.begin(), code.end(), code.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const auto level = parse_level(code);
    if (!level || *level == Level::not_enough_evidence)
        return Error{fmt::format("column level: \"{}\" is not Green, Amber or Red", table.cell(row, "level")),
                     {}};
    HeldLevel held{*urn, *level, *date, std::string{table.cell(row, "reason")}, {}};
    if (const auto review = table.cell(row, "review"); !review.empty()) {
        held.review_on = Date::parse_published(review);
        if (!held.review_on) return Error{fmt::format("column review: \"{}\" is not a date", review), {}};
    }
    return held;
}

/// Stores each row that can be stored. Rows of one school must come in the order of their dates.
Checked store_rows(storage::Writer& db, const access::Viewer& viewer, const CsvTable& table,
                   const schools::Register& schools, Instant now) {
    Checked checked;
    for (const auto& row : table.rows()) {
        const auto held = read_row(table, row, schools, viewer.authority());
        if (!held) {
            checked.rejected.push_back({row.number, held.error().message});
            continue;
        }
        const auto stored = import_level(db, viewer.authority(), viewer.person(), *held, now);
        if (stored)
            checked.accepted.push_back(*held);
        else
            checked.rejected.push_back({row.number, stored.error().message});
    }
    return checked;
}

Html upload_form(const kit::Act& act, const page_kit::FieldErrors& errors) {
    return page_kit::paragraph(
               "A CSV file with the columns URN, level, date and reason, and if you wish review. Level is "
               "Green, Amber or Red; the school "
               "reads the reason. Every row is checked first; nothing is kept until all rows are accepted.") +
           page_kit::form({.action = "/levels/import",
                           .csrf = act.csrf,
                           .content = page_kit::file_upload(
                                          {.name = "file",
                                           .label = {.content = "CSV file", .classes = "govuk-label--s"},
                                           .error = page_kit::error_for(errors, "file")}) +
                                      page_kit::button({.content = "Import the levels"}),
                           .uploads = true});
}

web::Response show(const kit::Act& act, const page_kit::FieldErrors& errors, const Html& report = {}) {
    return kit::respond(act,
                        {.title = "Import levels already held", .back_href = "/levels", .errors = errors},
                        report + upload_form(act, errors));
}

Html rejected_table(const Checked& checked) {
    page_kit::DataTable table{.id = "rejected",
                              .caption = "Rows that cannot be imported",
                              .columns = {{.heading = "Row", .numeric = true}, {.heading = "Why"}}};
    for (const auto& [row, reason] : checked.rejected) table.rows.push_back({std::to_string(row), reason});
    return page_kit::data_table(table);
}

}

web::Response import_levels_page(Runs&, kit::Act& act) {
    return show(act, {});
}

web::Response import_levels_post(Runs& runs, kit::Act& act) {
    const auto upload = std::find_if(act.request.uploads.begin(), act.request.uploads.end(),
                                     [](const auto& u) { return u.field == "file" && !u.content.empty(); });
    if (upload == act.request.uploads.end()) return show(act, {{"file", "Choose a CSV file"}});
    const auto table = CsvTable::parse(upload->content, {"urn", "level", "date", "reason"});
    if (!table) return show(act, {{"file", table.error().message}});
    const auto schools = runs.register_of(act.db);
    const auto checked = store_rows(*act.writer, act.viewer, *table, *schools, act.clock.now());
    if (!checked.rejected.empty()) {
        // A status from 400 on rolls the transaction back, so that a file is wholly in or wholly out.
        auto response = show(act,
                             {{"file", fmt::format("{} of {} rows cannot be imported, so none was",
                                                   checked.rejected.size(), table->rows().size())}},
                             rejected_table(checked));
        response.status = 422;
        return response;
    }
    act.record("levels.imported", "authority:" + act.viewer.authority().text(),
               fmt::format("{} levels", checked.accepted.size()));
    return kit::respond(act,
                        {.title = "Levels imported",
                         .back_href = "/levels",
                         .success = fmt::format("{} levels were imported.", checked.accepted.size())},
                        page_kit::paragraph(page_kit::link_to("/levels", "See the list of schools")));
}

}
