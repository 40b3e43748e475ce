#include "people/people_rules.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>

namespace tarn::people {
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
};

constexpr std::array roles = [] {
    std::array<Role, role_words.size()> list{};
    for (std::size_t i = 0; i < list.size(); ++i) list[i] = role_words[i].role;
    return list;
}();

// Who sees what. One column per role, in the order of Role; the letters are those of Reach.
// Source: the matrix of privacy between schools and the table of user roles in docs/glossary.md.
struct PermissionRow {
    Permission permission;
    std::string_view code;
    bool of_school;
    std::string_view reach;
};
constexpr std::array matrix{
    //                                                          head, chair, adviser, senior, board,
    //                                                          director, data, scrutiny, dpo
    PermissionRow{Permission::anyone, "anyone", false, "yyyyyyyyy"},
    PermissionRow{Permission::signed_in, "signed_in", false, "yyyyyyyyy"},
    PermissionRow{Permission::levels_authority, "levels_authority", false, "--ssaaa--"},
    PermissionRow{Permission::level_of_school, "level_of_school", true, "ssssaaa--"},
    PermissionRow{Permission::rating_of_school, "rating_of_school", true, "--ssaaa--"},
    PermissionRow{Permission::recommend_level, "recommend_level", true, "--ss-----"},
    PermissionRow{Permission::board_read, "board_read", false, "----aa---"},
    PermissionRow{Permission::board_decide, "board_decide", false, "----a----"},
    PermissionRow{Permission::soft_notes_read, "soft_notes_read", true, "--ssaa---"},
    PermissionRow{Permission::soft_notes_write, "soft_notes_write", true, "--ssaa---"},
    PermissionRow{Permission::facts_write, "facts_write", true, "--ssaaa--"},
    PermissionRow{Permission::import_data, "import_data", false, "------a--"},
    PermissionRow{Permission::import_levels, "import_levels", false, "------a--"},
    PermissionRow{Permission::people_manage, "people_manage", false, "-----a--a"},
    PermissionRow{Permission::allocate, "allocate", false, "---a-a---"},
    PermissionRow{Permission::audit_read, "audit_read", false, "--------a"},
    PermissionRow{Permission::area_sheet, "area_sheet", false, "aaaaaaaa-"},
    PermissionRow{Permission::local_register, "local_register", false, "------a--"},
    PermissionRow{Permission::level_counts, "level_counts", false, "----aaaa-"},
    PermissionRow{Permission::comparators, "comparators", false, "ssssaaa--"},
};

constexpr std::array permissions = [] {
    std::array<Permission, matrix.size()> list{};
    for (std::size_t i = 0; i < list.size(); ++i) list[i] = matrix[i].permission;
    return list;
}();

constexpr bool in_order() {
    for (std::size_t i = 0; i < matrix.size(); ++i)
        if (static_cast<std::size_t>(matrix[i].permission) != i || matrix[i].reach.size() != roles.size())
            return false;
    for (std::size_t i = 0; i < role_words.size(); ++i)
        if (static_cast<std::size_t>(role_words[i].role) != i) return false;
    return true;
}
static_assert(in_order(), "the tables follow the order of their enums");

const PermissionRow& row(Permission permission) {
    return matrix[static_cast<std::size_t>(permission)];
}
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

std::span<const Permission> all_permissions() {
    return permissions;
}
std::string_view permission_code(Permission permission) {
    return row(permission).code;
}
bool concerns_school(Permission permission) {
    return row(permission).of_school;
}
Reach reach(Permission permission, Role role) {
    return static_cast<Reach>(row(permission).reach[static_cast<std::size_t>(role)]);
}

ScopeKind scope_of(Role role) {
    return role == Role::headteacher || role == Role::chair_of_governors ? ScopeKind::school
                                                                         : ScopeKind::authority;
}
bool works_from_caseload(Role role) {
    return role == Role::adviser || role == Role::senior_adviser;
}
bool may_be_held_over(Role role, ScopeKind kind) {
    return kind == scope_of(role) || (works_from_caseload(role) && kind != ScopeKind::school);
}

Viewer::Viewer(PersonId person, std::string name, Role role, AuthorityCode authority,
               std::vector<Urn> schools)
    : person_(person),
      name_(std::move(name)),
      role_(role),
      authority_(authority),
      schools_(std::move(schools)) {
    std::ranges::sort(schools_);
}
bool Viewer::has_school(Urn school) const {
    return std::ranges::binary_search(schools_, school);
}
bool Viewer::may(Permission permission) const {
    if (permission == Permission::anyone) return true;
    return signed_in() && reach(permission, role_) != Reach::none;
}
bool Viewer::may(Permission permission, Urn school, AuthorityCode authority) const {
    if (!may(permission)) return false;
    if (permission == Permission::anyone) return true;
    switch (reach(permission, role_)) {
        case Reach::none:
            return false;
        case Reach::role:
            return true;
        case Reach::schools:
            return authority == authority_ && has_school(school);
        case Reach::authority:
            return authority == authority_;
    }
    return false;
}

std::vector<Hat> hats_on(std::span<const Grant> grants, Date day) {
    std::vector<Hat> hats;
    for (const Grant& grant : grants)
        if (grant.usable_on(day)) hats.push_back({grant.role, grant.authority});
    std::ranges::sort(hats);
    const auto repeated = std::ranges::unique(hats);
    hats.erase(repeated.begin(), repeated.end());
    return hats;
}

std::vector<Urn> post_schools(std::span<const Grant> grants, Hat hat, Date day) {
    std::vector<Urn> schools;
    for (const Grant& grant : grants) {
        if (Hat{grant.role, grant.authority} != hat || !grant.valid.contains(day)) continue;
        if (grant.scope.kind != ScopeKind::school) continue;
        if (const auto urn = Urn::parse(grant.scope.id)) schools.push_back(*urn);
    }
    std::ranges::sort(schools);
    return schools;
}

std::vector<std::string> area_codes(std::span<const Grant> grants, Hat hat, Date day) {
    std::vector<std::string> codes;
    for (const Grant& grant : grants)
        if (Hat{grant.role, grant.authority} == hat && grant.valid.contains(day) &&
            grant.scope.kind == ScopeKind::area)
            codes.emplace_back(grant.scope.code());
    return codes;
}

Failures after_failure(Failures before, Instant now, const DelayRule& rule) {
    if (now - before.last >= rule.quiet) before.count = 0;
    return {before.count + 1, now};
}

std::chrono::seconds delay_after(const Failures& failures, Instant now, const DelayRule& rule) {
    if (failures.count < rule.free || now - failures.last >= rule.quiet) return {};
    std::chrono::seconds delay = rule.first;
    for (int i = rule.free; i < failures.count && delay < rule.longest; ++i) delay *= 2;
    return std::min(delay, rule.longest);
}

Instant may_try_at(const SignInHistory& history, Instant now) {
    Instant at{};
    if (const auto own = delay_after(history.pair, now, pair_delay); own.count() > 0)
        at = history.pair.last + own;
    if (history.known_browser) return at;
    auto for_others = delay_after(history.address, now, address_delay);
    if (!history.known_address)
        for_others = std::max(for_others, delay_after(history.account, now, account_delay));
    if (for_others.count() > 0) at = std::max(at, history.waits_since.value_or(now) + for_others);
    return at;
}

std::string time_until(Instant then, Instant now) {
    const auto seconds = std::max<std::int64_t>(1, (then - now).count());
    const bool short_time = seconds < 60;
    const auto number = short_time ? seconds : (seconds + 59) / 60;
    return std::to_string(number) + (short_time ? " second" : " minute") + (number == 1 ? "" : "s");
}

std::size_t drafts_kept(std::span<const std::size_t> bytes_newest_first, const DraftQuota& quota) {
    std::size_t kept = 0, bytes = 0;
    while (kept < std::min(bytes_newest_first.size(), quota.count) &&
           bytes + bytes_newest_first[kept] <= quota.bytes)
        bytes += bytes_newest_first[kept++];
    return kept;
}

ShutOut shut_out(std::span<const Grant> managing, PersonId acting, PersonId person,
                 std::optional<GrantId> ending) {
    const auto ends = [&](const Grant& grant) {
        return grant.person == person && (!ending || grant.id == *ending);
    };
    return {acting == person, !managing.empty() && std::ranges::all_of(managing, ends)};
}

bool session_over(Instant began, Instant last_seen, Instant now, const SessionRule& rule) {
    return now - began >= rule.absolute || now - last_seen >= rule.idle;
}

Instant quarter_of_hour(Instant at) {
    constexpr std::chrono::seconds quarter = std::chrono::minutes{15};
    return at - at.time_since_epoch() % quarter;
}

std::string lower_email(std::string_view text) {
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front()))) text.remove_prefix(1);
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back()))) text.remove_suffix(1);
    std::string email{text};
    for (char& c : email)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return email;
}
bool plausible_email(std::string_view email) {
    const auto at = email.find('@');
    if (at == 0 || at == std::string_view::npos || email.find('@', at + 1) != std::string_view::npos)
        return false;
    const auto bad = [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || c == '<' || c == '>' || c == ',';
    };
    const auto dot = email.rfind('.');
    return dot != std::string_view::npos && dot > at + 1 && dot + 1 < email.size() && email.size() <= 254 &&
           std::ranges::none_of(email, bad);
}

}
