#pragma once
// Inside schools: a school closes and an academy opens within days, with the same number or at the same
// place, and no link says that they are one. The pair is proposed to a data officer and never joined in
// silence.
#include "base/code_table.hpp"
#include "feature_kit/lifecycle.hpp"
#include "feature_kit/record.hpp"
#include "schools/conversions_rules.hpp"
#include "schools/schools.hpp"

namespace tarn::schools {

extern const kit::Lifecycle<ConversionState> conversion_life;
extern const kit::Record<PossibleConversion> conversions;

/// Adds pairs that are new and takes back those that are neither decided nor found any more.
void keep_proposals(storage::Writer& db, const std::vector<PossibleConversion>& found);
/// What data officers decided, as the links that GIAS left out.
std::vector<Link> confirmed_links(storage::Reader& db);

}
