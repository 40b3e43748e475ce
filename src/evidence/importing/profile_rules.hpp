#pragma once
// How a kind of file is recognised and what each of its columns says. A profile is data:
// schemes/profiles/*.toml.
#include <cstdint>
#include <map>
#include <optional>
#include <regex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/report_cards.hpp"
#include "base/date.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "evidence/importing/cells_rules.hpp"
#include "evidence/importing/header_rules.hpp"

namespace tarn::evidence {

enum class Kind : std::uint8_t {
    school,      ///< a row is a school: measures, and what the file says of the school itself
    area,        ///< a row is an authority, a region or England, a period and a breakdown
    inspection,  ///< a row holds one or more inspections of a school
    links,       ///< a row ties two URNs
    postcodes,   ///< a row places a postcode
    boundaries,  ///< GeoJSON
};

/// What is done with one column.
struct ColumnRule {
    std::string measure;   ///< empty: no measure
    std::string n_column;  ///< the column that counts the pupils behind it
    NumberKind kind = NumberKind::number;
    std::optional<Date> public_from;  ///< where this column became public on another day than the rest
    std::string field;                ///< code of a schools::Field
    bool is_date = false;             ///< the field is a date and a day that does not exist is an error
    std::string ignore;               ///< why the column is left out
    bool halves_blank = false;        ///< a count of halves, of pupils on two rolls, is left blank
};

/// A column that the file does not have: the sum of some that it has.
struct SumRule {
    std::string column;              ///< what [columns] and [[derived]] call it
    std::vector<std::string> of;     ///< those that the file lacks count nothing
    std::vector<std::string> minus;  ///< taken away, by the same rule
};

/// In a long layout, the rows of a school and period that say one thing.
struct PartRule {
    std::vector<std::pair<std::string, std::vector<std::string>>> when;  ///< column -> any of these texts
    std::map<std::string, ColumnRule, std::less<>> columns;
};

/// Rows that are no schools but totals to compare with.
struct AggregateRule {
    std::string column;
    std::vector<std::string> equals;
    std::string level;             ///< "national", "national-state-funded", "national-primary", "authority"
    std::string authority_column;  ///< for level "authority"
};

/// Rows that are of no use here.
struct LeaveOutRule {
    std::string column;
    std::vector<std::string> equals;  ///< left out when the cell is one of these,
    std::vector<std::string> except;  ///< or, where this is given, none of these
    std::string because;
};

enum class PeriodForm : std::uint8_t {
    end_year,     ///< 2018 is the school year 2017/18
    start_year,   ///< 2018 is 2018/19
    school_year,  ///< "201718", "2017/18", "2017-18", "17-18"
    year,         ///< "2018"
    month,        ///< "2025-08"
    january,      ///< 2019, and the school year 201819, is 2019-01, the month of the school census
    as_written,   ///< any text
};

struct PeriodRule {
    std::string column;
    std::optional<std::regex> file_name;  ///< its first group is the period
    PeriodForm form = PeriodForm::as_written;
    int years_before = 0;  ///< the file is named for the year of its tables, so many years after its pupils'
    std::string fixed;     ///< where a file of this kind can have only one
    bool latest_month = false;  ///< the month of the newest publication date in the file
};

/// Columns of one area of a report card.
struct CardAreaRule {
    analytics::CardArea area{};
    std::string grade;
    std::string dated;  ///< the day on which the grade was given; a file may lack it
};

/// Columns of one inspection within a row.
struct InspectionRule {
    std::string urn, held, known, overall, quality_of_education, behaviour, personal_development, leadership,
        category;
    std::string in_force;      ///< the school's category on the file's day, whatever inspection it is of
    int known_after_days = 0;  ///< where the file does not say when the report was published
    bool graded = true;
    bool report_card = false;
    bool published_only = false;      ///< without a date of publication the report is not public yet
    std::vector<CardAreaRule> areas;  ///< of a report card
};

struct DerivedRule {
    std::string measure;
    std::string part,
        whole;  ///< columns, or in a long layout measures; the value is 100 * part / whole, in percent
    int decimals = 2;
};

struct AreaRule {
    std::string level_column;
    std::map<std::string, std::string> levels;  ///< the file's word -> "national", "region", "authority"
    std::string authority_column;               ///< 3-digit code
    std::string authority_name_column;
    std::string region_column;
    std::vector<std::string> breakdown_columns;
    std::map<std::string, std::string> area_codes;  ///< codes that are no authorities: "970" -> "England"
};

struct RegisterRule {
    std::string source;  ///< code of a schools::Source; empty: the file says nothing of schools themselves
    std::optional<Date> snapshot;         ///< the day it speaks of
    std::optional<std::regex> file_name;  ///< its first group is that day,
    std::map<std::string, Date> days;     ///< or what the group says -> the day
    bool end_of_period = false;           ///< the last day of the file's school year
    bool census_day = false;              ///< the third Thursday of the file's January [school-census]
    bool keys_are_school_keys = false;
};

struct Profile {
    std::string name, title, publisher, source, about;
    Kind kind = Kind::school;
    bool own = false;     ///< an authority's own: never read as published, whatever whoever sends it forgets
    int precedence = 50;  ///< lower wins among sources of one value
    std::vector<std::string> required, forbidden;  ///< header columns
    std::string code_prefix;                       ///< boundaries: some feature's code starts so, "E07"
    std::string urn_column, authority_column, establishment_column;
    std::map<std::string, std::string> special;  ///< columns of links and postcodes by their role
    std::vector<AggregateRule> aggregates;
    std::vector<LeaveOutRule> leave_out;
    PeriodRule period;
    std::map<std::string, Date> public_from;  ///< by period; "*" for every period
    bool public_from_needed = true;
    MissingCodes missing;
    std::vector<std::string> blank_texts;  ///< texts that mean an empty register field: "nan"
    std::map<std::string, ColumnRule, std::less<>> columns;
    std::optional<ColumnRule> others;  ///< measure is then a prefix for the column's own name
    /// Name in some files -> the name that the profile uses.
    std::vector<std::pair<std::string, std::string>> also;
    std::vector<PartRule> parts;  ///< not empty: a long layout, whose rows are put together by school
    std::vector<SumRule> sums;
    std::vector<DerivedRule> derived;
    std::vector<InspectionRule> inspections;
    bool latest_only = false;           ///< holds each school's latest inspections, not every one
    std::map<std::string, int> grades;  ///< the file's words -> 1..4, 0 for not judged
    std::map<std::string, analytics::Category> categories;    ///< the file's words
    std::map<std::string, analytics::CardGrade> card_grades;  ///< the file's words
    AreaRule area;
    RegisterRule reg;
    bool short_rows = false;  ///< missing trailing cells are blank
    bool long_rows = false;   ///< extra trailing cells are left out
};

/// `name` is what the profile is called; the Error says where the text is wrong.
Result<Profile> parse_profile(std::string_view name, std::string_view toml);

/// Shipped with the program, ascending by name.
std::span<const Profile> shipped_profiles();
const Profile* find_profile(std::string_view name);

/// The codes of schemes/missing_codes.toml, which every profile knows.
const MissingCodes& common_missing_codes();

/// Position of the column that a profile calls so, by that name or one of [also]; -1 when there is none.
int find_column(const Profile& profile, const Header& header, std::string_view name);
/// Whether all required columns are in the header and none that is forbidden.
bool fits(const Profile& profile, const Header& header);
/// The profile that fits the header; of several, the one that requires most. The Error names the nearest
/// profile and what it misses.
Result<const Profile*> recognise(std::span<const Profile> among, const Header& header);

/// "30_Apr_2026" or "30 April 2026", as publishers name files.
std::optional<Date> day_in_name(std::string_view text);

/// "2017/18" from "2018" by the form; empty when the text has not that form.
std::optional<std::string> to_period(std::string_view text, PeriodForm form);
/// From the first to the last day of a school year, year or month; empty when the period is none of them.
std::optional<DateRange> days_of(std::string_view period);
/// What a measure made from a column's own name is called: "Level_3" -> "level_3".
std::string column_code(std::string_view column);

}
