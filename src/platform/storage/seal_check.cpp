// Checking all seals, and what is done to all of them at once: registering a key, vouching, changing the key.
#include <algorithm>
#include <cctype>
#include <optional>
#include <set>
#include <unordered_map>

#include "platform/storage/seal_parts.hpp"
#include "platform/storage/seals.hpp"
#include "platform/storage/tables.hpp"

namespace tarn::storage {
namespace {

using Seals = std::unordered_map<std::string, std::string>;

Seals seals_of(Reader& db, std::string_view table) {
    Seals seals;
    for (const Row& row : db.query("SELECT row_key, seal FROM row_seal WHERE of_table = $1", table))
        seals.emplace(row.string(0), row.string(1));
    return seals;
}

std::string rows_of(std::int64_t count, std::string_view table) {
    return std::to_string(count) + (count == 1 ? " row of " : " rows of ") + std::string{table};
}

/// One table's rows against their seals, and both against the total.
class TableCheck {
  public:
    TableCheck(Reader& db, const SealKey& key, Total total, SealReport& report)
        : db_(db), key_(key), total_(std::move(total)), report_(report), seals_(seals_of(db, total_.name)) {}

    void run() {
        if (!total_.registered()) {
            if (!seals_.empty()) fault("The seals of " + total_.name + " were put aside outside Tarn.");
            return;
        }
        check_digest();
        const SealedTable& table = db_.integrity().table(db_, total_.name);
        for (const Row& row : db_.query(select_of(table))) check_row(table, row);
        for (const auto& [key, seal] : seals_)
            fault(row_name(total_.name, key) + (seal == marked_seal(key_, table, key)
                                                    ? " had been changed outside Tarn before Tarn deleted it."
                                                    : " was deleted outside Tarn."));
        check_unsealed();
    }

  private:
    void fault(std::string sentence) { report_.faults.push_back(std::move(sentence)); }

    void check_digest() {
        if (!total_.genuine(key_))
            fault("The total of the seals of " + total_.name + " was changed outside Tarn.");
        Total counted{};
        for (const auto& [key, seal] : seals_) counted.toggle(seal);
        counted.digest.resize(std::max(counted.digest.size(), total_.digest.size()), '0');
        std::string digest = total_.digest;
        digest.resize(counted.digest.size(), '0');
        const auto missing = total_.sealed - static_cast<std::int64_t>(seals_.size());
        if (missing > 0)
            fault(rows_of(missing, total_.name) + " or their seals were removed outside Tarn.");
        else if (missing < 0 || digest != counted.digest)
            fault("Seals of " + total_.name + " were changed outside Tarn.");
    }

    void check_row(const SealedTable& table, const Row& row) {
        const std::string key = key_of(table, row);
        const auto found = seals_.find(key);
        if (found == seals_.end()) {
            unsealed_.push_back(key);
            return;
        }
        if (found->second == marked_seal(key_, table, row_mac(key_, table, row)))
            fault(row_name(total_.name, key) + " had been changed outside Tarn before Tarn last changed it.");
        else if (found->second != row_mac(key_, table, row))
            fault(row_name(total_.name, key) + " was changed outside Tarn.");
        seals_.erase(found);
    }

    void check_unsealed() {
        const auto found = static_cast<std::int64_t>(unsealed_.size());
        if (found > total_.unproved && total_.unproved == 0)
            for (const std::string& key : unsealed_)
                fault(row_name(total_.name, key) + " was added outside Tarn.");
        else if (found > total_.unproved)
            fault(rows_of(found - total_.unproved, total_.name) +
                  " were added outside Tarn, among them perhaps " + row_name(total_.name, unsealed_.back()) +
                  ".");
        else if (found < total_.unproved)
            fault(rows_of(total_.unproved - found, total_.name) +
                  " from before the key were removed outside Tarn.");
        if (total_.unproved > 0)
            report_.unproved.push_back(
                rows_of(total_.unproved, total_.name) +
                " from before the key: whether they are as they were left cannot be proved.");
    }

    Reader& db_;
    const SealKey& key_;
    const Total total_;
    SealReport& report_;
    Seals seals_;
    std::vector<std::string> unsealed_;
};

std::string names_of(const std::vector<Total>& tables) {
    std::string names;
    for (const Total& table : tables) names += (names.empty() ? "" : ", ") + table.name;
    return names;
}

bool lists(std::string_view list, std::string_view name) {
    const auto names = names_in_list(list);
    return std::ranges::find(names, name) != names.end();
}

/// The id of the key as the audit trail has it, which a hand cannot change without breaking the chain.
std::optional<std::string> key_in_trail(Reader& db) {
    constexpr std::string_view word = "key ";
    const auto detail = db.first(
        "SELECT detail FROM audit WHERE action IN ('seals.registered', 'seals.key_changed') ORDER BY id DESC "
        "LIMIT 1",
        [](const Row& row) { return row.string(0); });
    if (!detail || !detail->starts_with(word)) return std::nullopt;
    return detail->substr(word.size());
}

void check_tables(Reader& db, const SealKey& key, const RegisteredKey& registered, SealReport& report) {
    const auto tables = totals(db);
    for (auto table = tables.begin(); table != tables.end(); ++table) {
        if (!table->registered() && lists(registered.tables, table->name))
            report.faults.push_back("The total of the seals of " + table->name +
                                    " was removed outside Tarn.");
        try {
            TableCheck(db, key, *table, report).run();
        } catch (const Failure& unreadable) {
            report.faults.push_back("Table " + table->name + " cannot be read: " + unreadable.what());
            // The transaction is over with it.
            if (const std::string rest = names_of({table + 1, tables.end()}); !rest.empty())
                report.unproved.push_back("Tables not looked at because of that: " + rest + ".");
            return;
        }
    }
    const std::string names = names_of(tables);
    for (const std::string& name : names_in_list(registered.tables))
        if (!lists(names, name)) report.faults.push_back("Table " + name + " is no longer listed as sealed.");
}

void store_key(Writer& db, const SealKey& key) {
    RegisteredKey row{key.id(), names_of(totals(db)), {}};
    row.seal = row.mac(key);
    db.execute(
        "INSERT INTO seal_key (id, key_id, tables, seal) VALUES (1, $1, $2, $3) ON CONFLICT (id) DO UPDATE "
        "SET "
        "key_id = excluded.key_id, tables = excluded.tables, seal = excluded.seal",
        row.key_id, row.tables, row.seal);
}

/// Writes the seals of a whole table anew: of all its rows, or of those only that have one.
void seal_table(Writer& db, const SealKey& key, Total total, bool every_row) {
    const SealedTable& table = db.integrity().table(db, total.name);
    const Seals present = every_row ? Seals{} : seals_of(db, total.name);
    std::vector<std::pair<std::string, std::string>> seals;
    std::int64_t others = 0;
    total.digest.clear();
    for (const Row& row : db.query(select_of(table))) {
        std::string name = key_of(table, row);
        if (!every_row && !present.contains(name)) {
            ++others;
            continue;
        }
        seals.emplace_back(std::move(name), row_mac(key, table, row));
        total.toggle(seals.back().second);
    }
    db.execute("DELETE FROM row_seal WHERE of_table = $1", total.name);
    db.append("row_seal", "of_table, row_key, seal", seals.size(),
              [&](std::size_t i, std::span<Value> cells) {
                  cells[0] = std::string_view{total.name};
                  cells[1] = std::string_view{seals[i].first};
                  cells[2] = std::string_view{seals[i].second};
              });
    total.sealed = static_cast<std::int64_t>(seals.size());
    total.unproved = others;
    total.seal = total.mac(key);
    store_total(db, total);
}

}

namespace {

bool names_table(std::string_view sql, std::string_view table) {
    const auto is_part = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; };
    for (auto at = sql.find(table); at != std::string_view::npos; at = sql.find(table, at + 1)) {
        const auto end = at + table.size();
        if ((at == 0 || !is_part(sql[at - 1])) && (end == sql.size() || !is_part(sql[end]))) return true;
    }
    return false;
}

std::vector<std::string> faults_of(Reader& db, const Total& table) {
    SealReport report;
    TableCheck(db, *db.integrity().key(), table, report).run();
    return report.faults;
}

}

MovedSeals::MovedSeals(Writer& db, bool sqlite, std::string_view migration) : db_(db) {
    const auto tables = table_names(db, sqlite);
    if (std::ranges::find(tables, "seal_key") == tables.end() || !db.integrity().seals(db)) return;
    db.integrity().forget_tables();
    for (const Total& table : totals(db))
        if (table.registered() && names_table(migration, table.name))
            named_.push_back({table.name, faults_of(db, table), table.unproved});
}

MovedSeals::~MovedSeals() {
    if (!named_.empty()) db_.integrity().forget_tables();  // also when the migration came to nothing
}

bool MovedSeals::is_moved(const Before& before, const std::vector<Total>& now) {
    const auto still = std::ranges::find(now, before.table, &Total::name);
    if (still != now.end() && faults_of(db_, *still) == before.faults) return false;
    if (!before.faults.empty())
        throw Failure(
            "This upgrade moves rows that are not as Tarn left them. " + before.faults.front() +
            " Look into it with tarn verify of the version that you come from, then tarn key vouch, "
            "then upgrade again. The database is as it was.");
    return true;
}

void MovedSeals::seal(Total total, bool proved) {
    const SealKey& key = *db_.integrity().key();
    if (proved) return seal_table(db_, key, std::move(total), true);
    db_.execute("DELETE FROM row_seal WHERE of_table = $1", total.name);
    total.sealed = 0;
    total.digest.clear();
    total.unproved = db_.count("SELECT COUNT(*) FROM " + total.name);
    total.seal = total.mac(key);
    store_total(db_, total);
}

void MovedSeals::finish() {
    if (named_.empty()) return;
    db_.integrity().forget_tables();
    const auto now = totals(db_);
    std::set<std::string> moved;
    bool proved = true;
    for (const Before& before : named_) {
        if (!is_moved(before, now)) continue;
        moved.insert(before.table);
        proved = proved && before.unproved == 0;
        db_.execute("DELETE FROM row_seal WHERE of_table = $1", before.table);
    }
    if (moved.empty()) return;
    for (const Total& table : now)
        if (moved.contains(table.name) || !table.registered()) seal(table, proved);
    store_key(db_, *db_.integrity().key());
}

SealReport check_seals(Reader& db) {
    SealReport report;
    const auto registered = registered_key(db);
    const auto in_trail = key_in_trail(db);
    const auto& key = db.integrity().key();
    if (in_trail && (!registered || registered->key_id != *in_trail))
        report.faults.push_back("The registration of key " + *in_trail + " was " +
                                (registered ? "changed" : "removed") + " outside Tarn.");
    if (!registered) {
        std::int64_t seals = db.count("SELECT COUNT(*) FROM row_seal");
        for (const Total& table : totals(db)) seals += table.registered();
        if (seals > 0 && !in_trail)
            report.faults.push_back("The key's registration was removed outside Tarn.");
        report.unproved.push_back("All rows: no key is registered. The first start of the server makes one.");
    } else if (key && key->id() == registered->key_id) {
        if (registered->seal != registered->mac(*key))
            report.faults.push_back("The row that says which tables are sealed was changed outside Tarn.");
        check_tables(db, *key, *registered, report);
    } else {
        report.unproved.push_back("The seals of rows, and so who changed what: key " + registered->key_id +
                                  " is " + (key ? "not the one " : "not ") + "at " +
                                  db.integrity().key_file() + ".");
    }
    return report;
}

TrailHead trail_head(Reader& db) {
    return db
        .first("SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1",
               [](const Row& row) {
                   return TrailHead{row.integer(0), row.string(1)};
               })
        .value_or(TrailHead{});
}

std::string trail_seal(const SealKey& key, const TrailHead& head) {
    return key.mac("trail", trail_head_text(head));
}

void store_trail_head(Writer& db, const TrailHead& head, std::string_view seal) {
    db.execute(
        "INSERT INTO trail_head (id, position, hash, seal) VALUES (1, $1, $2, $3) ON CONFLICT (id) DO UPDATE "
        "SET position = excluded.position, hash = excluded.hash, seal = excluded.seal",
        head.position, head.hash, seal);
}

namespace {

void seal_trail_end(Writer& db, const SealKey& key) {
    const TrailHead head = trail_head(db);
    store_trail_head(db, head, trail_seal(key, head));
}

}

bool register_key(Writer& db) {
    Integrity& integrity = db.integrity();
    if (!integrity.key()) return false;
    const auto registered = registered_key(db);
    if (registered) integrity.seals(db);  // throws for another key
    if (const auto in_trail = key_in_trail(db); in_trail && !registered)
        throw Failure(
            "The registration of key " + *in_trail +
            " was removed outside Tarn. Run tarn verify, look into what it finds, then tarn key vouch.");
    bool any = !registered;
    for (Total& table : totals(db)) {
        const bool known = registered && lists(registered->tables, table.name);
        if (table.registered() || known) continue;
        table.unproved = db.count("SELECT COUNT(*) FROM " + table.name);
        table.seal = table.mac(*integrity.key());
        store_total(db, table);
        any = true;
    }
    if (any) store_key(db, *integrity.key());
    if (!registered) seal_trail_end(db, *integrity.key());
    return any;
}

void vouch_for_rows(Writer& db) {
    const auto& key = db.integrity().key();
    if (!key) throw Failure("There is no key to seal rows with.");
    for (const Total& table : totals(db)) seal_table(db, *key, table, true);
    store_key(db, *key);
    seal_trail_end(db, *key);
}

void change_key(Writer& db, const SealKey& next) {
    for (const Total& table : totals(db)) seal_table(db, next, table, false);
    store_key(db, next);
    seal_trail_end(db, next);
}

}
