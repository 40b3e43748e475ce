#pragma once
// What a feature gives to the server: one value made by `kit::Feature visits::feature(...)`, one line in
// src/server/features.cpp. The server joins the parts: routes, menu, home page, school pages, search, jobs.
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "feature_kit/search.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/web/html.hpp"

namespace tarn::schools {
struct School;  // of schools/schools.hpp, which panels read and the kit does not
}

namespace tarn::kit {

/// One line of a person's own work; `standing` is what they may look up at any time.
enum class Urgency { overdue, due, fresh, standing };
struct WorkItem {
    Urgency urgency = Urgency::due;
    std::string title{};  ///< "Recommend a level for Brook Primary"
    std::string href{};
    std::string detail{};  ///< whose, why
    std::optional<Date> due{};
};
/// Whose work, and when: there need not be a request.
struct Whose {
    storage::Reader& db;
    const access::Viewer& viewer;
    Date today;
};
using WorkSource = std::function<std::vector<WorkItem>(const Whose&)>;

/// What a panel that is the same for everybody may look at: neither the person nor the session, so that what
/// was made for one reader can be shown to the next.
struct PanelView {
    storage::Reader& db;
    const schools::School& school;
    AuthorityCode authority;  ///< of the reader: an authority sees its own areas
    Date as_at, today;
};

/// Where on the school's page: one of the cards at its top, open below them, or folded up at its end.
enum class Place : std::uint8_t { folded, card, open };

/// A part of the school's page; those of one place stand in ascending order.
struct Panel {
    std::string title;
    int order = 0;
    access::Permission permission =
        access::Permission::signed_in;  ///< asked with the school's URN and authority
    /// For the person who asks. Without any content the panel is left out.
    std::function<web::Html(Act& act, const schools::School& school, Date as_at)> render{};
    /// Published facts under `signed_in`, which stand before what `render` adds: made once and kept in memory
    /// until the register, an authority's own entries in it (local_generation) or `generation` change.
    std::function<web::Html(const PanelView& view)> shared{};
    /// Of what `shared` shows beside the register; empty: nothing else.
    std::function<std::int64_t(storage::Reader& db)> generation{};
    Place place = Place::folded;
};

/// A part of the home page, above what is to do; they stand in ascending order. Empty content is left out.
struct HomePart {
    int order = 0;
    access::Permission permission = access::Permission::signed_in;
    std::function<web::Html(Act& act)> render{};
};

/// What features need of the server they are part of; it lives as long as they do.
struct Running {
    storage::Database& database;
    const Clock& clock;
    std::function<void()> wake;  ///< starts queued jobs; called after a commit
};

struct Feature {
    std::vector<Route> routes{};
    std::vector<NavItem> menu{};
    std::vector<WorkSource> work{};
    std::vector<HomePart> home{};
    std::vector<Panel> panels{};
    std::vector<SearchSource> searches{};        ///< what the search box finds of it
    std::map<std::string, jobs::Worker> jobs{};  ///< by the kind of job
};

}
