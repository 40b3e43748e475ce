// The early-warning model of the county: fitted like any other, on fictional inspections.
#include "demo/demo.hpp"
#include "demo/demo_staff_store.hpp"
#include "platform/storage/storage.hpp"

namespace tarn::demo {

void learn(storage::Database& database, const Plan& plan) {
    std::optional<warning::Fitted> fitted;
    std::optional<people::Person> officer;
    {
        const auto db = database.read();
        officer = people::find_person(*db, "data.officer@fellshire.example");
        if (!officer || warning::current_model(*db)) return;
        const auto snapshot = evidence::snapshot(*db, plan.today);
        const Date fit_to = warning::engine::Histories{*snapshot}.complete_to();
        auto result = warning::fit(*db, *snapshot, {.fit_to = fit_to, .lag = {}});
        if (!result) return;
        fitted = std::move(result).value();
    }
    const auto db = database.write();
    scenario::model(*db, at(plan.today, 0), *fitted, officer->id,
                    "The first model, learnt from fictional inspections of a fictional England.");
    db->commit();
}

}
