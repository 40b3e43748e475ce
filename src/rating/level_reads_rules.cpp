#include "rating/level_reads_rules.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>
#include <tuple>

#include "base/local_time.hpp"

namespace tarn::rating {
namespace {

std::optional<ReadOf> of_school(const TrailEntry& entry, Urn urn) {
    if (entry.action == "level.read")
        return ReadOf{ReadPlace::own_page, "The school's page or its level", urn};
    // Its own label: the same read within a quarter of an hour is one line of the trail, and opening the
    // rating is another.
    if (entry.action == "rating.read.home" || (entry.action == "rating.read" && entry.detail == "home page"))
        return ReadOf{ReadPlace::home, "The home page, which named the school", urn};
    if (entry.action != "rating.read") return std::nullopt;
    if (entry.detail.starts_with("evidence"))
        return ReadOf{ReadPlace::rating, "The evidence behind the rating", urn};
    if (entry.detail == "before the board")
        return ReadOf{ReadPlace::rating, "The rating, before a decision of the board", urn};
    if (entry.detail == "before a recommendation")
        return ReadOf{ReadPlace::rating, "The rating, before a recommendation", urn};
    return ReadOf{ReadPlace::rating, "The rating", urn};
}

bool about(const TrailEntry& entry, std::string_view action, std::string_view object) {
    return entry.action == action && entry.object.starts_with(object);
}

std::string number_of(const std::string& object) {
    return object.substr(object.find(':') + 1);
}

}

std::optional<ReadOf> read_of(const TrailEntry& entry) {
    if (entry.object.starts_with("school:")) {
        const auto urn = Urn::parse(entry.object.substr(7));
        return urn ? of_school(entry, *urn) : std::nullopt;
    }
    const auto held = [](ReadPlace place, std::string what) { return ReadOf{place, std::move(what), Urn{}}; };
    if (about(entry, "levels.read.file", "authority:"))
        return held(ReadPlace::file, "The list of levels, taken away as a file");
    if (about(entry, "levels.read", "home:"))
        return held(ReadPlace::home, "The home page, with schools by level");
    if (about(entry, "levels.read", "job:"))
        return held(ReadPlace::list, "What an import changed, by school");
    if (about(entry, "levels.read", "authority:"))
        return held(ReadPlace::list, entry.detail.starts_with("job:") ? "Proposals for every school"
                                     : entry.detail == "map"          ? "The map of levels"
                                                                      : "The list of levels");
    if (about(entry, "agenda.read", "meeting:"))
        return held(ReadPlace::agenda, "The agenda of board meeting " + number_of(entry.object));
    if (about(entry, "pack.read", "meeting:"))
        return held(ReadPlace::pack, "The pack of board meeting " + number_of(entry.object));
    if (about(entry, "pack.read", "pack:"))
        return held(ReadPlace::pack, "Kept board pack " + number_of(entry.object));
    return std::nullopt;
}

std::vector<LevelRead> level_reads(const std::vector<TrailEntry>& rows, const std::vector<Urn>& urns,
                                   const std::function<bool(PersonId, const std::string& role, Date)>& held) {
    std::vector<LevelRead> reads;
    std::map<std::tuple<std::int64_t, std::string, std::string, Date>, std::size_t> places;
    for (const TrailEntry& row : rows) {
        const auto of = row.person ? read_of(row) : std::nullopt;
        if (!of) continue;
        const Date day = local_day(row.at);
        if (of->school.value != 0 ? std::ranges::find(urns, of->school) == urns.end()
                                  : !held(*row.person, row.role, day))
            continue;
        const auto [at, first] =
            places.try_emplace({row.person->value, row.role, of->what, day}, reads.size());
        if (first) reads.push_back({*row.person, row.name, row.role, *of, day, row.at, 0});
        ++reads[at->second].times;
    }
    return reads;
}

Readers readers_since(const std::vector<LevelRead>& reads, Date since) {
    std::set<PersonId> all, school, lists;
    for (const LevelRead& read : reads)
        if (read.day >= since) {
            all.insert(read.person);
            (read.of.school.value != 0 ? school : lists).insert(read.person);
        }
    return {all.size(), school.size(), lists.size()};
}

std::string readers_words(const Readers& readers, std::string_view school, Date since) {
    if (readers.all == 0)
        return fmt::format("Nobody has read the level of {} since {}.", school, since.display());
    const auto people = [](std::size_t count) {
        return fmt::format("{} {}", count, count == 1 ? "person" : "people");
    };
    return fmt::format(
        "{} {} read the level of {} since {}. On pages of the school itself: {}. In lists, agendas or "
        "packs that may hold it: {}.",
        people(readers.all), readers.all == 1 ? "has" : "have", school, since.display(),
        people(readers.of_school), people(readers.of_lists));
}

}
