// How a form stands on its page, and what becomes of it.
#include "feature_kit/form.hpp"

#include <algorithm>
#include <stdexcept>

#include "feature_kit/addresses.hpp"
#include "feature_kit/drafts.hpp"
#include "platform/page_kit/page_kit.hpp"

namespace tarn::kit {
namespace {

std::string_view value_of(const web::Fields& fields, std::string_view name) {
    for (const auto& [field, value] : fields)
        if (field == name) return value;
    return {};
}

}

Form::Form(Act& act, FormPage page) : act_(act), page_(std::move(page)) {
    if (page_.action.empty()) page_.action = act.request.path;
    sent_ = page_.offered && act.request.method == web::Method::post && act.request.path == page_.action &&
            act.request.form_value(key_field).value_or("") == page_.key;
}

const web::Fields* Form::typed() const {
    if (sent_) return &act_.request.form;
    const auto kept = std::ranges::find(act_.drafts, form_key(page_.action, page_.key), &KeptDraft::form);
    return kept == act_.drafts.end() ? nullptr : &kept->fields;
}

std::string Form::id_of(std::string_view name) const {
    return page_.key.empty() ? std::string{name} : page_.key + "-" + std::string{name};
}

std::string Form::shown(const Question& asked) const {
    const web::Fields* fields = typed();
    return fields ? std::string{value_of(*fields, asked.name)} : asked.starts_as;
}

std::vector<std::string> Form::shown_ticks(const Question& asked) const {
    const web::Fields* fields = typed();
    if (!fields) return asked.starts_ticked;
    std::vector<std::string> ticks;
    for (const auto& [field, value] : *fields)
        if (field == asked.name) ticks.push_back(value);
    return ticks;
}

void Form::draw(const Question& asked, std::string error_id, Draw how) {
    const bool taken = asked.name == key_field || asked.name == page_kit::csrf_field;
    if (asked.name.empty() || taken || std::ranges::find(items_, asked.name, &Item::name) != items_.end())
        throw std::invalid_argument("the form " + page_.action + " cannot ask “" + asked.words +
                                    "” under the name \"" + asked.name + "\": none, taken or used twice");
    items_.push_back({asked.name, asked.words, std::move(error_id), std::move(how)});
}

void Form::fault(const Question& asked, std::string sentence, std::string_view part) {
    std::string at = id_of(asked.name);
    if (!part.empty()) (at += '-') += part;
    faults_.push_back({asked.name, std::move(at), std::move(sentence)});
}

void Form::say(Html html) {
    items_.push_back({"", "", "", [html = std::move(html)](const page_kit::ErrorMessage&) { return html; }});
}

void Form::wrong(std::string_view name, std::string sentence) {
    const auto item = std::ranges::find(items_, name, &Item::name);
    // Without a question of that name it is said in the summary alone, which then leads nowhere.
    const bool asked = item != items_.end() && !name.empty();
    faults_.push_back({asked ? item->name : "", asked ? item->error_id : std::string{}, std::move(sentence)});
}

Html Form::html() const {
    Html fields;
    if (!page_.key.empty()) fields += page_kit::hidden(key_field, page_.key);
    for (const Item& item : items_) {
        page_kit::ErrorMessage error;
        const auto first =
            item.name.empty() ? faults_.end() : std::ranges::find(faults_, item.name, &Fault::name);
        if (first != faults_.end()) error.content = first->sentence;
        fields += item.draw(error);
    }
    const Html button = page_kit::button({.content = page_.button,
                                          .classes = page_.warns ? "govuk-button--warning" : "",
                                          .prevent_double_click = true});
    fields += page_.cancel_href.empty()
                  ? button
                  : page_kit::button_group({button, page_kit::link_to(page_.cancel_href, "Cancel")});
    Html html = page_.heading.empty() ? Html{} : page_kit::heading(2, page_.heading);
    return html +
           page_kit::form({.action = page_.action,
                           .csrf = act_.csrf,
                           .content = std::move(fields),
                           .draft_key = page_.drafts ? form_key(page_.action, page_.key) : std::string{}});
}

page_kit::FieldErrors Form::errors() const {
    page_kit::FieldErrors all;
    const auto add = [&](std::string_view name) {
        for (const Fault& fault : faults_)
            if (fault.name == name) all.push_back({fault.error_id, fault.sentence});
    };
    add("");
    for (const Item& item : items_)
        if (!item.name.empty()) add(item.name);
    return all;
}

web::Response Form::page() {
    if (act_.request.method == web::Method::post && !sent_) return not_taken(act_, asked());
    return page_of(page_.offered ? html() : Html{}, errors());
}

web::Response Form::page_with(const Form& other) {
    if (act_.request.method == web::Method::post && !sent_ && !other.sent_) {
        web::Fields words = asked();
        for (auto& word : other.asked()) words.push_back(std::move(word));
        return not_taken(act_, words);
    }
    auto all = errors();
    for (auto& error : other.errors()) all.push_back(std::move(error));
    return page_of((page_.offered ? html() : Html{}) + (other.page_.offered ? other.html() : Html{}),
                   std::move(all));
}

/// The questions of the form by the names of their fields.
web::Fields Form::asked() const {
    web::Fields words;
    for (const Item& item : items_) words.emplace_back(item.name, item.words);
    return words;
}

web::Response Form::page_of(Html forms, page_kit::FieldErrors errors) {
    Html content = page_.above ? page_.above() : Html{};
    content += page_.wide ? page_kit::two_thirds(std::move(forms)) : std::move(forms);
    if (page_.below) content += page_.below();
    return respond(act_,
                   {.title = page_.title,
                    .caption = page_.caption,
                    .back_href = page_.back_href,
                    .errors = std::move(errors),
                    .wide = page_.wide},
                   page_.wide ? std::move(content) : page_kit::two_thirds(std::move(content)));
}

std::vector<Route> form_routes(std::string pattern, std::string title, access::Permission permission,
                               std::string label, const ActHandler& page) {
    return {{web::Method::get, pattern, permission, false, "", page, title},
            {web::Method::post, pattern, permission, true, std::move(label), page, title}};
}

web::Response not_taken(const Act& act, const web::Fields& words) {
    page_kit::SummaryList typed;
    for (const auto& [name, value] : worth_keeping(act.request.form)) {
        if (name == key_field || value.empty()) continue;
        const auto asked = value_of(words, name);
        typed.rows.push_back({.key = asked.empty() ? name : std::string{asked}, .value = value});
    }
    Html content = page_kit::paragraph(
        "Nothing was changed. Something has changed since you opened the page, or you can no longer fill in "
        "this form.");
    content += page_kit::paragraph(page_kit::link_to(form_page(act.request), "Open the page again"));
    if (!typed.rows.empty())
        content += page_kit::heading(2, "What you typed") +
                   page_kit::paragraph("It was not saved. Copy anything you need.") +
                   page_kit::summary_list(typed);
    return respond(act, {.title = "This form can no longer be sent"},
                   page_kit::two_thirds(std::move(content)), 409);
}

web::Response Form::refused(const Error& error) {
    wrong(error);
    return page();
}

web::Response Form::done(std::string words, std::string href) {
    act_.confirmation = std::move(words);
    return web::Response::redirect(std::move(href));
}

}
