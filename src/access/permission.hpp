#pragma once
// What a route or a row asks of its viewer, and the one table that says which role has it.
#include <span>
#include <string_view>

#include "access/roles.hpp"

namespace tarn::access {

/// A code. Those that several rooms ask for are named here; a room declares its own beside its contract:
/// `inline constexpr access::Permission visits_read{"visits_read"}`. Each has its line in permission.cpp, and
/// a route whose permission has none is refused at start.
struct Permission {
    std::string_view code;
    constexpr bool operator==(const Permission&) const = default;

    static const Permission anyone;     ///< no sign-in: sign-in page, health, assets, accessibility statement
    static const Permission signed_in;  ///< published data: register, measures, catalogue
    static const Permission
        levels_authority;  ///< lists with levels: only rows where may(rating_of_school, ...)
    static const Permission
        level_of_school;  ///< one school's decided level and reasons: that school and officers
    static const Permission
        rating_of_school;  ///< proposal, contributions, history: officers, never the school itself
    static const Permission recommend_level;  ///< adviser's recommendation before the board, own caseload
    static const Permission board_read;       ///< agenda and pack of the challenge board
    static const Permission board_decide;
    static const Permission soft_notes_read;  ///< soft intelligence: author, caseload, board, director
    static const Permission soft_notes_write;
    static const Permission
        facts_write;  ///< warning notices and the like: own caseload, or any officer of the authority
    static const Permission import_data;
    static const Permission import_levels;
    static const Permission people_manage;  ///< accounts, grants, one-time links
    static const Permission allocate;       ///< which adviser has which school
    static const Permission audit_read;
    static const Permission
        area_sheet;  ///< aggregates by area, no school's level outside the authority's officers
    static const Permission
        local_register;  ///< what the authority itself says of its schools: areas and posts
    static const Permission
        level_counts;  ///< how many schools have each level, by area, told so that no school shows
    static const Permission
        comparators;  ///< lists of schools to compare with: officers share theirs, heads keep theirs
};
inline constexpr Permission Permission::anyone{"anyone"};
inline constexpr Permission Permission::signed_in{"signed_in"};
inline constexpr Permission Permission::levels_authority{"levels_authority"};
inline constexpr Permission Permission::level_of_school{"level_of_school"};
inline constexpr Permission Permission::rating_of_school{"rating_of_school"};
inline constexpr Permission Permission::recommend_level{"recommend_level"};
inline constexpr Permission Permission::board_read{"board_read"};
inline constexpr Permission Permission::board_decide{"board_decide"};
inline constexpr Permission Permission::soft_notes_read{"soft_notes_read"};
inline constexpr Permission Permission::soft_notes_write{"soft_notes_write"};
inline constexpr Permission Permission::facts_write{"facts_write"};
inline constexpr Permission Permission::import_data{"import_data"};
inline constexpr Permission Permission::import_levels{"import_levels"};
inline constexpr Permission Permission::people_manage{"people_manage"};
inline constexpr Permission Permission::allocate{"allocate"};
inline constexpr Permission Permission::audit_read{"audit_read"};
inline constexpr Permission Permission::area_sheet{"area_sheet"};
inline constexpr Permission Permission::local_register{"local_register"};
inline constexpr Permission Permission::level_counts{"level_counts"};
inline constexpr Permission Permission::comparators{"comparators"};

/// How far a role's permission reaches.
enum class Reach : char {
    none = '-',
    role = 'y',       ///< the role is enough: nothing confidential
    schools = 's',    ///< the viewer's own schools: a head's or chair's post, an adviser's caseload
    authority = 'a',  ///< every school of the viewer's authority
};
/// None for a permission that the table does not have.
Reach reach(Permission permission, Role role);
std::span<const Permission> all_permissions();  ///< in the order of the table
bool in_table(Permission permission);
/// For what is declared: throws std::invalid_argument with a sentence when the table does not have the
/// permission. `what` asks for it: "the record visit".
void require_in_table(Permission permission, std::string_view what);
/// True for those that are asked of one school: the gate then checks the {urn} of the address before the
/// handler.
bool concerns_school(Permission permission);

}
