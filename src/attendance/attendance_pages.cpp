#include "attendance/attendance_pages.hpp"

#include <fmt/format.h>

#include "attendance/attendance_rules.hpp"
#include "attendance/handlers_pages.hpp"
#include "feature_kit/record.hpp"

namespace tarn::attendance {
namespace {

constexpr int soon = 14;  // days

std::string name_of(const schools::Register& schools, Urn urn) {
    const auto* school = schools.latest(urn);
    return school ? std::string{school->name} : "school " + urn.text();
}

std::vector<kit::WorkItem> officers_work(const PageTools& tools, const kit::Whose& whose) {
    std::vector<kit::WorkItem> items;
    const auto schools = tools.registers.current(whose.db);
    for (const SupportMeeting& each :
         support_meetings.where(whose.db, whose.viewer,
                                "officer = $1 AND held_on IS NULL AND declined_on IS NULL AND meets_on <= $2 "
                                "ORDER BY meets_on, id",
                                whose.viewer.person(), whose.today + soon)) {
        const bool past = each.meets_on < whose.today;
        const std::string name = name_of(*schools, each.urn);
        const char* act = state(each) == MeetingState::planned ? "Offer a support meeting to "
                          : past                               ? "Record the support meeting with "
                                                               : "Prepare the support meeting with ";
        items.push_back({past ? kit::Urgency::overdue : kit::Urgency::due, act + name, meeting_href(each),
                         each.reasons.empty() ? "The school has not said yet what it brings"
                                              : "The school has said what it brings",
                         each.meets_on});
    }
    items.push_back({kit::Urgency::standing,
                     "Schools to offer a support meeting",
                     "/attendance",
                     "Every school, the highest persistent absence first",
                     {}});
    return items;
}

std::vector<kit::WorkItem> schools_work(const PageTools& tools, const kit::Whose& whose) {
    std::vector<kit::WorkItem> items;
    const auto schools = tools.registers.current(whose.db);
    for (const SupportMeeting& each : support_meetings.where(
             whose.db, whose.viewer,
             "held_on IS NULL AND declined_on IS NULL AND meets_on >= $1 ORDER BY meets_on, id", whose.today))
        if (whose.viewer.may(attendance_answer, each.urn, each.authority))
            items.push_back({kit::Urgency::due, "Say what you bring to the support meeting about attendance",
                             meeting_href(each), name_of(*schools, each.urn), each.meets_on});
    for (const MeetingAction& each : meeting_actions.where(
             whose.db, whose.viewer, "done_on IS NULL AND due <= $1 ORDER BY due, id", whose.today + soon))
        items.push_back({each.due < whose.today ? kit::Urgency::overdue : kit::Urgency::due, each.what,
                         actions_href(each.urn), "Agreed for attendance; " + each.owner, each.due});
    return items;
}

std::vector<kit::WorkItem> work_items(const PageTools& tools, const kit::Whose& whose) {
    if (whose.viewer.may(attendance_county) && whose.viewer.role() == access::Role::attendance_officer)
        return officers_work(tools, whose);
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
    const auto words = meetings.empty()
                           ? std::string{"No meeting has been offered yet"}
                           : fmt::format("{} on {}", meeting_states.title(state(meetings.front())),
                                         meetings.front().meets_on.display());
    return page_kit::paragraph(
        page_kit::link_to(school_href(school.urn), "Support meetings about attendance") +
        Html::text(". Latest: " + words + "."));
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
                                  .render = panel}}};
    for (kit::Route& each : county_routes(tools)) made.routes.push_back(std::move(each));
    return made;
}

}
