// What is published once a year, and the census among it.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "demo/demo_files_rules.hpp"
#include "demo/demo_headers_rules.hpp"
#include "demo/demo_tables_rules.hpp"

namespace tarn::demo {
namespace {

Date date(int year, unsigned month, unsigned day) {
    return Date::of(year, month, day).value();
}

std::string_view census_type(Phase phase) {
    return phase == Phase::special ? "State-funded special school" : published_phase(phase);
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
        percent = decimals(100.0 * static_cast<double>(pupils) / roll, 1) + "%";
    }
};

}

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
                   decimals(100.0 * girls / roll, 1) + "%",
                   decimals(100.0 * (roll - girls) / roll, 1) + "%",
                   plans.count,
                   plans.percent,
                   support.count,
                   support.percent,
                   languages.count,
                   english.count,
                   "0",
                   languages.percent,
                   english.percent,
                   "0.0%",
                   now.count,
                   ever.count,
                   std::to_string(roll),
                   ever.percent});
    });
    return sheet.take();
}

/// The same pupils by group, a row each, with nursery schools and referral units among them.
std::string census_long(const County& county, SchoolYear year) {
    StatisticsRows rows{county, year, headers::census_long};
    each_open(county, date(year.start + 1, 1, 18), [&](const Site& site, const Record& record) {
        if (site.phase == Phase::sixteen_plus) return;
        const auto& figures = county.figures(site, year);
        const int roll = figures.roll, girls = roll * 49 / 100;
        const auto row = [&](std::string_view sex, std::string_view topic, std::string_view group,
                             const Share& share) {
            auto& sheet = rows.school(site, record);
            sheet.set("phase_type_grouping", census_type(site.phase));
            sheet.set("attendance_pattern", "Total");
            sheet.set("sex", sex);
            sheet.set("breakdown_topic", topic);
            sheet.set("breakdown", group);
            sheet.set("pupil_count", share.count);
            sheet.set("pupil_percent", share.percent);
            sheet.end_row();
        };
        const double language = figures.value[eal];
        row("Total", "Total", "Total", {100, roll});
        row("Girls", "Total", "Total", {100.0 * girls / roll, roll});
        row("Boys", "Total", "Total", {100.0 * (roll - girls) / roll, roll});
        row("Total", "Free school meals", "Known to be eligible for free school meals",
            {figures.value[fsm_ever] * 0.85, roll});
        row("Total", "First language", "Known or believed to be other than English", {language, roll});
        row("Total", "First language", "Known or believed to be English", {100 - language, roll});
        row("Total", "First language", "Unclassified", {0, roll});
    });
    return rows.take();
}

/// Pupils with plans and with support, of all needs together.
std::string special_needs(const County& county, SchoolYear year) {
    StatisticsRows rows{county, year, headers::special_needs};
    int number = 0;
    each_open(county, date(year.start + 1, 1, 18), [&](const Site& site, const Record& record) {
        if (site.phase == Phase::sixteen_plus) return;
        const auto& figures = county.figures(site, year);
        for (const auto& [provision, share] :
             {std::pair{"Education, health and care plan", figures.value[ehc_plans]},
              std::pair{"SEN support", figures.value[sen_support]}}) {
            auto& sheet = rows.school(site, record);
            sheet.set("", std::to_string(++number));
            sheet.set("sen_provision", provision);
            sheet.set("sen_primary_need", "Total");
            sheet.set("pupil_count", Share(share, figures.roll).count);
            sheet.end_row();
        }
    });
    return rows.take();
}

namespace {

/// What comes out once a year, on a day so many years after the one in which the school year starts; of some
/// years there is nothing.
struct Publication {
    const char* name;  ///< of the file
    std::string (*write)(const County&, SchoolYear);
    int after;
    unsigned month, day;
    std::size_t editions;  ///< as many as trends, pooled years and the model of early warning look back
    bool YearShape::*exists = nullptr;
    bool january = false;  ///< its period is the month in which pupils were counted

    std::string file_name(SchoolYear year) const {
        const int start = year.start, end = start + 1;
        return fmt::format(fmt::runtime(name), fmt::arg("start", start), fmt::arg("end", end),
                           fmt::arg("dash", fmt::format("{}-{:02}", start, end % 100)),
                           fmt::arg("years", fmt::format("{}{:02}", start, end % 100)),
                           fmt::arg("short", fmt::format("{:02}-{:02}", start % 100, end % 100)));
    }
    std::optional<Date> published(SchoolYear year) const {
        if (exists && !(Tables::get().year(year).*exists)) return {};
        return date(year.start + after, month, day);
    }
};

std::string final_key_stage_4(const County& county, SchoolYear year) {
    return key_stage_4(county, year, false);
}

constexpr Publication publications[] = {
    {"england_census_{end}.csv", census, 1, 6, 6, 6, nullptr, true},
    {"spc_school_level_{dash}.csv", census_long, 1, 6, 6, 1, nullptr, true},
    {"sen_school_level_{dash}.csv", special_needs, 1, 6, 6, 1, nullptr, true},
    {"1a_absence_3term_school_{years}.csv", absence, 2, 3, 26, 6, &YearShape::absence},
    {"suspensions_and_exclusions_school_{years}.csv", suspensions, 2, 7, 10, 3},
    {"attendance_year_to_date_{years}.csv", attendance_so_far, 1, 8, 6, 1, &YearShape::absence},
    {"elective_home_education_{years}.csv", home_education, 1, 12, 11, 1, &YearShape::absence},
    {"ehc_plans_{end}.csv", plans, 1, 6, 25, 1, &YearShape::absence},
    {"{start}-{end}_england_ks2revised.csv", key_stage_2, 1, 12, 13, 6, &YearShape::tests},
    {"ks2_school_attainment_data_{years}.csv", key_stage_2_long, 1, 12, 13, 1, &YearShape::tests},
    {"ks2_school_information_data_{years}.csv", key_stage_2_information, 1, 12, 13, 1, &YearShape::tests},
    {"{years}_performance_tables_schools_final.csv", final_key_stage_4, 2, 2, 27, 6, &YearShape::tests},
    {"{years}_information_about_schools_final.csv", key_stage_4_information, 2, 2, 27, 1, &YearShape::tests},
    {"{start}-{end}_england_ks5final.csv", key_stage_5, 2, 2, 27, 1, &YearShape::tests},
    {"institution_performance_{years}.csv", key_stage_5_long, 2, 2, 27, 1, &YearShape::tests},
    {"england_swf_{end}.csv", workforce, 1, 6, 5, 2},
    {"workforce_size_school_{years}.csv", workforce_size, 1, 6, 5, 1},
    {"sickness_absence_teachers_school_{years}.csv", sickness, 2, 6, 5, 1},
    {"workforce_turnover_school_{years}.csv", turnover, 2, 6, 5, 2},
    {"CFR_{short}_Data.csv", finance, 1, 12, 10, 6},
    {"academies_accounts_return_{dash}.csv", academies, 2, 7, 17, 3},
};

/// The newest years whose edition was public on the day, oldest first.
std::vector<SchoolYear> newest(const County& county, const Publication& publication) {
    std::vector<SchoolYear> years;
    for (int start = county.last_year.start;
         start >= county.first_year.start && years.size() < publication.editions; --start) {
        const auto day = publication.published({start});
        if (day && *day <= county.plan.today) years.push_back({start});
    }
    std::reverse(years.begin(), years.end());
    return years;
}

/// Key stage 4 comes out twice: in October provisionally, which counts until the final figures of February.
std::optional<File> provisional(const County& county) {
    const SchoolYear year{county.last_year.start - 1};
    const Date out = date(year.start + 1, 10, 16), final = date(year.start + 2, 2, 27),
               today = county.plan.today;
    if (today < out || today >= final) return {};
    return File{
        fmt::format("{}{:02}_performance_tables_schools_provisional.csv", year.start, (year.start + 1) % 100),
        key_stage_4(county, year, true), year.text(), out};
}

}

std::vector<File> yearly_files(const County& county) {
    std::vector<File> files;
    for (const auto& publication : publications) {
        for (const auto year : newest(county, publication)) {
            files.push_back({publication.file_name(year), publication.write(county, year),
                             publication.january ? fmt::format("{}-01", year.start + 1) : year.text(),
                             publication.published(year)});
        }
    }
    if (auto file = provisional(county)) files.push_back(std::move(*file));
    return files;
}

}
