#include "platform/page_kit/inputs.hpp"

#include "platform/page_kit/buttons.hpp"
#include "platform/page_kit/field_frame.hpp"
#include "platform/page_kit/markup.hpp"

namespace tarn::page_kit {
namespace {

Html affix(const Affix& params, std::string_view css_class) {
    if (params.content.empty()) return {};
    return Start("div")
        .classes({css_class, params.classes})
        .set("aria-hidden", "true")
        .extra(params.attributes)
        .around(params.content);
}

Html bare_input(const Input& p, std::string_view id, std::string_view described_by) {
    Start input{"input"};
    input.classes({"govuk-input", p.classes, p.error.content.empty() ? "" : "govuk-input--error"})
        .set("id", id)
        .set("name", p.name)
        .set("type", p.type)
        .either("spellcheck", p.spellcheck);
    if (p.value) input.set("value", *p.value);
    return input.flag("disabled", p.disabled)
        .maybe("aria-describedby", described_by)
        .maybe("autocomplete", p.autocomplete)
        .maybe("autocapitalize", p.autocapitalize)
        .maybe("pattern", p.pattern)
        .maybe("inputmode", p.inputmode)
        .extra(p.attributes)
        .alone();
}

Html wrapped_input(const Input& p, const Html& bare) {
    if (p.prefix.content.empty() && p.suffix.content.empty() && p.group.before_input.empty() &&
        p.group.after_input.empty())
        return bare;
    return Start("div")
        .classes({"govuk-input__wrapper", p.wrapper_classes})
        .extra(p.wrapper_attributes)
        .around(p.group.before_input + affix(p.prefix, "govuk-input__prefix") + bare +
                affix(p.suffix, "govuk-input__suffix") + p.group.after_input);
}

}

Html input(const Input& params) {
    return labelled_field(params, params.group, [&](std::string_view id, const std::string& described_by) {
        return wrapped_input(params, bare_input(params, id, described_by));
    });
}

Html password_input(const PasswordInput& p) {
    const std::string& id = p.id.empty() ? p.name : p.id;
    FormGroup group = p.group;
    group.classes = ids({"govuk-password-input", p.group.classes});
    group.attributes = {{"data-module", "govuk-password-input"}};
    add_wording(group.attributes, "show-password", p.show_text);
    add_wording(group.attributes, "hide-password", p.hide_text);
    add_wording(group.attributes, "show-password-aria-label", p.show_label);
    add_wording(group.attributes, "hide-password-aria-label", p.hide_label);
    add_wording(group.attributes, "password-shown-announcement", p.shown_announcement);
    add_wording(group.attributes, "password-hidden-announcement", p.hidden_announcement);
    group.attributes.insert(group.attributes.end(), p.group.attributes.begin(), p.group.attributes.end());
    const std::string show_label = p.show_label.empty() ? "Show password" : p.show_label;
    group.after_input =
        button({.content = p.show_text.empty() ? "Show" : p.show_text.c_str(),
                .type = "button",
                .classes = ids({"govuk-button--secondary", "govuk-password-input__toggle",
                                "govuk-js-password-input-toggle", p.button_classes}),
                .attributes = {{"aria-controls", id}, {"aria-label", show_label}, {"hidden", {}}}}) +
        p.group.after_input;
    return input({.name = p.name,
                  .id = id,
                  .label = p.label,
                  .hint = p.hint,
                  .error = p.error,
                  .value = p.value,
                  .type = "password",
                  .classes = ids({"govuk-password-input__input", "govuk-js-password-input-input", p.classes}),
                  .autocomplete = p.autocomplete,
                  .autocapitalize = "none",
                  .spellcheck = false,
                  .disabled = p.disabled,
                  .described_by = p.described_by,
                  .wrapper_classes = "govuk-password-input__wrapper",
                  .group = group,
                  .attributes = p.attributes});
}

Html textarea(const Textarea& p) {
    return labelled_field(p, p.group, [&](std::string_view id, const std::string& described_by) {
        // A line break right after the tag is dropped by HTML parsers, so text beginning with one needs
        // another.
        const Html text =
            p.value.starts_with('\n') ? Html::raw("\n") + Html::text(p.value) : Html::text(p.value);
        return p.group.before_input +
               Start("textarea")
                   .classes(
                       {"govuk-textarea", p.error.content.empty() ? "" : "govuk-textarea--error", p.classes})
                   .set("id", id)
                   .set("name", p.name)
                   .set("rows", std::to_string(p.rows))
                   .either("spellcheck", p.spellcheck)
                   .flag("disabled", p.disabled)
                   .maybe("aria-describedby", described_by)
                   .maybe("autocomplete", p.autocomplete)
                   .extra(p.attributes)
                   .around(text) +
               p.group.after_input;
    });
}

Html select(const Select& p) {
    std::string options;
    options.reserve(p.items.size() * 60);
    for (const SelectItem& item : p.items) {
        const bool chosen =
            item.selected.value_or(!p.value.empty() && item.value.value_or(item.text) == p.value);
        Start option{options, "option"};
        if (item.value) option.set("value", *item.value);
        option.flag("selected", chosen)
            .flag("disabled", item.disabled)
            .extra(item.attributes)
            .hold(Html::text(item.text));
    }
    return labelled_field(p, p.group, [&](std::string_view id, const std::string& described_by) {
        return p.group.before_input +
               Start("select")
                   .classes({"govuk-select", p.classes, p.error.content.empty() ? "" : "govuk-select--error"})
                   .set("id", id)
                   .set("name", p.name)
                   .flag("disabled", p.disabled)
                   .maybe("aria-describedby", described_by)
                   .extra(p.attributes)
                   .around(Html::trusted(options)) +
               p.group.after_input;
    });
}

}
