// Coverage of a series by authority, and where two sources say different things.
#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "evidence/evidence.hpp"

namespace tarn::evidence {
namespace {

bool of_phase(const Measure* measure, analytics::Phase phase) {
    return !measure || measure->phases.empty() ||
           std::find(measure->phases.begin(), measure->phases.end(), phase) != measure->phases.end();
}

bool public_on(const analytics::Series& series, Date as_at) {
    return series.known_from <= as_at && (!series.known_to || as_at <= *series.known_to);
}

/// Published values differ when they differ by more than the rounding of the measure.
bool differ(const Measure* measure, double a, double b) {
    const double step = std::pow(10.0, -(measure ? measure->decimals : 0));
    return std::abs(a - b) > 0.501 * step;
}

void compare(const analytics::Snapshot& snapshot, const analytics::Series& first,
             const analytics::Series& second, std::vector<Disagreement>& out) {
    const Measure* measure = find_measure(first.measure);
    for (std::size_t i = 0; i < snapshot.schools.size(); ++i) {
        if (first.missing[i] != analytics::Missing::none || second.missing[i] != analytics::Missing::none)
            continue;
        if (differ(measure, first.values[i], second.values[i]))
            out.push_back({snapshot.schools[i].urn, first.measure, first.period, first.values[i],
                           second.values[i], first.release, second.release});
    }
}

}

std::vector<Coverage> coverage(const analytics::Snapshot& snapshot, const analytics::Series& series) {
    const Measure* measure = find_measure(series.measure);
    std::map<AuthorityCode, Coverage> by_authority;
    for (std::size_t i = 0; i < snapshot.schools.size(); ++i) {
        const analytics::School& school = snapshot.schools[i];
        if (!school.state_funded || !of_phase(measure, school.phase)) continue;
        const bool has = series.missing[i] == analytics::Missing::none;
        if (school.closed && *school.closed < series.known_from && !has) continue;
        Coverage& line = by_authority[school.authority];
        line.authority = school.authority;
        ++line.schools;
        if (has)
            ++line.present;
        else
            ++line.missing[static_cast<std::size_t>(series.missing[i])];
    }
    std::vector<Coverage> all;
    for (auto& [code, line] : by_authority) all.push_back(line);
    return all;
}

std::vector<Disagreement> disagreements(const analytics::Snapshot& snapshot, Date as_at) {
    std::vector<Disagreement> found;
    for (std::size_t begin = 0, end = 0; begin < snapshot.series.size(); begin = end) {
        const auto key = [](const analytics::Series& s) { return std::tie(s.measure, s.period); };
        while (end < snapshot.series.size() && key(snapshot.series[end]) == key(snapshot.series[begin]))
            ++end;
        for (std::size_t a = begin; a < end; ++a)
            for (std::size_t b = a + 1; b < end; ++b)
                if (public_on(snapshot.series[a], as_at) && public_on(snapshot.series[b], as_at))
                    compare(snapshot, snapshot.series[a], snapshot.series[b], found);
    }
    std::sort(found.begin(), found.end(), [](const Disagreement& a, const Disagreement& b) {
        return std::tie(a.measure, a.period, a.urn, a.second_release) <
               std::tie(b.measure, b.period, b.urn, b.second_release);
    });
    return found;
}

}
