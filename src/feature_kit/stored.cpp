#include "feature_kit/stored.hpp"

#include "feature_kit/record.hpp"

namespace tarn::kit {

std::vector<Check> all_checks(const std::vector<Stored>& features,
                              std::function<bool(storage::Reader&, Urn)> school_is_known) {
    std::vector<Check> all;
    for (const Stored& each : features) {
        all.insert(all.end(), each.checks.begin(), each.checks.end());
        for (const RecordBase* record : each.records)
            all.push_back({record->title(), [record, school_is_known](storage::Reader& db) {
                               return record->verify(db, [&](Urn urn) { return school_is_known(db, urn); });
                           }});
    }
    return all;
}

void check_declarations(const std::vector<Stored>& features, storage::Reader& db) {
    for (const Stored& each : features)
        for (const RecordBase* record : each.records) record->check(db);
}

}
