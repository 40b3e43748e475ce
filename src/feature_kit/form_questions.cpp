// The kinds of question: how each is drawn, read and checked.
#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "feature_kit/form.hpp"
#include "platform/page_kit/page_kit.hpp"

namespace tarn::kit {
namespace {

constexpr int usual_lines = 5;

std::string trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return std::string{text.substr(first, text.find_last_not_of(blanks) - first + 1)};
}

/// Browsers send the end of a line as two characters and count it as one.
std::string with_plain_ends(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (text[i] != '\r' || i + 1 == text.size() || text[i + 1] != '\n') out += text[i];
    return out;
}

/// The service's forms ask for an answer unless they say that it may be left out.
std::string with_optional(const Question& asked, bool needed) {
    return needed || !asked.required.empty() ? asked.words : asked.words + " (optional)";
}

page_kit::Label label_of(const Question& asked, bool needed) {
    return {.content = with_optional(asked, needed), .classes = "govuk-label--s"};
}
page_kit::Fieldset fieldset_of(const Question& asked, bool needed) {
    return {.legend = {.content = with_optional(asked, needed), .classes = "govuk-fieldset__legend--s"}};
}

std::string width_class(int width) {
    return width > 0 ? fmt::format("govuk-input--width-{}", width) : std::string{};
}

/// Whether a name of a school is what was typed, whatever the case of its letters.
bool same_words(std::string_view a, std::string_view b) {
    return std::ranges::equal(
        a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

std::vector<page_kit::Choice> choices_of(const Answers& list) {
    std::vector<page_kit::Choice> items;
    for (const Answer& answer : list)
        items.push_back({.value = answer.code, .text = answer.title, .hint = {.content = answer.hint}});
    return items;
}

/// Radios cannot be emptied again, so that nothing chosen is an answer too.
std::vector<page_kit::Choice> with_none(std::vector<page_kit::Choice> items) {
    items.push_back({.value = "", .text = "None"});
    return items;
}

/// The question stays, so that it is clear what the page lacks and the summary of errors leads somewhere.
Html nothing_to_choose(const Question& asked, const std::string& id, bool needed,
                       const page_kit::ErrorMessage& error) {
    return page_kit::radios({.name = asked.name,
                             .id_prefix = id,
                             .fieldset = fieldset_of(asked, needed),
                             .hint = {.content = "There is nothing to choose from yet."},
                             .error = error}) +
           web::element("span", {{"id", id}}, Html{});
}

Html list_of_schools(const std::string& id, const std::vector<SchoolAnswer>& schools) {
    Html options;
    for (const SchoolAnswer& school : schools)
        options += web::void_element("option", {{"value", school.name + ", " + school.urn.text()}});
    return web::element("datalist", {{"id", id}}, options);
}

/// A URN anywhere in what was typed, or the name of one school alone.
std::optional<Urn> school_named(std::string_view typed, const std::vector<SchoolAnswer>& schools,
                                bool& several) {
    const auto comma = typed.rfind(',');
    for (const std::string_view part :
         {typed, typed.substr(comma == typed.npos ? typed.size() : comma + 1)}) {
        const auto urn = Urn::parse(trimmed(part));
        if (urn && std::ranges::find(schools, *urn, &SchoolAnswer::urn) != schools.end()) return urn;
    }
    std::optional<Urn> found;
    for (const SchoolAnswer& school : schools) {
        if (!same_words(school.name, typed)) continue;
        several = found.has_value();
        found = school.urn;
    }
    return several ? std::nullopt : found;
}

}

std::string Form::read_text(const Question& asked, bool lines) {
    const std::string id = id_of(asked.name), value = shown(asked);
    draw(asked, id, [=](const page_kit::ErrorMessage& error) {
        if (!lines)
            return page_kit::input({.name = asked.name,
                                    .id = id,
                                    .label = label_of(asked, false),
                                    .hint = {.content = asked.hint},
                                    .error = error,
                                    .value = value,
                                    .classes = width_class(asked.width)});
        const page_kit::Textarea area{.name = asked.name,
                                      .id = id,
                                      .label = label_of(asked, false),
                                      .hint = {.content = asked.hint},
                                      .error = error,
                                      .value = value,
                                      .rows = asked.lines > 0 ? asked.lines : usual_lines};
        if (asked.longest == 0) return page_kit::textarea(area);
        return page_kit::character_count({.textarea = area, .max_length = static_cast<int>(asked.longest)});
    });
    if (!sent_) return {};
    std::string answer = trimmed(with_plain_ends(value));
    if (answer.empty() && !asked.required.empty()) fault(asked, asked.required);
    if (asked.longest > 0 && characters(answer) > asked.longest)
        fault(asked, fmt::format("“{}” must be {} characters or fewer", asked.words, asked.longest));
    return answer;
}

std::optional<Date> Form::read_date(const Question& asked, bool needed) {
    const std::string id = id_of(asked.name);
    page_kit::DateRead read;
    if (sent_)
        read = page_kit::read_date(act_.request, asked.name, asked.named.empty() ? "The date" : asked.named,
                                   (needed && asked.required.empty()));
    else if (const web::Fields* kept = typed())
        read.typed = *kept;
    else if (asked.starts_on)
        read.typed = page_kit::date_values(asked.name, *asked.starts_on);
    draw(asked, id + "-day", [=, typed = read.typed](const page_kit::ErrorMessage& error) {
        return page_kit::date_input({.id = id,
                                     .name_prefix = asked.name,
                                     .fieldset = fieldset_of(asked, needed),
                                     .hint = {.content = asked.hint},
                                     .error = error,
                                     .values = typed});
    });
    if (!sent_) return std::nullopt;
    const std::string what = asked.named.empty() ? "The date" : asked.named;
    if (!read.error.empty()) fault(asked, read.error, read.error_part.empty() ? "day" : read.error_part);
    if (read.blank && !asked.required.empty()) fault(asked, asked.required, "day");
    const auto first = asked.from_today ? act_.today() : asked.not_before;
    const auto last = asked.until_today ? act_.today() : asked.not_after;
    if (read.date && first && *read.date < *first)
        fault(asked, fmt::format("{} must be {} or later", what, first->display()), "day");
    if (read.date && last && *read.date > *last)
        fault(asked, fmt::format("{} must be {} or earlier", what, last->display()), "day");
    return read.date;
}

std::optional<std::int64_t> Form::read_number(const Question& asked, bool needed) {
    const std::string id = id_of(asked.name), value = shown(asked);
    draw(asked, id, [=](const page_kit::ErrorMessage& error) {
        return page_kit::input({.name = asked.name,
                                .id = id,
                                .label = label_of(asked, needed),
                                .hint = {.content = asked.hint},
                                .error = error,
                                .value = value,
                                .classes = "govuk-input--width-5",
                                .inputmode = "numeric",
                                .suffix = {.content = asked.units}});
    });
    if (!sent_) return std::nullopt;
    const std::string text = trimmed(value), what = asked.named.empty() ? "The answer" : asked.named;
    if (text.empty()) {
        if (needed || !asked.required.empty())
            fault(asked, asked.required.empty() ? "Enter a number" : asked.required);
        return std::nullopt;
    }
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc{} || end != text.data() + text.size()) {
        fault(asked, what + " must be a whole number, such as 12");
        return std::nullopt;
    }
    if (asked.least && (number < *asked.least || number > *asked.most)) {
        fault(asked, fmt::format("{} must be between {} and {}", what, *asked.least, *asked.most));
        return std::nullopt;
    }
    return number;
}

std::optional<std::string> Form::read_choice(const Question& asked, const Answers& list, bool needed) {
    const std::string id = id_of(asked.name), value = shown(asked);
    const bool radios = list.size() < too_many_for_radios, asks = needed || !asked.required.empty();
    draw(asked, id, [=](const page_kit::ErrorMessage& error) {
        if (list.empty()) return nothing_to_choose(asked, id, needed, error);
        if (radios)
            return page_kit::radios({.name = asked.name,
                                     .id_prefix = id,
                                     .fieldset = fieldset_of(asked, needed),
                                     .hint = {.content = asked.hint},
                                     .error = error,
                                     .items = asks ? choices_of(list) : with_none(choices_of(list)),
                                     .values = {value}});
        page_kit::Select select{.name = asked.name,
                                .id = id,
                                .label = label_of(asked, needed),
                                .hint = {.content = asked.hint},
                                .error = error,
                                .items = {{.text = needed ? "Choose one" : "", .value = ""}},
                                .value = value};
        for (const Answer& answer : list)
            select.items.push_back({.text = answer.title, .value = answer.code});
        return page_kit::select(select);
    });
    if (!sent_) return std::nullopt;
    if (value.empty()) {
        if (needed || !asked.required.empty())
            fault(asked, asked.required.empty() ? "Choose an answer" : asked.required);
        return std::nullopt;
    }
    // Something else than was offered: a page of an earlier version, or a hand-made request.
    if (std::ranges::find(list, value, &Answer::code) == list.end()) {
        fault(asked, "Choose one of the answers on this page");
        return std::nullopt;
    }
    return value;
}

Urn Form::read_school(const Question& asked, const std::vector<SchoolAnswer>& schools) {
    const std::string id = id_of(asked.name), value = shown(asked);
    draw(asked, id, [=](const page_kit::ErrorMessage& error) {
        Question said = asked;
        if (said.hint.empty()) said.hint = "Its URN, or its whole name";
        return page_kit::input({.name = asked.name,
                                .id = id,
                                .label = label_of(asked, true),
                                .hint = {.content = said.hint},
                                .error = error,
                                .value = value,
                                .autocomplete = "off",
                                .spellcheck = false,
                                .group = {.after_input = list_of_schools(id + "-list", schools)},
                                .attributes = {{"list", id + "-list"}}});
    });
    if (!sent_) return {};
    const std::string typed = trimmed(value);
    if (typed.empty()) {
        fault(asked, asked.required.empty() ? "Enter the school’s URN or name" : asked.required);
        return {};
    }
    bool several = false;
    const auto urn = school_named(typed, schools, several);
    if (!urn)
        fault(asked, several ? fmt::format("More than one school is called “{}”. Enter its URN", typed)
                             : fmt::format("There is no school “{}” that you can choose here. Check its URN",
                                           typed));
    return urn.value_or(Urn{});
}

std::vector<Urn> Form::read_schools(const Question& asked, const std::function<bool(Urn)>& known) {
    constexpr std::string_view between = " ,;\t\r\n";
    const std::string text = read_text(asked, true);
    std::vector<Urn> urns;
    std::string unknown;
    for (std::size_t at = 0; (at = text.find_first_not_of(between, at)) != text.npos;) {
        const std::string word = text.substr(at, text.find_first_of(between, at) - at);
        at += word.size();
        const auto urn = Urn::parse(word);
        if (urn && known(*urn))
            urns.push_back(*urn);
        else
            unknown += (unknown.empty() ? "" : ", ") + word;
    }
    if (!unknown.empty()) fault(asked, "There is no school in your authority with the URN " + unknown);
    return urns;
}

std::vector<std::string> Form::read_many(const Question& asked, const Answers& list) {
    const std::string id = id_of(asked.name);
    const auto ticks = shown_ticks(asked);
    draw(asked, id, [=](const page_kit::ErrorMessage& error) {
        if (list.empty()) return nothing_to_choose(asked, id, true, error);
        return page_kit::checkboxes(
            {.name = asked.name,
             .id_prefix = id,
             .fieldset = fieldset_of(asked, true),
             .hint = {.content = asked.hint.empty() ? "Choose all that apply" : asked.hint},
             .error = error,
             .items = choices_of(list),
             .values = ticks});
    });
    if (!sent_) return {};
    std::vector<std::string> chosen;
    for (const Answer& answer : list)
        if (std::ranges::find(ticks, answer.code) != ticks.end()) chosen.push_back(answer.code);
    if (chosen.empty() && !asked.required.empty()) fault(asked, asked.required);
    return chosen;
}

bool Form::read_tick(const Question& asked) {
    const std::string id = id_of(asked.name);
    const auto ticks = shown_ticks(asked);
    draw(asked, id, [=](const page_kit::ErrorMessage& error) {
        return page_kit::checkboxes(
            {.name = asked.name,
             .id_prefix = id,
             .error = error,
             .items = {{.value = "yes", .text = asked.words, .hint = {.content = asked.hint}}},
             .values = ticks});
    });
    if (!sent_) return false;
    const bool on = std::ranges::find(ticks, "yes") != ticks.end();
    if (!on && !asked.required.empty()) fault(asked, asked.required);
    return on;
}

}
