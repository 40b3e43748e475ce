#pragma once
// The fictional England of `tarn demo`: Fellshire in full, two neighbours, and as many other schools as
// national comparisons need. A site is an institution through time; its records are the URNs it had one after
// another.
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/snapshot.hpp"
#include "base/date.hpp"
#include "base/ids.hpp"
#include "demo/demo.hpp"
#include "demo/demo_land_rules.hpp"
#include "demo/demo_names_rules.hpp"

namespace tarn::demo {

using analytics::Phase;

enum class Kind : std::uint8_t {
    community,
    voluntary_aided,
    voluntary_controlled,
    foundation,
    converter,
    sponsored,
    free_school,
    technical,
    nursery,
    community_special,
    academy_special,
    pupil_referral_unit,
    alternative_academy,
    sixth_form_college,
};
std::string_view kind_title(Kind kind);  ///< as GIAS writes it: "Academy converter"
bool is_academy(Kind kind);

struct Record {
    Urn urn;
    Kind kind = Kind::community;
    std::string name = {};
    int trust = -1;  ///< index into County::trusts
    std::optional<Date> opened = {}, closed = {};
    std::string_view opened_because = "Not applicable", closed_because = "Not applicable";
    bool open_on(Date day) const { return (!opened || *opened <= day) && (!closed || day <= *closed); }
};

/// A graded inspection; after 31 August 2024 judgements without an overall grade [ofsted-grades-end].
struct Graded {
    Date held;
    int overall = 0;  ///< as drawn; published only until August 2024
    std::array<int, 4>
        judgements{};  ///< quality of education, behaviour, development, leadership; 0 not judged
    bool published_overall() const;
    Date published() const { return held + 32; }
    bool operator==(const Graded&) const = default;
};

/// What a report card grades, in the order of Ofsted's file.
enum Area : std::uint8_t {
    inclusion,
    curriculum,
    achievement,
    attendance,
    wellbeing,
    early_years,
    post_16,
    leadership,
    area_count,
};

/// Report cards took the place of graded inspections [ofsted-report-card].
inline const Date first_card_day = Date::of(2025, 11, 10).value();

struct Card {
    Date held;
    std::array<int, area_count>
        grades{};  ///< 1 exceptional to 5 urgent improvement; 0 where the school has no such provision
    bool safeguarding_met = true;
    int raised = -1;  ///< the area that a monitoring visit found improved by a grade
    Date raised_on = {};
    Date published() const { return held + 35; }
    std::array<int, area_count> grades_on(Date day) const;
    /// "SM", "RSI" or nothing, by what stood that day [ofsted-report-card].
    std::string_view category(Date day) const;
    bool operator==(const Card&) const = default;
};

enum Measure : std::uint8_t {
    fsm_ever,
    eal,
    pupils,
    sen_support,
    ehc_plans,
    absence_overall,
    absence_persistent,
    read_progress,
    write_progress,
    maths_progress,
    rwm_expected,
    rwm_higher,
    read_score,
    read_expected,
    read_higher,
    maths_score,
    maths_expected,
    maths_higher,
    gps_score,
    gps_expected,
    gps_higher,
    progress8,
    attainment8,
    basics5,
    ebacc_entry,
    ebacc_aps,
    income_per_pupil,
    balance_share,
    measure_count,
};
extern const std::array<std::string_view, measure_count> measure_codes;  ///< as in schemes/demo/measures.csv

/// The share nearest to `percent` that so many pupils can have.
double of_whole_pupils(double percent, int pupils);

/// One school year of one site; NaN where its phase has no such measure.
struct YearFigures {
    std::array<double, measure_count> value;
    int roll = 0;
    int cohort_ks2 = 0, cohort_ks4 = 0;  ///< pupils at the end of the key stage; shares are of whole ones
};

struct Site {
    int authority = 0, district = 0, ward = 0;
    int establishment = 0;
    Phase phase = Phase::primary;
    int low_age = 4, high_age = 11;
    Faith faith = Faith::none;
    std::string postcode = {}, street = {}, town = {};
    Point place = {};
    int federation = -1;
    int capacity = 0;
    int area = -1;
    std::vector<Record> records = {};  ///< oldest first
    std::vector<std::size_t> merged_from = {};
    PersonName head = {}, former_head = {};
    Date head_since = {};
    double standing = 0;      ///< normal score of how well the school serves its pupils, year-independent
    double decline = 0;       ///< normal scores a year by which its results fall
    bool in_deficit = false;  ///< spends more than it has year after year
    std::vector<YearFigures> years = {};   ///< from County::first_year on
    std::vector<Graded> inspections = {};  ///< oldest first
    std::optional<Date> ungraded = {};     ///< the latest ungraded visit since the latest graded inspection
    std::vector<Card> cards = {};          ///< oldest first

    const Record& now() const { return records.back(); }
    const Record* on(Date day) const;  ///< the URN it had that day; null when it was not open
};

struct County {
    Plan plan;
    Land land;
    std::vector<std::string> trusts = {}, federations = {};
    std::vector<Site> sites = {};  ///< Fellshire's first
    SchoolYear first_year = {};
    SchoolYear last_year = {};  ///< the year of plan.today

    const YearFigures& figures(const Site& site, SchoolYear year) const {
        return site.years[year.start - first_year.start];
    }
};

County make_county(const Plan& plan);

/// Pupils who leave or are sent home and teachers who leave, in per cent of pupils, of leavers and of
/// teachers.
struct Conduct {
    int excluded = 0;  ///< pupils, permanently
    double suspensions = 0, home_educated = 0, without_a_place = 0, turnover = 0;
};
Conduct conduct(const County& county, const Site& site, SchoolYear year);  // demo_conduct_rules.cpp
/// What a maintained school carries forward, in per cent of its income.
double reserves(const County& county, const Site& site, SchoolYear year);

// The steps of make_county, in order.
void found_schools(County& county);    ///< demo_schools.cpp: who, where, what kind, which URNs
void draw_figures(County& county);     ///< demo_figures.cpp: census, absence, results, money
void inspect_schools(County& county);  ///< demo_inspections.cpp

}
