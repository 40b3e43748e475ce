// The server is killed while people save: whatever it had acknowledged is there afterwards, and the trail is
// whole.
#include <atomic>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <mutex>
#include <set>
#include <thread>

#include "access/viewer.hpp"
#include "faults/site.hpp"

namespace tarn::faults {
namespace {

class ServerKills : public test::OnEachDatabase {
  protected:
    /// Arranges meetings one after another until the server is gone; a page that came back is an
    /// acknowledgement.
    void arrange_meetings(stories::Browser& browser, const std::string& prefix) {
        try {
            for (int i = 0;; ++i) {
                const std::string title = fmt::format("{} {}", prefix, i);
                browser.open("/board/meetings/new");
                browser.fill("title", title);
                for (const char* day : {"held_on", "evidence_as_at", "recommendations_by"}) {
                    browser.fill(day + std::string("-day"), "1");
                    browser.fill(day + std::string("-month"), "9");
                    browser.fill(day + std::string("-year"), "2026");
                }
                const auto& page = browser.send_filled();
                ASSERT_EQ(page.status, 200) << page.body;
                const std::lock_guard lock(guard_);
                acknowledged_.insert(title);
            }
        } catch (const std::runtime_error&) {  // no answer: the server was killed
        }
    }
    std::size_t acknowledged() {
        const std::lock_guard lock(guard_);
        return acknowledged_.size();
    }
    void kill_under_load(Site& site, std::vector<stories::Browser>& browsers, int round) {
        const auto before = acknowledged();
        std::vector<std::jthread> people;
        for (std::size_t i = 0; i < browsers.size(); ++i)
            people.emplace_back(
                [this, &browser = browsers[i], prefix = fmt::format("Meeting {}.{}", round, i)] {
                    arrange_meetings(browser, prefix);
                });
        for (int wait = 0; wait < 2000 && acknowledged() == before; ++wait)
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        ASSERT_GT(acknowledged(), before) << "nothing was saved before the kill";
        std::this_thread::sleep_for(std::chrono::milliseconds(between(0, 150)));
        site.kill();
    }
    void expect_nothing_lost() {
        const auto db = database().read();
        std::set<std::string> kept;
        for (const auto& row : db->query("SELECT title FROM meeting")) kept.insert(row.string(0));
        for (const auto& title : acknowledged_) EXPECT_TRUE(kept.contains(title)) << title << " is lost";
        EXPECT_EQ(db->count("SELECT COUNT(*) FROM audit WHERE action = 'meeting.arranged'"),
                  static_cast<std::int64_t>(kept.size()))
            << "each is in the trail";
        const auto verified = verify(test_database().address());
        EXPECT_EQ(verified.status, 0) << verified.out;
    }

    std::mutex guard_;
    std::set<std::string> acknowledged_;
};
TARN_ON_EACH_DATABASE(ServerKills);

TEST_P(ServerKills, lose_nothing_that_was_acknowledged) {
    found_fellshire(database());
    Site site(test_database().address());
    std::vector<stories::Browser> browsers(3, site.sign_in(access::Role::board_member));
    const int kills = rounds(4, 100);
    for (int round = 0; round < kills && !HasFailure(); ++round) {
        if (round > 0) site.start();
        kill_under_load(site, browsers, round);
        if (round % 10 == 9 || round + 1 == kills) expect_nothing_lost();
    }
    if (!HasFailure())
        fmt::print("{}: {} kills, {} saved and acknowledged, none lost\n", engine_name(database()), kills,
                   acknowledged_.size());
}

}
}
