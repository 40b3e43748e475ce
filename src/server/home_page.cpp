#include <algorithm>
#include <map>

#include "feature_kit/act.hpp"
#include "platform/page_kit/page_kit.hpp"
#include "server/pages.hpp"

namespace tarn::server {
namespace {

using kit::Urgency;
using kit::WorkItem;
using page_kit::Html;

constexpr std::string_view heading_of(Urgency urgency) {
    switch (urgency) {
        case Urgency::overdue:
            return "Overdue";
        case Urgency::due:
            return "To do";
        case Urgency::fresh:
            return "New";
        case Urgency::standing:
            return "Look up";
    }
    return {};
}

page_kit::TaskItem task_of(const WorkItem& item) {
    page_kit::TaskItem task{.title = item.title, .hint = item.detail, .href = item.href};
    if (!item.due) return task;
    const std::string day = item.due->display();
    if (item.urgency == Urgency::overdue)
        task.status_tag = page_kit::Tag{.content = "Was due " + day, .classes = "govuk-tag--red"};
    else
        task.status = (item.urgency == Urgency::due ? "By " : "") + day;
    return task;
}

Html section(Urgency urgency, std::vector<WorkItem> items) {
    if (items.empty()) return {};
    std::ranges::stable_sort(items, {},
                             [](const WorkItem& item) { return item.due ? item.due->days() : INT32_MAX; });
    page_kit::TaskList list{.id_prefix = "work-" + std::to_string(static_cast<int>(urgency))};
    for (const WorkItem& item : items) list.items.push_back(task_of(item));
    return page_kit::heading(2, heading_of(urgency)) + page_kit::task_list(list);
}

}

kit::ActHandler home_page(std::vector<kit::WorkSource> sources, std::vector<kit::HomePart> parts) {
    return [sources = std::move(sources), parts = std::move(parts)](kit::Act& act) {
        Html parts_shown;
        for (const kit::HomePart& part : parts)
            if (act.viewer.may(part.permission)) parts_shown += part.render(act);
        std::map<Urgency, std::vector<WorkItem>> work;
        for (const kit::WorkSource& source : sources)
            for (WorkItem& item : source({act.db, act.viewer, act.today()}))
                work[item.urgency].push_back(std::move(item));
        Html content;
        if (parts_shown.empty() && (work.empty() || work.begin()->first == Urgency::standing))
            content = page_kit::empty_state(
                {.title = "Nothing is waiting for you",
                 .content = "What is due, overdue or new will show here. Use the menu to find a school."});
        for (auto& [urgency, items] : work) content += section(urgency, std::move(items));
        Html body = parts_shown.empty() ? page_kit::two_thirds(std::move(content))
                                        : page_kit::columns({std::move(parts_shown), std::move(content)});
        return kit::respond(act,
                            {.title = "Your work",
                             .caption = std::string{access::role_title(act.viewer.role())},
                             .wide = true},
                            std::move(body));
    };
}

}
