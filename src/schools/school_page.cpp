// The school's page: who it is on the day, then the panels that features contribute.
#include "feature_kit/act.hpp"
#include "schools/schools_pages.hpp"
#include "schools/types_rules.hpp"

namespace tarn::schools {

namespace {

/// Which version to show: the day's own, else the nearest.
const School* version_for(const Register& schools, Urn urn, Date as_at) {
    if (const School* open = schools.find(urn, as_at)) return open;
    const auto history = schools.history(urn);
    if (history.empty()) return nullptr;
    return as_at < history.front().valid.from ? &history.front() : &history.back();
}

/// Says that the school was not open on the day, and which URN was instead.
Html not_open_notice(const Register& schools, const PanelView& view) {
    const School& school = view.school;
    const Date as_at = view.as_at;
    if (school.valid.contains(as_at)) return {};
    Html text = Html::text("This school was not open on " + as_at.display() + ". ");
    if (school.closed && *school.closed < as_at)
        text += Html::text("It closed on " + school.closed->display() + ". ");
    else if (school.opened)
        text += Html::text("It opened on " + school.opened->display() + ". ");
    if (const School* same = schools.same_school(school.urn, as_at)) {
        text += Html::text("The school went by ") +
                page_kit::link_to(school_href(same->urn, as_at, view.today),
                                  "URN " + same->urn.text() + ", " + std::string{same->name}) +
                Html::text(" then.");
    }
    return page_kit::inset_text({.content = text});
}

bool may_see(const kit::Act& act, const Panel& panel, const School& school) {
    return act.viewer.may(panel.permission, school.urn, school.authority);
}

Html as_at_form(const School& school, Date as_at) {
    const Html fields = as_at_field(as_at) +
                        page_kit::button({.content = "Show that day", .classes = "govuk-button--secondary"});
    return page_kit::details({.summary = "As at " + as_at.display() + ": show another day",
                              .content = page_kit::paragraph(register_note) +
                                         page_kit::search_form("/schools/" + school.urn.text(), fields),
                              .classes = "tarn-fold"});
}

/// A panel as this person sees it; nothing when it has nothing to show, or not to them.
void add_panel(Html& out, const Panel& panel, const Html* shared, const Html& personal) {
    if (personal.empty() && (!shared || shared->empty())) return;
    if (panel.place == kit::Place::folded) {
        out += page_kit::details({.summary = panel.title,
                                  .content = shared ? *shared + personal : personal,
                                  .classes = "tarn-fold"});
        return;
    }
    out.add_raw("<section class=\"tarn-panel\"><h2 class=\"govuk-heading-m\">").add_text(panel.title);
    out.add_raw("</h2>");
    if (shared) out += *shared;
    (out += personal).add_raw("</section>");
}

/// Everything below the school's name: who it is in cards, how it stands, and the rest folded up.
Html content_of(const PageTools& tools, kit::Act& act, const Register& schools, const School& school,
                Date as_at) {
    const PanelView view{act.db, school, act.viewer.authority(), as_at, act.today()};
    const RegisterGeneration generation{schools.generation(), local_generation(act.db)};
    Html out;
    const auto add_place = [&](kit::Place place) {
        for (std::size_t i = 0; i < tools.panels.size(); ++i) {
            const Panel& panel = tools.panels[i];
            if (panel.place != place || !may_see(act, panel, school)) continue;
            const auto shared = panel.shared ? tools.kept->content(i, panel, view, generation) : nullptr;
            add_panel(out, panel, shared.get(), panel.render ? panel.render(act, school, as_at) : Html{});
        }
    };
    const auto add_kept = [&](std::size_t number, const std::function<Html()>& make) {
        out += *tools.kept->part(tools.panels.size() + number, view, generation, make);
    };
    add_kept(0, [&] { return not_open_notice(schools, view); });
    out.add_raw("<div class=\"tarn-brief\">");
    add_place(kit::Place::card);
    out.add_raw("</div>");
    add_place(kit::Place::open);
    add_place(kit::Place::folded);
    add_kept(1, [&] { return as_at_form(school, as_at); });
    return out;
}

}

web::Response school_page(const PageTools& tools, kit::Act& act) {
    const auto schools = tools.registers.current(act.db);
    const std::string asked{act.request.parameter("urn").value_or("")};
    const auto urn = Urn::parse(asked);
    const Date as_at = as_at_of(act);
    const School* school = urn ? version_for(*schools, *urn, as_at) : nullptr;
    if (!school) return kit::not_found(act, "There is no school with URN " + asked + ".");
    page_kit::PageFrame frame{
        .title = std::string{school->name},
        .caption = one_line(*school) + ", " + authority_words(act.db, school->authority),
        .breadcrumbs = {{"Schools", "/schools"}, {school->name}},
        .wide = true};
    return kit::respond(act, std::move(frame), content_of(tools, act, *schools, *school, as_at));
}

}
