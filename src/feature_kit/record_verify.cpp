// What is looked for in stored rows: faults, rows whose time is over, rows about a person.
#include <algorithm>
#include <fmt/format.h>

#include "feature_kit/record.hpp"

namespace tarn::kit {
namespace {

std::string fault_in(const Column& column, const Cell& cell) {
    if (std::holds_alternative<std::monostate>(cell))
        return column.optional || column.kind == Kind::text || !column.kept() ? "" : "is empty";
    const auto* text = std::get_if<std::string>(&cell);
    if (!text) return {};
    switch (column.kind) {
        case Kind::code:
            return std::ranges::count(column.words, *text, &CodeWord::code) > 0 ? "" : "is no known code";
        case Kind::date:
            return Date::parse_iso(*text) ? "" : "is no date";
        case Kind::instant:
            return parse_instant(*text) ? "" : "is no instant";
        default:
            break;
    }
    if (!column.required.empty() && blank(*text)) return "is blank";
    return column.longest > 0 && characters(*text) > column.longest ? "is too long" : "";
}

}

std::vector<std::string> RecordBase::faults_of(const storage::Row& row) const {
    std::vector<std::string> faults;
    std::vector<Cell> cells;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        cells.push_back(cell_in(row, static_cast<int>(i), columns_[i].kind));
        if (const auto fault = fault_in(columns_[i], cells.back()); !fault.empty())
            faults.push_back(columns_[i].name + " " + fault);
    }
    if (!faults.empty()) return faults;
    const auto as_struct = make_();
    for (std::size_t i = 0; i < columns_.size(); ++i)
        if (columns_[i].member.set) put(columns_[i], cells[i], as_struct.get());
    for (std::size_t i = 0; i < columns_.size(); ++i)
        if (columns_[i].derive && cells[i] != cell_of(columns_[i], as_struct.get()))
            faults.push_back(columns_[i].name + " is another in SQL than by its rule");
    return faults;
}

void RecordBase::verify_references(storage::Reader& db, std::vector<std::string>& faults) const {
    for (const Column& column : columns_) {
        if (column.kind != Kind::person || !column.kept()) continue;
        const Sql lost{
            fmt::format("SELECT {0} FROM {1} WHERE {2} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM person "
                        "WHERE person.id = {1}.{2}) ORDER BY {0}",
                        key_column().name, table_, column.name)};
        for (const storage::Row& row : query(db, lost))
            faults.push_back(
                fmt::format("{} {}: {} is a person who does not exist", noun_, row.integer(0), column.name));
    }
}

std::vector<std::string> RecordBase::verify(storage::Reader& db,
                                            const std::function<bool(Urn)>& school_is_known) const {
    std::vector<std::string> faults;
    const auto school = std::ranges::find(columns_, Kind::school, &Column::kind);
    for (const storage::Row& row : query(db, Sql{everything() + " ORDER BY " + key_column().name})) {
        const std::int64_t key = row.integer(static_cast<int>(key_));
        for (const std::string& fault : faults_of(row))
            faults.push_back(fmt::format("{} {}: {}", noun_, key, fault));
        if (!school_is_known || school == columns_.end()) continue;
        const int at = static_cast<int>(school - columns_.begin());
        if (!row.is_null(at) && !school_is_known(row.urn(at)))
            faults.push_back(fmt::format("{} {} names school {}, which no register knows", noun_, key,
                                         row.urn(at).text()));
    }
    verify_references(db, faults);
    if (faults.empty() && rules_.consistent) verify_consistency(db, faults);
    return faults;
}

/// Of rows that can all be read.
void RecordBase::verify_consistency(storage::Reader& db, std::vector<std::string>& faults) const {
    const auto row = make_();
    for (const storage::Row& found : open_without_viewer(db, Sql{"ORDER BY " + key_column().name})) {
        read(found, row.get());
        if (const Outcome sound = rules_.consistent(row.get()); !sound)
            faults.push_back(fmt::format("{} {}: {}", noun_, integer_in(cell_of(key_column(), row.get())),
                                         sound.error().message));
    }
}

std::vector<std::string> RecordBase::derived_differences_of(storage::Reader& db,
                                                            const std::vector<const void*>& rows) const {
    std::vector<std::string> differences;
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (const Column& column : columns_) {
            if (!column.derive) continue;
            Sql sql{"SELECT (" + column.sql + ") FROM "};
            sql += as_table(rows[i]);
            const Cell ruled = cell_of(column, rows[i]);
            for (const storage::Row& found : query(db, sql))
                if (const Cell cell = cell_in(found, 0, column.kind); cell != ruled)
                    differences.push_back(fmt::format("{} of row {} is '{}' by its rule and '{}' in SQL",
                                                      column.name, i, show(column, ruled).text,
                                                      show(column, cell).text));
        }
    return differences;
}

std::optional<Retention> RecordBase::retention() const {
    if (rules_.kept.columns.empty()) return std::nullopt;
    std::string latest;
    for (const std::string& name : rules_.kept.columns) {
        const std::string day = fmt::format("substr({}.{}, 1, 10)", table_, name);
        latest = latest.empty()
                     ? day
                     : fmt::format("CASE WHEN {0} IS NULL OR {1} COLLATE \"C\" >= {0} THEN {1} ELSE {0} END",
                                   day, latest);
    }
    latest =
        fmt::format("CASE WHEN {}.{} IS NOT NULL THEN {} END", table_, rules_.kept.columns.front(), latest);
    Retention own{
        .name = table_, .table = table_, .title = title_, .counted_from = latest, .along = rules_.kept.along};
    const auto owner = std::ranges::find(columns_, Kind::authority, &Column::kind);
    if (owner != columns_.end()) own.authority = owner->kept() ? table_ + "." + owner->name : owner->sql;
    return own;
}

std::vector<ShownRow> RecordBase::about(storage::Reader& db, PersonId person) const {
    Sql clause;
    for (const Column& column : columns_) {
        if (column.kind != Kind::person || !column.kept()) continue;
        if (!clause.values.empty()) clause += " OR ";
        clause += Sql{column.name + " = $1", person};
    }
    std::vector<ShownRow> rows;
    if (clause.values.empty()) return rows;
    clause += " ORDER BY " + key_column().name;
    for (const storage::Row& found : open_without_viewer(db, clause)) {
        const auto row = make_();
        read(found, row.get());
        rows.push_back(shown(row.get()));
    }
    return rows;
}

}
