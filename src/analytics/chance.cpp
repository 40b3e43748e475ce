#include "analytics/chance.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace tarn::analytics {
namespace {

std::string pupils_words(const Chance& chance, double value, double n, int years) {
    const long pupils = std::lround(n);
    const char* noun = pupils == 1 ? "pupil" : "pupils";
    std::string words = chance.sampling == Sampling::share
                            ? fmt::format("{} of {} {}", std::lround(value * n / 100), pupils, noun)
                            : fmt::format("{} {}", pupils, noun);
    if (years > 1) words += fmt::format(" in {} years", years);
    return words;
}

}

double Chance::spread_at(double centre) const {
    if (sampling == Sampling::share) return std::sqrt(std::max(0.0, centre * (100 - centre)));
    return sampling == Sampling::mean ? pupil_sd : 0;
}

std::string_view no_interval_sentence(NoInterval why) {
    switch (why) {
        case NoInterval::no_n:
            return "No interval: the file gives no number of pupils";
        case NoInterval::whole:
            return "No interval: everything is counted, so nothing is left to chance";
        case NoInterval::unknown:
            break;
    }
    return "No interval: how much of this is chance is not known";
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

std::string no_surprise(const Chance& chance, double value, double n, int years, std::string_view low,
                        std::string_view high) {
    return fmt::format("{}; {}anything from {} to {} would be no surprise",
                       pupils_words(chance, value, n, years), n < few_pupils ? "with so few, " : "", low,
                       high);
}

}
