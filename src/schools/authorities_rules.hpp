#pragma once
// England's local authorities by DfE code, and the orders that replaced one by another.
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/ids.hpp"

namespace tarn::schools {

struct AuthorityEntry {
    std::int16_t code;
    std::string_view name;
    std::string_view ons_code;  ///< of the authority's own boundary
};
const AuthorityEntry* find_authority(AuthorityCode code);  ///< null when not in the list

/// The authority responsible for a place changed from `before` to `after` on `from` by a structural changes
/// order.
struct Reorganisation {
    AuthorityCode before;
    AuthorityCode after;
    Date from;
    /// ONS codes of the districts it concerns; empty: all of `before` that no other line claims.
    std::span<const std::string_view> districts;
};
std::span<const Reorganisation> reorganisations();

/// What became of a school of `code` in `district_code` at the next reorganisation; null when the code still
/// stands.
const Reorganisation* next_reorganisation(AuthorityCode code, std::string_view district_code);
/// The only authority that `code` replaced; null when it replaced none. Where it replaced several, the one of
/// the district, if that tells.
const Reorganisation* previous_reorganisation(AuthorityCode code, std::string_view district_code);

/// One number for all authorities that reorganisations connect: whether a file covers a school's authority is
/// asked of the whole family, whatever code the file uses.
std::int16_t family_of(AuthorityCode code);

/// An authority from a day on, until the next entry's day.
struct AuthorityStep {
    Date from;
    AuthorityCode code;
    bool by_reorganisation = false;  ///< else dated by the first file that shows it
};
struct AuthoritySeen {
    Date date;  ///< the day the statement speaks of
    AuthorityCode code;
    int precedence = 0;  ///< lower wins among statements of one time
};
/// What a register says of the authority before the one it names.
struct AuthorityBefore {
    AuthorityCode before;
    AuthorityCode after;       ///< that the row names beside it
    std::optional<Date> from;  ///< first day under `after`, where the name of the one before tells
};
/// The day of the reorganisation that a name mentions, always 1 April: "Pre LGR (1998) Lancashire".
std::optional<Date> reorganisation_in(std::string_view authority_name);

/// A school's authorities over time from what files say. Codes that a file still uses after their end, or
/// already before their beginning, are read as the code of the day. The first step starts at
/// School::first_day(). An authority `told` to have been before stands in front where the day is known, by an
/// order or by its name, and no file of the time before shows another; else it changes nothing.
std::vector<AuthorityStep> authority_steps(std::vector<AuthoritySeen> seen, std::string_view district_code,
                                           const std::optional<AuthorityBefore>& told = {});

}
