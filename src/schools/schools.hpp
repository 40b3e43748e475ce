#pragma once
// The register of schools: what every imported register file says, merged into effective-dated facts.
//
// An import hands over a RegisterTable per file (store_register, within the file's transaction); after a
// batch of imports rebuild() merges all statements into versions; pages and features read them through
// Register, an immutable index in memory. Register facts are read by valid time from the newest sources,
// never by the day they became known.
#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "access/lookups.hpp"
#include "access/viewer.hpp"
#include "analytics/snapshot.hpp"
#include "base/clock.hpp"
#include "base/code_table.hpp"
#include "base/date.hpp"
#include "base/ids.hpp"
#include "base/recent_answers.hpp"
#include "base/result.hpp"
#include "platform/storage/storage.hpp"
#include "schools/register_facts.hpp"

namespace tarn::kit {
struct Stored;
}

namespace tarn::schools {

using AreaId = Id<struct AreaTag>;
using AreaStayId = Id<struct AreaStayTag>;
using PostId = Id<struct PostTag>;

// What an import says.

/// Keeps a file's statements packed by column. The same release again replaces them.
void store_register(storage::Writer& db, const RegisterTable& table);

/// Merges everything stored into versions, in one pass. Nothing changes when nothing was stored since the
/// last time. Returns the number of versions written, or nothing when it was up to date.
std::optional<std::size_t> rebuild(storage::Writer& db);
bool rebuild_needed(storage::Reader& db);
/// rebuild() in a transaction of its own, taken only when it is needed. What an import that was killed, or
/// ran out of room, left unmerged is thereby found again by the next command that writes or serves.
std::optional<std::size_t> merge_what_is_stored(storage::Database& database);

/// Pairs of schools in England that may be one, without a link: they wait for a data officer.
std::int64_t conversions_to_decide(storage::Reader& db);

// What is known of it.

struct Match {
    const School* school = nullptr;
    double score = 0;  ///< higher is better
};
struct SearchScope {
    Date as_at;
    std::optional<AuthorityCode> authority;
    std::size_t limit = 20;
    bool closed_too = false;  ///< also schools not open on the day, by their last version before it
};

/// All versions in memory. Lists are ascending by URN, hold state-funded schools only, and leave 16-plus
/// apart.
class Register {
  public:
    static std::shared_ptr<const Register> load(storage::Reader& db);
    ~Register();

    std::int64_t generation() const;                 ///< rises with each rebuild
    const School* find(Urn urn, Date as_at) const;   ///< null when the school is not open on the day
    const School* latest(Urn urn) const;             ///< its last version, open or not; null when unheard of
    std::span<const School> history(Urn urn) const;  ///< all versions, oldest first
    std::vector<const School*> open_in(AuthorityCode authority, Date as_at) const;
    std::vector<const School*> open_in_england(Date as_at) const;
    std::vector<const School*> sixteen_plus_in(AuthorityCode authority, Date as_at) const;
    std::vector<const School*> by_laestab(Laestab laestab, Date as_at) const;
    /// The first search builds the index, about 0.1 s for all England; warm it up where that matters.
    std::vector<Match> search(std::string_view text, const SearchScope& scope) const;
    std::vector<Lineage> predecessors(Urn urn) const;  ///< `other` came before
    std::vector<Lineage> successors(Urn urn) const;    ///< `other` came after
    /// The same school on another day: across conversions, the URN that was open then; null when there was
    /// none.
    const School* same_school(Urn urn, Date as_at) const;
    std::vector<const School*> neighbours(const School& school, Date as_at,
                                          std::size_t count) const;  ///< nearest first
    std::vector<AuthorityCode> authorities(Date as_at) const;        ///< with a school open that day
    std::string_view authority_name(AuthorityCode code) const;       ///< "Lancashire"; "" not known
    std::span<const School> all() const;  ///< every version, ascending by URN then date

    /// What a snapshot needs: one entry per URN ever seen, ascending, as on `register_date` (or its nearest
    /// version).
    std::vector<analytics::School> analytics_schools(Date register_date) const;

  private:
    struct Impl;
    explicit Register(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

/// The Register of the moment, loaded again only when a rebuild changed it. One per process; safe from any
/// thread.
class Registers {
  public:
    std::shared_ptr<const Register> current(storage::Reader& db);

  private:
    RecentAnswers<std::int64_t, Register> held_{1};  ///< by generation
};

// What the authority itself says.

/// Rises with each change of an area or a post, and with each authority added: its name stands on pages.
std::int64_t local_generation(storage::Reader& db);

struct Area {
    AreaId id{};
    AuthorityCode authority{};
    std::string code{}, name{};
};
/// As an officer enters it: the code is checked, and new to the authority.
Result<AreaId> set_up_area(storage::Writer& db, const access::Viewer& officer, const Area& area);
Outcome rename_area(storage::Writer& db, const access::Viewer& officer, const Area& renamed);
std::vector<Area> areas(storage::Reader& db, AuthorityCode authority);  ///< by name, then code
std::optional<Area> find_area(storage::Reader& db, AuthorityCode authority, std::string_view code);
struct AreaStay {
    AreaStayId id{};
    AreaId area{};
    Urn urn{};
    Date from{};
    std::optional<Date> to{};
};
/// From `from` on the school belongs to this area and to no other of the authority. Refused before an
/// existing move.
Result<AreaStayId> place_in_area(storage::Writer& db, const access::Viewer& officer, AreaId area, Urn urn,
                                 Date from);
std::vector<AreaStay> stays_in_area(storage::Reader& db, AreaId area, Date as_at);  ///< ascending by URN
std::vector<Urn> schools_of_area(storage::Reader& db, AreaId area, Date as_at);     ///< ascending
/// Of every school of the authority that lies in an area that day.
std::map<Urn, AreaId> areas_by_school(storage::Reader& db, AuthorityCode authority, Date as_at);
std::optional<Area> area_of(storage::Reader& db, AuthorityCode authority, Urn urn, Date as_at);

/// For the gate and others: a school as it was on a day, else as it was last. The registers must outlive it.
access::SchoolLookup school_lookup(Registers& registers);
/// For people: which areas an authority has, and which schools belong to one on a day.
access::AreaLookup area_lookup();

enum class PostKind : std::uint8_t { headteacher, executive_head, chair_of_governors };
inline constexpr CodeTable<PostKind> post_kinds{
    {PostKind::headteacher, "headteacher", "Headteacher"},
    {PostKind::executive_head, "executive_head", "Executive headteacher"},
    {PostKind::chair_of_governors, "chair_of_governors", "Chair of governors"}};
struct Post {
    PostId id{};
    Urn urn{};
    PostKind kind = PostKind::headteacher;
    std::string holder{};
    Date from{};
    Date recorded{};  ///< usually today: the day from which ratings use what is recorded
    std::optional<Date> to{}, end_recorded{};
    std::optional<Date> withdrawn{};  ///< recorded by mistake: a rating before this day still uses it
    std::string withdrawn_reason{};
    std::optional<PersonId> withdrawn_by{};
};
/// Ends the post's present holder the day before. Refused when a later holder is already known.
Result<PostId> appoint(storage::Writer& db, const access::Viewer& officer, const Post& post);
Outcome end_post(storage::Writer& db, const access::Viewer& officer, Urn urn, PostKind kind, Date last_day,
                 Date recorded_on);
/// What was recorded by mistake: withdraws it and, unless `right` is empty, records that in its place from
/// today on. The holder before, whose post its beginning ended, goes on until the day before the right one
/// begins.
Outcome correct_post(storage::Writer& db, const access::Viewer& officer, PostId wrong,
                     const std::optional<Post>& right, const std::string& reason, Date today);
std::vector<Post> posts(storage::Reader& db, Urn urn, Date as_at);  ///< headteacher first
std::vector<Post> post_history(storage::Reader& db, Urn urn);       ///< newest first, none withdrawn

/// A stretch of days in which a school had a headteacher or executive headteacher, or had none. Concluded
/// from the posts recorded; nothing is said before the first of them.
struct Headship {
    Urn urn;
    DateRange days;
    bool held = false;
};
std::vector<Headship> headships(storage::Reader& db);  ///< by URN, then day

/// What was held to be so from `known_from` to the stretch's last day, by what had been recorded by then: a
/// later record begins new stretches and changes none of these.
struct KnownHeadship {
    Headship headship;
    Date known_from;
};
std::vector<KnownHeadship> headships_as_known(storage::Reader& db);  ///< by URN, then the day known
std::int64_t posts_generation(storage::Reader& db);  ///< rises with every appointment, end and correction

/// Packed statements that do not hold what they say, versions that overlap or were not made from the files,
/// as sentences; empty when all is well.
std::vector<std::string> verify(storage::Reader& db);
/// Whether any register has the school.
bool is_known(storage::Reader& db, Urn urn);
kit::Stored stored();

}
