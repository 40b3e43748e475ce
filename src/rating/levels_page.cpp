// The authority's list of schools with their proposed and decided levels.
#include <fmt/format.h>

#include "feature_kit/list_page.hpp"
#include "rating/handlers_pages.hpp"

namespace tarn::rating {
namespace {

struct LevelLine {
    Urn urn;
    std::string_view name, district;
    analytics::Phase phase;
    std::string href;
    const Run* run;
    const Proposal* proposal;  ///< null: not rated
    Level level = Level::not_enough_evidence;
    Movement moved = Movement::first;
    double worry = -1;
    documents::Cell score = documents::Missing{"not enough evidence"}, maximum = score;
    documents::Number coverage{0, 0, true};
    std::optional<Level> decided, recommended;
    std::optional<Date> decided_on, review_on;
};

/// Red before amber before green before not enough evidence; within a level the larger share of what the
/// score could be first.
double worry(const Proposal& p) {
    if (p.level == Level::not_enough_evidence) return -1;
    const double share = p.score && p.maximum.hundredths > 0 ? p.score->value() / p.maximum.value() : 0;
    return 10.0 * static_cast<int>(p.level) + share;
}

LevelLine line_shown(const Line& line, const Run& run, std::string href) {
    const auto& school = *line.school;
    LevelLine one{school.urn,      school.name, school.district, school.phase,
                  std::move(href), &run,        line.proposal};
    if (const auto* p = line.proposal) {
        one.level = p->level;
        one.moved = movement(*p);
        one.worry = worry(*p);
        if (p->score) one.score = documents::Number{p->score->value(), 2};
        one.maximum = documents::Number{p->maximum.value(), 2};
        one.coverage.value = p->coverage * 100;
    }
    if (line.decided) {
        one.decided = line.decided->level;
        one.decided_on = line.decided->effective_on;
        one.review_on = line.decided->review_on;
    }
    if (line.recommended) one.recommended = line.recommended->level;
    return one;
}

Html decided_html(const LevelLine& one) {
    if (!one.decided) return level_html({});
    return level_html(one.decided) + Html::raw("<br>") + Html::text("from " + one.decided_on->display());
}

std::string reasons(const LevelLine& one, std::size_t most) {
    std::string text;
    if (one.proposal)
        for (const auto* top : top_contributions(*one.proposal, most))
            text += fmt::format("{}{} ({})", text.empty() ? "" : "; ", one.run->indicator(*top).title,
                                rating::text(top->contribution));
    return text;
}

std::vector<kit::ListColumn<LevelLine>> columns() {
    using Column = kit::ListColumn<LevelLine>;
    using L = LevelLine;
    return {Column("urn", "URN", &L::urn).in_files_only(),
            Column("name", "School", &L::name).linked(&L::href).width_in_files(40),
            Column("phase", "Phase", [](const L& one) { return analytics::phase_title(one.phase); }),
            Column("district", "District", &L::district).in_files_only(),
            Column("worry", "Proposed level", &L::level, level_codes)
                .shown_as([](const L& one) { return level_html(one.level); })
                .sorted_by(&L::worry)
                .largest_at_first(),
            Column("moved", "Since last rating date", &L::moved, movements).shown_as([](const L& one) {
                return movement_html(one.moved);
            }),
            Column("score", "Score", &L::score).in_files_only(),
            Column("maximum", "Maximum", &L::maximum).in_files_only(),
            Column("decided", "Decided level", &L::decided, level_codes)
                .shown_as(decided_html)
                .largest_at_first(),
            Column("decided_on", "Decided on", &L::decided_on).in_files_only(),
            Column("review_on", "Review on", &L::review_on).in_files_only(),
            Column("recommended", "Adviser recommends", &L::recommended, level_codes).in_files_only(),
            Column("reasons", "Largest reasons", [](const L& one) { return reasons(one, 3); })
                .shown_as([](const L& one) { return reasons(one, 2); })
                .not_sorted()
                .width_in_files(60),
            Column("coverage", "Coverage", &L::coverage)};
}

std::vector<kit::ListFilter<LevelLine>> filters() {
    using Filter = kit::ListFilter<LevelLine>;
    kit::Answers phases, levels = kit::answers(decidable_levels);
    for (int i = 0; i <= static_cast<int>(analytics::Phase::unknown); ++i)
        phases.push_back({std::string{analytics::phase_code(static_cast<analytics::Phase>(i))},
                          std::string{analytics::phase_title(static_cast<analytics::Phase>(i))}});
    levels.push_back({"none", "No level decided"});
    const auto day_field = [](kit::Act& act, const std::string&) { return as_at_field(as_at_of(act)); };
    const auto day_words = [](kit::Act& act, const std::string&) {
        const auto day = as_at_of(act);
        return day == act.today() ? std::string{} : "As at " + day.display();
    };
    const auto named = [](const LevelLine& one) { return fmt::format("{} {}", one.name, one.urn.text()); };
    const auto phase = [](const LevelLine& one) { return analytics::phase_code(one.phase); };
    const auto level = [](const LevelLine& one) {
        return one.decided ? level_codes.code(*one.decided) : "none";
    };
    const auto changed = [](const LevelLine& one) {
        return one.moved == Movement::better || one.moved == Movement::worse;
    };
    return {Filter::of_source("as_at", "As at", day_field, day_words),
            Filter::contains("q", "School's name or URN", named),
            Filter::choice("phase", "Phase", phases, phase),
            Filter::choice("proposed", "Proposed level", level_codes, &LevelLine::level),
            Filter::choice("decided", "Decided level", levels, level),
            Filter::occurring("district", "District", &LevelLine::district),
            Filter::tick("changed", "Changed since the last rating date", changed)};
}

kit::RowsInMemory<LevelLine> rows_of(Runs& runs, kit::Act& act) {
    const auto as_at = as_at_of(act);
    auto all = std::make_shared<Lines>(lines_of(act.db, act.viewer, runs, as_at));
    std::vector<LevelLine> rows;
    for (const Line& line : all->lines)
        rows.push_back(line_shown(line, *all->run, rating_href(line.school->urn, act, as_at)));
    Html counts;
    for (const auto level : {Level::red, Level::amber, Level::green, Level::not_enough_evidence})
        counts += web::element(
            "li", {},
            level_html(level) +
                Html::text(fmt::format(" {}", std::ranges::count(rows, level, &LevelLine::level))));
    kit::RowsInMemory<LevelLine> found{std::move(rows), all};
    found.over =
        web::element("ul", {{"class", "govuk-list tarn-counts"}, {"aria-label", "Schools by proposed level"}},
                     counts) +
        page_kit::paragraph(page_kit::link_to("/levels/runs", "Proposed levels over time"));
    if (act.viewer.may(access::Permission::import_levels))
        found.over += page_kit::paragraph(page_kit::link_to("/levels/import", "Import levels already held"));
    found.note = fmt::format(
        "Proposed by scheme {} {} from what was known on {}. A level is decided by the challenge board, "
        "never by the "
        "scheme. What to look at first stands first; it is no ranking.",
        all->run->scheme->code, all->run->scheme->version, as_at.display());
    return found;
}

}

std::vector<kit::Route> levels_routes(Runs& runs) {
    kit::ListPage<LevelLine> list{
        .path = "/levels", .title = "Levels of schools", .noun = "school", .nouns = "schools"};
    list.permission = access::Permission::levels_authority;
    list.columns = columns();
    list.filters = filters();
    list.sort = "worry";
    list.descending = true;
    list.audit = "levels.read";
    list.confidential = "Confidential: levels are seen by the authority's officers and the school itself.";
    list.caption = [](kit::Act& act) { return "As at " + as_at_of(act).display(); };
    return kit::List{list, [&runs](kit::Act& act) { return rows_of(runs, act); }}.routes();
}

}
