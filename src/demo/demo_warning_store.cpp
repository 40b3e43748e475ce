// The early-warning model of the county: fitted like any other, on fictional inspections.
#include "demo/demo.hpp"
#include "demo/demo_staff_store.hpp"
#include "evidence/evidence.hpp"
#include "people/people.hpp"
#include "platform/storage/storage.hpp"
#include "warning/warning_store.hpp"

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
    const auto when = at(plan.today, 0);
    const auto model = warning::keep(*db, *fitted, when);
    const auto promoted =
        warning::promote(*db, model, officer->id,
                         "The first model, learnt from fictional inspections of a fictional England.", when);
    if (promoted) db->commit();
}

}
