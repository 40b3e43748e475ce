// Another program holds the writer's place, such as a long import: pages that need no writing go on
// meanwhile.
#include <atomic>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <map>
#include <thread>

#include "access/viewer.hpp"
#include "faults/site.hpp"

namespace tarn::faults {
namespace {

using access::Role;
using stories::Browser;

class HeldWriter : public test::OnEachDatabase {
  protected:
    void SetUp() override {
        OnEachDatabase::SetUp();
        if (!IsSkipped()) found_fellshire(database());
    }
};
TARN_ON_EACH_DATABASE(HeldWriter);

/// Pages answered until `over`.
std::map<int, int> keep_asking(Browser browser, const std::string& address, const std::atomic<bool>& over) {
    std::map<int, int> statuses;
    while (!over) {
        int status = 0;  // no answer at all
        try {
            status = browser.open(address).status;
        } catch (const std::runtime_error&) {
        }
        if (!over) ++statuses[status];
    }
    return statuses;
}

/// The first looks of a quarter of an hour, each of which is to be written down before its page leaves.
std::vector<stories::Page> first_looks(const Browser& director, int count) {
    std::vector<stories::Page> pages(static_cast<std::size_t>(count));
    std::vector<std::jthread> lookers;
    for (int i = 0; i < count; ++i)
        lookers.emplace_back([&, i] {
            try {
                pages[static_cast<std::size_t>(i)] =
                    Browser(director).open(fmt::format("/schools/{}/level", first_urn + i));
            } catch (const std::runtime_error&) {  // stays at status 0
            }
        });
    lookers.clear();
    return pages;
}

TEST_P(HeldWriter, leaves_the_other_pages_at_work) {
    Site site(test_database().address());
    const auto director = site.sign_in(Role::director);
    const auto scrutiny = site.sign_in(Role::scrutiny_member);
    const auto held_for = std::chrono::seconds(rounds(4, 15));
    std::atomic<bool> over{false};
    std::map<int, int> open_pages, signed_in_pages;
    std::vector<stories::Page> looks;
    {
        auto held = database().write();
        std::jthread confidential([&] { looks = first_looks(director, 8); });
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
        std::jthread anyone([&] { open_pages = keep_asking(Browser(site.port()), "/sign-in", over); });
        std::jthread signed_in(
            [&] { signed_in_pages = keep_asking(scrutiny, fmt::format("/schools/{}", first_urn), over); });
        std::this_thread::sleep_for(held_for);
        over = true;
        held.reset();
    }
    constexpr int enough = 20;  // they take milliseconds each
    for (const auto& pages : {open_pages, signed_in_pages})
        for (const auto& [status, count] : pages) {
            EXPECT_EQ(status, 200) << count << " times";
            EXPECT_GE(count, enough);
        }
    EXPECT_FALSE(open_pages.empty() || signed_in_pages.empty());
    std::map<int, int> statuses;
    for (const auto& page : looks) {
        ++statuses[page.status];
        EXPECT_TRUE(page.status == 200 || page.status == 503) << page.address << " " << page.status;
        EXPECT_NE(page.body.find("<h1"), std::string::npos) << "a page that says so";
    }
    fmt::print(
        "{}: held for {} s: {} public pages, {} pages of the signed in; of 8 first looks {} were shown, {} "
        "asked "
        "to come back\n",
        engine_name(database()), held_for.count(), open_pages[200], signed_in_pages[200], statuses[200],
        statuses[503]);
    EXPECT_EQ(Browser(director).open(fmt::format("/schools/{}/level", first_urn)).status, 200)
        << "afterwards";
    EXPECT_EQ(verify(test_database().address()).status, 0);
}

TEST_P(HeldWriter, answers_a_form_with_a_sentence_and_keeps_what_was_typed) {
    Site site(test_database().address());
    auto member = site.sign_in(Role::board_member);
    member.open("/board/meetings/new");
    member.fill("title", "Spring meeting of the board");
    for (const char* day : {"held_on", "evidence_as_at", "recommendations_by"}) {
        member.fill(day + std::string("-day"), "1");
        member.fill(day + std::string("-month"), "9");
        member.fill(day + std::string("-year"), "2026");
    }
    {
        const auto held = database().write();
        const auto& page = member.send_filled();  // waits for as long as a writer may
        EXPECT_EQ(page.status, 503);
        EXPECT_NE(page.body.find("<h1"), std::string::npos) << "a page that says so";
    }
    EXPECT_EQ(member.send_again().status, 200);
    EXPECT_EQ(database().read()->count("SELECT COUNT(*) FROM meeting"), 1) << "once, and whole";
}

}
}
