#include "access/audit.hpp"

#include "access/audit_link.hpp"
#include "base/local_time.hpp"
#include "platform/storage/seals.hpp"

namespace tarn::access {
namespace {

using storage::Reader;
using storage::Row;
using storage::TrailHead;
using storage::Writer;

constexpr std::size_t salt_bytes = 16;

TrailRow link_of(const Trace& trace, std::int64_t id) {
    TrailRow link{.id = id,
                  .at = iso(trace.at),
                  .person = trace.actor.person ? trace.actor.person->value : 0,
                  .role = trace.actor.role ? std::string{role_code(*trace.actor.role)} : std::string{},
                  .authority = trace.actor.authority ? trace.actor.authority->value : 0,
                  .action = trace.entry.action,
                  .object = trace.entry.object,
                  .purpose = trace.entry.purpose,
                  .detail = trace.entry.detail,
                  .quarter = trace.read ? iso(quarter_of_hour(trace.at)) : std::string{}};
    link.salt = crypto::random_token(salt_bytes);
    link.content_hash = link.hash_of_content();
    return link;
}

template <class T>
std::optional<std::int64_t> nullable(T number) {
    return number == 0 ? std::nullopt : std::optional<std::int64_t>{number};
}

/// "Level.read" as "level read".
std::string lower_words(std::string_view text) {
    std::string words{text};
    for (char& c : words) {
        if (c == '.' || c == '_') c = ' ';
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return words;
}

bool already_noted(Reader& db, const TrailRow& link) {
    return db.count(
               "SELECT COUNT(*) FROM audit WHERE quarter = $1 AND person = $2 AND action = $3 AND object = "
               "$4",
               link.quarter, link.person, link.action, link.object) > 0;
}

}

Instant quarter_of_hour(Instant at) {
    constexpr std::chrono::seconds quarter = std::chrono::minutes{15};
    return at - at.time_since_epoch() % quarter;
}

Actor Actor::of(const Viewer& viewer) {
    if (!viewer.signed_in()) return {};
    return {viewer.person(), viewer.role(), viewer.authority()};
}

void append_traces(Writer& db, std::span<const Trace> traces) {
    TrailHead head = storage::trail_head(db);
    const TrailHead before = head;
    for (const Trace& trace : traces) {
        const TrailRow link = link_of(trace, head.position + 1);
        if (trace.read && already_noted(db, link)) continue;
        head = {link.id, link.hash(head.hash)};
        db.execute(
            "INSERT INTO audit (id, at, person, role, authority, action, object, purpose, detail, quarter, "
            "salt, content_hash, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            link.id, link.at, nullable(link.person), link.role, nullable(link.authority), link.action,
            link.object, link.purpose, link.detail, link.quarter, link.salt, link.content_hash, head.hash);
    }
    if (head != before) seal_trail_head(db, before, head);
}

void write_audit(Writer& db, const Viewer& viewer, std::span<const AuditEntry> entries, Instant now) {
    if (entries.empty()) return;
    std::vector<Trace> traces;
    for (const AuditEntry& entry : entries) traces.push_back({Actor::of(viewer), entry, now, false});
    append_traces(db, traces);
}

std::string action_words(std::string_view action) {
    std::string words = lower_words(action);
    if (!words.empty() && words[0] >= 'a' && words[0] <= 'z')
        words[0] = static_cast<char>(words[0] - 'a' + 'A');
    return words;
}

namespace {

AuditRow read_audit_row(const Row& row) {
    AuditRow each{
        row.integer(0), row.instant(1), {},
        row.string(3),  row.string(4),  {row.string(5), row.string(6), row.string(7), row.string(8)}};
    if (!row.is_null(2)) each.person = row.id<PersonId>(2);
    return each;
}

}

std::vector<AuditRow> audit_rows(Reader& db, const AuditFilter& filter) {
    // A filter left empty matches everything. Rows without an authority (sign-ins, the command line) are
    // shown to the authority of the person they are about. The beginning of an action is compared as it is
    // displayed.
    constexpr std::string_view sql =
        "SELECT a.id, a.at, a.person, COALESCE(p.name, ''), a.role, a.action, a.object, a.purpose, a.detail "
        "FROM audit a "
        "LEFT JOIN person p ON p.id = a.person WHERE ($1 = 0 OR a.id < $1) AND ($2 = 0 OR a.authority = $2 "
        "OR (a.authority IS "
        "NULL AND (substr(a.object, 1, 7) <> 'person:' OR a.object = 'person:unknown' OR EXISTS (SELECT 1 "
        "FROM role_grant g "
        "WHERE g.authority = $2 AND 'person:' || CAST(g.person AS TEXT) = a.object)))) "
        "AND ($9 = '' OR lower(COALESCE(p.name, '')) LIKE '%' || lower($9) || '%') "
        "AND ($3 = 0 OR a.person = $3) AND ($4 = '' OR a.object = $4) AND ($5 = '' OR "
        "substr(replace(replace(a.action, '.', ' '), '_', ' '), 1, length($5)) = $5) AND a.at >= $6 AND a.at "
        "< $7 "
        "ORDER BY a.id DESC LIMIT $8";
    const std::string from = filter.from ? iso(local_midnight(*filter.from)) : "0000";
    const std::string to = filter.to ? iso(local_midnight(*filter.to + 1)) : "9999";
    std::vector<AuditRow> rows;
    for (const Row& row :
         db.query(sql, filter.before, std::int64_t{filter.authority ? filter.authority->value : 0},
                  filter.person ? filter.person->value : std::int64_t{0}, filter.object,
                  lower_words(filter.action), from, to, filter.limit, filter.name))
        rows.push_back(read_audit_row(row));
    return rows;
}

std::vector<AuditRow> audit_reads(Reader& db, AuthorityCode authority,
                                  std::span<const std::string_view> actions, std::optional<Date> from) {
    std::string wanted = ",";
    for (const std::string_view action : actions) wanted += std::string{action} + ",";
    std::vector<AuditRow> rows;
    for (const Row& row : db.query(
             "SELECT a.id, a.at, a.person, COALESCE(p.name, ''), a.role, a.action, a.object, a.purpose, "
             "a.detail FROM audit a LEFT JOIN person p ON p.id = a.person WHERE a.authority = $1 AND a.at >= "
             "$2 AND a.action <> '' AND $3 LIKE '%,' || a.action || ',%' ORDER BY a.id DESC",
             std::int64_t{authority.value}, from ? from->iso() : "0000", wanted))
        rows.push_back(read_audit_row(row));
    return rows;
}

}
