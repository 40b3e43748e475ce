// Files with one school a row: measures, inspections, and what they say of the school itself.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <unordered_map>

#include "evidence/importing/inspections_rules.hpp"
#include "evidence/importing/row_reader_rules.hpp"

namespace tarn::evidence {
namespace {

struct FieldColumn {
    int column;
    std::string field;
    bool is_date;
};

struct AggregateColumn {
    int column, authority;
    const AggregateRule* rule;
};

/// The measures from `begin` up to `end`, which stand in the same rows.
struct MeasureRange {
    std::size_t begin, end;
};

/// Of a long layout: the rows whose cells are these belong to the part.
struct Part {
    std::vector<std::pair<int, const std::vector<std::string>*>> when;
    MeasureRange measures;
};

struct Derived {
    std::size_t part, whole;  ///< positions among the measures
    const DerivedRule* rule;
    const Measure* meaning;
};

class SchoolRows final : public RowReader {
  public:
    explicit SchoolRows(Context& context);
    RowFate take(const Fields& fields, std::int64_t row, std::string_view record) override;
    void finish() override;

  private:
    struct Kept {
        std::int32_t key;
        std::uint32_t period;
        std::int64_t row;
        std::string_view record;
    };
    void plan_derived();
    void plan_parts();
    bool find_parts(const Fields& fields);
    RowFate put_together(const Kept& kept);
    std::uint32_t slot_of(const Kept& kept);
    std::optional<std::size_t> differing(std::uint32_t at, const MeasureRange& range) const;
    void fill(std::uint32_t at, const MeasureRange& range);
    bool read_cells(const Fields& fields, bool total);
    bool derived_plausible();
    bool share_plausible(const Derived& derived, const Cell& cell);
    static Cell share_of(const Cell& part, const Cell& whole, const DerivedRule& rule);
    bool read_fields(const Fields& fields);
    bool read_key(const Fields& fields, Kept& kept);
    bool read_dfe_number(const Fields& fields, Kept& kept);
    bool read_period(const Fields& fields, std::uint32_t& period);
    const AggregateColumn* aggregate_of(const Fields& fields) const;
    RowFate take_aggregate(const AggregateColumn& aggregate, const Fields& fields);
    std::vector<std::uint32_t> sorted_without_repeats();
    bool same_facts(std::uint32_t a, std::uint32_t b) const;
    void reject_later(const Kept& kept, std::string reason);
    void add_block(std::uint32_t period, std::span<const std::uint32_t> rows);
    void add_derived(PreparedBlock& block, std::span<const std::uint32_t> rows);
    void add_register(std::span<const std::uint32_t> rows);
    void add_inspections();
    std::string inspection_period() const;
    const Cell& cell(std::uint32_t row, std::size_t measure) const {
        return cells_[row * measures_.size() + measure];
    }

    Context& context_;
    std::vector<MeasureColumn> measures_;
    std::vector<FieldColumn> fields_;
    std::vector<AggregateColumn> aggregates_;
    std::vector<Derived> derived_;
    InspectionReader inspection_reader_;
    int urn_, authority_, establishment_, period_;
    std::optional<std::string> file_period_;
    std::vector<std::string> periods_;
    std::string last_period_text_;
    std::uint32_t last_period_ = 0;

    std::vector<Kept> kept_;
    std::vector<Cell> cells_;              ///< kept rows times measures
    std::vector<std::string_view> texts_;  ///< kept rows times fields
    std::vector<InspectionRow> inspections_;
    std::vector<Cell> row_cells_;
    std::vector<std::string_view> row_texts_;

    // A long layout is put together while it is read, so that memory grows with schools, not with rows.
    std::vector<Part> parts_;
    std::vector<std::size_t> row_parts_;    ///< 0, [columns], and one more than each part of the row at hand
    std::vector<MeasureRange> row_ranges_;  ///< the measures of each of these
    std::unordered_map<std::uint64_t, std::uint32_t> slots_;  ///< period and key -> position in kept_
    std::vector<std::int64_t> seen_;  ///< kept rows times [columns] and parts: the row that said it, else 0
};

SchoolRows::SchoolRows(Context& context)
    : context_(context),
      measures_(measure_columns(context)),
      inspection_reader_(context),
      urn_(context.profile().establishment_column.empty()
               ? context.column(context.profile().urn_column)
               : context.optional_column(context.profile().urn_column)),
      authority_(context.column(context.profile().authority_column)),
      establishment_(context.column(context.profile().establishment_column)),
      period_(context.optional_column(context.profile().period.column)) {
    const Profile& profile = context.profile();
    for (const auto& [name, rule] : profile.columns)
        if (const int at = context.optional_column(name); at >= 0 && !rule.field.empty())
            fields_.push_back({at, rule.field, rule.is_date});
    std::sort(fields_.begin(), fields_.end(),
              [](const FieldColumn& a, const FieldColumn& b) { return a.column < b.column; });
    // A file without the column has no such totals.
    for (const AggregateRule& rule : profile.aggregates)
        if (const int at = context.optional_column(rule.column); at >= 0)
            aggregates_.push_back({at, context.column(rule.authority_column), &rule});
    plan_parts();
    plan_derived();
    if (!measures_.empty() && period_ < 0) file_period_ = context.needed_period_of_file();
    row_cells_.resize(measures_.size());
    row_texts_.resize(fields_.size());
}

/// A share is left out where the file lacks its columns or says the share itself.
void SchoolRows::plan_derived() {
    const auto position = [&](const std::string& name) {
        const int column = context_.optional_column(name);
        for (std::size_t m = 0; m < measures_.size(); ++m)
            if ((column >= 0 && measures_[m].column == column) || measures_[m].measure == name)
                return std::optional{m};
        return std::optional<std::size_t>{};
    };
    for (const DerivedRule& rule : context_.profile().derived) {
        const auto part = position(rule.part), whole = position(rule.whole);
        if (part && whole && !position(rule.measure))
            derived_.push_back({*part, *whole, &rule, find_measure(rule.measure)});
    }
}

void SchoolRows::plan_parts() {
    const auto range_of = [&](int part) {
        const auto first = std::find_if(measures_.begin(), measures_.end(),
                                        [&](const MeasureColumn& m) { return m.part == part; });
        const auto last =
            std::find_if(first, measures_.end(), [&](const MeasureColumn& m) { return m.part != part; });
        return MeasureRange{static_cast<std::size_t>(first - measures_.begin()),
                            static_cast<std::size_t>(last - measures_.begin())};
    };
    row_parts_.push_back(0);
    row_ranges_.push_back(range_of(-1));
    int number = 0;
    for (const PartRule& rule : context_.profile().parts) {
        Part part{{}, range_of(number++)};
        for (const auto& [column, texts] : rule.when) part.when.emplace_back(context_.column(column), &texts);
        parts_.push_back(std::move(part));
    }
}

/// Whether the row belongs to any part.
bool SchoolRows::find_parts(const Fields& fields) {
    row_parts_.resize(1);
    row_ranges_.resize(1);
    for (std::size_t p = 0; p < parts_.size(); ++p) {
        const Part& part = parts_[p];
        if (!std::all_of(part.when.begin(), part.when.end(), [&](const auto& when) {
                return among(context_.cell(fields, when.first), *when.second);
            }))
            continue;
        row_parts_.push_back(p + 1);
        row_ranges_.push_back(part.measures);
    }
    return row_parts_.size() > 1;
}

/// The first measure of which the row at hand says something else than the school's rows before.
std::optional<std::size_t> SchoolRows::differing(std::uint32_t at, const MeasureRange& range) const {
    for (std::size_t m = range.begin; m < range.end; ++m)
        if (cell(at, m) != row_cells_[m]) return m;
    return std::nullopt;
}

void SchoolRows::fill(std::uint32_t at, const MeasureRange& range) {
    for (std::size_t m = range.begin; m < range.end; ++m) cells_[at * measures_.size() + m] = row_cells_[m];
}

std::uint32_t SchoolRows::slot_of(const Kept& kept) {
    const std::uint64_t key = std::uint64_t{kept.period} << 32 | static_cast<std::uint32_t>(kept.key);
    const auto [slot, fresh] = slots_.try_emplace(key, static_cast<std::uint32_t>(kept_.size()));
    if (fresh) {
        if (cells_.size() * sizeof(Cell) > context_.settings().text.max_bytes)
            throw Unusable{
                {fmt::format("What is kept of the file takes more than {} MB. If it is what it should "
                             "be, raise the limit.",
                             context_.settings().text.max_bytes >> 20),
                 "too large"}};
        kept_.push_back({kept.key, kept.period, kept.row, {}});
        cells_.resize(cells_.size() + measures_.size(), missing_cell(analytics::Missing::blank));
        for (std::string_view text : row_texts_)
            texts_.push_back(context_.prepared().kept.emplace_back(text));
        seen_.resize(seen_.size() + parts_.size() + 1, 0);
    }
    return slot->second;
}

/// Adds a row of a long layout to what the school's other rows of the period said.
RowFate SchoolRows::put_together(const Kept& kept) {
    const std::uint32_t at = slot_of(kept);
    std::int64_t* seen = &seen_[at * (parts_.size() + 1)];
    for (std::size_t i = 0; i < row_parts_.size(); ++i)
        if (seen[row_parts_[i]] != 0)
            if (const auto other = differing(at, row_ranges_[i]))
                return context_.reject(measures_[*other].column,
                                       fmt::format("Row {} already gives this figure of the school, with "
                                                   "another value.",
                                                   seen[row_parts_[i]]));
    RowFate fate = RowFate::repeated;
    for (std::size_t i = 0; i < row_parts_.size(); ++i) {
        if (seen[row_parts_[i]] != 0) continue;
        seen[row_parts_[i]] = kept.row;
        fill(at, row_ranges_[i]);
        if (row_parts_[i] > 0) fate = RowFate::accepted;
    }
    return fate;
}

const AggregateColumn* SchoolRows::aggregate_of(const Fields& fields) const {
    for (const AggregateColumn& aggregate : aggregates_) {
        const std::string_view text = context_.cell(fields, aggregate.column);
        if (among(text, aggregate.rule->equals)) return &aggregate;
    }
    return nullptr;
}

bool SchoolRows::read_cells(const Fields& fields, bool total) {
    for (const MeasureRange& range : row_ranges_)
        for (std::size_t m = range.begin; m < range.end; ++m)
            if (!context_.read_cell(measures_[m], fields, total, row_cells_[m])) return false;
    if (!parts_.empty()) return true;
    return total || derived_plausible();
}

/// 100 times part by whole, rounded; or why there is no such share.
Cell SchoolRows::share_of(const Cell& part, const Cell& whole, const DerivedRule& rule) {
    if (part.missing != analytics::Missing::none || whole.missing != analytics::Missing::none)
        return missing_cell(part.missing != analytics::Missing::none ? part.missing : whole.missing);
    if (whole.mantissa == 0) return missing_cell(analytics::Missing::not_applicable);
    const double unit = std::pow(10.0, rule.decimals);
    return {std::llround(100.0 * part.value() / whole.value() * unit),
            static_cast<std::int8_t>(rule.decimals), analytics::Missing::none};
}

bool SchoolRows::share_plausible(const Derived& derived, const Cell& cell) {
    const MeasureColumn share{measures_[derived.part].column,
                              derived.rule->measure,
                              NumberKind::number,
                              -1,
                              std::nullopt,
                              derived.meaning};
    return context_.plausible(share, cell, fmt::format("{}", cell.value()), false);
}

bool SchoolRows::derived_plausible() {
    return std::all_of(derived_.begin(), derived_.end(), [&](const Derived& derived) {
        return share_plausible(derived,
                               share_of(row_cells_[derived.part], row_cells_[derived.whole], *derived.rule));
    });
}

bool SchoolRows::read_fields(const Fields& fields) {
    for (std::size_t f = 0; f < fields_.size(); ++f) {
        row_texts_[f] = context_.cell(fields, fields_[f].column);
        if (!fields_[f].is_date || row_texts_[f].empty()) continue;
        if (!context_.day(fields_[f].column, row_texts_[f], context_.life_of_schools())) return false;
    }
    return true;
}

bool SchoolRows::read_key(const Fields& fields, Kept& kept) {
    if (urn_ < 0) return read_dfe_number(fields, kept);
    const std::string_view text = context_.cell(fields, urn_);
    if (context_.profile().reg.keys_are_school_keys) {
        const auto number = parse_identifier(text);
        if (number && *number <= INT32_MAX) return kept.key = static_cast<std::int32_t>(*number), true;
    } else {
        if (const auto urn = Urn::parse(text)) return kept.key = urn->value, true;
        // A school whose URN a file has lost, as in 1.9e+05, may still stand there under its DfE number.
        if (establishment_ >= 0 && (context_.is_gap(text) || rewritten_by_spreadsheet(text)))
            return read_dfe_number(fields, kept);
    }
    const std::string_view what = context_.profile().reg.keys_are_school_keys ? "key" : "URN";
    context_.reject(urn_, Context::not_a(what, text));
    return false;
}

bool SchoolRows::read_dfe_number(const Fields& fields, Kept& kept) {
    const std::string_view text = context_.cell(fields, establishment_);
    auto laestab = Laestab::parse(text);
    if (authority_ >= 0) {
        const auto authority = AuthorityCode::parse(context_.cell(fields, authority_));
        const auto establishment = parse_identifier(text);
        laestab.reset();
        if (authority && establishment && *establishment <= 9999)
            laestab = Laestab::of(*authority, static_cast<int>(*establishment));
    }
    if (!laestab) return context_.reject(establishment_, Context::not_a("DfE number", text)), false;
    const auto& urns_of = context_.settings().urns_of;
    const auto urns = urns_of ? urns_of(*laestab, periods_[kept.period]) : std::vector<Urn>{};
    if (urns.size() == 1) return kept.key = urns.front().value, true;
    context_.reject(establishment_,
                    urns.empty()       ? fmt::format("No school is known under {}.", laestab->text())
                    : urns.size() == 2 ? fmt::format("Two schools hold {}.", laestab->text())
                                       : fmt::format("{} schools hold {}.", urns.size(), laestab->text()));
    return false;
}

bool SchoolRows::read_period(const Fields& fields, std::uint32_t& period) {
    const std::string_view text = period_ >= 0 ? context_.cell(fields, period_) : std::string_view{};
    if (!periods_.empty() && text == last_period_text_) return period = last_period_, true;
    std::optional<std::string> found = file_period_;
    if (period_ >= 0) found = to_period(text, context_.profile().period.form);
    if (!found && period_ >= 0)
        return context_.reject(period_, fmt::format("'{}' is not a period.", clip(text, 40))), false;
    const std::string name = found.value_or("");
    const auto at = std::find(periods_.begin(), periods_.end(), name);
    last_period_ = static_cast<std::uint32_t>(at - periods_.begin());
    if (at == periods_.end()) periods_.push_back(name);
    last_period_text_ = text;
    return period = last_period_, true;
}

RowFate SchoolRows::take_aggregate(const AggregateColumn& aggregate, const Fields& fields) {
    std::uint32_t period = 0;
    if (!read_cells(fields, true) || !read_period(fields, period)) return RowFate::rejected;
    std::optional<AuthorityCode> authority;
    if (aggregate.authority >= 0) {
        authority = AuthorityCode::parse(context_.cell(fields, aggregate.authority));
        if (!authority) return context_.reject(aggregate.authority, "The total names no authority.");
    }
    for (const MeasureRange& range : row_ranges_)
        for (std::size_t m = range.begin; m < range.end; ++m)
            if (row_cells_[m].missing == analytics::Missing::none)
                context_.prepared().aggregates.push_back({measures_[m].measure, periods_[period],
                                                          aggregate.rule->level, authority,
                                                          measures_[m].public_from, row_cells_[m].value()});
    return RowFate::aggregate;
}

RowFate SchoolRows::take(const Fields& fields, std::int64_t row, std::string_view record) {
    if (context_.left_out(fields) || (!parts_.empty() && !find_parts(fields))) return RowFate::left_out;
    if (const AggregateColumn* aggregate = aggregate_of(fields)) return take_aggregate(*aggregate, fields);
    Kept kept{0, 0, row, record};
    if (!read_period(fields, kept.period) || !read_key(fields, kept) || !read_cells(fields, false) ||
        !read_fields(fields) || !inspection_reader_.read(fields, row, inspections_))
        return RowFate::rejected;
    if (!parts_.empty()) return put_together(kept);
    kept_.push_back(kept);
    cells_.insert(cells_.end(), row_cells_.begin(), row_cells_.end());
    texts_.insert(texts_.end(), row_texts_.begin(), row_texts_.end());
    return RowFate::accepted;
}

bool SchoolRows::same_facts(std::uint32_t a, std::uint32_t b) const {
    const auto cells = [&](std::uint32_t row) {
        return cells_.begin() + static_cast<std::ptrdiff_t>(row * measures_.size());
    };
    const auto texts = [&](std::uint32_t row) {
        return texts_.begin() + static_cast<std::ptrdiff_t>(row * fields_.size());
    };
    return std::equal(cells(a), cells(a + 1), cells(b)) && std::equal(texts(a), texts(a + 1), texts(b));
}

void SchoolRows::reject_later(const Kept& kept, std::string reason) {
    context_.prepared().rejected.push_back(
        {kept.row, {}, std::move(reason), std::string{clip(kept.record, 400)}});
}

/// Kept rows by period, key and row, each school once.
std::vector<std::uint32_t> SchoolRows::sorted_without_repeats() {
    std::vector<std::uint32_t> order(kept_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    const auto before = [&](std::uint32_t a, std::uint32_t b) {
        return std::tuple{kept_[a].period, kept_[a].key, a} < std::tuple{kept_[b].period, kept_[b].key, b};
    };
    if (!std::is_sorted(order.begin(), order.end(), before)) std::sort(order.begin(), order.end(), before);
    // Several rows of a school that hold nothing but inspections are no repeats.
    if (measures_.empty() && fields_.empty()) return order;
    std::vector<std::uint32_t> once;
    once.reserve(order.size());
    for (std::uint32_t i : order) {
        const bool again = !once.empty() && kept_[once.back()].key == kept_[i].key &&
                           kept_[once.back()].period == kept_[i].period;
        if (!again) {
            once.push_back(i);
        } else if (same_facts(once.back(), i)) {
            ++context_.prepared().rows_repeated;
        } else {
            reject_later(kept_[i], fmt::format("The school stands in row {} already, with other figures.",
                                               kept_[once.back()].row));
        }
    }
    return once;
}

void SchoolRows::add_block(std::uint32_t period, std::span<const std::uint32_t> rows) {
    PreparedBlock block;
    block.period = periods_[period];
    block.public_from = context_.needed_public_from(block.period);
    block.rows = rows.size();
    std::vector<std::int32_t> keys;
    keys.reserve(rows.size());
    for (std::uint32_t row : rows) keys.push_back(kept_[row].key);
    block.keys = pack_int32(keys);
    add_columns(block, measures_, [&](std::size_t m, std::vector<Cell>& cells) {
        for (std::size_t i = 0; i < rows.size(); ++i) cells[i] = cell(rows[i], m);
    });
    add_derived(block, rows);
    context_.prepared().blocks.push_back(std::move(block));
}

void SchoolRows::add_derived(PreparedBlock& block, std::span<const std::uint32_t> rows) {
    std::vector<Cell> cells(rows.size());
    for (const Derived& derived : derived_) {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            cells[i] = share_of(cell(rows[i], derived.part), cell(rows[i], derived.whole), *derived.rule);
            // Only here are the parts of a school together.
            if (parts_.empty() || share_plausible(derived, cells[i])) continue;
            cells[i] = missing_cell(analytics::Missing::blank);
            context_.note(fmt::format("{} of {} was left out: {}", derived.rule->measure, kept_[rows[i]].key,
                                      context_.take_rejection().reason));
        }
        if (auto packed = pack_column(
                {-1, derived.rule->measure, NumberKind::number, -1, std::nullopt, nullptr}, cells))
            block.columns.push_back(std::move(*packed));
    }
}

void SchoolRows::add_register(std::span<const std::uint32_t> rows) {
    PreparedRegister& reg = context_.prepared().reg;
    reg.keys_are_school_keys = context_.profile().reg.keys_are_school_keys;
    for (std::uint32_t row : rows) reg.keys.push_back(kept_[row].key);
    for (std::size_t f = 0; f < fields_.size(); ++f) {
        PreparedRegister::Column column{fields_[f].field, {}};
        column.values.reserve(rows.size());
        for (std::uint32_t row : rows) column.values.push_back(texts_[row * fields_.size() + f]);
        reg.columns.push_back(std::move(column));
    }
}

std::string SchoolRows::inspection_period() const {
    if (const auto period = context_.period_of_file()) return *period;
    std::int32_t newest = 0;
    for (const InspectionRow& row : inspections_) newest = std::max(newest, row.known);
    if (context_.profile().period.latest_month && newest > 0)
        return Date::from_days(newest).iso().substr(0, 7);
    return context_.needed_period_of_file();
}

void SchoolRows::add_inspections() {
    std::erase_if(inspections_, [&](const InspectionRow& inspection) {
        return std::any_of(context_.prepared().rejected.begin(), context_.prepared().rejected.end(),
                           [&](const Rejection& rejection) { return rejection.row == inspection.row; });
    });
    const SortedInspections sorted = sort_inspections(inspections_);
    if (measures_.empty() && fields_.empty()) context_.prepared().rows_repeated += sorted.repeated;
    for (const ClashingInspection& clash : sorted.clashes) {
        const auto at =
            std::find_if(kept_.begin(), kept_.end(), [&](const Kept& kept) { return kept.row == clash.row; });
        reject_later(*at,
                     fmt::format("Row {} already gives the inspection of {} on {}, with another outcome.",
                                 clash.first_row, clash.urn.text(), clash.held.iso()));
    }
    inspection_reader_.add_notes(inspections_);
    if (inspections_.empty()) return;
    PreparedBlock block = pack_inspections(inspections_, inspection_period());
    block.public_from = context_.public_from(block.period);
    context_.prepared().blocks.push_back(std::move(block));
}

void SchoolRows::finish() {
    const std::vector<std::uint32_t> rows = sorted_without_repeats();
    if (!measures_.empty())
        for (std::size_t begin = 0, end = 0; begin < rows.size(); begin = end) {
            const std::uint32_t period = kept_[rows[begin]].period;
            while (end < rows.size() && kept_[rows[end]].period == period) ++end;
            add_block(period, std::span{rows}.subspan(begin, end - begin));
        }
    context_.note_empty(measures_);
    context_.note_left_out();
    for (PreparedAggregate& aggregate : context_.prepared().aggregates)
        if (!aggregate.public_from) aggregate.public_from = context_.needed_public_from(aggregate.period);
    if (!context_.profile().reg.source.empty()) add_register(rows);
    if (!context_.profile().inspections.empty()) add_inspections();
}

}

std::unique_ptr<RowReader> school_rows(Context& context) {
    return std::make_unique<SchoolRows>(context);
}

}
