#include "feature_kit/addresses.hpp"

namespace tarn::kit {
namespace {

/// Without what belongs to one showing of a page rather than to its address.
std::string without_token(std::string_view path, std::string_view query) {
    std::string page{path};
    char joint = '?';
    while (!query.empty()) {
        const auto end = query.find('&');
        const std::string_view pair = query.substr(0, end);
        query = end == std::string_view::npos ? std::string_view{} : query.substr(end + 1);
        if (pair.empty() || pair.starts_with("csrf=")) continue;
        page += joint;
        page += pair;
        joint = '&';
    }
    return page;
}

}

std::string page_address(const web::Request& request) {
    return without_token(request.path, request.query_text);
}

std::string form_page(const web::Request& request) {
    const auto referer = request.header("referer");
    const auto host = request.header("host");
    if (!referer || !host) return request.path;
    const auto scheme = referer->find("://");
    if (scheme == std::string_view::npos || !referer->substr(scheme + 3).starts_with(*host))
        return request.path;
    std::string_view place = referer->substr(scheme + 3 + host->size());
    if (!place.starts_with('/')) return request.path;
    place = place.substr(0, place.find('#'));
    const auto mark = place.find('?');
    const std::string path = web::url_decode(place.substr(0, mark), false).value_or(request.path);
    return without_token(path, mark == std::string_view::npos ? std::string_view{} : place.substr(mark + 1));
}

std::string next_place(std::string_view next) {
    return !next.empty() && web::is_local_address(next) ? std::string{next} : std::string{"/"};
}

}
