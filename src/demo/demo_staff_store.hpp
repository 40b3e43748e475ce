#pragma once
// Who works for Fellshire, and who sits in its schools.
#include <optional>
#include <string_view>
#include <vector>

#include "demo/demo_county_rules.hpp"
#include "scenario/scenario.hpp"

namespace tarn::demo {

using Officer = scenario::Person;

struct Staff {
    Officer director, data_officer, scrutiny_member, protection_officer, headteacher, chair,
        attendance_officer, deputy, business_manager;
    std::vector<Officer> board;     ///< members of the challenge board
    std::vector<Officer> advisers;  ///< senior advisers first
    std::size_t own_adviser = 0;    ///< index of the adviser of the headteacher's school: the persona
    const Officer& adviser_of(Urn school) const;
};

/// Two schools with a story: a primary school whose results fall, and a converted secondary that struggles.
struct Leads {
    const Site* primary = nullptr;
    const Site* secondary = nullptr;
};
Leads choose_leads(const County& county);

PersonName chair_name(const County& county, const Site& site);

/// Accounts, roles and the allocation of every school to an adviser.
Staff employ(storage::Writer& db, const County& county, const Leads& leads);

inline Instant at(Date day, int hour, int minute = 0) {
    return std::chrono::sys_days{std::chrono::days{day.days()}} + std::chrono::hours{hour} +
           std::chrono::minutes{minute};
}

}
