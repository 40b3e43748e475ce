#include "evidence/catalogue/release_store.hpp"

#include <fmt/format.h>
#include <stdexcept>

#include "evidence/catalogue/checksum_store.hpp"
#include "platform/storage/seals.hpp"

namespace tarn::evidence {
namespace {

BlockLevel parse_level(std::string_view code) {
    for (BlockLevel level : {BlockLevel::school, BlockLevel::area, BlockLevel::inspection})
        if (block_level_code(level) == code) return level;
    throw std::runtime_error("a stored block has no known level");
}

void write_columns(storage::Writer& db, std::int64_t block_id, const PreparedBlock& block) {
    std::string date;
    db.append(
        "evidence_column",
        "block_id, position, measure, encoding, scale, n_position, public_from, present, missing, packed",
        block.columns.size(), [&](std::size_t i, std::span<storage::Value> cells) {
            const PreparedColumn& column = block.columns[i];
            cells[0] = block_id;
            cells[1] = static_cast<std::int64_t>(i);
            cells[2] = std::string_view{column.measure};
            cells[3] = static_cast<std::int64_t>(column.packed.encoding);
            cells[4] = std::int64_t{column.packed.scale};
            cells[5] = storage::Null{};
            if (column.n_position >= 0) cells[5] = std::int64_t{column.n_position};
            cells[6] = storage::Null{};
            if (column.public_from) cells[6] = std::string_view{date = column.public_from->iso()};
            cells[7] = column.present;
            cells[8] = column.missing;
            cells[9] = storage::Blob{column.packed.bytes};
        });
}

void write_block(storage::Writer& db, ReleaseId release, const PreparedBlock& block, const BlockFate& fate) {
    const auto id = db.insert(
        "INSERT INTO evidence_block (release_id, level, period, public_from, row_count, row_keys, labels) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        release, block_level_code(block.level), block.period, block.public_from,
        static_cast<std::int64_t>(block.rows), storage::Blob{block.keys}, block.labels);
    write_columns(db, id, block);
    for (const BlockFate::Ended& ended : fate.ends) {
        const auto end = [&] {
            db.execute("UPDATE evidence_block SET public_to = $1, ended_by = $2 WHERE id = $3",
                       *block.public_from - 1, release, ended.block);
        };
        storage::change(db, "evidence_block", "id = $1", end, ended.block);
    }
}

void write_aggregates(storage::Writer& db, ReleaseId release,
                      const std::vector<PreparedAggregate>& aggregates) {
    std::string date;
    db.append("evidence_aggregate",
              "release_id, position, measure, period, level, authority, value, public_from",
              aggregates.size(), [&](std::size_t i, std::span<storage::Value> cells) {
                  const PreparedAggregate& aggregate = aggregates[i];
                  cells[0] = release.value;
                  cells[1] = static_cast<std::int64_t>(i);
                  cells[2] = std::string_view{aggregate.measure};
                  cells[3] = std::string_view{aggregate.period};
                  cells[4] = std::string_view{aggregate.level};
                  cells[5] = storage::Null{};
                  if (aggregate.authority) cells[5] = std::int64_t{aggregate.authority->value};
                  cells[6] = aggregate.value;
                  cells[7] = std::string_view{date = aggregate.public_from->iso()};
              });
}

void write_rejected(storage::Writer& db, ReleaseId release, const std::vector<Rejection>& rejected) {
    db.append("evidence_rejected", "release_id, row_number, column_name, reason, raw_text", rejected.size(),
              [&](std::size_t i, std::span<storage::Value> cells) {
                  cells[0] = release.value;
                  cells[1] = rejected[i].row;
                  cells[2] = std::string_view{rejected[i].column};
                  cells[3] = std::string_view{rejected[i].reason};
                  cells[4] = std::string_view{rejected[i].text};
              });
}

void seal_release(storage::Writer& db, ReleaseId release) {
    storage::seal(db, "evidence_release", "id = $1", release);
    storage::seal(db, "evidence_block", "release_id = $1", release);
    storage::seal(db, "evidence_column", "block_id IN (SELECT id FROM evidence_block WHERE release_id = $1)",
                  release);
    storage::seal(db, "evidence_aggregate", "release_id = $1", release);
    storage::seal(db, "evidence_rejected", "release_id = $1", release);
}

std::string checksum(const std::vector<PreparedBlock>& blocks) {
    Sha256 hash;
    for (const PreparedBlock& block : blocks) {
        hash.add(block.keys);
        hash.add(block.labels);
        for (const PreparedColumn& column : block.columns) hash.add(column.packed.bytes);
    }
    return hash.hex();
}

}

std::string sha256_hex(std::string_view bytes) {
    Sha256 hash;
    hash.add(bytes);
    return hash.hex();
}

namespace {

constexpr std::string_view select_blocks =
    "SELECT b.id, b.release_id, b.level, b.period, b.public_from, b.public_to, b.row_count, b.row_keys, "
    "b.labels, r.precedence, r.profile, r.owner, b.ended_by FROM evidence_block b JOIN evidence_release r ON "
    "r.id = b.release_id WHERE b.level = $1 AND ";

StoredBlock read_block(const storage::Row& row) {
    StoredBlock block;
    block.id = row.integer(0);
    block.release = row.id<ReleaseId>(1);
    block.level = parse_level(row.text(2));
    block.period = row.string(3);
    block.public_from = row.maybe_date(4);
    block.public_to = row.maybe_date(5);
    block.rows = row.integer(6);
    block.keys = row.bytes(7);
    block.labels = row.string(8);
    block.precedence = static_cast<int>(row.integer(9));
    block.profile = row.string(10);
    if (!row.is_null(11)) block.owner = row.authority(11);
    block.ended = !row.is_null(12);
    return block;
}

}

std::vector<StoredBlock> load_blocks(storage::Reader& db, BlockLevel level,
                                     std::optional<AuthorityCode> owner) {
    std::vector<StoredBlock> blocks;
    for (const storage::Row& row :
         db.query(std::string{select_blocks} + "(r.owner IS NULL OR r.owner = $2) ORDER BY b.id",
                  block_level_code(level), owner ? owner->value : std::int64_t{0}))
        blocks.push_back(read_block(row));
    return blocks;
}

std::vector<StoredBlock> load_own_blocks(storage::Reader& db, BlockLevel level, AuthorityCode owner) {
    std::vector<StoredBlock> blocks;
    for (const storage::Row& row :
         db.query(std::string{select_blocks} + "r.owner = $2 ORDER BY b.id", block_level_code(level), owner))
        blocks.push_back(read_block(row));
    return blocks;
}

std::vector<StoredColumn> load_columns(storage::Reader& db, std::int64_t block) {
    std::vector<StoredColumn> columns;
    for (const storage::Row& row :
         db.query("SELECT position, measure, encoding, scale, n_position, public_from, packed FROM "
                  "evidence_column WHERE block_id = $1 ORDER BY position",
                  block)) {
        const auto encoding = parse_encoding(row.integer(2));
        if (!encoding)
            throw storage::Failure("a stored column has an encoding that this version does not know");
        columns.push_back({static_cast<int>(row.integer(0)), row.string(1), *encoding,
                           static_cast<int>(row.integer(3)),
                           static_cast<int>(row.maybe_integer(4).value_or(-1)), row.maybe_date(5),
                           std::string{row.bytes(6)}});
    }
    return columns;
}

std::optional<ReleaseId> find_content(storage::Reader& db, std::string_view sha256,
                                      std::optional<AuthorityCode> owner) {
    return db.first(
        "SELECT id FROM evidence_release WHERE sha256 = $1 AND COALESCE(owner, 0) = $2 ORDER BY id",
        [](const storage::Row& row) { return row.id<ReleaseId>(0); }, sha256,
        owner ? std::int64_t{owner->value} : std::int64_t{0});
}

ReleaseId write_release(storage::Writer& db, const Prepared& prepared, const ImportRequest& request,
                        std::string_view sha256, std::string_view title,
                        const std::vector<BlockFate>& fates) {
    const Profile& profile = *prepared.profile;
    const auto release = db.insert<ReleaseId>(
        "INSERT INTO evidence_release (profile, title, publisher, source, period, public_from, file_name, "
        "sha256, owner, "
        "precedence, rows_read, rows_accepted, rows_rejected, rows_aggregate, rows_repeated, rows_left_out, "
        "notes, checksum, "
        "imported_by, imported_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, "
        "$16, $17, $18, $19, "
        "$20) RETURNING id",
        profile.name, title, profile.publisher, profile.source, prepared.period, prepared.public_from,
        request.file_name, sha256, request.owner, profile.precedence, prepared.rows_read,
        prepared.rows_accepted(), static_cast<std::int64_t>(prepared.rejected.size()),
        prepared.rows_aggregate, prepared.rows_repeated, prepared.rows_left_out,
        fmt::format("{}", fmt::join(prepared.notes, "\n")), checksum(prepared.blocks), request.imported_by,
        request.now);
    for (std::size_t i = 0; i < prepared.blocks.size(); ++i)
        write_block(db, release, prepared.blocks[i], fates[i]);
    write_aggregates(db, release, prepared.aggregates);
    write_rejected(db, release, prepared.rejected);
    seal_release(db, release);
    return release;
}

std::string stored_checksum(storage::Reader& db, ReleaseId release) {
    struct Stored {
        std::int64_t id;
        std::string keys, labels;
    };
    std::vector<Stored> blocks;
    for (const storage::Row& row : db.query(
             "SELECT id, row_keys, labels FROM evidence_block WHERE release_id = $1 ORDER BY id", release))
        blocks.push_back({row.integer(0), std::string{row.bytes(1)}, row.string(2)});
    Sha256 hash;
    for (const Stored& block : blocks) {
        hash.add(block.keys);
        hash.add(block.labels);
        for (const StoredColumn& column : load_columns(db, block.id)) hash.add(column.packed);
    }
    return hash.hex();
}

}
