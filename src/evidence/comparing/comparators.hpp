#pragma once
// Comparator lists: schools that somebody chose to compare with, under a name of their own. Officers of an
// authority see each other's lists; a headteacher or chair of governors sees their own and is seen by nobody.
// Only who saved a list changes it, in the kind of role in which it was saved.
#include "feature_kit/record.hpp"

namespace tarn::evidence {

using ComparatorListId = Id<struct ComparatorListTag>;

/// Of whom a list is seen: of the officers of the authority, or of its owner alone.
enum class Audience : std::uint8_t { officers, owner };
inline constexpr CodeTable<Audience> audiences{{Audience::officers, "officers", "Officers of the authority"},
                                               {Audience::owner, "owner", "Only the person who saved it"}};

struct ComparatorList {
    ComparatorListId id{};
    AuthorityCode authority{};
    Audience audience = Audience::owner;
    std::string name{};
    PersonId owner{};
    std::string owner_name{};
    Instant saved_at{};
    std::optional<Date> removed_on{};
    std::vector<Urn> schools{};  ///< ascending
};
inline constexpr std::size_t most_comparators = 100;
extern const kit::Record<ComparatorList> comparator_records;

/// Six-digit numbers between anything that is no digit or letter, each once, ascending. Refused: none, too
/// many, and words that are no URN.
Result<std::vector<Urn>> parse_comparators(std::string_view text);

/// Refused: no name, one that is longer than 100 characters, or one that another list of the owner has.
Result<ComparatorListId> save_comparators(storage::Writer& db, const access::Viewer& viewer,
                                          std::string_view name, const std::vector<Urn>& schools,
                                          Instant now);
/// The same, and refused to anybody but the owner.
Outcome change_comparators(storage::Writer& db, const access::Viewer& viewer, ComparatorListId id,
                           std::string_view name, const std::vector<Urn>& schools, Instant now);
Outcome remove_comparators(storage::Writer& db, const access::Viewer& viewer, ComparatorListId id, Date on);

/// Those that are not removed, the viewer's own first, then by name.
std::vector<ComparatorList> comparator_lists(storage::Reader& db, const access::Viewer& viewer);
std::optional<ComparatorList> find_comparators(storage::Reader& db, const access::Viewer& viewer,
                                               ComparatorListId id);

}
