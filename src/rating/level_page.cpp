// The school's own view: the decided level and its reasons, nothing of what is only proposed or said among
// officers.
#include <fmt/format.h>

#include "feature_kit/act.hpp"
#include "people/people.hpp"
#include "rating/handlers_pages.hpp"

namespace tarn::rating {
namespace {

Html decision_html(const Decision& d, const kit::Act& act) {
    page_kit::SummaryList list{.rows = {{.key = "Level", .value = level_html(d.level)},
                                        {.key = "Since", .value = d.effective_on.display()},
                                        {.key = "Why", .value = d.rationale}}};
    if (d.review_on) list.rows.push_back({.key = "Next review", .value = d.review_on->display()});
    list.rows.push_back({.key = "Decided by", .value = "The authority's School Improvement Challenge Board"});
    if (const auto adviser = people::adviser_of(act.db, d.urn, act.today()))
        list.rows.push_back({.key = "Who to ask", .value = adviser->name + ", your school adviser"});
    return page_kit::summary_list(list);
}

Html meaning() {
    return page_kit::details(
        {.summary = "What the levels mean",
         .content =
             page_kit::bullet_list(
                 {"Green: the authority has no particular concern.",
                  "Amber: some evidence needs attention; your adviser will talk with you about support.",
                  "Red: the evidence is serious enough that the authority wants to act with you now."}) +
             page_kit::paragraph(
                 "The level is confidential and we do not publish it. Only your headteacher, chair of "
                 "governors, the challenge board and the authority's officers can see it. It is not an "
                 "Ofsted grade.")});
}

}

web::Response level_page(Runs& runs, kit::Act& act) {
    const auto as_at = as_at_of(act);
    const auto asked = asked_school(act, runs, as_at);
    if (!asked.school) return kit::not_found(act, "There is no school with that URN.");
    const auto& school = *asked.school;
    const auto decisions =
        decision_history(act.db, act.viewer, urns_of(*asked.schools, school.urn), school.authority);
    act.record("level.read", "school:" + school.urn.text());
    page_kit::PageFrame frame{.title = "The authority's level for " + std::string{school.name},
                              .caption = "As at " + as_at.display(),
                              .back_href = school_href(school.urn)};
    const Decision* current = nullptr;
    page_kit::DataTable before{.id = "before",
                               .caption = "Earlier levels",
                               .columns = {{.heading = "From"}, {.heading = "Level"}, {.heading = "Why"}},
                               .empty_sentence = "There were no earlier levels."};
    for (const auto& d : decisions) {
        if (d.effective_on > as_at) continue;
        if (!current)
            current = &d;
        else
            before.rows.push_back({d.effective_on.display(), level_html(d.level), d.rationale});
    }
    if (!current)
        return kit::respond(
            act, frame,
            page_kit::empty_state({.title = "No level yet",
                                   .content = "The challenge board has not decided a level for this school. "
                                              "Your adviser will tell you when it has."}) +
                meaning());
    return kit::respond(act, frame, decision_html(*current, act) + meaning() + page_kit::data_table(before));
}

}
