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

std::string_view education_phase(Phase phase) {
    switch (phase) {
        case Phase::nursery:
            return "State-funded nursery";
        case Phase::special:
            return "Special";
        case Phase::alternative:
            return "State-funded AP school";
        case Phase::secondary:
        case Phase::middle:
        case Phase::all_through:
            return "State-funded secondary";
        default:
            return "State-funded primary";
    }
}

std::string whole(double value) {
    return decimals(value, 0);
}
/// Percentages stand unrounded in the files on absence.
std::string share(double part, double of) {
    return decimals(100 * part / of, 5);
}

/// The columns that say whose row it is.
class Rows {
  public:
    Rows(const County& county, SchoolYear year, std::string_view header)
        : county_(county), year_(year), sheet_(header) {}

    Sheet& school(const Site& site, const Record& record) {
        start("School");
        authority(site.authority);
        sheet_.set("school_name", record.name);
        sheet_.set("estab", fmt::format("{:04}", site.establishment));
        sheet_.set("school_laestab", laestab(county_, site));
        sheet_.set("school_urn", record.urn.text());
        sheet_.set("education_phase", education_phase(site.phase));
        sheet_.set("academy_type", is_academy(record.kind) ? kind_title(record.kind) : "z");
        sheet_.set("academy_open_date",
                   is_academy(record.kind) && record.opened ? day_month_year(*record.opened, '/') : "z");
        return sheet_;
    }
    /// An authority's total, or England's where none is named.
    Sheet& total(std::optional<int> of) {
        start(of ? "Local authority" : "National");
        if (of) authority(*of);
        sheet_.set("education_phase", "Total");
        return sheet_;
    }
    std::string take() { return sheet_.take(); }

  private:
    const County& county_;
    SchoolYear year_;
    Sheet sheet_;

    void start(std::string_view level) {
        sheet_.set("time_period", fmt::format("{}{:02}", year_.start, (year_.start + 1) % 100));
        sheet_.set("time_identifier", "Academic year");
        sheet_.set("geographic_level", level);
        sheet_.set("country_code", "E92000001");
        sheet_.set("country_name", "England");
    }
    void authority(int index) {
        const auto& authority = county_.land.authorities[static_cast<std::size_t>(index)];
        sheet_.set("old_la_code", authority.code.text());
        sheet_.set("new_la_code", authority.ons);
        sheet_.set("la_name", authority.name);
    }
};

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
    Rows rows{county, year, headers::absence};
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
    Rows rows{county, year, headers::suspensions};
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

/// On the census day in November. A teacher for about twenty pupils, fewer where pupils need more.
std::string workforce(const County& county, SchoolYear year) {
    Sheet sheet{headers::workforce};
    each_open(county, Date::of(year.start, 11, 6).value(), [&](const Site& site, const Record& record) {
        const double roll = county.figures(site, year).roll;
        const auto told = conduct(county, site, year);
        const bool small = site.phase == Phase::special || site.phase == Phase::alternative;
        const double ratio = (small ? 6.5 : site.low_age >= 9 ? 16.5 : 20.5) + told.turnover / 20;
        const double teachers = std::max(1.0, roll / ratio),
                     assistants = teachers * (site.low_age >= 9 ? 0.35 : 0.9);
        // The publisher writes a salary with a comma and the sign of the pound; very small schools' are
        // withheld.
        const auto salary = std::lround(46800 + 900 * site.standing);
        const auto pay = fmt::format("£{},{:03}", salary / 1000, salary % 1000);
        sheet.row({county.land.authorities[site.authority].code.text(),
                   fmt::format("{:04}", site.establishment), record.urn.text(),
                   site.low_age >= 9 ? "Secondary" : "Primary", whole(std::ceil(teachers * 1.1)),
                   whole(std::ceil(assistants * 1.4)), whole(std::ceil(teachers * 0.4)),
                   decimals(teachers, 1), decimals(assistants, 1), decimals(teachers * 0.3, 1),
                   decimals(roll / teachers, 1), teachers < 3 ? "SUPP" : pay});
    });
    return sheet.take();
}

/// Teachers in post in November who were not there the next.
std::string turnover(const County& county, SchoolYear year) {
    Sheet sheet{headers::turnover};
    each_open(county, Date::of(year.start, 11, 6).value(), [&](const Site& site, const Record& record) {
        const double teachers =
            std::max(1.0, county.figures(site, year).roll / (site.low_age >= 9 ? 16.5 : 20.5));
        const double gone = conduct(county, site, year).turnover / 100;
        sheet.set("time_period", fmt::format("{}{:02}", year.start, (year.start + 1) % 100));
        sheet.set("time_identifier", "November");
        sheet.set("geographic_level", "School");
        sheet.set("school_urn", record.urn.text());
        sheet.set("teacher_fte_in_census_year", decimals(teachers, 1));
        sheet.set("remained_in_the_same_school", decimals(teachers * (1 - gone), 1));
        sheet.set("left_the_state-funded_system", decimals(teachers * gone * 0.55, 1));
        sheet.set("left_to_another_state-funded_school", decimals(teachers * gone * 0.45, 1));
        sheet.end_row();
    });
    return sheet.take();
}

}
