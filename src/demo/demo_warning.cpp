// The early-warning model of the county: fitted like any other, on fictional inspections.
#include "demo/demo_fill.hpp"
#include "evidence/evidence.hpp"
#include "platform/storage/storage.hpp"
#include "warning/warning_store.hpp"

namespace tarn::demo {

Outcome fit_warning(storage::Database& database, const County& county, const Staff& staff) {
    std::optional<warning::Fitted> fitted;
    {
        const auto db = database.read();
        const auto snapshot = evidence::snapshot(*db, county.plan.today);
        const Date fit_to = warning::engine::Histories{*snapshot}.complete_to();
        auto result = warning::fit(*db, *snapshot, {.fit_to = fit_to, .lag = {}});
        if (!result) return Done{};
        fitted = std::move(result).value();
    }
    const auto db = database.write();
    const auto when = at(county.plan.today - 20, 10);
    const auto model = warning::keep(*db, *fitted, when);
    if (const auto done =
            warning::promote(*db, model, staff.data_officer.person.id,
                             "The first model, learnt from fictional inspections of a fictional "
                             "England.",
                             when);
        !done)
        return done;
    db->commit();
    return Done{};
}

}
