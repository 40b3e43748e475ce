#include "feature_kit/meeting_pages.hpp"

#include <algorithm>

#include "feature_kit/paper.hpp"

namespace tarn::kit {
namespace {

std::string state_words(const Meeting& meeting, Date today) {
    switch (state_on(meeting, today)) {
        case MeetingState::coming:
            return meeting.held_on == today ? "Today" : "Coming";
        case MeetingState::held:
            return "Held, not closed";
        case MeetingState::closed:
            return "Closed: its record can no longer change";
        case MeetingState::called_off:
            break;
    }
    return "Called off on " + meeting.called_off_on->display() + ": " + meeting.called_off_why;
}

}

std::string MeetingDesk::href(MeetingId id) const {
    return path + "/" + std::to_string(id.value);
}
std::string MeetingDesk::object_of(MeetingId id) {
    return "meeting:" + std::to_string(id.value);
}

SearchHit MeetingDesk::hit(const Meeting& meeting) const {
    std::string detail = caption + ", " + meeting.held_on.display();
    if (!meeting.place.empty()) detail += ", " + meeting.place;
    return {.title = meeting.title,
            .href = href(meeting.id),
            .detail = detail,
            .text = meeting.minutes,
            .object = object_of(meeting.id)};
}

std::optional<web::Response> MeetingDesk::in_the_way(std::string_view name, Act& act,
                                                     const Meeting& meeting) const {
    if (act.writer) return std::nullopt;
    const auto may = meetings->may(name, act.db, act.viewer, meeting, act.today());
    return may ? std::nullopt : std::optional{not_done(act, may.error().message, href(meeting.id))};
}

void MeetingDesk::ask(Form& f, Meeting& m, bool fresh) {
    m.title = f.text("title", "What is the meeting called?", required("Enter what the meeting is called"),
                     longest(100), hint("For example, Autumn term 2026"), starts_as(m.title));
    m.held_on =
        f.date("held_on", "When is the meeting?", named("The day of the meeting"),
               hint("For example, 5 10 2026"), starts_on(fresh ? std::nullopt : std::optional{m.held_on}));
    m.place = f.text("place", "Where is it held?", longest(200), starts_as(m.place));
}

web::Response MeetingDesk::minutes(Act& act, const Meeting& meeting) const {
    Form f{act,
           {.title = "Minutes",
            .caption = meeting.title,
            .back_href = href(meeting.id),
            .button = "Save minutes"}};
    const auto text = f.long_text("minutes", "Minutes", required("Enter the minutes"), lines(18),
                                  starts_as(meeting.minutes),
                                  hint("Decisions are recorded separately. Write what was discussed."));
    const std::string present = std::to_string(meeting.minutes_version);
    const std::string read = act.typed("version", present);  // of a draft: what its writer had read
    if (!f.accepted()) return f.say(page_kit::hidden("version", read)), f.page();
    const auto version = parse_identifier(read).value_or(-1);
    const auto saved =
        meetings->save_minutes(*act.writer, act.viewer, meeting.id, version, text, act.today());
    if (saved) {
        act.record("minutes.saved", object_of(meeting.id));
        return f.done("The minutes are saved", href(meeting.id));
    }
    f.say(page_kit::hidden("version", present));  // it stands beside now
    f.say(page_kit::details({.summary = "The minutes as they are saved",
                             .content = page_kit::paragraph(page_kit::typed_text(meeting.minutes)),
                             .open = version != meeting.minutes_version}));
    return f.refused(saved.error());
}

/// Who may be present today, and whoever was recorded already: a role that has ended since takes nobody away.
Form MeetingDesk::presence(Act& act, const Meeting& meeting, std::vector<PersonId>& here) const {
    auto people = may_be_present ? may_be_present(act) : std::vector<Present>{};
    people.insert(people.end(), meeting.present.begin(), meeting.present.end());
    Answers answers;
    for (const Present& person : people)
        if (auto id = std::to_string(person.id.value); !std::ranges::count(answers, id, &Answer::code))
            answers.push_back({std::move(id), person.name});
    std::vector<std::string> before;
    for (const Present& person : meeting.present) before.push_back(std::to_string(person.id.value));
    Form f{act,
           {.title = "Who was present",
            .caption = meeting.title,
            .back_href = href(meeting.id),
            .button = "Save who was present",
            .action = href(meeting.id) + "/present",
            .drafts = false}};
    for (const auto& id : f.many("present", "Who was there?", answers, ticked(before)))
        here.push_back({*parse_identifier(id)});
    return f;
}

web::Response MeetingDesk::present(Act& act, const Meeting& meeting) const {
    std::vector<PersonId> here;
    Form f = presence(act, meeting, here);
    if (!f.accepted()) return f.page();
    const auto saved = meetings->set_present(*act.writer, act.viewer, meeting.id, here, act.today());
    if (!saved) return f.refused(saved.error());
    act.record("meeting.present", object_of(meeting.id));
    return f.done(here.empty() ? "Nobody is recorded as present" : "Who was present at the meeting is saved",
                  href(meeting.id));
}

web::Response MeetingDesk::call_off(Act& act, const Meeting& meeting) const {
    Form f{act,
           {.title = "Call the meeting off",
            .caption = meeting.title,
            .back_href = href(meeting.id),
            .button = "Call the meeting off",
            .warns = true}};
    f.say(page_kit::paragraph(
        "It stays in the list as called off, with your reason. You cannot bring it back."));
    const auto why = f.text("called_off_why", "Why is it called off?",
                            required("Enter why the meeting is called off"), longest(500));
    if (!f.accepted()) return f.page();
    const auto done = meetings->call_off(*act.writer, act.viewer, meeting.id, why, act.today());
    if (!done) return f.refused(done.error());
    act.record("meeting.called_off", object_of(meeting.id));
    return f.done("The meeting is called off", href(meeting.id));
}

web::Response MeetingDesk::close(Act& act, const Meeting& meeting, const Html& left) const {
    Form f{act,
           {.title = "Close the meeting",
            .caption = meeting.title,
            .back_href = href(meeting.id),
            .button = "Close the meeting",
            .warns = true}};
    if (!left.empty()) f.say(left);
    f.say(
        page_kit::paragraph("You cannot change the decisions, minutes or attendance after you close the "
                            "meeting. You cannot reopen it."));
    if (!f.accepted()) return f.page();
    const auto closed = meetings->close(*act.writer, act.viewer, meeting.id, act.clock.now());
    if (!closed) return f.refused(closed.error());
    act.record("meeting.closed", object_of(meeting.id));
    return f.done("The meeting is closed", href(meeting.id));
}

Html MeetingDesk::links(Act& act, const Meeting& meeting,
                        std::initializer_list<std::string_view> acts) const {
    Html html;
    for (const auto name : acts)
        if (meetings->may(name, act.db, act.viewer, meeting, act.today()))
            html += page_kit::paragraph(page_kit::link_to(href(meeting.id) + "/" + std::string{name},
                                                          meetings->life().act(name).label));
    return html;
}

Html MeetingDesk::facts(const Act& act, const Meeting& meeting, Facts more) const {
    Facts rows{{.key = "Day", .value = meeting.held_on.display()}};
    if (!meeting.place.empty()) rows.push_back({.key = "Place", .value = meeting.place});
    std::ranges::move(more, std::back_inserter(rows));
    rows.push_back({.key = "State", .value = state_words(meeting, act.today())});
    return page_kit::summary_list({.rows = std::move(rows)});
}

Html MeetingDesk::present_html(const Meeting& meeting) {
    std::vector<page_kit::Content> names;
    for (const Present& person : meeting.present) names.emplace_back(person.name);
    return names.empty() ? page_kit::paragraph("No attendance is recorded yet.")
                         : page_kit::bullet_list(names);
}

Html MeetingDesk::minutes_html(const Meeting& meeting) {
    return page_kit::heading(2, "Minutes") +
           page_kit::paragraph(meeting.minutes.empty()
                                   ? page_kit::Content{"No minutes yet."}
                                   : page_kit::Content{page_kit::typed_text(meeting.minutes)});
}

web::Response MeetingDesk::record_file(Act& act, const Meeting& meeting, Facts more, const Html& added,
                                       bool confidential) const {
    return paper_file(act,
                      {.title = "Minutes: " + meeting.title,
                       .caption = caption,
                       .name = "minutes-" + meeting.held_on.iso(),
                       .confidential = confidential,
                       .day = meeting.held_on,
                       .back = href(meeting.id),
                       .content = facts(act, meeting, std::move(more)) + page_kit::heading(2, "Present") +
                                  present_html(meeting) + added + minutes_html(meeting)});
}

/// Who was present and what was minuted, with the forms that are possible now.
Html MeetingDesk::record(Act& act, const Meeting& meeting) const {
    Html html =
        web::element("h2", {{"class", "govuk-heading-m"}, {"id", "attendance"}}, Html::text("Present")) +
        present_html(meeting);
    std::vector<PersonId> here;
    if (meetings->may("present", act.db, act.viewer, meeting, act.today()))
        html += presence(act, meeting, here).html();
    html += minutes_html(meeting);
    if (!meeting.minutes.empty() || !meeting.present.empty())
        html += paper_links(href(meeting.id) + "/record", "the minutes");
    return html + links(act, meeting, {"minutes", "close"});
}

web::Response MeetingDesk::show(Act& act, const Meeting& meeting, const MeetingView& view) const {
    Html content = facts(act, meeting, view.facts) + links(act, meeting, {"change", "call-off"}) + view.above;
    if (!meeting.called_off_on || !meeting.present.empty() || !meeting.minutes.empty())
        content += record(act, meeting);
    return respond(act,
                   {.title = meeting.title,
                    .caption = caption + ", " + meeting.held_on.display(),
                    .back_href = path,
                    .errors = view.errors,
                    .notice = view.notice,
                    .wide = view.wide},
                   content);
}

}
