#include "feature_kit/addresses.hpp"
#include "feature_kit/frames.hpp"
#include "platform/page_kit/page_kit.hpp"

namespace tarn::kit {
namespace {

using page_kit::Html;

void fill(const Act& act, page_kit::PageFrame& frame) {
    if (act.frames) frame.around = act.frames->around(act.viewer, act.authority_name, act.request.path);
    if (!act.viewer.signed_in()) return;
    frame.signed_in = page_kit::SignedIn{.name = act.viewer.name(),
                                         .role = std::string{access::role_title(act.viewer.role())},
                                         .csrf = act.csrf,
                                         .account_href = "/account"};
}

}

web::Response respond(const Act& act, page_kit::PageFrame frame, Html content, int status) {
    fill(act, frame);
    if (status == 200 && frame.success.empty() && !act.confirmed.empty()) {
        frame.success = act.confirmed;
        act.confirmed_shown = true;
    }
    if (!act.draft.empty() && frame.notice.empty())
        frame.notice = "We kept what you typed earlier. Check it, then send it.";
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
