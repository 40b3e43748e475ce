#pragma once
// One request on its way through a feature, and what a feature says of its pages.
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/audit.hpp"
#include "access/lookups.hpp"
#include "access/viewer.hpp"
#include "base/clock.hpp"
#include "base/date.hpp"
#include "platform/storage/storage.hpp"
#include "platform/web/web.hpp"

namespace tarn::page_kit {
struct PageFrame;
}

namespace tarn::kit {

struct Act;

/// A line of the menu, shown to those who may.
struct NavItem {
    std::string title;
    std::string href;
    access::Permission permission = access::Permission::signed_in;
    /// Whether there is anything to see for this person; empty: always. Then search does not find its pages
    /// either.
    std::function<bool(const Act&)> shown = {};
};

/// What stands around the pages of each role; owned by the gate.
class Frames;

/// What somebody typed into one form and never sent, under the form's key (drafts.hpp).
struct KeptDraft {
    std::string form;
    web::Fields fields;
    Instant saved{};
};

/// Who, when, and a view of the database that does not move.
/// GET routes get a Reader; routes that write get a Writer, committed by the gate when the response is
/// below 400.
struct Act {
    web::Request& request;
    const access::Viewer& viewer;
    const Clock& clock;
    storage::Reader& db;
    storage::Writer* writer = nullptr;  ///< set when the route says it writes
    /// The school of an address with {urn}. Never empty where the route asks for more than being signed
    /// in, since the gate then answers for a school that nobody knows; the register's own pages do that
    /// themselves.
    std::optional<access::SchoolRef> school = {};
    std::string csrf = {};  ///< put into every form by page_kit::form; also makes Back-and-resend create once
    std::vector<access::AuditEntry> audit = {};  ///< added by handlers; written before the page leaves
    const Frames* frames = nullptr;
    std::string_view authority_name = {};  ///< the viewer's, as the page's head shows it
    std::vector<KeptDraft> drafts = {};    ///< of the forms of this page, latest first
    web::Fields draft = {};  ///< the latest of them, for pages that read their only form themselves
    bool several_roles = false;
    bool rehearsal = false;      ///< set by a handler that only tried what would happen: nothing is kept
    std::string confirmed = {};  ///< what the form before this page did; respond() shows it once
    mutable bool confirmed_shown = false;  ///< set by respond()
    mutable bool answers_for_day = false;  ///< set by as_at()
    std::string confirmation = {};         ///< set by a handler that redirects: said on the page it leads to

    /// Notes a confidential read; the server keeps one entry per person, object, action and quarter of an
    /// hour.
    void record(std::string_view action, std::string object, std::string detail = {}) {
        audit.push_back({std::string{action}, std::move(object), {}, std::move(detail)});
    }
    Date today() const { return clock.today(); }
    /// The day that the address chooses (?as_at=2020-09-01), today where it chooses none before. A page that
    /// asks says which day it answers for.
    Date as_at() const;
    /// The same for a page that shows nothing of that day but has to know it.
    Date asked_day() const;
    /// What to put into an input: what was just posted (after a validation error), else the kept draft, else
    /// `otherwise`.
    std::string typed(std::string_view field, std::string_view otherwise = {}) const;
    bool ticked(std::string_view field, std::string_view value, bool otherwise = false) const;
};

using ActHandler = std::function<web::Response(Act&)>;

/// One line of the route table: everything about an address on one screen.
struct Route {
    web::Method method;
    std::string pattern;
    access::Permission permission;
    bool writes = false;  ///< needs a CSRF token and a Writer
    std::string
        audit_label;  ///< what a write or a confidential read is called in the trail; empty for public reads
    ActHandler handler;
    /// What people call the page or the act: "The notes on a school", "Adding a note". A page, its form and
    /// its files may share one; no two pages and no two forms do.
    std::string title{};
    std::size_t body_limit = web::ordinary_body;
    /// Of a write: what takes long and is kept in memory is worked out here, on a reader, before the writer's
    /// turn is taken, for which others wait. The handler looks again at all that it decides by.
    std::function<void(Act&)> beforehand{};
    bool takes_long = false;  ///< makes a PDF: at most half of the workers run such at once
};

/// Answers with a page inside the service's frame. The caller fills `frame` but around and signed_in,
/// which come from the act; every page of a feature goes through here.
web::Response respond(const Act& act, page_kit::PageFrame frame, web::Html content, int status = 200);
web::Response not_found(const Act& act, std::string_view what);  ///< "There is no such meeting."
web::Response refused(const Act& act, std::string_view why = {});
/// The person may, but not like this, or not now: what stands in the way, and the way back to the form (422).
web::Response not_done(const Act& act, std::string_view why, std::string_view back);

}
