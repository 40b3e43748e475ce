#pragma once
// GOV.UK radios and checkboxes. The first item's id is the prefix itself, so that an error summary can link
// to it.
#include "platform/page_kit/fields.hpp"

namespace tarn::page_kit {

struct Choice {
    std::string value{};
    Content text{};
    Hint hint{};
    std::optional<bool> checked{};  ///< none: checked when the group's value(s) name it
    bool disabled = false;
    Html conditional{};  ///< shown beneath when chosen; axe refuses GOV.UK's aria-expanded here, so our pages
                         ///< ask on the next page
    std::string divider{};  ///< "or": the item is only this word
    std::string id{};
    std::string name{};      ///< checkboxes only; empty: the group's
    bool exclusive = false;  ///< checkboxes only: "None of these"
    std::string label_classes{};
    Attributes label_attributes{};
    Attributes attributes{};
};

struct Choices {
    std::string name{};
    std::string id_prefix{};  ///< empty: the name
    std::optional<Fieldset> fieldset{};
    Hint hint{};
    ErrorMessage error{};
    std::vector<Choice> items{};
    std::vector<std::string> values{};  ///< chosen; radios look at the first
    std::string classes{};              ///< "govuk-radios--inline", "govuk-checkboxes--small"
    std::string described_by{};         ///< without a fieldset, for checkboxes
    FormGroup group{};
    Attributes attributes{};
};
Html radios(const Choices& params);
Html checkboxes(const Choices& params);

}
