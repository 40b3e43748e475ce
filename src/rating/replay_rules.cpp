#include "rating/replay_rules.hpp"

#include <algorithm>

namespace tarn::rating {
namespace {

/// Level held after a rating date, given what the rating date before it said.
Level held_after(Level held, Level before, Level now) {
    if (now > held && before > held) return std::min(now, before);
    if (now < held && before < held) return std::max(now, before);
    return held;
}

}

void replay(std::span<Step> steps) {
    std::optional<Level> held, before;
    for (Step& step : steps) {
        if (step.raw == Level::not_enough_evidence) {
            step.level = Level::not_enough_evidence;
            continue;
        }
        if (!held)
            held = step.raw;
        else if (step.triggered && step.raw > *held)
            held = step.raw;
        else if (step.rating_date && before)
            held = held_after(*held, *before, step.raw);
        if (step.rating_date) before = step.raw;
        step.level = *held;
    }
}

}
