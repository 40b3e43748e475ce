#include "warning/warning_runs.hpp"

#include <algorithm>

namespace tarn::warning {
namespace {

constexpr std::size_t runs_kept = 8, models_kept = 4;

}

const SchoolWarning* Spoken::find(Urn urn) const {
    if (!run) return nullptr;
    const auto at = std::find_if(run->schools.begin(), run->schools.end(),
                                 [urn](const SchoolWarning& one) { return one.urn == urn; });
    return at == run->schools.end() ? nullptr : &*at;
}

Runs::Runs(schools::Registers& registers, evidence::Snapshots& snapshots)
    : registers_(registers), snapshots_(snapshots) {}

std::shared_ptr<const StoredModel> Runs::model(storage::Reader& db, ModelId id) {
    const std::scoped_lock lock(mutex_);
    for (const auto& each : models_)
        if (each->facts.id == id) return each;
    auto loaded = load_model(db, id);
    if (!loaded) return nullptr;
    models_.insert(models_.begin(), loaded);
    if (models_.size() > models_kept) models_.pop_back();
    return loaded;
}

std::shared_ptr<const StoredModel> Runs::in_force(storage::Reader& db) {
    const auto id = current_model(db);
    return id ? model(db, *id) : nullptr;
}

Spoken Runs::of_authority(storage::Reader& db, AuthorityCode authority, Date as_at) {
    Spoken spoken{.stored = in_force(db), .run = {}, .refusal = {}};
    if (!spoken.stored) return spoken;
    const auto snapshot = snapshots_.current(db, as_at);
    const ModelId id = spoken.stored->facts.id;
    {
        const std::scoped_lock lock(mutex_);
        for (const Held& each : held_)
            if (each.model == id && each.snapshot == snapshot && each.authority == authority &&
                each.as_at == as_at)
                return each.spoken;
    }
    auto scored = score(snapshot, spoken.stored, {.as_at = as_at, .authority = authority});
    if (scored)
        spoken.run = std::make_shared<const WarningRun>(std::move(scored).value());
    else
        spoken.refusal = scored.error().message;
    const std::scoped_lock lock(mutex_);
    held_.insert(held_.begin(), {id, snapshot, authority, as_at, spoken});
    if (held_.size() > runs_kept) held_.pop_back();
    return spoken;
}

}
