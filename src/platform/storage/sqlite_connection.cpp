#include "platform/storage/sqlite_connection.hpp"

#include <cerrno>
#include <charconv>
#include <string>

#include "platform/storage/text_rules.hpp"

namespace tarn::storage {
namespace {

/// SQL that is put together at run time must not fill the memory with statements nobody asks for again.
constexpr std::size_t most_idle_statements = 256;

/// SQLite's BINARY compares bytes as PostgreSQL's "C" does; under its own name an index can serve the order.
std::string in_sqlite_words(std::string_view sql) {
    constexpr std::string_view theirs = "COLLATE \"C\"", ours = "COLLATE BINARY";
    std::string text(sql);
    for (auto at = text.find(theirs); at != std::string::npos; at = text.find(theirs, at + ours.size()))
        text.replace(at, theirs.size(), ours);
    return text;
}

/// SQLite says "full" for a full disk, but "I/O error" for a file that may not grow. What the system said is
/// kept by SQLite while a statement runs, yet not for a COMMIT, where errno still has it.
bool out_of_room(sqlite3* connection, int code, int last_errno) {
    if (code == SQLITE_FULL) return true;
    if (code != SQLITE_IOERR) return false;
    const auto is_room = [](int cause) { return cause == EFBIG || cause == ENOSPC || cause == EDQUOT; };
    return is_room(sqlite3_system_errno(connection)) || is_room(last_errno);
}

}

void throw_sqlite_error(sqlite3* connection, std::string_view sql) {
    const int last_errno = errno;
    const int code = sqlite3_errcode(connection) & 0xFF;
    std::string detail = sqlite3_errmsg(connection);
    if (!sql.empty()) detail += " [" + std::string(sql) + "]";
    if (out_of_room(connection, code, last_errno)) throw Full(detail);
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED) throw Busy(detail);
    if (code == SQLITE_CONSTRAINT) throw ConstraintBroken(detail);
    throw Failure(detail);
}

SqliteStatement::SqliteStatement(sqlite3* connection, std::string_view sql)
    : connection_(connection), sql_(sql) {
    const std::string text = in_sqlite_words(sql);
    const char* rest = nullptr;
    if (sqlite3_prepare_v3(connection, text.c_str(), static_cast<int>(text.size()) + 1,
                           SQLITE_PREPARE_PERSISTENT, &statement_, &rest) != SQLITE_OK)
        throw_sqlite_error(connection, sql);
    if (!statement_) throw Failure("empty SQL");
    if (std::string_view(rest).find_first_not_of(" \t\r\n;") != std::string_view::npos) {
        sqlite3_finalize(statement_);
        throw Failure("more than one SQL statement: " + sql_);
    }
    const int count = sqlite3_bind_parameter_count(statement_);
    for (int i = 1; i <= count; ++i) {
        const std::string_view name = sqlite3_bind_parameter_name(statement_, i);
        std::size_t number = 0;
        std::from_chars(name.data() + 1, name.data() + name.size(), number);
        numbers_.push_back(number);
    }
}

void SqliteStatement::bind(std::span<const Value> values) {
    for (std::size_t i = 0; i < numbers_.size(); ++i) {
        if (numbers_[i] < 1 || numbers_[i] > values.size()) throw Failure("too few values for: " + sql_);
        bind_one(static_cast<int>(i) + 1, values[numbers_[i] - 1]);
    }
}

void SqliteStatement::bind_one(int index, const Value& value) {
    int code = SQLITE_OK;
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        code = sqlite3_bind_int64(statement_, index, *number);
    } else if (const auto* real = std::get_if<double>(&value)) {
        code = sqlite3_bind_double(statement_, index, storable(*real));
    } else if (const auto* text = std::get_if<std::string_view>(&value)) {
        require_storable(*text);
        code = sqlite3_bind_text64(statement_, index, text->data() ? text->data() : "", text->size(),
                                   SQLITE_STATIC, SQLITE_UTF8);
    } else if (const auto* blob = std::get_if<Blob>(&value)) {
        code = sqlite3_bind_blob64(statement_, index, blob->bytes.data() ? blob->bytes.data() : "",
                                   blob->bytes.size(), SQLITE_STATIC);
    } else {
        code = sqlite3_bind_null(statement_, index);
    }
    if (code != SQLITE_OK) throw_sqlite_error(connection_, sql_);
}

bool SqliteStatement::step() {
    errno = 0;
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) throw_sqlite_error(connection_, sql_);
    return false;
}

void SqliteStatement::reset() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
}

SqliteConnection::SqliteConnection(const std::string& file, Use use, const Options& options) {
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(file.c_str(), &handle_, flags, nullptr) != SQLITE_OK) {
        const std::string why = handle_ ? sqlite3_errmsg(handle_) : "out of memory";
        sqlite3_close_v2(handle_);
        throw Failure("The database file " + file + " cannot be opened: " + why + ".");
    }
    try {
        sqlite3_extended_result_codes(handle_, 1);
        wait_at_most(options.busy);
        // A commit is on the disk when it returns (FULL). Temporary b-trees stay in memory: no hidden files.
        run_script(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
            "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000; PRAGMA journal_size_limit = 67108864;"
            "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;");
        if (options.max_pages)
            run_script(("PRAGMA max_page_count = " + std::to_string(*options.max_pages)).c_str());
        if (use == Use::read) run_script("PRAGMA query_only = ON");
    } catch (const Failure&) {
        const bool foreign = sqlite3_errcode(handle_) % 256 == SQLITE_NOTADB;
        sqlite3_close_v2(handle_);
        if (foreign) throw Failure("The file " + file + " is not a Tarn database.");
        throw;
    }
}

SqliteConnection::~SqliteConnection() {
    idle_.clear();
    sqlite3_close_v2(handle_);
}

void SqliteConnection::run_script(const char* sql) {
    errno = 0;
    if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) throw_sqlite_error(handle_, sql);
}

void SqliteConnection::run(std::string_view sql) {
    auto statement = take(sql);
    while (statement->step()) {
    }
    give_back(std::move(statement));
}

std::unique_ptr<SqliteStatement> SqliteConnection::take(std::string_view sql) {
    const auto found = idle_.find(sql);
    if (found == idle_.end() || found->second.empty()) return std::make_unique<SqliteStatement>(handle_, sql);
    auto statement = std::move(found->second.back());
    found->second.pop_back();
    --idle_count_;
    return statement;
}

void SqliteConnection::give_back(std::unique_ptr<SqliteStatement> statement) {
    statement->reset();
    if (idle_count_ >= most_idle_statements) {
        idle_.clear();
        idle_count_ = 0;
    }
    auto& same = idle_[statement->sql()];
    same.push_back(std::move(statement));
    ++idle_count_;
}

}
