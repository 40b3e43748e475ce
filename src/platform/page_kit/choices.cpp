#include "platform/page_kit/choices.hpp"

#include <algorithm>

#include "platform/page_kit/field_frame.hpp"
#include "platform/page_kit/markup.hpp"

namespace tarn::page_kit {
namespace {

/// The class names of one kind, spelled out so that a search for them finds this line.
struct Kind {
    const char *type, *group, *item, *input, *label, *hint, *divider, *conditional, *hidden, *module;
};
constexpr Kind radio{"radio",
                     "govuk-radios",
                     "govuk-radios__item",
                     "govuk-radios__input",
                     "govuk-radios__label",
                     "govuk-radios__hint",
                     "govuk-radios__divider",
                     "govuk-radios__conditional",
                     "govuk-radios__conditional--hidden",
                     "govuk-radios"};
constexpr Kind checkbox{"checkbox",
                        "govuk-checkboxes",
                        "govuk-checkboxes__item",
                        "govuk-checkboxes__input",
                        "govuk-checkboxes__label",
                        "govuk-checkboxes__hint",
                        "govuk-checkboxes__divider",
                        "govuk-checkboxes__conditional",
                        "govuk-checkboxes__conditional--hidden",
                        "govuk-checkboxes"};

bool is_checked(const Kind& kind, const Choices& group, const Choice& item) {
    if (item.checked) return *item.checked;
    if (&kind == &radio) return !group.values.empty() && group.values.front() == item.value;
    return std::find(group.values.begin(), group.values.end(), item.value) != group.values.end();
}

Html conditional_part(const Kind& kind, const Choice& item, std::string_view id, bool checked) {
    if (item.conditional.empty()) return {};
    return Start("div")
        .classes({kind.conditional, checked ? "" : kind.hidden})
        .set("id", id)
        .around(item.conditional);
}

Html one_choice(const Kind& kind, const Choices& group, const Choice& item, const std::string& id,
                const std::string& described_by) {
    if (!item.divider.empty()) return Start("div").classes({kind.divider}).around(Html::text(item.divider));
    const bool checked = is_checked(kind, group, item);
    const std::string hint_id = item.hint.content.empty() ? "" : id + "-item-hint";
    const std::string conditional_id = "conditional-" + id;
    const Html box = Start("input")
                         .classes({kind.input})
                         .set("id", id)
                         .set("name", item.name.empty() ? group.name : item.name)
                         .set("type", kind.type)
                         .set("value", item.value)
                         .flag("checked", checked)
                         .flag("disabled", item.disabled)
                         .maybe("data-aria-controls", item.conditional.empty() ? "" : conditional_id)
                         .maybe("data-behaviour", item.exclusive ? "exclusive" : "")
                         .maybe("aria-describedby", ids({described_by, hint_id}))
                         .extra(item.attributes)
                         .alone();
    Html about;
    if (!hint_id.empty())
        about = hint({.content = item.hint.content,
                      .classes = ids({kind.hint, item.hint.classes}),
                      .id = hint_id,
                      .attributes = item.hint.attributes});
    const Html words = label({.content = item.text,
                              .classes = ids({kind.label, item.label_classes}),
                              .for_id = id,
                              .attributes = item.label_attributes});
    return Start("div").classes({kind.item}).around(box + words + about) +
           conditional_part(kind, item, conditional_id, checked);
}

Html choices(const Kind& kind, const Choices& p) {
    const std::string& prefix = p.id_prefix.empty() ? p.name : p.id_prefix;
    const std::string& outer =
        p.fieldset && !p.fieldset->described_by.empty() ? p.fieldset->described_by : p.described_by;
    const Lead lead = hint_and_error(prefix, p.hint, p.error, outer);
    // Without a fieldset nothing else can carry the description; radios are always read with their group's
    // hint.
    const std::string each = !p.fieldset && &kind == &checkbox ? lead.described_by : "";
    Html items;
    for (std::size_t i = 0; i < p.items.size(); ++i) {
        const Choice& item = p.items[i];
        const std::string id = !item.id.empty() ? item.id
                               : i == 0         ? prefix
                                                : prefix + "-" + std::to_string(i + 1);
        items += one_choice(kind, p, item, id, each);
    }
    const Html inside = lead.html + Start("div")
                                        .classes({kind.group, p.classes})
                                        .extra(p.attributes)
                                        .set("data-module", kind.module)
                                        .around(p.group.before_input + items + p.group.after_input);
    if (!p.fieldset) return form_group(p.group, !p.error.content.empty(), inside);
    Fieldset around = *p.fieldset;
    around.described_by = lead.described_by;
    around.content = inside;
    return form_group(p.group, !p.error.content.empty(), fieldset(around));
}

}

Html radios(const Choices& params) {
    return choices(radio, params);
}
Html checkboxes(const Choices& params) {
    return choices(checkbox, params);
}

}
