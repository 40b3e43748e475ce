#pragma once
// The challenge board's records: meetings, advisers' recommendations, decided levels. Confidential
// throughout: every function takes a Viewer and answers only for schools that the viewer may see. Decisions
// are superseded, never edited.
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "access/viewer.hpp"
#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "feature_kit/meeting.hpp"
#include "feature_kit/record.hpp"
#include "people/people.hpp"
#include "platform/storage/storage.hpp"
#include "rating/rating.hpp"

namespace tarn::kit {
struct Stored;
}

namespace tarn::rating {

using RecommendationId = Id<struct RecommendationTag>;

struct Meeting : kit::Meeting {
    Date evidence_as_at;      ///< proposals on the agenda use only what was known on this day
    Date recommendations_by;  ///< last day for advisers
};
/// Refused: recommendations or evidence after the meeting; another day, or calling it off, once it has
/// decided.
extern const kit::Meetings<Meeting> board_meetings;
Meeting meeting_to_arrange(std::string title, Date held_on, Date evidence_as_at, Date recommendations_by);

/// How many people have to be present before a meeting can be closed; from a day on. A later row replaces it.
struct Quorum {
    Id<struct QuorumTag> id{};
    AuthorityCode authority;
    std::int64_t members = suggested;
    Date from_day;
    PersonId set_by{};
    std::string set_by_name{};
    Instant set_at{};
    /// Counts until an authority sets its own.
    static constexpr std::int64_t suggested = 2;
};
extern const kit::Record<Quorum> quorums;
/// The one that counts for a meeting on `day`; empty: nobody set one, and the suggested one counts.
std::optional<Quorum> quorum_on(storage::Reader& db, AuthorityCode authority, Date day);
/// Refused: not a member, nobody or more than 50, a day before today, which meetings that were held rest on.
Outcome set_quorum(storage::Writer& db, const access::Viewer& viewer, Quorum quorum, Instant now);

/// What the board does at a meeting: decide levels, from its day on; prepare a pack; until it is closed or
/// called off. Done, or why not in words.
Outcome may_decide_at(const access::Viewer& viewer, const Meeting& meeting, Date today);
/// The same once somebody is recorded as present; asks a meeting as board_meetings.find() gives it.
Outcome may_record_decision(const access::Viewer& viewer, const Meeting& meeting, Date today);
Outcome may_prepare_pack(const access::Viewer& viewer, const Meeting& meeting, Date today);

/// The next meeting on or after `day` that is neither closed nor called off; for advisers too, who need its
/// deadline.
std::optional<Meeting> next_meeting(storage::Reader& db, const access::Viewer& viewer, Date day);

struct Recommendation {
    RecommendationId id{};
    Urn urn;
    std::optional<MeetingId> meeting;
    Level level = Level::green;
    std::string reason;
    Level proposed = Level::not_enough_evidence;  ///< when it was made
    PersonId made_by{};
    std::string made_by_name;
    Instant made_at{};
    std::string meeting_title{};  ///< of the meeting that it was made for; empty: none was arranged
};
struct NewRecommendation {
    Urn urn;
    AuthorityCode authority;
    std::optional<MeetingId> meeting;
    Level level = Level::green;
    std::string reason;
    Level proposed = Level::not_enough_evidence;
};
/// Refused: not in the viewer's caseload, no reason, not enough evidence as a level, after the meeting's last
/// day.
Result<RecommendationId> recommend(storage::Writer& db, const access::Viewer& viewer,
                                   const NewRecommendation& recommendation, Instant now);
/// All of one school, latest first.
std::vector<Recommendation> recommendations_of(storage::Reader& db, const access::Viewer& viewer, Urn urn,
                                               AuthorityCode authority);
/// The latest of each school, or of one, made after its decided level, by URN: those that the next meeting
/// weighs.
std::vector<Recommendation> open_recommendations(storage::Reader& db, const access::Viewer& viewer,
                                                 std::optional<Urn> urn = {});

/// The same of a whole authority, read once for pages of many schools.
class OpenRecommendations {
  public:
    static std::shared_ptr<const OpenRecommendations> read(storage::Reader& db, AuthorityCode authority);
    /// Rises with each recommendation, decision, and change of an account or meeting, whose names are shown.
    static std::int64_t generation(storage::Reader& db);
    /// Null where nothing is recommended or the viewer may not see it.
    const Recommendation* of(const access::Viewer& viewer, Urn school) const;

  private:
    AuthorityCode authority_;
    std::vector<Recommendation> by_urn_;
};

/// `decided` is told to those who do not sit on the board: whether it agreed with what was proposed to it can
/// tell of notes that it keeps to itself.
enum class DecisionKind : std::uint8_t { agreed, changed, imported, decided };
inline constexpr CodeTable<DecisionKind> decision_kinds{
    {DecisionKind::agreed, "agreed", "Agreed as proposed"},
    {DecisionKind::changed, "changed", "Changed by the board"},
    {DecisionKind::imported, "imported", "Set before this service"},
    {DecisionKind::decided, "decided", "Decided by the board"}};

/// Who does not read for the board gets it without what was proposed to the board and the evidence of that.
struct Decision {
    DecisionId id{};
    AuthorityCode authority;
    Urn urn;
    std::optional<MeetingId> meeting;
    DecisionKind kind = DecisionKind::agreed;
    Level level = Level::green;
    std::string rationale;  ///< words the school reads
    Date effective_on;
    std::optional<Date> review_on;
    std::optional<Level> proposed;
    std::string scheme;          ///< "default 2020.1"
    std::string trigger;         ///< indicator whose critical trigger held; empty: none
    std::string evidence;        ///< the proposal as it stood, JSON; empty for imported levels
    std::string agenda_reasons;  ///< codes separated by blanks
    std::string decided_by;      ///< name; empty for the command line
    Instant decided_at{};
};
struct NewDecision {
    Urn urn;
    AuthorityCode authority;
    MeetingId meeting{};
    Level level = Level::green;
    std::string rationale;
    std::optional<Date> review_on;
    DecisionId seen{};  ///< the decided level that the member had before them; 0: none
    std::optional<Level> proposed;
    std::string scheme, trigger, evidence, agenda_reasons;
};
/// The day by whose evidence it was taken: that of its meeting, of a level held before the day it began.
Date evidence_day(storage::Reader& db, const Decision& decision);
/// Why a decision was not taken; `overtaken` is the decision of somebody else that came first.
struct Refusal {
    Error error;
    std::optional<Decision> overtaken;
};
/// Takes effect on the day of the meeting. Refused: not a member, no rationale, no level, before the day of
/// the meeting, one that is closed or called off, a review date before the meeting, or another decision since
/// `seen`.
std::variant<DecisionId, Refusal> decide(storage::Writer& db, const access::Viewer& viewer,
                                         const NewDecision& decision, Instant now);

/// A level held before Tarn. Refused when the school has a decision on or after that day.
struct HeldLevel {
    Urn urn;
    Level level = Level::green;
    Date effective_on;
    std::string reason;
    std::optional<Date> review_on;
};
Result<DecisionId> import_level(storage::Writer& db, AuthorityCode authority, std::optional<PersonId> by,
                                const HeldLevel& held, Instant now);

/// The decided level in force on `day` of each school the viewer may see, by URN.
std::vector<Decision> decided_levels(storage::Reader& db, const access::Viewer& viewer, Date day);

/// The newest decision on each record of an authority in force on a day, without names and evidence, to be
/// asked for school by school: a list of them is kept in memory for everybody, and nobody gets it whole.
class DecidedLevels {
  public:
    static std::shared_ptr<const DecidedLevels> read(storage::Reader& db, AuthorityCode authority, Date day);
    /// Rises with each decision.
    static std::int64_t generation(storage::Reader& db);
    /// The level of a school, else of the records it had before its conversion: the URN changes, the school
    /// does not. `earlier` gives these when they are needed. Empty where nothing is decided or the viewer may
    /// not see it.
    const Decision* of(const access::Viewer& viewer, Urn school,
                       const std::function<std::vector<Urn>()>& earlier) const;

    /// The level of the same decision, for counts over many schools: asks a viewer who may be told counts.
    std::optional<Level> counted(const access::Viewer& viewer, Urn school,
                                 const std::function<std::vector<Urn>()>& earlier) const;

  private:
    static const Decision* newest(std::span<const Decision> levels, Urn urn);
    static const Decision* inherited(std::span<const Decision> levels, Urn school,
                                     const std::function<std::vector<Urn>()>& earlier);
    AuthorityCode authority_;
    std::vector<Decision> levels_;  ///< by URN
    std::vector<Decision> told_;    ///< the same for those who do not read for the board
};

std::optional<Decision> decided_level(storage::Reader& db, const access::Viewer& viewer, Urn urn,
                                      AuthorityCode authority, Date day);
/// Every decision on a school, latest first; `urns` are the school's own and those it had before a
/// conversion.
std::vector<Decision> decision_history(storage::Reader& db, const access::Viewer& viewer,
                                       std::span<const Urn> urns, AuthorityCode authority);
std::vector<Decision> decisions_of_meeting(storage::Reader& db, const access::Viewer& viewer,
                                           MeetingId id);  ///< by URN

/// Meetings that break their rules and chains of decisions that are broken, as sentences; empty when all is
/// well.
std::vector<std::string> verify_board(storage::Reader& db);
kit::Stored stored();

}
