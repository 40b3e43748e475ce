// The pages of an uploaded table: what it must look like, what would happen, what happened.
#include "feature_kit/table_import.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <stdexcept>

#include "platform/crypto/sign.hpp"
#include "platform/documents/workbook.hpp"
#include "platform/page_kit/page_kit.hpp"

namespace tarn::kit {
namespace {

/// A file is carried from the check to the keeping in a field of the form, which holds 256 KB (FormLimits); a
/// larger one is chosen again.
constexpr std::size_t most_carried = 200'000;
constexpr std::size_t most_shown = 200;

std::string counted(const ImportSpec& spec, std::size_t count) {
    return fmt::format("{} {}", count, count == 1 ? spec.noun : spec.nouns);
}

Html columns_table(const ImportSpec& spec) {
    page_kit::DataTable table{.id = "columns",
                              .caption = "Columns of the file",
                              .columns = {{.heading = "Column", .label = "Column"},
                                          {.heading = "Needed", .label = "Needed"},
                                          {.heading = "What to enter", .label = "What to enter"},
                                          {.heading = "Example", .label = "Example"}},
                              .cards = true};
    for (const ImportColumnSpec& column : spec.columns)
        table.rows.push_back({column.name, column.is_needed ? "Yes" : "No", column.about, column.shows});
    return page_kit::data_table(table);
}

/// Says of a file that it is the one that was checked. Browsers send the ends of lines in a field as CR LF,
/// whatever they were in the file.
std::string digest_of(std::string_view csv) {
    std::string plain;
    for (std::size_t i = 0; i < csv.size(); ++i)
        if (csv[i] != '\r')
            plain += csv[i];
        else if (i + 1 == csv.size() || csv[i + 1] != '\n')
            plain += '\n';
    return crypto::sha256_hex(plain);
}

Html unread(const ImportSpec& spec, const CsvTable& table) {
    std::string names;
    for (const std::string& heading : unread_headings(spec, table))
        names += (names.empty() ? "“" : ", “") + heading + "”";
    if (names.empty()) return {};
    return page_kit::inset_text({.content = "Columns we did not use: " + names + "."});
}

/// What is sent with a checked file to keep it.
Html for_good(std::string_view csv) {
    return page_kit::hidden("act", "keep") + page_kit::hidden("checked", digest_of(csv));
}

Html upload_form(const ImportSpec& spec, const Act& act, const page_kit::FieldErrors& errors,
                 const Html& to_keep = {}) {
    const bool again = !to_keep.empty();
    Html fields = page_kit::file_upload({.name = "file",
                                         .label = {.content = "CSV file", .classes = "govuk-label--s"},
                                         .hint = {.content = again ? "The same file once more" : ""},
                                         .error = page_kit::error_for(errors, "file")});
    fields += to_keep;
    fields += page_kit::button(
        {.content = again ? "Import this file" : "Check the file", .prevent_double_click = true});
    return page_kit::form(
        {.action = spec.address, .csrf = act.csrf, .content = std::move(fields), .uploads = true});
}

web::Response upload_page(const ImportSpec& spec, const Act& act, const page_kit::FieldErrors& errors,
                          const Html& report = {}) {
    Html content = report;
    if (!spec.about.empty()) content += page_kit::paragraph(spec.about);
    content += page_kit::paragraph(
        "The file is checked first. You see what would happen before anything is saved. If one row is wrong, "
        "none is saved.");
    content += upload_form(spec, act, errors);
    content += columns_table(spec) +
               page_kit::paragraph(page_kit::link_to(spec.address + ".csv", "Download a template file"));
    return respond(act, {.title = spec.title, .back_href = spec.back_href, .errors = errors},
                   std::move(content));
}

Html counts(const ImportOutcome& outcome) {
    Html content = page_kit::summary_list(
        {.rows = {{.key = "Rows read", .value = std::to_string(outcome.read)},
                  {.key = "Would be added", .value = std::to_string(outcome.added)},
                  {.key = "Already recorded", .value = std::to_string(outcome.unchanged)},
                  {.key = "Rejected", .value = std::to_string(outcome.rejected_rows())}}});
    if (!outcome.remark.empty()) content += page_kit::inset_text({.content = outcome.remark});
    return content;
}

Html rejected_table(const ImportOutcome& outcome) {
    page_kit::DataTable table{.id = "rejected",
                              .caption = "What is wrong",
                              .columns = {{.heading = "Row", .label = "Row"},
                                          {.heading = "Column", .label = "Column"},
                                          {.heading = "Why", .label = "Why"},
                                          {.heading = "What the file says", .label = "What the file says"}},
                              .cards = true};
    for (std::size_t i = 0; i < std::min(outcome.rejected.size(), most_shown); ++i) {
        const RejectedCell& one = outcome.rejected[i];
        table.rows.push_back({"Row " + std::to_string(one.row), one.column, one.reason, one.cell});
    }
    if (outcome.rejected.size() > most_shown)
        table.source_note = fmt::format("The first {} of {}.", most_shown, outcome.rejected.size());
    return page_kit::data_table(table);
}

Html carried(const ImportSpec& spec, const Act& act, const std::string& csv, const Html& what, Html button) {
    return page_kit::form(spec.address, act.csrf, page_kit::hidden("csv", csv) + what + std::move(button));
}

web::Response rejected_page(const ImportSpec& spec, Act& act, const std::string& csv, const CsvTable& table,
                            const ImportOutcome& outcome) {
    Html report = rejected_table(outcome) + unread(spec, table);
    if (csv.size() <= most_carried)
        report += carried(spec, act, csv, page_kit::hidden("act", "rejected"),
                          page_kit::button({.content = "Download the rows with mistakes (CSV)",
                                            .classes = "govuk-button--secondary"}));
    // A page with errors has a status from 400 on, on which the gate keeps nothing: a file is wholly in or
    // out.
    return upload_page(
        spec, act,
        {{"file", fmt::format("Nothing was imported. Put right {} of {} rows, then send the file again",
                              outcome.rejected_rows(), outcome.read)}},
        report);
}

web::Response checked_page(const ImportSpec& spec, Act& act, const std::string& csv, const CsvTable& table,
                           const ImportOutcome& outcome, std::string notice) {
    act.rehearsal = true;
    Html content = counts(outcome) + unread(spec, table);
    if (outcome.added == 0)
        content += page_kit::paragraph("There is nothing to add: all of it is recorded already.");
    else if (csv.size() <= most_carried)
        content += carried(spec, act, csv, for_good(csv),
                           page_kit::button({.content = fmt::format("Add {}", counted(spec, outcome.added)),
                                             .prevent_double_click = true}));
    else
        content += page_kit::paragraph(
                       "The file is too large to carry over from the check. Choose it again to save it.") +
                   upload_form(spec, act, {}, for_good(csv));
    content += page_kit::paragraph(page_kit::link_to(spec.address, "Choose another file"));
    return respond(act,
                   {.title = "What would happen", .back_href = spec.address, .notice = std::move(notice)},
                   page_kit::two_thirds(std::move(content)));
}

/// Leads on, so that a page loaded again imports nothing twice.
web::Response keep(const ImportSpec& spec, Act& act, const ImportOutcome& outcome) {
    act.record(spec.label, "authority:" + act.viewer.authority().text(),
               fmt::format("{} added, {} already recorded", outcome.added, outcome.unchanged));
    const auto were = [](std::size_t count) { return count == 1 ? " was " : " were "; };
    act.confirmation = counted(spec, outcome.added) + were(outcome.added) + "added.";
    if (outcome.unchanged > 0)
        act.confirmation += fmt::format(" {}{}already recorded.", outcome.unchanged, were(outcome.unchanged));
    if (!outcome.remark.empty()) act.confirmation += " " + outcome.remark;
    return web::Response::redirect(spec.back_href);
}

/// As UTF-8, so that it can stand in a page.
std::string file_of(const Act& act) {
    std::string csv{act.request.form_value("csv").value_or("")};
    for (const web::Upload& upload : act.request.uploads)
        if (upload.field == "file") csv = upload.content;
    return is_utf8(csv) ? csv : utf8_from_windows_1252(csv);
}

web::Response take(const ImportSpec& spec, Act& act) {
    const std::string csv = file_of(act);
    if (csv.empty()) return upload_page(spec, act, {{"file", "Choose a CSV file"}});
    std::vector<std::string_view> wanted;
    for (const ImportColumnSpec& column : spec.columns)
        if (column.is_needed) wanted.push_back(column.name);
    const auto table = CsvTable::parse(csv, std::span<const std::string_view>{wanted});
    if (!table) return upload_page(spec, act, {{"file", table.error().message}});
    if (const auto twice = column_twice(spec, *table); !twice.empty())
        return upload_page(spec, act, {{"file", "The file has more than one column called “" + twice + "”"}});
    if (table->rows().empty()) return upload_page(spec, act, {{"file", "The file holds no rows"}});
    const auto store = spec.storing(act);
    auto outcome = import_rows(spec, *table, store.row);
    if (store.remark) outcome.remark = store.remark();
    const auto wish = act.request.form_value("act").value_or("");
    if (wish == "rejected") {
        act.rehearsal = true;
        return web::Response::download("rows-to-put-right.csv", documents::csv_type,
                                       rejected_file(*table, outcome));
    }
    if (!outcome.rejected.empty()) return rejected_page(spec, act, csv, *table, outcome);
    if (wish != "keep") return checked_page(spec, act, csv, *table, outcome, "Nothing has been kept yet.");
    if (act.request.form_value("checked") == digest_of(csv)) return keep(spec, act, outcome);
    return checked_page(spec, act, csv, *table, outcome,
                        "This is not the file that was checked. Nothing has been kept yet.");
}

/// Headings and an example, for those who begin with an empty sheet.
web::Response first_file(const ImportSpec& spec) {
    documents::Sheet sheet;
    auto& example = sheet.rows.emplace_back();
    for (const ImportColumnSpec& column : spec.columns) {
        sheet.columns.push_back({column.name});
        example.emplace_back(column.shows);
    }
    return web::Response::download(spec.nouns + ".csv", documents::csv_type, documents::to_csv(sheet));
}

void check(const ImportSpec& spec) {
    const auto require = [&](bool holds, std::string_view what, std::string_view which = {}) {
        if (!holds)
            throw std::invalid_argument(fmt::format("the import {}: {} {}", spec.address, what, which));
    };
    require(spec.address.starts_with('/') && !spec.title.empty() && !spec.label.empty(),
            "it needs an address, a title and a label for the trail");
    require(!spec.noun.empty() && !spec.nouns.empty(), "it needs a noun and its plural");
    require(spec.back_href.starts_with('/'), "it leads nowhere once it is done");
    access::require_in_table(spec.permission, "the import " + spec.address);
    require(bool{spec.storing}, "nothing stores its rows");
    std::set<std::string> names;
    bool needed = false;
    for (const ImportColumnSpec& column : spec.columns) {
        require(!column.name.empty() && names.insert(column.name).second, "two columns are called",
                column.name);
        needed = needed || column.is_needed;
    }
    require(needed, "no column is needed, so that any file would be taken");
}

}

std::vector<Route> import_routes(ImportSpec spec) {
    check(spec);
    const auto kept = std::make_shared<const ImportSpec>(std::move(spec));
    using enum web::Method;
    return {{get, kept->address, kept->permission, false, "",
             [kept](Act& act) { return upload_page(*kept, act, {}); }, kept->title},
            {post, kept->address, kept->permission, true, kept->label,
             [kept](Act& act) { return take(*kept, act); }, kept->title},
            {get, kept->address + ".csv", kept->permission, false, "",
             [kept](Act&) { return first_file(*kept); }, kept->title}};
}

}
