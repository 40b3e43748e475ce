#include "platform/page_kit/surroundings.hpp"

#include "platform/page_kit/crown.hpp"
#include "platform/page_kit/markup.hpp"
#include "platform/page_kit/messages.hpp"

namespace tarn::page_kit {
namespace {

Html name_of(const Site& site) {
    const Html name = site.govuk_brand
                          ? govuk_logo()
                          : Html::text(site.authority_name.empty() ? site.service_name : site.authority_name);
    return Start("a").classes({"tarn-header__name"}).set("href", "/").around(name);
}

Html menu_of(const Site& site, std::vector<NavigationItem> navigation) {
    Html menu;
    // Without an authority the bar above already names the service.
    const bool name_below = site.govuk_brand || !site.authority_name.empty();
    if (name_below || !navigation.empty())
        menu += service_navigation({.service_name = name_below ? site.service_name : "",
                                    .service_url = name_below ? "/" : "",
                                    .items = std::move(navigation)});
    if (!site.banner.empty())
        menu += phase_banner({.tag = {.content = "Demonstration"}, .content = site.banner});
    return menu;
}

Html foot_of(const Site& site) {
    const Html links = footer({.meta = FooterMeta{.items = site.footer_links,
                                                  .content = Start("span").around(Html::text(
                                                      site.authority_name.empty()
                                                          ? site.service_name
                                                          : site.service_name + ", " + site.authority_name))},
                               .crown = site.govuk_brand,
                               .licence = false,
                               .copyright = site.govuk_brand});
    return Start("footer").classes({"govuk-template__footer"}).around(links);
}

}

Surroundings::Surroundings(Site site, std::vector<NavigationItem> navigation)
    : site_(std::move(site)),
      name_(name_of(site_)),
      menu_(menu_of(site_, std::move(navigation))),
      foot_(foot_of(site_)) {}

}
