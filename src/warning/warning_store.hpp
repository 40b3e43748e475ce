#pragma once
// Fitting early-warning models from what is imported, and keeping them: which one speaks, since when and why.
#include <functional>

#include "platform/storage/storage.hpp"
#include "warning/comparison.hpp"
#include "warning/trials.hpp"
#include "warning/warning.hpp"

namespace tarn::kit {
struct Stored;
}

namespace tarn::warning {

enum class FitStep : std::uint8_t { learning, trying, comparing };
struct FitOptions {
    Date fit_to;
    engine::Lag lag;
    unsigned threads = 2;
    std::function<void(FitStep)> begun = [](FitStep) {};
};
struct Fitted {
    engine::Model model;
    std::optional<BackTest> back_test;  ///< empty where the time before is too thin to learn from
    std::optional<Trial> trial;         ///< likewise
    std::vector<SourceRelease> releases;
    std::optional<ModelComparison> comparison;  ///< with the one in force; empty: none is, or see compare()
};
/// Learns, tries the same way on the time before, and compares with the model in force. Errors say what is
/// missing.
Result<Fitted> fit(storage::Reader& db, const analytics::Snapshot& snapshot, const FitOptions& options);

/// Model, trial and comparison; see store_model.
ModelId keep(storage::Writer& db, const Fitted& fitted, Instant now);
/// The same content again gives the id it already has.
ModelId store_model(storage::Writer& db, const engine::Model& model, const std::optional<BackTest>& back_test,
                    const std::vector<SourceRelease>& releases, Instant now);
std::vector<ModelFacts> models(storage::Reader& db);  ///< newest first
/// The content of a model is not what was stored.
struct DamagedModel : storage::Failure {
    using Failure::Failure;
};
/// Empty for an unknown id and for a model of another form, fitted by an earlier or later Tarn. Throws
/// DamagedModel.
std::shared_ptr<const StoredModel> load_model(storage::Reader& db, ModelId id);

/// One entry of the log of promotions: the last one says which model speaks. Going back is promoting an
/// earlier model again.
struct Promotion {
    ModelId model{};
    Instant at{};
    std::optional<PersonId> by;  ///< empty: from the command line
    std::string reason;
};
/// Refused without a reason, for an unknown model and for one of another form.
Outcome promote(storage::Writer& db, ModelId model, std::optional<PersonId> by, std::string_view reason,
                Instant now);
std::vector<Promotion> promotions(storage::Reader& db);  ///< newest first
std::optional<ModelId> current_model(storage::Reader& db);
/// A model is in force that this version cannot read: nothing is said until another one is.
bool current_is_of_another_form(storage::Reader& db);

// ------------------------------------------------------------------------------------- comparisons in store

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

// --------------------------------------------------------------------------------------------------- checks

/// For `tarn verify`: every model reads back to the bytes it was stored as, stands on releases whose content
/// is still the same, and promotions are dated in order. A complaint is a sentence that names the row.
std::vector<std::string> verify(storage::Reader& db);
kit::Stored stored();

}
