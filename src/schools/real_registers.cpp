#include "schools/real_registers.hpp"

#include <stdexcept>
#include <zlib.h>

#include "base/csv.hpp"

namespace tarn::schools::test {

namespace {

std::string unpacked(const std::string& file) {
    gzFile in = gzopen(file.c_str(), "rb");
    if (in == nullptr) throw std::runtime_error("cannot open " + file);
    std::string out;
    char buffer[1 << 16];
    for (int read = 0; (read = gzread(in, buffer, sizeof buffer)) > 0;) {
        out.append(buffer, static_cast<std::size_t>(read));
    }
    gzclose(in);
    return out;
}

struct Mapping {
    Field field;
    const char* column;
};

struct FileLayout {
    const char* file;
    Source source;
    Date snapshot;
    const char* key;
    std::vector<Mapping> columns;
};

Date day(int year, unsigned month, unsigned d) {
    return *Date::of(year, month, d);
}

std::vector<FileLayout> layouts() {
    return {
        {"register/20220420_gias_hampshire_surrey.csv.gz",
         Source::gias_official,
         day(2022, 4, 20),
         "URN",
         {{Field::authority, "LA (code)"},
          {Field::establishment, "EstablishmentNumber"},
          {Field::name, "EstablishmentName"},
          {Field::type, "TypeOfEstablishment (name)"},
          {Field::status, "EstablishmentStatus (name)"},
          {Field::reason_opened, "ReasonEstablishmentOpened (name)"},
          {Field::opened, "OpenDate"},
          {Field::reason_closed, "ReasonEstablishmentClosed (name)"},
          {Field::closed, "CloseDate"},
          {Field::phase, "PhaseOfEducation (name)"},
          {Field::low_age, "StatutoryLowAge"},
          {Field::high_age, "StatutoryHighAge"},
          {Field::gender, "Gender (name)"},
          {Field::religion, "ReligiousCharacter (name)"},
          {Field::diocese, "Diocese (name)"},
          {Field::admissions, "AdmissionsPolicy (name)"},
          {Field::capacity, "SchoolCapacity"},
          {Field::roll, "NumberOfPupils"},
          {Field::trust, "Trusts (name)"},
          {Field::federation, "Federations (name)"},
          {Field::street, "Street"},
          {Field::town, "Town"},
          {Field::postcode, "Postcode"},
          {Field::website, "SchoolWebsite"},
          {Field::district, "DistrictAdministrative (name)"},
          {Field::ward, "AdministrativeWard (name)"},
          {Field::easting, "Easting"},
          {Field::northing, "Northing"}}},
        {"register/gias_2022-04-25_dim_school.csv.gz",
         Source::gias_2022,
         day(2022, 4, 25),
         "urn",
         {{Field::school_key, "school_key"},
          {Field::laestab, "dfe_number"},
          {Field::name, "school_name"},
          {Field::type, "establishment_type"},
          {Field::status, "school_status"},
          {Field::opened, "open_date"},
          {Field::closed, "close_date"},
          {Field::phase, "phase_type"},
          {Field::religion, "religious_character"},
          {Field::low_age, "statutory_low_age"},
          {Field::high_age, "statutory_high_age"},
          {Field::district, "administrative_district"},
          {Field::ward, "administrative_ward"},
          {Field::street, "street"},
          {Field::locality, "locality"},
          {Field::town, "town"},
          {Field::county, "county"},
          {Field::postcode, "postcode"},
          {Field::easting, "easting"},
          {Field::northing, "northing"},
          {Field::website, "school_website"}}},
        {"inspections/ofsted_mi_latest_2025-08.csv.gz",
         Source::ofsted_mi,
         day(2025, 8, 31),
         "URN",
         {{Field::laestab, "LAESTAB"},
          {Field::name, "School name"},
          {Field::phase, "Ofsted phase"},
          {Field::type, "Type of education"},
          {Field::opened, "School open date"},
          {Field::religion, "Designated religious character"},
          {Field::admissions, "Admissions policy"},
          {Field::trust, "Multi-academy trust name"},
          {Field::postcode, "Postcode"},
          {Field::roll, "Total number of pupils"},
          {Field::low_age, "Statutory lowest age"},
          {Field::high_age, "Statutory highest age"}}},
        {"census/england_census_2019.csv.gz",
         Source::census,
         day(2019, 1, 17),
         "URN",
         {{Field::authority, "LA"},
          {Field::establishment, "ESTAB"},
          {Field::type, "SCHOOLTYPE"},
          {Field::roll, "NOR"}}},
        {"census/england_abs_2019.csv.gz",
         Source::absence,
         day(2019, 8, 31),
         "URN",
         {{Field::authority, "LA"}, {Field::establishment, "ESTAB"}}},
        {"census/england_abs_2013.csv.gz",
         Source::absence,
         day(2013, 8, 31),
         "URN",
         {{Field::authority, "LA"}, {Field::establishment, "ESTAB"}}},
        {"register/school_details_2018.csv.gz",
         Source::school_details_2018,
         day(2020, 3, 15),
         "URN",
         {{Field::name, "Name"},
          {Field::street, "Street"},
          {Field::town, "City"},
          {Field::postcode, "Postcode"},
          {Field::status, "Status"},
          {Field::opened, "Date Opened"},
          {Field::closed, "Date Closed"},
          {Field::type, "Type"},
          {Field::low_age, "Age From"},
          {Field::high_age, "Age To"},
          {Field::gender, "Gender"},
          {Field::religion, "Religion"},
          {Field::authority, "Local Authority"}}},
        {"register/datawookie_schools_england.csv.gz",
         Source::datawookie,
         day(2022, 6, 10),
         "school_id",
         {{Field::name, "school_name"},
          {Field::postcode, "postcode"},
          {Field::status, "status"},
          {Field::type, "type"},
          {Field::low_age, "age_min"},
          {Field::high_age, "age_max"},
          {Field::gender, "gender"},
          {Field::religion, "religion"},
          {Field::admissions, "admission"},
          {Field::authority, "local_authority_id"}}},
        {"register/fact_school.csv.gz",
         Source::fact_school,
         day(2022, 4, 25),
         "school_key",
         {{Field::capacity, "school_capacity"}, {Field::roll, "number_of_pupils"}}},
    };
}

CsvTable parsed(const std::string& file) {
    auto table = CsvTable::parse(unpacked(file), {});
    if (!table) throw std::runtime_error(file + ": " + table.error().message);
    return std::move(*table);
}

class Reading {
  public:
    explicit Reading(RealRegisters& registers) : registers_(registers) {}
    std::string_view keep(std::string_view text) {
        registers_.texts.emplace_back(text);
        return registers_.texts.back();
    }

  private:
    RealRegisters& registers_;
};

RegisterTable read_table(Reading& reading, const CsvTable& csv, const FileLayout& layout) {
    RegisterTable table;
    table.source = layout.source;
    table.snapshot = layout.snapshot;
    table.urns_are_school_keys = layout.source == Source::fact_school;
    for (const Mapping& mapping : layout.columns) table.columns.push_back({mapping.field, {}});
    for (const CsvRow& row : csv.rows()) {
        const auto key = csv.cell(row, layout.key);
        const auto number = parse_identifier(key);
        if (!number || (!table.urns_are_school_keys && !Urn::parse(key))) continue;
        if (table.urns_are_school_keys && csv.cell(row, "year_key") != "2021") continue;
        table.urns.push_back({static_cast<std::int32_t>(*number)});
        for (std::size_t i = 0; i < layout.columns.size(); ++i) {
            table.columns[i].values.push_back(reading.keep(csv.cell(row, layout.columns[i].column)));
        }
    }
    return table;
}

RegisterTable read_links(Reading& reading, const CsvTable& csv) {
    RegisterTable table;
    table.source = Source::links;
    table.snapshot = day(2025, 4, 22);
    for (const CsvRow& row : csv.rows()) {
        const auto urn = Urn::parse(csv.cell(row, "URN"));
        const auto linked = Urn::parse(csv.cell(row, "LinkURN"));
        if (!urn || !linked) continue;
        table.links.push_back({*urn, *linked, reading.keep(csv.cell(row, "LinkType")),
                               Date::parse_published(csv.cell(row, "LinkEstablishedDate")),
                               reading.keep(csv.cell(row, "LinkName"))});
    }
    return table;
}

RegisterTable read_postcodes(Reading& reading, const CsvTable& csv) {
    RegisterTable table;
    table.source = Source::postcodes;
    table.snapshot = day(2022, 8, 31);
    for (const CsvRow& row : csv.rows()) {
        const auto easting = parse_identifier(csv.cell(row, "easting"));
        const auto northing = parse_identifier(csv.cell(row, "northing"));
        if (!easting || !northing) continue;
        table.postcodes.push_back({reading.keep(csv.cell(row, "postcode")),
                                   static_cast<std::int32_t>(*easting), static_cast<std::int32_t>(*northing),
                                   reading.keep(csv.cell(row, "district")),
                                   reading.keep(csv.cell(row, "ward"))});
    }
    return table;
}

}

std::unique_ptr<RealRegisters> read_real_registers(const std::string& folder) {
    auto registers = std::make_unique<RealRegisters>();
    Reading reading(*registers);
    for (const FileLayout& layout : layouts()) {
        registers->tables.push_back(read_table(reading, parsed(folder + "/" + layout.file), layout));
    }
    registers->tables.push_back(
        read_links(reading, parsed(folder + "/register/links_edubasealldata20250422.csv.gz")));
    registers->tables.push_back(
        read_postcodes(reading, parsed(folder + "/register/school_postcodes_codepoint.csv.gz")));
    std::int64_t release = 0;
    for (RegisterTable& table : registers->tables) table.release = ReleaseId{++release};
    return registers;
}

}
