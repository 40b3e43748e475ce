// Notes of soft intelligence on a school: the list, adding one, reading one whole, withdrawing it.
#include <fmt/format.h>

#include "evidence/handlers_pages.hpp"
#include "evidence/notes/notes.hpp"
#include "feature_kit/list_record.hpp"
#include "feature_kit/record_page.hpp"

namespace tarn::evidence {
namespace {

std::string notes_href(Urn urn) {
    return "/schools/" + urn.text() + "/notes";
}
std::string state_words(const Note& note, const kit::Act& act) {
    return std::string{note_states.title(state_on(note, act.today()))};
}
std::string known_words(const Note& note, const kit::Act& act) {
    return std::string{confidences.title(note.confidence_on(act.today()))};
}
/// What becomes of a note that nobody confirms.
Html deleted_unless_confirmed(const Note& note, Date today) {
    if (!note.waits_for_confirmation()) return {};
    if (note.ended_on)
        return page_kit::inset_text(
            {.content = "Nobody confirmed this note. It is deleted after " + note.review_on.display() + "."});
    return page_kit::inset_text(
        {.content = note.review_on < today ? "Nobody confirmed this note by " + note.review_on.display() +
                                                 ". It no longer counts and is due to be deleted."
                                           : "Confirm this note by " + note.review_on.display() +
                                                 ". After that day it no longer counts and is deleted."});
}
Html whole(const Note& note, const kit::Act& act) {
    auto cells = notes.cells(note);
    cells.push_back({"State", state_words(note, act)});
    return kit::row_summary(cells) + deleted_unless_confirmed(note, act.today());
}
std::string review_words(const Note& note) {
    return note.waits_for_confirmation() ? "Confirm this note" : "Review this note";
}
std::string notes_title(const kit::Act& act) {
    return "Notes on " + act.school->name;
}

}

std::string note_href(const Note& note) {
    return notes_href(note.urn) + "/" + std::to_string(note.id.value);
}

const kit::List& note_list() {
    using Column = kit::ListColumn<Note>;
    static const kit::List list = kit::list_of(
        kit::ListPage<Note>{
            .path = "/schools/{urn}/notes",
            .title = "The notes on a school",
            .nouns = "notes",
            .permission = access::Permission::soft_notes_read,
            .columns = {Column("observed_on").largest_at_first(), Column("category").linked(note_href),
                        "concern", "body", "source",
                        Column("confidence", "Confidence", known_words).sorted_by_its_column(), "visibility",
                        "review_on", "expires_on", Column("state", "State", state_words)},
            // The states are no column of the table: which a note is in depends on the day.
            .filters = {"category", "concern", "visibility",
                        kit::ListFilter<Note>::choice("state", "State", note_states)
                            .where([](kit::Act& act, const std::string& typed) {
                                return in_state(note_states.parse(typed).value_or(NoteState::current),
                                                act.today());
                            })},
            .sort = "observed_on",
            .descending = true,
            .nothing = "There are no notes you can see.",
            .audit = "notes.read",
            .confidential = "Confidential. Each note says who can see it. Not for the school.",
            .heading = notes_title,
            .whole_in_files = true},
        notes, kit::of_the_school());
    return list;
}

web::Response notes_page(const PageTools&, kit::Act& act) {
    using namespace kit;
    const auto& [urn, name, authority, phase] = *act.school;
    const auto list = [&act] {
        return page_kit::paragraph(
                   "What officers know and no published file says. It is kept apart from published data. The "
                   "school does not see the note itself.") +
               note_list().html(act);
    };
    Form f{act,
           {.title = notes_title(act),
            .caption = "Soft intelligence, confidential",
            .back_href = "/schools/" + urn.text(),
            .button = "Add the note",
            .heading = "Add a note",
            .above = list,
            .wide = true,
            .offered = act.viewer.may(access::Permission::soft_notes_write, urn, authority)}};
    Note note{.urn = urn, .authority = authority};
    f.ask(notes, note,
          {&Note::category, &Note::concern, &Note::confidence, &Note::source, &Note::body, &Note::observed_on,
           &Note::review_on, &Note::expires_on, &Note::visibility});
    if (!f.accepted()) return f.page();
    return f.ends(add_note(*act.writer, act.viewer, note, act.clock.now()), "note.added",
                  std::string{note_categories.code(note.category)}, "The note is added", notes_href(urn));
}

web::Response note_page(const PageTools&, kit::Act& act) {
    auto note = kit::asked(notes, act, "note");
    if (!note) return kit::not_found(act, "There is no such note.");
    act.record("notes.read", "school:" + note->urn.text());
    const bool may =
        static_cast<bool>(may_withdraw(act.viewer, *note, act.today())) && note->counts_on(act.today());
    const auto above = [&] {
        const bool offered = static_cast<bool>(may_review(act.viewer, *note, act.today()));
        return whole(*note, act) +
               (offered
                    ? page_kit::button({.content = review_words(*note), .href = note_href(*note) + "/review"})
                    : Html{});
    };
    kit::Form f{
        act,
        {.title = fmt::format("{}: {}", note_categories.title(note->category), concerns.title(note->concern)),
         .caption = act.school->name + ", confidential",
         .back_href = notes_href(note->urn),
         .button = "Withdraw the note",
         .action = note_href(*note) + "/end",
         .heading = "Withdraw this note",
         .above = above,
         .offered = act.writer || may}};
    f.ask(notes, *note, {&Note::ended_reason});
    if (!f.accepted()) return f.page();
    return f.ends(end_note(*act.writer, act.viewer, note->id, note->ended_reason, act.clock.now()),
                  "note.withdrawn", "", "The note is withdrawn", notes_href(note->urn));
}

web::Response review_page(const PageTools&, kit::Act& act) {
    auto note = kit::asked(notes, act, "note");
    if (!note) return kit::not_found(act, "There is no such note.");
    act.record("notes.read", "school:" + note->urn.text());
    if (auto may = may_review(act.viewer, *note, act.today()); !may)
        return kit::not_done(act, may.error().message, note_href(*note));
    const bool waits = note->waits_for_confirmation();
    kit::Form f{act,
                {.title = review_words(*note),
                 .caption = act.school->name + ", confidential",
                 .back_href = note_href(*note),
                 .button = waits ? "Confirm the note" : "It still holds",
                 .above = [&note, &act] { return whole(*notes.find(act.db, act.viewer, note->id), act); }}};
    if (waits)
        f.ask(notes, *note, {&Note::confirmed_as, &Note::review_on});
    else
        f.ask(notes, *note, {&Note::review_on});
    if (!f.accepted()) return f.page();
    return f.ends(review_note(*act.writer, act.viewer, *note, act.clock.now()),
                  waits ? "note.confirmed" : "note.reviewed", "",
                  waits ? "The note is confirmed" : "The review is recorded", note_href(*note));
}

}
