#include "schools/phases_rules.hpp"

#include <cctype>
#include <string>

namespace tarn::schools {

using analytics::Phase;

namespace {

Phase phase_from_kind(Kind kind) {
    switch (kind) {
        case Kind::nursery:
            return Phase::nursery;
        case Kind::special:
            return Phase::special;
        case Kind::alternative:
            return Phase::alternative;
        case Kind::sixteen_plus:
            return Phase::sixteen_plus;
        case Kind::mainstream:
        case Kind::unknown:
            break;
    }
    return Phase::unknown;
}

bool has(std::string_view text, std::string_view word) {
    return text.find(word) != std::string_view::npos;
}

Phase phase_from_words(std::string_view stated) {
    std::string text;
    for (const char c : stated) text += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (has(text, "middle")) return Phase::middle;
    if (has(text, "all-through") || has(text, "all through")) return Phase::all_through;
    if (has(text, "16 plus") || has(text, "16-plus")) return Phase::sixteen_plus;
    if (has(text, "nursery")) return Phase::nursery;
    if (has(text, "infant")) return Phase::infant;
    if (has(text, "junior")) return Phase::junior;
    if (has(text, "special")) return Phase::special;
    if (has(text, "pru") || has(text, "pupil referral") || has(text, "alternative"))
        return Phase::alternative;
    if (has(text, "primary")) return Phase::primary;
    if (has(text, "secondary")) return Phase::secondary;
    return Phase::unknown;
}

/// GIAS's statutory ages are those of the youngest and of the oldest pupils on leaving: 4 to 7, 7 to 11, 9
/// to 13.
Phase phase_from_ages(int low, int high) {
    if (low < 0 || high < 0 || high < low) return Phase::unknown;
    if (low >= 16) return Phase::sixteen_plus;
    if (low <= 7 && high >= 15) return Phase::all_through;
    if (low >= 8 && low <= 10 && high >= 12 && high <= 14) return Phase::middle;
    if (low >= 9) return Phase::secondary;
    if (high <= 5 && low <= 3) return Phase::nursery;
    if (high <= 10 && low <= 6) return Phase::infant;
    if (low >= 7 && high <= 12) return Phase::junior;
    return Phase::primary;
}

/// Ages make a stated phase finer; they overrule it only where it cannot say what they say.
bool ages_refine(Phase stated, Phase ages) {
    if (stated == Phase::unknown || stated == ages) return true;
    if (stated == Phase::primary) {
        return ages == Phase::infant || ages == Phase::junior || ages == Phase::middle ||
               ages == Phase::all_through;
    }
    if (stated == Phase::secondary) {
        return ages == Phase::middle || ages == Phase::all_through || ages == Phase::sixteen_plus;
    }
    return false;
}

}

PhaseFound phase_of(const PhaseFacts& facts) {
    if (const Phase phase = phase_from_kind(kind_of(facts.type)); phase != Phase::unknown)
        return {phase, false, true};
    const Phase stated = phase_from_words(facts.stated);
    const Phase ages = phase_from_ages(facts.low_age, facts.high_age);
    if (ages != Phase::unknown && ages != Phase::nursery && ages_refine(stated, ages)) {
        return {ages, ages != stated, false};
    }
    return {stated, false, false};
}

}
