#include "feature_kit/gate.hpp"

#include <algorithm>

#include "feature_kit/gate_parts.hpp"
#include "platform/page_kit/page_kit.hpp"
#include "platform/web/log.hpp"

namespace tarn::kit {
namespace {

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
    const access::Viewer &a = *before.viewer, &b = *now.viewer;
    return a.person() == b.person() && a.role() == b.role() && a.authority() == b.authority() &&
           a.schools() == b.schools();
}

/// A file cannot be kept until its sender has signed in again.
web::Response file_not_sent(const web::Request& request) {
    return web::Response::redirect("/sign-in?file=1&next=" + web::url_encode(form_page(request)));
}

bool holds_secret(const web::Request& request) {
    return request.path.starts_with("/password/") || std::ranges::any_of(request.form, [](const auto& field) {
               return field.first.find("password") != std::string::npos;
           });
}

/// From a page of trouble: the form as it was typed, or the way back to the page it stands on.
page_kit::Html way_on(const web::Request& request) {
    if (request.method == web::Method::get)
        return page_kit::paragraph(page_kit::link_to(page_address(request), "Open the page again"));
    if (!request.uploads.empty() || request.form.empty() || holds_secret(request))
        return page_kit::paragraph(page_kit::link_to(
            form_page(request),
            request.uploads.empty() ? "Open the page again" : "Open the page again and choose the file"));
    page_kit::Html fields;
    for (const auto& [name, value] : request.form)
        if (name != page_kit::csrf_field) fields += page_kit::hidden(name, value);
    fields += page_kit::button({.content = "Send it again", .prevent_double_click = true});
    return page_kit::paragraph("What you typed is kept on this page.") +
           page_kit::form(request.path, request.form_value(page_kit::csrf_field).value_or(""),
                          std::move(fields));
}

std::string location_of(const web::Response& response) {
    for (const auto& [name, value] : response.headers)
        if (name == "Location") return value;
    return {};
}

}

Gate::Impl::Impl(storage::Database& opened, const Clock& ticking, Visitors& known,
                 access::AuditWriter& writing, GateOptions chosen)
    : database(opened),
      clock(ticking),
      options(std::move(chosen)),
      frames(options.site, options.nav),
      desk(known),
      audit_writer(writing) {
    if (options.key.empty()) throw std::invalid_argument("the gate needs a key that signs confirmations");
    for (const NavItem& item : options.nav)
        access::require_in_table(item.permission, "the menu's " + item.title);
}

Act Gate::Impl::act_of(web::Request& request, const VisitorPtr& visitor, storage::Reader& db) {
    const bool known = visitor && !visitor->over && visitor->viewer;
    Act act{.request = request, .viewer = known ? *visitor->viewer : nobody, .clock = clock, .db = db};
    act.frames = &frames;
    if (!known) return act;
    act.authority_name = visitor->authority_name;
    act.csrf = desk.csrf(*visitor);
    act.several_roles = visitor->several_roles;
    if (request.method == web::Method::get)
        for (const Draft& draft : drafts_of_page(db, act.viewer.person(), page_address(request))) {
            if (act.drafts.empty()) {
                act.draft = draft.fields;
                request.form = draft.fields;  // so that dates and ticks are read as if just sent
            }
            act.drafts.push_back({draft.form, draft.fields, draft.saved});
        }
    return act;
}

web::Response Gate::Impl::answer(const Route& route, web::Request& request) {
    VisitorPtr visitor;
    return with_care(request, visitor, route.pattern, [&] {
        visitor = desk.visitor(request);
        if (auto stopped = stop_stranger(route, request, visitor)) return std::move(*stopped);
        if (route.method == web::Method::post && !desk.csrf_valid(*visitor, request))
            return stale_form(request);
        return route.writes ? write(route, request, visitor) : read(route, request, visitor);
    });
}

/// What answer() will ask again of the whole request, asked of its head, where the token stands in the
/// address.
std::optional<web::Response> Gate::Impl::admit(const Route& route, web::Request& head) {
    VisitorPtr visitor;
    std::optional<web::Response> refusal;
    web::Response trouble = with_care(head, visitor, route.pattern, [&]() -> web::Response {
        visitor = desk.visitor(head);
        if (!visitor || visitor->over) {
            refusal = file_not_sent(head);
        } else if (auto stopped = stop_stranger(route, head, visitor)) {
            refusal = std::move(*stopped);
        } else if (!desk.csrf_valid(*visitor, head)) {
            refusal = stale_form(head);
        } else {
            const auto db = database.read();
            Act act = act_of(head, visitor, *db);
            in_reach(route, act, visitor, refusal);
        }
        return {};
    });
    if (trouble.status != 200) return trouble;
    return refusal;
}

std::optional<web::Response> Gate::Impl::stop_stranger(const Route& route, web::Request& request,
                                                       const VisitorPtr& visitor) {
    if (route.permission == access::Permission::anyone) {
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
    if (!request.uploads.empty()) return file_not_sent(request);
    const auto lost = [&] {
        return web::Response::redirect("/sign-in?lost=1&next=" + web::url_encode(page));
    };
    if (!visitor || !desk.csrf_valid(*visitor, request)) return lost();
    const auto db = database.write();
    if (!save_draft(*db, visitor->person, {form_key(request), page, request.form, clock.now()}))
        return lost();
    db->commit();
    return web::Response::redirect("/sign-in?kept=1&next=" + web::url_encode(page));
}

bool Gate::Impl::in_reach(const Route& route, Act& act, const VisitorPtr& visitor,
                          std::optional<web::Response>& refusal) {
    const auto stop = [&](web::Response response) {
        refusal = std::move(response);
        return false;
    };
    if (!act.viewer.may(route.permission)) return stop(refuse(act, route, visitor));
    const auto named = act.request.parameter("urn");
    if (!named) return true;
    const auto urn = Urn::parse(*named);
    if (urn && options.school) act.school = options.school(act.db, *urn, clock.today());
    const bool published =
        route.permission == access::Permission::anyone || route.permission == access::Permission::signed_in;
    if (published) return true;  // the register's own pages know more to say of a URN than that it is unknown
    if (!act.school)
        return stop(not_found(act, "There is no school with the URN " + std::string{*named} + "."));
    if (!act.viewer.may(route.permission, *urn, act.school->authority))
        return stop(refuse(act, route, visitor));
    return true;
}

web::Response Gate::Impl::refuse(const Act& act, const Route& route, const VisitorPtr& visitor) {
    const access::AuditEntry entry{"refused", object_of(act.request), {}, std::string{route.permission.code}};
    return once_noted(refused(act), std::span{&entry, 1}, act.request, visitor, route.pattern);
}

web::Response Gate::Impl::once_noted(web::Response response, std::span<const access::AuditEntry> entries,
                                     const web::Request& request, const VisitorPtr& visitor,
                                     std::string_view label) {
    auto traces = audit_writer.unwritten(*visitor->viewer, entries, clock.now());
    if (traces.empty()) return response;
    response.held_back = [this, traces = std::move(traces), &request, visitor,
                          label = std::string{label}](web::Release release) mutable {
        audit_writer.write(std::move(traces), [this, &request, visitor, label, release = std::move(release)](
                                                  const std::exception_ptr& failure) {
            release(failure ? std::make_unique<web::Response>(not_noted(request, visitor, label, failure))
                            : nullptr);
        });
    };
    return response;
}

/// Nobody stands above the audit writer's thread to catch what is thrown, so the page that says what went
/// wrong has a plainer one to fall back on.
web::Response Gate::Impl::not_noted(const web::Request& request, const VisitorPtr& visitor,
                                    std::string_view label, const std::exception_ptr& failure) const {
    try {
        if (hindrance_of(failure)) return trouble(request, visitor, label, failure);
        web::log_warning("the audit trail could not be written at " + std::string{label} + ": " +
                         what_of(failure));
        return trouble_page(request, visitor, notice_of_fault());
    } catch (...) {
        return web::Response::text(500, std::string{notice_of_fault().title});
    }
}

web::Response Gate::Impl::read(const Route& route, web::Request& request, const VisitorPtr& visitor) {
    std::vector<access::AuditEntry> traces;
    web::Response response;
    {
        const auto db = database.read();
        Act act = act_of(request, visitor, *db);
        std::optional<web::Response> refusal;
        if (!in_reach(route, act, visitor, refusal)) return std::move(*refusal);
        if (visitor)
            act.confirmed = confirmation_in(confirmed_in(*visitor), request, clock.now()).value_or("");
        response = route.handler(act);
        if (act.confirmed_shown) response.add("Set-Cookie", confirmation_shown(options.secure_cookies));
        give_default_trace(route, act);
        traces = std::move(act.audit);
    }
    say_what_may_be_kept(!traces.empty() || !route.audit_label.empty(), response);
    if (response.status >= 400 || traces.empty()) return response;
    return once_noted(std::move(response), traces, request, visitor, route.pattern);
}

web::Response Gate::Impl::write(const Route& route, web::Request& request, const VisitorPtr& visitor) {
    std::optional<access::SchoolRef> school;
    {
        // Before the writer's turn is taken, because a refusal is itself written down.
        const auto db = database.read();
        Act asking = act_of(request, visitor, *db);
        std::optional<web::Response> refusal;
        if (!in_reach(route, asking, visitor, refusal)) return std::move(*refusal);
        if (route.beforehand) route.beforehand(asking);
        school = std::move(asking.school);
    }
    if (request.queued > options.patience) throw storage::Busy("the form waited too long for a worker");
    auto db = database.write();
    // What was withdrawn while this waited for its turn counts: everything is asked once more.
    if (const VisitorPtr now = desk.visitor(request); visitor && (!now || !same_access(*visitor, *now))) {
        db.reset();
        return answer(route, request);
    }
    Act act = act_of(request, visitor, *db);
    act.writer = db.get();
    act.school = std::move(school);
    const PersonId person = act.viewer.person();
    const std::string key = sent_form_key(request, request.form_value("csrf").value_or(""));
    if (const auto location = sent_before(*db, person, key)) return web::Response::redirect(*location);
    web::Response response = route.handler(act);
    if (response.status >= 400 || act.rehearsal) {
        // Nothing was done; what the page shows was read all the same.
        std::vector<access::AuditEntry> reads = std::move(act.audit);
        std::erase_if(reads, [](const access::AuditEntry& one) { return !one.action.ends_with(".read"); });
        db.reset();
        return once_noted(std::move(response), reads, request, visitor, route.pattern);
    }
    give_default_trace(route, act);
    access::write_audit(*db, act.viewer, act.audit, clock.now());
    drop_draft(*db, person, form_key(request));
    if (const std::string location = location_of(response); !location.empty()) {
        remember_sent(*db, person, key, location, clock.now());
        if (!act.confirmation.empty())
            response.add("Set-Cookie", confirmation_cookie(confirmed_in(*visitor), location, act.confirmation,
                                                           clock.now()));
    }
    commit(*db);
    return response;
}

web::Response Gate::Impl::trouble(const web::Request& request, const VisitorPtr& visitor,
                                  std::string_view label, const std::exception_ptr& failure) const {
    const auto hindrance = hindrance_of(failure);
    if (!hindrance) std::rethrow_exception(failure);
    const Notice words = notice_of(*hindrance, request.method == web::Method::post);
    // What a broken rule says can hold the row's own words.
    if (*hindrance != Hindrance::changed)
        web::log_warning(std::to_string(words.status) + " at " + std::string{label} + ": " +
                         what_of(failure));
    if (request.path == "/drafts") return web::Response::text(words.status, std::string{words.title});
    return trouble_page(request, visitor, words);
}

/// Asks nothing of the database. A form comes back as it was typed, ready to be sent again; the token in it
/// is the same, so that what was saved after all is not saved twice.
web::Response Gate::Impl::trouble_page(const web::Request& request, const VisitorPtr& visitor,
                                       const Notice& words) const {
    const bool known = visitor && !visitor->over && visitor->viewer;
    page_kit::PageFrame frame{.title = std::string{words.title}, .around = frames.outside()};
    if (known) {
        frame.around = frames.around(*visitor->viewer, visitor->authority_name, request.path);
        frame.signed_in = page_kit::SignedIn{.name = visitor->name,
                                             .role = std::string{access::role_title(visitor->viewer->role())},
                                             .csrf = desk.csrf(*visitor),
                                             .account_href = "/account"};
    }
    web::Response response = page_kit::respond(
        frame, page_kit::two_thirds(page_kit::paragraph(words.sentence) + way_on(request)), words.status);
    if (words.status == 503) response.add("Retry-After", "30");
    return response;
}

web::Response Gate::Impl::stale_form(web::Request& request) {
    const auto db = database.read();
    const std::string page = form_page(request);
    return respond(act_of(request, desk.visitor(request), *db), {.title = "This form cannot be accepted"},
                   page_kit::two_thirds(
                       page_kit::paragraph("Nothing was changed. The form is from before you last signed in, "
                                           "or another website tried to send it in your name.") +
                       page_kit::paragraph(page_kit::link_to(page, "Open the page again"))),
                   403);
}

/// Keeps what is being typed, as scripts send it now and then.
web::Response Gate::Impl::autosave(web::Request& request) {
    const auto visitor = desk.visitor(request);
    if (!visitor || visitor->over) return web::Response::text(401, "Signed out");
    if (!desk.csrf_valid(*visitor, request))
        return web::Response::text(403, "The form's token is not of this sign-in");
    const std::string key{request.form_value("draft_key").value_or("")};
    if (key.empty()) return web::Response::text(400, "A draft needs a key");
    const auto db = database.write();
    if (request.form_value(throw_away_field)) {
        const std::string page = form_page(request);
        for (const auto kept : request.form_values("draft_key")) drop_draft(*db, visitor->person, kept);
        commit(*db);
        web::Response response = web::Response::redirect(page);
        response.add("Set-Cookie", confirmation_cookie(confirmed_in(*visitor), page,
                                                       "What you had typed is thrown away", clock.now()));
        return response;
    }
    if (!save_draft(*db, visitor->person,
                    {key, form_page(request),
                     web::parse_urlencoded(request.form_value("draft_body").value_or("")), clock.now()}))
        return web::Response::text(413, "This is too long to be kept as a draft");
    commit(*db);
    return web::Response{.status = 204, .content_type = {}, .body = {}, .headers = {}, .static_body = {}};
}

Gate::Gate(storage::Database& database, const Clock& clock, Visitors& visitors,
           access::AuditWriter& audit_writer, GateOptions options)
    : impl_(std::make_unique<Impl>(database, clock, visitors, audit_writer, std::move(options))) {}
Gate::~Gate() = default;

web::Response Gate::with_care(web::Request& request, std::string_view label,
                              const std::function<web::Response()>& answer) {
    return impl_->with_care(request, nullptr, label, answer);
}
void Gate::require_in_time(const web::Request& request) const {
    if (request.queued > impl_->options.patience)
        throw storage::Busy("the form waited too long for a worker");
}
Act Gate::act_of(web::Request& request, const VisitorPtr& visitor, storage::Reader& db) {
    return impl_->act_of(request, visitor, db);
}
web::Response Gate::signed_out(web::Request& request, const VisitorPtr& visitor) {
    return impl_->signed_out(request, visitor);
}
web::Response Gate::stale_form(web::Request& request) {
    return impl_->stale_form(request);
}
const page_kit::SurroundingsPtr& Gate::outside() const {
    return impl_->frames.outside();
}

web::Route Gate::drafts_route() {
    web::Route route{
        .method = web::Method::post, .pattern = "/drafts", .handler = [this](web::Request& request) {
            return with_care(request, "/drafts", [&] {
                require_in_time(request);
                return impl_->autosave(request);
            });
        }};
    route.waits_its_turn = true;
    return route;
}

web::Route Gate::guard(Route route) {
    access::require_in_table(route.permission, "the route " + route.pattern);
    const bool takes_files = route.method == web::Method::post && route.body_limit > web::ordinary_body;
    web::Route guarded{
        .method = route.method, .pattern = route.pattern, .handler = {}, .body_limit = route.body_limit};
    guarded.takes_long = takes_files || route.takes_long;
    guarded.waits_its_turn = route.writes;
    const auto line = std::make_shared<const Route>(std::move(route));
    if (takes_files) guarded.admit = [this, line](web::Request& head) { return impl_->admit(*line, head); };
    guarded.handler = [this, line](web::Request& request) { return impl_->answer(*line, request); };
    return guarded;
}

web::Response Gate::no_such_page(web::Request& request) {
    return impl_->with_care(request, nullptr, "-", [&] {
        const auto db = impl_->database.read();
        return not_found(impl_->act_of(request, impl_->desk.visitor(request), *db),
                         "There is no page at this address.");
    });
}

web::Html Gate::error_page(int, std::string_view title, std::string_view sentence) const {
    return page_kit::page({.title = std::string{title}, .around = impl_->frames.outside()},
                          page_kit::two_thirds(page_kit::paragraph(sentence)));
}

}
