// What the authority itself writes: its areas and the posts of its schools. Rows end and begin, none is
// overwritten.
#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <span>

#include "access/lookups.hpp"
#include "people/people.hpp"
#include "platform/storage/seals.hpp"
#include "schools/authority_name.hpp"

namespace tarn::schools {
namespace {

/// Pages that show areas and posts are kept in memory until this number changes.
void note_change(storage::Writer& db) {
    db.execute("UPDATE register_state SET local = local + 1 WHERE id = 1");
}

}

std::string authority_name(storage::Reader& db, const Register& schools, AuthorityCode code) {
    if (const auto name = schools.authority_name(code); !name.empty()) return std::string{name};
    const auto own = people::find_authority(db, code);
    return own ? own->name : code.text();
}

std::int64_t local_generation(storage::Reader& db) {
    return db.count("SELECT local + (SELECT COUNT(*) FROM authority) FROM register_state WHERE id = 1");
}

AreaId add_area(storage::Writer& db, AuthorityCode authority, std::string_view code, std::string_view name) {
    note_change(db);
    return storage::insert_sealed<AreaId>(
        db, "area", "INSERT INTO area (authority, code, name) VALUES ($1, $2, $3) RETURNING id", authority,
        code, name);
}

Result<AreaId> set_up_area(storage::Writer& db, AuthorityCode authority, std::string_view code,
                           std::string_view name) {
    constexpr std::size_t longest = 20;
    const auto usual = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_';
    };
    if (code.empty() || code.size() > longest || !std::ranges::all_of(code, usual))
        return Error{"Enter a code of at most 20 letters, digits and hyphens, such as NORTH", {}};
    if (const auto known = find_area(db, authority, code))
        return Error{"The code " + std::string{code} + " already stands for the area " + known->name, {}};
    return add_area(db, authority, code, name);
}

void rename_area(storage::Writer& db, AreaId area, std::string_view name) {
    const auto update = [&] { db.execute("UPDATE area SET name = $2 WHERE id = $1", area, name); };
    storage::change(db, "area", "id = $1", update, area);
    note_change(db);
}

namespace {

Area area_in(const storage::Row& row) {
    return {row.id<AreaId>(0), row.authority(1), row.string(2), row.string(3)};
}

}

std::vector<Area> areas(storage::Reader& db, AuthorityCode authority) {
    std::vector<Area> out;
    for (const storage::Row& row : db.query("SELECT id, authority, code, name FROM area WHERE authority = $1"
                                            " ORDER BY name COLLATE \"C\", code COLLATE \"C\"",
                                            authority)) {
        out.push_back(area_in(row));
    }
    return out;
}

std::optional<Area> find_area(storage::Reader& db, AuthorityCode authority, std::string_view code) {
    return db.first("SELECT id, authority, code, name FROM area WHERE authority = $1 AND code = $2", area_in,
                    authority, code);
}

Outcome place_in_area(storage::Writer& db, AreaId area, Urn urn, Date from) {
    const auto authority = db.first(
        "SELECT authority FROM area WHERE id = $1", [](const storage::Row& row) { return row.authority(0); },
        area);
    if (!authority) return Error{"This area does not exist.", "area " + std::to_string(area.value)};
    constexpr const char* same_authority = "area IN (SELECT id FROM area WHERE authority = $1)";
    const std::string later = std::string{"SELECT count(*) FROM area_school WHERE "} + same_authority +
                              " AND urn = $2 AND valid_from >= $3";
    if (db.count(later, *authority, urn, from) > 0) {
        return Error{"The school's area is already recorded from this day or a later one.", urn.text()};
    }
    const std::string end = std::string{"UPDATE area_school SET valid_to = $3 WHERE "} + same_authority +
                            " AND urn = $2 AND (valid_to IS NULL OR valid_to > $3)";
    const auto move = [&] {
        db.execute(end, *authority, urn, from - 1);
        db.execute("INSERT INTO area_school (area, urn, valid_from) VALUES ($1, $2, $3)", area, urn, from);
    };
    storage::change(db, "area_school", "urn = $1", move, urn);
    note_change(db);
    return Done{};
}

std::vector<AreaMember> members_of_area(storage::Reader& db, AreaId area, Date as_at) {
    std::vector<AreaMember> out;
    for (const storage::Row& row :
         db.query("SELECT urn, valid_from FROM area_school WHERE area = $1 AND valid_from <= $2"
                  " AND (valid_to IS NULL OR valid_to >= $2) ORDER BY urn",
                  area, as_at)) {
        out.push_back({row.urn(0), row.date(1)});
    }
    return out;
}

std::vector<Urn> schools_of_area(storage::Reader& db, AreaId area, Date as_at) {
    std::vector<Urn> out;
    for (const AreaMember& member : members_of_area(db, area, as_at)) out.push_back(member.urn);
    return out;
}

std::optional<Area> area_of(storage::Reader& db, AuthorityCode authority, Urn urn, Date as_at) {
    return db.first(
        "SELECT area.id, area.authority, area.code, area.name FROM area_school"
        " JOIN area ON area.id = area_school.area WHERE area.authority = $1 AND area_school.urn = $2"
        " AND valid_from <= $3 AND (valid_to IS NULL OR valid_to >= $3)",
        area_in, authority, urn, as_at);
}

access::AreaLookup area_lookup() {
    return {.all =
                [](storage::Reader& db, AuthorityCode authority) {
                    std::vector<access::AreaFact> facts;
                    for (Area& area : areas(db, authority))
                        facts.push_back({std::move(area.code), std::move(area.name)});
                    return facts;
                },
            .schools =
                [](storage::Reader& db, AuthorityCode authority, std::string_view code, Date day) {
                    const auto area = find_area(db, authority, code);
                    return area ? schools_of_area(db, area->id, day) : std::vector<Urn>{};
                }};
}

std::string_view post_code(PostKind kind) {
    switch (kind) {
        case PostKind::headteacher:
            return "headteacher";
        case PostKind::executive_head:
            return "executive_head";
        case PostKind::chair_of_governors:
            return "chair_of_governors";
    }
    return "";
}

std::string_view post_title(PostKind kind) {
    switch (kind) {
        case PostKind::headteacher:
            return "Headteacher";
        case PostKind::executive_head:
            return "Executive headteacher";
        case PostKind::chair_of_governors:
            return "Chair of governors";
    }
    return "";
}

std::span<const PostKind> all_post_kinds() {
    static constexpr std::array kinds{PostKind::headteacher, PostKind::executive_head,
                                      PostKind::chair_of_governors};
    return kinds;
}

std::optional<PostKind> parse_post_kind(std::string_view code) {
    for (const PostKind kind : all_post_kinds())
        if (post_code(kind) == code) return kind;
    return std::nullopt;
}

namespace {

Post post_in(const storage::Row& row) {
    return {row.id<PostId>(0),
            row.urn(1),
            parse_post_kind(row.text(2)).value_or(PostKind::headteacher),
            row.string(3),
            {row.date(4), row.maybe_date(5)}};
}

}

Outcome appoint(storage::Writer& db, Urn urn, PostKind kind, std::string_view holder, Date from,
                Date recorded_on) {
    if (holder.empty()) return Error{"Enter the name of the person appointed.", {}};
    if (db.count("SELECT count(*) FROM school_post WHERE urn = $1 AND kind = $2 AND valid_from >= $3", urn,
                 post_code(kind), from) > 0) {
        return Error{"A holder of this post is already recorded from this day or a later one.", urn.text()};
    }
    const auto succeed = [&] {
        db.execute(
            "UPDATE school_post SET valid_to = $3, end_recorded_on = $4 WHERE urn = $1 AND kind = $2 AND "
            "(valid_to IS NULL OR valid_to > $3)",
            urn, post_code(kind), from - 1, recorded_on);
        db.execute(
            "INSERT INTO school_post (urn, kind, holder, valid_from, recorded_on) VALUES ($1, $2, $3, $4, "
            "$5)",
            urn, post_code(kind), holder, from, recorded_on);
    };
    storage::change(db, "school_post", "urn = $1", succeed, urn);
    note_change(db);
    return Done{};
}

Outcome end_post(storage::Writer& db, Urn urn, PostKind kind, Date last_day, Date recorded_on) {
    const auto end = [&] {
        return db.execute(
            "UPDATE school_post SET valid_to = $3, end_recorded_on = $4 WHERE urn = $1 AND kind = $2"
            " AND valid_to IS NULL AND valid_from <= $3",
            urn, post_code(kind), last_day, recorded_on);
    };
    const auto ended = storage::change(db, "school_post", "urn = $1", end, urn);
    if (ended == 0) return Error{"Nobody holds this post on that day.", urn.text()};
    note_change(db);
    return Done{};
}

std::vector<Post> posts(storage::Reader& db, Urn urn, Date as_at) {
    std::vector<Post> out;
    for (const storage::Row& row :
         db.query("SELECT id, urn, kind, holder, valid_from, valid_to FROM school_post WHERE urn = $1"
                  " AND valid_from <= $2 AND (valid_to IS NULL OR valid_to >= $2)"
                  " ORDER BY CASE kind WHEN 'headteacher' THEN 0 WHEN 'executive_head' THEN 1 ELSE 2 END, id",
                  urn, as_at)) {
        out.push_back(post_in(row));
    }
    return out;
}

std::vector<Post> post_history(storage::Reader& db, Urn urn) {
    std::vector<Post> out;
    for (const storage::Row& row :
         db.query("SELECT id, urn, kind, holder, valid_from, valid_to FROM school_post"
                  " WHERE urn = $1 ORDER BY valid_from COLLATE \"C\" DESC, id DESC",
                  urn)) {
        out.push_back(post_in(row));
    }
    return out;
}

namespace {

struct HeadPost {
    Urn urn;
    DateRange held;
    Date recorded_on;
    std::optional<Date> end_recorded_on;
};

std::vector<HeadPost> head_posts(storage::Reader& db) {
    std::vector<HeadPost> found;
    for (const storage::Row& row : db.query(
             "SELECT urn, valid_from, valid_to, recorded_on, end_recorded_on FROM school_post WHERE kind "
             "IN ($1, $2) ORDER BY urn, valid_from COLLATE \"C\", id",
             post_code(PostKind::headteacher), post_code(PostKind::executive_head)))
        found.push_back({row.urn(0), {row.date(1), row.maybe_date(2)}, row.date(3), row.maybe_date(4)});
    return found;
}

/// The posts of each school in turn.
template <class F>
void each_school(std::span<const HeadPost> posts, F use) {
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
std::vector<Headship> headships_of(std::span<const HeadPost> posts, std::optional<Date> known_on) {
    std::vector<Headship> found;
    for (const HeadPost& post : posts) {
        if (known_on && post.recorded_on > *known_on) continue;
        const bool end_known = !known_on || (post.end_recorded_on && *post.end_recorded_on <= *known_on);
        add_post(found, post.urn, {post.held.from, end_known ? post.held.to : std::nullopt});
    }
    if (!found.empty() && found.back().days.to)
        found.push_back({found.back().urn, {*found.back().days.to + 1, {}}, false});
    return found;
}

/// The days on which something was recorded of a school.
std::set<Date> recording_days(std::span<const HeadPost> posts) {
    std::set<Date> days;
    for (const HeadPost& post : posts) {
        days.insert(post.recorded_on);
        if (post.end_recorded_on) days.insert(*post.end_recorded_on);
    }
    return days;
}

}

std::vector<Headship> headships(storage::Reader& db) {
    std::vector<Headship> found;
    each_school(head_posts(db), [&](std::span<const HeadPost> posts) {
        std::ranges::move(headships_of(posts, {}), std::back_inserter(found));
    });
    return found;
}

std::vector<KnownHeadship> headships_as_known(storage::Reader& db) {
    std::vector<KnownHeadship> found;
    each_school(head_posts(db), [&](std::span<const HeadPost> posts) {
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
    return db.count("SELECT COUNT(*) + COUNT(valid_to) FROM school_post");
}

}
