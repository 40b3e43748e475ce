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

/// Shares of the five grades of a report card, best first.
using CardShares = std::array<double, 5>;
// Achievement in the 246 cards public by 28 February 2026. The other areas were graded higher in the first
// hundred cards, all of volunteers; these lie between.
constexpr CardShares achievement_shares = {0.012, 0.211, 0.541, 0.216, 0.020};
constexpr CardShares other_shares = {0.020, 0.285, 0.575, 0.115, 0.005};

int card_grade(const CardShares& shares, double u) {
    int grade = 1;
    for (double sum = shares[0]; grade < 5 && u >= sum; ++grade)
        sum += shares[static_cast<std::size_t>(grade)];
    return grade;
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
        const Date end = std::min(county_.plan.today, first_card_day - 1);
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
        report_cards(site);
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

    /// Few schools in the first winter, a tenth of them within a year, each about every four years.
    void report_cards(Site& site) {
        const bool soon = !site.inspections.empty() && site.inspections.back().overall > 2;
        const double u = random_.uniform() * (soon ? 0.5 : 1);
        const auto opened = site.records.front().opened;
        Date day = opened && *opened + 700 > first_card_day
                       ? *opened + static_cast<int>(random_.between(700, 1000))
                       : first_card_day + 12 + static_cast<int>(1460 * std::pow(u, 0.7));
        for (;;) {
            day = working(day, random_);
            if (day.month() == 9 && day.day() < 9) day = day + 7;  // not in the first week of the school year
            if (day > county_.plan.today || (site.now().closed && day >= *site.now().closed)) return;
            site.cards.push_back(card(site, day));
            day = day + static_cast<int>(random_.between(1300, 1560));
        }
    }

    Card card(const Site& site, Date day) {
        Card made{.held = day};
        const double school = 0.55 * site.standing + 0.45 * random_.normal() - 0.4 * site.decline;
        for (int area = 0; area < area_count; ++area) {
            const double u = below(0.7 * random_.normal() - school);
            const bool none = (area == early_years && site.low_age > 4) ||
                              (area == post_16 && (site.low_age < 11 || site.high_age < 18));
            made.grades[static_cast<std::size_t>(area)] =
                none ? 0 : card_grade(area == achievement ? achievement_shares : other_shares, u);
        }
        made.safeguarding_met = random_.uniform() >= (made.grades[leadership] == 5 ? 0.5 : 0.004);
        monitor(made);
        return made;
    }

    /// Areas below the expected standard are monitored; in nearly half of these schools the weakest improves.
    void monitor(Card& card) {
        const auto weakest = std::max_element(card.grades.begin(), card.grades.end());
        if (*weakest < 4 || random_.uniform() > 0.45) return;
        card.raised = static_cast<int>(weakest - card.grades.begin());
        card.raised_on = working(card.held + static_cast<int>(random_.between(150, 270)), random_);
    }
};

}

void inspect_schools(County& county) {
    Inspectors inspectors{county};
    for (std::size_t i = 0; i < county.sites.size(); ++i) inspectors.inspect(county.sites[i], i);
}

}
