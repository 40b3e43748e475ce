#pragma once
// The parts of a rating page that show a proposal: contributions, what is missing, trends behind them.
#include "platform/web/html.hpp"
#include "rating/rating.hpp"

namespace tarn::rating {

/// Why the level is held, and its main reasons.
web::Html why_html(const Run& run, const Proposal& proposal);
web::Html contributions_html(const Run& run, const Proposal& proposal);
web::Html missing_html(const Run& run, const Proposal& proposal);
/// One chart per scored measure with two or more comparable periods: the school, England, and the interval by
/// n.
web::Html trends_html(const Run& run, const Proposal& proposal);

}
