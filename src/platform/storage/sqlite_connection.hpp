#pragma once
// One SQLite connection and its prepared statements.
#include <map>
#include <memory>
#include <sqlite3.h>
#include <string>
#include <string_view>
#include <vector>

#include "platform/storage/storage.hpp"

namespace tarn::storage {

/// A prepared statement. SQLite numbers "$2" by where it first stands, so the numbers are kept beside it.
class SqliteStatement {
  public:
    SqliteStatement(sqlite3* connection, std::string_view sql);
    ~SqliteStatement() { sqlite3_finalize(statement_); }
    SqliteStatement(const SqliteStatement&) = delete;
    SqliteStatement& operator=(const SqliteStatement&) = delete;

    /// The values must stay alive until reset().
    void bind(std::span<const Value> values);
    /// True while there is a row.
    bool step();
    void reset();
    sqlite3_stmt* handle() const { return statement_; }
    const std::string& sql() const { return sql_; }

  private:
    void bind_one(int index, const Value& value);

    sqlite3* connection_;
    sqlite3_stmt* statement_ = nullptr;
    std::string sql_;
    std::vector<std::size_t> numbers_;  ///< numbers_[i] is the N of the $N bound at SQLite's index i + 1
};

class SqliteConnection {
  public:
    enum class Use { read, write };
    SqliteConnection(const std::string& file, Use use, const Options& options);
    ~SqliteConnection();
    SqliteConnection(const SqliteConnection&) = delete;
    SqliteConnection& operator=(const SqliteConnection&) = delete;

    /// Several statements without parameters or results.
    void run_script(const char* sql);
    /// One statement without parameters, prepared once: what begins and ends every transaction.
    void run(std::string_view sql);
    /// How long it waits for a lock that another process holds.
    void wait_at_most(std::chrono::milliseconds patience) {
        sqlite3_busy_timeout(handle_, static_cast<int>(patience.count()));
    }
    bool in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }
    std::int64_t changes() const {
        return sqlite3_changes64(handle_);
    }  ///< of the latest INSERT, UPDATE or DELETE
    std::int64_t total_changes() const { return sqlite3_total_changes64(handle_); }

    /// Reused when the same SQL ran before. Two cursors over the same SQL get a statement each.
    std::unique_ptr<SqliteStatement> take(std::string_view sql);
    void give_back(std::unique_ptr<SqliteStatement> statement);

  private:
    sqlite3* handle_ = nullptr;
    std::map<std::string, std::vector<std::unique_ptr<SqliteStatement>>, std::less<>> idle_;
    std::size_t idle_count_ = 0;
};

/// Throws Full, Busy, ConstraintBroken or Failure as the connection's last error says.
[[noreturn]] void throw_sqlite_error(sqlite3* connection, std::string_view sql);

}
