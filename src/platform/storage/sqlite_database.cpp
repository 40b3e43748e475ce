// Transactions on SQLite: any number of readers on snapshots of the write-ahead log, one writer.
#include <array>
#include <atomic>
#include <string>
#include <utility>

#include "platform/storage/backup.hpp"
#include "platform/storage/engines.hpp"
#include "platform/storage/integrity.hpp"
#include "platform/storage/pool.hpp"
#include "platform/storage/sqlite_connection.hpp"

namespace tarn::storage {
namespace {

using SqlitePool = Pool<SqliteConnection>;
using Script = std::span<const std::string_view>;

// Reading once fixes the snapshot now rather than at the first query.
constexpr std::array<std::string_view, 2> sqlite_begin_reading{"BEGIN",
                                                               "SELECT 1 FROM sqlite_schema LIMIT 1"};
constexpr std::array<std::string_view, 1> sqlite_begin_writing{"BEGIN IMMEDIATE"};

/// One transaction. Cursors share it, so that rows stay readable even where the Reader was a temporary.
class SqliteSession {
  public:
    SqliteSession(SqlitePool& pool, Script begin) : SqliteSession(pool, pool.take(), begin) {}
    SqliteSession(SqlitePool& pool, Script begin, std::chrono::milliseconds patience)
        : SqliteSession(pool, patient(pool.take(patience), patience), begin) {}
    SqliteSession(SqlitePool& pool, std::unique_ptr<SqliteConnection> connection, Script begin)
        : pool_(pool), connection_(std::move(connection)) {
        try {
            for (const std::string_view sql : begin) connection_->run(sql);
        } catch (...) {
            pool_.give_back(std::move(connection_));
            throw;
        }
    }
    ~SqliteSession() {
        roll_back();
        pool_.give_back(std::move(connection_));
    }
    SqliteSession(const SqliteSession&) = delete;
    SqliteSession& operator=(const SqliteSession&) = delete;

    SqliteConnection& connection() { return *connection_; }
    void roll_back() noexcept {
        try {
            if (connection_->in_transaction()) connection_->run("ROLLBACK");
        } catch (const Failure&) {
            // The transaction is gone with the connection's journal; nothing of it was committed.
        }
    }
    void commit() {
        require_usable();
        failed_ = true;  // whatever happens now, this transaction takes no more statements
        connection_->run("COMMIT");
    }
    void require_usable() const {
        if (failed_) throw Failure("this transaction is over");
    }
    /// Runs one act; a Failure ends the transaction, as PostgreSQL would.
    template <class F>
    auto act(F f) {
        require_usable();
        try {
            return f();
        } catch (...) {
            failed_ = true;
            throw;
        }
    }

  private:
    static std::unique_ptr<SqliteConnection> patient(std::unique_ptr<SqliteConnection> connection,
                                                     std::chrono::milliseconds patience) {
        connection->wait_at_most(patience);
        return connection;
    }

    SqlitePool& pool_;
    std::unique_ptr<SqliteConnection> connection_;
    bool failed_ = false;
};

/// A statement in use; goes back to its connection's cache.
class StatementLease {
  public:
    StatementLease(std::shared_ptr<SqliteSession> session, std::string_view sql)
        : session_(std::move(session)), statement_(session_->connection().take(sql)) {}
    ~StatementLease() { session_->connection().give_back(std::move(statement_)); }
    StatementLease(const StatementLease&) = delete;
    StatementLease& operator=(const StatementLease&) = delete;
    SqliteStatement* operator->() { return statement_.get(); }
    SqliteSession& session() { return *session_; }
    sqlite3_stmt* handle() const { return statement_->handle(); }

  private:
    std::shared_ptr<SqliteSession> session_;
    std::unique_ptr<SqliteStatement> statement_;
};

class SqliteRow final : public Row {
  public:
    explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}
    bool is_null(int column) const override { return type(column) == SQLITE_NULL; }
    std::int64_t integer(int column) const override {
        if (type(column) == SQLITE_FLOAT) return whole(sqlite3_column_double(statement_, column));
        require(column, SQLITE_INTEGER, "an integer");
        return sqlite3_column_int64(statement_, column);
    }
    double real(int column) const override {
        if (type(column) != SQLITE_INTEGER) require(column, SQLITE_FLOAT, "a number");
        return sqlite3_column_double(statement_, column);
    }
    std::string_view text(int column) const override {
        require(column, SQLITE_TEXT, "text");
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
        return {text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
    }
    std::string_view bytes(int column) const override {
        require(column, SQLITE_BLOB, "bytes");
        const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
        return size == 0 ? std::string_view{""} : std::string_view{bytes, size};
    }

  private:
    int type(int column) const {
        if (column < 0 || column >= sqlite3_column_count(statement_))
            throw Failure(describe(column, "absent"));
        return sqlite3_column_type(statement_, column);
    }
    void require(int column, int wanted, const char* what) const {
        const int found = type(column);
        if (found == SQLITE_NULL) throw Failure(describe(column, "NULL"));
        if (found != wanted) throw Failure(describe(column, (std::string("not ") + what).c_str()));
    }
    std::string describe(int column, const char* what) const {
        return "column " + std::to_string(column) + " is " + what + " [" + sqlite3_sql(statement_) + "]";
    }

    sqlite3_stmt* statement_;
};

/// The first step is made when the cursor opens, so that a statement that changes rows does so in both
/// engines whether or not its rows are read.
class SqliteCursor final : public Cursor {
  public:
    SqliteCursor(std::shared_ptr<SqliteSession> session, std::string_view sql,
                 std::span<const Parameter> parameters)
        : lease_(std::move(session), sql), row_(lease_.handle()) {
        for (const Parameter& parameter : parameters) values_.push_back(parameter.value());
        keep_alive();
        lease_->bind(values_);
        more_ = lease_->step();
    }
    bool next() override {
        if (!first_ && more_) more_ = lease_.session().act([this] { return lease_->step(); });
        first_ = false;
        return more_;
    }
    const Row& row() const override { return row_; }

  private:
    /// Text of a parameter may be a temporary of the caller's; the cursor outlives it.
    void keep_alive() {
        kept_.reserve(values_.size());
        for (Value& value : values_) {
            if (auto* text = std::get_if<std::string_view>(&value)) *text = kept_.emplace_back(*text);
            if (auto* blob = std::get_if<Blob>(&value)) blob->bytes = kept_.emplace_back(blob->bytes);
        }
    }

    std::vector<Value> values_;
    std::vector<std::string> kept_;
    StatementLease lease_;
    SqliteRow row_;
    bool first_ = true;
    bool more_ = false;
};

class SqliteReader final : public Reader {
  public:
    SqliteReader(SqlitePool& pool, Integrity& integrity)
        : session_(std::make_shared<SqliteSession>(pool, Script{sqlite_begin_reading})),
          integrity_(integrity) {}
    bool is_sqlite() const override { return true; }
    Integrity& integrity() const override { return integrity_; }

  private:
    std::unique_ptr<Cursor> open(std::string_view sql, std::span<const Parameter> parameters) override {
        return std::make_unique<SqliteCursor>(session_, sql, parameters);
    }
    std::shared_ptr<SqliteSession> session_;
    Integrity& integrity_;
};

class SqliteWriter final : public Writer {
  public:
    SqliteWriter(SqlitePool& pool, std::atomic<std::uint64_t>& version, std::chrono::milliseconds patience,
                 Integrity& integrity)
        : session_(std::make_shared<SqliteSession>(pool, Script{sqlite_begin_writing}, patience)),
          version_(version),
          integrity_(integrity) {}
    bool is_sqlite() const override { return true; }
    Integrity& integrity() const override { return integrity_; }
    ~SqliteWriter() override {
        if (session_) session_->roll_back();
    }

    void append(std::string_view table, std::string_view columns, std::size_t rows,
                const std::function<void(std::size_t, std::span<Value>)>& fill) override {
        usable().act([&] {
            const std::size_t width = count_columns(columns);
            StatementLease lease(session_, insert_sql(table, columns, width));
            std::vector<Value> cells(width);
            for (std::size_t i = 0; i < rows; ++i) {
                std::fill(cells.begin(), cells.end(), Value{});
                fill(i, cells);
                lease->bind(cells);
                lease->step();
                sqlite3_reset(lease.handle());
            }
        });
    }
    void commit() override {
        usable().commit();
        ++version_;
        session_.reset();  // before the events, which may want to write themselves
        for (const auto& event : std::exchange(events_, {})) event();
    }
    void after_commit(std::function<void()> event) override { events_.push_back(std::move(event)); }

  private:
    SqliteSession& usable() const {
        if (!session_) throw Failure("this transaction is over");
        return *session_;
    }
    std::unique_ptr<Cursor> open(std::string_view sql, std::span<const Parameter> parameters) override {
        return usable().act([&] { return std::make_unique<SqliteCursor>(session_, sql, parameters); });
    }
    std::int64_t run(std::string_view sql, std::span<const Parameter> parameters) override {
        return usable().act([&]() -> std::int64_t {
            SqliteConnection& connection = session_->connection();
            const std::int64_t before = connection.total_changes();
            SqliteCursor cursor(session_, sql, parameters);
            while (cursor.next()) {
            }
            return connection.total_changes() == before ? 0 : connection.changes();
        });
    }

    std::shared_ptr<SqliteSession> session_;
    std::atomic<std::uint64_t>& version_;
    Integrity& integrity_;
    std::vector<std::function<void()>> events_;
};

class SqliteDatabase final : public Database {
  public:
    SqliteDatabase(const std::string& file, const Options& options)
        : busy_(options.busy),
          integrity_(options.integrity ? options.integrity : std::make_shared<Integrity>()),
          writers_(1, options.busy, [=] { return connect(file, SqliteConnection::Use::write, options); }),
          readers_(static_cast<std::size_t>(options.readers), options.busy,
                   [=] { return connect(file, SqliteConnection::Use::read, options); }) {
        writers_.give_back(writers_.take());  // the file exists, and says now if it cannot be opened
    }
    std::unique_ptr<Reader> read() override { return std::make_unique<SqliteReader>(readers_, *integrity_); }
    std::unique_ptr<Writer> write() override { return write(busy_); }
    std::unique_ptr<Writer> write(std::chrono::milliseconds patience) override {
        return std::make_unique<SqliteWriter>(writers_, version_, patience, *integrity_);
    }
    bool is_sqlite() const override { return true; }
    Integrity& integrity() const override { return *integrity_; }
    std::uint64_t version() const override { return version_; }
    void backup(const std::string& file) override { write_backup(*read(), true, file); }
    void restore(const std::string& file) override {
        read_backup(*write(), true, file);
        integrity_->forget_tables();
    }
    std::vector<std::string> verify() override;

  private:
    static std::unique_ptr<SqliteConnection> connect(const std::string& file, SqliteConnection::Use use,
                                                     const Options& options) {
        return std::make_unique<SqliteConnection>(file, use, options);
    }

    const std::chrono::milliseconds busy_;
    std::atomic<std::uint64_t> version_{0};
    const std::shared_ptr<Integrity> integrity_;
    SqlitePool writers_;
    SqlitePool readers_;
};

std::vector<std::string> SqliteDatabase::verify() {
    std::vector<std::string> complaints;
    try {
        const auto db = read();
        for (const Row& row : db->query("PRAGMA integrity_check"))
            if (row.text(0) != "ok") complaints.push_back("the database file is damaged: " + row.string(0));
        for (const Row& row : db->query("PRAGMA foreign_key_check"))
            complaints.push_back("table " + row.string(0) + " row " +
                                 std::to_string(row.maybe_integer(1).value_or(0)) + " refers to a row of " +
                                 row.string(2) + " that does not exist");
    } catch (const Failure& damage) {
        complaints.push_back(std::string("the database file is damaged: ") + damage.what());
    }
    return complaints;
}

}

std::unique_ptr<Database> open_sqlite(const std::string& file, const Options& options) {
    if (file.empty()) throw Failure("The database's address names no file, for example sqlite:tarn.db.");
    return std::make_unique<SqliteDatabase>(file, options);
}

}
