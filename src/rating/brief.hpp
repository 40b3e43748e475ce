#pragma once
// The few sentences that a reader in a hurry needs of a proposal. Pages, agenda, list, pack and letter take
// them from here, so that they say the same.
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "rating/rating.hpp"

namespace tarn::rating {

/// "Held at Green: ...", and why; empty where the level is what the evidence of the day says.
std::string held_sentence(const Proposal& proposal);

struct MainReason {
    const Contribution* contribution = nullptr;
    bool trigger = false;  ///< a critical trigger that holds: it alone is enough for its level
    std::string title;     ///< "Warning notice in force"
    std::string sentence;  ///< one sentence: "A warning notice has been in force since 3 March 2026."
    std::string points;    ///< "2.00 of 3.00 points"; empty where it counts no points
};
/// At most `most`: critical triggers first, then the largest contributions. Empty where nothing raises
/// concern.
std::vector<MainReason> main_reasons(const Run& run, const Proposal& proposal, std::size_t most = 3,
                                     Hearer hearer = Hearer::officers);
inline constexpr const char* no_concern = "Nothing that was checked raises concern.";
/// What a line of a list, an agenda or a pack says of a proposal: that it is held, then at most `most` main
/// reasons, with their points where asked. Never empty: it says so where nothing raises concern or there is
/// too little evidence.
std::vector<std::string> grounds(const Run& run, const Proposal& proposal, std::size_t most,
                                 bool with_points = false);
/// The same in one text.
std::string grounds_text(const Run& run, const Proposal& proposal, std::size_t most);

/// The words that a rationale starts with: its author changes them. For a school without notes of officers,
/// which it must not read. Empty where nothing raises concern.
std::string suggested_rationale(const Run& run, const Proposal& proposal, Hearer hearer);

/// What differs from the last rating date before the day: the level, and the three indicators whose points
/// differ most.
std::vector<std::string> changed_since(const Run& run, const Proposal& proposal,
                                       Hearer hearer = Hearer::officers);

/// How many of the next rating dates in a row have to point to the next better (worse) level before it is
/// proposed, by the rule of two dates: one where an earlier date said so already, else two.
int dates_needed(std::span<const Step> steps, bool better);

/// "The score is 9.40 of a possible 45.00 (21%)", and where Amber and Red start; empty where a school must
/// not read it.
std::string score_words(const Run& run, const Proposal& proposal, Hearer hearer = Hearer::officers);

/// Sentences: what keeps the level where it is, what would make it better, what would make it worse, each
/// with its dates and its condition.
std::vector<std::string> what_would_change(const Run& run, const Proposal& proposal,
                                           Hearer hearer = Hearer::officers);

}
