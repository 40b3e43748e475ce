#include "analytics/warning/groups.hpp"

#include <algorithm>
#include <cmath>

#include "analytics/as_at.hpp"
#include "analytics/warning/regions.hpp"
#include "analytics/warning/yearly.hpp"

namespace tarn::analytics::warning {
namespace {

std::vector<std::string> fifths(const Snapshot& snapshot, const std::vector<SchoolIndex>& schools,
                                std::string_view measure, const std::array<std::string_view, 5>& titles) {
    const Date end = Date::from_days(1'000'000);
    const Yearly values{snapshot, Lines{snapshot}, measure, end, {.stale_after_days = end.days()}};
    std::vector<float> sorted;
    for (const SchoolIndex school : schools)
        if (const float value = values.newest(school); !std::isnan(value)) sorted.push_back(value);
    std::sort(sorted.begin(), sorted.end());
    std::vector<std::string> out;
    for (const SchoolIndex school : schools) {
        const float value = values.newest(school);
        if (std::isnan(value)) {
            out.emplace_back();
            continue;
        }
        const auto below =
            static_cast<std::size_t>(std::lower_bound(sorted.begin(), sorted.end(), value) - sorted.begin());
        out.emplace_back(titles[std::min<std::size_t>(4, below * 5 / sorted.size())]);
    }
    return out;
}

std::string_view type_of(const School& school) {
    if (!school.state_funded) return "Not state-funded";
    if (school.phase == Phase::special || school.phase == Phase::alternative)
        return "Special and alternative provision";
    return school.maintained ? "Maintained" : "Academy or free school";
}

}

std::array<std::vector<std::string>, breakdown_titles.size()> groups_of(const Snapshot& snapshot,
                                                                        std::vector<SchoolIndex> schools) {
    std::array<std::vector<std::string>, breakdown_titles.size()> out;
    out[1] = fifths(snapshot, schools, "census.pupils", {"1 smallest", "2", "3", "4", "5 largest"});
    out[2] = fifths(snapshot, schools, "census.fsm_ever",
                    {"1 fewest eligible for free meals", "2", "3", "4", "5 most eligible"});
    for (const SchoolIndex school : schools) {
        const School& facts = snapshot.schools[school];
        out[0].emplace_back(phase_title(facts.phase));
        out[3].emplace_back(region_title(region_of(facts.authority)));
        out[4].emplace_back(type_of(facts));
    }
    return out;
}

}
