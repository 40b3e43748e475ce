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
    bool counts_on(Date day) const;  ///< between the day it was written and its end or expiry
};
extern const kit::Record<Note> notes;

/// Refused: school out of scope, empty source or note, dates in the wrong order, seen in the future, a review
/// more than a year away (unverified intelligence is looked at each year).
Result<NoteId> add_note(storage::Writer& db, const access::Viewer& viewer, Note note, Instant now);
/// Its author or a member of the board may, while it is not withdrawn.
Outcome may_withdraw(const access::Viewer& viewer, const Note& note);
/// It stops counting from the next day; earlier ratings stand.
Outcome end_note(storage::Writer& db, const access::Viewer& viewer, NoteId id, std::string_view reason,
                 Instant now);

/// Those the viewer may see, latest first, also ended ones.
std::vector<Note> notes_of(storage::Reader& db, const access::Viewer& viewer, Urn urn,
                           AuthorityCode authority);
/// The viewer's own notes whose review date has come by `day`.
std::vector<Note> notes_to_review(storage::Reader& db, const access::Viewer& viewer, Date day);

}
