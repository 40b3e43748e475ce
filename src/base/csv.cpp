#include "base/csv.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <fmt/format.h>

#include "base/day_order.hpp"

namespace tarn {
namespace {

std::string trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return {};
    return std::string{text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1)};
}

std::string folded(std::string_view header) {
    std::string key;
    for (char c : header) {
        if (c == ' ' || c == '_' || c == '-') continue;
        key += c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    }
    return key;
}

void append_utf8(std::string& out, std::uint32_t point) {
    if (point < 0x80) {
        out += static_cast<char>(point);
    } else if (point < 0x800) {
        out += static_cast<char>(0xc0 | (point >> 6));
        out += static_cast<char>(0x80 | (point & 0x3f));
    } else {
        out += static_cast<char>(0xe0 | (point >> 12));
        out += static_cast<char>(0x80 | ((point >> 6) & 0x3f));
        out += static_cast<char>(0x80 | (point & 0x3f));
    }
}

/// Reads records one after another; `at` rests behind the last one read.
class Records {
  public:
    explicit Records(std::string_view text) : text_(text) {}

    bool done() const { return at_ >= text_.size(); }

    Result<CsvRow> next() {
        CsvRow row{++number_, {}};
        for (;;) {
            std::string cell;
            if (at_ < text_.size() && text_[at_] == '"') {
                if (!quoted(cell))
                    return Error{fmt::format("Row {} opens a quotation mark that is never closed.", number_),
                                 {}};
            } else {
                const auto end = std::min(text_.find_first_of(",\r\n", at_), text_.size());
                cell = trimmed(text_.substr(at_, end - at_));
                at_ = end;
            }
            row.cells.push_back(std::move(cell));
            if (at_ < text_.size() && text_[at_] == ',') {
                ++at_;
                continue;
            }
            end_of_line();
            return row;
        }
    }

  private:
    bool quoted(std::string& cell) {
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] != '"') {
                cell += text_[at_];
            } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
                cell += '"';
                ++at_;
            } else {
                ++at_;
                const auto end = std::min(text_.find_first_of(",\r\n", at_), text_.size());
                cell += text_.substr(at_, end - at_);
                at_ = end;
                cell = trimmed(cell);
                return true;
            }
        }
        return false;
    }
    void end_of_line() {
        if (at_ < text_.size() && text_[at_] == '\r') ++at_;
        if (at_ < text_.size() && text_[at_] == '\n') ++at_;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t number_ = 0;
};

}

bool is_utf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        if (lead < 0x80) {
            ++i;
            continue;
        }
        const std::size_t extra = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
        if (lead < 0xc2 || lead > 0xf4 || i + extra >= text.size()) return false;
        std::uint32_t point = lead & (0x3fu >> extra);
        for (std::size_t k = 1; k <= extra; ++k) {
            const auto next = static_cast<unsigned char>(text[i + k]);
            if ((next & 0xc0) != 0x80) return false;
            point = (point << 6) | (next & 0x3fu);
        }
        const bool overlong = (extra == 2 && point < 0x800) || (extra == 3 && point < 0x10000);
        if (overlong || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return false;
        i += extra + 1;
    }
    return true;
}

std::string utf8_from_windows_1252(std::string_view text) {
    // Bytes 0x80 to 0x9f of Windows-1252 (WHATWG encoding standard); the rest are their own code points.
    static constexpr std::array<std::uint16_t, 32> high{
        0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x008d, 0x017d, 0x008f, 0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
        0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178};
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        append_utf8(out, byte >= 0x80 && byte < 0xa0 ? high[byte - 0x80u] : byte);
    }
    return out;
}

namespace {
/// What spreadsheets do in other languages and with "save as text".
std::string why_none(const std::vector<std::string>& header) {
    if (header.size() != 1 || header.front().find_first_of(";\t") == std::string::npos) return {};
    return " Its columns are not separated by commas: save it as CSV with commas and try again.";
}
}

Result<CsvTable> CsvTable::parse(std::string_view text, std::initializer_list<std::string_view> wanted) {
    return parse(text, std::span{wanted.begin(), wanted.size()});
}

Result<CsvTable> CsvTable::parse(std::string_view text, std::span<const std::string_view> wanted) {
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    if (text.starts_with("PK\x03\x04"))
        return Error{"The file is a workbook or a zip archive. Save it as CSV and try again.", {}};
    if (text.find('\0') != std::string_view::npos)
        return Error{"The file holds a NUL byte, so it is not a CSV file. Save it as CSV and try again.", {}};
    const std::string converted = is_utf8(text) ? std::string{} : utf8_from_windows_1252(text);
    Records records{converted.empty() ? text : std::string_view{converted}};
    if (records.done()) return Error{"The file is empty.", {}};
    auto header = records.next();
    if (!header) return header.error();
    CsvTable table;
    for (const auto& name : header->cells) table.header_.push_back(folded(name));
    for (const auto name : wanted) {
        const auto times = std::count(table.header_.begin(), table.header_.end(), folded(name));
        if (times == 0)
            return Error{fmt::format("Row 1 has no column called \"{}\".{}", name, why_none(header->cells)),
                         {}};
        if (times > 1) return Error{fmt::format("Row 1 has the column \"{}\" twice.", name), {}};
    }
    while (!records.done()) {
        auto row = records.next();
        if (!row) return row.error();
        const bool blank =
            std::all_of(row->cells.begin(), row->cells.end(), [](const auto& c) { return c.empty(); });
        if (!blank) table.rows_.push_back(*std::move(row));
    }
    for (std::size_t column = 0; column < header->cells.size(); ++column) {
        DayOrder order;
        for (const CsvRow& row : table.rows_)
            if (column < row.cells.size()) order.see(row.cells[column]);
        if (order.month_first()) return Error{order.sentence(header->cells[column]), {}};
    }
    table.titles_ = std::move(header->cells);
    return table;
}

std::optional<std::size_t> CsvTable::find(std::string_view column) const {
    const auto at = std::find(header_.begin(), header_.end(), folded(column));
    if (at == header_.end()) return std::nullopt;
    return static_cast<std::size_t>(at - header_.begin());
}

std::string_view CsvTable::cell(const CsvRow& row, std::string_view column) const {
    const auto at = find(column);
    return at && *at < row.cells.size() ? std::string_view{row.cells[*at]} : std::string_view{};
}

}
