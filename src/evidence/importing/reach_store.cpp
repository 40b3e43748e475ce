#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

#include "evidence/importing/reach.hpp"
#include "schools/schools.hpp"

namespace tarn::evidence {
namespace {

bool holds(const std::vector<Urn>& schools, Urn urn) {
    return std::binary_search(schools.begin(), schools.end(), urn);
}

/// Under its own number, or one that it had before it became an academy.
bool speaks_of(const schools::Register& schools, const std::vector<Urn>& named, Urn urn) {
    std::vector<Urn> numbers{urn};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (holds(named, numbers[i])) return true;
        for (const auto& link : schools.predecessors(numbers[i]))
            if (link.kind == schools::Succession::conversion &&
                std::find(numbers.begin(), numbers.end(), link.other) == numbers.end())
                numbers.push_back(link.other);
    }
    return false;
}

/// A file of secondary schools has a primary or two, by what the register calls them; it is not about
/// primaries.
struct Share {
    std::int64_t named = 0, all = 0;
    bool speaks() const { return named > 0 && 10 * named >= all; }
};

bool may_be_for(const ImportReport& report, analytics::Phase phase) {
    return report.phases.empty() ||
           std::find(report.phases.begin(), report.phases.end(), phase) != report.phases.end();
}

/// "junior and primary schools"; of many phases "schools".
std::string kind_of(const std::set<analytics::Phase>& phases) {
    constexpr std::size_t many = 3;
    if (phases.empty() || phases.size() > many || phases.contains(analytics::Phase::unknown))
        return "schools";
    std::string words;
    std::size_t left = phases.size();
    for (const analytics::Phase phase : phases) {
        std::string title{analytics::phase_title(phase)};
        if (title[0] >= 'A' && title[0] <= 'Z') title[0] = static_cast<char>(title[0] - 'A' + 'a');
        words += title + (--left == 0 ? "" : left == 1 ? " and " : ", ");
    }
    return words + " schools";
}

}

Reach reach_of(const schools::Register& schools, const ImportReport& report, AuthorityCode authority,
               Date day) {
    Reach reach;
    reach.authority = authority;
    std::map<analytics::Phase, Share> england, own;
    for (const schools::School* school : schools.open_in_england(day)) ++england[school->phase].all;
    for (const Urn urn : report.schools) {
        const schools::School* known = schools.find(urn, day);
        if (!known) known = schools.latest(urn);
        if (!known)
            ++reach.unknown;
        else
            ++england[known->phase].named;
    }
    reach.none_known = reach.unknown > 0 && reach.unknown == static_cast<std::int64_t>(report.schools.size());
    std::vector<std::pair<const schools::School*, bool>> of_authority;
    for (const schools::School* school : schools.open_in(authority, day)) {
        const bool named = speaks_of(schools, report.schools, school->urn);
        of_authority.emplace_back(school, named);
        ++own[school->phase].all, own[school->phase].named += named ? 1 : 0;
    }
    std::set<analytics::Phase> counted;
    for (const auto& [school, named] : of_authority) {
        if (!may_be_for(report, school->phase) ||
            !(england[school->phase].speaks() || own[school->phase].speaks()))
            continue;
        ++reach.own;
        counted.insert(school->phase);
        if (named)
            ++reach.spoken_of;
        else
            reach.lacking.push_back({school->urn, std::string{school->name}});
    }
    reach.kind = kind_of(counted);
    std::ranges::sort(reach.lacking, {}, &Reach::School::urn);
    return reach;
}

void add_moved(Reach& reach, const schools::Register& schools, const Levels& before, const Levels& after) {
    reach.compared = true;
    for (const auto& [urn, level] : after) {
        const auto earlier = before.find(urn);
        const std::string was = earlier == before.end() ? "Not rated" : earlier->second;
        if (was == level) continue;
        const schools::School* school = schools.latest(urn);
        reach.moved.push_back({urn, school ? std::string{school->name} : urn.text(), was, level});
    }
}

std::string sentence(const Reach::Moved& moved) {
    return fmt::format("{} ({}): {}, was {}", moved.name, moved.urn.text(), moved.after, moved.before);
}

std::vector<std::string> sentences(const Reach& reach, std::string_view authority) {
    std::vector<std::string> lines;
    if (reach.own > 0)
        lines.push_back(authority.empty() ? fmt::format("The file has {} of your {} {}.", reach.spoken_of,
                                                        reach.own, reach.kind)
                                          : fmt::format("The file has {} of the {} {} of {}.",
                                                        reach.spoken_of, reach.own, reach.kind, authority));
    if (reach.none_known)
        lines.push_back(
            fmt::format("The register knows none of the {} schools in the file. Check that it is the right "
                        "file, or import a register first.",
                        reach.unknown));
    else if (reach.unknown > 0)
        lines.push_back(
            fmt::format("Schools in the file that the register does not know: {}.", reach.unknown));
    if (!reach.lacking.empty())
        lines.push_back(
            fmt::format("Schools of the authority that the file lacks: {}.", reach.lacking.size()));
    if (reach.compared)
        lines.push_back(reach.moved.empty() ? std::string{"No proposed level moved."}
                                            : fmt::format("Proposed levels that moved by this file: {}.",
                                                          reach.moved.size()));
    return lines;
}

}
