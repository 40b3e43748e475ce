#pragma once
// From the bytes of one file to typed, packed columns ready to be stored. Pure: neither database nor clock.
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/importing/columns_rules.hpp"
#include "evidence/importing/csv_rules.hpp"
#include "evidence/importing/file_text_rules.hpp"
#include "evidence/importing/large_text_rules.hpp"
#include "evidence/importing/profile_rules.hpp"

namespace tarn::evidence {

struct ReadSettings {
    std::string file_name;
    std::string folder;  ///< the last one of the file's path, which names the year where the file does not
    std::optional<std::string> period;
    std::optional<Date> public_from;
    Date today = *Date::of(2100, 1, 1);  ///< nothing can have happened after it
    TextLimits text;
    std::size_t max_record = std::size_t{1} << 20;
    double max_rejected_percent = 10;
    std::function<void(int percent, std::string_view what)> progress;
    /// For files keyed by authority and establishment number: the schools that held it at the period's end.
    std::function<std::vector<Urn>(Laestab, std::string_view period)> urns_of;
};

struct Rejection {
    std::int64_t row = 0;
    std::string column, reason, text;
};

struct PreparedColumn {
    std::string measure;
    PackedColumn packed;
    int n_position = -1;  ///< of the column in this block that counts the pupils behind the values
    std::optional<Date> public_from;
    std::int64_t present = 0, missing = 0;
};

enum class BlockLevel : std::uint8_t { school, area, inspection };
std::string_view block_level_code(BlockLevel level);  ///< "school": stored

/// Rows of one period that share their keys.
struct PreparedBlock {
    BlockLevel level = BlockLevel::school;
    std::string period;
    std::optional<Date> public_from;  ///< empty: each inspection has its own
    std::size_t rows = 0;
    std::string keys;    ///< int32 URN per row, ascending; for areas two int32: numbers of area and breakdown
    std::string labels;  ///< for areas: what the numbers mean, see area_rows.cpp
    std::vector<PreparedColumn> columns;
};

struct PreparedAggregate {
    std::string measure, period, level;
    std::optional<AuthorityCode> authority;
    std::optional<Date> public_from;
    double value = 0;
};

struct PreparedLink {
    Urn urn, linked;
    std::string_view type, linked_name;
    std::optional<Date> date;
};
struct PreparedPostcode {
    std::string_view postcode, district, ward;
    std::int32_t easting = 0, northing = 0;
};
struct PreparedBoundary {
    std::string code, name, geometry;
};

/// What the file says of schools themselves, for the register. Views point into Prepared::text.
struct PreparedRegister {
    std::string source;
    std::optional<Date> snapshot;
    std::vector<std::int32_t> keys;
    bool keys_are_school_keys = false;
    struct Column {
        std::string field;
        std::vector<std::string_view> values;
    };
    std::vector<Column> columns;
    std::vector<PreparedLink> links;
    std::vector<PreparedPostcode> postcodes;
    std::vector<PreparedBoundary> boundaries;
    bool upper_tier = false;  ///< boundaries of authorities rather than of districts
    bool empty() const { return keys.empty() && links.empty() && postcodes.empty() && boundaries.empty(); }
};

struct Prepared {
    const Profile* profile = nullptr;
    std::unique_ptr<std::string> text;  ///< what every view below points into
    std::unique_ptr<CsvReader> reader;  ///< owns the cells that had to be rewritten
    std::deque<std::string> kept;       ///< texts of a long layout, whose rows are not held
    std::string period;                 ///< for people: "2017/18", "2019 to 2024"
    std::optional<Date> public_from;    ///< where all columns share one
    std::vector<PreparedBlock> blocks;
    std::vector<PreparedAggregate> aggregates;
    PreparedRegister reg;
    std::vector<Rejection> rejected;  ///< by row
    std::int64_t rows_read = 0, rows_aggregate = 0, rows_repeated = 0, rows_left_out = 0;
    std::int64_t rows_accepted() const {
        return rows_read - rows_aggregate - rows_repeated - rows_left_out -
               static_cast<std::int64_t>(rejected.size());
    }
    std::int64_t values = 0;
    std::vector<std::string> notes;
};

/// `forced`: the profile to use whatever the header; null to recognise among the shipped ones. It must
/// outlive the result.
Result<Prepared> prepare(std::string bytes, const Profile* forced, const ReadSettings& settings);
/// The same for the plain bytes of a file that is larger than settings.text.max_bytes. Only a long layout can
/// be read so: what its parts take must stay within that size.
Result<Prepared> prepare_large(const Pieces& pieces, const Profile* forced, const ReadSettings& settings);

}
