#include <fmt/format.h>

#include "platform/documents/workbook.hpp"

namespace tarn::documents {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// "-1.5", "+3", "-.5": a sign, digits, at most one point. Spreadsheets read these as values, not as
/// formulas.
bool is_plain_number(std::string_view text) {
    if (text.empty()) return false;
    if (text.front() == '-' || text.front() == '+') text.remove_prefix(1);
    bool digits = false, point = false;
    for (const char c : text) {
        if (is_digit(c))
            digits = true;
        else if (c == '.' && !point)
            point = true;
        else
            return false;
    }
    return digits;
}

std::string text_of(const Cell& cell) {
    struct Writer {
        std::string operator()(std::monostate) const { return {}; }
        std::string operator()(const std::string& text) const { return neutral(text); }
        std::string operator()(std::int64_t value) const { return std::to_string(value); }
        std::string operator()(const Number& number) const {
            return fmt::format("{:.{}f}", number.value, number.decimals);
        }
        std::string operator()(Date date) const { return date.iso(); }
        std::string operator()(const Missing& missing) const { return neutral(missing.reason); }
    };
    return std::visit(Writer{}, cell);
}

void add_field(std::string& out, std::string_view text) {
    // A blank at either end is quoted too: some readers trim bare fields.
    const bool quote = text.find_first_of(",\"\r\n") != std::string_view::npos ||
                       (!text.empty() && (text.front() == ' ' || text.back() == ' '));
    if (!quote) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

template <class Row, class Text>
void add_row(std::string& out, const Row& row, const Text& text) {
    bool first = true;
    for (const auto& cell : row) {
        if (!first) out += ',';
        first = false;
        add_field(out, text(cell));
    }
    out += "\r\n";
}

}

std::string neutral(std::string_view text) {
    constexpr std::string_view starts_formula = "=+-@\t\r";
    if (text.empty() || starts_formula.find(text.front()) == std::string_view::npos || is_plain_number(text))
        return std::string{text};
    return "'" + std::string{text};
}

std::string to_csv(const Sheet& sheet, const CsvOptions& options) {
    std::string out = options.byte_order_mark ? "\xEF\xBB\xBF" : "";
    add_row(out, sheet.columns, [](const Column& column) { return neutral(column.title); });
    for (const auto& row : sheet.rows) add_row(out, row, text_of);
    return out;
}

std::string to_csv(const Workbook& workbook, const CsvOptions& options) {
    std::string out = to_csv(workbook.sheets.empty() ? Sheet{} : workbook.sheets.front(), options);
    if (!options.notes_below || workbook.notes.empty()) return out;
    out += "\r\n";
    for (const std::string& note : workbook.notes) {
        add_field(out, neutral(note));
        out += "\r\n";
    }
    return out;
}

}
