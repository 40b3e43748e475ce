// What a file changes: which stored figures it corrects, and how many values are new, changed, unchanged or
// gone.
#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <map>
#include <unordered_map>

#include "evidence/area_labels.hpp"
#include "evidence/inspections.hpp"
#include "evidence/release_store.hpp"

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

void count_changes(storage::Reader& db, const PreparedBlock& block, const StoredBlock& older,
                   BlockFate& fate) {
    const auto match =
        block.level == BlockLevel::area ? match_areas(block, older) : match_urns(block.keys, older.keys);
    const auto columns = load_columns(db, older.id);
    const auto matched = std::count_if(match.begin(), match.end(), [](std::int64_t row) { return row >= 0; });
    for (const StoredColumn& old : columns)
        if (std::none_of(block.columns.begin(), block.columns.end(),
                         [&](const auto& c) { return c.measure == old.measure; }))
            fate.values_gone += older.rows;
    for (const PreparedColumn& column : block.columns) {
        const auto old = std::find_if(columns.begin(), columns.end(),
                                      [&](const auto& c) { return c.measure == column.measure; });
        if (old == columns.end()) {
            fate.values_new += static_cast<std::int64_t>(match.size());
            continue;
        }
        for (std::size_t row = 0; row < match.size(); ++row) {
            if (match[row] < 0)
                ++fate.values_new;
            else if (same_value(view(column).cell(row),
                                old->view().cell(static_cast<std::size_t>(match[row]))))
                ++fate.values_unchanged;
            else
                ++fate.values_changed;
        }
        fate.values_gone += older.rows - matched;
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

/// Most of what each speaks of is in the other.
bool alike(const PreparedBlock& block, const StoredBlock& older) {
    const auto a = distinct_keys(block.level, block.keys, block.labels),
               b = distinct_keys(older.level, older.keys, older.labels);
    std::vector<std::string> both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return 2 * both.size() >= a.size() && 2 * both.size() >= b.size();
}

/// The newest standing block of which this one could be a correction.
std::optional<StoredBlock> standing(storage::Reader& db, const Profile& profile,
                                    std::optional<AuthorityCode> owner, const PreparedBlock& block) {
    auto blocks = load_blocks(db, block.level, owner);
    for (auto candidate = blocks.rbegin(); candidate != blocks.rend(); ++candidate)
        if (!candidate->ended && candidate->profile == profile.name && candidate->owner == owner &&
            candidate->period == block.period && alike(block, *candidate))
            return std::move(*candidate);
    return std::nullopt;
}

PreparedColumn* column_of(PreparedBlock& block, std::string_view measure) {
    for (PreparedColumn& column : block.columns)
        if (column.measure == measure) return &column;
    return nullptr;
}

/// Inspections that the corrected file did not have, or had otherwise, became known with the correction.
void date_changed_inspections(storage::Reader& db, const StoredBlock& older, Date corrected,
                              PreparedBlock& block, BlockFate& fate) {
    const auto columns = load_columns(db, older.id);
    const auto old_urns = unpack_int32(older.keys), urns = unpack_int32(block.keys);
    const auto facts = [](std::int32_t urn, const auto& views, std::size_t row) {
        std::string key{reinterpret_cast<const char*>(&urn), sizeof urn};
        for (const auto& [measure, column] : views) {
            const std::int64_t value = column.cell(row).mantissa;
            key.append(reinterpret_cast<const char*>(&value), sizeof value);
        }
        return key;
    };
    std::map<std::string, ColumnView> old_views, new_views;
    for (const StoredColumn& column : columns) old_views.emplace(column.measure, column.view());
    for (const PreparedColumn& column : block.columns) new_views.emplace(column.measure, view(column));
    std::unordered_map<std::string, bool> known;
    for (std::size_t row = 0; row < old_urns.size(); ++row)
        known.emplace(facts(old_urns[row], old_views, row), true);
    PreparedColumn* date = column_of(block, inspection_column::known);
    std::vector<Cell> dates(urns.size());
    for (std::size_t row = 0; row < urns.size(); ++row) {
        dates[row] = view(*date).cell(row);
        if (known.contains(facts(urns[row], new_views, row))) {
            ++fate.values_unchanged;
        } else {
            ++fate.values_changed;
            dates[row].mantissa = std::max<std::int64_t>(dates[row].mantissa, corrected.days());
        }
    }
    fate.values_gone = static_cast<std::int64_t>(old_urns.size()) - fate.values_unchanged;
    date->packed = pack(dates);
}

}

BlockFate settle_block(storage::Reader& db, const Profile& profile, std::optional<AuthorityCode> owner,
                       Date today, std::optional<Date> said_public_from, PreparedBlock& block) {
    BlockFate fate;
    auto older = standing(db, profile, owner, block);
    if (block.level == BlockLevel::school) fate.disagreements = count_disagreements(db, block, profile);
    if (!older) {
        for (const PreparedColumn& column : block.columns) fate.values_new += column.present + column.missing;
        if (block.level == BlockLevel::inspection) fate.values_new = static_cast<std::int64_t>(block.rows);
        return fate;
    }
    const Date first = older->public_from.value_or(Date::from_days(std::numeric_limits<std::int32_t>::min()));
    Date from = said_public_from.value_or(block.public_from.value_or(today));
    if (!said_public_from && (from <= first || block.level == BlockLevel::inspection))
        from = std::max(today, first);
    if (block.level == BlockLevel::inspection)
        date_changed_inspections(db, *older, from, block, fate);
    else
        count_changes(db, block, *older, fate);
    if (fate.values_new + fate.values_changed + fate.values_gone == 0) {
        fate.says_the_same = older->release;
        return fate;
    }
    block.public_from = from;
    for (PreparedColumn& column : block.columns) column.public_from.reset();
    fate.corrects = std::move(older);
    return fate;
}

}
