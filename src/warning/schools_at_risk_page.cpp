// The authority's schools by probability, with reasons; to look at and to take away.
#include <algorithm>
#include <fmt/format.h>

#include "feature_kit/act.hpp"
#include "platform/documents/workbook.hpp"
#include "warning/handlers_pages.hpp"

namespace tarn::warning {
namespace {

constexpr std::size_t page_size = 50, reasons_shown = 3;

struct Asked {
    Date as_at;
    int page = 1;
};
Asked read(const kit::Act& act) {
    const auto page = parse_identifier(act.request.query_value("page").value_or(""));
    return {act.as_at(), page ? static_cast<int>(std::clamp<std::int64_t>(*page, 1, 10'000)) : 1};
}

std::string href(const kit::Act& act, Date as_at, int page, std::string_view format = {}) {
    std::string text = fmt::format("{}?page={}", schools_at_risk_href, page);
    if (as_at != act.today()) text += "&as_at=" + as_at.iso();
    return format.empty() ? text : fmt::format("{}&format={}", text, format);
}

std::vector<const SchoolWarning*> seen(const kit::Act& act, const WarningRun& run) {
    std::vector<const SchoolWarning*> list;
    for (const auto& one : run.schools)
        if (act.viewer.may(access::Permission::rating_of_school, one.urn,
                           run.snapshot->schools[one.school].authority))
            list.push_back(&one);
    return list;
}

documents::Workbook workbook(const kit::Act& act, const Spoken& spoken,
                             const std::vector<const SchoolWarning*>& list) {
    using documents::Cell;
    using documents::Number;
    documents::Sheet sheet{"Early warning",
                           {{"URN"},
                            {"School", 40},
                            {"Phase"},
                            {"Within 14 months"},
                            {"Schools like this one"},
                            {"Schools like this one: judged less than good"},
                            {"Schools like this one: likely range from"},
                            {"Schools like this one: likely range to"},
                            {"If inspected"},
                            {"If inspected, schools like this one: likely range from"},
                            {"If inspected, schools like this one: likely range to"},
                            {"Main reasons", 80}},
                           {}};
    const auto share = [](double value) { return Cell{Number{value * 100, 1, true}}; };
    for (const auto* one : list) {
        std::vector<Cell> cells{Cell{std::int64_t{one->urn.value}}, Cell{std::string{one->name}},
                                Cell{std::string{analytics::phase_title(one->phase)}}, share(one->event)};
        if (one->band && one->interval) {
            cells.emplace_back(static_cast<std::int64_t>(one->band->n));
            cells.emplace_back(static_cast<std::int64_t>(one->band->events));
            cells.push_back(share(one->interval->low));
            cells.push_back(share(one->interval->high));
        } else {
            cells.insert(cells.end(), 4, Cell{documents::Missing{"not tried"}});
        }
        cells.push_back(share(one->outcome));
        for (auto end : {&analytics::Limits::low, &analytics::Limits::high})
            cells.push_back(one->outcome_interval ? share(*one->outcome_interval.*end)
                                                  : Cell{documents::Missing{"not tried"}});
        cells.emplace_back(raising(*spoken.run, *one, reasons_shown));
        sheet.rows.push_back(std::move(cells));
    }
    return {.title = "Early warning",
            .author = act.viewer.name(),
            .made = act.clock.now(),
            .sheets = {std::move(sheet)},
            .notes = {"Confidential: for the authority's officers.", one_voice,
                      fmt::format("{}. Uses what was known on {}.", model_words(spoken.stored->facts),
                                  spoken.run->as_at.display()),
                      "SHA-256 of the model: " + spoken.stored->facts.checksum,
                      "Taken by " + act.viewer.name() + " on " + act.today().display() + "."}};
}

Html if_inspected(const SchoolWarning& school) {
    Html cell = Html::text(percent(school.outcome));
    if (school.outcome_interval)
        cell += page_kit::paragraph(fmt::format("Similar schools: {} to {}",
                                                percent(school.outcome_interval->low),
                                                percent(school.outcome_interval->high)));
    return cell;
}

Html table_html(const kit::Act& act, const Spoken& spoken, const std::vector<const SchoolWarning*>& list,
                const Asked& asked) {
    page_kit::DataTable table{
        .id = "schools-at-risk",
        .caption = fmt::format("{} {}", list.size(), list.size() == 1 ? "school" : "schools"),
        .columns = {{.heading = "School"},
                    {.heading = "Chance within 14 months", .numeric = true},
                    {.heading = "Similar schools judged less than good", .numeric = true},
                    {.heading = "Likely range for similar schools"},
                    {.heading = "Chance if inspected", .numeric = true},
                    {.heading = "Main reasons"}},
        .empty_sentence = "The model has no answer for any of your schools.",
        .source_note = fmt::format("{}. Uses what was known on {}.", model_words(spoken.stored->facts),
                                   asked.as_at.display()),
        .downloads = {{"CSV", href(act, asked.as_at, 1, "csv")},
                      {"Excel", href(act, asked.as_at, 1, "xlsx")}},
        .compact = true};
    const auto first = std::min((static_cast<std::size_t>(asked.page) - 1) * page_size, list.size());
    for (std::size_t i = first; i < std::min(first + page_size, list.size()); ++i) {
        const auto& one = *list[i];
        const bool tried = one.band && one.interval;
        table.rows.push_back(
            {page_kit::link_to(rating_href(one.urn, act, asked.as_at), one.name), percent(one.event),
             tried ? fmt::format("{} of {}", one.band->events, one.band->n) : "Not tried",
             tried ? fmt::format("{} to {}", percent(one.interval->low), percent(one.interval->high))
                   : std::string{},
             if_inspected(one), raising(*spoken.run, one, reasons_shown)});
    }
    return page_kit::data_table(table);
}

Html intro(Date as_at) {
    return page_kit::paragraph(one_voice) +
           page_kit::paragraph(
               "Schools with the highest chance are first. This is not a ranking. If likely ranges overlap, "
               "there may be no real difference. A range is that of similar schools, so a school's own "
               "chance can lie outside it.") +
           page_kit::paragraph(page_kit::link_to(accuracy_href, "How often is this right?")) +
           page_kit::search_form(
               schools_at_risk_href,
               page_kit::input({.name = "as_at",
                                .label = {.content = "As at"},
                                .hint = {.content = "Uses only what was known on this date"},
                                .value = as_at.iso(),
                                .type = "date",
                                .classes = "govuk-input--width-10"}) +
                   page_kit::button({.content = "Show", .classes = "govuk-button--secondary"}));
}

}

web::Response schools_at_risk_page(Runs& runs, kit::Act& act) {
    const auto asked = read(act);
    page_kit::PageFrame frame{.title = "Early warning: your schools",
                              .caption = "As at " + asked.as_at.display(),
                              .back_href = accuracy_href,
                              .wide = true};
    const auto spoken = runs.of_authority(act.db, act.viewer.authority(), asked.as_at);
    if (!spoken.stored) return kit::respond(act, frame, no_model(act));
    if (!spoken.run)
        return kit::respond(act, frame, intro(asked.as_at) + silent(spoken, asked.as_at, [&](Date day) {
                                            return href(act, day, 1);
                                        }));
    const auto list = seen(act, *spoken.run);
    act.record("warning.read", "authority:" + act.viewer.authority().text(),
               fmt::format("{} schools as at {}", list.size(), asked.as_at.iso()));
    const auto format = act.request.query_value("format").value_or("");
    const auto name = "early-warning-" + asked.as_at.iso();
    if (format == "csv")
        return web::Response::download(name + ".csv", documents::csv_type,
                                       documents::to_csv(workbook(act, spoken, list)));
    if (format == "xlsx")
        if (auto file = documents::to_xlsx(workbook(act, spoken, list)))
            return web::Response::download(name + ".xlsx", documents::xlsx_type, *std::move(file));
    const int pages = static_cast<int>((list.size() + page_size - 1) / page_size);
    return kit::respond(act, frame,
                        intro(asked.as_at) + table_html(act, spoken, list, asked) +
                            page_kit::pagination_of(asked.page, pages,
                                                    [&](int page) { return href(act, asked.as_at, page); }) +
                            what_it_cannot_see());
}

}
