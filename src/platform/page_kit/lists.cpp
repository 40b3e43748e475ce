#include "platform/page_kit/lists.hpp"

#include <algorithm>

#include "platform/page_kit/headings.hpp"
#include "platform/page_kit/markup.hpp"

namespace tarn::page_kit {
namespace {

Html action_link(const SummaryAction& action, const Content& card_title) {
    Html words = action.content.html();
    if (!action.visually_hidden.empty() || !card_title.empty()) {
        Html unseen;
        if (!action.visually_hidden.empty()) unseen.add_raw(" ").add_text(action.visually_hidden);
        if (!card_title.empty()) unseen += Html::raw(" (") + card_title.html() + Html::raw(")");
        words += Start("span").classes({"govuk-visually-hidden"}).around(unseen);
    }
    return Start("a")
        .classes({"govuk-link", action.classes})
        .set("href", action.href)
        .extra(action.attributes)
        .around(words);
}

/// One action stands alone; several are a list.
Html actions(const std::vector<SummaryAction>& all, const Content& card_title, std::string_view list_class,
             std::string_view item_class) {
    if (all.size() == 1) return action_link(all.front(), card_title);
    Html items;
    for (const SummaryAction& action : all)
        items += Start("li").classes({item_class}).around(action_link(action, card_title));
    return list_class.empty() ? items : Start("ul").classes({list_class}).around(items);
}

Html summary_row(const SummaryRow& row, bool others_have_actions, const Content& card_title) {
    Html cells = Start("dt").classes({"govuk-summary-list__key", row.key_classes}).around(row.key) +
                 Start("dd").classes({"govuk-summary-list__value", row.value_classes}).around(row.value);
    if (!row.actions.empty())
        cells += Start("dd")
                     .classes({"govuk-summary-list__actions", row.actions_classes})
                     .around(actions(row.actions, card_title, "govuk-summary-list__actions-list",
                                     "govuk-summary-list__actions-list-item"));
    const bool no_actions = others_have_actions && row.actions.empty();
    return Start("div")
        .classes(
            {"govuk-summary-list__row", no_actions ? "govuk-summary-list__row--no-actions" : "", row.classes})
        .around(cells);
}

Html summary_card(const SummaryCard& card, const Html& list) {
    Html head;
    if (!card.title.empty())
        head += Start(heading_tag(card.heading_level))
                    .classes({"govuk-summary-card__title", card.title_classes})
                    .around(card.title);
    if (!card.actions.empty())
        head += Start(card.actions.size() == 1 ? "div" : "ul")
                    .classes({"govuk-summary-card__actions", card.actions_classes})
                    .around(actions(card.actions, card.title, {}, "govuk-summary-card__action"));
    return Start("div")
        .classes({"govuk-summary-card", card.classes})
        .extra(card.attributes)
        .around(Start("div").classes({"govuk-summary-card__title-wrapper"}).around(head) +
                Start("div").classes({"govuk-summary-card__content"}).around(list));
}

}

Html summary_list(const SummaryList& p) {
    const bool any_actions =
        std::any_of(p.rows.begin(), p.rows.end(), [](const SummaryRow& row) { return !row.actions.empty(); });
    Html rows;
    for (const SummaryRow& row : p.rows)
        rows += summary_row(row, any_actions, p.card ? p.card->title : Content{});
    const Html list = Start("dl").classes({"govuk-summary-list", p.classes}).extra(p.attributes).around(rows);
    return p.card ? summary_card(*p.card, list) : list;
}

namespace {

Html task_item(const TaskItem& item, const std::string& stem) {
    const std::string hint_id = item.hint.empty() ? "" : stem + "-hint";
    const std::string status_id = stem + "-status";
    Html name = item.href.empty() ? Start("div").classes({item.title_classes}).around(item.title)
                                  : Start("a")
                                        .classes({"govuk-link", "govuk-task-list__link", item.title_classes})
                                        .set("href", item.href)
                                        .set("aria-describedby", ids({hint_id, status_id}))
                                        .around(item.title);
    if (!item.hint.empty())
        name += Start("div").set("id", hint_id).classes({"govuk-task-list__hint"}).around(item.hint);
    const Html status = Start("div")
                            .classes({"govuk-task-list__status", item.status_classes})
                            .set("id", status_id)
                            .around(item.status_tag ? tag(*item.status_tag) : item.status.html());
    return Start("li")
        .classes({"govuk-task-list__item", item.href.empty() ? "" : "govuk-task-list__item--with-link",
                  item.classes})
        .around(Start("div").classes({"govuk-task-list__name-and-hint"}).around(name) + status);
}

}

Html task_list(const TaskList& p) {
    Html items;
    for (std::size_t i = 0; i < p.items.size(); ++i)
        items += task_item(p.items[i], p.id_prefix + "-" + std::to_string(i + 1));
    return Start("ul").classes({"govuk-task-list", p.classes}).extra(p.attributes).around(items);
}

}
