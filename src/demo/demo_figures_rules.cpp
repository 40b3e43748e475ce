// Figures year by year. Normal scores with the estimated correlations make a school; a slow course of its own
// and the chance of a small cohort make its years; the percentiles of its phase turn scores into values.
#include <algorithm>
#include <cmath>
#include <map>

#include "demo/demo_county_rules.hpp"
#include "demo/demo_tables_rules.hpp"

namespace tarn::demo {
namespace {

using Scores = std::array<double, measure_count>;

constexpr double course_memory = 0.7;  ///< correlation of a school's course with the year before

bool is_ks2(int m) {
    return m >= read_progress && m <= gps_higher;
}
bool is_ks4(int m) {
    return m >= progress8 && m <= ebacc_aps;
}
bool is_result(int m) {
    return is_ks2(m) || is_ks4(m);
}

/// The measures of one phase and how they hang together.
struct PhaseModel {
    std::vector<int> measures;
    std::array<const Marginal*, measure_count> marginal{};
    std::vector<double> factor;  ///< lower triangle over `measures`
    std::array<double, measure_count> lasting{}, course{},
        chance{};  ///< shares of variance; chance is divided by n

    Scores draw(Random& random) const {
        std::vector<double> e(measures.size());
        for (auto& value : e) value = random.normal();
        return spread(e);
    }
    Scores spread(const std::vector<double>& e) const {
        Scores scores{};
        for (std::size_t i = 0; i < measures.size(); ++i) {
            for (std::size_t j = 0; j <= i; ++j)
                scores[measures[i]] += factor[i * measures.size() + j] * e[j];
        }
        return scores;
    }
};

/// Pupils at the end of the key stage for a roll: by the ages of the school, a little under a full year
/// group.
double cohort_share(const Site& site, bool ks2) {
    if (ks2 && (site.low_age > 10 || site.high_age < 11)) return 0;
    if (!ks2 && (site.low_age > 15 || site.high_age < 16)) return 0;
    if (site.phase == Phase::alternative || site.phase == Phase::sixteen_plus) return 0;
    const double years = std::max(2, std::min(site.high_age, 17) - std::max(site.low_age, 4));
    return 0.97 / (site.high_age > 16 ? years - 0.6 : years);
}

PhaseModel model_of(Phase phase, double mean_inverse_ks2, double mean_inverse_ks4) {
    const auto& tables = Tables::get();
    PhaseModel model;
    std::vector<std::string_view> names;
    for (int m = 0; m < measure_count; ++m) {
        model.marginal[m] = tables.marginal(phase, measure_codes[m]);
        if (!model.marginal[m]) continue;
        model.measures.push_back(m);
        names.push_back(measure_codes[m]);
        const auto& marginal = *model.marginal[m];
        if (is_result(m) && !std::isnan(marginal.variance_per_pupil)) {
            const double chance = std::min(
                0.75, marginal.variance_per_pupil * (is_ks2(m) ? mean_inverse_ks2 : mean_inverse_ks4));
            model.chance[m] = marginal.variance_per_pupil;
            model.course[m] = std::min(marginal.drift / (1 - course_memory), 0.6 * (1 - chance));
            model.lasting[m] = 1 - chance - model.course[m];
        } else {
            // Where two years could not be compared: rolls and needs change slowly, absence faster.
            const bool absence = m == absence_overall || m == absence_persistent;
            const double known = marginal.year_correlation;
            const double lasting = std::isnan(known) ? (absence ? 0.8 : 0.95) : std::max(known, 0.05);
            model.lasting[m] = lasting;
            model.course[m] = 1 - lasting;
        }
    }
    model.factor = tables.factor(phase, names);
    return model;
}

class Drawing {
  public:
    explicit Drawing(County& county)
        : county_(county), count_(county.last_year.start - county.first_year.start + 1) {}

    void draw_all() {
        for (std::size_t i = 0; i < county_.sites.size(); ++i) draw_lasting(i);
        for (std::size_t i = 0; i < county_.sites.size(); ++i) roll_of(i);
        std::map<Phase, PhaseModel> models;
        for (std::size_t i = 0; i < county_.sites.size(); ++i) {
            const Phase phase = county_.sites[i].phase;
            auto found = models.find(phase);
            if (found == models.end())
                found = models
                            .emplace(phase,
                                     model_of(phase, mean_inverse(phase, true), mean_inverse(phase, false)))
                            .first;
            draw_years(county_.sites[i], found->second, i);
        }
    }

  private:
    County& county_;
    int count_;
    std::vector<Scores> lasting_;
    std::map<Phase, PhaseModel> plain_;

    const PhaseModel& plain(Phase phase) {
        auto found = plain_.find(phase);
        if (found == plain_.end()) found = plain_.emplace(phase, model_of(phase, 0.03, 0.01)).first;
        return found->second;
    }

    /// What a school is, whatever the year; its district lends it poverty, languages and size.
    void draw_lasting(std::size_t index) {
        auto& site = county_.sites[index];
        const auto& district = county_.land.districts[site.district];
        const auto& model = plain(site.phase);
        auto random = stream(county_.plan.seed, "lasting", static_cast<std::int64_t>(index));
        std::vector<double> e(model.measures.size());
        for (std::size_t i = 0; i < e.size(); ++i) {
            const int m = model.measures[i];
            const double place = m == fsm_ever ? district.deprivation
                                 : m == eal    ? district.diversity
                                 : m == pupils ? district.density
                                               : 0;
            const double share = m == fsm_ever ? 0.4 : m == eal ? 0.55 : m == pupils ? 0.25 : 0;
            e[i] = std::sqrt(share) * place + std::sqrt(1 - share) * random.normal();
        }
        lasting_.push_back(model.spread(e));
        const auto& scores = lasting_.back();
        const bool ks2 = model.marginal[maths_progress] != nullptr && site.phase != Phase::special &&
                         cohort_share(site, true) > 0;
        const bool ks4 = model.marginal[progress8] != nullptr && site.phase != Phase::special;
        const double own = random.normal();
        site.standing = ks4   ? scores[progress8]
                        : ks2 ? 0.6 * scores[maths_progress] + 0.55 * scores[read_progress]
                              : own;
        if (random.uniform() < 0.06) site.decline = 0.25 + 0.35 * random.uniform();
        if (!is_academy(site.records.front().kind) && random.uniform() < 0.06) site.in_deficit = true;
    }

    void roll_of(std::size_t index) {
        auto& site = county_.sites[index];
        const auto* marginal = plain(site.phase).marginal[pupils];
        auto random = stream(county_.plan.seed, "roll", static_cast<std::int64_t>(index));
        double size = marginal ? marginal->at(lasting_[index][pupils]) : 900 + 350 * random.normal();
        if (site.phase == Phase::primary && site.high_age == 9) size *= 0.6;
        // A new school fills from the bottom; seven year groups need seven years.
        const int years = count_;
        site.years.resize(static_cast<std::size_t>(years));
        double course = 0.03 * random.normal();
        const double trend = 0.012 * random.normal() - 0.002;
        for (int y = 0; y < years; ++y) {
            auto& figures = site.years[static_cast<std::size_t>(y)];
            figures.value.fill(unknown);
            course = 0.8 * course + 0.02 * random.normal();
            const double factor = Tables::get().year({county_.first_year.start + y}).roll_factor;
            figures.roll = std::max(
                6, static_cast<int>(std::lround(size * factor * (1 + course + trend * (y - years / 2.0)) *
                                                filling(site, y))));
            const double jitter = 1 + 0.09 * random.normal();
            figures.cohort_ks2 = static_cast<int>(
                std::lround(std::max(0.0, figures.roll * cohort_share(site, true) * jitter)));
            figures.cohort_ks4 = static_cast<int>(
                std::lround(std::max(0.0, figures.roll * cohort_share(site, false) * jitter)));
        }
        const double places = std::max(size * (1.02 + 0.12 * random.uniform()), 20.0);
        const int step =
            site.phase == Phase::special || site.phase == Phase::alternative || site.phase == Phase::nursery
                ? 2
                : 15;
        site.capacity = static_cast<int>(std::ceil(places / step)) * step;
    }

    double filling(const Site& site, int year) const {
        const auto& first = site.records.front();
        if (!first.opened || first.opened_because != "New Provision") return 1;
        const int open_for =
            county_.first_year.start + year - SchoolYear::containing(*first.opened).start + 1;
        return std::clamp(open_for / 7.0, 0.12, 1.0);
    }

    double mean_inverse(Phase phase, bool ks2) const {
        double sum = 0;
        int count = 0;
        for (const auto& site : county_.sites) {
            const int n = ks2 ? site.years.back().cohort_ks2 : site.years.back().cohort_ks4;
            if (site.phase != phase || n <= 5) continue;
            sum += 1.0 / n;
            ++count;
        }
        return count == 0 ? 0 : sum / count;
    }

    void draw_years(Site& site, const PhaseModel& model, std::size_t index) {
        auto random = stream(county_.plan.seed, "years", static_cast<std::int64_t>(index));
        Scores course = model.draw(random);
        for (int y = 0; y < count_; ++y) {
            auto& figures = site.years[static_cast<std::size_t>(y)];
            const Scores step = model.draw(random), chance = model.draw(random);
            for (const int m : model.measures) {
                course[m] =
                    course_memory * course[m] + std::sqrt(1 - course_memory * course_memory) * step[m];
                const int n = std::max(1, is_ks4(m) ? figures.cohort_ks4 : figures.cohort_ks2);
                double z = std::sqrt(model.lasting[m]) * lasting_[index][m] +
                           std::sqrt(model.course[m]) * course[m] +
                           std::sqrt(model.chance[m] / n) * chance[m];
                if (is_result(m)) z -= site.decline * std::max(0, y - (count_ - 6));
                figures.value[m] = shaped(site, m, model.marginal[m]->at(z), {county_.first_year.start + y});
                if (is_share_of_cohort(m)) figures.value[m] = of_whole_pupils(figures.value[m], n);
            }
            figures.value[pupils] = figures.roll;
        }
    }

    static bool is_share_of_cohort(int m) {
        return m == rwm_expected || m == rwm_higher || m == read_expected || m == read_higher ||
               m == maths_expected || m == maths_higher || m == gps_expected || m == gps_higher ||
               m == basics5 || m == ebacc_entry;
    }

    /// The year's own level, and what cannot be passed.
    static double shaped(const Site& site, int m, double value, SchoolYear year) {
        const auto shape = Tables::get().year(year);
        if (m == absence_overall) return std::clamp(value * shape.absence_factor, 0.3, 60.0);
        if (m == absence_persistent) return std::clamp(value * shape.persistent_factor, 0.0, 95.0);
        if (m == income_per_pupil) return std::max(1500.0, value * shape.money_factor);
        if (m == balance_share && site.in_deficit) return std::clamp(value - 3.2, -20.0, 1.0);
        if (m == progress8 || m == balance_share || m == ebacc_aps)
            return m == ebacc_aps ? std::max(0.0, value) : value;
        if (m == attainment8) return std::clamp(value + shape.ks4_shift, 0.0, 88.0);
        if (m >= read_progress && m <= maths_progress) return value;
        if (m == read_score || m == maths_score || m == gps_score)
            return std::clamp(value, 80.0, 120.0);  // the scale of the tests
        const bool share = m == rwm_expected || m == rwm_higher || m == read_expected ||
                           m == maths_expected || m == gps_expected;
        return std::clamp(
            value +
                (share && site.phase != Phase::special ? shape.ks2_shift * (m == rwm_higher ? 0.3 : 1) : 0),
            0.0, 100.0);
    }
};

}

void draw_figures(County& county) {
    Drawing{county}.draw_all();
}

}
