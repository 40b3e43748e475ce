#pragma once
// GOV.UK text fields: input, password input, textarea, character count, select, file upload. An empty `id` is
// the name.
#include "platform/page_kit/fields.hpp"

namespace tarn::page_kit {

struct Affix {
    Content content{};
    std::string classes{};
    Attributes attributes{};
};

struct Input {
    std::string name{};
    std::string id{};
    Label label{};
    Hint hint{};
    ErrorMessage error{};
    std::optional<std::string> value{};
    std::string type = "text";
    std::string classes{};    ///< "govuk-input--width-10"
    std::string inputmode{};  ///< "numeric" for whole numbers, with `type` left as text
    std::string autocomplete{};
    std::string autocapitalize{};
    std::string pattern{};
    std::optional<bool> spellcheck{};
    bool disabled = false;
    std::string described_by{};
    Affix prefix{};
    Affix suffix{};
    std::string wrapper_classes{};
    Attributes wrapper_attributes{};
    FormGroup group{};
    Attributes attributes{};
};
Html input(const Input& params);

struct PasswordInput {
    std::string name{};
    std::string id{};
    Label label{};
    Hint hint{};
    ErrorMessage error{};
    std::optional<std::string> value{};
    std::string classes{};
    std::string autocomplete = "current-password";  ///< "new-password" when one is chosen
    bool disabled = false;
    std::string described_by{};
    std::string show_text{}, hide_text{};  ///< empty: GOV.UK's own words
    std::string show_label{}, hide_label{};
    std::string shown_announcement{}, hidden_announcement{};
    std::string button_classes{};
    FormGroup group{};
    Attributes attributes{};
};
Html password_input(const PasswordInput& params);

struct Textarea {
    std::string name{};
    std::string id{};
    Label label{};
    Hint hint{};
    ErrorMessage error{};
    std::string value{};
    int rows = 5;
    std::string classes{};
    std::string autocomplete{};
    std::optional<bool> spellcheck{};
    bool disabled = false;
    std::string described_by{};
    FormGroup group{};
    Attributes attributes{};
};
Html textarea(const Textarea& params);

/// Wording of the counter by plural rule: {"one", "..."}, {"other", "..."}.
using Plurals = std::vector<std::pair<std::string, std::string>>;

struct CharacterCount {
    Textarea textarea{};
    std::optional<int> max_length{};
    std::optional<int> max_words{};
    std::optional<int> threshold{};  ///< percent of the limit from which the counter shows
    std::string count_type{};        ///< empty: words when max_words is set
    std::string description_text{};  ///< "%{count}" becomes the limit
    std::string message_classes{};
    Plurals characters_under_limit{}, characters_over_limit{}, words_under_limit{}, words_over_limit{};
    std::string characters_at_limit{}, words_at_limit{};
};
Html character_count(const CharacterCount& params);

struct SelectItem {
    std::string text{};
    std::optional<std::string> value{};  ///< none: the text is the value
    std::optional<bool> selected{};      ///< none: selected when it is Select::value
    bool disabled = false;
    Attributes attributes{};
};
struct Select {
    std::string name{};
    std::string id{};
    Label label{};
    Hint hint{};
    ErrorMessage error{};
    std::vector<SelectItem> items{};
    std::string value{};
    std::string classes{};
    bool disabled = false;
    std::string described_by{};
    FormGroup group{};
    Attributes attributes{};
};
Html select(const Select& params);

struct FileUpload {
    std::string name{};
    std::string id{};
    Label label{};
    Hint hint{};
    ErrorMessage error{};
    bool multiple = false;
    bool drop_zone =
        false;  ///< GOV.UK's drag and drop; axe finds its script's button wanting, so our pages leave it off
    std::string classes{};
    bool disabled = false;
    std::string described_by{};
    std::string choose_text{}, none_chosen_text{}, drop_text{}, entered_text{}, left_text{};
    Plurals many_chosen_text{};
    std::string wrapper_classes{};
    Attributes wrapper_attributes{};
    FormGroup group{};
    Attributes attributes{};
};
Html file_upload(const FileUpload& params);

}
