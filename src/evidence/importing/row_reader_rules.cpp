#include "evidence/importing/row_reader_rules.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace tarn::evidence {

std::string_view block_level_code(BlockLevel level) {
    switch (level) {
        case BlockLevel::school:
            return "school";
        case BlockLevel::area:
            return "area";
        case BlockLevel::inspection:
            return "inspection";
    }
    return "";
}

Context::Context(const Profile& profile, const ReadSettings& settings, Fields header, Prepared& prepared)
    : profile_(profile),
      settings_(settings),
      header_(std::move(header)),
      prepared_(prepared),
      codes_(profile.missing) {
    codes_.add(common_missing_codes());
}

int Context::optional_column(std::string_view name) const {
    const auto at = std::find(header_.begin(), header_.end(), name);
    return name.empty() || at == header_.end() ? -1 : static_cast<int>(at - header_.begin());
}

int Context::column(std::string_view name) const {
    const int found = optional_column(name);
    if (found < 0 && !name.empty())
        throw Unusable{{fmt::format("The column '{}' is missing.", name), "profile " + profile_.name}};
    return found;
}

std::string_view Context::cell(const Fields& fields, int column) const {
    if (column < 0 || static_cast<std::size_t>(column) >= fields.size()) return {};
    return trim(fields[static_cast<std::size_t>(column)]);
}

std::string_view Context::text(const Fields& fields, int column) const {
    const std::string_view found = cell(fields, column);
    for (const std::string& blank : profile_.blank_texts)
        if (found == blank) return {};
    return found;
}

RowFate Context::reject(int column, std::string reason) {
    return reject(column < 0 ? std::string_view{} : header_[static_cast<std::size_t>(column)],
                  std::move(reason));
}
RowFate Context::reject(std::string_view column, std::string reason) {
    rejection_ = {0, std::string{column}, std::move(reason), {}};
    return RowFate::rejected;
}

std::optional<Date> Context::day(int column, std::string_view text, const DateRange& plausible) {
    day_orders_[column].see(text);
    const auto date = Date::parse_published(text);
    if (!date)
        reject(column, fmt::format("'{}' is not a day of the calendar.", clip(text, 40)));
    else if (!plausible.contains(*date))
        reject(column, fmt::format("{} cannot be right: the day lies before {} or after {}.", date->display(),
                                   plausible.from.display(), plausible.to->display()));
    else
        return date;
    return std::nullopt;
}

Date Context::tomorrow() const {
    return settings_.today + 1;
}

DateRange Context::life_of_schools() const {
    constexpr int announced_months = 12 * 20;
    static const Date first = *Date::of(597, 1, 1);
    return {first, add_months(settings_.today, announced_months)};
}

void Context::refuse_month_first() const {
    for (const auto& [column, order] : day_orders_)
        if (order.month_first())
            throw Unusable{{order.sentence(header_[static_cast<std::size_t>(column)]), "month first"}};
}

namespace {

std::string plain(double value) {
    return value == std::floor(value) ? fmt::format("{:.0f}", value) : fmt::format("{}", value);
}

bool counts(Unit unit) {
    return unit == Unit::pupils || unit == Unit::pounds || unit == Unit::count || unit == Unit::number;
}

}

bool Context::plausible(const MeasureColumn& column, const Cell& cell, std::string_view text, bool total) {
    if (cell.missing != analytics::Missing::none) return true;
    // Of a measure that only a profile of one's own knows nothing is certain but this.
    constexpr double far = 1e12;
    const double value = cell.value();
    const bool open = !column.meaning || (total && counts(column.meaning->unit));
    const double low = open ? -far : column.meaning->low, high = open ? far : column.meaning->high;
    if (value >= low && value <= high) return true;
    reject(column.column,
           fmt::format("'{}' cannot be right: {} lies between {} and {}.", clip(trim(text), 40),
                       column.meaning ? column.meaning->name : "a figure", plain(low), plain(high)));
    return false;
}

void Context::note(std::string sentence) {
    if (std::find(prepared_.notes.begin(), prepared_.notes.end(), sentence) == prepared_.notes.end())
        prepared_.notes.push_back(std::move(sentence));
}

std::string Context::bad_cell(std::string_view text, NumberKind kind) {
    const std::string_view shown = clip(text, 60);
    switch (kind) {
        case NumberKind::percent:
            return fmt::format("'{}' is not a percentage from 0 to 100.", shown);
        case NumberKind::count:
            return fmt::format("'{}' is neither a whole number nor a known code.", shown);
        case NumberKind::money:
            return fmt::format("'{}' is neither an amount of money nor a known code.", shown);
        case NumberKind::number:
            break;
    }
    return fmt::format("'{}' is neither a number nor a known code.", shown);
}

std::optional<std::string> Context::period_of_file() const {
    const PeriodRule& rule = profile_.period;
    if (settings_.period) {
        const bool school_year = rule.form == PeriodForm::end_year || rule.form == PeriodForm::start_year;
        const auto given = to_period(*settings_.period, school_year ? PeriodForm::school_year : rule.form);
        if (!given)
            throw Unusable{{fmt::format("'{}' is not a period of this kind of file{}.", *settings_.period,
                                        school_year ? ", which is written 2018/19" : ""),
                            "period"}};
        return given;
    }
    if (rule.file_name) {
        std::smatch found;
        if (std::regex_search(settings_.file_name, found, *rule.file_name))
            if (const auto period = to_period(found[1].str(), rule.form)) return period;
    }
    if (!rule.fixed.empty()) return rule.fixed;
    return std::nullopt;
}

std::string Context::needed_period_of_file() const {
    if (const auto period = period_of_file()) return *period;
    throw Unusable{{"Nothing says which period the figures are of. Give it, for example --period 2018/19.",
                    "no period"}};
}

std::optional<Date> Context::public_from(const std::string& period) const {
    if (settings_.public_from) return settings_.public_from;
    for (const std::string& key : {period, std::string{"*"}})
        if (const auto at = profile_.public_from.find(key); at != profile_.public_from.end())
            return at->second;
    return std::nullopt;
}

Date Context::needed_public_from(const std::string& period) const {
    if (const auto date = public_from(period)) return *date;
    throw Unusable{
        {fmt::format("Nothing says when the figures of {} became public. Give it, for example --public-from "
                     "2019-12-13.",
                     period),
         "no public-from date"}};
}

std::vector<MeasureColumn> measure_columns(Context& context) {
    const Profile& profile = context.profile();
    std::vector<MeasureColumn> columns;
    std::vector<std::string> unread;
    std::vector<std::string> n_columns;
    for (std::size_t i = 0; i < context.header().size(); ++i) {
        const std::string_view name = context.header()[i];
        const auto named = profile.columns.find(name);
        const bool by_name = named != profile.columns.end();
        if (!by_name && !profile.others) {
            if (!name.empty() && name != profile.urn_column && name != profile.period.column)
                unread.emplace_back(name);
            continue;
        }
        const ColumnRule& rule = by_name ? named->second : *profile.others;
        if (rule.measure.empty()) continue;
        std::string measure = by_name ? rule.measure : rule.measure + column_code(name);
        const Measure* meaning = find_measure(measure);
        columns.push_back(
            {static_cast<int>(i), std::move(measure), rule.kind, -1, rule.public_from, meaning});
        n_columns.push_back(rule.n_column);
    }
    for (std::size_t c = 0; c < columns.size(); ++c)
        for (std::size_t n = 0; n < columns.size() && !n_columns[c].empty(); ++n)
            if (context.header()[static_cast<std::size_t>(columns[n].column)] == n_columns[c])
                columns[c].n_position = static_cast<int>(n);
    if (!unread.empty())
        context.note(fmt::format("Columns that the profile does not name and that were not read: {}.",
                                 fmt::join(unread, ", ")));
    return columns;
}

std::optional<PreparedColumn> pack_column(const MeasureColumn& column, std::span<const Cell> cells) {
    PreparedColumn packed;
    bool typed = false;
    for (const Cell& cell : cells) {
        packed.present += cell.missing == analytics::Missing::none;
        typed |= cell.missing != analytics::Missing::none && cell.missing != analytics::Missing::blank;
    }
    if (packed.present == 0 && !typed) return std::nullopt;
    packed.missing = static_cast<std::int64_t>(cells.size()) - packed.present;
    packed.measure = column.measure;
    packed.n_position = column.n_position;
    packed.public_from = column.public_from;
    packed.packed = pack(cells);
    return packed;
}

void add_columns(PreparedBlock& block, std::span<const MeasureColumn> columns,
                 const std::function<void(std::size_t, std::vector<Cell>&)>& cells_of) {
    std::vector<int> position(columns.size(), -1);
    std::vector<Cell> cells(block.rows);
    for (std::size_t c = 0; c < columns.size(); ++c) {
        cells_of(c, cells);
        auto packed = pack_column(columns[c], cells);
        if (!packed) continue;
        position[c] = static_cast<int>(block.columns.size());
        block.columns.push_back(std::move(*packed));
    }
    for (PreparedColumn& column : block.columns)
        if (column.n_position >= 0) column.n_position = position[static_cast<std::size_t>(column.n_position)];
}

}
