#pragma once
// What rating offers: schemes as data, proposed levels with every contribution, and the words that explain
// them. A scheme proposes; only a challenge board decides. Levels here are risk, never progress or spending.
#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/calendar.hpp"
#include "analytics/chance.hpp"
#include "analytics/snapshot.hpp"
#include "analytics/statistics.hpp"
#include "base/code_table.hpp"
#include "base/date.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"

namespace tarn::rating {

enum class Level : std::uint8_t { green, amber, red, not_enough_evidence };
inline constexpr CodeTable<Level> level_codes{
    {Level::green, "green", "Green"},
    {Level::amber, "amber", "Amber"},
    {Level::red, "red", "Red"},
    {Level::not_enough_evidence, "not_enough_evidence", "Not enough evidence"}};
/// Those that the board decides and an adviser recommends.
inline constexpr CodeTable<Level> decidable_levels = level_codes.up_to(Level::red);

enum class Group : std::uint8_t {
    outcomes,
    attendance_and_inclusion,
    leadership,
    finance,
    soft_intelligence
};
inline constexpr std::size_t group_count = 5;
std::string_view group_code(Group group);   ///< "attendance-and-inclusion"
std::string_view group_title(Group group);  ///< "Attendance and inclusion"

/// How a value becomes a severity between 0 (no concern) and 1. docs/rating.md gives each formula and its
/// source.
enum class SeverityKind : std::uint8_t {
    threshold,            ///< ramp over the value itself
    similar_schools,      ///< ramp over robust z of the shrunk value among the 30 most similar schools
    national_percentile,  ///< ramp over the percentile of the shrunk value among schools of the same phase
    trend_of_gap,         ///< ramp over the shrunk yearly change of the gap to that year's national value
    volatility,           ///< ramp over the standard deviation of yearly values
    run_below,            ///< ramp over the number of latest years in a row below `below`
    grade,                ///< a severity for each grade of the latest graded inspection
    run_of_grades,        ///< ramp over the number of latest graded inspections in a row below good
    event,                ///< 1 while the fact holds, else 0
    clock,                ///< ramp over years since the last event
    area_grade,           ///< a severity for each of the five grades of one area of the latest report card
    soft_intelligence,    ///< the highest live note of the category, 0..1, by its confidence
    all_below,            ///< 1 while each of several measures of one year is below its own value, else 0
};
std::string_view severity_kind_code(SeverityKind kind);  ///< "similar-schools"

/// Hundredths of a point, so that a score is exactly the sum of the contributions that are printed.
struct Points {
    std::int32_t hundredths = 0;
    double value() const { return hundredths / 100.0; }
    static Points of(double points);  ///< to the nearest hundredth
    Points& operator+=(Points other) {
        hundredths += other.hundredths;
        return *this;
    }
    auto operator<=>(const Points&) const = default;
};
std::string text(Points points);  ///< "3.25"

/// 0 at `none_from`, 1 at `full_at`, straight between; full_at below none_from means that low values worry.
struct Ramp {
    double none_from = 0;
    double full_at = 1;
    double at(double value) const;  ///< 0..1
};

enum class Unit : std::uint8_t {
    number,
    percent,
    points,
    percentage_points,
    grade,
    years,
    inspections,
    card_grade
};

struct Indicator {
    std::string code;  ///< "ks2-progress-maths"
    Group group = Group::outcomes;
    std::string title;
    std::vector<analytics::Phase> phases;
    bool maintained_only = false;
    std::string measure;            ///< "ks2.progress.maths"; for events and notes the code of the fact
    std::vector<std::string> also;  ///< further facts or notes, of which the highest counts; further measures
    std::string cohort_measure;     ///< whose value is n where the measure's own files never carry one
    int pool_years = 1;             ///< newest years taken together, 1..6
    std::string comparable_from;    ///< first period before which the definition differs; empty: none
    SeverityKind kind = SeverityKind::threshold;
    Ramp ramp;
    std::array<double, 6> grades{};  ///< severity by grade 1..4, or 1..5 of a report card
    double below = 0;                ///< run_below: a year counts when its value is below this
    std::vector<double> below_each;  ///< all_below: for each measure in turn
    double k = 0;                    ///< reliability = n / (n + k); 0: not shrunk
    analytics::Chance chance{analytics::Sampling::whole};  ///< of a value that is shrunk, for its interval
    Points weight;
    int maximum_age_months = 36;   ///< from the end of the period, or the day of the event
    unsigned year_ends_month = 8;  ///< 8: school years; 3: financial years
    std::optional<Level> trigger;  ///< proposed at once, whatever the score, while severity is 1
    std::optional<Date> since;     ///< the scheme does not ask before this day
    bool optional = false;         ///< who has no figure loses no coverage: not every authority can have it
    bool officers_only = false;    ///< nothing that a school reads speaks of it
    double small_up_to = 0;        ///< so few pupils are too few to score: the figure is only shown; 0: never
    std::string small_sentence;    ///< added then
    Unit unit = Unit::number;
    int decimals = 1;
    std::string
        sentence;  ///< what a headteacher reads; {value} {comparison} {n} {period} ... see docs/rating.md
    std::string otherwise;         ///< instead, where nothing of the kind is the case; may be empty
    std::string listed, unlisted;  ///< instead of these two where a later list differs from the inspection
    std::string better;            ///< what would lower it, same placeholders
    std::string source;            ///< key in docs/sources.md
    bool applies(const analytics::School& school) const;
    bool asked_on(Date day) const { return !since || *since <= day; }
    bool takes(std::string_view fact) const {
        return fact == measure || std::find(also.begin(), also.end(), fact) != also.end();
    }
};

/// A day of the year on which levels are replayed: fixed, or counted from Easter Sunday.
struct RatingDay {
    unsigned month = 0;  ///< 0: days_after_easter counts
    unsigned day = 0;
    int days_after_easter = 0;
    Date in(int year) const;
};

struct Scheme {
    std::string code;     ///< "default"
    std::string version;  ///< "2020.1"
    std::string title;
    Date valid_from;
    std::string basis;    ///< on what the thresholds rest, shown wherever levels are
    double amber_at = 0;  ///< share of the maximum, 0..1
    double red_at = 0;
    double coverage_floor = 0;  ///< below it: not enough evidence
    std::vector<RatingDay> rating_days;
    std::vector<Indicator> indicators;
    std::optional<std::size_t> find(std::string_view indicator_code) const;
};
/// Errors name the line and the field: "line 41: indicator ks2-progress-maths: weight must be 0 to 20".
Result<Scheme> parse_scheme(std::string_view toml);
std::shared_ptr<const Scheme> default_scheme();  ///< schemes/ratings/default.toml, embedded
/// The scheme's last `count` rating dates up to and including `date`, ascending.
std::vector<Date> rating_dates(const Scheme& scheme, Date date, std::size_t count);

/// What the authority itself enters and published files do not carry: warning notices, deficits, notes of
/// soft intelligence. `measure` is the indicator's; severity 0..1 already weighs the confidence of a note.
struct LocalFact {
    Urn urn;
    std::string measure;
    Date from;
    std::optional<Date> to;
    Date known_from;
    double severity = 1;                      ///< 0: known not to be the case
    std::string source;                       ///< "Note of 3 March 2026, adviser"
    std::optional<Date> end_known_from = {};  ///< until this day nobody knew that it had ended
    std::optional<Date> withdrawn_on = {};    ///< from this day it counts as never recorded
    bool of_one_school = false;  ///< silence about another school does not mean that all is well there
    bool operator==(const LocalFact&) const = default;
};

/// Where a contribution comes from; shared by the contributions of one run.
struct Source {
    std::vector<ReleaseId> releases;
    std::string title;  ///< "KS2 2016/17; KS2 2017/18"
    std::string first_period, last_period;
    Date known_from;   ///< of the newest release
    bool own = false;  ///< gathered by the authority itself, of its own schools only
};

struct Contribution {
    std::uint16_t indicator = 0;                         ///< index in Scheme::indicators
    std::uint16_t source = 0;                            ///< index in Run::sources
    analytics::Phase phase = analytics::Phase::unknown;  ///< of the school
    std::uint8_t years = 1;                              ///< pooled
    bool from_predecessor = false;
    bool listed = false;  ///< a later list says otherwise than the inspection
    bool n_stands_in =
        false;  ///< the file carries no n: an earlier cohort of the school, or its roll, stands in
    double value = 0;
    std::optional<double> comparison, n, reliability;
    std::optional<Date> day;  ///< of the inspection or event
    double position = 0;      ///< what the ramp was read at: percentile, z, yearly change, run, years
    double severity = 0;
    Points contribution;
    Points maximum;
};

struct MissingIndicator {
    std::uint16_t indicator = 0;
    analytics::Missing code = analytics::Missing::no_release;
    std::optional<double> stale_value;  ///< shown, not scored
    std::string stale_period;
    /// False where nobody could know it of this school this year: it costs neither marks nor coverage.
    bool applies = true;
};

/// One step of the replay: what the evidence of that day alone said, and the level after the rule of two
/// dates.
struct Step {
    Date on;
    Level raw = Level::not_enough_evidence;
    Level level = Level::not_enough_evidence;
    bool rating_date = true;
    bool triggered = false;
    Points score, maximum;
    double coverage = 0;
};

struct Proposal {
    analytics::SchoolIndex school = 0;
    Urn urn;
    std::string_view name;  ///< lives in the run's snapshot
    analytics::Phase phase = analytics::Phase::unknown;
    AuthorityCode authority;
    Level level = Level::not_enough_evidence;
    std::optional<Points> score;  ///< empty below the coverage floor
    Points maximum;
    double coverage = 0;                      ///< 0..1 of what could be known, four decimals
    std::optional<std::uint16_t> trigger;     ///< the indicator whose critical trigger holds on the day
    std::vector<Contribution> contributions;  ///< in the scheme's order
    std::vector<MissingIndicator> missing;
    std::vector<Step> steps;  ///< ascending; the last is the day itself
    /// By indicator: what it added at the step before the day; empty in a run over England.
    std::vector<Points> before;
};

/// All proposals of one authority, or of England, at one date.
struct Run {
    std::shared_ptr<const analytics::Snapshot> snapshot;
    std::shared_ptr<const analytics::OwnSeries> own;  ///< null: published figures only
    std::shared_ptr<const Scheme> scheme;
    Date as_at;
    std::vector<Proposal> proposals;  ///< ascending by URN
    std::vector<Source> sources;
    /// By indicator: why no school can have it on the day, as a sentence; empty where one could.
    std::vector<std::string> not_calculated;
    analytics::View view() const { return {*snapshot, own.get()}; }
    const Proposal* find(Urn urn) const;
    const Indicator& indicator(const Contribution& c) const { return scheme->indicators[c.indicator]; }
    const Indicator& indicator(const MissingIndicator& m) const { return scheme->indicators[m.indicator]; }
    const Source& source(const Contribution& c) const { return sources[c.source]; }
};

struct Request {
    Date as_at;
    std::optional<AuthorityCode> authority;  ///< empty: all England
    std::span<const LocalFact> facts;
    std::shared_ptr<const analytics::OwnSeries> own = {};  ///< counts only where it is the authority's own
    const analytics::Calendars* calendars = nullptr;  ///< null: every measure has figures of every period
    unsigned threads = 2;                             ///< the answer does not depend on it
};

/// The proposed level of each school in words, for who compares two runs.
std::map<Urn, std::string> level_titles(const Run& run);

/// Pure: the same snapshot, scheme and request give the same run.
Run propose(std::shared_ptr<const analytics::Snapshot> snapshot, std::shared_ptr<const Scheme> scheme,
            const Request& request);

/// 95 % interval around a contribution's value by the pupils behind it; empty where chance has no part.
std::optional<analytics::Limits> interval(const Run& run, const Contribution& contribution);
/// Around one value of the indicator's measure with `n` pupils behind it; a percentage stays one.
analytics::Interval interval_around(const Indicator& indicator, double value, double n);

/// Who reads: a school hears nothing of indicators that are for officers alone, nor of sums that would show
/// what they add.
enum class Hearer : std::uint8_t { officers, school };

// Words. Made when asked for, since a run over England has a third of a million of them.
std::string reason(const Run& run, const Contribution& contribution);
std::string reason(const Run& run, const MissingIndicator& missing);
std::string value_text(const Indicator& indicator, double value);
/// One end of an interval: "43%", "-1.2".
std::string limit_text(const Indicator& indicator, double limit);
/// In plain text, as a letter to the school would say it.
std::string explain(const Run& run, const Proposal& proposal);

// Listings: stable bytes for the same run.
std::string to_json(const Run& run);
std::string to_csv(const Run& run);
std::string to_table(const Run& run);
/// How levels fall by phase, fifth of size and fifth of deprivation, and the mean severities at the ends.
/// Markdown.
std::string to_levels(const Run& run);
/// The ten schools with the highest share of their maximum, ten in the middle, the ten lowest: what is known
/// of each, without names. Markdown.
std::string to_extremes(const Run& run);
/// Indicator by phase: how many of the schools it is for have fresh evidence. Markdown.
std::string to_coverage(const Run& run);
/// Schools with enough evidence by phase; what each indicator is fed from, and why the rest cannot be.
/// Markdown.
std::string to_evidence(const Run& run);

/// Why schools lack what they lack, for one sentence at the top of a list.
enum class Lack : std::uint8_t {
    never_imported,  ///< no file holds it
    too_old,
    not_recorded,    ///< by the authority itself
    not_calculated,  ///< for nobody, or not for this school; costs no coverage
    not_in_files,    ///< files hold it, but not for this school, or they withhold it
};
inline constexpr CodeTable<Lack> lacks{
    {Lack::never_imported, "never_imported", "never imported"},
    {Lack::too_old, "too_old", "too old to count"},
    {Lack::not_recorded, "not_recorded", "not recorded by the authority"},
    {Lack::not_calculated, "not_calculated", "does not apply"},
    {Lack::not_in_files, "not_in_files", "not in the files for this school"}};
Lack lack_of(const Run& run, const MissingIndicator& missing);
/// The reason that costs those of the schools that lack enough evidence the most weight; empty where all have
/// enough.
std::optional<Lack> largest_lack(const Run& run, std::span<const Proposal* const> proposals);

}
