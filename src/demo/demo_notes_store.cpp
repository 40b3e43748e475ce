// Soft intelligence: what advisers hear and see, never about a named person.
#include <algorithm>

#include "demo/demo_fill_store.hpp"
#include "demo/demo_tables_rules.hpp"
#include "platform/storage/storage.hpp"

namespace tarn::demo {
namespace {

using evidence::Concern;
using evidence::Confidence;
using evidence::NoteCategory;
using evidence::NoteVisibility;

struct Heard {
    NoteCategory category;
    Concern concern;
    Confidence confidence;
    std::string_view source, body;
};
constexpr Heard worries[] = {
    {NoteCategory::staff_mobility, Concern::moderate, Confidence::corroborated, "Autumn visit",
     "Four of eleven class teachers left in the summer. Two classes are taught by supply staff until "
     "January."},
    {NoteCategory::staff_mobility, Concern::slight, Confidence::unverified,
     "Telephone call with the headteacher",
     "Two resignations for Easter; the posts are advertised for the second time."},
    {NoteCategory::leadership_capacity, Concern::serious, Confidence::verified,
     "Meeting with the chair of governors",
     "The deputy post has stood empty for two terms and the headteacher teaches three days a week."},
    {NoteCategory::leadership_experience, Concern::slight, Confidence::verified, "Induction visit",
     "First headship. A mentor from a neighbouring school has been agreed."},
    {NoteCategory::budget_volatility, Concern::moderate, Confidence::corroborated, "School finance team",
     "The three-year forecast turns into a deficit next year. A recovery plan is asked for by half term."},
    {NoteCategory::governance, Concern::moderate, Confidence::verified, "Clerk's report",
     "Three governor vacancies since the spring; the last two meetings only just had a quorum."},
    {NoteCategory::teaching, Concern::moderate, Confidence::corroborated, "Joint lesson visits",
     "Phonics is taught in different ways in each class and pupils who fall behind are found late."},
    {NoteCategory::send, Concern::serious, Confidence::corroborated, "Inclusion service",
     "Annual reviews are late for more than half of the pupils with plans. The SENCO works one day a week."},
    {NoteCategory::parental_concern, Concern::slight, Confidence::unverified, "Letters to the county council",
     "Five families wrote about behaviour at lunchtime within a month."},
    {NoteCategory::roll, Concern::moderate, Confidence::verified, "Admissions team",
     "Eleven first preferences for thirty places in the coming Reception class."},
    {NoteCategory::attendance_and_exclusion, Concern::moderate, Confidence::corroborated, "Attendance team",
     "Absence on Fridays has doubled since last year; letters home have not changed it."},
    {NoteCategory::safeguarding, Concern::moderate, Confidence::corroborated, "Safeguarding audit",
     "Recruitment checks were complete, but records of concerns are kept in three places."},
};
constexpr Heard strengths[] = {
    {NoteCategory::teaching, Concern::strength, Confidence::verified, "Spring visit",
     "The maths curriculum is well ordered; teachers from two other schools came to see it."},
    {NoteCategory::pupil_voice, Concern::strength, Confidence::corroborated,
     "Meeting with the school council",
     "Pupils say that adults act on what they tell them, and can give examples."},
    {NoteCategory::leadership_capacity, Concern::strength, Confidence::verified, "Summer visit",
     "Middle leaders know their subjects well and hold their own reviews."},
};

class Writing {
  public:
    Writing(storage::Writer& db, const County& county, const Staff& staff)
        : db_(db), staff_(staff), today_(county.plan.today), random_(stream(county.plan.seed, "notes")) {}

    void write(const Site& site, const Heard& heard, int days_ago, const Officer& author,
               NoteVisibility visibility) {
        const Date seen = today_ - days_ago;
        // Soft intelligence is looked at again within the year and forgotten when it is not confirmed.
        const evidence::Note note{.urn = site.now().urn,
                                  .category = heard.category,
                                  .concern = heard.concern,
                                  .confidence = heard.confidence,
                                  .visibility = visibility,
                                  .source = std::string{heard.source},
                                  .body = std::string{heard.body},
                                  .observed_on = seen,
                                  .review_on = seen + 120,
                                  .expires_on = seen + 360};
        const auto written = scenario::note(db_, at(seen + 1, 16, 20), author.viewer(), note);
        // What proved wrong is withdrawn, with the reason, and no longer counts.
        if (days_ago < 100 || random_.uniform() > 0.15) return;
        scenario::must(evidence::end_note(db_, author.viewer(), written,
                                          "The autumn visit showed that this is no longer so.",
                                          at(today_ - 20, 11)));
    }

    void write_about(const Site& site, bool worry) {
        const auto& heard = worry ? worries[random_.between(0, std::ssize(worries) - 1)]
                                  : strengths[random_.between(0, std::ssize(strengths) - 1)];
        write(site, heard, static_cast<int>(random_.between(6, 170)), staff_.adviser_of(site.now().urn),
              NoteVisibility::caseload);
    }

  private:
    storage::Writer& db_;
    const Staff& staff_;
    Date today_;
    Random random_;
};

}

void write_notes(storage::Writer& db, const County& county, const Staff& staff, const Leads& leads) {
    Writing writing{db, county, staff};
    const auto& own = staff.advisers[staff.own_adviser];
    for (const auto& [heard, days] :
         {std::pair{&worries[0], 41}, std::pair{&worries[6], 33}, std::pair{&worries[9], 128}})
        writing.write(*leads.primary, *heard, days, own, NoteVisibility::caseload);
    const auto& senior = staff.advisers.front();
    for (const auto& [heard, days] : {std::pair{&worries[2], 24}, std::pair{&worries[10], 63}})
        writing.write(*leads.secondary, *heard, days, senior, NoteVisibility::caseload);
    writing.write(*leads.secondary, worries[5], 17, staff.board.front(), NoteVisibility::board);
    auto random = stream(county.plan.seed, "noted");
    for (const auto& site : county.sites) {
        const bool known = site.authority == 0 && site.phase != Phase::sixteen_plus &&
                           site.on(county.plan.today - 200) && site.on(county.plan.today);
        if (!known || &site == leads.primary || &site == leads.secondary) continue;
        const double chance = site.standing < -1 || site.decline > 0.3 ? 0.3
                              : site.standing > 1                      ? 0.06
                                                                       : 0.03;
        const double u = random.uniform();
        if (u < chance) writing.write_about(site, site.standing < 0.5 || u < 0.01);
    }
}

}
