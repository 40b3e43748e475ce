#include "schools/real_registers_test.hpp"

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <zlib.h>

#include "base/csv.hpp"

namespace tarn::schools::test {

namespace {

struct Layout {
    const char* file;
    Source source;
    const char* snapshot;
    const char* key;
    const char* columns;  ///< "field=Column of the file;field=..."
};

constexpr Layout layouts[] = {
    {"register/20220420_gias_hampshire_surrey.csv.gz", Source::gias_official, "2022-04-20", "URN",
     "authority=LA (code);establishment=EstablishmentNumber;name=EstablishmentName;"
     "type=TypeOfEstablishment (name);status=EstablishmentStatus (name);opened=OpenDate;closed=CloseDate;"
     "reason_opened=ReasonEstablishmentOpened (name);reason_closed=ReasonEstablishmentClosed (name);"
     "phase=PhaseOfEducation (name);low_age=StatutoryLowAge;high_age=StatutoryHighAge;gender=Gender (name);"
     "religion=ReligiousCharacter (name);diocese=Diocese (name);admissions=AdmissionsPolicy (name);"
     "capacity=SchoolCapacity;roll=NumberOfPupils;trust=Trusts (name);federation=Federations "
     "(name);street=Street;"
     "town=Town;postcode=Postcode;website=SchoolWebsite;district=DistrictAdministrative (name);"
     "ward=AdministrativeWard (name);easting=Easting;northing=Northing"},
    {"register/gias_2022-04-25_dim_school.csv.gz", Source::gias_2022, "2022-04-25", "urn",
     "school_key=school_key;laestab=dfe_number;name=school_name;type=establishment_type;status=school_status;"
     "opened=open_date;closed=close_date;phase=phase_type;religion=religious_character;low_age=statutory_low_"
     "age;"
     "high_age=statutory_high_age;district=administrative_district;ward=administrative_ward;street=street;"
     "locality=locality;town=town;county=county;postcode=postcode;easting=easting;northing=northing;"
     "website=school_website"},
    {"inspections/ofsted_mi_latest_2025-08.csv.gz", Source::ofsted_mi, "2025-08-31", "URN",
     "laestab=LAESTAB;name=School name;phase=Ofsted phase;type=Type of education;opened=School open date;"
     "religion=Designated religious character;admissions=Admissions policy;trust=Multi-academy trust name;"
     "postcode=Postcode;roll=Total number of pupils;low_age=Statutory lowest age;high_age=Statutory highest "
     "age"},
    {"census/england_census_2019.csv.gz", Source::census, "2019-01-17", "URN",
     "authority=LA;establishment=ESTAB;type=SCHOOLTYPE;roll=NOR"},
    {"census/england_abs_2019.csv.gz", Source::absence, "2019-08-31", "URN",
     "authority=LA;establishment=ESTAB"},
    {"census/england_abs_2013.csv.gz", Source::absence, "2013-08-31", "URN",
     "authority=LA;establishment=ESTAB"},
    {"register/school_details_2018.csv.gz", Source::school_details_2018, "2020-03-15", "URN",
     "name=Name;street=Street;town=City;postcode=Postcode;status=Status;opened=Date Opened;closed=Date "
     "Closed;"
     "type=Type;low_age=Age From;high_age=Age To;gender=Gender;religion=Religion;authority=Local Authority"},
    {"register/datawookie_schools_england.csv.gz", Source::datawookie, "2022-06-10", "school_id",
     "name=school_name;postcode=postcode;status=status;type=type;low_age=age_min;high_age=age_max;gender="
     "gender;"
     "religion=religion;admissions=admission;authority=local_authority_id"},
    {"register/fact_school.csv.gz", Source::fact_school, "2022-04-25", "school_key",
     "capacity=school_capacity;roll=number_of_pupils"},
};

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

/// Rows by column position: asking a table by name for every cell would cost more than reading the file.
class File {
  public:
    explicit File(const std::string& path) {
        const std::string text = unpacked(path);
        const std::size_t mark = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
        const std::string header = text.substr(mark, text.find('\n') - mark);
        header_ = parsed(header + "\n" + header).front().cells;
        rows_ = parsed(text);
    }
    std::size_t column(std::string_view name) const {
        const auto it = std::find(header_.begin(), header_.end(), name);
        if (it == header_.end()) throw std::runtime_error("no column " + std::string{name});
        return static_cast<std::size_t>(it - header_.begin());
    }
    const std::vector<CsvRow>& rows() const { return rows_; }

  private:
    static std::vector<CsvRow> parsed(const std::string& text) {
        const auto table = CsvTable::parse(text, {});
        if (!table) throw std::runtime_error(table.error().message);
        return table->rows();
    }
    std::vector<std::string> header_;
    std::vector<CsvRow> rows_;
};

std::string_view cell(const CsvRow& row, std::size_t column) {
    return column < row.cells.size() ? std::string_view{row.cells[column]} : std::string_view{};
}

class Reading {
  public:
    explicit Reading(RealRegisters& registers) : registers_(registers) {}
    std::string_view keep(std::string_view text) { return registers_.texts.emplace_back(text); }
    RegisterTable& add(Source source, const char* snapshot) {
        RegisterTable& table = registers_.tables.emplace_back();
        table.source = source;
        table.snapshot = *Date::parse_iso(snapshot);
        table.release = ReleaseId{static_cast<std::int64_t>(registers_.tables.size())};
        return table;
    }

  private:
    RealRegisters& registers_;
};

void read_schools(Reading& reading, const File& file, const Layout& layout) {
    RegisterTable& table = reading.add(layout.source, layout.snapshot);
    table.urns_are_school_keys = layout.source == Source::fact_school;
    std::vector<std::size_t> positions;
    std::istringstream columns{layout.columns};
    for (std::string column; std::getline(columns, column, ';');) {
        const std::size_t equals = column.find('=');
        table.columns.push_back({field_codes.parse(column.substr(0, equals)).value(), {}});
        positions.push_back(file.column(column.substr(equals + 1)));
    }
    const std::size_t key = file.column(layout.key);
    for (const CsvRow& row : file.rows()) {
        const auto number = parse_identifier(cell(row, key));
        if (!number || (!table.urns_are_school_keys && !Urn::parse(cell(row, key)))) continue;
        if (table.urns_are_school_keys && cell(row, file.column("year_key")) != "2021") continue;
        table.urns.push_back({static_cast<std::int32_t>(*number)});
        for (std::size_t i = 0; i < positions.size(); ++i) {
            table.columns[i].values.push_back(reading.keep(cell(row, positions[i])));
        }
    }
}

void read_links(Reading& reading, const File& file) {
    RegisterTable& table = reading.add(Source::links, "2025-04-22");
    for (const CsvRow& row : file.rows()) {
        const auto urn = Urn::parse(cell(row, 0));
        const auto linked = Urn::parse(cell(row, 1));
        if (!urn || !linked) continue;
        table.links.push_back({*urn, *linked, reading.keep(cell(row, 3)), Date::parse_published(cell(row, 4)),
                               reading.keep(cell(row, 2))});
    }
}

void read_postcodes(Reading& reading, const File& file) {
    RegisterTable& table = reading.add(Source::postcodes, "2022-08-31");
    for (const CsvRow& row : file.rows()) {
        const auto easting = parse_identifier(cell(row, 1));
        const auto northing = parse_identifier(cell(row, 2));
        if (!easting || !northing) continue;
        table.postcodes.push_back({reading.keep(cell(row, 0)), static_cast<std::int32_t>(*easting),
                                   static_cast<std::int32_t>(*northing), reading.keep(cell(row, 3)),
                                   reading.keep(cell(row, 4))});
    }
}

}

std::unique_ptr<RealRegisters> read_real_registers(const std::string& folder) {
    auto registers = std::make_unique<RealRegisters>();
    Reading reading(*registers);
    for (const Layout& layout : layouts) read_schools(reading, File(folder + "/" + layout.file), layout);
    read_links(reading, File(folder + "/register/links_edubasealldata20250422.csv.gz"));
    read_postcodes(reading, File(folder + "/register/school_postcodes_codepoint.csv.gz"));
    return registers;
}

}
