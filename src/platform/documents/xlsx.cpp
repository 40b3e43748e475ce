// XLSX through libxlsxwriter, which writes files only: a private one, removed at once.
#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <unistd.h>
#include <xlsxwriter.h>

#include "platform/documents/workbook.hpp"

namespace tarn::documents {
namespace {

constexpr std::size_t longest_text = 32'767;        // characters of one cell, a limit of the format
constexpr std::size_t most_rows = LXW_ROW_MAX - 1;  // below the headings

/// Cuts at a limit in bytes, which is never above the limit in characters, and not inside a character.
std::string cut(std::string text, std::size_t bytes) {
    if (text.size() <= bytes) return text;
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
    text.resize(bytes);
    return text;
}

/// A folder with one file in it, gone when this goes.
class Scratch {
  public:
    Scratch() {
        std::string pattern = (std::filesystem::temp_directory_path() / "tarn-xlsx-XXXXXX").string();
        if (mkdtemp(pattern.data())) folder_ = pattern;
    }
    ~Scratch() {
        std::error_code ignored;
        if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    bool ok() const { return !folder_.empty(); }
    std::string file() const { return (folder_ / "book.xlsx").string(); }

  private:
    std::filesystem::path folder_;
};

/// The formats of one workbook; libxlsxwriter owns them.
class Formats {
  public:
    explicit Formats(lxw_workbook* book) : book_(book) {
        heading = workbook_add_format(book);
        format_set_bold(heading);
        format_set_text_wrap(heading);
        format_set_align(heading, LXW_ALIGN_VERTICAL_TOP);
        format_set_bottom(heading, LXW_BORDER_THIN);
        missing = workbook_add_format(book);
        format_set_italic(missing);
        format_set_font_color(missing, 0x595959);
        date = workbook_add_format(book);
        format_set_num_format(date, "d mmm yyyy");
        wrapped = workbook_add_format(book);
        format_set_text_wrap(wrapped);
    }
    lxw_format* number(const Number& shape) {
        lxw_format*& format = numbers_[{shape.decimals, shape.percent}];
        if (!format) {
            format = workbook_add_format(book_);
            std::string code = shape.decimals > 0
                                   ? "0." + std::string(static_cast<std::size_t>(shape.decimals), '0')
                                   : std::string{"0"};
            if (shape.percent) code += "\"%\"";
            format_set_num_format(format, code.c_str());
        }
        return format;
    }
    lxw_format *heading, *missing, *date, *wrapped;

  private:
    lxw_workbook* book_;
    std::map<std::pair<int, bool>, lxw_format*> numbers_;
};

struct CellWriter {
    lxw_worksheet* sheet;
    Formats& formats;
    lxw_row_t row;
    lxw_col_t column;

    lxw_error write_text(const std::string& text, lxw_format* format) const {
        return worksheet_write_string(sheet, row, column, cut(neutral(text), longest_text).c_str(), format);
    }
    lxw_error operator()(std::monostate) const { return LXW_NO_ERROR; }
    lxw_error operator()(const std::string& text) const { return write_text(text, nullptr); }
    lxw_error operator()(std::int64_t value) const {
        // Above 2^53 a spreadsheet's number would change the last digits.
        constexpr std::int64_t exact = std::int64_t{1} << 53;
        if (value > exact || value < -exact) return write_text(std::to_string(value), nullptr);
        return worksheet_write_number(sheet, row, column, static_cast<double>(value), nullptr);
    }
    lxw_error operator()(const Number& number) const {
        return worksheet_write_number(sheet, row, column, number.value, formats.number(number));
    }
    lxw_error operator()(Date date) const {
        if (date.year() < 1900) return write_text(date.iso(), nullptr);  // before the format's calendar
        lxw_datetime when{};
        when.year = date.year();
        when.month = static_cast<int>(date.month());
        when.day = static_cast<int>(date.day());
        return worksheet_write_datetime(sheet, row, column, &when, formats.date);
    }
    lxw_error operator()(const Missing& missing) const { return write_text(missing.reason, formats.missing); }
};

/// A name the format accepts and no other sheet has.
std::string sheet_name(const std::string& wanted, std::set<std::string>& taken) {
    std::string name = cut(wanted.empty() ? "Sheet" : wanted, 31);
    for (char& c : name)
        if (std::string_view{"[]:*?/\\'"}.find(c) != std::string_view::npos) c = ' ';
    const std::string stem = cut(name, 28);
    for (int n = 2; !taken.insert(name).second; ++n) name = stem + " " + std::to_string(n);
    return name;
}

/// Wide enough for the title and the first rows, within reason.
double column_width(const Sheet& sheet, std::size_t at) {
    if (sheet.columns[at].width > 0) return sheet.columns[at].width;
    std::size_t longest = std::min<std::size_t>(sheet.columns[at].title.size(), 18);
    const std::size_t sample = std::min<std::size_t>(sheet.rows.size(), 50);
    for (std::size_t row = 0; row < sample; ++row) {
        if (at >= sheet.rows[row].size()) continue;
        if (const auto* text = std::get_if<std::string>(&sheet.rows[row][at]))
            longest = std::max(longest, text->size());
    }
    return static_cast<double>(std::clamp<std::size_t>(longest + 2, 10, 60));
}

lxw_error write_sheet(lxw_workbook* book, Formats& formats, const Sheet& sheet, const std::string& name) {
    lxw_worksheet* out = workbook_add_worksheet(book, name.c_str());
    if (!out) return LXW_ERROR_SHEETNAME_ALREADY_USED;
    lxw_error first = LXW_NO_ERROR;
    const auto keep = [&](lxw_error error) { first = first == LXW_NO_ERROR ? error : first; };
    for (std::size_t at = 0; at < sheet.columns.size(); ++at) {
        const auto column = static_cast<lxw_col_t>(at);
        worksheet_set_column(out, column, column, column_width(sheet, at), nullptr);
        keep(worksheet_write_string(out, 0, column, neutral(sheet.columns[at].title).c_str(),
                                    formats.heading));
    }
    for (std::size_t row = 0; row < sheet.rows.size(); ++row)
        for (std::size_t at = 0; at < sheet.rows[row].size(); ++at)
            keep(std::visit(
                CellWriter{out, formats, static_cast<lxw_row_t>(row + 1), static_cast<lxw_col_t>(at)},
                sheet.rows[row][at]));
    worksheet_freeze_panes(out, 1, 1);
    if (!sheet.columns.empty() && !sheet.rows.empty())
        worksheet_autofilter(out, 0, 0, static_cast<lxw_row_t>(sheet.rows.size()),
                             static_cast<lxw_col_t>(sheet.columns.size() - 1));
    return first;
}

void write_notes(lxw_workbook* book, const Formats& formats, const Workbook& workbook,
                 const std::string& name) {
    lxw_worksheet* out = workbook_add_worksheet(book, name.c_str());
    if (!out) return;
    worksheet_set_column(out, 0, 0, 100, nullptr);
    worksheet_write_string(out, 0, 0, neutral(workbook.title).c_str(), formats.heading);
    for (std::size_t row = 0; row < workbook.notes.size(); ++row)
        worksheet_write_string(out, static_cast<lxw_row_t>(row + 1), 0,
                               cut(neutral(workbook.notes[row]), longest_text).c_str(), formats.wrapped);
}

void write_properties(lxw_workbook* book, const Workbook& workbook) {
    std::string title = cut(workbook.title, 255), author = cut(workbook.author, 255);
    lxw_doc_properties properties{};
    properties.title = title.data();
    properties.author = author.data();
    // Zero would mean the hour of writing.
    properties.created = std::max<std::time_t>(1, workbook.made.time_since_epoch().count());
    workbook_set_properties(book, &properties);
}

Error failed(lxw_error error) {
    return {"The spreadsheet could not be made. Try again, or take the CSV file.",
            fmt::format("libxlsxwriter: {}", lxw_strerror(error))};
}

}

Result<std::string> to_xlsx(const Workbook& workbook) {
    for (const Sheet& sheet : workbook.sheets)
        if (sheet.rows.size() > most_rows)
            return Error{
                fmt::format("A spreadsheet holds at most {} rows: narrow the list, or take the CSV file.",
                            most_rows),
                {}};
    const Scratch scratch;
    if (!scratch.ok()) return Error{failed(LXW_ERROR_CREATING_TMPFILE).message, std::strerror(errno)};
    const std::string path = scratch.file();
    lxw_workbook* book = workbook_new(path.c_str());
    if (!book) return failed(LXW_ERROR_MEMORY_MALLOC_FAILED);
    Formats formats(book);
    write_properties(book, workbook);
    std::set<std::string> taken;
    lxw_error error = LXW_NO_ERROR;
    for (const Sheet& sheet : workbook.sheets) {
        const lxw_error one = write_sheet(book, formats, sheet, sheet_name(sheet.name, taken));
        if (error == LXW_NO_ERROR) error = one;
    }
    if (!workbook.notes.empty() || workbook.sheets.empty())
        write_notes(book, formats, workbook, sheet_name("Notes", taken));
    const lxw_error closing = workbook_close(book);
    if (error != LXW_NO_ERROR || closing != LXW_NO_ERROR)
        return failed(error != LXW_NO_ERROR ? error : closing);
    std::ifstream file(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    if (!file || bytes.empty()) return failed(LXW_ERROR_CREATING_XLSX_FILE);
    return bytes;
}

}
