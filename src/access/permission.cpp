#include "access/permission.hpp"

#include <array>
#include <initializer_list>
#include <stdexcept>
#include <string>

namespace tarn::access {
namespace {

using Reaches = std::array<Reach, role_count>;

struct Line {
    Permission permission;
    bool of_school = false;
    Reaches reach{};
};

/// Roles that have a permission in the same reach.
struct For {
    Reach reach = Reach::none;
    std::initializer_list<Role> roles;
};

consteval Line line(Permission permission, bool of_school, std::initializer_list<For> granted) {
    Line made{permission, of_school, {}};
    bool to_somebody = false;
    for (const For& each : granted)
        for (const Role role : each.roles) {
            Reach& reach = made.reach[static_cast<std::size_t>(role)];
            if (reach != Reach::none) throw "a role stands twice in a line";
            reach = each.reach;
            to_somebody = true;
        }
    if (!to_somebody) throw "a permission that nobody has";
    return made;
}
/// Asked of the role alone.
consteval Line general(Permission permission, std::initializer_list<For> granted) {
    return line(permission, false, granted);
}
/// Asked of the role and of one school.
consteval Line of_school(Permission permission, std::initializer_list<For> granted) {
    return line(permission, true, granted);
}

using enum Role;
using P = Permission;
constexpr Reach own = Reach::schools, whole = Reach::authority;
constexpr For everybody{Reach::role,
                        {headteacher, chair_of_governors, adviser, senior_adviser, board_member, director,
                         data_officer, scrutiny_member, data_protection_officer, attendance_officer,
                         deputy_head, business_manager}};

// Who sees what: `own` schools or the `whole` authority. A role that is not named has nothing.
// Source: the matrix of privacy between schools and the table of user roles in docs/glossary.md.
constexpr std::array table{
    general(P::anyone, {everybody}),
    general(P::signed_in, {everybody}),
    general(P::levels_authority,
            {{own, {adviser, senior_adviser}}, {whole, {board_member, director, data_officer}}}),
    of_school(P::level_of_school, {{own, {headteacher, chair_of_governors, adviser, senior_adviser}},
                                   {whole, {board_member, director, data_officer}}}),
    of_school(P::rating_of_school,
              {{own, {adviser, senior_adviser}}, {whole, {board_member, director, data_officer}}}),
    of_school(P::recommend_level, {{own, {adviser, senior_adviser}}}),
    general(P::board_read, {{whole, {board_member, director}}}),
    general(P::board_decide, {{whole, {board_member}}}),
    of_school(P::soft_notes_read, {{own, {adviser, senior_adviser}}, {whole, {board_member, director}}}),
    of_school(P::soft_notes_write, {{own, {adviser, senior_adviser}}, {whole, {board_member, director}}}),
    of_school(P::facts_write,
              {{own, {adviser, senior_adviser}}, {whole, {board_member, director, data_officer}}}),
    general(P::import_data, {{whole, {data_officer}}}),
    general(P::import_levels, {{whole, {data_officer}}}),
    general(P::people_manage, {{whole, {director, data_protection_officer}}}),
    general(P::allocate, {{whole, {senior_adviser, director}}}),
    general(P::audit_read, {{whole, {data_protection_officer}}}),
    general(P::area_sheet, {{whole,
                             {headteacher, chair_of_governors, adviser, senior_adviser, board_member,
                              director, data_officer, scrutiny_member}}}),
    general(P::local_register, {{whole, {data_officer}}}),
    general(P::level_counts, {{whole, {board_member, director, data_officer, scrutiny_member}}}),
    // Of attendance/: the officer's list, one school's meetings, the school's part in them, the county's
    // counts.
    general(P{"attendance_list"}, {{own, {adviser, senior_adviser}}, {whole, {attendance_officer, director}}}),
    of_school(P{"attendance_read"},
              {{own, {headteacher, deputy_head, business_manager, adviser, senior_adviser}},
               {whole, {attendance_officer, director}}}),
    of_school(P{"attendance_answer"}, {{own, {headteacher, deputy_head}}, {whole, {attendance_officer}}}),
    of_school(P{"attendance_bring"}, {{own, {headteacher, deputy_head}}}),
    of_school(P{"attendance_write"}, {{whole, {attendance_officer}}}),
    general(P{"attendance_county"}, {{whole, {attendance_officer, director, scrutiny_member}}}),
    // Of rating/: a school says that a figure behind its level is wrong, and is answered.
    of_school(P{"figure_queries_ask"}, {{own, {headteacher, chair_of_governors}}}),
    of_school(P{"figure_queries_answer"}, {{own, {adviser, senior_adviser}}, {whole, {data_officer}}}),
    general(P::comparators, {{own, {headteacher, chair_of_governors, adviser, senior_adviser}},
                             {whole, {board_member, director, data_officer}}}),
    general(P{"retention_manage"}, {{whole, {data_protection_officer}}}),
};

constexpr std::array permissions = [] {
    std::array<Permission, table.size()> list{};
    for (std::size_t i = 0; i < list.size(); ++i) list[i] = table[i].permission;
    return list;
}();

constexpr bool all_differ() {
    for (std::size_t i = 0; i < table.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (table[i].permission == table[j].permission) return false;
    return true;
}
static_assert(all_differ(), "a permission has one line");

const Line* line_of(Permission permission) {
    for (const Line& each : table)
        if (each.permission.code.data() == permission.code.data() || each.permission == permission)
            return &each;
    return nullptr;
}

}

std::span<const Permission> all_permissions() {
    return permissions;
}
bool in_table(Permission permission) {
    return line_of(permission) != nullptr;
}
void require_in_table(Permission permission, std::string_view what) {
    if (!in_table(permission))
        throw std::invalid_argument(std::string{what} + " asks for the permission " +
                                    std::string{permission.code} +
                                    ", which access/permission.cpp does not have");
}
bool concerns_school(Permission permission) {
    const Line* found = line_of(permission);
    return found && found->of_school;
}
Reach reach(Permission permission, Role role) {
    const Line* found = line_of(permission);
    return found ? found->reach[static_cast<std::size_t>(role)] : Reach::none;
}

}
