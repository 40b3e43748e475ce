#include "platform/page_kit/page.hpp"

#include "platform/page_kit/assets.hpp"
#include "platform/page_kit/buttons.hpp"
#include "platform/page_kit/finding.hpp"
#include "platform/page_kit/markup.hpp"
#include "platform/page_kit/messages.hpp"

namespace tarn::page_kit {
namespace {

/// "Error: Brook Primary School - Tarn - Fellshire County Council"
std::string window_title(const PageFrame& frame, const Site& site) {
    std::string title = frame.errors.empty() ? "" : "Error: ";
    title += frame.title;
    for (const std::string& part : {site.service_name, site.authority_name})
        if (!part.empty() && part != frame.title) (title += " - ") += part;
    return title;
}

Html stylesheet(std::string_view path) {
    return Start("link").set("rel", "stylesheet").set("href", asset_href(path)).alone();
}

Html script(std::string_view path, bool module) {
    Start tag{"script"};
    if (module) tag.set("type", "module");
    return tag.set("src", asset_href(path)).around(Html{});
}

/// Style sheets, icon and scripts: the same on every page, with or without a map.
Html assets_of(bool map) {
    Html links = stylesheet("govuk/govuk-frontend.min.css");
    if (map) links += stylesheet("leaflet/leaflet.css");
    links += stylesheet("own/tarn.css") + Start("link")
                                              .set("rel", "icon")
                                              .set("type", "image/svg+xml")
                                              .set("href", asset_href("own/favicon.svg"))
                                              .alone();
    if (map) links += script("leaflet/leaflet.js", false);
    return links + script("own/tarn.js", true);
}

void write_head(std::string& out, const PageFrame& frame, const Site& site) {
    static const Html plain = assets_of(false), with_map = assets_of(true);
    out += "<head><meta charset=\"utf-8\"><title>";
    web::escape_into(out, window_title(frame, site));
    out +=
        "</title><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
        "<meta name=\"theme-color\" content=\"#123c45\">";
    out += (frame.map ? with_map : plain).markup();
    if (frame.refresh_seconds > 0)
        out += Start("noscript")
                   .around(Start("meta")
                               .set("http-equiv", "refresh")
                               .set("content", std::to_string(frame.refresh_seconds))
                               .alone())
                   .markup();
    out += "</head>";
}

Html who(const SignedIn& person) {
    Html name = Html::text(person.name);
    if (!person.account_href.empty())
        name = Start("a").classes({"tarn-header__link"}).set("href", person.account_href).around(name);
    const Html words =
        Start("span")
            .classes({"tarn-header__who"})
            .around(visually_hidden("Signed in as ") + name +
                    Start("span").classes({"tarn-header__role"}).around(Html::text(person.role)));
    const Html leave = Html::raw("<button type=\"submit\" class=\"tarn-header__button\">Sign out</button>");
    return Start("div")
        .classes({"tarn-header__person"})
        .around(words + form(person.sign_out_action, person.csrf, leave));
}

void write_header(std::string& out, const PageFrame& frame, const Surroundings& around) {
    out +=
        "<header class=\"govuk-template__header\"><div class=\"tarn-header\">"
        "<div class=\"govuk-width-container tarn-header__bar\">";
    out += around.name().markup();
    if (frame.signed_in && !around.site().search_href.empty())
        out += search_box({.action = around.site().search_href,
                           .label = "Find a school, name or page",
                           .value = frame.sought})
                   .markup();
    if (frame.signed_in) out += who(*frame.signed_in).markup();
    out += "</div></div>";
    out += around.menu().markup();
    out += "</header>";
}

Html summary_of_errors(const FieldErrors& errors) {
    if (errors.empty()) return {};
    ErrorSummary summary;
    for (const FieldError& error : errors)
        summary.items.push_back(
            {.content = error.message, .href = error.field_id.empty() ? "" : "#" + error.field_id});
    return error_summary(summary);
}

Html title_block(const PageFrame& frame) {
    if (frame.heading_in_content) return {};
    Html caption;
    if (!frame.caption.empty())
        caption = Start("span").classes({"govuk-caption-l"}).around(Html::text(frame.caption));
    const Html h1 = Start("h1")
                        .classes({"govuk-heading-l"})
                        .around(frame.heading.empty() ? Content{frame.title} : frame.heading);
    if (frame.after_heading.empty()) return caption + h1;
    return caption + Start("div").classes({"tarn-title"}).around(h1 + frame.after_heading);
}

Html banners(const PageFrame& frame) {
    Html inside = summary_of_errors(frame.errors);
    if (!frame.success.empty())
        inside +=
            notification_banner({.content = frame.success, .success = true, .title_id = "success-title"});
    if (!frame.notice.empty())
        inside += notification_banner({.content = frame.notice, .title_id = "notice-title"});
    return inside;
}

Html way_back(const PageFrame& frame) {
    if (!frame.breadcrumbs.empty())
        return breadcrumbs({.items = frame.breadcrumbs, .collapse_on_mobile = true});
    if (frame.back_href.empty()) return {};
    // Everything on a page stands within a landmark.
    return Start("nav").set("aria-label", "Back").around(back_link({.href = frame.back_href}));
}

}

Html page(const PageFrame& frame, Html content) {
    static const Html before_header = script("own/enabled.js", false) +
                                      skip_link({.content = "Skip to main content", .href = "#main-content"});
    static const Surroundings unknown;
    const Surroundings& around = frame.around ? *frame.around : unknown;
    constexpr std::size_t usual_frame = 8 * 1024;  // bytes
    // Written from beginning to end, so that a long content is copied once.
    std::string out;
    out.reserve(content.markup().size() + usual_frame);
    out += "<!DOCTYPE html>\n";
    out += Start("html")
               .set("lang", frame.lang)
               .classes({"govuk-template", around.site().govuk_brand ? "" : "tarn-plain",
                         frame.wide ? "tarn-wide" : ""})
               .alone()
               .markup();
    write_head(out, frame, around.site());
    out += "<body class=\"govuk-template__body\">";
    out += before_header.markup();
    write_header(out, frame, around);
    out += "<div class=\"govuk-width-container\">";
    out += way_back(frame).markup();
    out += "<main class=\"govuk-main-wrapper\" id=\"main-content\">";
    out += banners(frame).markup();
    out += title_block(frame).markup();
    out += content.markup();
    out += "</main></div>";
    out += around.foot().markup();
    out += "</body></html>";
    return Html::trusted(std::move(out));
}

web::Response respond(const PageFrame& frame, Html content, int status) {
    web::Response response;
    response.status = status == 200 && !frame.errors.empty() ? 422 : status;
    response.body = page(frame, std::move(content)).take();
    response.one_time = frame.signed_in.has_value();  // the sign-out form carries a token
    return response;
}

Html confirm(const ConfirmPage& p) {
    Html inside = p.fields;
    if (!p.warning.empty()) inside += warning_text({.content = p.warning});
    std::vector<Html> ways = {button({.content = p.button,
                                      .classes = p.destructive ? "govuk-button--warning" : "",
                                      .prevent_double_click = true})};
    if (!p.cancel_href.empty()) ways.push_back(link_to(p.cancel_href, "Cancel"));
    const Html question = p.question.empty() ? Html{} : paragraph(p.question);
    return two_thirds(question + form(p.action, p.csrf, inside + button_group(ways)));
}

}
