#include "platform/page_kit/conformance/adapter.hpp"

namespace tarn::page_kit::conformance {
namespace {

/// What all labelled fields have in common.
template <class Params>
Params field(const json& o) {
    Params p;
    p.name = text(o, "name");
    p.id = text(o, "id");
    p.label = label_of(at(o, "label"));
    p.hint = hint_of(at(o, "hint"));
    p.error = error_of(at(o, "errorMessage"));
    p.classes = text(o, "classes");
    p.disabled = truthy(at(o, "disabled"));
    p.described_by = text(o, "describedBy");
    p.group = group_of(o);
    p.attributes = attributes(o);
    return p;
}

Affix affix_of(const json& o) {
    return {.content = content(o), .classes = text(o, "classes"), .attributes = attributes(o)};
}

Html render_input(const json& o) {
    Input p = field<Input>(o);
    p.value = maybe_text(o, "value");
    if (truthy(at(o, "type"))) p.type = text(o, "type");
    p.inputmode = text(o, "inputmode");
    p.autocomplete = text(o, "autocomplete");
    p.autocapitalize = text(o, "autocapitalize");
    p.pattern = text(o, "pattern");
    p.spellcheck = maybe_bool(o, "spellcheck");
    p.prefix = affix_of(at(o, "prefix"));
    p.suffix = affix_of(at(o, "suffix"));
    p.wrapper_classes = text(at(o, "inputWrapper"), "classes");
    p.wrapper_attributes = attributes(at(o, "inputWrapper"));
    return input(p);
}

Html render_password(const json& o) {
    PasswordInput p = field<PasswordInput>(o);
    p.value = maybe_text(o, "value");
    if (truthy(at(o, "autocomplete"))) p.autocomplete = text(o, "autocomplete");
    p.show_text = text(o, "showPasswordText");
    p.hide_text = text(o, "hidePasswordText");
    p.show_label = text(o, "showPasswordAriaLabelText");
    p.hide_label = text(o, "hidePasswordAriaLabelText");
    p.shown_announcement = text(o, "passwordShownAnnouncementText");
    p.hidden_announcement = text(o, "passwordHiddenAnnouncementText");
    p.button_classes = text(at(o, "button"), "classes");
    return password_input(p);
}

Textarea textarea_of(const json& o) {
    Textarea p = field<Textarea>(o);
    p.value = text(o, "value");
    p.rows = maybe_int(o, "rows").value_or(5);
    p.autocomplete = text(o, "autocomplete");
    p.spellcheck = maybe_bool(o, "spellcheck");
    return p;
}

Plurals plurals(const json& o, const char* name) {
    Plurals out;
    for (const auto& [rule, message] : at(o, name).items())
        out.emplace_back(rule, message.get<std::string>());
    return out;
}

Html render_character_count(const json& o) {
    return character_count({.textarea = textarea_of(o),
                            .max_length = maybe_int(o, "maxlength"),
                            .max_words = maybe_int(o, "maxwords"),
                            .threshold = maybe_int(o, "threshold"),
                            .count_type = text(o, "countType"),
                            .description_text = text(o, "textareaDescriptionText"),
                            .message_classes = text(at(o, "countMessage"), "classes"),
                            .characters_under_limit = plurals(o, "charactersUnderLimitText"),
                            .characters_over_limit = plurals(o, "charactersOverLimitText"),
                            .words_under_limit = plurals(o, "wordsUnderLimitText"),
                            .words_over_limit = plurals(o, "wordsOverLimitText"),
                            .characters_at_limit = text(o, "charactersAtLimitText"),
                            .words_at_limit = text(o, "wordsAtLimitText")});
}

Html render_select(const json& o) {
    Select p = field<Select>(o);
    p.value = text(o, "value");
    for (const json& item : items(o, "items")) {
        // Nunjucks' default(x, true) lets a false "selected" fall through to the value, which it then
        // refuses.
        std::optional<bool> selected = maybe_bool(item, "selected");
        p.items.push_back({.text = text(item, "text"),
                           .value = maybe_text(item, "value"),
                           .selected = selected,
                           .disabled = truthy(at(item, "disabled")),
                           .attributes = attributes(item)});
    }
    return select(p);
}

Html render_file_upload(const json& o) {
    FileUpload p = field<FileUpload>(o);
    p.multiple = truthy(at(o, "multiple"));
    p.drop_zone = truthy(at(o, "javascript"));
    p.choose_text = text(o, "chooseFilesButtonText");
    p.none_chosen_text = text(o, "noFileChosenText");
    p.drop_text = text(o, "dropInstructionText");
    p.entered_text = text(o, "enteredDropZoneText");
    p.left_text = text(o, "leftDropZoneText");
    p.many_chosen_text = plurals(o, "multipleFilesChosenText");
    p.wrapper_classes = text(o, "wrapperClasses");
    p.wrapper_attributes = attributes(o, "wrapperAttributes");
    return file_upload(p);
}

Choice choice_of(const json& o) {
    return {.value = text(o, "value"),
            .text = content(o),
            .hint = hint_of(at(o, "hint")),
            .checked = maybe_bool(o, "checked"),
            .disabled = truthy(at(o, "disabled")),
            .conditional = content(at(o, "conditional"), "-").html(),
            .divider = text(o, "divider"),
            .id = text(o, "id"),
            .name = text(o, "name"),
            .exclusive = text(o, "behaviour") == "exclusive",
            .label_classes = text(at(o, "label"), "classes"),
            .label_attributes = attributes(at(o, "label")),
            .attributes = attributes(o)};
}

Choices choices_of(const json& o) {
    Choices p{.name = text(o, "name"),
              .id_prefix = text(o, "idPrefix"),
              .hint = hint_of(at(o, "hint")),
              .error = error_of(at(o, "errorMessage")),
              .classes = text(o, "classes"),
              .described_by = text(o, "describedBy"),
              .group = group_of(o),
              .attributes = attributes(o)};
    if (truthy(at(o, "fieldset"))) p.fieldset = fieldset_of(at(o, "fieldset"));
    for (const json& item : items(o, "items")) p.items.push_back(choice_of(item));
    if (const auto value = text(o, "value"); !value.empty()) p.values.push_back(value);
    for (const json& value : at(o, "values")) p.values.push_back(value.get<std::string>());
    return p;
}

DatePart part_of(const json& o) {
    DatePart part{.name = text(o, "name"),
                  .label = text(o, "label"),
                  .value = maybe_text(o, "value"),
                  .classes = text(o, "classes"),
                  .error = maybe_bool(o, "error"),
                  .id = text(o, "id"),
                  .autocomplete = text(o, "autocomplete"),
                  .pattern = text(o, "pattern"),
                  .attributes = attributes(o)};
    if (truthy(at(o, "inputmode"))) part.inputmode = text(o, "inputmode");
    return part;
}

std::optional<DatePart> maybe_part(const json& o, const char* name) {
    if (!truthy(at(o, name))) return std::nullopt;
    return part_of(at(o, name));
}

/// `false` for one of the three leaves it out; our way to say that is to list the others.
std::vector<DatePart> parts_of(const json& o) {
    constexpr const char* names[] = {"day", "month", "year"};
    std::vector<DatePart> parts;
    for (const json& item : items(o, "items")) {
        parts.push_back(part_of(item));
        if (!parts.back().value && !parts.back().name.empty())
            parts.back().value = maybe_text(at(o, parts.back().name.c_str()), "value");
    }
    bool leaves_one_out = false;
    for (const char* name : names) leaves_one_out = leaves_one_out || at(o, name) == false;
    for (const char* name : names) {
        if (!leaves_one_out || at(o, name) == false) continue;
        parts.push_back(maybe_part(o, name).value_or(DatePart{}));
        parts.back().name = name;
    }
    return parts;
}

Html render_date_input(const json& o) {
    DateInput p{.id = text(o, "id"),
                .name_prefix = text(o, "namePrefix"),
                .hint = hint_of(at(o, "hint")),
                .error = error_of(at(o, "errorMessage")),
                .day = maybe_part(o, "day"),
                .month = maybe_part(o, "month"),
                .year = maybe_part(o, "year"),
                .classes = text(o, "classes"),
                .group = group_of(o),
                .attributes = attributes(o)};
    if (truthy(at(o, "fieldset"))) p.fieldset = fieldset_of(at(o, "fieldset"));
    p.items = parts_of(o);
    for (const auto& [name, value] : at(o, "values").items())
        p.values.emplace_back(name, value.is_string() ? value.get<std::string>() : value.dump());
    return date_input(p);
}

}

std::map<std::string, Render> field_renderers() {
    return {{"input", render_input},
            {"password-input", render_password},
            {"textarea", [](const json& o) { return textarea(textarea_of(o)); }},
            {"character-count", render_character_count},
            {"select", render_select},
            {"file-upload", render_file_upload},
            {"radios", [](const json& o) { return radios(choices_of(o)); }},
            {"checkboxes", [](const json& o) { return checkboxes(choices_of(o)); }},
            {"date-input", render_date_input},
            {"label", [](const json& o) { return label(label_of(o)); }},
            {"hint", [](const json& o) { return hint(hint_of(o)); }},
            {"error-message", [](const json& o) { return error_message(error_of(o)); }},
            {"fieldset", [](const json& o) { return fieldset(fieldset_of(o)); }}};
}

}
