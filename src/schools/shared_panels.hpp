#pragma once
// Panels of the school's page that are the same for everybody: made once, kept while nothing they show has
// changed.
#include "base/bounded_cache.hpp"
#include "schools/schools_panels.hpp"

namespace tarn::schools {

/// Of the register and of what authorities themselves record in it.
struct RegisterGeneration {
    std::int64_t merged = 0, local = 0;
    bool operator==(const RegisterGeneration&) const = default;
};

/// Safe from any thread.
class SharedPanels {
  public:
    // About a thousand schools' pages: an authority of the size of Lancashire and its neighbours.
    static constexpr std::size_t usual_bytes = std::size_t{24} << 20;
    explicit SharedPanels(std::size_t most_bytes = usual_bytes) : kept_(most_bytes) {}

    using Part = std::shared_ptr<const web::Html>;
    /// What panel.shared shows; `number` is the panel's place on the page.
    Part content(std::size_t number, const Panel& panel, const PanelView& view,
                 const RegisterGeneration& generation);
    /// Another part of the page, which shows nothing but the register.
    Part part(std::size_t number, const PanelView& view, const RegisterGeneration& generation,
              const std::function<web::Html()>& make);
    std::size_t bytes() const { return kept_.bytes(); }

  private:
    /// Everything that a PanelView shows a panel, and the generations of what can be read through it.
    struct Key {
        std::size_t panel = 0;
        Urn urn;
        AuthorityCode authority;
        Date as_at, today;
        RegisterGeneration schools;
        std::int64_t generation = 0;
        bool operator==(const Key&) const = default;
    };
    struct Hash {
        std::size_t operator()(const Key& key) const;
    };
    Part find_or_make(const Key& key, const std::function<web::Html()>& make);
    BoundedCache<Key, web::Html, Hash> kept_;
};

}
