// Files with an area a row: an authority, a region or England, a period and a breakdown of the pupils or
// plans.
#include <algorithm>
#include <fmt/format.h>
#include <unordered_map>

#include "evidence/importing/area_labels_rules.hpp"
#include "evidence/importing/row_reader_rules.hpp"

namespace tarn::evidence {
namespace {

class AreaRows final : public RowReader {
  public:
    explicit AreaRows(Context& context);
    RowFate take(const Fields& fields, std::int64_t row, std::string_view record) override;
    void finish() override;

  private:
    struct Kept {
        std::uint32_t period, area, breakdown;
        std::int64_t row;
        std::string_view record;
    };
    bool read_area(const Fields& fields, AreaLabel& area);
    bool read_authority(const Fields& fields, AreaLabel& area);
    std::string read_breakdown(const Fields& fields) const;
    bool read_period(const Fields& fields, std::uint32_t& period);
    std::uint32_t number_of(std::string text, std::unordered_map<std::string, std::uint32_t>& numbers,
                            std::vector<std::string>& names);
    std::vector<std::uint32_t> sorted_without_repeats();
    void add_block(std::span<const std::uint32_t> rows);

    Context& context_;
    std::vector<MeasureColumn> measures_;
    int level_, authority_, authority_name_, region_, period_;
    std::vector<int> breakdowns_;
    std::optional<std::string> file_period_;
    std::unordered_map<std::string, std::uint32_t> area_numbers_, breakdown_numbers_, period_numbers_;
    std::vector<std::string> areas_, breakdown_names_, periods_;
    std::vector<Kept> kept_;
    std::vector<Cell> cells_, row_cells_;
};

AreaRows::AreaRows(Context& context)
    : context_(context),
      measures_(measure_columns(context)),
      level_(context.column(context.profile().area.level_column)),
      authority_(context.column(context.profile().area.authority_column)),
      authority_name_(context.column(context.profile().area.authority_name_column)),
      region_(context.column(context.profile().area.region_column)),
      period_(context.optional_column(context.profile().period.column)) {
    for (const std::string& name : context.profile().area.breakdown_columns)
        breakdowns_.push_back(context.column(name));
    if (period_ < 0) file_period_ = context.needed_period_of_file();
    row_cells_.resize(measures_.size());
}

bool AreaRows::read_authority(const Fields& fields, AreaLabel& area) {
    area.level = AreaLevel::authority;
    area.name = context_.cell(fields, authority_name_);
    if (authority_ < 0)
        return !area.name.empty() || (context_.reject(authority_name_, "The row names no authority."), false);
    const std::string_view text = context_.cell(fields, authority_);
    std::string key{text};
    if (const auto number = parse_identifier(text)) key = std::to_string(*number);
    if (const auto known = context_.profile().area.area_codes.find(key);
        known != context_.profile().area.area_codes.end()) {
        area.level = known->second == "England" ? AreaLevel::national : AreaLevel::region;
        area.name = known->second;
        return true;
    }
    area.authority = AuthorityCode::parse(text);
    if (!area.authority)
        context_.reject(authority_, fmt::format("'{}' is not an authority's code.", clip(text, 40)));
    return area.authority.has_value();
}

bool AreaRows::read_area(const Fields& fields, AreaLabel& area) {
    if (level_ < 0) return read_authority(fields, area);
    const std::string_view word = context_.cell(fields, level_);
    const std::string* level = meaning_of(context_.profile().area.levels, word);
    if (!level) {
        context_.reject(level_,
                        fmt::format("'{}' is not a kind of area that the profile knows.", clip(word, 40)));
        return false;
    }
    if (*level == "authority") return read_authority(fields, area);
    area.level = *level == "national" ? AreaLevel::national : AreaLevel::region;
    area.name = area.level == AreaLevel::national ? "England" : std::string{context_.cell(fields, region_)};
    if (area.name.empty()) context_.reject(region_, "The row names no region.");
    return !area.name.empty();
}

std::string AreaRows::read_breakdown(const Fields& fields) const {
    std::string breakdown;
    for (int column : breakdowns_) {
        const std::string_view text = context_.cell(fields, column);
        if (text.empty() || breakdown == text || breakdown.ends_with(fmt::format(": {}", text))) continue;
        if (!breakdown.empty()) breakdown += ": ";
        breakdown += text;
    }
    return breakdown;
}

std::uint32_t AreaRows::number_of(std::string text, std::unordered_map<std::string, std::uint32_t>& numbers,
                                  std::vector<std::string>& names) {
    const auto [at, fresh] = numbers.try_emplace(text, static_cast<std::uint32_t>(names.size()));
    if (fresh) names.push_back(std::move(text));
    return at->second;
}

bool AreaRows::read_period(const Fields& fields, std::uint32_t& period) {
    std::optional<std::string> found = file_period_;
    if (period_ >= 0) {
        const std::string_view text = context_.cell(fields, period_);
        found = to_period(text, context_.profile().period.form);
        if (!found) {
            context_.reject(period_, text.empty() ? "The row has no period."
                                                  : fmt::format("'{}' is not a period.", clip(text, 40)));
            return false;
        }
    }
    period = number_of(*found, period_numbers_, periods_);
    return true;
}

RowFate AreaRows::take(const Fields& fields, std::int64_t row, std::string_view record) {
    if (context_.left_out(fields)) return RowFate::left_out;
    AreaLabel area;
    Kept kept{0, 0, 0, row, record};
    if (!read_area(fields, area) || !read_period(fields, kept.period)) return RowFate::rejected;
    for (std::size_t m = 0; m < measures_.size(); ++m)
        if (!context_.read_cell(measures_[m], fields, false, row_cells_[m])) return RowFate::rejected;
    kept.area = number_of(area_line(area), area_numbers_, areas_);
    kept.breakdown = number_of(read_breakdown(fields), breakdown_numbers_, breakdown_names_);
    kept_.push_back(kept);
    cells_.insert(cells_.end(), row_cells_.begin(), row_cells_.end());
    return RowFate::accepted;
}

std::vector<std::uint32_t> AreaRows::sorted_without_repeats() {
    std::vector<std::uint32_t> order(kept_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    const auto key = [&](std::uint32_t i) {
        return std::tuple{kept_[i].period, kept_[i].area, kept_[i].breakdown};
    };
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::tuple{key(a), a} < std::tuple{key(b), b};
    });
    const auto cells = [&](std::uint32_t i) {
        return cells_.begin() + static_cast<std::ptrdiff_t>(i * measures_.size());
    };
    std::vector<std::uint32_t> once;
    for (std::uint32_t i : order) {
        if (once.empty() || key(once.back()) != key(i)) {
            once.push_back(i);
        } else if (std::equal(cells(i), cells(i + 1), cells(once.back()))) {
            ++context_.prepared().rows_repeated;
        } else {
            context_.prepared().rejected.push_back(
                {kept_[i].row,
                 {},
                 fmt::format("The area, period and breakdown stand in row {} already, with other figures.",
                             kept_[once.back()].row),
                 std::string{clip(kept_[i].record, 400)}});
        }
    }
    return once;
}

void AreaRows::add_block(std::span<const std::uint32_t> rows) {
    PreparedBlock block;
    block.level = BlockLevel::area;
    block.period = periods_[kept_[rows.front()].period];
    block.public_from = context_.needed_public_from(block.period);
    block.rows = rows.size();
    std::vector<std::int32_t> keys;
    keys.reserve(2 * rows.size());
    for (std::uint32_t row : rows) {
        keys.push_back(static_cast<std::int32_t>(kept_[row].area));
        keys.push_back(static_cast<std::int32_t>(kept_[row].breakdown));
    }
    block.keys = pack_int32(keys);
    block.labels = join_labels(areas_, breakdown_names_);
    add_columns(block, measures_, [&](std::size_t m, std::vector<Cell>& cells) {
        for (std::size_t i = 0; i < rows.size(); ++i) cells[i] = cells_[rows[i] * measures_.size() + m];
    });
    context_.prepared().blocks.push_back(std::move(block));
}

void AreaRows::finish() {
    const std::vector<std::uint32_t> rows = sorted_without_repeats();
    for (std::size_t begin = 0, end = 0; begin < rows.size(); begin = end) {
        while (end < rows.size() && kept_[rows[end]].period == kept_[rows[begin]].period) ++end;
        add_block(std::span{rows}.subspan(begin, end - begin));
    }
    context_.note_empty(measures_);
    context_.note_left_out();
}

}

std::unique_ptr<RowReader> area_rows(Context& context) {
    return std::make_unique<AreaRows>(context);
}

}
