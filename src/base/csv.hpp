#pragma once
// Small tables that people prepare in a spreadsheet and upload: accounts, allocations, levels already held.
// Published files of millions of cells go through evidence's importer instead, which shares no memory with
// this one.
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace tarn {

struct CsvRow {
    std::size_t number = 0;  ///< record number in the file; the header is 1
    std::vector<std::string> cells;
};

/// A table whose header was recognised. Cells are UTF-8, trimmed of blanks.
class CsvTable {
  public:
    /// RFC 4180 with either line ending; a byte-order mark is skipped; text that is not UTF-8 is read as
    /// Windows-1252, as Excel saves it. Refused with a sentence that names the row: an unclosed quote, a NUL
    /// byte, no header, a wanted column that is missing or stands twice, dates that are written month first.
    /// Headers are compared without regard to case, blanks and underscores. Rows that are wholly empty are
    /// skipped.
    static Result<CsvTable> parse(std::string_view text, std::initializer_list<std::string_view> wanted);
    static Result<CsvTable> parse(std::string_view text, std::span<const std::string_view> wanted);

    const std::vector<std::string>& titles() const { return titles_; }  ///< the header as the file has it
    const std::vector<CsvRow>& rows() const { return rows_; }
    /// The cell under `column`, one of the wanted ones or any other in the header; empty when the row is
    /// short.
    std::string_view cell(const CsvRow& row, std::string_view column) const;
    bool has(std::string_view column) const { return find(column).has_value(); }

  private:
    std::optional<std::size_t> find(std::string_view column) const;
    std::vector<std::string> header_, titles_;
    std::vector<CsvRow> rows_;
};

bool is_utf8(std::string_view text);  ///< well-formed, without surrogates and overlong forms
std::string utf8_from_windows_1252(std::string_view text);

}
