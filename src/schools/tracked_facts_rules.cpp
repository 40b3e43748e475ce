#include <cctype>

#include "schools/names_rules.hpp"
#include "schools/versions_rules.hpp"

namespace tarn::schools {

namespace {

bool equal_ignoring_case(std::string_view a, std::string_view b) {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
               return std::tolower(static_cast<unsigned char>(x)) ==
                      std::tolower(static_cast<unsigned char>(y));
           });
}

}

std::string_view said(std::string_view text) {
    if (text.empty()) return text;
    static constexpr std::string_view nothing[] = {"nan",
                                                   "not applicable",
                                                   "not recorded",
                                                   "unknown",
                                                   "not under a federation",
                                                   "does not apply",
                                                   "not supported by a trust",
                                                   "#n/a"};
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    if (text.empty() || text.size() > 24) return text;
    for (const std::string_view word : nothing) {
        if (equal_ignoring_case(text, word)) return {};
    }
    return text;
}

namespace {

int age_in(std::string_view text) {
    const auto number = parse_identifier(text);
    return number && *number >= 0 && *number <= 99 ? static_cast<int>(*number) : -1;
}

/// The day a row speaks of: its file's, but never after the school closed.
Date day_of(const Statements& table, const OpenPeriod& open_period) {
    return open_period.closed ? std::min(table.snapshot, *open_period.closed) : table.snapshot;
}

Type type_in(const Statements& table, std::size_t row) {
    const Type type = parse_type(table.at(Field::type, row));
    // The census calls academies and free schools of alternative provision pupil referral units, too.
    if (table.source == Source::census && type == Type::pupil_referral_unit)
        return Type::alternative_unspecified;
    return type;
}

AuthorityCode authority_in(const Statements& table, std::size_t row) {
    if (const auto code = AuthorityCode::parse(table.at(Field::authority, row))) return *code;
    if (const auto laestab = Laestab::parse(table.at(Field::laestab, row))) return laestab->authority();
    return {};
}

/// URNs are given in order, and academies for alternative provision exist since 2012: an older number that
/// the census counts among pupil referral units is one.
constexpr Urn first_of_2012{137000};

/// The best type that is not specific, for schools of which no file gives GIAS's own type.
std::optional<Step<Type>> coarse_type(const Workshop& shop, std::span<const RowRef> rows) {
    std::optional<Step<Type>> found;
    bool state_figures = false;
    for (const RowRef ref : rows) {
        const Statements& table = shop.tables[ref.table];
        state_figures |= table.source == Source::absence || table.source == Source::ofsted_mi;
        const Type type = type_in(table, ref.row);
        if (!found && type != Type::unknown)
            found = Step<Type>{table.snapshot, type, static_cast<int>(ref.table)};
    }
    if (!found && state_figures) found = Step<Type>{Date{}, Type::state_unspecified, -1};
    // Absence is collected from state-funded schools only.
    if (found && found->value == Type::special_unspecified && state_figures) {
        found->value = Type::state_special_unspecified;
    }
    if (found && found->value == Type::alternative_unspecified &&
        shop.tables[rows.front().table].urns[rows.front().row] < first_of_2012) {
        found->value = Type::pupil_referral_unit;
    }
    return found;
}

std::vector<Step<Type>> type_steps(const Workshop& shop, std::span<const RowRef> rows,
                                   const OpenPeriod& open_period) {
    std::vector<Seen<Type>> seen;
    for (const RowRef ref : rows) {
        const Statements& table = shop.tables[ref.table];
        const Type type = type_in(table, ref.row);
        if (specific(type)) seen.push_back({day_of(table, open_period), static_cast<int>(ref.table), type});
    }
    auto steps = steps_of(std::move(seen), std::equal_to<>{});
    if (steps.empty()) {
        if (const auto coarse = coarse_type(shop, rows)) steps.push_back(*coarse);
    }
    return steps;
}

std::vector<Step<PhaseFound>> phase_steps(const Workshop& shop, std::span<const RowRef> rows,
                                          const OpenPeriod& open_period,
                                          const std::vector<Step<Type>>& types) {
    std::vector<Seen<PhaseFound>> with_ages;
    std::vector<Seen<PhaseFound>> without;
    for (const RowRef ref : rows) {
        const Statements& table = shop.tables[ref.table];
        const Date day = day_of(table, open_period);
        const auto* type = step_on(types, day);
        PhaseFacts facts{type ? type->value : Type::unknown, said(table.at(Field::phase, ref.row)),
                         age_in(table.at(Field::low_age, ref.row)),
                         age_in(table.at(Field::high_age, ref.row))};
        // "State-funded primary" of the census is both a type and a phase.
        if (facts.stated.empty() && table.source == Source::census)
            facts.stated = table.at(Field::type, ref.row);
        const PhaseFound found = phase_of(facts);
        if (found.phase == analytics::Phase::unknown) continue;
        (facts.low_age >= 0 ? with_ages : without).push_back({day, static_cast<int>(ref.table), found});
    }
    const auto same = [](const PhaseFound& a, const PhaseFound& b) { return a.phase == b.phase; };
    return steps_of(std::move(with_ages.empty() ? without : with_ages), same);
}

template <class Same>
std::vector<Step<std::string_view>> text_steps(const Workshop& shop, std::span<const RowRef> rows,
                                               const OpenPeriod& open_period, Field field, Same same) {
    std::vector<Seen<std::string_view>> seen;
    for (const RowRef ref : rows) {
        const Statements& table = shop.tables[ref.table];
        const std::string_view text = said(table.at(field, ref.row));
        if (!text.empty()) seen.push_back({day_of(table, open_period), static_cast<int>(ref.table), text});
    }
    return steps_of(std::move(seen), same);
}

std::vector<AuthorityStep> authorities_of(const Workshop& shop, std::span<const RowRef> rows,
                                          const OpenPeriod& open_period,
                                          const std::optional<ToldBefore>& told) {
    std::vector<AuthoritySeen> seen;
    std::string_view district;
    for (const RowRef ref : rows) {
        const Statements& table = shop.tables[ref.table];
        const AuthorityCode code = authority_in(table, ref.row);
        if (code.value != 0) seen.push_back({day_of(table, open_period), code, static_cast<int>(ref.table)});
        if (!district.empty()) continue;
        if (const auto* place = shop.places.find(table.at(Field::postcode, ref.row)))
            district = place->district;
    }
    return authority_steps(std::move(seen), district, told ? std::optional{told->authority} : std::nullopt);
}

/// Whether the authority or number before is in the steps already, or is no other than today's.
bool is_dated(const TrackedFacts& facts, const ToldBefore& told) {
    const auto& [before, after, from] = told.authority;
    if (before == after) return !told.number || told.number == facts.number;
    for (std::size_t i = 1; i < facts.authorities.size(); ++i)
        if (facts.authorities[i - 1].code == before) return true;
    return false;
}

}

std::optional<Laestab> number_in(const Statements& table, std::size_t row) {
    if (const auto laestab = Laestab::parse(table.at(Field::laestab, row))) return laestab;
    const auto code = AuthorityCode::parse(table.at(Field::authority, row));
    const auto number = parse_identifier(table.at(Field::establishment, row));
    if (!code || !number || *number <= 0 || *number >= 10000) return std::nullopt;
    return Laestab::of(*code, static_cast<int>(*number));
}

std::optional<ToldBefore> told_before(const std::vector<Statements>& tables, std::span<const RowRef> rows) {
    constexpr AuthorityCode none{999};  // "Does not apply"
    for (const RowRef ref : rows) {
        const Statements& table = tables[ref.table];
        const auto before = AuthorityCode::parse(table.at(Field::previous_authority, ref.row));
        const AuthorityCode after = authority_in(table, ref.row);
        if (!before || before == none || after.value == 0) continue;
        const std::string_view name = said(table.at(Field::previous_authority_name, ref.row));
        ToldBefore told{{*before, after, reorganisation_in(name)}, name, {}, ref};
        const auto number = parse_identifier(table.at(Field::previous_establishment, ref.row));
        if (number && *number > 0 && *number < 10000)
            told.number = Laestab::of(*before, static_cast<int>(*number));
        return told;
    }
    return std::nullopt;
}

Laestab laestab_of(const std::vector<Statements>& tables, std::span<const RowRef> rows,
                   AuthorityCode authority) {
    Laestab other;
    for (const RowRef ref : rows) {
        const auto laestab = number_in(tables[ref.table], ref.row);
        if (!laestab) continue;
        if (laestab->authority() == authority) return *laestab;
        if (other.value == 0) other = Laestab::of(authority, laestab->value % 10000);
    }
    if (const auto told = told_before(tables, rows);
        told && told->authority.before == authority && told->number)
        return *told->number;
    return other;
}

TrackedFacts tracked_facts_of(const Workshop& shop, std::span<const RowRef> rows,
                              const OpenPeriod& open_period) {
    TrackedFacts tracked_facts;
    tracked_facts.names = text_steps(shop, rows, open_period, Field::name, same_name);
    tracked_facts.trusts = text_steps(shop, rows, open_period, Field::trust, equal_ignoring_case);
    tracked_facts.types = type_steps(shop, rows, open_period);
    tracked_facts.phases = phase_steps(shop, rows, open_period, tracked_facts.types);
    const auto told = told_before(shop.tables, rows);
    tracked_facts.authorities = authorities_of(shop, rows, open_period, told);
    if (!tracked_facts.authorities.empty()) {
        tracked_facts.number = laestab_of(shop.tables, rows, tracked_facts.authorities.back().code);
    }
    if (told && !is_dated(tracked_facts, *told)) tracked_facts.undated = told;
    return tracked_facts;
}

}
