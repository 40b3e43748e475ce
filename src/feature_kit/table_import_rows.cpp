// The rows of an uploaded table: each cell read by its type, each row stored or rejected with its reasons.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <set>

#include "feature_kit/table_import.hpp"
#include "platform/documents/workbook.hpp"

namespace tarn::kit {
namespace {

std::string folded(std::string_view text) {
    std::string out;
    for (const char c : text)
        out += c == ' ' || c == '-' ? '_' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    return out;
}

template <class N>
bool is_number(std::string_view cell, N& into) {
    const auto [end, problem] = std::from_chars(cell.data(), cell.data() + cell.size(), into);
    return problem == std::errc{} && end == cell.data() + cell.size();
}

std::string whole(const CsvRow& row) {
    std::string text;
    for (const auto& cell : row.cells) (text += text.empty() ? "" : ", ") += cell;
    return text;
}

std::string heading_of(const ImportSpec& spec, const std::string& field) {
    for (const ImportColumnSpec& column : spec.columns)
        if (!field.empty() && column.kept == field) return column.name;
    return field;
}

/// As CsvTable compares headings.
std::string heading_key(std::string_view heading) {
    std::string key = folded(heading);
    std::erase(key, '_');
    return key;
}

/// Cells to the right of the last heading: mostly a comma within a text that has no quotation marks.
std::vector<std::string> beyond_headings(const CsvTable& table, const CsvRow& row) {
    std::vector<std::string> cells;
    for (std::size_t i = table.titles().size(); i < row.cells.size(); ++i) cells.push_back(row.cells[i]);
    while (!cells.empty() && cells.back().empty()) cells.pop_back();
    return cells;
}

constexpr std::string_view row_heading = "Row", reason_heading = "What is wrong";

/// What is wrong with the cells of a row; the rest is in `into`.
std::vector<RejectedCell> read_row(const ImportSpec& spec, const CsvTable& table, const CsvRow& row,
                                   void* into) {
    std::vector<RejectedCell> wrong;
    if (const auto beyond = beyond_headings(table, row); !beyond.empty())
        wrong.push_back({row.number, "",
                         "This row has too many cells. Put text with a comma in quotation marks",
                         beyond.front()});
    for (const ImportColumnSpec& column : spec.columns) {
        const auto cell = table.cell(row, column.name);
        std::string reason;
        if (!cell.empty())
            reason = column.read(cell, into);
        else if (column.is_needed)
            reason = "Enter a value: this column must not be empty";
        if (!reason.empty()) wrong.push_back({row.number, column.name, reason, std::string{cell}});
    }
    return wrong;
}

}

std::string read_cell(std::string_view cell, std::string& into) {
    into = cell;
    return {};
}
std::string read_cell(std::string_view cell, Urn& into) {
    const auto urn = Urn::parse(cell);
    if (!urn) return fmt::format("“{}” is not a URN of five or six digits", cell);
    into = *urn;
    return {};
}
std::string read_cell(std::string_view cell, Date& into) {
    const auto day = Date::parse_published(cell);
    if (!day) return fmt::format("“{}” is not a date such as 2026-03-02 or 02/03/2026", cell);
    if (day->year() < 1900) return fmt::format("“{}” is before 1900", cell);
    into = *day;
    return {};
}
std::string read_cell(std::string_view cell, std::int64_t& into) {
    return is_number(cell, into) ? "" : fmt::format("“{}” is not a whole number such as 12", cell);
}
std::string read_cell(std::string_view cell, double& into) {
    // "nan" and "inf" are numbers to a program, not to those who read what comes of them.
    return is_number(cell, into) && std::isfinite(into)
               ? ""
               : fmt::format("“{}” is not a number such as 12.5", cell);
}
std::string read_cell(std::string_view cell, bool& into) {
    const std::string word = folded(cell);
    if (word != "yes" && word != "no") return fmt::format("“{}” must be yes or no", cell);
    into = word == "yes";
    return {};
}

std::string code_meant(std::string_view cell, const Answers& codes) {
    const std::string typed = folded(cell);
    for (const Answer& one : codes)
        if (typed == one.code || typed == folded(one.title)) return one.code;
    return {};
}

std::string not_among(std::string_view cell, const Answers& codes) {
    std::string words;
    for (const Answer& one : codes) (words += words.empty() ? "" : ", ") += one.code;
    return fmt::format("“{}” is not an option. Use one of: {}", cell, words);
}

std::size_t ImportOutcome::rejected_rows() const {
    std::set<std::size_t> rows;
    for (const RejectedCell& one : rejected) rows.insert(one.row);
    return rows.size();
}

ImportOutcome import_rows(const ImportSpec& spec, const CsvTable& table, const ImportSpec::StoreRow& store) {
    ImportOutcome outcome;
    for (const CsvRow& row : table.rows()) {
        ++outcome.read;
        const auto value = spec.make_row();
        auto wrong = read_row(spec, table, row, value.get());
        if (wrong.empty()) {
            const auto stored = store(value.get());
            if (stored) {
                ++(*stored ? outcome.added : outcome.unchanged);
            } else {
                const std::string column = heading_of(spec, stored.error().field);
                wrong.push_back({row.number, column, stored.error().message,
                                 column.empty() ? whole(row) : std::string{table.cell(row, column)}});
            }
        }
        std::ranges::move(wrong, std::back_inserter(outcome.rejected));
    }
    return outcome;
}

std::string column_twice(const ImportSpec& spec, const CsvTable& table) {
    for (const ImportColumnSpec& column : spec.columns)
        if (std::ranges::count(table.titles(), heading_key(column.name), heading_key) > 1) return column.name;
    return {};
}

std::vector<std::string> unread_headings(const ImportSpec& spec, const CsvTable& table) {
    std::vector<std::string> unread;
    for (const std::string& title : table.titles()) {
        const std::string key = heading_key(title);
        const auto reads = [&](const ImportColumnSpec& column) { return heading_key(column.name) == key; };
        const bool ours = key == heading_key(row_heading) || key == heading_key(reason_heading);
        if (!key.empty() && !ours && std::ranges::none_of(spec.columns, reads)) unread.push_back(title);
    }
    return unread;
}

std::string rejected_file(const CsvTable& table, const ImportOutcome& outcome) {
    documents::Sheet sheet;
    for (const auto& title : table.titles()) sheet.columns.push_back({title});
    sheet.columns.push_back({std::string{row_heading}});
    sheet.columns.push_back({std::string{reason_heading}});
    for (const CsvRow& row : table.rows()) {
        std::string reasons;
        for (const RejectedCell& one : outcome.rejected) {
            if (one.row != row.number) continue;
            reasons += reasons.empty() ? "" : "; ";
            reasons += one.column.empty() ? one.reason : one.column + ": " + one.reason;
        }
        if (reasons.empty()) continue;
        std::vector<documents::Cell> cells(row.cells.begin(), row.cells.end());
        cells.resize(table.titles().size());
        cells.emplace_back(static_cast<std::int64_t>(row.number));
        cells.emplace_back(std::move(reasons));
        // Still without a heading, so that the file is rejected again until they are put right.
        for (std::string& cell : beyond_headings(table, row)) cells.emplace_back(std::move(cell));
        sheet.rows.push_back(std::move(cells));
    }
    return documents::to_csv(sheet);
}

}
