#pragma once
// GOV.UK buttons, and forms that carry the anti-forgery token.
#include "platform/page_kit/content.hpp"

namespace tarn::page_kit {

struct Button {
    Content content{};
    std::string href{};  ///< set: a link that looks like a button
    std::string name{};
    std::string value{};
    std::string type = "submit";
    std::string id{};
    std::string classes{};  ///< "govuk-button--secondary", "govuk-button--warning"
    bool disabled = false;
    bool start = false;
    std::optional<bool> prevent_double_click{};
    Attributes attributes{};
};
Html button(const Button& params);
Html button_group(const std::vector<Html>& buttons_and_links);

/// The hidden field of every POST form.
inline constexpr const char* csrf_field = "csrf";

/// A POST form with its token.
Html form(std::string_view action, std::string_view csrf, Html content);

struct Form {
    std::string action{};
    std::string csrf{};
    Html content{};
    /// multipart/form-data. The token then stands in the address as well: the server looks at it before it
    /// reads a file.
    bool uploads = false;
    /// Set: what is typed is saved every few seconds by POST /drafts (fields csrf, draft_key and draft_body,
    /// the last being the form's own fields, urlencoded, without files and passwords). Answers: 204 saved;
    /// 401 signed out.
    std::string draft_key{};
    std::string id{};
};
Html form(const Form& params);

/// A GET form: searches and filters.
Html search_form(std::string_view action, Html content);

/// Hidden fields, for what a form must remember.
Html hidden(std::string_view name, std::string_view value);

}
