// What is published once a year: census, absence, results, money. Six editions of each, those of the pandemic
// missing.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "demo/demo_files_rules.hpp"
#include "demo/demo_headers_rules.hpp"
#include "demo/demo_tables_rules.hpp"

namespace tarn::demo {
namespace {

constexpr int editions = 6;

/// The newest years whose edition was public on the day, oldest first. `published` gives that date, or
/// nothing for a year without an edition.
std::vector<SchoolYear> newest(const County& county,
                               const std::function<std::optional<Date>(SchoolYear)>& published) {
    std::vector<SchoolYear> years;
    for (int start = county.last_year.start; start >= county.first_year.start && years.size() < editions;
         --start) {
        const auto day = published({start});
        if (day && *day <= county.plan.today) years.push_back({start});
    }
    std::reverse(years.begin(), years.end());
    return years;
}

Date date(int year, unsigned month, unsigned day) {
    return Date::of(year, month, day).value();
}

// The estimates know no spread for what small groups of schools are hardly ever printed with; nor do their
// files.
constexpr const char* not_published = "NP";

std::string percent(double value) {
    return std::isnan(value) ? not_published : fmt::format("{}%", std::lround(value));
}
std::string whole(double value) {
    return std::isnan(value) ? not_published : std::to_string(std::lround(value));
}
std::string decimals(double value, int places) {
    if (std::isnan(value)) return not_published;
    const double scale = std::pow(10.0, places);
    return fmt::format("{:.{}f}", std::round(value * scale) / scale + 0.0, places);
}

std::string_view census_type(Phase phase) {
    switch (phase) {
        case Phase::nursery:
            return "State-funded nursery";
        case Phase::special:
            return "State-funded special school";
        case Phase::alternative:
            return "Pupil referral unit";
        case Phase::secondary:
        case Phase::middle:
        case Phase::all_through:
            return "State-funded secondary";
        default:
            return "State-funded primary";
    }
}

/// A count and its percentage of the roll, as the census prints both.
struct Share {
    std::string count, percent;
    Share(double value, int roll) {
        if (std::isnan(value)) {
            count = percent = "NA";
            return;
        }
        const auto pupils = std::clamp(std::lround(value * roll / 100), 0L, static_cast<long>(roll));
        count = std::to_string(pupils);
        percent = decimals(100.0 * static_cast<double>(pupils) / roll, 1);
    }
};

std::string census(const County& county, SchoolYear year) {
    Sheet sheet{headers::census};
    each_open(county, date(year.start + 1, 1, 18), [&](const Site& site, const Record& record) {
        if (site.phase == Phase::sixteen_plus) return;
        const auto& figures = county.figures(site, year);
        const int roll = figures.roll, girls = roll * 49 / 100;
        const Share plans(figures.value[ehc_plans], roll), support(figures.value[sen_support], roll),
            languages(figures.value[eal], roll);
        const Share english(100 - figures.value[eal], roll), ever(figures.value[fsm_ever], roll),
            now(figures.value[fsm_ever] * 0.85, roll);
        sheet.row({record.urn.text(),
                   county.land.authorities[site.authority].code.text(),
                   fmt::format("{:04}", site.establishment),
                   census_type(site.phase),
                   std::to_string(roll),
                   std::to_string(girls),
                   std::to_string(roll - girls),
                   decimals(100.0 * girls / roll, 1),
                   decimals(100.0 * (roll - girls) / roll, 1),
                   plans.count,
                   plans.percent,
                   support.count,
                   support.percent,
                   languages.count,
                   english.count,
                   "0",
                   languages.percent,
                   english.percent,
                   "0",
                   now.count,
                   ever.count,
                   ever.percent});
    });
    return sheet.take();
}

std::string absence(const County& county, SchoolYear year) {
    Sheet sheet{headers::absence};
    each_open(county, date(year.start + 1, 5, 20), [&](const Site& site, const Record& record) {
        const auto& value = county.figures(site, year).value;
        if (std::isnan(value[absence_overall])) return;
        // Shares that describe very few pupils are withheld.
        const bool few = value[absence_persistent] * county.figures(site, year).roll / 100 < 2.5;
        sheet.row({county.land.authorities[site.authority].code.text(),
                   fmt::format("{:04}", site.establishment), record.urn.text(),
                   decimals(value[absence_overall], 1),
                   few ? "SUPP" : decimals(value[absence_persistent], 1)});
    });
    return sheet.take();
}

/// Why a school's results are withheld altogether; empty when they are printed.
std::string_view withheld(const Record& record, int cohort, SchoolYear year) {
    if (cohort <= 5) return "SUPP";
    if (record.opened_because == "New Provision" && record.opened &&
        SchoolYear::containing(*record.opened) == year)
        return "NEW";
    return {};
}

std::pair<std::string_view, std::string_view> progress_band(double value, double half) {
    if (value - half > 0)
        return value > half * 1.5 ? std::pair{"1", "Well Above Average"} : std::pair{"2", "Above Average"};
    if (value + half < 0)
        return value < -half * 1.5 ? std::pair{"5", "Well Below Average"} : std::pair{"4", "Below Average"};
    return {"3", "Average"};
}

struct Subject {
    std::string_view name;
    Measure progress, score, expected, higher;
};
constexpr Subject subjects[] = {{"Reading", read_progress, read_score, read_expected, read_higher},
                                {"Writing", write_progress, gps_score, gps_expected, gps_higher},
                                {"Maths", maths_progress, maths_score, maths_expected, maths_higher}};

void ks2_subject(Sheet& sheet, const Subject& subject, const YearFigures& figures, std::string_view code,
                 Random& random) {
    const auto set = [&](std::string_view what, std::string_view value) {
        sheet.set(fmt::format("{} {}", subject.name, what), value);
    };
    // A pupil's progress has a standard deviation of about 6 points, so a cohort's interval is 1.96 * 6 /
    // sqrt(n).
    const double progress = figures.value[subject.progress];
    const auto [band, words] = progress_band(progress, 11.8 / std::sqrt(figures.cohort_ks2));
    const bool uncovered = code.empty() && random.uniform() < 0.003;
    set("Progress", !code.empty() ? code : uncovered ? "LOWCOV" : decimals(progress, 1));
    set("Progress Band", code.empty() && !uncovered ? band : "");
    set("Progress Desc", code.empty() && !uncovered ? words : "NOT AVAIL");
    set("Score", code.empty() ? whole(figures.value[subject.score]) : code);
    set("Meet Std", code.empty() ? percent(figures.value[subject.expected]) : code);
    set("Exceed Std", code.empty() ? percent(figures.value[subject.higher]) : code);
}

std::string key_stage_2(const County& county, SchoolYear year) {
    Sheet sheet{headers::ks2};
    each_open(county, date(year.start + 1, 5, 12), [&](const Site& site, const Record& record) {
        const auto& figures = county.figures(site, year);
        if (figures.cohort_ks2 == 0 || std::isnan(figures.value[rwm_expected])) return;
        auto random = stream(county.plan.seed, "ks2",
                             static_cast<std::int64_t>(record.urn.value) * 100 + year.start % 100);
        // Special schools seldom enter enough pupils for anything to be printed.
        const auto code = site.phase == Phase::special && random.uniform() < 0.6
                              ? "SUPP"
                              : withheld(record, figures.cohort_ks2, year);
        const int girls = static_cast<int>(figures.cohort_ks2 * (0.42 + 0.14 * random.uniform()));
        sheet.set("URN", record.urn.text());
        sheet.set("KS2 Pupils", std::to_string(figures.cohort_ks2));
        sheet.set("KS2 Boys", std::to_string(figures.cohort_ks2 - girls));
        sheet.set("KS2 Girls", std::to_string(girls));
        for (const auto& subject : subjects) ks2_subject(sheet, subject, figures, code, random);
        sheet.set("Overall Meet Std", code.empty() ? percent(figures.value[rwm_expected]) : code);
        sheet.set("Overall Exceed Std", code.empty() ? percent(figures.value[rwm_higher]) : code);
        sheet.set("Academic Year", std::to_string(year.start + 1));
        sheet.end_row();
    });
    return sheet.take();
}

std::string key_stage_4(const County& county, SchoolYear year) {
    Sheet sheet{headers::ks4};
    each_open(county, date(year.start + 1, 5, 12), [&](const Site& site, const Record& record) {
        const auto& figures = county.figures(site, year);
        const auto& value = figures.value;
        if (figures.cohort_ks4 == 0 || std::isnan(value[attainment8])) return;
        const auto code = withheld(record, figures.cohort_ks4, year);
        const auto print = [&](const std::string& text) { return code.empty() ? text : std::string{code}; };
        const int girls = figures.cohort_ks4 * 49 / 100;
        // A pupil's Progress 8 has a standard deviation of about 1.25 points.
        const auto [band, words] = progress_band(value[progress8], 2.45 / std::sqrt(figures.cohort_ks4));
        sheet.set("URN", record.urn.text());
        sheet.set("KS4 Pupils", std::to_string(figures.cohort_ks4));
        sheet.set("KS4 Boys", std::to_string(figures.cohort_ks4 - girls));
        sheet.set("KS4 Girls", std::to_string(girls));
        sheet.set("Progress 8", print(decimals(value[progress8], 2)));
        sheet.set("Progress 8 Boys", print(decimals(value[progress8] - 0.13, 2)));
        sheet.set("Progress 8 Girls", print(decimals(value[progress8] + 0.13, 2)));
        sheet.set("Attainment 8", print(decimals(value[attainment8], 1)));
        sheet.set("Attainment 8 Boys", print(decimals(std::max(0.0, value[attainment8] - 2.2), 1)));
        sheet.set("Attainment 8 Girls", print(decimals(value[attainment8] + 2.2, 1)));
        sheet.set("Eng Maths Grade 5", print(percent(std::clamp(value[basics5], 0.0, 100.0))));
        sheet.set("Entering EBacc", print(percent(std::clamp(value[ebacc_entry], 0.0, 100.0))));
        sheet.set("EBacc Avg Score", print(decimals(value[ebacc_aps], 2)));
        sheet.set("Progress 8 Band", code.empty() ? band : "");
        sheet.set("P8 Desc", code.empty() ? words : "");
        sheet.set("Academic Year", std::to_string(year.start + 1));
        sheet.end_row();
    });
    return sheet.take();
}

/// Maintained schools alone; the financial year ends on 31 March within the school year.
std::string finance(const County& county, SchoolYear year) {
    Sheet sheet{headers::finance};
    each_open(county, date(year.start + 1, 3, 31), [&](const Site& site, const Record& record) {
        const auto& figures = county.figures(site, year);
        if (is_academy(record.kind) || std::isnan(figures.value[income_per_pupil])) return;
        const double income = figures.value[income_per_pupil] * figures.roll;
        const double balance = income * figures.value[balance_share] / 100;
        sheet.row({record.urn.text(), decimals(income, 2), decimals(income - balance, 2),
                   decimals(balance, 2), std::to_string(year.start + 1)});
    });
    return sheet.take();
}

}

std::vector<File> yearly_files(const County& county) {
    std::vector<File> files;
    const auto add = [&](std::string_view stem, auto write,
                         const std::function<std::optional<Date>(SchoolYear)>& published, bool january) {
        for (const auto year : newest(county, published)) {
            files.push_back({fmt::format("{}_{}.csv", stem, year.start + 1), write(county, year),
                             january ? fmt::format("{}-01", year.start + 1) : year.text(), published(year)});
        }
    };
    const auto tested = [](SchoolYear year, Date day) {
        return Tables::get().year(year).tests ? std::optional{day} : std::nullopt;
    };
    add(
        "england_census", census, [](SchoolYear y) { return date(y.start + 1, 6, 27); }, true);
    add(
        "england_abs", absence,
        [](SchoolYear y) {
            return Tables::get().year(y).absence ? std::optional{date(y.start + 2, 3, 26)} : std::nullopt;
        },
        false);
    add(
        "ks2_perf", key_stage_2, [&](SchoolYear y) { return tested(y, date(y.start + 1, 12, 13)); }, false);
    add(
        "ks4_perf", key_stage_4, [&](SchoolYear y) { return tested(y, date(y.start + 2, 2, 1)); }, false);
    add(
        "financials", finance, [](SchoolYear y) { return date(y.start + 1, 12, 10); }, false);
    return files;
}

}
