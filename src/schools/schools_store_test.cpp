#include <algorithm>
#include <gtest/gtest.h>

#include "access/lookups.hpp"
#include "feature_kit/stored.hpp"
#include "schools/appointed_test.hpp"
#include "schools/local_store.hpp"
#include "schools/register_text_test.hpp"
#include "support/days.hpp"
#include "support/test_database.hpp"

namespace tarn::schools {

namespace {

using tarn::test::day;
constexpr AuthorityCode lancashire{888};

class RegisterStore : public tarn::test::OnEachDatabase {
  protected:
    void import(const test::RegisterTexts& texts) {
        auto db = database().write();
        for (const RegisterTable& table : texts.tables) store_register(*db, table);
        db->commit();
    }
    std::optional<std::size_t> rebuilt() {
        auto db = database().write();
        const auto written = rebuild(*db);
        db->commit();
        return written;
    }
    std::shared_ptr<const Register> current() {
        auto db = database().read();
        return registers_.current(*db);
    }

    Registers registers_;
};
TARN_ON_EACH_DATABASE(RegisterStore);

test::RegisterTexts small_county() {
    test::RegisterTexts texts;
    texts.file(R"(
        gias_2022 2022-04-25
        urn    name                 type              laestab  opened     phase     low_age high_age postcode easting northing town    website
        900001 Brook_Primary_School Community_school  888/2001 -          Primary   4       11       PR1_8RE  354000  429000   Preston www.brook.example
        900002 Fell_High_School     Foundation_school 888/4001 -          Secondary 11      16       PR1_9XX  354500  429000   Preston -
        900003 Hollins_Academy      Academy_converter 888/2002 2021-09-01 Primary   4       11       BB5_2QQ  376000  428000   Accrington -
        900005 Moor_Primary_School  Community_school  889/2001 -          Primary   4       11       BB1_1AA  368000  428000   Blackburn -)");
    texts.file(R"(
        school_details_2018 2020-03-15
        urn    name    type              status authority low_age high_age
        900004 Hollins Maintained_School 1      888       4       11
        900006 Sixth   Maintained_School 1      888       16      19)");
    texts.links("900004 900003 Successor 2021-03-01 Hollins_Academy");
    return texts;
}

std::string urns(const std::vector<const School*>& schools) {
    std::string out;
    for (const School* school : schools) out += school->urn.text() + " ";
    return out;
}

TEST_P(RegisterStore, merges_what_was_imported_once) {
    EXPECT_EQ(rebuilt(), std::nullopt);
    EXPECT_EQ(current()->generation(), 0);
    import(small_county());
    EXPECT_EQ(rebuilt(), 6u);
    EXPECT_EQ(rebuilt(), std::nullopt);
    const auto first = current();
    EXPECT_EQ(first, current());
    import(small_county());
    EXPECT_EQ(rebuilt(), 6u);
    EXPECT_GT(current()->generation(), first->generation());
    EXPECT_EQ(first->all().size(), 6u);  // whoever holds the old one keeps it whole
}

TEST_P(RegisterStore, merges_what_an_interrupted_import_left_and_says_until_then_that_it_waits) {
    EXPECT_EQ(merge_what_is_stored(database()), std::nullopt) << "nothing is stored";
    import(small_county());
    const auto told = verify(*database().read());
    ASSERT_EQ(told.size(), 1u);
    EXPECT_NE(told[0].find("never merged"), std::string::npos) << told[0];
    EXPECT_EQ(merge_what_is_stored(database()), 6u);
    EXPECT_EQ(current()->all().size(), 6u);
    EXPECT_TRUE(verify(*database().read()).empty());
    EXPECT_EQ(merge_what_is_stored(database()), std::nullopt);
}

TEST_P(RegisterStore, gives_back_every_fact_as_it_was_merged) {
    const test::RegisterTexts texts = small_county();
    import(texts);
    rebuilt();
    const Merged merged = texts.merged();
    const auto reg = current();
    ASSERT_EQ(reg->all().size(), merged.versions.size());
    for (std::size_t i = 0; i < merged.versions.size(); ++i) {
        const School& a = merged.versions[i];
        const School& b = reg->all()[i];
        EXPECT_EQ(
            std::tie(a.urn, a.valid, a.opened, a.closed, a.name, a.authority, a.laestab, a.type, a.phase),
            std::tie(b.urn, b.valid, b.opened, b.closed, b.name, b.authority, b.laestab, b.type, b.phase));
        EXPECT_EQ(std::tie(a.low_age, a.capacity, a.easting, a.northing, a.postcode, a.town, a.details,
                           a.sources, a.inferred),
                  std::tie(b.low_age, b.capacity, b.easting, b.northing, b.postcode, b.town, b.details,
                           b.sources, b.inferred));
    }
    EXPECT_EQ(reg->find({900001}, day("2022-01-01"))->detail(Field::website), "www.brook.example");
    EXPECT_EQ(reg->find({900001}, day("2022-01-01"))->detail(Field::street), "");
}

TEST_P(RegisterStore, lists_each_school_once_on_any_day) {
    import(small_county());
    rebuilt();
    const auto reg = current();
    EXPECT_EQ(urns(reg->open_in(lancashire, day("2021-08-31"))), "900001 900002 900004 ");
    EXPECT_EQ(urns(reg->open_in(lancashire, day("2021-09-01"))), "900001 900002 900003 ");
    EXPECT_EQ(urns(reg->sixteen_plus_in(lancashire, day("2020-03-01"))), "900006 ");
    EXPECT_EQ(urns(reg->open_in_england(day("2021-09-01"))), "900001 900002 900003 900005 ");
    EXPECT_EQ(urns(reg->open_in({1}, day("2021-09-01"))), "");
    EXPECT_EQ(urns(reg->by_laestab(*Laestab::parse("888/2002"), day("2021-09-01"))), "900003 ");
    EXPECT_EQ(reg->same_school({900003}, day("2020-09-01"))->urn.value, 900004);
    EXPECT_EQ(reg->same_school({900004}, day("2023-01-01"))->urn.value, 900003);
    EXPECT_EQ(urns(reg->neighbours(*reg->latest({900001}), day("2022-01-01"), 2)), "900002 900005 ");
    EXPECT_EQ(reg->authorities(day("2022-01-01")), (std::vector<AuthorityCode>{{888}, {889}}));
    EXPECT_EQ(reg->authority_name(lancashire), "Lancashire");
}

TEST_P(RegisterStore, finds_schools_by_name_number_and_postcode) {
    import(small_county());
    rebuilt();
    const auto reg = current();
    const auto found = [&](const char* text, SearchScope scope) {
        std::string out;
        for (const Match& match : reg->search(text, scope)) out += match.school->urn.text() + " ";
        return out;
    };
    const SearchScope today{day("2022-01-01"), {}, 20, false};
    EXPECT_EQ(found("brook", today), "900001 ");
    EXPECT_EQ(found("borok primary", today), "900001 ");
    EXPECT_EQ(found("900002", today), "900002 ");
    EXPECT_EQ(found("888/2001", today), "900001 ");
    EXPECT_EQ(found("pr18re", today), "900001 ");
    EXPECT_EQ(found("PR1", today), "900001 900002 ");
    EXPECT_EQ(found("hollins", today), "900003 ");
    EXPECT_EQ(found("hollins", {day("2020-01-01"), {}, 20, false}), "900004 ");
    EXPECT_EQ(found("primary", {day("2022-01-01"), lancashire, 20, false}), "900001 ");
    EXPECT_EQ(found("school", {day("2022-01-01"), {}, 2, false}), "900001 900002 ");
}

TEST_P(RegisterStore, hands_a_snapshot_every_urn_with_its_predecessors) {
    import(small_county());
    rebuilt();
    const auto schools = current()->analytics_schools(day("2021-12-01"));
    ASSERT_EQ(schools.size(), 6u);
    EXPECT_EQ(schools[2].urn.value, 900003);
    EXPECT_FALSE(schools[2].maintained);
    ASSERT_EQ(schools[2].predecessors.size(), 1u);
    EXPECT_EQ(schools[schools[2].predecessors[0]].urn.value, 900004);
    EXPECT_EQ(schools[3].closed, day("2021-08-31"));
}

TEST_P(RegisterStore, refuses_a_column_of_another_length) {
    RegisterTable table;
    table.urns = {{900001}, {900002}};
    table.columns.push_back({Field::name, {"Brook"}});
    auto db = database().write();
    EXPECT_THROW(store_register(*db, table), std::invalid_argument);
}

TEST_P(RegisterStore, moves_a_school_between_areas_of_its_authority) {
    auto db = database().write();
    const AreaId east =
        set_up_area(*db, officer, {.authority = lancashire, .code = "E", .name = "East"}).value();
    const AreaId west =
        set_up_area(*db, officer, {.authority = lancashire, .code = "W", .name = "West"}).value();
    const AreaId other =
        set_up_area(*db, their_officer, {.authority = {889}, .code = "E", .name = "East"}).value();
    ASSERT_TRUE(place_in_area(*db, officer, east, {900001}, day("2019-09-01")));
    ASSERT_TRUE(place_in_area(*db, their_officer, other, {900001}, day("2019-09-01")));
    ASSERT_TRUE(place_in_area(*db, officer, west, {900001}, day("2021-09-01")));
    EXPECT_FALSE(place_in_area(*db, officer, east, {900001}, day("2020-09-01")));
    EXPECT_FALSE(place_in_area(*db, officer, {999}, {900001}, day("2022-09-01")));
    EXPECT_EQ(area_of(*db, lancashire, {900001}, day("2021-08-31"))->name, "East");
    EXPECT_EQ(area_of(*db, lancashire, {900001}, day("2021-09-01"))->name, "West");
    EXPECT_EQ(area_of(*db, lancashire, {900001}, day("2019-08-31")), std::nullopt);
    EXPECT_EQ(area_of(*db, {889}, {900001}, day("2022-01-01"))->name, "East");
    EXPECT_EQ(schools_of_area(*db, west, day("2022-01-01")), (std::vector<Urn>{{900001}}));
    EXPECT_EQ(areas(*db, lancashire).size(), 2u);
    EXPECT_FALSE(set_up_area(*db, officer, {.authority = lancashire, .code = "E", .name = "Again"}));
}

TEST_P(RegisterStore, sets_up_an_area_once_under_a_code_that_files_can_carry) {
    const auto db = database().write();
    for (const char* bad : {"", "NO RTH", "a:b", "north/east", "a-code-longer-than-twenty"})
        EXPECT_FALSE(set_up_area(*db, officer, {.authority = lancashire, .code = bad, .name = "North"}))
            << bad;
    const auto north = set_up_area(*db, officer, {.authority = lancashire, .code = "NORTH", .name = "North"});
    ASSERT_TRUE(north);
    EXPECT_FALSE(set_up_area(*db, officer, {.authority = lancashire, .code = "NORTH", .name = "Another"}));
    EXPECT_TRUE(set_up_area(*db, their_officer,
                            {.authority = {889}, .code = "NORTH", .name = "North of another authority"}));
    EXPECT_EQ(
        set_up_area(*db, officer, {.authority = lancashire, .code = "NORTH2", .name = "North"}).error().field,
        "name");
    (void)rename_area(*db, officer, {.id = *north, .name = "North and coast"});
    EXPECT_EQ(find_area(*db, lancashire, "NORTH")->name, "North and coast");
    ASSERT_TRUE(place_in_area(*db, officer, *north, {900001}, day("2021-09-01")));
    ASSERT_EQ(stays_in_area(*db, *north, day("2022-01-01")).size(), 1u);
    EXPECT_EQ(stays_in_area(*db, *north, day("2022-01-01"))[0].from, day("2021-09-01"));
    const access::AreaLookup lookup = area_lookup();
    EXPECT_EQ(lookup.all(*db, lancashire).size(), 1u);
    EXPECT_EQ(lookup.schools(*db, lancashire, "NORTH", day("2021-09-01")), (std::vector<Urn>{{900001}}));
    EXPECT_TRUE(lookup.schools(*db, lancashire, "NORTH", day("2021-08-31")).empty());
    EXPECT_TRUE(lookup.schools(*db, lancashire, "SOUTH", day("2021-09-01")).empty());
}

TEST_P(RegisterStore, areas_and_posts_fit_the_schema_and_are_written_by_those_who_keep_them) {
    import(small_county());
    rebuilt();
    const auto db = database().write();
    area_records.check(*db);
    stay_records.check(*db);
    post_records.check(*db);
    const Area area{.authority = lancashire, .code = "E", .name = "East"};
    const access::Viewer adviser{PersonId{3}, "", access::Role::adviser, lancashire, {{900001}}};
    const Post head{
        .urn = {900001}, .holder = "Helen Vale", .from = day("2018-01-01"), .recorded = day("2018-01-01")};
    for (const access::Viewer& other : {adviser, their_officer, access::Viewer{}}) {
        EXPECT_FALSE(set_up_area(*db, other, area));
        EXPECT_FALSE(appoint(*db, other, head));
    }
    const AreaId east = set_up_area(*db, officer, area).value();
    EXPECT_FALSE(rename_area(*db, their_officer, {.id = east, .authority = {889}, .name = "Ours"}));
    EXPECT_FALSE(place_in_area(*db, their_officer, east, {900001}, day("2019-09-01")));
    ASSERT_TRUE(appoint(*db, officer, head));
    EXPECT_FALSE(
        end_post(*db, their_officer, {900001}, PostKind::headteacher, day("2021-07-31"), day("2021-07-31")));
    EXPECT_EQ(find_area(*db, lancashire, "E")->name, "East");
}

TEST_P(RegisterStore, keeps_who_held_a_post_and_when) {
    import(small_county());
    rebuilt();
    auto db = database().write();
    ASSERT_TRUE(
        appoint(*db, officer, appointed({900001}, PostKind::chair_of_governors, "Omar Sand", "2018-01-01")));
    ASSERT_TRUE(
        appoint(*db, officer, appointed({900001}, PostKind::headteacher, "Helen Vale", "2018-01-01")));
    ASSERT_TRUE(appoint(*db, officer, appointed({900001}, PostKind::headteacher, "Ines Moor", "2020-09-01")));
    EXPECT_FALSE(
        appoint(*db, officer, appointed({900001}, PostKind::headteacher, "Late Comer", "2019-09-01")));
    EXPECT_FALSE(appoint(*db, officer, appointed({900001}, PostKind::headteacher, "", "2022-09-01")));
    const auto before = posts(*db, {900001}, day("2020-08-31"));
    ASSERT_EQ(before.size(), 2u);
    EXPECT_EQ(before[0].holder, "Helen Vale");
    EXPECT_EQ(before[0].to, day("2020-08-31"));
    EXPECT_EQ(before[1].kind, PostKind::chair_of_governors);
    ASSERT_TRUE(
        end_post(*db, officer, {900001}, PostKind::headteacher, day("2021-07-31"), day("2021-07-31")));
    EXPECT_FALSE(
        end_post(*db, officer, {900001}, PostKind::headteacher, day("2021-08-31"), day("2021-08-31")));
    EXPECT_EQ(posts(*db, {900001}, day("2021-08-01")).size(), 1u);
    EXPECT_EQ(post_history(*db, {900001}).front().holder, "Ines Moor");
}

TEST_P(RegisterStore, a_post_recorded_by_mistake_is_corrected_or_withdrawn) {
    import(small_county());
    rebuilt();
    auto db = database().write();
    db->execute(
        "INSERT INTO person (id, name, email, added) VALUES ($1, 'Dev', 'dev@example.org', '2018-01-01')",
        officer.person());
    const auto as_held = [&](const char* on) {
        std::string names;
        for (const Post& post : posts(*db, {900001}, day(on))) names += post.holder + " ";
        return names;
    };
    const auto known_held = [&](const char* on) {
        std::optional<bool> held;
        for (const auto& [headship, known_from] : headships_as_known(*db))
            if (headship.urn == Urn{900001} && known_from <= day(on) && headship.days.contains(day(on)))
                held = headship.held;
        return held;
    };
    ASSERT_TRUE(
        appoint(*db, officer, appointed({900001}, PostKind::headteacher, "Helen Vale", "2018-01-01")));
    const auto wrong =
        appoint(*db, officer, appointed({900001}, PostKind::headteacher, "Ines Mor", "2020-09-01"));
    ASSERT_TRUE(wrong);
    const auto generation = posts_generation(*db);
    // Wrong name and wrong first day: she came a term later.
    const Post right{.urn = {900001},
                     .kind = PostKind::headteacher,
                     .holder = "Ines Moor",
                     .from = day("2021-01-01"),
                     .recorded = day("2021-03-01")};
    ASSERT_TRUE(correct_post(*db, officer, *wrong, right, "Her name and her first day", day("2021-03-01")));
    EXPECT_EQ(as_held("2020-12-31"), "Helen Vale ");
    EXPECT_EQ(as_held("2021-01-01"), "Ines Moor ");
    EXPECT_GT(posts_generation(*db), generation);
    EXPECT_FALSE(correct_post(*db, officer, *wrong, {}, "Again", day("2021-03-02")));
    EXPECT_EQ(post_history(*db, {900001}).size(), 2u) << "what was withdrawn is on no page for all";
    EXPECT_EQ(known_held("2020-10-01"), true);
    // A later appointment that never was: the one before goes on.
    const auto never =
        appoint(*db, officer, appointed({900001}, PostKind::headteacher, "No One", "2022-01-01"));
    ASSERT_TRUE(never);
    const auto then = posts_generation(*db);
    ASSERT_TRUE(correct_post(*db, officer, *never, {}, "Another school", day("2022-02-01")));
    EXPECT_EQ(as_held("2022-02-01"), "Ines Moor ");
    EXPECT_GT(posts_generation(*db), then);
    EXPECT_EQ(known_held("2022-01-15"), true);
    EXPECT_EQ(known_held("2022-03-01"), true);
    // A withdrawn post that nobody came before leaves nothing known from then on.
    const auto chair =
        appoint(*db, officer, appointed({900001}, PostKind::chair_of_governors, "Omar", "2018-01-01"));
    ASSERT_TRUE(correct_post(*db, officer, *chair, {}, "Not of this school", day("2022-02-01")));
    EXPECT_EQ(as_held("2022-02-01"), "Ines Moor ");
    EXPECT_EQ(post_days.verify(*db), std::vector<std::string>{});
}

TEST_P(RegisterStore, a_corrected_post_leaves_what_was_known_before_as_it_was) {
    import(small_county());
    rebuilt();
    auto db = database().write();
    db->execute(
        "INSERT INTO person (id, name, email, added) VALUES ($1, 'Dev', 'dev@example.org', '2018-01-01')",
        officer.person());
    const auto head = [](const char* name, const char* from, const char* recorded) {
        return Post{.urn = {900001},
                    .kind = PostKind::headteacher,
                    .holder = name,
                    .from = day(from),
                    .recorded = day(recorded)};
    };
    ASSERT_TRUE(appoint(*db, officer, head("Helen Vale", "2018-01-01", "2018-01-01")));
    const auto wrong = appoint(*db, officer, head("Ines Mor", "2024-09-01", "2024-09-01"));
    ASSERT_TRUE(
        end_post(*db, officer, {900001}, PostKind::headteacher, day("2024-12-31"), day("2024-12-31")));
    const auto empty_in_march = [&] {
        std::optional<bool> held;
        for (const auto& [headship, known_from] : headships_as_known(*db))
            if (headship.urn == Urn{900001} && known_from <= day("2025-03-01") &&
                headship.days.contains(day("2025-03-01")))
                held = headship.held;
        return held == false;
    };
    ASSERT_TRUE(empty_in_march());
    auto right = head("Ines Moor", "2024-09-05", "2025-06-01");
    right.to = day("2024-12-31");
    right.end_recorded = day("2025-06-01");
    ASSERT_TRUE(correct_post(*db, officer, *wrong, right, "Her first day", day("2025-06-01")));
    EXPECT_TRUE(empty_in_march()) << "on 1 March nobody knew of the mistake";
    EXPECT_EQ(posts(*db, {900001}, day("2024-09-03")).at(0).holder, "Helen Vale");
    EXPECT_EQ(post_days.verify(*db), std::vector<std::string>{});
}

/// All that `tarn verify` finds in what schools keep.
std::vector<std::string> complaints(storage::Reader& db) {
    std::vector<std::string> all;
    for (const auto& check : kit::all_checks({stored()}, is_known))
        std::ranges::move(check.complaints(db), std::back_inserter(all));
    return all;
}

TEST_P(RegisterStore, verify_finds_what_is_broken_and_nothing_else) {
    import(small_county());
    rebuilt();
    {
        auto db = database().write();
        const AreaId
            east = set_up_area(*db, officer, {.authority = lancashire, .code = "E", .name = "East"}).value(),
            west = set_up_area(*db, officer, {.authority = lancashire, .code = "W", .name = "West"}).value();
        ASSERT_TRUE(place_in_area(*db, officer, east, {900001}, day("2018-01-01")));
        ASSERT_TRUE(place_in_area(*db, officer, west, {900001}, day("2020-01-01")));
        ASSERT_TRUE(
            appoint(*db, officer, appointed({900001}, PostKind::headteacher, "Helen Vale", "2018-01-01")));
        ASSERT_TRUE(
            appoint(*db, officer, appointed({900001}, PostKind::headteacher, "Ines Moor", "2020-09-01")));
        db->commit();
    }
    EXPECT_EQ(verify(*database().read()), std::vector<std::string>{});
    struct Break {
        const char* sql;
        const char* says;
    };
    for (const auto& [sql, says] : {
             Break{"UPDATE school_version SET valid_to = '1890-01-01' WHERE urn = 900001",
                   "ends before it begins"},
             Break{
                 "INSERT INTO school_version SELECT urn, '2019-09-09', NULL, opened, closed, name, "
                 "authority, "
                 "laestab, type, phase, state_funded, low_age, high_age, capacity, roll, easting, northing, "
                 "postcode, town, district, district_code, ward, trust, federation, diocese, religion, "
                 "gender, "
                 "admissions, details, sources, inferred, generation FROM school_version WHERE urn = 900002",
                 "version of school 900002 overlaps"},
             Break{"UPDATE school_version SET low_age = 65536 + COALESCE(low_age, 0) WHERE urn = 900002",
                   "version of school 900002"},
             Break{"UPDATE school_version SET state_funded = 3 WHERE urn = 900002",
                   "version of school 900002"},
             Break{"UPDATE school_version SET urn = 77 WHERE urn = 900006", "77, which is no URN"},
             Break{"UPDATE register_part SET item_count = item_count + 1 WHERE part = 'urns'",
                   "as many schools as it says"},
             Break{"UPDATE register_part SET item_count = item_count + 1 WHERE part = 'name'",
                   "as many rows as it says"},
             Break{"UPDATE register_part SET item_count = item_count + 1 WHERE part = 'links'",
                   "as many rows as it says"},
             Break{"UPDATE area_school SET valid_to = NULL", "area row 1 and area row 2 run on the same day"},
             Break{"UPDATE area_school SET urn = 999999 WHERE valid_to IS NULL",
                   "school 999999, which no register"},
             Break{"UPDATE school_post SET valid_to = '2021-01-01' WHERE valid_to IS NOT NULL",
                   "post 1 and post 2 run on the same day"},
             Break{"UPDATE school_post SET urn = 999998", "school 999998, which no register"},
         }) {
        auto db = database().write();  // never committed
        ASSERT_GT(db->execute(sql), 0) << sql;
        const auto faults = complaints(*db);
        ASSERT_FALSE(faults.empty()) << sql;
        EXPECT_NE(faults.front().find(says), std::string::npos) << faults.front();
    }
    {
        // One fault does not hide another.
        auto db = database().write();
        ASSERT_GT(db->execute("UPDATE school_post SET urn = 999998"), 0);
        ASSERT_GT(db->execute("UPDATE school_version SET name = 'Another' WHERE urn = 900002"), 0);
        const auto faults = complaints(*db);
        EXPECT_TRUE(std::ranges::any_of(faults, [](const std::string& fault) {
            return fault.starts_with("version of school 900002") &&
                   fault.ends_with("is not what the imported files say");
        }));
    }
    {
        auto db = database().write();
        const std::string no_urns{"\x01\x00\x00\x00", 4};
        db->execute("UPDATE register_part SET content = $1, item_count = 1 WHERE part = 'urns'",
                    storage::Blob{no_urns});
        EXPECT_NE(complaints(*db).front().find("numbers that are no URNs"), std::string::npos);
    }
}

TEST_P(RegisterStore, headships_join_what_follows_on_and_show_what_stands_empty) {
    import(small_county());
    rebuilt();
    auto db = database().write();
    ASSERT_TRUE(
        appoint(*db, officer, appointed({900001}, PostKind::headteacher, "Helen Vale", "2018-01-01")));
    ASSERT_TRUE(appoint(*db, officer, appointed({900001}, PostKind::headteacher, "Ines Moor", "2020-09-01")));
    ASSERT_TRUE(
        end_post(*db, officer, {900001}, PostKind::headteacher, day("2021-07-31"), day("2021-07-31")));
    ASSERT_TRUE(
        appoint(*db, officer, appointed({900001}, PostKind::executive_head, "Omar Sand", "2022-01-01")));
    ASSERT_TRUE(appoint(*db, officer, appointed({900002}, PostKind::headteacher, "Una Ford", "2019-01-01")));
    ASSERT_TRUE(
        end_post(*db, officer, {900002}, PostKind::headteacher, day("2023-12-31"), day("2023-12-31")));
    ASSERT_TRUE(appoint(*db, officer,
                        appointed({900003}, PostKind::chair_of_governors, "Not Counted", "2019-01-01")));
    std::string told;
    for (const Headship& headship : headships(*db))
        told += headship.urn.text() + (headship.held ? " held " : " empty ") + headship.days.from.iso() +
                " " + (headship.days.to ? headship.days.to->iso() : "on") + "\n";
    EXPECT_EQ(told,
              "900001 held 2018-01-01 2021-07-31\n900001 empty 2021-08-01 2021-12-31\n"
              "900001 held 2022-01-01 on\n"
              "900002 held 2019-01-01 2023-12-31\n900002 empty 2024-01-01 on\n");
}

TEST_P(RegisterStore, headships_as_known_are_what_each_day_could_say_of_itself) {
    import(small_county());
    rebuilt();
    auto db = database().write();
    constexpr Urn school{900001};
    ASSERT_TRUE(appoint(*db, officer,
                        {.urn = school,
                         .kind = PostKind::headteacher,
                         .holder = "Helen Vale",
                         .from = day("2018-01-01"),
                         .recorded = day("2020-03-01")}));
    ASSERT_TRUE(end_post(*db, officer, school, PostKind::headteacher, day("2021-07-31"), day("2021-10-01")));
    ASSERT_TRUE(appoint(*db, officer,
                        {.urn = school,
                         .kind = PostKind::headteacher,
                         .holder = "Ines Moor",
                         .from = day("2022-01-01"),
                         .recorded = day("2021-12-01")}));
    std::string told;
    for (const auto& [headship, known_from] : headships_as_known(*db))
        told += known_from.iso() + (headship.held ? " held " : " empty ") + headship.days.from.iso() + " " +
                (headship.days.to ? headship.days.to->iso() : "on") + "\n";
    EXPECT_EQ(told,
              "2020-03-01 held 2018-01-01 2021-09-30\n"
              "2021-10-01 empty 2021-08-01 2021-11-30\n"
              "2021-12-01 empty 2021-08-01 2021-12-31\n"
              "2022-01-01 held 2022-01-01 on\n");
}

}

}
