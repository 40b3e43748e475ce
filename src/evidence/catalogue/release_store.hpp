#pragma once
// Releases in the database: writing a prepared file, finding what it corrects, counting what changes.
#include <optional>
#include <string>
#include <vector>

#include "evidence/evidence.hpp"
#include "evidence/importing/reading_rules.hpp"
#include "platform/storage/storage.hpp"

namespace tarn::evidence {

std::string sha256_hex(std::string_view bytes);

/// A stored block without its columns.
struct StoredBlock {
    std::int64_t id = 0;
    ReleaseId release;
    BlockLevel level = BlockLevel::school;
    std::string period;
    std::optional<Date> public_from, public_to;
    std::int64_t rows = 0;
    std::string keys, labels;
    int precedence = 50;
    std::string profile;
    std::optional<AuthorityCode> owner;
    bool ended = false;
};
struct StoredColumn {
    int position = 0;
    std::string measure;
    Encoding encoding = Encoding::int8;
    int scale = 0;
    int n_position = -1;
    std::optional<Date> public_from;
    std::string packed;
    ColumnView view() const { return {encoding, scale, packed}; }
};

/// Blocks of a level by id: published, national ones, and with `owner` also those of that authority's own.
std::vector<StoredBlock> load_blocks(storage::Reader& db, BlockLevel level,
                                     std::optional<AuthorityCode> owner = {});
/// Those of an authority's own files alone.
std::vector<StoredBlock> load_own_blocks(storage::Reader& db, BlockLevel level, AuthorityCode owner);
std::vector<StoredColumn> load_columns(storage::Reader& db, std::int64_t block);  ///< by position

/// The release that already holds this content.
std::optional<ReleaseId> find_content(storage::Reader& db, std::string_view sha256,
                                      std::optional<AuthorityCode> owner);

/// What a prepared block does to what is stored.
struct BlockFate {
    struct Ended {
        std::size_t place =
            0;  ///< among the blocks of the same kind and period that hold the same schools, newest first
        std::int64_t block = 0;
    };
    std::vector<Ended> ends;                 ///< the blocks in whose place it stands
    std::optional<ReleaseId> corrects;       ///< whose the newest of them is
    std::optional<ReleaseId> says_the_same;  ///< a release that holds every one of its values already
    /// From when its figures count, where they differ from earlier ones.
    std::optional<Date> changes_from;
    bool beside = false;  ///< most of its schools are in no earlier file of the kind
    std::string too_few;  ///< why it must be called partial; empty: it need not
    std::int64_t values_new = 0, values_changed = 0, values_unchanged = 0, values_gone = 0, disagreements = 0;
};
struct SettledBlock {
    PreparedBlock block;
    BlockFate fate;
};

/// In what an import takes place, beside the file itself.
struct Circumstances {
    std::optional<AuthorityCode> owner;
    Date today;
    std::optional<Date> said_public_from;
    bool partial = false;  ///< what the file does not say goes on counting
};

/// When a change of published figures counts from: the day that the importer states where that is later than
/// what it changes; else it became known to this service on the day it came. Without a stated day no earlier
/// answer changes.
Date day_of_change(std::optional<Date> stated, Date first, Date today);

/// Compares with what is stored and dates what changes. Of a file that stands beside a stored one and repeats
/// some of its schools two blocks come back: what is new, and what changes.
std::vector<SettledBlock> settle_block(storage::Reader& db, const Profile& profile,
                                       const Circumstances& circumstances, PreparedBlock block);
/// Totals of England and of authorities that an earlier file of the kind gives otherwise.
void date_changed_totals(storage::Reader& db, const Profile& profile, const Circumstances& circumstances,
                         std::vector<PreparedAggregate>& totals);

/// Writes the release, its blocks, totals and rejected rows. `fates` are those of the blocks, in order.
ReleaseId write_release(storage::Writer& db, const Prepared& prepared, const ImportRequest& request,
                        std::string_view sha256, std::string_view title, const std::vector<BlockFate>& fates);

/// SHA-256 over the stored keys, labels and columns of a release, in the order in which they were written.
std::string stored_checksum(storage::Reader& db, ReleaseId release);

}
