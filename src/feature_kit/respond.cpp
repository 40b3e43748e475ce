#include "base/local_time.hpp"
#include "feature_kit/addresses.hpp"
#include "feature_kit/drafts.hpp"
#include "feature_kit/frames.hpp"
#include "platform/page_kit/page_kit.hpp"

namespace tarn::kit {
namespace {

using page_kit::Html;

void fill(const Act& act, page_kit::PageFrame& frame) {
    if (act.frames) frame.around = act.frames->around(act);
    if (!act.viewer.signed_in()) return;
    frame.signed_in = page_kit::SignedIn{.name = act.viewer.name(),
                                         .role = std::string{access::role_title(act.viewer.role())},
                                         .csrf = act.csrf,
                                         .account_href = "/account"};
}

/// Which day the page shows, where it asked for one, and the way back to today. The ways up lead to the same
/// day.
Html chosen_day(const Act& act, page_kit::PageFrame& frame) {
    const auto day = act.frames ? act.frames->chosen_day(act) : std::nullopt;
    if (!day) return {};
    frame.back_href = act.frames->on_day(std::move(frame.back_href), *day);
    for (page_kit::Breadcrumb& crumb : frame.breadcrumbs)
        crumb.href = act.frames->on_day(std::move(crumb.href), *day);
    if (!act.answers_for_day) return {};
    std::string today = act.request.path;
    for (const auto& [name, value] : act.request.query)
        if (name != "as_at" && !value.empty())
            today += (today.size() == act.request.path.size() ? "?" : "&") + web::url_encode(name) + "=" +
                     web::url_encode(value);
    return page_kit::inset_text(
        {.content = Html::text("This page shows what was known on " + day->display() + ". ") +
                    page_kit::link_to(today, "Go back to today")});
}

/// That forms of the page show what was kept of them, since when, and how to throw it away.
Html kept_drafts(const Act& act) {
    if (act.drafts.empty()) return {};
    Html fields = page_kit::hidden(throw_away_field, "yes");
    for (const KeptDraft& draft : act.drafts) fields += page_kit::hidden("draft_key", draft.form);
    const Date day = local_day(act.drafts.front().saved);
    return page_kit::inset_text(
        {.content = page_kit::paragraph("We kept what you typed earlier, on " + day.display() +
                                        ". It is not saved until you send it.") +
                    page_kit::form("/drafts", act.csrf,
                                   std::move(fields) +
                                       page_kit::button(
                                           {.content = "Throw away what you typed",
                                            .classes = "govuk-button--secondary govuk-!-margin-bottom-0"}))});
}

}

web::Response respond(const Act& act, page_kit::PageFrame frame, Html content, int status) {
    fill(act, frame);
    if (status == 200) content = chosen_day(act, frame) + std::move(content);
    if (status == 200 && frame.success.empty() && !act.confirmed.empty()) {
        frame.success = act.confirmed;
        act.confirmed_shown = true;
    }
    if (status == 200) content = kept_drafts(act) + std::move(content);
    return page_kit::respond(frame, std::move(content), status);
}

web::Response not_found(const Act& act, std::string_view what) {
    return respond(
        act, {.title = "Page not found"},
        page_kit::two_thirds(page_kit::paragraph(what) +
                             page_kit::paragraph("If you typed the web address, check it is correct. If you "
                                                 "followed a link, it may be out of date.") +
                             page_kit::paragraph(page_kit::link_to("/", "Go to Your work"))),
        404);
}

web::Response not_done(const Act& act, std::string_view why, std::string_view back) {
    return respond(act, {.title = "You cannot do this"},
                   page_kit::two_thirds(page_kit::paragraph(why) +
                                        page_kit::paragraph(page_kit::link_to(back, "Go back"))),
                   422);
}

web::Response refused(const Act& act, std::string_view why) {
    Html body = page_kit::paragraph(why.empty() ? "Your role does not include this page." : why);
    body += page_kit::paragraph("Your role: " + std::string{access::role_title(act.viewer.role())} + ".");
    if (act.several_roles)
        body += page_kit::paragraph(page_kit::link_to("/role", "Act in another of your roles"));
    body += page_kit::paragraph(
        "If you need it, ask the person who manages accounts in your authority. We record pages that are "
        "refused.");
    return respond(act, {.title = "You cannot see this page"}, page_kit::two_thirds(std::move(body)), 403);
}

}
