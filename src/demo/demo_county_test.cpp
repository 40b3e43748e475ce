#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <set>

#include "demo/demo_county_rules.hpp"
#include "demo/demo_tables_rules.hpp"
#include "demo/tested_plan_test.hpp"

namespace tarn::demo {
namespace {

const County& county() {
    static const County made = make_county(plan);
    return made;
}

bool in_fellshire(const Site& site) {
    return site.authority == 0;
}

std::map<Phase, int> open_by_phase() {
    std::map<Phase, int> counts;
    for (const auto& site : county().sites) {
        if (in_fellshire(site) && site.on(plan.today)) ++counts[site.phase];
    }
    return counts;
}

TEST(DemoCounty, FellshireHasSchoolsOfEveryPhase) {
    const auto counts = open_by_phase();
    int all = 0;
    for (const auto& [phase, count] : counts) all += phase == Phase::sixteen_plus ? 0 : count;
    EXPECT_NEAR(all, 620, 15);
    EXPECT_EQ(counts.at(Phase::nursery), 24);
    EXPECT_EQ(counts.at(Phase::alternative), 10);
    EXPECT_EQ(counts.at(Phase::special), 30);
    for (const auto phase : {Phase::infant, Phase::junior, Phase::middle, Phase::secondary,
                             Phase::all_through, Phase::sixteen_plus}) {
        EXPECT_GE(counts.at(phase), 4) << analytics::phase_code(phase);
    }
}

TEST(DemoCounty, UrnsNamesPostcodesAndNumbersAreUnique) {
    std::set<int> urns;
    std::set<std::string> names, postcodes;
    std::set<std::pair<int, int>> numbers;
    for (const auto& site : county().sites) {
        EXPECT_TRUE(postcodes.insert(site.postcode).second) << site.postcode;
        EXPECT_TRUE(numbers.insert({site.authority, site.establishment}).second);
        EXPECT_LT(site.establishment, 10000);
        for (const auto& record : site.records) {
            EXPECT_TRUE(urns.insert(record.urn.value).second) << record.urn.value;
            EXPECT_TRUE(names.insert(record.name).second) << record.name;
            EXPECT_GE(record.urn.value, 900000);
        }
    }
}

TEST(DemoCounty, NoPostcodeAreaExists) {
    // Royal Mail's postcode areas, with the Crown dependencies and those of no place.
    const std::set<std::string> real = {
        "AB", "AL", "B",  "BA", "BB", "BD", "BF", "BH", "BL", "BN", "BR", "BS", "BT", "BX", "CA", "CB",
        "CF", "CH", "CM", "CO", "CR", "CT", "CV", "CW", "DA", "DD", "DE", "DG", "DH", "DL", "DN", "DT",
        "DY", "E",  "EC", "EH", "EN", "EX", "FK", "FY", "G",  "GL", "GU", "GY", "HA", "HD", "HG", "HP",
        "HR", "HS", "HU", "HX", "IG", "IM", "IP", "IV", "JE", "KA", "KT", "KW", "KY", "L",  "LA", "LD",
        "LE", "LL", "LN", "LS", "LU", "M",  "ME", "MK", "ML", "N",  "NE", "NG", "NN", "NP", "NR", "NW",
        "OL", "OX", "PA", "PE", "PH", "PL", "PO", "PR", "RG", "RH", "RM", "S",  "SA", "SE", "SG", "SK",
        "SL", "SM", "SN", "SO", "SP", "SR", "SS", "ST", "SW", "SY", "TA", "TD", "TF", "TN", "TQ", "TR",
        "TS", "TW", "UB", "W",  "WA", "WC", "WD", "WF", "WN", "WR", "WS", "WV", "XX", "YO", "ZE"};
    for (const auto& authority : county().land.authorities)
        EXPECT_FALSE(real.contains(authority.postcode_area));
    for (const auto& site : county().sites) {
        EXPECT_EQ(site.postcode.substr(0, 2), county().land.authorities[site.authority].postcode_area);
    }
}

TEST(DemoCounty, DistrictsTileTheirAuthorities) {
    const auto& land = county().land;
    for (std::size_t a = 0; a < 3; ++a) {
        double sum = 0;
        std::map<std::pair<std::pair<double, double>, std::pair<double, double>>, int> sides;
        for (const auto& district : land.districts) {
            if (district.authority != static_cast<int>(a)) continue;
            ASSERT_EQ(district.ring.front(), district.ring.back());
            EXPECT_GT(area(district.ring), 150e6) << district.name;
            sum += area(district.ring);
            for (std::size_t i = 1; i < district.ring.size(); ++i) {
                const Point &p = district.ring[i - 1], &q = district.ring[i];
                ++sides[{{p.easting, p.northing}, {q.easting, q.northing}}];
            }
        }
        EXPECT_NEAR(sum, area(land.authorities[a].outline), 1);
        for (const auto& [side, count] : sides) EXPECT_EQ(count, 1);  // walked once in each direction at most
    }
    EXPECT_NEAR(area(land.authorities[0].outline) / 1e6, 4300, 500);  // square kilometres
}

TEST(DemoCounty, SchoolsStandInTheirDistricts) {
    int outside = 0, mapped = 0;
    for (const auto& site : county().sites) {
        const auto& ring = county().land.districts[site.district].ring;
        if (ring.empty()) continue;
        ++mapped;
        outside += !inside(ring, site.place);
    }
    EXPECT_GT(mapped, 900);
    EXPECT_LE(outside, mapped / 200);  // a junior school beside an infant school may fall over the border
}

TEST(DemoCounty, ASuccessorOpensTheDayAfterItsPredecessorCloses) {
    int conversions = 0, mergers = 0;
    for (const auto& site : county().sites) {
        for (std::size_t i = 1; i < site.records.size(); ++i, ++conversions) {
            EXPECT_EQ(*site.records[i - 1].closed + 1, *site.records[i].opened);
        }
        for (const auto from : site.merged_from) {
            ++mergers;
            EXPECT_EQ(*county().sites[from].now().closed + 1, *site.now().opened);
        }
    }
    EXPECT_GE(conversions, 25);
    EXPECT_EQ(mergers, 6);
}

/// Medians and quartiles of 2017/18 are those of the table, which was estimated from that year.
TEST(DemoCounty, FiguresAreDistributedAsEstimated) {
    const SchoolYear year{2017};
    for (const auto phase :
         {Phase::primary, Phase::secondary, Phase::special, Phase::infant, Phase::junior}) {
        for (int m = 0; m < measure_count; ++m) {
            const auto* marginal = Tables::get().marginal(phase, measure_codes[m]);
            if (!marginal || (phase == Phase::special && m >= read_progress && m <= ebacc_aps)) continue;
            std::vector<double> values;
            for (const auto& site : county().sites) {
                if (site.phase == phase && site.high_age != 9)
                    values.push_back(county().figures(site, year).value[m]);
            }
            std::sort(values.begin(), values.end());
            const auto at = [&](double q) {
                return values[static_cast<std::size_t>(q * static_cast<double>(values.size() - 1))];
            };
            // A few schools of odd size stretch the standard deviation of money per pupil; quartiles do not
            // mind them.
            const double spread = marginal->cut[4] - marginal->cut[2];
            const double error = 4 * spread / std::sqrt(static_cast<double>(values.size()));
            const auto label =
                std::string{analytics::phase_code(phase)} + " " + std::string{measure_codes[m]};
            EXPECT_NEAR(at(0.5), marginal->cut[3], std::max(error, 0.2 * spread)) << label;
            EXPECT_NEAR(at(0.75) - at(0.25), spread,
                        std::max(0.3 * spread, 0.3 * (marginal->cut[5] - marginal->cut[1])))
                << label;
        }
    }
}

double correlation(const std::vector<std::pair<double, double>>& pairs) {
    double mx = 0, my = 0, xx = 0, yy = 0, xy = 0;
    for (const auto& [x, y] : pairs)
        mx += x / static_cast<double>(pairs.size()), my += y / static_cast<double>(pairs.size());
    for (const auto& [x, y] : pairs)
        xx += (x - mx) * (x - mx), yy += (y - my) * (y - my), xy += (x - mx) * (y - my);
    return xy / std::sqrt(xx * yy);
}

TEST(DemoCounty, MeasuresGoTogetherAsEstimated) {
    struct Case {
        Phase phase;
        Measure a, b;
    };
    for (const auto& [phase, a, b] :
         {Case{Phase::primary, fsm_ever, absence_overall},
          Case{Phase::primary, read_progress, maths_progress}, Case{Phase::primary, fsm_ever, rwm_expected},
          Case{Phase::secondary, progress8, attainment8},
          Case{Phase::secondary, fsm_ever, absence_persistent}}) {
        std::vector<std::pair<double, double>> pairs;
        for (const auto& site : county().sites) {
            const auto& figures = county().figures(site, {2017});
            if (site.phase == phase) pairs.emplace_back(figures.value[a], figures.value[b]);
        }
        EXPECT_NEAR(correlation(pairs), Tables::get().correlation(phase, measure_codes[a], measure_codes[b]),
                    0.15)
            << measure_codes[a] << " and " << measure_codes[b];
    }
}

TEST(DemoCounty, YearsHangTogetherAsEstimated) {
    for (const auto& [phase, m] :
         {std::pair{Phase::primary, maths_progress}, std::pair{Phase::secondary, progress8}}) {
        std::vector<std::pair<double, double>> pairs;
        for (const auto& site : county().sites) {
            if (site.phase == phase && site.high_age != 9 && site.decline == 0) {
                pairs.emplace_back(county().figures(site, {2017}).value[m],
                                   county().figures(site, {2018}).value[m]);
            }
        }
        EXPECT_NEAR(correlation(pairs), Tables::get().marginal(phase, measure_codes[m])->year_correlation,
                    0.15)
            << measure_codes[m];
    }
}

TEST(DemoCounty, GradesAreDistributedAsInEngland) {
    std::map<int, int> latest;
    for (const auto& site : county().sites) {
        if (site.on(plan.today) && !site.inspections.empty()) ++latest[site.inspections.back().overall];
    }
    const double all = latest[1] + latest[2] + latest[3] + latest[4];
    EXPECT_NEAR(latest[1] / all, 0.12, 0.05);
    EXPECT_NEAR(latest[2] / all, 0.80, 0.08);
    EXPECT_NEAR(latest[3] / all, 0.06, 0.03);
    EXPECT_NEAR(latest[4] / all, 0.012, 0.01);
}

TEST(DemoCounty, InspectionsFollowTheCalendar) {
    for (const auto& site : county().sites) {
        for (std::size_t i = 0; i < site.inspections.size(); ++i) {
            const Date held = site.inspections[i].held;
            EXPECT_FALSE(held >= *Date::of(2020, 3, 17) && held < *Date::of(2021, 9, 1)) << held.iso();
            EXPECT_LT(held, *Date::of(2025, 11, 10));
            EXPECT_NE(held.month(), 8u) << held.iso();
            EXPECT_TRUE(i == 0 || site.inspections[i - 1].held < held);
        }
    }
}

TEST(DemoCounty, TheSeedDecidesEverything) {
    const auto again = make_county(plan);
    ASSERT_EQ(again.sites.size(), county().sites.size());
    for (std::size_t i = 0; i < again.sites.size(); ++i) {
        const auto &a = again.sites[i], &b = county().sites[i];
        ASSERT_EQ(a.now().name, b.now().name);
        ASSERT_EQ(a.place, b.place);
        ASSERT_EQ(a.inspections, b.inspections);
        for (std::size_t y = 0; y < a.years.size(); ++y) {
            for (int m = 0; m < measure_count; ++m) {
                const double x = a.years[y].value[m], z = b.years[y].value[m];
                ASSERT_TRUE(x == z || (std::isnan(x) && std::isnan(z)));
            }
        }
    }
    const auto other = make_county({.seed = 7, .today = plan.today});
    int same = 0;
    for (std::size_t i = 0; i < 100; ++i) same += other.sites[i].now().name == county().sites[i].now().name;
    EXPECT_LT(same, 10);
}

}
}
