#pragma once
// What the model in force says, as pages ask for it: scored when first wanted, kept while nothing that it
// rests on has changed.
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "base/recent_answers.hpp"
#include "evidence/evidence.hpp"
#include "schools/schools.hpp"
#include "warning/warning_store.hpp"

namespace tarn::warning {

struct Spoken {
    std::shared_ptr<const StoredModel> stored;  ///< null: no model in force can be read
    std::shared_ptr<const WarningRun> run;      ///< null: it does not speak of this day
    std::string refusal;                        ///< then a sentence for the person

    const SchoolWarning* find(Urn urn) const;
};

/// Safe from any thread.
class Runs {
  public:
    Runs(schools::Registers& registers, evidence::Snapshots& snapshots);

    Spoken of_authority(storage::Reader& db, AuthorityCode authority, Date as_at);
    /// Whether the model spoke of the newest day that anybody asked about; false while nobody has. For the
    /// menu of every page, which must neither wait nor fail: it reads nothing.
    bool speaks(AuthorityCode authority) const;
    std::shared_ptr<const StoredModel> in_force(storage::Reader& db);  ///< null: none that can be read
    std::shared_ptr<const StoredModel> model(storage::Reader& db, ModelId id);
    std::shared_ptr<const analytics::Snapshot> snapshot_of(storage::Reader& db, Date day) {
        return snapshots_.current(db, day);
    }
    std::shared_ptr<const schools::Register> register_of(storage::Reader& db) {
        return registers_.current(db);
    }

  private:
    struct Key {
        ModelId model;
        /// Kept by the key itself, so that no other can come to have its address.
        std::shared_ptr<const analytics::Snapshot> snapshot;
        AuthorityCode authority;
        Date as_at;
        bool operator==(const Key&) const = default;
    };
    schools::Registers& registers_;
    evidence::Snapshots& snapshots_;
    RecentAnswers<Key, Spoken> spoken_{8};
    RecentAnswers<ModelId, StoredModel> models_{4};
    mutable std::mutex guard_;
    std::map<AuthorityCode, std::pair<Date, bool>> newest_;  ///< the day, and whether the model spoke of it
};

}
