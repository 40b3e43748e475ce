#pragma once
// Proving the audit trail and the sealed rows: for the commands of whoever runs the server.
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "platform/storage/integrity.hpp"
#include "platform/storage/storage.hpp"

namespace tarn::access {

/// Faults of the audit chain, as sentences; empty when it is whole. It must also lead to every head in
/// `known`, which are to be looked up before `db` is opened: it may have grown since.
std::vector<std::string> verify_audit(storage::Reader& db, std::vector<storage::TrailHead> known = {});

/// Registers the database's key, and tables added since, where they are not yet; the trail says so.
void register_seals(storage::Database& database, Instant now);
/// Seals all rows and the trail's end as they stand; `why` goes into the trail.
void vouch_for_all(storage::Database& database, std::string_view why, Instant now);
/// From now on `next` seals; what was sealed stays so. Call only where nothing is wrong.
void change_seal_key(storage::Database& database, const storage::SealKey& next, Instant now);

}
