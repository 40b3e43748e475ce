#pragma once
// What a rating uses of notes: for whom each counts, from when until when, and how much.
#include "evidence/notes/notes.hpp"

namespace tarn::evidence {

/// 0..1: how serious the concern is, times how well it is known. An unverified note counts a third, so that
/// hearsay alone cannot carry an indicator to its full weight; a strength counts nothing rather than making
/// up for a concern.
double note_severity(Concern concern, Confidence confidence);

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
std::int64_t notes_generation(storage::Reader& db);  ///< rises with every note, change or deletion

}
