#pragma once
// The values of the register: what files state, and what is held to be true of a school over time.
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/snapshot.hpp"
#include "base/code_table.hpp"
#include "base/date.hpp"
#include "base/ids.hpp"

namespace tarn::schools {

/// Where a statement comes from, best first: this is the written order of precedence. Between two statements
/// about the same days the source named earlier wins; between releases of one source the later snapshot, then
/// the later release.
enum class Source : std::uint8_t {
    local,                ///< typed or uploaded by the authority
    gias_official,        ///< GIAS extract in the official 111-column layout
    gias_2022,            ///< GIAS 25 April 2022, mainstream, columns renamed by the publisher of the copy
    links,                ///< GIAS links: predecessor and successor URNs
    ofsted_mi,            ///< Ofsted management information
    census,               ///< school census: SCHOOLTYPE tells state special from independent special
    absence,              ///< school absence tables: existence, authority and establishment number
    school_details_2018,  ///< performance-tables register of 2017-18, all types, open and closed
    performance_tables,   ///< attainment files that carry a school's name, LAESTAB or type
    datawookie,           ///< register of 2022, all types
    fact_school,          ///< capacity and roll beside gias_2022
    postcodes,            ///< Code-Point Open: place of a postcode
    // Stored versions name a source by its place here, so that later ones come last.
    school_information,  ///< performance-tables registers of 2022 and 2023: no nurseries, no referral units
    register_copies,     ///< a part of the register of 2026 that others cut out
};
extern const CodeTable<Source>
    source_codes;  ///< {"gias_2022", "GIAS extract of April 2022"}; in import profiles too

/// What a register file can say of a school. The texts are the file's own; rules turn them into codes.
enum class Field : std::uint8_t {
    name,
    laestab,
    authority,
    establishment,
    type,
    phase,
    status,
    opened,
    closed,
    reason_opened,
    reason_closed,
    trust,
    federation,
    diocese,
    religion,
    admissions,
    gender,
    low_age,
    high_age,
    sixth_form,
    nursery_provision,
    district,
    ward,
    postcode,
    easting,
    northing,
    latitude,
    longitude,
    capacity,
    roll,
    street,
    locality,
    town,
    county,
    website,
    head_title,
    head_first_name,
    head_last_name,
    head_role,
    telephone,
    has_primary,
    has_secondary,
    has_sixteen_plus,
    other_urn,
    authority_name,
    type_group,
    sponsor,
    ukprn,
    school_key,
    previous_authority,
    previous_authority_name,
    previous_establishment,
};
inline constexpr std::size_t field_count = 52;
extern const CodeTable<Field> field_codes;  ///< {"low_age", "Lowest age"}

struct Link {
    Urn urn;
    Urn linked;
    std::string_view type;     ///< "Predecessor", "Successor - amalgamated", ... as the file writes it
    std::optional<Date> date;  ///< the link's own date; can differ from the opening date by months
    std::string_view linked_name{};
    bool decided = false;  ///< by a data officer, since none was published
};

struct PostcodePlace {
    std::string_view postcode;
    std::int32_t easting = 0;  ///< metres, British National Grid (EPSG:27700)
    std::int32_t northing = 0;
    std::string_view district;  ///< ONS code: "E07000123"
    std::string_view ward;
};

enum class BoundaryKind : std::uint8_t { district, authority };
struct Boundary {
    std::string_view code;  ///< ONS code
    std::string_view name;
    BoundaryKind kind = BoundaryKind::district;
    std::string_view geometry;  ///< GeoJSON geometry object (Polygon or MultiPolygon, WGS84), as text
};

/// One register file. All texts are valid UTF-8 and stay alive for the call of store_register.
struct RegisterTable {
    Source source = Source::gias_2022;
    ReleaseId release{};
    Date snapshot;          ///< the day the file speaks of; for a year's figures its last day
    std::vector<Urn> urns;  ///< one per row; a URN may repeat, its last row wins
    /// fact_school has no URNs: `urns` then holds its school_key, resolved by the school_key column of
    /// gias_2022.
    bool urns_are_school_keys = false;
    struct Column {
        Field field;
        std::vector<std::string_view> values;  ///< one per URN; empty means that the file does not say
    };
    std::vector<Column> columns;
    std::vector<Link> links;
    std::vector<PostcodePlace> postcodes;
    std::vector<Boundary> boundaries;
};

/// Sentences on a register file: which accepted rows make no school and why, which number two of its open
/// schools hold.
std::vector<std::string> remarks_on(const RegisterTable& table);

/// Type of establishment with GIAS's own codes; those from 200 are ours, for sources that say less than GIAS.
enum class Type : std::uint8_t {
    unknown = 0,
    community = 1,
    voluntary_aided = 2,
    voluntary_controlled = 3,
    foundation = 5,
    city_technology_college = 6,
    community_special = 7,
    non_maintained_special = 8,
    independent_special = 10,
    independent = 11,
    foundation_special = 12,
    pupil_referral_unit = 14,
    nursery = 15,
    further_education = 18,
    secure_unit = 24,
    service_children = 26,
    academy_sponsor_led = 28,
    higher_education = 29,
    miscellaneous = 30,
    sixth_form_centre = 31,
    special_post_sixteen = 32,
    academy_special_sponsor_led = 33,
    academy_converter = 34,
    free_school = 35,
    free_school_special = 36,
    british_overseas = 37,
    free_school_alternative = 38,
    free_school_sixteen_plus = 39,
    university_technical_college = 40,
    studio_school = 41,
    academy_alternative_converter = 42,
    academy_alternative_sponsor_led = 43,
    academy_special_converter = 44,
    academy_sixteen_plus_converter = 45,
    academy_sixteen_plus_sponsor_led = 46,
    children_centre = 47,
    online_provider = 49,
    academy_secure_sixteen_plus = 57,
    maintained_unspecified = 200,
    academy_unspecified = 201,
    special_unspecified = 202,
    state_special_unspecified = 203,
    independent_unspecified = 204,
    college_unspecified = 205,
    academy_special_unspecified = 206,
    state_unspecified = 207,
    alternative_unspecified = 208,
};
std::string_view type_title(Type type);  ///< "Voluntary aided school"
bool state_funded(Type type);            ///< by type alone
bool maintained(Type type);  ///< by the local authority; the authority's powers of intervention apply
bool academy(Type type);     ///< academies, free schools, UTCs, studio schools

enum class Status : std::uint8_t { open, closed, proposed_to_open, proposed_to_close };

/// What no file says outright. Shown on the school's page beside the fact.
enum class Inference : std::uint8_t {
    existence,            ///< in the census or absence tables only: held to be open
    opened_unknown,       ///< no opening date: open before the earliest evidence
    opened_from_link,     ///< opening date taken from the link to its predecessor
    closed_by_successor,  ///< closing date is the day before its successor opened
    closed_by_absence,  ///< no closing date and not in newer registers: held to be closed from the day after
                        ///< the last
    phase_from_ages,
    phase_from_type,
    type_from_census,
    changed_by_snapshot,          ///< the day of a change is unknown: dated by the first file that shows it
    authority_by_reorganisation,  ///< dated by the order that reorganised the authorities
    place_from_postcode,
    opened_by_absence,   ///< no opening date and not in an older register that should show it
    facts_from_lineage,  ///< known from links only: place, phase and authority are its neighbour's in the
                         ///< line
    before_undated,  ///< an authority or number before is told without a day: today's counts from the start
};
/// With a sentence: "Its closing date is the day before its successor opened."
extern const CodeTable<Inference> inference_codes;

/// One version of one school: what held from valid.from to valid.to. Texts point into the Register that gave
/// it out.
struct School {
    Urn urn;
    DateRange valid;             ///< from first_day() when it opened before the earliest evidence
    std::optional<Date> opened;  ///< empty: before the earliest evidence
    std::optional<Date> closed;  ///< last day open
    std::string_view name;
    AuthorityCode authority;
    Laestab laestab;  ///< value 0: not known
    Type type = Type::unknown;
    analytics::Phase phase = analytics::Phase::unknown;
    bool state_funded = false;
    std::int16_t low_age = -1;  ///< years; -1 not known
    std::int16_t high_age = -1;
    std::int32_t capacity = -1;  ///< places; -1 not known
    std::int32_t roll = -1;      ///< pupils on roll in the newest register or census; -1 not known
    std::int32_t easting = 0;    ///< metres, British National Grid; 0 not known
    std::int32_t northing = 0;
    std::string_view postcode;  ///< "PR1 8RE"
    std::string_view town;
    std::string_view district;  ///< name: "Preston"; "" not known
    std::string_view district_code;
    std::string_view ward;
    std::string_view trust;
    std::string_view federation;
    std::string_view diocese;
    std::string_view religion;
    std::string_view gender;
    std::string_view admissions;
    std::string_view details;    ///< the other fields, "street=...\nwebsite=...\n"
    std::string_view sources;    ///< one letter per Field: 'a' + Source, or '-'
    std::uint32_t inferred = 0;  ///< bit set of Inference

    static Date first_day() { return Date::from_days(-25567); }  ///< 1900-01-01
    bool infers(Inference inference) const { return (inferred >> static_cast<unsigned>(inference)) & 1u; }
    std::vector<Inference> inferences() const;
    std::string_view detail(Field field) const;          ///< street, website, ...: "" not known
    std::optional<Source> source_of(Field field) const;  ///< which file a fact was taken from
    bool maintained() const { return schools::maintained(type); }
};

struct Coordinates {
    double latitude = 0;  ///< degrees, WGS84
    double longitude = 0;
};
std::optional<Coordinates> coordinates(const School& school);  ///< empty when its place is not known

enum class Succession : std::uint8_t {
    conversion,  ///< one school going on under a new URN: it keeps its history
    merger,      ///< several into one, or one into an open one
    split,
    other,
};
struct Lineage {
    Urn urn;
    Urn other;
    Succession kind = Succession::other;
    Date from;  ///< first day of the successor
};

}
