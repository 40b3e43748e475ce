// What the home page says of levels: how many schools have each, what got worse within a week and why, which
// school comes first, who still owes a recommendation, and what happened.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>
#include <set>

#include "evidence/facts/facts.hpp"
#include "feature_kit/act.hpp"
#include "rating/brief.hpp"
#include "rating/handlers_pages.hpp"

namespace tarn::rating {
namespace {

using access::Role;

constexpr std::size_t most_schools = 8, first_schools = 5, most_events = 10;

/// The schools that the viewer may see, today and a week ago.
struct Week {
    Date then, today;
    Lines lines;
    std::shared_ptr<const std::map<Urn, Level>> proposed_then;
    std::map<Urn, std::optional<Level>> decided_then;  ///< by what was decided by then

    std::optional<Level> then_proposed(Urn urn) const {
        const auto found = proposed_then->find(urn);
        return found == proposed_then->end() ? std::nullopt : std::optional{found->second};
    }
};

/// A meeting's decisions take effect on its day, and may be entered weeks after it.
std::optional<Level> decided_by(kit::Act& act, const Lines& lines, const Line& line, Date day) {
    if (line.decided && day_of(line.decided->decided_at) <= day)
        return line.decided->effective_on <= day ? std::optional{line.decided->level} : std::nullopt;
    if (!line.decided) return std::nullopt;
    const auto urns = urns_of(*lines.schools, line.school->urn);
    for (const Decision& d : decision_history(act.db, act.viewer, urns, line.school->authority))
        if (d.effective_on <= day && day_of(d.decided_at) <= day) return d.level;
    return std::nullopt;
}

Week week_of(Runs& runs, kit::Act& act) {
    const Date today = act.today(), then = a_week_before(today);
    Week week{then,
              today,
              lines_of(act.db, act.viewer, runs, today),
              runs.levels_on(act.db, act.viewer.authority(), then, evidence::notes_for(act.viewer)),
              {}};
    for (const Line& line : week.lines.lines)
        week.decided_then[line.school->urn] = decided_by(act, week.lines, line, then);
    return week;
}

std::string change_words(int now, int then) {
    return now == then ? std::string{"no change"} : fmt::format("{:+}", now - then);
}

Html counts(const Week& week) {
    std::array<std::array<int, 4>, 4> numbers{};  // level by proposed now, then, decided now, then
    const auto count = [&](std::size_t column, std::optional<Level> level) {
        ++numbers[static_cast<std::size_t>(level.value_or(Level::not_enough_evidence))][column];
    };
    for (const Line& line : week.lines.lines) {
        if (line.proposal) count(0, line.proposal->level);
        if (line.proposal) count(1, week.then_proposed(line.school->urn).value_or(line.proposal->level));
        count(2, line.decided ? std::optional{line.decided->level} : std::nullopt);
        count(3, week.decided_then.at(line.school->urn));
    }
    page_kit::DataTable table{
        .id = "levels-now",
        .caption = fmt::format("Levels of {} schools", week.lines.lines.size()),
        .columns = {{.heading = "Level", .label = "Level"},
                    {.heading = "Proposed", .numeric = true, .label = "Proposed"},
                    {.heading = "Change", .numeric = true, .label = "Change in proposed"},
                    {.heading = "Decided", .numeric = true, .label = "Decided"},
                    {.heading = "Change", .numeric = true, .label = "Change in decided"}},
        .source_note = fmt::format("Today, and the change since {}. Confidential.", week.then.display()),
        .compact = true,
        .cards = true};
    for (const Level level : {Level::red, Level::amber, Level::green, Level::not_enough_evidence}) {
        const auto& row = numbers[static_cast<std::size_t>(level)];
        table.rows.push_back(
            {level == Level::not_enough_evidence ? Html::text("No level") : level_html(level),
             std::to_string(row[0]), change_words(row[0], row[1]), std::to_string(row[2]),
             change_words(row[2], row[3])});
    }
    return page_kit::data_table(table);
}

page_kit::Content school_line(const Week& week, const Line& line, bool with_change) {
    Html html = page_kit::link_to(school_href(line.school->urn) + "/rating", std::string{line.school->name}) +
                Html::text(", proposed ") + level_html(line.proposal->level);
    if (with_change)
        html +=
            Html::text(fmt::format(" was {}. ", level_codes.title(*week.then_proposed(line.school->urn))));
    return html + Html::raw("<br>") + Html::text(grounds_text(*week.lines.run, *line.proposal, 1));
}

bool is_concern(const Line& line) {
    return line.proposal && (line.proposal->level == Level::amber || line.proposal->level == Level::red);
}

/// A critical trigger makes it worse also where there was too little evidence to say anything.
bool got_worse(const Week& week, const Line& line) {
    const auto then = week.then_proposed(line.school->urn);
    if (!is_concern(line) || !then) return false;
    return *then == Level::not_enough_evidence ? line.proposal->trigger.has_value()
                                               : line.proposal->level > *then;
}

/// Evidence came: nobody knows whether the school was better.
bool newly_known(const Week& week, const Line& line) {
    return is_concern(line) && week.then_proposed(line.school->urn) == Level::not_enough_evidence &&
           !got_worse(week, line);
}

std::vector<const Line*> most_worrying_first(const Week& week) {
    std::vector<const Line*> order;
    for (const Line& line : week.lines.lines)
        if (line.proposal) order.push_back(&line);
    std::ranges::stable_sort(order, std::greater{},
                             [](const Line* line) { return worry_of(*line->proposal); });
    return order;
}

/// For weeks in which nothing moved: which schools have been worse since the last rating date.
Html since_last_date(const Week& week) {
    std::vector<page_kit::Content> items;
    std::size_t moved = 0;
    for (const Line* line : most_worrying_first(week))
        if (movement(*line->proposal) == Movement::worse && ++moved <= most_schools)
            items.push_back(school_line(week, *line, false));
    Html html = page_kit::paragraph("No proposed level is worse than a week ago.");
    const auto dates = rating_dates(*week.lines.run->scheme, week.today - 1, 1);
    if (dates.empty()) return html;
    html += page_kit::paragraph(
        fmt::format("Worse than on {}, the last rating date: {}.", dates.front().display(), moved));
    if (items.empty()) return html;
    return html + page_kit::bullet_list(items) +
           page_kit::paragraph(
               page_kit::link_to("/levels?changed=yes", "See all levels that changed since that date"));
}

Html worse(const Week& week) {
    std::vector<page_kit::Content> items;
    std::size_t found = 0;
    for (const Line* line : most_worrying_first(week))
        if (got_worse(week, *line) && ++found <= most_schools)
            items.push_back(school_line(week, *line, true));
    const std::string since = week.then.display();
    Html html = page_kit::heading(2, fmt::format("Worse than on {}: {}", since, found));
    if (const auto known = std::ranges::count_if(week.lines.lines,
                                                 [&](const Line& line) { return newly_known(week, line); });
        known > 0)
        html += page_kit::paragraph(
            fmt::format("Amber or Red now, with too little evidence a week ago: {}.", known));
    if (items.empty()) return html + since_last_date(week);
    html += page_kit::bullet_list(items);
    return found > most_schools ? html + page_kit::paragraph(page_kit::link_to("/levels", "See all levels"))
                                : html;
}

Html first(const Week& week) {
    const auto order = most_worrying_first(week);
    std::vector<page_kit::Content> items;
    for (std::size_t i = 0; i < std::min(order.size(), first_schools); ++i)
        items.push_back(school_line(week, *order[i], got_worse(week, *order[i])));
    if (items.empty()) return {};
    return page_kit::heading(2, "Which of your schools first, and why") + page_kit::numbered_list(items) +
           page_kit::paragraph(
               page_kit::link_to("/levels", fmt::format("See all {} of your schools", order.size())));
}

/// Names by school: one question an adviser, not one a school.
std::map<Urn, std::string> advisers_of(kit::Act& act, Date day) {
    const AuthorityCode authority = act.viewer.authority();
    std::map<Urn, std::string> names;
    for (const Role role : {Role::adviser, Role::senior_adviser})
        for (const people::Person& person : people::holders(act.db, authority, role, day))
            for (const Urn urn : people::caseload(act.db, person.id, authority, day))
                names.emplace(urn, person.name);
    return names;
}

/// Schools before the next board without a recommendation, by adviser.
Html owed(kit::Act& act, const Week& week) {
    const auto meeting = next_meeting(act.db, act.viewer, week.today);
    if (!meeting) return {};
    std::map<std::string, std::vector<page_kit::Content>> by_adviser;
    const auto advisers = advisers_of(act, week.today);
    for (const Line& line : week.lines.lines) {
        if (!owes_recommendation(line, *week.lines.run, *meeting)) continue;
        const auto adviser = advisers.find(line.school->urn);
        by_adviser[adviser == advisers.end() ? std::string{"No adviser"} : adviser->second].push_back(
            page_kit::link_to(school_href(line.school->urn) + "/rating", line.school->name));
    }
    page_kit::DataTable table{
        .id = "owed",
        .caption = fmt::format("Recommendations still to come before {}", meeting->title),
        .columns = {{.heading = "Adviser"}, {.heading = "Schools"}},
        .empty_sentence = "All recommendations are in.",
        .source_note = (week.today > meeting->recommendations_by ? "They were due by " : "Due by ") +
                       meeting->recommendations_by.display(),
        .compact = true};
    for (const auto& [name, schools] : by_adviser)
        table.rows.push_back({name, page_kit::details({.summary = std::to_string(schools.size()),
                                                       .content = page_kit::bullet_list(schools)})});
    return page_kit::data_table(table);
}

Html by_area(kit::Act& act, const Week& week) {
    page_kit::DataTable table{
        .id = "by-area",
        .caption = "Decided levels by area",
        .columns = {{.heading = "Area", .label = "Area"},
                    {.heading = "Red", .numeric = true, .label = "Red"},
                    {.heading = "Amber", .numeric = true, .label = "Amber"},
                    {.heading = "Green", .numeric = true, .label = "Green"},
                    {.heading = "None decided", .numeric = true, .label = "None decided"}},
        .compact = true,
        .cards = true};
    std::map<schools::AreaId, std::array<int, 4>> by_area;
    const auto area_of = schools::areas_by_school(act.db, act.viewer.authority(), week.today);
    for (const Line& line : week.lines.lines)
        if (const auto area = area_of.find(line.school->urn); area != area_of.end())
            ++by_area[area->second][static_cast<std::size_t>(line.decided ? line.decided->level
                                                                          : Level::not_enough_evidence)];
    for (const schools::Area& area : schools::areas(act.db, act.viewer.authority())) {
        const auto& counts = by_area[area.id];
        if (counts == std::array<int, 4>{}) continue;
        table.rows.push_back({page_kit::link_to(fmt::format("/areas/{}", area.id.value), area.name),
                              std::to_string(counts[2]), std::to_string(counts[1]), std::to_string(counts[0]),
                              std::to_string(counts[3])});
    }
    return table.rows.empty() ? Html{} : page_kit::data_table(table);
}

struct Event {
    Date day;
    std::string text;
    std::string href;
};

void add_school_events(const Week& week, const Line& line, std::vector<Event>& events) {
    const std::string name{line.school->name}, href = school_href(line.school->urn) + "/rating";
    if (line.decided && day_of(line.decided->decided_at) > week.then)
        events.push_back({day_of(line.decided->decided_at),
                          fmt::format("{}: {} decided", name, level_codes.title(line.decided->level)), href});
    if (!line.proposal) return;
    for (const auto& inspection : week.lines.run->snapshot->inspections_of(line.proposal->school))
        if (inspection.known_from > week.then && inspection.known_from <= week.today)
            events.push_back({inspection.known_from,
                              fmt::format("{}: inspection of {} published", name, inspection.held.display()),
                              href});
    std::set<Date> cards;
    for (const auto& card : week.lines.run->snapshot->report_cards_of(line.proposal->school))
        if (card.known_from > week.then && card.known_from <= week.today && cards.insert(card.held).second)
            events.push_back({card.known_from,
                              fmt::format("{}: report card of {} published", name, card.held.display()),
                              href});
}

Html happened(kit::Act& act, const Week& week) {
    std::vector<Event> events;
    for (const Line& line : week.lines.lines) add_school_events(week, line, events);
    for (const auto& fact : evidence::facts_since(act.db, act.viewer.authority(), week.then + 1)) {
        const Line* line = week.lines.find(fact.urn);
        if (!line) continue;
        const auto add = [&](Date day, const char* words) {
            if (day > week.then)
                events.push_back({day,
                                  fmt::format("{} {}: {}", words, std::string{line->school->name},
                                              evidence::fact_kinds.title(fact.kind)),
                                  school_href(fact.urn) + "/rating"});
        };
        add(day_of(fact.entered_at), "Recorded for");
        if (fact.withdrawn_on)
            add(*fact.withdrawn_on, "Withdrawn for");
        else if (fact.end_known_on)
            add(*fact.end_known_on, "Ended for");
    }
    for (const auto& release : evidence::releases_since(act.db, act.viewer, week.then + 1))
        events.push_back({day_of(release.imported_at), "Imported: " + evidence::imported_words(release),
                          fmt::format("/evidence/releases/{}", release.id.value)});
    std::ranges::stable_sort(events, std::greater{}, &Event::day);
    std::vector<page_kit::Content> items;
    for (std::size_t i = 0; i < std::min(events.size(), most_events); ++i)
        items.emplace_back(Html::text(events[i].day.display() + " ") +
                           page_kit::link_to(events[i].href, events[i].text));
    if (events.size() > most_events)
        items.emplace_back(fmt::format("and {} more", events.size() - most_events));
    return page_kit::heading(2, "What happened since " + week.then.display()) +
           (items.empty() ? page_kit::paragraph("No decision, notice, inspection or import.")
                          : page_kit::bullet_list(items));
}

/// An adviser reads of single schools, not of the authority.
void note_reading(kit::Act& act, const Week& week) {
    const auto order = most_worrying_first(week);
    if (act.viewer.role() != Role::adviser)
        // Not the object of the list: who goes on to that has read it too.
        act.record("levels.read", "home:" + act.viewer.authority().text(), "home page");
    else
        for (std::size_t i = 0; i < std::min(order.size(), first_schools); ++i)
            act.record("rating.read.home", "school:" + order[i]->school->urn.text());
}

}

Html levels_home(Runs& runs, kit::Act& act) {
    const Role role = act.viewer.role();
    if (role == Role::data_officer) return {};
    const Week week = week_of(runs, act);
    if (week.lines.lines.empty()) return {};
    note_reading(act, week);
    const bool area = role == Role::senior_adviser, whole = role == Role::director || area;
    Html html;
    if (role != Role::adviser) html += worse(week) + counts(week);
    if (role == Role::adviser || area) html += first(week);
    if (whole) html += owed(act, week) + by_area(act, week);
    return html + happened(act, week);
}

}
