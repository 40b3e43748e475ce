#include "evidence/importing/inspections_rules.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace tarn::evidence {

using analytics::CardArea;
using analytics::CardGrade;
using analytics::Category;

InspectionReader::InspectionReader(Context& context)
    : context_(context), key_(context.optional_column(context.profile().urn_column)) {
    for (const InspectionRule& rule : context.profile().inspections) {
        Columns columns{&rule,
                        context.column(rule.urn),
                        context.column(rule.held),
                        context.column(rule.known),
                        context.column(rule.overall),
                        context.column(rule.quality_of_education),
                        context.column(rule.behaviour),
                        context.column(rule.personal_development),
                        context.column(rule.leadership),
                        context.column(rule.category),
                        context.column(rule.in_force),
                        {}};
        for (const CardAreaRule& area : rule.areas)
            columns.areas.push_back(
                {area.area, context.column(area.grade), context.optional_column(area.dated)});
        columns_.push_back(std::move(columns));
    }
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
    const int* known = meaning_of(context_.profile().grades, key);
    if (!known) {
        context_.reject(column, fmt::format("'{}' is not a grade.", clip(text, 40)));
        return false;
    }
    out = static_cast<std::uint8_t>(*known);
    return true;
}

bool InspectionReader::category(const Fields& fields, int column, Category& out) {
    const std::string_view text = context_.cell(fields, column);
    if (text.empty()) return true;
    const Category* known = meaning_of(context_.profile().categories, text);
    if (!known) {
        context_.reject(column, fmt::format("'{}' is not a category of concern.", clip(text, 40)));
        return false;
    }
    out = *known;
    return true;
}

bool InspectionReader::read_day_known(const Columns& columns, const Fields& fields, InspectionRow& out) {
    // A report whose date of publication is left out became known after the usual time, like those of files
    // without one.
    constexpr int usual_days = 30;
    const bool published = columns.known >= 0 && !context_.cell(fields, columns.known).empty();
    if (published && !date(fields, columns.known, out.known)) return false;
    if (!published)
        out.known =
            out.held + (columns.rule->known_after_days > 0 ? columns.rule->known_after_days : usual_days);
    if (out.known >= out.held) return true;
    context_.reject(columns.known, "The report was published before the inspection began.");
    return false;
}

bool InspectionReader::read_grades(const Columns& columns, const Fields& fields, InspectionRow& out) {
    return grade(fields, columns.overall, out.overall) &&
           grade(fields, columns.quality_of_education, out.quality_of_education) &&
           grade(fields, columns.behaviour, out.behaviour) &&
           grade(fields, columns.personal_development, out.personal_development) &&
           grade(fields, columns.leadership, out.leadership);
}

/// A row of the kind in which no area has a grade is of a visit that gave none.
bool InspectionReader::read_areas(const Columns& columns, const Fields& fields, InspectionRow& out) {
    bool any = false;
    for (const AreaColumns& area : columns.areas) {
        const std::string_view text = context_.cell(fields, area.grade);
        if (text.empty()) continue;
        const CardGrade* known = meaning_of(context_.profile().card_grades, text);
        const bool of_safeguarding = known && (*known == CardGrade::met || *known == CardGrade::not_met);
        const bool on_the_scale = known && analytics::on_scale(*known);
        if (!known || (area.area == CardArea::safeguarding ? on_the_scale : of_safeguarding)) {
            context_.reject(area.grade, fmt::format("'{}' is not a grade of this area of a report card.",
                                                    clip(text, 40)));
            return false;
        }
        const auto at = static_cast<std::size_t>(area.area);
        out.grades[at] = *known;
        any = any || on_the_scale || of_safeguarding;
        if (!context_.cell(fields, area.dated).empty() && !date(fields, area.dated, out.dated[at]))
            return false;
        if (out.dated[at] <= out.held) out.dated[at] = 0;
    }
    out.kind = any ? InspectionKind::report_card : InspectionKind::ungraded;
    if (!any) out.grades = {};
    return true;
}

/// Of an inspection with an overall grade that grade tells, also where the file has no column for it.
bool InspectionReader::read_categories(const Columns& columns, const Fields& fields, InspectionRow& out) {
    const bool of_card = out.kind == InspectionKind::report_card;
    const bool without_overall = out.kind == InspectionKind::graded && out.overall == 0 &&
                                 Date::from_days(out.held) >= analytics::overall_grades_ended;
    if (columns.category < 0 && (of_card || without_overall)) out.category = Category::not_said;
    if (!category(fields, columns.category, out.category)) return false;
    if (columns.in_force < 0) return true;
    out.in_force = Category::none;
    return category(fields, columns.in_force, *out.in_force);
}

bool InspectionReader::read_one(const Columns& columns, const Fields& fields, InspectionRow& out) {
    const std::string_view number = context_.cell(fields, columns.urn);
    const auto urn = Urn::parse(number);
    if (!urn) {
        context_.reject(columns.urn, fmt::format("'{}' is not a URN.", clip(number, 40)));
        return false;
    }
    out.urn = urn->value;
    out.kind = columns.rule->graded ? InspectionKind::graded : InspectionKind::ungraded;
    return date(fields, columns.held, out.held) && read_day_known(columns, fields, out) &&
           read_grades(columns, fields, out) &&
           (!columns.rule->report_card || read_areas(columns, fields, out)) &&
           read_categories(columns, fields, out);
}

namespace {

/// What a row says of the category in force stands with the newest of its inspections, so that it belongs to
/// the school that was inspected: a successor's row tells of its predecessor's category.
void keep_one_in_force(std::span<InspectionRow> of_row) {
    InspectionRow* newest = nullptr;
    for (InspectionRow& one : of_row)
        if (one.in_force && (!newest || one.held > newest->held)) newest = &one;
    for (InspectionRow& one : of_row)
        if (&one != newest) one.in_force.reset();
}

}

bool InspectionReader::read(const Fields& fields, std::int64_t row, std::vector<InspectionRow>& out) {
    const std::size_t before = out.size();
    const auto own = Urn::parse(context_.cell(fields, key_));
    std::int64_t unpublished = 0;
    for (const Columns& columns : columns_) {
        if (context_.cell(fields, columns.held).empty() && columns_.size() > 1) continue;
        if (columns.rule->published_only && context_.cell(fields, columns.known).empty()) {
            ++unpublished;
            continue;
        }
        InspectionRow inspection;
        inspection.row = row;
        if (!read_one(columns, fields, inspection)) {
            out.resize(before);
            return false;
        }
        inspection.own_row = own && own->value == inspection.urn;
        out.push_back(inspection);
    }
    unpublished_ += unpublished;
    keep_one_in_force(std::span{out}.subspan(before));
    return true;
}

void InspectionReader::add_notes(std::span<const InspectionRow> rows) {
    constexpr std::size_t named = 10;
    if (unpublished_ > 0)
        context_.note(fmt::format(
            "{} not public yet: without a date of publication {} left out.",
            unpublished_ == 1 ? "1 inspection is" : fmt::format("{} inspections are", unpublished_),
            unpublished_ == 1 ? "it is" : "they are"));
    std::set<std::int32_t> differ;
    for (const InspectionRow& row : rows) {
        const Category said = row.in_force.value_or(row.category);
        if (row.kind == InspectionKind::report_card && said != Category::not_said &&
            said != analytics::expected_category(row.grades))
            differ.insert(row.urn);
    }
    if (differ.empty()) return;
    std::vector<std::int32_t> first{differ.begin(), differ.end()};
    first.resize(std::min(first.size(), named));
    context_.note(
        fmt::format("{} a category of concern that the grades do not explain: URN {}{}. The "
                    "category is stored as Ofsted gives it.",
                    differ.size() == 1 ? "1 school has" : fmt::format("{} schools have", differ.size()),
                    fmt::join(first, ", "), differ.size() > named ? " and others" : ""));
}

}
