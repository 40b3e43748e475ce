// COPY ... FROM STDIN (FORMAT binary), as described in [postgresql-copy].
#include <bit>

#include "platform/storage/engines.hpp"
#include "platform/storage/postgres_connection.hpp"
#include "platform/storage/text_rules.hpp"

namespace tarn::storage {
namespace {

constexpr std::size_t copy_buffer_bytes = 1 << 18;

/// The rows on their way to the server. Unless finished, the copy is called off.
class Copy {
  public:
    Copy(PostgresConnection& connection, const std::string& sql) : connection_(connection), sql_(sql) {
        connection.run_script(sql);
        buffer_.append("PGCOPY\n\377\r\n\0", 11);
        put_big_endian<std::uint32_t>(buffer_, 0);  // flags
        put_big_endian<std::uint32_t>(buffer_, 0);  // no header extension
    }
    ~Copy() {
        if (open_) end("called off");
    }
    Copy(const Copy&) = delete;
    Copy& operator=(const Copy&) = delete;

    void add_row(std::span<const Value> cells, std::span<const PostgresType> types) {
        put_big_endian(buffer_, static_cast<std::uint16_t>(cells.size()));
        for (std::size_t i = 0; i < cells.size(); ++i) add_cell(cells[i], types[i]);
        if (buffer_.size() >= copy_buffer_bytes) send();
    }
    void finish() {
        put_big_endian<std::uint16_t>(buffer_, 0xFFFF);
        send();
        const auto result = end(nullptr);
        if (PQresultStatus(result.get()) != PGRES_COMMAND_OK)
            throw_postgres_error(connection_.handle(), result.get(), sql_);
    }

  private:
    void add_cell(const Value& cell, PostgresType type) {
        if (std::holds_alternative<Null>(cell)) {
            put_big_endian<std::uint32_t>(buffer_, 0xFFFFFFFF);
            return;
        }
        const auto* integer = std::get_if<std::int64_t>(&cell);
        const auto* real = std::get_if<double>(&cell);
        const auto* text = std::get_if<std::string_view>(&cell);
        const auto* blob = std::get_if<Blob>(&cell);
        if (integer && type == PostgresType::int8) {
            add_number(static_cast<std::uint64_t>(*integer));
        } else if ((integer || real) && type == PostgresType::float8) {
            add_number(std::bit_cast<std::uint64_t>(storable(real ? *real : static_cast<double>(*integer))));
        } else if (text && type == PostgresType::text) {
            require_storable(*text);
            add_bytes(*text);
        } else if (blob && type == PostgresType::bytea) {
            add_bytes(blob->bytes);
        } else {
            throw Failure("a value of another type than its column [" + sql_ + "]");
        }
    }
    void add_number(std::uint64_t bits) {
        put_big_endian<std::uint32_t>(buffer_, sizeof bits);
        put_big_endian(buffer_, bits);
    }
    void add_bytes(std::string_view bytes) {
        put_big_endian(buffer_, static_cast<std::uint32_t>(bytes.size()));
        buffer_.append(bytes);
    }
    void send() {
        if (PQputCopyData(connection_.handle(), buffer_.data(), static_cast<int>(buffer_.size())) != 1)
            throw_postgres_error(connection_.handle(), nullptr, sql_);
        buffer_.clear();
    }
    PostgresResult end(const char* complaint) {
        open_ = false;
        PQputCopyEnd(connection_.handle(), complaint);
        PostgresResult first(PQgetResult(connection_.handle()), PQclear);
        while (PGresult* rest = PQgetResult(connection_.handle())) PQclear(rest);
        return first;
    }

    PostgresConnection& connection_;
    std::string sql_;
    std::string buffer_;
    bool open_ = true;
};

bool names_the_key(std::string_view columns) {
    std::string spaced = ",";
    for (const char c : columns)
        if (c != ' ') spaced += c;
    return (spaced + ",").find(",id,") != std::string::npos;
}

/// Rows that brought their own keys do not move the table's counter; the next row without one must not
/// collide.
void move_key_counter(PostgresConnection& connection, const std::string& table) {
    const auto sequence = connection.run_script("SELECT pg_get_serial_sequence('" + table + "', 'id')");
    if (PQgetisnull(sequence.get(), 0, 0)) return;
    connection.run_script("SELECT setval('" + std::string(PQgetvalue(sequence.get(), 0, 0)) +
                          "', highest) FROM (SELECT MAX(id) AS highest FROM " + table +
                          ") AS keys WHERE highest IS NOT NULL");
}

}

void copy_rows(PostgresConnection& connection, std::string_view table, std::string_view columns,
               std::size_t rows, const std::function<void(std::size_t, std::span<Value>)>& fill) {
    const std::string target(table), names(columns);
    const auto types = connection.prepared("SELECT " + names + " FROM " + target + " LIMIT 0", {}).columns;
    Copy copy(connection, "COPY " + target + " (" + names + ") FROM STDIN (FORMAT binary)");
    std::vector<Value> cells(types.size());
    for (std::size_t i = 0; i < rows; ++i) {
        std::fill(cells.begin(), cells.end(), Value{});
        fill(i, cells);
        copy.add_row(cells, types);
    }
    copy.finish();
    if (names_the_key(columns)) move_key_counter(connection, target);
}

}
