#include "platform/page_kit/crown.hpp"
#include "platform/page_kit/markup.hpp"
#include "platform/page_kit/navigation.hpp"

namespace tarn::page_kit {
namespace {

Html links(const std::vector<FooterLink>& items, std::string_view item_class) {
    Html list;
    for (const FooterLink& item : items)
        list += Start("li")
                    .classes({item_class})
                    .around(Start("a")
                                .classes({"govuk-footer__link"})
                                .set("href", item.href)
                                .extra(item.attributes)
                                .around(Html::text(item.text)));
    return list;
}

Html section(const FooterSection& p) {
    Html inside =
        Start("h2").classes({"govuk-footer__heading", "govuk-heading-m"}).around(Html::text(p.title));
    if (!p.items.empty()) {
        const std::string columns =
            p.columns > 0 ? "govuk-footer__list--columns-" + std::to_string(p.columns) : std::string{};
        inside += Start("ul")
                      .classes({"govuk-footer__list", columns})
                      .around(links(p.items, "govuk-footer__list-item"));
    }
    return Start("div").classes({"govuk-footer__section", "govuk-grid-column-" + p.width}).around(inside);
}

Html meta_part(const FooterMeta& meta) {
    Html inside =
        Start("h2").classes({"govuk-visually-hidden"}).around(Html::text(meta.visually_hidden_title));
    if (!meta.items.empty())
        inside += Start("ul")
                      .classes({"govuk-footer__inline-list"})
                      .around(links(meta.items, "govuk-footer__inline-list-item"));
    if (!meta.content.empty())
        inside += Start("div").classes({"govuk-footer__meta-custom"}).around(meta.content);
    return inside;
}

Html licence_part(const Footer& p) {
    if (!p.licence) return {};
    const Html logo = Html::raw(
        R"(<svg aria-hidden="true" focusable="false" class="govuk-footer__licence-logo" )"
        R"(xmlns="http://www.w3.org/2000/svg" viewBox="0 0 483.2 195.7" height="17" width="41"><path )"
        R"(fill="currentColor" d="M421.5 142.8V.1l-50.7 32.3v161.1h112.4v-50.7zm-122.3-9.6A47.12 47.12 0 0 1 221 )"
        R"(97.8c0-26 21.1-47.1 47.1-47.1 16.7 0 31.4 8.7 39.7 21.8l42.7-27.2A97.63 97.63 0 0 0 268.1 0c-36.5 0-68.3 )"
        R"(20.1-85.1 49.7A98 98 0 0 0 97.8 0C43.9 0 0 43.9 0 97.8s43.9 97.8 97.8 97.8c36.5 0 68.3-20.1 85.1-49.7a97.76 )"
        R"(97.76 0 0 0 149.6 25.4l19.4 22.2h3v-87.8h-80l24.3 27.5zM97.8 145c-26 0-47.1-21.1-47.1-47.1s21.1-47.1 )"
        R"(47.1-47.1 47.2 21 47.2 47S123.8 145 97.8 145"/></svg>)");
    const Html words =
        !p.licence_content.empty()
            ? p.licence_content.html()
            : Html::raw(
                  R"(All content is available under the <a class="govuk-footer__link" )"
                  R"(href="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/" )"
                  R"(rel="license">Open Government Licence v3.0</a>, except where otherwise stated)");
    return logo + Start("span").classes({"govuk-footer__licence-description"}).around(words);
}

Html copyright_part(const Footer& p) {
    if (!p.copyright) return {};
    const Html link =
        Start("a")
            .classes({"govuk-footer__link", "govuk-footer__copyright-logo"})
            .set("href",
                 "https://www.nationalarchives.gov.uk/information-management/"
                 "re-using-public-sector-information/"
                 "uk-government-licensing-framework/crown-copyright/")
            .around(p.copyright_content.empty() ? Content{"© Crown copyright"} : p.copyright_content);
    return Start("div").classes({"govuk-footer__meta-item"}).around(link);
}

}

Html footer(const Footer& p) {
    Html inside = p.crown ? footer_crown() : Html{};
    if (!p.navigation.empty()) {
        Html sections;
        for (const FooterSection& part : p.navigation) sections += section(part);
        inside += Start("div").classes({"govuk-footer__navigation"}).around(sections) +
                  Html::raw(R"(<hr class="govuk-footer__section-break">)");
    }
    const Html meta = (p.meta ? meta_part(*p.meta) : Html{}) + licence_part(p);
    inside += Start("div")
                  .classes({"govuk-footer__meta"})
                  .around(Start("div")
                              .classes({"govuk-footer__meta-item", "govuk-footer__meta-item--grow"})
                              .around(meta) +
                          copyright_part(p));
    return Start("div")
        .classes({"govuk-footer", p.classes})
        .extra(p.attributes)
        .around(Start("div").classes({"govuk-width-container", p.container_classes}).around(inside));
}

}
