#include "evidence/catalogue/measure_funnel_rules.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace tarn::evidence {
namespace {

constexpr std::size_t fewest_schools = 10;

struct Found {
    std::vector<FunnelSchool> england;
    std::vector<std::size_t> own;  ///< positions in `england`
    std::size_t without = 0;
    std::uint32_t series = 0;
};

Found values_of(const analytics::Snapshot& snapshot, const analytics::Population& population,
                const analytics::PublicPeriod& period, const FunnelQuestion& question) {
    Found found;
    for (std::size_t member = 0; member < population.size(); ++member) {
        if (population.phase(member) != question.phase) continue;
        const auto school = population.school(member);
        const bool own = snapshot.schools[school].authority == question.authority;
        const auto cell = value_as_at(snapshot, period, population.line(member));
        if (!cell || !(cell.n >= 1)) {
            found.without += own ? 1 : 0;
            continue;
        }
        if (found.england.empty()) found.series = cell.series;
        if (own) found.own.push_back(found.england.size());
        found.england.push_back({.school = school, .n = cell.n, .value = cell.value, .standing = {}});
    }
    return found;
}

/// Beside chance alone; of a share of few pupils exactly.
double score_of(const MeasureFunnel& funnel, const FunnelSchool& school, double error) {
    if (!funnel.exact(school.n)) return (school.value - funnel.centre) / error;
    const long pupils = std::lround(school.n);
    return analytics::binomial_z(std::lround(school.value * school.n / 100), pupils, funnel.centre / 100);
}

MeasureFunnel funnel_from(const Measure& measure, const analytics::PublicPeriod& period, Found found) {
    MeasureFunnel funnel{.period = std::string{period.period},
                         .series = found.series,
                         .chance = measure.chance,
                         .ordinary = {},
                         .schools = {},
                         .england = found.england.size(),
                         .without = found.without};
    double pupils = 0, sum = 0;
    for (const auto& school : found.england) pupils += school.n, sum += school.n * school.value;
    funnel.centre = sum / pupils;
    funnel.pupil_sd = measure.chance.spread_at(funnel.centre);
    std::vector<double> values, errors, own_scores, own_errors;
    for (const auto& school : found.england) {
        values.push_back(school.value);
        errors.push_back(funnel.pupil_sd / std::sqrt(school.n));
    }
    for (const auto at : found.own) {
        funnel.schools.push_back(found.england[at]);
        own_errors.push_back(errors[at]);
    }
    if (!(funnel.pupil_sd > 0)) return funnel;  // everybody alike: nobody stands out
    for (std::size_t i = 0; i < funnel.schools.size(); ++i)
        own_scores.push_back(score_of(funnel, funnel.schools[i], own_errors[i]));
    funnel.ordinary = analytics::ordinary_dispersion(values, errors, funnel.centre);
    const auto stood = analytics::funnel_of_scores(own_scores, own_errors, funnel.centre, funnel.ordinary);
    for (std::size_t i = 0; i < funnel.schools.size(); ++i) funnel.schools[i].standing = stood.standings[i];
    return funnel;
}

}

bool MeasureFunnel::exact(double n) const {
    return chance.sampling == analytics::Sampling::share && n < analytics::few_pupils;
}

analytics::Limits MeasureFunnel::at(double n, double z) const {
    const analytics::Funnel funnel{.centre = centre, .dispersion = ordinary, .standings = {}};
    const double error = pupil_sd / std::sqrt(n);
    if (exact(n) && error > 0) {
        const auto shares = analytics::funnel_limits(centre / 100, n, z * funnel.widening(error));
        return {100 * shares.low, 100 * shares.high};
    }
    auto limits = funnel.at(error, z);
    if (chance.sampling == analytics::Sampling::share)
        limits = {std::max(0.0, limits.low), std::min(100.0, limits.high)};
    return limits;
}

bool has_funnel(const Measure& measure) {
    return measure.chance.sampling == analytics::Sampling::share ||
           measure.chance.sampling == analytics::Sampling::mean;
}

std::optional<MeasureFunnel> measure_funnel(const analytics::Snapshot& snapshot,
                                            const analytics::Population& population, const Measure& measure,
                                            const FunnelQuestion& question) {
    if (!has_funnel(measure)) return std::nullopt;
    for (const auto& period : analytics::known_periods(snapshot, measure.code, question.as_at)) {
        if (!question.period.empty() && period.period != question.period) continue;
        auto found = values_of(snapshot, population, period, question);
        if (found.england.size() >= fewest_schools) return funnel_from(measure, period, std::move(found));
    }
    return std::nullopt;
}

std::vector<FunnelChoice> funnel_choices(const analytics::Snapshot& snapshot,
                                         const analytics::Population& population, const Measure& measure,
                                         Date as_at,
                                         const std::function<bool(analytics::SchoolIndex)>& shown) {
    std::vector<FunnelChoice> choices;
    if (!has_funnel(measure)) return choices;
    for (const auto& period : analytics::known_periods(snapshot, measure.code, as_at)) {
        struct Schools {
            std::size_t england = 0, shown = 0;
        };
        std::map<analytics::Phase, Schools> found;
        for (std::size_t member = 0; member < population.size(); ++member) {
            const auto cell = value_as_at(snapshot, period, population.line(member));
            if (!cell || !(cell.n >= 1)) continue;
            auto& of_phase = found[population.phase(member)];
            ++of_phase.england;
            of_phase.shown += shown(population.school(member)) ? 1 : 0;
        }
        for (const auto& [phase, schools] : found)
            if (schools.england >= fewest_schools && schools.shown > 0)
                choices.push_back({phase, std::string{period.period}});
    }
    return choices;
}

const FunnelChoice* nearest_choice(const std::vector<FunnelChoice>& choices, analytics::Phase phase,
                                   std::string_view period) {
    const FunnelChoice* nearest = nullptr;
    for (const FunnelChoice& choice : choices) {
        if (choice.phase == phase && choice.period == period) return &choice;
        if (!nearest || (nearest->phase != phase && choice.phase == phase)) nearest = &choice;
    }
    return nearest;
}

}
