// Inspections in the order and the columns in which they are stored.
#include <algorithm>
#include <fmt/format.h>
#include <tuple>

#include "evidence/importing/inspections_rules.hpp"

namespace tarn::evidence {

std::string inspection_column::grade(analytics::CardArea area) {
    return fmt::format("inspection.card.{}", analytics::card_areas.code(area));
}
std::string inspection_column::dated(analytics::CardArea area) {
    return grade(area) + ".dated";
}

namespace {

/// Two successors may tell of one predecessor's inspection, each with a category of its own.
void keep_in_force(InspectionRow& kept, const InspectionRow& again) {
    if (kept.own_row || (kept.in_force && !again.own_row)) return;
    kept.in_force = again.in_force;
    kept.own_row = again.own_row;
}

}

SortedInspections sort_inspections(std::vector<InspectionRow>& rows) {
    const auto key = [](const InspectionRow& r) {
        return std::tuple{r.urn, r.held, -static_cast<int>(r.kind)};
    };
    const auto facts = [](const InspectionRow& r) {
        return std::tuple{r.known,
                          r.overall,
                          r.quality_of_education,
                          r.behaviour,
                          r.personal_development,
                          r.leadership,
                          r.category,
                          r.grades,
                          r.dated};
    };
    std::sort(rows.begin(), rows.end(), [&](const InspectionRow& a, const InspectionRow& b) {
        return std::tuple{key(a), a.row} < std::tuple{key(b), b.row};
    });
    SortedInspections found;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (kept > 0 && key(rows[kept - 1]) == key(rows[i])) {
            InspectionRow& first = rows[kept - 1];
            if (facts(first) == facts(rows[i])) {
                ++found.repeated;
                keep_in_force(first, rows[i]);
            } else {
                found.clashes.push_back(
                    {rows[i].row, first.row, Urn{rows[i].urn}, Date::from_days(rows[i].held)});
            }
            continue;
        }
        rows[kept++] = rows[i];
    }
    rows.resize(kept);
    return found;
}

namespace {

/// Adds columns of whole numbers, one a row.
class Packing {
  public:
    Packing(std::span<const InspectionRow> rows, PreparedBlock& block)
        : rows_(rows), block_(block), cells_(rows.size()) {}

    template <class F>
    void add(std::string_view code, F value_of) {
        for (std::size_t i = 0; i < rows_.size(); ++i)
            cells_[i] = {static_cast<std::int64_t>(value_of(rows_[i])), 0, analytics::Missing::none};
        PreparedColumn column;
        column.measure = code;
        column.packed = pack(cells_);
        column.present = static_cast<std::int64_t>(rows_.size());
        block_.columns.push_back(std::move(column));
    }
    template <class F>
    void add_if_any(std::string_view code, F value_of) {
        if (std::any_of(rows_.begin(), rows_.end(), [&](const InspectionRow& r) { return value_of(r) != 0; }))
            add(code, value_of);
    }

  private:
    std::span<const InspectionRow> rows_;
    PreparedBlock& block_;
    std::vector<Cell> cells_;
};

}

PreparedBlock pack_inspections(std::span<const InspectionRow> rows, std::string period) {
    PreparedBlock block;
    block.level = BlockLevel::inspection;
    block.period = std::move(period);
    block.rows = rows.size();
    std::vector<std::int32_t> urns;
    for (const InspectionRow& row : rows) urns.push_back(row.urn);
    block.keys = pack_int32(urns);
    Packing packing{rows, block};
    namespace column = inspection_column;
    packing.add(column::held, [](const InspectionRow& r) { return r.held; });
    packing.add(column::known, [](const InspectionRow& r) { return r.known; });
    packing.add(column::overall, [](const InspectionRow& r) { return r.overall; });
    packing.add(column::quality_of_education, [](const InspectionRow& r) { return r.quality_of_education; });
    packing.add(column::behaviour, [](const InspectionRow& r) { return r.behaviour; });
    packing.add(column::personal_development, [](const InspectionRow& r) { return r.personal_development; });
    packing.add(column::leadership, [](const InspectionRow& r) { return r.leadership; });
    packing.add(column::category, [](const InspectionRow& r) { return r.category; });
    packing.add(column::kind, [](const InspectionRow& r) { return r.kind; });
    packing.add_if_any(column::in_force, [](const InspectionRow& r) {
        return r.in_force ? static_cast<int>(*r.in_force) + 1 : 0;
    });
    for (const analytics::CardArea area : analytics::card_areas.all()) {
        const auto at = static_cast<std::size_t>(area);
        packing.add_if_any(column::grade(area),
                           [at](const InspectionRow& r) { return static_cast<int>(r.grades[at]); });
        packing.add_if_any(column::dated(area), [at](const InspectionRow& r) { return r.dated[at]; });
    }
    return block;
}

}
