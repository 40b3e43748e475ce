#include "schools/merge_rules.hpp"

#include <thread>

#include "analytics/parallel.hpp"
#include "schools/lineage_rules.hpp"
#include "schools/versions_rules.hpp"

namespace tarn::schools {

namespace {

/// Best source first; of one source the newest snapshot, then the newest release.
void order_by_precedence(std::vector<Statements>& tables) {
    std::stable_sort(tables.begin(), tables.end(), [](const Statements& a, const Statements& b) {
        if (a.source != b.source) return a.source < b.source;
        if (a.snapshot != b.snapshot) return a.snapshot > b.snapshot;
        return a.release > b.release;
    });
}

/// Gives rows that carry a publisher's own key the URN that the key stands for; unknown keys are dropped.
void resolve_school_keys(std::vector<Statements>& tables) {
    std::unordered_map<std::int64_t, Urn> urn_of;
    for (const Statements& table : tables) {
        if (!table.says(Field::school_key) || table.urns_are_school_keys) continue;
        for (std::size_t row = 0; row < table.urns.size(); ++row) {
            if (const auto key = parse_identifier(table.at(Field::school_key, row)))
                urn_of.emplace(*key, table.urns[row]);
        }
    }
    for (Statements& table : tables) {
        if (!table.urns_are_school_keys) continue;
        std::size_t kept = 0;
        for (std::size_t row = 0; row < table.urns.size(); ++row) {
            const auto found = urn_of.find(table.urns[row].value);
            if (found == urn_of.end()) continue;
            table.urns[kept] = found->second;
            for (auto& column : table.columns) {
                if (!column.empty()) column[kept] = column[row];
            }
            ++kept;
        }
        table.urns.resize(kept);
        for (auto& column : table.columns) {
            if (!column.empty()) column.resize(kept);
        }
        table.urns_are_school_keys = false;
    }
}

Group group_of(const TrackedFacts& tracked_facts) {
    if (tracked_facts.types.empty()) return Group::none;
    const Type type = tracked_facts.types.back().value;
    if (!state_funded(type)) return Group::none;
    switch (kind_of(type)) {
        case Kind::special:
            return Group::special;
        case Kind::nursery:
            return Group::nursery;
        case Kind::alternative:
            return Group::alternative;
        case Kind::mainstream:
            break;
        case Kind::sixteen_plus:
            return Group::none;
        case Kind::unknown:
            break;
    }
    const bool sixteen_plus = !tracked_facts.phases.empty() &&
                              tracked_facts.phases.back().value.phase == analytics::Phase::sixteen_plus;
    return sixteen_plus ? Group::none : Group::mainstream;
}

/// District names by code: the boundaries', else those that registers print beside postcodes of the district.
std::unordered_map<std::string_view, std::string_view> district_names(const Evidence& evidence,
                                                                      const Places& places) {
    std::unordered_map<std::string_view, std::string_view> names;
    for (const DistrictName& district : evidence.districts) names.emplace(district.code, district.name);
    for (const Statements& table : evidence.tables) {
        if (!table.says(Field::district) || !table.says(Field::postcode)) continue;
        for (std::size_t row = 0; row < table.urns.size(); ++row) {
            const PostcodePlace* place = places.find(table.at(Field::postcode, row));
            const std::string_view name = said(table.at(Field::district, row));
            if (place && !name.empty()) names.emplace(place->district, name);
        }
    }
    return names;
}

struct Line {
    std::vector<Pair> pairs;
    std::vector<std::optional<std::size_t>> shadow_of;
    std::vector<std::string_view> shadow_name;
};

void settle(const std::vector<Statements>& tables, const Rows& rows,
            const std::vector<TrackedFacts>& tracked_facts, Line& line,
            std::vector<OpenPeriod>& open_periods) {
    std::vector<std::int16_t> families;
    std::vector<Group> groups;
    for (const TrackedFacts& one : tracked_facts) {
        families.push_back(one.authorities.empty() ? std::int16_t{0}
                                                   : family_of(one.authorities.back().code));
        groups.push_back(group_of(one));
    }
    Coverage coverage(tables, rows, std::move(families), std::move(groups));
    settle_by_links(line.pairs, open_periods, coverage, line.shadow_of);
    for (std::size_t school = 0; school < rows.size(); ++school) {
        if (open_periods[school].exists) settle_by_silence(open_periods[school], school, coverage);
    }
    join_conversions(line.pairs, open_periods);
    std::vector<std::int32_t> numbers;
    for (const TrackedFacts& one : tracked_facts) numbers.push_back(one.number.value);
    separate_by_number(numbers, open_periods);
}

std::vector<Lineage> lineage_of(const Line& line, const Rows& rows,
                                const std::vector<OpenPeriod>& open_periods) {
    std::vector<Lineage> out;
    for (const Pair& pair : line.pairs) {
        const auto& opened = open_periods[pair.after].opened;
        const auto day = pair.kind == Succession::conversion && opened ? opened
                         : pair.date                                   ? pair.date
                                                                       : opened;
        out.push_back(
            {rows.urn(pair.before), rows.urn(pair.after), pair.kind, day.value_or(School::first_day())});
    }
    std::sort(out.begin(), out.end(), [](const Lineage& a, const Lineage& b) {
        return std::tie(a.urn, a.other) < std::tie(b.urn, b.other);
    });
    return out;
}

/// Whose rows a school is described by: its own, or along the line the first neighbour's that has any.
std::size_t body_of(const Line& line, std::size_t school) {
    std::size_t body = school;
    for (int steps = 0; line.shadow_of[body] && steps < 8; ++steps) body = *line.shadow_of[body];
    return body;
}

constexpr std::size_t schools_at_a_time = 2048;

unsigned threads() {
    return std::clamp(std::thread::hardware_concurrency(), 1u, 4u);
}

/// What each school's own statements say, school by school.
void read_each(const Workshop& shop, std::vector<OpenPeriod>& open_periods,
               std::vector<TrackedFacts>& tracked_facts) {
    const auto read = [&](std::size_t begin, std::size_t end) {
        for (std::size_t school = begin; school < end; ++school) {
            const auto rows = shop.rows.of(school);
            open_periods[school] = open_period_of(shop.tables, rows);
            tracked_facts[school] = tracked_facts_of(shop, rows, open_periods[school]);
            const bool census_or_absence_only =
                open_periods[school].exists && tracked_facts[school].names.empty();
            if (census_or_absence_only) open_periods[school].infer(Inference::existence);
        }
    };
    analytics::for_each_range(shop.rows.size(), schools_at_a_time, threads(), read);
}

Line line_of(const std::vector<Link>& links, const Rows& rows) {
    Line line{pairs_of(links, rows), std::vector<std::optional<std::size_t>>(rows.size()),
              std::vector<std::string_view>(rows.size())};
    for (const Pair& pair : line.pairs) {
        line.shadow_name[pair.before] = pair.before_name;
        line.shadow_name[pair.after] = pair.after_name;
    }
    return line;
}

/// Each range of schools has texts of its own, so that ranges can be written side by side.
void write_versions(const Workshop& shop, const Line& line, const std::vector<OpenPeriod>& open_periods,
                    const std::vector<TrackedFacts>& tracked_facts, Merged& merged) {
    const std::size_t ranges = (shop.rows.size() + schools_at_a_time - 1) / schools_at_a_time;
    merged.texts.resize(ranges);
    std::vector<std::vector<School>> parts(ranges);
    analytics::for_each_range(
        shop.rows.size(), schools_at_a_time, threads(), [&](std::size_t begin, std::size_t end) {
            const std::size_t range = begin / schools_at_a_time;
            const Workshop own{shop.tables, shop.rows, shop.places, shop.district_names, merged.texts[range]};
            for (std::size_t school = begin; school < end; ++school) {
                const std::size_t body = body_of(line, school);
                add_versions(own, {school, own.rows.of(body), body != school, line.shadow_name[school]},
                             tracked_facts[body], open_periods[school], parts[range]);
            }
        });
    for (const auto& part : parts) merged.versions.insert(merged.versions.end(), part.begin(), part.end());
}

}

Merged merge(Evidence evidence) {
    order_by_precedence(evidence.tables);
    resolve_school_keys(evidence.tables);
    Merged merged;
    const Rows rows(evidence.tables, evidence.links);
    const Places places(evidence.places);
    const auto names = district_names(evidence, places);
    Texts common;
    const Workshop shop{evidence.tables, rows, places, names, common};
    std::vector<OpenPeriod> open_periods(rows.size());
    std::vector<TrackedFacts> tracked_facts(rows.size());
    read_each(shop, open_periods, tracked_facts);
    Line line = line_of(evidence.links, rows);
    settle(evidence.tables, rows, tracked_facts, line, open_periods);
    write_versions(shop, line, open_periods, tracked_facts, merged);
    merged.lineage = lineage_of(line, rows, open_periods);
    return merged;
}

}
