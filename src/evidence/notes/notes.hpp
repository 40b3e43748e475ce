#pragma once
// Notes of soft intelligence (requirement R-097): kept apart from statutory data, with source, date,
// confidence, review and expiry. Confidential: a Viewer sees a note as its author, or as an officer with the
// school in scope, or, for notes kept to the board, as a member of the board or the director. Heads, chairs
// and data officers see none.
#include "evidence/notes/notes_rules.hpp"
#include "feature_kit/record.hpp"

namespace tarn::evidence {

struct Note {
    NoteId id{};
    Urn urn;
    AuthorityCode authority;
    NoteCategory category = NoteCategory::staff_mobility;
    Concern concern = Concern::slight;
    Confidence confidence = Confidence::unverified;
    NoteVisibility visibility = NoteVisibility::caseload;
    std::string source{}, body{};
    Date observed_on{}, review_on{}, expires_on{};
    PersonId written_by{};
    std::string written_by_name{};
    Instant written_at{};
    std::optional<Date> ended_on{};
    std::string ended_reason{};
    std::optional<PersonId> ended_by{};
    std::optional<Confirmation> confirmed_as{};
    std::optional<Date> confirmed_on{};
    std::optional<PersonId> confirmed_by{};
    std::string rule_began{};  ///< the day, in ISO form, from which a review ends what nobody confirmed
    bool waits_for_confirmation() const;  ///< unverified, and nobody has confirmed it
    /// Unless it is withdrawn: its review date while it waits for confirmation, then its expiry.
    Date counts_until() const;
    bool counts_on(Date day) const;  ///< between the day it was written and its end or last day
    /// How well it was known on the day.
    Confidence confidence_on(Date day) const;
};
extern const kit::Record<Note> notes;

/// Refused: school out of scope, empty source or note, dates in the wrong order, seen in the future, a review
/// more than a year away (unverified intelligence is looked at each year).
Result<NoteId> add_note(storage::Writer& db, const access::Viewer& viewer, Note note, Instant now);
/// Its author or a member of the board may, while it is not withdrawn.
Outcome may_withdraw(const access::Viewer& viewer, const Note& note, Date today);
/// It stops counting from the next day; earlier ratings stand.
Outcome end_note(storage::Writer& db, const access::Viewer& viewer, NoteId id, std::string_view reason,
                 Instant now);

NoteState state_on(const Note& note, Date today);
/// The same as a condition on the record's columns.
kit::Condition in_state(NoteState state, Date today);
/// Its author or a member of the board may look at it again while it counts: one that waits for confirmation
/// is not confirmed after its review date.
Outcome may_review(const access::Viewer& viewer, const Note& note, Date today);
/// A note that waits for confirmation is confirmed; the next review is at most a year away and no later than
/// its last day. Earlier ratings stand.
Outcome review_note(storage::Writer& db, const access::Viewer& viewer, const Note& reviewed, Instant now);
/// Notes that nobody confirmed by their review; the rule of their deletion.
kit::Retention unverified_notes();

/// Those the viewer may see, latest first, also ended ones.
std::vector<Note> notes_of(storage::Reader& db, const access::Viewer& viewer, Urn urn,
                           AuthorityCode authority);
/// The viewer's own notes, neither withdrawn nor expired today, whose review date has come by `day`.
std::vector<Note> notes_to_review(storage::Reader& db, const access::Viewer& viewer, Date today, Date day);

}
