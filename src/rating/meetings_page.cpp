// The challenge board's meetings: the list, arranging one, its minutes, who was present, closing it.
#include <fmt/format.h>

#include "feature_kit/list_page.hpp"
#include "people/people.hpp"
#include "rating/handlers_pages.hpp"

namespace tarn::rating {
namespace {

using access::Permission;

struct MeetingLine : Meeting {
    MeetingState state;
};

std::string object_of(const Meeting& meeting) {
    return fmt::format("meeting:{}", meeting.id.value);
}

kit::List meetings_list() {
    using Column = kit::ListColumn<MeetingLine>;
    const auto href = [](const MeetingLine& meeting) { return meeting_href(meeting.id); };
    kit::ListPage<MeetingLine> list{
        .path = "/board/meetings", .title = "Challenge board", .noun = "meeting", .nouns = "meetings"};
    list.permission = Permission::board_read;
    list.columns = {Column("title", "Meeting", &MeetingLine::title).linked(href),
                    Column("held_on", "Day", &MeetingLine::held_on).largest_at_first(),
                    Column("evidence_as_at", "Evidence as at", &MeetingLine::evidence_as_at),
                    Column("recommendations_by", "Recommendations by", &MeetingLine::recommendations_by),
                    Column("state", "State", &MeetingLine::state, meeting_states)};
    list.filters = {
        kit::ListFilter<MeetingLine>::choice("state", "State", meeting_states, &MeetingLine::state)};
    list.nothing = "No meeting has been arranged yet.";
    list.button = kit::NavItem{"Arrange a meeting", "/board/meetings/new", Permission::board_decide};
    return {list, [](kit::Act& act) {
                std::vector<MeetingLine> rows;
                for (const auto& one : meetings(act.db, act.viewer))
                    rows.push_back({one, state_on(one, act.today())});
                return rows;
            }};
}

web::Response arrange(kit::Act& act) {
    kit::Form f{act,
                {.title = "Arrange a meeting of the board",
                 .back_href = "/board/meetings",
                 .button = "Arrange the meeting",
                 .action = "/board/meetings"}};
    Meeting m;
    m.title =
        f.text("title", "What is the meeting called?", kit::required("Enter what the meeting is called"),
               kit::longest(100), kit::hint("For example, Autumn term 2026"));
    m.held_on = f.date("held_on", "When does the board meet?", kit::named("The day of the meeting"),
                       kit::hint("For example, 5 10 2026"));
    m.evidence_as_at = f.date("evidence_as_at", "Evidence as at", kit::named("The date of the evidence"),
                              kit::hint("Proposals use only what was known on this day"));
    m.recommendations_by = f.date("recommendations_by", "Last day for advisers' recommendations",
                                  kit::named("The last day for recommendations"),
                                  kit::hint("On or before the day of the meeting"));
    if (!f.accepted()) return f.page();
    const auto added = add_meeting(*act.writer, act.viewer, m, act.clock.now());
    if (!added) return f.refused(added.error());
    act.record("meeting.arranged", fmt::format("meeting:{}", added->value));
    return f.done("The meeting is arranged", meeting_href(*added));
}

web::Response minutes(kit::Act& act, const Meeting& meeting) {
    const auto href = meeting_href(meeting.id);
    kit::Form f{act,
                {.title = "Minutes", .caption = meeting.title, .back_href = href, .button = "Save minutes"}};
    f.say(page_kit::hidden("version", std::to_string(meeting.minutes_version)));
    const auto text =
        f.long_text("minutes", "Minutes", kit::required("Enter the minutes"), kit::lines(18),
                    kit::starts_as(meeting.minutes),
                    kit::hint("Decisions are listed in the pack by themselves; write what was discussed."));
    if (!f.accepted()) return f.page();
    const auto version = parse_identifier(act.typed("version")).value_or(-1);
    const auto saved = save_minutes(*act.writer, act.viewer, meeting.id, version, text);
    if (saved) {
        act.record("minutes.saved", object_of(meeting));
        return f.done("The minutes are saved", href);
    }
    f.say(page_kit::details({.summary = "The minutes as they are saved",
                             .content = page_kit::paragraph(meeting.minutes),
                             .open = version != meeting.minutes_version}));
    return f.refused(saved.error());
}

/// Asks who of the board's members and the director is here.
kit::Form presence(kit::Act& act, const Meeting& meeting, std::vector<PersonId>& here) {
    kit::Answers members;
    for (const auto role : {access::Role::board_member, access::Role::director})
        for (const auto& person : people::holders(act.db, act.viewer.authority(), role, act.today()))
            if (const auto id = std::to_string(person.id.value);
                !std::ranges::count(members, id, &kit::Answer::code))
                members.push_back({id, person.name});
    std::vector<std::string> before;
    for (const auto& person : meeting.present) before.push_back(std::to_string(person.id.value));
    kit::Form f{
        act,
        {.button = "Save who is present", .action = meeting_href(meeting.id) + "/present", .drafts = false}};
    for (const auto& id : f.many("present", "Who is here?", members, kit::ticked(before)))
        here.push_back({*parse_identifier(id)});
    return f;
}

web::Response present(kit::Act& act, const Meeting& meeting) {
    std::vector<PersonId> here;
    kit::Form f = presence(act, meeting, here);
    if (!f.accepted()) return f.page();
    const auto saved = set_present(*act.writer, act.viewer, meeting.id, here);
    if (!saved) return kit::not_done(act, saved.error().message, meeting_href(meeting.id));
    act.record("meeting.present", object_of(meeting));
    return f.done("Who is present is saved", meeting_href(meeting.id));
}

web::Response close(kit::Act& act, const Meeting& meeting) {
    const auto href = meeting_href(meeting.id);
    kit::Form f{act,
                {.title = "Close the meeting",
                 .caption = meeting.title,
                 .back_href = href,
                 .button = "Close the meeting",
                 .warns = true}};
    f.say(page_kit::paragraph(
        "Its decisions, minutes and who was present become final. A closed meeting cannot "
        "be opened again."));
    if (!f.accepted()) return f.page();
    const auto closed = close_meeting(*act.writer, act.viewer, meeting.id, act.clock.now());
    if (!closed) return f.refused(closed.error());
    act.record("meeting.closed", object_of(meeting));
    return f.done("The meeting is closed", href);
}

}

Html meeting_record_html(kit::Act& act, const Meeting& meeting, bool open) {
    std::vector<page_kit::Content> names;
    for (const auto& person : meeting.present) names.emplace_back(person.name);
    Html html =
        web::element("h2", {{"class", "govuk-heading-m"}, {"id", "attendance"}}, Html::text("Present"));
    html += names.empty() ? page_kit::paragraph("Nobody has been recorded.") : page_kit::bullet_list(names);
    std::vector<PersonId> here;
    if (open) html += presence(act, meeting, here).html();
    html += page_kit::heading(2, "Minutes") +
            page_kit::paragraph(meeting.minutes.empty() ? "No minutes yet." : meeting.minutes);
    if (!open) return html;
    const auto href = meeting_href(meeting.id);
    return html + page_kit::paragraph(page_kit::link_to(href + "/minutes", "Write the minutes")) +
           page_kit::paragraph(page_kit::link_to(href + "/close", "Close the meeting"));
}

std::vector<kit::Route> meeting_routes() {
    auto routes = meetings_list().routes();
    const auto add = [&](const char* path, const char* title, kit::ActHandler page, const char* label = "") {
        const auto method = *label ? web::Method::post : web::Method::get;
        routes.push_back({method, std::string{"/board/meetings"} + path, Permission::board_decide,
                          *label != 0, label, std::move(page), title});
    };
    const auto of_one = [](web::Response (*page)(kit::Act&, const Meeting&)) {
        return [page](kit::Act& act) {
            const auto meeting = asked_meeting(act);
            return meeting ? page(act, *meeting) : kit::not_found(act, "There is no such meeting.");
        };
    };
    add("/new", "Arranging a meeting", arrange);
    add("", "Arranging a meeting", arrange, "meeting.arranged");
    add("/{meeting}/minutes", "The minutes of a meeting", of_one(minutes));
    add("/{meeting}/minutes", "The minutes of a meeting", of_one(minutes), "minutes.saved");
    add("/{meeting}/present", "Recording who is present", of_one(present), "meeting.present");
    add("/{meeting}/close", "Closing a meeting", of_one(close));
    add("/{meeting}/close", "Closing a meeting", of_one(close), "meeting.closed");
    return routes;
}

}
