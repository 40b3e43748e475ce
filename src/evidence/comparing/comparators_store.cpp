#include <algorithm>

#include "evidence/comparing/comparators.hpp"
#include "platform/storage/seals.hpp"

namespace tarn::evidence {
namespace {

using access::Permission;
using access::Viewer;

/// Of the lists that the viewer saves and sees.
Audience audience_of(const Viewer& viewer) {
    return viewer.may(Permission::levels_authority) ? Audience::officers : Audience::owner;
}
kit::Sql shared_or_own(const Viewer& viewer) {
    if (audience_of(viewer) == Audience::officers) return kit::Sql{"audience = 'officers'"};
    return {"audience = 'owner' AND owner = $1", viewer.person()};
}

}

const kit::Record<ComparatorList> comparator_records = [] {
    using namespace kit;
    return Record<ComparatorList>{
        "comparator_list",
        "A list of schools to compare with",
        {key("id", &ComparatorList::id), owner("authority", &ComparatorList::authority),
         coded("audience", &ComparatorList::audience, audiences, "Seen by"),
         text("name", &ComparatorList::name, "Name", required("Enter a name for the list"), longest(100)),
         person("owner", &ComparatorList::owner),
         person_name("owner", &ComparatorList::owner_name, "Saved by"),
         instant("saved_at", &ComparatorList::saved_at, "Last saved"),
         date("removed_on", &ComparatorList::removed_on, "Removed")},
        called("list"),
        seen_with(Permission::comparators),
        written_with(Permission::comparators,
                     "Officers, headteachers and chairs of governors save lists of schools."),
        only_if(shared_or_own),
        kept_after(latest_of("removed_on"), {"comparator_school.list"})};
}();

namespace {

std::vector<ComparatorList> with_schools(storage::Reader& db, std::vector<ComparatorList> found) {
    for (ComparatorList& list : found)
        for (const auto& row :
             db.query("SELECT urn FROM comparator_school WHERE list = $1 ORDER BY urn", list.id))
            list.schools.push_back(row.urn(0));
    return found;
}

void put_schools(storage::Writer& db, ComparatorListId id, const std::vector<Urn>& schools) {
    const auto replace = [&] {
        db.execute("DELETE FROM comparator_school WHERE list = $1", id);
        for (const Urn urn : schools)
            db.execute("INSERT INTO comparator_school (list, urn) VALUES ($1, $2)", id, urn);
    };
    storage::change(db, "comparator_school", "list = $1", replace, id);
}

std::optional<Error> taken(storage::Reader& db, const Viewer& viewer, std::string_view name,
                           ComparatorListId itself) {
    for (const auto& list : comparator_records.where(
             db, viewer, "removed_on IS NULL AND owner = $1 AND name = $2", viewer.person(), name))
        if (list.id != itself) return Error{"You have another list with this name", {}, "name"};
    return std::nullopt;
}

Result<ComparatorList> own(storage::Reader& db, const Viewer& viewer, ComparatorListId id) {
    auto list = comparator_records.find(db, viewer, id);
    if (!list) return Error{"There is no such list.", {}};
    if (list->owner != viewer.person())
        return Error{"Only the person who saved a list can change it: " + list->owner_name, {}};
    if (list->removed_on) return Error{"This list was removed.", {}};
    return *std::move(list);
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
            if (!urn) return Error{"\"" + std::string{word} + "\" is not a URN of five or six digits", {}};
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
    if (auto why = taken(db, viewer, name, {})) return *why;
    const auto id = comparator_records.add(db, viewer,
                                           {.authority = viewer.authority(),
                                            .audience = audience_of(viewer),
                                            .name = std::string{name},
                                            .owner = viewer.person(),
                                            .saved_at = now});
    if (id) put_schools(db, *id, schools);
    return id;
}

Outcome change_comparators(storage::Writer& db, const Viewer& viewer, ComparatorListId id,
                           std::string_view name, const std::vector<Urn>& schools, Instant now) {
    auto list = own(db, viewer, id);
    if (!list) return list.error();
    if (auto why = taken(db, viewer, name, id)) return *why;
    list->name = name;
    list->saved_at = now;
    const auto done =
        comparator_records.update(db, viewer, *list, {&ComparatorList::name, &ComparatorList::saved_at});
    if (done) put_schools(db, id, schools);
    return done;
}

Outcome remove_comparators(storage::Writer& db, const Viewer& viewer, ComparatorListId id, Date on) {
    auto list = own(db, viewer, id);
    if (!list) return list.error();
    list->removed_on = on;
    return comparator_records.update(db, viewer, *list, {&ComparatorList::removed_on});
}

std::vector<ComparatorList> comparator_lists(storage::Reader& db, const Viewer& viewer) {
    return with_schools(
        db, comparator_records.where(db, viewer,
                                     "removed_on IS NULL ORDER BY CASE WHEN owner = $1 THEN 0 ELSE 1 END, "
                                     "name COLLATE \"C\", id",
                                     viewer.person()));
}

std::optional<ComparatorList> find_comparators(storage::Reader& db, const Viewer& viewer,
                                               ComparatorListId id) {
    for (auto& list : with_schools(db, comparator_records.where(db, viewer, "id = $1", id)))
        return std::move(list);
    return std::nullopt;
}

}
