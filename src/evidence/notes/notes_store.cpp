#include "access/viewer.hpp"
#include "base/text.hpp"
#include "evidence/notes/notes.hpp"
#include "platform/storage/seals.hpp"

namespace tarn::evidence {
namespace {

using access::Permission;
using access::Viewer;

constexpr std::string_view select_notes =
    "SELECT n.id, n.urn, n.category, n.concern, n.confidence, n.visibility, n.source, n.body, n.observed_on, "
    "n.review_on, "
    "n.expires_on, n.written_by, p.name, n.written_at, n.ended_on, n.ended_reason, n.authority "
    "FROM soft_note n JOIN person p ON p.id = n.written_by ";

template <class T>
T known(std::optional<T> parsed) {
    if (!parsed) throw storage::Failure("a note with an unknown code is stored");
    return *parsed;
}

Note read_note(const storage::Row& row) {
    Note n;
    n.id = row.id<NoteId>(0);
    n.urn = row.urn(1);
    n.category = known(parse_note_category(row.text(2)));
    n.concern = known(parse_concern(row.text(3)));
    n.confidence = known(parse_confidence(row.text(4)));
    n.visibility = known(parse_note_visibility(row.text(5)));
    n.source = row.string(6);
    n.body = row.string(7);
    n.observed_on = row.date(8);
    n.review_on = row.date(9);
    n.expires_on = row.date(10);
    n.written_by = row.id<PersonId>(11);
    n.written_by_name = row.string(12);
    n.written_at = row.instant(13);
    n.ended_on = row.maybe_date(14);
    n.ended_reason = row.maybe_string(15).value_or("");
    return n;
}

bool sees(const Viewer& viewer, const Note& note, AuthorityCode authority) {
    if (!viewer.may(Permission::soft_notes_read, note.urn, authority)) return false;
    if (note.visibility == NoteVisibility::caseload || note.written_by == viewer.person()) return true;
    return viewer.may(Permission::board_read);
}

std::optional<Error> objection(const Viewer& viewer, const NewNote& note, Date today) {
    if (!viewer.may(Permission::soft_notes_write, note.urn, note.authority))
        return Error{"You write notes on the schools of your own caseload only.", {}};
    if (blank(note.source)) return Error{"Enter who said it or where it was seen.", {}};
    if (blank(note.body)) return Error{"Enter the note.", {}};
    if (note.observed_on > today) return Error{"The day it was heard or seen must not be in the future.", {}};
    if (note.review_on < note.observed_on || note.review_on > add_months(today, 12))
        return Error{"The review date must be within a year from today.", {}};
    if (note.expires_on < note.review_on)
        return Error{"The note must not expire before its review date.", {}};
    return std::nullopt;
}

}

bool Note::counts_on(Date day) const {
    return day_of(written_at) <= day && day <= expires_on && (!ended_on || day <= *ended_on);
}

Result<NoteId> add_note(storage::Writer& db, const Viewer& viewer, const NewNote& note, Instant now) {
    if (auto why = objection(viewer, note, day_of(now))) return *why;
    return storage::insert_sealed<NoteId>(
        db, "soft_note",
        "INSERT INTO soft_note (authority, urn, category, concern, confidence, visibility, source, body, "
        "observed_on, "
        "review_on, expires_on, written_by, written_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
        "$11, $12, $13) "
        "RETURNING id",
        note.authority, note.urn, note_category_code(note.category), concern_code(note.concern),
        confidence_code(note.confidence), note_visibility_code(note.visibility), note.source, note.body,
        note.observed_on, note.review_on, note.expires_on, viewer.person(), now);
}

Outcome end_note(storage::Writer& db, const Viewer& viewer, NoteId id, std::string_view reason, Instant now) {
    const auto note = find_note(db, viewer, id);
    if (!note) return Error{"There is no such note.", {}};
    if (note->ended_on) return Error{"This note was already withdrawn.", {}};
    if (note->written_by != viewer.person() && !viewer.may(Permission::board_decide))
        return Error{"Its author or a member of the board may withdraw a note.", {}};
    if (blank(reason)) return Error{"Enter why the note is withdrawn.", {}};
    const auto update = [&] {
        db.execute(
            "UPDATE soft_note SET ended_on = $1, ended_reason = $2, ended_by = $3 WHERE id = $4 AND ended_on "
            "IS NULL",
            day_of(now), reason, viewer.person(), id);
    };
    storage::change(db, "soft_note", "id = $1", update, id);
    return Done{};
}

std::vector<Note> notes_of(storage::Reader& db, const Viewer& viewer, Urn urn, AuthorityCode authority) {
    std::vector<Note> notes;
    if (!viewer.may(Permission::soft_notes_read, urn, authority)) return notes;
    for (const auto& row : db.query(std::string{select_notes} + "WHERE n.authority = $1 AND n.urn = $2 "
                                                                "ORDER BY n.observed_on DESC, n.id DESC",
                                    authority, urn)) {
        auto note = read_note(row);
        if (sees(viewer, note, authority)) notes.push_back(std::move(note));
    }
    return notes;
}

std::optional<Note> find_note(storage::Reader& db, const Viewer& viewer, NoteId id) {
    for (const auto& row : db.query(std::string{select_notes} + "WHERE n.id = $1", id)) {
        auto note = read_note(row);
        if (sees(viewer, note, row.authority(16))) return note;
    }
    return std::nullopt;
}

std::vector<Note> notes_to_review(storage::Reader& db, const Viewer& viewer, Date day) {
    std::vector<Note> notes;
    for (const auto& row :
         db.query(std::string{select_notes} + "WHERE n.written_by = $1 AND n.review_on <= $2 "
                                              "AND n.expires_on >= $2 AND n.ended_on IS NULL "
                                              "ORDER BY n.review_on, n.id",
                  viewer.person(), day)) {
        auto note = read_note(row);
        if (sees(viewer, note, row.authority(16))) notes.push_back(std::move(note));
    }
    return notes;
}

NotesFor notes_for(const Viewer& viewer) {
    return viewer.may(Permission::board_read) && viewer.may(Permission::soft_notes_read) ? NotesFor::board
                                                                                         : NotesFor::officers;
}

bool has_notes_of_board(storage::Reader& db, AuthorityCode authority) {
    return db.count("SELECT COUNT(*) FROM soft_note WHERE authority = $1 AND visibility = $2", authority,
                    note_visibility_code(NoteVisibility::board)) > 0;
}

std::vector<NoteFact> note_facts(storage::Reader& db, AuthorityCode authority, Date as_at, NotesFor whom) {
    std::vector<NoteFact> facts;
    for (const auto& row :
         db.query("SELECT urn, category, concern, confidence, expires_on, ended_on, written_at, observed_on, "
                  "visibility FROM soft_note WHERE authority = $1 ORDER BY urn, id",
                  authority)) {
        const bool kept_to_board = known(parse_note_visibility(row.text(8))) == NoteVisibility::board;
        if (kept_to_board && whom != NotesFor::board) continue;
        NoteFact fact{.urn = row.urn(0), .category = known(parse_note_category(row.text(1)))};
        fact.severity =
            note_severity(known(parse_concern(row.text(2))), known(parse_confidence(row.text(3))));
        fact.to = row.is_null(5) ? row.date(4) : std::min(row.date(4), row.date(5));
        fact.known_from = day_of(row.instant(6));
        fact.from = row.date(7);
        if (fact.known_from <= as_at) facts.push_back(fact);
    }
    return facts;
}

std::int64_t notes_generation(storage::Reader& db, AuthorityCode authority) {
    return db.count("SELECT COUNT(*) + COUNT(ended_on) FROM soft_note WHERE authority = $1", authority);
}

}
