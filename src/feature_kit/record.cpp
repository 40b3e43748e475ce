// What is declared of a record: that it holds together, and that the schema fits it.
#include "feature_kit/record.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <stdexcept>

namespace tarn::kit {
namespace {

/// "{table}" in a piece of SQL stands for the table's name.
void name_table(std::string& sql, const std::string& table) {
    constexpr std::string_view mark = "{table}";
    for (auto at = sql.find(mark); at != std::string::npos; at = sql.find(mark, at + table.size()))
        sql.replace(at, mark.size(), table);
}

bool is_name(std::string_view text) {
    const auto usual = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
    return !text.empty() && std::ranges::all_of(text, usual);
}

/// Some role has the permission for rows of every authority.
bool reaches_everywhere(access::Permission permission) {
    return std::ranges::any_of(access::all_roles(), [&](access::Role role) {
        const access::Viewer viewer{PersonId{1}, "", role, AuthorityCode{1}, {}};
        return viewer.may(permission, Urn{}, AuthorityCode{});
    });
}

/// Some role that has the permission has it for its own authority or schools only.
bool is_scoped(access::Permission permission) {
    return std::ranges::any_of(access::all_roles(), [&](access::Role role) {
        const access::Viewer viewer{PersonId{1}, "", role, AuthorityCode{1}, {}};
        return viewer.may(permission) && !viewer.may(permission, Urn{}, AuthorityCode{});
    });
}

}

RecordBase::RecordBase(std::string_view table, std::string_view title, std::vector<Column> columns,
                       Rules rules, Make make)
    : table_(table),
      title_(title),
      noun_(rules.noun.empty() ? std::string{table} : rules.noun),
      columns_(std::move(columns)),
      rules_(std::move(rules)),
      make_(make) {
    std::ranges::replace(noun_, '_', ' ');
    for (Column& column : columns_) name_table(column.sql, table_);
    check_declaration();
    const auto key = std::ranges::find(columns_, Kind::key, &Column::kind);
    key_ = static_cast<std::size_t>(key - columns_.begin());
    for (const Column& column : columns_) {
        everything_ += everything_.empty() ? "SELECT " : ", ";
        everything_ += column.kept() ? table_ + "." + column.name : "(" + column.sql + ") AS " + column.name;
        if (column.member.set) member_names_ += (member_names_.empty() ? "" : ", ") + column.name;
    }
    everything_ += " FROM " + table_;
}

void RecordBase::require(bool holds, const std::string& otherwise) const {
    if (!holds) throw std::invalid_argument(fmt::format("The record {}: {}.", table_, otherwise));
}

void RecordBase::check_declaration() const {
    require(is_name(table_), "its table's name is not made of small letters, digits and underscores");
    const auto of_kind = [&](Kind kind) { return std::ranges::count(columns_, kind, &Column::kind); };
    require(of_kind(Kind::key) == 1, "it needs one key");
    require(of_kind(Kind::authority) <= 1 && of_kind(Kind::school) <= 1,
            "it can have one owner and one school; further ones are numbers");
    std::set<std::string> names;
    for (const Column& column : columns_) {
        require(is_name(column.name), "'" + column.name + "' is no column's name");
        require(names.insert(column.name).second, "column " + column.name + " stands twice");
        require(column.kind != Kind::code || !column.words.empty(), column.name + " has no codes");
    }
    require(rules_.seen.has_value(), "say with seen_with() who sees its rows");
    access::require_in_table(rules_.seen->permission, "the record " + table_);
    if (rules_.written) access::require_in_table(rules_.written->permission, "the record " + table_);
    require(rules_.written || !reaches_everywhere(rules_.seen->permission),
            "everybody sees its rows, so say with written_with() who writes them");
    for (const std::string& name : rules_.kept.columns) {
        const Column* day = column(name);
        require(day && day->kept() && (day->kind == Kind::date || day->kind == Kind::instant),
                "retention counts from '" + name + "', which is no day of it");
    }
}

void RecordBase::check(storage::Reader& db) const {
    try {
        for (const storage::Row& row : query(db, Sql{"SELECT * FROM (" + everything_ + ") AS x WHERE 1 = 0"}))
            (void)row;
    } catch (const storage::Busy&) {
        throw;
    } catch (const storage::Gone&) {
        throw;
    } catch (const storage::Failure& why) {
        require(false, std::string{"the schema does not fit it: "} + why.what());
    }
    const bool listed = count(db, Sql{"SELECT COUNT(*) FROM sealed_table WHERE name = $1", table_}) > 0;
    require(listed == rules_.sealed, listed ? "its table is sealed, so it cannot be unsealed()"
                                            : "list its table in sealed_table or say unsealed()");
    const bool owned = std::ranges::count(columns_, Kind::authority, &Column::kind) > 0;
    for (const auto& permission : {std::optional{rules_.seen->permission},
                                   rules_.written ? std::optional{rules_.written->permission} : std::nullopt})
        require(owned || !permission || !is_scoped(*permission),
                "its permission reaches an authority or schools, so it needs an owner");
}

const Column* RecordBase::column(std::string_view name) const {
    const auto found = std::ranges::find(columns_, name, &Column::name);
    return found == columns_.end() ? nullptr : &*found;
}

const Column& RecordBase::column_at(std::size_t offset) const {
    const auto found = std::ranges::find_if(
        columns_, [&](const Column& each) { return each.member.set && each.member.offset == offset; });
    require(found != columns_.end(), "a member is named that is in no column");
    return *found;
}

std::string RecordBase::object_of(const void* row) const {
    const auto school = std::ranges::find_if(
        columns_, [](const Column& each) { return each.kind == Kind::school && each.member.set; });
    std::optional<Urn> urn;
    if (school != columns_.end()) from_cell(urn, cell_of(*school, row));
    if (urn) return "school:" + urn->text();
    return noun_ + ":" + std::to_string(integer_in(cell_of(key_column(), row)));
}

}
