#include "analytics/warning/situations.hpp"

#include <algorithm>

#include "analytics/as_at.hpp"

namespace tarn::analytics::warning {
namespace {

constexpr int step_days = 61, steps_back = 6, steps_ahead = 7;
constexpr double bin_months = 3;

struct Seen {
    double schools = 0, inspected = 0, below_good = 0;
};

std::size_t bin_of(double months, std::size_t bins) {
    return std::min(bins - 1, static_cast<std::size_t>(std::max(0.0, months) / bin_months));
}

}

Situations::Situations(const Snapshot& snapshot, const Histories& histories, Date day, Lag lag) {
    std::array<std::array<Seen, bins>, grades> seen{};
    std::vector<Graded> known;
    for (SchoolIndex school = 0; school < snapshot.schools.size(); ++school) {
        histories.known(school, day, lag, known);
        if (known.empty()) continue;
        const School& facts = snapshot.schools[school];
        for (int step = 1; step <= steps_back; ++step) {
            const Date from = day - lag.days - step * step_days, to = from + (step_days - 1);
            const Graded* last = nullptr;
            const Graded* next = nullptr;
            for (const Graded& one : known) {
                if (one.held < from) last = &one;
                if (!next && one.own && one.held >= from && one.held <= to) next = &one;
            }
            if (!last || !open_on(facts, from) || histories.complete_to(facts.authority) < to) continue;
            Seen& cell = seen[last->grade - 1u][bin_of((from - last->held) / days_in_month, bins)];
            cell.schools += 1;
            cell.inspected += next != nullptr;
            cell.below_good += next && next->grade >= requires_improvement;
        }
    }
    // Neighbouring times speak for each other.
    std::array<std::array<Chance, bins>, grades> hazards{};
    constexpr std::array<double, 5> weights{0.15, 0.5, 1, 0.5, 0.15};
    for (std::size_t grade = 0; grade < grades; ++grade)
        for (std::size_t at = 0; at < bins; ++at) {
            Seen sum;
            for (std::size_t k = 0; k < weights.size(); ++k) {
                if (at + k < 2 || at + k - 2 >= bins) continue;
                const Seen& one = seen[grade][at + k - 2];
                sum.schools += weights[k] * one.schools;
                sum.inspected += weights[k] * one.inspected;
                sum.below_good += weights[k] * one.below_good;
            }
            hazards[grade][at] = {(sum.inspected + 0.02) / (sum.schools + 1),
                                  (sum.below_good + 0.01) / (sum.schools + 1)};
        }
    for (std::size_t grade = 0; grade < grades; ++grade)
        for (std::size_t at = 0; at < bins; ++at) {
            double waiting = 1, below = 0;
            for (int step = 0; step < steps_ahead; ++step) {
                const double months =
                    bin_months * static_cast<double>(at) + 1 + step * step_days / days_in_month;
                const Chance& hazard = hazards[grade][bin_of(months, bins)];
                below += waiting * hazard.below_good;
                waiting *= 1 - hazard.inspected;
            }
            chances_[grade][at] = {1 - waiting, below};
        }
}

Situations::Chance Situations::of(std::uint8_t grade, double months_since) const {
    return chances_[grade - 1u][bin_of(months_since, bins)];
}

}
