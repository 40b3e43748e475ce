#include "base/rounded_count.hpp"

namespace tarn {

RoundedCount rounded_count(std::int64_t count) {
    if (count < fewest_shown) return {};
    return {false, (count + rounding_step / 2) / rounding_step * rounding_step};
}

std::string rounded_words(const RoundedCount& count) {
    return count.few ? "fewer than 5" : "about " + std::to_string(count.about);
}

}
