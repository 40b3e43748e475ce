// The catalogue: what each measure means, which releases gave it, how much of it there is for one's
// authority.
#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <map>

#include "base/local_time.hpp"
#include "evidence/catalogue/measure_funnel_rules.hpp"
#include "evidence/handlers_pages.hpp"
#include "feature_kit/act.hpp"
#include "schools/authority_name.hpp"

namespace tarn::evidence {
namespace {

std::string day_or(const std::optional<Date>& day, const char* otherwise) {
    return day ? day->display() : otherwise;
}

std::map<std::int64_t, Release> by_id(const kit::Act& act) {
    std::map<std::int64_t, Release> map;
    for (auto& release : releases(act.db, act.viewer)) map.emplace(release.id.value, std::move(release));
    return map;
}

Html tools_links(const kit::Act& act) {
    std::vector<page_kit::Content> links{
        page_kit::link_to(last_inspections_path, "How schools were inspected last"),
        page_kit::link_to("/evidence/releases", "Releases: every file imported"),
        page_kit::link_to("/evidence/disagreements", "Where sources disagree")};
    if (act.viewer.may(access::Permission::import_data))
        links.insert(links.begin(), page_kit::link_to("/evidence/imports", "Import a file"));
    if (act.viewer.may(access::Permission::local_register))
        links.push_back(page_kit::link_to("/possible-conversions",
                                          "Possible conversions: academies without a link to their school"));
    return page_kit::bullet_list(links);
}

bool matches(const Measure& measure, std::string_view wanted) {
    const auto same = [](char a, char b) {
        return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
    };
    const auto holds = [&](std::string_view text) {
        return std::search(text.begin(), text.end(), wanted.begin(), wanted.end(), same) != text.end();
    };
    return wanted.empty() || holds(measure.name) || holds(measure.meaning) || holds(measure.code);
}

struct Held {
    std::string newest;
    std::size_t series = 0;
};
std::map<std::string, Held> held_by_measure(const kit::Act& act) {
    std::map<std::string, Held> held;
    for (const auto& series : measure_releases(act.db, act.viewer)) {
        auto& one = held[series.measure];
        one.newest = std::max(one.newest, series.period);
        ++one.series;
    }
    return held;
}

/// `own` ascending.
Html median_words(const Measure& measure, const std::vector<double>& own) {
    std::string words =
        fmt::format("Median of your authority's {} {}: {}", own.size(),
                    own.size() == 1 ? "school" : "schools", show(measure, analytics::median(own)));
    if (const auto open = analytics::median_interval(own))
        words += fmt::format(", likely range {} to {}", show(measure, open->low), show(measure, open->high));
    return page_kit::paragraph(words + ".");
}

/// Ten bins over the values of all England with the authority's median as the marker.
Html spread_chart(const Measure& measure, const analytics::Snapshot& snapshot,
                  const analytics::Series& series, AuthorityCode authority) {
    std::vector<double> values, own;
    for (std::size_t s = 0; s < series.values.size(); ++s) {
        if (std::isnan(series.values[s]) || !snapshot.schools[s].state_funded) continue;
        values.push_back(series.values[s]);
        if (snapshot.schools[s].authority == authority) own.push_back(series.values[s]);
    }
    if (values.size() < 20) return {};
    std::sort(values.begin(), values.end());
    std::sort(own.begin(), own.end());
    const double low = values[values.size() / 100], high = values[values.size() - 1 - values.size() / 100];
    if (!(high > low)) return {};
    page_kit::Distribution chart{.id = "spread",
                                 .title = "Schools of England",
                                 .unit = std::string{unit_title(measure.unit)},
                                 .from = low,
                                 .bin_width = (high - low) / 10,
                                 .counts = std::vector<long>(10, 0),
                                 .marker_words = "Median of your authority",
                                 .decimals = measure.decimals,
                                 .source = {.name = std::string{analytics::public_name(series.release_title)},
                                            .published = series.known_from,
                                            .n = static_cast<long>(values.size()),
                                            .note = "schools, without the highest and lowest 1%"}};
    for (const double value : values)
        if (value >= low && value <= high)
            ++chart.counts[std::min<std::size_t>(9,
                                                 static_cast<std::size_t>((value - low) / chart.bin_width))];
    if (own.empty()) return page_kit::distribution(chart);
    chart.marker = analytics::median(own);
    return page_kit::distribution(chart) + median_words(measure, own);
}

std::string missing_words(const Coverage& coverage) {
    std::string words;
    for (std::size_t i = 1; i < coverage.missing.size(); ++i)
        if (coverage.missing[i] > 0)
            words += fmt::format("{}{} {}", words.empty() ? "" : ", ", coverage.missing[i],
                                 analytics::missing_code(static_cast<analytics::Missing>(i)));
    std::replace(words.begin(), words.end(), '_', ' ');
    return words.empty() ? "none" : words;
}

Html coverage_table(kit::Act& act, const analytics::Snapshot& snapshot, const analytics::Series& series) {
    page_kit::DataTable table{.id = "coverage",
                              .caption = "Coverage by authority, " + series.period,
                              .columns = {{.heading = "Authority"},
                                          {.heading = "Schools", .numeric = true},
                                          {.heading = "With a value", .numeric = true},
                                          {.heading = "Share", .numeric = true},
                                          {.heading = "Missing, and why"}},
                              .empty_sentence = "No school of this measure's phases is known.",
                              .compact = true};
    auto all = coverage(snapshot, series);
    std::stable_sort(all.begin(), all.end(), [&](const auto& a, const auto& b) {
        return (a.authority == act.viewer.authority()) > (b.authority == act.viewer.authority());
    });
    for (const auto& one : all) {
        table.rows.push_back({schools::authority_name(act.db, one.authority), std::to_string(one.schools),
                              std::to_string(one.present),
                              one.schools > 0
                                  ? fmt::format("{:.0f}%", 100.0 * double(one.present) / double(one.schools))
                                  : "none",
                              missing_words(one)});
    }
    return page_kit::data_table(table);
}

}

namespace {

/// Measures that Tarn can read but of which no file has come in.
Html without_figures(const std::vector<page_kit::Content>& lines) {
    if (lines.empty()) return {};
    const std::string number =
        lines.size() == 1 ? "1 measure has" : fmt::format("{} measures have", lines.size());
    return page_kit::details(
        {.summary = number + " no figures yet",
         .content = page_kit::paragraph("Tarn can read these, but no file with them has been imported. "
                                        "Ratings show them as missing until then.") +
                    page_kit::bullet_list(lines)});
}

}

std::string measure_href(std::string_view code) {
    return "/evidence/measures/" + web::url_encode(code);
}
std::string release_href(ReleaseId id) {
    return fmt::format("/evidence/releases/{}", id.value);
}

web::Response catalogue_page(const PageTools&, kit::Act& act) {
    const std::string wanted{act.request.query_value("q").value_or("")};
    const auto held = held_by_measure(act);
    page_kit::DataTable table{.id = "measures",
                              .caption = "Measures with figures",
                              .columns = {{.heading = "Measure, and what it means"},
                                          {.heading = "Newest period"},
                                          {.heading = "Files and periods", .numeric = true}},
                              .empty_sentence = "No measure with figures fits."};
    std::vector<page_kit::Content> without;
    for (const auto& measure : measures()) {
        if (!matches(measure, wanted)) continue;
        const auto at = held.find(measure.code);
        const Html name = page_kit::link_to(measure_href(measure.code), measure.name);
        if (at == held.end())
            without.emplace_back(name + Html::text(": " + measure.meaning));
        else
            table.rows.push_back({name + Html::raw("<br>") + Html::text(measure.meaning), at->second.newest,
                                  std::to_string(at->second.series)});
    }
    const auto search = page_kit::search_form(
        "/evidence", page_kit::input({.name = "q", .label = {.content = "Find a measure"}, .value = wanted}) +
                         page_kit::button({.content = "Find", .classes = "govuk-button--secondary"}));
    return kit::respond(act, {.title = "Evidence", .wide = true},
                        tools_links(act) + search + page_kit::data_table(table) + without_figures(without));
}

web::Response measure_page(const PageTools& tools, kit::Act& act) {
    const auto* measure = find_measure(act.request.parameter("measure").value_or(""));
    if (!measure) return kit::not_found(act, "There is no such measure.");
    const auto known = by_id(act);
    page_kit::DataTable series{.id = "series",
                               .caption = "Releases of this measure",
                               .columns = {{.heading = "Period"},
                                           {.heading = "Release"},
                                           {.heading = "Public from"},
                                           {.heading = "Values", .numeric = true},
                                           {.heading = "Missing", .numeric = true}},
                               .empty_sentence = "No file with this measure has been imported."};
    for (const auto& one : measure_releases(act.db, act.viewer)) {
        const auto at = known.find(one.release.value);
        if (one.measure != measure->code || at == known.end()) continue;
        series.rows.push_back({one.period, page_kit::link_to(release_href(one.release), at->second.title),
                               day_or(at->second.public_from, "different for each row"),
                               std::to_string(one.present), std::to_string(one.missing)});
    }
    page_kit::SummaryList facts{
        .rows = {{.key = "Meaning", .value = measure->meaning},
                 {.key = "Unit", .value = std::string{unit_title(measure->unit)}},
                 {.key = "Direction", .value = std::string{direction_title(measure->direction)}}}};
    if (!measure->breaks.empty()) {
        std::string text;
        for (const auto& period : measure->breaks) text += (text.empty() ? "" : ", ") + period;
        facts.rows.push_back({.key = "New definition from", .value = text + ": no trend crosses it"});
    }
    Html content = page_kit::summary_list(facts) + page_kit::data_table(series);
    if (has_funnel(*measure) && measure->in_snapshot && !series.rows.empty() &&
        act.viewer.may(access::Permission::levels_authority))
        content += page_kit::paragraph(page_kit::link_to(measure_href(measure->code) + "/funnel",
                                                         "Which schools of the authority stand out"));
    const auto snapshot = tools.snapshots.current(act.db, act.today());
    if (const auto all = snapshot->of_measure(measure->code); !all.empty())
        content += spread_chart(*measure, *snapshot, all.back(), act.viewer.authority()) +
                   coverage_table(act, *snapshot, all.back());
    return kit::respond(
        act, {.title = measure->name, .caption = measure->code, .back_href = "/evidence", .wide = true},
        content);
}

web::Response releases_page(const PageTools&, kit::Act& act) {
    page_kit::DataTable table{.id = "releases",
                              .caption = "Files imported",
                              .columns = {{.heading = "Release"},
                                          {.heading = "Publisher"},
                                          {.heading = "Period"},
                                          {.heading = "Public from"},
                                          {.heading = "Rows", .numeric = true},
                                          {.heading = "Rejected", .numeric = true},
                                          {.heading = "Imported"}},
                              .empty_sentence = "No file has been imported yet.",
                              .compact = true};
    for (const auto& release : releases(act.db, act.viewer))
        table.rows.push_back(
            {page_kit::link_to(release_href(release.id), release.title), release.publisher, release.period,
             day_or(release.public_from, "different for each row"), std::to_string(release.rows_accepted),
             std::to_string(release.rows_rejected),
             fmt::format("{} by {}",
                         Date{std::chrono::floor<std::chrono::days>(release.imported_at)}.display(),
                         release.imported_by)});
    return kit::respond(act, {.title = "Releases", .back_href = "/evidence", .wide = true},
                        page_kit::data_table(table));
}

web::Response release_page(const PageTools&, kit::Act& act) {
    const auto id = parse_identifier(act.request.parameter("release").value_or(""));
    const auto release = id ? find_release(act.db, act.viewer, {*id}) : std::nullopt;
    if (!release) return kit::not_found(act, "There is no such release.");
    if (release->owner) act.record("release.read", fmt::format("release:{}", release->id.value));
    page_kit::SummaryList facts{
        .rows = {
            {.key = "Publisher", .value = release->publisher},
            {.key = "File", .value = release->file_name},
            {.key = "Checksum (SHA-256)", .value = release->sha256},
            {.key = "Period", .value = release->period},
            {.key = "Public from", .value = day_or(release->public_from, "different for each row")},
            {.key = "Rows",
             .value = fmt::format("{} read, {} accepted, {} rejected, {} national or authority totals",
                                  release->rows_read, release->rows_accepted, release->rows_rejected,
                                  release->rows_aggregate)},
            {.key = "Imported",
             .value = fmt::format("{} by {}", local_minute(release->imported_at), release->imported_by)}}};
    if (release->public_to)
        facts.rows.push_back({.key = "Held until",
                              .value = release->public_to->display() +
                                       ": replaced by a correction. Answers for earlier days still use it"});
    page_kit::DataTable table{.id = "rejected",
                              .caption = "Rejected rows",
                              .columns = {{.heading = "Row", .numeric = true},
                                          {.heading = "Column"},
                                          {.heading = "Why"},
                                          {.heading = "The row"}},
                              .empty_sentence = "No row was rejected.",
                              .compact = true};
    for (const auto& row : rejected_rows(act.db, act.viewer, release->id)) {
        if (table.rows.size() == 200) break;
        table.rows.push_back({std::to_string(row.row), row.column.empty() ? "the whole row" : row.column,
                              row.reason, row.text});
    }
    return kit::respond(act, {.title = release->title, .back_href = "/evidence/releases", .wide = true},
                        page_kit::summary_list(facts) + page_kit::data_table(table));
}

web::Response disagreements_page(const PageTools& tools, kit::Act& act) {
    const auto registers = tools.registers.current(act.db);
    const auto snapshot = tools.snapshots.current(act.db, act.today());
    const auto known = by_id(act);
    const auto title = [&](ReleaseId id) {
        const auto at = known.find(id.value);
        return at == known.end() ? std::string{"unknown"} : at->second.title;
    };
    page_kit::DataTable table{.id = "disagreements",
                              .caption = "Schools of your authority for which two sources differ",
                              .columns = {{.heading = "School"},
                                          {.heading = "Measure"},
                                          {.heading = "Period"},
                                          {.heading = "Counts", .numeric = true},
                                          {.heading = "Source"},
                                          {.heading = "Does not count", .numeric = true},
                                          {.heading = "Source"}},
                              .empty_sentence = "Sources agree about every school in your authority.",
                              .compact = true};
    for (const auto& one : disagreements(*snapshot, act.today())) {
        const auto* school = registers->latest(one.urn);
        const auto* measure = find_measure(one.measure);
        if (!school || !measure || school->authority != act.viewer.authority()) continue;
        if (table.rows.size() == 300) break;
        table.rows.push_back({page_kit::link_to("/schools/" + one.urn.text(), std::string{school->name}),
                              measure->name, one.period, show(*measure, one.first), title(one.first_release),
                              show(*measure, one.second), title(one.second_release)});
    }
    return kit::respond(act, {.title = "Where sources disagree", .back_href = "/evidence", .wide = true},
                        page_kit::paragraph("When two sources differ, the one higher in a written order "
                                            "counts. The other is kept and shown here.") +
                            page_kit::data_table(table));
}

}
