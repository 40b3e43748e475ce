#include "schools/register_text_test.hpp"

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace tarn::schools::test {

namespace {

std::vector<std::vector<std::string>> words_by_line(std::string_view text) {
    std::vector<std::vector<std::string>> lines;
    std::istringstream in{std::string{text}};
    for (std::string line; std::getline(in, line);) {
        std::istringstream words{line};
        std::vector<std::string> cells;
        for (std::string word; words >> word;) cells.push_back(word);
        if (!cells.empty()) lines.push_back(std::move(cells));
    }
    return lines;
}

Urn urn_in(const std::string& text) {
    return {static_cast<std::int32_t>(std::stoi(text))};
}

}

std::string_view RegisterTexts::cell(std::string_view text) {
    if (text == "-") return {};
    std::string& kept = texts_.emplace_back(text);
    std::replace(kept.begin(), kept.end(), '_', ' ');
    return kept;
}

RegisterTexts& RegisterTexts::file(std::string_view text) {
    const auto lines = words_by_line(text);
    const auto source = lines.size() < 2 ? std::nullopt : source_codes.parse(lines[0].at(0));
    if (!source) throw std::invalid_argument("a register text begins with its source");
    RegisterTable table;
    table.source = *source;
    table.release = ReleaseId{static_cast<std::int64_t>(tables.size() + 1)};
    table.snapshot = *Date::parse_iso(lines[0].at(1));
    const bool keyed = lines[1].at(0) == "key";
    table.urns_are_school_keys = keyed;
    for (std::size_t c = 1; c < lines[1].size(); ++c) {
        const auto field = field_codes.parse(lines[1][c]);
        if (!field) throw std::invalid_argument("no such field: " + lines[1][c]);
        table.columns.push_back({*field, {}});
    }
    for (std::size_t i = 2; i < lines.size(); ++i) {
        table.urns.push_back(urn_in(lines[i].at(0)));
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            table.columns[c].values.push_back(cell(lines[i].at(c + 1)));
        }
    }
    tables.push_back(std::move(table));
    return *this;
}

RegisterTexts& RegisterTexts::links(std::string_view text) {
    RegisterTable table;
    table.source = Source::links;
    table.release = ReleaseId{static_cast<std::int64_t>(tables.size() + 1)};
    table.snapshot = *Date::parse_iso("2025-04-22");
    for (const auto& line : words_by_line(text)) {
        table.links.push_back({urn_in(line.at(0)), urn_in(line.at(1)), cell(line.at(2)),
                               Date::parse_iso(line.at(3)),
                               line.size() > 4 ? cell(line[4]) : std::string_view{}});
    }
    tables.push_back(std::move(table));
    return *this;
}

Evidence RegisterTexts::evidence() const {
    Evidence evidence;
    for (const RegisterTable& table : tables) {
        evidence.links.insert(evidence.links.end(), table.links.begin(), table.links.end());
        evidence.places.insert(evidence.places.end(), table.postcodes.begin(), table.postcodes.end());
        if (table.urns.empty()) continue;
        Statements statements;
        statements.source = table.source;
        statements.release = table.release;
        statements.snapshot = table.snapshot;
        statements.urns_are_school_keys = table.urns_are_school_keys;
        statements.urns = table.urns;
        for (const auto& column : table.columns) {
            statements.columns[static_cast<std::size_t>(column.field)] = column.values;
        }
        evidence.tables.push_back(std::move(statements));
    }
    return evidence;
}

std::string lines_of(const std::vector<School>& versions) {
    std::string out;
    for (const School& school : versions) {
        out += school.urn.text() + " ";
        out += (school.valid.from == School::first_day() ? "" : school.valid.from.iso()) + "..";
        out += (school.valid.to ? school.valid.to->iso() : "") + " ";
        out += school.authority.text() + " ";
        out += std::string{analytics::phase_code(school.phase)} + " '" + std::string{school.name} + "'\n";
    }
    return out;
}

}
