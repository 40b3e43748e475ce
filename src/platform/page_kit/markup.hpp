#pragma once
// Writing elements inside the page kit: the order of attributes follows GOV.UK's templates.
#include <initializer_list>

#include "platform/page_kit/content.hpp"

namespace tarn::page_kit {

/// An opening tag in the making: `Start("div").classes({"govuk-hint", params.classes}).maybe("id",
/// params.id)`.
class Start {
  public:
    explicit Start(std::string_view tag) : tag_(tag) {
        own_.reserve(usual_length);
        (out_ += '<') += tag;
    }
    /// Written at the end of `page` with what it holds, for the many cells of a table: open(), content,
    /// close().
    Start(std::string& page, std::string_view tag) : tag_(tag), out_(page) { (out_ += '<') += tag; }
    Start(const Start&) = delete;
    Start& operator=(const Start&) = delete;
    Start& classes(
        std::initializer_list<std::string_view> names);  ///< empty ones are skipped; none: no attribute
    Start& set(std::string_view name, std::string_view value);
    Start& maybe(std::string_view name, std::string_view value);             ///< skipped when empty
    Start& either(std::string_view name, const std::optional<bool>& value);  ///< "true" or "false"
    Start& flag(std::string_view name, bool on);
    Start& extra(const Attributes& attributes);

    Html around(const Html& content) const;  ///< with its closing tag
    Html around(const Content& content) const { return around(content.html()); }
    Html alone() const;  ///< void elements
    void open() { out_ += '>'; }
    void close() { ((out_ += "</") += tag_) += '>'; }
    void hold(const Content& content) { hold(content.html()); }
    void hold(const Html& content) {
        open();
        out_ += content.markup();
        close();
    }

  private:
    static constexpr std::size_t usual_length = 120;  // most opening tags are written without growing
    std::string_view tag_;
    std::string own_;
    std::string& out_ = own_;
};

struct Table;
void add_table(std::string& page, const Table& params);

/// "a b": ids for aria-describedby, skipping empty ones.
std::string ids(std::initializer_list<std::string_view> parts);

/// data-i18n.key attributes of GOV.UK's own wording switches.
void add_wording(Attributes& attributes, std::string_view key, std::string_view message);
void add_wording(Attributes& attributes, std::string_view key,
                 const std::vector<std::pair<std::string, std::string>>& plurals);

}
