#pragma once
// Files that live in the program, served at addresses that change when any of them changes, so browsers keep
// them for a year.
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/web/web.hpp"

namespace tarn::web {

struct AssetFile {
    std::string_view path;   ///< "css/main.css"
    std::string_view bytes;  ///< must live as long as the program
};

/// All files share one hash, `/assets/<hash>/css/main.css`, so that relative addresses inside style sheets
/// hold.
class AssetSet {
  public:
    explicit AssetSet(std::vector<AssetFile> files);
    /// From what tarn_embed() made: `AssetSet::of(assets::files())`.
    template <class EmbeddedFiles>
    static AssetSet of(const EmbeddedFiles& embedded) {
        std::vector<AssetFile> files;
        for (const auto& file : embedded) files.push_back({file.path, file.bytes});
        return AssetSet(std::move(files));
    }
    /// "/assets/<hash>/css/main.css". Throws std::out_of_range for a file that is not there.
    std::string url(std::string_view path) const;
    const std::string& prefix() const { return prefix_; }  ///< "/assets/<hash>"
    std::vector<Route> routes() const;  ///< one per file; compressed once, at its first request

  private:
    struct Asset;
    std::string prefix_;
    std::vector<std::shared_ptr<Asset>> assets_;
};

}
