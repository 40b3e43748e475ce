#pragma once
// Which entries of the audit trail are a read of a school's level, and what they are called.
#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/code_table.hpp"
#include "base/ids.hpp"

namespace tarn::rating {

/// Where the level stood that somebody read.
enum class ReadPlace : std::uint8_t { own_page, rating, home, list, file, agenda, pack };
inline constexpr CodeTable<ReadPlace> read_places{
    {ReadPlace::own_page, "own_page", "The school's own page or level"},
    {ReadPlace::rating, "rating", "The rating and its evidence"},
    {ReadPlace::home, "home", "The home page"},
    {ReadPlace::list, "list", "A list that may hold the school"},
    {ReadPlace::file, "file", "A downloaded list that may hold the school"},
    {ReadPlace::agenda, "agenda", "An agenda that may hold the school"},
    {ReadPlace::pack, "pack", "A board pack that may hold the school"}};

/// What the trail says of one act.
struct TrailEntry {
    std::optional<PersonId> person;
    std::string name, role, action, object, detail;
    Instant at{};
};

/// The trail's labels under which a level can be read.
inline constexpr std::array<std::string_view, 7> level_read_actions{
    "level.read", "rating.read", "rating.read.home", "levels.read", "levels.read.file", "agenda.read", "pack.read"};

struct ReadOf {
    ReadPlace place = ReadPlace::own_page;
    std::string what;  ///< "The list of levels"
    Urn school;        ///< 0: every school that the list, agenda or pack holds
    bool operator==(const ReadOf&) const = default;
};
/// Empty where no level was shown.
std::optional<ReadOf> read_of(const TrailEntry& entry);

/// One person's reads of one kind on one day.
struct LevelRead {
    PersonId person;
    std::string name, role;  ///< of the role that they acted in
    ReadOf of;
    Date day;       ///< in England
    Instant last;   ///< of that day
    int times = 0;  ///< quarters of an hour
};
/// From rows of the trail, latest first, those that are about one of `urns` or hold every school.
/// `held` says whether the lists of a person held the school on a day.
std::vector<LevelRead> level_reads(const std::vector<TrailEntry>& rows, const std::vector<Urn>& urns,
                                   const std::function<bool(PersonId, const std::string& role, Date)>& held);

struct Readers {
    std::size_t all = 0, of_school = 0, of_lists = 0;  ///< people
};
/// Different people since a day.
Readers readers_since(const std::vector<LevelRead>& reads, Date since);

/// "12 people have read the level of Brook Primary since 1 September 2026."
std::string readers_words(const Readers& readers, std::string_view school, Date since);

}
