// Accounts: what maintained schools spent from April to March, and academies from September to August.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

#include "demo/demo_files_rules.hpp"
#include "demo/demo_headers_rules.hpp"

namespace tarn::demo {
namespace {

/// Whole pounds of one school, or of those of a federation together.
struct Money {
    double income = 0, spent = 0, kept = 0;
    void add(const Money& other) {
        income += other.income;
        spent += other.spent;
        kept += other.kept;
    }
};

/// Empty where the county knows no income of a school of this kind.
std::optional<Money> money_of(const County& county, const Site& site, SchoolYear year) {
    const auto& figures = county.figures(site, year);
    if (std::isnan(figures.value[income_per_pupil])) return {};
    const double income = std::round(figures.value[income_per_pupil] * figures.roll);
    return Money{income, std::round(income * (1 - figures.value[balance_share] / 100)),
                 std::round(income * reserves(county, site, year) / 100)};
}

/// A federation's schools, the lead first, and their money together.
struct Together {
    std::vector<const Site*> schools;
    Money money;
};

std::map<int, Together> federations(const County& county, SchoolYear year, Date day) {
    std::map<int, Together> found;
    each_open(county, day, [&](const Site& site, const Record& record) {
        const auto money = money_of(county, site, year);
        if (site.federation < 0 || is_academy(record.kind) || !money) return;
        found[site.federation].schools.push_back(&site);
        found[site.federation].money.add(*money);
    });
    return found;
}

void write(Sheet& sheet, const Money& money) {
    const auto set = [&](std::string_view code, double pounds) { sheet.set(code, decimals(pounds, 0)); };
    const double needs = std::round(money.income * 0.06), premium = std::round(money.income * 0.07);
    const double teachers = std::round(money.spent * 0.5), support = std::round(money.spent * 0.27);
    const double committed = std::round(std::max(0.0, money.kept) * 0.2);
    set("I01", money.income - needs - premium);
    set("I03", needs);
    set("I05", premium);
    set("E01", teachers);
    set("E03", support);
    set("E19", money.spent - teachers - support);
    set("B01", committed);
    set("B02", money.kept - committed);
}

}

/// The codes of income add up to it, those of expenditure to what is left of it after the year's balance. The
/// lead of a federation returns for all its schools; the others' rows are of zeros.
std::string finance(const County& county, SchoolYear year) {
    Sheet sheet{headers::finance};
    const Date day = Date::of(year.start + 1, 3, 31).value();
    const auto together = federations(county, year, day);
    each_open(county, day, [&](const Site& site, const Record& record) {
        const auto money = money_of(county, site, year);
        if (is_academy(record.kind) || !money) return;
        const auto found = together.find(site.federation);
        const bool federated = found != together.end() && found->second.schools.size() > 1;
        sheet.set("LANumber", county.land.authorities[site.authority].code.text());
        sheet.set("LEAEstab", laestab(county, site));
        sheet.set("Estab", fmt::format("{:04}", site.establishment));
        sheet.set("URN", record.urn.text());
        sheet.set("Federated Flag", federated ? "Yes" : "No");
        sheet.fill("I01", "B07", "0");
        if (!federated) write(sheet, *money);
        if (federated && found->second.schools.front() == &site) {
            write(sheet, found->second.money);
            for (std::size_t i = 0; i < found->second.schools.size(); ++i)
                sheet.set(fmt::format("LAEstab of School in Federation {}", i + 1),
                          laestab(county, *found->second.schools[i]));
        }
        sheet.end_row();
    });
    return sheet.take();
}

/// In thousands of pounds. Who became an academy within the year returns for its months since.
std::string academies(const County& county, SchoolYear year) {
    Sheet sheet{headers::academies};
    each_open(county, Date::of(year.start + 1, 8, 31).value(), [&](const Site& site, const Record& record) {
        const auto money = money_of(county, site, year);
        if (!is_academy(record.kind) || !money) return;
        const Date first = Date::of(year.start, 9, 1).value();
        const int late =
            record.opened && *record.opened > first ? (static_cast<int>(record.opened->month()) + 3) % 12 : 0;
        const double share = (12 - late) / 12.0;
        const auto thousands = [&](double pounds) { return decimals(pounds / 1000, 0); };
        sheet.row({county.land.authorities[site.authority].code.text(),
                   fmt::format("{:04}", site.establishment), record.urn.text(), record.name,
                   std::to_string(12 - late), thousands(money->income * share),
                   thousands(money->spent * share), thousands((money->income - money->spent) * share),
                   thousands(money->kept)});
    });
    return sheet.take();
}

}
