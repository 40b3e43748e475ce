// A rating run over several rating dates: asked for, shown as it goes, then how the proposals moved.
#include <array>
#include <fmt/format.h>

#include "base/local_time.hpp"
#include "feature_kit/act.hpp"
#include "feature_kit/job_page.hpp"
#include "people/people.hpp"
#include "platform/documents/workbook.hpp"
#include "platform/page_kit/date_question.hpp"
#include "rating/handlers_pages.hpp"
#include "rating/rating_jobs.hpp"

namespace tarn::rating {
namespace {

std::string run_href(JobId id) {
    return fmt::format("/levels/runs/{}", id.value);
}

constexpr std::size_t moves_shown = 60;

/// A school of the run that the viewer may see, by its name today.
struct Row {
    std::string name;
    const RunOverDates::School* school;
    bool moved;
};
std::vector<Row> rows_of(kit::Act& act, Runs& runs, const RunOverDates& run) {
    const auto schools = runs.register_of(act.db);
    std::vector<Row> rows;
    for (const auto& school : run.schools) {
        const auto* known = schools->latest(school.urn);
        if (!known || !act.viewer.may(access::Permission::rating_of_school, school.urn, known->authority))
            continue;
        std::optional<Level> before;
        bool moved = false;
        for (const auto& level : school.levels) {
            moved = moved || (before && level && *level != *before);
            if (level) before = level;
        }
        rows.push_back({std::string{known->name}, &school, moved});
    }
    return rows;
}

Html counts_html(const RunOverDates& run, const std::vector<Row>& rows) {
    page_kit::DataTable table{.id = "counts",
                              .caption = "Schools by proposed level",
                              .columns = {{.heading = "As at"},
                                          {.heading = "Red", .numeric = true},
                                          {.heading = "Amber", .numeric = true},
                                          {.heading = "Green", .numeric = true},
                                          {.heading = "Not enough evidence", .numeric = true}}};
    for (std::size_t d = 0; d < run.dates.size(); ++d) {
        std::array<int, 4> count{};
        for (const auto& row : rows)
            if (const auto level = row.school->levels[d]) ++count[static_cast<std::size_t>(*level)];
        const auto of = [&](Level level) { return std::to_string(count[static_cast<std::size_t>(level)]); };
        table.rows.push_back({run.dates[d].display(), of(Level::red), of(Level::amber), of(Level::green),
                              of(Level::not_enough_evidence)});
    }
    return page_kit::data_table(table);
}

Html moves_html(const jobs::Job& job, const RunOverDates& run, const std::vector<Row>& rows) {
    page_kit::DataTable table{
        .id = "moves",
        .caption = "Schools whose proposed level changed",
        .columns = {{.heading = "School"}},
        .empty_sentence = "No proposed level moved over these dates.",
        .source_note = "Each date uses only what was known that day. Notes for the board only do not count.",
        .downloads = {{"CSV", run_href(job.id) + "?format=csv"},
                      {"Excel", run_href(job.id) + "?format=xlsx"}},
        .compact = true};
    for (const auto date : run.dates) table.columns.push_back({.heading = date.display()});
    std::size_t moved = 0;
    for (const auto& row : rows) {
        if (!row.moved || ++moved > moves_shown) continue;
        std::vector<page_kit::Content> cells{
            page_kit::link_to(school_href(row.school->urn) + "/rating", row.name)};
        for (const auto& level : row.school->levels)
            cells.emplace_back(level ? page_kit::Content{level_html(level)} : page_kit::Content{"Not open"});
        table.rows.push_back(std::move(cells));
    }
    if (moved > moves_shown)
        table.source_note =
            fmt::format("The first {} of {}; the downloads have all schools.", moves_shown, moved);
    return page_kit::data_table(table);
}

documents::Workbook workbook_of(const kit::Act& act, const jobs::Job& job, const RunOverDates& run,
                                const std::vector<Row>& rows) {
    using documents::Cell;
    documents::Sheet sheet{"Proposed levels", {{"URN", 10}, {"School", 40}}, {}};
    for (const auto date : run.dates) sheet.columns.push_back({date.iso(), 14});
    for (const auto& row : rows) {
        std::vector<Cell> cells{Cell{std::int64_t{row.school->urn.value}}, Cell{row.name}};
        for (const auto& level : row.school->levels)
            cells.push_back(level ? Cell{std::string{level_codes.title(*level)}}
                                  : Cell{documents::Missing{"not open"}});
        sheet.rows.push_back(std::move(cells));
    }
    return {.title = job.subject,
            .author = act.viewer.name(),
            .made = job.finished.value_or(job.asked),
            .sheets = {std::move(sheet)},
            .notes = {"Confidential: for the authority's officers and the school.",
                      "Proposed by the scheme from what was known on each date, without notes for the board "
                      "only. The board decides."}};
}

Html asked_before(kit::Act& act) {
    page_kit::DataTable table{.id = "runs",
                              .caption = "Runs of your authority",
                              .columns = {{.heading = "Run"}, {.heading = "Asked"}, {.heading = "By"}},
                              .empty_sentence = "There are no runs yet."};
    for (const auto& job : recent_runs(act.db, act.viewer, 20)) {
        const auto by = people::find_person(act.db, job.asked_by);
        table.rows.push_back({page_kit::link_to(run_href(job.id), job.subject), local_minute(job.asked),
                              by ? by->name : std::string{}});
    }
    return page_kit::data_table(table);
}

web::Response show_form(kit::Act& act, const page_kit::FieldErrors& errors, const page_kit::DateRead& until,
                        Html picture = {}) {
    const Html fields = page_kit::date_question(
                            {.name = "until",
                             .question = "What end date do you want?",
                             .hint = "For example, 1 9 2026. We will also show the 6 rating dates before it.",
                             .typed = until.typed},
                            errors) +
                        page_kit::button({.content = "Propose levels", .prevent_double_click = true});
    return kit::respond(
        act, {.title = "Levels over time", .back_href = "/levels", .errors = errors},
        std::move(picture) + page_kit::heading(2, "Each school's proposed levels") +
            page_kit::paragraph(
                "Proposes levels for all your schools again, from what was known on each date. "
                "Use it after an import, or to see what has changed.") +
            page_kit::form("/levels/runs", act.csrf, fields) + asked_before(act));
}

}

web::Response runs_page(Runs& runs, kit::Act& act) {
    return show_form(act, {},
                     {.typed = page_kit::date_values("until", act.today()),
                      .date = {},
                      .blank = false,
                      .error = {},
                      .error_part = {}},
                     levels_over_time(runs, act));
}

web::Response ask_run_post(const std::function<void()>& wake, kit::Act& act) {
    const auto until = page_kit::read_date(act.request, "until", "The day", true);
    std::string wrong = until.error;
    if (until.date && *until.date > act.today()) wrong = "The day must not be in the future";
    if (!wrong.empty()) return show_form(act, {{"until-day", wrong}}, until);
    const auto job = ask_run(*act.writer, act.viewer, *until.date, act.clock.now());
    if (!job) return kit::refused(act, job.error().message);
    act.record("levels.asked", "authority:" + act.viewer.authority().text(), "up to " + until.date->iso());
    act.writer->after_commit(wake);
    return web::Response::redirect(run_href(*job));
}

web::Response run_page(Runs& runs, kit::Act& act) {
    const auto id = parse_identifier(act.request.parameter("run").value_or(""));
    const auto job = id ? jobs::find(act.db, {*id}) : std::nullopt;
    // Colleagues share a run; each sees the schools that they may see.
    if (!job || authority_of_run(*job) != act.viewer.authority())
        return kit::not_found(act, "There is no such run.");
    act.record("levels.read", "authority:" + act.viewer.authority().text(),
               fmt::format("job:{}", id.value()));
    const auto run = run_of(*job);
    Html finished;
    if (run) {
        const auto rows = rows_of(act, runs, *run);
        const auto format = act.request.query_value("format").value_or("");
        const auto name = "proposed-levels-" + run->dates.back().iso();
        if (format == "csv")
            return web::Response::download(name + ".csv", documents::csv_type,
                                           documents::to_csv(workbook_of(act, *job, *run, rows)));
        if (format == "xlsx")
            if (auto file = documents::to_xlsx(workbook_of(act, *job, *run, rows)))
                return web::Response::download(name + ".xlsx", documents::xlsx_type, *std::move(file));
        finished = counts_html(*run, rows) + moves_html(*job, *run, rows);
    }
    return kit::job_page(act, *job,
                         {.title = "Proposed levels over time", .back_href = "/levels/runs", .wide = true},
                         finished);
}

}
