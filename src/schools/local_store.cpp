// What the authority itself writes: its areas and the posts of its schools. Rows end and begin, none is
// overwritten. Pages read them without a viewer: whose area a school is in and who leads it is published.
#include "schools/local_store.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace tarn::schools {
namespace {

const auto seen = kit::seen_with(access::Permission::local_register);
const auto written = kit::written_with(access::Permission::local_register,
                                       "Data officers record areas and posts of their own authority.");

/// Pages that show areas and posts are kept in memory until this number changes.
template <class Done>
Done noted(storage::Writer& db, Done done) {
    if (done) db.execute("UPDATE register_state SET local = local + 1 WHERE id = 1");
    return done;
}
}

const kit::Record<Area> area_records{
    "area",
    "An area of the authority",
    {kit::key("id", &Area::id), kit::owner("authority", &Area::authority),
     kit::text("code", &Area::code, "Code", kit::required("Enter a code for the area"), kit::width(10),
               kit::hint("For example, NORTH. You cannot change it later.")),
     kit::text("name", &Area::name, "Area", kit::asks("Name"), kit::required("Enter the area's name"),
               kit::hint("For example, North"))},
    seen,
    written};

const kit::Record<AreaStay> stay_records{
    "area_school",
    "A school's time in an area",
    {kit::key("id", &AreaStay::id), kit::number("area", &AreaStay::area, "Area"),
     kit::owner_by<AreaStay>("(SELECT a.authority FROM area a WHERE a.id = area_school.area)"),
     kit::school("urn", &AreaStay::urn), kit::date("valid_from", &AreaStay::from, "First day"),
     kit::date("valid_to", &AreaStay::to, "Last day")},
    kit::called("area row"),
    seen,
    written};
const kit::Dated<AreaStay> stay_days{stay_records,
                                     {"owner_authority", "urn"},
                                     "The school's area is already recorded from this day or a later one.",
                                     kit::without_recording()};

/// Of the authority that had the school last.
const kit::Record<Post> post_records{
    "school_post",
    "A post at a school",
    {kit::key("id", &Post::id),
     kit::owner_by<Post>("(SELECT v.authority FROM school_version v WHERE v.urn = school_post.urn ORDER BY "
                         "v.valid_from COLLATE \"C\" DESC LIMIT 1)"),
     kit::school("urn", &Post::urn),
     kit::coded("kind", &Post::kind, post_kinds, "Post", kit::required("Choose a post")),
     kit::text("holder", &Post::holder, "Name", kit::required("Enter the name of the person appointed")),
     kit::date("valid_from", &Post::from, "First day"), kit::date("valid_to", &Post::to, "Last day"),
     kit::date("recorded_on", &Post::recorded, "Recorded on"),
     kit::date("end_recorded_on", &Post::end_recorded, "End recorded on"),
     kit::date("withdrawn_on", &Post::withdrawn, "Withdrawn on"),
     kit::text("withdrawn_reason", &Post::withdrawn_reason, "Why it was withdrawn",
               kit::asks("What was wrong?")),
     kit::person("withdrawn_by", &Post::withdrawn_by)},
    kit::called("post"),
    seen,
    written};
const kit::Dated<Post> post_days{post_records,
                                 {"urn", "kind"},
                                 "A holder of this post is already recorded from this day or a later one.",
                                 {.withdrawn = "withdrawn_on"}};

std::int64_t local_generation(storage::Reader& db) {
    return db.count("SELECT local + (SELECT COUNT(*) FROM authority) FROM register_state WHERE id = 1");
}

namespace {
/// Roles are given by area name, so each area in an authority needs its own.
std::optional<Error> name_taken(storage::Reader& db, AuthorityCode authority, const Area& wanted) {
    for (const Area& known : areas(db, authority))
        if (known.id != wanted.id && known.name == wanted.name)
            return Error{"The area " + known.code + " is already called " + known.name, {}, "name"};
    return std::nullopt;
}
}

Result<AreaId> set_up_area(storage::Writer& db, const access::Viewer& officer, const Area& area) {
    constexpr std::string_view usual = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    constexpr std::size_t longest = 20;
    if (area.code.empty() || area.code.size() > longest ||
        area.code.find_first_not_of(usual) != area.code.npos)
        return Error{"Enter a code of at most 20 letters, digits and hyphens, such as NORTH", {}, "code"};
    if (const auto known = find_area(db, area.authority, area.code))
        return Error{"The code " + area.code + " already stands for the area " + known->name, {}, "code"};
    if (const auto taken = name_taken(db, officer.authority(), area)) return *taken;
    return noted(db, area_records.add(db, officer, area));
}

Outcome rename_area(storage::Writer& db, const access::Viewer& officer, const Area& renamed) {
    if (const auto taken = name_taken(db, officer.authority(), renamed)) return *taken;
    return noted(db, area_records.update(db, officer, renamed, {&Area::name}));
}

std::vector<Area> areas(storage::Reader& db, AuthorityCode authority) {
    return area_records.without_viewer(db, "authority = $1 ORDER BY name COLLATE \"C\", code COLLATE \"C\"",
                                       authority);
}

std::optional<Area> find_area(storage::Reader& db, AuthorityCode authority, std::string_view code) {
    for (Area& area : area_records.without_viewer(db, "authority = $1 AND code = $2", authority, code))
        return std::move(area);
    return std::nullopt;
}

Result<AreaStayId> place_in_area(storage::Writer& db, const access::Viewer& officer, AreaId area, Urn urn,
                                 Date from) {
    return noted(db, stay_days.succeed(db, officer, {.area = area, .urn = urn, .from = from}));
}

std::vector<AreaStay> stays_in_area(storage::Reader& db, AreaId area, Date as_at) {
    auto clause = both(kit::Sql{"area = $1", area}, stay_days.in_force(as_at));
    clause += " ORDER BY urn";
    return stay_records.without_viewer(db, clause);
}

std::vector<Urn> schools_of_area(storage::Reader& db, AreaId area, Date as_at) {
    std::vector<Urn> out;
    for (const AreaStay& stay : stays_in_area(db, area, as_at)) out.push_back(stay.urn);
    return out;
}

std::map<Urn, AreaId> areas_by_school(storage::Reader& db, AuthorityCode authority, Date as_at) {
    std::map<Urn, AreaId> found;
    const kit::Sql of_authority{"owner_authority = $1", authority};
    for (const AreaStay& stay :
         stay_records.without_viewer(db, both(of_authority, stay_days.in_force(as_at))))
        found.emplace(stay.urn, stay.area);
    return found;
}

std::optional<Area> area_of(storage::Reader& db, AuthorityCode authority, Urn urn, Date as_at) {
    const kit::Sql of_school{"urn = $1 AND owner_authority = $2", urn, authority};
    for (const AreaStay& stay : stay_records.without_viewer(db, both(of_school, stay_days.in_force(as_at))))
        return area_records.without_viewer(db, "id = $1", stay.area).front();
    return std::nullopt;
}

access::AreaLookup area_lookup() {
    return {[](storage::Reader& db, AuthorityCode authority) {
                std::vector<access::AreaFact> facts;
                for (const Area& area : areas(db, authority)) facts.push_back({area.code, area.name});
                return facts;
            },
            [](storage::Reader& db, AuthorityCode authority, std::string_view code, Date day) {
                const auto area = find_area(db, authority, code);
                return area ? schools_of_area(db, area->id, day) : std::vector<Urn>{};
            }};
}

Result<PostId> appoint(storage::Writer& db, const access::Viewer& officer, const Post& post) {
    return noted(db, post_days.succeed(db, officer, post));
}

Outcome end_post(storage::Writer& db, const access::Viewer& officer, Urn urn, PostKind kind, Date last_day,
                 Date recorded_on) {
    for (Post& post :
         post_records.where(db, officer, "urn = $1 AND kind = $2 AND valid_to IS NULL AND valid_from <= $3",
                            urn, post_kinds.code(kind), last_day)) {
        post.to = last_day;
        post.end_recorded = recorded_on;
        return noted(db, post_days.end(db, officer, post));
    }
    return Error{"Nobody holds this post on that day.", urn.text(), "kind"};
}

namespace {

/// Whose post ended because the wrong one began.
std::optional<Post> ended_by(storage::Reader& db, const access::Viewer& officer, const Post& wrong) {
    for (Post& before : post_records.where(
             db, officer,
             "urn = $1 AND kind = $2 AND valid_to = $3 AND end_recorded_on = $4 AND withdrawn_on IS NULL",
             wrong.urn, post_kinds.code(wrong.kind), wrong.from - 1, wrong.recorded))
        return std::move(before);
    return std::nullopt;
}

}

Outcome correct_post(storage::Writer& db, const access::Viewer& officer, PostId id,
                     const std::optional<Post>& right, const std::string& reason, Date today) {
    auto wrong = post_records.find(db, officer, id);
    if (!wrong) return Error{"There is no such post.", {}};
    const auto before = ended_by(db, officer, *wrong);
    const bool last = !wrong->to;
    wrong->withdrawn_reason = reason;
    wrong->withdrawn_by = officer.person();
    if (auto done =
            post_days.withdraw(db, officer, *wrong, today, {&Post::withdrawn_reason, &Post::withdrawn_by});
        !done)
        return done;
    // Who came before holds the post up to the right first day; with nobody after, until now.
    if (before && (right || last)) {
        Post held = *before;
        held.to = right ? std::optional{right->from - 1} : std::nullopt;
        held.end_recorded = right ? std::optional{today} : std::nullopt;
        if (held.to && *held.to < held.from)
            return Error{
                fmt::format("{} held the post from {}.", held.holder, held.from.display()), {}, "valid_from"};
        held.recorded = today;
        // A row of its own from today on: ratings of days before still know the old end.
        Post known = *before;
        known.withdrawn_reason = reason;
        known.withdrawn_by = officer.person();
        if (auto done =
                post_days.withdraw(db, officer, known, today, {&Post::withdrawn_reason, &Post::withdrawn_by});
            !done)
            return done;
        if (const auto made = post_days.begin(db, officer, held); !made) return made.error();
    }
    if (right)
        if (const auto made = post_days.begin(db, officer, *right); !made) return made.error();
    return noted(db, Outcome{Done{}});
}

std::vector<Post> posts(storage::Reader& db, Urn urn, Date as_at) {
    auto held = post_records.without_viewer(db, both(kit::Sql{"urn = $1", urn}, post_days.in_force(as_at)));
    std::ranges::stable_sort(held, {}, &Post::kind);
    return held;
}

std::vector<Post> posts_in(storage::Reader& db, AuthorityCode authority, Date as_at) {
    auto held = post_records.without_viewer(
        db, both(kit::Sql{"owner_authority = $1", authority}, post_days.in_force(as_at)));
    std::ranges::stable_sort(held, {}, &Post::urn);
    return held;
}

std::vector<Post> post_history(storage::Reader& db, Urn urn) {
    return post_records.without_viewer(
        db, "urn = $1 AND withdrawn_on IS NULL ORDER BY valid_from COLLATE \"C\" DESC, id DESC", urn);
}

}
