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
    std::string name;  ///< "ks2_perf_2025.csv"
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
std::vector<File> register_files(const County& county);  // demo_register_files.cpp
std::vector<File> boundary_files(const County& county,
                                 const Projection& to_degrees);  // demo_register_files.cpp
std::vector<File> yearly_files(const County& county);            // demo_yearly_files.cpp
std::vector<File> return_files(const County& county);            // demo_return_files.cpp
std::vector<File> inspection_files(const County& county);        // demo_inspection_files.cpp

/// A CSV text under construction: cells set by column name, or a whole row at once.
class Sheet {
  public:
    explicit Sheet(std::string_view header);  ///< column names between commas
    void set(std::string_view column, std::string_view value);
    void end_row();
    void row(std::initializer_list<std::string_view> cells);
    std::string take() { return std::move(text_); }

  private:
    void append(std::string_view cell);
    std::unordered_map<std::string_view, std::size_t> columns_;
    std::vector<std::string> cells_;
    std::string text_;
};

std::string day_month_year(Date date, char between);  ///< "31-08-2024"
/// Fellshire's and all other schools, with the record that each had on the day; schools not open are left
/// out.
void each_open(const County& county, Date day, const std::function<void(const Site&, const Record&)>& visit);

}
