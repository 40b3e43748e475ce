#pragma once
// What stands around the pages of each role in each section of the menu, kept from the first page on that
// needs it.
#include <map>
#include <shared_mutex>
#include <tuple>

#include "feature_kit/act.hpp"
#include "platform/page_kit/surroundings.hpp"

namespace tarn::kit {

/// Read by every thread.
class Frames {
  public:
    Frames(page_kit::Site site, std::vector<NavItem> menu);
    /// For somebody of whom nothing is known.
    const page_kit::SurroundingsPtr& outside() const { return outside_; }
    /// For the page of an act, with the lines of the menu that the viewer's role has.
    page_kit::SurroundingsPtr around(const Act& act) const;
    /// The same where nothing may be asked: without the lines that are there for some days or people alone.
    page_kit::SurroundingsPtr around(const access::Viewer& viewer, std::string_view authority_name,
                                     std::string_view path) const;
    /// The day before today that the page's address chooses. It goes along the menu, also over pages that
    /// answer for today alone.
    std::optional<Date> chosen_day(const Act& act) const;
    static std::string on_day(std::string href, Date day);  ///< the address with the day

  private:
    /// Which lines of the menu have something to show, by their place.
    using Shown = std::vector<bool>;
    /// Role, section of the menu, whether the page is the section's own, name of the authority, lines shown:
    /// few enough to keep them all.
    using Place = std::tuple<access::Role, const NavItem*, bool, std::string, Shown>;

    page_kit::SurroundingsPtr kept(const access::Viewer& viewer, std::string_view authority_name,
                                   std::string_view path, Shown shown) const;
    page_kit::SurroundingsPtr write(std::string_view authority_name, const Shown& shown,
                                    const NavItem* section, bool own, std::optional<Date> day) const;

    const page_kit::Site site_;
    const std::vector<NavItem> menu_;
    const page_kit::SurroundingsPtr outside_;
    mutable std::shared_mutex guard_;
    mutable std::map<Place, page_kit::SurroundingsPtr> written_;
};

}
