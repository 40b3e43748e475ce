// Files with one school a row: measures, inspections, and what they say of the school itself.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

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

struct LeaveOutColumn {
    int column;
    const LeaveOutRule* rule;
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
    bool read_cells(const Fields& fields, bool total);
    bool derived_plausible();
    static Cell share_of(const Cell& part, const Cell& whole, const DerivedRule& rule);
    bool read_fields(const Fields& fields);
    bool read_key(const Fields& fields, std::int32_t& key);
    bool read_period(const Fields& fields, std::uint32_t& period);
    bool left_out(const Fields& fields) const;
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
    std::vector<LeaveOutColumn> leave_out_;
    std::vector<Derived> derived_;
    InspectionReader inspection_reader_;
    int urn_, authority_, establishment_, period_;
    std::optional<std::string> file_period_;
    std::vector<std::string> periods_;
    std::string_view last_period_text_;
    std::uint32_t last_period_ = 0;

    std::vector<Kept> kept_;
    std::vector<Cell> cells_;              ///< kept rows times measures
    std::vector<std::string_view> texts_;  ///< kept rows times fields
    std::vector<InspectionRow> inspections_;
    std::vector<Cell> row_cells_;
    std::vector<std::string_view> row_texts_;
};

SchoolRows::SchoolRows(Context& context)
    : context_(context),
      measures_(measure_columns(context)),
      inspection_reader_(context),
      urn_(context.column(context.profile().urn_column)),
      authority_(context.column(context.profile().authority_column)),
      establishment_(context.column(context.profile().establishment_column)),
      period_(context.optional_column(context.profile().period.column)) {
    const Profile& profile = context.profile();
    for (std::size_t i = 0; i < context.header().size(); ++i)
        if (const auto named = profile.columns.find(context.header()[i]);
            named != profile.columns.end() && !named->second.field.empty())
            fields_.push_back({static_cast<int>(i), named->second.field, named->second.is_date});
    for (const AggregateRule& rule : profile.aggregates)
        aggregates_.push_back({context.column(rule.column), context.column(rule.authority_column), &rule});
    for (const LeaveOutRule& rule : profile.leave_out)
        leave_out_.push_back({context.column(rule.column), &rule});
    plan_derived();
    if (!measures_.empty() && period_ < 0) file_period_ = context.needed_period_of_file();
    row_cells_.resize(measures_.size());
    row_texts_.resize(fields_.size());
}

void SchoolRows::plan_derived() {
    const auto position = [&](const std::string& column) {
        for (std::size_t m = 0; m < measures_.size(); ++m)
            if (context_.header()[static_cast<std::size_t>(measures_[m].column)] == column) return m;
        throw Unusable{{fmt::format("The column '{}' is missing.", column), "derived measure"}};
    };
    for (const DerivedRule& rule : context_.profile().derived)
        derived_.push_back({position(rule.part), position(rule.whole), &rule, find_measure(rule.measure)});
}

bool SchoolRows::left_out(const Fields& fields) const {
    return std::any_of(leave_out_.begin(), leave_out_.end(), [&](const LeaveOutColumn& column) {
        const std::string_view text = context_.cell(fields, column.column);
        const LeaveOutRule& rule = *column.rule;
        const auto among = [&](const std::vector<std::string>& texts) {
            return std::find(texts.begin(), texts.end(), text) != texts.end();
        };
        return rule.except.empty() ? among(rule.equals) : !among(rule.except);
    });
}

const AggregateColumn* SchoolRows::aggregate_of(const Fields& fields) const {
    for (const AggregateColumn& aggregate : aggregates_) {
        const std::string_view text = context_.cell(fields, aggregate.column);
        const auto& wanted = aggregate.rule->equals;
        if (std::find(wanted.begin(), wanted.end(), text) != wanted.end()) return &aggregate;
    }
    return nullptr;
}

bool SchoolRows::read_cells(const Fields& fields, bool total) {
    for (std::size_t m = 0; m < measures_.size(); ++m) {
        const auto at = static_cast<std::size_t>(measures_[m].column);
        const std::string_view text = at < fields.size() ? fields[at] : std::string_view{};
        const auto cell = parse_cell(text, measures_[m].kind, context_.codes());
        if (!cell) {
            context_.reject(measures_[m].column, Context::bad_cell(trim(text), measures_[m].kind));
            return false;
        }
        if (!context_.plausible(measures_[m], *cell, text, total)) return false;
        row_cells_[m] = *cell;
    }
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

bool SchoolRows::derived_plausible() {
    for (const Derived& derived : derived_) {
        const MeasureColumn share{measures_[derived.part].column,
                                  derived.rule->measure,
                                  NumberKind::number,
                                  -1,
                                  std::nullopt,
                                  derived.meaning};
        const Cell cell = share_of(row_cells_[derived.part], row_cells_[derived.whole], *derived.rule);
        if (!context_.plausible(share, cell, fmt::format("{}", cell.value()), false)) return false;
    }
    return true;
}

bool SchoolRows::read_fields(const Fields& fields) {
    for (std::size_t f = 0; f < fields_.size(); ++f) {
        row_texts_[f] = context_.text(fields, fields_[f].column);
        if (!fields_[f].is_date || row_texts_[f].empty()) continue;
        if (!context_.day(fields_[f].column, row_texts_[f], context_.life_of_schools())) return false;
    }
    return true;
}

bool SchoolRows::read_key(const Fields& fields, std::int32_t& key) {
    const std::string_view text = context_.cell(fields, urn_ >= 0 ? urn_ : establishment_);
    if (context_.profile().reg.keys_are_school_keys) {
        const auto number = parse_identifier(text);
        if (number && *number <= INT32_MAX) return key = static_cast<std::int32_t>(*number), true;
        context_.reject(
            urn_, text.empty() ? "The row has no key." : fmt::format("'{}' is not a key.", clip(text, 40)));
        return false;
    }
    if (urn_ >= 0) {
        if (const auto urn = Urn::parse(text)) return key = urn->value, true;
        context_.reject(
            urn_, text.empty() ? "The row has no URN." : fmt::format("'{}' is not a URN.", clip(text, 40)));
        return false;
    }
    auto laestab = Laestab::parse(text);
    if (authority_ >= 0) {
        const auto authority = AuthorityCode::parse(context_.cell(fields, authority_));
        const auto establishment = parse_identifier(text);
        laestab.reset();
        if (authority && establishment && *establishment <= 9999)
            laestab = Laestab::of(*authority, static_cast<int>(*establishment));
    }
    if (!laestab)
        return context_.reject(establishment_, fmt::format("'{}' is not a DfE number.", clip(text, 40))),
               false;
    const auto urn = context_.settings().urn_of ? context_.settings().urn_of(*laestab) : std::nullopt;
    if (!urn)
        return context_.reject(establishment_, fmt::format("No school is known under {}.", laestab->text())),
               false;
    return key = urn->value, true;
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
    for (std::size_t m = 0; m < measures_.size(); ++m)
        if (row_cells_[m].missing == analytics::Missing::none)
            context_.prepared().aggregates.push_back({measures_[m].measure, periods_[period],
                                                      aggregate.rule->level, authority,
                                                      measures_[m].public_from, row_cells_[m].value()});
    return RowFate::aggregate;
}

RowFate SchoolRows::take(const Fields& fields, std::int64_t row, std::string_view record) {
    if (left_out(fields)) return RowFate::left_out;
    if (const AggregateColumn* aggregate = aggregate_of(fields)) return take_aggregate(*aggregate, fields);
    Kept kept{0, 0, row, record};
    if (!read_key(fields, kept.key) || !read_period(fields, kept.period) || !read_cells(fields, false) ||
        !read_fields(fields) || !inspection_reader_.read(fields, row, inspections_))
        return RowFate::rejected;
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
        for (std::size_t i = 0; i < rows.size(); ++i)
            cells[i] = share_of(cell(rows[i], derived.part), cell(rows[i], derived.whole), *derived.rule);
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
    context_.prepared().blocks.push_back(pack_inspections(inspections_, inspection_period()));
}

void SchoolRows::finish() {
    const std::vector<std::uint32_t> rows = sorted_without_repeats();
    if (!measures_.empty())
        for (std::size_t begin = 0, end = 0; begin < rows.size(); begin = end) {
            const std::uint32_t period = kept_[rows[begin]].period;
            while (end < rows.size() && kept_[rows[end]].period == period) ++end;
            add_block(period, std::span{rows}.subspan(begin, end - begin));
        }
    for (PreparedAggregate& aggregate : context_.prepared().aggregates)
        if (!aggregate.public_from) aggregate.public_from = context_.needed_public_from(aggregate.period);
    if (!context_.profile().reg.source.empty()) add_register(rows);
    if (!inspections_.empty()) add_inspections();
}

}

std::unique_ptr<RowReader> school_rows(Context& context) {
    return std::make_unique<SchoolRows>(context);
}

}
