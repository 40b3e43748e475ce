#pragma once
// What every component shares: words that are escaped, markup that is not, and extra attributes.
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/web/html.hpp"

namespace tarn::page_kit {

using web::Html;

/// Text, which is escaped, or Html, which stands as it is. Components take it wherever GOV.UK has `text` or
/// `html`.
class Content {
  public:
    Content() = default;
    Content(const char* text) : Content(std::string_view{text}) {}
    Content(const std::string& text) : Content(std::string_view{text}) {}
    Content(std::string_view text) : html_(Html::text(text)), text_(true) {}
    Content(Html html) : html_(std::move(html)) {}

    bool empty() const { return html_.empty(); }
    bool is_text() const { return text_; }  ///< some components wrap plain text in a paragraph and markup not
    const Html& html() const { return html_; }

  private:
    Html html_;
    bool text_ = false;
};

/// Attributes beyond those a component writes itself: name from the source, value escaped; no value: a bare
/// name. `style` and `on...` do not work: the Content-Security-Policy refuses them.
using Attributes = std::vector<std::pair<std::string, std::optional<std::string>>>;

Html paragraph(Content content);         ///< govuk-body
Html typed_text(std::string_view text);  ///< what people typed, with a line break where they made one
Html heading(int level, Content content,
             std::string_view id = {});  ///< h2 medium, h3 and below small; the page writes its h1
Html link_to(std::string_view href, Content content);  ///< govuk-link
Html bullet_list(const std::vector<Content>& items);
Html numbered_list(const std::vector<Content>& items);
Html visually_hidden(std::string_view text);
Html columns(const std::vector<Html>& thirds_or_halves);  ///< 2: halves, 3: thirds; below 641 px they stack
Html two_thirds(Html content);                            ///< the readable width for questions and prose
Html join(const std::vector<Html>& parts);

}
