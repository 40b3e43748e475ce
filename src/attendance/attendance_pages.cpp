#include "attendance/attendance_pages.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "attendance/attendance_rules.hpp"
#include "attendance/handlers_pages.hpp"
#include "feature_kit/record.hpp"
#include "feature_kit/search.hpp"

namespace tarn::attendance {
namespace {

constexpr int soon = 14, looked_back = 90;  // days
constexpr std::size_t most_items = 10;

std::string name_of(const schools::Register& schools, Urn urn) {
    const auto* school = schools.latest(urn);
    return school ? std::string{school->name} : "school " + urn.text();
}

/// What nobody recorded is everybody's; what is to come is for the officer who planned it.
void meetings_to_hold(const schools::Register& schools, const kit::Whose& whose,
                      std::vector<kit::WorkItem>& items) {
    for (const SupportMeeting& each : support_meetings.where(
             whose.db, whose.viewer,
             "(officer = $1 OR meets_on < $2) AND held_on IS NULL AND declined_on IS NULL AND "
             "called_off_on IS NULL AND meets_on <= $3 ORDER BY meets_on COLLATE \"C\", id",
             whose.viewer.person(), whose.today, whose.today + soon)) {
        const bool past = each.meets_on < whose.today, planned = state(each) == MeetingState::planned;
        const char* act = planned ? "Offer a support meeting to "
                          : past  ? "Record the support meeting with "
                                  : "Prepare the support meeting with ";
        const char* said = planned                ? "The school does not know of it yet"
                           : each.reasons.empty() ? "The school has not said yet what it brings"
                                                  : "The school has said what it brings";
        items.push_back({past ? kit::Urgency::overdue : kit::Urgency::due, act + name_of(schools, each.urn),
                         meeting_href(each), said, each.meets_on});
    }
}

/// Reviews that were agreed, until there is a later meeting.
void reviews_to_hold(const schools::Register& schools, const kit::Whose& whose,
                     std::vector<kit::WorkItem>& items) {
    for (const SupportMeeting& each :
         support_meetings.where(whose.db, whose.viewer,
                                "officer = $1 AND review_on <= $2 AND review_on >= $3 AND held_on IS NOT "
                                "NULL ORDER BY review_on, id",
                                whose.viewer.person(), whose.today + soon, whose.today - looked_back)) {
        const auto later = support_meetings.where(
            whose.db, whose.viewer, "urn = $1 AND meets_on > $2 AND declined_on IS NULL LIMIT 1", each.urn,
            *each.held_on);
        if (later.empty())
            items.push_back({*each.review_on < whose.today ? kit::Urgency::overdue : kit::Urgency::due,
                             "Look again at attendance with " + name_of(schools, each.urn),
                             school_href(each.urn), "The review agreed in the support meeting",
                             each.review_on});
    }
}

/// The first of many; the rest as one line.
void shorten(std::vector<kit::WorkItem>& items) {
    if (items.size() <= most_items) return;
    const auto more = items.size() - most_items;
    items.resize(most_items);
    items.push_back({kit::Urgency::due, fmt::format("{} more support meetings and reviews", more),
                     "/attendance", "In the list of schools", std::nullopt});
}

std::vector<kit::WorkItem> officers_work(const PageTools& tools, const kit::Whose& whose) {
    std::vector<kit::WorkItem> items;
    const auto schools = tools.registers.current(whose.db);
    meetings_to_hold(*schools, whose, items);
    reviews_to_hold(*schools, whose, items);
    std::ranges::stable_sort(items, {}, &kit::WorkItem::due);
    shorten(items);
    const auto overdue =
        meeting_actions.where(whose.db, whose.viewer, "done_on IS NULL AND due < $1", whose.today).size();
    if (overdue > 0)
        items.push_back({kit::Urgency::overdue, fmt::format("Overdue actions for attendance: {}", overdue),
                         "/attendance/actions?state=open", "Agreed with schools in support meetings",
                         std::nullopt});
    items.push_back({kit::Urgency::standing,
                     "Schools to offer a support meeting",
                     "/attendance",
                     "Every school, those overdue first",
                     {}});
    return items;
}

std::vector<kit::WorkItem> schools_work(const PageTools& tools, const kit::Whose& whose) {
    std::vector<kit::WorkItem> items;
    const auto schools = tools.registers.current(whose.db);
    for (const SupportMeeting& each : support_meetings.where(
             whose.db, whose.viewer, "declined_on IS NULL AND meets_on >= $1 ORDER BY meets_on, id",
             whose.today - soon)) {
        if (each.called_off_on)
            items.push_back({kit::Urgency::fresh, "The support meeting about attendance is called off",
                             meeting_href(each), each.called_off_reason, std::nullopt});
        else if (each.held_on)
            items.push_back({kit::Urgency::fresh, "Read the record of the support meeting about attendance",
                             meeting_href(each), name_of(*schools, each.urn), std::nullopt});
        else if (each.moved_from && each.meets_on >= whose.today)
            items.push_back({kit::Urgency::fresh,
                             fmt::format("The support meeting about attendance moved from {} to {}",
                                         each.moved_from->display(), each.meets_on.display()),
                             meeting_href(each), name_of(*schools, each.urn), std::nullopt});
        if (!each.called_off_on && !each.held_on && each.meets_on >= whose.today && each.reasons.empty() &&
            whose.viewer.may(attendance_bring, each.urn, each.authority))
            items.push_back({kit::Urgency::due, "Say what you bring to the support meeting about attendance",
                             meeting_href(each), name_of(*schools, each.urn), each.meets_on});
    }
    for (const MeetingAction& each : meeting_actions.where(
             whose.db, whose.viewer, "done_on IS NULL AND due <= $1 ORDER BY due, id", whose.today + soon))
        if (whose.viewer.may(attendance_answer, each.urn, each.authority))
            items.push_back({each.due < whose.today ? kit::Urgency::overdue : kit::Urgency::due, each.what,
                             actions_href(each.urn), "Agreed for attendance; " + each.owner, each.due});
    return items;
}

std::vector<kit::WorkItem> work_items(const PageTools& tools, const kit::Whose& whose) {
    if (whose.viewer.may(attendance_write)) return officers_work(tools, whose);
    const bool at_school = access::scope_of(whose.viewer.role()) == access::ScopeKind::school;
    if (at_school && whose.viewer.may(attendance_read)) return schools_work(tools, whose);
    if (whose.viewer.may(attendance_county))
        return {{kit::Urgency::standing,
                 "Attendance support in numbers",
                 "/attendance/county",
                 "How many schools had their meeting this term",
                 {}}};
    return {};
}

web::Html panel(kit::Act& act, const schools::School& school, Date) {
    act.record("support_meeting.read", "school:" + school.urn.text());
    const auto meetings = support_meetings.where(
        act.db, act.viewer, "urn = $1 ORDER BY meets_on COLLATE \"C\" DESC, id DESC LIMIT 1", school.urn);
    const auto words =
        meetings.empty() ? std::string{"No meeting has been offered yet"} : words_of(meetings.front());
    return page_kit::paragraph(
        page_kit::link_to(school_href(school.urn), "Support meetings about attendance") +
        Html::text(". Latest: " + words + "."));
}

}

namespace {

std::vector<kit::SearchSource> searches(const PageTools& tools) {
    using M = SupportMeeting;
    const auto meeting = [tools](const M& m, kit::Act& act) {
        return kit::SearchHit{.title = "Support meeting: " + name_of(*tools.registers.current(act.db), m.urn),
                              .href = meeting_href(m),
                              .detail = words_of(m),
                              .text = m.reasons + " " + m.strategies + " " + m.barriers};
    };
    const auto action = [tools](const MeetingAction& a, kit::Act& act) {
        return kit::SearchHit{
            .title = a.what,
            .href = actions_href(a.urn),
            .detail = name_of(*tools.registers.current(act.db), a.urn) +
                      (a.done_on ? ", done on " + a.done_on->display() : ", by " + a.due.display())};
    };
    return {kit::search_of(support_meetings, "Support meetings", {&M::reasons, &M::strategies, &M::barriers},
                           meeting, "support_meeting.read"),
            kit::search_of(meeting_actions, "Agreed actions", {&MeetingAction::what, &MeetingAction::owner},
                           action, "support_meeting.read")};
}

}

kit::Feature feature(const PageTools& tools) {
    constexpr int after_the_level = 25;
    kit::Feature made{.routes = school_routes(tools),
                      .menu = {{"Attendance", "/attendance", attendance_list}},
                      .work = {[tools](const kit::Whose& whose) { return work_items(tools, whose); }},
                      .panels = {{.title = "Attendance support",
                                  .order = after_the_level,
                                  .permission = attendance_read,
                                  .render = panel}},
                      .searches = searches(tools)};
    for (kit::Route& each : county_routes(tools)) made.routes.push_back(std::move(each));
    return made;
}

}
