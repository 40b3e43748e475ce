#pragma once
// Tables as people take them away: CSV and XLSX, typed, with their sources, and safe to open.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.hpp"
#include "base/date.hpp"
#include "base/result.hpp"

namespace tarn::documents {

/// A value that is not there, and why: CSV shows the reason's words, XLSX the same in grey.
struct Missing {
    std::string reason;  ///< "suppressed"
};
struct Number {
    double value = 0;
    int decimals = 1;      ///< shown; XLSX keeps the whole value
    bool percent = false;  ///< `value` is 0..100 and means per cent
};
/// Text is never a formula: see neutral().
using Cell = std::variant<std::monostate, std::string, std::int64_t, Number, Date, Missing>;

struct Column {
    std::string title;
    int width = 0;  ///< characters in XLSX; 0: from the title and the first rows
};
struct Sheet {
    std::string name;  ///< XLSX: cut to 31 characters, []:*?/\ replaced
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows;
};
/// One file: sheets, and notes (what it is, as at when, sources, who asked) on a last sheet named "Notes".
struct Workbook {
    std::string title;
    std::string author;
    Instant made{};  ///< the file's own creation date; the same workbook gives the same bytes
    std::vector<Sheet> sheets;
    std::vector<std::string> notes;
};

struct CsvOptions {
    bool byte_order_mark = true;  ///< without it Excel reads UTF-8 as Windows-1252
    bool notes_below = false;
};
/// RFC 4180 with CRLF; dates as ISO 8601; numbers with a point and no thousands separator. Only the first
/// sheet.
std::string to_csv(const Workbook& workbook, const CsvOptions& options = {});
std::string to_csv(const Sheet& sheet, const CsvOptions& options = {});
Result<std::string> to_xlsx(const Workbook& workbook);

inline constexpr const char* csv_type = "text/csv; charset=utf-8";
inline constexpr const char* xlsx_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Text that a spreadsheet would run as a formula (first character = + - @, tab or carriage return) gets an
/// apostrophe in front, unless it is a plain number such as "-1.5". [owasp-csv-injection]
std::string neutral(std::string_view text);

}
