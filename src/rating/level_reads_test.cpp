// Which entries of the trail are a read of a level, and how they are counted.
#include <gtest/gtest.h>

#include "rating/level_reads_rules.hpp"

namespace tarn::rating {
namespace {

constexpr Urn brook{900001}, hill{900002};

TrailEntry trail(const char* action, const char* object, const char* detail) {
    return {.action = action, .object = object, .detail = detail};
}

TEST(LevelReads, EveryWayInWhichALevelIsShownHasItsWords) {
    const struct {
        TrailEntry entry;
        std::optional<ReadPlace> place;
        Urn school;
    } cases[] = {
        {trail("level.read", "school:900001", ""), ReadPlace::own_page, brook},
        {trail("rating.read", "school:900001", "as at 2026-03-02"), ReadPlace::rating, brook},
        {trail("rating.read", "school:900001", "evidence as at 2026-03-02"), ReadPlace::rating, brook},
        {trail("rating.read", "school:900001", "before the board"), ReadPlace::rating, brook},
        {trail("rating.read", "school:900001", "home page"), ReadPlace::home, brook},
        {trail("rating.read.home", "school:900001", ""), ReadPlace::home, brook},
        {trail("levels.read", "authority:888", ""), ReadPlace::list, {}},
        {trail("levels.read", "authority:888", "job:4"), ReadPlace::list, {}},
        {trail("levels.read", "job:4", "levels moved by an import"), ReadPlace::list, {}},
        {trail("levels.read", "home:888", "home page"), ReadPlace::home, {}},
        {trail("levels.read.file", "authority:888", "csv"), ReadPlace::file, {}},
        {trail("agenda.read", "meeting:3", ""), ReadPlace::agenda, {}},
        {trail("pack.read", "meeting:3", ""), ReadPlace::pack, {}},
        {trail("pack.read", "pack:3", ""), ReadPlace::pack, {}},
        {trail("agenda.read", "authority:888", ""), std::nullopt, {}},
        {trail("notes.read", "school:900001", ""), std::nullopt, {}},
        {trail("level.decided", "school:900001", ""), std::nullopt, {}},
        {trail("refused", "school:900001", ""), std::nullopt, {}},
        {trail("level.read", "school:nonsense", ""), std::nullopt, {}},
        {trail("", "", ""), std::nullopt, {}},
    };
    for (const auto& one : cases) {
        const auto read = read_of(one.entry);
        ASSERT_EQ(read.has_value(), one.place.has_value()) << one.entry.action << " " << one.entry.object;
        if (!read) continue;
        EXPECT_EQ(read->place, *one.place) << one.entry.action << " " << one.entry.object;
        EXPECT_EQ(read->school, one.school) << one.entry.action;
        EXPECT_EQ(read->what.find(".read"), std::string::npos) << "words, never codes: " << read->what;
    }
}

TrailEntry row(int person, const char* action, const char* object, const char* at) {
    return {.person = PersonId{person},
            .name = "P" + std::to_string(person),
            .role = person == 2 ? "adviser" : "director",
            .action = action,
            .object = object,
            .at = *parse_instant(at)};
}

TEST(LevelReads, ReadsOfOneKindAndDayStandTogetherLatestFirst) {
    const std::vector<TrailEntry> rows{
        row(1, "level.read", "school:900001", "2026-10-02T10:00:00Z"),
        row(1, "level.read", "school:900001", "2026-10-02T09:00:00Z"),
        row(1, "level.read", "school:900001", "2026-10-01T23:30:00Z"),  // in England already the next day
        row(1, "level.read", "school:900002", "2026-10-01T09:00:00Z"),
        row(2, "levels.read", "authority:888", "2026-09-30T09:00:00Z"),
        row(3, "levels.read", "authority:888", "2026-08-30T09:00:00Z"),
    };
    const auto held = [](PersonId person, const std::string&, Date) { return person.value != 2; };
    const auto reads = level_reads(rows, {brook}, held);
    ASSERT_EQ(reads.size(), 2u) << "the other school and the list without this one are left out";
    EXPECT_EQ(reads[0].times, 3);
    EXPECT_EQ(reads[0].day.iso(), "2026-10-02");
    EXPECT_EQ(iso(reads[0].last), "2026-10-02T10:00:00Z");
    EXPECT_EQ(reads[1].of.place, ReadPlace::list);
    const auto always = [](PersonId, const std::string&, Date) { return true; };
    EXPECT_EQ(level_reads(rows, {brook, hill}, always).size(), 4u)
        << "a school and the one that it was before";
}

TEST(LevelReads, PeopleAreCountedOnce) {
    const auto always = [](PersonId, const std::string&, Date) { return true; };
    const auto reads = level_reads({row(1, "level.read", "school:900001", "2026-10-02T10:00:00Z"),
                                    row(1, "levels.read", "authority:888", "2026-10-01T10:00:00Z"),
                                    row(2, "levels.read", "authority:888", "2026-10-01T10:00:00Z"),
                                    row(3, "levels.read", "authority:888", "2026-08-01T10:00:00Z")},
                                   {brook}, always);
    const Date since = *Date::of(2026, 9, 1);
    const Readers readers = readers_since(reads, since);
    EXPECT_EQ(readers.all, 2u);
    EXPECT_EQ(readers.of_school, 1u);
    EXPECT_EQ(readers.of_lists, 2u);
    EXPECT_EQ(readers_words(readers, "Brook Primary", since),
              "2 people have read the level of Brook Primary since 1 September 2026. On pages of the school "
              "itself: 1 "
              "person. In lists, agendas or packs that may hold it: 2 people.");
    EXPECT_EQ(readers_words({}, "Brook Primary", since),
              "Nobody has read the level of Brook Primary since 1 September 2026.");
    EXPECT_TRUE(readers_words({1, 1, 0}, "Brook Primary", since).starts_with("1 person has read"));
}

}
}
