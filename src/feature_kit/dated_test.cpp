#include "feature_kit/dated.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "support/visit_record.hpp"

namespace tarn::kit::sample {
namespace {

Date day(unsigned of_march) {
    return *Date::of(2026, 3, of_march);
}

TEST(DatedSpans, AreInForceByWhatWasKnown) {
    const DatedSpan span{{day(5), day(10)}, day(7), day(20)};
    struct Case {
        unsigned on, known;
        bool so;
    };
    for (const auto& [on, known, so] :
         {Case{4, 30, false}, Case{5, 6, false}, Case{5, 7, true}, Case{10, 30, true}, Case{11, 19, true},
          Case{11, 20, false}, Case{30, 19, true}, Case{30, 30, false}})
        EXPECT_EQ(span.in_force(day(on), day(known)), so) << on << " as known on " << known;
    EXPECT_TRUE(span.in_force(day(10)));
    EXPECT_FALSE(span.in_force(day(11)));
    EXPECT_FALSE(span.as_known(day(6)));
    EXPECT_EQ(span.as_known(day(19))->days.to, std::nullopt);
    EXPECT_EQ(span.as_known(day(20))->days.to, day(10));
    const DatedSpan open{{day(10), {}}};
    EXPECT_TRUE(open.overlaps(span) && span.overlaps(open));
    EXPECT_FALSE((DatedSpan{{day(11), {}}}.overlaps(span)));
    EXPECT_TRUE(open.in_force(day(30), day(1))) << "where no recording is kept, all was always known";
}

struct Post {
    Id<struct PostTag> id{};
    AuthorityCode authority;
    Urn urn;
    std::string holder;
    Date valid_from, recorded_on;
    std::optional<Date> valid_to, end_recorded_on, withdrawn_on{};
};
const Record<Post>& posts() {
    static const Record<Post> record{
        "sample_post",
        "Who held a post",
        {key("id", &Post::id), owner("authority", &Post::authority), school("urn", &Post::urn),
         text("holder", &Post::holder, "Holder", required("Enter the name")),
         date("valid_from", &Post::valid_from, "From"),
         date("recorded_on", &Post::recorded_on, "Recorded on"), date("valid_to", &Post::valid_to, "To"),
         date("end_recorded_on", &Post::end_recorded_on, "End recorded on"),
         date("withdrawn_on", &Post::withdrawn_on, "Withdrawn on")},
        called("post"),
        seen_with(access::Permission::rating_of_school)};
    return record;
}
const Dated<Post>& post_days() {
    static const Dated<Post> dated{
        posts(), {"authority", "urn"}, "Somebody holds this post already.", {.withdrawn = "withdrawn_on"}};
    return dated;
}

/// As areas are: the authority stands in another table, and no days of recording are kept.
struct Place {
    Id<struct PlaceTag> id{};
    std::int64_t patch = 0;
    Urn urn;
    Date began;
    std::optional<Date> ended;
};
const Record<Place>& places() {
    static const Record<Place> record{
        "sample_place",
        "In which patch a school lies",
        {key("id", &Place::id),
         owner_by<Place>("(SELECT sample_patch.authority FROM sample_patch WHERE sample_patch.id = "
                         "sample_place.patch)"),
         number("patch", &Place::patch, "Patch"), school("urn", &Place::urn),
         date("began", &Place::began, "From"), date("ended", &Place::ended, "To")},
        called("place"),
        seen_with(access::Permission::signed_in),
        written_with(access::Permission::local_register, "Data officers place schools in patches.")};
    return record;
}
const Dated<Place>& place_days() {
    static const Dated<Place> dated{places(),
                                    {"owner_authority", "urn"},
                                    "The school is already placed from this day or a later one.",
                                    {.from = "began", .to = "ended", .recorded = "", .end_recorded = ""}};
    return dated;
}

class DatedRows : public WithTables {
  protected:
    std::vector<storage::Migration> further() const override {
        return {
            {"9001_dated.sql",
             "CREATE TABLE sample_post (id {{id}}, authority BIGINT NOT NULL, urn BIGINT NOT NULL, holder "
             "TEXT NOT "
             "NULL, valid_from TEXT NOT NULL, recorded_on TEXT NOT NULL, valid_to TEXT, end_recorded_on "
             "TEXT, withdrawn_on TEXT);"
             "CREATE TABLE sample_patch (id {{id}}, authority BIGINT NOT NULL);"
             "CREATE TABLE sample_place (id {{id}}, patch BIGINT NOT NULL REFERENCES sample_patch (id), urn "
             "BIGINT "
             "NOT NULL, began TEXT NOT NULL, ended TEXT);"
             "INSERT INTO sealed_table (name, row_key) VALUES ('sample_post', 'id'), ('sample_place', 'id');"
             "INSERT INTO sample_patch (authority) VALUES (901), (901), (902);"}};
    }
    static Post post(std::string_view holder, unsigned from, std::optional<unsigned> to = {}) {
        Post made{{}, fellshire, brook, std::string{holder}, day(from), day(from), {}, {}};
        if (to) made.valid_to = made.end_recorded_on = day(*to);
        return made;
    }
    std::string holders(storage::Reader& db, const Sql& when) {
        std::string names;
        Sql clause = both(when, Sql{"urn = $1", brook});
        clause += " ORDER BY id";
        for (const Post& post : posts().where(db, asha(), clause)) names += post.holder + " ";
        return names;
    }
};
TARN_ON_EACH_DATABASE(DatedRows);

TEST_P(DatedRows, BeginWhereNoOtherRuns) {
    const auto db = database().write();
    ASSERT_TRUE(post_days().begin(*db, asha(), post("Ann", 5, 10)));
    const auto clash = post_days().begin(*db, asha(), post("Bob", 1));
    EXPECT_EQ(clash.error().message, "Somebody holds this post already.");
    EXPECT_EQ(clash.error().field, "valid_from");
    EXPECT_FALSE(post_days().begin(*db, asha(), post("Bob", 10)));
    EXPECT_FALSE(post_days().begin(*db, asha(), post("Bob", 4, 5)));
    EXPECT_TRUE(post_days().begin(*db, asha(), post("Bob", 3, 4)));
    EXPECT_TRUE(post_days().begin(*db, asha(), post("Eve", 11)));
    EXPECT_EQ(post_days().begin(*db, asha(), post("Dan", 2, 1)).error().field, "valid_to");
    Post early = post("Dan", 1, 1);
    early.recorded_on = day(2);
    EXPECT_EQ(post_days().begin(*db, asha(), early).error().field, "end_recorded_on");
    EXPECT_FALSE(post_days().begin(*db, omar(), post("Dan", 1, 1))) << "another adviser's school";
    EXPECT_EQ(post_days().begin(*db, omar(), post("Dan", 5)).error().message,
              post_days().begin(*db, omar(), post("Dan", 1, 1)).error().message)
        << "who may not write does not learn whether somebody holds the post";
    Post elsewhere = post("Fay", 6, 7);
    elsewhere.urn = hill;
    EXPECT_TRUE(post_days().begin(*db, omar(), elsewhere)) << "another school is another key";
    EXPECT_EQ(holders(*db, post_days().in_force(day(4))), "Bob ");
    EXPECT_EQ(holders(*db, post_days().in_force(day(10))), "Ann ");
    EXPECT_EQ(holders(*db, post_days().in_force(day(30))), "Eve ");
    EXPECT_EQ(post_days().verify(*db), std::vector<std::string>{});
}

TEST_P(DatedRows, EndOnceAndStandAsTheyWereKnown) {
    const auto db = database().write();
    Post ann = post("Ann", 5);
    ann.id = *post_days().begin(*db, asha(), ann);
    ann.valid_to = day(10);
    ann.end_recorded_on = day(20);
    EXPECT_FALSE(post_days().end(*db, omar(), ann));
    ann.holder = "Ann Smith";
    ASSERT_TRUE(post_days().end(*db, asha(), ann, {&Post::holder, &Post::valid_to}));
    EXPECT_EQ(post_days().end(*db, asha(), ann).error().message, "This was already ended.");
    for (unsigned on = 1; on < 30; ++on)
        for (unsigned known = 1; known < 30; ++known)
            EXPECT_EQ(!holders(*db, post_days().in_force(day(on), day(known))).empty(),
                      post_days().span(ann).in_force(day(on), day(known)))
                << on << " as known on " << known;
    Post bob = post("Bob", 25);
    bob.id = *post_days().begin(*db, asha(), bob);
    bob.valid_to = day(24);
    bob.end_recorded_on = day(26);
    EXPECT_EQ(post_days().end(*db, asha(), bob).error().field, "valid_to");
}

TEST_P(DatedRows, AreWithdrawnAndStandAsTheyWereKnownBefore) {
    const auto db = database().write();
    Post ann = post("Ann", 5);
    ann.id = *post_days().begin(*db, asha(), ann);
    EXPECT_FALSE(post_days().withdraw(*db, omar(), ann, day(15)));
    ASSERT_TRUE(post_days().withdraw(*db, asha(), ann, day(15)));
    EXPECT_EQ(post_days().withdraw(*db, asha(), ann, day(16)).error().message, "This was already withdrawn.");
    const Post kept = *posts().find(*db, asha(), ann.id);
    EXPECT_EQ(kept.withdrawn_on, day(15));
    EXPECT_EQ(kept.valid_to, day(15)) << "so that the period for which it is kept begins";
    for (unsigned on = 1; on < 30; ++on)
        for (unsigned known = 1; known < 30; ++known) {
            const bool held = !holders(*db, post_days().in_force(day(on), day(known))).empty();
            EXPECT_EQ(held, on >= 5 && known >= 5 && known < 15) << on << " as known on " << known;
            EXPECT_EQ(held, post_days().span(kept).in_force(day(on), day(known)));
        }
    EXPECT_EQ(holders(*db, post_days().in_force(day(10))), "");
    EXPECT_TRUE(post_days().begin(*db, asha(), post("Bob", 5))) << "its days are free";
    Post over = post("Eve", 1, 2);
    over.id = *post_days().begin(*db, asha(), over);
    ASSERT_TRUE(post_days().withdraw(*db, asha(), over, day(20)));
    EXPECT_EQ(posts().find(*db, asha(), over.id)->valid_to, day(2)) << "an end that is recorded stays";
    EXPECT_EQ(post_days().verify(*db), std::vector<std::string>{});
}

TEST_P(DatedRows, SucceedOneAnother) {
    const auto db = database().write();
    ASSERT_TRUE(post_days().succeed(*db, asha(), post("Ann", 5)));
    Post bob = post("Bob", 10);
    bob.recorded_on = day(12);
    ASSERT_TRUE(post_days().succeed(*db, asha(), bob));
    EXPECT_EQ(holders(*db, post_days().in_force(day(9))), "Ann ");
    EXPECT_EQ(holders(*db, post_days().in_force(day(10))), "Bob ");
    EXPECT_EQ(holders(*db, post_days().in_force(day(11), day(11))), "Ann ") << "before Bob was recorded";
    EXPECT_FALSE(post_days().succeed(*db, asha(), post("Eve", 10)));
    EXPECT_FALSE(post_days().succeed(*db, asha(), post("Eve", 7)));
    EXPECT_EQ(post_days().succeed(*db, asha(), post(" ", 15)).error().message, "Enter the name");
    EXPECT_FALSE(post_days().succeed(*db, omar(), post("Eve", 15)));
    EXPECT_EQ(holders(*db, post_days().in_force(day(20))), "Bob ") << "what was refused ended nothing";
    EXPECT_EQ(post_days().verify(*db), std::vector<std::string>{});
}

TEST_P(DatedRows, SucceedNeitherWhatHasAnEndNorWhatWasRecordedLater) {
    const auto db = database().write();
    ASSERT_TRUE(post_days().begin(*db, asha(), post("Ann", 5, 20)));
    EXPECT_EQ(post_days().succeed(*db, asha(), post("Bob", 10)).error().message,
              "Somebody holds this post already.");
    EXPECT_EQ(holders(*db, post_days().in_force(day(15))), "Ann ") << "the end recorded before stands";
    Post eve = post("Eve", 21);
    eve.recorded_on = day(28);
    ASSERT_TRUE(post_days().begin(*db, asha(), eve));
    EXPECT_EQ(post_days().succeed(*db, asha(), post("Dan", 25)).error().field, "recorded_on");
    EXPECT_EQ(post_days().verify(*db), std::vector<std::string>{});
}

TEST_P(DatedRows, AreKeptWithoutDaysOfRecordingAndOwnedThroughAnotherTable) {
    const auto db = database().write();
    const access::Viewer officer = as(access::Role::data_officer);
    const auto place = [&](std::int64_t patch, unsigned from) {
        return place_days().succeed(*db, officer, Place{{}, patch, brook, day(from), {}});
    };
    ASSERT_TRUE(place(1, 1));
    ASSERT_TRUE(place(2, 10)) << "another patch of the same authority follows on";
    EXPECT_EQ(place(1, 9).error().field, "began");
    EXPECT_EQ(place(3, 20).error().message, "Data officers place schools in patches.")
        << "of another authority";
    EXPECT_TRUE(place_days().succeed(*db, as(access::Role::data_officer, otherland),
                                     Place{{}, 3, brook, day(5), {}}));
    const auto on = [&](unsigned of_march) {
        std::string patches;
        for (const Place& row : places().where(*db, asha(), place_days().in_force(day(of_march), day(1))))
            patches += std::to_string(row.patch) + " ";
        return patches;
    };
    EXPECT_EQ(on(4), "1 ");
    EXPECT_EQ(on(9), "1 3 ");
    EXPECT_EQ(on(10), "2 3 ");
    EXPECT_EQ(place_days().verify(*db), std::vector<std::string>{});
    const auto db_check = [&] { places().check(*db), posts().check(*db); };
    EXPECT_NO_THROW(db_check());
}

TEST_P(DatedRows, AreHeldAgainstTheirOrder) {
    const auto db = database().write();
    const auto first = *post_days().begin(*db, asha(), post("Ann", 5, 10));
    const auto second = *posts().add(*db, asha(), post("Bob", 10));
    EXPECT_EQ(post_days().verify(*db),
              std::vector{fmt::format("post {} and post {} run on the same day", first.value, second.value)});
    const auto change = [&](const std::string& assignment) {
        const auto act = [&] {
            db->execute("UPDATE sample_post SET " + assignment + " WHERE id = $1", second);
        };
        storage::change(*db, "sample_post", "id = $1", act, second);
        return post_days().verify(*db).at(0);
    };
    EXPECT_EQ(change("valid_from = '2026-03-20', valid_to = '2026-03-19', end_recorded_on = '2026-03-30'"),
              fmt::format("post {} ends before it begins", second.value));
    EXPECT_EQ(change("valid_to = NULL"),
              fmt::format("post {} has a last day without the day it was known, or the other way round",
                          second.value));
    EXPECT_EQ(change("valid_to = '2026-03-22', end_recorded_on = '2026-03-02'"),
              fmt::format("post {} had its end known before it was known itself", second.value));
}

TEST(DatedDeclarations, AreRefusedWhenTheyCannotHold) {
    const auto made = [](std::vector<std::string> key, DatedColumns columns) {
        return Dated<Post>{posts(), std::move(key), "", std::move(columns)};
    };
    EXPECT_NO_THROW(made({"urn"}, {}));
    EXPECT_THROW(made({"school"}, {}), std::invalid_argument);
    EXPECT_THROW(made({"urn", "valid_to"}, {}), std::invalid_argument) << "what is empty equals nothing";
    EXPECT_THROW(made({"urn"}, {.from = "began"}), std::invalid_argument);
    EXPECT_THROW(made({"urn"}, {.from = "valid_to"}), std::invalid_argument) << "a first day is always there";
    EXPECT_THROW(made({"urn"}, {.recorded = ""}), std::invalid_argument);
    EXPECT_THROW(made({"urn"}, {.from = "holder"}), std::invalid_argument);
}

}
}
