#pragma once
// The versions of one school: its tracked facts cut at their changes, everything else from the best source.
#include "schools/authorities_rules.hpp"
#include "schools/open_periods_rules.hpp"
#include "schools/phases_rules.hpp"
#include "schools/places_rules.hpp"
#include "schools/timeline_rules.hpp"

namespace tarn::schools {

/// Everything the versions of schools are made from.
struct Workshop {
    const std::vector<Statements>& tables;
    const Rows& rows;
    const Places& places;
    const std::unordered_map<std::string_view, std::string_view>& district_names;  ///< by ONS code
    Texts& texts;
};

/// What a row says of the authority and number before those it names.
struct ToldBefore {
    AuthorityBefore authority;
    std::string_view name;  ///< of the authority before; "" not said
    std::optional<Laestab> number;
    RowRef row;
};
std::optional<ToldBefore> told_before(const std::vector<Statements>& tables, std::span<const RowRef> rows);

/// Facts that are followed through time.
struct TrackedFacts {
    std::vector<Step<std::string_view>> names;
    std::vector<Step<Type>> types;
    std::vector<Step<PhaseFound>> phases;
    std::vector<Step<std::string_view>> trusts;
    std::vector<AuthorityStep> authorities;
    Laestab number;                     ///< under the latest authority; 0 not known
    std::optional<ToldBefore> undated;  ///< what was before, where nobody says until when
};

/// LAESTAB of a row, whole or from its two parts.
std::optional<Laestab> number_in(const Statements& table, std::size_t row);
/// The establishment number of a statement made under this authority, else the number before that a row gives
/// for it, else of any.
Laestab laestab_of(const std::vector<Statements>& tables, std::span<const RowRef> rows,
                   AuthorityCode authority);

/// Blank, "nan", "Not applicable", "Not recorded" and their like are empty.
std::string_view said(std::string_view text);

TrackedFacts tracked_facts_of(const Workshop& shop, std::span<const RowRef> rows,
                              const OpenPeriod& open_period);

/// Appends the versions of one school, oldest first; none when it was never open. `borrowed` are the rows of
/// the neighbour whose facts it takes when it is known from links alone, `name` then its name from the link.
struct Subject {
    std::size_t school = 0;
    std::span<const RowRef> rows;
    bool borrowed = false;
    std::string_view name;
};
void add_versions(const Workshop& shop, const Subject& subject, const TrackedFacts& tracked_facts,
                  const OpenPeriod& open_period, std::vector<School>& versions);

}
