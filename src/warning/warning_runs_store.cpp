#include <algorithm>

#include "platform/storage/uncommitted.hpp"
#include "warning/warning_runs.hpp"

namespace tarn::warning {
const SchoolWarning* Spoken::find(Urn urn) const {
    if (!run) return nullptr;
    const auto at = std::find_if(run->schools.begin(), run->schools.end(),
                                 [urn](const SchoolWarning& one) { return one.urn == urn; });
    return at == run->schools.end() ? nullptr : &*at;
}

Runs::Runs(schools::Registers& registers, evidence::Snapshots& snapshots)
    : registers_(registers), snapshots_(snapshots) {}

std::shared_ptr<const StoredModel> Runs::model(storage::Reader& db, ModelId id) {
    const auto load = [&]() -> std::shared_ptr<const StoredModel> {
        try {
            return load_model(db, id);
        } catch (const DamagedModel&) {
            return nullptr;  // `tarn verify` tells; pages of ratings must not end with it
        }
    };
    if (!storage::uncommitted(db)) return models_.of(id, load);
    auto known = models_.known(id);
    return known ? known : load();
}

std::shared_ptr<const StoredModel> Runs::in_force(storage::Reader& db) {
    const auto id = current_model(db);
    return id ? model(db, *id) : nullptr;
}

Spoken Runs::of_authority(storage::Reader& db, AuthorityCode authority, Date as_at) {
    const auto stored = in_force(db);
    if (!stored) return {};
    const Key key{stored->facts.id, snapshots_.current(db, as_at), authority, as_at};
    const auto speak = [&] {
        auto spoken = std::make_shared<Spoken>(Spoken{.stored = stored, .run = {}, .refusal = {}});
        auto scored = score(key.snapshot, stored, {.as_at = as_at, .authority = authority});
        if (scored)
            spoken->run = std::make_shared<const WarningRun>(std::move(scored).value());
        else
            spoken->refusal = scored.error().message;
        return std::shared_ptr<const Spoken>{std::move(spoken)};
    };
    if (storage::uncommitted(db)) {
        const auto known = spoken_.known(key);
        return known ? *known : *speak();
    }
    const auto spoken = spoken_.of(key, speak);
    const std::lock_guard lock{guard_};
    auto& [day, spoke] = newest_[authority];
    if (day <= as_at) day = as_at, spoke = spoken->run != nullptr;
    return *spoken;
}

bool Runs::speaks(AuthorityCode authority) const {
    const std::lock_guard lock{guard_};
    const auto newest = newest_.find(authority);
    return newest != newest_.end() && newest->second.second;
}

}
