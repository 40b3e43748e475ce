#pragma once
// A list of a Record's rows: filter, order and page happen in SQL, within what the viewer may see.
#include "feature_kit/list_page.hpp"
#include "feature_kit/record.hpp"

namespace tarn::kit {

/// Conditions that hold whatever is asked: the school of the address.
using Within = std::function<std::vector<Condition>(Act&)>;

/// Gives columns without a value those of the record, and says which of them SQL can sort by. Throws
/// std::invalid_argument when the record has no column of that name.
ListSpec with_columns_of(const RecordBase& record, ListSpec spec);
ListQuery query_of(const RecordBase& record, Act& act, const ListSpec& spec, const ListSought& sought);

/// `complete` adds to each row of the part what only C++ can tell: its state today.
template <class T>
List list_of(const ListPage<T>& page, const Record<T>& record, Within within = {},
             std::function<void(Act&, T&)> complete = {}) {
    const auto source = [&record, within, complete](Act& act, const ListSpec& spec,
                                                    const ListSought& sought) {
        ListQuery query = query_of(record, act, spec, sought);
        const bool filtered = !query.conditions.empty();
        const auto always = within ? within(act) : std::vector<Condition>{};
        query.conditions.insert(query.conditions.end(), always.begin(), always.end());
        const auto held = std::make_shared<Listed<T>>(record.page(act.db, act.viewer, query));
        if (complete)
            for (T& row : held->rows) complete(act, row);
        ListFound found{.matching = static_cast<std::size_t>(held->total), .keep = held};
        found.all = found.matching;
        if (filtered)
            found.all = static_cast<std::size_t>(
                record.page(act.db, act.viewer, {.conditions = always, .limit = 1}).total);
        for (const T& row : held->rows) found.rows.push_back(&row);
        return found;
    };
    return List{with_columns_of(record, page.spec()), source, List::Rows::in_sql};
}

}
