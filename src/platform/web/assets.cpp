#include "platform/web/assets.hpp"

#include <algorithm>
#include <array>
#include <mutex>
#include <stdexcept>

#include "platform/crypto/sign.hpp"
#include "platform/web/headers.hpp"

namespace tarn::web {
namespace {

constexpr int static_level = 9;  // once per file and run
constexpr std::string_view kept_for_a_year = "public, max-age=31536000, immutable";

struct Kind {
    std::string_view suffix;
    std::string_view content_type;
    bool compress;
};

constexpr std::array kinds{
    Kind{".css", "text/css; charset=utf-8", true},
    Kind{".js", "text/javascript; charset=utf-8", true},
    Kind{".mjs", "text/javascript; charset=utf-8", true},
    Kind{".json", "application/json", true},
    Kind{".svg", "image/svg+xml", true},
    Kind{".txt", "text/plain; charset=utf-8", true},
    Kind{".ico", "image/x-icon", true},
    Kind{".png", "image/png", false},
    Kind{".jpg", "image/jpeg", false},
    Kind{".webp", "image/webp", false},
    Kind{".woff2", "font/woff2", false},
    Kind{".woff", "font/woff", false},
};

Kind kind_of(std::string_view path) {
    const auto found =
        std::ranges::find_if(kinds, [&](const Kind& kind) { return path.ends_with(kind.suffix); });
    return found != kinds.end() ? *found : Kind{"", "application/octet-stream", false};
}

}

struct AssetSet::Asset {
    AssetFile file;
    Kind kind;
    std::string etag;
    std::once_flag compressed_once;
    std::string compressed;

    Response answer(const Request& request) {
        Response response;
        response.content_type = kind.content_type;
        response.static_body = file.bytes;
        response.add("Cache-Control", std::string{kept_for_a_year});
        const bool zipped = kind.compress && accepts_gzip(request.header("accept-encoding").value_or(""));
        if (kind.compress) response.add("Vary", "Accept-Encoding");
        response.add("ETag", '"' + etag + (zipped ? "-gzip\"" : "\""));
        if (!zipped) return response;
        std::call_once(compressed_once, [this] { compressed = gzip(file.bytes, static_level); });
        response.static_body = compressed;
        response.add("Content-Encoding", "gzip");
        return response;
    }
};

AssetSet::AssetSet(std::vector<AssetFile> files) {
    std::string all;
    for (const AssetFile& file : files) {
        auto asset = std::make_shared<Asset>();
        asset->file = file;
        asset->kind = kind_of(file.path);
        asset->etag = crypto::sha256_hex(file.bytes).substr(0, 32);
        all.append(file.path).append("=").append(asset->etag).append("\n");
        assets_.push_back(std::move(asset));
    }
    prefix_ = "/assets/" + crypto::sha256_hex(all).substr(0, 12);
}

std::string AssetSet::url(std::string_view path) const {
    const bool known =
        std::ranges::any_of(assets_, [&](const auto& asset) { return asset->file.path == path; });
    if (!known) throw std::out_of_range("no asset " + std::string{path});
    return prefix_ + "/" + std::string{path};
}

std::vector<Route> AssetSet::routes() const {
    std::vector<Route> routes;
    for (const auto& asset : assets_)
        routes.push_back({.method = Method::get,
                          .pattern = prefix_ + "/" + std::string{asset->file.path},
                          .handler = [asset](Request& request) { return asset->answer(request); },
                          .never_waits = true});
    return routes;
}

}
