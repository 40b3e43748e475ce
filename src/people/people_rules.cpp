#include "people/people_rules.hpp"

#include <algorithm>
#include <cctype>
#include <cstdint>

namespace tarn::people {

std::vector<ActingRole> acting_roles_on(std::span<const Grant> grants, Date day) {
    std::vector<ActingRole> acting_roles;
    for (const Grant& grant : grants)
        if (grant.usable_on(day)) acting_roles.push_back({grant.role, grant.authority});
    std::ranges::sort(acting_roles);
    const auto repeated = std::ranges::unique(acting_roles);
    acting_roles.erase(repeated.begin(), repeated.end());
    return acting_roles;
}

std::vector<Urn> post_schools(std::span<const Grant> grants, ActingRole acting_role, Date day) {
    std::vector<Urn> schools;
    for (const Grant& grant : grants) {
        if (ActingRole{grant.role, grant.authority} != acting_role || !grant.valid.contains(day)) continue;
        if (grant.scope.kind != ScopeKind::school) continue;
        if (const auto urn = Urn::parse(grant.scope.id)) schools.push_back(*urn);
    }
    std::ranges::sort(schools);
    return schools;
}

std::vector<std::string> area_codes(std::span<const Grant> grants, ActingRole acting_role, Date day) {
    std::vector<std::string> codes;
    for (const Grant& grant : grants)
        if (ActingRole{grant.role, grant.authority} == acting_role && grant.valid.contains(day) &&
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
