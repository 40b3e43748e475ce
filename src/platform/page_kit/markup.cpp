#include "platform/page_kit/markup.hpp"

namespace tarn::page_kit {

Start& Start::classes(std::initializer_list<std::string_view> names) {
    bool first = true;
    for (const std::string_view name : names) {
        if (name.empty()) continue;
        out_ += first ? " class=\"" : " ";
        web::escape_into(out_, name);
        first = false;
    }
    if (!first) out_ += '"';
    return *this;
}

Start& Start::set(std::string_view name, std::string_view value) {
    out_ += ' ';
    out_ += name;
    out_ += "=\"";
    web::escape_into(out_, value);
    out_ += '"';
    return *this;
}

Start& Start::maybe(std::string_view name, std::string_view value) {
    return value.empty() ? *this : set(name, value);
}

Start& Start::either(std::string_view name, const std::optional<bool>& value) {
    return value ? set(name, *value ? "true" : "false") : *this;
}

Start& Start::flag(std::string_view name, bool on) {
    if (on) (out_ += ' ') += name;
    return *this;
}

Start& Start::extra(const Attributes& attributes) {
    for (const auto& [name, value] : attributes) {
        if (value)
            set(name, *value);
        else
            flag(name, true);
    }
    return *this;
}

Html Start::around(const Html& content) const {
    std::string out;
    out.reserve(out_.size() + content.markup().size() + tag_.size() + 4);
    ((((out += out_) += '>') += content.markup()) += "</") += tag_;
    return Html::trusted(std::move(out += '>'));
}

Html Start::alone() const {
    std::string out;
    out.reserve(out_.size() + 1);
    return Html::trusted(std::move((out += out_) += '>'));
}

std::string ids(std::initializer_list<std::string_view> parts) {
    std::string out;
    for (const std::string_view part : parts) {
        if (part.empty()) continue;
        if (!out.empty()) out += ' ';
        out += part;
    }
    return out;
}

void add_wording(Attributes& attributes, std::string_view key, std::string_view message) {
    if (!message.empty()) attributes.emplace_back("data-i18n." + std::string{key}, std::string{message});
}

void add_wording(Attributes& attributes, std::string_view key,
                 const std::vector<std::pair<std::string, std::string>>& plurals) {
    for (const auto& [rule, message] : plurals)
        attributes.emplace_back("data-i18n." + std::string{key} + "." + rule, message);
}

}
