#include "stories/forms.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <regex>
#include <sstream>
#include <stdexcept>

#include "base/date.hpp"

namespace tarn::stories {
namespace {

std::string decoded(std::string_view text) {
    static const std::pair<std::string_view, std::string_view> entities[] = {
        {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&#x27;", "'"}, {"&amp;", "&"}};
    std::string out;
    while (!text.empty()) {
        bool found = false;
        for (const auto& [entity, plain] : entities) {
            if (!text.starts_with(entity)) continue;
            out += plain;
            text.remove_prefix(entity.size());
            found = true;
            break;
        }
        if (found) continue;
        out += text.front();
        text.remove_prefix(1);
    }
    return out;
}

std::optional<std::string> attribute(std::string_view tag, std::string_view name) {
    const std::string wanted = " " + std::string{name} + "=\"";
    const auto at = tag.find(wanted);
    if (at == std::string_view::npos) return std::nullopt;
    const auto from = at + wanted.size();
    return decoded(tag.substr(from, tag.find('"', from) - from));
}
bool has_flag(std::string_view tag, std::string_view name) {
    return tag.find(" " + std::string{name}) != std::string_view::npos;
}

/// Calls `see(tag, rest)` for each tag; `rest` begins behind it.
template <class F>
void each_tag(std::string_view html, F see) {
    for (auto at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
        const auto end = html.find('>', at);
        if (end == std::string_view::npos) return;
        see(html.substr(at + 1, end - at - 1), html.substr(end + 1));
    }
}

bool is(std::string_view tag, std::string_view name) {
    return tag.starts_with(name) &&
           (tag.size() == name.size() || tag[name.size()] == ' ' || tag[name.size()] == '/');
}

/// Reads one form; labels may stand behind the boxes they name, so that they are joined at the end.
class FormReader {
  public:
    explicit FormReader(Form& form) : form_(form) {}

    void see(std::string_view tag, std::string_view rest) {
        if (is(tag, "fieldset")) legends_.emplace_back();
        if (is(tag, "/fieldset") && !legends_.empty()) legends_.pop_back();
        if (is(tag, "legend") && !legends_.empty())
            legends_.back() = text_of(rest.substr(0, rest.find("</legend")));
        if (is(tag, "label"))
            labels_[attribute(tag, "for").value_or("")] = text_of(rest.substr(0, rest.find("</label")));
        if (is(tag, "input")) input(tag);
        if (is(tag, "textarea")) textarea(tag, rest);
        if (is(tag, "select")) add(tag, "select");
        if (is(tag, "option")) option(tag, rest);
    }
    void join_labels() {
        for (Control& control : form_.controls)
            if (const auto it = labels_.find(control.id); !control.id.empty() && it != labels_.end())
                control.label = it->second;
    }

  private:
    bool add(std::string_view tag, const std::string& type) {
        const auto name = attribute(tag, "name");
        if (!name) return false;
        form_.controls.push_back({.name = *name,
                                  .type = type,
                                  .id = attribute(tag, "id").value_or(""),
                                  .value = attribute(tag, "value").value_or(""),
                                  .label = {},
                                  .legend = legends_.empty() ? "" : legends_.back(),
                                  .options = {}});
        return true;
    }
    void input(std::string_view tag) {
        const std::string type = attribute(tag, "type").value_or("text");
        if (!add(tag, type) || type == "file") return;
        const bool ticks = type == "radio" || type == "checkbox";
        if (ticks && !has_flag(tag, "checked")) return;
        form_.fields.emplace_back(form_.controls.back().name, form_.controls.back().value);
    }
    void textarea(std::string_view tag, std::string_view rest) {
        if (add(tag, "textarea"))
            form_.fields.emplace_back(form_.controls.back().name,
                                      decoded(rest.substr(0, rest.find("</textarea"))));
    }
    void option(std::string_view tag, std::string_view rest) {
        if (form_.controls.empty() || form_.controls.back().type != "select") return;
        Control& list = form_.controls.back();
        const std::string value = attribute(tag, "value").value_or("");
        // As browsers do: the first answer stands until another is marked.
        if (list.options.empty() || has_flag(tag, "selected")) set_field(form_.fields, list.name, value);
        list.options.emplace_back(text_of(rest.substr(0, rest.find("</option"))), value);
    }

    Form& form_;
    std::vector<std::string> legends_;
    std::map<std::string, std::string> labels_;
};

Form read_form(std::string_view tag, std::string_view content, const std::string& page) {
    Form form{.action = attribute(tag, "action").value_or(page),
              .post = attribute(tag, "method") == "post",
              .uploads = attribute(tag, "enctype") == "multipart/form-data",
              .fields = {},
              .files = {},
              .controls = {}};
    FormReader reader(form);
    each_tag(content, [&](std::string_view inner, std::string_view rest) { reader.see(inner, rest); });
    reader.join_labels();
    return form;
}

/// Small letters, without "(optional)" and the mark at the end.
std::string plain(std::string_view words) {
    static const std::regex ends(R"(\s*(\(optional\))?\s*[?:.]?\s*$)"), begins(R"(^\s+)");
    std::string text = std::regex_replace(std::regex_replace(std::string{words}, ends, ""), begins, "");
    text = std::regex_replace(text, std::regex(R"([?:.]$)"), "");
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}
bool same(std::string_view words, std::string_view wanted) {
    return plain(words) == plain(wanted);
}

[[noreturn]] void no_answer(std::string_view question, const std::string& value,
                            const std::vector<std::string>& there) {
    std::string sentence = "\"" + std::string{question} + "\" cannot be answered \"" + value + "\", only:";
    for (const std::string& each : there) sentence += " \"" + each + "\"";
    throw std::runtime_error(sentence);
}

/// The position of the words themselves, else of the only ones that begin so.
std::size_t chosen_of(const std::vector<std::string>& words, std::string_view question,
                      const std::string& value) {
    for (std::size_t i = 0; i < words.size(); ++i)
        if (same(words[i], value)) return i;
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (value.empty() || !plain(words[i]).starts_with(plain(value))) continue;
        if (found) no_answer(question, value, words);
        found = i;
    }
    if (!found) no_answer(question, value, words);
    return *found;
}

void choose_from_list(Form& form, const Control& list, const std::string& value) {
    std::vector<std::string> words;
    for (const auto& option : list.options) words.push_back(option.first);
    set_field(form.fields, list.name, list.options[chosen_of(words, list.label, value)].second);
}

void tick(Form& form, const Control& box, const std::string& value) {
    if (value != "yes" && value != "no") no_answer(box.label, value, {"yes", "no"});
    std::erase_if(form.fields, [&](const auto& f) { return f.first == box.name && f.second == box.value; });
    if (value == "yes") form.fields.emplace_back(box.name, box.value);
}

void attach(Form& form, const Control& box, const std::string& value) {
    static const std::regex named(R"(^([\w.-]+\.\w+): )");
    std::smatch found;
    SentFile file{box.name, "file.csv", value};
    if (std::regex_search(value, found, named)) {
        file.file_name = found[1];
        file.content = found.suffix();
    }
    std::ranges::replace(file.content, ';', '\n');
    file.content += '\n';
    form.files.push_back(std::move(file));
}

void answer_one(Form& form, const Control& control, const std::string& value) {
    if (control.type == "select") return choose_from_list(form, control, value);
    if (control.type == "checkbox") return tick(form, control, value);
    if (control.type == "file") return attach(form, control, value);
    set_field(form.fields, control.name, value);
}

/// The radios, ticks or parts of a day below one legend.
void answer_group(Form& form, const std::vector<Control>& group, std::string_view question,
                  const std::string& value) {
    if (group.front().type == "radio" || group.front().type == "checkbox") {
        std::vector<std::string> words;
        for (const Control& each : group) words.push_back(each.label);
        const Control& chosen = group[chosen_of(words, question, value)];
        if (chosen.type == "checkbox") return tick(form, chosen, "yes");
        return set_field(form.fields, chosen.name, chosen.value);
    }
    const auto day = Date::parse_iso(value);
    std::istringstream typed(value);  // "31 2 2026"; nothing empties the boxes
    std::string parts[3];
    if (day)
        for (int i = 0; i < 3; ++i)
            parts[i] = std::to_string(i == 0 ? day->day() : i == 1 ? day->month() : day->year());
    else
        typed >> parts[0] >> parts[1] >> parts[2];
    for (const Control& each : group)
        set_field(form.fields, each.name,
                  parts[each.name.ends_with("-day")     ? 0
                        : each.name.ends_with("-month") ? 1
                                                        : 2]);
}

bool is_one_of_a_group(const Control& control) {
    return control.type == "radio" || control.name.ends_with("-day") || control.name.ends_with("-month") ||
           control.name.ends_with("-year") || (control.type == "checkbox" && !control.legend.empty());
}

}

bool Form::has(std::string_view name) const {
    return std::ranges::find(controls, name, &Control::name) != controls.end();
}

std::vector<Form> forms_of(const Page& page) {
    std::vector<Form> forms;
    const std::string_view html = page.body;
    each_tag(html, [&](std::string_view tag, std::string_view rest) {
        if (is(tag, "form"))
            forms.push_back(read_form(tag, rest.substr(0, rest.find("</form")), page.address));
    });
    return forms;
}

void answer(Form& form, std::string_view question, const std::string& value) {
    std::vector<Control> group;
    std::string there;
    for (const Control& control : form.controls) {
        if (control.type == "hidden") continue;
        if (same(control.label, question) && (!is_one_of_a_group(control) || control.type == "checkbox"))
            return answer_one(form, Control{control}, value);
        if (is_one_of_a_group(control) && same(control.legend, question)) group.push_back(control);
        for (const std::string& words : {is_one_of_a_group(control) ? control.legend : "", control.label})
            if (!words.empty() && there.find("\"" + words + "\"") == std::string::npos)
                there += " \"" + words + "\"";
    }
    if (group.empty())
        throw std::runtime_error("the form asks no \"" + std::string{question} + "\" but" + there);
    answer_group(form, group, question, value);
}

std::string text_of(std::string_view html) {
    std::string plain;
    for (std::size_t at = 0; at < html.size(); ++at) {
        const auto tag_end = html[at] == '<' ? html.find('>', at) : html.npos;
        const bool blank =
            tag_end != html.npos || std::string_view{" \t\r\n\v\f"}.find(html[at]) != std::string_view::npos;
        if (tag_end != html.npos) at = tag_end;
        if (!blank)
            plain += html[at];
        else if (plain.empty() || plain.back() != ' ')
            plain += ' ';
    }
    return decoded(plain);
}

std::string errors_of(const Page& page) {
    const auto from = page.body.find("govuk-error-summary__body");
    if (from == std::string::npos) return {};
    const std::string_view rest = std::string_view{page.body}.substr(page.body.find('>', from) + 1);
    return text_of(rest.substr(0, rest.find("</ul")));
}

std::vector<std::string> links_of(const Page& page) {
    std::vector<std::string> links;
    each_tag(page.body, [&](std::string_view tag, std::string_view) {
        if (!is(tag, "a")) return;
        std::string href = attribute(tag, "href").value_or("");
        href = href.substr(0, href.find('#'));
        if (href.starts_with("?")) href = page.address.substr(0, page.address.find('?')) + href;
        if (href.starts_with('/') && !href.starts_with("/assets/")) links.push_back(std::move(href));
    });
    return links;
}

void set_field(web::Fields& fields, std::string_view name, std::string_view value) {
    std::erase_if(fields, [&](const auto& field) { return field.first == name; });
    fields.emplace_back(name, value);
}

std::string encoded(const web::Fields& fields) {
    std::string body;
    for (const auto& [name, value] : fields) {
        if (!body.empty()) body += '&';
        body += web::url_encode(name) + '=' + web::url_encode(value);
    }
    return body;
}

}
