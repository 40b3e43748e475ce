#pragma once
// Whether what a Reader shows may yet be taken back.
#include "platform/storage/storage.hpp"

namespace tarn::storage {

/// A Writer also sees its own rows. What is read through it must not be kept in memory under a key of the
/// database: after a rollback SQLite gives the same key to other rows.
inline bool uncommitted(const Reader& db) {
    return dynamic_cast<const Writer*>(&db) != nullptr;
}

}
