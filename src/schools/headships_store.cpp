// When schools had a head and when the post stood empty, concluded from the posts recorded.
#include <algorithm>
#include <iterator>
#include <set>
#include <span>

#include "platform/storage/seals.hpp"
#include "schools/local_store.hpp"

namespace tarn::schools {
namespace {

std::vector<Post> head_posts(storage::Reader& db) {
    return post_records.without_viewer(db, "kind IN ($1, $2) ORDER BY urn, valid_from COLLATE \"C\", id",
                                       post_kinds.code(PostKind::headteacher),
                                       post_kinds.code(PostKind::executive_head));
}

/// The posts of each school in turn.
template <class F>
void each_school(std::span<const Post> posts, F use) {
    while (!posts.empty()) {
        const auto next = std::ranges::find_if(posts, [&](const auto& p) { return p.urn != posts[0].urn; });
        const auto count = static_cast<std::size_t>(next - posts.begin());
        use(posts.first(count));
        posts = posts.subspan(count);
    }
}

/// Joins what follows on or overlaps; between two stretches the post stands empty.
void add_post(std::vector<Headship>& found, Urn urn, const DateRange& held) {
    if (found.empty()) {
        found.push_back({urn, held, true});
        return;
    }
    DateRange& last = found.back().days;
    if (!last.to) return;
    if (held.from > *last.to + 1) {
        const DateRange empty{*last.to + 1, held.from - 1};
        found.push_back({urn, empty, false});
        found.push_back({urn, held, true});
        return;
    }
    if (!held.to || *held.to > *last.to) last.to = held.to;
}

/// Of one school, by what had been recorded on a day; without a day by all that is.
std::vector<Headship> headships_of(std::span<const Post> posts, std::optional<Date> known_on) {
    std::vector<Headship> found;
    for (const Post& post : posts) {
        if (known_on && post.recorded > *known_on) continue;
        if (post.withdrawn && (!known_on || *post.withdrawn <= *known_on)) continue;
        const bool end_known = !known_on || (post.end_recorded && *post.end_recorded <= *known_on);
        add_post(found, post.urn, {post.from, end_known ? post.to : std::nullopt});
    }
    if (!found.empty() && found.back().days.to)
        found.push_back({found.back().urn, {*found.back().days.to + 1, {}}, false});
    return found;
}

/// The days on which something was recorded of a school.
std::set<Date> recording_days(std::span<const Post> posts) {
    std::set<Date> days;
    for (const Post& post : posts) {
        days.insert(post.recorded);
        if (post.end_recorded) days.insert(*post.end_recorded);
        if (post.withdrawn) days.insert(*post.withdrawn);
    }
    return days;
}

}

std::vector<Headship> headships(storage::Reader& db) {
    std::vector<Headship> found;
    each_school(head_posts(db), [&](std::span<const Post> posts) {
        std::ranges::move(headships_of(posts, {}), std::back_inserter(found));
    });
    return found;
}

std::vector<KnownHeadship> headships_as_known(storage::Reader& db) {
    std::vector<KnownHeadship> found;
    each_school(head_posts(db), [&](std::span<const Post> posts) {
        const auto days = recording_days(posts);
        for (auto day = days.begin(); day != days.end(); ++day)
            for (Headship headship : headships_of(posts, *day)) {
                const Date known_from = std::max(*day, headship.days.from);
                if (const auto next = std::next(day); next != days.end())
                    headship.days.to = std::min(headship.days.to.value_or(*next - 1), *next - 1);
                if (!headship.days.to || known_from <= *headship.days.to)
                    found.push_back({headship, known_from});
            }
    });
    return found;
}

std::int64_t posts_generation(storage::Reader& db) {
    return storage::changes(db, "school_post");
}

}
