// The PostgreSQL server goes away under the program and comes back: people are told so meanwhile, and nothing
// is lost.
#include <cstdlib>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "access/viewer.hpp"
#include "faults/site.hpp"
#include "migrations/migrations.hpp"

namespace tarn::faults {
namespace {

using access::Role;
using stories::Browser;

/// A server of this test's own, since others use the shared one.
class PostgresGone : public testing::Test {
  protected:
    void SetUp() override {
        if (!test::postgres_available())
            GTEST_SKIP() << "NOT TESTED ON POSTGRESQL: run through ctest, which starts a private server";
        ASSERT_TRUE(server("start"));
        address_ = "postgresql://tarn@/postgres?host=" + folder_;
        setenv("TARN_KEY_FILE", keys_.file("tarn.key").c_str(), 1);
        const auto database = storage::Database::open(address_);
        database->migrate(all_migrations());
        found_fellshire(*database);
    }
    void TearDown() override {
        if (!address_.empty()) server("stop");
    }
    bool server(const std::string& action) {
        const char* source = std::getenv("TARN_SOURCE");
        const std::string script = std::string(source ? source : ".") + "/tests/postgres.sh ";
        return std::system((script + action + " " + folder_ + " >/dev/null").c_str()) == 0;
    }
    test::TemporaryFolder keys_;
    std::string folder_ = "/tmp/tarn-pg-gone-" + std::to_string(getpid());
    std::string address_;
};

TEST_F(PostgresGone, is_said_and_loses_nothing) {
    Site site(address_);
    auto director = site.sign_in(Role::director);
    const std::string level = fmt::format("/schools/{}/level", first_urn);
    ASSERT_EQ(Browser(director).open(level).status, 200);
    auto officer = about_to_sign_in(site.port(), Role::data_officer);
    auto member = site.sign_in(Role::board_member);
    const auto arrange = [&](const char* title) {
        member.open("/board/meetings/new");
        member.fill("title", title);
        for (const char* day : {"held_on", "evidence_as_at", "recommendations_by"}) {
            member.fill(day + std::string("-day"), "1");
            member.fill(day + std::string("-month"), "9");
            member.fill(day + std::string("-year"), "2026");
        }
    };
    arrange("Spring meeting of the board");
    ASSERT_EQ(member.send_filled().status, 200);
    arrange("Summer meeting of the board");
    ASSERT_TRUE(server("halt"));
    for (const auto& page :
         {Browser(director).open(level), Browser(director).open("/schools"),
          Browser(site.port()).open("/ready"), officer.send_filled(), member.send_filled()}) {
        EXPECT_EQ(page.status, 503) << page.address;
        EXPECT_FALSE(page.body.empty()) << page.address;
    }
    EXPECT_EQ(Browser(site.port()).open("/health").status, 200) << "the process itself is well";
    ASSERT_TRUE(server("resume"));
    EXPECT_EQ(Browser(site.port()).open("/ready").status, 200);
    EXPECT_EQ(director.open(level).status, 200) << "still signed in";
    for (auto* sender : {&officer, &member}) {
        int status = 0;
        for (int tries = 0; tries < 10 && status != 200; ++tries) {
            status = sender->send_again().status;
            EXPECT_TRUE(status == 200 || status == 503) << "a write afterwards was answered " << status;
        }
        EXPECT_EQ(status, 200);
    }
    const auto database = storage::Database::open(address_);
    for (const char* title : {"Spring meeting of the board", "Summer meeting of the board"})
        EXPECT_EQ(database->read()->count("SELECT COUNT(*) FROM meeting WHERE title = $1", title), 1)
            << title << ", which was acknowledged";
    EXPECT_EQ(verify(address_).status, 0);
    if (!HasFailure()) fmt::print("PostgreSQL was away: pages said so, and all went on when it was back\n");
}

}
}
