#pragma once
// What a feature keeps, as `tarn verify`, retention and subject access ask for it: without a server.
// `kit::Stored schools::stored()`; src/server/stored.cpp joins them.
#include <functional>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "feature_kit/retention.hpp"
#include "platform/storage/storage.hpp"

namespace tarn::kit {

class RecordBase;

/// An invariant of the stored data. A complaint is a sentence that names the row.
struct Check {
    std::string name;  ///< printed in front of each complaint
    std::function<std::vector<std::string>(storage::Reader&)> complaints;
};

struct Stored {
    std::vector<const RecordBase*> records;  ///< each row is checked against what its record declares
    std::vector<Check> checks;               ///< what no record can say of itself
    std::vector<Retention> retention{};      ///< of tables that are no record, or a record's further rule
    std::vector<KeptForGood> kept{};         ///< tables about people whose rows are not deleted
};

/// What the kit itself keeps of people: forms begun and sent, jobs, meetings.
Stored stored();

/// The checks of each feature, then one for each record; `school_is_known` is asked of a row's school.
std::vector<Check> all_checks(const std::vector<Stored>& features,
                              std::function<bool(storage::Reader&, Urn)> school_is_known);
/// At start: throws std::invalid_argument when what a record declares does not fit the schema.
void check_declarations(const std::vector<Stored>& features, storage::Reader& db);

}
