#pragma once
// Looking back: what a way of fitting would have said, and what followed.
#include <optional>
#include <string>
#include <vector>

#include "platform/storage/storage.hpp"
#include "warning/warning.hpp"

namespace tarn::warning {

/// A fit on a share of the schools, and how often it was right about all of them.
struct Learnt {
    std::size_t outcome_events = 0, event_events = 0;  ///< rows less than good that were learnt from
    engine::Evaluation evaluation;
};
struct LearningStep {
    double share = 1;
    std::optional<Learnt> learnt;  ///< empty: the share was too small to learn from
};
/// Markdown, as it stands in docs/early-warning.md.
std::string to_table(const std::vector<LearningStep>& steps);

/// One kind of model on a window that it was not shown.
struct Tried {
    std::string title;
    engine::Evaluation evaluation;
};
/// Markdown, likewise.
std::string to_table(const std::vector<Tried>& kinds);

struct Hindsight {
    WarningRun run;
    /// The first graded inspection from the day on, of the school or one that it became; as `run.schools`.
    std::vector<std::optional<engine::Graded>> followed;
    Date complete_to;  ///< until then the files list every inspection of England, later only those in force
};
/// Scores the authority's schools on a past day with a model fitted to the last outcomes listed before it.
/// Published facts only. An Error where no model can be fitted or the day lies too far from what it learnt.
Result<Hindsight> look_back(storage::Reader& db, std::shared_ptr<const analytics::Snapshot> snapshot,
                            Date as_at, AuthorityCode authority);
/// Markdown; the `first` schools by probability, with reasons and what followed.
std::string to_table(const Hindsight& seen, std::size_t first);

}
