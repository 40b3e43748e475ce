#include "people/people_rules.hpp"

#include <gtest/gtest.h>

#include "people/telephone.hpp"
#include "support/days.hpp"
#include "support/fellshire.hpp"

namespace tarn::people {
namespace {

using tarn::test::brook;
using tarn::test::elsewhere;
using tarn::test::fellshire;
using tarn::test::hill;

using tarn::test::day;
Instant at(const char* text) {
    return *parse_instant(text);
}

using enum Role;

Grant grant(Role role, const char* scope, const char* from, const char* to = nullptr) {
    Grant grant{
        .role = role, .scope = *Scope::parse(scope), .authority = fellshire, .valid = {day(from), {}}};
    if (to) grant.valid.to = day(to);
    return grant;
}

TEST(Hats, AreRolesHeldThatDayNeverTheirUnion) {
    const std::vector<Grant> grants{grant(headteacher, "school:900001", "2020-09-01"),
                                    grant(headteacher, "school:900002", "2021-09-01"),
                                    grant(board_member, "authority:701", "2020-01-01", "2020-12-31")};
    EXPECT_EQ(acting_roles_on(grants, day("2020-08-31")),
              (std::vector<ActingRole>{{board_member, fellshire}}));
    EXPECT_EQ(acting_roles_on(grants, day("2020-12-31")),
              (std::vector<ActingRole>{{headteacher, fellshire}, {board_member, fellshire}}));
    EXPECT_EQ(acting_roles_on(grants, day("2021-09-01")),
              (std::vector<ActingRole>{{headteacher, fellshire}}));
    EXPECT_EQ(post_schools(grants, {headteacher, fellshire}, day("2020-12-31")), std::vector<Urn>{brook});
    EXPECT_EQ(post_schools(grants, {headteacher, fellshire}, day("2021-09-01")),
              (std::vector<Urn>{brook, hill}));
    EXPECT_TRUE(post_schools(grants, {board_member, fellshire}, day("2020-12-31")).empty());
}

TEST(Hats, AreNotWornBeforeTheOwnerHasConfirmedThem) {
    std::vector<Grant> grants{grant(adviser, "area:701:NORTH", "2020-09-01")};
    EXPECT_EQ(area_codes(grants, {adviser, fellshire}, day("2020-09-01")), std::vector<std::string>{"NORTH"});
    EXPECT_TRUE(area_codes(grants, {adviser, fellshire}, day("2020-08-31")).empty());
    EXPECT_TRUE(area_codes(grants, {senior_adviser, fellshire}, day("2020-09-01")).empty());
    grants[0].confirmed = false;
    EXPECT_TRUE(acting_roles_on(grants, day("2020-09-01")).empty());
}

using std::chrono::minutes;
using std::chrono::seconds;

// Nothing is withdrawn for a day alone: from the instant on the grant gives nothing.
TEST(Grant, GivesNothingUnlessConfirmedEnabledAndRunning) {
    Grant held = grant(adviser, "authority:701", "2020-09-01", "2020-12-31");
    EXPECT_TRUE(held.usable_on(day("2020-12-31")));
    EXPECT_FALSE(held.usable_on(day("2021-01-01")));
    held.disabled = true;
    EXPECT_FALSE(held.usable_on(day("2020-12-31")));
    held.disabled = false;
    held.confirmed = false;
    EXPECT_FALSE(held.usable_on(day("2020-12-31")));
}

TEST(Delay, GrowsTwofoldFromTheFirstPastTheFreeOnesToTheLongest) {
    constexpr DelayRule rule{3, seconds{10}, seconds{60}, minutes{30}};
    const Instant start = at("2026-03-02T09:00:00Z");
    const struct {
        int failures;
        int seconds_after;
        int delay;
    } table[] = {{0, 0, 0},  {2, 0, 0},  {3, 0, 10},   {4, 0, 20},      {5, 0, 40},
                 {6, 0, 60}, {7, 0, 60}, {900, 0, 60}, {900, 1799, 60}, {900, 1800, 0}};
    for (const auto& each : table)
        EXPECT_EQ(delay_after({each.failures, start}, start + seconds{each.seconds_after}, rule).count(),
                  each.delay)
            << each.failures << " wrong, " << each.seconds_after << " s later";
    EXPECT_EQ(after_failure({5, start}, start + minutes{29}, rule).count, 6);
    EXPECT_EQ(after_failure({5, start}, start + minutes{30}, rule).count, 1) << "quiet for long enough";
}

// Failures of the pair, of the account, of the address, all just now; what is known of the place and since
// when it waits; how long until the password is checked.
TEST(Delay, FallsOnTheGuesserAndNotOnTheOwner) {
    const Instant now = at("2026-03-02T09:00:00Z");
    enum Known { nothing, place, browser };
    const struct {
        const char* who;
        int pair, account, address;
        Known known;
        int waited;  ///< -1: not told to wait yet
        int delay;
    } table[] = {
        {"nobody has guessed", 0, 0, 0, nothing, -1, 0},
        {"four wrong are free", 4, 4, 4, nothing, -1, 0},
        {"the fifth makes this address wait", 5, 5, 5, nothing, -1, 60},
        {"and each further one twice as long", 7, 7, 7, nothing, -1, 240},
        {"at most a quarter of an hour", 40, 40, 40, nothing, -1, 900},
        {"strangers' guesses elsewhere do not touch the owner's address", 0, 900, 0, place, -1, 0},
        {"nor do guesses at the same address touch the owner's browser", 0, 900, 900, browser, -1, 0},
        {"the owner's own wrong ones do", 5, 900, 900, browser, -1, 60},
        {"guesses from many addresses make a new one wait", 0, 900, 0, nothing, -1, 30},
        {"which is let in once it has waited, whatever others do", 0, 5000, 0, nothing, 30, 0},
        {"but not before", 0, 5000, 0, nothing, 29, 1},
        {"guessing at many accounts from one address is slowed", 0, 0, 52, nothing, -1, 8},
        {"also where their owners have worked", 0, 0, 52, place, -1, 8},
        {"a colleague there is let in after a wait, however many guesses go on", 0, 0, 5000, nothing, 30, 0},
        {"but not before", 0, 0, 5000, place, 29, 1},
    };
    for (const auto& each : table) {
        SignInHistory history{.pair = {each.pair, now},
                              .account = {each.account, now},
                              .address = {each.address, now},
                              .waits_since = {},
                              .known_address = each.known == place,
                              .known_browser = each.known == browser};
        if (each.waited >= 0) history.waits_since = now - seconds{each.waited};
        EXPECT_EQ(std::max<std::int64_t>(0, (may_try_at(history, now) - now).count()), each.delay)
            << each.who;
    }
}

TEST(Delay, IsToldInPlainWords) {
    const Instant now = at("2026-03-02T09:00:00Z");
    for (const auto& [seconds_left, words] : {std::pair{1, "1 second"},
                                              {59, "59 seconds"},
                                              {60, "1 minute"},
                                              {61, "2 minutes"},
                                              {900, "15 minutes"}})
        EXPECT_EQ(time_until(now + seconds{seconds_left}, now), words);
}

TEST(ShutOut, TellsOneselfAndTheLastManager) {
    const auto manages = [](std::int64_t id, std::int64_t person) {
        Grant each = grant(director, "authority:701", "2020-09-01");
        each.id = GrantId{id};
        each.person = PersonId{person};
        return each;
    };
    const std::vector<Grant> one{manages(1, 10)}, two{manages(1, 10), manages(2, 20)},
        twice{manages(1, 10), manages(2, 10)};
    const struct {
        const std::vector<Grant>& managing;
        std::int64_t acting, person, ending;  ///< ending 0: the whole account
        bool oneself, last;
    } table[] = {{one, 10, 10, 1, true, true},    {one, 20, 10, 1, false, true},
                 {one, 10, 30, 9, false, false},  {two, 10, 20, 2, false, false},
                 {two, 10, 10, 0, true, false},   {twice, 30, 10, 1, false, false},
                 {twice, 30, 10, 0, false, true}, {{}, 10, 30, 0, false, false}};
    for (const auto& each : table) {
        const auto found = shut_out(each.managing, PersonId{each.acting}, PersonId{each.person},
                                    each.ending ? std::optional{GrantId{each.ending}} : std::nullopt);
        EXPECT_EQ(found.oneself, each.oneself);
        EXPECT_EQ(found.last_manager, each.last);
    }
}

TEST(Session, EndsIdleOrOld) {
    constexpr SessionRule rule{std::chrono::minutes{60}, std::chrono::hours{12}};
    const Instant began = at("2026-03-02T08:00:00Z");
    EXPECT_FALSE(session_over(began, began, began + std::chrono::minutes{59}, rule));
    EXPECT_TRUE(session_over(began, began, began + std::chrono::minutes{60}, rule));
    const Instant evening = began + std::chrono::hours{12};
    EXPECT_TRUE(session_over(began, evening - std::chrono::seconds{1}, evening, rule));
}

TEST(Telephone, IsTidiedTriedAndDialled) {
    struct Case {
        const char *typed, *tidy;
        bool plausible;
        const char* href;
    };
    for (const Case& c : {
             Case{"01632 960001", "01632 960001", true, "tel:01632960001"},
             Case{"  01632\t 960 001 ", "01632 960 001", true, "tel:01632960001"},
             Case{"+44 (0)1632-960001", "+44 (0)1632-960001", true, "tel:+441632960001"},
             Case{"01632 960001 ext 12", "01632 960001 ext 12", true, "tel:01632960001;ext=12"},
             Case{"01632 960001 ext", "01632 960001 ext", false, nullptr},
             Case{"01632 960001 ext 12a", "01632 960001 ext 12a", false, nullptr},
             Case{"960001", "960001", false, nullptr},
             Case{"0163296000101632", "0163296000101632", false, nullptr},
             Case{"ask the office", "ask the office", false, nullptr},
             Case{"01632+960001", "01632+960001", false, nullptr},
             Case{"", "", false, nullptr},
         }) {
        EXPECT_EQ(tidy_telephone(c.typed), c.tidy);
        EXPECT_EQ(plausible_telephone(c.tidy), c.plausible) << c.typed;
        if (c.href) {
            EXPECT_EQ(telephone_href(c.tidy), c.href) << c.typed;
        }
    }
    EXPECT_EQ(telephone_words(""), "None recorded");
    EXPECT_EQ(telephone_words("01632 960001"), "01632 960001");
}

TEST(Email, IsLowerCasedAndPlausible) {
    EXPECT_EQ(lower_email("  Asha.Rahman@Fellshire.Example "), "asha.rahman@fellshire.example");
    EXPECT_TRUE(plausible_email("asha@fellshire.example"));
    for (const char* bad : {"", "asha", "@x.y", "a@b", "a@.y", "a b@c.d", "a@b@c.d", "a@b.", "<a>@b.c"})
        EXPECT_FALSE(plausible_email(bad)) << bad;
}

}
}
