#include "analytics/chance.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace tarn::analytics {
double Chance::spread_at(double centre) const {
    if (sampling == Sampling::share) return std::sqrt(std::max(0.0, centre * (100 - centre)));
    return sampling == Sampling::mean ? pupil_sd : 0;
}

std::string_view no_interval_sentence(NoInterval why) {
    switch (why) {
        case NoInterval::no_n:
            return "No likely range: the file gives no number of pupils";
        case NoInterval::whole:
            return "No likely range: everyone was counted";
        case NoInterval::unknown:
            break;
    }
    return "No likely range: nobody knows how much of this is chance";
}

Interval interval_of(const Chance& chance, double value, double n, double z) {
    if (chance.sampling == Sampling::whole) return {{}, NoInterval::whole};
    if (chance.sampling == Sampling::unknown) return {{}, NoInterval::unknown};
    if (!(n >= 1)) return {{}, NoInterval::no_n};
    if (chance.sampling == Sampling::share) {
        const auto share = wilson_interval(std::clamp(value / 100, 0.0, 1.0), n, z);
        return {Limits{share.low * 100, share.high * 100}};
    }
    const double half = z * chance.pupil_sd / std::sqrt(n);
    return {Limits{value - half, value + half}};
}

std::string pupils_words(const Chance& chance, double value, const Behind& behind) {
    const long pupils = std::lround(behind.n);
    const bool counted = chance.sampling == Sampling::share && !behind.stands_in;
    std::string words = counted ? fmt::format("{} of ", std::lround(value * behind.n / 100)) : "";
    if (behind.stands_in) words = "about ";
    words += fmt::format("{} {}", pupils, pupils == 1 ? "pupil" : "pupils");
    if (behind.years > 1) words += fmt::format(" over {} years", behind.years);
    if (behind.stands_in)
        words += " (the file gives no number, so an earlier year group or the roll is used)";
    return words;
}

std::string likely_range(const Chance& chance, double value, const Behind& behind, std::string_view low,
                         std::string_view high) {
    return fmt::format("{}{}. Likely range: {} to {}", pupils_words(chance, value, behind),
                       behind.n < few_pupils ? ", which is few" : "", low, high);
}

}
