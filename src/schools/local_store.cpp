// What the authority itself writes: its areas and the posts of its schools. Rows end and begin, none is
// overwritten.
#include "schools/schools.hpp"

namespace tarn::schools {

AreaId add_area(storage::Writer& db, AuthorityCode authority, std::string_view code, std::string_view name) {
    return db.insert<AreaId>("INSERT INTO area (authority, code, name) VALUES ($1, $2, $3) RETURNING id",
                             authority, code, name);
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
    db.execute(end, *authority, urn, from - 1);
    db.execute("INSERT INTO area_school (area, urn, valid_from) VALUES ($1, $2, $3)", area, urn, from);
    return Done{};
}

std::vector<Urn> schools_of_area(storage::Reader& db, AreaId area, Date as_at) {
    std::vector<Urn> out;
    for (const storage::Row& row : db.query("SELECT urn FROM area_school WHERE area = $1 AND valid_from <= $2"
                                            " AND (valid_to IS NULL OR valid_to >= $2) ORDER BY urn",
                                            area, as_at)) {
        out.push_back(row.urn(0));
    }
    return out;
}

std::optional<Area> area_of(storage::Reader& db, AuthorityCode authority, Urn urn, Date as_at) {
    return db.first(
        "SELECT area.id, area.authority, area.code, area.name FROM area_school"
        " JOIN area ON area.id = area_school.area WHERE area.authority = $1 AND area_school.urn = $2"
        " AND valid_from <= $3 AND (valid_to IS NULL OR valid_to >= $3)",
        area_in, authority, urn, as_at);
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

namespace {

PostKind parse_post(std::string_view code) {
    for (const PostKind kind : {PostKind::executive_head, PostKind::chair_of_governors}) {
        if (post_code(kind) == code) return kind;
    }
    return PostKind::headteacher;
}

Post post_in(const storage::Row& row) {
    return {row.id<PostId>(0),
            row.urn(1),
            parse_post(row.text(2)),
            row.string(3),
            {row.date(4), row.maybe_date(5)}};
}

}

Outcome appoint(storage::Writer& db, Urn urn, PostKind kind, std::string_view holder, Date from) {
    if (holder.empty()) return Error{"Enter the name of the person appointed.", {}};
    if (db.count("SELECT count(*) FROM school_post WHERE urn = $1 AND kind = $2 AND valid_from >= $3", urn,
                 post_code(kind), from) > 0) {
        return Error{"A holder of this post is already recorded from this day or a later one.", urn.text()};
    }
    db.execute(
        "UPDATE school_post SET valid_to = $3 WHERE urn = $1 AND kind = $2 AND (valid_to IS NULL OR valid_to "
        "> $3)",
        urn, post_code(kind), from - 1);
    db.execute("INSERT INTO school_post (urn, kind, holder, valid_from) VALUES ($1, $2, $3, $4)", urn,
               post_code(kind), holder, from);
    return Done{};
}

Outcome end_post(storage::Writer& db, Urn urn, PostKind kind, Date last_day) {
    const auto ended = db.execute(
        "UPDATE school_post SET valid_to = $3 WHERE urn = $1 AND kind = $2"
        " AND valid_to IS NULL AND valid_from <= $3",
        urn, post_code(kind), last_day);
    if (ended == 0) return Error{"Nobody holds this post on that day.", urn.text()};
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

}
