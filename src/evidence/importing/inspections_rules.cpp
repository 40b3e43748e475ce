#include "evidence/importing/inspections_rules.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <tuple>

namespace tarn::evidence {

InspectionReader::InspectionReader(Context& context) : context_(context) {
    for (const InspectionRule& rule : context.profile().inspections)
        columns_.push_back({&rule, context.column(rule.urn), context.column(rule.held),
                            context.column(rule.known), context.column(rule.overall),
                            context.column(rule.quality_of_education), context.column(rule.behaviour),
                            context.column(rule.personal_development), context.column(rule.leadership),
                            context.column(rule.category)});
}

bool InspectionReader::date(const Fields& fields, int column, std::int32_t& out) {
    const std::string_view text = context_.cell(fields, column);
    // Her Majesty's Inspectors became Ofsted in September 1992 [education-schools-act-1992].
    static const Date ofsted_began = *Date::of(1992, 9, 1);
    const auto date = context_.day(column, text, {ofsted_began, context_.tomorrow()});
    if (date) out = date->days();
    return date.has_value();
}

bool InspectionReader::grade(const Fields& fields, int column, std::uint8_t& out) {
    if (column < 0) return true;
    const std::string_view text = context_.cell(fields, column);
    if (text.empty()) return true;
    std::string key{text};
    if (const auto number = parse_identifier(text)) key = std::to_string(*number);
    const auto known = context_.profile().grades.find(key);
    if (known == context_.profile().grades.end()) {
        context_.reject(column, fmt::format("'{}' is not a grade.", clip(text, 40)));
        return false;
    }
    out = static_cast<std::uint8_t>(known->second);
    return true;
}

bool InspectionReader::read_one(const Columns& columns, const Fields& fields, InspectionRow& out) {
    const auto urn = Urn::parse(context_.cell(fields, columns.urn));
    if (!urn) {
        context_.reject(columns.urn,
                        fmt::format("'{}' is not a URN.", clip(context_.cell(fields, columns.urn), 40)));
        return false;
    }
    out.urn = urn->value;
    out.graded = columns.rule->graded;
    if (!date(fields, columns.held, out.held)) return false;
    // A report whose date of publication is left out became known after the usual time, like those of files
    // without one.
    constexpr int usual_days = 30;
    const bool published = columns.known >= 0 && !context_.cell(fields, columns.known).empty();
    if (published && !date(fields, columns.known, out.known)) return false;
    if (!published)
        out.known =
            out.held + (columns.rule->known_after_days > 0 ? columns.rule->known_after_days : usual_days);
    if (out.known < out.held) {
        context_.reject(columns.known, "The report was published before the inspection began.");
        return false;
    }
    if (!grade(fields, columns.overall, out.overall) ||
        !grade(fields, columns.quality_of_education, out.quality_of_education) ||
        !grade(fields, columns.behaviour, out.behaviour) ||
        !grade(fields, columns.personal_development, out.personal_development) ||
        !grade(fields, columns.leadership, out.leadership))
        return false;
    const std::string_view category = context_.cell(fields, columns.category);
    if (category.empty()) return true;
    const auto known = context_.profile().categories.find(std::string{category});
    if (known == context_.profile().categories.end()) {
        context_.reject(columns.category,
                        fmt::format("'{}' is not a category of concern.", clip(category, 40)));
        return false;
    }
    out.category = known->second;
    return true;
}

bool InspectionReader::read(const Fields& fields, std::int64_t row, std::vector<InspectionRow>& out) {
    const std::size_t before = out.size();
    for (const Columns& columns : columns_) {
        if (context_.cell(fields, columns.held).empty() && columns_.size() > 1) continue;
        InspectionRow inspection;
        inspection.row = row;
        if (!read_one(columns, fields, inspection)) {
            out.resize(before);
            return false;
        }
        out.push_back(inspection);
    }
    return true;
}

SortedInspections sort_inspections(std::vector<InspectionRow>& rows) {
    const auto key = [](const InspectionRow& r) { return std::tuple{r.urn, r.held, !r.graded}; };
    const auto facts = [](const InspectionRow& r) {
        return std::tuple{
            r.known,      r.overall, r.quality_of_education, r.behaviour, r.personal_development,
            r.leadership, r.category};
    };
    std::sort(rows.begin(), rows.end(), [&](const InspectionRow& a, const InspectionRow& b) {
        return std::tuple{key(a), a.row} < std::tuple{key(b), b.row};
    });
    SortedInspections found;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (kept > 0 && key(rows[kept - 1]) == key(rows[i])) {
            if (facts(rows[kept - 1]) == facts(rows[i]))
                ++found.repeated;
            else
                found.clashes.push_back(
                    {rows[i].row, rows[kept - 1].row, Urn{rows[i].urn}, Date::from_days(rows[i].held)});
            continue;
        }
        rows[kept++] = rows[i];
    }
    rows.resize(kept);
    return found;
}

PreparedBlock pack_inspections(std::span<const InspectionRow> rows, std::string period) {
    PreparedBlock block;
    block.level = BlockLevel::inspection;
    block.period = std::move(period);
    block.rows = rows.size();
    std::vector<std::int32_t> urns;
    for (const InspectionRow& row : rows) urns.push_back(row.urn);
    block.keys = pack_int32(urns);
    std::vector<Cell> cells(rows.size());
    const auto add = [&](std::string_view code, auto value_of) {
        for (std::size_t i = 0; i < rows.size(); ++i)
            cells[i] = {static_cast<std::int64_t>(value_of(rows[i])), 0, analytics::Missing::none};
        PreparedColumn column;
        column.measure = code;
        column.packed = pack(cells);
        column.present = static_cast<std::int64_t>(rows.size());
        block.columns.push_back(std::move(column));
    };
    add(inspection_column::held, [](const InspectionRow& r) { return r.held; });
    add(inspection_column::known, [](const InspectionRow& r) { return r.known; });
    add(inspection_column::overall, [](const InspectionRow& r) { return r.overall; });
    add(inspection_column::quality_of_education,
        [](const InspectionRow& r) { return r.quality_of_education; });
    add(inspection_column::behaviour, [](const InspectionRow& r) { return r.behaviour; });
    add(inspection_column::personal_development,
        [](const InspectionRow& r) { return r.personal_development; });
    add(inspection_column::leadership, [](const InspectionRow& r) { return r.leadership; });
    add(inspection_column::category, [](const InspectionRow& r) { return r.category ? 1 : 0; });
    add(inspection_column::graded, [](const InspectionRow& r) { return r.graded ? 1 : 0; });
    return block;
}

}
