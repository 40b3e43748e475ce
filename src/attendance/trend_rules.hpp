#pragma once
// Absence of one school year by year, beside the middle school of its phase in the authority and in England.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/as_at.hpp"

namespace tarn::attendance {

struct AbsenceYear {
    std::string_view period;                ///< "2024/25"
    analytics::Cell school{};               ///< per cent, with the pupils behind it or why it is missing
    std::optional<double> county, england;  ///< medians of the open schools of the same phase, per cent
    std::string source{};                   ///< of the school's figure, with its day
};
/// Oldest first, at most `most` years, as known on the day.
std::vector<AbsenceYear> absence_years(const analytics::Snapshot& snapshot, std::string_view measure,
                                       analytics::SchoolIndex school, Date as_at, std::size_t most = 5);
/// Whole school years with a figure of the measure, newest first.
std::vector<analytics::PublicPeriod> school_years(const analytics::Snapshot& snapshot,
                                                  std::string_view measure, Date as_at, std::size_t most = 5);
/// The newest figure of a school in these years, through the records that it had before.
std::optional<double> newest_figure(const analytics::Snapshot& snapshot,
                                    std::span<const analytics::PublicPeriod> years,
                                    analytics::SchoolIndex school);
/// The newest year in which the school has a figure; null when there is none.
const AbsenceYear* newest(const std::vector<AbsenceYear>& years);

/// "18.2% of pupils were persistently absent in 2024/25. The middle one of the authority's primary schools
/// had 15.1%, the middle one of England's 16.0%." Of a school without a figure: why.
std::string absence_words(const std::vector<AbsenceYear>& years, std::string_view what,
                          analytics::Phase phase);

}
