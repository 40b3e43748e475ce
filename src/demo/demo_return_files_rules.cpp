// What Fellshire gathers itself: exclusions, leavers, reserves, rolls and turnover by school, once a year in
// October.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "demo/demo_files_rules.hpp"
#include "demo/demo_headers_rules.hpp"
#include "demo/demo_tables_rules.hpp"

namespace tarn::demo {
namespace {

constexpr int returns = 3;  ///< the scheme of returns is young

std::string one(double value) {
    return fmt::format("{:.1f}", std::round(value * 10) / 10 + 0.0);
}

/// Not every kind of school has every figure.
std::string when(bool applies, double value) {
    return applies ? one(value) : "NA";
}

// These levels are chosen by hand: exclusions and leaving are rare in primary schools and follow poverty and
// standing.
struct Draw {
    const Site& site;
    Random random;
    double trouble;  ///< normal score: how far pupils and staff turn away

    Draw(const County& county, const Site& s, SchoolYear year)
        : site(s),
          random(stream(county.plan.seed, "return",
                        static_cast<std::int64_t>(s.now().urn.value) * 100 + year.start % 100)),
          trouble(-0.5 * s.standing + 0.85 * random.normal() + s.decline) {}

    bool older() const { return site.high_age >= 15; }
    double suspensions() const { return (older() ? 9.0 : 1.3) * std::exp(0.7 * trouble - 0.25); }
    double permanent(int roll) {
        const double chance = (older() ? 0.12 : 0.02) * std::exp(0.8 * trouble);
        int pupils = 0;
        for (double left = chance * roll / 100; left > 0; left -= 1)
            pupils += random.uniform() < std::min(left, 1.0) ? 1 : 0;
        return 100.0 * pupils / roll;
    }
    double home_educated() const { return (older() ? 0.7 : 0.3) * std::exp(0.6 * trouble - 0.2); }
    double without_a_place() const { return std::clamp(3.4 + 1.7 * trouble, 0.0, 15.0); }
    double turnover() { return std::clamp(13.0 + 5.0 * trouble + 4.0 * random.normal(), 0.0, 60.0); }
};

/// What is carried forward: a reserve of some years ago and every balance since.
double reserves(const County& county, const Site& site, SchoolYear year) {
    auto random = stream(county.plan.seed, "reserve", site.now().urn.value);
    double share = 7 + 4 * random.normal() - (site.in_deficit ? 4 : 0);
    for (int start = county.first_year.start; start <= year.start; ++start) {
        const double balance = county.figures(site, {start}).value[balance_share];
        // Schools that run up reserves spend them; those in deficit are slow to come back.
        if (!std::isnan(balance)) share = (share > 0 ? 0.8 : 1.0) * share + balance;
    }
    return std::clamp(share, -30.0, 35.0);
}

/// Schools type returns by hand: a few rows of the newest cannot be read, so that the data officer has
/// something to put right.
std::string typed(double turnover, bool newest, Random& random) {
    if (!newest || random.uniform() > 0.008) return one(turnover);
    return random.uniform() < 0.5 ? fmt::format("about {:.0f}", turnover) : "see e-mail";
}

std::string sheet_of(const County& county, SchoolYear year, bool newest) {
    Sheet sheet{headers::authority_return};
    auto typing = stream(county.plan.seed, "typing", year.start);
    each_open(county, Date::of(year.start + 1, 7, 1).value(), [&](const Site& site, const Record& record) {
        if (site.authority != 0 || site.phase == Phase::sixteen_plus) return;
        Draw draw{county, site, year};
        const int roll = county.figures(site, year).roll;
        const bool compulsory = site.phase != Phase::nursery;
        const bool mainstream =
            compulsory && site.phase != Phase::special && site.phase != Phase::alternative;
        const bool maintained =
            !is_academy(record.kind) && site.phase != Phase::nursery && site.phase != Phase::alternative;
        const bool leavers = mainstream && draw.older();
        const double turnover = draw.turnover(), permanent = draw.permanent(roll);
        sheet.row({record.urn.text(), year.text(), when(compulsory, permanent),
                   when(compulsory, draw.suspensions()), when(mainstream, draw.home_educated()),
                   when(leavers, draw.without_a_place()), when(maintained, reserves(county, site, year)),
                   std::to_string(roll), typed(turnover, newest, typing)});
    });
    return sheet.take();
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
    return files;
}

}
