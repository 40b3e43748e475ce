#pragma once
// Shared by rating's pages: the date asked about, tags, addresses, figures.
#include <optional>
#include <string>
#include <string_view>

#include "feature_kit/act.hpp"
#include "platform/page_kit/page_kit.hpp"
#include "platform/web/web.hpp"
#include "rating/rating_lines.hpp"

namespace tarn::rating {

using web::Html;

/// The date in ?as_at=2020-09-01, else today. A date that cannot be read counts as today.
Date as_at_of(const kit::Act& act);
/// Where most of the schools shown lack evidence: so in one sentence, what explains most of it, and the
/// newest day that the evidence supports. Nothing where most have enough.
Html too_little_evidence(Runs& runs, kit::Act& act, const Lines& lines);
/// "as_at=2020-09-01" for links, or nothing when the page shows today.
std::string as_at_query(const kit::Act& act, Date as_at);
/// The field with which any page asks for another day, for search forms.
Html as_at_field(Date as_at);

page_kit::LevelTag tag_of(Level level);
Html level_html(std::optional<Level> level);  ///< the tag, or "No level" when there is none
Html movement_html(Movement movement);

std::string percent(double share);  ///< 0.813 -> "81%"
std::string school_href(Urn urn);   ///< "/schools/100000"
std::string rating_href(Urn urn, const kit::Act& act, Date as_at);
std::string evidence_href(Urn urn, const kit::Act& act, Date as_at);  ///< of the evidence behind the rating
std::string meeting_href(MeetingId id);                               ///< "/board/meetings/3"

/// {urn} of the address as a school open on the day (or its last record), with the authority of that record.
struct AskedSchool {
    std::shared_ptr<const schools::Register> schools;
    const schools::School* school = nullptr;  ///< null: unheard of
};
AskedSchool asked_school(kit::Act& act, Runs& runs, Date as_at);
std::optional<Meeting> asked_meeting(const kit::Act& act);  ///< {meeting}, as the viewer may see it

/// Columns of a table whose rows are cards on a phone.
std::vector<page_kit::Column> headings(std::initializer_list<const char*> words);

}
