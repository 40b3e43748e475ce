#include "schools/version_store.hpp"

#include <cstring>
#include <set>
#include <tuple>

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

constexpr std::size_t count_columns_of_version = 32;

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
    static const std::string sql = std::string{"SELECT "} + version_columns +
                                   " FROM school_version ORDER BY urn, valid_from COLLATE \"C\"";
    for (const storage::Row& row : db.query(sql)) stored.versions.push_back(version_in(row, stored.arena));
    for (const storage::Row& row :
         db.query("SELECT predecessor, successor, kind, from_day FROM school_lineage"
                  " ORDER BY predecessor, successor")) {
        stored.lineage.push_back(
            {row.urn(0), row.urn(1), static_cast<Succession>(row.integer(2)), row.date(3)});
    }
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
    return merged.versions.size();
}

namespace {

using Cells = std::vector<storage::Value>;

/// As one row holds it; the generation is left out.
Cells cells_of(const School& school, RowDates& dates) {
    Cells cells(count_columns_of_version);
    fill_version(cells, school, dates, 0);
    return cells;
}

std::string version_name(const School& school) {
    return "version of school " + school.urn.text() + " from " + school.valid.from.iso();
}

void compare_versions(const std::vector<School>& stored, const std::vector<School>& merged,
                      std::vector<std::string>& faults) {
    const auto place = [](const School& school) { return std::pair{school.urn, school.valid.from}; };
    RowDates dates, other_dates;
    auto there = stored.begin();
    for (const School& expected : merged) {
        for (; there != stored.end() && place(*there) < place(expected); ++there)
            faults.push_back(version_name(*there) + " follows from no imported file");
        if (there == stored.end() || place(*there) != place(expected)) {
            faults.push_back(version_name(expected) + " is missing");
        } else if (cells_of(*there++, dates) != cells_of(expected, other_dates)) {
            faults.push_back(version_name(expected) + " is not what the imported files say");
        }
    }
    for (; there != stored.end(); ++there)
        faults.push_back(version_name(*there) + " follows from no imported file");
}

void compare_lineage(const std::vector<Lineage>& stored, const std::vector<Lineage>& merged,
                     std::vector<std::string>& faults) {
    const auto line = [](const Lineage& each) {
        return std::tuple{each.urn, each.other, static_cast<int>(each.kind), each.from};
    };
    const auto report = [&](const std::vector<Lineage>& ones, const std::vector<Lineage>& others,
                            const char* wrong) {
        std::set<decltype(line(ones[0]))> known;
        for (const Lineage& other : others) known.insert(line(other));
        for (const Lineage& one : ones)
            if (!known.contains(line(one)))
                faults.push_back("line from school " + one.urn.text() + " to " + one.other.text() + wrong);
    };
    report(stored, merged, " follows from no imported file");
    report(merged, stored, " is missing or changed");
}

}

std::vector<std::string> versions_not_from_files(storage::Reader& db) {
    std::vector<std::string> faults;
    StoredEvidence evidence = read_evidence(db);
    const Merged merged = merge(std::move(evidence.evidence));
    const StoredRegister stored = read_register(db);
    compare_versions(stored.versions, merged.versions, faults);
    compare_lineage(stored.lineage, merged.lineage, faults);
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
