// What the county records itself: warning notices, deficits without a plan, safeguarding not effective.
#include <algorithm>

#include "demo/demo_fill_store.hpp"
#include "demo/demo_tables_rules.hpp"
#include "platform/storage/storage.hpp"

namespace tarn::demo {
namespace {

using evidence::FactKind;

struct FactToRecord {
    FactKind kind;
    std::string_view source, detail;
    std::string_view over;  ///< why it ended
};
constexpr FactToRecord notice{
    FactKind::warning_notice, "Letter of the Director to the chair of governors",
    "Standards in mathematics are unacceptably low and likely to remain so. The governing body "
    "is to agree a plan and to accept support for teaching within 15 working days.",
    "The governing body complied: the plan is agreed and support began."};
constexpr FactToRecord deficit{
    FactKind::unlicensed_deficit, "Schools finance team, end of year",
    "The deficit was not licensed; the recovery plan sent in does not balance within three years.",
    "A recovery plan over three years was agreed."};
constexpr FactToRecord safeguarding{
    FactKind::safeguarding_not_met, "Safeguarding audit",
    "Recruitment checks were incomplete and concerns were not passed on in time.",
    "The second audit found every action done."};

class Recording {
  public:
    Recording(storage::Writer& db, const County& county, const Staff& staff)
        : db_(db), staff_(staff), today_(county.plan.today) {}

    /// `lasted` 0: it still holds.
    void record(const Site& site, const FactToRecord& fact, int days_ago, int lasted = 0) {
        const Urn urn = site.now().urn;
        const Date began = today_ - days_ago;
        if (site.now().opened.value_or(began) > began) return;  // the record before it had another URN
        const auto viewer = staff_.adviser_of(urn).viewer();
        const auto added = scenario::fact(db_, at(began + 1, 10, 15), viewer,
                                          {.urn = urn,
                                           .kind = fact.kind,
                                           .began_on = began,
                                           .known_on = began + 1,
                                           .source = std::string{fact.source},
                                           .detail = std::string{fact.detail}});
        if (lasted != 0)
            scenario::must(evidence::end_fact(db_, viewer, added,
                                              {.last_day = began + lasted, .reason = std::string{fact.over}},
                                              at(began + lasted + 2, 9, 40)));
    }

  private:
    storage::Writer& db_;
    const Staff& staff_;
    Date today_;
};

/// Maintained schools of the county that have been open for two years, the least promising first.
std::vector<const Site*> candidates(const County& county, const Leads& leads) {
    std::vector<const Site*> found;
    for (const Site& site : county.sites)
        if (site.authority == 0 && site.phase != Phase::sixteen_plus && site.phase != Phase::nursery &&
            site.on(county.plan.today) && site.on(county.plan.today - 730) && !is_academy(site.now().kind) &&
            &site != leads.primary && &site != leads.secondary)
            found.push_back(&site);
    std::stable_sort(found.begin(), found.end(),
                     [](const Site* a, const Site* b) { return a->standing < b->standing; });
    return found;
}

}

void record_facts(storage::Writer& db, const County& county, const Staff& staff, const Leads& leads) {
    Recording recording{db, county, staff};
    const auto schools = candidates(county, leads);
    const auto& own = staff.advisers[staff.own_adviser].held.caseload;
    // One still holds in the caseload that the adviser of the demonstration has, so that there is one to end.
    const auto mine = std::ranges::find_if(
        schools, [&](const Site* site) { return std::ranges::binary_search(own, site->now().urn); });
    if (mine != schools.end()) recording.record(**mine, notice, 75);
    if (!is_academy(leads.primary->now().kind)) recording.record(*leads.primary, deficit, 690, 240);
    std::size_t notices = 0, deficits = 0;
    for (const Site* site : schools) {
        if (mine != schools.end() && site == *mine) continue;
        if (site->in_deficit && deficits < 5) {
            const bool holds = ++deficits <= 3;
            recording.record(*site, deficit, holds ? 190 : 560, holds ? 0 : 200);
        } else if (notices < 4) {
            const bool holds = ++notices <= 2;
            recording.record(*site, notice, holds ? 60 + 45 * static_cast<int>(notices) : 500,
                             holds ? 0 : 160);
        }
    }
    recording.record(*schools.back(), safeguarding, 320, 90);
}

}
