#include "people/people_rules.hpp"

#include <gtest/gtest.h>
#include <map>
#include <set>

namespace tarn::people {
namespace {

constexpr AuthorityCode fellshire{701}, elsewhere{702};
constexpr Urn brook{900001}, hill{900002};

Date day(const char* text) {
    return *Date::parse_iso(text);
}
Instant at(const char* text) {
    return *parse_instant(text);
}

Viewer viewer(Role role, std::vector<Urn> schools = {}) {
    return Viewer(PersonId{1}, "Asha Rahman", role, fellshire, std::move(schools));
}

// Each line is a cell of the matrix of privacy between schools: own school, another school of the authority,
// a school of another authority. The officers' "own" is their caseload.
struct Cell {
    Permission permission;
    Role role;
    bool own, other, foreign;
};
using enum Role;
using P = Permission;
const Cell cells[] = {
    // Published data: everyone signed in, everywhere.
    {P::signed_in, headteacher, true, true, true},
    {P::signed_in, scrutiny_member, true, true, true},
    {P::signed_in, data_protection_officer, true, true, true},
    // Decided level and reasons: the head and chair of that school; advisers their caseload; board and
    // director all.
    {P::level_of_school, headteacher, true, false, false},
    {P::level_of_school, chair_of_governors, true, false, false},
    {P::level_of_school, adviser, true, false, false},
    {P::level_of_school, senior_adviser, true, false, false},
    {P::level_of_school, board_member, true, true, false},
    {P::level_of_school, director, true, true, false},
    {P::level_of_school, data_officer, true, true, false},
    {P::level_of_school, scrutiny_member, false, false, false},
    {P::level_of_school, data_protection_officer, false, false, false},
    // Drafts, scores and contributions are invisible outside the authority, also to the school itself.
    {P::rating_of_school, headteacher, false, false, false},
    {P::rating_of_school, chair_of_governors, false, false, false},
    {P::rating_of_school, adviser, true, false, false},
    {P::rating_of_school, senior_adviser, true, false, false},
    {P::rating_of_school, board_member, true, true, false},
    {P::rating_of_school, director, true, true, false},
    {P::rating_of_school, data_officer, true, true, false},
    {P::rating_of_school, scrutiny_member, false, false, false},
    {P::rating_of_school, data_protection_officer, false, false, false},
    // Soft intelligence: never the school itself in raw form, never the data officer.
    {P::soft_notes_read, headteacher, false, false, false},
    {P::soft_notes_read, chair_of_governors, false, false, false},
    {P::soft_notes_read, adviser, true, false, false},
    {P::soft_notes_read, senior_adviser, true, false, false},
    {P::soft_notes_read, board_member, true, true, false},
    {P::soft_notes_read, director, true, true, false},
    {P::soft_notes_read, data_officer, false, false, false},
    {P::soft_notes_read, scrutiny_member, false, false, false},
    {P::soft_notes_read, data_protection_officer, false, false, false},
    // Who recommends and who decides.
    {P::recommend_level, adviser, true, false, false},
    {P::recommend_level, board_member, false, false, false},
    {P::recommend_level, director, false, false, false},
    {P::board_decide, board_member, true, true, false},
    {P::board_decide, senior_adviser, false, false, false},
    {P::board_decide, director, false, false, false},
    {P::board_read, director, true, true, false},
    {P::board_read, adviser, false, false, false},
    {P::board_read, headteacher, false, false, false},
    // Areas and posts: the data officer of the school's own authority.
    {P::local_register, data_officer, true, true, false},
    {P::local_register, headteacher, false, false, false},
    {P::local_register, director, false, false, false},
    {P::level_counts, scrutiny_member, true, true, false},
    {P::level_counts, headteacher, false, false, false},
    {P::level_counts, adviser, false, false, false},
    {P::comparators, headteacher, true, false, false},
    {P::comparators, scrutiny_member, false, false, false},
};

TEST(Viewer, SeesWhatTheMatrixOfPrivacyGrants) {
    for (const Cell& cell : cells) {
        const Viewer who = viewer(cell.role, {brook});
        const std::string name =
            std::string{role_code(cell.role)} + " " + std::string{permission_code(cell.permission)};
        EXPECT_EQ(who.may(cell.permission, brook, fellshire), cell.own) << name << ", own school";
        EXPECT_EQ(who.may(cell.permission, hill, fellshire), cell.other) << name << ", another school";
        EXPECT_EQ(who.may(cell.permission, hill, elsewhere), cell.foreign) << name << ", another authority";
    }
}

TEST(Viewer, LosesAConfidentialSchoolThatWentToAnotherAuthority) {
    EXPECT_FALSE(viewer(adviser, {brook}).may(P::rating_of_school, brook, elsewhere));
    EXPECT_FALSE(viewer(headteacher, {brook}).may(P::level_of_school, brook, elsewhere));
}

TEST(Viewer, MayDoNothingWithoutSigningIn) {
    for (const Permission permission : all_permissions()) {
        EXPECT_EQ(Viewer{}.may(permission), permission == P::anyone) << permission_code(permission);
        EXPECT_EQ(Viewer{}.may(permission, brook, fellshire), permission == P::anyone)
            << permission_code(permission);
    }
}

TEST(Viewer, WithoutSchoolsSeesNoConfidentialSchool) {
    for (const Role role : {headteacher, chair_of_governors, adviser, senior_adviser})
        EXPECT_FALSE(viewer(role).may(P::level_of_school, brook, fellshire)) << role_code(role);
}

TEST(Roles, OnlyTheDataProtectionOfficerReadsTheTrail) {
    for (const Role role : all_roles())
        EXPECT_EQ(viewer(role).may(P::audit_read), role == data_protection_officer) << role_code(role);
}

TEST(Roles, TheDataProtectionOfficerSeesNoContent) {
    const std::set<Permission> allowed{P::anyone, P::signed_in, P::people_manage, P::audit_read};
    for (const Permission permission : all_permissions())
        EXPECT_EQ(viewer(data_protection_officer).may(permission), allowed.contains(permission))
            << permission_code(permission);
}

TEST(Roles, CodesAreReadBackAndDiffer) {
    std::set<std::string_view> codes;
    for (const Role role : all_roles()) {
        EXPECT_EQ(parse_role(role_code(role)), role);
        EXPECT_TRUE(codes.insert(role_code(role)).second);
    }
    EXPECT_FALSE(parse_role("Headteacher"));
}

TEST(Scope, ReadsWhatTheCommandLineWrites) {
    for (const char* good :
         {"authority:888", "school:100000", "area:888:east", "network:888:R-1", "case:888:7"})
        EXPECT_EQ(Scope::parse(good).value().text(), good);
    for (const char* bad : {"", "authority", "authority:", "authority:x", "school:12", "planet:1", ":888",
                            "area:east", "area:888:", "area:888:a b", "area:888:a:b", "area:x:a",
                            "network:12", "case:888:a-code-that-is-too-long"})
        EXPECT_FALSE(Scope::parse(bad)) << bad;
}

TEST(Scope, IsHeldOverBySomeRolesOnly) {
    for (const Role role : all_roles()) {
        const bool school = role == headteacher || role == chair_of_governors;
        const bool advises = role == adviser || role == senior_adviser;
        EXPECT_EQ(may_be_held_over(role, ScopeKind::school), school) << role_code(role);
        EXPECT_EQ(may_be_held_over(role, ScopeKind::authority), !school) << role_code(role);
        for (const ScopeKind kind : {ScopeKind::area, ScopeKind::network, ScopeKind::case_})
            EXPECT_EQ(may_be_held_over(role, kind), advises) << role_code(role);
    }
}

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
    EXPECT_EQ(hats_on(grants, day("2020-08-31")), (std::vector<Hat>{{board_member, fellshire}}));
    EXPECT_EQ(hats_on(grants, day("2020-12-31")),
              (std::vector<Hat>{{headteacher, fellshire}, {board_member, fellshire}}));
    EXPECT_EQ(hats_on(grants, day("2021-09-01")), (std::vector<Hat>{{headteacher, fellshire}}));
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
    EXPECT_TRUE(hats_on(grants, day("2020-09-01")).empty());
}

TEST(Brake, LocksAtTheLimitAndForgetsAfterTheWindow) {
    constexpr BrakeRule rule{3, std::chrono::minutes{10}, std::chrono::minutes{5}};
    const Instant start = at("2026-03-02T09:00:00Z");
    Brake brake;
    brake = after_failure(brake, start, rule);
    brake = after_failure(brake, start + std::chrono::minutes{1}, rule);
    EXPECT_FALSE(locked(brake, start + std::chrono::minutes{1}));
    const Brake forgotten = after_failure(brake, start + std::chrono::minutes{10}, rule);
    EXPECT_EQ(forgotten.failures, 1);
    brake = after_failure(brake, start + std::chrono::minutes{2}, rule);
    EXPECT_TRUE(locked(brake, start + std::chrono::minutes{2}));
    EXPECT_TRUE(locked(brake, start + std::chrono::minutes{7} - std::chrono::seconds{1}));
    EXPECT_FALSE(locked(brake, start + std::chrono::minutes{7}));
}

TEST(Session, EndsIdleOrOld) {
    constexpr SessionRule rule{std::chrono::minutes{60}, std::chrono::hours{12}};
    const Instant began = at("2026-03-02T08:00:00Z");
    EXPECT_FALSE(session_over(began, began, began + std::chrono::minutes{59}, rule));
    EXPECT_TRUE(session_over(began, began, began + std::chrono::minutes{60}, rule));
    const Instant evening = began + std::chrono::hours{12};
    EXPECT_TRUE(session_over(began, evening - std::chrono::seconds{1}, evening, rule));
}

TEST(QuarterOfHour, IsTheSameForReadsOfOneQuarter) {
    EXPECT_EQ(quarter_of_hour(at("2026-03-02T09:14:59Z")), at("2026-03-02T09:00:00Z"));
    EXPECT_EQ(quarter_of_hour(at("2026-03-02T09:15:00Z")), at("2026-03-02T09:15:00Z"));
}

TEST(Password, IsLongRatherThanOdd) {
    for (const char* good : {"correct horse battery", "three random words"})
        EXPECT_TRUE(check_new_password(good)) << good;
    for (const char* bad : {"", "Sh0rt!", "aaaaaaaaaaaaaaa", "abababababababab"})
        EXPECT_FALSE(check_new_password(bad)) << bad;
}

TEST(Email, IsLowerCasedAndPlausible) {
    EXPECT_EQ(lower_email("  Asha.Rahman@Fellshire.Example "), "asha.rahman@fellshire.example");
    EXPECT_TRUE(plausible_email("asha@fellshire.example"));
    for (const char* bad : {"", "asha", "@x.y", "a@b", "a@.y", "a b@c.d", "a@b@c.d", "a@b.", "<a>@b.c"})
        EXPECT_FALSE(plausible_email(bad)) << bad;
}

}
}
