// Support meetings about attendance: last term's, and this term's as far as it has come.
#include <algorithm>

#include "base/terms.hpp"
#include "demo/demo_fill_store.hpp"
#include "demo/demo_tables_rules.hpp"
#include "platform/storage/storage.hpp"
#include "scenario/scenario.hpp"

namespace tarn::demo {
namespace {

constexpr const char* barriers[] = {"Long bus journeys from outlying villages",
                                    "Term-time holidays, above all in June and September",
                                    "Anxiety after a change of school", "Illness in the winter months",
                                    "Young carers who look after brothers and sisters"};
constexpr const char* strategies[] = {"A call on the first morning of each absence",
                                      "A breakfast club, and a quiet room from 8.30",
                                      "Weekly meetings of the attendance team with tutors"};
constexpr const char* actions[] = {"Write a plan with each family whose child attends less than half",
                                   "Ask the early-help team to the next meeting",
                                   "Send families a letter about term-time holidays"};
constexpr const char* owners[] = {"Deputy headteacher", "Attendance lead", "Headteacher"};

template <std::size_t N>
const char* one_of(const char* const (&list)[N], Random& random) {
    return list[std::min(N - 1, static_cast<std::size_t>(random.uniform() * N))];
}

constexpr int lessons = 105;  // days of a term before its holidays

class Diary {
  public:
    Diary(storage::Writer& db, const Date today, access::Viewer viewer)
        : db_(db), today_(today), viewer_(std::move(viewer)) {}

    void held(Urn urn, Date day, Random& random) {
        const auto pupils = [&](int most) { return static_cast<std::int64_t>(random.uniform() * most); };
        scenario::SupportMeeting m{.urn = urn,
                                   .meets_on = day,
                                   .minutes = 45,
                                   .reasons = one_of(barriers, random),
                                   .strategies = one_of(strategies, random),
                                   .barriers = one_of(barriers, random),
                                   .below_half = pupils(9),
                                   .half_to_ninety = pupils(40),
                                   .review_on = day + 60};
        m.below_half_planned = std::min(m.below_half, pupils(9));
        m.half_to_ninety_planned = std::min(m.half_to_ninety, pupils(40));
        const auto id = scenario::support_meeting(db_, at(day, 12), viewer_, m);
        const Date due = day + 40;
        const bool done = due < today_ && random.uniform() < 0.8;
        scenario::support_action(db_, viewer_, id, one_of(actions, random), one_of(owners, random), due,
                                 done ? std::optional{due} : std::nullopt);
    }
    void coming(Urn urn, Date day, bool offered, const char* reasons = "") {
        scenario::support_meeting(db_, at(today_, 9), viewer_,
                                  {.urn = urn, .meets_on = day, .offered = offered, .reasons = reasons});
    }
    void declined(Urn urn, Date day) {
        scenario::support_meeting(
            db_, at(std::min(day, today_), 9), viewer_,
            {.urn = urn, .meets_on = day, .declined_reason = "Attendance is above the national figure"});
    }

  private:
    storage::Writer& db_;
    Date today_;
    access::Viewer viewer_;
};

}

void hold_support_meetings(storage::Writer& db, const County& county, const Staff& staff,
                           const Leads& leads) {
    const Date today = county.plan.today;
    const Term now = Term::on(today), last = now.before();
    Diary diary{db, today, staff.attendance_officer.viewer()};
    // On a weekday: a Saturday's meeting is on the Friday before, a Sunday's likewise.
    const auto in_part = [](Date from, Date to, double share) {
        const Date day = from + static_cast<int>(share * (to - from));
        return day.is_weekend() ? (day - 1).is_weekend() ? day - 2 : day - 1 : day;
    };
    for (const Site& site : county.sites) {
        if (site.authority != 0 || site.phase == Phase::sixteen_plus || !site.on(today)) continue;
        const Urn urn = site.now().urn;
        auto random = stream(county.plan.seed, "attendance", urn.value);
        const double before = random.uniform(), this_term = random.uniform(), when = random.uniform();
        const auto had_its_number = [&](Date day) { return site.now().opened.value_or(day) <= day; };
        if (site.on(last.first_day()) && had_its_number(last.first_day())) {
            const Date day = in_part(last.first_day() + 20, last.first_day() + lessons - 15, when);
            if (before < 0.88)
                diary.held(urn, day, random);
            else if (before < 0.93)
                diary.declined(urn, day);
        }
        const Date end = std::min(now.last_day(), std::max(today + 7, now.first_day() + lessons));
        const Date soon = in_part(std::min(today + 7, end), end, 0);
        if (&site == leads.primary) {
            diary.coming(urn, soon, true);
        } else if (this_term < 0.4 && today > now.first_day() + 20 && had_its_number(now.first_day())) {
            diary.held(urn, in_part(now.first_day() + 10, today - 1, when), random);
        } else if (this_term < 0.65) {
            diary.coming(urn, in_part(soon, end, when), true, barriers[0]);
        } else if (this_term < 0.75) {
            diary.coming(urn, in_part(soon, end, when), false);
        } else if (this_term < 0.78) {
            diary.declined(urn, soon);
        }
    }
}

}
