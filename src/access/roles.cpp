#include "access/roles.hpp"

#include <array>
#include <utility>

namespace tarn::access {
namespace {

struct RoleWords {
    Role role;
    std::string_view code, title;
};
constexpr std::array role_words{
    RoleWords{Role::headteacher, "headteacher", "Headteacher"},
    RoleWords{Role::chair_of_governors, "chair_of_governors", "Chair of governors"},
    RoleWords{Role::adviser, "adviser", "School adviser"},
    RoleWords{Role::senior_adviser, "senior_adviser", "Senior adviser"},
    RoleWords{Role::board_member, "board_member", "Challenge board member"},
    RoleWords{Role::director, "director", "Director of Education"},
    RoleWords{Role::data_officer, "data_officer", "Data officer"},
    RoleWords{Role::scrutiny_member, "scrutiny_member", "Scrutiny committee member"},
    RoleWords{Role::data_protection_officer, "data_protection_officer", "Data protection officer"},
    RoleWords{Role::attendance_officer, "attendance_officer", "Attendance officer"},
    RoleWords{Role::deputy_head, "deputy_head", "Deputy headteacher"},
    RoleWords{Role::business_manager, "business_manager", "School business manager"},
};

constexpr std::array roles = [] {
    std::array<Role, role_words.size()> list{};
    for (std::size_t i = 0; i < list.size(); ++i) list[i] = role_words[i].role;
    return list;
}();

static_assert(
    [] {
        if (role_words.size() != role_count) return false;
        for (std::size_t i = 0; i < role_words.size(); ++i)
            if (static_cast<std::size_t>(role_words[i].role) != i) return false;
        return true;
    }(),
    "each role has its words, in the order of the enum");

const RoleWords& words(Role role) {
    return role_words[static_cast<std::size_t>(role)];
}

constexpr std::array<std::pair<ScopeKind, std::string_view>, 5> scope_words{{
    {ScopeKind::authority, "authority"},
    {ScopeKind::area, "area"},
    {ScopeKind::network, "network"},
    {ScopeKind::school, "school"},
    {ScopeKind::case_, "case"},
}};

}

std::span<const Role> all_roles() {
    return roles;
}
std::string_view role_code(Role role) {
    return words(role).code;
}
std::string_view role_title(Role role) {
    return words(role).title;
}
std::optional<Role> parse_role(std::string_view code) {
    for (const RoleWords& each : role_words)
        if (each.code == code) return each.role;
    return std::nullopt;
}

namespace {

/// "888:NORTH" in its two parts; the code is short and without blanks, so that it survives files and forms.
std::optional<AuthorityCode> authority_before_code(std::string_view id) {
    constexpr std::size_t longest = 20;
    const auto colon = id.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const std::string_view code = id.substr(colon + 1);
    if (code.empty() || code.size() > longest || code.find_first_of(": \t\r\n") != std::string_view::npos)
        return std::nullopt;
    return AuthorityCode::parse(id.substr(0, colon));
}

bool well_formed(ScopeKind kind, std::string_view id) {
    switch (kind) {
        case ScopeKind::authority:
            return AuthorityCode::parse(id).has_value();
        case ScopeKind::school:
            return Urn::parse(id).has_value();
        case ScopeKind::area:
        case ScopeKind::network:
        case ScopeKind::case_:
            break;
    }
    return authority_before_code(id).has_value();
}

}

std::optional<Scope> Scope::parse(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos || colon + 1 == text.size()) return std::nullopt;
    const std::string_view id = text.substr(colon + 1);
    for (const auto& [kind, word] : scope_words)
        if (text.substr(0, colon) == word && well_formed(kind, id)) return Scope{kind, std::string{id}};
    return std::nullopt;
}
std::string Scope::text() const {
    return std::string{scope_words[static_cast<std::size_t>(kind)].second} + ":" + id;
}
std::optional<AuthorityCode> Scope::authority() const {
    if (kind == ScopeKind::school) return std::nullopt;
    return kind == ScopeKind::authority ? AuthorityCode::parse(id) : authority_before_code(id);
}
std::string_view Scope::code() const {
    const auto colon = id.find(':');
    return colon == std::string::npos ? std::string_view{} : std::string_view{id}.substr(colon + 1);
}

ScopeKind scope_of(Role role) {
    using enum Role;
    const bool at_school = role == headteacher || role == chair_of_governors || role == deputy_head ||
                           role == business_manager;
    return at_school ? ScopeKind::school : ScopeKind::authority;
}
bool works_from_caseload(Role role) {
    return role == Role::adviser || role == Role::senior_adviser;
}
bool may_be_held_over(Role role, ScopeKind kind) {
    return kind == scope_of(role) || (works_from_caseload(role) && kind != ScopeKind::school);
}

}
