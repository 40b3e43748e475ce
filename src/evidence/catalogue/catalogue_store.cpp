// What is held: releases, rejected rows, series, and everything stored of one school or one area.
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <tuple>

#include "access/viewer.hpp"
#include "evidence/catalogue/release_store.hpp"
#include "evidence/evidence.hpp"
#include "evidence/importing/area_labels_rules.hpp"

namespace tarn::evidence {
namespace {

constexpr std::string_view release_columns =
    "r.id, r.profile, r.title, r.publisher, r.source, r.period, r.file_name, r.sha256, r.public_from, "
    "r.owner, r.rows_read, "
    "r.rows_accepted, r.rows_rejected, r.rows_aggregate, r.imported_by, r.imported_at";

Release read_release(const storage::Row& row) {
    Release release;
    release.id = row.id<ReleaseId>(0);
    release.profile = row.string(1);
    release.title = row.string(2);
    release.publisher = row.string(3);
    release.source = row.string(4);
    release.period = row.string(5);
    release.file_name = row.string(6);
    release.sha256 = row.string(7);
    release.public_from = row.maybe_date(8);
    if (!row.is_null(9)) release.owner = row.authority(9);
    release.rows_read = row.integer(10);
    release.rows_accepted = row.integer(11);
    release.rows_rejected = row.integer(12);
    release.rows_aggregate = row.integer(13);
    release.imported_by = row.string(14);
    release.imported_at = row.instant(15);
    return release;
}

/// A release is over when all its blocks are.
void add_ends(storage::Reader& db, std::vector<Release>& releases) {
    struct End {
        bool standing = false;
        std::optional<Date> to;
        std::optional<ReleaseId> by;
    };
    std::map<ReleaseId, End> ends;
    for (const storage::Row& row :
         db.query("SELECT release_id, public_to, ended_by FROM evidence_block ORDER BY id")) {
        End& end = ends[row.id<ReleaseId>(0)];
        end.standing |= row.is_null(2);
        if (row.is_null(2)) continue;
        end.to = row.maybe_date(1);
        end.by = row.id<ReleaseId>(2);
    }
    for (Release& release : releases) {
        const auto at = ends.find(release.id);
        if (at == ends.end() || at->second.standing) continue;
        release.public_to = at->second.to;
        release.corrected_by = at->second.by;
    }
}

bool known(const std::optional<Date>& from, const std::optional<Date>& to, Date as_at) {
    return from && *from <= as_at && (!to || as_at <= *to);
}

void add_area_values(storage::Reader& db, const StoredBlock& block, AuthorityCode authority,
                     std::string_view name, std::string_view region, std::vector<AreaValue>& out) {
    const AreaLabels labels = parse_labels(block.labels);
    const auto keys = unpack_int32(block.keys);
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; 2 * row < keys.size(); ++row) {
        const AreaLabel& area = labels.areas.at(static_cast<std::size_t>(keys[2 * row]));
        const bool wanted = area.level == AreaLevel::national ||
                            (area.level == AreaLevel::region && area.name == region) ||
                            (area.level == AreaLevel::authority &&
                             (area.authority ? *area.authority == authority : area.name == name));
        if (wanted) rows.push_back(row);
    }
    if (rows.empty()) return;
    for (const StoredColumn& column : load_columns(db, block.id)) {
        for (std::size_t row : rows) {
            const AreaLabel& area = labels.areas[static_cast<std::size_t>(keys[2 * row])];
            const Cell cell = column.view().cell(row);
            out.push_back({column.measure, block.period,
                           labels.breakdowns.at(static_cast<std::size_t>(keys[2 * row + 1])),
                           area.level == AreaLevel::authority ? std::optional{authority} : std::nullopt,
                           area.name.empty() ? std::string{name} : area.name, cell.value(), cell.missing,
                           block.release});
        }
    }
}

/// The name that the area files give an authority; files that write no codes are matched by it.
std::string authority_name(const std::vector<StoredBlock>& blocks, AuthorityCode authority) {
    for (const StoredBlock& block : blocks)
        for (const AreaLabel& area : parse_labels(block.labels).areas)
            if (area.authority == authority && !area.name.empty()) return area.name;
    return {};
}

}

std::string imported_words(const Release& release) {
    std::string words{analytics::public_name(release.title)};
    if (!release.period.empty() && words.find(release.period) == std::string::npos)
        words += " " + release.period;
    return words;
}

std::vector<Release> releases(storage::Reader& db) {
    std::vector<Release> all;
    for (const storage::Row& row :
         db.query("SELECT " + std::string{release_columns} + " FROM evidence_release r ORDER BY r.id DESC"))
        all.push_back(read_release(row));
    add_ends(db, all);
    return all;
}

std::optional<Release> find_release(storage::Reader& db, ReleaseId id) {
    auto found =
        db.first("SELECT " + std::string{release_columns} + " FROM evidence_release r WHERE r.id = $1",
                 read_release, id);
    if (!found) return std::nullopt;
    std::vector<Release> one{std::move(*found)};
    add_ends(db, one);
    return std::move(one.front());
}

std::vector<RejectedRow> rejected_rows(storage::Reader& db, ReleaseId id) {
    std::vector<RejectedRow> rows;
    for (const storage::Row& row : db.query(
             "SELECT row_number, column_name, reason, raw_text FROM evidence_rejected WHERE release_id = $1 "
             "ORDER BY row_number",
             id))
        rows.push_back({row.integer(0), row.string(1), row.string(2), row.string(3)});
    return rows;
}

bool may_see(const access::Viewer& viewer, const Release& release) {
    return !release.owner ||
           (viewer.may(access::Permission::import_data) && *release.owner == viewer.authority());
}

std::vector<Release> releases_since(storage::Reader& db, const access::Viewer& viewer, Date day) {
    std::vector<Release> all;
    for (const storage::Row& row :
         db.query("SELECT " + std::string{release_columns} +
                      " FROM evidence_release r WHERE substr(r.imported_at, 1, 10) >= $1 ORDER BY r.id DESC",
                  day))
        all.push_back(read_release(row));
    if (!all.empty()) add_ends(db, all);
    std::erase_if(all, [&](const Release& release) { return !may_see(viewer, release); });
    return all;
}

std::vector<Release> releases(storage::Reader& db, const access::Viewer& viewer) {
    auto all = releases(db);
    std::erase_if(all, [&](const Release& release) { return !may_see(viewer, release); });
    return all;
}

std::optional<Release> find_release(storage::Reader& db, const access::Viewer& viewer, ReleaseId id) {
    auto found = find_release(db, id);
    if (found && !may_see(viewer, *found)) return std::nullopt;
    return found;
}

std::vector<RejectedRow> rejected_rows(storage::Reader& db, const access::Viewer& viewer, ReleaseId id) {
    return find_release(db, viewer, id) ? rejected_rows(db, id) : std::vector<RejectedRow>{};
}

std::vector<MeasureRelease> measure_releases(storage::Reader& db, const access::Viewer& viewer) {
    auto all = measure_releases(db);
    std::set<ReleaseId> seen;
    for (const Release& release : releases(db, viewer)) seen.insert(release.id);
    std::erase_if(all, [&](const MeasureRelease& one) { return !seen.contains(one.release); });
    return all;
}

std::vector<MeasureRelease> measure_releases(storage::Reader& db) {
    std::vector<MeasureRelease> all;
    for (const storage::Row& row : db.query("SELECT c.measure, b.period, b.release_id, c.present, c.missing "
                                            "FROM evidence_column c JOIN evidence_block b ON "
                                            "b.id = c.block_id WHERE b.level <> 'inspection' ORDER BY "
                                            "c.measure COLLATE \"C\", b.period COLLATE \"C\", "
                                            "b.release_id, b.id, c.position"))
        all.push_back({row.string(0), row.string(1), row.id<ReleaseId>(2), row.integer(3), row.integer(4)});
    return all;
}

std::vector<Observation> observations_of(storage::Reader& db, Urn urn, Date as_at,
                                         std::optional<AuthorityCode> viewer) {
    std::vector<Observation> found;
    for (const StoredBlock& block : load_blocks(db, BlockLevel::school, viewer)) {
        const auto keys = unpack_int32(block.keys);
        const auto at = std::lower_bound(keys.begin(), keys.end(), urn.value);
        if (at == keys.end() || *at != urn.value) continue;
        for (const StoredColumn& column : load_columns(db, block.id)) {
            if (!known(column.public_from ? column.public_from : block.public_from, block.public_to, as_at))
                continue;
            const Cell cell = column.view().cell(static_cast<std::size_t>(at - keys.begin()));
            found.push_back({column.measure, block.period, block.release, cell.value(), cell.missing});
        }
    }
    std::sort(found.begin(), found.end(), [](const Observation& a, const Observation& b) {
        return std::tie(a.measure, a.period, a.release) < std::tie(b.measure, b.period, b.release);
    });
    return found;
}

std::vector<AreaValue> area_values(storage::Reader& db, AuthorityCode authority, Date as_at) {
    const std::vector<StoredBlock> blocks = load_blocks(db, BlockLevel::area);
    const std::string name = authority_name(blocks, authority);
    std::vector<AreaValue> values;
    for (const StoredBlock& block : blocks)
        if (known(block.public_from, block.public_to, as_at))
            add_area_values(db, block, authority, name, {}, values);
    std::sort(values.begin(), values.end(), [](const AreaValue& a, const AreaValue& b) {
        return std::tie(a.measure, a.breakdown, a.period, a.area, a.release) <
               std::tie(b.measure, b.breakdown, b.period, b.area, b.release);
    });
    return values;
}

namespace {

void check_keys(storage::Reader& db, std::optional<AuthorityCode> owner, std::vector<std::string>& faults) {
    for (BlockLevel level : {BlockLevel::school, BlockLevel::inspection})
        for (const StoredBlock& block : owner ? load_own_blocks(db, level, *owner) : load_blocks(db, level)) {
            const auto keys = unpack_int32(block.keys);
            const bool sound = std::is_sorted(keys.begin(), keys.end()) &&
                               static_cast<std::int64_t>(keys.size()) == block.rows &&
                               std::all_of(keys.begin(), keys.end(),
                                           [](std::int32_t urn) { return urn >= 100000 && urn <= 999999; });
            if (!sound)
                faults.push_back("The schools of release " + std::to_string(block.release.value) +
                                 " are not a list of URNs.");
        }
}

}

std::vector<std::string> verify(storage::Reader& db) {
    std::vector<std::string> faults;
    for (const storage::Row& row : db.query("SELECT id, checksum, title FROM evidence_release ORDER BY id")) {
        const auto id = row.id<ReleaseId>(0);
        if (stored_checksum(db, id) != row.text(1))
            faults.push_back("The figures of release " + std::to_string(id.value) + " (" + row.string(2) +
                             ") are not those that were imported.");
    }
    std::vector<std::optional<AuthorityCode>> owners{std::nullopt};
    for (const storage::Row& row :
         db.query("SELECT DISTINCT owner FROM evidence_release WHERE owner IS NOT NULL ORDER BY owner"))
        owners.push_back(row.authority(0));
    for (const auto& owner : owners) check_keys(db, owner, faults);
    return faults;
}

}
