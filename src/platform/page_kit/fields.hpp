#pragma once
// What form fields share: label, hint, error message, group. Empty content means: there is none.
#include "platform/page_kit/content.hpp"

namespace tarn::page_kit {

struct Label {
    Content content{};
    std::string classes{};      ///< "govuk-label--m"
    bool page_heading = false;  ///< the label is the page's h1; then PageFrame::heading_in_content is set
    std::string for_id{};       ///< fields fill it in
    Attributes attributes{};
};
Html label(const Label& params);

struct Hint {
    Content content{};
    std::string classes{};
    std::string id{};  ///< fields fill it in
    Attributes attributes{};
};
Html hint(const Hint& params);

struct ErrorMessage {
    Content content{};
    std::string classes{};
    std::string id{};  ///< fields fill it in
    std::string visually_hidden_text = "Error";
    Attributes attributes{};
};
Html error_message(const ErrorMessage& params);

struct Legend {
    Content content{};
    std::string classes{};  ///< "govuk-fieldset__legend--m"
    bool page_heading = false;
};
struct Fieldset {
    Legend legend{};
    std::string classes{};
    std::string described_by{};
    std::string role{};
    Attributes attributes{};
    Html content{};
};
Html fieldset(const Fieldset& params);

/// The box around one question.
struct FormGroup {
    std::string classes{};
    Attributes attributes{};
    Html before_input{};
    Html after_input{};
};

/// One thing to put right. Shown in the summary at the top (PageFrame::errors) and beside the field.
struct FieldError {
    std::string field_id;  ///< the id the summary's link goes to; for radios and dates the first input's id
    std::string message;   ///< "Enter the date of the visit"
};
using FieldErrors = std::vector<FieldError>;
/// The first error of that field, or an empty one.
ErrorMessage error_for(const FieldErrors& errors, std::string_view field_id);

}
