// The authority's list of schools with their proposed and decided levels.
#include <fmt/format.h>

#include "feature_kit/list_page.hpp"
#include "rating/brief.hpp"
#include "rating/handlers_pages.hpp"

namespace tarn::rating {
namespace {

/// A line, of which columns and filters read what they need.
struct LevelLine {
    const Line* line;
    const Run* run;

    Urn urn() const { return line->school->urn; }
    std::string_view name() const { return line->school->name; }
    std::string_view district() const { return line->school->district; }
    analytics::Phase phase() const { return line->school->phase; }
    const Proposal* proposal() const { return line->proposal; }  ///< null: not rated
    Level level() const { return proposal() ? proposal()->level : Level::not_enough_evidence; }
    Movement moved() const { return proposal() ? movement(*proposal()) : Movement::first; }
    std::optional<Level> decided() const {
        return line->decided ? std::optional{line->decided->level} : std::nullopt;
    }
};

double worry(const LevelLine& one) {
    return one.proposal() ? worry_of(*one.proposal()) : -1;
}

std::optional<documents::Number> score(const LevelLine& one) {
    if (!one.proposal() || !one.proposal()->score) return std::nullopt;
    return documents::Number{one.proposal()->score->value(), 2};
}
std::optional<documents::Number> maximum(const LevelLine& one) {
    if (!one.proposal()) return std::nullopt;
    return documents::Number{one.proposal()->maximum.value(), 2};
}
documents::Number coverage(const LevelLine& one) {
    return {one.proposal() ? one.proposal()->coverage * 100 : 0, 0, true};
}
std::optional<Date> decided_on(const LevelLine& one) {
    return one.line->decided ? std::optional{one.line->decided->effective_on} : std::nullopt;
}
std::optional<Date> review_on(const LevelLine& one) {
    return one.line->decided ? one.line->decided->review_on : std::nullopt;
}
std::optional<Level> recommended(const LevelLine& one) {
    return one.line->recommended ? std::optional{one.line->recommended->level} : std::nullopt;
}

Html decided_html(const LevelLine& one) {
    if (!one.decided()) return level_html({});
    return level_html(one.decided()) + Html::raw("<br>") + Html::text("from " + decided_on(one)->display());
}

std::string reasons(const LevelLine& one, std::size_t most) {
    return one.proposal() ? grounds_text(*one.run, *one.proposal(), most) : std::string{};
}

std::vector<kit::ListColumn<LevelLine>> columns() {
    using Column = kit::ListColumn<LevelLine>;
    using L = LevelLine;
    return {
        Column("urn", "URN", &L::urn).in_files_only(),
        Column("name", "School", &L::name)
            .linked([](const L& one, kit::Act& act) { return rating_href(one.urn(), act, as_at_of(act)); })
            .width_in_files(40),
        Column("phase", "Phase", [](const L& one) { return analytics::phase_title(one.phase()); }),
        Column("district", "District", &L::district).in_files_only(),
        Column("worry", "Proposed level", &L::level, level_codes)
            .shown_as([](const L& one) { return level_html(one.level()); })
            .sorted_by(worry)
            .largest_at_first(),
        Column("moved", "Change since last rating date", &L::moved, movements).shown_as([](const L& one) {
            return movement_html(one.moved());
        }),
        Column("score", "Score", score).missing_as("not enough evidence").in_files_only(),
        Column("maximum", "Maximum", maximum).missing_as("not enough evidence").in_files_only(),
        Column("decided", "Decided level", &L::decided, level_codes)
            .shown_as(decided_html)
            .largest_at_first(),
        Column("decided_on", "Decided on", decided_on).in_files_only(),
        Column("review_on", "Review on", review_on).in_files_only(),
        Column("recommended", "Adviser recommends", recommended, level_codes).in_files_only(),
        Column("reasons", "Main reasons", [](const L& one) { return reasons(one, 3); })
            .shown_as([](const L& one) { return reasons(one, 1); })
            .not_sorted()
            .width_in_files(60),
        Column("coverage", "Coverage", coverage)};
}

std::vector<kit::ListFilter<LevelLine>> filters() {
    using Filter = kit::ListFilter<LevelLine>;
    kit::Answers phases, levels = kit::answers(decidable_levels);
    for (int i = 0; i <= static_cast<int>(analytics::Phase::unknown); ++i)
        phases.push_back({std::string{analytics::phase_code(static_cast<analytics::Phase>(i))},
                          std::string{analytics::phase_title(static_cast<analytics::Phase>(i))}});
    levels.push_back({"none", "No level decided"});
    const auto named = [](const LevelLine& one) {
        return fmt::format("{} {}", one.name(), one.urn().text());
    };
    const auto phase = [](const LevelLine& one) { return analytics::phase_code(one.phase()); };
    const auto level = [](const LevelLine& one) {
        return one.decided() ? level_codes.code(*one.decided()) : "none";
    };
    const auto changed = [](const LevelLine& one) {
        return one.moved() == Movement::better || one.moved() == Movement::worse;
    };
    return {Filter::day("as_at", "As at"),
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
    rows.reserve(all->lines.size());
    for (const Line& line : all->lines) rows.push_back({&line, all->run.get()});
    Html counts;
    for (const auto level : {Level::red, Level::amber, Level::green, Level::not_enough_evidence})
        counts += web::element(
            "li", {},
            level_html(level) +
                Html::text(fmt::format(" {}", std::ranges::count(rows, level, &LevelLine::level))));
    kit::RowsInMemory<LevelLine> found{std::move(rows), all};
    found.over =
        too_little_evidence(runs, act, *all) +
        web::element("ul", {{"class", "govuk-list tarn-counts"}, {"aria-label", "Schools by proposed level"}},
                     counts) +
        page_kit::paragraph(page_kit::link_to("/levels/runs", "Levels over time")) +
        page_kit::paragraph(page_kit::link_to(
            as_at == act.today() ? std::string{"/levels/map"} : "/levels/map?as_at=" + as_at.iso(),
            "Map of levels"));
    if (act.viewer.may(access::Permission::import_levels))
        found.over += page_kit::paragraph(page_kit::link_to("/levels/import", "Import past levels"));
    found.note = fmt::format(
        "Scheme {} {} proposed these levels from what was known on {}. Only the challenge board decides a "
        "level. Schools to look at first are at the top. This is not a ranking.",
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
    list.confidential = "Confidential: for the authority's officers and the school.";
    list.caption = [](kit::Act& act) { return "As at " + as_at_of(act).display(); };
    return kit::List{list, [&runs](kit::Act& act) { return rows_of(runs, act); }}.routes();
}

}
