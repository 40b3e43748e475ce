// For the search box: schools by name, URN, postcode or LAESTAB, and by who leads them.
#include <algorithm>
#include <array>

#include "schools/local_store.hpp"
#include "schools/schools_pages.hpp"

namespace tarn::schools {

namespace {

std::vector<Match> matches(const Register& schools, const kit::Act& act, const SearchText& typed,
                           std::size_t limit) {
    // One's own authority first, then the rest of England.
    const AuthorityCode home = act.viewer.authority();
    const SearchScope everywhere{act.today(), std::nullopt, limit, true};
    std::vector<Match> found;
    if (home.value != 0) found = schools.search(typed.typed(), {act.today(), home, limit, true});
    for (const Match& match : schools.search(typed.typed(), everywhere)) {
        if (found.size() >= limit) break;
        if (home.value == 0 || match.school->authority != home) found.push_back(match);
    }
    return found;
}

std::string detail_of(storage::Reader& db, const School& school, Date today) {
    std::string out = one_line(school) + ", " + authority_words(db, school.authority);
    if (!school.valid.contains(today)) {
        out += school.closed && *school.closed < today ? ", closed " + school.closed->display()
                                                       : ", not yet open";
    }
    return out;
}

}

kit::SearchSource school_search(Registers& registers) {
    const auto find = [&registers](kit::Act& act, const SearchText& typed, std::size_t limit) {
        const auto schools = registers.current(act.db);
        std::vector<kit::SearchHit> hits;
        for (const Match& match : matches(*schools, act, typed, limit)) {
            const School& school = *match.school;
            hits.push_back({.title = std::string{school.name},
                            .href = school_href(school.urn, act.today(), act.today()),
                            .detail = detail_of(act.db, school, act.today())});
            // What was found by an earlier name, a postcode or a number does not stand in these words.
            constexpr double otherwise = 0.5;
            const std::array<std::string_view, 2> words{hits.back().title, hits.back().detail};
            hits.back().likeness = std::max(typed.likeness(words), otherwise);
        }
        return hits;
    };
    return {.title = "Schools", .find = find};
}

/// Who leads a school stands on its page for everybody signed in.
kit::SearchSource leader_search(Registers& registers) {
    const auto find = [&registers](kit::Act& act, const SearchText& typed, std::size_t limit) {
        const auto schools = registers.current(act.db);
        std::vector<kit::SearchHit> all;
        for (const Post& post : posts_in(act.db, act.viewer.authority(), act.today()))
            if (const School* school = schools->latest(post.urn))
                all.push_back(
                    {.title = post.holder,
                     .href = school_href(post.urn, act.today(), act.today()),
                     .detail = std::string{post_kinds.title(post.kind)} + ", " + std::string{school->name}});
        return kit::best_hits(std::move(all), typed, limit);
    };
    return {.title = "Headteachers and chairs", .find = find};
}

}
