#include "feature_kit/lifecycle.hpp"

namespace tarn::kit {

std::string within_sentence(std::string_view label) {
    const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    std::string words{label};
    const bool abbreviation = words.size() > 1 && capital(words[1]);
    if (!words.empty() && capital(words[0]) && !abbreviation)
        words[0] = static_cast<char>(words[0] - 'A' + 'a');
    return words;
}

std::string any_of_words(const std::vector<std::string>& words) {
    std::string all;
    for (std::size_t i = 0; i < words.size(); ++i)
        all += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + words[i];
    return all;
}

}
