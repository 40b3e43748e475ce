// Uploading a published or own file: a dry run first, then the import, each a job whose progress the page
// shows.
#include <algorithm>
#include <fmt/format.h>

#include "base/local_time.hpp"
#include "evidence/handlers_pages.hpp"
#include "evidence/importing/uploads_store.hpp"
#include "feature_kit/act.hpp"
#include "feature_kit/job_page.hpp"
#include "platform/documents/workbook.hpp"
#include "platform/page_kit/date_question.hpp"

namespace tarn::evidence {
namespace {

std::string job_href(JobId id) {
    return fmt::format("/evidence/imports/{}", id.value);
}

std::string_view job_state(const jobs::Job& job) {
    switch (job.state) {
        case jobs::State::queued:
            return "Waiting";
        case jobs::State::running:
            return "Running";
        case jobs::State::failed:
            return "Failed";
        case jobs::State::done:
            break;
    }
    const auto outcome = outcome_of(job);
    if (!outcome) return "Done";
    if (outcome->refused) return "Refused";
    return outcome->dry_run ? "Checked, not imported" : "Imported";
}

/// What a person says of a file that does not say it itself.
Html said_of_file(const kit::Act& act, const page_kit::FieldErrors& errors,
                  const page_kit::DateRead& public_from, std::string_view period = {}) {
    return page_kit::input(
               {.name = "period",
                .label = {.content = "Period, only if the file does not say", .classes = "govuk-label--s"},
                .hint = {.content = "For example 2018/19"},
                .value = act.typed("period", period),
                .classes = "govuk-input--width-10"}) +
           page_kit::date_question({.name = "public",
                                    .question = "Date published, if the file does not say",
                                    .hint = "Ratings before this day do not use the file",
                                    .typed = public_from.typed},
                                   errors);
}

Html upload_form(const kit::Act& act, const page_kit::FieldErrors& errors,
                 const page_kit::DateRead& public_from) {
    return page_kit::form(
        {.action = "/evidence/imports",
         .csrf = act.csrf,
         .content =
             page_kit::file_upload(
                 {.name = "file",
                  .label = {.content = "File", .classes = "govuk-label--s"},
                  .hint =
                      {.content =
                           "Upload the CSV or GeoJSON file as published. Do not change the column headings."},
                  .error = page_kit::error_for(errors, "file")}) +
             said_of_file(act, errors, public_from) +
             page_kit::checkboxes(
                 {.name = "own",
                  .items = {{.value = "yes",
                             .text = "This is our authority's own data, not published figures"}}}) +
             page_kit::button({.content = "Check the file", .prevent_double_click = true}),
         .uploads = true});
}

Html job_table(const kit::Act& act) {
    page_kit::DataTable table{.id = "jobs",
                              .caption = "Your files",
                              .columns = {{.heading = "File"}, {.heading = "Asked"}, {.heading = "State"}},
                              .empty_sentence = "You have not sent a file yet."};
    for (const auto& job : jobs::recent(act.db, act.viewer.person(), 20))
        if (is_import_of(job, act.viewer))
            table.rows.push_back({page_kit::link_to(job_href(job.id), job.subject), local_minute(job.asked),
                                  std::string{job_state(job)}});
    return page_kit::data_table(table);
}

web::Response show_form(kit::Act& act, const page_kit::FieldErrors& errors,
                        const page_kit::DateRead& public_from) {
    return kit::respond(
        act, {.title = "Import a file", .back_href = "/evidence", .errors = errors},
        page_kit::paragraph(
            "The file is checked first. You see what it would add or change before anything is stored.") +
            upload_form(act, errors, public_from) +
            page_kit::paragraph(page_kit::link_to("/evidence/facts/import",
                                                  "Import warning notices, safeguarding and deficits")) +
            job_table(act));
}

Html row_counts(const ImportReport& r) {
    const auto row = [](const char* key, std::int64_t value) {
        return page_kit::SummaryRow{.key = key, .value = std::to_string(value)};
    };
    return page_kit::summary_list(
        {.rows = {{.key = "Recognised as", .value = r.title},
                  {.key = "Period", .value = r.period.empty() ? "different for each row" : r.period},
                  {.key = "Public from",
                   .value = r.public_from ? r.public_from->display() : "different for each row"},
                  row("Rows read", r.rows_read),
                  row("Rows accepted", r.rows_accepted),
                  row("Rows rejected", r.rows_rejected),
                  row("National and authority totals", r.rows_aggregate),
                  row("Rows repeated", r.rows_repeated),
                  row("Values new", r.values_new),
                  row("Values changed", r.values_changed),
                  row("Values unchanged", r.values_unchanged),
                  row("Values withdrawn", r.values_gone),
                  row("Disagree with another source", r.disagreements)}});
}

Html rejected_table(const jobs::Job& job, const ImportReport& r) {
    if (r.rejected.empty()) return {};
    page_kit::DataTable table{.id = "rejected",
                              .caption = "Rejected rows",
                              .columns = {{.heading = "Row", .numeric = true},
                                          {.heading = "Column"},
                                          {.heading = "Why"},
                                          {.heading = "The row"}},
                              .downloads = {{"CSV", job_href(job.id) + "?format=csv"}},
                              .compact = true};
    for (const auto& row : r.rejected) {
        if (table.rows.size() == 100) break;
        table.rows.push_back({std::to_string(row.row), row.column.empty() ? "the whole row" : row.column,
                              row.reason, row.text});
    }
    if (r.rejected.size() > 100)
        table.source_note =
            fmt::format("The first 100 of {}; the download has up to 1,000.", r.rows_rejected);
    return page_kit::data_table(table);
}

web::Response rejected_csv(const jobs::Job& job, const ImportReport& r) {
    documents::Sheet sheet{"Rejected rows", {{"Row"}, {"Column"}, {"Why"}, {"The row"}}, {}};
    for (const auto& row : r.rejected)
        sheet.rows.push_back({documents::Cell{row.row}, documents::Cell{row.column},
                              documents::Cell{row.reason}, documents::Cell{row.text}});
    return web::Response::download("rejected-" + std::to_string(job.id.value) + ".csv", documents::csv_type,
                                   documents::to_csv(sheet));
}

Html moved_table(const Reach& reach) {
    page_kit::DataTable table{.id = "moved",
                              .caption = "Proposed levels that moved",
                              .columns = {{.heading = "School"}, {.heading = "Before"}, {.heading = "Now"}},
                              .source_note = "Confidential: for the authority's officers and the school.",
                              .compact = true};
    for (const auto& school : reach.moved)
        table.rows.push_back({page_kit::link_to("/schools/" + school.urn.text() + "/rating", school.name),
                              school.before, school.after});
    return table.rows.empty() ? Html{} : page_kit::data_table(table);
}

Html lacking_list(const Reach& reach) {
    if (reach.lacking.empty()) return {};
    std::vector<page_kit::Content> schools;
    for (const auto& school : reach.lacking)
        schools.emplace_back(page_kit::link_to("/schools/" + school.urn.text(), school.name));
    return page_kit::details(
        {.summary = fmt::format("Your schools that are missing from the file: {}", reach.lacking.size()),
         .content = page_kit::bullet_list(schools)});
}

/// Without the levels that the viewer may not see.
Reach as_shown(const access::Viewer& viewer, Reach reach) {
    reach.compared = reach.compared && viewer.may(access::Permission::levels_authority);
    std::erase_if(reach.moved, [&](const Reach::Moved& school) {
        return !viewer.may(access::Permission::rating_of_school, school.urn, reach.authority);
    });
    return reach;
}

/// What the file means for the authority of the person who sent it. Levels are as confidential here as on
/// their own list.
Html reach_html(kit::Act& act, const jobs::Job& job, const UploadOutcome& outcome) {
    if (!outcome.reach) return {};
    const Reach reach = as_shown(act.viewer, *outcome.reach);
    std::vector<page_kit::Content> lines;
    for (auto& line : sentences(reach)) lines.emplace_back(std::move(line));
    if (outcome.dry_run) lines.emplace_back("Which proposed levels move is told after the import.");
    const Html moved = moved_table(reach);
    if (!moved.empty())
        act.record("levels.read", fmt::format("job:{}", job.id.value), "levels moved by an import");
    return page_kit::heading(2, "What it means for your schools") + page_kit::bullet_list(lines) +
           lacking_list(reach) + moved;
}

/// A file that holds only some of the schools is imported when the person says that it is meant to.
Html partial_question(const ImportReport& report) {
    if (report.too_few.empty()) return {};
    return page_kit::warning_text({.content = report.too_few}) +
           page_kit::checkboxes(
               {.name = "partial",
                .items = {
                    {.value = "yes",
                     .text =
                         "This file covers only some schools. Keep the current figures for the others."}}});
}

/// What a refused file may have lacked, without choosing the file again.
Html check_again_form(const kit::Act& act, const jobs::Job& job, const page_kit::FieldErrors& errors,
                      const page_kit::DateRead& public_from) {
    const FileSaid said = said_of(act.db, job);
    page_kit::DateRead day = public_from;
    if (day.typed.empty() && said.public_from) day.typed = page_kit::date_values("public", *said.public_from);
    return page_kit::heading(2, "Check the same file again") +
           page_kit::form(job_href(job.id) + "/check", act.csrf,
                          said_of_file(act, errors, day, said.period) +
                              page_kit::button({.content = "Check it again",
                                                .classes = "govuk-button--secondary",
                                                .prevent_double_click = true}));
}

Html next_step(const kit::Act& act, const jobs::Job& job, const UploadOutcome& outcome,
               const page_kit::FieldErrors& errors, const page_kit::DateRead& public_from) {
    if (outcome.refused)
        return page_kit::paragraph(page_kit::link_to("/evidence/imports", "Send another file")) +
               (upload_kept(act.db, job) ? check_again_form(act, job, errors, public_from) : Html{});
    if (outcome.dry_run && outcome.report.already_imported)
        return page_kit::inset_text(
            {.content = "This file was imported before. Importing it again would change nothing."});
    if (outcome.dry_run)
        return page_kit::form(job_href(job.id) + "/confirm", act.csrf,
                              partial_question(outcome.report) +
                                  page_kit::button({.content = "Import it", .prevent_double_click = true})) +
               page_kit::paragraph(page_kit::link_to("/evidence/imports", "Leave it"));
    return page_kit::paragraph(
        page_kit::link_to(release_href(outcome.report.release), "See the release in the catalogue"));
}

Html outcome_html(kit::Act& act, const jobs::Job& job, const page_kit::FieldErrors& errors,
                  const page_kit::DateRead& public_from) {
    const auto outcome = outcome_of(job);
    if (!outcome) return {};
    Html html = page_kit::inset_text({.content = (outcome->refused   ? "Refused: "
                                                  : outcome->dry_run ? "Checked: "
                                                                     : "Imported: ") +
                                                 outcome->sentence});
    html += next_step(act, job, *outcome, errors, public_from);
    if (outcome->refused) return html;
    html += reach_html(act, job, *outcome);
    html += row_counts(outcome->report);
    std::vector<page_kit::Content> notes;
    for (const auto& note : outcome->report.notes) notes.emplace_back(note);
    if (!notes.empty()) html += page_kit::heading(2, "Notes") + page_kit::bullet_list(notes);
    return html + rejected_table(job, outcome->report);
}

web::Response show_job(kit::Act& act, const jobs::Job& job, const page_kit::FieldErrors& errors,
                       const page_kit::DateRead& public_from) {
    return kit::job_page(act, job,
                         {.title = is_dry_run(job) ? "Checking a file" : "Importing a file",
                          .back_href = "/evidence/imports",
                          .errors = errors},
                         outcome_html(act, job, errors, public_from));
}

std::optional<jobs::Job> asked_job(kit::Act& act) {
    const auto id = parse_identifier(act.request.parameter("job").value_or(""));
    auto job = id ? jobs::find(act.db, {*id}) : std::nullopt;
    if (!job || !is_import_of(*job, act.viewer)) return std::nullopt;
    return job;
}

}

web::Response imports_page(const PageTools&, kit::Act& act) {
    return show_form(act, {}, {});
}

web::Response upload_post(const PageTools& tools, kit::Act& act) {
    const auto public_from = page_kit::read_date(act.request, "public", "Public from", false);
    page_kit::FieldErrors errors;
    const auto& uploads = act.request.uploads;
    const auto file = std::find_if(uploads.begin(), uploads.end(),
                                   [](const auto& u) { return u.field == "file" && !u.content.empty(); });
    if (file == uploads.end()) errors.push_back({"file", "Choose a file"});
    page_kit::note_error(errors, "public", public_from);
    if (!errors.empty()) return show_form(act, errors, public_from);
    const auto job =
        keep_upload(*act.writer, act.viewer,
                    {file->file_name, {act.typed("period"), public_from.date}, act.ticked("own", "yes")},
                    file->content, act.clock.now());
    if (!job) return show_form(act, {{"file", job.error().message}}, public_from);
    act.record("file.uploaded", fmt::format("job:{}", job->value));
    act.writer->after_commit(tools.running.wake);
    return web::Response::redirect(job_href(*job));
}

web::Response job_page(const PageTools&, kit::Act& act) {
    const auto job = asked_job(act);
    if (!job) return kit::not_found(act, "You do not have an import with this number.");
    const auto outcome = outcome_of(*job);
    if (outcome && act.request.query_value("format") == "csv") return rejected_csv(*job, outcome->report);
    return show_job(act, *job, {}, {});
}

web::Response check_again_post(const PageTools& tools, kit::Act& act) {
    const auto job = asked_job(act);
    if (!job) return kit::not_found(act, "You do not have an import with this number.");
    const auto public_from = page_kit::read_date(act.request, "public", "Public from", false);
    page_kit::FieldErrors errors;
    page_kit::note_error(errors, "public", public_from);
    if (!errors.empty()) return show_job(act, *job, errors, public_from);
    const auto next =
        check_again(*act.writer, act.viewer, *job, {act.typed("period"), public_from.date}, act.clock.now());
    if (!next) return kit::not_done(act, next.error().message, job_href(job->id));
    act.record("file.uploaded", fmt::format("job:{}", next->value));
    act.writer->after_commit(tools.running.wake);
    return web::Response::redirect(job_href(*next));
}

web::Response confirm_post(const PageTools& tools, kit::Act& act) {
    const auto job = asked_job(act);
    if (!job) return kit::not_found(act, "You do not have an import with this number.");
    const auto next =
        confirm_upload(*act.writer, act.viewer, *job, act.ticked("partial", "yes"), act.clock.now());
    if (!next) return kit::not_done(act, next.error().message, job_href(job->id));
    act.record("file.imported", fmt::format("job:{}", next->value));
    act.writer->after_commit(tools.running.wake);
    return web::Response::redirect(job_href(*next));
}

}
