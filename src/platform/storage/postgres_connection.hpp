#pragma once
// One PostgreSQL connection and its prepared statements. Values travel in binary, so that they arrive as they
// left.
#include <chrono>
#include <libpq-fe.h>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/storage/storage.hpp"

namespace tarn::storage {

/// Type numbers of pg_type.dat (PostgreSQL 15), the part that Tarn's SQL can yield.
enum class PostgresType : Oid {
    boolean = 16,
    bytea = 17,
    name = 19,
    int8 = 20,
    int2 = 21,
    int4 = 23,
    text = 25,
    float4 = 700,
    float8 = 701,
    unknown = 705,
    varchar = 1043,
    numeric = 1700,
};

using PostgresResult = std::unique_ptr<PGresult, void (*)(PGresult*)>;

/// A statement the server holds ready.
struct PostgresStatement {
    std::string name;
    std::vector<PostgresType> columns;
    bool binary = true;  ///< false when a column's type is read from its text, as NUMERIC is
};

class PostgresConnection {
  public:
    PostgresConnection(const std::string& address, const Options& options);
    ~PostgresConnection() { PQfinish(handle_); }
    PostgresConnection(const PostgresConnection&) = delete;
    PostgresConnection& operator=(const PostgresConnection&) = delete;

    /// Several statements without parameters; the last one's result.
    PostgresResult run_script(const std::string& sql);
    PostgresResult run(std::string_view sql, std::span<const Parameter> parameters);
    const PostgresStatement& prepared(std::string_view sql, std::span<const Oid> types);
    PGconn* handle() { return handle_; }
    bool lost() const { return broken_ || PQstatus(handle_) != CONNECTION_OK; }
    /// Connects again after the server went away. What was prepared is gone.
    void reconnect();

  private:
    void configure();
    PostgresResult checked(PGresult* result, std::string_view sql);

    PGconn* handle_;
    Options options_;
    bool broken_ = false;
    std::map<std::string, PostgresStatement, std::less<>> prepared_;  ///< by SQL and the types of its values
    std::uint64_t names_ = 0;
};

/// Keeps threads from piling up before a server that does not answer: after a failed attempt to connect one
/// of them tries again, and the others are told at once.
class Reach {
  public:
    template <class F>
    auto attempt(F connect) {
        begin();
        try {
            auto made = connect();
            end(true);
            return made;
        } catch (...) {
            end(false);
            throw;
        }
    }

  private:
    void begin();
    void end(bool reached);

    std::mutex mutex_;
    std::optional<std::chrono::steady_clock::time_point> failed_;
    bool trying_ = false;
};

/// Throws Gone, Full, Busy, ConstraintBroken or Failure as the connection and the result's SQLSTATE say.
[[noreturn]] void throw_postgres_error(PGconn* connection, const PGresult* result, std::string_view sql);

std::unique_ptr<Cursor> postgres_cursor(PostgresResult result);

/// COPY table (columns) FROM STDIN in its binary format.
void copy_rows(PostgresConnection& connection, std::string_view table, std::string_view columns,
               std::size_t rows, const std::function<void(std::size_t, std::span<Value>)>& fill);

/// The big-endian bytes that PostgreSQL's binary formats use.
template <class Unsigned>
void put_big_endian(std::string& out, Unsigned value) {
    for (int shift = static_cast<int>(sizeof value) * 8 - 8; shift >= 0; shift -= 8)
        out += static_cast<char>((value >> shift) & 0xFF);
}
template <class Unsigned>
Unsigned big_endian(const char* bytes) {
    Unsigned value = 0;
    for (std::size_t i = 0; i < sizeof value; ++i)
        value = static_cast<Unsigned>((value << 8) | static_cast<unsigned char>(bytes[i]));
    return value;
}

}
