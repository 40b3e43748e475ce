#pragma once
// One fact over time, from statements that each speak of one day.
#include <algorithm>
#include <tuple>
#include <vector>

#include "base/date.hpp"

namespace tarn::schools {

template <class T>
struct Seen {
    Date date;
    int precedence =
        0;  ///< lower wins among statements of about the same time, and for the wording of one value
    T value{};
};

template <class T>
struct Step {
    Date from;  ///< the first step holds from the beginning, whatever its date
    T value{};
    int precedence = 0;
};

/// Statements within a quarter of each other speak of the same time: the best of them counts. A step begins
/// where the next time's value is not the same; equal values keep the wording of the better source.
template <class T, class Same>
std::vector<Step<T>> steps_of(std::vector<Seen<T>> seen, Same same) {
    constexpr std::int32_t same_time_days = 92;
    std::sort(seen.begin(), seen.end(), [](const Seen<T>& a, const Seen<T>& b) {
        return std::tie(a.date, a.precedence) < std::tie(b.date, b.precedence);
    });
    std::vector<Step<T>> steps;
    for (std::size_t i = 0; i < seen.size();) {
        const Date began = seen[i].date;
        std::size_t best = i;
        for (; i < seen.size() && seen[i].date - began <= same_time_days; ++i) {
            if (seen[i].precedence < seen[best].precedence) best = i;
        }
        const Seen<T>& one = seen[best];
        if (steps.empty() || !same(steps.back().value, one.value)) {
            steps.push_back({one.date, one.value, one.precedence});
        } else if (one.precedence < steps.back().precedence) {
            steps.back().value = one.value;
            steps.back().precedence = one.precedence;
        }
    }
    return steps;
}

/// The step that holds on `day`; null when there are none.
template <class T>
const Step<T>* step_on(const std::vector<Step<T>>& steps, Date day) {
    if (steps.empty()) return nullptr;
    const Step<T>* found = &steps.front();
    for (const Step<T>& step : steps) {
        if (step.from <= day) found = &step;
    }
    return found;
}

}
