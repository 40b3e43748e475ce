// Codes are stored, wording is displayed: the closed sets of this room and both their faces.
#include "schools/register_facts.hpp"

namespace tarn::schools {

constinit const CodeTable<Source> source_codes{
    {Source::local, "local", "The authority's own entry"},
    {Source::gias_official, "gias_official", "GIAS extract, official layout"},
    {Source::gias_2022, "gias_2022", "GIAS extract of April 2022"},
    {Source::links, "links", "GIAS links between URNs"},
    {Source::ofsted_mi, "ofsted_mi", "Ofsted management information"},
    {Source::census, "census", "School census"},
    {Source::absence, "absence", "School absence tables"},
    {Source::school_details_2018, "school_details_2018", "Performance tables register 2017-18"},
    {Source::performance_tables, "performance_tables", "Performance tables"},
    {Source::datawookie, "datawookie", "Register of 2022, all types"},
    {Source::fact_school, "fact_school", "GIAS capacity and pupils, April 2022"},
    {Source::postcodes, "postcodes", "Code-Point Open postcodes"},
};

constinit const CodeTable<Field> field_codes{
    {Field::name, "name", "Name"},
    {Field::laestab, "laestab", "LAESTAB"},
    {Field::authority, "authority", "Local authority"},
    {Field::establishment, "establishment", "Establishment number"},
    {Field::type, "type", "Type"},
    {Field::phase, "phase", "Phase"},
    {Field::status, "status", "Status"},
    {Field::opened, "opened", "Opened"},
    {Field::closed, "closed", "Closed"},
    {Field::reason_opened, "reason_opened", "Reason opened"},
    {Field::reason_closed, "reason_closed", "Reason closed"},
    {Field::trust, "trust", "Trust"},
    {Field::federation, "federation", "Federation"},
    {Field::diocese, "diocese", "Diocese"},
    {Field::religion, "religion", "Religious character"},
    {Field::admissions, "admissions", "Admissions policy"},
    {Field::gender, "gender", "Gender of entry"},
    {Field::low_age, "low_age", "Lowest age"},
    {Field::high_age, "high_age", "Highest age"},
    {Field::sixth_form, "sixth_form", "Sixth form"},
    {Field::nursery_provision, "nursery_provision", "Nursery provision"},
    {Field::district, "district", "District"},
    {Field::ward, "ward", "Ward"},
    {Field::postcode, "postcode", "Postcode"},
    {Field::easting, "easting", "Easting"},
    {Field::northing, "northing", "Northing"},
    {Field::latitude, "latitude", "Latitude"},
    {Field::longitude, "longitude", "Longitude"},
    {Field::capacity, "capacity", "Capacity"},
    {Field::roll, "roll", "Pupils on roll"},
    {Field::street, "street", "Street"},
    {Field::locality, "locality", "Locality"},
    {Field::town, "town", "Town"},
    {Field::county, "county", "County"},
    {Field::website, "website", "Website"},
    {Field::head_title, "head_title", "Head's title"},
    {Field::head_first_name, "head_first_name", "Head's first name"},
    {Field::head_last_name, "head_last_name", "Head's last name"},
    {Field::head_role, "head_role", "Head's preferred job title"},
    {Field::telephone, "telephone", "Telephone"},
    {Field::has_primary, "has_primary", "Has primary pupils"},
    {Field::has_secondary, "has_secondary", "Has secondary pupils"},
    {Field::has_sixteen_plus, "has_sixteen_plus", "Has pupils over 16"},
    {Field::other_urn, "other_urn", "Other URN"},
    {Field::authority_name, "authority_name", "Name of the authority"},
    {Field::type_group, "type_group", "Group of types"},
    {Field::sponsor, "sponsor", "Sponsor"},
    {Field::ukprn, "ukprn", "UKPRN"},
    {Field::school_key, "school_key", "Key in the publisher's copy"},
};

constinit const CodeTable<Inference> inference_codes{
    {Inference::existence, "existence",
     "No register lists it: it is held to be open because the census or absence tables show pupils."},
    {Inference::opened_unknown, "opened_unknown",
     "No file gives its opening date: it was open before the earliest evidence."},
    {Inference::opened_from_link, "opened_from_link",
     "Its opening date is taken from the link to its predecessor."},
    {Inference::closed_by_successor, "closed_by_successor",
     "Its last day is the day before its successor opened."},
    {Inference::closed_by_absence, "closed_by_absence",
     "No file gives its closing date: it is held to have closed on a 31 August, at the end of the school "
     "year in "
     "which registers stop showing it as open."},
    {Inference::phase_from_ages, "phase_from_ages", "Its phase is taken from the ages it admits."},
    {Inference::phase_from_type, "phase_from_type", "Its phase is taken from its type."},
    {Inference::type_from_census, "type_from_census",
     "Its type is taken from the school census, which says less than GIAS."},
    {Inference::changed_by_snapshot, "changed_by_snapshot",
     "The day of a change is not known: it is dated by the first file that shows it."},
    {Inference::authority_by_reorganisation, "authority_by_reorganisation",
     "Its local authority changed on the day that an order reorganised the authorities."},
    {Inference::place_from_postcode, "place_from_postcode", "Its place on the map is that of its postcode."},
    {Inference::opened_by_absence, "opened_by_absence",
     "No file gives its opening date: it is held to have opened on the 1 September after the last register "
     "that "
     "should show it and does not."},
    {Inference::facts_from_lineage, "facts_from_lineage",
     "It is known from links only: its place, phase and authority are those of the school it "
     "continues or that continues it."},
};

}
