#include "platform/page_kit/assets.hpp"

#include <array>
#include <deque>

#include "embedded/tarn_page_kit_embedded.hpp"

namespace tarn::page_kit {
namespace {

struct Place {
    std::string_view source, published;
};
/// Where the files of npm packages are published; everything in own/ keeps its path.
constexpr std::array<Place, 3> places{{{"node_modules/govuk-frontend/dist/govuk/assets/", "govuk/"},
                                       {"node_modules/govuk-frontend/dist/govuk/", "govuk/"},
                                       {"node_modules/leaflet/dist/", "leaflet/"}}};

std::string published_path(std::string_view source) {
    for (const Place& place : places)
        if (source.starts_with(place.source))
            return std::string{place.published} += source.substr(place.source.size());
    return std::string{source};
}

}

const web::AssetSet& assets() {
    static const std::deque<std::string> names = [] {
        std::deque<std::string> all;
        for (const auto& file : embedded::files()) all.push_back(published_path(file.path));
        return all;
    }();
    static const web::AssetSet set = [] {
        std::vector<web::AssetFile> files;
        for (std::size_t i = 0; i < names.size(); ++i)
            files.push_back({names[i], embedded::files()[i].bytes});
        return web::AssetSet(std::move(files));
    }();
    return set;
}

}
