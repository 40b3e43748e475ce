// What a file changes: which stored figures it corrects, and how many values are new, changed, unchanged or
// gone.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <iterator>
#include <limits>
#include <map>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "evidence/catalogue/release_store.hpp"
#include "evidence/importing/area_labels_rules.hpp"
#include "evidence/importing/inspections_rules.hpp"

namespace tarn::evidence {
namespace {

/// Rows of two blocks that mean the same thing: for each row of the newer its row in the older, or -1.
std::vector<std::int64_t> match_urns(std::string_view newer, std::string_view older) {
    const auto a = unpack_int32(newer), b = unpack_int32(older);
    std::vector<std::int64_t> match(a.size(), -1);
    std::size_t j = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        while (j < b.size() && b[j] < a[i]) ++j;
        if (j < b.size() && b[j] == a[i]) match[i] = static_cast<std::int64_t>(j);
    }
    return match;
}

std::vector<std::string> area_texts(std::string_view keys, std::string_view labels) {
    const auto numbers = unpack_int32(keys);
    const AreaLabels parsed = parse_labels(labels);
    std::vector<std::string> texts;
    for (std::size_t i = 0; i + 1 < numbers.size(); i += 2)
        texts.push_back(area_line(parsed.areas.at(static_cast<std::size_t>(numbers[i]))) + '\n' +
                        parsed.breakdowns.at(static_cast<std::size_t>(numbers[i + 1])));
    return texts;
}

std::vector<std::int64_t> match_areas(const PreparedBlock& block, const StoredBlock& older) {
    std::unordered_map<std::string, std::int64_t> rows;
    for (std::string& text : area_texts(older.keys, older.labels))
        rows.emplace(std::move(text), static_cast<std::int64_t>(rows.size()));
    std::vector<std::int64_t> match;
    for (const std::string& text : area_texts(block.keys, block.labels)) {
        const auto at = rows.find(text);
        match.push_back(at == rows.end() ? -1 : at->second);
    }
    return match;
}

bool same_value(const Cell& a, const Cell& b) {
    if (a.missing != b.missing) return false;
    return a.missing != analytics::Missing::none || a.value() == b.value();
}

ColumnView view(const PreparedColumn& column) {
    return {column.packed.encoding, column.packed.scale, column.packed.bytes};
}

/// Stored figures side by side, newest first, as they are believed: a blank lets the earlier file speak.
class Believed {
  public:
    Believed(storage::Reader& db, const PreparedBlock& block, const std::vector<StoredBlock>& older) {
        for (const StoredBlock& each : older)
            layers_.push_back({each.level == BlockLevel::area ? match_areas(block, each)
                                                              : match_urns(block.keys, each.keys),
                               load_columns(db, each.id),
                               {}});
        for (Layer& layer : layers_)
            for (const PreparedColumn& column : block.columns) {
                const auto at = std::find_if(layer.columns.begin(), layer.columns.end(),
                                             [&](const auto& c) { return c.measure == column.measure; });
                layer.same.push_back(at == layer.columns.end() ? nullptr : &*at);
            }
    }

    std::optional<Cell> cell(std::size_t column, std::size_t row) const {
        std::optional<Cell> blank;
        for (const Layer& layer : layers_) {
            if (layer.match[row] < 0 || !layer.same[column]) continue;
            const Cell found = layer.same[column]->view().cell(static_cast<std::size_t>(layer.match[row]));
            if (found.missing != analytics::Missing::blank) return found;
            if (!blank) blank = found;
        }
        return blank;
    }
    /// Values of the stored block that the newer one does not give.
    std::int64_t left_out(std::size_t layer, std::int64_t rows) const {
        const Layer& old = layers_[layer];
        const auto matched =
            std::count_if(old.match.begin(), old.match.end(), [](std::int64_t row) { return row >= 0; });
        const auto shared =
            std::count_if(old.same.begin(), old.same.end(), [](const auto* column) { return column; });
        const auto absent = static_cast<std::int64_t>(old.columns.size()) - shared;
        return absent * rows + shared * (rows - matched);
    }

  private:
    struct Layer {
        std::vector<std::int64_t> match;
        std::vector<StoredColumn> columns;
        std::vector<const StoredColumn*> same;  ///< for each column of the newer block
    };
    std::vector<Layer> layers_;
};

/// `stays`: what is stored goes on counting where the block says nothing.
void count_changes(const Believed& before, const PreparedBlock& block, bool stays, BlockFate& fate) {
    for (std::size_t c = 0; c < block.columns.size(); ++c)
        for (std::size_t row = 0; row < block.rows; ++row) {
            const auto old = before.cell(c, row);
            const Cell now = view(block.columns[c]).cell(row);
            if (!old)
                ++fate.values_new;
            else if (same_value(now, *old) || (stays && now.missing == analytics::Missing::blank))
                ++fate.values_unchanged;
            else
                ++fate.values_changed;
        }
}

/// Equal as far as the coarser of the two was published.
bool disagree(const Cell& a, const Cell& b) {
    if (a.missing != analytics::Missing::none || b.missing != analytics::Missing::none) return false;
    const int decimals = std::min(a.scale, b.scale);
    if (decimals < 0)
        return std::abs(a.value() - b.value()) > 1e-9 * std::max(std::abs(a.value()), std::abs(b.value()));
    return std::abs(a.value() - b.value()) > 0.501 * std::pow(10.0, -decimals);
}

std::int64_t count_disagreements(storage::Reader& db, const PreparedBlock& block, const Profile& profile) {
    std::int64_t count = 0;
    for (const StoredBlock& other : load_blocks(db, BlockLevel::school)) {
        if (other.period != block.period || other.ended || other.profile == profile.name) continue;
        const auto match = match_urns(block.keys, other.keys);
        for (const StoredColumn& theirs : load_columns(db, other.id))
            for (const PreparedColumn& ours : block.columns) {
                if (ours.measure != theirs.measure) continue;
                for (std::size_t row = 0; row < match.size(); ++row)
                    count +=
                        match[row] >= 0 && disagree(view(ours).cell(row),
                                                    theirs.view().cell(static_cast<std::size_t>(match[row])));
            }
    }
    return count;
}

std::vector<std::string> distinct_keys(BlockLevel level, std::string_view keys, std::string_view labels) {
    std::vector<std::string> texts;
    if (level == BlockLevel::area) {
        texts = area_texts(keys, labels);
    } else {
        for (std::int32_t urn : unpack_int32(keys))
            texts.emplace_back(reinterpret_cast<const char*>(&urn), sizeof urn);
    }
    std::sort(texts.begin(), texts.end());
    texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
    return texts;
}

/// How a block lies to a stored one, in schools or in areas with their breakdown.
struct Overlap {
    std::size_t both = 0, newer = 0, older = 0;
    bool speaks_mostly_of_it() const { return 2 * both >= newer; }
    bool covers_half() const { return 2 * both >= older; }
};

struct Standing {
    std::vector<StoredBlock> blocks;  ///< newest first
    std::vector<Overlap> overlaps;
    bool mostly_known = false;  ///< at least half of the newer block's schools are in one of them or another
};

/// The standing blocks of the same kind of file and period that hold some of the same schools.
Standing standing(storage::Reader& db, const Profile& profile, std::optional<AuthorityCode> owner,
                  const PreparedBlock& block) {
    Standing found;
    std::vector<std::string> asked;  // only where there is something to compare with: most blocks are a first
    std::unordered_set<std::string> known;
    auto blocks = load_blocks(db, block.level, owner);
    for (auto candidate = blocks.rbegin(); candidate != blocks.rend(); ++candidate) {
        if (candidate->ended || candidate->profile != profile.name || candidate->owner != owner ||
            candidate->period != block.period)
            continue;
        if (asked.empty()) asked = distinct_keys(block.level, block.keys, block.labels);
        const auto stored = distinct_keys(candidate->level, candidate->keys, candidate->labels);
        std::vector<std::string> both;
        std::set_intersection(asked.begin(), asked.end(), stored.begin(), stored.end(),
                              std::back_inserter(both));
        if (both.empty()) continue;
        found.blocks.push_back(std::move(*candidate));
        found.overlaps.push_back({both.size(), asked.size(), stored.size()});
        known.insert(both.begin(), both.end());
    }
    found.mostly_known = 2 * known.size() >= asked.size();
    return found;
}

PreparedColumn* column_of(PreparedBlock& block, std::string_view measure) {
    for (PreparedColumn& column : block.columns)
        if (column.measure == measure) return &column;
    return nullptr;
}

using Views = std::map<std::string, ColumnView>;

std::string bytes_of(std::int64_t value) {
    return {reinterpret_cast<const char*>(&value), sizeof value};
}

/// Which visit a row is about, and all that it says of it but the day on which it became known.
struct InspectionKeys {
    std::string visit, facts;
};
InspectionKeys keys_of(std::int32_t urn, const Views& views, std::size_t row) {
    InspectionKeys keys{bytes_of(urn), {}};
    for (const auto& [measure, column] : views) {
        if (measure == inspection_column::known) continue;
        const std::string value = bytes_of(column.cell(row).mantissa);
        // A column that says nothing is the same as none: older blocks lack those of report cards.
        if (column.cell(row).mantissa != 0) keys.facts += measure + '=' + value;
        if (measure == inspection_column::held || measure == inspection_column::kind) keys.visit += value;
    }
    return keys;
}

/// What the stored files say of inspections: of each visit what the newest of them says.
class KnownInspections {
  public:
    struct Said {
        std::string facts;
        std::int64_t known = 0;  ///< the day from which it counts, since 1970-01-01
    };

    KnownInspections(storage::Reader& db, const std::vector<StoredBlock>& newest_first) {
        for (const StoredBlock& block : newest_first) {
            const auto columns = load_columns(db, block.id);
            Views views;
            for (const StoredColumn& column : columns) views.emplace(column.measure, column.view());
            const auto urns = unpack_int32(block.keys);
            for (std::size_t row = 0; row < urns.size(); ++row) {
                auto keys = keys_of(urns[row], views, row);
                newest_ =
                    std::max(newest_, views.at(std::string{inspection_column::held}).cell(row).mantissa);
                schools_.insert(urns[row]);
                visits_.try_emplace(std::move(keys.visit),
                                    Said{std::move(keys.facts),
                                         views.at(std::string{inspection_column::known}).cell(row).mantissa});
            }
        }
    }
    bool speak_of(std::int32_t urn) const { return schools_.contains(urn); }
    const Said* of(const InspectionKeys& keys) const {
        const auto at = visits_.find(keys.visit);
        return at == visits_.end() ? nullptr : &at->second;
    }
    std::int64_t count() const { return static_cast<std::int64_t>(visits_.size()); }
    /// A file that lists it cannot be older.
    Date newest() const { return Date::from_days(static_cast<std::int32_t>(newest_)); }

  private:
    std::unordered_set<std::int32_t> schools_;
    std::unordered_map<std::string, Said> visits_;
    std::int64_t newest_ = 0;
};

/// Inspections that the earlier files did not have of their schools, or had otherwise, became known with this
/// one; those that they had count from the day from which they counted.
void date_changed_inspections(const KnownInspections& before, Date from, PreparedBlock& block,
                              BlockFate& fate) {
    Views views;
    for (const PreparedColumn& column : block.columns) views.emplace(column.measure, view(column));
    PreparedColumn* date = column_of(block, inspection_column::known);
    const auto urns = unpack_int32(block.keys);
    std::vector<Cell> dates(urns.size());
    for (std::size_t row = 0; row < urns.size(); ++row) {
        dates[row] = view(*date).cell(row);
        const InspectionKeys keys = keys_of(urns[row], views, row);
        const KnownInspections::Said* said = before.of(keys);
        if (said && said->facts == keys.facts) {
            ++fate.values_unchanged;
            dates[row].mantissa = said->known;
            continue;
        }
        ++(said ? fate.values_changed : fate.values_new);
        if (before.speak_of(urns[row]) || !fate.beside)
            dates[row].mantissa = std::max<std::int64_t>(dates[row].mantissa, from.days());
    }
    date->packed = pack(dates);
}

/// The rows of a block for which `wanted` says yes.
PreparedBlock rows_of(const PreparedBlock& block, const std::vector<bool>& wanted) {
    PreparedBlock part;
    part.level = block.level;
    part.period = block.period;
    part.public_from = block.public_from;
    part.labels = block.labels;
    const std::size_t width = block.keys.size() / std::max<std::size_t>(block.rows, 1);
    for (std::size_t row = 0; row < block.rows; ++row)
        if (wanted[row]) part.keys.append(block.keys, row * width, width);
    part.rows = part.keys.size() / std::max<std::size_t>(width, 1);
    for (const PreparedColumn& column : block.columns) {
        std::vector<Cell> cells;
        for (std::size_t row = 0; row < block.rows; ++row)
            if (wanted[row]) cells.push_back(view(column).cell(row));
        PreparedColumn& fresh = part.columns.emplace_back();
        fresh.measure = column.measure;
        fresh.n_position = column.n_position;
        fresh.public_from = column.public_from;
        fresh.packed = pack(cells);
        fresh.present = std::count_if(cells.begin(), cells.end(), [](const Cell& cell) {
            return cell.missing == analytics::Missing::none;
        });
        fresh.missing = static_cast<std::int64_t>(cells.size()) - fresh.present;
    }
    return part;
}

/// A block and what is stored of the same kind and period.
class Settling {
  public:
    Settling(storage::Reader& db, const Profile& profile, const Circumstances& circumstances,
             PreparedBlock block)
        : db_(db), profile_(profile), asked_(circumstances), block_(std::move(block)) {}

    std::vector<SettledBlock> settle() {
        BlockFate fate;
        if (block_.level == BlockLevel::school)
            fate.disagreements = count_disagreements(db_, block_, profile_);
        found_ = standing(db_, profile_, asked_.owner, block_);
        if (found_.blocks.empty()) return first(std::move(fate));
        fate.beside = !asked_.partial && !found_.mostly_known;
        if (!asked_.partial && !fate.beside) {
            fate.too_few = too_few();
            find_ended(fate);
        }
        if (block_.level == BlockLevel::inspection) return inspections(std::move(fate));
        return fate.beside ? beside(std::move(fate)) : over(std::move(fate));
    }

  private:
    std::vector<SettledBlock> one(BlockFate fate) {
        std::vector<SettledBlock> settled;
        settled.push_back({std::move(block_), std::move(fate)});
        return settled;
    }

    /// Nothing of the kind is stored: the dates of the profile's table hold.
    std::vector<SettledBlock> first(BlockFate fate) {
        for (const PreparedColumn& column : block_.columns)
            fate.values_new += column.present + column.missing;
        if (block_.level == BlockLevel::inspection) fate.values_new = static_cast<std::int64_t>(block_.rows);
        return one(std::move(fate));
    }

    /// The sentence with which the block is refused unless it is called partial.
    std::string too_few() const {
        Overlap all;
        bool some_replaced = false;
        for (const Overlap& common : found_.overlaps) {
            if (common.speaks_mostly_of_it() && !common.covers_half()) return too_few(common);
            some_replaced = some_replaced || common.covers_half();
            all.both += common.both;
            all.older += common.older;
        }
        return some_replaced ? std::string{} : too_few(all);
    }
    std::string too_few(const Overlap& common) const {
        return fmt::format(
            "The file has {} of the {} {} whose figures of {} it would replace. If that is intended, import "
            "it as "
            "a partial file (--partial, or the box below): the others then keep their earlier values.",
            common.both, common.older, block_.level == BlockLevel::area ? "areas" : "schools", block_.period);
    }

    void find_ended(BlockFate& fate) const {
        for (std::size_t i = 0; i < found_.blocks.size(); ++i)
            if (found_.overlaps[i].covers_half()) fate.ends.push_back({i, found_.blocks[i].id});
        if (!fate.ends.empty()) fate.corrects = found_.blocks[fate.ends.front().place].release;
    }

    Date day_of_change(Date first) const {
        return evidence::day_of_change(asked_.said_public_from, first, asked_.today);
    }
    Date newest_public() const {
        Date newest = Date::from_days(std::numeric_limits<std::int32_t>::min());
        for (const StoredBlock& older : found_.blocks)
            newest = std::max(newest, older.public_from.value_or(newest));
        return newest;
    }

    void known_from(PreparedBlock& block, Date day) const {
        block.public_from = day;
        for (PreparedColumn& column : block.columns) column.public_from.reset();
    }

    void nothing_new(BlockFate& fate) const {
        if (fate.values_new + fate.values_changed + fate.values_gone > 0) return;
        fate.says_the_same = found_.blocks.front().release;
        fate.ends.clear();
        fate.corrects.reset();
    }

    /// A correction, which ends what it corrects, or a partial file, which lies over it.
    std::vector<SettledBlock> over(BlockFate fate) {
        const Believed before{db_, block_, found_.blocks};
        count_changes(before, block_, fate.ends.empty(), fate);
        for (const auto& ended : fate.ends)
            fate.values_gone += before.left_out(ended.place, found_.blocks[ended.place].rows);
        nothing_new(fate);
        if (!fate.says_the_same) known_from(block_, day_of_change(newest_public()));
        if (!fate.says_the_same) fate.changes_from = block_.public_from;
        return one(std::move(fate));
    }

    /// A file of other schools that repeats some of a stored one: those count from the day of the change, the
    /// others are published here for the first time.
    std::vector<SettledBlock> beside(BlockFate fate) {
        std::vector<bool> repeated(block_.rows), fresh(block_.rows);
        for (const StoredBlock& older : found_.blocks) {
            const auto match = block_.level == BlockLevel::area ? match_areas(block_, older)
                                                                : match_urns(block_.keys, older.keys);
            for (std::size_t row = 0; row < block_.rows; ++row)
                if (match[row] >= 0) repeated[row] = true;
        }
        for (std::size_t row = 0; row < block_.rows; ++row) fresh[row] = !repeated[row];
        PreparedBlock again = rows_of(block_, repeated);
        block_ = rows_of(block_, fresh);
        BlockFate changed;
        changed.beside = true;
        count_changes(Believed{db_, again, found_.blocks}, again, true, changed);
        auto settled = first(std::move(fate));
        if (changed.values_new + changed.values_changed == 0) {
            settled.front().fate.values_unchanged += changed.values_unchanged;
            return settled;
        }
        known_from(again, day_of_change(newest_public()));
        changed.changes_from = again.public_from;
        settled.push_back({std::move(again), std::move(changed)});
        return settled;
    }

    std::vector<SettledBlock> inspections(BlockFate fate) {
        const KnownInspections before{db_, found_.blocks};
        const Date from = day_of_change(before.newest());
        date_changed_inspections(before, from, block_, fate);
        if (!fate.ends.empty())
            fate.values_gone =
                std::max<std::int64_t>(before.count() - fate.values_unchanged - fate.values_changed, 0);
        nothing_new(fate);
        if (!fate.says_the_same) fate.changes_from = from;
        // Rows keep their own days; the block's says from when it stands in place of the one it ends.
        if (!fate.ends.empty()) known_from(block_, from);
        return one(std::move(fate));
    }

    storage::Reader& db_;
    const Profile& profile_;
    const Circumstances& asked_;
    PreparedBlock block_;
    Standing found_;
};

}

Date day_of_change(std::optional<Date> stated, Date first, Date today) {
    return stated && *stated > first ? *stated : std::max(today, first);
}

std::vector<SettledBlock> settle_block(storage::Reader& db, const Profile& profile,
                                       const Circumstances& circumstances, PreparedBlock block) {
    return Settling{db, profile, circumstances, std::move(block)}.settle();
}

namespace {

using TotalKey = std::tuple<std::string, std::string, std::string, std::optional<AuthorityCode>>;

struct StoredTotal {
    Date public_from;
    double value = 0;
};

/// Of each total the value that is believed last.
std::map<TotalKey, StoredTotal> believed_totals(storage::Reader& db, const Profile& profile,
                                                std::optional<AuthorityCode> owner) {
    std::map<TotalKey, StoredTotal> totals;
    for (const storage::Row& row :
         db.query("SELECT a.measure, a.period, a.level, a.authority, a.public_from, a.value FROM "
                  "evidence_aggregate a JOIN evidence_release r ON r.id = a.release_id WHERE r.profile = $1 "
                  "AND COALESCE(r.owner, 0) = $2 ORDER BY a.public_from COLLATE \"C\", a.release_id, "
                  "a.position",
                  profile.name, owner ? std::int64_t{owner->value} : std::int64_t{0}))
        totals[{row.string(0), row.string(1), row.string(2),
                row.is_null(3) ? std::nullopt : std::optional{row.authority(3)}}] = {row.date(4),
                                                                                     row.real(5)};
    return totals;
}

}

void date_changed_totals(storage::Reader& db, const Profile& profile, const Circumstances& circumstances,
                         std::vector<PreparedAggregate>& totals) {
    if (totals.empty()) return;
    const auto before = believed_totals(db, profile, circumstances.owner);
    for (PreparedAggregate& total : totals) {
        const auto old = before.find({total.measure, total.period, total.level, total.authority});
        if (old == before.end()) continue;
        const Date first = old->second.public_from;
        total.public_from = old->second.value == total.value
                                ? std::max(*total.public_from, first)
                                : day_of_change(circumstances.said_public_from, first, circumstances.today);
    }
}

}
