#pragma once
// GOV.UK components that tell something: summary of errors, banners, panels, insets, warnings, details, tags.
#include "platform/page_kit/content.hpp"

namespace tarn::page_kit {

struct ErrorSummaryItem {
    Content content{};
    std::string href{};
    Attributes attributes{};
};
struct ErrorSummary {
    Content title = "There is a problem";
    Content description{};
    std::vector<ErrorSummaryItem> items{};
    std::optional<bool> disable_auto_focus{};
    std::string classes{};
    Attributes attributes{};
};
Html error_summary(const ErrorSummary& params);  ///< pages get theirs from PageFrame::errors

struct NotificationBanner {
    Content content{};
    bool success = false;
    Content title{};  ///< empty: "Success" or "Important"
    std::string title_id = "govuk-notification-banner-title";
    int title_level = 2;
    std::string role{};  ///< empty: "alert" for success, else "region"
    std::optional<bool> disable_auto_focus{};
    std::string classes{};
    Attributes attributes{};
};
Html notification_banner(const NotificationBanner& params);

struct InsetText {
    Content content{};
    std::string id{};
    std::string classes{};
    Attributes attributes{};
};
Html inset_text(const InsetText& params);

struct WarningText {
    Content content{};
    std::string icon_fallback = "Warning";
    std::string classes{};
    Attributes attributes{};
};
Html warning_text(const WarningText& params);

struct Details {
    Content summary{};
    Content content{};
    bool open = false;
    std::string id{};
    std::string classes{};
    Attributes attributes{};
};
Html details(const Details& params);

struct PanelAction {
    Content text{};
    std::string href{};  ///< none: a button
    std::string type{};  ///< "button" makes a link look like one
    std::string classes{};
    Attributes attributes{};
};
struct Panel {
    Content title{};
    Content content{};
    int heading_level = 1;  ///< 1: then PageFrame::heading_in_content is set
    std::string classes{};
    std::vector<PanelAction> actions{};  ///< only in the interruption variant
    std::string actions_classes{};
    Attributes actions_attributes{};
    Attributes attributes{};
};
Html panel(const Panel& params);

struct Tag {
    Content content{};
    std::string classes{};  ///< "govuk-tag--grey"
    Attributes attributes{};
};
Html tag(const Tag& params);

}
