#pragma once
// Notes of soft intelligence (requirement R-097): kept apart from statutory data, with source, date,
// confidence, review and expiry. Confidential: a Viewer sees a note as its author, or as an officer with the
// school in scope, or, for notes kept to the board, as a member of the board or the director. Heads, chairs
// and data officers see none.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/viewer.hpp"
#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "evidence/notes/notes_rules.hpp"
#include "platform/storage/storage.hpp"

namespace tarn::evidence {

struct Note {
    NoteId id{};
    Urn urn;
    NoteCategory category = NoteCategory::staff_mobility;
    Concern concern = Concern::slight;
    Confidence confidence = Confidence::unverified;
    NoteVisibility visibility = NoteVisibility::caseload;
    std::string source;
    std::string body;
    Date observed_on;
    Date review_on;
    Date expires_on;
    PersonId written_by{};
    std::string written_by_name;
    Instant written_at{};
    std::optional<Date> ended_on;
    std::string ended_reason;
    bool counts_on(Date day) const;  ///< between the day it was written and its end or expiry
};

struct NewNote {
    Urn urn;
    AuthorityCode authority;
    NoteCategory category = NoteCategory::staff_mobility;
    Concern concern = Concern::slight;
    Confidence confidence = Confidence::unverified;
    NoteVisibility visibility = NoteVisibility::caseload;
    std::string source;
    std::string body;
    Date observed_on;
    Date review_on;
    Date expires_on;
};
/// Refused: school out of scope, empty source or note, dates in the wrong order, seen in the future, a review
/// more than a year away (unverified intelligence is looked at each year).
Result<NoteId> add_note(storage::Writer& db, const access::Viewer& viewer, const NewNote& note, Instant now);
/// It stops counting from the next day; earlier ratings stand. Its author or a member of the board may.
Outcome end_note(storage::Writer& db, const access::Viewer& viewer, NoteId id, std::string_view reason,
                 Instant now);

/// Those the viewer may see, latest first, also ended ones.
std::vector<Note> notes_of(storage::Reader& db, const access::Viewer& viewer, Urn urn,
                           AuthorityCode authority);
std::optional<Note> find_note(storage::Reader& db, const access::Viewer& viewer, NoteId id);
/// The viewer's own notes whose review date has come by `day`.
std::vector<Note> notes_to_review(storage::Reader& db, const access::Viewer& viewer, Date day);

/// Whose notes count: those of the whole caseload, or also those kept to the board, of whose existence
/// nobody else may know.
enum class NotesFor : std::uint8_t { officers, board };
NotesFor notes_for(const access::Viewer& viewer);

/// What a rating uses of the authority's notes, without a word of them: that a note of the category exists.
/// Pages that show it are confidential themselves.
struct NoteFact {
    Urn urn;
    NoteCategory category = NoteCategory::staff_mobility;
    Date from;
    std::optional<Date> to;
    Date known_from;
    double severity = 0;
};
std::vector<NoteFact> note_facts(storage::Reader& db, AuthorityCode authority, Date as_at,
                                 NotesFor whom);  ///< by URN, then key
bool has_notes_of_board(storage::Reader& db, AuthorityCode authority);
std::int64_t notes_generation(storage::Reader& db,
                              AuthorityCode authority);  ///< changes with every note or end

}
