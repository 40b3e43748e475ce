#include "rating/parts_pages.hpp"

#include <fmt/format.h>

#include "feature_kit/act.hpp"

namespace tarn::rating {

Date as_at_of(const kit::Act& act) {
    return act.as_at();
}

std::string as_at_query(const kit::Act& act, Date as_at) {
    return as_at == act.today() ? std::string{} : "as_at=" + as_at.iso();
}

namespace {

std::string_view because(std::optional<Lack> lack) {
    switch (lack.value_or(Lack::not_in_files)) {
        case Lack::never_imported:
            return "For most of it no file has been imported.";
        case Lack::too_old:
            return "Most of it is too old to count.";
        case Lack::not_recorded:
            return "Most of it is what the authority itself has not recorded.";
        case Lack::not_calculated:
        case Lack::not_in_files:
            break;
    }
    return "For most of it the files hold no figure for these schools.";
}

}

Html too_little_evidence(Runs& runs, kit::Act& act, const Lines& lines) {
    std::vector<const Proposal*> rated, lacking;
    for (const Line& line : lines.lines) {
        if (!line.proposal) continue;
        rated.push_back(line.proposal);
        if (line.proposal->level == Level::not_enough_evidence) lacking.push_back(line.proposal);
    }
    if (2 * lacking.size() <= rated.size()) return {};
    Html html = Html::text(fmt::format("{} of these {} schools lack evidence on {}. {} ", lacking.size(),
                                       rated.size(), lines.run->as_at.display(),
                                       because(largest_lack(*lines.run, lacking))));
    const auto day = runs.supported_day(act.db, act.viewer.authority(), act.today());
    if (day && *day < lines.run->as_at)
        html += page_kit::link_to("/levels?as_at=" + day->iso(),
                                  "See " + day->display() + ", a day on which most had enough");
    return page_kit::inset_text({.content = std::move(html)});
}

Html as_at_field(Date as_at) {
    return page_kit::input({.name = "as_at",
                            .label = {.content = "As at"},
                            .hint = {.content = "Uses only what was known on this date"},
                            .value = as_at.iso(),
                            .type = "date",
                            .classes = "govuk-input--width-10"});
}

page_kit::LevelTag tag_of(Level level) {
    switch (level) {
        case Level::green:
            return page_kit::LevelTag::green;
        case Level::amber:
            return page_kit::LevelTag::amber;
        case Level::red:
            return page_kit::LevelTag::red;
        case Level::not_enough_evidence:
            break;
    }
    return page_kit::LevelTag::not_enough_evidence;
}

Html level_html(std::optional<Level> level) {
    return page_kit::level_tag(level ? tag_of(*level) : page_kit::LevelTag::none);
}

Html movement_html(Movement movement) {
    switch (movement) {
        case Movement::better:
            return page_kit::direction_mark(page_kit::Direction::better);
        case Movement::worse:
            return page_kit::direction_mark(page_kit::Direction::worse);
        case Movement::same:
            return page_kit::direction_mark(page_kit::Direction::same);
        case Movement::first:
            break;
    }
    return page_kit::direction_mark(page_kit::Direction::first);
}

std::string percent(double share) {
    return fmt::format("{:.0f}%", share * 100);
}

std::vector<page_kit::Column> headings(std::initializer_list<const char*> words) {
    std::vector<page_kit::Column> columns;
    for (const char* each : words) columns.push_back({.heading = each, .label = each});
    return columns;
}

std::string school_href(Urn urn) {
    return "/schools/" + urn.text();
}

std::string rating_href(Urn urn, const kit::Act& act, Date as_at) {
    const auto query = as_at_query(act, as_at);
    return school_href(urn) + "/rating" + (query.empty() ? "" : "?" + query);
}

std::string evidence_href(Urn urn, const kit::Act& act, Date as_at) {
    const auto query = as_at_query(act, as_at);
    return school_href(urn) + "/rating/evidence" + (query.empty() ? "" : "?" + query);
}

std::string meeting_href(MeetingId id) {
    return fmt::format("/board/meetings/{}", id.value);
}

AskedSchool asked_school(kit::Act& act, Runs& runs, Date as_at) {
    AskedSchool asked{runs.register_of(act.db), nullptr};
    const auto urn = Urn::parse(act.request.parameter("urn").value_or(""));
    if (!urn) return asked;
    asked.school = asked.schools->find(*urn, as_at);
    if (!asked.school) asked.school = asked.schools->latest(*urn);
    return asked;
}

std::optional<Meeting> asked_meeting(const kit::Act& act) {
    const auto id = parse_identifier(act.request.parameter("meeting").value_or(""));
    return id ? board_meetings.find(act.db, act.viewer, {*id}) : std::nullopt;
}

}
