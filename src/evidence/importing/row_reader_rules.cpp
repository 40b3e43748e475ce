#include "evidence/importing/row_reader_rules.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <set>

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

Context::Context(const Profile& profile, const ReadSettings& settings, Header header, Prepared& prepared)
    : profile_(profile),
      settings_(settings),
      header_(std::move(header)),
      prepared_(prepared),
      codes_(profile.missing),
      asked_(header_.size()) {
    codes_.add(common_missing_codes());
    for (const SumRule& rule : profile.sums) {
        Sum sum{rule.column, {}, !rule.minus.empty()};
        for (const std::string& part : rule.of)
            if (const int at = optional_column(part); at >= 0) sum.of.push_back({at, false});
        if (sum.of.empty()) continue;
        for (const std::string& part : rule.minus)
            if (const int at = optional_column(part); at >= 0) sum.of.push_back({at, true});
        sums_.push_back(std::move(sum));
    }
    // A file without the column has no row that says so; "all but" needs the column.
    for (const LeaveOutRule& rule : profile.leave_out)
        if (const int at = rule.except.empty() ? optional_column(rule.column) : column(rule.column); at >= 0)
            leave_out_.push_back({at, &rule});
}

int Context::optional_column(std::string_view name) {
    const int found = find_column(profile_, header_, name);
    if (found >= 0) asked_[static_cast<std::size_t>(found)] = true;
    if (found >= 0 || name.empty()) return found;
    for (std::size_t i = 0; i < sums_.size(); ++i)
        if (sums_[i].column == name) return static_cast<int>(header_.size() + i);
    return -1;
}

std::string_view Context::name(int column) const {
    const auto at = static_cast<std::size_t>(column);
    return at < header_.size() ? header_.name(column) : sums_[at - header_.size()].column;
}

void Context::note_unread() {
    for (const auto& [name, rule] : profile_.columns) optional_column(name);
    std::vector<std::string_view> unread, twice;
    for (std::size_t i = 0; i < header_.size(); ++i) {
        const auto name = header_.name(static_cast<int>(i));
        if (asked_[i] || name.empty()) continue;
        const auto first = static_cast<std::size_t>(header_.find(name));
        (first != i && asked_[first] ? twice : unread).push_back(name);
    }
    if (!twice.empty())
        note(fmt::format("Columns that stand twice, of which only the first was read: {}.",
                         fmt::join(twice, ", ")));
    if (!unread.empty() && !profile_.others)
        note(fmt::format("Columns that the profile does not name and that were not read: {}.",
                         fmt::join(unread, ", ")));
}

bool among(std::string_view text, const std::vector<std::string>& texts) {
    return std::any_of(texts.begin(), texts.end(),
                       [&](const std::string& known) { return same_word(known, text); });
}

namespace {

/// "£0" and "0.000" are the number 0.
bool among_numbers(std::string_view text, const std::vector<std::string>& texts) {
    const auto number = [](std::string_view of) {
        const auto cell = parse_cell(of, NumberKind::money, {});
        return cell && cell->missing == analytics::Missing::none ? cell : std::nullopt;
    };
    const auto found = number(text);
    return found && std::any_of(texts.begin(), texts.end(),
                                [&](const std::string& known) { return number(known) == found; });
}

}

bool Context::left_out(const Fields& fields) {
    for (LeaveOut& leave : leave_out_) {
        const std::string_view text = cell(fields, leave.column);
        const bool all_but = !leave.rule->except.empty();
        const auto& texts = all_but ? leave.rule->except : leave.rule->equals;
        if ((among(text, texts) || among_numbers(text, texts)) == all_but) continue;
        ++leave.rows;
        return true;
    }
    return false;
}

void Context::note_left_out() {
    for (const LeaveOut& leave : leave_out_)
        if (leave.rows > 0)
            note(fmt::format("Left out: {} row{}. {}", leave.rows, leave.rows == 1 ? "" : "s",
                             leave.rule->because));
}

void Context::refuse_unused() const {
    const auto gives = [](const auto& column) { return !column.second.measure.empty(); };
    const bool figures = !profile_.parts.empty() || (profile_.others && !profile_.others->measure.empty()) ||
                         std::any_of(profile_.columns.begin(), profile_.columns.end(), gives);
    if (!figures || prepared_.rows_left_out == 0 || !prepared_.rejected.empty() ||
        prepared_.rows_aggregate > 0 || prepared_.rows_accepted() > 0)
        return;
    const auto why = std::find_if(leave_out_.begin(), leave_out_.end(),
                                  [](const LeaveOut& leave) { return leave.rows > 0; });
    throw Unusable{
        {fmt::format("Nothing in this file is used. {}",
                     why == leave_out_.end() ? "None of its rows is of a kind that this layout uses."
                                             : why->rule->because),
         "nothing used"}};
}

void Context::note_empty(std::span<const MeasureColumn> columns) {
    std::set<std::string_view> found;
    for (const PreparedBlock& block : prepared_.blocks)
        for (const PreparedColumn& column : block.columns)
            if (column.present > 0) found.insert(column.measure);
    constexpr std::size_t shown = 3;
    std::vector<std::string> empty;
    for (const MeasureColumn& column : columns)
        if (column.expected && !found.contains(column.measure))
            empty.push_back(column.part < 0
                                ? std::string{name(column.column)}
                                : fmt::format("{} ({})", name(column.column),
                                              column.meaning ? column.meaning->name : column.measure));
    if (empty.empty() || prepared_.blocks.empty()) return;
    const std::size_t more = empty.size() > shown ? empty.size() - shown : 0;
    empty.resize(empty.size() - more);
    note(fmt::format("No value in any row: {}{}.", fmt::join(empty, ", "),
                     more > 0 ? fmt::format(" and {} more column{}", more, more == 1 ? "" : "s") : ""));
}

std::optional<Cell> Context::parse(const MeasureColumn& column, int at, const Fields& fields) const {
    const auto position = static_cast<std::size_t>(at);
    const std::string_view text = position < fields.size() ? fields[position] : std::string_view{};
    auto cell = parse_cell(text, column.kind, codes_);
    if (!cell && column.halves_blank && is_fraction(text)) cell = missing_cell(analytics::Missing::blank);
    return cell;
}

bool Context::read_cell(const MeasureColumn& column, const Fields& fields, bool total, Cell& out) {
    const auto at = static_cast<std::size_t>(column.column);
    if (at >= header_.size()) {
        if (!read_sum(column, sums_[at - header_.size()], fields, out)) return false;
        return plausible(column, out, fmt::format("{}", out.value()), total);
    }
    const auto cell = parse(column, column.column, fields);
    const std::string_view text = at < fields.size() ? fields[at] : std::string_view{};
    if (!cell) {
        reject(column.column, bad_cell(trim(text), column.kind));
        return false;
    }
    out = *cell;
    return plausible(column, out, text, total);
}

/// Blank parts and those that do not apply count nothing; any other gap is the gap of the sum. What is left
/// of something without anything to take away is not known.
bool Context::read_sum(const MeasureColumn& column, const Sum& sum, const Fields& fields, Cell& out) {
    using analytics::Missing;
    out = missing_cell(Missing::blank);
    bool known = true, added = false, taken = false;
    for (const auto& [at, minus] : sum.of) {
        auto cell = parse(column, at, fields);
        if (cell && minus) cell = negated(*cell);
        if (!cell) {
            reject(at, bad_cell(this->cell(fields, at), column.kind));
            return false;
        }
        if (cell->missing == Missing::none) {
            (minus ? taken : added) = true;
            if (known) out = out.missing == Missing::none ? add(out, *cell) : *cell;
        } else if (cell->missing == Missing::not_applicable) {
            if (out.missing == Missing::blank) out = *cell;
        } else if (cell->missing != Missing::blank && (known || cell->missing == Missing::suppressed)) {
            out = *cell;
            known = false;
        }
    }
    if (known && sum.difference && !(added && taken)) out = missing_cell(Missing::blank);
    return true;
}

int Context::column(std::string_view name) {
    const int found = optional_column(name);
    if (found < 0 && !name.empty())
        throw Unusable{{fmt::format("The column '{}' is missing.", name), "profile " + profile_.name}};
    return found;
}

std::string_view Context::cell(const Fields& fields, int column) const {
    if (column < 0 || static_cast<std::size_t>(column) >= fields.size()) return {};
    const std::string_view found = trim(fields[static_cast<std::size_t>(column)]);
    if (found == "NULL" || found == "null") return {};
    for (const std::string& blank : profile_.blank_texts)
        if (found == blank) return {};
    return found;
}

RowFate Context::reject(int column, std::string reason) {
    return reject(column < 0 ? std::string_view{} : name(column), std::move(reason));
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
        if (order.month_first()) throw Unusable{{order.sentence(name(column)), "month first"}};
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

std::string Context::not_a(std::string_view what, std::string_view text) {
    if (text.empty()) return fmt::format("The row has no {}.", what);
    if (rewritten_by_spreadsheet(text))
        return fmt::format(
            "'{}' is not a {}: a spreadsheet has rewritten the number. Fetch the file again "
            "and do not save it from a spreadsheet.",
            clip(text, 40), what);
    return fmt::format("'{}' is not a {}.", clip(text, 40), what);
}

std::string Context::bad_cell(std::string_view text, NumberKind kind) {
    const std::string_view shown = clip(text, 60);
    if (kind == NumberKind::count && rewritten_by_spreadsheet(text)) return not_a("whole number", text);
    if (text.find('$') != std::string_view::npos || text.find("\xe2\x82\xac") != std::string_view::npos)
        return fmt::format("'{}' is not in pounds. Figures of money are read in pounds alone.", shown);
    switch (kind) {
        case NumberKind::percent:
            return fmt::format("'{}' is not a percentage from 0 to 100.", shown);
        case NumberKind::count:
            return fmt::format("'{}' is neither a whole number nor a known code.", shown);
        case NumberKind::money:
        case NumberKind::thousands:
            return fmt::format("'{}' is neither an amount of money nor a known code.", shown);
        case NumberKind::number:
            break;
    }
    return fmt::format("'{}' is neither a number nor a known code.", shown);
}

namespace {

std::string earlier(const std::string& period, int years) {
    const auto year = SchoolYear::parse(period);
    return year ? SchoolYear{year->start - years}.text() : period;
}

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
    for (const std::string& name : {settings_.file_name, settings_.folder + "/" + settings_.file_name}) {
        std::smatch found;
        if (!rule.file_name || !std::regex_search(name, found, *rule.file_name)) continue;
        if (const auto period = to_period(found[1].str(), rule.form))
            return rule.years_before > 0 ? earlier(*period, rule.years_before) : *period;
    }
    if (!rule.fixed.empty()) return rule.fixed;
    return std::nullopt;
}

namespace {

std::string_view example(PeriodForm form) {
    switch (form) {
        case PeriodForm::year:
            return "2019";
        case PeriodForm::month:
        case PeriodForm::january:
            return "2019-01";
        case PeriodForm::end_year:
        case PeriodForm::start_year:
        case PeriodForm::school_year:
        case PeriodForm::as_written:
            break;
    }
    return "2018/19";
}

}

std::string Context::needed_period_of_file() const {
    if (const auto period = period_of_file()) return *period;
    throw Unusable{{fmt::format("Nothing says which period the figures are of. Give it, for example {}.",
                                example(profile_.period.form)),
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
        {fmt::format(
             "Nothing says when the figures of {} became public. Give the day, for example 13 December 2019.",
             period),
         "no public-from date"}};
}

namespace {

struct Planned {
    MeasureColumn column;
    int n_column;
};

void plan(Context& context, const std::map<std::string, ColumnRule, std::less<>>& rules, int part,
          std::vector<Planned>& planned) {
    const std::size_t before = planned.size();
    for (const auto& [name, rule] : rules) {
        const int at = context.optional_column(name);
        if (at < 0 || rule.measure.empty()) continue;
        planned.push_back({{at, rule.measure, rule.kind, -1, rule.public_from, find_measure(rule.measure),
                            rule.halves_blank, part, true},
                           context.optional_column(rule.n_column)});
    }
    std::sort(planned.begin() + static_cast<std::ptrdiff_t>(before), planned.end(),
              [](const Planned& a, const Planned& b) { return a.column.column < b.column.column; });
}

/// Columns that only [others] speaks of.
void plan_others(Context& context, std::vector<Planned>& planned) {
    const ColumnRule& rule = *context.profile().others;
    if (rule.measure.empty()) return;
    std::set<int> named;
    for (const auto& [name, known] : context.profile().columns) named.insert(context.optional_column(name));
    for (int i = 0; i < static_cast<int>(context.header().size()); ++i) {
        if (named.contains(i) || context.name(i).empty() || context.optional_column(context.name(i)) != i)
            continue;
        std::string measure = rule.measure + column_code(context.name(i));
        const Measure* meaning = find_measure(measure);
        planned.push_back(
            {{i, std::move(measure), rule.kind, -1, rule.public_from, meaning, rule.halves_blank},
             context.optional_column(rule.n_column)});
    }
    std::stable_sort(planned.begin(), planned.end(),
                     [](const Planned& a, const Planned& b) { return a.column.column < b.column.column; });
}

}

std::vector<MeasureColumn> measure_columns(Context& context) {
    const Profile& profile = context.profile();
    std::vector<Planned> planned;
    plan(context, profile.columns, -1, planned);
    if (profile.others) plan_others(context, planned);
    for (std::size_t part = 0; part < profile.parts.size(); ++part)
        plan(context, profile.parts[part].columns, static_cast<int>(part), planned);
    std::vector<MeasureColumn> columns;
    for (Planned& of : planned) {
        // The pupils behind a value are counted in its own part or, else, in every row.
        for (std::size_t n = 0; n < planned.size() && of.n_column >= 0; ++n) {
            const MeasureColumn& counts = planned[n].column;
            if (counts.column == of.n_column && (counts.part == of.column.part || counts.part < 0))
                of.column.n_position = static_cast<int>(n);
        }
        columns.push_back(of.column);
    }
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
