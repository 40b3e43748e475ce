#pragma once
// Links between URNs: which of them continue one school, and what that says of opening and closing days.
#include "schools/open_periods_rules.hpp"

namespace tarn::schools {

/// One predecessor and one successor, from either side's row or both.
struct Pair {
    std::size_t before;  ///< positions in Rows
    std::size_t after;
    Succession kind = Succession::other;
    std::optional<Date> date;  ///< the later of the two rows' dates, moved to the first day of the successor
    std::string_view before_name;
    std::string_view after_name;
    bool decided = false;  ///< no published link has the pair
};

/// Pairs ascending by successor, then predecessor. A plain link between one predecessor and one successor is
/// a conversion; with several of either it is a merger or a split. What was decided gives way to a published
/// link of either school.
std::vector<Pair> pairs_of(const std::vector<Link>& links, const Rows& rows);

/// Closes predecessors the day before their successor opened and opens successors that have no date of their
/// own. A pair whose dates contradict a conversion becomes Succession::other. Schools known from links alone
/// get a open period, and `shadow_of` names the neighbour whose facts they take.
void settle_by_links(std::vector<Pair>& pairs, std::vector<OpenPeriod>& open_periods, Coverage& coverage,
                     std::vector<std::optional<std::size_t>>& shadow_of);

/// Once every open period is settled: no school of a conversion is open on the same day as its successor, or
/// missing between.
void join_conversions(const std::vector<Pair>& pairs, std::vector<OpenPeriod>& open_periods);

/// A LAESTAB names one open school at a time: whoever's end is not recorded ended before the number's next
/// bearer opened. `numbers` by school; 0 is not known.
void separate_by_number(const std::vector<std::int32_t>& numbers, std::vector<OpenPeriod>& open_periods);

}
