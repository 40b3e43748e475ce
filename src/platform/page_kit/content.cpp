#include "platform/page_kit/content.hpp"

#include <algorithm>

#include "platform/page_kit/headings.hpp"
#include "platform/page_kit/markup.hpp"

namespace tarn::page_kit {

Html paragraph(Content content) {
    return Start("p").classes({"govuk-body"}).around(content);
}

Html typed_text(std::string_view text) {
    Html html;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        std::string_view line = text.substr(at, end - at);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (at > 0) html += Html::raw("<br>");
        html += Html::text(line);
        at = end + 1;
    }
    return html;
}

Html heading(int level, Content content, std::string_view id) {
    static constexpr std::string_view sizes[] = {"govuk-heading-l", "govuk-heading-m", "govuk-heading-s",
                                                 "govuk-heading-s", "govuk-heading-s", "govuk-heading-s"};
    const auto at = static_cast<std::size_t>(level < 1 ? 0 : level > 6 ? 5 : level - 1);
    return Start(heading_tag(level)).classes({sizes[at]}).maybe("id", id).around(content);
}

Html link_to(std::string_view href, Content content) {
    return Start("a").classes({"govuk-link"}).set("href", href).around(content);
}

namespace {

Html list_of(const char* element, const char* kind, const std::vector<Content>& items) {
    Html list;
    for (const Content& item : items) list += Start("li").around(item);
    return Start(element).classes({"govuk-list", kind}).around(list);
}

}

Html bullet_list(const std::vector<Content>& items) {
    return list_of("ul", "govuk-list--bullet", items);
}
Html numbered_list(const std::vector<Content>& items) {
    return list_of("ol", "govuk-list--number", items);
}

Html visually_hidden(std::string_view text) {
    return Start("span").classes({"govuk-visually-hidden"}).around(Html::text(text));
}

Html columns(const std::vector<Html>& thirds_or_halves) {
    const std::string_view width = thirds_or_halves.size() >= 3   ? "govuk-grid-column-one-third"
                                   : thirds_or_halves.size() == 2 ? "govuk-grid-column-one-half"
                                                                  : "govuk-grid-column-full";
    Html row;
    for (const Html& part : thirds_or_halves) row += Start("div").classes({width}).around(part);
    return Start("div").classes({"govuk-grid-row"}).around(row);
}

Html two_thirds(Html content) {
    return Start("div")
        .classes({"govuk-grid-row"})
        .around(Start("div").classes({"govuk-grid-column-two-thirds"}).around(content));
}

Html join(const std::vector<Html>& parts) {
    Html all;
    for (const Html& part : parts) all += part;
    return all;
}

}
