#pragma once
// HTML that escapes by type: text becomes markup only through escaping, and only Html is trusted as markup.
#include <string>
#include <string_view>
#include <utility>

namespace tarn::web {

void escape_into(std::string& out,
                 std::string_view text);  ///< & < > " ' become entities; control characters are dropped

class Html {
  public:
    Html() = default;
    static Html text(std::string_view text) {
        Html html;
        escape_into(html.markup_, text);
        return html;
    }
    /// Markup written by us in the source. The argument must be a literal: a std::string cannot be passed.
    template <std::size_t N>
    static Html raw(const char (&markup)[N]) {
        Html html;
        html.markup_.assign(markup, N - 1);
        return html;
    }
    /// For generators of markup (SVG, Markdown) that have escaped every text themselves; search for this word
    /// in reviews.
    static Html trusted(std::string markup) {
        Html html;
        html.markup_ = std::move(markup);
        return html;
    }

    Html& operator+=(const Html& other) {
        markup_ += other.markup_;
        return *this;
    }
    friend Html operator+(Html a, const Html& b) { return std::move(a += b); }
    Html& add_text(std::string_view text) {
        escape_into(markup_, text);
        return *this;
    }
    template <std::size_t N>
    Html& add_raw(const char (&markup)[N]) {
        markup_.append(markup, N - 1);
        return *this;
    }
    bool empty() const { return markup_.empty(); }
    const std::string& markup() const { return markup_; }
    std::string take() && { return std::move(markup_); }

  private:
    std::string markup_;
};

/// An element with attributes, written safely: `element("a", {{"href", url}, {"class", "govuk-link"}},
/// content)`.
struct Attribute {
    std::string_view name;   ///< from the source, never from data
    std::string_view value;  ///< escaped
};
Html element(std::string_view tag, std::initializer_list<Attribute> attributes, const Html& content);
Html void_element(std::string_view tag,
                  std::initializer_list<Attribute> attributes);  ///< input, br, img, ...

}
