// What is published of authorities and of England alone: attendance of the year so far, children educated at
// home, children with a plan.
#include <cmath>
#include <fmt/format.h>
#include <map>

#include "demo/demo_files_rules.hpp"
#include "demo/demo_headers_rules.hpp"

namespace tarn::demo {
namespace {

/// Pupils of an area, and how many of them each figure is about.
struct Area {
    double pupils = 0, absent = 0, often_absent = 0, at_home = 0, with_plan = 0;
};

/// Of each authority; of England under none.
std::map<std::optional<int>, Area> areas(const County& county, SchoolYear year) {
    std::map<std::optional<int>, Area> found;
    each_open(county, Date::of(year.start + 1, 5, 20).value(), [&](const Site& site, const Record&) {
        const auto& figures = county.figures(site, year);
        if (site.phase == Phase::sixteen_plus || std::isnan(figures.value[absence_overall])) return;
        const auto share = [&](double percent) {
            return std::isnan(percent) ? 0 : figures.roll * percent / 100;
        };
        for (const auto of : {std::optional<int>{}, std::optional{site.authority}}) {
            auto& area = found[of];
            area.pupils += figures.roll;
            area.absent += share(figures.value[absence_overall]);
            area.often_absent += share(figures.value[absence_persistent]);
            area.with_plan += share(figures.value[ehc_plans]);
            area.at_home += share(conduct(county, site, year).home_educated) * 3;
        }
    });
    return found;
}

std::string part(double of, const Area& area, int places) {
    return decimals(100 * of / area.pupils, places);
}

}

std::string attendance_so_far(const County& county, SchoolYear year) {
    StatisticsRows rows{county, year, headers::attendance_so_far, "Year to date"};
    for (const auto& [of, area] : areas(county, year)) {
        auto& sheet = rows.total(of);
        sheet.set("attendance_perc", part(area.pupils - area.absent, area, 2));
        sheet.set("overall_absence_perc", part(area.absent, area, 2));
        sheet.set("authorised_absence_perc", part(area.absent * 0.68, area, 2));
        sheet.set("unauthorised_absence_perc", part(area.absent * 0.32, area, 2));
        sheet.set("illness_perc", part(area.absent * 0.5, area, 2));
        sheet.set("unauth_hol_perc", part(area.absent * 0.09, area, 2));
        sheet.set("pa_perc", part(area.often_absent, area, 2));
        sheet.end_row();
    }
    return rows.take();
}

std::string home_education(const County& county, SchoolYear year) {
    StatisticsRows rows{county, year, headers::home_education, "Summer term"};
    for (const auto& [of, area] : areas(county, year)) {
        auto& sheet = rows.total(of);
        sheet.set("breakdown_topic", "Total");
        sheet.set("breakdown", "Total");
        sheet.set("child_count", decimals(area.at_home, 0));
        sheet.set("child_percent", "100.0");
        sheet.set("rate_per_100", part(area.at_home, area, 1));
        sheet.end_row();
    }
    return rows.take();
}

/// In January, by calendar year.
std::string plans(const County& county, SchoolYear year) {
    StatisticsRows rows{county, year, headers::plans, "Calendar year"};
    for (const auto& [of, area] : areas(county, year)) {
        auto& sheet = rows.total(of);
        sheet.set("time_period", std::to_string(year.start + 1));
        sheet.set("ehcplans", decimals(area.with_plan, 0));
        sheet.end_row();
    }
    return rows.take();
}

}
