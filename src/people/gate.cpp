#include "people/gate.hpp"

#include "people/gate_parts.hpp"
#include "platform/page_kit/page_kit.hpp"

namespace tarn::people {
namespace {

constexpr std::size_t ordinary_form = 1 << 20;  // bytes; a route that takes more takes files, and time

/// "school:100000" for an address with {urn}, else the address itself.
std::string object_of(const web::Request& request) {
    if (const auto urn = request.parameter("urn")) return "school:" + std::string{*urn};
    return request.path;
}

void give_default_trace(const Route& route, Act& act) {
    if (act.audit.empty() && !route.audit_label.empty())
        act.record(route.audit_label, object_of(act.request));
}

/// Pages that left a trace of a confidential read are never kept by the browser. Others may be shown again by
/// the Back button, with the form as it was, so that sending it once more is known to be the same sending.
void say_what_may_be_kept(bool confidential, web::Response& response) {
    if (!confidential && response.status == 200) response.add("Cache-Control", "private, no-cache");
}

/// Whether both may do the same.
bool same_access(const Visitor& before, const Visitor& now) {
    if (before.over != now.over || before.viewer.has_value() != now.viewer.has_value()) return false;
    if (!before.viewer) return true;
    const Viewer &a = *before.viewer, &b = *now.viewer;
    return a.person() == b.person() && a.role() == b.role() && a.authority() == b.authority() &&
           a.schools() == b.schools();
}

std::string location_of(const web::Response& response) {
    for (const auto& [name, value] : response.headers)
        if (name == "Location") return value;
    return {};
}

}

Gate::Impl::Impl(storage::Database& opened, const Clock& ticking, GateOptions chosen)
    : database(opened),
      clock(ticking),
      options(std::move(chosen)),
      frames(options.site, options.nav),
      scribe(database),
      desk(database, clock, scribe, options.sessions, options.secure_cookies, options.known.areas),
      browser_key(server_secret(database, "browsers")) {}

Act Gate::Impl::act_of(web::Request& request, const VisitorPtr& visitor, storage::Reader& db) {
    const bool known = visitor && !visitor->over && visitor->viewer;
    Act act{.request = request, .viewer = known ? *visitor->viewer : nobody, .clock = clock, .db = db};
    act.frames = &frames;
    if (!known) return act;
    act.authority_name = visitor->authority_name;
    act.csrf = desk.csrf(*visitor);
    act.several_hats = visitor->hats.size() > 1;
    if (request.method == web::Method::get && asks_for_draft(request))
        for (const Draft& draft : drafts_of_page(db, act.viewer.person(), page_address(request))) {
            act.draft = draft.fields;
            request.form = draft.fields;  // so that dates and ticks are read as if just sent
            break;
        }
    return act;
}

web::Response Gate::Impl::answer(const Route& route, web::Request& request) {
    const VisitorPtr visitor = desk.visitor(request);
    try {
        if (auto stopped = stop_stranger(route, request, visitor)) return std::move(*stopped);
        if (route.method == web::Method::post && !desk.csrf_valid(*visitor, request))
            return stale_form(request);
        return route.writes ? write(route, request, visitor) : read(route, request, visitor);
    } catch (const storage::Busy&) {
        return trouble(request, visitor, 503,
                       "Somebody else is saving something large. Wait a moment, go back and send it again.");
    } catch (const storage::Full&) {
        return trouble(request, visitor, 507,
                       "The server's disk is full. Nothing was saved. Tell the people who run the server.");
    } catch (const storage::ConstraintBroken&) {
        return trouble(request, visitor, 409,
                       "Somebody else changed this at the same time. Go back, look again and repeat what is "
                       "still needed.");
    }
}

std::optional<web::Response> Gate::Impl::stop_stranger(const Route& route, web::Request& request,
                                                       const VisitorPtr& visitor) {
    if (route.permission == Permission::anyone) {
        if (route.method == web::Method::post && !visitor) return stale_form(request);
        return std::nullopt;
    }
    if (!visitor || visitor->over) return signed_out(request, visitor);
    if (!visitor->viewer)
        return web::Response::redirect("/role?next=" + web::url_encode(page_address(request)));
    return std::nullopt;
}

web::Response Gate::Impl::signed_out(web::Request& request, const VisitorPtr& visitor) {
    if (request.method == web::Method::get)
        return web::Response::redirect("/sign-in?next=" + web::url_encode(page_address(request)));
    const std::string page = form_page(request);
    if (!visitor || !desk.csrf_valid(*visitor, request))
        return web::Response::redirect("/sign-in?next=" + web::url_encode(page));
    const auto db = database.write();
    save_draft(*db, visitor->session.person, {request.path, page, request.form, clock.now()});
    db->commit();
    return web::Response::redirect("/sign-in?kept=1&next=" + web::url_encode(with_draft(page)));
}

bool Gate::Impl::in_reach(const Route& route, Act& act, std::optional<web::Response>& refusal) {
    const auto stop = [&](web::Response response) {
        refusal = std::move(response);
        return false;
    };
    if (!act.viewer.may(route.permission)) return stop(refuse(act, route));
    const auto named = act.request.parameter("urn");
    const bool published =
        route.permission == Permission::anyone || route.permission == Permission::signed_in;
    if (!named || published) return true;
    const auto urn = Urn::parse(*named);
    const auto school =
        urn && options.known.school ? options.known.school(act.db, *urn, clock.today()) : std::nullopt;
    if (!school) return stop(not_found(act, "There is no school with the URN " + std::string{*named} + "."));
    if (!act.viewer.may(route.permission, *urn, school->authority)) return stop(refuse(act, route));
    return true;
}

web::Response Gate::Impl::refuse(const Act& act, const Route& route) {
    const AuditEntry entry{
        "refused", object_of(act.request), {}, std::string{permission_code(route.permission)}};
    scribe.record_reads(act.viewer, std::span{&entry, 1}, clock.now());
    return refused(act);
}

web::Response Gate::Impl::read(const Route& route, web::Request& request, const VisitorPtr& visitor) {
    std::vector<AuditEntry> traces;
    web::Response response;
    {
        const auto db = database.read();
        Act act = act_of(request, visitor, *db);
        std::optional<web::Response> refusal;
        if (!in_reach(route, act, refusal)) return std::move(*refusal);
        response = route.handler(act);
        give_default_trace(route, act);
        traces = std::move(act.audit);
    }
    if (response.status < 400 && !traces.empty()) scribe.record_reads(*visitor->viewer, traces, clock.now());
    say_what_may_be_kept(!traces.empty() || !route.audit_label.empty(), response);
    return response;
}

web::Response Gate::Impl::write(const Route& route, web::Request& request, const VisitorPtr& visitor) {
    {
        // Before the writer's turn is taken, because a refusal is itself written down.
        const auto db = database.read();
        Act asking = act_of(request, visitor, *db);
        std::optional<web::Response> refusal;
        if (!in_reach(route, asking, refusal)) return std::move(*refusal);
    }
    auto db = database.write();
    // What was withdrawn while this waited for its turn counts: everything is asked once more.
    if (const VisitorPtr now = desk.visitor(request); visitor && (!now || !same_access(*visitor, *now))) {
        db.reset();
        return answer(route, request);
    }
    Act act = act_of(request, visitor, *db);
    act.writer = db.get();
    const PersonId person = act.viewer.person();
    const std::string key = sent_form_key(request, request.form_value("csrf").value_or(""));
    if (const auto location = sent_before(*db, person, key)) return web::Response::redirect(*location);
    web::Response response = route.handler(act);
    if (response.status >= 400 || act.rehearsal) return response;
    give_default_trace(route, act);
    write_audit(*db, act.viewer, act.audit, clock.now());
    drop_drafts_of_form(*db, person, request.path, form_page(request));
    if (const std::string location = location_of(response); !location.empty())
        remember_sent(*db, person, key, location, clock.now());
    db->commit();
    return response;
}

web::Response Gate::Impl::trouble(web::Request& request, const VisitorPtr& visitor, int status,
                                  std::string_view sentence) {
    const auto db = database.read();
    return respond(act_of(request, visitor, *db), {.title = "This could not be saved"},
                   page_kit::two_thirds(page_kit::paragraph(sentence)), status);
}

web::Response Gate::Impl::stale_form(web::Request& request) {
    const auto db = database.read();
    const std::string page = form_page(request);
    return respond(
        act_of(request, desk.visitor(request), *db), {.title = "This form cannot be accepted"},
        page_kit::two_thirds(
            page_kit::paragraph(
                "The form did not come from a page of this sign-in. It may have stood open while you "
                "signed out or signed in again, or another website tried to send it in your name. "
                "Nothing was changed.") +
            page_kit::paragraph(page_kit::link_to(page, "Open the page again"))),
        403);
}

Gate::Gate(storage::Database& database, const Clock& clock, GateOptions options)
    : impl_(std::make_unique<Impl>(database, clock, std::move(options))) {}
Gate::~Gate() = default;

web::Route Gate::guard(Route route) {
    web::Route guarded{
        .method = route.method, .pattern = route.pattern, .handler = {}, .body_limit = route.body_limit};
    guarded.takes_long = route.method == web::Method::post && route.body_limit > ordinary_form;
    guarded.handler = [this, line = std::make_shared<const Route>(std::move(route))](web::Request& request) {
        return impl_->answer(*line, request);
    };
    return guarded;
}

web::Response Gate::no_such_page(web::Request& request) {
    const auto db = impl_->database.read();
    return not_found(impl_->act_of(request, impl_->desk.visitor(request), *db),
                     "There is no page at this address.");
}

web::Html Gate::error_page(int, std::string_view title, std::string_view sentence) const {
    return page_kit::page({.title = std::string{title}, .around = impl_->frames.outside()},
                          page_kit::two_thirds(page_kit::paragraph(sentence)));
}

}
