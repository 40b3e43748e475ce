// The challenge board's meetings, what it is recommended and what it decides.
#include "platform/storage/storage.hpp"
#include "scenario/scenario.hpp"

namespace tarn::scenario {

MeetingId meeting(Writer& db, Instant now, const Viewer& member, const Meeting& meeting) {
    const auto or_else = [](Date day, Date other) { return day == Date{} ? other : day; };
    const Date held_on = or_else(meeting.held_on, day_of(now));
    auto wanted = rating::meeting_to_arrange(meeting.title, held_on, or_else(meeting.evidence_as_at, held_on),
                                             or_else(meeting.recommendations_by, held_on));
    wanted.place = meeting.place;
    const auto id = must(rating::board_meetings.arrange(db, member, wanted, now));
    if (!meeting.minutes.empty())
        must(rating::board_meetings.save_minutes(db, member, id, 0, meeting.minutes, day_of(now)));
    return id;
}

void recommendation(Writer& db, Instant now, const Viewer& adviser, rating::NewRecommendation wanted) {
    wanted.authority = adviser.authority();
    must(rating::recommend(db, adviser, wanted, now));
}

DecisionId decision(Writer& db, Instant now, const Viewer& member, rating::NewDecision wanted) {
    wanted.authority = member.authority();
    if (wanted.scheme.empty()) {
        wanted.scheme = "default 1";
        wanted.evidence = "[]";
        if (!wanted.proposed) wanted.proposed = wanted.level;
        const auto before = rating::decided_level(db, member, wanted.urn, wanted.authority, day_of(now));
        if (before) wanted.seen = before->id;
    }
    const auto& meetings = rating::board_meetings;
    if (const auto meeting = meetings.find(db, member, wanted.meeting); meeting && meeting->present.empty())
        must(meetings.set_present(db, member, meeting->id, std::vector{member.person()}, day_of(now)));
    const auto taken = rating::decide(db, member, wanted, now);
    if (const auto* refusal = std::get_if<rating::Refusal>(&taken)) throw Refused(refusal->error);
    return std::get<DecisionId>(taken);
}

void meeting_closed(Writer& db, Instant now, const Viewer& member, MeetingId meeting,
                    std::span<const PersonId> present, std::string_view minutes) {
    const auto& meetings = rating::board_meetings;
    must(meetings.set_present(db, member, meeting, present, day_of(now)));
    const auto version = meetings.find(db, member, meeting)->minutes_version;
    must(meetings.save_minutes(db, member, meeting, version, minutes, day_of(now)));
    must(meetings.close(db, member, meeting, now));
}

rating::FigureQueryId figure_query(Writer& db, Instant now, const Viewer& head, rating::FigureQuery query) {
    query.authority = head.authority();
    query.urn = head.schools().front();
    query.asked_by = head.person();
    query.asked_on = day_of(now);
    return must(rating::ask_about_figure(db, head, query));
}

void figure_answer(Writer& db, Instant now, const Viewer& officer, rating::FigureQueryId query,
                   rating::FigureAnswer answer, std::string reason) {
    auto row = rating::figure_queries.find(db, officer, query).value();
    row.answer = answer;
    row.reason = std::move(reason);
    must(rating::answer_about_figure(db, officer, std::move(row), day_of(now)));
}

}
