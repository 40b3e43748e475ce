// Every route x every role x things of one's own, of a neighbour, of another authority and of nobody: the
// expected answer, generated from the route table. Who may do what is written down here a second time, by
// hand, from the table of roles in docs/glossary.md, so that a slip in the program's own table shows.
#include <array>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <map>

#include "access/visitor.hpp"
#include "access/world.hpp"
#include "server/application.hpp"

namespace tarn::test {
namespace {

using people::Permission;
using people::Role;

/// One letter per role, in the order of Role: o own schools only, a the whole authority, p public to anyone
/// signed in,
/// - not at all.
struct Right {
    Permission permission;
    std::string_view reach;
};
// head, chair, adviser, senior, board, director, data, scrutiny, protection
constexpr std::array rights{
    Right{Permission::signed_in, "ppppppppp"},        Right{Permission::levels_authority, "--ooaaa--"},
    Right{Permission::level_of_school, "ooooaaa--"},  Right{Permission::rating_of_school, "--ooaaa--"},
    Right{Permission::recommend_level, "--oo-----"},  Right{Permission::board_read, "----aa---"},
    Right{Permission::board_decide, "----a----"},     Right{Permission::soft_notes_read, "--ooaa---"},
    Right{Permission::soft_notes_write, "--ooaa---"}, Right{Permission::import_data, "------a--"},
    Right{Permission::import_levels, "------a--"},    Right{Permission::people_manage, "-----a--a"},
    Right{Permission::allocate, "---a-a---"},         Right{Permission::audit_read, "--------a"},
    Right{Permission::area_sheet, "aaaaaaaa-"},
};

char reach_of(Permission permission, Role role) {
    for (const Right& right : rights)
        if (right.permission == permission) return right.reach[static_cast<std::size_t>(role)];
    ADD_FAILURE() << "no line for permission " << people::permission_code(permission);
    return '-';
}

enum class Expected { allowed, refused };

/// A route with one choice of things for its {names}.
struct Address {
    const people::Route* route;
    std::string path;
    std::vector<Owner> owners;
};

std::vector<Address> addresses(World& world, const people::Route& route) {
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
                if (named) next.owners.push_back(lost ? Owner::nobody : thing.owner);
                longer.push_back(std::move(next));
            }
        }
        found = std::move(longer);
        before = segment;
        if (rest.find('/') == std::string_view::npos) return found;
        rest.remove_prefix(rest.find('/') + 1);
    }
}

bool reaches(char reach, Nearness nearness) {
    if (nearness == Nearness::nowhere) return false;
    if (reach == 'p') return true;
    if (nearness == Nearness::elsewhere || reach == '-') return false;
    return reach == 'a' || nearness != Nearness::neighbour;
}

Expected expected(const Address& address, Role role) {
    const char reach = reach_of(address.route->permission, role);
    if (reach == '-') return Expected::refused;
    for (const Owner owner : address.owners)
        if (!reaches(reach, nearness(role, owner))) return Expected::refused;
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

class Access : public ::testing::Test {
  protected:
    World world;
    server::Application application{
        world.database(), world.clock(), {.settings = {.port = 0, .access_log = false}}};

    Visitor visitor(Role role) {
        Visitor made(application.server());
        made.sign_in(world.members().at(static_cast<std::size_t>(role)).email, World::password());
        return made;
    }
    std::vector<Address> all(web::Method method) {
        std::vector<Address> list;
        for (const people::Route& route : application.routes())
            if (route.method == method && route.permission != Permission::anyone)
                for (Address& address : addresses(world, route)) list.push_back(std::move(address));
        return list;
    }
};

TEST_F(Access, ReadingIsAnsweredAsTheTableOfRolesSays) {
    const auto list = all(web::Method::get);
    ASSERT_GT(list.size(), 20u);
    std::map<Expected, int> seen;
    for (const Role role : people::all_roles()) {
        Visitor person = visitor(role);
        for (const Address& address : list) {
            const auto answer = person.get(address.path);
            const auto wanted = expected(address, role);
            ++seen[wanted];
            EXPECT_FALSE(failed(answer))
                << people::role_code(role) << " GET " << address.path << " " << answer.status;
            EXPECT_EQ(is_refusal(answer), wanted == Expected::refused)
                << people::role_code(role) << " GET " << address.path << " " << answer.status;
            EXPECT_FALSE(to_sign_in(answer)) << people::role_code(role) << " GET " << address.path;
        }
    }
    EXPECT_GT(seen[Expected::allowed], 50);
    EXPECT_GT(seen[Expected::refused], 200);
}

TEST_F(Access, WritingIsRefusedWithoutATraceWhereTheTableOfRolesSaysSo) {
    const auto list = all(web::Method::post);
    ASSERT_GT(list.size(), 20u);
    const std::string before = world.fingerprint();
    int refused = 0;
    for (const Role role : people::all_roles()) {
        Visitor person = visitor(role);
        const std::string token = person.csrf();
        for (const Address& address : list) {
            if (expected(address, role) == Expected::allowed) continue;
            const auto answer = person.post(address.path, {{"csrf", token}});
            EXPECT_TRUE(is_refusal(answer))
                << people::role_code(role) << " POST " << address.path << " " << answer.status;
            ++refused;
        }
    }
    EXPECT_GT(refused, 100);
    EXPECT_EQ(world.fingerprint(), before);
}

TEST_F(Access, WritingIsOpenWhereTheTableOfRolesSaysSo) {
    int allowed = 0;
    for (const Role role : people::all_roles()) {
        Visitor person = visitor(role);
        const std::string token = person.csrf();
        for (const Address& address : all(web::Method::post)) {
            if (expected(address, role) == Expected::refused) continue;
            const auto answer = person.post(address.path, {{"csrf", token}});
            EXPECT_FALSE(is_refusal(answer) || failed(answer) || to_sign_in(answer))
                << people::role_code(role) << " POST " << address.path << " " << answer.status;
            ++allowed;
        }
    }
    EXPECT_GT(allowed, 20);
}

TEST_F(Access, NothingIsShownOrDoneWithoutSigningIn) {
    Visitor stranger(application.server());
    const std::string before = world.fingerprint();
    for (const Address& address : all(web::Method::get))
        EXPECT_TRUE(to_sign_in(stranger.get(address.path))) << address.path;
    for (const Address& address : all(web::Method::post))
        EXPECT_TRUE(to_sign_in(stranger.post(address.path, {}))) << address.path;
    EXPECT_EQ(world.fingerprint(), before);
}

TEST_F(Access, NothingIsDoneWithoutTheTokenOfTheSession) {
    const std::string before = world.fingerprint();
    Visitor other = visitor(Role::board_member);
    const std::string others_token = other.csrf();
    for (const Role role : {Role::board_member, Role::director, Role::data_officer, Role::senior_adviser}) {
        Visitor person = visitor(role);
        for (const Address& address : all(web::Method::post))
            for (const std::string& token : {std::string{}, others_token, std::string{"guess"}})
                EXPECT_EQ(person.post(address.path, {{"csrf", token}}).status, 403)
                    << people::role_code(role) << " POST " << address.path;
    }
    EXPECT_EQ(world.fingerprint(), before);
}

TEST_F(Access, NobodyGetsALinkToAnAccountThatWorksForAnotherAuthorityToo) {
    const std::string address = fmt::format("/people/{}/link", world.of_both().value);
    for (const Role role : {Role::director, Role::data_protection_officer}) {
        Visitor person = visitor(role);
        EXPECT_EQ(person.post(address, {{"csrf", person.csrf()}}).status, 403) << people::role_code(role);
    }
}

TEST_F(Access, EveryRouteThatChangesSomethingSaysSo) {
    for (const people::Route& route : application.routes()) {
        EXPECT_EQ(route.writes, route.method == web::Method::post) << route.pattern;
        EXPECT_FALSE(route.writes && route.audit_label.empty()) << route.pattern;
    }
}

}
}
