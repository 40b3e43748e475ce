#include "feature_kit/drafts.hpp"

#include <gtest/gtest.h>

#include "platform/storage/seals.hpp"
#include "support/test_database.hpp"

namespace tarn::kit {
namespace {

using namespace std::chrono_literals;

const Instant now = *parse_instant("2026-03-02T09:00:00Z");

class Drafts : public test::OnEachDatabase {
  protected:
    void SetUp() override {
        OnEachDatabase::SetUp();
        if (IsSkipped()) return;
        const auto db = database().write();
        const auto add = [&](const char* email) {
            return storage::insert_sealed<PersonId>(
                *db, "person", "INSERT INTO person (name, email, added) VALUES ($1, $1, $2) RETURNING id",
                email, now);
        };
        asha = add("asha@fellshire.example");
        ben = add("ben@fellshire.example");
        db->commit();
    }
    PersonId asha{}, ben{};
};
TARN_ON_EACH_DATABASE(Drafts);

TEST(DraftQuota, TheOldestGoBeyondTheQuota) {
    const DraftQuota quota{.count = 3, .bytes = 100};
    const struct {
        std::vector<std::size_t> bytes;
        std::size_t kept;
    } table[] = {{{}, 0}, {{50, 50}, 2}, {{50, 51, 1}, 1}, {{1, 1, 1, 1}, 3}, {{101}, 0}};
    for (const auto& each : table) EXPECT_EQ(drafts_kept(each.bytes, quota), each.kept);
}

TEST_P(Drafts, DraftsKeepWhatWasTypedButNoSecrets) {
    const web::Fields typed{{"reason", "A & B = \"C\""},
                            {"csrf", "token"},
                            {"new-password", "secret"},
                            {"tick", "1"},
                            {"tick", "2"}};
    const auto db = database().write();
    for (const Instant at : {now, now + 1min})
        ASSERT_TRUE(save_draft(*db, asha, {"/schools/900001/notes", "/schools/900001/notes/new", typed, at}));
    const auto drafts = drafts_of_page(*db, asha, "/schools/900001/notes/new");
    ASSERT_EQ(drafts.size(), 1U);
    EXPECT_EQ(drafts[0].fields, (web::Fields{{"reason", "A & B = \"C\""}, {"tick", "1"}, {"tick", "2"}}));
    EXPECT_TRUE(drafts_of(*db, ben).empty());
    drop_draft(*db, asha, "/schools/900001/notes");
    EXPECT_TRUE(drafts_of(*db, asha).empty());
}

TEST_P(Drafts, OfTooManyDraftsTheOldestGoAndNobodyElses) {
    const auto db = database().write();
    const DraftQuota quota;
    const auto keep = [&](PersonId person, std::size_t number, std::size_t bytes) {
        return save_draft(*db, person,
                          {"/form/" + std::to_string(number),
                           "/page",
                           {{"text", std::string(bytes, 'x')}},
                           now + std::chrono::seconds{number}});
    };
    EXPECT_TRUE(keep(ben, 0, 10));
    for (std::size_t i = 0; i < quota.count + 3; ++i) EXPECT_TRUE(keep(asha, i, 10));
    auto drafts = drafts_of(*db, asha);
    ASSERT_EQ(drafts.size(), quota.count);
    EXPECT_EQ(drafts.back().form, "/form/3") << "the three oldest went";
    EXPECT_FALSE(keep(asha, 52, quota.bytes)) << "with its names more than the quota";
    EXPECT_EQ(drafts_of(*db, asha).size(), quota.count) << "and pushes nothing out";
    EXPECT_EQ(drafts_of(*db, asha).front().fields.at(0).second.size(), 10U) << "nor replaces what was kept";
    EXPECT_TRUE(keep(asha, 1000, quota.bytes - 1000));
    drafts = drafts_of(*db, asha);
    EXPECT_EQ(drafts.front().form, "/form/1000");
    EXPECT_LT(drafts.size(), quota.count) << "many bytes push out as well";
    EXPECT_EQ(drafts_of(*db, ben).size(), 1U);
}

TEST_P(Drafts, FormsOfOneAddressAreKeptAndDroppedApart) {
    const auto db = database().write();
    web::Request request;
    request.path = "/visits/end";
    EXPECT_EQ(form_key(request), "/visits/end");
    for (const char* key : {"11", "12"}) {
        request.form = {{"form", key}, {"why", key}};
        EXPECT_EQ(form_key(request), std::string{"/visits/end#"} + key);
        ASSERT_TRUE(save_draft(*db, asha, {form_key(request), "/visits", request.form, now}));
    }
    EXPECT_EQ(drafts_of_page(*db, asha, "/visits").size(), 2U);
    drop_draft(*db, asha, form_key(request));
    const auto left = drafts_of_page(*db, asha, "/visits");
    ASSERT_EQ(left.size(), 1U);
    EXPECT_EQ(left[0].form, "/visits/end#11");
}

TEST_P(Drafts, AFormThatCameBackWithErrorsIsKeptForThePageItStoodOn) {
    const auto db = database().write();
    ASSERT_TRUE(save_draft(*db, asha, {"/visits", "/visits/new", {{"why", "a"}}, now}));
    ASSERT_TRUE(save_draft(*db, asha, {"/visits", "/visits", {{"why", "ab"}}, now}));
    const auto kept = drafts_of_page(*db, asha, "/visits/new");
    ASSERT_EQ(kept.size(), 1U);
    EXPECT_EQ(kept[0].fields.at(0).second, "ab");
    ASSERT_TRUE(save_draft(*db, asha, {"/visits", "/visits/copy?of=3", {{"why", "abc"}}, now}));
    EXPECT_EQ(drafts_of_page(*db, asha, "/visits/copy?of=3").size(), 1U);
}

TEST_P(Drafts, TheSameFormSentTwiceIsKnown) {
    web::Request request;
    request.path = "/people";
    request.form = {{"name", "Cara"}};
    const std::string key = sent_form_key(request, "token");
    const auto db = database().write();
    EXPECT_FALSE(sent_before(*db, asha, key));
    remember_sent(*db, asha, key, "/people/3", now);
    EXPECT_EQ(sent_before(*db, asha, key), "/people/3");
    EXPECT_FALSE(sent_before(*db, ben, key));
    EXPECT_NE(sent_form_key(request, "another token"), key);
    request.form = {{"name", "Cara Lund"}};
    EXPECT_NE(sent_form_key(request, "token"), key);
}

}
}
