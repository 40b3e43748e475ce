#include "demo/demo_staff_store.hpp"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <set>

#include "demo/demo_tables_rules.hpp"

namespace tarn::demo {
namespace {

using access::Role;

constexpr int senior_advisers = 3, advisers = 12, members = 5;
constexpr std::size_t senior_caseload = 22;

/// Fellshire's schools of the day, one beside the next: by area, district, then URN; 16-plus apart.
std::vector<const Site*> schools_in_order(const County& county) {
    std::vector<const Site*> sites;
    for (const auto& site : county.sites) {
        if (site.authority == 0 && site.phase != Phase::sixteen_plus && site.on(county.plan.today))
            sites.push_back(&site);
    }
    std::stable_sort(sites.begin(), sites.end(), [](const Site* a, const Site* b) {
        return std::tuple(a->area, a->district, a->now().urn) <
               std::tuple(b->area, b->district, b->now().urn);
    });
    return sites;
}

class Employer {
  public:
    Employer(storage::Writer& db, const County& county, const Leads& leads)
        : db_(db),
          county_(county),
          leads_(leads),
          random_(stream(county.plan.seed, "staff")),
          since_(Date::of(county.last_year.start - 3, 9, 1).value()) {}

    Staff employ() {
        Staff staff;
        hire(staff.director, Role::director, "director");
        for (int i = 0; i < members; ++i)
            hire(staff.board.emplace_back(), Role::board_member, i == 0 ? "board.member" : "");
        for (int i = 0; i < senior_advisers; ++i)
            hire(staff.advisers.emplace_back(), Role::senior_adviser, i == 0 ? "senior.adviser" : "");
        for (int i = 0; i < advisers; ++i)
            hire(staff.advisers.emplace_back(), Role::adviser, i == 0 ? "adviser" : "");
        staff.own_adviser = senior_advisers;
        hire(staff.data_officer, Role::data_officer, "data.officer");
        hire(staff.scrutiny_member, Role::scrutiny_member, "scrutiny.member");
        hire(staff.protection_officer, Role::data_protection_officer, "data.protection");
        share_schools(staff);
        seat(staff.headteacher, Role::headteacher, *leads_.primary, leads_.primary->head.full(),
             "headteacher", leads_.primary->head_since);
        seat(staff.chair, Role::chair_of_governors, *leads_.secondary,
             chair_name(county_, *leads_.secondary).full(), "chair", since_);
        hire(staff.attendance_officer, Role::attendance_officer, "attendance.officer");
        seat(staff.deputy, Role::deputy_head, *leads_.primary, person_name(random_).full(), "deputy", since_);
        seat(staff.business_manager, Role::business_manager, *leads_.primary, person_name(random_).full(),
             "business.manager", since_);
        return staff;
    }

  private:
    storage::Writer& db_;
    const County& county_;
    const Leads& leads_;
    Random random_;
    Date since_;
    std::set<std::string> emails_;

    static std::string address(const std::string& name) {
        std::string local;
        for (const char c : name)
            local += c == ' ' ? '.' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        return local + "@fellshire.example";
    }

    /// A persona's address says the role, so that it is found again; everyone else's says their name.
    void hire(Officer& officer, Role role, std::string_view persona) {
        std::string name = person_name(random_).full();
        while (!emails_.insert(address(name)).second) name = person_name(random_).full();
        const auto email = persona.empty() ? address(name) : fmt::format("{}@fellshire.example", persona);
        officer = scenario::person(db_, at(since_, 9), name, email,
                                   {.role = role, .authority = fellshire, .from = since_});
        // From the range that Ofcom keeps free for fiction.
        const auto number = fmt::format("01632 960{:03}", emails_.size());
        scenario::must(people::set_telephone(db_, officer.id, number));
    }

    void seat(Officer& officer, Role role, const Site& site, const std::string& name,
              std::string_view persona, Date from) {
        officer = scenario::person(db_, at(since_, 9), name, fmt::format("{}@fellshire.example", persona),
                                   {.role = role,
                                    .authority = fellshire,
                                    .at = site.now().urn,
                                    .from = std::max(from, site.now().opened.value_or(from))});
    }

    void share_schools(Staff& staff) {
        auto sites = schools_in_order(county_);
        // The troubled secondary school is the senior adviser's own, the primary school the adviser's.
        std::erase(sites, leads_.secondary);
        std::erase(sites, leads_.primary);
        sites.insert(sites.begin(), leads_.secondary);
        take_on(staff, senior_advisers, *leads_.primary);
        const std::size_t rest = sites.size() - senior_advisers * senior_caseload;
        std::size_t next = 0;
        for (std::size_t a = 0; a < staff.advisers.size(); ++a) {
            const bool senior = a < senior_advisers;
            const std::size_t number = a - senior_advisers;
            const std::size_t count =
                senior ? senior_caseload : rest * (number + 1) / advisers - rest * number / advisers;
            for (std::size_t i = 0; i < count; ++i) {
                // Seniors keep every ninth school, so that their caseloads reach over the county.
                const std::size_t pick = senior ? (a == 0 && i == 0 ? 0 : 1 + i * 9 % (sites.size() - 1)) : 0;
                const Site* site = senior ? sites[pick] : sites[next];
                if (senior)
                    sites.erase(sites.begin() + static_cast<std::ptrdiff_t>(pick));
                else
                    ++next;
                take_on(staff, a, *site);
            }
            std::ranges::sort(staff.advisers[a].held.caseload);
        }
    }

    void take_on(Staff& staff, std::size_t index, const Site& site) {
        auto& adviser = staff.advisers[index];
        const Urn urn = site.now().urn;
        const Date opened = site.now().opened.value_or(since_);
        adviser.held.caseload.push_back(urn);
        // One school in eight had another adviser until the September before last.
        const Date handed = Date::of(county_.last_year.start - 1, 9, 1).value();
        const auto& before = staff.advisers[(index + 5) % staff.advisers.size()];
        if (random_.uniform() < 0.12 && opened < handed) {
            give(before, urn, std::max(opened, since_), "Allocated by area");
            give(adviser, urn, handed, "Caseloads were balanced");
        } else {
            give(adviser, urn, std::max(opened, since_), "Allocated by area");
        }
    }

    void give(const Officer& adviser, Urn urn, Date from, std::string reason) {
        scenario::allocation(db_, at(since_, 9),
                             {.adviser = adviser.id,
                              .school = urn,
                              .authority = fellshire,
                              .valid = {from, {}},
                              .reason = std::move(reason)});
    }
};

}

PersonName chair_name(const County& county, const Site& site) {
    auto random = stream(county.plan.seed, "chair", site.now().urn.value);
    return person_name(random);
}

const Officer& Staff::adviser_of(Urn school) const {
    for (const auto& adviser : advisers) {
        if (std::ranges::binary_search(adviser.held.caseload, school)) return adviser;
    }
    return advisers.front();
}

Leads choose_leads(const County& county) {
    Leads leads;
    const SchoolYear last{county.last_year.start - 2};
    for (const auto& site : county.sites) {
        if (site.authority != 0 || !site.on(county.plan.today)) continue;
        const int roll = county.figures(site, last).roll;
        const bool village = site.phase == Phase::primary && site.high_age == 11 &&
                             !is_academy(site.now().kind) && !site.now().opened && roll > 170 && roll < 330;
        if (village && site.decline > 0.3 && site.standing > -0.8 &&
            (!leads.primary || site.decline > leads.primary->decline))
            leads.primary = &site;
        const bool converted = site.phase == Phase::secondary && site.records.size() == 2;
        if (converted && (!leads.secondary || site.standing < leads.secondary->standing))
            leads.secondary = &site;
    }
    return leads;
}

Staff employ(storage::Writer& db, const County& county, const Leads& leads) {
    return Employer{db, county, leads}.employ();
}

}
