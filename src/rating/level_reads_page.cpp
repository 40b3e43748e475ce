// Who has read a school's level, for the data protection officer: from the trail, without the level.
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

#include "access/audit.hpp"
#include "base/local_time.hpp"
#include "feature_kit/list_page.hpp"
#include "rating/handlers_pages.hpp"
#include "rating/level_reads_rules.hpp"
#include "rating/rating_lines.hpp"

namespace tarn::rating {
namespace {

using access::Permission;

Date school_year_of(Date today) {
    const auto first = [](int year) { return *Date::of(year, 9, 1); };
    return today >= first(today.year()) ? first(today.year()) : first(today.year() - 1);
}

std::string role_words(const std::string& code) {
    const auto role = access::parse_role(code);
    return role ? std::string{access::role_title(*role)} : code;
}

std::string school_name(const schools::Register& schools, Urn urn) {
    const auto* school = schools.latest(urn);
    return school ? std::string{school->name} : "school " + urn.text();
}

std::string readers_href(Urn urn) {
    return school_href(urn) + "/readers";
}

/// An adviser's lists hold the schools allocated on the day; everybody else's may hold any.
bool held_by_lists(storage::Reader& db, AuthorityCode authority, const std::vector<Urn>& urns,
                   PersonId person, const std::string& role, Date day) {
    if (access::parse_role(role) != access::Role::adviser) return true;
    const auto own = people::caseload(db, person, authority, day);
    return std::ranges::any_of(urns, [&](Urn urn) { return std::ranges::find(own, urn) != own.end(); });
}

/// What the trail holds under the labels of such reads, latest first.
std::vector<TrailEntry> trail_of(kit::Act& act, std::optional<Date> from) {
    std::vector<TrailEntry> entries;
    for (auto& row : access::audit_reads(act.db, act.viewer.authority(), level_read_actions, from))
        entries.push_back({row.person, std::move(row.person_name), std::move(row.role),
                           std::move(row.entry.action), std::move(row.entry.object),
                           std::move(row.entry.detail), row.at});
    return entries;
}

std::vector<LevelRead> reads_of(Runs& runs, kit::Act& act, Urn urn) {
    const auto urns = urns_of(*runs.register_of(act.db), urn);
    const AuthorityCode authority = act.viewer.authority();
    std::map<std::tuple<std::int64_t, std::string, Date>, bool> known;
    const auto held = [&](PersonId person, const std::string& role, Date day) {
        const auto [at, first] = known.try_emplace({person.value, role, day}, false);
        if (first) at->second = held_by_lists(act.db, authority, urns, person, role, day);
        return at->second;
    };
    return level_reads(trail_of(act, {}), urns, held);
}

kit::RowsInMemory<LevelRead> reads_rows(Runs& runs, kit::Act& act) {
    const Urn urn = act.school->urn;
    const std::string name = school_name(*runs.register_of(act.db), urn);
    if (act.school->authority != act.viewer.authority()) return std::vector<LevelRead>{};
    auto reads = reads_of(runs, act, urn);
    const Date since = school_year_of(act.today());
    auto said = page_kit::paragraph(readers_words(readers_since(reads, since), name, since));
    kit::RowsInMemory<LevelRead> rows{std::move(reads)};
    rows.heading = "Who has read the level of " + name;
    rows.over = std::move(said);
    return rows;
}

kit::List readers_list(Runs& runs) {
    using Column = kit::ListColumn<LevelRead>;
    using Filter = kit::ListFilter<LevelRead>;
    kit::ListPage<LevelRead> list{.path = "/schools/{urn}/readers",
                                  .title = "Who has read the level of a school",
                                  .noun = "read",
                                  .nouns = "reads",
                                  .permission = Permission::audit_read};
    list.columns = {
        Column("when", "Last read", [](const LevelRead& read) { return local_minute(read.last); })
            .sorted_by([](const LevelRead& read) { return iso(read.last); })
            .largest_at_first(),
        Column("who", "Who", &LevelRead::name),
        Column("role", "Role", [](const LevelRead& read) { return role_words(read.role); }),
        Column("what", "What they read", [](const LevelRead& read) { return read.of.what; }),
        Column("place", "Kind", [](const LevelRead& read) { return read_places.title(read.of.place); }),
        Column("times", "Times that day", &LevelRead::times).largest_at_first()};
    list.filters = {
        Filter::contains("name", "Name of the person", &LevelRead::name),
        Filter::choice("kind", "Kind", read_places, [](const LevelRead& read) { return read.of.place; }),
        Filter::between("day", "Read", &LevelRead::day)};
    list.sort = "when";
    list.descending = true;
    list.no_match = "No read fits these filters.";
    list.nothing = "Nobody has read the level of this school.";
    list.note =
        "From the audit trail. Reads of the same page within a quarter of an hour count once. Lists, agendas "
        "and packs hold many schools: they count as read even if the person did not look at this one.";
    list.audit = "audit.read";
    list.confidential = "Confidential: for the data protection officer.";
    list.back_href = "/levels/readers";
    return {list, [&runs](kit::Act& act) { return reads_rows(runs, act); }};
}

/// A school with those who opened a page of its own.
struct SchoolReaders {
    Urn urn;
    std::string name;
    int people = 0;
    std::optional<Instant> last;
};

kit::RowsInMemory<SchoolReaders> schools_rows(Runs& runs, kit::Act& act) {
    const auto schools = runs.register_of(act.db);
    const Date since = school_year_of(act.today());
    std::map<Urn, std::set<PersonId>> people;
    std::map<Urn, Instant> last;
    for (const auto& row : trail_of(act, since)) {
        const auto of = row.person ? read_of(row) : std::nullopt;
        if (!of || of->school.value == 0) continue;
        people[of->school].insert(*row.person);
        last.try_emplace(of->school, row.at);
    }
    std::vector<SchoolReaders> rows;
    for (const auto* school : schools->open_in(act.viewer.authority(), act.today())) {
        SchoolReaders& row = rows.emplace_back(SchoolReaders{school->urn, std::string{school->name}, 0, {}});
        std::set<PersonId> all;
        for (const Urn urn : urns_of(*schools, school->urn)) {
            if (const auto at = people.find(urn); at != people.end())
                all.insert(at->second.begin(), at->second.end());
            if (const auto at = last.find(urn); at != last.end())
                row.last = std::max(row.last.value_or(at->second), at->second);
        }
        row.people = static_cast<int>(all.size());
    }
    kit::RowsInMemory<SchoolReaders> made{std::move(rows)};
    made.over = page_kit::paragraph(
        fmt::format("People who opened the level or rating of each school since {}. Choose a school to see "
                    "who, and who read a list, agenda or pack that holds it.",
                    since.display()));
    return made;
}

kit::List schools_list(Runs& runs) {
    using Column = kit::ListColumn<SchoolReaders>;
    kit::ListPage<SchoolReaders> list{.path = "/levels/readers",
                                      .title = "Who has read this level?",
                                      .noun = "school",
                                      .nouns = "schools",
                                      .permission = Permission::audit_read};
    list.columns = {
        Column("school", "School", &SchoolReaders::name).linked([](const SchoolReaders& row) {
            return readers_href(row.urn);
        }),
        Column("people", "People", &SchoolReaders::people).largest_at_first(),
        Column("last", "Last opened",
               [](const SchoolReaders& row) { return row.last ? local_minute(*row.last) : std::string{}; })
            .sorted_by([](const SchoolReaders& row) { return row.last ? iso(*row.last) : std::string{}; })
            .largest_at_first()
            .missing_as("not this school year")};
    list.filters = {
        kit::ListFilter<SchoolReaders>::contains("name", "Name of the school", &SchoolReaders::name)};
    list.sort = "school";
    list.note = "From the audit trail.";
    list.audit = "audit.read";
    list.confidential = "Confidential: for the data protection officer.";
    return {list, [&runs](kit::Act& act) { return schools_rows(runs, act); }};
}

}

void add_level_reads(kit::Feature& given, Runs& runs) {
    for (const kit::List& list : {readers_list(runs), schools_list(runs)})
        std::ranges::move(list.routes(), std::back_inserter(given.routes));
    given.work.emplace_back([](const kit::Whose& whose) -> std::vector<kit::WorkItem> {
        if (!whose.viewer.may(Permission::audit_read)) return {};
        return {{kit::Urgency::standing,
                 "Who has read this level?",
                 "/levels/readers",
                 "By school: on its own pages, and in lists, agendas and packs",
                 {}}};
    });
    given.panels.push_back({.title = "Who has read the level",
                            .order = 15,
                            .permission = Permission::audit_read,
                            .render =
                                [](kit::Act&, const schools::School& school, Date) {
                                    return page_kit::paragraph(page_kit::link_to(
                                        readers_href(school.urn), "Who has read this school's level"));
                                },
                            .place = kit::Place::card});
}

}
