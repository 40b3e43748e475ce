// Every route x every role x things of one's own, of a neighbour, of another authority and of nobody: the
// expected answer, generated from the route table. Who may do what is written down here a second time, by
// hand, from the table of roles in docs/glossary.md, so that a slip in the program's own table shows.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <thread>

#include "access/house.hpp"
#include "attendance/attendance.hpp"
#include "feature_kit/act.hpp"
#include "people/people.hpp"
#include "rating/figure_queries.hpp"
#include "retention/holds.hpp"

namespace tarn::test {
namespace {

using access::Permission;
using access::Role;

/// One letter per role, in the order of Role: o own schools only, a the whole authority, p public to anyone
/// signed in,
/// - not at all.
struct Right {
    Permission permission;
    std::string_view reach;
};
// head, chair, adviser, senior, board, director, data, scrutiny, protection, attendance, deputy, business
constexpr std::array rights{
    Right{Permission::signed_in, "pppppppppppp"},
    Right{Permission::levels_authority, "--ooaaa-----"},
    Right{Permission::level_of_school, "ooooaaa-----"},
    Right{Permission::rating_of_school, "--ooaaa-----"},
    Right{Permission::recommend_level, "--oo--------"},
    Right{Permission::board_read, "----aa------"},
    Right{Permission::board_decide, "----a-------"},
    Right{Permission::soft_notes_read, "--ooaa------"},
    Right{Permission::soft_notes_write, "--ooaa------"},
    Right{Permission::import_data, "------a-----"},
    Right{Permission::import_levels, "------a-----"},
    Right{Permission::people_manage, "-----a--a---"},
    Right{Permission::allocate, "---a-a------"},
    Right{Permission::audit_read, "--------a---"},
    Right{Permission::area_sheet, "aaaaaaaa----"},
    Right{Permission::local_register, "------a-----"},
    Right{Permission::facts_write, "--ooaaa-----"},
    Right{Permission::level_counts, "----aaaa----"},
    Right{Permission::comparators, "ooooaaa-----"},
    Right{attendance::attendance_list, "--oo-a---a--"},
    Right{attendance::attendance_read, "o-oo-a---aoo"},
    Right{attendance::attendance_answer, "o--------ao-"},
    Right{attendance::attendance_bring, "o---------o-"},
    Right{attendance::attendance_write, "---------a--"},
    Right{attendance::attendance_county, "-----a-a-a--"},
    Right{rating::figure_queries_ask, "oo----------"},
    Right{rating::figure_queries_answer, "--oo--a-----"},
    Right{retention::retention_manage, "--------a---"},
};

char reach_of(Permission permission, Role role) {
    for (const Right& right : rights)
        if (right.permission == permission) return right.reach[static_cast<std::size_t>(role)];
    ADD_FAILURE() << "no line for permission " << permission.code;
    return '-';
}

enum class Expected { allowed, refused };

/// A route with one choice of things for its {names}.
struct Address {
    const kit::Route* route;
    std::string path;
    std::vector<std::pair<Owner, bool>> owners;  ///< of each thing, and whether it is kept apart
    std::vector<Permission> needs{};             ///< for the things, beside the route's own
};

std::vector<Address> addresses(World& world, const kit::Route& route) {
    std::vector<Address> found{{&route, "", {}}};
    std::string_view rest = std::string_view{route.pattern}.substr(1);
    std::string before;
    while (true) {
        const std::string segment{rest.substr(0, rest.find('/'))};
        std::vector<Address> longer;
        for (const Address& each : found) {
            const bool named = segment.starts_with('{');
            const std::vector<Thing> literal{{segment, Owner::fellshire}};
            for (const Thing& thing : named ? world.things(segment.substr(1, segment.size() - 2)) : literal) {
                Address next = each;
                const bool lost =
                    !thing.within.empty() && !each.path.ends_with("/" + thing.within + "/" + before);
                next.path += "/" + thing.value;
                if (named) next.owners.emplace_back(lost ? Owner::nobody : thing.owner, thing.kept_apart);
                if (named) next.needs.push_back(thing.needs);
                longer.push_back(std::move(next));
            }
        }
        found = std::move(longer);
        before = segment;
        if (rest.find('/') == std::string_view::npos) return found;
        rest.remove_prefix(rest.find('/') + 1);
    }
}

bool reaches(char reach, Nearness nearness, bool kept_apart) {
    if (nearness == Nearness::nowhere) return false;
    if (reach == 'p') return !kept_apart || nearness != Nearness::elsewhere;
    if (nearness == Nearness::everybody) return reach != '-';
    if (nearness == Nearness::elsewhere || reach == '-') return false;
    return reach == 'a' || nearness != Nearness::neighbour;
}

Expected expected(const Address& address, Role role) {
    const char reach = reach_of(address.route->permission, role);
    if (reach == '-') return Expected::refused;
    for (const Permission permission : address.needs)
        if (reach_of(permission, role) == '-') return Expected::refused;
    for (const auto& [owner, kept_apart] : address.owners)
        if (!reaches(reach, nearness(role, owner), kept_apart)) return Expected::refused;
    return Expected::allowed;
}

bool is_refusal(const web::Response& answer) {
    return answer.status == 403 || answer.status == 404 || answer.status == 410;
}
bool failed(const web::Response& answer) {
    return answer.status >= 500;
}
bool to_sign_in(const web::Response& answer) {
    return answer.status == 303 && location_of(answer).starts_with("/sign-in");
}

class Access : public InTheWorld {
  protected:
    std::vector<Address> all(web::Method method) {
        std::vector<Address> list;
        for (const kit::Route& route : application().routes())
            if (route.method == method && route.permission != Permission::anyone)
                for (Address& address : addresses(world(), route)) list.push_back(std::move(address));
        return list;
    }
};

TARN_ON_EACH_DATABASE(Access);

std::vector<std::string> names_in(std::string_view pattern) {
    std::vector<std::string> names;
    for (auto at = pattern.find('{'); at != std::string_view::npos; at = pattern.find('{', at + 1))
        names.emplace_back(pattern.substr(at + 1, pattern.find('}', at) - at - 1));
    return names;
}

bool has(const std::vector<Thing>& things, std::initializer_list<Owner> owners) {
    return std::ranges::any_of(
        things, [&](const Thing& thing) { return std::ranges::find(owners, thing.owner) != owners.end(); });
}

// Without a thing of one's own nothing is proved allowed, without another authority's nothing refused.
TEST_P(Access, EveryNameInTheTableStandsForOnesOwnForANeighboursAndForAnotherAuthoritys) {
    std::set<std::string> used;
    for (const kit::Route& route : application().routes())
        for (const std::string& name : names_in(route.pattern)) {
            used.insert(name);
            const auto& things = world().things(name);
            EXPECT_TRUE(has(things, {Owner::nobody}))
                << route.pattern << " is never asked for what is not there";
            if (has(things, {Owner::published}) && !has(things, {Owner::fellshire})) continue;
            EXPECT_TRUE(has(things, {Owner::brook, Owner::fellshire, Owner::officers}))
                << route.pattern << ": one's own " << name;
            EXPECT_TRUE(has(things, {Owner::otherland})) << route.pattern << ": another authority's " << name;
            EXPECT_EQ(has(things, {Owner::brook}), has(things, {Owner::hill}))
                << route.pattern << ": a neighbour's " << name;
        }
    for (const auto& [name, things] : world().all_things())
        EXPECT_TRUE(used.contains(name)) << "no route names {" << name << "} any more";
    EXPECT_GE(used.size(), 9u);
}

TEST_P(Access, ReadingIsAnsweredAsTheTableOfRolesSays) {
    const auto list = all(web::Method::get);
    ASSERT_GT(list.size(), 20u);
    std::map<Expected, int> seen;
    for (const Role role : access::all_roles()) {
        Visitor person = visitor(role);
        for (const Address& address : list) {
            const auto answer = person.get(address.path);
            const auto wanted = expected(address, role);
            ++seen[wanted];
            EXPECT_FALSE(failed(answer))
                << access::role_code(role) << " GET " << address.path << " " << answer.status;
            EXPECT_EQ(is_refusal(answer), wanted == Expected::refused)
                << access::role_code(role) << " GET " << address.path << " " << answer.status;
            EXPECT_FALSE(to_sign_in(answer)) << access::role_code(role) << " GET " << address.path;
        }
    }
    EXPECT_GT(seen[Expected::allowed], 50);
    EXPECT_GT(seen[Expected::refused], 200);
}

TEST_P(Access, WritingIsRefusedWithoutATraceWhereTheTableOfRolesSaysSo) {
    const auto list = all(web::Method::post);
    ASSERT_GT(list.size(), 20u);
    const std::string before = world().fingerprint();
    int refused = 0;
    for (const Role role : access::all_roles()) {
        Visitor person = visitor(role);
        const std::string token = person.csrf();
        for (const Address& address : list) {
            if (expected(address, role) == Expected::allowed) continue;
            const auto answer = person.post(address.path, {{"csrf", token}});
            EXPECT_TRUE(is_refusal(answer))
                << access::role_code(role) << " POST " << address.path << " " << answer.status;
            ++refused;
        }
    }
    EXPECT_GT(refused, 100);
    EXPECT_EQ(world().fingerprint(), before);
}

TEST_P(Access, WritingIsOpenWhereTheTableOfRolesSaysSo) {
    int allowed = 0;
    for (const Role role : access::all_roles()) {
        Visitor person = visitor(role);
        const std::string token = person.csrf();
        for (const Address& address : all(web::Method::post)) {
            if (expected(address, role) == Expected::refused) continue;
            const auto answer = person.post(address.path, {{"csrf", token}});
            EXPECT_FALSE(is_refusal(answer) || failed(answer) || to_sign_in(answer))
                << access::role_code(role) << " POST " << address.path << " " << answer.status;
            ++allowed;
        }
    }
    EXPECT_GT(allowed, 20);
}

TEST_P(Access, NothingIsShownOrDoneWithoutSigningIn) {
    Visitor stranger(application().server());
    const std::string before = world().fingerprint();
    for (const Address& address : all(web::Method::get))
        EXPECT_TRUE(to_sign_in(stranger.get(address.path))) << address.path;
    for (const Address& address : all(web::Method::post))
        EXPECT_TRUE(to_sign_in(stranger.post(address.path, {}))) << address.path;
    EXPECT_EQ(world().fingerprint(), before);
}

TEST_P(Access, NothingIsDoneWithoutTheTokenOfTheSession) {
    const std::string before = world().fingerprint();
    Visitor other = visitor(Role::board_member);
    const std::string others_token = other.csrf();
    for (const Role role : {Role::board_member, Role::director, Role::data_officer, Role::senior_adviser}) {
        Visitor person = visitor(role);
        for (const Address& address : all(web::Method::post))
            for (const std::string& token : {std::string{}, others_token, std::string{"guess"}})
                EXPECT_EQ(person.post(address.path, {{"csrf", token}}).status, 403)
                    << access::role_code(role) << " POST " << address.path;
    }
    EXPECT_EQ(world().fingerprint(), before);
}

TEST_P(Access, NobodyGetsALinkToAnAccountThatWorksForAnotherAuthorityToo) {
    const std::string address = fmt::format("/people/{}/link", world().of_both().value);
    for (const Role role : {Role::director, Role::data_protection_officer}) {
        Visitor person = visitor(role);
        EXPECT_EQ(person.post(address, {{"csrf", person.csrf()}}).status, 403) << access::role_code(role);
    }
}

TEST_P(Access, EveryRouteThatChangesSomethingSaysSo) {
    for (const kit::Route& route : application().routes()) {
        EXPECT_EQ(route.writes, route.method == web::Method::post) << route.pattern;
        EXPECT_FALSE(route.writes && route.audit_label.empty()) << route.pattern;
    }
}

// ------------------------------------------------------------------------------------------ access that ends

class Ending : public Access {
  protected:
    /// A page of Brook's rating: the adviser's while the role and the session stand.
    static bool reads_the_rating(Visitor& adviser) {
        return adviser.get("/schools/900001/rating").status == 200;
    }
    std::string page_of_adviser() const { return fmt::format("/people/{}", worlds_adviser().value); }
    PersonId worlds_adviser() const { return const_cast<Ending*>(this)->world().person(Role::adviser); }
    std::string grant_of_adviser() {
        const auto grants = people::grants_of(*world().database().read(), worlds_adviser());
        return fmt::format("{}/grants/{}", page_of_adviser(), grants.at(0).id.value);
    }
    /// Something that the director does on the page of the adviser.
    void director_sends(const std::string& address, web::Fields form) {
        Visitor director = visitor(Role::director);
        form.emplace_back("csrf", director.csrf());
        const auto answer = director.post(address, form);
        EXPECT_EQ(answer.status, 303) << address;
    }
};

TARN_ON_EACH_DATABASE(Ending);

TEST_P(Ending, ARoleEndedAtOnceIsFeltAtTheNextRequest) {
    Visitor adviser = visitor(Role::adviser);
    ASSERT_TRUE(reads_the_rating(adviser));
    const std::string token = adviser.csrf();
    director_sends(grant_of_adviser() + "/end", {{"when", "now"}});
    EXPECT_FALSE(reads_the_rating(adviser));
    const auto sent = adviser.post("/schools/900001/recommendations",
                                   {{"csrf", token}, {"level", "red"}, {"reason", "After the end"}});
    EXPECT_TRUE(location_of(sent).starts_with("/role")) << sent.status << " " << location_of(sent);
}

// A form that has been let in and waits for the writer's place while the role is withdrawn.
TEST_P(Ending, ARoleEndedWhileAFormWaitsForItsTurnIsFeltByTheForm) {
    Visitor adviser = visitor(Role::adviser);
    const std::string token = adviser.csrf();
    const auto grants = people::grants_of(*world().database().read(), worlds_adviser());
    const auto before = world().fingerprint();
    auto held = world().database().write();
    web::Response sent;
    std::thread sender([&] {
        sent = adviser.post("/schools/900001/recommendations",
                            {{"csrf", token}, {"level", "red"}, {"reason", "Sent in time"}});
    });
    std::this_thread::sleep_for(std::chrono::milliseconds{300});
    ASSERT_TRUE(people::withdraw_grant(*held, grants.at(0).id, {}, world().clock().now()));
    held->commit();
    held.reset();
    sender.join();
    EXPECT_TRUE(location_of(sent).starts_with("/role")) << sent.status << " " << location_of(sent);
    const auto recommended = [](const std::string& print) {
        return print.substr(print.find("recommendation "),
                            print.find('\n', print.find("recommendation ")) - print.find("recommendation "));
    };
    EXPECT_EQ(recommended(world().fingerprint()), recommended(before));
}

TEST_P(Ending, ADisabledAccountIsOutAtTheNextRequestAndCannotComeBack) {
    Visitor adviser = visitor(Role::adviser);
    ASSERT_TRUE(reads_the_rating(adviser));
    director_sends(page_of_adviser() + "/disable", {{"sure", "yes"}});
    EXPECT_FALSE(reads_the_rating(adviser));
    EXPECT_THROW(visitor(Role::adviser), std::runtime_error);
    director_sends(page_of_adviser() + "/enable", {});
    EXPECT_FALSE(reads_the_rating(adviser)) << "the old session stays ended";
    Visitor again = visitor(Role::adviser);
    EXPECT_TRUE(reads_the_rating(again));
}

TEST_P(Ending, SigningOutEverywhereEndsEverySession) {
    Visitor desk = visitor(Role::adviser), phone = visitor(Role::adviser);
    ASSERT_TRUE(reads_the_rating(desk) && reads_the_rating(phone));
    director_sends(page_of_adviser() + "/sign-out", {});
    EXPECT_FALSE(reads_the_rating(desk) || reads_the_rating(phone));
    Visitor here = visitor(Role::adviser), there = visitor(Role::adviser);
    ASSERT_TRUE(reads_the_rating(here) && reads_the_rating(there));
    EXPECT_EQ(location_of(here.post("/account/sign-out", {{"csrf", here.csrf()}})), "/sign-in?everywhere=1");
    EXPECT_FALSE(reads_the_rating(here) || reads_the_rating(there));
}

// A second server on the same database, or the command line beside it.
TEST_P(Ending, IsFeltOnOtherServersWithinASecond) {
    const auto second = storage::Database::open(world().address(), test::sharing_key(world().address()));
    server::Application other{*second, world().clock(), options()};
    Visitor adviser(other.server());
    adviser.sign_in(world().members().at(static_cast<std::size_t>(Role::adviser)).email, World::password());
    // The first reading leaves a trace, and a commit lets go of what is remembered; the second is remembered.
    for (int i = 0; i < 2; ++i) ASSERT_TRUE(reads_the_rating(adviser));
    director_sends(grant_of_adviser() + "/end", {{"when", "now"}});
    std::this_thread::sleep_for(std::chrono::seconds{1});
    EXPECT_FALSE(reads_the_rating(adviser));
}

// Neither a waiting role of one's own giving nor a shared account opens what is another authority's.
TEST_P(Ending, AnAccountOfTwoAuthoritiesIsNotDisabledByOneOfThem) {
    Visitor director = visitor(Role::director);
    const std::string address = fmt::format("/people/{}/disable", world().of_both().value);
    EXPECT_EQ(director.post(address, {{"csrf", director.csrf()}, {"sure", "yes"}}).status, 422);
    EXPECT_FALSE(people::disabled(*world().database().read(), world().of_both()));
}

// --------------------------------------------------------------------------------------------- what is kept

std::string kept_by_browser(const web::Response& answer) {
    for (const auto& [name, value] : answer.headers)
        if (name == "Cache-Control") return value;
    return "no-store";  // what the server says where a page says nothing
}

// Each page is opened in a quarter of an hour of its own, in which it leaves every trace that it can leave.
TEST_P(Access, APageThatShowedSomethingConfidentialIsKeptByNoBrowser) {
    auto long_sessions = options();
    long_sessions.settings.session_idle_minutes = long_sessions.settings.session_hours = 1'000'000;
    server::Application patient{world().database(), world().clock(), long_sessions};
    const auto traces = [&] {
        return world().database().read()->count("SELECT COUNT(*) FROM audit WHERE quarter <> ''");
    };
    const auto list = all(web::Method::get);
    int traced = 0, free = 0;
    for (const Role role : access::all_roles()) {
        Visitor person(patient.server());
        person.sign_in(world().members().at(static_cast<std::size_t>(role)).email, World::password());
        for (const Address& address : list) {
            if (expected(address, role) == Expected::refused) continue;
            world().pass(std::chrono::minutes{15});
            const auto before = traces();
            const auto answer = person.get(address.path);
            if (answer.status != 200) continue;
            const std::string kept = kept_by_browser(answer);
            const bool left_a_trace = traces() > before;
            ++(left_a_trace ? traced : free);
            EXPECT_TRUE(!left_a_trace || kept.find("no-store") != std::string::npos)
                << access::role_code(role) << " GET " << address.path << ": " << kept;
        }
    }
    EXPECT_GT(traced, 40);
    EXPECT_GT(free, 40);
}

}
}
