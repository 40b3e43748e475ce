#include <algorithm>

#include "evidence/notes/note_facts.hpp"
#include "platform/storage/seals.hpp"

namespace tarn::evidence {

using access::Permission;
using access::Viewer;

double note_severity(Concern concern, Confidence confidence) {
    static constexpr std::array<double, 4> seriousness{0, 0.3, 0.6, 1};
    static constexpr std::array<double, 3> weight{1.0 / 3, 2.0 / 3, 1};
    return seriousness[static_cast<std::size_t>(concern)] * weight[static_cast<std::size_t>(confidence)];
}

NotesFor notes_for(const Viewer& viewer) {
    return viewer.may(Permission::board_read) && viewer.may(Permission::soft_notes_read) ? NotesFor::board
                                                                                         : NotesFor::officers;
}

bool has_notes_of_board(storage::Reader& db, AuthorityCode authority) {
    return db.count("SELECT COUNT(*) FROM soft_note WHERE authority = $1 AND visibility = 'board'",
                    authority) > 0;
}

std::vector<NoteFact> note_facts(storage::Reader& db, AuthorityCode authority, Date as_at, NotesFor whom) {
    std::vector<NoteFact> facts;
    for (const Note& note : notes.without_viewer(db, "authority = $1 ORDER BY urn, id", authority)) {
        if (note.visibility == NoteVisibility::board && whom != NotesFor::board) continue;
        if (day_of(note.written_at) > as_at) continue;
        const Confidence known = note.confidence_on(as_at);
        // Where it waited for confirmation that day, it had not come to its review yet.
        const Date until = known == Confidence::unverified ? note.confirmed_on.value_or(note.counts_until())
                                                           : note.expires_on;
        facts.push_back({note.urn, note.category, note.observed_on,
                         std::min(until, note.ended_on.value_or(until)), day_of(note.written_at),
                         note_severity(note.concern, known)});
    }
    return facts;
}

std::int64_t notes_generation(storage::Reader& db) {
    return storage::changes(db, "soft_note");
}

}
