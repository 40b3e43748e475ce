#include "schools/version_store.hpp"

#include <array>
#include <cstring>
#include <fmt/format.h>
#include <set>
#include <tuple>

#include "schools/conversions.hpp"
#include "schools/schools.hpp"
#include "schools/statement_store.hpp"

namespace tarn::schools {

std::string_view Arena::keep(std::string_view text) {
    if (text.empty()) return {};
    if (text.size() > block_size / 4) {
        // Kept behind the block in use, so that the block stays the last.
        auto own = std::make_unique<char[]>(text.size());
        std::memcpy(own.get(), text.data(), text.size());
        const std::string_view kept{own.get(), text.size()};
        blocks_.insert(blocks_.empty() ? blocks_.end() : blocks_.end() - 1, std::move(own));
        return kept;
    }
    if (used_ + text.size() > block_size) {
        blocks_.push_back(std::make_unique<char[]>(block_size));
        used_ = 0;
    }
    char* place = blocks_.back().get() + used_;
    std::memcpy(place, text.data(), text.size());
    used_ += text.size();
    return {place, text.size()};
}

namespace {

constexpr const char* version_columns =
    "urn, valid_from, valid_to, opened, closed, name, authority, laestab, type, phase, state_funded, "
    "low_age, high_age, "
    "capacity, roll, easting, northing, postcode, town, district, district_code, ward, trust, federation, "
    "diocese, "
    "religion, gender, admissions, details, sources, inferred, generation";

constexpr std::size_t count_columns_of_version = 32, generation_of_version = 31;

const std::string& select_versions() {
    static const std::string sql = std::string{"SELECT "} + version_columns +
                                   " FROM school_version ORDER BY urn, valid_from COLLATE \"C\"";
    return sql;
}
constexpr const char* select_lineage =
    "SELECT predecessor, successor, kind, from_day FROM school_lineage ORDER BY predecessor, successor";

/// Days as text, kept while a row is written.
struct RowDates {
    std::string valid_from, valid_to, opened, closed;
};

storage::Value day_or_null(std::string& holder, const std::optional<Date>& date) {
    if (!date) return storage::Null{};
    holder = date->iso();
    return std::string_view{holder};
}

storage::Value number_or_null(std::int64_t number) {
    return number < 0 ? storage::Value{storage::Null{}} : storage::Value{number};
}

void fill_version(std::span<storage::Value> cells, const School& s, RowDates& dates,
                  std::int64_t generation) {
    std::size_t i = 0;
    const auto put = [&](storage::Value value) { cells[i++] = value; };
    put(std::int64_t{s.urn.value});
    put(day_or_null(dates.valid_from, s.valid.from));
    put(day_or_null(dates.valid_to, s.valid.to));
    put(day_or_null(dates.opened, s.opened));
    put(day_or_null(dates.closed, s.closed));
    put(s.name);
    put(std::int64_t{s.authority.value});
    put(std::int64_t{s.laestab.value});
    put(static_cast<std::int64_t>(s.type));
    put(analytics::phase_code(s.phase));
    put(std::int64_t{s.state_funded});
    put(number_or_null(s.low_age));
    put(number_or_null(s.high_age));
    put(number_or_null(s.capacity));
    put(number_or_null(s.roll));
    put(number_or_null(s.easting == 0 ? -1 : s.easting));
    put(number_or_null(s.northing == 0 ? -1 : s.northing));
    for (const std::string_view text :
         {s.postcode, s.town, s.district, s.district_code, s.ward, s.trust, s.federation, s.diocese,
          s.religion, s.gender, s.admissions, s.details, s.sources}) {
        put(text);
    }
    put(std::int64_t{s.inferred});
    put(generation);
}

template <class Number>
Number number_at(const storage::Row& row, int column, Number otherwise) {
    return row.is_null(column) ? otherwise : static_cast<Number>(row.integer(column));
}

School version_in(const storage::Row& row, Arena& arena) {
    School s;
    s.urn = row.urn(0);
    s.valid = {row.date(1), row.maybe_date(2)};
    s.opened = row.maybe_date(3);
    s.closed = row.maybe_date(4);
    s.name = arena.keep(row.text(5));
    s.authority = row.authority(6);
    s.laestab.value = static_cast<std::int32_t>(row.integer(7));
    s.type = static_cast<Type>(row.integer(8));
    s.phase = analytics::parse_phase(row.text(9)).value_or(analytics::Phase::unknown);
    s.state_funded = row.flag(10);
    s.low_age = number_at<std::int16_t>(row, 11, -1);
    s.high_age = number_at<std::int16_t>(row, 12, -1);
    s.capacity = number_at<std::int32_t>(row, 13, -1);
    s.roll = number_at<std::int32_t>(row, 14, -1);
    s.easting = number_at<std::int32_t>(row, 15, 0);
    s.northing = number_at<std::int32_t>(row, 16, 0);
    std::string_view School::*const texts[] = {
        &School::postcode,   &School::town,       &School::district, &School::district_code, &School::ward,
        &School::trust,      &School::federation, &School::diocese,  &School::religion,      &School::gender,
        &School::admissions, &School::details,    &School::sources};
    int column = 17;
    for (const auto text : texts) s.*text = arena.keep(row.text(column++));
    s.inferred = static_cast<std::uint32_t>(row.integer(column));
    return s;
}

}

StoredRegister read_register(storage::Reader& db) {
    StoredRegister stored;
    stored.generation = register_generation(db);
    stored.versions.reserve(static_cast<std::size_t>(db.count("SELECT count(*) FROM school_version")));
    for (const storage::Row& row : db.query(select_versions()))
        stored.versions.push_back(version_in(row, stored.arena));
    for (const storage::Row& row : db.query(select_lineage))
        stored.lineage.push_back(
            {row.urn(0), row.urn(1), static_cast<Succession>(row.integer(2)), row.date(3)});
    return stored;
}

void write_register(storage::Writer& db, std::int64_t generation, const std::vector<School>& versions,
                    const std::vector<Lineage>& lineage) {
    db.execute("DELETE FROM school_version");
    db.execute("DELETE FROM school_lineage");
    RowDates dates;
    db.append("school_version", version_columns, versions.size(),
              [&](std::size_t i, std::span<storage::Value> cells) {
                  fill_version(cells, versions[i], dates, generation);
              });
    std::string day;
    db.append("school_lineage", "predecessor, successor, kind, from_day", lineage.size(),
              [&](std::size_t i, std::span<storage::Value> cells) {
                  day = lineage[i].from.iso();
                  cells[0] = std::int64_t{lineage[i].urn.value};
                  cells[1] = std::int64_t{lineage[i].other.value};
                  cells[2] = static_cast<std::int64_t>(lineage[i].kind);
                  cells[3] = std::string_view{day};
              });
}

std::int64_t register_generation(storage::Reader& db) {
    return db.count("SELECT merged FROM register_state WHERE id = 1");
}

bool rebuild_needed(storage::Reader& db) {
    return db.count("SELECT count(*) FROM register_state WHERE stored <> merged") > 0;
}

std::optional<std::size_t> rebuild(storage::Writer& db) {
    if (!rebuild_needed(db)) return std::nullopt;
    StoredEvidence stored = read_evidence(db);
    const Merged merged = merge(std::move(stored.evidence));
    db.execute("UPDATE register_state SET merged = stored WHERE id = 1");
    write_register(db, register_generation(db), merged.versions, merged.lineage);
    keep_proposals(db, possible_conversions(merged.versions, merged.lineage));
    return merged.versions.size();
}

namespace {

/// By its URN and first day.
using Place = std::pair<std::int64_t, std::string>;

std::string version_name(const Place& place) {
    return fmt::format("version of school {} from {}", place.first, place.second);
}

/// Compared as stored: what a School holds is narrower, so that a number with a bit too many would pass.
bool holds(const storage::Row& row, std::span<const storage::Value> cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const int column = static_cast<int>(i);
        if (row.is_null(column) || std::holds_alternative<storage::Null>(cells[i])) {
            if (!row.is_null(column) || !std::holds_alternative<storage::Null>(cells[i])) return false;
        } else if (const auto* number = std::get_if<std::int64_t>(&cells[i])) {
            if (row.integer(column) != *number) return false;
        } else if (row.text(column) != std::get<std::string_view>(cells[i])) {
            return false;
        }
    }
    return true;
}

void compare_versions(storage::Reader& db, const std::vector<School>& merged,
                      std::vector<std::string>& faults) {
    const auto place = [](const School& school) { return Place{school.urn.value, school.valid.from.iso()}; };
    RowDates dates;
    std::array<storage::Value, count_columns_of_version> cells;
    auto expected = merged.begin();
    for (const storage::Row& row : db.query(select_versions())) {
        const Place here{row.integer(0), row.string(1)};
        for (; expected != merged.end() && place(*expected) < here; ++expected)
            faults.push_back(version_name(place(*expected)) + " is missing");
        if (expected == merged.end() || place(*expected) != here) {
            faults.push_back(version_name(here) + " follows from no imported file");
            continue;
        }
        fill_version(cells, *expected++, dates, 0);
        if (!holds(row, std::span{cells}.first(generation_of_version)))
            faults.push_back(version_name(here) + " is not what the imported files say");
    }
    for (; expected != merged.end(); ++expected)
        faults.push_back(version_name(place(*expected)) + " is missing");
}

void compare_lineage(storage::Reader& db, const std::vector<Lineage>& merged,
                     std::vector<std::string>& faults) {
    using Line = std::tuple<std::int64_t, std::int64_t, std::int64_t, std::string>;
    std::set<Line> stored, expected;
    for (const storage::Row& row : db.query(select_lineage))
        stored.emplace(row.integer(0), row.integer(1), row.integer(2), row.string(3));
    for (const Lineage& line : merged)
        expected.emplace(line.urn.value, line.other.value, static_cast<std::int64_t>(line.kind),
                         line.from.iso());
    const auto report = [&](const std::set<Line>& ones, const std::set<Line>& others, const char* wrong) {
        for (const Line& line : ones)
            if (!others.contains(line))
                faults.push_back(
                    fmt::format("line from school {} to {}{}", std::get<0>(line), std::get<1>(line), wrong));
    };
    report(stored, expected, " follows from no imported file");
    report(expected, stored, " is missing or changed");
}

}

std::vector<std::string> versions_not_from_files(storage::Reader& db) {
    std::vector<std::string> faults;
    StoredEvidence evidence = read_evidence(db);
    const Merged merged = merge(std::move(evidence.evidence));
    compare_versions(db, merged.versions, faults);
    compare_lineage(db, merged.lineage, faults);
    return faults;
}

std::optional<std::size_t> merge_what_is_stored(storage::Database& database) {
    if (!rebuild_needed(*database.read())) return std::nullopt;
    const auto db = database.write();
    const auto written = rebuild(*db);
    db->commit();
    return written;
}

}
