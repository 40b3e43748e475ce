// One box that finds a school by name, URN, postcode or LAESTAB, as fast as typing.
#include "feature_kit/act.hpp"
#include "schools/schools_pages.hpp"

namespace tarn::schools {

namespace {

constexpr std::size_t suggested = 8;
constexpr std::size_t shown = 50;

std::vector<Match> matches(const Register& schools, const kit::Act& act, std::string_view text,
                           std::size_t limit) {
    const Date as_at = as_at_of(act);
    // One's own authority first, then the rest of England.
    const AuthorityCode home = act.viewer.authority();
    std::vector<Match> found;
    if (home.value != 0) found = schools.search(text, {as_at, home, limit, true});
    for (const Match& match : schools.search(text, {as_at, std::nullopt, limit, true})) {
        if (found.size() >= limit) break;
        if (home.value == 0 || match.school->authority != home) found.push_back(match);
    }
    return found;
}

std::string detail_of(storage::Reader& db, const School& school, Date as_at) {
    std::string out = one_line(school) + ", " + authority_words(db, school.authority);
    if (!school.valid.contains(as_at)) {
        out += school.closed && *school.closed < as_at ? ", closed " + school.closed->display()
                                                       : ", not yet open";
    }
    return out;
}

}

web::Response find_page(const PageTools& tools, kit::Act& act) {
    const auto schools = tools.registers.current(act.db);
    const Date as_at = as_at_of(act);
    const std::string text{act.request.query_value("q").value_or("")};
    const bool fragment = act.request.query_value("fragment").has_value();
    const auto found =
        text.empty() ? std::vector<Match>{} : matches(*schools, act, text, fragment ? suggested : shown);
    std::vector<page_kit::Suggestion> lines;
    for (const Match& match : found) {
        lines.push_back({.text = std::string{match.school->name},
                         .detail = detail_of(act.db, *match.school, as_at),
                         .href = school_href(match.school->urn, as_at, act.today())});
    }
    const std::string none = "No school is found for \"" + text + "\".";
    if (fragment) return web::Response::page(page_kit::suggestions(lines, none));
    Html content = page_kit::search_box({.action = "/schools/find",
                                         .label = "Name, URN, DfE number or postcode",
                                         .value = text,
                                         .large = true});
    if (!text.empty()) content += page_kit::suggestions(lines, none);
    return kit::respond(act,
                        {.title = text.empty() ? "Find a school" : "Find a school: " + text,
                         .heading = "Find a school",
                         .breadcrumbs = {{"Schools", "/schools"}, {"Find a school"}}},
                        content);
}

}
