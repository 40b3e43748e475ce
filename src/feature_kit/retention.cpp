// What is due, and deleting it.
#include "feature_kit/retention.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <map>

#include "access/audit.hpp"
#include "platform/crypto/sign.hpp"
#include "platform/storage/references.hpp"
#include "platform/storage/seals.hpp"

namespace tarn::kit {
namespace {

using storage::Reader;
using storage::Row;
using storage::Writer;

/// The rule as SQL on its table; $1 is the last day that is due and $2 the authority, 0 for all.
struct Search {
    std::string table;
    std::string key = "0";         ///< 0 where rows have no key of one number
    std::string over;              ///< rows whose time is over
    std::vector<std::string> why;  ///< they are held back, in the order of `reason`
    std::string reason;            ///< 0: deleted; else the place in `why`, from 1
    std::string due;               ///< over and not held back
    std::vector<storage::Reference> along;
};

std::string owner_of(const Retention& what) {
    return what.authority.empty() ? "0" : what.authority;
}

/// Conditions under which a row stays, each with its sentence.
std::vector<std::pair<std::string, std::string>> holds_of(Reader& db, const Retention& what, Search& search) {
    auto holds = what.held;
    if (!what.authority.empty())
        holds.emplace_back("(" + what.authority + ") IS NULL", "Nobody knows whose it is");
    if (!what.authority.empty() && storage::has_column(db, what.table, "urn"))
        holds.emplace_back(
            fmt::format(
                "EXISTS (SELECT 1 FROM retention_hold h WHERE h.urn = {}.urn AND h.authority = {} AND "
                "h.lifted_on IS NULL)",
                what.table, what.authority),
            "There is a hold on the school");
    if (what.empties) return holds;
    for (storage::Reference& each : storage::references(db)) {
        if (each.to_table != what.table) continue;
        if (std::ranges::count(what.along, each.table + "." + each.column) > 0) {
            search.along.push_back(std::move(each));
            continue;
        }
        holds.emplace_back(
            fmt::format("EXISTS (SELECT 1 FROM {} other WHERE other.{} = {}.{})", each.table, each.column,
                        what.table, each.to_column),
            fmt::format("Something that is kept refers to it ({}.{})", each.table, each.column));
    }
    return holds;
}

Search search_of(Reader& db, const Retention& what) {
    Search search{.table = what.table};
    if (storage::has_column(db, what.table, "id")) search.key = what.table + ".id";
    search.over =
        fmt::format("({}) COLLATE \"C\" <= $1 AND ($2 = 0 OR ({}) = $2)", what.counted_from, owner_of(what));
    if (!what.further.empty()) search.over += " AND (" + what.further + ")";
    search.due = search.over;
    for (auto& [condition, why] : holds_of(db, what, search)) {
        search.why.push_back(std::move(why));
        search.reason += fmt::format(" WHEN {} THEN {}", condition, search.why.size());
        search.due += fmt::format(" AND NOT ({})", condition);
    }
    search.reason = search.why.empty() ? "0" : "CASE" + search.reason + " ELSE 0 END";
    if (search.along.size() != what.along.size())
        throw storage::Failure("The rule " + what.name +
                               " takes a column along that does not refer to its table.");
    return search;
}

std::int64_t code_of(const std::optional<AuthorityCode>& authority) {
    return authority ? authority->value : 0;
}

void count(DueRows& found, std::int64_t key, Date day) {
    ++found.rows;
    if (key != 0) found.keys.push_back(key);
    found.first = std::min(found.first.value_or(day), day);
    found.last = std::max(found.last.value_or(day), day);
}

/// By authority; 0 is the installation's.
std::map<std::int64_t, DueRows> find(Reader& db, const RetentionRule& rule, Date today,
                                     std::int64_t authority) {
    const Search search = search_of(db, rule.what);
    const std::string sql =
        fmt::format("SELECT {}, {}, {}, COALESCE({}, 0) FROM {} WHERE {} ORDER BY 1", search.key,
                    rule.what.counted_from, search.reason, owner_of(rule.what), search.table, search.over);
    std::map<std::int64_t, DueRows> all;
    for (const Row& row : db.query(sql, rule.period.last_due(today).iso(), authority)) {
        DueRows& found = all[row.integer(3)];
        if (row.integer(2) == 0) {
            count(found, row.integer(0), row.date(1));
            continue;
        }
        const std::string& why = search.why[static_cast<std::size_t>(row.integer(2) - 1)];
        auto held = std::ranges::find(found.held, why, &HeldBack::why);
        if (held == found.held.end()) held = found.held.insert(held, HeldBack{why});
        ++held->rows;
        if (row.integer(0) != 0) held->keys.push_back(row.integer(0));
    }
    return all;
}

bool is_sealed(Reader& db, std::string_view table) {
    return db.count("SELECT COUNT(*) FROM sealed_table WHERE name = $1", table) > 0;
}

/// Rows of a table that a condition names, with their seals.
void remove(Writer& db, const std::string& table, const std::string& where, const std::string& last,
            std::int64_t authority) {
    const auto act = [&] { db.execute("DELETE FROM " + table + " WHERE " + where, last, authority); };
    if (is_sealed(db, table))
        storage::change(db, table, where, act, last, authority);
    else
        act();
}

/// SHA-256 of the deleted rows' seals: proves against a backup which rows they were, and gives nothing away.
std::string digest_of(Writer& db, const Search& search, const std::string& last, std::int64_t authority) {
    if (search.key == "0" || !is_sealed(db, search.table)) return {};
    std::string seals;
    for (const Row& row :
         db.query(fmt::format("SELECT row_seal.seal FROM {0} JOIN row_seal ON row_seal.of_table = '{0}' AND "
                              "row_seal.row_key = CAST({1} AS TEXT) WHERE {2} ORDER BY {1}",
                              search.table, search.key, search.due),
                  last, authority))
        seals += row.string(0) + "\n";
    return seals.empty() ? seals : "; SHA-256 of their seals " + crypto::sha256_hex(seals);
}

void certify(Writer& db, const RetentionRule& rule, const DueRows& due, const std::string& digest,
             const access::Viewer& viewer, std::optional<AuthorityCode> authority, Instant now) {
    access::Actor actor = access::Actor::of(viewer);
    actor.authority = authority;
    const std::string keys = due.keys.empty() ? "" : ": " + in_runs(due.keys);
    const access::Trace trace{
        actor,
        {std::string{retention_action},
         "retention:" + rule.what.name,
         {},
         fmt::format("{}, {}{}; kept {}, counted from {} to {}{}", rule.what.title, rows_in_words(due.rows),
                     keys, rule.period.words, due.first->display(), due.last->display(), digest)},
        now,
        false};
    access::append_traces(db, std::span{&trace, 1});
}

}

std::string in_runs(std::span<const std::int64_t> keys) {
    std::string text;
    for (std::size_t i = 0; i < keys.size();) {
        std::size_t end = i + 1;
        while (end < keys.size() && keys[end] == keys[end - 1] + 1) ++end;
        text += (text.empty() ? "" : ", ") + std::to_string(keys[i]);
        if (end - i > 1) text += (end - i > 2 ? "-" : ", ") + std::to_string(keys[end - 1]);
        i = end;
    }
    return text;
}

std::string mark_of(const DueRows& due) {
    return crypto::sha256_hex(fmt::format("{}/{}", due.rows, in_runs(due.keys))).substr(0, 16);
}

std::string rows_in_words(std::int64_t rows) {
    return fmt::format("{} {}", rows, rows == 1 ? "row" : "rows");
}

DueRows due_rows(Reader& db, const RetentionRule& rule, Date today, std::optional<AuthorityCode> authority) {
    auto found = find(db, rule, today, code_of(authority));
    DueRows all;
    for (auto& [whose, due] : found) {
        if (due.rows > 0) {
            all.first = std::min(all.first.value_or(*due.first), *due.first);
            all.last = std::max(all.last.value_or(*due.last), *due.last);
        }
        all.rows += due.rows;
        std::ranges::move(due.keys, std::back_inserter(all.keys));
        std::ranges::move(due.held, std::back_inserter(all.held));
    }
    std::ranges::sort(all.keys);
    return all;
}

DueRows delete_due(Writer& db, const RetentionRule& rule, const access::Viewer& viewer,
                   std::optional<AuthorityCode> authority, Instant now) {
    const Date today = day_of(now);
    DueRows due = due_rows(db, rule, today, authority);
    if (due.rows == 0) return due;
    const Search search = search_of(db, rule.what);
    const std::string last = rule.period.last_due(today).iso();
    const std::string digest = rule.what.empties ? "" : digest_of(db, search, last, code_of(authority));
    // SQLite leaves what was deleted in the file until it is written over, unless told to clear it.
    if (db.is_sqlite())
        for (const Row& row : db.query("PRAGMA secure_delete = ON")) (void)row;
    if (rule.what.empties) {
        access::remove_trace_content(db, due.keys.front(), due.keys.back(), viewer, now);
    } else {
        for (const storage::Reference& each : search.along)
            remove(db, each.table,
                   fmt::format("{} IN (SELECT {}.{} FROM {} WHERE {})", each.column, search.table,
                               each.to_column, search.table, search.due),
                   last, code_of(authority));
        remove(db, search.table, search.due, last, code_of(authority));
        if (!rule.what.then.empty()) db.execute(rule.what.then);
    }
    certify(db, rule, due, digest, viewer, authority, now);
    return due;
}

std::vector<RetentionRun> all_due(Reader& db, std::span<const RetentionRule> rules, Date today) {
    std::vector<RetentionRun> all;
    for (const RetentionRule& rule : rules)
        for (auto& [whose, due] : find(db, rule, today, 0)) {
            std::optional<AuthorityCode> authority;
            if (whose != 0) authority = AuthorityCode{static_cast<std::int16_t>(whose)};
            all.push_back({&rule, authority, std::move(due)});
        }
    return all;
}

std::vector<RetentionRun> delete_all_due(storage::Database& database, std::span<const RetentionRule> rules,
                                         Instant now) {
    std::vector<RetentionRun> done;
    for (const RetentionRule& rule : rules)
        for (RetentionRun& run : all_due(*database.read(), std::span{&rule, 1}, day_of(now))) {
            if (run.due.rows > 0) {
                try {
                    const auto db = database.write();
                    run.due = delete_due(*db, rule, {}, run.authority, now);
                    db->commit();
                } catch (const storage::Failure& failure) {
                    run.failed = failure.what();
                }
            }
            done.push_back(std::move(run));
        }
    return done;
}

}
