// Checking the trail, proving where it ends, and emptying entries whose time is over.
#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "access/audit.hpp"
#include "access/audit_link.hpp"
#include "platform/storage/seals.hpp"

namespace tarn::access {
namespace {

using storage::Reader;
using storage::Row;
using storage::TrailHead;
using storage::Writer;

constexpr std::string_view removal_action = "trail.content_removed";
constexpr std::string_view removal_object = "audit:";

struct SealedHead {
    TrailHead head;
    std::string seal;
};
std::optional<SealedHead> sealed_head(Reader& db) {
    return db.first("SELECT position, hash, seal FROM trail_head", [](const Row& row) {
        return SealedHead{{row.integer(0), row.string(1)}, row.string(2)};
    });
}

struct Span {
    std::int64_t first = 0, last = 0;
};
/// "audit:3-9"; first and last are 0 when it is not of this form.
Span span_of(std::string_view object) {
    Span span;
    if (!object.starts_with(removal_object)) return span;
    object.remove_prefix(removal_object.size());
    const auto dash = object.find('-');
    if (dash == std::string_view::npos) return span;
    std::from_chars(object.data(), object.data() + dash, span.first);
    std::from_chars(object.data() + dash + 1, object.data() + object.size(), span.last);
    return span;
}

/// One walk along the chain.
class TrailCheck {
  public:
    TrailCheck(Reader& db, std::vector<TrailHead> known) : db_(db), known_(std::move(known)) {}

    std::vector<std::string> run() {
        const std::string sql = "SELECT " + std::string{link_columns} + ", hash FROM audit ORDER BY id";
        for (const Row& row : db_.query(sql))
            if (!follows(read_link(row), row.string(13))) return faults_;
        for (const std::int64_t entry : emptied_)
            if (std::ranges::none_of(removals_,
                                     [&](const Span& s) { return s.first <= entry && entry <= s.last; }))
                fault("The content of entry {} of the audit trail was removed outside Tarn.", entry);
        check_ends();
        return faults_;
    }

  private:
    template <class... A>
    void fault(std::string_view text, const A&... values) {
        faults_.push_back(fmt::vformat(text, fmt::make_format_args(values...)));
    }

    bool follows(const TrailRow& link, std::string hash) {
        if (link.id != end_.position + 1) {
            fault("The audit trail has a gap: entry {} is missing before entry {}.", end_.position + 1,
                  link.id);
            return false;
        }
        const bool content =
            !link.removed.empty() || link.content_hash.empty() || link.content_hash == link.hash_of_content();
        if (!content || hash != link.hash(end_.hash)) {
            fault("The audit trail was changed: entry {} of {} does not match its hash.", link.id, link.at);
            return false;
        }
        if (!link.removed.empty()) emptied_.push_back(link.id);
        if (link.action == removal_action) {
            const Span span = span_of(link.object);
            if (span.last < link.id) removals_.push_back(span);  // of what came before alone
        }
        end_ = {link.id, std::move(hash)};
        for (const TrailHead& head : known_)
            if (head.position == end_.position && head.hash != end_.hash)
                fault(
                    "The audit trail was written anew: entry {} is another one than was noted outside the "
                    "database.",
                    head.position);
        return true;
    }

    void check_ends() {
        for (const TrailHead& head : known_)
            if (head.position > end_.position)
                fault(
                    "The audit trail was cut: it had {} entries when that was noted outside the database and "
                    "has {} "
                    "now.",
                    head.position, end_.position);
        const auto& key = db_.integrity().key();
        if (!key || db_.count("SELECT COUNT(*) FROM seal_key WHERE key_id = $1", key->id()) == 0) return;
        const auto sealed = sealed_head(db_);
        if (!sealed || sealed->seal != storage::trail_seal(*key, sealed->head) || sealed->head != end_)
            fault(
                "The end of the audit trail, entry {}, is not as Tarn sealed it: entries were removed, added "
                "or "
                "changed outside Tarn.",
                end_.position);
    }

    Reader& db_;
    const std::vector<TrailHead> known_;
    TrailHead end_;
    std::vector<std::int64_t> emptied_;
    std::vector<Span> removals_;
    std::vector<std::string> faults_;
};

void trace(Writer& db, std::string action, std::string object, std::string detail, Instant now) {
    const AuditEntry entry{std::move(action), std::move(object), {}, std::move(detail)};
    write_audit(db, {}, std::span{&entry, 1}, now);
}

}

void seal_trail_head(Writer& db, const TrailHead& before, const TrailHead& head) {
    storage::Integrity& integrity = db.integrity();
    db.after_commit([&integrity, head] { integrity.note_head(head); });
    if (!integrity.seals(db)) return;
    const auto sealed = sealed_head(db);
    const bool as_left = sealed && sealed->head == before &&
                         sealed->seal == storage::trail_seal(*integrity.key(), sealed->head);
    if (sealed)
        storage::store_trail_head(db, head,
                                  as_left ? storage::trail_seal(*integrity.key(), head) : std::string{});
}

std::vector<std::string> verify_audit(Reader& db, std::vector<TrailHead> known) {
    return TrailCheck(db, std::move(known)).run();
}

void register_seals(storage::Database& database, Instant now) {
    if (!database.integrity().key()) return;
    const auto db = database.write();
    if (!storage::register_key(*db)) return;
    trace(*db, "seals.registered", "database", "key " + database.integrity().key()->id(), now);
    db->commit();
}

void vouch_for_all(storage::Database& database, std::string_view why, Instant now) {
    const auto db = database.write();
    const std::string key = database.integrity().key()->id();
    const bool other = db->count("SELECT COUNT(*) FROM seal_key WHERE key_id = $1", key) == 0;
    storage::vouch_for_rows(*db);
    if (other) trace(*db, "seals.key_changed", "database", "key " + key, now);
    trace(*db, "seals.vouched", "database", std::string{why}, now);
    db->commit();
}

void change_seal_key(storage::Database& database, const storage::SealKey& next, Instant now) {
    const auto db = database.write();
    trace(*db, "seals.key_changed", "database", "key " + next.id(), now);
    storage::change_key(*db, next);
    db->commit();
}

void remove_trace_content(Writer& db, std::int64_t first, std::int64_t last, const Viewer& viewer,
                          Instant now) {
    if (last > storage::trail_head(db).position) throw storage::Failure("The trail is shorter than that.");
    if (const auto bare = db.count(
            "SELECT COUNT(*) FROM audit WHERE id BETWEEN $1 AND $2 AND content_hash IS NULL", first, last);
        bare > 0)
        throw storage::Failure(fmt::format(
            "{} entries of the trail are from before their content was hashed apart: they stay whole.",
            bare));
    // Entries that say what was removed stay: without them the removal would look like a stranger's.
    db.execute(
        "UPDATE audit SET person = NULL, role = '', authority = NULL, action = '', object = '', purpose = "
        "'', "
        "detail = '', quarter = '', salt = NULL, content_removed = $3 WHERE id BETWEEN $1 AND $2 AND action "
        "NOT IN ('trail.content_removed', 'retention.deleted', 'seals.registered', 'seals.key_changed')",
        first, last, now);
    const AuditEntry entry{
        std::string{removal_action}, fmt::format("{}{}-{}", removal_object, first, last), {}, {}};
    write_audit(db, viewer, std::span{&entry, 1}, now);
}

}
