// Reasons in plain words: the terms of a score gathered by what they tell.
#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <string_view>
#include <utility>

#include "warning/warning.hpp"

namespace tarn::warning {
namespace {

using engine::Feature;
using engine::FeatureGroup;

/// What is known of one school, in words.
class Words {
  public:
    explicit Words(const SchoolWarning& school) : school_(school) {}

    std::string of(FeatureGroup group) const {
        switch (group) {
            case FeatureGroup::timing:
                return timing();
            case FeatureGroup::record:
                return record();
            case FeatureGroup::authority:
                return fmt::format(
                    "About {:.0f}% of other schools in the authority are judged less than good",
                    100 * value(Feature::authority_now_below_good));
            case FeatureGroup::kind:
                return kind();
            case FeatureGroup::attainment_ks2:
                return attainment_ks2();
            case FeatureGroup::progress_ks2:
                return latest_and_pooled("Progress from key stage 1 to 2", Feature::ks2_progress,
                                         Feature::ks2_progress_pooled, 1);
            case FeatureGroup::results_ks4:
                return latest_and_pooled("Progress 8", Feature::ks4_progress8, Feature::ks4_progress8_pooled,
                                         2);
            case FeatureGroup::absence:
                return absence();
            case FeatureGroup::finance:
                return finance();
            case FeatureGroup::pupils:
                return pupils();
            case FeatureGroup::size:
                return fmt::format("{:.0f} pupils on roll", value(Feature::roll));
            case FeatureGroup::horizon:
                break;
        }
        return {};
    }

    /// Whether nothing is known of what the group tells.
    bool missing(FeatureGroup group) const {
        const auto lead = leading(group);
        return lead && !has(*lead);
    }
    /// What is not published although a school of its kind could have it; empty: it would not apply.
    std::string_view missing_words(FeatureGroup group) const {
        const auto phase = school_.phase;
        const bool upper = phase == analytics::Phase::secondary || phase == analytics::Phase::all_through;
        const bool lower = phase == analytics::Phase::primary || phase == analytics::Phase::junior ||
                           phase == analytics::Phase::middle || phase == analytics::Phase::all_through;
        switch (group) {
            case FeatureGroup::attainment_ks2:
                return lower ? "the expected standard at key stage 2" : "";
            case FeatureGroup::progress_ks2:
                return lower ? "progress to key stage 2" : "";
            case FeatureGroup::results_ks4:
                return upper ? "Progress 8" : "";
            case FeatureGroup::absence:
                return "absence";
            case FeatureGroup::finance:
                return value(Feature::academy) > 0 || value(Feature::independent) > 0 ? "" : "its accounts";
            case FeatureGroup::pupils:
                return "its pupils' circumstances";
            case FeatureGroup::size:
                return "its roll";
            default:
                return "";
        }
    }

  private:
    float value(Feature feature) const { return school_.known[static_cast<std::size_t>(feature)]; }
    bool has(Feature feature) const { return !std::isnan(value(feature)); }

    /// The fact without which there is nothing to tell.
    static std::optional<Feature> leading(FeatureGroup group) {
        switch (group) {
            case FeatureGroup::attainment_ks2:
                return Feature::ks2_expected;
            case FeatureGroup::progress_ks2:
                return Feature::ks2_progress;
            case FeatureGroup::results_ks4:
                return Feature::ks4_progress8;
            case FeatureGroup::absence:
                return Feature::absence;
            case FeatureGroup::finance:
                return Feature::balance;
            case FeatureGroup::pupils:
                return Feature::free_meals;
            case FeatureGroup::size:
                return Feature::roll;
            default:
                return std::nullopt;
        }
    }

    static std::string_view grade_words(float grade) {
        constexpr std::array<std::string_view, 4> words{"outstanding", "good", "requires improvement",
                                                        "inadequate"};
        return words[static_cast<std::size_t>(std::clamp(static_cast<int>(grade), 1, 4)) - 1];
    }
    static std::string time_words(float months) {
        constexpr float in_months_below = 36;
        return months < in_months_below ? fmt::format("{:.0f} months", months)
                                        : fmt::format("{:.0f} years", months / 12);
    }
    static std::string beside(float gap, std::string_view whom) {
        const std::string size = fmt::format("{:.0f}", std::abs(gap));
        return size == "0" ? fmt::format("level with {}", whom)
                           : fmt::format("{} points {} {}", size, gap < 0 ? "below" : "above", whom);
    }

    std::string timing() const {
        return fmt::format(
            "Judged {} {} ago. Of schools like that, {:.0f}% were inspected within 14 months and {:.0f}% "
            "were judged less than good",
            grade_words(value(Feature::grade)), time_words(value(Feature::months_since)),
            100 * value(Feature::due), 100 * value(Feature::due_below_good));
    }
    std::string record() const {
        std::string text = fmt::format("Past grades, newest first: {}", grade_words(value(Feature::grade)));
        for (const Feature earlier : {Feature::previous_grade, Feature::third_grade})
            if (has(earlier)) text += fmt::format(", {}", grade_words(value(earlier)));
        return text;
    }
    std::string kind() const {
        const std::string_view run_by = value(Feature::independent) > 0 ? "not state-funded"
                                        : value(Feature::academy) > 0   ? "academy or free school"
                                                                        : "maintained";
        std::string text = fmt::format("{}, {}", analytics::phase_title(school_.phase), run_by);
        if (has(Feature::months_since_conversion))
            text +=
                fmt::format(", {} since it converted", time_words(value(Feature::months_since_conversion)));
        return text;
    }
    std::string attainment_ks2() const {
        return fmt::format("Reading, writing and maths at the expected standard: {}; over the years {}",
                           beside(value(Feature::ks2_expected), "England"),
                           beside(value(Feature::ks2_expected_pooled), "it"));
    }
    std::string latest_and_pooled(std::string_view what, Feature latest, Feature pooled, int decimals) const {
        return fmt::format("{}: {:+.{}f} in the latest results, {:+.{}f} over the years", what, value(latest),
                           decimals, value(pooled), decimals);
    }
    std::string absence() const {
        return fmt::format("Absence {:.1f} percentage points {} similar schools",
                           std::abs(value(Feature::absence)),
                           value(Feature::absence) < 0 ? "below" : "above");
    }
    std::string finance() const {
        return fmt::format("In-year balance {:+.1f}% of income, {:+.1f}% on average", value(Feature::balance),
                           value(Feature::balance_mean));
    }
    std::string pupils() const {
        constexpr std::array parts{std::pair{Feature::free_meals, "ever eligible for free meals"},
                                   std::pair{Feature::sen_support, "SEN support"},
                                   std::pair{Feature::ehc_plans, "EHC plan"},
                                   std::pair{Feature::english_additional, "English an additional language"}};
        std::string text = "Pupils: ";
        for (const auto& [feature, words] : parts)
            if (has(feature))
                text += fmt::format("{}{:.0f}% {}", text.ends_with(": ") ? "" : ", ", value(feature), words);
        return text;
    }

    const SchoolWarning& school_;
};

}

PlainExplanation explain_plainly(const WarningRun& run, const SchoolWarning& school) {
    const Explanation exact = explain(run, school);
    std::array<double, engine::group_count> sums{};
    for (const Term& term : exact.terms)
        for (const Feature feature : term.features)
            sums[static_cast<std::size_t>(engine::fact(feature).group)] +=
                term.log_odds / static_cast<double>(term.features.size());
    const auto sum_of = [&](FeatureGroup group) -> double& { return sums[static_cast<std::size_t>(group)]; };
    // How far ahead is looked is the same for every school asked about.
    PlainExplanation out{.base = exact.base + sum_of(FeatureGroup::horizon), .reasons = {}};
    // That a figure is not there tells of the kind of school.
    const Words words{school};
    std::string without;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        const auto group = static_cast<FeatureGroup>(i);
        if (!words.missing(group)) continue;
        if (const auto name = words.missing_words(group); !name.empty())
            without += fmt::format("{}{}", without.empty() ? "; not published: " : ", ", name);
        sum_of(FeatureGroup::kind) += std::exchange(sums[i], 0.0);
    }
    for (std::size_t i = 0; i < sums.size(); ++i) {
        const auto group = static_cast<FeatureGroup>(i);
        if (group == FeatureGroup::horizon || sums[i] == 0) continue;
        out.reasons.push_back({group, sums[i], words.of(group)});
        if (group == FeatureGroup::kind) out.reasons.back().text += without;
    }
    std::stable_sort(out.reasons.begin(), out.reasons.end(), [](const Reason& a, const Reason& b) {
        return std::abs(a.log_odds) > std::abs(b.log_odds);
    });
    return out;
}

}
