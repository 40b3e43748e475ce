#pragma once
// Set-up sentences: "there is an authority", "Asha is an adviser with Brook". Each puts one record into its
// store through the function that pages use, fills in what is left blank, and throws Refused where the store
// refuses. A struct that is a feature's own is filled as the sentence says; everything else stays as that
// feature has it.
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "access/viewer.hpp"
#include "attendance/attendance.hpp"
#include "base/clock.hpp"
#include "evidence/comparing/comparators.hpp"
#include "evidence/evidence.hpp"
#include "evidence/facts/facts.hpp"
#include "evidence/notes/notes.hpp"
#include "people/people.hpp"
#include "rating/board.hpp"
#include "rating/figure_queries.hpp"
#include "schools/schools.hpp"
#include "warning/warning_store.hpp"

namespace tarn::scenario {

using access::Viewer;
using storage::Writer;

/// A set-up that a store refused is a mistake of whoever wrote it.
struct Refused : std::runtime_error {
    explicit Refused(const Error& why)
        : std::runtime_error(why.message + (why.detail.empty() ? "" : " " + why.detail)), error(why) {}
    Error error;
};
template <class T>
T must(Result<T> result) {
    if (!result) throw Refused(result.error());
    return std::move(result).value();
}

/// From when things are as they are, unless a sentence says another day.
inline constexpr Date long_ago{std::chrono::sys_days{std::chrono::year{2015} / 1 / 1}};

// Authorities and schools.

void authority(Writer& db, Instant now, AuthorityCode code, std::string_view name);

struct School {
    Urn urn;
    std::string name;
    AuthorityCode authority;
    int establishment = 0;  ///< of the DfE number; 0: 2000 and the last three digits of the URN
    std::string opened{};   ///< "2024-09-01"; empty: before registers began
    std::string type = "Community school", phase = "Primary", low_age = "4", high_age = "11";
};
/// As a register of 5 January 2026 has them, merged.
void schools(Writer& db, const std::vector<School>& schools);

/// Areas and posts are entered by a data officer of the authority, nobody in particular.
schools::AreaId area(Writer& db, AuthorityCode authority, std::string_view code, std::string_view name,
                     const std::vector<Urn>& schools = {}, Date from = long_ago);
void placed(Writer& db, AuthorityCode authority, schools::AreaId area, Urn school, Date from = long_ago);
/// Recorded on its first day, and an end of it on its last, unless it says otherwise.
void post(Writer& db, AuthorityCode authority, schools::Post post);

// People.

/// A role: in the whole authority, unless it is held at a school or for an area.
struct Held {
    access::Role role = access::Role::adviser;
    AuthorityCode authority;
    std::optional<Urn> at{};      ///< a head's or chair's school
    std::string area{};           ///< code of a whole area
    std::vector<Urn> caseload{};  ///< an adviser's schools, allocated from the same day
    Date from = long_ago;
};
struct Person {
    PersonId id{};
    std::string name, email;
    Held held;
    people::GrantId grant{};
    Viewer viewer() const;
};
PersonId account(Writer& db, Instant now, std::string_view name, std::string_view email);
people::GrantId role(Writer& db, Instant now, PersonId person, const Held& held);
/// An account with a role.
Person person(Writer& db, Instant now, std::string_view name, std::string_view email, Held held);
/// "Caseload", unless a reason is said.
void allocation(Writer& db, Instant now, people::Allocation allocation);

// The challenge board. Who acts is the viewer, and the authority is theirs.

struct Meeting {
    std::string title;
    Date held_on{};                               ///< blank: today
    Date evidence_as_at{}, recommendations_by{};  ///< blank: the day of the meeting
    std::string place{}, minutes{};
};
MeetingId meeting(Writer& db, Instant now, const Viewer& member, const Meeting& meeting);
void recommendation(Writer& db, Instant now, const Viewer& adviser, rating::NewRecommendation wanted);
/// Without a scheme it is what was proposed, unless a proposal is given, and the member saw the level in
/// force.
DecisionId decision(Writer& db, Instant now, const Viewer& member, rating::NewDecision wanted);
/// Says who was present, keeps the minutes, and closes it.
void meeting_closed(Writer& db, Instant now, const Viewer& member, MeetingId meeting,
                    std::span<const PersonId> present, std::string_view minutes);

/// What a head or chair says of a figure behind the level of their only school, asked today; answered by
/// `officer` where there is an answer.
rating::FigureQueryId figure_query(Writer& db, Instant now, const Viewer& head, rating::FigureQuery query);
void figure_answer(Writer& db, Instant now, const Viewer& officer, rating::FigureQueryId query,
                   rating::FigureAnswer answer, std::string reason);

// Evidence.

/// From a conversation, seen today, looked at again after 90 days and forgotten after 200, unless it says
/// otherwise.
NoteId note(Writer& db, Instant now, const Viewer& author, evidence::Note note);
/// From a letter, true and known since today, unless it says otherwise. The school is looked up.
evidence::FactId fact(Writer& db, Instant now, const Viewer& officer, evidence::Fact fact);
evidence::ComparatorListId comparators(Writer& db, Instant now, const Viewer& owner, std::string_view name,
                                       const std::vector<Urn>& schools);

struct File {
    std::string name, text;
    std::optional<Date> public_from{};
    std::optional<AuthorityCode> owner{};  ///< empty: published
    std::string profile{};                 ///< its text; empty: recognised by the header
    double max_rejected_percent = 10;
    std::string imported_by = "somebody";
    std::optional<Instant> imported_at{};  ///< empty: now
};
evidence::ImportReport import_text(storage::Database& database, Instant now, const File& file);
/// One after the other, the next read while the last is stored, the register merged once.
void import_texts(storage::Database& database, Instant now, const std::vector<File>& files);

// Attendance.

struct SupportMeeting {
    Urn urn;
    Date meets_on{};  ///< blank: today
    std::int64_t minutes = 45;
    bool offered = true;
    std::string reasons{}, strategies{}, declined_reason{};  ///< declined where there is one
    /// Where it was held: what was found, and when to look again.
    std::string barriers{};
    std::int64_t below_half = 0, below_half_planned = 0, half_to_ninety = 0, half_to_ninety_planned = 0;
    std::optional<Date> review_on{};
};
/// In the term of its day; held where there are barriers.
attendance::SupportMeetingId support_meeting(Writer& db, Instant now, const Viewer& officer,
                                             const SupportMeeting& meeting);
attendance::MeetingActionId support_action(Writer& db, const Viewer& officer,
                                           attendance::SupportMeetingId meeting, std::string what,
                                           std::string owner, Date due, std::optional<Date> done_on = {});

/// Early warning. The first model is put in force, by default as on the command line; a later one is kept
/// beside.
warning::ModelId model(Writer& db, Instant now, const warning::Fitted& fitted,
                       std::optional<PersonId> by = {}, std::string_view why = "The first model");

}
