// Uploads: what is kept of them, when they are refused, and what an import means for an authority.
#include "evidence/importing/uploads_store.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "access/viewer.hpp"
#include "evidence/stored_evidence_test.hpp"
#include "people/people.hpp"

namespace tarn::evidence {
namespace {

class Uploads : public StoredEvidence {};
TARN_ON_EACH_DATABASE(Uploads);

TEST_P(Uploads, AnUploadIsRefusedFromTheShareOfRejectedRowsThatWasSet) {
    const std::string text =
        ks2_header + "900001,30,1.2,70%,0.1,60%,-2,65%,2018\n900002,x1,0,1%,0,1%,0,1%,2018\n";
    PersonId officer;
    {
        const auto db = database().write();
        officer = *people::add_person(*db, "Dana Officer", "dana@fellshire.example", clock_.now());
        db->commit();
    }
    const access::Viewer viewer{officer, "Dana Officer", access::Role::data_officer, AuthorityCode{888}, {}};
    const auto refused = [&](double percent) {
        ImportLimits limits;
        limits.max_rejected_percent = percent;
        JobId job;
        {
            const auto db = database().write();
            job = *keep_upload(*db, viewer, {.file_name = "ks2_perf_2018.csv"}, text, clock_.now());
            db->commit();
        }
        jobs::Runner runner{
            database(), clock_, {{std::string{import_job}, import_worker(database(), clock_, limits)}}};
        runner.drain();
        const auto outcome = outcome_of(*jobs::find(*database().read(), job));
        EXPECT_TRUE(outcome);
        return !outcome || outcome->refused;
    };
    EXPECT_TRUE(refused(10));
    EXPECT_TRUE(refused(49.5));
    EXPECT_FALSE(refused(50));
}

TEST_P(Uploads, AnImportIsDoneThoughTheLevelsCannotBeSaid) {
    register_schools();
    PersonId officer;
    JobId job;
    int asked = 0;
    const LevelsNow levels = [&](storage::Reader&, AuthorityCode) -> Levels {
        if (++asked > 1) throw std::runtime_error("no levels");
        return {};
    };
    const auto outcome = [&] {
        jobs::Runner runner{
            database(), clock_, {{std::string{import_job}, import_worker(database(), clock_, {}, levels)}}};
        runner.drain();
        return outcome_of(*jobs::find(*database().read(), job));
    };
    const auto stored = [&](const auto& act) {
        const auto db = database().write();
        act(*db);
        db->commit();
    };
    stored([&](storage::Writer& db) {
        officer = *people::add_person(db, "Dana Officer", "dana@fellshire.example", clock_.now());
    });
    const access::Viewer viewer{officer, "Dana Officer", access::Role::data_officer, AuthorityCode{888}, {}};
    const std::string text = ks2_header + "900001,30,1.2,70%,0.1,60%,-2,65%,2018\n";
    stored([&](storage::Writer& db) {
        job = *keep_upload(db, viewer, {.file_name = "ks2_perf_2018.csv"}, text, clock_.now());
    });
    ASSERT_TRUE(outcome());
    const auto checked = *jobs::find(*database().read(), job);
    stored([&](storage::Writer& db) { job = *confirm_upload(db, viewer, checked, false, clock_.now()); });
    const auto imported = outcome();
    ASSERT_TRUE(imported) << "the file is stored";
    EXPECT_EQ(asked, 2);
    EXPECT_FALSE(imported->refused);
    EXPECT_FALSE(imported->reach);
    EXPECT_TRUE(find_release(*database().read(), imported->report.release));
}

// The import says what it means for the authority in whose name the file was sent.
TEST_P(Uploads, AnImportSaysWhichSchoolsItSpeaksOfAndWhichLevelsMoved) {
    register_schools();
    PersonId officer;
    {
        const auto db = database().write();
        officer = *people::add_person(*db, "Dana Officer", "dana@fellshire.example", clock_.now());
        db->commit();
    }
    const AuthorityCode fellshire{888};
    const access::Viewer viewer{officer, "Dana Officer", access::Role::data_officer, fellshire, {}};
    int asked = 0;
    const LevelsNow levels = [&](storage::Reader&, AuthorityCode authority) {
        EXPECT_EQ(authority, fellshire);
        return ++asked == 1 ? Levels{{Urn{900001}, "Green"}, {Urn{900002}, "Amber"}}
                            : Levels{{Urn{900001}, "Amber"}, {Urn{900002}, "Amber"}, {Urn{900003}, "Red"}};
    };
    const auto done = [&](JobId job) {
        jobs::Runner runner{
            database(), clock_, {{std::string{import_job}, import_worker(database(), clock_, {}, levels)}}};
        runner.drain();
        const auto finished = *jobs::find(*database().read(), job);
        const auto outcome = outcome_of(finished);
        EXPECT_TRUE(outcome && !outcome->refused);
        return std::pair{finished, *outcome};
    };
    JobId job;
    {
        const auto db = database().write();
        job = *keep_upload(*db, viewer, {.file_name = "ks2_perf_2018.csv"},
                           ks2_header +
                               "900001,30,1.2,70%,0.1,60%,-2,65%,2018\n"
                               "999999,30,1.2,70%,0.1,60%,-2,65%,2018\n",
                           clock_.now());
        db->commit();
    }
    const auto [checked, dry] = done(job);
    ASSERT_TRUE(dry.reach);
    EXPECT_EQ(asked, 0) << "a dry run moves nothing";
    EXPECT_FALSE(dry.reach->compared);
    EXPECT_EQ(dry.reach->spoken_of, 1);
    EXPECT_EQ(dry.reach->unknown, 1);
    EXPECT_FALSE(dry.reach->none_known);
    EXPECT_TRUE(sentences({.unknown = 2, .none_known = true})
                    .front()
                    .starts_with("The register knows none of the 2 "));
    EXPECT_EQ(dry.reach->own, 1 + static_cast<std::int64_t>(dry.reach->lacking.size()));
    {
        const auto db = database().write();
        job = *confirm_upload(*db, viewer, checked, false, clock_.now());
        db->commit();
    }
    const auto [imported, outcome] = done(job);
    ASSERT_TRUE(outcome.reach);
    EXPECT_EQ(asked, 2);
    ASSERT_EQ(outcome.reach->moved.size(), 2u);
    EXPECT_EQ(outcome.reach->moved[0].urn, Urn{900001});
    EXPECT_EQ(outcome.reach->moved[0].before, "Green");
    EXPECT_EQ(outcome.reach->moved[0].after, "Amber");
    EXPECT_EQ(outcome.reach->moved[1].before, "Not rated");
    EXPECT_EQ(sentences(*outcome.reach).back(), "Proposed levels that moved by this file: 2.");
    Reach reach = *outcome.reach;
    reach.own = 12, reach.spoken_of = 3, reach.kind = "junior and primary schools";
    EXPECT_EQ(sentences(reach).front(), "The file has 3 of your 12 junior and primary schools.");
    EXPECT_EQ(sentences(reach, "Fellshire").front(),
              "The file has 3 of the 12 junior and primary schools of Fellshire.");
    EXPECT_EQ(outcome.reach->kind, "primary schools");
    for (const auto& [role, authority, who] :
         {std::tuple{access::Role::data_officer, AuthorityCode{850}, officer},
          std::tuple{access::Role::headteacher, fellshire, officer},
          std::tuple{access::Role::data_officer, fellshire, PersonId{officer.value + 1}}})
        EXPECT_FALSE(is_import_of(imported, access::Viewer{who, "x", role, authority, {Urn{900001}}}))
            << "the levels in it are for who sent it, there alone";
}

}
}
