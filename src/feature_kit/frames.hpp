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
    /// For the page at `path`, with the lines of the menu that the viewer's role has.
    page_kit::SurroundingsPtr around(const access::Viewer& viewer, std::string_view authority_name,
                                     std::string_view path) const;

  private:
    /// Role, section of the menu, whether the page is the section's own, name of the authority: few enough to
    /// keep them all.
    using Place = std::tuple<access::Role, const NavItem*, bool, std::string>;

    page_kit::SurroundingsPtr write(const access::Viewer& viewer, std::string_view authority_name,
                                    const NavItem* section, bool own) const;

    const page_kit::Site site_;
    const std::vector<NavItem> menu_;
    const page_kit::SurroundingsPtr outside_;
    mutable std::shared_mutex guard_;
    mutable std::map<Place, page_kit::SurroundingsPtr, std::less<>> written_;
};

}
