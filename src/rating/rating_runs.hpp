#pragma once
// Proposals as pages ask for them: made when first wanted, kept while nothing that they rest on has changed.
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "base/recent_answers.hpp"
#include "evidence/evidence.hpp"
#include "evidence/notes/note_facts.hpp"
#include "platform/storage/storage.hpp"
#include "rating/board.hpp"
#include "rating/rating.hpp"
#include "schools/schools.hpp"

namespace tarn::rating {

using evidence::NotesFor;

/// What pages compare today with.
inline Date a_week_before(Date day) {
    return day - 7;
}

/// Safe from any thread. What is read through a Writer is given and never kept: it may yet be rolled back.
class Runs {
  public:
    Runs(schools::Registers& registers, evidence::Snapshots& snapshots);

    /// All proposals of one authority at a date, with what the authority itself has entered by then. The
    /// board's proposals also count notes that it keeps to itself.
    std::shared_ptr<const Run> of_authority(storage::Reader& db, AuthorityCode authority, Date as_at,
                                            NotesFor whom);
    /// The officers' proposals, neither looked for among those held nor kept: a run over many dates must not
    /// push out what pages ask for.
    Run once(storage::Reader& db, AuthorityCode authority, Date as_at);
    /// Only the proposed levels of a day that is looked at in passing, to compare another with.
    std::shared_ptr<const std::map<Urn, Level>> levels_on(storage::Reader& db, AuthorityCode authority,
                                                          Date as_at, NotesFor whom);
    /// A day before today on which most of the authority's schools had enough evidence: the newest of the
    /// last days on which a period still counted. Empty where none of a few is one, and where most have it
    /// today. Asked for today alone, whatever day a page shows: looking for it rates all England several
    /// times.
    std::optional<Date> supported_day(storage::Reader& db, AuthorityCode authority, Date today);
    /// The authority's decided levels on a day; read again after each decision.
    std::shared_ptr<const DecidedLevels> decided(storage::Reader& db, AuthorityCode authority, Date day);
    /// What advisers recommend to the next meeting; read again after each recommendation and decision.
    std::shared_ptr<const OpenRecommendations> recommended(storage::Reader& db, AuthorityCode authority);
    std::shared_ptr<const schools::Register> register_of(storage::Reader& db) {
        return registers_.current(db);
    }
    std::shared_ptr<const Scheme> scheme() const { return scheme_; }

  private:
    struct Key {
        std::int64_t evidence = 0, register_generation = 0;
        std::int64_t entered = 0;  ///< notes, facts and posts: a sum of numbers that only rise
        AuthorityCode authority;
        Date as_at;
        NotesFor whom = NotesFor::officers;
        bool operator==(const Key&) const = default;
    };
    struct LevelsKey {
        std::int64_t generation = 0;
        AuthorityCode authority;
        Date day;
        bool operator==(const LevelsKey&) const = default;
    };
    struct RecommendedKey {
        std::int64_t generation = 0;
        AuthorityCode authority;
        bool operator==(const RecommendedKey&) const = default;
    };
    // An authority's list, its agenda and pages as at other dates: enough for several people to work side by
    // side.
    static constexpr std::size_t kept = 8;
    schools::Registers& registers_;
    evidence::Snapshots& snapshots_;
    std::shared_ptr<const Scheme> scheme_;
    RecentAnswers<Key, Run> held_{kept};
    RecentAnswers<LevelsKey, DecidedLevels> levels_{kept};
    RecentAnswers<RecommendedKey, OpenRecommendations> recommended_{kept};
    Key key_of(storage::Reader& db, std::int64_t register_generation, AuthorityCode authority, Date as_at,
               NotesFor whom) const;
    RecentAnswers<Key, std::map<Urn, Level>> levels_on_{kept};
    /// By what was entered for the day itself: a note of today changes nothing that was known a week ago.
    struct UnchangedKey {
        Key but_entered;
        std::vector<LocalFact> facts;
        bool operator==(const UnchangedKey&) const = default;
    };
    RecentAnswers<UnchangedKey, std::map<Urn, Level>> levels_unchanged_{kept};
    RecentAnswers<Key, std::optional<Date>> supported_{kept};
};

/// The one way to proposals, for pages and the command line: published figures, and for an authority what it
/// gathers and enters itself. Without an authority all England, by published figures alone.
Run rate(storage::Reader& db, const schools::Register& schools,
         std::shared_ptr<const analytics::Snapshot> snapshot, std::shared_ptr<const Scheme> scheme,
         std::optional<AuthorityCode> authority, Date as_at, NotesFor whom);

/// What the authority has entered by a day, as facts of a run: notes of soft intelligence
/// ("soft.staff_mobility"), recorded facts ("fact.warning_notice") and headships ("fact.no_headteacher").
std::vector<LocalFact> local_facts(storage::Reader& db, AuthorityCode authority, Date as_at, NotesFor whom);

}
