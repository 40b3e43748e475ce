#include "base/text.hpp"
#include "evidence/notes/notes.hpp"
#include "feature_kit/lifecycle.hpp"

namespace tarn::evidence {
namespace {

using access::Permission;
using access::Viewer;

NoteState state_of(const Note& note) {
    return note.ended_on ? NoteState::withdrawn : NoteState::current;
}

Outcome days_in_order(const Note& note) {
    if (note.review_on < note.observed_on)
        return Error{"The review date must not be before the day it was heard or seen.", {}, "review_on"};
    if (note.expires_on < note.review_on)
        return Error{"The note must not expire before its review date.", {}, "expires_on"};
    return Done{};
}

kit::Sql caseload_or_own(const Viewer& viewer) {
    if (viewer.may(Permission::board_read)) return {};
    return {"visibility = 'caseload' OR written_by = $1", viewer.person()};
}

const kit::Lifecycle<NoteState> note_life{
    "note",
    note_states,
    {{.name = "withdraw",
      .from = {NoteState::current},
      .permission = Permission::board_decide,
      .label = "Withdraw it",
      .refusal = "Only its author or a member of the board can withdraw a note."}}};

}

const kit::Record<Note> notes = [] {
    using namespace kit;
    return Record<Note>{
        "soft_note",
        "Soft intelligence",
        {key("id", &Note::id), owner("authority", &Note::authority), school("urn", &Note::urn),
         date("observed_on", &Note::observed_on, "Seen or heard", asks("When was it seen or heard?"),
              hint("For example, 3 3 2026"), named("The day it was seen or heard")),
         coded("category", &Note::category, note_categories, "About", asks("What is it about?"),
               required("Choose what it is about")),
         coded("concern", &Note::concern, concerns, "Concern", asks("How serious is it?"),
               required("Choose how serious it is")),
         text("body", &Note::body, "Note", required("Enter the note"), lines(5),
              hint("Write facts, not opinions about people. The school can ask to see what we hold.")),
         text("source", &Note::source, "Source", required("Enter who said it or where it was seen"),
              hint("Who said it, or where it was seen")),
         coded("confidence", &Note::confidence, confidences, "Confidence", asks("How well is it known?"),
               required("Choose how well it is known")),
         coded("visibility", &Note::visibility, note_visibilities, "Seen by", asks("Who may see it?"),
               starts_as("caseload")),
         date("review_on", &Note::review_on, "Review", asks("When will you look at it again?"),
              hint("Within a year"), named("The review date")),
         date("expires_on", &Note::expires_on, "Counts until", asks("Last day it counts"),
              hint("On or after the review"), named("The last day")),
         person("written_by", &Note::written_by),
         person_name("written_by", &Note::written_by_name, "Entered by"),
         instant("written_at", &Note::written_at, "Entered"),
         derived("state", state_of, note_states,
                 "CASE WHEN ended_on IS NULL THEN 'current' ELSE 'withdrawn' END"),
         date("ended_on", &Note::ended_on, "Withdrawn"),
         text("ended_reason", &Note::ended_reason, "Why it was withdrawn", asks("Why is it withdrawn?"),
              needed_when_asked("Enter why the note is withdrawn")),
         person("ended_by", &Note::ended_by)},
        called("note"),
        seen_with(Permission::soft_notes_read),
        written_with(Permission::soft_notes_write,
                     "You can only write notes about schools in your own caseload."),
        only_if(caseload_or_own),
        consistent(days_in_order),
        kept_for(6, latest_of("expires_on", "ended_on"))};
}();

bool Note::counts_on(Date day) const {
    return day_of(written_at) <= day && day <= expires_on && (!ended_on || day <= *ended_on);
}

Result<NoteId> add_note(storage::Writer& db, const Viewer& viewer, Note note, Instant now) {
    note.written_by = viewer.person();
    note.written_at = now;
    if (note.observed_on > day_of(now))
        return Error{"The day it was heard or seen must not be in the future.", {}, "observed_on"};
    if (note.review_on > add_months(day_of(now), 12))
        return Error{"The review date must be within a year from today.", {}, "review_on"};
    return notes.add(db, viewer, note);
}

Outcome may_withdraw(const Viewer& viewer, const Note& note) {
    return note_life.check("withdraw", state_of(note), [&](Permission wanted) {
        return note.written_by == viewer.person() || viewer.may(wanted);
    });
}

Outcome end_note(storage::Writer& db, const Viewer& viewer, NoteId id, std::string_view reason, Instant now) {
    auto note = notes.find(db, viewer, id);
    if (!note) return Error{"There is no such note.", {}};
    if (auto may = may_withdraw(viewer, *note); !may) return may;
    if (blank(reason)) return Error{"Enter why the note is withdrawn", {}, "ended_reason"};
    note->ended_on = day_of(now);
    note->ended_reason = reason;
    note->ended_by = viewer.person();
    return notes.update(db, viewer, *note, {&Note::ended_on, &Note::ended_reason, &Note::ended_by});
}

std::vector<Note> notes_of(storage::Reader& db, const Viewer& viewer, Urn urn, AuthorityCode authority) {
    return notes.where(db, viewer,
                       "authority = $1 AND urn = $2 ORDER BY observed_on COLLATE \"C\" DESC, id DESC",
                       authority, urn);
}

std::vector<Note> notes_to_review(storage::Reader& db, const Viewer& viewer, Date day) {
    return notes.where(db, viewer,
                       "written_by = $1 AND review_on <= $2 AND expires_on >= $2 AND ended_on IS NULL ORDER "
                       "BY review_on, id",
                       viewer.person(), day);
}

}
