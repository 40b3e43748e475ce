// What Fellshire gathers itself: exclusions, leavers, reserves, rolls, turnover and unsuppressed results by
// school, once a year in October.
#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <optional>

#include "demo/demo_files_rules.hpp"
#include "demo/demo_headers_rules.hpp"
#include "demo/demo_tables_rules.hpp"

namespace tarn::demo {
namespace {

constexpr int returns = 3;  ///< the scheme of returns is young

/// Not every kind of school has every figure.
std::string when(bool applies, double value, int places = 1) {
    return applies ? decimals(value, places) : "NA";
}

/// Schools type returns by hand: a few rows of the newest cannot be read, so that the data officer has
/// something to put right.
std::string typed(double turnover, bool newest, Random& random) {
    if (!newest || random.uniform() > 0.008) return decimals(turnover, 1);
    return random.uniform() < 0.5 ? fmt::format("about {:.0f}", turnover) : "see e-mail";
}

/// The authority holds what published files withhold: results of all and of disadvantaged pupils, however
/// few.
using Results = std::array<std::string, 4>;
Results results(int cohort, double all, double behind, double disadvantaged, int places) {
    if (cohort == 0 || std::isnan(all) || std::isnan(disadvantaged)) return {"NA", "NA", "NA", "NA"};
    const auto pupils = std::lround(cohort * disadvantaged / 100);
    return {decimals(all, places), when(pupils > 0, std::max(0.0, all - behind), places),
            std::to_string(cohort), std::to_string(pupils)};
}

/// The same where a figure is the share of whole pupils: the disadvantaged who reached the standard are some
/// of all who did, and the others some of the others.
Results shares(int cohort, double all, double behind, double disadvantaged) {
    Results told = results(cohort, all, behind, disadvantaged, 0);
    if (told[0] == "NA") return told;
    const auto pupils = std::lround(cohort * disadvantaged / 100);
    const auto reached = std::clamp(std::lround(cohort * all / 100), 0L, static_cast<long>(cohort));
    const auto theirs =
        std::clamp(std::lround(static_cast<double>(pupils) * std::max(0.0, all - behind) / 100),
                   std::max(0L, reached - (cohort - pupils)), std::min(pupils, reached));
    told[0] = decimals(100.0 * static_cast<double>(reached) / cohort, 0);
    if (pupils > 0) told[1] = decimals(100.0 * static_cast<double>(theirs) / static_cast<double>(pupils), 0);
    return told;
}

std::string sheet_of(const County& county, SchoolYear year, bool newest) {
    Sheet sheet{headers::authority_return};
    auto typing = stream(county.plan.seed, "typing", year.start);
    each_open(county, Date::of(year.start + 1, 7, 1).value(), [&](const Site& site, const Record& record) {
        if (site.authority != 0 || site.phase == Phase::sixteen_plus) return;
        const auto told = conduct(county, site, year);
        const int roll = county.figures(site, year).roll;
        const bool compulsory = site.phase != Phase::nursery;
        const bool mainstream =
            compulsory && site.phase != Phase::special && site.phase != Phase::alternative;
        const bool maintained =
            !is_academy(record.kind) && site.phase != Phase::nursery && site.phase != Phase::alternative;
        const bool leavers = mainstream && site.high_age >= 15;
        const auto& figures = county.figures(site, year);
        const auto& value = figures.value;
        const bool tested = Tables::get().year(year).tests;
        const auto ks2 = shares(tested ? figures.cohort_ks2 : 0, value[rwm_expected], 17, value[fsm_ever]);
        const auto ks4 = results(tested ? figures.cohort_ks4 : 0, value[attainment8], 9, value[fsm_ever], 1);
        sheet.row({record.urn.text(), year.text(), when(compulsory, 100.0 * told.excluded / roll, 2),
                   when(compulsory, told.suspensions), when(mainstream, told.home_educated),
                   when(leavers, told.without_a_place), when(maintained, reserves(county, site, year)),
                   std::to_string(roll), typed(told.turnover, newest, typing), ks2[0], ks2[1], ks2[2], ks2[3],
                   ks4[0], ks4[1], ks4[2], ks4[3]});
    });
    return sheet.take();
}

/// In autumn some schools tell the minimum of attendance that they were set and where they stand. What a year
/// is needed for stays empty.
std::optional<File> in_year(const County& county) {
    const SchoolYear year = county.last_year;
    const Date told = Date::of(year.start, 11, 6).value();
    if (year.start < 2026 || told > county.plan.today) return {};
    Sheet sheet{headers::authority_in_year};
    each_open(county, told, [&](const Site& site, const Record& record) {
        const double before = county.figures(site, {year.start - 1}).value[absence_overall];
        if (site.authority != 0 || std::isnan(before)) return;
        auto random = stream(county.plan.seed, "minimum", record.urn.value);
        if (random.uniform() > 0.3) return;
        const double minimum = std::clamp(100 - before + 0.3, 75.0, 96.5);
        const double so_far = std::clamp(100 - before + 0.6 + 1.1 * random.normal(), 60.0, 99.5);
        sheet.row({record.urn.text(), year.text(), "", "", decimals(minimum, 1), decimals(so_far, 1)});
    });
    return File{.name = fmt::format("fellshire_in_year_{}.csv", year.start + 1),
                .text = sheet.take(),
                .period = year.text(),
                .public_from = told,
                .owned = true};
}

}

std::vector<File> return_files(const County& county) {
    std::vector<File> files;
    const auto gathered = [](SchoolYear year) { return Date::of(year.start + 1, 10, 20).value(); };
    const int newest =
        county.last_year.start - (gathered({county.last_year.start - 1}) <= county.plan.today ? 1 : 2);
    for (int start = newest - returns + 1; start <= newest; ++start) {
        const SchoolYear year{start};
        files.push_back({.name = fmt::format("fellshire_return_{}.csv", year.start + 1),
                         .text = sheet_of(county, year, start == newest),
                         .period = year.text(),
                         .public_from = gathered(year),
                         .owned = true});
    }
    if (auto file = in_year(county)) files.push_back(std::move(*file));
    return files;
}

}
