#include "schools/authorities_rules.hpp"

#include <algorithm>

#include "schools/register_facts.hpp"

namespace tarn::schools {

namespace {

constexpr Date day(int year, unsigned month, unsigned day) {
    return Date{
        std::chrono::sys_days{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}}};
}

// District codes before and after the orders, since postcode files of either time are in use.
constexpr std::string_view bournemouth_christchurch_poole[] = {"E06000028", "E06000029", "E07000048",
                                                               "E06000058"};
constexpr std::string_view north_northamptonshire[] = {"E07000150", "E07000152", "E07000153", "E07000156",
                                                       "E06000061"};
constexpr std::string_view west_northamptonshire[] = {"E07000151", "E07000154", "E07000155", "E06000062"};
constexpr std::string_view cumberland[] = {"E07000026", "E07000028", "E07000029", "E06000063"};
constexpr std::string_view westmorland_furness[] = {"E07000027", "E07000030", "E07000031", "E06000064"};

// [si-2018-648] Dorset; [si-2020-156] Northamptonshire; [si-2022-331] Cumbria.
constexpr Reorganisation orders[] = {
    {{835}, {839}, day(2019, 4, 1), bournemouth_christchurch_poole},
    {{835}, {838}, day(2019, 4, 1), {}},
    {{836}, {839}, day(2019, 4, 1), {}},
    {{837}, {839}, day(2019, 4, 1), {}},
    {{928}, {940}, day(2021, 4, 1), north_northamptonshire},
    {{928}, {941}, day(2021, 4, 1), west_northamptonshire},
    {{909}, {942}, day(2023, 4, 1), cumberland},
    {{909}, {943}, day(2023, 4, 1), westmorland_furness},
};

bool concerns(const Reorganisation& order, std::string_view district) {
    return order.districts.empty() ||
           std::find(order.districts.begin(), order.districts.end(), district) != order.districts.end();
}

/// The statement moved to the code that was in force on its day.
AuthoritySeen in_force(AuthoritySeen seen, std::string_view district) {
    const Reorganisation* next = next_reorganisation(seen.code, district);
    if (next && seen.date >= next->from) seen.code = next->after;
    const auto begins = std::find_if(std::begin(orders), std::end(orders),
                                     [&](const Reorganisation& order) { return order.after == seen.code; });
    if (begins != std::end(orders) && seen.date < begins->from) seen.date = begins->from;
    return seen;
}

/// One statement for each stretch of about a quarter: the best source of that time.
std::vector<AuthoritySeen> best_of_each_time(std::vector<AuthoritySeen> seen) {
    std::sort(seen.begin(), seen.end(), [](const AuthoritySeen& a, const AuthoritySeen& b) {
        return std::tie(a.date, a.precedence) < std::tie(b.date, b.precedence);
    });
    std::vector<AuthoritySeen> out;
    Date began;
    for (const AuthoritySeen& one : seen) {
        if (out.empty() || one.date - began > 92) {
            out.push_back(one);
            began = one.date;
        } else if (one.precedence < out.back().precedence) {
            out.back() = one;
        }
    }
    return out;
}

}

std::span<const Reorganisation> reorganisations() {
    return orders;
}

const Reorganisation* next_reorganisation(AuthorityCode code, std::string_view district) {
    const auto it = std::find_if(std::begin(orders), std::end(orders), [&](const Reorganisation& order) {
        return order.before == code && concerns(order, district);
    });
    return it == std::end(orders) ? nullptr : it;
}

const Reorganisation* previous_reorganisation(AuthorityCode code, std::string_view district) {
    const Reorganisation* found = nullptr;
    for (const Reorganisation& order : orders) {
        if (order.after != code) continue;
        if (found && found->before != order.before) {
            // Bournemouth, Christchurch and Poole came from three; only the old districts' codes tell which.
            if (district == "E06000028") return &orders[3];
            if (district == "E06000029") return &orders[2];
            if (district == "E07000048") return &orders[0];
            return nullptr;
        }
        found = &order;
    }
    return found;
}

std::int16_t family_of(AuthorityCode code) {
    std::int16_t family = code.value;
    for (const Reorganisation& order : orders) {
        if (order.before == code || order.after == code) family = std::min(family, order.before.value);
    }
    return family == 836 || family == 837 ? std::int16_t{835} : family;
}

std::optional<Date> reorganisation_in(std::string_view name) {
    // Local government reorganisation.
    const auto word = name.find("LGR");
    if (word == std::string_view::npos) return std::nullopt;
    const auto digits = name.find_first_of("0123456789", word);
    if (digits == std::string_view::npos) return std::nullopt;
    const auto year =
        parse_identifier(name.substr(digits, name.find_first_not_of("0123456789", digits) - digits));
    if (!year || *year < 1974 || *year > 2100) return std::nullopt;
    return day(static_cast<int>(*year), 4, 1);
}

namespace {

void put_before(std::vector<AuthorityStep>& steps, const std::vector<AuthoritySeen>& seen,
                const AuthorityBefore& told) {
    if (std::ranges::find(steps, told.after, &AuthorityStep::code) == steps.end()) return;
    const auto order = std::ranges::find_if(orders, [&](const Reorganisation& line) {
        return line.before == told.before && line.after == told.after;
    });
    const std::optional<Date> until = order != std::end(orders) ? order->from : told.from;
    if (!until) return;
    const bool contradicted = std::ranges::any_of(
        seen, [&](const AuthoritySeen& one) { return one.date < *until && one.code != told.before; });
    if (contradicted) return;
    AuthorityStep next = steps.front();
    for (const AuthorityStep& step : steps)
        if (step.from <= *until) next = step;
    std::erase_if(steps, [&](const AuthorityStep& step) { return step.from <= *until; });
    steps.insert(steps.begin(), {{School::first_day(), told.before}, {*until, next.code, true}});
}

}

std::vector<AuthorityStep> authority_steps(std::vector<AuthoritySeen> seen, std::string_view district,
                                           const std::optional<AuthorityBefore>& told) {
    std::vector<AuthorityStep> steps;
    for (AuthoritySeen& one : seen) one = in_force(one, district);
    for (const AuthoritySeen& one : best_of_each_time(seen)) {
        if (steps.empty()) {
            steps.push_back({School::first_day(), one.code, false});
            const Reorganisation* before = previous_reorganisation(one.code, district);
            if (before) steps = {{School::first_day(), before->before}, {before->from, one.code, true}};
            continue;
        }
        if (steps.back().code == one.code) continue;
        const Reorganisation* order = next_reorganisation(steps.back().code, district);
        const auto to = std::find_if(std::begin(orders), std::end(orders), [&](const Reorganisation& line) {
            return line.before == steps.back().code && line.after == one.code;
        });
        const bool known = to != std::end(orders) || (order && order->after == one.code);
        steps.push_back(
            {known ? (to != std::end(orders) ? to->from : order->from) : one.date, one.code, known});
    }
    if (steps.empty()) return steps;
    if (const Reorganisation* next = next_reorganisation(steps.back().code, district); next) {
        if (next->from > steps.back().from) steps.push_back({next->from, next->after, true});
    }
    if (told) put_before(steps, seen, *told);
    return steps;
}

}
