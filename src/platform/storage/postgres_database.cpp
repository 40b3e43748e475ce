// Transactions on PostgreSQL: readers on a repeatable-read snapshot, one writer per installation by an
// advisory lock.
#include <atomic>
#include <charconv>
#include <utility>

#include "platform/storage/backup.hpp"
#include "platform/storage/engines.hpp"
#include "platform/storage/integrity.hpp"
#include "platform/storage/pool.hpp"
#include "platform/storage/postgres_connection.hpp"

namespace tarn::storage {
namespace {

using PostgresPool = Pool<PostgresConnection>;

// The first statement fixes the snapshot.
constexpr auto postgres_begin_reading = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT 1";
// Behind the lock nobody else writes, so each statement may see all that is committed: as good as
// serializable, and nothing has to be tried again. The lock ends with the transaction.
std::string postgres_begin_writing(std::chrono::milliseconds patience) {
    return "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = '" +
           std::to_string(patience.count()) +
           "ms'; SELECT pg_advisory_xact_lock(hashtextextended('tarn.' || current_schema(), 0))";
}

/// One transaction on a connection that goes back to its pool.
class PostgresSession {
  public:
    PostgresSession(PostgresPool& pool, Reach& reach, const char* begin)
        : PostgresSession(pool, reach, pool.take(), begin) {}
    PostgresSession(PostgresPool& pool, Reach& reach, std::chrono::milliseconds patience)
        : PostgresSession(pool, reach, pool.take(patience), postgres_begin_writing(patience)) {}
    PostgresSession(PostgresPool& pool, Reach& reach, std::unique_ptr<PostgresConnection> connection,
                    const std::string& begin)
        : pool_(pool), reach_(reach), connection_(std::move(connection)) {
        try {
            begin_on_living_connection(begin);
        } catch (...) {
            roll_back();
            pool_.give_back(std::move(connection_));
            throw;
        }
    }
    ~PostgresSession() {
        roll_back();
        pool_.give_back(std::move(connection_));
    }
    PostgresSession(const PostgresSession&) = delete;
    PostgresSession& operator=(const PostgresSession&) = delete;

    void commit() {
        require_usable();
        failed_ = true;  // whatever happens now, this transaction takes no more statements
        connection_->run_script("COMMIT");
    }
    /// Runs one act on the connection; any exception ends the transaction.
    template <class F>
    auto act(F f) {
        require_usable();
        try {
            return f(*connection_);
        } catch (...) {
            failed_ = true;
            throw;
        }
    }

  private:
    void begin_on_living_connection(const std::string& begin) {
        // Within an open transaction BEGIN is only a warning, and its statements would be kept by the next
        // COMMIT.
        if (connection_->lost() || PQtransactionStatus(connection_->handle()) != PQTRANS_IDLE) reconnect();
        try {
            connection_->run_script(begin);
        } catch (const Failure&) {
            if (!connection_->lost()) throw;
            reconnect();
            connection_->run_script(begin);
        }
    }
    void reconnect() {
        reach_.attempt([this] {
            connection_->reconnect();
            return true;
        });
    }
    void require_usable() const {
        if (failed_) throw Failure("this transaction is over");
    }
    void roll_back() noexcept {
        if (PQtransactionStatus(connection_->handle()) == PQTRANS_IDLE || connection_->lost()) return;
        try {
            connection_->run_script("ROLLBACK");
        } catch (const std::exception&) {
            // The connection is gone and with it the transaction.
        }
    }

    PostgresPool& pool_;
    Reach& reach_;
    std::unique_ptr<PostgresConnection> connection_;
    bool failed_ = false;
};

class PostgresReader final : public Reader {
  public:
    PostgresReader(PostgresPool& pool, Reach& reach, Integrity& integrity)
        : session_(pool, reach, postgres_begin_reading), integrity_(integrity) {}
    bool is_sqlite() const override { return false; }
    Integrity& integrity() const override { return integrity_; }

  private:
    std::unique_ptr<Cursor> open(std::string_view sql, std::span<const Parameter> parameters) override {
        return session_.act(
            [&](auto& connection) { return postgres_cursor(connection.run(sql, parameters)); });
    }
    PostgresSession session_;
    Integrity& integrity_;
};

std::int64_t rows_changed(const PGresult* result) {
    const std::string_view text = PQcmdTuples(const_cast<PGresult*>(result));
    std::int64_t rows = 0;
    std::from_chars(text.data(), text.data() + text.size(), rows);
    return rows;
}

class PostgresWriter final : public Writer {
  public:
    PostgresWriter(PostgresPool& pool, Reach& reach, std::atomic<std::uint64_t>& version,
                   std::chrono::milliseconds patience, Integrity& integrity)
        : session_(std::in_place, pool, reach, patience), version_(version), integrity_(integrity) {}
    bool is_sqlite() const override { return false; }
    Integrity& integrity() const override { return integrity_; }

    void append(std::string_view table, std::string_view columns, std::size_t rows,
                const std::function<void(std::size_t, std::span<Value>)>& fill) override {
        usable().act([&](auto& connection) { copy_rows(connection, table, columns, rows, fill); });
    }
    void commit() override {
        usable().commit();
        ++version_;
        session_.reset();  // before the events, which may want to write themselves
        for (const auto& event : std::exchange(events_, {})) event();
    }
    void after_commit(std::function<void()> event) override { events_.push_back(std::move(event)); }

  private:
    PostgresSession& usable() {
        if (!session_) throw Failure("this transaction is over");
        return *session_;
    }
    std::unique_ptr<Cursor> open(std::string_view sql, std::span<const Parameter> parameters) override {
        return usable().act(
            [&](auto& connection) { return postgres_cursor(connection.run(sql, parameters)); });
    }
    std::int64_t run(std::string_view sql, std::span<const Parameter> parameters) override {
        return usable().act(
            [&](auto& connection) { return rows_changed(connection.run(sql, parameters).get()); });
    }

    std::optional<PostgresSession> session_;
    std::atomic<std::uint64_t>& version_;
    Integrity& integrity_;
    std::vector<std::function<void()>> events_;
};

class PostgresDatabase final : public Database {
  public:
    PostgresDatabase(const std::string& address, const Options& options)
        : busy_(options.busy),
          integrity_(options.integrity ? options.integrity : std::make_shared<Integrity>()),
          writers_(1, options.busy, [=, this] { return connect(address, options); }),
          readers_(static_cast<std::size_t>(options.readers), options.busy,
                   [=, this] { return connect(address, options); }) {
        writers_.give_back(writers_.take());  // says now if the server cannot be reached
    }
    std::unique_ptr<Reader> read() override {
        return std::make_unique<PostgresReader>(readers_, reach_, *integrity_);
    }
    std::unique_ptr<Writer> write() override { return write(busy_); }
    std::unique_ptr<Writer> write(std::chrono::milliseconds patience) override {
        return std::make_unique<PostgresWriter>(writers_, reach_, version_, patience, *integrity_);
    }
    bool is_sqlite() const override { return false; }
    Integrity& integrity() const override { return *integrity_; }
    std::uint64_t version() const override { return version_; }
    void backup(const std::string& file) override { write_backup(*read(), false, file); }
    void restore(const std::string& file) override {
        read_backup(*write(), false, file);
        integrity_->forget_tables();
    }
    std::vector<std::string> verify() override;

  private:
    std::unique_ptr<PostgresConnection> connect(const std::string& address, const Options& options) {
        return reach_.attempt([&] { return std::make_unique<PostgresConnection>(address, options); });
    }

    const std::chrono::milliseconds busy_;
    Reach reach_;
    std::atomic<std::uint64_t> version_{0};
    const std::shared_ptr<Integrity> integrity_;
    PostgresPool writers_;
    PostgresPool readers_;
};

/// Rows of one foreign key's table that refer to nothing; built from the catalogue, since keys can have many
/// columns.
struct ForeignKey {
    std::string name, from, to, on, present;
};

std::vector<ForeignKey> foreign_keys(Reader& db) {
    std::vector<ForeignKey> keys;
    for (const Row& row : db.query(R"(
            SELECT c.conname::text, c.conrelid::regclass::text, c.confrelid::regclass::text,
                   string_agg('f.' || quote_ident(a.attname) || ' = t.' || quote_ident(b.attname), ' AND '),
                   string_agg('f.' || quote_ident(a.attname) || ' IS NOT NULL', ' AND ')
            FROM pg_constraint c
            CROSS JOIN LATERAL unnest(c.conkey, c.confkey) AS pair (mine, theirs)
            JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = pair.mine
            JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = pair.theirs
            WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace
            GROUP BY c.oid, c.conname, c.conrelid, c.confrelid ORDER BY 1)"))
        keys.push_back({row.string(0), row.string(1), row.string(2), row.string(3), row.string(4)});
    return keys;
}

std::vector<std::string> PostgresDatabase::verify() {
    std::vector<std::string> complaints;
    const auto db = read();
    for (const Row& row :
         db->query("SELECT c.relname::text FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
                   "WHERE NOT i.indisvalid AND c.relnamespace = current_schema()::regnamespace"))
        complaints.push_back("index " + row.string(0) + " is not valid");
    for (const Row& row : db->query("SELECT conname::text FROM pg_constraint WHERE NOT convalidated "
                                    "AND connamespace = current_schema()::regnamespace"))
        complaints.push_back("rule " + row.string(0) + " was never checked against the rows present");
    if (db->count("SELECT COALESCE(SUM(checksum_failures), 0)::bigint FROM pg_stat_database "
                  "WHERE datname = current_database()") > 0)
        complaints.push_back("the server met damaged pages of this database (checksum failures)");
    for (const ForeignKey& key : foreign_keys(*db)) {
        const auto lost = db->count("SELECT COUNT(*) FROM " + key.from + " f WHERE " + key.present +
                                    " AND NOT EXISTS (SELECT 1 FROM " + key.to + " t WHERE " + key.on + ")");
        if (lost > 0)
            complaints.push_back("table " + key.from + ": " + std::to_string(lost) +
                                 " rows refer to rows of " + key.to + " that do not exist (" + key.name +
                                 ")");
    }
    return complaints;
}

}

std::unique_ptr<Database> open_postgres(const std::string& address, const Options& options) {
    return std::make_unique<PostgresDatabase>(address, options);
}

}
