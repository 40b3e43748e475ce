#pragma once
// Statements as they stand in the database: packed columns, one per field of a file.
#include <deque>

#include "platform/storage/storage.hpp"
#include "schools/merge_rules.hpp"

namespace tarn::schools {

/// Everything stored, with the texts it points into.
struct StoredEvidence {
    std::deque<std::string> contents;
    Evidence evidence;
};
StoredEvidence read_evidence(storage::Reader& db);

}
