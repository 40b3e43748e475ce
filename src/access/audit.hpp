#pragma once
// The hash-chained trail: appending to it, grouping confidential reads, looking into it, checking it.
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "access/viewer.hpp"
#include "base/clock.hpp"
#include "base/date.hpp"
#include "platform/storage/storage.hpp"

namespace tarn::access {

/// What happened, to be written to the hash-chained trail in the same transaction as the act, or in a group
/// for reads.
struct AuditEntry {
    std::string action;   ///< the route's audit label: "level.read", "decision.made"
    std::string object;   ///< "school:100000", "meeting:12"
    std::string purpose;  ///< free text, may be empty
    std::string detail;   ///< never confidential content itself
};
/// Appends to the chain within the writer's transaction; `viewer` may be nobody (the command line).
void write_audit(storage::Writer& db, const Viewer& viewer, std::span<const AuditEntry> entries, Instant now);

/// The start of the quarter of an hour within which repeated reads count once.
Instant quarter_of_hour(Instant at);

/// Who did it, as the trail keeps it.
struct Actor {
    std::optional<PersonId> person;
    std::optional<Role> role;
    std::optional<AuthorityCode> authority;
    static Actor of(const Viewer& viewer);
};

struct Trace {
    Actor actor;
    AuditEntry entry;
    Instant at;
    bool read = false;  ///< one row per person, action, object and quarter of an hour
};
void append_traces(storage::Writer& db, std::span<const Trace> traces);

/// Empties entries `first` to `last`, whose time is over: their hashes stay, so the chain stays whole, and
/// the trail says who removed them. Throws Failure when one is from before content was hashed apart.
void remove_trace_content(storage::Writer& db, std::int64_t first, std::int64_t last, const Viewer& viewer,
                          Instant now);

struct AuditRow {
    std::int64_t id = 0;
    Instant at;
    std::optional<PersonId> person;
    std::string person_name;  ///< empty for the command line
    std::string role;         ///< code
    AuditEntry entry;
};
struct AuditFilter {
    std::optional<AuthorityCode> authority{};  ///< rows of this authority's people, and of nobody's
    std::optional<PersonId> person{};
    std::string name{};    ///< within the person's name, small and capital letters alike
    std::string object{};  ///< whole: "school:100000"
    std::string action{};  ///< a beginning, as displayed or as stored: "level", "Sign in"
    std::optional<Date> from{}, to{};
    std::int64_t before = 0;  ///< page on: rows with a smaller id; 0 starts at the latest
    int limit = 100;
};
std::string action_words(std::string_view action);  ///< "level.read" as "Level read"
std::vector<AuditRow> audit_rows(storage::Reader& db, const AuditFilter& filter);  ///< latest first
/// All rows of an authority's people under one of `actions`, from a day on; latest first.
std::vector<AuditRow> audit_reads(storage::Reader& db, AuthorityCode authority,
                                  std::span<const std::string_view> actions, std::optional<Date> from);

/// Writes what must not hold up a page one by one: confidential reads, which the page waits for, in groups of
/// one commit; and when sessions were last seen, which nobody waits for.
class AuditWriter {
  public:
    explicit AuditWriter(storage::Database& database);
    ~AuditWriter();
    /// Those that are not durable yet.
    std::vector<Trace> unwritten(const Viewer& viewer, std::span<const AuditEntry> entries, Instant now);
    /// Told once, by another thread: nothing when the traces are durable, else what hindered it.
    using Then = std::function<void(const std::exception_ptr& failure)>;
    void write(std::vector<Trace> traces, Then then);
    void session_seen(std::string token_hash, Instant now);
    std::uint64_t commits() const;  ///< for tests and measurements

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}
