#pragma once
// One row of a record, for the page that shows it whole or asks something of it.
//
//     const auto note = kit::asked(notes, act, "note");        // of an address /schools/{urn}/notes/{note}
//     if (!note) return kit::not_found(act, "There is no such note.");
//     ... kit::row_summary(notes.cells(*note)) ...
#include "feature_kit/act.hpp"
#include "feature_kit/form.hpp"
#include "feature_kit/list_record.hpp"
#include "feature_kit/record.hpp"

namespace tarn::kit {

/// The clause that finds the row whose key the address names; of the school of the address where both have
/// one.
Sql named_in(const RecordBase& record, const Act& act, std::string_view parameter);

/// The row that the address names; empty when there is none that the viewer may see.
template <class T>
std::optional<T> asked(const Record<T>& record, const Act& act, std::string_view parameter) {
    for (T& row : record.where(act.db, act.viewer, named_in(record, act, parameter))) return std::move(row);
    return std::nullopt;
}

/// What the row holds, each under its title; what is empty is left out.
Html row_summary(const ShownRow& row);

/// For lists: the rows of the school of the address.
inline Within of_the_school(std::string column = "urn") {
    return [column = std::move(column)](Act& act) {
        return std::vector{Condition::equals(column, act.school.value().urn)};
    };
}

}
