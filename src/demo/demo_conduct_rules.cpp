// Exclusions, suspensions, leavers and reserves: what national statistics and the authority's own return both
// print.
#include <algorithm>
#include <cmath>

#include "demo/demo_county_rules.hpp"
#include "demo/demo_tables_rules.hpp"

namespace tarn::demo {

// These levels are chosen by hand: exclusions and leaving are rare in primary schools and follow poverty and
// standing.
Conduct conduct(const County& county, const Site& site, SchoolYear year) {
    auto random = stream(county.plan.seed, "return",
                         static_cast<std::int64_t>(site.now().urn.value) * 100 + year.start % 100);
    // A normal score: how far pupils and staff turn away.
    const double trouble = -0.5 * site.standing + 0.85 * random.normal() + site.decline;
    const bool older = site.high_age >= 15;
    Conduct made;
    made.turnover = std::clamp(13.0 + 5.0 * trouble + 4.0 * random.normal(), 0.0, 60.0);
    const double chance = (older ? 0.12 : 0.02) * std::exp(0.8 * trouble);
    for (double left = chance * county.figures(site, year).roll / 100; left > 0; left -= 1)
        made.excluded += random.uniform() < std::min(left, 1.0) ? 1 : 0;
    made.suspensions = (older ? 9.0 : 1.3) * std::exp(0.7 * trouble - 0.25);
    made.home_educated = (older ? 0.7 : 0.3) * std::exp(0.6 * trouble - 0.2);
    made.without_a_place = std::clamp(3.4 + 1.7 * trouble, 0.0, 15.0);
    return made;
}

/// A reserve of some years ago and every balance since.
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

}
