// National statistics by school in the layouts of explore education statistics, with the totals of
// authorities and of England among the rows, and the workforce.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

#include "demo/demo_files_rules.hpp"
#include "demo/demo_headers_rules.hpp"

namespace tarn::demo {
namespace {

std::string whole(double value) {
    return decimals(value, 0);
}
/// Percentages stand unrounded in the files on absence.
std::string share(double part, double of) {
    return decimals(100 * part / of, 5);
}

/// Counts of schools that add up.
template <std::size_t N>
struct Sums {
    std::map<int, std::array<double, N>> authorities;
    std::array<double, N> england{};

    void add(int authority, const std::array<double, N>& counts) {
        auto& own = authorities[authority];
        for (std::size_t i = 0; i < N; ++i) own[i] += counts[i], england[i] += counts[i];
    }
};

enum AbsenceCount { schools, enrolments, possible, missed, authorised, persistent, severe, absence_counts };
using AbsenceCounts = std::array<double, absence_counts>;

void print(Sheet& sheet, const AbsenceCounts& counts, bool few) {
    const auto pair = [&](const std::string& column, double count, double of, bool hidden) {
        sheet.set(column, hidden ? "c" : whole(count));
        sheet.set(column + "_percent", hidden ? "c" : share(count, of));
    };
    sheet.set("num_schools", whole(counts[schools]));
    sheet.set("enrolments", whole(counts[enrolments]));
    sheet.set("sess_possible", whole(counts[possible]));
    pair("sess_overall", counts[missed], counts[possible], false);
    pair("sess_authorised", counts[authorised], counts[possible], false);
    pair("sess_unauthorised", counts[missed] - counts[authorised], counts[possible], false);
    // Shares that describe very few pupils are withheld.
    pair("enrolments_pa_10_exact", counts[persistent], counts[enrolments], few);
    pair("enrolments_pa_50_exact", counts[severe], counts[enrolments], few);
    sheet.end_row();
}

enum ExclusionCount { headcount, excluded, suspended, one_plus, exclusion_counts };
using ExclusionCounts = std::array<double, exclusion_counts>;

void print(Sheet& sheet, const ExclusionCounts& counts) {
    const auto pair = [&](std::string_view column, std::string_view rate, double count) {
        sheet.set(column, whole(count));
        sheet.set(rate, decimals(100 * count / counts[headcount], 2));
    };
    sheet.set("headcount", whole(counts[headcount]));
    pair("perm_excl", "perm_excl_rate", counts[excluded]);
    pair("suspension", "susp_rate", counts[suspended]);
    pair("one_plus_susp", "one_plus_susp_rate", counts[one_plus]);
    sheet.end_row();
}

/// Open in the summer term.
Date summer(SchoolYear year) {
    return Date::of(year.start + 1, 5, 20).value();
}

}

std::string absence(const County& county, SchoolYear year) {
    StatisticsRows rows{county, year, headers::absence};
    Sums<absence_counts> sums;
    each_open(county, summer(year), [&](const Site& site, const Record& record) {
        const auto& figures = county.figures(site, year);
        const double overall = figures.value[absence_overall], often = figures.value[absence_persistent];
        if (std::isnan(overall)) return;
        constexpr double sessions = 310;  // two a day, until the end of May, less what pupils join late
        AbsenceCounts counts{};
        counts[schools] = 1;
        counts[enrolments] = figures.roll;
        counts[possible] = figures.roll * sessions;
        counts[missed] = std::round(counts[possible] * overall / 100);
        counts[authorised] = std::round(counts[missed] * 0.68);
        counts[persistent] = std::isnan(often) ? 0 : std::round(figures.roll * often / 100);
        counts[severe] = std::round(counts[persistent] * 0.11);
        sums.add(site.authority, counts);
        auto& sheet = rows.school(site, record);
        for (const auto* column : {"trust", "all_through"}) sheet.set(column, "z");
        print(sheet, counts, counts[persistent] < 3);
    });
    for (const auto& [authority, counts] : sums.authorities) print(rows.total(authority), counts, false);
    print(rows.total({}), sums.england, false);
    return rows.take();
}

std::string suspensions(const County& county, SchoolYear year) {
    StatisticsRows rows{county, year, headers::suspensions};
    Sums<exclusion_counts> sums;
    each_open(county, summer(year), [&](const Site& site, const Record& record) {
        if (site.phase == Phase::nursery || site.phase == Phase::sixteen_plus) return;
        const double roll = county.figures(site, year).roll;
        const auto told = conduct(county, site, year);
        ExclusionCounts counts{};
        counts[headcount] = roll;
        counts[excluded] = told.excluded;
        counts[suspended] = std::round(roll * told.suspensions / 100);
        counts[one_plus] = std::round(counts[suspended] * 0.45);
        sums.add(site.authority, counts);
        print(rows.school(site, record), counts);
    });
    for (const auto& [authority, counts] : sums.authorities) print(rows.total(authority), counts);
    print(rows.total({}), sums.england);
    return rows.take();
}

namespace {

/// In full-time equivalents: one for about twenty pupils, fewer where pupils need more.
double teachers_of(const County& county, const Site& site, SchoolYear year) {
    const bool small = site.phase == Phase::special || site.phase == Phase::alternative;
    const double ratio = (small               ? 6.5
                          : site.low_age >= 9 ? 16.5
                                              : 20.5) +
                         conduct(county, site, year).turnover / 20;
    return std::max(1.0, county.figures(site, year).roll / ratio);
}

double heads_of(double teachers) {
    return std::ceil(teachers * 1.1);
}

Date november(SchoolYear year) {
    return Date::of(year.start, 11, 6).value();
}

}

/// On the census day in November.
std::string workforce(const County& county, SchoolYear year) {
    Sheet sheet{headers::workforce};
    each_open(county, november(year), [&](const Site& site, const Record& record) {
        const double teachers = teachers_of(county, site, year),
                     assistants = teachers * (site.low_age >= 9 ? 0.35 : 0.9);
        // The publisher writes a salary with a comma and the sign of the pound; very small schools' are
        // withheld.
        const auto salary = std::lround(46800 + 900 * site.standing);
        const auto pay = fmt::format("£{},{:03}", salary / 1000, salary % 1000);
        sheet.row({county.land.authorities[site.authority].code.text(),
                   fmt::format("{:04}", site.establishment), record.urn.text(),
                   site.low_age >= 9 ? "Secondary" : "Primary", whole(heads_of(teachers)),
                   whole(std::ceil(assistants * 1.4)), whole(std::ceil(teachers * 0.4)),
                   decimals(teachers, 1), decimals(assistants, 1), decimals(teachers * 0.3, 1),
                   decimals(county.figures(site, year).roll / teachers, 1), teachers < 3 ? "SUPP" : pay});
    });
    return sheet.take();
}

/// The same teachers in the layout of explore education statistics.
std::string workforce_size(const County& county, SchoolYear year) {
    StatisticsRows rows{county, year, headers::workforce_size, "November"};
    each_open(county, november(year), [&](const Site& site, const Record& record) {
        const double teachers = teachers_of(county, site, year);
        auto& sheet = rows.school(site, record);
        sheet.set("school_type", published_phase(site.phase));
        sheet.set("fte_all_teachers", decimals(teachers, 1));
        sheet.set("fte_classroom_teachers", decimals(teachers * 0.88, 1));
        sheet.set("fte_all_teachers_without_qts", decimals(teachers * 0.03, 1));
        sheet.set("hc_all_teachers", whole(heads_of(teachers)));
        sheet.set("percent_pt_teacher", decimals(site.low_age >= 9 ? 19.5 : 27.5, 1));
        sheet.end_row();
    });
    return rows.take();
}

/// Teachers who were ill at all in the year, and for how many days over all teachers: longer where more
/// leave.
std::string sickness(const County& county, SchoolYear year) {
    StatisticsRows rows{county, year, headers::sickness};
    each_open(county, november(year), [&](const Site& site, const Record& record) {
        const double heads = heads_of(teachers_of(county, site, year));
        const double turnover = conduct(county, site, year).turnover;
        const double ill = std::round(heads * std::min(0.95, 0.55 + turnover / 200));
        auto& sheet = rows.school(site, record);
        sheet.set("total_teachers_taking_absence", whole(ill));
        sheet.set("percentage_taking_absence", decimals(100 * ill / heads, 1));
        sheet.set("average_number_of_days_all_teachers", decimals(4.5 + turnover / 4, 1));
        sheet.end_row();
    });
    return rows.take();
}

/// Teachers in post in November who were not there the next.
std::string turnover(const County& county, SchoolYear year) {
    StatisticsRows rows{county, year, headers::turnover, "November"};
    each_open(county, november(year), [&](const Site& site, const Record& record) {
        const double teachers =
            std::max(1.0, county.figures(site, year).roll / (site.low_age >= 9 ? 16.5 : 20.5));
        const double gone = conduct(county, site, year).turnover / 100;
        auto& sheet = rows.school(site, record);
        sheet.set("teacher_fte_in_census_year", decimals(teachers, 1));
        sheet.set("remained_in_the_same_school", decimals(teachers * (1 - gone), 1));
        sheet.set("left_the_state-funded_system", decimals(teachers * gone * 0.55, 1));
        sheet.set("left_to_another_state-funded_school", decimals(teachers * gone * 0.45, 1));
        sheet.end_row();
    });
    return rows.take();
}

}
