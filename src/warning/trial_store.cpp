// The back-test school by school: tried out, kept and found.
#include <algorithm>
#include <array>
#include <numeric>

#include "analytics/as_at.hpp"
#include "platform/storage/seals.hpp"
#include "warning/trials.hpp"

namespace tarn::warning {
namespace {

// Points of the capture curve, in per cent of schools.
constexpr std::array shown{1, 2, 5, 10, 15, 20, 30, 40, 50, 60, 70, 80, 90, 100};

/// The population of engine::Among::every_graded in a window of all England.
bool belongs(const analytics::Snapshot& snapshot, const engine::Histories& histories,
             analytics::SchoolIndex school, const engine::Window& window) {
    const analytics::School& facts = snapshot.schools[school];
    return analytics::open_on(facts, window.from) && histories.complete_to(facts.authority) >= window.to;
}

std::vector<TrialSchool> schools_of(const engine::Model& model, const analytics::Snapshot& snapshot,
                                    const engine::Histories& histories, const engine::Window& window,
                                    unsigned threads) {
    const auto scored = engine::score(model, snapshot, histories,
                                      {.day = window.from, .lag = {}, .horizon = horizon_days}, threads);
    std::vector<TrialSchool> all;
    for (std::size_t i = 0; i < scored.schools.size(); ++i) {
        const auto index = scored.schools[i];
        if (!belongs(snapshot, histories, index, window)) continue;
        TrialSchool& one = all.emplace_back();
        one.urn = snapshot.schools[index].urn;
        one.authority = snapshot.schools[index].authority;
        one.probability = engine::probability(scored.event[i]);
        if (const auto next = histories.first_after(index, window.from, window.to, engine::Counted::joined)) {
            one.inspected_on = next->held;
            one.grade = next->grade;
        }
    }
    std::stable_sort(all.begin(), all.end(), [](const TrialSchool& a, const TrialSchool& b) {
        return a.probability > b.probability;
    });
    for (std::size_t i = 0; i < (all.size() + 5) / 10; ++i) all[i].top_tenth = true;
    std::erase_if(all, [](const TrialSchool& one) { return !one.top_tenth && !one.event(); });
    return all;
}

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

Result<Trial> try_out(const engine::Model& model, const analytics::Snapshot& snapshot,
                      const engine::Histories& histories, const engine::Window& window, unsigned threads) {
    engine::EvaluationRequest request;
    request.window = window;
    request.among = engine::Among::every_graded;
    request.samples = 1;  // intervals of the figures stand in the back-test
    request.threads = threads;
    const auto evaluation = engine::evaluate(model, snapshot, histories, request);
    if (!evaluation) return evaluation.error();
    Trial trial;
    trial.false_alarms = evaluation->false_alarms;
    trial.top_tenth_kept = evaluation->top_tenth_kept;
    trial.lead_months = evaluation->lead_months;
    for (const int percent : shown)
        if (static_cast<std::size_t>(percent) <= evaluation->capture_curve.size())
            trial.capture.push_back(
                {percent, evaluation->capture_curve[static_cast<std::size_t>(percent) - 1]});
    trial.schools = schools_of(model, snapshot, histories, window, threads);
    return trial;
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
