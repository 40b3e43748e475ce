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
                        "concern", "body", "source", "confidence", "visibility", "review_on", "expires_on",
                        "state"},
            .filters = {"category", "concern", "visibility", "state"},
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
    const bool may = may_withdraw(act.viewer, *note) && note->expires_on >= act.today();
    kit::Form f{
        act,
        {.title = fmt::format("{}: {}", note_categories.title(note->category), concerns.title(note->concern)),
         .caption = act.school->name + ", confidential",
         .back_href = notes_href(note->urn),
         .button = "Withdraw the note",
         .action = note_href(*note) + "/end",
         .heading = "Withdraw this note",
         .above = [&note] { return kit::row_summary(notes.cells(*note)); },
         .offered = act.writer || may}};
    f.ask(notes, *note, {&Note::ended_reason});
    if (!f.accepted()) return f.page();
    return f.ends(end_note(*act.writer, act.viewer, note->id, note->ended_reason, act.clock.now()),
                  "note.withdrawn", "", "The note is withdrawn", notes_href(note->urn));
}

}
