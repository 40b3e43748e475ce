#pragma once
// GOV.UK summary list, task list, tabs.
#include "platform/page_kit/messages.hpp"

namespace tarn::page_kit {

struct SummaryAction {
    Content content{};
    std::string href{};
    std::string visually_hidden{};  ///< completes the link for a screen reader: "the date of the visit"
    std::string classes{};
    Attributes attributes{};
};
struct SummaryRow {
    Content key{};
    Content value{};
    std::vector<SummaryAction> actions{};
    std::string classes{};
    std::string key_classes{}, value_classes{}, actions_classes{};
};
struct SummaryCard {
    Content title{};
    int heading_level = 2;
    std::string title_classes{};
    std::vector<SummaryAction> actions{};
    std::string actions_classes{};
    std::string classes{};
    Attributes attributes{};
};
struct SummaryList {
    std::vector<SummaryRow> rows{};
    std::optional<SummaryCard> card{};
    std::string classes{};
    Attributes attributes{};
};
Html summary_list(const SummaryList& params);

struct TaskItem {
    Content title{};
    std::string title_classes{};
    Content hint{};
    std::string href{};
    std::optional<Tag> status_tag{};
    Content status{};  ///< without a tag
    std::string status_classes{};
    std::string classes{};
};
struct TaskList {
    std::vector<TaskItem> items{};
    std::string id_prefix = "task-list";
    std::string classes{};
    Attributes attributes{};
};
Html task_list(const TaskList& params);

struct Tab {
    std::string label{};
    Content content{};
    std::string id{};  ///< empty: "<id_prefix>-1" and so on
    Attributes attributes{};
    Attributes panel_attributes{};
};
struct Tabs {
    std::vector<Tab> items{};
    std::string id{};
    std::string id_prefix{};
    std::string title = "Contents";
    std::string classes{};
    Attributes attributes{};
};
Html tabs(const Tabs& params);

}
