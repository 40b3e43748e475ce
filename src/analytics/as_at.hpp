#pragma once
// What was known of a school on a day: one value per school, measure and period, by the written order of
// sources, through the records the school had before it changed its URN.
#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "analytics/snapshot.hpp"

namespace tarn::analytics {

struct PeriodDates {
    Date first, last;
    auto operator<=>(const PeriodDates&) const = default;
};
/// "2018/19" is the year ending in `year_ends_month` 2019 (8: school years, 3: financial years); "2019-01"
/// that month. Empty for any other form.
std::optional<PeriodDates> period_dates(std::string_view period, unsigned year_ends_month = 8);

/// One record of a school's past: its values count for periods that began before `until`.
struct Ancestor {
    SchoolIndex school = 0;
    Date until;
    bool self = true;
};

/// The state-funded schools open on a day, 16-plus apart, each with its line of predecessors by conversion.
class Population {
  public:
    Population(const Snapshot& snapshot, Date open_on);
    std::size_t size() const { return schools_.size(); }
    SchoolIndex school(std::size_t member) const { return schools_[member]; }
    std::span<const SchoolIndex> schools() const { return schools_; }
    Phase phase(std::size_t member) const { return phases_[member]; }
    /// The school itself first, then its predecessors, newest first.
    std::span<const Ancestor> line(std::size_t member) const {
        return std::span{line_}.subspan(line_begin_[member], line_begin_[member + 1] - line_begin_[member]);
    }

  private:
    std::vector<SchoolIndex> schools_;
    std::vector<Phase> phases_;
    std::vector<std::uint32_t> line_begin_;
    std::vector<Ancestor> line_;
};
bool open_on(const School& school, Date date);
/// The school itself first, then its predecessors, newest first.
std::vector<Ancestor> line_of(const Snapshot& snapshot, SchoolIndex school);

/// The series of one measure and period that were public on a day, in the order in which they are believed.
struct PublicPeriod {
    std::string_view period;
    PeriodDates dates;
    std::vector<std::uint32_t> series;  ///< numbers of a View
    bool operator==(const PublicPeriod&) const = default;
};
/// Newest first. Periods before `comparable_from` had another definition and are left out.
std::vector<PublicPeriod> known_periods(const View& view, std::string_view measure, Date as_at,
                                        std::string_view comparable_from = {}, unsigned year_ends_month = 8);

struct Cell {
    double value = std::numeric_limits<double>::quiet_NaN();
    double n = std::numeric_limits<double>::quiet_NaN();  ///< NaN when the source carries none
    Missing missing = Missing::not_in_release;
    std::uint32_t series = 0;
    bool from_predecessor = false;
    explicit operator bool() const { return missing == Missing::none; }
};
/// The first source that says anything but a blank wins; a predecessor's value fills only periods that began
/// before the successor opened.
Cell value_as_at(const View& view, const PublicPeriod& period, std::span<const Ancestor> line);

/// The aggregate of a level ("national-state-funded") known on the day; the newest known wins.
std::optional<double> known_aggregate(const Snapshot& snapshot, std::string_view measure,
                                      std::string_view period, std::string_view level, Date as_at);

/// Graded inspections of the line known on the day, newest first; a predecessor's count until the successor
/// opened.
struct KnownInspection {
    const Inspection* inspection = nullptr;
    bool from_predecessor = false;
};
std::vector<KnownInspection> known_inspections(const Snapshot& snapshot, std::span<const Ancestor> line,
                                               Date as_at);

/// One area of the report card as it stood on a day.
struct AreaAsAt {
    CardGrade grade = CardGrade::not_known;
    Date given;  ///< later than the inspection where a visit since then changed the grade
    ReleaseId release;
};
struct CardAsAt {
    const ReportCard* latest = nullptr;  ///< null: the school has none that was public
    const ReportCard* before = nullptr;  ///< the newest but one
    bool from_predecessor = false;
    std::array<AreaAsAt, card_area_count> areas;
    const AreaAsAt& of(CardArea area) const { return areas[static_cast<std::size_t>(area)]; }
    CardGrades grades() const;
};
/// The newest report card of the line known on the day. An area that a later card leaves out keeps the grade
/// it had; a predecessor's card counts until the successor opened.
CardAsAt card_as_at(const Snapshot& snapshot, std::span<const Ancestor> line, Date as_at);

/// The category of concern in force as known on a day.
struct CategoryAsAt {
    Category category = Category::none;
    Date day;             ///< of the inspection, or of the list that says otherwise since
    bool listed = false;  ///< a later list of Ofsted's differs from what the inspection found
    ReleaseId release;
    std::optional<Date> confirmed;  ///< day of the newest list, where it says the same as the inspection
};
/// Empty where neither an inspection whose category a file tells nor a list is known. Ofsted's newest list
/// counts over what the latest such inspection found; a category ends when the school in it closes to become
/// an academy.
std::optional<CategoryAsAt> category_as_at(const Snapshot& snapshot, std::span<const Ancestor> line,
                                           Date as_at);

}
