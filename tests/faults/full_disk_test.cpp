// The disk fills up under the server: people are told so, and nothing that was acknowledged is lost. On
// SQLite, whose file is the server's own; a full disk of PostgreSQL is its server's to survive.
#include <filesystem>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "access/viewer.hpp"
#include "faults/site.hpp"
#include "platform/storage/seals.hpp"

namespace tarn::faults {
namespace {

using access::Role;
using stories::Browser;

constexpr unsigned long room = 700'000;  ///< bytes beyond what the database already has

class FullDisk : public test::OnEachDatabase {
  protected:
    /// Saves longer and longer minutes; the status of the answer that was not a success, 0 when there was
    /// none.
    int fill_up(Browser& member, const std::string& minutes_page) {
        for (int i = 0; i < 200; ++i) {
            member.open(minutes_page);
            member.fill("minutes", "The board sat until noon. " + std::string(40'000, 'x'));
            const auto& page = member.send_filled();
            if (page.status != 200) {
                sentence_ = page.body.find("<h1") != std::string::npos;
                return page.status;
            }
            ++saved_;
        }
        return 0;
    }
    int saved_ = 0;
    bool sentence_ = false;
};
INSTANTIATE_TEST_SUITE_P(Only, FullDisk, testing::Values(test::Engine::sqlite));

TEST_P(FullDisk, is_said_and_loses_nothing) {
    found_fellshire(database());
    const Instant now = SystemClock{}.now();
    {
        const auto db = database().write();
        const auto id =
            storage::insert_sealed<MeetingId>(*db, "meeting",
                                              "INSERT INTO meeting (authority, kind, title, held_on, "
                                              "created_at) VALUES (901, 'board', 'Spring', "
                                              "'2026-09-01', $1) RETURNING id",
                                              now);
        db->execute(
            "INSERT INTO board_meeting (meeting, evidence_as_at, recommendations_by) VALUES ($1, "
            "'2026-09-01', "
            "'2026-09-01')",
            id);
        storage::seal(*db, "board_meeting", "meeting = $1", id);
        db->commit();
    }
    test_database().close();  // what was written goes from the log into the file
    const std::string file = test_database().address().substr(std::string("sqlite:").size());
    Site site(test_database().address(), {.file_bytes = std::filesystem::file_size(file) + room});
    auto member = site.sign_in(Role::board_member);
    const auto director = site.sign_in(Role::director);

    EXPECT_EQ(fill_up(member, "/board/meetings/1/minutes"), 507);
    EXPECT_TRUE(sentence_) << "a page that says so";
    EXPECT_GE(saved_, 1);
    for (int i = 0; i < 4; ++i) {
        const int status = Browser(director).open(fmt::format("/schools/{}/level", first_urn + i)).status;
        EXPECT_TRUE(status == 200 || status == 507) << "a first look was answered " << status;
    }
    EXPECT_EQ(Browser(site.port()).open("/sign-in").status, 200);
    const auto refused = about_to_sign_in(site.port(), Role::data_officer).send_filled();
    EXPECT_TRUE(refused.status == 200 || refused.status == 507)
        << "a sign-in was answered " << refused.status;
    site.kill();

    site.start();  // with room again
    test_database().reopen();
    EXPECT_EQ(database().read()->count("SELECT minutes_version FROM meeting"), saved_);
    const auto verified = verify(test_database().address());
    EXPECT_EQ(verified.status, 0) << verified.out;
    member.open("/board/meetings/1/minutes");
    member.fill("minutes", "There is room.");
    EXPECT_EQ(member.send_filled().status, 200);
    if (!HasFailure())
        fmt::print("SQLite: full after {} saved minutes; all of them were there afterwards\n", saved_);
}

}
}
