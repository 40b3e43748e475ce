// What the adviser recommends to the board before it meets.
#include <fmt/format.h>

#include "feature_kit/form.hpp"
#include "rating/brief.hpp"
#include "rating/handlers_pages.hpp"
#include "rating/rating_parts_pages.hpp"

namespace tarn::rating {

namespace {

/// What the adviser knows before recommending: when the board meets, whether the school is before it, what is
/// proposed.
Html before_recommending(kit::Act& act, Runs& runs, const Run& run, Urn urn,
                         const std::optional<Meeting>& next) {
    const auto* proposal = run.find(urn);
    const auto today = act.today();
    Html html =
        page_kit::paragraph(next ? fmt::format("The board meets on {}. Recommend by {}.",
                                               next->held_on.display(), next->recommendations_by.display())
                                 : "No meeting of the board is arranged yet. You can still recommend.");
    if (!proposal) return html;
    if (const auto line = line_of(act.db, act.viewer, runs, today, urn);
        next && !line.lines.empty() && !on_agenda(line.lines.front(), *line.run, *next))
        html += page_kit::paragraph(
            "This school is not on the agenda. You can still recommend: a level that is different from "
            "the proposed one puts it there.");
    if (const auto held = held_sentence(*proposal); !held.empty()) html += page_kit::paragraph(held);
    return html + page_kit::paragraph(Html::text("Proposed level: ") + level_html(proposal->level)) +
           why_html(run, *proposal);
}

}

web::Response recommend_page(Runs& runs, kit::Act& act) {
    const auto today = act.today();
    const auto asked = asked_school(act, runs, today);
    if (!asked.school) return kit::not_found(act, "There is no school with that URN.");
    const auto& school = *asked.school;
    // The proposal that the recommendation is kept with is read by every officer.
    const auto run = runs.of_authority(act.db, school.authority, today, NotesFor::officers);
    const auto* proposal = run->find(school.urn);
    const auto next = next_meeting(act.db, act.viewer, today);
    kit::Form f{act,
                {.title = "Recommend a level",
                 .caption = std::string{school.name},
                 .back_href = school_href(school.urn) + "/rating",
                 .button = "Recommend",
                 .above = [&] { return before_recommending(act, runs, *run, school.urn, next); }}};
    f.say(page_kit::hidden("meeting", next ? std::to_string(next->id.value) : ""));
    const auto level = f.choice("level", "Which level do you recommend?", decidable_levels,
                                kit::required("Choose the level you recommend"));
    const auto suggested = proposal ? suggested_rationale(*run, *proposal, Hearer::officers) : std::string{};
    const auto reason =
        f.long_text("reason", "Why?", kit::required("Enter why you recommend this level"),
                    kit::hint(suggested.empty() ? "The board reads this. The school does not."
                                                : "We suggest the main reasons for the proposed level. "
                                                  "Change them to say what you think. The board reads "
                                                  "this. The school does not."),
                    kit::starts_as(suggested));
    const auto read = [&] {
        act.record("rating.read", "school:" + school.urn.text(), "before a recommendation");
    };
    if (!f.accepted()) {
        read();
        return f.page();
    }
    const auto meeting = parse_identifier(act.typed("meeting"));
    const auto made = recommend(*act.writer, act.viewer,
                                {.urn = school.urn,
                                 .authority = school.authority,
                                 .meeting = meeting ? std::optional{MeetingId{*meeting}} : std::nullopt,
                                 .level = level,
                                 .reason = reason,
                                 .proposed = proposal ? proposal->level : Level::not_enough_evidence},
                                act.clock.now());
    if (!made) {
        read();
        return f.refused(made.error());
    }
    act.record("level.recommended", "school:" + school.urn.text());
    return f.done("Your recommendation is saved. The board reads it before it decides",
                  school_href(school.urn) + "/rating");
}

}
