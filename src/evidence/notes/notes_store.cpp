#include "base/text.hpp"
#include "evidence/notes/notes.hpp"
#include "feature_kit/lifecycle.hpp"

namespace tarn::evidence {
namespace {

using access::Permission;
using access::Viewer;

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

constexpr const char* who_may = "Only its author or a member of the board can do this.";

const kit::Lifecycle<NoteState> note_life{"note",
                                          note_states,
                                          {{.name = "withdraw",
                                            .from = {NoteState::current, NoteState::past},
                                            .permission = Permission::board_decide,
                                            .label = "Withdraw it",
                                            .refusal = who_may},
                                           {.name = "review",
                                            .from = {NoteState::current},
                                            .permission = Permission::board_decide,
                                            .label = "Look at it again",
                                            .refusal = who_may}}};

Outcome may_do(std::string_view act, const Viewer& viewer, const Note& note, Date today) {
    return note_life.check(act, state_on(note, today), [&](Permission wanted) {
        return note.written_by == viewer.person() || viewer.may(wanted);
    });
}

constexpr int months_to_review = 12;

/// Empty unless the rule came with an upgrade.
kit::ColumnOf<Note> rule_began() {
    auto column = kit::text("rule_began", &Note::rule_began, "");
    column.sql = "COALESCE((SELECT MAX(began_on) FROM note_rule), '')";
    return column;
}

/// The last day on which a note counts that is not withdrawn: what its state depends on.
kit::ColumnOf<Note> open_until() {
    kit::Column column;
    column.name = "open_until";
    column.kind = kit::Kind::date;
    column.optional = true;
    column.sql =
        "CASE WHEN ended_on IS NOT NULL THEN NULL WHEN confidence = 'unverified' AND confirmed_on IS NULL "
        "AND review_on COLLATE \"C\" >= COALESCE((SELECT MAX(began_on) FROM note_rule), '') "
        "THEN review_on ELSE expires_on END";
    column.derive = [](const void* row) {
        const Note& note = *static_cast<const Note*>(row);
        return note.ended_on ? kit::Cell{} : kit::to_cell(note.counts_until());
    };
    return kit::ColumnOf<Note>{std::move(column)};
}

}

const kit::Record<Note> notes = [] {
    using namespace kit;
    return Record<Note>{
        "soft_note",
        "Soft intelligence",
        {key("id", &Note::id),
         owner("authority", &Note::authority),
         school("urn", &Note::urn),
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
         open_until(),
         rule_began(),
         coded("confirmed_as", &Note::confirmed_as, confirmations, "Confirmed",
               asks("How well is it known now?"), required("Choose how well it is known now")),
         date("confirmed_on", &Note::confirmed_on, "Confirmed on"),
         person("confirmed_by", &Note::confirmed_by),
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
        kept_after(latest_of("expires_on", "ended_on"))};
}();

bool Note::waits_for_confirmation() const {
    return confidence == Confidence::unverified && !confirmed_on;
}

Date Note::counts_until() const {
    return waits_for_confirmation() && review_on.iso() >= rule_began ? review_on : expires_on;
}

bool Note::counts_on(Date day) const {
    return day_of(written_at) <= day && day <= counts_until() && (!ended_on || day <= *ended_on);
}

Confidence Note::confidence_on(Date day) const {
    if (!confirmed_on || !confirmed_as || day < *confirmed_on) return confidence;
    return *confirmed_as == Confirmation::verified ? Confidence::verified : Confidence::corroborated;
}

NoteState state_on(const Note& note, Date today) {
    if (note.ended_on) return NoteState::withdrawn;
    return note.counts_until() < today ? NoteState::past : NoteState::current;
}

kit::Condition in_state(NoteState state, Date today) {
    if (state == NoteState::withdrawn) return kit::Condition::is_set("ended_on");
    if (state == NoteState::past) return kit::Condition::between("open_until", {}, today - 1);
    return kit::Condition::between("open_until", today, {});
}

kit::Retention unverified_notes() {
    return {.name = "unverified_note",
            .table = "soft_note",
            .title = "Notes that nobody confirmed by their review",
            .counted_from = "soft_note.review_on",
            .further =
                "soft_note.confidence = 'unverified' AND soft_note.confirmed_on IS NULL AND "
                "soft_note.review_on COLLATE \"C\" >= COALESCE((SELECT MAX(began_on) FROM note_rule), '')",
            .authority = "soft_note.authority"};
}

Result<NoteId> add_note(storage::Writer& db, const Viewer& viewer, Note note, Instant now) {
    note.written_by = viewer.person();
    note.written_at = now;
    if (note.observed_on > day_of(now))
        return Error{"The day it was heard or seen must not be in the future.", {}, "observed_on"};
    if (note.review_on > add_months(day_of(now), months_to_review))
        return Error{"The review date must be within a year from today.", {}, "review_on"};
    return notes.add(db, viewer, note);
}

Outcome may_withdraw(const Viewer& viewer, const Note& note, Date today) {
    return may_do("withdraw", viewer, note, today);
}

Outcome may_review(const Viewer& viewer, const Note& note, Date today) {
    return may_do("review", viewer, note, today);
}

Outcome review_note(storage::Writer& db, const Viewer& viewer, const Note& reviewed, Instant now) {
    const Date today = day_of(now);
    auto note = notes.find(db, viewer, reviewed.id);
    if (!note) return Error{"There is no such note.", {}};
    if (auto may = may_review(viewer, *note, today); !may) return may;
    if (reviewed.review_on < today || reviewed.review_on > add_months(today, months_to_review))
        return Error{"The next review must be within a year from today", {}, "review_on"};
    if (reviewed.review_on > note->expires_on)
        return Error{
            "The note counts until " + note->expires_on.display() + ". Review it by then", {}, "review_on"};
    note->review_on = reviewed.review_on;
    if (note->waits_for_confirmation()) {
        if (!reviewed.confirmed_as) return Error{"Choose how well it is known now", {}, "confirmed_as"};
        note->confirmed_as = reviewed.confirmed_as;
        note->confirmed_on = today;
        note->confirmed_by = viewer.person();
    }
    return notes.update(db, viewer, *note,
                        {&Note::review_on, &Note::confirmed_as, &Note::confirmed_on, &Note::confirmed_by});
}

Outcome end_note(storage::Writer& db, const Viewer& viewer, NoteId id, std::string_view reason, Instant now) {
    auto note = notes.find(db, viewer, id);
    if (!note) return Error{"There is no such note.", {}};
    if (auto may = may_withdraw(viewer, *note, day_of(now)); !may) return may;
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

std::vector<Note> notes_to_review(storage::Reader& db, const Viewer& viewer, Date today, Date day) {
    return notes.where(db, viewer,
                       "written_by = $1 AND review_on <= $2 AND expires_on >= $3 AND ended_on IS NULL ORDER "
                       "BY review_on, id",
                       viewer.person(), day, today);
}

}
