#include "analytics/warning/features.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "analytics/as_at.hpp"
#include "analytics/parallel.hpp"
#include "analytics/statistics.hpp"
#include "analytics/warning/histories.hpp"
#include "analytics/warning/situations.hpp"
#include "analytics/warning/yearly.hpp"

namespace tarn::analytics::warning {
namespace {

constexpr float no_feature = std::numeric_limits<float>::quiet_NaN();
constexpr int recent_days = 730;  // two years of an authority's inspections
// Pupils' worth of England's mean that a pooled result is drawn towards.
constexpr double ks2_prior_pupils = 20, ks4_prior_pupils = 60;

bool results_speak(const School& school) {
    return school.phase != Phase::special && school.phase != Phase::alternative;
}

class Table {
  public:
    Table(const Snapshot& snapshot, const Histories& histories, const FeatureRequest& request,
          unsigned threads)
        : snapshot_(snapshot), histories_(histories), request_(request), threads_(threads) {
        table_.rows = snapshot.schools.size();
        table_.columns.resize(feature_count);
        for_each_item(feature_count, threads,
                      [&](std::size_t f) { table_.columns[f].assign(table_.rows, no_feature); });
    }

    Matrix fill() {
        // Each part writes columns of its own; the longest begins first.
        constexpr std::array parts{&Table::add_key_stage_2, &Table::add_context,     &Table::add_inspections,
                                   &Table::add_key_stage_4, &Table::add_authorities, &Table::add_finance,
                                   &Table::add_register};
        for_each_item(parts.size(), threads_, [&](std::size_t part) { (this->*parts[part])(); });
        return std::move(table_);
    }

  private:
    std::vector<float>& column(Feature feature) { return table_.columns[static_cast<std::size_t>(feature)]; }
    Yearly yearly(std::string_view measure, const YearlyOptions& options = {}) const {
        return Yearly{snapshot_, lines_, measure, request_.day, options};
    }
    template <class Work>
    void each_school(const Work& work) const {
        for (SchoolIndex school = 0; school < table_.rows; ++school) work(school);
    }

    void add_inspections() {
        const Situations situations{snapshot_, histories_, request_.day, request_.lag};
        std::vector<Graded> known;
        each_school([&](SchoolIndex school) {
            histories_.known(school, request_.day, request_.lag, known);
            if (!known.empty()) add_history(school, known, situations);
        });
    }

    void add_history(std::size_t row, const std::vector<Graded>& known, const Situations& situations) {
        const auto set = [&](Feature f, double value) { column(f)[row] = static_cast<float>(value); };
        const std::size_t n = known.size();
        const Graded& last = known.back();
        const double since = months(last.held);
        set(Feature::grade, last.grade);
        set(Feature::months_since, since);
        set(last.grade == 1   ? Feature::months_since_outstanding
            : last.grade == 2 ? Feature::months_since_good
                              : Feature::months_since_below_good,
            since);
        if (n > 1) {
            set(Feature::previous_grade, known[n - 2].grade);
            set(Feature::months_between, months(known[n - 2].held) - since);
        }
        if (n > 2) set(Feature::third_grade, known[n - 3].grade);
        int below = 0, run = 0, sum = 0;
        for (const Graded& one : known) {
            sum += one.grade;
            const bool low = one.grade >= requires_improvement;
            below += low;
            run = low ? run + 1 : 0;
            if (low) set(Feature::months_since_last_below_good, months(one.held));
        }
        set(Feature::inspections, static_cast<double>(n));
        set(Feature::mean_grade, static_cast<double>(sum) / static_cast<double>(n));
        set(Feature::share_below_good, static_cast<double>(below) / static_cast<double>(n));
        set(Feature::run_below_good, run);
        const Situations::Chance chance = situations.of(last.grade, since);
        set(Feature::due, chance.inspected);
        set(Feature::due_below_good, chance.below_good);
        set(Feature::horizon, request_.horizon);
    }

    double months(Date held) const { return (request_.day - held) / days_in_month; }

    /// What became of the authority's other schools: counts of two years and grades of the day, each school's
    /// own left out, drawn towards England by a few schools' worth.
    void add_authorities() {
        struct Counts {
            double recent = 0, recent_below = 0, graded = 0, now_below = 0;
        };
        std::vector<Counts> of(authority_codes), own(table_.rows);
        const Date from = request_.day - request_.lag.days - recent_days;
        std::vector<Graded> known;
        for (SchoolIndex school = 0; school < table_.rows; ++school) {
            histories_.known(school, request_.day, request_.lag, known);
            if (known.empty()) continue;
            Counts& counts = own[school];
            counts.graded = 1;
            counts.now_below = known.back().grade >= requires_improvement;
            for (const Graded& one : known)
                if (one.own && one.held >= from)
                    counts.recent += 1, counts.recent_below += one.grade >= requires_improvement;
            Counts& all = of[static_cast<std::size_t>(snapshot_.schools[school].authority.value)];
            all.recent += counts.recent;
            all.recent_below += counts.recent_below;
            all.graded += 1;
            all.now_below += counts.now_below;
        }
        for (SchoolIndex school = 0; school < table_.rows; ++school) {
            const Counts& mine = own[school];
            if (mine.graded == 0) continue;
            const Counts& all = of[static_cast<std::size_t>(snapshot_.schools[school].authority.value)];
            const auto share = [](double part, double whole, double england, double worth) {
                return static_cast<float>((part + england * worth) / (whole + worth));
            };
            column(Feature::authority_below_good)[school] =
                share(all.recent_below - mine.recent_below, all.recent - mine.recent, 0.4, 8);
            column(Feature::authority_inspected)[school] =
                share(all.recent - mine.recent, all.graded - 1, 0.4, 2);
            column(Feature::authority_now_below_good)[school] =
                share(all.now_below - mine.now_below, all.graded - 1, 0.15, 12);
        }
    }

    void add_register() {
        each_school([&](SchoolIndex i) {
            const School& school = snapshot_.schools[i];
            const auto flag = [&](Feature f, bool value) { column(f)[i] = value ? 1 : 0; };
            flag(Feature::secondary, school.phase == Phase::secondary || school.phase == Phase::all_through);
            flag(Feature::special, school.phase == Phase::special);
            flag(Feature::alternative, school.phase == Phase::alternative);
            flag(Feature::nursery, school.phase == Phase::nursery);
            flag(Feature::infant, school.phase == Phase::infant);
            flag(Feature::junior, school.phase == Phase::junior || school.phase == Phase::middle);
            flag(Feature::independent, !school.state_funded);
            flag(Feature::academy, school.state_funded && !school.maintained);
            if (!school.predecessors.empty() && school.opened && *school.opened <= request_.day)
                column(Feature::months_since_conversion)[i] = static_cast<float>(months(*school.opened));
        });
    }

    void add_key_stage_2() {
        const Yearly pupils = yearly("ks2.pupils");
        YearlyOptions gap{.against_england = true, .cohort = &pupils};
        const Yearly expected = yearly("ks2.rwm.expected", gap), higher = yearly("ks2.rwm.higher", gap);
        const YearlyOptions plain{.cohort = &pupils};
        const std::array<Yearly, 3> progress{yearly("ks2.progress.reading", plain),
                                             yearly("ks2.progress.writing", plain),
                                             yearly("ks2.progress.maths", plain)};
        const Yearly mean = Yearly::mean_of(progress);
        each_school([&](SchoolIndex i) {
            if (!results_speak(snapshot_.schools[i])) return;
            column(Feature::ks2_expected)[i] = expected.latest(i);
            column(Feature::ks2_expected_pooled)[i] = expected.pooled(i, ks2_prior_pupils);
            column(Feature::ks2_expected_trend)[i] = expected.change(i);
            column(Feature::ks2_higher)[i] = higher.latest(i);
            column(Feature::ks2_progress)[i] = mean.latest(i);
            column(Feature::ks2_progress_pooled)[i] = mean.pooled(i, ks2_prior_pupils);
            column(Feature::ks2_progress_trend)[i] = mean.change(i);
            column(Feature::ks2_reading)[i] = progress[0].latest(i);
            column(Feature::ks2_writing)[i] = progress[1].latest(i);
            column(Feature::ks2_maths)[i] = progress[2].latest(i);
            column(Feature::ks2_progress_lowest)[i] =
                std::fmin(progress[0].latest(i), std::fmin(progress[1].latest(i), progress[2].latest(i)));
            column(Feature::ks2_pupils)[i] = pupils.newest(i);
        });
    }

    void add_key_stage_4() {
        const Yearly pupils = yearly("ks4.pupils");
        const Yearly progress = yearly("ks4.progress8", {.cohort = &pupils});
        const YearlyOptions gap{.against_england = true, .cohort = &pupils};
        const Yearly attainment = yearly("ks4.attainment8", gap), basics = yearly("ks4.basics5", gap);
        each_school([&](SchoolIndex i) {
            if (!results_speak(snapshot_.schools[i])) return;
            column(Feature::ks4_progress8)[i] = progress.latest(i);
            column(Feature::ks4_progress8_pooled)[i] = progress.pooled(i, ks4_prior_pupils);
            column(Feature::ks4_progress8_trend)[i] = progress.change(i);
            column(Feature::ks4_attainment8)[i] = attainment.latest(i);
            column(Feature::ks4_basics)[i] = basics.latest(i);
            column(Feature::ks4_pupils)[i] = pupils.newest(i);
        });
    }

    void add_context() {
        const Yearly absence = yearly("absence.overall", {.against_kind = true});
        const std::array<std::pair<Feature, Yearly>, 5> census{{
            {Feature::free_meals, yearly("census.fsm_ever")},
            {Feature::sen_support, yearly("census.sen_support")},
            {Feature::ehc_plans, yearly("census.ehc_plans")},
            {Feature::english_additional, yearly("census.eal")},
            {Feature::roll, yearly("census.pupils")},
        }};
        each_school([&](SchoolIndex i) {
            column(Feature::absence)[i] = absence.newest(i);
            for (const auto& [feature, values] : census) column(feature)[i] = values.newest(i);
        });
    }

    void add_finance() {
        const YearlyOptions april{.year_ends_month = 3, .years = 5};
        const Yearly share = yearly("finance.balance_share", april);
        each_school([&](SchoolIndex i) {
            const auto known = share.known(i);
            if (known.empty()) return;
            column(Feature::balance)[i] = known.front();
            column(Feature::balance_mean)[i] = static_cast<float>(share.mean(i));
            column(Feature::balance_spread)[i] = static_cast<float>(share.spread(i));
            column(Feature::deficits)[i] = static_cast<float>(
                std::count_if(known.begin(), known.end(), [](float one) { return one < 0; }));
        });
    }

    const Snapshot& snapshot_;
    const Histories& histories_;
    const FeatureRequest request_;
    const Lines lines_{snapshot_};
    const unsigned threads_;
    Matrix table_;
};

}

Matrix features(const Snapshot& snapshot, const Histories& histories, const FeatureRequest& request,
                unsigned threads) {
    return Table{snapshot, histories, request, threads}.fill();
}

std::vector<std::uint32_t> series_read(const Snapshot& snapshot, Date day) {
    std::vector<std::uint32_t> read;
    for (const std::string_view measure :
         {"ks2.pupils", "ks2.rwm.expected", "ks2.rwm.higher", "ks2.progress.reading", "ks2.progress.writing",
          "ks2.progress.maths", "ks4.pupils", "ks4.progress8", "ks4.attainment8", "ks4.basics5",
          "absence.overall", "census.fsm_ever", "census.sen_support", "census.ehc_plans", "census.eal",
          "census.pupils", "finance.balance_share"})
        for (const Series& series : snapshot.of_measure(measure))
            if (series.known_from <= day)
                read.push_back(static_cast<std::uint32_t>(&series - snapshot.series.data()));
    return read;
}

}
