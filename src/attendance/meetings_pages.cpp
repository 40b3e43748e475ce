// One school: its support meetings, planning one, what is done to one, its actions.
#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <utility>

#include "attendance/attendance_rules.hpp"
#include "attendance/handlers_pages.hpp"
#include "feature_kit/list_record.hpp"
#include "feature_kit/record_page.hpp"
#include "feature_kit/row_acts.hpp"

namespace tarn::attendance {

std::string school_href(Urn urn) {
    return "/schools/" + urn.text() + "/attendance";
}
std::string actions_href(Urn urn) {
    return "/schools/" + urn.text() + "/attendance-actions";
}
std::string plan_href(Urn urn) {
    return school_href(urn) + "/plan";
}
std::string meeting_href(const SupportMeeting& meeting) {
    return school_href(meeting.urn) + "/" + std::to_string(meeting.id.value);
}

namespace {

using namespace kit;
using web::Response;

constexpr const char* one_meeting = "/schools/{urn}/attendance/{support}";

Outcome this_term_or_next(const Act& act, const SupportMeeting& m) {
    const Term now = Term::on(act.today());
    if (Term::on(m.meets_on) <= now.after()) return Done{};
    return Error{
        fmt::format("The day of the meeting must be in the {} or the {}", now.words(), now.after().words()),
        {},
        "meets_on"};
}

/// The day that was typed decides the term.
Outcome moved(const Act& act, SupportMeeting& m) {
    if (m.meets_on < act.today())
        return Error{"The day of the meeting must be today or later", {}, "meets_on"};
    if (const auto near = this_term_or_next(act, m); !near) return near;
    m.term_begins = Term::on(m.meets_on).first_day();
    const auto before = support_meetings.find(act.db, act.viewer, m.id);
    if (before && m.offered_on && before->meets_on != m.meets_on) {
        m.moved_from = before->meets_on;
        m.moved_on = act.today();
    }
    return has_its_term(act.db, m);
}

Outcome counted(const PageTools& tools, const Act& act, const SupportMeeting& m) {
    const auto registers = tools.registers.current(act.db);
    const auto* school = registers->find(m.urn, act.today());
    const std::int64_t pupils = m.below_half.value_or(0) + m.half_to_ninety.value_or(0);
    if (!school || school->roll < 0 || pupils <= school->roll) return Done{};
    return Error{fmt::format("These are more pupils than the school has: {} are on its roll", school->roll),
                 {},
                 m.below_half.value_or(0) > school->roll ? "below_half" : "half_to_ninety"};
}

/// Before the meeting: its day, its offer, what the school brings.
std::vector<RowAct<SupportMeeting>> acts_before() {
    using M = SupportMeeting;
    return {
        {.act = "change",
         .title = "Changing a support meeting",
         .trail = "support_meeting.changed",
         .done = "The meeting is changed",
         .changes = {&M::meets_on, &M::minutes},
         .writes = {&M::term_begins, &M::moved_from, &M::moved_on},
         .also = moved,
         .says =
             "If the school was offered the meeting, its home page says from which day to which it moved."},
        {.act = "offer",
         .title = "Offering a support meeting",
         .trail = "support_meeting.offered",
         .done = "The meeting is offered. The school sees it now",
         .writes = {&M::offered_on},
         .also = [](const Act& act, M& m) -> Outcome {
             if (m.meets_on < act.today())
                 return Error{"The day of the meeting has passed. Change the day first", {}};
             m.offered_on = act.today();
             return Done{};
         },
         .says = "The school sees the meeting from now on. It can say what it brings, or decline.",
         .button = "Offer the meeting"},
        {.act = "bring",
         .title = "Saying what the school brings",
         .trail = "support_meeting.prepared",
         .done = "What you bring is saved. The attendance officer sees it",
         .changes = {&M::lead, &M::reasons, &M::strategies}}};
}

/// Its record, or why there is none.
std::vector<RowAct<SupportMeeting>> acts_after(const PageTools& tools) {
    using M = SupportMeeting;
    const auto check = [tools](const Act& act, M& m) { return counted(tools, act, m); };
    const std::vector<Field<M>> found{
        &M::held_on,  &M::below_half, &M::below_half_planned, &M::half_to_ninety, &M::half_to_ninety_planned,
        &M::barriers, &M::review_on};
    return {{.act = "hold",
             .title = "Recording a support meeting",
             .trail = "support_meeting.held",
             .done = "The meeting is recorded. Add the actions that were agreed",
             .asks = found,
             .also = check,
             .says = "Enter numbers of pupils, never their names. The school sees this record.",
             .button = "Record the meeting"},
            {.act = "correct",
             .title = "Correcting the record of a support meeting",
             .trail = "support_meeting.corrected",
             .done = "The record is corrected",
             .corrects = found,
             .also = check,
             .says = "The school sees the corrected record."},
            {.act = "decline",
             .title = "Declining a support meeting",
             .trail = "support_meeting.declined",
             .done = "The meeting is declined",
             .asks = {&M::declined_reason},
             .writes = {&M::declined_on},
             .also = [](const Act& act, M& m) { m.declined_on = act.today(); },
             .warning = "You cannot undo this. The authority offers another meeting next term.",
             .button = "Decline the meeting"},
            {.act = "call-off",
             .title = "Calling off a support meeting",
             .trail = "support_meeting.called_off",
             .done = "The meeting is called off",
             .asks = {&M::called_off_reason},
             .writes = {&M::called_off_on},
             .also = [](const Act& act, M& m) { m.called_off_on = act.today(); },
             .warning = "You cannot undo this. You can plan another meeting for the same term.",
             .button = "Call off the meeting"}};
}

RowActs<SupportMeeting, MeetingState> meeting_acts(const PageTools& tools) {
    auto pages = acts_before();
    std::ranges::move(acts_after(tools), std::back_inserter(pages));
    return {.record = support_meetings,
            .life = meeting_life,
            .state = state,
            .path = one_meeting,
            .back = one_meeting,
            .caption = [](const SupportMeeting& m) { return words_of(m); },
            .pages = std::move(pages),
            .audit = "support_meeting.read"};
}

const RowActs<MeetingAction, ActionState> action_acts{
    .record = meeting_actions,
    .life = action_life,
    .state = state,
    .path = "/schools/{urn}/attendance-actions/{action}",
    .back = "/schools/{urn}/attendance",
    .caption = [](const MeetingAction& a) { return a.what; },
    .pages = {{.act = "done",
               .title = "Marking an agreed action as done",
               .trail = "support_meeting.action_done",
               .done = "The action is marked as done",
               .asks = {&MeetingAction::done_on}}}};

page_kit::Content action_steps(const MeetingAction& action, Act& act) {
    return action_acts.links(action, act);
}

List meeting_list() {
    using Column = ListColumn<SupportMeeting>;
    return list_of(
        ListPage<SupportMeeting>{.path = "/schools/{urn}/attendance",
                                 .title = "Support meetings of a school",
                                 .nouns = "meetings",
                                 .permission = attendance_read,
                                 .columns = {Column("meets_on").linked(meeting_href).largest_at_first(),
                                             "state", "officer_name", "minutes", "review_on"},
                                 .filters = {"state"},
                                 .sort = "meets_on",
                                 .descending = true,
                                 .nothing = "No meeting has been offered yet.",
                                 .audit = "support_meeting.read",
                                 .confidential = "For the school and the authority's officers.",
                                 .whole_in_files = true},
        support_meetings, of_the_school());
}
List school_actions() {
    using Column = ListColumn<MeetingAction>;
    return list_of(
        ListPage<MeetingAction>{
            .path = "/schools/{urn}/attendance-actions",
            .title = "Actions agreed with a school",
            .nouns = "actions",
            .permission = attendance_read,
            .columns = {"what", "owner", "due", "state", "done_on",
                        Column("id", "Next").shown_as(action_steps).not_sorted().on_the_page_only()},
            .filters = {"state"},
            .sort = "due",
            .nothing = "No action has been agreed yet.",
            .audit = "support_meeting.read",
            .confidential = "For the school and the authority's officers.",
            .caption = [](Act& act) { return act.school->name; }},
        meeting_actions, of_the_school());
}

page_kit::TrendChart chart(const std::vector<AbsenceYear>& years, std::string id, std::string title) {
    page_kit::TrendChart chart{.id = std::move(id),
                               .title = std::move(title),
                               .unit = "%",
                               .beside_words = {"The authority's middle value for schools of this phase"}};
    for (const AbsenceYear& year : years) {
        page_kit::TrendPoint point{.period = std::string{year.period}, .beside = {year.county}};
        if (year.school)
            point.value = year.school.value;
        else
            point.missing_reason = analytics::missing_sentence(year.school.missing);
        if (year.school && !std::isnan(year.school.n)) point.n = static_cast<long>(year.school.n);
        chart.points.push_back(std::move(point));
    }
    return chart;
}

Html england(const Absence& absence) {
    const auto cell = [](const std::optional<double>& value) {
        return value ? fmt::format("{:.1f}%", *value) : std::string{"Not known"};
    };
    page_kit::DataTable table{.id = "england",
                              .caption = "The middle value for schools of this phase",
                              .columns = {{.heading = "Year"},
                                          {.heading = "Missed a tenth or more: authority", .numeric = true},
                                          {.heading = "England", .numeric = true}}};
    for (const AbsenceYear& year : absence.persistent)
        table.rows.push_back({year.period, cell(year.county), cell(year.england)});
    return page_kit::data_table(table);
}

Html trend_of(const PageTools& tools, Act& act) {
    const auto absence = absence_of(tools, act.db, act.school->urn, act.today());
    const AbsenceYear* year = newest(absence.persistent);
    return page_kit::heading(2, "Absence") +
           page_kit::paragraph(absence_words(absence.persistent, "of pupils missed a tenth of school or more",
                                             absence.phase)) +
           page_kit::paragraph(absence_words(absence.overall, "of sessions were missed", absence.phase)) +
           (year ? page_kit::paragraph("Source: " + year->source + ".") : Html{}) +
           page_kit::details(
               {.summary = "Year by year",
                .content = page_kit::trend_chart(
                               chart(absence.persistent, "persistent", "Pupils who missed a tenth or more")) +
                           page_kit::trend_chart(chart(absence.overall, "overall", "Sessions missed")) +
                           england(absence)});
}

/// What stands next for the school, first on its page; and what was never recorded.
Html next_meeting(Act& act) {
    Html html;
    bool coming = false;
    for (const SupportMeeting& each : support_meetings.where(
             act.db, act.viewer,
             "urn = $1 AND held_on IS NULL AND declined_on IS NULL AND called_off_on IS NULL "
             "ORDER BY meets_on COLLATE \"C\"",
             act.school->urn)) {
        const bool past = each.meets_on < act.today();
        if (!past && std::exchange(coming, true)) continue;
        html += page_kit::paragraph(
            Html::text(past ? "Not recorded yet: " : "Next meeting: ") +
            page_kit::link_to(meeting_href(each),
                              fmt::format("{}, about {} minutes", words_of(each), each.minutes)));
    }
    return html.empty() ? page_kit::paragraph("No meeting is planned.") : html;
}

Response meetings_page(const PageTools& tools, const List& meetings, Act& act) {
    Html content = next_meeting(act);
    if (act.viewer.may(attendance_write, act.school->urn, act.school->authority))
        content += page_kit::paragraph(page_kit::link_to(plan_href(act.school->urn), "Plan a meeting"));
    content +=
        trend_of(tools, act) + page_kit::heading(2, "Meetings") + meetings.html(act) +
        page_kit::paragraph(page_kit::link_to(actions_href(act.school->urn), "Actions that were agreed"));
    return respond(act,
                   {.title = "Attendance support for " + act.school->name,
                    .back_href = "/schools/" + act.school->urn.text(),
                    .wide = true},
                   content);
}

Response plan_page(const PageTools& tools, Act& act) {
    const auto registers = tools.registers.current(act.db);
    const auto* school = registers->find(act.school->urn, act.today());
    if (!school)
        return not_done(act, "This school is not open today, so no meeting can be planned.",
                        school_href(act.school->urn));
    const auto absence = absence_of(tools, act.db, act.school->urn, act.today());
    const auto* year = newest(absence.persistent);
    const auto roll = school->roll >= 0 ? std::optional<std::int64_t>{school->roll} : std::nullopt;
    SupportMeeting m{
        .authority = act.school->authority,
        .urn = act.school->urn,
        .officer = act.viewer.person(),
        .minutes = proposed_minutes(year ? std::optional{year->school.value} : std::nullopt, roll)};
    Form f{act,
           {.title = "Plan a support meeting",
            .caption = act.school->name,
            .back_href = school_href(act.school->urn),
            .button = "Plan the meeting"}};
    f.ask(support_meetings, m, &SupportMeeting::meets_on, from_today(),
          hint("In the " + Term::on(act.today()).words() +
               " or the next. The school does not see it until you offer it."));
    f.ask(support_meetings, m, &SupportMeeting::minutes, starts_as(std::to_string(m.minutes)),
          hint(year && roll
                   ? fmt::format(
                         "Suggested: {} minutes, because {:.0f}% of {} pupils missed a tenth of school or "
                         "more in {}",
                         m.minutes, year->school.value, *roll, year->period)
                   : "The usual length. There are no absence figures for this school"));
    if (!f.accepted()) return f.page();
    if (const auto near = this_term_or_next(act, m); !near) return f.refused(near.error());
    m.term_begins = Term::on(m.meets_on).first_day();
    const auto planned = plan(*act.writer, act.viewer, m);
    if (planned) m.id = *planned;
    return f.ends(planned, "support_meeting.planned", m.meets_on.iso(),
                  "The meeting is planned. Offer it when you are ready", meeting_href(m));
}

/// What the meeting goes through, in order, with what is known of each.
Html agenda(Act& act, const SupportMeeting& m) {
    const auto open = meeting_actions.where(
        act.db, act.viewer, "urn = $1 AND done_on IS NULL ORDER BY due COLLATE \"C\", id", m.urn);
    std::vector<page_kit::Content> items{
        page_kit::link_to(school_href(m.urn), "How absence compares with schools of the same kind"),
        "Pupils who attend less than half of sessions: does each have a plan?",
        "Pupils who attend half to nine tenths and need several services: does each have a plan?",
        m.reasons.empty() ? "Why pupils are absent: the school has not said yet"
                          : "Why pupils are absent: the school's own view, below",
        m.strategies.empty() ? "What the school does: it has not said yet"
                             : "What the school does about it, below",
        open.empty() ? "Earlier actions: none is open"
                     : fmt::format("Earlier actions: {} open, the first due on {}", open.size(),
                                   open.front().due.display()),
        "Actions: who does what, by when",
        "The next review"};
    return page_kit::heading(2, "Agenda") + page_kit::numbered_list(items);
}

Html agreed(Act& act, const SupportMeeting& m) {
    std::vector<page_kit::Content> items;
    for (const MeetingAction& each :
         meeting_actions.where(act.db, act.viewer, "meeting = $1 ORDER BY due COLLATE \"C\", id", m.id))
        items.push_back(
            fmt::format("{}. {}, {}.", each.what, each.owner,
                        each.done_on ? "done on " + each.done_on->display() : "by " + each.due.display()));
    if (items.empty()) return {};
    return page_kit::heading(2, "Actions agreed") + page_kit::numbered_list(items) +
           page_kit::paragraph(page_kit::link_to(actions_href(m.urn), "All actions of this school"));
}

Response meeting_page(const PageTools& tools, Act& act) {
    const auto m = asked(support_meetings, act, "support");
    if (!m) return not_found(act, "There is no such meeting.");
    act.record("support_meeting.read", "school:" + m->urn.text());
    MeetingAction action{.authority = m->authority, .urn = m->urn, .meeting = m->id};
    Form f{act,
           {.title = "Support meeting, " + m->term().words(),
            .caption = act.school->name,
            .back_href = school_href(m->urn),
            .button = "Add the action",
            .heading = "Add an action that was agreed",
            .above =
                [&] {
                    const bool over = m->held_on || m->declined_on || m->called_off_on;
                    return meeting_acts(tools).links(*m, act) + (over ? Html{} : agenda(act, *m)) +
                           row_summary(support_meetings.cells(*m)) + agreed(act, *m);
                },
            .offered =
                state(*m) == MeetingState::held && act.viewer.may(attendance_write, m->urn, m->authority)}};
    f.ask(meeting_actions, action, {&MeetingAction::what, &MeetingAction::owner});
    f.ask(meeting_actions, action, &MeetingAction::due, from_today());
    if (!f.accepted()) return f.page();
    return f.ends(meeting_actions.add(*act.writer, act.viewer, action), "support_meeting.action_agreed", "",
                  "The action is added", meeting_href(*m));
}

}

Absence absence_of(const PageTools& tools, storage::Reader& db, Urn urn, Date today) {
    const auto snapshot = tools.snapshots.current(db, today);
    const auto school = snapshot->find(urn);
    if (!school) return {};
    return {snapshot->schools[*school].phase, absence_years(*snapshot, "absence.overall", *school, today),
            absence_years(*snapshot, "absence.persistent", *school, today)};
}

std::vector<Route> school_routes(const PageTools& tools) {
    const List meetings = meeting_list(), actions = school_actions();
    auto routes =
        meetings.routes([tools, meetings](Act& act) { return meetings_page(tools, meetings, act); });
    const auto planning = [tools](Act& act) { return plan_page(tools, act); };
    for (auto& some : {actions.routes(), meeting_acts(tools).routes(), action_acts.routes(),
                       form_routes("/schools/{urn}/attendance/plan", "Planning a support meeting",
                                   attendance_write, "support_meeting.planned", planning)})
        routes.insert(routes.end(), some.begin(), some.end());
    const auto page = [tools](Act& act) { return meeting_page(tools, act); };
    routes.push_back({web::Method::get, one_meeting, attendance_read, false, "support_meeting.read", page,
                      "A support meeting"});
    routes.push_back({web::Method::post, one_meeting, attendance_write, true, "support_meeting.action_agreed",
                      page, "Agreeing an action"});
    return routes;
}

}
