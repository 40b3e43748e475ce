// What the register itself contributes to the school's page.
#include "schools/schools_pages.hpp"
#include "schools/types.hpp"

namespace tarn::schools {

namespace {

using Rows = std::vector<page_kit::SummaryRow>;

void add(Rows& rows, std::string_view key, std::string_view value) {
    if (!value.empty()) rows.push_back({.key = key, .value = value});
}

void add_known(Rows& rows, std::string_view key, std::int32_t number) {
    rows.push_back({.key = key, .value = number < 0 ? std::string{"not known"} : std::to_string(number)});
}

Html identity_panel(const Register& schools, const School& school, const people::Act& act, Date as_at) {
    Rows rows;
    add(rows, "URN", school.urn.text());
    add(rows, "DfE number (LAESTAB)", school.laestab.value ? school.laestab.text() : "not known");
    add(rows, "Phase", analytics::phase_title(school.phase));
    add(rows, "Ages", ages_words(school));
    add(rows, "Type", type_title(school.type));
    add(rows, "Local authority", authority_words(act.db, schools, school.authority));
    add(rows, "Maintained by the authority", school.maintained() ? "Yes" : "No");
    add(rows, "Trust", school.trust);
    add(rows, "Federation", school.federation);
    add(rows, "Religious character", school.religion);
    add(rows, "Diocese", school.diocese);
    add(rows, "Admits", school.gender);
    add(rows, "Admissions policy", school.admissions);
    add(rows, "Opened", day_words(school.opened, "before the earliest records"));
    if (school.closed) add(rows, "Closed", school.closed->display());
    add_known(rows, "Capacity", school.capacity);
    add_known(rows, "Pupils on roll", school.roll);
    return page_kit::summary_list({.rows = std::move(rows)}) +
           page_kit::paragraph(page_kit::link_to(history_href(school.urn, as_at, act.today()),
                                                 "History, and where each fact comes from"));
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

Html line_of(const Register& schools, const Lineage& one, bool before, const people::Act& act) {
    const School* other = schools.latest(one.other);
    Html out = Html::text(std::string{succession_words(one.kind, before)} + " ");
    out += other ? page_kit::link_to(school_href(one.other, act.today(), act.today()), other->name) +
                       Html::text(", URN " + one.other.text())
                 : Html::text("URN " + one.other.text() + ", of which no register says more");
    if (one.from != School::first_day()) out += Html::text(", from " + one.from.display());
    return out;
}

Html lineage_panel(const Register& schools, const School& school, const people::Act& act) {
    std::vector<page_kit::Content> lines;
    for (const Lineage& one : schools.predecessors(school.urn))
        lines.push_back(line_of(schools, one, true, act));
    for (const Lineage& one : schools.successors(school.urn))
        lines.push_back(line_of(schools, one, false, act));
    return lines.empty() ? Html{} : page_kit::bullet_list(lines);
}

Html people_panel(people::Act& act, const School& school, Date as_at) {
    Rows rows;
    for (const Post& post : posts(act.db, school.urn, as_at)) {
        add(rows, post_title(post.kind), post.holder + ", since " + post.held.from.display());
    }
    Html out = rows.empty() ? page_kit::paragraph("No head or chair of governors is recorded for this day.")
                            : page_kit::summary_list({.rows = std::move(rows)});
    if (act.viewer.may(people::Permission::local_register, school.urn, school.authority))
        out += page_kit::paragraph(page_kit::link_to("/schools/" + school.urn.text() + "/posts",
                                                     "Record an appointment or the end of one"));
    return out;
}

Html neighbours_of(const Register& schools, const School& school, const people::Act& act, Date as_at) {
    std::vector<page_kit::Content> near;
    for (const School* other : schools.neighbours(school, as_at, 5)) {
        near.push_back(page_kit::link_to(school_href(other->urn, as_at, act.today()), other->name) +
                       Html::text(", " + std::string{analytics::phase_title(other->phase)}));
    }
    if (near.empty()) return {};
    return page_kit::heading(3, "Nearest schools") + page_kit::bullet_list(near);
}

Html place_panel(const Register& schools, const School& school, people::Act& act, Date as_at) {
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
    if (const auto area = area_of(act.db, act.viewer.authority(), school.urn, as_at);
        area && school.authority == act.viewer.authority()) {
        add(rows, "Area", area->name);
    }
    return page_kit::summary_list({.rows = std::move(rows)}) + neighbours_of(schools, school, act, as_at);
}

}

std::vector<Panel> own_panels(Registers& registers) {
    const auto with_register = [&registers](auto render) {
        return [&registers, render](people::Act& act, const School& school, Date as_at) {
            return render(*registers.current(act.db), school, act, as_at);
        };
    };
    using people::Permission;
    return {{"About the school", 10, Permission::signed_in, with_register(identity_panel)},
            {"Head and chair", 20, Permission::signed_in, people_panel},
            {"Before and after", 80, Permission::signed_in,
             with_register([](const Register& schools, const School& school, people::Act& act, Date) {
                 return lineage_panel(schools, school, act);
             })},
            {"Place", 90, Permission::signed_in, with_register(place_panel)}};
}

}
