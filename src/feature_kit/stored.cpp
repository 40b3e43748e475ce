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

Stored stored() {
    return {.retention = {{.name = "draft",
                           .table = "draft",
                           .title = "Forms begun and never sent",
                           .counted_from = "substr(draft.saved, 1, 10)"},
                          {.name = "sent_form",
                           .table = "sent_form",
                           .title = "Marks that a form was sent",
                           .counted_from = "substr(sent_form.at, 1, 10)"},
                          {.name = "job",
                           .table = "job",
                           .title = "Finished jobs and who asked for them",
                           .counted_from = "substr(job.finished, 1, 10)"}},
            .kept = {{"meeting", "Minutes are the authority's record of what was decided at a meeting."},
                     {"meeting_present", "Who was present is part of the minutes."}}};
}

void check_declarations(const std::vector<Stored>& features, storage::Reader& db) {
    for (const Stored& each : features)
        for (const RecordBase* record : each.records) record->check(db);
}

}
