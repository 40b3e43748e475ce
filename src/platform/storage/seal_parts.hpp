#pragma once
// Inside this room: how rows and totals are put into words for their checksum.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/storage/integrity.hpp"
#include "platform/storage/storage.hpp"

namespace tarn::storage {

constexpr char changed_outside = '!';  ///< before a seal: the row had been changed past Tarn
/// The seal of a row that had been changed past Tarn: another checksum, so that taking the mark away does not
/// make it an ordinary one. `content` is the row's own checksum, or its key when Tarn deleted it.
std::string marked_seal(const SealKey& key, const SealedTable& table, std::string_view content);

/// "SELECT columns FROM table", in the order in which row_mac() reads them.
std::string select_of(const SealedTable& table);
std::string key_of(const SealedTable& table, const Row& row);
/// Columns that are empty do not count, so that a migration may add one.
std::string row_mac(const SealKey& key, const SealedTable& table, const Row& row);

/// What stands of a table in sealed_table.
struct Total {
    std::string name, row_key;
    std::int64_t sealed = 0, unproved = 0;
    std::string digest, seal;

    std::string mac(const SealKey& key) const;
    bool genuine(const SealKey& key) const { return seal == mac(key); }
    bool registered() const { return !seal.empty(); }
    /// Takes a seal in or out of the digest; the mark of a changed row does not count.
    void toggle(std::string_view row_seal);
};
std::optional<Total> total_of(Reader& db, std::string_view table);
std::vector<Total> totals(Reader& db);
void store_total(Writer& db, const Total& total);
/// "decision 12", "register_part 3/gias/name".
std::string row_name(std::string_view table, std::string_view key);

struct RegisteredKey {
    std::string key_id, tables, seal;
    std::string mac(const SealKey& key) const;
};
std::optional<RegisteredKey> registered_key(Reader& db);

/// A migration that renames sealed tables, or moves rows between them, leaves seals that fit no row. The
/// sealed tables that its text names are looked at before it and sealed anew after it, so that it proves no
/// less than before: what was whole is sealed again; where a row was older than the key, all rows of the
/// tables moved are unproved; and where one was changed past Tarn the migration is refused. A table whose
/// rows were copied and that stays itself as it was does not count as moved: look at it first (verify) where
/// a migration does that.
class MovedSeals {
  public:
    MovedSeals(Writer& db, bool sqlite, std::string_view migration);
    ~MovedSeals();
    MovedSeals(const MovedSeals&) = delete;
    MovedSeals& operator=(const MovedSeals&) = delete;
    void finish();

  private:
    struct Before {
        std::string table;
        std::vector<std::string> faults;
        std::int64_t unproved = 0;
    };
    bool is_moved(const Before& before, const std::vector<Total>& now);
    void seal(Total total, bool proved);

    Writer& db_;
    std::vector<Before> named_;
};

}
