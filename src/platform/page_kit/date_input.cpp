#include "platform/page_kit/date_input.hpp"

#include <array>
#include <cctype>
#include <charconv>

#include "platform/page_kit/field_frame.hpp"
#include "platform/page_kit/inputs.hpp"
#include "platform/page_kit/markup.hpp"

namespace tarn::page_kit {
namespace {

constexpr std::array<const char*, 3> part_names{"day", "month", "year"};

std::string prefixed(std::string_view prefix, std::string_view name) {
    return prefix.empty() ? std::string{name} : std::string{prefix} + "-" + std::string{name};
}

std::optional<std::string> value_of(const web::Fields& fields, std::string_view name) {
    for (const auto& [field, value] : fields)
        if (field == name) return value;
    return std::nullopt;
}

std::vector<DatePart> parts_of(const DateInput& p) {
    if (!p.items.empty()) return p.items;
    const std::array<const std::optional<DatePart>*, 3> given{&p.day, &p.month, &p.year};
    std::vector<DatePart> parts;
    for (std::size_t i = 0; i < given.size(); ++i) {
        parts.push_back(given[i]->value_or(DatePart{}));
        if (parts.back().name.empty()) parts.back().name = part_names[i];
    }
    return parts;
}

bool marked(const DatePart& part) {
    return part.error.value_or(false) || part.classes.find("govuk-input--error") != std::string::npos;
}

/// Does this part wear the red border? With no part named as wrong, all do.
bool shows_error(const DateInput& p, const DatePart& part, bool any_marked) {
    if (part.classes.find("govuk-input--error") != std::string::npos) return false;  // already written
    return marked(part) || (part.error.value_or(true) && !p.error.content.empty() && !any_marked);
}

bool is_year(const DateInput& p, const DatePart& part) {
    return part.name == "year" || (p.year && p.year->name == part.name);
}

std::string capitalised(std::string text) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
    return text;
}

Html one_part(const DateInput& p, const DatePart& part, bool any_marked) {
    const std::string name = prefixed(p.name_prefix, part.name);
    const bool own_width = part.classes.find("govuk-input--width-") != std::string::npos;
    const std::string_view width = is_year(p, part) ? "govuk-input--width-4" : "govuk-input--width-2";
    return Start("div")
        .classes({"govuk-date-input__item"})
        .around(input({.name = name,
                       .id = part.id.empty() ? p.id + "-" + part.name : part.id,
                       .label = {.content = part.label.empty() ? capitalised(part.name) : part.label,
                                 .classes = "govuk-date-input__label"},
                       .value = part.value ? part.value : value_of(p.values, name),
                       .classes = ids({"govuk-date-input__input",
                                       shows_error(p, part, any_marked) ? "govuk-input--error" : "",
                                       own_width ? std::string_view{} : width, part.classes}),
                       .inputmode = part.inputmode,
                       .autocomplete = part.autocomplete,
                       .pattern = part.pattern,
                       .attributes = part.attributes}));
}

std::optional<int> whole_number(std::string_view text) {
    int value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
    return value;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// "a day and a month", as GOV.UK words an incomplete date.
std::string missing_words(const std::array<std::string_view, 3>& texts) {
    std::string words;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (!texts[i].empty()) continue;
        if (!words.empty()) words += " and ";
        (words += "a ") += part_names[i];
    }
    return words;
}

}

Html date_input(const DateInput& p) {
    const std::string outer = p.fieldset ? p.fieldset->described_by : "";
    const Lead lead = hint_and_error(p.id, p.hint, p.error, outer);
    const std::vector<DatePart> parts = parts_of(p);
    bool any_marked = false;
    for (const DatePart& part : parts) any_marked = any_marked || marked(part);
    Html items;
    for (const DatePart& part : parts) items += one_part(p, part, any_marked);
    const Html inside = lead.html + Start("div")
                                        .classes({"govuk-date-input", p.classes})
                                        .extra(p.attributes)
                                        .maybe("id", p.id)
                                        .around(p.group.before_input + items + p.group.after_input);
    if (!p.fieldset) return form_group(p.group, !p.error.content.empty(), inside);
    Fieldset around = *p.fieldset;
    around.described_by = lead.described_by;
    around.role = "group";  // JAWS does not announce the description of a fieldset of text inputs without it
    around.content = inside;
    return form_group(p.group, !p.error.content.empty(), fieldset(around));
}

DateRead read_date(const web::Request& request, std::string_view name_prefix, std::string_view what,
                   bool required) {
    DateRead read;
    std::array<std::string_view, 3> texts;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const std::string name = prefixed(name_prefix, part_names[i]);
        const std::string_view sent = request.form_value(name).value_or(std::string_view{});
        read.typed.emplace_back(name, std::string{sent});
        texts[i] = trimmed(sent);
    }
    const auto fail = [&](std::size_t part, std::string sentence) {
        read.error_part = part_names[part];
        read.error = std::string{what} + std::move(sentence);
        return read;
    };
    read.blank = texts[0].empty() && texts[1].empty() && texts[2].empty();
    if (read.blank) return required ? fail(0, " must be entered") : read;
    if (const std::string missing = missing_words(texts); !missing.empty())
        return fail(texts[0].empty() ? 0 : texts[1].empty() ? 1 : 2, " must include " + missing);
    std::array<int, 3> numbers{};
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto number = whole_number(texts[i]);
        if (!number) return fail(i, std::string{" must have a "} + part_names[i] + " in numbers");
        numbers[i] = *number;
    }
    if (texts[2].size() != 4) return fail(2, " must have a year of 4 numbers");
    // Nothing that a person enters here happened, or is due, outside two centuries.
    if (numbers[2] < 1900 || numbers[2] > 2100) return fail(2, " must have a year from 1900 to 2100");
    read.date = Date::of(numbers[2], static_cast<unsigned>(numbers[1]), static_cast<unsigned>(numbers[0]));
    return read.date ? read : fail(numbers[1] < 1 || numbers[1] > 12 ? 1 : 0, " must be a real date");
}

web::Fields date_values(std::string_view name_prefix, Date date) {
    return {{prefixed(name_prefix, "day"), std::to_string(date.day())},
            {prefixed(name_prefix, "month"), std::to_string(date.month())},
            {prefixed(name_prefix, "year"), std::to_string(date.year())}};
}

}
