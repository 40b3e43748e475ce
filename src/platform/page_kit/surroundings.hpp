#pragma once
// What stands around the content of every page.
#include <memory>

#include "platform/page_kit/navigation.hpp"

namespace tarn::page_kit {

/// What is the same on every page of an installation.
struct Site {
    std::string service_name = "Tarn";
    std::string authority_name{};  ///< "Fellshire County Council"
    bool govuk_brand = false;      ///< GDS Transport and the crown: only for services on GOV.UK
    std::string search_href{};     ///< set: whoever is signed in has a search box in the head of each page
    std::string banner{};          ///< "Demonstration: every school and person is fictional"
    std::string tile_address{};    ///< "https://tiles.example/{z}/{x}/{y}.png"; empty: maps without tiles
    std::string tile_credit{};
    std::vector<FooterLink> footer_links{{"Accessibility statement", "/accessibility", {}},
                                         {"Privacy", "/privacy", {}}};
};

/// Written once, when made, and only read afterwards: many pages and threads may use one.
class Surroundings {
  public:
    explicit Surroundings(Site site = {}, std::vector<NavigationItem> navigation = {});
    const Site& site() const { return site_; }
    const Html& name() const { return name_; }  ///< the link to the first page, at the left of the bar
    const Html& menu() const { return menu_; }  ///< under the bar: service, sections, banner
    const Html& foot() const { return foot_; }

  private:
    Site site_;
    Html name_, menu_, foot_;
};
using SurroundingsPtr = std::shared_ptr<const Surroundings>;

}
