// Reading results: the binary formats of PostgreSQL, and its text format where a column is NUMERIC.
#include <bit>
#include <charconv>

#include "platform/storage/engines.hpp"
#include "platform/storage/postgres_connection.hpp"

namespace tarn::storage {
namespace {

template <class Number>
std::optional<Number> parse_whole_text(std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

class PostgresRow final : public Row {
  public:
    explicit PostgresRow(const PGresult* result) : result_(result) {}
    void move_to(int row) {
        row_ = row;
        decoded_.clear();
    }

    bool is_null(int column) const override {
        if (column < 0 || column >= PQnfields(result_))
            throw Failure("column " + std::to_string(column) + " is absent");
        return PQgetisnull(result_, row_, column) == 1;
    }
    std::int64_t integer(int column) const override {
        const auto raw = value(column);
        if (PQfformat(result_, column) == 0) return integer_from_text(column, raw);
        switch (type(column)) {
            case PostgresType::boolean:
                return raw[0];
            case PostgresType::int2:
                return static_cast<std::int16_t>(big_endian<std::uint16_t>(raw.data()));
            case PostgresType::int4:
                return static_cast<std::int32_t>(big_endian<std::uint32_t>(raw.data()));
            case PostgresType::int8:
                return static_cast<std::int64_t>(big_endian<std::uint64_t>(raw.data()));
            case PostgresType::float8:
                return whole(real(column));
            default:
                throw wrong(column, "an integer");
        }
    }
    double real(int column) const override {
        const auto raw = value(column);
        if (PQfformat(result_, column) == 0) return real_from_text(column, raw);
        switch (type(column)) {
            case PostgresType::float8:
                return std::bit_cast<double>(big_endian<std::uint64_t>(raw.data()));
            case PostgresType::float4:
                return std::bit_cast<float>(big_endian<std::uint32_t>(raw.data()));
            case PostgresType::int2:
            case PostgresType::int4:
            case PostgresType::int8:
                return static_cast<double>(integer(column));
            default:
                throw wrong(column, "a number");
        }
    }
    std::string_view text(int column) const override {
        const auto raw = value(column);
        switch (type(column)) {
            case PostgresType::text:
            case PostgresType::varchar:
            case PostgresType::name:
            case PostgresType::unknown:
                return raw;
            default:
                throw wrong(column, "text");
        }
    }
    std::string_view bytes(int column) const override {
        const auto raw = value(column);
        if (type(column) != PostgresType::bytea) throw wrong(column, "bytes");
        return PQfformat(result_, column) == 1 ? raw : decoded(raw);
    }

  private:
    PostgresType type(int column) const { return static_cast<PostgresType>(PQftype(result_, column)); }
    std::string_view value(int column) const {
        if (is_null(column)) throw Failure(std::string("column ") + PQfname(result_, column) + " is NULL");
        return {PQgetvalue(result_, row_, column),
                static_cast<std::size_t>(PQgetlength(result_, row_, column))};
    }
    Failure wrong(int column, const char* wanted) const {
        return Failure(std::string("column ") + PQfname(result_, column) + " is not " + wanted);
    }
    bool is_number(int column) const {
        switch (type(column)) {
            case PostgresType::int2:
            case PostgresType::int4:
            case PostgresType::int8:
            case PostgresType::float4:
            case PostgresType::float8:
            case PostgresType::numeric:
                return true;
            default:
                return false;
        }
    }
    std::int64_t integer_from_text(int column, std::string_view raw) const {
        if (type(column) == PostgresType::boolean) return raw == "t";
        if (!is_number(column)) throw wrong(column, "an integer");
        if (const auto number = parse_whole_text<std::int64_t>(raw)) return *number;
        return whole(real_from_text(column, raw));
    }
    double real_from_text(int column, std::string_view raw) const {
        const auto number = is_number(column) ? parse_whole_text<double>(raw) : std::nullopt;
        if (!number) throw wrong(column, "a number");
        return *number;
    }
    std::string_view decoded(std::string_view hex) const {
        std::size_t size = 0;
        unsigned char* bytes = PQunescapeBytea(reinterpret_cast<const unsigned char*>(hex.data()), &size);
        if (!bytes) throw std::bad_alloc();
        decoded_.push_back(std::make_unique<std::string>(reinterpret_cast<char*>(bytes), size));
        PQfreemem(bytes);
        return *decoded_.back();
    }

    const PGresult* result_;
    int row_ = -1;
    mutable std::vector<std::unique_ptr<std::string>> decoded_;
};

class PostgresCursor final : public Cursor {
  public:
    explicit PostgresCursor(PostgresResult result) : result_(std::move(result)), row_(result_.get()) {}
    bool next() override {
        row_.move_to(++at_);
        return at_ < PQntuples(result_.get());
    }
    const Row& row() const override { return row_; }

  private:
    PostgresResult result_;
    PostgresRow row_;
    int at_ = -1;
};

}

std::unique_ptr<Cursor> postgres_cursor(PostgresResult result) {
    return std::make_unique<PostgresCursor>(std::move(result));
}

}
