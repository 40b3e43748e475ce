#include "access/audit.hpp"

#include <future>
#include <gtest/gtest.h>
#include <thread>

#include "access/trail.hpp"
#include "platform/storage/seals.hpp"
#include "support/fellshire.hpp"
#include "support/relay.hpp"
#include "support/test_database.hpp"

namespace tarn::access {
namespace {

using namespace std::chrono_literals;

using tarn::test::now;
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
    void read(AuditWriter& audit_writer, const Viewer& viewer, const char* object, Instant at = now) {
        const AuditEntry entry{"level.read", object, "", ""};
        auto traces = audit_writer.unwritten(viewer, std::span{&entry, 1}, at);
        if (traces.empty()) return;
        std::promise<std::exception_ptr> written;
        audit_writer.write(std::move(traces),
                           [&](const std::exception_ptr& failure) { written.set_value(failure); });
        if (const auto failure = written.get_future().get()) std::rethrow_exception(failure);
    }
    std::int64_t rows() { return database().read()->count("SELECT COUNT(*) FROM audit"); }
    using Sentences = std::vector<std::string>;
    Sentences faults() { return verify_audit(*database().read()); }
    /// Three entries after the one of the key's registration.
    void begin_again() {
        tamper("DELETE FROM audit");
        tamper("DELETE FROM trail_head");
        tamper("DELETE FROM seal_key");
        tamper("UPDATE sealed_table SET seal = ''");
        register_seals(database(), now);
        for (int i = 0; i < 3; ++i) act(asha, "decision.made", "school:900001");
        ASSERT_EQ(faults(), Sentences{});
    }
    void tamper(const char* sql) {
        const auto db = database().write();
        db->execute(sql);
        db->commit();
    }
};
TARN_ON_EACH_DATABASE(Audit);

TEST(QuarterOfHour, IsTheSameForReadsOfOneQuarter) {
    EXPECT_EQ(quarter_of_hour(*parse_instant("2026-03-02T09:14:59Z")),
              *parse_instant("2026-03-02T09:00:00Z"));
    EXPECT_EQ(quarter_of_hour(*parse_instant("2026-03-02T09:15:00Z")),
              *parse_instant("2026-03-02T09:15:00Z"));
}

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
        begin_again();
        tamper(sql);
        EXPECT_EQ(verify_audit(*database().read()).size(), 1U) << sql;
    }
}

TEST_P(Audit, ATrailCutOrWrittenAnewShows) {
    begin_again();
    const auto whole = storage::trail_head(*database().read());
    EXPECT_EQ(whole.position, 4);
    tamper("DELETE FROM audit WHERE id > 2");
    EXPECT_EQ(
        faults(),
        Sentences{"The end of the audit trail, entry 2, is not as Tarn sealed it: entries were removed, "
                  "added or changed outside Tarn."});
    act(asha, "decision.made", "school:900001");
    EXPECT_EQ(faults().size(), 1U) << "going on does not cover it up";
    EXPECT_EQ(verify_audit(*database().read(), {whole}).size(), 2U) << "nor from who kept a backup or a log";

    begin_again();
    const auto ours = storage::trail_head(*database().read());
    tamper("DELETE FROM audit");
    tamper("DELETE FROM trail_head");
    for (int i = 0; i < 4; ++i) act(ben, "decision.made", "school:900009");
    EXPECT_EQ(faults().size(), 1U) << "a whole chain of somebody else's";
    const auto seen = verify_audit(*database().read(), {ours});
    ASSERT_EQ(seen.size(), 2U);
    EXPECT_NE(seen[0].find("written anew: entry 4"), std::string::npos) << seen[0];
}

TEST_P(Audit, TheEndIsNotedOutsideTheDatabase) {
    const auto key = database().integrity().key();
    const std::string head = test_database().folder() + "/head";
    test_database().reopen({.integrity = std::make_shared<storage::Integrity>(key, "", head)});
    for (int i = 0; i < 3; ++i) act(asha, "decision.made", "school:900001");
    EXPECT_EQ(database().integrity().noted_head(), storage::trail_head(*database().read()));
    tamper("DELETE FROM audit WHERE id = 3");
    EXPECT_EQ(verify_audit(*database().read(), {*database().integrity().noted_head()}).at(0),
              "The audit trail was cut: it had 3 entries when that was noted outside the database and "
              "has 2 now.");
}

TEST_P(Audit, ContentCanGoWithoutBreakingTheChain) {
    begin_again();
    const auto remove = [&](std::int64_t first, std::int64_t last) {
        const auto db = database().write();
        remove_trace_content(*db, first, last, ben, now);
        db->commit();
    };
    remove(2, 3);
    EXPECT_EQ(faults(), Sentences{});
    const auto kept = audit_rows(*database().read(), {.object = "audit:2-3"});
    ASSERT_EQ(kept.size(), 1U) << "the trail says who removed what";
    EXPECT_EQ(kept[0].person, PersonId{2});
    EXPECT_EQ(audit_rows(*database().read(), {.object = "school:900001"}).size(), 1U);
    remove(4, 5);
    EXPECT_EQ(faults(), Sentences{}) << "what says who removed what is never emptied";
    EXPECT_THROW(remove(6, 1000), storage::Failure) << "nor is anything removed that is yet to come";
    EXPECT_EQ(database().read()->count("SELECT COUNT(*) FROM audit WHERE salt IS NULL"), 3);
    begin_again();
    tamper(
        "UPDATE audit SET object = '', detail = '', content_removed = '2026-03-02T09:00:00Z' WHERE id = 4");
    EXPECT_EQ(faults(), Sentences{"The content of entry 4 of the audit trail was removed outside Tarn."});
}

TEST_P(Audit, EntriesFromBeforeContentWasHashedApartAreBridged) {
    writes_by_hand();
    // What the version before wrote: hashes over the length and text of each field, the former hash first.
    tamper(
        "INSERT INTO audit (id, at, person, role, authority, action, object, purpose, detail, quarter, hash) "
        "VALUES "
        "(1, '2026-03-02T09:00:00Z', 1, 'adviser', 701, 'decision.made', 'school:900001', 'Termly review', "
        "'', '', "
        "'b4788242f6caab16ae3c1de4c02eb7cd3d4e9abc46b6ea484c2836673a7aca02')");
    tamper("DELETE FROM trail_head");
    act(asha, "decision.made", "school:900001");
    EXPECT_EQ(storage::trail_head(*database().read()).position, 2);
    const auto found = faults();
    ASSERT_EQ(found.size(), 1U) << "only that its end was never sealed";
    EXPECT_TRUE(found[0].starts_with("The end of the audit trail")) << found[0];
    tamper("UPDATE audit SET purpose = 'Another' WHERE id = 1");
    EXPECT_NE(faults().at(0).find("entry 1 of"), std::string::npos);
    const auto db = database().write();
    EXPECT_THROW(remove_trace_content(*db, 1, 1, ben, now), storage::Failure);
}

TEST_P(Audit, RepeatedReadsOfAQuarterOfAnHourAreOneRow) {
    {
        AuditWriter audit_writer(database());
        for (int i = 0; i < 3; ++i) read(audit_writer, asha, "school:900001");
        EXPECT_EQ(rows(), 1);
        EXPECT_EQ(audit_writer.commits(), 1U);
        read(audit_writer, asha, "school:900002");
        read(audit_writer, ben, "school:900001");
        read(audit_writer, asha, "school:900001", now + 14min);
        EXPECT_EQ(rows(), 3);
        read(audit_writer, asha, "school:900001", now + 15min);
        EXPECT_EQ(rows(), 4);
    }
    AuditWriter restarted(database());
    read(restarted, asha, "school:900001", now + 16min);
    EXPECT_EQ(rows(), 4) << "what another process or an earlier one wrote counts too";
    EXPECT_TRUE(verify_audit(*database().read()).empty());
}

TEST_P(Audit, ReadersAtOnceShareCommitsAndNoneIsLost) {
    constexpr int readers = 8, each = 25;
    AuditWriter audit_writer(database());
    std::vector<std::thread> threads;
    for (int reader = 0; reader < readers; ++reader)
        threads.emplace_back([&, reader] {
            for (int i = 0; i < each; ++i)
                read(audit_writer, asha, ("school:" + std::to_string(900000 + reader * each + i)).c_str());
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(rows(), readers * each);
    EXPECT_LT(audit_writer.commits(), static_cast<std::uint64_t>(readers * each)) << "commits were shared";
    EXPECT_TRUE(verify_audit(*database().read()).empty());
}

TEST_P(Audit, TellsReadersOfAHeldWriterThatItIsBusy) {
    test_database().reopen({.busy = 200ms});
    const auto other = storage::Database::open(test_database().address(), test::sharing_key(database()));
    AuditWriter audit_writer(database());
    {
        const auto holding = other->write();
        EXPECT_THROW(read(audit_writer, asha, "school:900001"), storage::Busy);
    }
    read(audit_writer, asha, "school:900001");
    EXPECT_EQ(rows(), 1) << "what was not written is not taken for written";
}

TEST_P(Audit, LetsManyWaitWithoutAThreadAndNotTooMany) {
    const auto other = storage::Database::open(test_database().address(), test::sharing_key(database()));
    auto holding = other->write();
    std::atomic<int> written = 0, refused = 0;
    {
        AuditWriter audit_writer(database());
        for (int i = 0; i < 1200; ++i) {
            const AuditEntry entry{"level.read", "school:" + std::to_string(i), {}, {}};
            audit_writer.write(audit_writer.unwritten(asha, std::span{&entry, 1}, now),
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
    AuditWriter audit_writer(database());
    const auto read_many = [&] {
        for (int i = 0; i < 1000; ++i) read(audit_writer, asha, ("school:" + std::to_string(i)).c_str());
    };
    EXPECT_THROW(read_many(), storage::Full);
}

class LostTrail : public Audit {};
INSTANTIATE_TEST_SUITE_P(Only, LostTrail, testing::Values(test::Engine::postgres));

TEST_P(LostTrail, TellsReadersThatTheDatabaseIsGone) {
    test::Relay relay(test_database().address());
    const auto mine = storage::Database::open(relay.address(), test::sharing_key(database()));
    AuditWriter audit_writer(*mine);
    read(audit_writer, asha, "school:900001");
    relay.cut();
    EXPECT_THROW(read(audit_writer, asha, "school:900002"), storage::Gone);
    EXPECT_NO_THROW(read(audit_writer, asha, "school:900001")) << "that is durable already";
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
