// Inspection histories: what follows a grade, after how long, and how far the grade goes with how well a
// school does.
#include <algorithm>
#include <cmath>

#include "demo/demo_county_rules.hpp"
#include "demo/demo_tables_rules.hpp"

namespace tarn::demo {
namespace {

double below(double z) {
    return 0.5 * std::erfc(-z / std::sqrt(2.0));
}

/// The grade at position u in [0, 1) of these shares, best first.
int grade_at(const Grades& shares, double u) {
    double sum = 0;
    for (int grade = 1; grade < 4; ++grade) {
        sum += shares[static_cast<std::size_t>(grade - 1)];
        if (u < sum) return grade;
    }
    return shares[3] > 0 ? 4 : 3;
}

/// Inspectors come in term time, from Tuesday on, and did not come during the pandemic.
Date working(Date day, Random& random) {
    const Date pause = Date::of(2020, 3, 13).value(), resumed = Date::of(2021, 9, 7).value();
    if (day >= pause && day < resumed) day = resumed + static_cast<int>(random.between(0, 500));
    if (day.month() == 8) day = day + 33;
    if (day.month() == 7 && day.day() > 15) day = day - 21;
    if (day.month() == 12 && day.day() > 15) day = day - 10;
    const int weekday = (day.days() + 4) % 7;  // 1970-01-01 was a Thursday; 0 is Sunday
    return weekday == 0 ? day + 2 : weekday == 6 ? day + 3 : weekday == 1 ? day + 1 : day;
}

class Inspectors {
  public:
    explicit Inspectors(County& county) : county_(county) {}

    void inspect(Site& site, std::size_t index) {
        if (site.phase == Phase::sixteen_plus) return;
        random_ = stream(county_.plan.seed, "inspections", static_cast<std::int64_t>(index));
        // Report cards took the place of these inspections on 10 November 2025 [ofsted-report-card]; they
        // grade areas that no measure of Tarn reads yet.
        const Date end = std::min(county_.plan.today, Date::of(2025, 11, 9).value());
        const auto opened = site.records.front().opened;
        Date day =
            working(opened ? *opened + static_cast<int>(random_.between(700, 1000))
                           : Date::of(2006, 1, 10).value() + static_cast<int>(random_.between(0, 1400)),
                    random_);
        int grade = grade_at(tables_.earlier_grades(site.phase), tilted(site));
        while (day < end && (!site.now().closed || day < *site.now().closed)) {
            site.inspections.push_back(graded(day, grade));
            day = working(next_after(day, site.phase, grade), random_);
            grade = grade_at(tables_.grades_after(site.phase, grade), tilted(site));
        }
        visit(site, end);
    }

  private:
    County& county_;
    const Tables& tables_ = Tables::get();
    Random random_{0};

    /// A number in [0, 1), larger for schools that do worse. Published results hold a cohort's chance that
    /// `standing` does not, so the correlation with standing is a little stronger than the one estimated.
    double tilted(const Site& site) {
        const bool results = site.phase != Phase::nursery && site.phase != Phase::infant &&
                             site.phase != Phase::special && site.phase != Phase::alternative;
        const auto measure =
            site.low_age >= 11 || site.phase == Phase::all_through ? "ks4.progress8" : "ks2.progress.maths";
        const double r =
            std::min(0.75, (results ? -1.25 * tables_.grade_correlation(site.phase, measure) : 0.3) +
                               site.decline * 0.4);
        return below(-r * site.standing + std::sqrt(1 - r * r) * random_.normal());
    }

    /// Outstanding schools were exempt from May 2012 to November 2020; all of them were then visited by July
    /// 2025 [ofsted-exemption-end].
    Date next_after(Date day, Phase phase, int grade) {
        const Date next = day + tables_.days_between(phase, grade, random_.uniform());
        const Date last = Date::of(2025, 7, 10).value();
        if (grade > 1 || next <= last || day >= Date::of(2020, 11, 1).value()) return next;
        return last - static_cast<int>(random_.between(0, 1380));
    }

    Graded graded(Date day, int overall) {
        Graded inspection{.held = day, .overall = overall};
        // Under the framework of September 2019 four judgements; before it leadership alone has an equal.
        const bool four = day >= Date::of(2019, 9, 1).value();
        constexpr std::string_view names[] = {"quality", "behaviour", "development", "leadership"};
        for (int i = four ? 0 : 3; i < 4; ++i) {
            inspection.judgements[static_cast<std::size_t>(i)] =
                grade_at(tables_.judgement(names[i], overall), random_.uniform());
        }
        return inspection;
    }

    void visit(Site& site, Date end) {
        if (site.inspections.empty() || site.inspections.back().overall > 2) return;
        const Date day =
            working(site.inspections.back().held + static_cast<int>(random_.between(1100, 1900)), random_);
        if (day < end - 40 && random_.uniform() < 0.75) site.ungraded = day;
    }
};

}

void inspect_schools(County& county) {
    Inspectors inspectors{county};
    for (std::size_t i = 0; i < county.sites.size(); ++i) inspectors.inspect(county.sites[i], i);
}

}
