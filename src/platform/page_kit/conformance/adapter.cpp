#include "platform/page_kit/conformance/adapter.hpp"

namespace tarn::page_kit::conformance {
namespace {

std::string words(const json& value) {
    if (value.is_string()) return value.get<std::string>();
    return value.is_null() ? std::string{} : value.dump();
}

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}

const json& at(const json& options, const char* name) {
    static const json nothing;
    if (!options.is_object()) return nothing;
    const auto found = options.find(name);
    return found == options.end() ? nothing : *found;
}

bool truthy(const json& value) {
    if (value.is_null()) return false;
    if (value.is_boolean()) return value.get<bool>();
    if (value.is_number()) return value.get<double>() != 0;
    if (value.is_string()) return !value.get<std::string>().empty();
    return true;
}

std::string text(const json& options, const char* name) {
    const json& value = at(options, name);
    return truthy(value) ? words(value) : std::string{};
}

std::optional<std::string> maybe_text(const json& options, const char* name) {
    const json& value = at(options, name);
    if (value.is_null()) return std::nullopt;
    return words(value);
}

std::optional<bool> maybe_bool(const json& options, const char* name) {
    const json& value = at(options, name);
    if (!value.is_boolean()) return std::nullopt;
    return value.get<bool>();
}

std::optional<int> maybe_int(const json& options, const char* name) {
    const json& value = at(options, name);
    if (value.is_string()) return std::stoi(value.get<std::string>());
    if (!value.is_number()) return std::nullopt;
    return value.get<int>();
}

Content content(const json& options, const char* text_name, const char* html_name) {
    if (truthy(at(options, html_name))) return Html::trusted(trimmed(words(at(options, html_name))));
    const std::string plain = words(at(options, text_name));
    return plain.empty() ? Content{} : Content{plain};
}

Attributes attributes(const json& options, const char* name) {
    Attributes out;
    for (const auto& [key, value] : at(options, name).items()) {
        if (!value.is_object()) {
            out.emplace_back(key, words(value));
            continue;
        }
        const json& inner = at(value, "value");
        const bool optional = truthy(at(value, "optional"));
        if (optional && inner.is_boolean() && inner.get<bool>())
            out.emplace_back(key, std::nullopt);
        else if (!optional || !(inner.is_null() || inner == false))
            out.emplace_back(key, words(inner));
    }
    return out;
}

std::vector<json> items(const json& options, const char* name) {
    std::vector<json> out;
    for (const json& item : at(options, name))
        if (truthy(item)) out.push_back(item);
    return out;
}

Label label_of(const json& options) {
    return {.content = content(options),
            .classes = text(options, "classes"),
            .page_heading = truthy(at(options, "isPageHeading")),
            .for_id = text(options, "for"),
            .attributes = attributes(options)};
}

Hint hint_of(const json& options) {
    return {.content = content(options),
            .classes = text(options, "classes"),
            .id = text(options, "id"),
            .attributes = attributes(options)};
}

ErrorMessage error_of(const json& options) {
    ErrorMessage error{.content = content(options),
                       .classes = text(options, "classes"),
                       .id = text(options, "id"),
                       .attributes = attributes(options)};
    // An explicit false or "" leaves the words out.
    if (const json& hidden = at(options, "visuallyHiddenText"); !hidden.is_null())
        error.visually_hidden_text = truthy(hidden) ? words(hidden) : "";
    return error;
}

Fieldset fieldset_of(const json& options) {
    const json& legend = at(options, "legend");
    return {.legend = {.content = content(legend),
                       .classes = text(legend, "classes"),
                       .page_heading = truthy(at(legend, "isPageHeading"))},
            .classes = text(options, "classes"),
            .described_by = text(options, "describedBy"),
            .role = text(options, "role"),
            .attributes = attributes(options),
            .content = content(options, "-", "html").html()};
}

Tag tag_of(const json& options) {
    return {
        .content = content(options), .classes = text(options, "classes"), .attributes = attributes(options)};
}

FormGroup group_of(const json& options) {
    const json& group = at(options, "formGroup");
    const auto either = [&](const char* one, const char* many) {
        const json& found = truthy(at(group, one)) ? at(group, one) : at(group, many);
        return content(found).html();
    };
    return {.classes = text(group, "classes"),
            .attributes = attributes(group),
            .before_input = either("beforeInput", "beforeInputs"),
            .after_input = either("afterInput", "afterInputs")};
}

}
