#include "analytics/warning/landmarks.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analytics/as_at.hpp"

namespace tarn::analytics::warning {
namespace {

/// A number in 0..1 that depends on school and day alone, so that the rows kept are the same every time.
double draw(Urn urn, Date day) {
    std::uint64_t z = static_cast<std::uint64_t>(urn.value) * 0x9e3779b97f4a7c15ULL +
                      static_cast<std::uint64_t>(day.days()) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1.0p-53;
}

void add_day(const Snapshot& snapshot, const Histories& histories, const Landmarks& landmarks, Date day,
             Date window_end, TrainingRows& rows) {
    const Matrix all =
        features(snapshot, histories, {.day = day, .lag = landmarks.lag, .horizon = window_end - day + 1},
                 landmarks.threads);
    const auto& grade = all.columns[static_cast<std::size_t>(Feature::grade)];
    std::vector<SchoolIndex> chosen;
    for (SchoolIndex school = 0; school < all.rows; ++school) {
        const School& facts = snapshot.schools[school];
        if (!can_be_scored(facts, grade[school], day)) continue;
        if (histories.complete_to(facts.authority) < window_end) continue;
        const auto next = histories.first_after(school, day, window_end, Counted::own_listed);
        if (landmarks.inspected_only && !next) continue;
        const bool event =
            next && (landmarks.event == LandmarkEvent::inspected || next->grade >= requires_improvement);
        const double keep = event ? 1 : landmarks.keep_uneventful;
        if (keep < 1 && draw(facts.urn, day) >= keep) continue;
        chosen.push_back(school);
        rows.events.push_back(event);
        rows.weights.push_back(static_cast<float>(1 / keep));
    }
    for (std::size_t feature = 0; feature < feature_count; ++feature) {
        auto& column = rows.matrix.columns[feature];
        for (const SchoolIndex school : chosen)
            column.push_back(landmarks.features[feature] ? all.columns[feature][school]
                                                         : std::numeric_limits<float>::quiet_NaN());
    }
    rows.schools.insert(rows.schools.end(), chosen.begin(), chosen.end());
}

}

std::size_t TrainingRows::event_count() const {
    return static_cast<std::size_t>(std::count(events.begin(), events.end(), std::uint8_t{1}));
}

bool can_be_scored(const School& school, float latest_grade, Date day) {
    return !std::isnan(latest_grade) && open_on(school, day);
}

TrainingRows training_rows(const Snapshot& snapshot, const Histories& histories, const Landmarks& landmarks) {
    TrainingRows rows;
    rows.matrix.columns.resize(feature_count);
    for (int step = 1; step <= landmarks.count; ++step) {
        const Date day = landmarks.fit_to + 1 - step * landmarks.days_apart;
        const Date end = std::min(landmarks.fit_to, day + (landmarks.longest_window - 1));
        if (end - day + 1 < landmarks.shortest_window) continue;
        add_day(snapshot, histories, landmarks, day, end, rows);
    }
    rows.matrix.rows = rows.events.size();
    return rows;
}

}
