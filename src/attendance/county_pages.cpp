// All schools: which to offer a meeting next, their open actions, and the authority's counts.
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <numeric>

#include "attendance/attendance_rules.hpp"
#include "attendance/handlers_pages.hpp"
#include "base/rounded_count.hpp"
#include "feature_kit/list_record.hpp"

namespace tarn::attendance {
namespace {

using namespace kit;
using web::Response;

struct SchoolLine {
    Urn urn;
    std::string_view name, district;
    analytics::Phase phase = analytics::Phase::unknown;
    std::optional<std::int64_t> roll;
    std::optional<double> persistent;  ///< per cent
    std::int64_t order = 0, minutes = 0;
    Owed owed = Owed::nothing;
    std::optional<SupportMeeting> meeting{};  ///< of this term
    std::optional<Date> last_held{};
    bool may_plan = false;

    Standing standing() const { return {owed, absent_pupils(persistent, roll)}; }
    std::optional<MeetingState> state() const {
        return meeting ? std::optional{attendance::state(*meeting)} : std::nullopt;
    }
    std::optional<Date> meets_on() const { return meeting ? std::optional{meeting->meets_on} : std::nullopt; }
};

using Meetings = std::map<Urn, std::vector<SupportMeeting>>;
Meetings meetings_by_school(Act& act) {
    Meetings all;
    for (auto& each : support_meetings.where(act.db, act.viewer, "ORDER BY meets_on COLLATE \"C\", id"))
        all[each.urn].push_back(std::move(each));
    return all;
}

void add_meetings(SchoolLine& line, const std::vector<SupportMeeting>& meetings, Term now, Term since) {
    line.owed = owed(meetings, now, since);
    for (const SupportMeeting& each : meetings)
        if (each.held_on) line.last_held = std::max(line.last_held.value_or(*each.held_on), *each.held_on);
    if (const auto* meeting = meeting_of(meetings, now)) line.meeting = *meeting;
}

/// Numbers the lines as the rule proposes, by name among equals.
void put_in_order(std::vector<SchoolLine>& lines) {
    std::vector<std::size_t> order(lines.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
        const Standing one = lines[a].standing(), other = lines[b].standing();
        if (goes_first(one, other) || goes_first(other, one)) return goes_first(one, other);
        return lines[a].name < lines[b].name;
    });
    for (std::size_t i = 0; i < order.size(); ++i) lines[order[i]].order = static_cast<std::int64_t>(i + 1);
}

RowsInMemory<SchoolLine> lines_of(const PageTools& tools, Act& act) {
    const auto schools = tools.registers.current(act.db);
    const auto snapshot = tools.snapshots.current(act.db, act.today());
    const auto years = school_years(*snapshot, "absence.persistent", act.today());
    const Meetings meetings = meetings_by_school(act);
    const Term now = Term::on(act.today()), since = counts_since(act.db, act.viewer.authority(), act.today());
    std::vector<SchoolLine> lines;
    for (const auto* school : schools->open_in(act.viewer.authority(), act.today())) {
        if (!act.viewer.may(attendance_read, school->urn, school->authority)) continue;
        SchoolLine line{
            .urn = school->urn, .name = school->name, .district = school->district, .phase = school->phase};
        if (school->roll >= 0) line.roll = school->roll;
        if (const auto at = snapshot->find(school->urn))
            line.persistent = newest_figure(*snapshot, years, *at);
        line.minutes = proposed_minutes(line.persistent, line.roll);
        line.may_plan = act.viewer.may(attendance_write, school->urn, school->authority);
        const auto own = meetings.find(school->urn);
        add_meetings(line, own == meetings.end() ? std::vector<SupportMeeting>{} : own->second, now,
                     school->opened ? std::max(since, first_whole_term(*school->opened)) : since);
        lines.push_back(std::move(line));
    }
    put_in_order(lines);
    const auto overdue = std::ranges::count(lines, Owed::overdue, &SchoolLine::owed);
    const auto left = std::ranges::count(lines, Owed::this_term, &SchoolLine::owed);
    RowsInMemory<SchoolLine> found{std::move(lines), schools};
    found.over = page_kit::paragraph(
        fmt::format("Overdue: {}. Due a meeting in the {}: {}.", overdue, now.words(), left));
    found.note =
        years.empty()
            ? "No absence figures have been imported."
            : fmt::format(
                  "Overdue: no meeting was offered last term or this one. Schools with the most pupils "
                  "who missed a tenth of school or more go first. Persistent absence: published for "
                  "{} or, where a school has none, an earlier year.",
                  years.front().period);
    return found;
}

page_kit::Content this_term(const SchoolLine& line) {
    if (!line.meeting) return {};
    return words_of(*line.meeting);
}

page_kit::Content next_step(const SchoolLine& line) {
    if (line.may_plan && !line.meeting && line.owed != Owed::nothing)
        return page_kit::link_to(
            plan_href(line.urn),
            Html::text("Plan") + page_kit::visually_hidden(" a meeting with " + std::string{line.name}));
    return {};
}

List school_list(const PageTools& tools) {
    using Column = ListColumn<SchoolLine>;
    using Filter = ListFilter<SchoolLine>;
    using L = SchoolLine;
    ListPage<L> list{.path = "/attendance",
                     .title = "Attendance support",
                     .noun = "school",
                     .nouns = "schools",
                     .permission = attendance_list};
    list.columns = {
        Column("urn", "URN", &L::urn).in_files_only(),
        Column("name", "School", &L::name).linked([](const L& one) { return school_href(one.urn); }),
        Column("order", "Order", &L::order),
        Column("phase", "Phase", [](const L& one) { return analytics::phase_title(one.phase); }),
        Column("roll", "Pupils", &L::roll).largest_at_first(),
        Column("persistent", "Persistent absence, %", &L::persistent).largest_at_first(),
        Column("minutes", "Minutes proposed", &L::minutes),
        Column("owed", "Meeting due", &L::owed, owed_words).largest_at_first(),
        Column("meeting", "This term", &L::state, meeting_states).shown_as(this_term),
        Column("meets_on", "Day of the meeting", &L::meets_on).in_files_only(),
        Column("last_held", "Last held", &L::last_held).in_files_only(),
        Column("next", "Next", [](const L&) { return std::string{}; })
            .shown_as(next_step)
            .not_sorted()
            .on_the_page_only()};
    list.filters = {Filter::contains("q", "School's name", &L::name),
                    Filter::choice("owed", "Meeting due", owed_words, &L::owed),
                    Filter::occurring("meeting", "This term",
                                      [](const L& one) {
                                          return one.meeting ? meeting_states.title(*one.state())
                                                             : std::string_view{"None"};
                                      }),
                    Filter::occurring("district", "District", &L::district)};
    list.sort = "order";
    list.audit = "support_meeting.read";
    list.confidential = "For the authority's officers.";
    list.caption = [](Act& act) { return Term::on(act.today()).title(); };
    list.below = [](Act& act) {
        Html links =
            page_kit::paragraph(page_kit::link_to("/attendance/actions?state=open", "Actions that are open"));
        if (act.viewer.may(attendance_county))
            links += page_kit::paragraph(page_kit::link_to("/attendance/county", "The term in numbers"));
        return links;
    };
    return List{list, [tools](Act& act) { return lines_of(tools, act); }};
}

List action_list(const PageTools& tools) {
    using Column = ListColumn<MeetingAction>;
    const auto school = [tools](const MeetingAction& a, Act& act) -> page_kit::Content {
        const auto* found = tools.registers.current(act.db)->latest(a.urn);
        return page_kit::link_to(school_href(a.urn), found ? std::string{found->name} : a.urn.text());
    };
    return list_of(ListPage<MeetingAction>{.path = "/attendance/actions",
                                           .title = "Actions agreed with schools",
                                           .nouns = "actions",
                                           .permission = attendance_list,
                                           .columns = {Column("urn").shown_as(school), "what", "owner", "due",
                                                       "state", "done_on"},
                                           .filters = {"state", "due"},
                                           .sort = "due",
                                           .nothing = "No action has been agreed yet.",
                                           .audit = "support_meeting.read",
                                           .confidential = "For the authority's officers.",
                                           .back_href = "/attendance"},
                   meeting_actions);
}

/// Schools of a phase by the state of this term's meeting.
struct Counts {
    std::int64_t schools = 0, planned = 0, offered = 0, held = 0, declined = 0;
    void add(const std::vector<SupportMeeting>& meetings, Term term) {
        ++schools;
        const auto* meeting = meeting_of(meetings, term);
        if (!meeting) return;
        const MeetingState now = state(*meeting);
        if (now == MeetingState::planned) ++planned;
        if (now == MeetingState::offered) ++offered;
        if (now == MeetingState::held) ++held;
        if (now == MeetingState::declined) ++declined;
    }
};

/// Pupils counted in the meetings held in a term, of schools that are open.
struct Pupils {
    std::int64_t meetings = 0, below_half = 0, below_half_planned = 0, half_to_ninety = 0,
                 half_to_ninety_planned = 0;
    void add(const SupportMeeting& m) {
        ++meetings;
        below_half += m.below_half.value_or(0);
        below_half_planned += m.below_half_planned.value_or(0);
        half_to_ninety += m.half_to_ninety.value_or(0);
        half_to_ninety_planned += m.half_to_ninety_planned.value_or(0);
    }
};

std::vector<page_kit::Content> row_of(std::string_view title, const Counts& c) {
    return {title,
            std::to_string(c.schools),
            std::to_string(c.held),
            std::to_string(c.offered),
            std::to_string(c.declined),
            std::to_string(c.planned),
            std::to_string(c.schools - c.held - c.offered - c.declined - c.planned)};
}

// A sum over fewer meetings would say something about single schools.
constexpr std::int64_t fewest_meetings = 5;

Html pupils_html(const Pupils& p) {
    if (p.meetings < fewest_meetings)
        return page_kit::paragraph("Numbers of pupils are shown once five meetings have been held.");
    page_kit::DataTable table{
        .id = "pupils",
        .caption = "Pupils counted in the meetings held",
        .columns = {{.heading = "Pupils who attend"},
                    {.heading = "Pupils", .numeric = true},
                    {.heading = "With a plan", .numeric = true}},
        .source_note = fmt::format(
            "Counted by schools in {} meetings. A number from 1 to 5 is shown as 1 to 5.", p.meetings)};
    const auto shown = [](std::int64_t pupils) { return rounded_words(rounded_count(pupils)); };
    table.rows = {
        {"Less than half", shown(p.below_half), shown(p.below_half_planned)},
        {"Half to nine tenths, several services", shown(p.half_to_ninety), shown(p.half_to_ninety_planned)}};
    return page_kit::data_table(table);
}

/// The term that the address names by its first day; this one without it.
Term asked_term(const Act& act) {
    const Term now = Term::on(act.today());
    const auto day = Date::parse_iso(act.request.query_value("term").value_or(""));
    return day ? std::min(Term::on(*day), now) : now;
}

Html other_terms(Term term, Term now) {
    const auto link = [](Term to) {
        return page_kit::paragraph(
            page_kit::link_to("/attendance/county?term=" + to.first_day().iso(), to.title()));
    };
    return link(term.before()) + (term < now ? link(term.after()) : Html{});
}

/// Counts alone; who may see no school's record may see these.
Response county_page(const PageTools& tools, Act& act) {
    const Term now = Term::on(act.today()), term = asked_term(act);
    std::map<Urn, std::vector<SupportMeeting>> meetings;
    for (auto& each :
         support_meetings.without_viewer(act.db, "authority = $1 AND term_begins = $2 ORDER BY id",
                                         act.viewer.authority(), term.first_day()))
        meetings[each.urn].push_back(std::move(each));
    std::map<analytics::Phase, Counts> phases;
    Counts all;
    Pupils pupils;
    const Date day = std::min(act.today(), term.last_day());
    for (const auto* school : tools.registers.current(act.db)->open_in(act.viewer.authority(), day)) {
        const auto& own = meetings[school->urn];
        phases[school->phase].add(own, term);
        all.add(own, term);
        if (const auto* meeting = meeting_of(own, term); meeting && meeting->held_on) pupils.add(*meeting);
    }
    page_kit::DataTable table{.id = "meetings",
                              .caption = "Schools by what became of the term's meeting",
                              .columns = {{.heading = "Phase"},
                                          {.heading = "Schools", .numeric = true},
                                          {.heading = "Held", .numeric = true},
                                          {.heading = "Offered", .numeric = true},
                                          {.heading = "Declined", .numeric = true},
                                          {.heading = "Planned", .numeric = true},
                                          {.heading = "None yet", .numeric = true}},
                              .empty_sentence = "No school is open."};
    for (const auto& [phase, counts] : phases)
        table.rows.push_back(row_of(analytics::phase_title(phase), counts));
    table.rows.push_back(row_of("All", all));
    const bool officer = act.viewer.may(attendance_list);
    return respond(act,
                   {.title = "Attendance support in numbers",
                    .caption = term.title(),
                    .back_href = officer ? "/attendance" : "/",
                    .wide = true},
                   page_kit::paragraph(fmt::format(
                       "{} of {} schools had their meeting in the {}. {} more were offered one, and {} "
                       "declined. As at {}.",
                       all.held, all.schools, term.words(), all.offered, all.declined, day.display())) +
                       page_kit::data_table(table) + pupils_html(pupils) + other_terms(term, now));
}

}

Term counts_since(storage::Reader& db, AuthorityCode authority, Date today) {
    for (const SupportMeeting& first : support_meetings.without_viewer(
             db, "authority = $1 AND offered_on IS NOT NULL ORDER BY term_begins COLLATE \"C\" LIMIT 1",
             authority))
        return first.term();
    return Term::on(today);
}

std::vector<Route> county_routes(const PageTools& tools) {
    auto routes = school_list(tools).routes();
    for (Route& each : action_list(tools).routes()) routes.push_back(std::move(each));
    routes.push_back({web::Method::get, "/attendance/county", attendance_county, false, "",
                      [tools](Act& act) { return county_page(tools, act); },
                      "Attendance support in numbers"});
    return routes;
}

}
