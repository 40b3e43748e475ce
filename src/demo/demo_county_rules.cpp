#include "demo/demo_county_rules.hpp"

#include <algorithm>
#include <cmath>

#include "demo/demo_tables_rules.hpp"

namespace tarn::demo {

const std::array<std::string_view, measure_count> measure_codes = {"fsm.ever",
                                                                   "eal",
                                                                   "pupils",
                                                                   "sen.support",
                                                                   "ehc.plans",
                                                                   "absence.overall",
                                                                   "absence.persistent",
                                                                   "ks2.progress.reading",
                                                                   "ks2.progress.writing",
                                                                   "ks2.progress.maths",
                                                                   "ks2.rwm.expected",
                                                                   "ks2.rwm.higher",
                                                                   "ks2.reading.score",
                                                                   "ks2.reading.expected",
                                                                   "ks2.reading.higher",
                                                                   "ks2.maths.score",
                                                                   "ks2.maths.expected",
                                                                   "ks2.maths.higher",
                                                                   "ks2.gps.score",
                                                                   "ks2.gps.expected",
                                                                   "ks2.gps.higher",
                                                                   "ks4.progress8",
                                                                   "ks4.attainment8",
                                                                   "ks4.basics5",
                                                                   "ks4.ebacc.entry",
                                                                   "ks4.ebacc.aps",
                                                                   "income.per.pupil",
                                                                   "balance.share"};

double of_whole_pupils(double percent, int pupils) {
    return pupils > 0 ? 100.0 * std::round(percent * pupils / 100) / pupils : percent;
}

std::string_view kind_title(Kind kind) {
    switch (kind) {
        case Kind::community:
            return "Community school";
        case Kind::voluntary_aided:
            return "Voluntary aided school";
        case Kind::voluntary_controlled:
            return "Voluntary controlled school";
        case Kind::foundation:
            return "Foundation school";
        case Kind::converter:
            return "Academy converter";
        case Kind::sponsored:
            return "Academy sponsor led";
        case Kind::free_school:
            return "Free schools";
        case Kind::technical:
            return "University technical college";
        case Kind::nursery:
            return "Local authority nursery school";
        case Kind::community_special:
            return "Community special school";
        case Kind::academy_special:
            return "Academy special converter";
        case Kind::pupil_referral_unit:
            return "Pupil referral unit";
        case Kind::alternative_academy:
            return "Academy alternative provision converter";
        case Kind::sixth_form_college:
            return "Further education";
    }
    return "";
}

bool is_academy(Kind kind) {
    return kind == Kind::converter || kind == Kind::sponsored || kind == Kind::free_school ||
           kind == Kind::technical || kind == Kind::academy_special || kind == Kind::alternative_academy;
}

bool Graded::published_overall() const {
    return held < Date::of(2024, 9, 1).value();
}

std::array<int, area_count> Card::grades_on(Date day) const {
    auto now = grades;
    if (raised >= 0 && raised_on <= day) --now[static_cast<std::size_t>(raised)];
    return now;
}

std::string_view Card::category(Date day) const {
    const auto now = grades_on(day);
    const auto urgent = std::count(now.begin(), now.end(), 5);
    if (now[leadership] == 5 && (urgent > 1 || !safeguarding_met)) return "SM";
    return urgent > 0 || !safeguarding_met ? "RSI" : "";
}

const Record* Site::on(Date day) const {
    for (const auto& record : records) {
        if (record.open_on(day)) return &record;
    }
    return nullptr;
}

County make_county(const Plan& plan) {
    County county{.plan = plan, .land = make_land(plan.seed)};
    county.last_year = SchoolYear::containing(plan.today);
    county.first_year = {county.last_year.start - 10};
    found_schools(county);
    draw_figures(county);
    inspect_schools(county);
    return county;
}

}
