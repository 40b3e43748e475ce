#pragma once
// One indicator read for many schools at once: the value, what it is compared with and how severe it is.
#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

#include "analytics/as_at.hpp"
#include "analytics/similar.hpp"
#include "rating/rating.hpp"

namespace tarn::rating {

inline constexpr double no_number = std::numeric_limits<double>::quiet_NaN();
inline constexpr std::uint32_t nowhere = std::numeric_limits<std::uint32_t>::max();
inline constexpr std::size_t most_years = 6;

/// Which of the run's schools an indicator is about; columns have one reading for each.
struct Audience {
    std::vector<std::uint32_t> members;  ///< of the population, ascending
    std::vector<std::uint32_t> slot;     ///< member -> position in `members`, or nowhere
};

struct Reading {
    double value = no_number;
    double comparison = no_number;
    double n = no_number;
    double reliability = no_number;
    double position = 0;
    double severity = 0;
    Date until;                ///< last day of what was measured; staleness counts from it
    std::uint16_t origin = 0;  ///< index in the column's origins
    analytics::Missing missing = analytics::Missing::no_release;
    std::uint8_t years = 0;
    bool from_predecessor = false;
    bool listed = false;
    bool n_stands_in = false;
    bool has_day = false;
    bool applies = true;   ///< false: nobody could know it of this school
    bool scores = true;    ///< false: so few pupils are behind it that it is shown and has no weight
    bool current = false;  ///< what still holds does not become stale, however long ago it began
};

/// What a reading was read from: series by their number in the view, or one inspection file, or one fact that
/// the authority entered.
struct Origin {
    std::array<std::uint32_t, most_years> series{nowhere, nowhere, nowhere,
                                                 nowhere, nowhere, nowhere};  ///< newest first
    ReleaseId release;
    std::uint32_t fact = nowhere;
    bool operator==(const Origin&) const = default;
};
struct Column {
    std::vector<Reading> readings;  ///< one for each of the audience
    std::vector<Origin> origins;    ///< few, each shared by many readings
    std::uint16_t origin(const Origin& origin);
};

/// Everything a measured indicator reads on a day. Equal recipes give equal columns, so that a replay over
/// several dates computes only what became known in between.
struct Recipe {
    std::size_t indicator = 0;
    std::vector<analytics::PublicPeriod> periods;               ///< newest first, pool_years of them
    std::vector<analytics::PublicPeriod> older;                 ///< where a cohort may stand in
    std::vector<analytics::PublicPeriod> cohort;                ///< of the cohort measure
    std::vector<std::vector<analytics::PublicPeriod>> further;  ///< all_below: of the further measures
    std::vector<std::optional<double>> national;                ///< as published, for each of `periods`
    const analytics::SimilarSchools* similar = nullptr;
    bool operator==(const Recipe&) const = default;
};
Recipe make_recipe(const analytics::View& view, const Scheme& scheme, std::size_t indicator, Date as_at,
                   const analytics::SimilarSchools* similar, const analytics::Calendars* calendars);

const analytics::Calendar* calendar_of(const analytics::Calendars* calendars,
                                       std::string_view measure);  ///< null: the measure has none

struct Setting {
    const analytics::Snapshot& snapshot;
    analytics::View view;  ///< the snapshot with what the authority gathers itself
    const analytics::Population& population;
    const Scheme& scheme;
};
bool is_measured(SeverityKind kind);                             ///< read from series
bool is_inspected(SeverityKind kind, std::string_view measure);  ///< read from inspections
Column measured_column(const Setting& setting, const Audience& audience, const Recipe& recipe);

/// What inspections say of one school on a day.
struct InspectionRecord {
    const analytics::Inspection* latest = nullptr;  ///< the newest with the grades of before November 2025
    bool from_predecessor = false;
    std::uint16_t below_good = 0;  ///< graded inspections in a row below good, from the newest back
    std::uint16_t known = 0;
    analytics::CardAsAt card;
    std::optional<analytics::CategoryAsAt> category;
    /// What came last counts: a report card ends the grades before it, and they none of it.
    bool card_counts() const { return card.latest && (!latest || card.latest->held > latest->held); }
    bool inspected() const { return latest || card.latest; }
};
std::vector<InspectionRecord> inspection_records(const Setting& setting, Date as_at);
Column inspected_column(const Setting& setting, const Audience& audience, std::size_t indicator,
                        const std::vector<InspectionRecord>& records, Date as_at);

/// From what the authority entered itself. An authority that keeps no register of a fact has it missing, not
/// absent.
Column entered_column(const Setting& setting, const Audience& audience, std::size_t indicator,
                      std::span<const LocalFact> facts, Date as_at);

/// Severity to four decimals: what is printed is what was multiplied.
double rounded(double severity);

}
