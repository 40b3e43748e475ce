// Adding and changing rows of a record.
#include <algorithm>
#include <fmt/format.h>

#include "feature_kit/record.hpp"
#include "platform/storage/seals.hpp"

namespace tarn::kit {
namespace {

std::string_view cast_of(Kind kind) {
    switch (kind) {
        case Kind::text:
        case Kind::date:
        case Kind::instant:
        case Kind::code:
            return "TEXT";
        case Kind::real:
            return "DOUBLE PRECISION";
        default:
            return "BIGINT";
    }
}

}

/// What is wrong with the value of one column.
std::optional<Error> RecordBase::objection(const Column& column, const void* row) const {
    const Cell cell = cell_of(column, row);
    const auto* text = std::get_if<std::string>(&cell);
    if (column.kind != Kind::text) return std::nullopt;
    if (!column.required.empty() && (!text || blank(*text))) return Error{column.required, {}, column.name};
    if (column.longest == 0 || !text || characters(*text) <= column.longest) return std::nullopt;
    return Error{
        fmt::format("{} must be {} characters or less", column.title, column.longest), {}, column.name};
}

/// The row as a table of one line under the record's own name, so that SQL about columns can be asked of a
/// row that is not stored.
Sql RecordBase::as_table(const void* row) const {
    Sql sql{"(SELECT "};
    for (const Column& column : columns_) {
        if (!column.kept()) continue;
        if (!sql.values.empty()) sql += ", ";
        sql +=
            Sql{fmt::format("CAST($1 AS {}) AS {}", cast_of(column.kind), column.name), cell_of(column, row)};
    }
    sql += ") AS " + table_;
    return sql;
}

/// Also of a column that only SQL can work out.
Cell RecordBase::value_of(storage::Reader& db, const Column& column, const void* row) const {
    if (column.kept() || column.derive) return cell_of(column, row);
    Sql sql{"SELECT (" + column.sql + ") FROM "};
    sql += as_table(row);
    for (const storage::Row& found : query(db, sql)) return cell_in(found, 0, column.kind);
    return {};
}

std::optional<AuthorityCode> RecordBase::owner_of(storage::Reader& db, const void* row) const {
    const auto owner = std::ranges::find(columns_, Kind::authority, &Column::kind);
    std::optional<AuthorityCode> authority;
    if (owner != columns_.end()) from_cell(authority, value_of(db, *owner, row));
    return authority;
}

/// The same rows as scope() leaves, asked of a row that need not be stored.
bool RecordBase::reached(storage::Reader& db, const access::Viewer& viewer, access::Permission permission,
                         const void* row) const {
    if (!viewer.may(permission)) return false;
    if (viewer.may(permission, Urn{}, AuthorityCode{})) return true;
    const auto authority = owner_of(db, row);
    if (!authority) return false;
    const auto school = std::ranges::find(columns_, Kind::school, &Column::kind);
    if (school == columns_.end())
        return viewer.may(permission, Urn{}, *authority) ||
               (rules_.only_if && *authority == viewer.authority());
    std::optional<Urn> urn;
    from_cell(urn, cell_of(*school, row));
    return viewer.may(permission, urn.value_or(Urn{}), *authority);
}

bool RecordBase::may_write(storage::Reader& db, const access::Viewer& viewer, const void* row) const {
    if (!reached(db, viewer, rules_.written ? rules_.written->permission : rules_.seen->permission, row))
        return false;
    const Sql further = rules_.only_if ? rules_.only_if(viewer) : Sql{};
    if (further.text.empty()) return true;
    Sql sql{"SELECT COUNT(*) FROM "};
    sql += as_table(row);
    sql += " WHERE (";
    sql += further;
    sql += ")";
    return count(db, sql) > 0;
}

Error RecordBase::may_not() const {
    return {rules_.written ? rules_.written->refusal : "You may not add or change this " + noun_ + ".", {}};
}

Result<std::int64_t> RecordBase::add_row(storage::Writer& db, const access::Viewer& viewer,
                                         const void* row) const {
    if (!may_write(db, viewer, row)) return may_not();
    Sql sql, values;
    for (const Column& column : columns_) {
        if (!column.kept() || column.kind == Kind::key) continue;
        if (auto why = objection(column, row)) return *std::move(why);
        sql += (sql.text.empty() ? "" : ", ") + column.name;
        if (!values.text.empty()) values += ", ";
        values += Sql{"$1", cell_of(column, row)};
    }
    if (rules_.consistent)
        if (const Outcome sound = rules_.consistent(row); !sound) return sound.error();
    Sql insert{"INSERT INTO " + table_ + " ("};
    insert += sql;
    insert += ") VALUES (";
    insert += values;
    insert += ") RETURNING " + key_column().name;
    const std::int64_t key = count(db, insert);
    if (rules_.sealed) storage::seal(db, table_, key_column().name + " = $1", key);
    return key;
}

/// The row as it is kept, if the viewer may see it; otherwise empty.
std::shared_ptr<void> RecordBase::stored(storage::Reader& db, const access::Viewer& viewer,
                                         std::int64_t key) const {
    std::shared_ptr<void> row;
    for (const storage::Row& found : open(db, viewer, Sql{key_column().name + " = $1", key})) {
        row = make_();
        read(found, row.get());
    }
    return row;
}

Outcome RecordBase::update_row(storage::Writer& db, const access::Viewer& viewer, const void* row,
                               const std::vector<std::size_t>& offsets) const {
    const std::int64_t key = integer_in(cell_of(key_column(), row));
    const auto next = stored(db, viewer, key);
    if (!next) return Error{"There is no such " + noun_ + ".", {}};
    if (!may_write(db, viewer, next.get())) return may_not();
    Sql update{"UPDATE " + table_ + " SET "};
    for (const std::size_t offset : offsets) {
        const Column& column = column_at(offset);
        require(column.kept() && column.kind != Kind::key,
                "a change names a member that the table does not hold, or the key");
        if (auto why = objection(column, row)) return *std::move(why);
        if (!update.values.empty()) update += ", ";
        update += Sql{column.name + " = $1", cell_of(column, row)};
        column.member.set(static_cast<char*>(next.get()) + offset,
                          column.member.get(static_cast<const char*>(row) + offset));
    }
    require(!update.values.empty(), "a change names no column");
    if (rules_.consistent)
        if (Outcome sound = rules_.consistent(next.get()); !sound) return sound;
    if (!may_write(db, viewer, next.get())) return may_not();  // it would leave the writer's own sight
    const std::string this_row = key_column().name + " = $1";
    update += Sql{" WHERE " + this_row, key};
    const auto act = [&] { execute(db, update); };
    if (rules_.sealed)
        storage::change(db, table_, this_row, act, key);
    else
        act();
    return Done{};
}

}
