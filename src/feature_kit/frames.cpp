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

std::optional<Date> Frames::chosen_day(const Act& act) const {
    const Date day = act.asked_day();
    return day < act.today() && act.viewer.signed_in() ? std::optional{day} : std::nullopt;
}

std::string Frames::on_day(std::string href, Date day) {
    if (href.empty() || href.find_first_of("?#") != std::string::npos) return href;
    return href + "?as_at=" + day.iso();
}

page_kit::SurroundingsPtr Frames::around(const Act& act) const {
    if (!act.viewer.signed_in()) return outside_;
    Shown shown;
    for (const NavItem& item : menu_)
        shown.push_back(act.viewer.may(item.permission) && (!item.shown || item.shown(act)));
    // Days are many: what stands around a page of another day is not kept.
    if (const auto day = chosen_day(act)) {
        const NavItem* section = section_of(menu_, act.request.path);
        return write(act.authority_name, shown, section, section && section->href == act.request.path, day);
    }
    return kept(act.viewer, act.authority_name, act.request.path, std::move(shown));
}

page_kit::SurroundingsPtr Frames::around(const access::Viewer& viewer, std::string_view authority_name,
                                         std::string_view path) const {
    if (!viewer.signed_in()) return outside_;
    Shown shown;
    for (const NavItem& item : menu_) shown.push_back(viewer.may(item.permission) && !item.shown);
    return kept(viewer, authority_name, path, std::move(shown));
}

page_kit::SurroundingsPtr Frames::kept(const access::Viewer& viewer, std::string_view authority_name,
                                       std::string_view path, Shown shown) const {
    const NavItem* section = section_of(menu_, path);
    const bool own = section && section->href == path;
    Place place{viewer.role(), section, own, std::string{authority_name}, std::move(shown)};
    {
        const std::shared_lock reading{guard_};
        if (const auto found = written_.find(place); found != written_.end()) return found->second;
    }
    auto made = write(authority_name, std::get<Shown>(place), section, own, std::nullopt);
    const std::unique_lock writing{guard_};
    return written_.try_emplace(std::move(place), std::move(made)).first->second;
}

page_kit::SurroundingsPtr Frames::write(std::string_view authority_name, const Shown& shown,
                                        const NavItem* section, bool own, std::optional<Date> day) const {
    page_kit::Site site = site_;
    site.authority_name = authority_name;
    std::vector<page_kit::NavigationItem> lines;
    for (std::size_t i = 0; i < menu_.size(); ++i) {
        const NavItem& item = menu_[i];
        if (!shown[i]) continue;
        lines.push_back({.content = item.title,
                         .href = day ? on_day(item.href, *day) : item.href,
                         .active = &item == section,
                         .current = &item == section && own});
    }
    return std::make_shared<const page_kit::Surroundings>(std::move(site), std::move(lines));
}

}
