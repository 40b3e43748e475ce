#include "platform/page_kit/conformance/adapter.hpp"

namespace tarn::page_kit::conformance {
namespace {

Html render_button(const json& o) {
    Button p{.content = content(o),
             .href = text(o, "href"),
             .name = text(o, "name"),
             .value = text(o, "value"),
             .id = text(o, "id"),
             .classes = text(o, "classes"),
             .disabled = truthy(at(o, "disabled")),
             .start = truthy(at(o, "isStartButton")),
             .prevent_double_click = maybe_bool(o, "preventDoubleClick"),
             .attributes = attributes(o)};
    if (truthy(at(o, "type"))) p.type = text(o, "type");
    return button(p);
}

Html render_error_summary(const json& o) {
    ErrorSummary p{.title = content(o, "titleText", "titleHtml"),
                   .description = content(o, "descriptionText", "descriptionHtml"),
                   .disable_auto_focus = maybe_bool(o, "disableAutoFocus"),
                   .classes = text(o, "classes"),
                   .attributes = attributes(o)};
    for (const json& item : items(o, "errorList"))
        p.items.push_back(
            {.content = content(item), .href = text(item, "href"), .attributes = attributes(item)});
    return error_summary(p);
}

Html render_banner(const json& o) {
    NotificationBanner p{.content = content(o),
                         .success = text(o, "type") == "success",
                         .title = content(o, "titleText", "titleHtml"),
                         .title_level = maybe_int(o, "titleHeadingLevel").value_or(2),
                         .role = text(o, "role"),
                         .disable_auto_focus = maybe_bool(o, "disableAutoFocus"),
                         .classes = text(o, "classes"),
                         .attributes = attributes(o)};
    if (truthy(at(o, "titleId"))) p.title_id = text(o, "titleId");
    return notification_banner(p);
}

Html render_inset(const json& o) {
    return inset_text({.content = content(o),
                       .id = text(o, "id"),
                       .classes = text(o, "classes"),
                       .attributes = attributes(o)});
}

Html render_warning(const json& o) {
    WarningText p{.content = content(o), .classes = text(o, "classes"), .attributes = attributes(o)};
    if (truthy(at(o, "iconFallbackText"))) p.icon_fallback = text(o, "iconFallbackText");
    return warning_text(p);
}

Html render_details(const json& o) {
    return details({.summary = content(o, "summaryText", "summaryHtml"),
                    .content = content(o),
                    .open = truthy(at(o, "open")),
                    .id = text(o, "id"),
                    .classes = text(o, "classes"),
                    .attributes = attributes(o)});
}

Html render_panel(const json& o) {
    const json& actions = at(o, "actions");
    Panel p{.title = content(o, "titleText", "titleHtml"),
            .content = content(o),
            .heading_level = maybe_int(o, "headingLevel").value_or(1),
            .classes = text(o, "classes"),
            .actions_classes = text(actions, "classes"),
            .actions_attributes = attributes(actions),
            .attributes = attributes(o)};
    for (const json& item : items(actions, "items"))
        p.actions.push_back({.text = content(item),
                             .href = text(item, "href"),
                             .type = text(item, "type"),
                             .classes = text(item, "classes"),
                             .attributes = attributes(item)});
    return panel(p);
}

std::vector<SummaryAction> actions_of(const json& o) {
    std::vector<SummaryAction> out;
    for (const json& item : items(at(o, "actions"), "items"))
        out.push_back({.content = content(item),
                       .href = text(item, "href"),
                       .visually_hidden = text(item, "visuallyHiddenText"),
                       .classes = text(item, "classes"),
                       .attributes = attributes(item)});
    return out;
}

Html render_summary_list(const json& o) {
    SummaryList p{.classes = text(o, "classes"), .attributes = attributes(o)};
    for (const json& row : items(o, "rows"))
        p.rows.push_back({.key = content(at(row, "key")),
                          .value = content(at(row, "value")),
                          .actions = actions_of(row),
                          .classes = text(row, "classes"),
                          .key_classes = text(at(row, "key"), "classes"),
                          .value_classes = text(at(row, "value"), "classes"),
                          .actions_classes = text(at(row, "actions"), "classes")});
    if (const json& card = at(o, "card"); truthy(card))
        p.card = SummaryCard{.title = content(at(card, "title")),
                             .heading_level = maybe_int(at(card, "title"), "headingLevel").value_or(2),
                             .title_classes = text(at(card, "title"), "classes"),
                             .actions = actions_of(card),
                             .actions_classes = text(at(card, "actions"), "classes"),
                             .classes = text(card, "classes"),
                             .attributes = attributes(card)};
    return summary_list(p);
}

Html render_task_list(const json& o) {
    TaskList p{.classes = text(o, "classes"), .attributes = attributes(o)};
    if (truthy(at(o, "idPrefix"))) p.id_prefix = text(o, "idPrefix");
    for (const json& item : items(o, "items")) {
        const json& status = at(item, "status");
        p.items.push_back({.title = content(at(item, "title")),
                           .title_classes = text(at(item, "title"), "classes"),
                           .hint = content(at(item, "hint")),
                           .href = text(item, "href"),
                           .status = content(status),
                           .status_classes = text(status, "classes"),
                           .classes = text(item, "classes")});
        if (truthy(at(status, "tag"))) p.items.back().status_tag = tag_of(at(status, "tag"));
    }
    return task_list(p);
}

Html render_tabs(const json& o) {
    Tabs p{.id = text(o, "id"),
           .id_prefix = text(o, "idPrefix"),
           .classes = text(o, "classes"),
           .attributes = attributes(o)};
    if (!at(o, "title").is_null()) p.title = text(o, "title");
    for (const json& item : items(o, "items"))
        p.items.push_back({.label = text(item, "label"),
                           .content = content(at(item, "panel")),
                           .id = text(item, "id"),
                           .attributes = attributes(item),
                           .panel_attributes = attributes(at(item, "panel"))});
    return tabs(p);
}

Cell cell_of(const json& o) {
    return {.content = content(o),
            .format = text(o, "format"),
            .colspan = maybe_int(o, "colspan").value_or(0),
            .rowspan = maybe_int(o, "rowspan").value_or(0),
            .classes = text(o, "classes"),
            .attributes = attributes(o)};
}

Html render_table(const json& o) {
    Table p{.caption = text(o, "caption"),
            .caption_classes = text(o, "captionClasses"),
            .first_cell_is_header = truthy(at(o, "firstCellIsHeader")),
            .classes = text(o, "classes"),
            .attributes = attributes(o)};
    for (const json& cell : items(o, "head")) p.head.push_back(cell_of(cell));
    for (const json& row : items(o, "rows")) {
        auto& cells = p.rows.emplace_back();
        for (const json& cell : row) cells.push_back(cell_of(cell));
    }
    return table(p);
}

}

std::map<std::string, Render> message_renderers() {
    return {{"button", render_button},
            {"error-summary", render_error_summary},
            {"notification-banner", render_banner},
            {"inset-text", render_inset},
            {"warning-text", render_warning},
            {"details", render_details},
            {"panel", render_panel},
            {"tag", [](const json& o) { return tag(tag_of(o)); }},
            {"summary-list", render_summary_list},
            {"task-list", render_task_list},
            {"tabs", render_tabs},
            {"table", render_table}};
}

}
