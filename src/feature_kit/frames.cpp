#include "feature_kit/frames.hpp"

#include <mutex>

namespace tarn::kit {
namespace {

bool within(std::string_view path, std::string_view section) {
    return path == section ||
           (path.starts_with(section) && path.size() > section.size() && path[section.size()] == '/');
}

/// The line whose address is the longest beginning of the page's; null when none is.
const NavItem* section_of(const std::vector<NavItem>& menu, std::string_view path) {
    const NavItem* best = nullptr;
    for (const NavItem& item : menu)
        if (within(path, item.href) && (!best || item.href.size() > best->href.size())) best = &item;
    return best;
}

}

Frames::Frames(page_kit::Site site, std::vector<NavItem> menu)
    : site_(std::move(site)),
      menu_(std::move(menu)),
      outside_(std::make_shared<const page_kit::Surroundings>(site_)) {}

page_kit::SurroundingsPtr Frames::around(const access::Viewer& viewer, std::string_view authority_name,
                                         std::string_view path) const {
    if (!viewer.signed_in()) return outside_;
    const NavItem* section = section_of(menu_, path);
    const bool own = section && section->href == path;
    const std::tuple<access::Role, const NavItem*, bool, std::string_view> place{viewer.role(), section, own,
                                                                                 authority_name};
    {
        const std::shared_lock reading{guard_};
        if (const auto found = written_.find(place); found != written_.end()) return found->second;
    }
    auto made = write(viewer, authority_name, section, own);
    const std::unique_lock writing{guard_};
    return written_.try_emplace({viewer.role(), section, own, std::string{authority_name}}, std::move(made))
        .first->second;
}

page_kit::SurroundingsPtr Frames::write(const access::Viewer& viewer, std::string_view authority_name,
                                        const NavItem* section, bool own) const {
    page_kit::Site site = site_;
    site.authority_name = authority_name;
    std::vector<page_kit::NavigationItem> lines;
    for (const NavItem& item : menu_)
        if (viewer.may(item.permission))
            lines.push_back({.content = item.title,
                             .href = item.href,
                             .active = &item == section,
                             .current = &item == section && own});
    return std::make_shared<const page_kit::Surroundings>(std::move(site), std::move(lines));
}

}
