#include "platform/page_kit/fields.hpp"

#include "platform/page_kit/field_frame.hpp"
#include "platform/page_kit/markup.hpp"

namespace tarn::page_kit {

Html label(const Label& params) {
    if (params.content.empty()) return {};
    const Html written = Start("label")
                             .classes({"govuk-label", params.classes})
                             .extra(params.attributes)
                             .maybe("for", params.for_id)
                             .around(params.content);
    return params.page_heading ? Start("h1").classes({"govuk-label-wrapper"}).around(written) : written;
}

Html hint(const Hint& params) {
    return Start("div")
        .maybe("id", params.id)
        .classes({"govuk-hint", params.classes})
        .extra(params.attributes)
        .around(params.content);
}

Html error_message(const ErrorMessage& params) {
    Html said;
    if (!params.visually_hidden_text.empty())
        said = visually_hidden(params.visually_hidden_text + ":") + Html::raw(" ");
    return Start("p")
        .maybe("id", params.id)
        .classes({"govuk-error-message", params.classes})
        .extra(params.attributes)
        .around(said + params.content.html());
}

Html fieldset(const Fieldset& params) {
    Html legend;
    if (const Legend& words = params.legend; !words.content.empty()) {
        const Html text = words.page_heading
                              ? Start("h1").classes({"govuk-fieldset__heading"}).around(words.content)
                              : words.content.html();
        legend = Start("legend").classes({"govuk-fieldset__legend", words.classes}).around(text);
    }
    return Start("fieldset")
        .classes({"govuk-fieldset", params.classes})
        .maybe("role", params.role)
        .maybe("aria-describedby", params.described_by)
        .extra(params.attributes)
        .around(legend + params.content);
}

ErrorMessage error_for(const FieldErrors& errors, std::string_view field_id) {
    for (const FieldError& error : errors)
        if (error.field_id == field_id) return {.content = error.message};
    return {};
}

Lead hint_and_error(std::string_view id, const Hint& about, const ErrorMessage& error,
                    std::string_view described_by) {
    Lead lead{{}, std::string{described_by}};
    const auto name = [&](std::string_view suffix) {
        std::string part = std::string{id} += suffix;
        lead.described_by = ids({lead.described_by, part});
        return part;
    };
    if (!about.content.empty()) {
        Hint written = about;
        written.id = name("-hint");
        lead.html += hint(written);
    }
    if (!error.content.empty()) {
        ErrorMessage written = error;
        written.id = name("-error");
        lead.html += error_message(written);
    }
    return lead;
}

Html form_group(const FormGroup& group, bool in_error, const Html& inside) {
    return Start("div")
        .classes({"govuk-form-group", in_error ? "govuk-form-group--error" : "", group.classes})
        .extra(group.attributes)
        .around(inside);
}

}
