// What the register itself contributes to the school's page.
#include <fmt/format.h>

#include "feature_kit/act.hpp"
#include "people/people.hpp"
#include "schools/schools_pages.hpp"
#include "schools/types_rules.hpp"

namespace tarn::schools {

namespace {

using Rows = std::vector<page_kit::SummaryRow>;

void add(Rows& rows, std::string_view key, std::string_view value) {
    if (!value.empty()) rows.push_back({.key = key, .value = value});
}

void add_known(Rows& rows, std::string_view key, std::int32_t number) {
    rows.push_back({.key = key, .value = number < 0 ? std::string{"not known"} : std::to_string(number)});
}

Html identity_panel(const Register&, const PanelView& view) {
    const School& school = view.school;
    Rows rows;
    add(rows, "URN", school.urn.text());
    add(rows, "DfE number (LAESTAB)", school.laestab.value ? school.laestab.text() : "not known");
    add(rows, "Phase", analytics::phase_title(school.phase));
    add(rows, "Ages", ages_words(school));
    add(rows, "Type", type_title(school.type));
    add(rows, "Local authority", authority_words(view.db, school.authority));
    add(rows, "Maintained by the authority", school.maintained() ? "Yes" : "No");
    add(rows, "Trust", school.trust);
    add(rows, "Federation", school.federation);
    add(rows, "Religious character", school.religion);
    add(rows, "Diocese", school.diocese);
    add(rows, "Admits", school.gender);
    add(rows, "Admissions policy", school.admissions);
    add(rows, "Opened", day_words(school.opened, "not known"));
    if (school.closed) add(rows, "Closed", school.closed->display());
    add_known(rows, "Capacity", school.capacity);
    add_known(rows, "Pupils on roll", school.roll);
    return page_kit::summary_list({.rows = std::move(rows)}) +
           page_kit::paragraph(
               page_kit::link_to(history_href(school.urn, view.as_at, view.today), "History and sources"));
}

std::string_view succession_words(Succession kind, bool before) {
    switch (kind) {
        case Succession::conversion:
            return before ? "Continues" : "Continued by";
        case Succession::merger:
            return before ? "Merged from" : "Merged into";
        case Succession::split:
            return before ? "Split from" : "Split into";
        case Succession::other:
            break;
    }
    return before ? "Linked with an earlier school" : "Linked with a later school";
}

Html line_of(const Register& schools, const Lineage& one, bool before, Date today) {
    const School* other = schools.latest(one.other);
    Html out = Html::text(std::string{succession_words(one.kind, before)} + " ");
    out += other ? page_kit::link_to(school_href(one.other, today, today), other->name) +
                       Html::text(", URN " + one.other.text())
                 : Html::text("URN " + one.other.text() + ". No register has more details");
    if (one.from != School::first_day()) out += Html::text(", from " + one.from.display());
    return out;
}

Html lineage_panel(const Register& schools, const PanelView& view) {
    std::vector<page_kit::Content> lines;
    for (const Lineage& one : schools.predecessors(view.school.urn))
        lines.push_back(line_of(schools, one, true, view.today));
    for (const Lineage& one : schools.successors(view.school.urn))
        lines.push_back(line_of(schools, one, false, view.today));
    return lines.empty() ? Html{} : page_kit::bullet_list(lines);
}

/// As the newest register names the head, where no appointment is recorded.
std::string registered_head(const School& school) {
    std::string name;
    for (const Field part : {Field::head_title, Field::head_first_name, Field::head_last_name})
        if (const auto word = school.detail(part); !word.empty())
            name += (name.empty() ? "" : " ") + std::string{word};
    return name;
}

Html people_panel(const Register&, const PanelView& view) {
    Rows rows;
    bool head = false;
    for (const Post& post : posts(view.db, view.school.urn, view.as_at)) {
        head = head || post.kind != PostKind::chair_of_governors;
        add(rows, post_kinds.title(post.kind), post.holder + ", since " + post.from.display());
    }
    if (const auto name = registered_head(view.school); !head && !name.empty())
        rows.insert(rows.begin(), {.key = "Headteacher", .value = name + ", by the school register"});
    if (rows.empty()) return page_kit::paragraph("No head or chair of governors is recorded for this day.");
    return page_kit::summary_list({.rows = std::move(rows), .classes = "govuk-summary-list--no-border"});
}

/// The adviser, for those who may know the school's level: the school itself and its officers.
Html adviser_and_posts(kit::Act& act, const School& school, Date as_at) {
    Html out;
    if (act.viewer.may(access::Permission::level_of_school, school.urn, school.authority)) {
        const auto adviser = people::adviser_of(act.db, school.urn, as_at);
        Rows rows{{.key = "Adviser", .value = "none recorded"}};
        if (adviser) rows[0].value = page_kit::link_to("mailto:" + adviser->email, adviser->name);
        out += page_kit::summary_list({.rows = std::move(rows), .classes = "govuk-summary-list--no-border"});
    }
    if (act.viewer.may(access::Permission::local_register, school.urn, school.authority))
        out += page_kit::paragraph(page_kit::link_to("/schools/" + school.urn.text() + "/posts",
                                                     "Record an appointment or the end of one"));
    return out;
}

/// "212 of 210 places (101%)".
std::string roll_words(const School& school) {
    if (school.roll < 0) return "not known";
    std::string words = page_kit::with_thousands(school.roll);
    if (school.capacity <= 0) return words + ", places not known";
    return words + fmt::format(" of {} places ({:.0f}%)", page_kit::with_thousands(school.capacity),
                               100.0 * school.roll / school.capacity);
}

Html contact_panel(const Register&, const PanelView& view) {
    const School& school = view.school;
    Rows rows;
    add(rows, "Pupils", roll_words(school));
    add(rows, "Ages", ages_words(school));
    add(rows, "Telephone", school.detail(Field::telephone));
    std::string_view website = school.detail(Field::website);
    for (const std::string_view scheme : {"https://", "http://"})
        if (website.starts_with(scheme)) website.remove_prefix(scheme.size());
    add(rows, "Website", website);
    add(rows, "Postcode", school.postcode);
    add(rows, "Trust", school.trust);
    return page_kit::summary_list({.rows = std::move(rows), .classes = "govuk-summary-list--no-border"});
}

Html neighbours_of(const Register& schools, const PanelView& view) {
    std::vector<page_kit::Content> near;
    for (const School* other : schools.neighbours(view.school, view.as_at, 5)) {
        near.push_back(page_kit::link_to(school_href(other->urn, view.as_at, view.today), other->name) +
                       Html::text(", " + std::string{analytics::phase_title(other->phase)}));
    }
    if (near.empty()) return {};
    return page_kit::heading(3, "Nearest schools") + page_kit::bullet_list(near);
}

Html place_panel(const Register& schools, const PanelView& view) {
    const School& school = view.school;
    Rows rows;
    std::string address{school.detail(Field::street)};
    for (const std::string_view part :
         {school.detail(Field::locality), school.town, school.detail(Field::county), school.postcode}) {
        if (!part.empty()) address += (address.empty() ? "" : ", ") + std::string{part};
    }
    add(rows, "Address", address.empty() ? std::string{"not known"} : address);
    add(rows, "Website", school.detail(Field::website));
    add(rows, "District", school.district);
    add(rows, "Ward", school.ward);
    if (school.authority == view.authority)
        if (const auto area = area_of(view.db, view.authority, school.urn, view.as_at))
            add(rows, "Area", area->name);
    return page_kit::summary_list({.rows = std::move(rows)}) + neighbours_of(schools, view);
}

}

std::vector<Panel> own_panels(Registers& registers) {
    using Part = Html (*)(const Register&, const PanelView&);
    const auto panel = [&registers](std::string title, int order, Part part) {
        return Panel{
            .title = std::move(title), .order = order, .shared = [&registers, part](const PanelView& view) {
                return part(*registers.current(view.db), view);
            }};
    };
    const auto card = [](Panel one) {
        one.place = kit::Place::card;
        return one;
    };
    Panel people = panel("Who to speak to", 20, people_panel);
    people.render = adviser_and_posts;
    return {card(std::move(people)), card(panel("Pupils and contact", 25, contact_panel)),
            panel("About the school", 70, identity_panel), panel("Before and after", 80, lineage_panel),
            panel("Place", 90, place_panel)};
}

}
