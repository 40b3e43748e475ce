// The rows of an uploaded table: each cell read by its type, each row stored or rejected with its reasons.
#include <algorithm>
#include <charconv>
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

/// What is wrong with the cells of a row; the rest is in `into`.
std::vector<RejectedCell> read_row(const ImportSpec& spec, const CsvTable& table, const CsvRow& row,
                                   void* into) {
    std::vector<RejectedCell> wrong;
    for (const ImportColumnSpec& column : spec.columns) {
        const auto cell = table.cell(row, column.name);
        std::string reason;
        if (!cell.empty())
            reason = column.read(cell, into);
        else if (column.is_needed)
            reason = "Nothing stands here, and it must";
        if (!reason.empty()) wrong.push_back({row.number, column.name, reason, std::string{cell}});
    }
    return wrong;
}

RejectedCell refused_row(const ImportSpec& spec, const CsvTable& table, const CsvRow& row,
                         const Error& error) {
    const auto at = std::ranges::find_if(
        spec.columns, [&](const auto& one) { return !one.field.empty() && one.field == error.field; });
    const std::string& column = at == spec.columns.end() ? error.field : at->name;
    return {row.number, column, error.message,
            column.empty() ? whole(row) : std::string{table.cell(row, column)}};
}

}

std::string read_cell(std::string_view cell, std::string& into) {
    into = cell;
    return {};
}
std::string read_cell(std::string_view cell, Urn& into) {
    const auto urn = Urn::parse(cell);
    if (!urn) return fmt::format("“{}” is not a URN of six digits", cell);
    into = *urn;
    return {};
}
std::string read_cell(std::string_view cell, Date& into) {
    const auto day = Date::parse_published(cell);
    if (!day) return fmt::format("“{}” is not a date such as 2026-03-02 or 02/03/2026", cell);
    into = *day;
    return {};
}
std::string read_cell(std::string_view cell, std::int64_t& into) {
    return is_number(cell, into) ? "" : fmt::format("“{}” is not a whole number such as 12", cell);
}
std::string read_cell(std::string_view cell, double& into) {
    return is_number(cell, into) ? "" : fmt::format("“{}” is not a number such as 12.5", cell);
}
std::string read_cell(std::string_view cell, bool& into) {
    const std::string word = folded(cell);
    if (word != "yes" && word != "no") return fmt::format("“{}” is neither yes nor no", cell);
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
    return fmt::format("“{}” is none of {}", cell, words);
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
            if (stored)
                ++(*stored ? outcome.added : outcome.unchanged);
            else
                wrong.push_back(refused_row(spec, table, row, stored.error()));
        }
        std::ranges::move(wrong, std::back_inserter(outcome.rejected));
    }
    return outcome;
}

std::string rejected_file(const CsvTable& table, const ImportOutcome& outcome) {
    documents::Sheet sheet;
    for (const auto& title : table.titles()) sheet.columns.push_back({title});
    sheet.columns.push_back({"Row"});
    sheet.columns.push_back({"What is wrong"});
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
        sheet.rows.push_back(std::move(cells));
    }
    return documents::to_csv(sheet);
}

}
