#pragma once
// What proves that rows are as Tarn wrote them: an installation's key, kept in a file outside the database,
// and the head of the audit trail, noted in another. A hand that has the database alone can forge neither.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tarn::storage {

class Reader;

/// 32 random bytes. The file holds them as text and belongs to its owner alone (0600).
class SealKey {
  public:
    static SealKey make();
    /// Empty when there is no such file. Throws Failure when it is no key, or others may read it.
    static std::optional<SealKey> load(const std::string& file);
    /// Writes a file that must not exist yet; it is on the disk when this returns. Throws Failure.
    void save(const std::string& file) const;

    /// 128-bit BLAKE2b [rfc7693] keyed with this key, as 32 hexadecimal digits.
    std::string mac(std::string_view purpose, std::string_view content) const;
    std::string id() const;  ///< names the key without giving it away

  private:
    explicit SealKey(std::string bytes) : bytes_(std::move(bytes)) {}
    std::string bytes_;
};

/// Where the audit trail ended.
struct TrailHead {
    std::int64_t position = 0;  ///< 0: nothing known
    std::string hash{};
    auto operator<=>(const TrailHead&) const = default;
};
/// "trail head 12 9f86d0..." as it is written to the head's file and to the log.
std::string trail_head_text(const TrailHead& head);
/// Every such text in `text`, for example in a log.
std::vector<TrailHead> trail_heads_in(std::string_view text);

/// Of the trail as a backup holds it. Throws Failure when the file is no whole backup.
std::optional<TrailHead> trail_head_in_backup(const std::string& file);

struct SealedColumn {
    std::string name;
    char type;  ///< the letter of backup_file.hpp's Cell
};
struct SealedTable {
    std::string name;
    std::vector<std::string> key;       ///< names of the columns that name a row
    std::vector<SealedColumn> columns;  ///< all, in the order of their names
};

/// One per open database. Any thread may use it.
class Integrity {
  public:
    Integrity() = default;  ///< no key: nothing can be sealed or proved
    explicit Integrity(std::optional<SealKey> key, std::string key_file = {}, std::string head_file = {});

    const std::optional<SealKey>& key() const { return key_; }
    const std::string& key_file() const { return key_file_; }
    /// Throws Failure with a sentence unless the database is sealed with this very key, or not at all.
    /// True when rows are to be sealed.
    bool seals(Reader& db);
    /// As the schema has it, remembered until forget_tables(). Throws Failure for a table that is not sealed.
    const SealedTable& table(Reader& db, std::string_view name);
    void forget_tables();

    /// Notes the head in its file; keeps quiet when there is none. A later head overwrites an earlier one.
    void note_head(const TrailHead& head);
    std::optional<TrailHead> noted_head() const;
    /// For a server's log: `tell` gets the first head noted from now on and then one an hour.
    void tell_heads(std::function<void(const TrailHead&)> tell);

  private:
    std::optional<SealKey> key_;
    std::string key_file_, head_file_;
    mutable std::mutex mutex_;
    std::map<std::string, SealedTable, std::less<>> tables_;
    std::int64_t noted_ = 0;  ///< position last written to the file by this process
    std::atomic<bool> sealed_before_ = false;
    std::function<void(const TrailHead&)> tell_;
    std::chrono::steady_clock::time_point tell_next_{};
};

}
