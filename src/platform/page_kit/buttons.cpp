#include "platform/page_kit/buttons.hpp"

#include "platform/page_kit/markup.hpp"
#include "platform/web/web.hpp"

namespace tarn::page_kit {
namespace {

std::string with_token(const Form& form) {
    const char* joint = form.action.find('?') == std::string::npos ? "?" : "&";
    return form.action + joint + csrf_field + "=" + web::url_encode(form.csrf);
}

Html start_icon() {
    return Html::raw(
        R"(<svg class="govuk-button__start-icon" xmlns="http://www.w3.org/2000/svg" width="17.5" height="19" )"
        R"(viewBox="0 0 33 40" aria-hidden="true" focusable="false"><path fill="currentColor" )"
        R"(d="M0 0h13l20 20-20 20H0l20-20z"/></svg>)");
}

}

Html button(const Button& p) {
    Html words = p.content.html();
    if (p.start) {
        // Start buttons are flex containers: markup is kept together in one span.
        if (!p.content.is_text() && !words.empty()) words = Start("span").around(words);
        words += start_icon();
    }
    Start tag{p.href.empty() ? "button" : "a"};
    if (p.href.empty())
        tag.set("type", p.type)
            .maybe("value", p.value)
            .maybe("name", p.name)
            .flag("disabled", p.disabled)
            .maybe("aria-disabled", p.disabled ? "true" : "")
            .either("data-prevent-double-click", p.prevent_double_click);
    else
        tag.set("href", p.href).set("role", "button").set("draggable", "false");
    return tag.classes({"govuk-button", p.classes, p.start ? "govuk-button--start" : ""})
        .set("data-module", "govuk-button")
        .extra(p.attributes)
        .maybe("id", p.id)
        .around(words);
}

Html button_group(const std::vector<Html>& buttons_and_links) {
    return Start("div").classes({"govuk-button-group"}).around(join(buttons_and_links));
}

Html form(std::string_view action, std::string_view csrf, Html content) {
    return form({.action = std::string{action}, .csrf = std::string{csrf}, .content = std::move(content)});
}

Html form(const Form& p) {
    return Start("form")
        .maybe("id", p.id)
        .set("method", "post")
        .set("action", p.uploads ? with_token(p) : p.action)
        .maybe("enctype", p.uploads ? "multipart/form-data" : "")
        .maybe("data-tarn-draft", p.draft_key)
        .flag("novalidate", true)  // errors are said by the server, in the summary
        .around(hidden(csrf_field, p.csrf) + p.content);
}

Html search_form(std::string_view action, Html content) {
    return Start("form").set("method", "get").set("action", action).flag("novalidate", true).around(content);
}

Html hidden(std::string_view name, std::string_view value) {
    return Start("input").set("type", "hidden").set("name", name).set("value", value).alone();
}

}
