#include <gtest/gtest.h>
#include <set>

#include "access/viewer.hpp"

namespace tarn::access {
namespace {

constexpr AuthorityCode fellshire{701}, elsewhere{702};
constexpr Urn brook{900001}, hill{900002};

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
        const std::string name = std::string{role_code(cell.role)} + " " + std::string{cell.permission.code};
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
        EXPECT_EQ(Viewer{}.may(permission), permission == P::anyone) << permission.code;
        EXPECT_EQ(Viewer{}.may(permission, brook, fellshire), permission == P::anyone) << permission.code;
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
    const std::set<std::string_view> allowed{"anyone", "signed_in", "people_manage", "audit_read",
                                             "retention_manage"};
    for (const Permission permission : all_permissions())
        EXPECT_EQ(viewer(data_protection_officer).may(permission), allowed.contains(permission.code))
            << permission.code;
}

TEST(Permissions, OneThatTheTableDoesNotHaveIsNobodys) {
    constexpr Permission unheard_of{"unheard_of"};
    EXPECT_FALSE(in_table(unheard_of));
    EXPECT_TRUE(in_table(P::comparators));
    for (const Role role : all_roles())
        EXPECT_FALSE(viewer(role, {brook}).may(unheard_of)) << role_code(role);
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
        const bool school = role == headteacher || role == chair_of_governors || role == deputy_head ||
                            role == business_manager;
        const bool advises = role == adviser || role == senior_adviser;
        EXPECT_EQ(may_be_held_over(role, ScopeKind::school), school) << role_code(role);
        EXPECT_EQ(may_be_held_over(role, ScopeKind::authority), !school) << role_code(role);
        for (const ScopeKind kind : {ScopeKind::area, ScopeKind::network, ScopeKind::case_})
            EXPECT_EQ(may_be_held_over(role, kind), advises) << role_code(role);
    }
}

}
}
