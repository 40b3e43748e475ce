#include "feature_kit/record_page.hpp"

#include <algorithm>

#include "platform/page_kit/page_kit.hpp"

namespace tarn::kit {

Sql named_in(const RecordBase& record, const Act& act, std::string_view parameter) {
    const auto id = parse_identifier(act.request.parameter(parameter).value_or(""));
    if (!id) return Sql{"1 = 0"};
    const Sql row{record.key_column().name + " = $1", *id};
    const auto school = std::ranges::find(record.columns(), Kind::school, &Column::kind);
    if (!act.school || school == record.columns().end()) return row;
    return both(row, Sql{school->name + " = $1", act.school->urn});
}

Html row_summary(const ShownRow& row) {
    page_kit::SummaryList list;
    for (const Shown& cell : row)
        if (!cell.text.empty()) list.rows.push_back({.key = cell.title, .value = cell.text});
    return page_kit::summary_list(list);
}

}
