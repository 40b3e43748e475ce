// What is published once a year, and the census and the accounts among it.
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
    switch (phase) {
        case Phase::nursery:
            return "State-funded nursery";
        case Phase::special:
            return "State-funded special school";
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

/// Maintained schools alone; the financial year ends on 31 March within the school year. The codes of income
/// add up to it, those of expenditure to what is left of it after the year's balance.
std::string finance(const County& county, SchoolYear year) {
    Sheet sheet{headers::finance};
    const auto set = [&](std::string_view code, double pounds) { sheet.set(code, decimals(pounds, 0)); };
    each_open(county, date(year.start + 1, 3, 31), [&](const Site& site, const Record& record) {
        const auto& figures = county.figures(site, year);
        if (is_academy(record.kind) || std::isnan(figures.value[income_per_pupil])) return;
        const double income = std::round(figures.value[income_per_pupil] * figures.roll);
        const double spent = std::round(income * (1 - figures.value[balance_share] / 100));
        const double needs = std::round(income * 0.06), premium = std::round(income * 0.07);
        const double teachers = std::round(spent * 0.5), support = std::round(spent * 0.27);
        const double kept = std::round(income * reserves(county, site, year) / 100);
        const double committed = std::round(std::max(0.0, kept) * 0.2);
        sheet.set("LANumber", county.land.authorities[site.authority].code.text());
        sheet.set("LEAEstab", laestab(county, site));
        sheet.set("Estab", fmt::format("{:04}", site.establishment));
        sheet.set("URN", record.urn.text());
        sheet.set("Federated Flag", "No");
        sheet.fill("I01", "B07", "0");
        set("I01", income - needs - premium);
        set("I03", needs);
        set("I05", premium);
        set("E01", teachers);
        set("E03", support);
        set("E19", spent - teachers - support);
        set("B01", committed);
        set("B02", kept - committed);
        sheet.end_row();
    });
    return sheet.take();
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

    std::string file_name(SchoolYear year) const {
        const int start = year.start, end = start + 1;
        return fmt::format(fmt::runtime(name), fmt::arg("start", start), fmt::arg("end", end),
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
    {"england_census_{end}.csv", census, 1, 6, 6, 6},
    {"1a_absence_3term_school_{years}.csv", absence, 2, 3, 26, 6, &YearShape::absence},
    {"suspensions_and_exclusions_school_{years}.csv", suspensions, 2, 7, 10, 3},
    {"{start}-{end}_england_ks2revised.csv", key_stage_2, 1, 12, 13, 6, &YearShape::tests},
    {"{years}_performance_tables_schools_final.csv", final_key_stage_4, 2, 2, 27, 6, &YearShape::tests},
    {"england_swf_{end}.csv", workforce, 1, 6, 5, 2},
    {"workforce_turnover_school_{years}.csv", turnover, 2, 6, 5, 2},
    {"CFR_{short}_Data.csv", finance, 1, 12, 10, 6},
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
            const bool january = publication.write == census;
            files.push_back({publication.file_name(year), publication.write(county, year),
                             january ? fmt::format("{}-01", year.start + 1) : year.text(),
                             publication.published(year)});
        }
    }
    if (auto file = provisional(county)) files.push_back(std::move(*file));
    return files;
}

}
