#pragma once
// An immutable, columnar picture of published evidence in memory: what every measure, rating and chart is
// computed from.
#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/report_cards.hpp"
#include "base/date.hpp"
#include "base/ids.hpp"

namespace tarn::analytics {

/// Why a value is not there. Each means something different and none of them is zero.
enum class Missing : std::uint8_t {
    none = 0,        ///< there is a value
    suppressed,      ///< SUPP, c: withheld to protect a small number of pupils
    not_published,   ///< NP, NE, x, ':'
    not_applicable,  ///< NA, z
    low_coverage,    ///< LOWCOV
    new_school,      ///< NEW
    low,             ///< low: rounds to zero but is not zero
    not_inspected,
    blank,           ///< an empty cell: the file does not say why
    not_in_release,  ///< the school is not in the file at all
    no_release,      ///< no release of this measure was known on the day
    stale,           ///< known, but older than the indicator's maximum age
    no_cohort,       ///< neither the file nor an earlier cohort says how many pupils stand behind the value
};
std::string_view missing_code(Missing missing);  ///< "suppressed"
std::string_view missing_sentence(
    Missing missing);  ///< "Withheld because it describes five or fewer pupils."

enum class Phase : std::uint8_t {
    nursery,
    infant,
    junior,
    primary,
    middle,
    secondary,
    all_through,
    special,
    alternative,
    sixteen_plus,
    unknown,
};
std::string_view phase_code(Phase phase);   ///< "all_through"
std::string_view phase_title(Phase phase);  ///< "All-through"
std::optional<Phase> parse_phase(std::string_view code);

/// Index of a school record in a snapshot, 0..schools-1, ascending by URN.
using SchoolIndex = std::uint32_t;

/// One measure in one period from one release: values by school index.
struct Series {
    std::string measure;  ///< "ks2.progress.reading"
    std::string period;   ///< "2018/19", "2019-01": sorts within a measure
    ReleaseId release;
    std::string release_title;  ///< "KS2 2018/19 (ks2_perf_2018)"
    Date known_from;
    std::optional<Date> known_to;  ///< the day before a correction became public
    int precedence = 0;          ///< written order of sources: lower wins among values known on the same day
    std::vector<double> values;  ///< NaN where missing
    std::vector<Missing> missing;  ///< same length
    std::vector<float>
        n;  ///< pupils behind the value; NaN where the file carries none; empty when it never does
};

/// National or authority aggregates that stand as rows in the file itself.
struct Aggregate {
    std::string measure;
    std::string period;
    std::string level;  ///< "national", "national-state-funded", "authority"
    std::optional<AuthorityCode> authority;
    double value = 0;
    Date known_from;
    ReleaseId release;
};

/// From this day on Ofsted gives state-funded schools no overall grade [ofsted-grades-end].
inline constexpr Date overall_grades_ended{std::chrono::sys_days{std::chrono::year{2024} / 9 / 2}};
/// By number; 0 is none.
inline constexpr std::array<std::string_view, 5> overall_grades{"Not given", "Outstanding", "Good",
                                                                "Requires improvement", "Inadequate"};

/// One inspection with the grades given until November 2025, or a visit without grades.
struct Inspection {
    Date held;
    Date known_from;
    std::optional<Date> known_to;  ///< the day before a corrected file without it became public
    std::uint8_t overall = 0;      ///< 1 Outstanding .. 4 Inadequate; 0 none (since September 2024)
    std::uint8_t quality_of_education = 0, behaviour = 0, personal_development = 0,
                 leadership = 0;         ///< 0 not judged
    Category category = Category::none;  ///< as found then; CategoryListed tells what became of it
    bool graded = true;                  ///< false: ungraded (section 8) visit
    /// Histories may use it from this day on. A file of latest inspections tells by its silence what came
    /// later, so what it alone holds must not enter a picture of an earlier day. Unset where a file that
    /// lists every inspection has it.
    Date listed_from{};
    ReleaseId release;
    /// None is missing then.
    bool has_no_overall() const { return held >= overall_grades_ended && overall == 0; }
};

/// One grade of a report card. A later visit may raise or lower an area: the card then has two of it.
struct CardEntry {
    CardArea area{};
    CardGrade grade{};
    Date given;       ///< the day of the inspection, or of the visit that changed the grade
    Date known_from;  ///< publication of the report; of a visit's grade that of the first file with it
    std::optional<Date> known_to;
    ReleaseId release;
};

/// What files say of the category that an inspection found. A later file may say otherwise.
struct CardCategory {
    Category category = Category::none;
    Date known_from;
    std::optional<Date> known_to;
    ReleaseId release;
};

/// One inspection that ended in a report card.
struct ReportCard {
    SchoolIndex school = 0;
    Date held;
    Date known_from;  ///< the day of publication
    std::optional<Date> known_to;
    std::vector<CardCategory> categories;  ///< as found then; empty where no file says
    std::vector<CardEntry> entries;
    ReleaseId release;
};

/// What a file of Ofsted's says of the category in force on its day; `none` also tells that one was lifted.
struct CategoryListed {
    SchoolIndex school = 0;
    Date listed;      ///< the day as at which the file speaks
    Date known_from;  ///< the day on which the file was public
    std::optional<Date> known_to;
    Category category = Category::none;
    ReleaseId release;
};

/// What ratings need of a school from the register, by valid time at the snapshot's register date.
struct School {
    Urn urn;
    std::string name;
    Phase phase = Phase::unknown;
    AuthorityCode authority;
    bool maintained = false;  ///< not an academy, free school or city technology college
    bool state_funded = true;
    std::optional<Date> opened;  ///< empty: before the earliest evidence
    std::optional<Date> closed;
    bool selective = false;      ///< admits by ability; false where the register says nothing
    bool faith = false;          ///< has a religious character; false where the register names none
    std::int16_t low_age = -1;   ///< years; -1 not known
    std::int16_t high_age = -1;  ///< years; -1 not known
    std::int32_t easting = 0;    ///< metres, British National Grid; 0 not known
    std::int32_t northing = 0;
    std::vector<SchoolIndex> predecessors;  ///< by conversion only; a merged school inherits no results
};

/// One imported file, as the pages name it.
struct Release {
    ReleaseId id;
    std::string title;  ///< "Ofsted graded inspections (ofsted_ratings_2018)"
};

/// A list that its copies share, since pictures of two days differ in their schools alone. It is filled
/// through edit() while nobody else has it.
template <class T>
class SharedList {
  public:
    std::vector<T>& edit() { return *list_; }
    std::size_t size() const { return list_->size(); }
    bool empty() const { return list_->empty(); }
    const T* data() const { return list_->data(); }
    const T* begin() const { return data(); }
    const T* end() const { return data() + size(); }
    const T& operator[](std::size_t at) const { return (*list_)[at]; }

  private:
    std::shared_ptr<std::vector<T>> list_ = std::make_shared<std::vector<T>>();
};

struct Snapshot {
    std::vector<Release>
        releases;  ///< ascending by id; every release that series, aggregates or inspections name
    std::vector<School> schools;  ///< ascending by URN
    SharedList<Series> series;    ///< ascending by measure, period, precedence; then newest release first
    SharedList<Aggregate> aggregates;
    SharedList<std::uint32_t> inspection_begin;  ///< schools + 1 offsets into inspections
    SharedList<Inspection> inspections;          ///< per school ascending by date held
    SharedList<ReportCard> report_cards;         ///< ascending by school, date held
    SharedList<CategoryListed> categories;       ///< ascending by school, day; then the most believed last

    std::optional<SchoolIndex> find(Urn urn) const;
    std::span<const Series> of_measure(std::string_view measure) const;  ///< all periods and releases
    std::string_view release_title(ReleaseId id) const;                  ///< empty when unknown
    std::span<const Inspection> inspections_of(SchoolIndex school) const {
        return std::span{inspections.data() + inspection_begin[school],
                         inspection_begin[school + 1] - inspection_begin[school]};
    }
    std::span<const ReportCard> report_cards_of(SchoolIndex school) const;
    std::span<const CategoryListed> categories_of(SchoolIndex school) const;
};

/// A file as the public knows it: "Key stage 2 results" of "Key stage 2 results (ks2_perf_2018)".
std::string_view public_name(std::string_view release_title);

/// What one authority gathers itself: a small part that lies beside the published snapshot and shares its
/// school indexes. Nobody else's proposals ever see it.
struct OwnSeries {
    AuthorityCode owner;
    std::vector<SchoolIndex> schools;  ///< ascending: those of which any of its files speaks
    std::vector<Series> series;        ///< values by position in `schools`; ordered as in a snapshot
};

/// The published snapshot, with or without an authority's own series. Their numbers go on where the published
/// ones end, so that one number names either.
class View {
  public:
    View(const Snapshot& published, const OwnSeries* own = nullptr) : published_(&published), own_(own) {}
    const Snapshot& published() const { return *published_; }
    const Series& series(std::uint32_t number) const {
        return is_own(number) ? own_->series[number - published_->series.size()] : published_->series[number];
    }
    bool is_own(std::uint32_t number) const { return number >= published_->series.size(); }
    /// Position of a school's value in a series; empty when it is none of those that the series is about.
    std::optional<std::size_t> place(std::uint32_t number, SchoolIndex school) const;
    /// All periods and releases of a measure by period, precedence; then newest release first.
    std::vector<std::uint32_t> of_measure(std::string_view measure) const;

  private:
    const Snapshot* published_;
    const OwnSeries* own_;
};

}
