#pragma once
// Rows to learn from: every school on a series of past days, with what was known then and what followed
// within a window that ends by the last day of the outcomes used [vanhouwelingen-2007].
#include <bitset>
#include <cstdint>
#include <vector>

#include "analytics/warning/features.hpp"

namespace tarn::analytics::warning {

using FeatureSet = std::bitset<feature_count>;
inline FeatureSet every_feature() {
    return FeatureSet{}.set();
}

/// What counts as an event in the window after a landmark.
enum class LandmarkEvent : std::uint8_t {
    below_good,  ///< the first graded inspection is less than good
    inspected,   ///< a graded inspection of any grade
};

struct Landmarks {
    Date fit_to;  ///< last day whose outcomes may be used
    Lag lag;
    int days_apart = 61;
    int count = 8;
    int longest_window = 441;  ///< days
    int shortest_window = 60;  ///< days; landmarks nearer to fit_to are left out
    LandmarkEvent event = LandmarkEvent::below_good;
    bool inspected_only = false;  ///< only schools with a graded inspection in the window
    double keep_uneventful = 1;   ///< share of rows without event that are kept, with their weight raised
    FeatureSet features = every_feature();
    unsigned threads = 2;
};

struct TrainingRows {
    Matrix matrix;
    std::vector<std::uint8_t> events;  ///< 1: what Landmarks::event names took place
    std::vector<float> weights;
    std::vector<SchoolIndex> schools;
    std::size_t event_count() const;
};

TrainingRows training_rows(const Snapshot& snapshot, const Histories& histories, const Landmarks& landmarks);

/// Schools with a known earlier graded inspection, open on the day: those that can be scored.
bool can_be_scored(const School& school, float latest_grade, Date day);

}
