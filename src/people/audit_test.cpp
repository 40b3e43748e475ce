#include "people/audit.hpp"

#include <gtest/gtest.h>
#include <thread>

#include "support/relay.hpp"
#include "support/test_database.hpp"

namespace tarn::people {
namespace {

using namespace std::chrono_literals;

const Instant now = *parse_instant("2026-03-02T09:00:00Z");
const Viewer asha(PersonId{1}, "Asha Rahman", Role::adviser, AuthorityCode{701}, {});
const Viewer ben(PersonId{2}, "Ben Carter", Role::director, AuthorityCode{701}, {});

class Audit : public test::OnEachDatabase {
  protected:
    void act(const Viewer& viewer, const char* action, const char* object, Instant at = now) {
        const AuditEntry entry{action, object, "Termly review", ""};
        const auto db = database().write();
        write_audit(*db, viewer, std::span{&entry, 1}, at);
        db->commit();
    }
    void read(Scribe& scribe, const Viewer& viewer, const char* object, Instant at = now) {
        const AuditEntry entry{"level.read", object, "", ""};
        scribe.record_reads(viewer, std::span{&entry, 1}, at);
    }
    std::int64_t rows() { return database().read()->count("SELECT COUNT(*) FROM audit"); }
    void tamper(const char* sql) {
        const auto db = database().write();
        db->execute(sql);
        db->commit();
    }
};
TARN_ON_EACH_DATABASE(Audit);

TEST_P(Audit, AnUntouchedTrailIsWhole) {
    EXPECT_TRUE(verify_audit(*database().read()).empty());
    for (int i = 0; i < 5; ++i) act(i % 2 ? asha : ben, "decision.made", "school:900001");
    act(Viewer{}, "migrate", "database");
    EXPECT_TRUE(verify_audit(*database().read()).empty());
    EXPECT_EQ(rows(), 6);
}

TEST_P(Audit, AnyChangeShows) {
    for (const char* sql :
         {"UPDATE audit SET object = 'school:900002' WHERE id = 2",
          "UPDATE audit SET person = 2 WHERE id = 2",
          "UPDATE audit SET at = '2026-03-01T09:00:00Z' WHERE id = 3", "DELETE FROM audit WHERE id = 2",
          "UPDATE audit SET detail = 'x', purpose = '' WHERE id = 1"}) {
        tamper("DELETE FROM audit");
        for (int i = 0; i < 3; ++i) act(asha, "decision.made", "school:900001");
        ASSERT_TRUE(verify_audit(*database().read()).empty());
        tamper(sql);
        EXPECT_EQ(verify_audit(*database().read()).size(), 1U) << sql;
    }
}

TEST_P(Audit, RepeatedReadsOfAQuarterOfAnHourAreOneRow) {
    {
        Scribe scribe(database());
        for (int i = 0; i < 3; ++i) read(scribe, asha, "school:900001");
        EXPECT_EQ(rows(), 1);
        EXPECT_EQ(scribe.commits(), 1U);
        read(scribe, asha, "school:900002");
        read(scribe, ben, "school:900001");
        read(scribe, asha, "school:900001", now + 14min);
        EXPECT_EQ(rows(), 3);
        read(scribe, asha, "school:900001", now + 15min);
        EXPECT_EQ(rows(), 4);
    }
    Scribe restarted(database());
    read(restarted, asha, "school:900001", now + 16min);
    EXPECT_EQ(rows(), 4) << "what another process or an earlier one wrote counts too";
    EXPECT_TRUE(verify_audit(*database().read()).empty());
}

TEST_P(Audit, ReadersAtOnceShareCommitsAndNoneIsLost) {
    constexpr int readers = 8, each = 25;
    Scribe scribe(database());
    std::vector<std::thread> threads;
    for (int reader = 0; reader < readers; ++reader)
        threads.emplace_back([&, reader] {
            for (int i = 0; i < each; ++i)
                read(scribe, asha, ("school:" + std::to_string(900000 + reader * each + i)).c_str());
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(rows(), readers * each);
    EXPECT_LT(scribe.commits(), static_cast<std::uint64_t>(readers * each)) << "commits were shared";
    EXPECT_TRUE(verify_audit(*database().read()).empty());
}

TEST_P(Audit, TellsReadersOfAHeldWriterThatItIsBusy) {
    test_database().reopen({.busy = 200ms});
    const auto other = storage::Database::open(test_database().address());
    Scribe scribe(database());
    {
        const auto holding = other->write();
        EXPECT_THROW(read(scribe, asha, "school:900001"), storage::Busy);
    }
    read(scribe, asha, "school:900001");
    EXPECT_EQ(rows(), 1) << "what was not written is not taken for written";
}

TEST_P(Audit, LetsManyWaitWithoutAThreadAndNotTooMany) {
    const auto other = storage::Database::open(test_database().address());
    auto holding = other->write();
    std::atomic<int> written = 0, refused = 0;
    {
        Scribe scribe(database());
        for (int i = 0; i < 1200; ++i) {
            const AuditEntry entry{"level.read", "school:" + std::to_string(i), {}, {}};
            scribe.write(scribe.unwritten(asha, std::span{&entry, 1}, now),
                         [&](const std::exception_ptr& failure) { ++(failure ? refused : written); });
        }
        EXPECT_GE(refused, 150);
        EXPECT_LE(refused, 700);
        EXPECT_EQ(written, 0);
        holding.reset();
    }
    EXPECT_EQ(written + refused, 1200);
    EXPECT_EQ(rows(), written);
}

class FullTrail : public Audit {};
INSTANTIATE_TEST_SUITE_P(Only, FullTrail, testing::Values(test::Engine::sqlite));

TEST_P(FullTrail, TellsReadersThatTheDiskIsFull) {
    test_database().reopen({.max_pages = 1});  // no more than it has
    Scribe scribe(database());
    const auto read_many = [&] {
        for (int i = 0; i < 1000; ++i) read(scribe, asha, ("school:" + std::to_string(i)).c_str());
    };
    EXPECT_THROW(read_many(), storage::Full);
}

class LostTrail : public Audit {};
INSTANTIATE_TEST_SUITE_P(Only, LostTrail, testing::Values(test::Engine::postgres));

TEST_P(LostTrail, TellsReadersThatTheDatabaseIsGone) {
    test::Relay relay(test_database().address());
    const auto mine = storage::Database::open(relay.address());
    Scribe scribe(*mine);
    read(scribe, asha, "school:900001");
    relay.cut();
    EXPECT_THROW(read(scribe, asha, "school:900002"), storage::Gone);
    EXPECT_NO_THROW(read(scribe, asha, "school:900001")) << "that is durable already";
}

TEST_P(Audit, IsFoundByPersonObjectActionAndDay) {
    act(asha, "decision.made", "school:900001");
    act(asha, "note.written", "school:900002", now + 24h);
    act(ben, "decision.made", "school:900002", now + 48h);
    const auto db = database().read();
    const auto found = [&](const AuditFilter& filter) { return audit_rows(*db, filter).size(); };
    EXPECT_EQ(found({}), 3U);
    EXPECT_EQ(found({.person = PersonId{1}}), 2U);
    EXPECT_EQ(found({.object = "school:900002"}), 2U);
    EXPECT_EQ(found({.action = "decision"}), 2U);
    EXPECT_EQ(found({.action = "Decision made"}), 2U) << "as the page shows it";
    EXPECT_EQ(found({.action = "%"}), 0U);
    EXPECT_EQ(found({.from = Date::of(2026, 3, 3), .to = Date::of(2026, 3, 3)}), 1U);
    EXPECT_EQ(found({.authority = AuthorityCode{702}}), 0U);
    const auto page = audit_rows(*db, {.limit = 2});
    ASSERT_EQ(page.size(), 2U);
    EXPECT_GT(page[0].id, page[1].id);
    EXPECT_EQ(audit_rows(*db, {.before = page[1].id}).size(), 1U);
}

}
}
