#include "warning/warning_pages.hpp"

#include "feature_kit/act.hpp"
#include "warning/handlers_pages.hpp"

namespace tarn::warning {

kit::Feature feature(const kit::Running& running, Runs& runs) {
    using access::Permission;
    using web::Method;
    const auto page = [&runs](web::Response (*handler)(Runs&, kit::Act&)) {
        return [&runs, handler](kit::Act& act) { return handler(runs, act); };
    };
    // While the model has no answer, its pages are there for those alone who can do something about it.
    const auto spoken = [&runs](web::Response (*handler)(Runs&, kit::Act&)) {
        return [&runs, handler](kit::Act& act) {
            if (!act.viewer.may(Permission::import_data) &&
                !runs.of_authority(act.db, act.viewer.authority(), act.asked_day()).run)
                return kit::not_found(act, "Early warning has nothing to show for this day.");
            return handler(runs, act);
        };
    };
    kit::Feature given;
    given.routes = {
        {Method::get, accuracy_href, Permission::levels_authority, false, "warning.read",
         spoken(accuracy_page), "How often early warning is right"},
        {Method::get, schools_at_risk_href, Permission::levels_authority, false, "warning.read",
         spoken(schools_at_risk_page), "Early warning for the schools"},
        {Method::get, card_href, Permission::signed_in, false, "", spoken(card_page), "The model card"},
        {Method::get, models_href, Permission::import_data, false, "", page(models_page),
         "The early-warning models"},
        {Method::get, "/early-warning/models/fittings/{fitting}", Permission::import_data, false, "",
         page(fitting_page), "The fitting of a model"},
        {Method::post, models_href, Permission::import_data, true, "warning.fit.asked",
         [wake = running.wake](kit::Act& act) { return fit_post(wake, act); }, "Fitting a model"},
        {Method::post, comparisons_href, Permission::import_data, true, "warning.comparison.asked",
         [&runs, wake = running.wake](kit::Act& act) { return compare_post(runs, wake, act); },
         "Comparing models"},
        {Method::post, "/early-warning/promotions", Permission::import_data, true, "warning.promoted",
         page(promote_post), "Putting a model in force"},
    };
    given.menu = {{.title = "Early warning",
                   .href = accuracy_href,
                   .permission = Permission::levels_authority,
                   .shown = [&runs](const kit::Act& act) {
                       return act.viewer.may(Permission::import_data) || runs.speaks(act.viewer.authority());
                   }}};
    given.jobs = job_workers(running.database, running.clock, runs);
    return given;
}

std::vector<rating::Panel> panels(Runs& runs) {
    return {[&runs](kit::Act& act, const schools::School& school, Date as_at) {
        return school_panel(runs, act, school, as_at);
    }};
}

}
