#pragma once
// One function per page, and what they share; warning_pages.cpp holds the route table that leads to them.
#include <functional>
#include <string>
#include <vector>

#include "feature_kit/act.hpp"
#include "platform/page_kit/page_kit.hpp"
#include "warning/warning_jobs.hpp"

namespace tarn::warning {

using web::Html;
using Wake = std::function<void()>;

web::Response accuracy_page(Runs& runs, kit::Act& act);
web::Response schools_at_risk_page(Runs& runs, kit::Act& act);
web::Response card_page(Runs& runs, kit::Act& act);
web::Response models_page(Runs& runs, kit::Act& act);
web::Response promote_post(Runs& runs, kit::Act& act);
web::Response fit_post(const Wake& wake, kit::Act& act);
web::Response compare_post(Runs& runs, const Wake& wake, kit::Act& act);
web::Response fitting_page(Runs& runs, kit::Act& act);

Html school_panel(Runs& runs, kit::Act& act, const schools::School& school, Date as_at);

inline constexpr const char* accuracy_href = "/early-warning";
inline constexpr const char* schools_at_risk_href = "/early-warning/schools";
inline constexpr const char* card_href = "/early-warning/model";
inline constexpr const char* models_href = "/early-warning/models";
inline constexpr const char* comparisons_href = "/early-warning/comparisons";

/// What stands on every page that shows a probability.
inline constexpr const char* one_voice =
    "Early warning is one piece of evidence, alongside the rating and what advisers know. It does not set a "
    "level. A named person decides.";

std::string day_of(Instant at);     ///< "3 May 2026"
std::string percent(double share);  ///< "18%", below a tenth "4.2%"
/// "Model 3, which learnt from inspections up to 26 February 2020".
std::string model_words(const ModelFacts& facts);
/// A sentence for those who come before there is a model; a data officer gets the way to one.
Html no_model(const kit::Act& act);
/// "Of 50 schools like this one, 7 were judged less than good within 14 months (14%). Likely range: 7% to
/// 26%", and which schools those are.
std::string like_this_one(const StoredModel& stored, const SchoolWarning& school);
/// Why there is no answer for a day, with the way to one for which there is.
Html silent(const Spoken& spoken, Date as_at, const std::function<std::string(Date)>& href);
/// The largest reasons that raise a school's probability, at most `most`, in one line.
std::string raising(const WarningRun& run, const SchoolWarning& school, std::size_t most);
Html what_it_cannot_see();
std::string rating_href(Urn urn, const kit::Act& act, Date as_at);

}
