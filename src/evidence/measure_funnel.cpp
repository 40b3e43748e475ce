#include "evidence/measure_funnel.hpp"

#include <cmath>

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
                const analytics::KnownPeriod& period, const FunnelQuestion& question) {
    Found found;
    for (std::size_t member = 0; member < population.size(); ++member) {
        if (population.phase(member) != question.phase) continue;
        const auto school = population.school(member);
        const bool own = snapshot.schools[school].authority == question.authority;
        const auto cell = known_value(snapshot, period, population.line(member));
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

/// Of one pupil: a percentage of pupils is 0 or 100 for each of them.
double spread_between_pupils(const Measure& measure, double centre) {
    if (!measure.share_of_pupils) return measure.pupil_sd;
    return std::sqrt(std::max(0.0, centre * (100 - centre)));
}

MeasureFunnel funnel_from(const Measure& measure, const analytics::KnownPeriod& period, Found found) {
    MeasureFunnel funnel{.period = std::string{period.period},
                         .series = found.series,
                         .ordinary = {},
                         .schools = {},
                         .england = found.england.size(),
                         .without = found.without};
    double pupils = 0, sum = 0;
    for (const auto& school : found.england) pupils += school.n, sum += school.n * school.value;
    funnel.centre = sum / pupils;
    funnel.pupil_sd = spread_between_pupils(measure, funnel.centre);
    std::vector<double> values, errors, own_values, own_errors;
    for (const auto& school : found.england) {
        values.push_back(school.value);
        errors.push_back(funnel.pupil_sd / std::sqrt(school.n));
    }
    for (const auto at : found.own) {
        funnel.schools.push_back(found.england[at]);
        own_values.push_back(values[at]);
        own_errors.push_back(errors[at]);
    }
    if (!(funnel.pupil_sd > 0)) return funnel;  // everybody alike: nobody stands out
    funnel.ordinary = analytics::ordinary_dispersion(values, errors, funnel.centre);
    const auto stood = analytics::funnel_of(own_values, own_errors, funnel.centre, funnel.ordinary);
    for (std::size_t i = 0; i < funnel.schools.size(); ++i) funnel.schools[i].standing = stood.standings[i];
    return funnel;
}

}

analytics::Limits MeasureFunnel::at(double n, double z) const {
    return analytics::Funnel{.centre = centre, .dispersion = ordinary, .standings = {}}.at(
        pupil_sd / std::sqrt(n), z);
}

bool has_funnel(const Measure& measure) {
    return measure.share_of_pupils || measure.pupil_sd > 0;
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

}
