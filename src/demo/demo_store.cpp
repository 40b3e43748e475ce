#include <fmt/format.h>

#include "demo/demo.hpp"
#include "demo/demo_fill_store.hpp"
#include "platform/storage/storage.hpp"

namespace tarn::demo {
namespace {

struct Waiting {
    std::string_view account;
    std::string_view does;
};
constexpr Waiting waiting[] = {
    {"director", "See levels across the county, what has changed and what the board will discuss."},
    {"board.member",
     "Prepare the coming meeting of the challenge board: agree or change levels, with a rationale for each."},
    {"senior.adviser",
     "Recommend levels for your own schools before the deadline, and look at the whole of your areas."},
    {"adviser",
     "Recommend a level for the schools of your caseload before the board's deadline; review your notes."},
    {"data.officer", "Import files, correct mistakes and check where sources disagree."},
    {"headteacher",
     "Read your own school's level and the reasons for it; find published figures of any school."},
    {"chair", "Read your school's level and what the board gave as its reason."},
    {"scrutiny.member", "Look at the county by area in published figures, without any school's level."},
    {"attendance.officer",
     "See which schools are owed a meeting about attendance, offer and record meetings, follow what was "
     "agreed."},
    {"deputy", "Say what the school brings to its meeting about attendance, and mark actions as done."},
    {"business.manager", "Read what was agreed about attendance; find published figures of any school."},
    {"data.protection", "Check who viewed each level, and that the audit trail is complete."},
};

std::string place_of(storage::Reader& db, const people::Grant& grant, Date day) {
    if (grant.scope.kind != access::ScopeKind::school) {
        const auto authority = people::find_authority(db, grant.authority);
        return authority ? authority->name : grant.authority.text();
    }
    const auto register_of_schools = schools::Register::load(db);
    const auto urn = Urn::parse(grant.scope.id);
    const auto* school = urn ? register_of_schools->find(*urn, day) : nullptr;
    return school ? std::string{school->name} : grant.scope.id;
}

}

std::vector<Persona> personas(storage::Database& database, Date day) {
    auto db = database.read();
    std::vector<Persona> found;
    for (const auto& [account, does] : waiting) {
        const auto person = people::find_person(*db, fmt::format("{}@fellshire.example", account));
        if (!person) continue;
        for (const auto& grant : people::grants_of(*db, person->id)) {
            if (!grant.valid.contains(day)) continue;
            found.push_back({person->id, person->name, person->email,
                             std::string{access::role_title(grant.role)}, place_of(*db, grant, day),
                             std::string{does}});
            break;
        }
    }
    return found;
}

namespace {

Staff found(storage::Database& database, const County& county, const Leads& leads) {
    auto writer = database.write();
    const auto when = at(Date::of(county.last_year.start - 3, 9, 1).value(), 8);
    scenario::authority(*writer, when, fellshire, county.land.authorities[0].name);
    auto staff = employ(*writer, county, leads);
    writer->commit();
    return staff;
}

}

Result<Made> make(storage::Database& database, const Plan& plan) try {
    const auto county = make_county(plan);
    const auto leads = choose_leads(county);
    Made made;
    const auto staff = found(database, county, leads);
    made.files = import_published(database, county, staff.data_officer.name);
    {
        auto writer = database.write();
        record_places_and_posts(*writer, county);
        write_notes(*writer, county, staff, leads);
        record_facts(*writer, county, staff, leads);
        hold_support_meetings(*writer, county, staff, leads);
        writer->commit();
    }
    hold_meetings(database, county, staff, leads);
    auto reader = database.read();
    made.schools = schools::Register::load(*reader)->open_in(fellshire, plan.today).size();
    made.personas = personas(database, plan.today);
    return made;
} catch (const scenario::Refused& refused) {
    return refused.error;
}

}
