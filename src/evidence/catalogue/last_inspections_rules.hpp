#pragma once
// How the schools of an authority, and of England beside it, were inspected last. The grades given until
// November 2025 and the report cards since are counted apart: a school counts by whichever came last.
#include <array>
#include <map>
#include <string_view>

#include "analytics/snapshot.hpp"
#include "base/recent_answers.hpp"

namespace tarn::evidence {

enum class LastInspection : std::uint8_t { report_card, overall_grade, no_overall_grade, none_known };
inline constexpr CodeTable<LastInspection> last_inspections{
    {LastInspection::report_card, "report_card", "A report card (since 10 November 2025)"},
    {LastInspection::overall_grade, "overall_grade", "A graded inspection with an overall grade"},
    {LastInspection::no_overall_grade, "no_overall_grade", "A graded inspection without an overall grade"},
    {LastInspection::none_known, "none_known", "No graded inspection known"}};

/// Schools, each in exactly one of `by_last`.
struct InspectedSchools {
    static constexpr std::size_t grades = analytics::card_grades.size();
    long schools = 0, of_predecessor = 0;
    std::array<long, 4> by_last{};     ///< by LastInspection
    std::array<long, 5> by_overall{};  ///< 1 Outstanding .. 4 Inadequate, where that came last
    /// By area and grade, where a report card came last; an area without one of the five grades counts too.
    std::array<std::array<long, grades>, analytics::card_area_count> by_area{};

    long last(LastInspection kind) const { return by_last[static_cast<std::size_t>(kind)]; }
    long graded(analytics::CardArea area, analytics::CardGrade grade) const {
        return by_area[static_cast<std::size_t>(area)][static_cast<std::size_t>(grade)];
    }
};

/// From which files one kind of last inspection comes, by schools, and the newest publication among them.
struct InspectionSources {
    std::map<ReleaseId, long> schools;
    std::optional<Date> newest;
};

struct LastInspections {
    InspectedSchools own, england;    ///< England holds the authority's schools too
    InspectionSources grades, cards;  ///< of England
};

/// Of the state-funded schools open on the day, as known on it; 16-plus colleges apart. A school that
/// converted keeps the last inspection of its predecessor until its own.
LastInspections last_inspections_of(const analytics::Snapshot& snapshot, AuthorityCode authority, Date as_at);

/// The same, kept for the days asked about last: a walk through England's schools. Safe from any thread.
class LastInspectionsKept {
  public:
    using Answer = std::shared_ptr<const LastInspections>;
    Answer of(const std::shared_ptr<const analytics::Snapshot>& snapshot, AuthorityCode authority,
              Date as_at) {
        return recent_.of({snapshot, authority, as_at}, [&] {
            return std::make_shared<const LastInspections>(last_inspections_of(*snapshot, authority, as_at));
        });
    }

  private:
    struct Key {
        std::shared_ptr<const analytics::Snapshot> snapshot;
        AuthorityCode authority;
        Date as_at;
        bool operator==(const Key&) const = default;
    };
    RecentAnswers<Key, LastInspections> recent_{8};
};

}
