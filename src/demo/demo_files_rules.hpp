#pragma once
// The county as its publishers would publish it: files in memory, in the real layouts.
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "demo/demo_county_rules.hpp"

namespace tarn::demo {

struct File {
    std::string name;  ///< "england_census_2026.csv"
    std::string text;
    std::optional<std::string> period = {};  ///< "2024/25", "2026-01": what its name or its rows say, too
    std::optional<Date> public_from = {};    ///< empty for registers and for rows that carry their own
    bool owned = false;                      ///< the authority's own, not published
};

/// Degrees of longitude and latitude, WGS84.
using Projection = std::function<std::pair<double, double>(Point)>;

/// In the order in which they are to be imported: registers first.
std::vector<File> publish(const County& county, const Projection& to_degrees);

// By subject, each in a file of its own name.
std::vector<File> register_files(const County& county);  // demo_register_files_rules.cpp
std::vector<File> boundary_files(const County& county,
                                 const Projection& to_degrees);  // demo_register_files_rules.cpp
std::vector<File> yearly_files(const County& county);            // demo_yearly_files_rules.cpp
std::vector<File> return_files(const County& county);            // demo_return_files_rules.cpp
std::vector<File> inspection_files(const County& county);        // demo_inspection_files_rules.cpp

/// A CSV text under construction: cells set by column name, or a whole row at once.
class Sheet {
  public:
    explicit Sheet(std::string_view header);  ///< column names between commas
    void set(std::string_view column, std::string_view value);
    /// The same where the header has such a column.
    void put(std::string_view column, std::string_view value);
    void fill(std::string_view first, std::string_view last,
              std::string_view value);  ///< these and all between
    void end_row();
    void row(std::initializer_list<std::string_view> cells);
    std::string take() { return std::move(text_); }

  private:
    std::string& cell(std::string_view column);
    void append(std::string_view cell);
    std::unordered_map<std::string_view, std::size_t> columns_;
    std::vector<std::string> cells_;
    std::string text_;
};

/// Rows of explore education statistics: the columns that say whose row it is, as far as a header has them.
class StatisticsRows {
  public:
    StatisticsRows(const County& county, SchoolYear year, std::string_view header,
                   std::string_view identifier = "Academic year")
        : county_(county), year_(year), identifier_(identifier), sheet_(header) {}
    Sheet& school(const Site& site, const Record& record);
    Sheet& total(std::optional<int> of);  ///< an authority's, or England's where none is named
    std::string take() { return sheet_.take(); }

  private:
    void start(std::string_view level);
    void authority(int index);

    const County& county_;
    SchoolYear year_;
    std::string_view identifier_;
    Sheet sheet_;
};
std::string_view published_phase(Phase phase);  ///< "State-funded primary"

std::string day_month_year(Date date, char between);  ///< "31-08-2024"
std::string decimals(double value, int places);
std::string percent(double value);                            ///< "47%"
std::string windows_1252(std::string_view utf8);              ///< of letters that Latin 1 has, too
std::string laestab(const County& county, const Site& site);  ///< "9902034"

// Yearly files, each of one school year.
std::string census(const County& county, SchoolYear year);
std::string census_long(const County& county, SchoolYear year);
std::string special_needs(const County& county, SchoolYear year);
std::string finance(const County& county, SchoolYear year);  // demo_accounts_files_rules.cpp
std::string academies(const County& county, SchoolYear year);
std::string absence(const County& county, SchoolYear year);      // demo_statistics_files_rules.cpp
std::string suspensions(const County& county, SchoolYear year);  // demo_statistics_files_rules.cpp
std::string workforce(const County& county, SchoolYear year);    // demo_statistics_files_rules.cpp
std::string turnover(const County& county, SchoolYear year);     // demo_statistics_files_rules.cpp
std::string workforce_size(const County& county, SchoolYear year);
std::string sickness(const County& county, SchoolYear year);
std::string attendance_so_far(const County& county, SchoolYear year);  // demo_area_files_rules.cpp
std::string home_education(const County& county, SchoolYear year);     // demo_area_files_rules.cpp
std::string plans(const County& county, SchoolYear year);              // demo_area_files_rules.cpp
std::string key_stage_2(const County& county, SchoolYear year);        // demo_results_files_rules.cpp
std::string key_stage_2_long(const County& county, SchoolYear year);
std::string key_stage_2_information(const County& county, SchoolYear year);
std::string key_stage_4(const County& county, SchoolYear year, bool provisional);
std::string key_stage_4_information(const County& county, SchoolYear year);
std::string key_stage_5(const County& county, SchoolYear year);       // demo_sixth_form_files_rules.cpp
std::string key_stage_5_long(const County& county, SchoolYear year);  // demo_sixth_form_files_rules.cpp

/// Fellshire's and all other schools, with the record that each had on the day; schools not open are left
/// out.
void each_open(const County& county, Date day, const std::function<void(const Site&, const Record&)>& visit);

}
