#include "platform/page_kit/messages.hpp"

#include "platform/page_kit/buttons.hpp"
#include "platform/page_kit/headings.hpp"
#include "platform/page_kit/markup.hpp"

namespace tarn::page_kit {

Html error_summary(const ErrorSummary& p) {
    Html list;
    for (const ErrorSummaryItem& item : p.items)
        list += Start("li").around(
            item.href.empty()
                ? item.content.html()
                : Start("a").set("href", item.href).extra(item.attributes).around(item.content));
    Html body;
    if (!p.description.empty()) body += Start("p").around(p.description);
    if (!p.items.empty())
        body += Start("ul").classes({"govuk-list", "govuk-error-summary__list"}).around(list);
    const Html inside = Start("h2").classes({"govuk-error-summary__title"}).around(p.title) +
                        Start("div").classes({"govuk-error-summary__body"}).around(body);
    return Start("div")
        .classes({"govuk-error-summary", p.classes})
        .either("data-disable-auto-focus", p.disable_auto_focus)
        .extra(p.attributes)
        .set("data-module", "govuk-error-summary")
        .around(Start("div").set("role", "alert").around(inside));
}

Html notification_banner(const NotificationBanner& p) {
    const Content title = !p.title.empty() ? p.title : p.success ? "Success" : "Important";
    const std::string role = !p.role.empty() ? p.role : p.success ? "alert" : "region";
    const Html header = Start(heading_tag(p.title_level))
                            .classes({"govuk-notification-banner__title"})
                            .set("id", p.title_id)
                            .around(title);
    const Html content = p.content.is_text() && !p.content.empty()
                             ? Start("p").classes({"govuk-notification-banner__heading"}).around(p.content)
                             : p.content.html();
    return Start("div")
        .classes(
            {"govuk-notification-banner", p.success ? "govuk-notification-banner--success" : "", p.classes})
        .set("role", role)
        .set("aria-labelledby", p.title_id)
        .set("data-module", "govuk-notification-banner")
        .either("data-disable-auto-focus", p.disable_auto_focus)
        .extra(p.attributes)
        .around(Start("div").classes({"govuk-notification-banner__header"}).around(header) +
                Start("div").classes({"govuk-notification-banner__content"}).around(content));
}

Html inset_text(const InsetText& p) {
    return Start("div")
        .maybe("id", p.id)
        .classes({"govuk-inset-text", p.classes})
        .extra(p.attributes)
        .around(p.content);
}

Html warning_text(const WarningText& p) {
    const Html words = Start("strong")
                           .classes({"govuk-warning-text__text"})
                           .around(visually_hidden(p.icon_fallback) + Html::raw(" ") + p.content.html());
    return Start("div")
        .classes({"govuk-warning-text", p.classes})
        .extra(p.attributes)
        .around(Html::raw(R"(<span class="govuk-warning-text__icon" aria-hidden="true">!</span>)") + words);
}

Html details(const Details& p) {
    const Html summary =
        Start("summary")
            .classes({"govuk-details__summary"})
            .around(Start("span").classes({"govuk-details__summary-text"}).around(p.summary));
    return Start("details")
        .maybe("id", p.id)
        .classes({"govuk-details", p.classes})
        .extra(p.attributes)
        .flag("open", p.open)
        .around(summary + Start("div").classes({"govuk-details__text"}).around(p.content));
}

namespace {

Html panel_action(const PanelAction& action) {
    if (!action.href.empty() && action.type != "button")
        return Start("a")
            .classes({"govuk-link", "govuk-link--inverse", action.classes})
            .set("href", action.href)
            .extra(action.attributes)
            .around(action.text);
    return button({.content = action.text,
                   .href = action.href,
                   .type = action.type.empty() ? "button" : action.type,
                   .classes = ids({"govuk-button--inverse", action.classes}),
                   .attributes = action.attributes});
}

Html panel_actions(const Panel& p) {
    Html items;
    for (const PanelAction& action : p.actions) items += panel_action(action);
    return Start("div")
        .classes({"govuk-panel__actions", p.actions_classes})
        .extra(p.actions_attributes)
        .around(p.actions.empty() ? Html{} : Start("div").classes({"govuk-button-group"}).around(items));
}

}

Html panel(const Panel& p) {
    const bool interruption = p.classes.find("govuk-panel--interruption") != std::string::npos;
    Html inside = Start(heading_tag(p.heading_level)).classes({"govuk-panel__title"}).around(p.title);
    if (!p.content.empty()) inside += Start("div").classes({"govuk-panel__body"}).around(p.content);
    if (interruption && (!p.actions.empty() || !p.actions_classes.empty() || !p.actions_attributes.empty()))
        inside += panel_actions(p);
    return Start("div")
        .classes({"govuk-panel", interruption ? "" : "govuk-panel--confirmation", p.classes})
        .extra(p.attributes)
        .around(inside);
}

Html tag(const Tag& p) {
    return Start("strong").classes({"govuk-tag", p.classes}).extra(p.attributes).around(p.content);
}

}
