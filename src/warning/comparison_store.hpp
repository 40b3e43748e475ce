#pragma once
// Comparisons in the database.
#include <optional>
#include <string>
#include <vector>

#include "platform/storage/storage.hpp"
#include "warning/comparisons.hpp"

namespace tarn::warning {

/// Instead of what was known of the two before.
void store_comparison(storage::Writer& db, const ModelComparison& comparison, Instant now);
struct StoredComparison {
    ModelComparison comparison;
    Instant at{};
};
/// Also where it was made the other way round; the later of both.
std::optional<StoredComparison> find_comparison(storage::Reader& db, ModelId model, ModelId with);
/// For `tarn verify`: complaints of comparisons whose contenders knew outcomes of the window, or whose
/// figures do not hold together.
std::vector<std::string> verify_comparisons(storage::Reader& db);

}
