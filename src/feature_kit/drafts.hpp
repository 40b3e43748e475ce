#pragma once
// Nothing typed is lost, and nothing is made twice.
#include "feature_kit/act.hpp"

namespace tarn::kit {

/// The hidden field that tells forms apart that are sent to one address.
inline constexpr std::string_view key_field = "form";
/// Sent to /drafts with a form's key: what was kept of the form is thrown away.
inline constexpr std::string_view throw_away_field = "throw_away";
/// The address a form is sent to, with its own key behind it: "/visits/end#12".
std::string form_key(std::string_view action, std::string_view key = {});
std::string form_key(const web::Request& sent);

/// How many of the drafts, given by their bytes from the newest on, a person keeps.
struct DraftQuota {
    std::size_t count = 50, bytes = 2 << 20;
};
std::size_t drafts_kept(std::span<const std::size_t> bytes_newest_first, const DraftQuota& quota = {});

struct Draft {
    std::string form;  ///< its key: form_key()
    std::string page;  ///< where the form stands
    web::Fields fields;
    Instant saved;
};
/// The oldest of the person's go when they keep more than the quota. False, with nothing
/// changed, for one that is too large by itself.
[[nodiscard]] bool save_draft(storage::Writer& db, PersonId person, const Draft& draft);
/// Drafts made for one page, latest first.
std::vector<Draft> drafts_of_page(storage::Reader& db, PersonId person, std::string_view page);
std::vector<Draft> drafts_of(storage::Reader& db, PersonId person);  ///< latest first
void drop_draft(storage::Writer& db, PersonId person, std::string_view form);
/// Fields without tokens and passwords, which are never kept.
web::Fields worth_keeping(const web::Fields& fields);

/// The same form sent again: where the first sending led, if it was carried out. The token in a form is fresh
/// for each page shown, so the same token with the same content is the Back button or a double click, never a
/// new wish.
std::string sent_form_key(const web::Request& request, std::string_view token);
std::optional<std::string> sent_before(storage::Reader& db, PersonId person, std::string_view key);
void remember_sent(storage::Writer& db, PersonId person, std::string_view key, std::string_view location,
                   Instant now);

}
