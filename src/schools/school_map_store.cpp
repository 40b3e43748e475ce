#include <fmt/format.h>
#include <set>

#include "schools/authorities_rules.hpp"
#include "schools/register_facts.hpp"
#include "schools/school_map.hpp"

namespace tarn::schools {
namespace {

void add_json_text(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            out.append({'\\', c});
        else if (byte < 0x20)
            out += fmt::format("\\u{:04x}", byte);
        else
            out += c;
    }
    out += '"';
}

/// Outlines to draw: districts that schools lie in; where a district has none any more, its authority's.
struct Wanted {
    std::set<std::string> districts;
    std::set<std::string> authorities;
};

Wanted wanted_boundaries(storage::Reader& db, const std::vector<const School*>& schools) {
    std::set<std::string> known;
    for (const storage::Row& row :
         db.query("SELECT code FROM boundary WHERE kind = 0 ORDER BY code COLLATE \"C\"")) {
        known.insert(row.string(0));
    }
    Wanted wanted;
    for (const School* school : schools) {
        const std::string code{school->district_code};
        if (known.contains(code))
            wanted.districts.insert(code);
        else if (const AuthorityEntry* entry = find_authority(school->authority)) {
            wanted.authorities.insert(std::string{entry->ons_code});
        }
    }
    return wanted;
}

void add_feature(std::string& out, std::string_view name, std::string_view href, std::string_view detail,
                 std::string_view tone, std::string_view geometry) {
    out += out.back() == '[' ? "" : ",\n";
    out += "{\"type\":\"Feature\",\"properties\":{\"name\":";
    add_json_text(out, name);
    out += ",\"tone\":";
    add_json_text(out, tone);
    if (!href.empty()) {
        out += ",\"href\":";
        add_json_text(out, href);
        out += ",\"detail\":";
        add_json_text(out, detail);
    }
    out += "},\"geometry\":";
    out += geometry;
    out += '}';
}

void add_boundaries(std::string& out, storage::Reader& db, const Wanted& wanted) {
    for (const storage::Row& row :
         db.query("SELECT code, kind, name, geometry FROM boundary ORDER BY kind, code COLLATE \"C\"")) {
        const auto& codes = row.integer(1) == 0 ? wanted.districts : wanted.authorities;
        if (codes.contains(row.string(0))) add_feature(out, row.text(2), {}, {}, "grey", row.text(3));
    }
}

}

SchoolMap::SchoolMap(storage::Reader& db, const std::vector<const School*>& schools)
    : json_{"{\"type\":\"FeatureCollection\",\"features\":["} {
    add_boundaries(json_, db, wanted_boundaries(db, schools));
}

void SchoolMap::add(const School& school, std::string_view href, std::string_view detail,
                    std::string_view tone) {
    const auto at = coordinates(school);
    if (!at || ++points_ > most_points) return;
    add_feature(
        json_, school.name, href, detail, tone,
        fmt::format("{{\"type\":\"Point\",\"coordinates\":[{:.5f},{:.5f}]}}", at->longitude, at->latitude));
}

std::string SchoolMap::finished() && {
    json_ += "]}\n";
    return std::move(json_);
}

}
