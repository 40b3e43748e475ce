// Codes are stored, wording is displayed: the closed sets of this room and both their faces.
#include <algorithm>

#include "schools/register_facts.hpp"

namespace tarn::schools {

namespace {

struct Face {
    std::string_view code;
    std::string_view title;
};

constexpr std::array<Face, source_count> sources{{
    {"local", "The authority's own entry"},
    {"gias_official", "GIAS extract, official layout"},
    {"gias_2022", "GIAS extract of April 2022"},
    {"links", "GIAS links between URNs"},
    {"ofsted_mi", "Ofsted management information"},
    {"census", "School census"},
    {"absence", "School absence tables"},
    {"school_details_2018", "Performance tables register 2017-18"},
    {"performance_tables", "Performance tables"},
    {"datawookie", "Register of 2022, all types"},
    {"fact_school", "GIAS capacity and pupils, April 2022"},
    {"postcodes", "Code-Point Open postcodes"},
}};

constexpr std::array<Face, field_count> fields{{
    {"name", "Name"},
    {"laestab", "LAESTAB"},
    {"authority", "Local authority"},
    {"establishment", "Establishment number"},
    {"type", "Type"},
    {"phase", "Phase"},
    {"status", "Status"},
    {"opened", "Opened"},
    {"closed", "Closed"},
    {"reason_opened", "Reason opened"},
    {"reason_closed", "Reason closed"},
    {"trust", "Trust"},
    {"federation", "Federation"},
    {"diocese", "Diocese"},
    {"religion", "Religious character"},
    {"admissions", "Admissions policy"},
    {"gender", "Gender of entry"},
    {"low_age", "Lowest age"},
    {"high_age", "Highest age"},
    {"sixth_form", "Sixth form"},
    {"nursery_provision", "Nursery provision"},
    {"district", "District"},
    {"ward", "Ward"},
    {"postcode", "Postcode"},
    {"easting", "Easting"},
    {"northing", "Northing"},
    {"latitude", "Latitude"},
    {"longitude", "Longitude"},
    {"capacity", "Capacity"},
    {"roll", "Pupils on roll"},
    {"street", "Street"},
    {"locality", "Locality"},
    {"town", "Town"},
    {"county", "County"},
    {"website", "Website"},
    {"head_title", "Head's title"},
    {"head_first_name", "Head's first name"},
    {"head_last_name", "Head's last name"},
    {"head_role", "Head's preferred job title"},
    {"telephone", "Telephone"},
    {"has_primary", "Has primary pupils"},
    {"has_secondary", "Has secondary pupils"},
    {"has_sixteen_plus", "Has pupils over 16"},
    {"other_urn", "Other URN"},
    {"authority_name", "Name of the authority"},
    {"type_group", "Group of types"},
    {"sponsor", "Sponsor"},
    {"ukprn", "UKPRN"},
    {"school_key", "Key in the publisher's copy"},
}};

constexpr std::array<Face, inference_count> inferences{{
    {"existence",
     "No register lists it: it is held to be open because the census or absence tables show pupils."},
    {"opened_unknown", "No file gives its opening date: it was open before the earliest evidence."},
    {"opened_from_link", "Its opening date is taken from the link to its predecessor."},
    {"closed_by_successor", "Its last day is the day before its successor opened."},
    {"closed_by_absence",
     "No file gives its closing date: it is held to have closed on a 31 August, at the end of the school "
     "year in "
     "which registers stop showing it as open."},
    {"phase_from_ages", "Its phase is taken from the ages it admits."},
    {"phase_from_type", "Its phase is taken from its type."},
    {"type_from_census", "Its type is taken from the school census, which says less than GIAS."},
    {"changed_by_snapshot", "The day of a change is not known: it is dated by the first file that shows it."},
    {"authority_by_reorganisation",
     "Its local authority changed on the day that an order reorganised the authorities."},
    {"place_from_postcode", "Its place on the map is that of its postcode."},
    {"opened_by_absence",
     "No file gives its opening date: it is held to have opened on the 1 September after the last register "
     "that "
     "should show it and does not."},
    {"facts_from_lineage",
     "It is known from links only: its place, phase and authority are those of the school it "
     "continues or that continues it."},
}};

template <std::size_t N>
std::optional<std::size_t> position(const std::array<Face, N>& faces, std::string_view code) {
    const auto it =
        std::find_if(faces.begin(), faces.end(), [&](const Face& face) { return face.code == code; });
    if (it == faces.end()) return std::nullopt;
    return static_cast<std::size_t>(it - faces.begin());
}

template <class Enum, std::size_t N>
std::optional<Enum> parse(const std::array<Face, N>& faces, std::string_view code) {
    const auto found = position(faces, code);
    if (!found) return std::nullopt;
    return static_cast<Enum>(*found);
}

}

std::string_view source_code(Source source) {
    return sources[static_cast<std::size_t>(source)].code;
}
std::string_view source_title(Source source) {
    return sources[static_cast<std::size_t>(source)].title;
}
std::optional<Source> parse_source(std::string_view code) {
    return parse<Source>(sources, code);
}

std::string_view field_code(Field field) {
    return fields[static_cast<std::size_t>(field)].code;
}
std::string_view field_title(Field field) {
    return fields[static_cast<std::size_t>(field)].title;
}
std::optional<Field> parse_field(std::string_view code) {
    return parse<Field>(fields, code);
}

std::string_view inference_code(Inference inference) {
    return inferences[static_cast<std::size_t>(inference)].code;
}
std::string_view inference_sentence(Inference inference) {
    return inferences[static_cast<std::size_t>(inference)].title;
}

std::string_view status_title(Status status) {
    switch (status) {
        case Status::open:
            return "Open";
        case Status::closed:
            return "Closed";
        case Status::proposed_to_open:
            return "Proposed to open";
        case Status::proposed_to_close:
            return "Open, but proposed to close";
    }
    return "";
}

}
