#pragma once
// Sealing rows: a keyed checksum beside each row of the tables that `sealed_table` lists, so that a change
// made past Tarn shows, and a number beside each table that rises with every change. Whoever writes such a
// row says so:
//
//     storage::insert_sealed<NoteId>(db, "soft_note", "INSERT INTO soft_note ... RETURNING id", ...);
//     storage::seal(db, "register_part", "release = $1", release);                          // rows just
//     written storage::change(db, "soft_note", "id = $1", [&] { db.execute("UPDATE ..."); }, id);   //
//     changed or deleted
//
// change() looks at the seal of each row first: a row that was changed past Tarn stays marked so when Tarn
// changes it. While no key is registered both count the change and do nothing more than the act itself.
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "platform/storage/integrity.hpp"
#include "platform/storage/storage.hpp"

namespace tarn::storage {

/// What seal() and change() are made of: the rows before, the rows after, and then the seals.
class RowChange {
  public:
    RowChange(Writer& db, std::string_view table);
    bool active() const { return table_ != nullptr; }
    std::string select(std::string_view where) const;
    void before(Rows rows);
    void after(Rows rows);
    void finish();

  private:
    struct Held {
        std::string seal_before{};  ///< as stored; empty: none
        std::string mac_before{};   ///< of the row as found; empty: there was no such row
        std::string mac_after{};    ///< empty: there is no such row any more
    };
    void look_again(const std::string& key, Held& held);
    std::string stored_seal(const std::string& key);
    void store(const std::string& key, const Held& held, const std::string& seal);

    Writer& db_;
    const SealedTable* table_ = nullptr;
    std::map<std::string, Held> rows_;
};

/// How often rows of a sealed table were added, changed or deleted; only rises. Also where no key is
/// registered. Throws Failure for a table that is not among the sealed ones.
std::int64_t changes(Reader& db, std::string_view table);

template <class... A>
void seal(Writer& db, std::string_view table, std::string_view where, const A&... arguments) {
    RowChange change(db, table);
    if (!change.active()) return;
    change.after(db.query(change.select(where), arguments...));
    change.finish();
}

/// Rows of several tables that the same condition names.
template <class F, class... A>
auto change(Writer& db, std::initializer_list<std::string_view> tables, std::string_view where, F act,
            const A&... arguments) {
    std::vector<RowChange> changes;
    for (const std::string_view table : tables) {
        changes.emplace_back(db, table);
        if (changes.back().active())
            changes.back().before(db.query(changes.back().select(where), arguments...));
    }
    const auto finish = [&] {
        for (RowChange& each : changes) {
            if (!each.active()) continue;
            each.after(db.query(each.select(where), arguments...));
            each.finish();
        }
    };
    if constexpr (std::is_void_v<decltype(act())>) {
        act();
        finish();
    } else {
        auto result = act();
        finish();
        return result;
    }
}

template <class F, class... A>
auto change(Writer& db, std::string_view table, std::string_view where, F act, const A&... arguments) {
    return change(db, {table}, where, act, arguments...);
}

/// INSERT ... RETURNING id, with the seal of the new row.
template <class IdType, class... A>
IdType insert_sealed(Writer& db, std::string_view table, std::string_view sql, const A&... arguments) {
    const auto id = db.insert<IdType>(sql, arguments...);
    seal(db, table, "id = $1", id);
    return id;
}

/// What `tarn verify` finds. A fault names table and row.
struct SealReport {
    std::vector<std::string> faults;
    std::vector<std::string> unproved;  ///< what cannot be said, and why
};
SealReport check_seals(Reader& db);

/// The last entry of the audit trail; position 0 when there is none.
TrailHead trail_head(Reader& db);
/// What trail_head.seal holds of a head.
std::string trail_seal(const SealKey& key, const TrailHead& head);
void store_trail_head(Writer& db, const TrailHead& head, std::string_view seal);

/// Registers the open database's key, and tables that a migration has added since; rows that are there
/// already are counted as unproved, and the trail's end is sealed where it is. True when there was something
/// to register. Throws Failure when another key is registered.
bool register_key(Writer& db);
/// Seals every row and the trail's end as they stand now, whatever their seals said: after somebody has
/// looked into what verify found.
void vouch_for_rows(Writer& db);
/// Seals anew, with `next`, what was sealed; unproved rows stay so. Only where check_seals() found no fault.
void change_key(Writer& db, const SealKey& next);

}
