// Kept parts of the school's page: made once, never stale, never somebody else's.
#include "schools/shared_panels.hpp"

#include <atomic>
#include <gtest/gtest.h>
#include <thread>

#include "feature_kit/act.hpp"
#include "schools/appointed_test.hpp"
#include "schools/register_text_test.hpp"
#include "schools/schools.hpp"
#include "schools/schools_panels.hpp"
#include "support/days.hpp"
#include "support/test_database.hpp"

namespace tarn::schools {
namespace {

using access::Permission;
using access::Role;

using tarn::test::day;

class KeptPanels : public tarn::test::OnEachDatabase {
  protected:
    void SetUp() override {
        OnEachDatabase::SetUp();
        if (IsSkipped()) return;
        import_register("Preston");
        auto db = database().write();
        east_ = set_up_area(*db, officer, {.authority = {888}, .code = "E", .name = "East side"}).value();
        theirs_ =
            set_up_area(*db, their_officer, {.authority = {889}, .code = "T", .name = "Their side"}).value();
        ASSERT_TRUE(
            appoint(*db, officer, appointed({900001}, PostKind::headteacher, "Helen Vale", "2018-01-01")));
        ASSERT_TRUE(place_in_area(*db, officer, east_, {900001}, day("2019-09-01")));
        ASSERT_TRUE(place_in_area(*db, their_officer, theirs_, {900005}, day("2019-09-01")));
        db->commit();
    }

    void import_register(const std::string& town) {
        test::RegisterTexts texts;
        texts.file(R"(
            gias_2022 2022-04-25
            urn    name           type              laestab  opened phase   low_age high_age postcode easting northing town
            900001 Brook_Primary  Community_school  888/2001 -      Primary 4       11       PR1_8RE  354000  429000   )" +
                   town + R"(
            900005 Moor_Primary   Community_school  889/2001 -      Primary 4       11       BB1_1AA  368000  428000   Blackburn)");
        auto db = database().write();
        for (const RegisterTable& table : texts.tables) store_register(*db, table);
        rebuild(*db);
        db->commit();
    }

    access::Viewer viewer(int authority, Role role = Role::adviser, const char* name = "Asha Field") const {
        return {PersonId{authority}, name, role, {static_cast<std::int16_t>(authority)}, {}};
    }

    std::string page(const access::Viewer& viewer, const char* urn = "900001", const char* as_at = nullptr) {
        web::Request request;
        request.path = "/schools/" + std::string{urn};
        request.parameters = {{"urn", urn}};
        if (as_at) request.query = {{"as_at", as_at}};
        const FixedClock clock{day("2022-05-01")};
        const auto db = database().read();
        kit::Act act{.request = request, .viewer = viewer, .clock = clock, .db = *db};
        for (const kit::Route& route : feature_.routes)
            if (route.pattern == "/schools/{urn}") return route.handler(act).body;
        throw std::out_of_range("no such route");
    }
    static bool has(const std::string& page, std::string_view text) {
        return page.find(text) != std::string::npos;
    }

    Registers registers_;
    AreaId east_{}, theirs_{};
    std::atomic<int> made_{0};
    std::atomic<std::int64_t> measured_{1};
    kit::Feature feature_ =
        feature(registers_, {{.title = "Confidential",
                              .order = 5,
                              .permission = Permission::soft_notes_read,
                              .render = [](kit::Act& act, const School&,
                                           Date) { return web::Html::text("for " + act.viewer.name()); }},
                             {.title = "Measured",
                              .order = 50,
                              .shared =
                                  [this](const PanelView& view) {
                                      ++made_;
                                      return web::Html::text("measured " + view.school.urn.text() + " by " +
                                                             view.authority.text());
                                  },
                              .generation = [this](storage::Reader&) { return measured_.load(); }}});
};
TARN_ON_EACH_DATABASE(KeptPanels);

TEST_P(KeptPanels, are_made_once_for_everybody_who_sees_the_same) {
    const std::string first = page(viewer(888));
    EXPECT_TRUE(has(first, "measured 900001 by 888"));
    EXPECT_EQ(page(viewer(888)), first);
    page(viewer(888, Role::scrutiny_member, "Sal Dunn"));
    EXPECT_EQ(made_, 1);
    page(viewer(888), "900001", "2021-01-01");
    EXPECT_EQ(made_, 2) << "another day";
    page(viewer(888), "900005");
    EXPECT_EQ(made_, 3) << "another school";
    EXPECT_TRUE(has(page(viewer(889)), "measured 900001 by 889"));
    EXPECT_EQ(made_, 4) << "another authority";
}

TEST_P(KeptPanels, change_with_what_they_show) {
    page(viewer(888));
    ++measured_;
    page(viewer(888));
    EXPECT_EQ(made_, 2);
}

TEST_P(KeptPanels, change_with_the_register) {
    EXPECT_TRUE(has(page(viewer(888)), "Preston"));
    import_register("Chorley");
    EXPECT_TRUE(has(page(viewer(888)), "Chorley"));
    EXPECT_FALSE(has(page(viewer(888)), "Preston"));
    EXPECT_EQ(made_, 2);
}

TEST_P(KeptPanels, change_with_what_the_authority_enters) {
    EXPECT_TRUE(has(page(viewer(888)), "Helen Vale"));
    const auto change = [&](auto entry) {
        auto db = database().write();
        entry(*db);
        db->commit();
    };
    change([](auto& db) {
        ASSERT_TRUE(
            appoint(db, officer, appointed({900001}, PostKind::headteacher, "Noor Beck", "2022-01-01")));
    });
    EXPECT_TRUE(has(page(viewer(888)), "Noor Beck"));
    change([](auto& db) {
        ASSERT_TRUE(
            end_post(db, officer, {900001}, PostKind::headteacher, day("2022-02-01"), day("2022-02-01")));
    });
    EXPECT_FALSE(has(page(viewer(888)), "Noor Beck"));
    EXPECT_TRUE(has(page(viewer(888)), "East side"));
    change([](auto& db) {
        const AreaId west =
            set_up_area(db, officer, {.authority = {888}, .code = "W", .name = "West side"}).value();
        ASSERT_TRUE(place_in_area(db, officer, west, {900001}, day("2022-01-01")));
    });
    EXPECT_TRUE(has(page(viewer(888)), "West side"));
    EXPECT_FALSE(has(page(viewer(888)), "East side"));
    change([](auto& db) {
        (void)rename_area(db, officer, {.id = find_area(db, {888}, "W")->id, .name = "West and coast"});
    });
    EXPECT_TRUE(has(page(viewer(888)), "West and coast"));
}

TEST_P(KeptPanels, an_entry_that_is_taken_back_was_never_shown) {
    const std::string before = page(viewer(888));
    {
        auto db = database().write();
        ASSERT_TRUE(
            appoint(*db, officer, appointed({900001}, PostKind::headteacher, "Noor Beck", "2022-01-01")));
        EXPECT_EQ(page(viewer(888)), before) << "not committed yet";
    }
    EXPECT_EQ(page(viewer(888)), before);
    auto db = database().write();
    ASSERT_TRUE(appoint(*db, officer, appointed({900001}, PostKind::headteacher, "Ivo Hart", "2022-01-01")));
    db->commit();
    EXPECT_TRUE(has(page(viewer(888)), "Ivo Hart"));
}

TEST_P(KeptPanels, nothing_of_one_person_reaches_another) {
    EXPECT_TRUE(has(page(viewer(888, Role::director, "Dora Quill")), "for Dora Quill"));
    EXPECT_TRUE(has(page(viewer(888, Role::board_member, "Bram Oak")), "for Bram Oak"));
    const std::string open = page(viewer(888, Role::scrutiny_member, "Sal Dunn"));
    EXPECT_FALSE(has(open, "Dora Quill") || has(open, "Bram Oak") || has(open, "Confidential"));
    const std::string neighbour = page(viewer(889, Role::director, "Nan Firth"));
    EXPECT_FALSE(has(neighbour, "East side") || has(neighbour, "Confidential"));
}

TEST_P(KeptPanels, every_thread_gets_its_own_readers_page) {
    const std::string ours = page(viewer(888)), theirs = page(viewer(889), "900005");
    std::vector<std::jthread> threads;
    for (int t = 0; t < 3; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 40; ++i) {
                const bool first = (i + t) % 2 == 0;
                const std::string got = first ? page(viewer(888)) : page(viewer(889), "900005");
                EXPECT_EQ(got, first ? ours : theirs);
                if (t == 0 && i % 10 == 9) ++measured_;
            }
        });
}

TEST(SharedPanels, MustBeForEverybodySignedIn) {
    Registers registers;
    EXPECT_THROW(feature(registers, {{.title = "Levels",
                                      .order = 1,
                                      .permission = Permission::level_of_school,
                                      .shared = [](const PanelView&) { return web::Html{}; }}}),
                 std::invalid_argument);
}

TEST_P(KeptPanels, stay_within_their_bytes) {
    SharedPanels kept{100'000};
    const auto db = database().read();
    const auto schools = registers_.current(*db);
    const Panel panel{.title = "Long",
                      .shared = [](const PanelView&) { return web::Html::trusted(std::string(3'000, 'x')); }};
    for (int i = 0; i < 200; ++i) {
        const PanelView view{
            *db, *schools->latest({900001}), {888}, day("2020-01-01") + i, day("2022-05-01")};
        EXPECT_GT(kept.content(0, panel, view, {1, 1})->markup().size(), 2'999U);
        EXPECT_LE(kept.bytes(), 100'000U);
    }
    EXPECT_GT(kept.bytes(), 50'000U);
}

}
}
