#pragma once
// The pages of the register, and the parts of a school's page that other rooms contribute.
#include <functional>
#include <string>
#include <vector>

#include "feature_kit/act.hpp"
#include "platform/web/html.hpp"
#include "schools/schools.hpp"

namespace tarn::schools {

/// What a panel that is the same for everybody may look at: neither the person nor the session, so that what
/// was made for one reader can be shown to the next.
struct PanelView {
    storage::Reader& db;
    const School& school;
    AuthorityCode authority;  ///< of the reader: an authority sees its own areas
    Date as_at, today;
};

/// A part of the school's page that a feature contributes; the server joins them in ascending order.
struct Panel {
    std::string title;
    int order = 0;
    access::Permission permission =
        access::Permission::signed_in;  ///< asked with the school's URN and authority
    /// For the person who asks. Without any content the panel is left out.
    std::function<web::Html(kit::Act& act, const School& school, Date as_at)> render{};
    /// Published facts under `signed_in`, which stand before what `render` adds: made once and kept in memory
    /// until the register, an authority's own entries in it (local_generation) or `generation` change.
    std::function<web::Html(const PanelView& view)> shared{};
    /// Of what `shared` shows beside the register; empty: nothing else.
    std::function<std::int64_t(storage::Reader& db)> generation{};
};

/// Find, list, map, page and history of schools; `panels` are those of other features. Throws
/// std::invalid_argument for a shared panel that is not for everyone signed in.
kit::Contribution contribution(Registers& registers, std::vector<Panel> panels);

}
