// Which schools may have become which academies, by what registers say of both.
#include "schools/conversions_rules.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

#include "schools/names_rules.hpp"

namespace tarn::schools {
namespace {

/// Academies open on the first of a month; registers date some closures to the end of the month before last.
constexpr std::int32_t most_days_apart = 31;

struct Academy {
    const School *first, *last;  ///< versions
};

struct Lives {
    std::vector<const School*> closed;  ///< last versions of schools that are no academies
    std::multimap<Date, Academy> opened_academies;
};

Lives lives_of(std::span<const School> versions) {
    Lives lives;
    for (std::size_t i = 0, end = 0; i < versions.size(); i = end) {
        while (end < versions.size() && versions[end].urn == versions[i].urn) ++end;
        const School& first = versions[i];
        const School& last = versions[end - 1];
        if (!first.state_funded) continue;
        if (academy(first.type) && first.opened)
            lives.opened_academies.emplace(*first.opened, Academy{&first, &last});
        if (!academy(last.type) && last.closed) lives.closed.push_back(&last);
    }
    return lives;
}

bool of_academy(std::string_view reason) {
    return reason.find("cademy") != std::string_view::npos;
}

std::string day_and_reason(std::string_view what, Date day, std::string_view reason) {
    return reason.empty() ? fmt::format("{} {}.", what, day.display())
                          : fmt::format("{} {}: {}.", what, day.display(), reason);
}

bool same_number(const School& before, const School& after) {
    return before.laestab.value != 0 && before.laestab == after.laestab;
}

/// Empty when too little speaks for it.
std::string reasons_for(const School& before, const School& after) {
    const bool place = !before.postcode.empty() && before.postcode == after.postcode;
    if (!place && !same_number(before, after)) return {};
    const std::string_view closed = before.detail(Field::reason_closed);
    const std::string_view opened = after.detail(Field::reason_opened);
    const bool converts = of_academy(closed) || of_academy(opened) || after.type == Type::academy_converter ||
                          after.type == Type::academy_special_converter ||
                          after.type == Type::academy_alternative_converter;
    const bool name = same_name(before.name, after.name);
    const bool both_say_so = of_academy(closed) && of_academy(opened);
    if (!converts || !(same_number(before, after) || (place && (name || both_say_so)))) return {};
    std::string out;
    if (same_number(before, after)) out += "Same number, " + after.laestab.text() + ". ";
    if (name) out += before.name == after.name ? "Same name. " : "Similar name. ";
    if (place) out += fmt::format("Same postcode, {}. ", after.postcode);
    const std::int32_t days = *after.opened - *before.closed;
    return out + day_and_reason("Closed", *before.closed, closed) + " " +
           day_and_reason("Opened", *after.opened, opened) +
           fmt::format(" {} {} apart.", days, days == 1 ? "day" : "days");
}

/// What links already say.
class Linked {
  public:
    explicit Linked(std::span<const Lineage> lineage) {
        for (const Lineage& line : lineage) {
            pairs_.emplace(line.urn, line.other);
            if (line.kind != Succession::conversion) continue;
            continued_.insert(line.urn);
            continuing_.insert(line.other);
        }
    }
    bool speaks_of(Urn before, Urn after) const {
        return continued_.contains(before) || continuing_.contains(after) ||
               pairs_.contains({before, after}) || pairs_.contains({after, before});
    }

  private:
    std::set<Urn> continued_, continuing_;
    std::set<std::pair<Urn, Urn>> pairs_;
};

/// How much speaks for a pair, to compare it with others of its schools.
int weight(const School& before, const School& after) {
    return same_number(before, after) ? 2 : before.name == after.name ? 1 : 0;
}

struct Found {
    PossibleConversion pair;
    int weight;
};

/// Infant and junior schools of one site convert on one day: each goes with the academy that is most like it.
std::vector<PossibleConversion> best_of_each(std::vector<Found> found) {
    std::map<Urn, int> best;
    for (const Found& one : found)
        for (const Urn urn : {one.pair.predecessor, one.pair.urn})
            best[urn] = std::max(best[urn], one.weight);
    std::vector<PossibleConversion> kept;
    for (Found& one : found)
        if (one.weight == best[one.pair.predecessor] && one.weight == best[one.pair.urn])
            kept.push_back(std::move(one.pair));
    std::ranges::sort(kept, {}, [](const auto& pair) { return std::tie(pair.predecessor, pair.urn); });
    return kept;
}

}

ConversionState state(const PossibleConversion& pair) {
    return pair.same_on        ? ConversionState::same
           : pair.different_on ? ConversionState::different
                               : ConversionState::proposed;
}

std::vector<PossibleConversion> possible_conversions(std::span<const School> versions,
                                                     std::span<const Lineage> lineage) {
    const Linked linked(lineage);
    const Lives lives = lives_of(versions);
    std::vector<Found> found;
    for (const School* before : lives.closed) {
        const auto last = lives.opened_academies.upper_bound(*before->closed + most_days_apart);
        for (auto it = lives.opened_academies.lower_bound(*before->closed); it != last; ++it) {
            const School& after = *it->second.first;
            if (before->urn == after.urn) continue;
            std::string reasons = reasons_for(*before, after);
            if (reasons.empty() || linked.speaks_of(before->urn, after.urn)) continue;
            // Of an authority that has ended nobody is left to decide.
            found.push_back({{.authority = it->second.last->authority,
                              .predecessor = before->urn,
                              .urn = after.urn,
                              .predecessor_name = std::string{before->name},
                              .name = std::string{after.name},
                              .opened = *after.opened,
                              .reasons = std::move(reasons)},
                             weight(*before, after)});
        }
    }
    return best_of_each(std::move(found));
}

}
