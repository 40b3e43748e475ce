#include <algorithm>

#include "access/viewer.hpp"
#include "evidence/comparing/comparators.hpp"
#include "platform/storage/seals.hpp"

namespace tarn::evidence {
namespace {

using access::Viewer;

constexpr std::size_t longest_name = 100;
constexpr std::string_view select_lists =
    "SELECT l.id, l.name, l.owner, p.name, l.saved_at, l.removed_on FROM comparator_list l JOIN person p ON "
    "p.id = l.owner WHERE l.authority = $1 AND l.audience = $2 AND (l.audience = 'officers' OR l.owner = "
    "$3) ";

enum class Audience : std::uint8_t { officers, owner };

std::string_view audience_code(Audience audience) {
    return audience == Audience::officers ? "officers" : "owner";
}
/// Of the lists that the viewer saves and sees; empty: none.
std::optional<Audience> audience_of(const Viewer& viewer) {
    if (!viewer.may(access::Permission::comparators)) return std::nullopt;
    return viewer.may(access::Permission::levels_authority) ? Audience::officers : Audience::owner;
}

ComparatorList read_list(storage::Reader& db, const storage::Row& row) {
    ComparatorList list{row.id<ComparatorListId>(0),
                        row.string(1),
                        row.id<PersonId>(2),
                        row.string(3),
                        row.instant(4),
                        row.maybe_date(5),
                        {}};
    for (const auto& school :
         db.query("SELECT urn FROM comparator_school WHERE list = $1 ORDER BY urn", list.id))
        list.schools.push_back(school.urn(0));
    return list;
}

std::optional<Error> objection(storage::Reader& db, const Viewer& viewer, std::string_view name,
                               std::optional<ComparatorListId> itself) {
    const auto audience = audience_of(viewer);
    if (!audience) return Error{"Officers, headteachers and chairs of governors save lists of schools.", {}};
    if (name.empty()) return Error{"Enter a name for the list", {}};
    if (name.size() > longest_name) return Error{"Enter a name of at most 100 letters", {}};
    for (const auto& row :
         db.query("SELECT id FROM comparator_list WHERE authority = $1 AND owner = $2 AND name = $3 AND "
                  "removed_on IS NULL AND audience = $4",
                  viewer.authority(), viewer.person(), name, audience_code(*audience)))
        if (!itself || row.id<ComparatorListId>(0) != *itself)
            return Error{"You have another list with this name", {}};
    return std::nullopt;
}

void put_schools(storage::Writer& db, ComparatorListId id, const std::vector<Urn>& schools) {
    const auto replace = [&] {
        db.execute("DELETE FROM comparator_school WHERE list = $1", id);
        for (const Urn urn : schools)
            db.execute("INSERT INTO comparator_school (list, urn) VALUES ($1, $2)", id, urn);
    };
    storage::change(db, "comparator_school", "list = $1", replace, id);
}

Outcome must_be_own(storage::Reader& db, const Viewer& viewer, ComparatorListId id) {
    const auto list = find_comparators(db, viewer, id);
    if (!list) return Error{"There is no such list.", {}};
    if (list->owner != viewer.person())
        return Error{"Only who saved a list may change it: " + list->owner_name, {}};
    if (list->removed_on) return Error{"This list was removed.", {}};
    return Done{};
}

}

Result<std::vector<Urn>> parse_comparators(std::string_view text) {
    std::vector<Urn> schools;
    const auto part_of_word = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
    };
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && part_of_word(text[end])) ++end;
        if (const auto word = text.substr(at, end - at); !word.empty()) {
            const auto urn = Urn::parse(word);
            if (!urn) return Error{"\"" + std::string{word} + "\" is not a URN of six digits", {}};
            schools.push_back(*urn);
        }
        at = end + 1;
    }
    std::sort(schools.begin(), schools.end());
    schools.erase(std::unique(schools.begin(), schools.end()), schools.end());
    if (schools.empty()) return Error{"Enter the URNs of the schools", {}};
    if (schools.size() > most_comparators) return Error{"Enter at most 100 schools", {}};
    return schools;
}

Result<ComparatorListId> save_comparators(storage::Writer& db, const Viewer& viewer, std::string_view name,
                                          const std::vector<Urn>& schools, Instant now) {
    if (auto why = objection(db, viewer, name, {})) return *why;
    const auto id = storage::insert_sealed<ComparatorListId>(
        db, "comparator_list",
        "INSERT INTO comparator_list (authority, owner, name, saved_at, audience) VALUES ($1, $2, $3, $4, "
        "$5) "
        "RETURNING id",
        viewer.authority(), viewer.person(), name, now, audience_code(*audience_of(viewer)));
    put_schools(db, id, schools);
    return id;
}

Outcome change_comparators(storage::Writer& db, const Viewer& viewer, ComparatorListId id,
                           std::string_view name, const std::vector<Urn>& schools, Instant now) {
    if (auto own = must_be_own(db, viewer, id); !own) return own;
    if (auto why = objection(db, viewer, name, id)) return *why;
    const auto update = [&] {
        db.execute("UPDATE comparator_list SET name = $1, saved_at = $2 WHERE id = $3", name, now, id);
    };
    storage::change(db, "comparator_list", "id = $1", update, id);
    put_schools(db, id, schools);
    return Done{};
}

Outcome remove_comparators(storage::Writer& db, const Viewer& viewer, ComparatorListId id, Date on) {
    if (auto own = must_be_own(db, viewer, id); !own) return own;
    const auto update = [&] {
        db.execute("UPDATE comparator_list SET removed_on = $1 WHERE id = $2", on, id);
    };
    storage::change(db, "comparator_list", "id = $1", update, id);
    return Done{};
}

std::vector<ComparatorList> comparator_lists(storage::Reader& db, const Viewer& viewer) {
    std::vector<ComparatorList> lists;
    const auto audience = audience_of(viewer);
    if (!audience) return lists;
    for (const auto& row :
         db.query(std::string{select_lists} + "AND l.removed_on IS NULL ORDER BY l.name, l.id",
                  viewer.authority(), audience_code(*audience), viewer.person()))
        lists.push_back(read_list(db, row));
    std::stable_partition(lists.begin(), lists.end(),
                          [&](const ComparatorList& list) { return list.owner == viewer.person(); });
    return lists;
}

std::optional<ComparatorList> find_comparators(storage::Reader& db, const Viewer& viewer,
                                               ComparatorListId id) {
    const auto audience = audience_of(viewer);
    if (!audience) return std::nullopt;
    for (const auto& row : db.query(std::string{select_lists} + "AND l.id = $4", viewer.authority(),
                                    audience_code(*audience), viewer.person(), id))
        return read_list(db, row);
    return std::nullopt;
}

}
