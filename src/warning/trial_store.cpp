// Trials in the database.
#include <array>

#include "platform/storage/seals.hpp"
#include "warning/trials.hpp"

namespace tarn::warning {

namespace {

void put_trial(storage::Writer& db, ModelId model, const Trial& trial, Instant now) {
    db.execute("DELETE FROM warning_trial_school WHERE model_id = $1", model);
    db.execute("DELETE FROM warning_trial_group WHERE model_id = $1", model);
    db.execute("DELETE FROM warning_trial_capture WHERE model_id = $1", model);
    db.execute("DELETE FROM warning_trial WHERE model_id = $1", model);
    db.execute(
        "INSERT INTO warning_trial (model_id, top_tenth_kept, lead_months, tried_at) VALUES ($1, $2, $3, $4)",
        model, trial.top_tenth_kept, trial.lead_months, now);
    for (const CapturePoint& point : trial.capture)
        db.execute("INSERT INTO warning_trial_capture (model_id, percent, share) VALUES ($1, $2, $3)", model,
                   std::int64_t{point.percent}, point.share);
    std::int64_t place = 0;
    for (const engine::FalseAlarms& group : trial.false_alarms)
        db.execute(
            "INSERT INTO warning_trial_group (model_id, place, breakdown, group_title, uneventful, share) "
            "VALUES ($1, $2, $3, $4, $5, $6)",
            model, ++place, group.breakdown, group.group, static_cast<std::int64_t>(group.uneventful),
            group.share);
    for (const TrialSchool& one : trial.schools)
        db.execute(
            "INSERT INTO warning_trial_school (model_id, urn, authority, probability, top_tenth, "
            "inspected_on, grade) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            model, std::int64_t{one.urn.value}, std::int64_t{one.authority.value}, one.probability,
            std::int64_t{one.top_tenth}, one.inspected_on,
            one.grade ? std::optional{std::int64_t{one.grade}} : std::nullopt);
}

}

void store_trial(storage::Writer& db, ModelId model, const Trial& trial, Instant now) {
    storage::change(
        db, {"warning_trial", "warning_trial_capture", "warning_trial_group", "warning_trial_school"},
        "model_id = $1", [&] { put_trial(db, model, trial, now); }, model);
}

std::optional<Trial> find_trial(storage::Reader& db, ModelId model, AuthorityCode authority) {
    auto trial = db.first(
        "SELECT top_tenth_kept, lead_months FROM warning_trial WHERE model_id = $1",
        [](const storage::Row& row) {
            Trial found;
            found.top_tenth_kept = row.maybe_real(0);
            found.lead_months = row.maybe_real(1);
            return found;
        },
        model);
    if (!trial) return trial;
    for (const auto& row : db.query(
             "SELECT percent, share FROM warning_trial_capture WHERE model_id = $1 ORDER BY percent", model))
        trial->capture.push_back({static_cast<int>(row.integer(0)), row.real(1)});
    for (const auto& row : db.query("SELECT breakdown, group_title, uneventful, share FROM "
                                    "warning_trial_group WHERE model_id = $1 ORDER BY place",
                                    model))
        trial->false_alarms.push_back(
            {row.string(0), row.string(1), static_cast<std::size_t>(row.integer(2)), row.real(3)});
    for (const auto& row :
         db.query("SELECT urn, probability, top_tenth, inspected_on, grade FROM warning_trial_school "
                  "WHERE model_id = $1 AND authority = $2 ORDER BY probability DESC, urn",
                  model, std::int64_t{authority.value})) {
        TrialSchool& one = trial->schools.emplace_back();
        one.urn = Urn{static_cast<std::int32_t>(row.integer(0))};
        one.authority = authority;
        one.probability = row.real(1);
        one.top_tenth = row.integer(2) != 0;
        one.inspected_on = row.maybe_date(3);
        one.grade = static_cast<int>(row.maybe_integer(4).value_or(0));
    }
    return trial;
}

}
