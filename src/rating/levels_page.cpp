// The authority's list of schools with their levels: filter, sort, take away.
#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "feature_kit/act.hpp"
#include "platform/documents/workbook.hpp"
#include "rating/handlers_pages.hpp"

namespace tarn::rating {
namespace {

constexpr std::size_t page_size = 50;

enum class SortBy { worry, name, phase, coverage, decided };
constexpr std::array<std::string_view, 5> sort_codes{"worry", "name", "phase", "coverage", "decided"};

struct Query {
    Date as_at;
    std::string text, phase, proposed, decided, district;
    bool changed_only = false;
    SortBy sort = SortBy::worry;
    int page = 1;
};

std::string value_of(const kit::Act& act, std::string_view name) {
    return std::string{act.request.query_value(name).value_or("")};
}

Query read_query(const kit::Act& act) {
    Query query{.as_at = as_at_of(act),
                .text = value_of(act, "q"),
                .phase = value_of(act, "phase"),
                .proposed = value_of(act, "proposed"),
                .decided = value_of(act, "decided"),
                .district = value_of(act, "district"),
                .changed_only = value_of(act, "changed") == "yes"};
    const auto sort = std::find(sort_codes.begin(), sort_codes.end(), value_of(act, "sort"));
    if (sort != sort_codes.end()) query.sort = static_cast<SortBy>(sort - sort_codes.begin());
    if (const auto page = parse_identifier(value_of(act, "page")))
        query.page = static_cast<int>(std::clamp<std::int64_t>(*page, 1, 10'000));
    return query;
}

std::string href(const kit::Act& act, const Query& query, SortBy sort, int page,
                 std::string_view format = {}) {
    std::string text = "/levels?sort=" + std::string{sort_codes[static_cast<std::size_t>(sort)]};
    const auto add = [&](std::string_view name, std::string_view value) {
        if (!value.empty()) text += fmt::format("&{}={}", name, web::url_encode(value));
    };
    if (query.as_at != act.today()) add("as_at", query.as_at.iso());
    add("q", query.text);
    add("phase", query.phase);
    add("proposed", query.proposed);
    add("decided", query.decided);
    add("district", query.district);
    add("changed", query.changed_only ? "yes" : "");
    if (page > 1) add("page", std::to_string(page));
    add("format", format);
    return text;
}

bool contains(std::string_view text, std::string_view part) {
    const auto same = [](char a, char b) {
        return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
    };
    return std::search(text.begin(), text.end(), part.begin(), part.end(), same) != text.end();
}

Level proposed_of(const Line& line) {
    return line.proposal ? line.proposal->level : Level::not_enough_evidence;
}
std::string_view decided_code(const Line& line) {
    return line.decided ? level_code(line.decided->level) : "none";
}

bool wanted(const Line& line, const Query& query) {
    if (!query.text.empty() && !contains(line.school->name, query.text) &&
        line.school->urn.text() != query.text)
        return false;
    if (!query.phase.empty() && analytics::phase_code(line.school->phase) != query.phase) return false;
    if (!query.proposed.empty() && level_code(proposed_of(line)) != query.proposed) return false;
    if (!query.decided.empty() && decided_code(line) != query.decided) return false;
    if (!query.district.empty() && line.school->district != query.district) return false;
    if (query.changed_only) {
        const auto moved = line.proposal ? movement(*line.proposal) : Movement::first;
        return moved == Movement::better || moved == Movement::worse;
    }
    return true;
}

/// Red before amber before green before not enough evidence; within a level the larger share of its maximum
/// first.
double worry(const Line& line) {
    if (!line.proposal || line.proposal->level == Level::not_enough_evidence) return -1;
    const auto& p = *line.proposal;
    const double share = p.score && p.maximum.hundredths > 0 ? p.score->value() / p.maximum.value() : 0;
    return 10.0 * static_cast<int>(p.level) + share;
}

void sort_lines(std::vector<const Line*>& lines, SortBy by) {
    const auto before = [by](const Line* a, const Line* b) {
        switch (by) {
            case SortBy::worry:
                return worry(*a) > worry(*b);
            case SortBy::name:
                return a->school->name < b->school->name;
            case SortBy::phase:
                return a->school->phase < b->school->phase;
            case SortBy::coverage:
                return (a->proposal ? a->proposal->coverage : 0) < (b->proposal ? b->proposal->coverage : 0);
            case SortBy::decided:
                break;
        }
        return decided_code(*a) > decided_code(*b);
    };
    std::stable_sort(lines.begin(), lines.end(), before);
}

std::string reasons_text(const Run& run, const Line& line, std::size_t most) {
    std::string text;
    if (!line.proposal) return text;
    for (const auto* top : top_contributions(*line.proposal, most)) {
        if (!text.empty()) text += "; ";
        text += fmt::format("{} ({})", run.indicator(*top).title, rating::text(top->contribution));
    }
    return text;
}

std::string_view movement_words(const Line& line) {
    static constexpr std::array<std::string_view, 4> words{"First level", "Same", "Better", "Worse"};
    return words[static_cast<std::size_t>(line.proposal ? movement(*line.proposal) : Movement::first)];
}

documents::Workbook workbook(const kit::Act& act, const Lines& all, const std::vector<const Line*>& lines,
                             Date as_at) {
    documents::Sheet sheet{"Levels",
                           {{"URN"},
                            {"School", 40},
                            {"Phase"},
                            {"District", 20},
                            {"Proposed level"},
                            {"Since last rating date"},
                            {"Score"},
                            {"Maximum"},
                            {"Coverage"},
                            {"Decided level"},
                            {"Decided on"},
                            {"Review on"},
                            {"Adviser recommends"},
                            {"Top reasons", 60}},
                           {}};
    for (const auto* line : lines) {
        using documents::Cell;
        const auto& p = line->proposal;
        const auto number = [](std::optional<Points> points) {
            return points ? Cell{documents::Number{points->value(), 2}}
                          : Cell{documents::Missing{"not enough evidence"}};
        };
        sheet.rows.push_back(
            {Cell{std::int64_t{line->school->urn.value}}, Cell{std::string{line->school->name}},
             Cell{std::string{analytics::phase_title(line->school->phase)}},
             Cell{std::string{line->school->district}}, Cell{std::string{level_title(proposed_of(*line))}},
             Cell{std::string{movement_words(*line)}}, number(p ? p->score : std::nullopt),
             number(p ? std::optional{p->maximum} : std::nullopt),
             Cell{documents::Number{(p ? p->coverage : 0) * 100, 0, true}},
             line->decided ? Cell{std::string{level_title(line->decided->level)}}
                           : Cell{documents::Missing{"none"}},
             line->decided ? Cell{line->decided->effective_on} : Cell{},
             line->decided && line->decided->review_on ? Cell{*line->decided->review_on} : Cell{},
             line->recommended ? Cell{std::string{level_title(line->recommended->level)}} : Cell{},
             Cell{reasons_text(*all.run, *line, 3)}});
    }
    return {.title = "Levels of schools",
            .author = act.viewer.name(),
            .sheets = {std::move(sheet)},
            .notes = {"Confidential: levels are seen by the authority's officers and the school itself.",
                      "As at " + as_at.display() + ": only what was known on that day is used.",
                      fmt::format("Scheme {} {}. {}", all.run->scheme->code, all.run->scheme->version,
                                  all.run->scheme->basis),
                      "Taken by " + act.viewer.name() + " on " + act.today().display() + "."}};
}

std::vector<page_kit::SelectItem> level_items(bool decided) {
    std::vector<page_kit::SelectItem> items{{.text = "Any", .value = ""}};
    for (const auto level : {Level::red, Level::amber, Level::green})
        items.push_back({.text = std::string{level_title(level)}, .value = std::string{level_code(level)}});
    if (decided)
        items.push_back({.text = "No level decided", .value = "none"});
    else
        items.push_back({.text = std::string{level_title(Level::not_enough_evidence)},
                         .value = std::string{level_code(Level::not_enough_evidence)}});
    return items;
}

Html filter_fields(const Lines& all, const Query& query) {
    std::vector<page_kit::SelectItem> phases{{.text = "Any", .value = ""}},
        districts{{.text = "Any", .value = ""}};
    std::vector<std::string_view> names;
    std::array<bool, 11> held{};
    for (const auto& line : all.lines) {
        held[static_cast<std::size_t>(line.school->phase)] = true;
        if (!line.school->district.empty()) names.push_back(line.school->district);
    }
    for (std::size_t i = 0; i < held.size(); ++i) {
        const auto phase = static_cast<analytics::Phase>(i);
        if (held[i])
            phases.push_back({.text = std::string{analytics::phase_title(phase)},
                              .value = std::string{analytics::phase_code(phase)}});
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    for (const auto& name : names)
        districts.push_back({.text = std::string{name}, .value = std::string{name}});
    const auto chooser = [](const char* name, const char* label, std::vector<page_kit::SelectItem> items,
                            const std::string& value) {
        return page_kit::select(
            {.name = name, .label = {.content = label}, .items = std::move(items), .value = value});
    };
    return page_kit::hidden("sort", sort_codes[static_cast<std::size_t>(query.sort)]) +
           as_at_field(query.as_at) +
           page_kit::input({.name = "q", .label = {.content = "School's name or URN"}, .value = query.text}) +
           chooser("phase", "Phase", std::move(phases), query.phase) +
           chooser("proposed", "Proposed level", level_items(false), query.proposed) +
           chooser("decided", "Decided level", level_items(true), query.decided) +
           chooser("district", "District", std::move(districts), query.district) +
           page_kit::checkboxes({.name = "changed",
                                 .items = {{.value = "yes", .text = "Changed since the last rating date"}},
                                 .values = {query.changed_only ? "yes" : ""},
                                 .classes = "govuk-checkboxes--small"});
}

Html list_table(const kit::Act& act, const Lines& all, const std::vector<const Line*>& lines,
                const Query& query) {
    const auto column = [&](const char* heading, SortBy by, bool numeric = false) {
        return page_kit::Column{.heading = heading,
                                .numeric = numeric,
                                .sort_href = href(act, query, by, 1),
                                .sorted = query.sort == by ? (by == SortBy::worry || by == SortBy::decided
                                                                  ? page_kit::Sorted::descending
                                                                  : page_kit::Sorted::ascending)
                                                           : page_kit::Sorted::no};
    };
    page_kit::DataTable table{
        .id = "levels",
        .caption = fmt::format("{} {}", lines.size(), lines.size() == 1 ? "school" : "schools"),
        .columns = {column("School", SortBy::name),
                    column("Phase", SortBy::phase),
                    column("Proposed", SortBy::worry),
                    {.heading = "Since last date"},
                    column("Decided", SortBy::decided),
                    {.heading = "Largest reasons"},
                    column("Coverage", SortBy::coverage, true)},
        .empty_sentence = "No school fits these filters.",
        .source_note =
            fmt::format("Proposed by scheme {} {} from what was known on {}. A level is decided "
                        "by the challenge board, never by the scheme. What to look at first stands first; "
                        "it is no ranking.",
                        all.run->scheme->code, all.run->scheme->version, query.as_at.display()),
        .downloads = {{"CSV", href(act, query, query.sort, 1, "csv")},
                      {"Excel", href(act, query, query.sort, 1, "xlsx")}},
        .compact = true};
    const auto first = std::min((static_cast<std::size_t>(query.page) - 1) * page_size, lines.size());
    for (std::size_t i = first; i < std::min(first + page_size, lines.size()); ++i) {
        const auto& line = *lines[i];
        Html decided = level_html(line.decided ? std::optional{line.decided->level} : std::nullopt);
        if (line.decided)
            decided += Html::raw("<br>") + Html::text("from " + line.decided->effective_on.display());
        table.rows.push_back(
            {page_kit::link_to(rating_href(line.school->urn, act, query.as_at),
                               std::string{line.school->name}),
             std::string{analytics::phase_title(line.school->phase)}, level_html(proposed_of(line)),
             movement_html(line.proposal ? movement(*line.proposal) : Movement::first), decided,
             reasons_text(*all.run, line, 2), percent(line.proposal ? line.proposal->coverage : 0)});
    }
    return page_kit::data_table(table);
}

Html counts(const Lines& all) {
    std::array<int, 4> by_level{};
    for (const auto& line : all.lines) ++by_level[static_cast<std::size_t>(proposed_of(line))];
    Html items;
    for (const auto level : {Level::red, Level::amber, Level::green, Level::not_enough_evidence})
        items += web::element(
            "li", {},
            level_html(level) + Html::text(fmt::format(" {}", by_level[static_cast<std::size_t>(level)])));
    return web::element(
        "ul", {{"class", "govuk-list tarn-counts"}, {"aria-label", "Schools by proposed level"}}, items);
}

}

web::Response levels_page(Runs& runs, kit::Act& act) {
    const auto query = read_query(act);
    const auto all = lines_of(act.db, act.viewer, runs, query.as_at);
    std::vector<const Line*> lines;
    for (const auto& line : all.lines)
        if (wanted(line, query)) lines.push_back(&line);
    sort_lines(lines, query.sort);
    const auto format = value_of(act, "format");
    act.record("levels.read", "authority:" + act.viewer.authority().text(),
               fmt::format("{} schools as at {}", lines.size(), query.as_at.iso()));
    if (format == "csv")
        return web::Response::download("levels-" + query.as_at.iso() + ".csv", documents::csv_type,
                                       documents::to_csv(workbook(act, all, lines, query.as_at)));
    if (format == "xlsx") {
        auto file = documents::to_xlsx(workbook(act, all, lines, query.as_at));
        if (file)
            return web::Response::download("levels-" + query.as_at.iso() + ".xlsx", documents::xlsx_type,
                                           *std::move(file));
    }
    const int pages = static_cast<int>((lines.size() + page_size - 1) / page_size);
    const auto list =
        counts(all) + page_kit::paragraph(page_kit::link_to("/levels/runs", "Proposed levels over time")) +
        list_table(act, all, lines, query) + page_kit::pagination_of(query.page, pages, [&](int page) {
            return href(act, query, query.sort, page);
        });
    const auto panel = page_kit::filter_panel(
        {.action = "/levels", .fields = filter_fields(all, query), .clear_href = "/levels", .open = false});
    return kit::respond(
        act, {.title = "Levels of schools", .caption = "As at " + query.as_at.display(), .wide = true},
        page_kit::filtered_list(panel, list));
}

}
