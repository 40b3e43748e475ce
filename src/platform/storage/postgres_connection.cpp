#include "platform/storage/postgres_connection.hpp"

#include <array>
#include <bit>

#include "platform/storage/text_rules.hpp"

namespace tarn::storage {
namespace {

constexpr std::size_t most_prepared_statements = 512;
constexpr std::chrono::milliseconds between_attempts{100};  // to reach a server that did not answer

/// The address may say otherwise. Without these a machine that has vanished holds each thread for minutes.
PGconn* connect(const std::string& address) {
    static constexpr std::array names{"connect_timeout",
                                      "keepalives_idle",
                                      "keepalives_interval",
                                      "keepalives_count",
                                      "tcp_user_timeout",
                                      "dbname",
                                      static_cast<const char*>(nullptr)};
    const std::array values{"5" /* s */,
                            "30" /* s */,
                            "10" /* s */,
                            "3",
                            "15000" /* ms */,
                            address.c_str(),
                            static_cast<const char*>(nullptr)};
    return PQconnectdbParams(names.data(), values.data(), 1);
}

bool server_is_gone(PGconn* connection, std::string_view state) {
    // What has no state did not come from the server: libpq could not write to it, or not read from it; its
    // status may still say that all is well. The others are connection_exception, admin_shutdown,
    // crash_shutdown, cannot_connect_now, too_many_connections.
    return PQstatus(connection) != CONNECTION_OK || state.empty() || state.starts_with("08") ||
           state == "57P01" || state == "57P02" || state == "57P03" || state == "53300";
}

bool reads_in_binary(PostgresType type) {
    switch (type) {
        case PostgresType::boolean:
        case PostgresType::bytea:
        case PostgresType::name:
        case PostgresType::int8:
        case PostgresType::int2:
        case PostgresType::int4:
        case PostgresType::text:
        case PostgresType::float4:
        case PostgresType::float8:
        case PostgresType::unknown:
        case PostgresType::varchar:
            return true;
        case PostgresType::numeric:
            break;
    }
    return false;
}

/// The values of one statement in the shape libpq wants: types, pointers, lengths, formats (1 is binary).
class Arguments {
  public:
    explicit Arguments(std::span<const Parameter> parameters) {
        numbers_.reserve(parameters.size());
        for (const Parameter& parameter : parameters) add(parameter.value());
    }
    std::span<const Oid> types() const { return types_; }
    int count() const { return static_cast<int>(types_.size()); }
    const char* const* values() const { return values_.data(); }
    const int* lengths() const { return lengths_.data(); }
    const int* formats() const { return formats_.data(); }

  private:
    void add(const Value& value) {
        if (const auto* number = std::get_if<std::int64_t>(&value)) {
            add_number(PostgresType::int8, static_cast<std::uint64_t>(*number));
        } else if (const auto* real = std::get_if<double>(&value)) {
            add_number(PostgresType::float8, std::bit_cast<std::uint64_t>(storable(*real)));
        } else if (const auto* text = std::get_if<std::string_view>(&value)) {
            require_storable(*text);
            add_bytes(static_cast<Oid>(PostgresType::text), *text);
        } else if (const auto* blob = std::get_if<Blob>(&value)) {
            add_bytes(static_cast<Oid>(PostgresType::bytea), blob->bytes);
        } else {
            add_bytes(0, {});  // NULL takes its type from where it stands
            values_.back() = nullptr;
        }
    }
    void add_number(PostgresType type, std::uint64_t bits) {
        std::string& bytes = numbers_.emplace_back();
        put_big_endian(bytes, bits);
        add_bytes(static_cast<Oid>(type), bytes);
    }
    void add_bytes(Oid type, std::string_view bytes) {
        types_.push_back(type);
        values_.push_back(bytes.data() ? bytes.data() : "");
        lengths_.push_back(static_cast<int>(bytes.size()));
        formats_.push_back(1);
    }

    std::vector<Oid> types_;
    std::vector<const char*> values_;
    std::vector<int> lengths_, formats_;
    std::vector<std::string> numbers_;
};

std::string cache_key(std::string_view sql, std::span<const Oid> types) {
    std::string key(sql);
    for (const Oid type : types) key.append(1, '\0').append(std::to_string(type));
    return key;
}

}

void throw_postgres_error(PGconn* connection, const PGresult* result, std::string_view sql) {
    const char* state_text = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
    const std::string_view state = state_text ? state_text : "";
    std::string detail = result ? PQresultErrorMessage(result) : PQerrorMessage(connection);
    while (!detail.empty() && detail.back() == '\n') detail.pop_back();
    if (!sql.empty()) detail += " [" + std::string(sql) + "]";
    if (server_is_gone(connection, state)) throw Gone(detail);
    if (state == "53100") throw Full(detail);                     // disk_full
    if (state.starts_with("23")) throw ConstraintBroken(detail);  // integrity_constraint_violation
    // serialization_failure, deadlock_detected, lock_not_available
    if (state == "40001" || state == "40P01" || state == "55P03") throw Busy(detail);
    throw Failure(detail);
}

void Reach::begin() {
    const std::lock_guard lock(mutex_);
    if (!failed_) return;
    if (trying_ || std::chrono::steady_clock::now() < *failed_ + between_attempts)
        throw Gone("The PostgreSQL server could not be reached a moment ago.");
    trying_ = true;
}

void Reach::end(bool reached) {
    const std::lock_guard lock(mutex_);
    trying_ = false;
    failed_ = reached ? std::nullopt : std::optional{std::chrono::steady_clock::now()};
}

PostgresConnection::PostgresConnection(const std::string& address, const Options& options)
    : handle_(connect(address)), options_(options) {
    try {
        if (lost())
            throw Gone(std::string("The PostgreSQL server cannot be reached: ") + PQerrorMessage(handle_));
        configure();
    } catch (...) {
        PQfinish(handle_);
        throw;
    }
}

void PostgresConnection::configure() {
    PQsetNoticeProcessor(
        handle_, [](void*, const char*) {}, nullptr);
    if (PQserverVersion(handle_) < 150000) throw Failure("Tarn needs PostgreSQL 15 or later.");
    // A server's own settings must not change what is stored or how it reads.
    run_script(
        "SET client_encoding = 'UTF8'; SET timezone = 'UTC'; SET datestyle = 'ISO'; SET extra_float_digits = "
        "1;"
        "SET bytea_output = 'hex'; SET standard_conforming_strings = on; SET synchronous_commit = on;"
        "SET statement_timeout = '120s'; SET idle_in_transaction_session_timeout = '15min';"
        "SET lock_timeout = '" +
        std::to_string(options_.busy.count()) + "ms'; SET application_name = 'tarn'");
}

void PostgresConnection::reconnect() {
    prepared_.clear();
    PQreset(handle_);
    broken_ = false;
    if (lost())
        throw Gone(std::string("The PostgreSQL server cannot be reached: ") + PQerrorMessage(handle_));
    configure();
}

PostgresResult PostgresConnection::checked(PGresult* raw, std::string_view sql) {
    PostgresResult result(raw, PQclear);
    const auto status = PQresultStatus(raw);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_COPY_IN) return result;
    try {
        throw_postgres_error(handle_, raw, sql);
    } catch (const Gone&) {
        broken_ = true;
        throw;
    }
}

PostgresResult PostgresConnection::run_script(const std::string& sql) {
    return checked(PQexec(handle_, sql.c_str()), sql);
}

const PostgresStatement& PostgresConnection::prepared(std::string_view sql, std::span<const Oid> types) {
    std::string key = cache_key(sql, types);
    if (const auto found = prepared_.find(key); found != prepared_.end()) return found->second;
    if (prepared_.size() >= most_prepared_statements) {
        run_script("DEALLOCATE ALL");
        prepared_.clear();
    }
    PostgresStatement statement;
    statement.name = "s" + std::to_string(++names_);
    const std::string text(sql);
    checked(PQprepare(handle_, statement.name.c_str(), text.c_str(), static_cast<int>(types.size()),
                      types.data()),
            sql);
    const auto described = checked(PQdescribePrepared(handle_, statement.name.c_str()), sql);
    for (int i = 0; i < PQnfields(described.get()); ++i) {
        statement.columns.push_back(static_cast<PostgresType>(PQftype(described.get(), i)));
        statement.binary = statement.binary && reads_in_binary(statement.columns.back());
    }
    return prepared_.emplace(std::move(key), std::move(statement)).first->second;
}

PostgresResult PostgresConnection::run(std::string_view sql, std::span<const Parameter> parameters) {
    const Arguments arguments(parameters);
    const PostgresStatement& statement = prepared(sql, arguments.types());
    return checked(PQexecPrepared(handle_, statement.name.c_str(), arguments.count(), arguments.values(),
                                  arguments.lengths(), arguments.formats(), statement.binary ? 1 : 0),
                   sql);
}

}
