#include "platform/page_kit/inputs.hpp"
#include "platform/page_kit/markup.hpp"

namespace tarn::page_kit {
namespace {

void maybe_number(Attributes& attributes, const char* name, const std::optional<int>& value) {
    if (value) attributes.emplace_back(name, std::to_string(*value));
}

Attributes counter_attributes(const CharacterCount& p, const std::string& count_type, bool limited) {
    Attributes out = {{"data-module", "govuk-character-count"}};
    maybe_number(out, "data-maxlength", p.max_length);
    maybe_number(out, "data-maxwords", p.max_words);
    maybe_number(out, "data-threshold", p.threshold);
    if (!count_type.empty()) out.emplace_back("data-count-type", count_type);
    if (!limited && !p.description_text.empty())
        add_wording(out, "textarea-description", Plurals{{"other", p.description_text}});
    add_wording(out, "characters-under-limit", p.characters_under_limit);
    add_wording(out, "characters-at-limit", p.characters_at_limit);
    add_wording(out, "characters-over-limit", p.characters_over_limit);
    add_wording(out, "words-under-limit", p.words_under_limit);
    add_wording(out, "words-at-limit", p.words_at_limit);
    add_wording(out, "words-over-limit", p.words_over_limit);
    return out;
}

std::string description(const CharacterCount& p, const std::string& count_type, int limit) {
    std::string text = p.description_text;
    if (text.empty())
        text =
            std::string{"You can enter up to %{count} "} + (count_type == "words" ? "words" : "characters");
    constexpr std::string_view place = "%{count}";
    if (const auto at = text.find(place); at != std::string::npos)
        text.replace(at, place.size(), std::to_string(limit));
    return text;
}

}

Html character_count(const CharacterCount& p) {
    const bool limited = p.max_words || p.max_length;
    const std::string count_type = !p.count_type.empty() ? p.count_type : p.max_words ? "words" : "";
    Textarea area = p.textarea;
    if (area.id.empty()) area.id = area.name;
    area.described_by = area.id + "-info";
    area.classes = ids({"govuk-js-character-count", p.textarea.classes});
    area.group.classes = ids({"govuk-character-count", p.textarea.group.classes});
    area.group.attributes = counter_attributes(p, count_type, limited);
    area.group.attributes.insert(area.group.attributes.end(), p.textarea.group.attributes.begin(),
                                 p.textarea.group.attributes.end());
    const int limit = p.max_words.value_or(p.max_length.value_or(0));
    area.group.after_input = hint({.content = limited ? description(p, count_type, limit) : std::string{},
                                   .classes = ids({"govuk-character-count__message", p.message_classes}),
                                   .id = area.id + "-info"}) +
                             p.textarea.group.after_input;
    return textarea(area);
}

}
