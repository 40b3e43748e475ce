#pragma once
// The one door to the database. Only this room knows whether it is SQLite or PostgreSQL.
//
// One SQL text serves both engines. Rules that make it so:
//   - parameters are $1, $2, ... ; types are BIGINT, DOUBLE PRECISION, TEXT and, in migrations, {{id}} and
//   {{bytes}};
//   - dates are TEXT "2020-09-01", instants TEXT "2020-09-01T08:30:00Z", booleans BIGINT 0 or 1;
//   - text is ordered by COLLATE "C" (bytes), and every list ends its ORDER BY with a unique column;
//   - new rows return their key with RETURNING id; upserts are ON CONFLICT ... DO UPDATE.
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.hpp"
#include "base/date.hpp"
#include "base/ids.hpp"

namespace tarn::storage {

using Bytes = std::string;  ///< binary; wrapped in Blob when bound, so that text and bytes cannot be confused
struct Blob {
    std::string_view bytes;
    bool operator==(const Blob&) const = default;
};

/// Thrown for what no caller can put right: broken SQL, I/O errors. The kinds below say what will pass.
class Failure : public std::runtime_error {
    using std::runtime_error::runtime_error;
};
/// A unique, foreign-key, check or not-null rule was broken; the transaction is over.
class ConstraintBroken : public Failure {
    using Failure::Failure;
};
/// Another writer held the database for longer than the busy timeout, or a serialization conflict.
class Busy : public Failure {
    using Failure::Failure;
};
/// The database server cannot be reached, or went away in the middle. A later attempt connects again.
class Gone : public Failure {
    using Failure::Failure;
};
/// The disk, the page limit or the file size limit is exhausted. Nothing of the transaction was kept.
class Full : public Failure {
    using Failure::Failure;
};

using Null = std::monostate;
using Value = std::variant<Null, std::int64_t, double, std::string_view, Blob>;

inline Value bind(Null) {
    return Null{};
}
inline Value bind(std::nullopt_t) {
    return Null{};
}
inline Value bind(bool value) {
    return static_cast<std::int64_t>(value);
}
inline Value bind(int value) {
    return static_cast<std::int64_t>(value);
}
inline Value bind(std::int64_t value) {
    return value;
}
inline Value bind(double value) {
    return value;
}
inline Value bind(std::string_view value) {
    return value;
}
inline Value bind(const std::string& value) {
    return std::string_view{value};
}
inline Value bind(const char* value) {
    return std::string_view{value};
}
inline Value bind(Blob value) {
    return value;
}
inline Value bind(const Value& value) {
    return value;
}
inline Value bind(Urn urn) {
    return static_cast<std::int64_t>(urn.value);
}
inline Value bind(Laestab laestab) {
    return static_cast<std::int64_t>(laestab.value);
}
inline Value bind(AuthorityCode code) {
    return static_cast<std::int64_t>(code.value);
}
template <class Tag>
Value bind(Id<Tag> id) {
    return id.value;
}

/// One parameter; keeps the text of dates and instants alive for the call.
class Parameter {
  public:
    template <class T>
    Parameter(const T& value) : value_(bind(value)) {}
    Parameter(Date date) : text_(date.iso()), value_(std::string_view{text_}) {}
    Parameter(Instant instant) : text_(tarn::iso(instant)), value_(std::string_view{text_}) {}
    template <class T>
    Parameter(const std::optional<T>& value) {
        if (!value) return;
        if constexpr (std::is_same_v<T, Date> || std::is_same_v<T, Instant>) {
            if constexpr (std::is_same_v<T, Date>)
                text_ = value->iso();
            else
                text_ = tarn::iso(*value);
            value_ = std::string_view{text_};
        } else {
            value_ = bind(*value);
        }
    }
    Parameter(const Parameter&) = delete;
    Parameter& operator=(const Parameter&) = delete;
    const Value& value() const { return value_; }

  private:
    std::string text_;
    Value value_ = Null{};
};

/// One row of a result, valid until the cursor moves. Columns count from 0. Asking NULL for a plain value
/// throws Failure.
class Row {
  public:
    virtual ~Row() = default;
    virtual bool is_null(int column) const = 0;
    virtual std::int64_t integer(int column) const = 0;
    virtual double real(int column) const = 0;
    virtual std::string_view text(int column) const = 0;   ///< valid until the cursor moves
    virtual std::string_view bytes(int column) const = 0;  ///< valid until the cursor moves

    bool flag(int column) const { return integer(column) != 0; }
    std::string string(int column) const { return std::string{text(column)}; }
    Date date(int column) const;        ///< throws Failure when the stored text is no date
    Instant instant(int column) const;  ///< likewise
    Urn urn(int column) const { return {static_cast<std::int32_t>(integer(column))}; }
    AuthorityCode authority(int column) const { return {static_cast<std::int16_t>(integer(column))}; }
    template <class IdType>
    IdType id(int column) const {
        return IdType{integer(column)};
    }
    std::optional<std::int64_t> maybe_integer(int column) const;
    std::optional<double> maybe_real(int column) const;
    std::optional<std::string> maybe_string(int column) const;
    std::optional<Date> maybe_date(int column) const;
    std::optional<Instant> maybe_instant(int column) const;
};

/// An open result: `while (rows.next()) use(rows.row());`. PostgreSQL's is complete in memory, SQLite's is
/// stepped.
class Cursor {
  public:
    virtual ~Cursor() = default;
    virtual bool next() = 0;
    virtual const Row& row() const = 0;
};

/// Rows of a query for range-for: `for (const Row& row : db.query("..."))`.
class Rows {
  public:
    explicit Rows(std::unique_ptr<Cursor> cursor) : cursor_(std::move(cursor)) {}
    struct End {};
    class Iterator {
      public:
        explicit Iterator(Cursor* cursor) : cursor_(cursor), more_(cursor->next()) {}
        const Row& operator*() const { return cursor_->row(); }
        Iterator& operator++() {
            more_ = cursor_->next();
            return *this;
        }
        bool operator==(End) const { return !more_; }

      private:
        Cursor* cursor_;
        bool more_;
    };
    Iterator begin() { return Iterator{cursor_.get()}; }
    End end() const { return {}; }

  private:
    std::unique_ptr<Cursor> cursor_;
};

class Integrity;

/// A consistent view of the database for the length of one request. Statements are prepared once per
/// connection.
class Reader {
  public:
    virtual ~Reader() = default;
    virtual bool is_sqlite() const = 0;
    virtual Integrity& integrity() const = 0;  ///< what rows are sealed and proved with (seals.hpp)

    template <class... A>
    Rows query(std::string_view sql, const A&... arguments) {
        const Parameter parameters[sizeof...(A) + 1] = {Parameter(arguments)..., Parameter(Null{})};
        return Rows{open(sql, std::span{parameters, sizeof...(A)})};
    }
    /// The same for SQL that is put together at run time and knows then only how many values it has.
    Rows query_with(std::string_view sql, std::span<const Value> values);
    /// The first row turned into a value by `read(row)`, or empty when there is none.
    template <class F, class... A>
    auto first(std::string_view sql, F read, const A&... arguments)
        -> std::optional<decltype(read(std::declval<const Row&>()))> {
        for (const Row& row : query(sql, arguments...)) return read(row);
        return std::nullopt;
    }
    template <class... A>
    std::int64_t count(std::string_view sql, const A&... arguments) {
        return first(
                   sql, [](const Row& row) { return row.integer(0); }, arguments...)
            .value_or(0);
    }

  protected:
    virtual std::unique_ptr<Cursor> open(std::string_view sql, std::span<const Parameter> parameters) = 0;
};

/// The one writer. Destroyed without commit() it rolls back; after a Failure it can only be destroyed.
class Writer : public Reader {
  public:
    /// Rows changed.
    template <class... A>
    std::int64_t execute(std::string_view sql, const A&... arguments) {
        const Parameter parameters[sizeof...(A) + 1] = {Parameter(arguments)..., Parameter(Null{})};
        return run(sql, std::span{parameters, sizeof...(A)});
    }
    std::int64_t execute_with(std::string_view sql, std::span<const Value> values);
    /// INSERT ... RETURNING id.
    template <class IdType = std::int64_t, class... A>
    IdType insert(std::string_view sql, const A&... arguments) {
        const auto id = first(
            sql, [](const Row& row) { return row.integer(0); }, arguments...);
        if (!id) throw Failure("an insert returned no key");
        return IdType{*id};
    }
    /// Many rows into one table by the engine's fastest way (prepared steps or COPY). `columns` is "a, b, c";
    /// `fill(i, cells)` writes row i's values, which must stay alive until the next call of fill.
    virtual void append(std::string_view table, std::string_view columns, std::size_t rows,
                        const std::function<void(std::size_t, std::span<Value>)>& fill) = 0;
    /// Durable when it returns. Events registered with after_commit then run, in order.
    virtual void commit() = 0;
    virtual void after_commit(std::function<void()> event) = 0;

  protected:
    virtual std::int64_t run(std::string_view sql, std::span<const Parameter> parameters) = 0;
};

struct Migration {
    std::string_view name;  ///< "0001_people.sql"; the order is the order of names
    std::string_view sql;
};

/// One line of the data dictionary, taken from the migrations' COMMENT ON statements.
struct DictionaryEntry {
    std::string table;
    std::string column;  ///< empty for the table itself
    std::string comment;
};

struct Options {
    int readers = 4;                         ///< reading connections kept open
    std::chrono::milliseconds busy{10000};   ///< how long a writer waits for another process's write
    std::optional<std::int64_t> max_pages;   ///< SQLite's max_page_count, for tests of a full disk
    std::shared_ptr<Integrity> integrity{};  ///< the installation's key; empty: nothing is sealed or proved
};

class Database {
  public:
    /// "sqlite:FILE" or "postgresql://...". Creates an SQLite file that does not exist. Throws Failure with a
    /// sentence.
    static std::unique_ptr<Database> open(std::string_view address, Options options = {});
    virtual ~Database() = default;

    virtual std::unique_ptr<Reader> read() = 0;  ///< waits for a free connection
    /// Waits for its turn, for `Options::busy` or as long as it is told, then throws Busy.
    virtual std::unique_ptr<Writer> write() = 0;
    virtual std::unique_ptr<Writer> write(std::chrono::milliseconds patience) = 0;
    virtual bool is_sqlite() const = 0;
    virtual Integrity& integrity() const = 0;
    virtual std::uint64_t version()
        const = 0;  ///< rises with each commit of this process: how caches know they are stale

    /// Applies those not yet applied, each in its own transaction; refuses a database written by a newer
    /// Tarn. Returns the names applied.
    std::vector<std::string> migrate(std::span<const Migration> migrations);
    bool needs_migration(std::span<const Migration> migrations);
    bool is_new();  ///< holds no tables at all

    /// A consistent copy of a live database into one file that restore() reads, for either engine.
    virtual void backup(const std::string& file) = 0;
    /// Refuses a database that already holds tables.
    virtual void restore(const std::string& file) = 0;
    /// The engine's own checks: integrity, foreign keys. Empty when all is well.
    virtual std::vector<std::string> verify() = 0;
};

std::vector<DictionaryEntry> data_dictionary(Reader& db);
/// The dictionary as a Markdown page, with types and references; of an SQLite database.
std::string data_dictionary_page(Reader& db);

}
