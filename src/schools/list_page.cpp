// The list of schools: which it holds, its filters and its columns.
#include <algorithm>

#include "schools/schools_pages.hpp"
#include "schools/types_rules.hpp"

namespace tarn::schools {
namespace {

using Column = kit::ListColumn<School>;
using Filter = kit::ListFilter<School>;

constexpr const char* not_known = "not known";
constexpr const char* all_england = "all";

/// What the register itself is asked for; the list filters the rest.
struct Question {
    Date as_at;
    std::optional<AuthorityCode> authority;  ///< empty: all England
    std::string text;                        ///< searched for with typing errors forgiven
    bool closed = false;                     ///< those closed before the day, instead of those open on it
    bool sixteen_plus = false;
};

/// Last versions of what was open before the day and is not on it.
std::vector<const School*> closed_before(const Register& schools, const Question& asked) {
    std::vector<const School*> out;
    for (const School& school : schools.all()) {
        const bool last = school.closed && school.valid.to == school.closed && *school.closed < asked.as_at;
        if (last && school.state_funded && (!asked.authority || school.authority == *asked.authority))
            out.push_back(&school);
    }
    return out;
}

/// The best match first.
std::vector<const School*> found(const Register& schools, const Question& asked) {
    std::vector<const School*> out;
    const SearchScope scope{asked.as_at, asked.authority, schools.all().size(), asked.closed};
    for (const Match& match : schools.search(asked.text, scope))
        if (!asked.closed || !match.school->valid.contains(asked.as_at)) out.push_back(match.school);
    return out;
}

std::vector<const School*> schools_for(const Register& schools, const Question& asked) {
    if (!asked.text.empty()) return found(schools, asked);
    if (asked.closed) return closed_before(schools, asked);
    if (!asked.authority) return schools.open_in_england(asked.as_at);
    return asked.sixteen_plus ? schools.sixteen_plus_in(*asked.authority, asked.as_at)
                              : schools.open_in(*asked.authority, asked.as_at);
}

kit::RowsInMemory<School> rows_of(Registers& registers, kit::Act& act, const kit::ListAsked& asked) {
    Question question{.as_at = as_at_of(act), .text = asked["q"], .closed = asked["status"] == "closed"};
    question.sixteen_plus = analytics::parse_phase(asked["phase"]) == analytics::Phase::sixteen_plus;
    if (asked["authority"] != all_england) question.authority = AuthorityCode::parse(asked["authority"]);
    auto schools = registers.current(act.db);
    auto rows = schools_for(*schools, question);
    if (const auto area = parse_identifier(asked["area"])) {
        const auto in_area = schools_of_area(act.db, AreaId{*area}, question.as_at);
        std::erase_if(
            rows, [&](const School* school) { return !std::ranges::binary_search(in_area, school->urn); });
    }
    kit::RowsInMemory<School> held{rows, std::move(schools)};
    held.heading = "Schools of " + (question.authority ? authority_words(act.db, *question.authority)
                                                       : std::string{"England"});
    return held;
}

kit::Answers authorities(Registers& registers, kit::Act& act) {
    auto codes = registers.current(act.db)->authorities(as_at_of(act));
    // One that has no school that day stays asked for: its schools are those of another day.
    const auto asked = AuthorityCode::parse(act.request.query_value("authority").value_or(""));
    if (asked && std::ranges::find(codes, *asked) == codes.end()) codes.push_back(*asked);
    kit::Answers answers{{all_england, "All England"}};
    answers.reserve(codes.size() + 1);
    for (const AuthorityCode code : codes) answers.push_back({code.text(), authority_words(act.db, code)});
    std::ranges::sort(answers.begin() + 1, answers.end(), {}, &kit::Answer::title);
    return answers;
}

/// An area is its authority's own: another authority's is no answer.
kit::Answers own_areas(kit::Act& act) {
    kit::Answers answers;
    for (const Area& area : areas(act.db, act.viewer.authority()))
        answers.push_back({std::to_string(area.id.value), area.name});
    return answers;
}

kit::Answers phases() {
    kit::Answers answers;
    for (int i = 0; i < static_cast<int>(analytics::Phase::unknown); ++i) {
        const auto phase = static_cast<analytics::Phase>(i);
        answers.push_back(
            {std::string{analytics::phase_code(phase)}, std::string{analytics::phase_title(phase)}});
    }
    return answers;
}

std::string home_authority(kit::Act& act) {
    const AuthorityCode home = act.viewer.authority();
    return home.value == 0 ? all_england : home.text();
}

std::string type_words(const std::string& code) {
    const auto type = parse_identifier(code);
    return type && *type > 0 && *type < 256 ? std::string{type_title(static_cast<Type>(*type))}
                                            : std::string{};
}

std::vector<Filter> filters(Registers& registers) {
    return {
        Filter::search("q", "Name, URN, DfE number or postcode"),
        Filter::choice("authority", "Local authority", {})
            .answers_from([&registers](kit::Act& act) { return authorities(registers, act); })
            .by_source()
            .unless_asked(home_authority),
        Filter::choice("area", "Area", {}).answers_from(own_areas).by_source(),
        Filter::choice("phase", "Phase", phases(),
                       [](const School& school) { return analytics::phase_code(school.phase); }),
        Filter::occurring(
            "type", "Type", [](const School& school) { return static_cast<int>(school.type); }, type_words),
        Filter::occurring("district", "District", &School::district),
        Filter::choice("status", "Status", {{"open", "Open"}, {"closed", "Closed by that date"}})
            .by_source()
            .unless_asked([](kit::Act&) { return "open"; }),
        Filter::day("as_at", "As at")};
}

bool asks_for_closed(kit::Act& act) {
    return act.request.query_value("status") == "closed";
}

/// A number that the register may not know.
template <auto number>
std::optional<int> known(const School& school) {
    return school.*number < 0 ? std::nullopt : std::optional<int>{school.*number};
}

std::vector<Column> columns() {
    using S = School;
    return {
        Column("name", "School", &S::name).linked([](const S& school, kit::Act& act) {
            return school_href(school.urn, as_at_of(act), act.today());
        }),
        Column("urn", "URN", &S::urn),
        Column("laestab", "LAESTAB",
               [](const S& school) { return school.laestab.value ? school.laestab.text() : std::string{}; })
            .missing_as(not_known)
            .in_files_only(),
        Column("authority", "Local authority",
               [](const S& school, kit::Act& act) { return authority_words(act.db, school.authority); })
            .in_files_only(),
        Column("phase", "Phase", [](const S& school) { return analytics::phase_title(school.phase); })
            .sorted_by([](const S& school) { return static_cast<int>(school.phase); }),
        Column("type", "Type", [](const S& school) { return type_title(school.type); }),
        Column("low_age", "Lowest age", known<&S::low_age>).missing_as(not_known).in_files_only(),
        Column("high_age", "Highest age", known<&S::high_age>).missing_as(not_known).in_files_only(),
        Column("district", "District", &S::district).missing_as(not_known),
        Column("opened", "Opened", &S::opened)
            .missing_as("before records")
            .on_the_page_when([](kit::Act& act) { return !asks_for_closed(act); }),
        Column("closed", "Closed", &S::closed).missing_as("open").on_the_page_when(asks_for_closed),
        Column("roll", "Pupils", known<&S::roll>).missing_as(not_known),
        Column("capacity", "Capacity", known<&S::capacity>).missing_as(not_known).in_files_only(),
        Column("postcode", "Postcode", &S::postcode).missing_as(not_known).in_files_only(),
        Column("ward", "Ward", &S::ward).missing_as(not_known).in_files_only(),
        Column("trust", "Trust", &S::trust).missing_as(not_known).in_files_only(),
        Column("federation", "Federation", &S::federation).missing_as(not_known).in_files_only(),
        Column("diocese", "Diocese", &S::diocese).missing_as(not_known).in_files_only(),
        Column("religion", "Religious character", &S::religion).missing_as(not_known).in_files_only()};
}

}

kit::List school_list(Registers& registers) {
    kit::ListPage<School> list{
        .path = "/schools", .title = "The list of schools", .noun = "school", .nouns = "schools"};
    list.permission = access::Permission::signed_in;
    list.columns = columns();
    list.filters = filters(registers);
    list.sort = "name";
    list.note = register_note;
    list.files = "/schools/export";
    list.elsewhere = {{"Show these schools on a map", "/schools/map"}};
    list.below = [](kit::Act& act) {
        return page_kit::paragraph(page_kit::link_to(
            with_day("/schools/inspections", as_at_of(act), act.today()), "How schools were inspected last"));
    };
    list.caption = [](kit::Act& act) { return "As at " + as_at_of(act).display(); };
    return {list, [&registers](kit::Act& act, const kit::ListAsked& asked) {
                return rows_of(registers, act, asked);
            }};
}

}
