// One file in one transaction; of many files the next ones are read while the last is stored.
#include <algorithm>
#include <deque>
#include <fmt/format.h>
#include <future>
#include <memory>
#include <set>

#include "evidence/catalogue/checksum_store.hpp"
#include "evidence/catalogue/release_store.hpp"
#include "evidence/evidence.hpp"
#include "evidence/importing/file_bytes_store.hpp"
#include "schools/schools.hpp"

namespace tarn::evidence {
namespace {

/// A file read and typed, not yet compared with what is stored.
struct Loaded {
    std::shared_ptr<const Profile> own_profile;
    Prepared prepared;
    std::string sha256;
    std::string file_name;
};

std::string base_name(std::string_view path) {
    return std::string{path.substr(path.find_last_of('/') + 1)};
}

std::string stem(std::string name) {
    for (std::string_view ending : {".gz", ".csv", ".geojson", ".json", ".txt"})
        if (name.ends_with(ending)) name.resize(name.size() - ending.size());
    return name;
}

/// Who held a number on the last day of the period; where nobody did, who holds it today.
std::vector<Urn> holders(const schools::Register& schools, Laestab number, std::string_view period,
                         Date today) {
    const auto days = days_of(period);
    auto found = schools.by_laestab(number, days ? std::min(*days->to, today) : today);
    if (found.empty()) found = schools.by_laestab(number, today);
    std::vector<Urn> urns;
    for (const schools::School* school : found) urns.push_back(school->urn);
    return urns;
}

/// `unfound` becomes true when a number led to no school.
ReadSettings settings_of(const ImportRequest& request, std::string file_name, storage::Database& database,
                         bool& unfound) {
    ReadSettings settings;
    settings.file_name = std::move(file_name);
    settings.folder = std::filesystem::path{request.path}.parent_path().filename().string();
    settings.period = request.period;
    settings.public_from = request.public_from;
    settings.text = {request.limits.max_bytes, request.limits.max_expansion};
    settings.max_record = request.limits.max_record;
    settings.max_rejected_percent = request.limits.max_rejected_percent;
    settings.progress = request.progress;
    const Date today{std::chrono::floor<std::chrono::days>(request.now)};
    settings.today = today;
    settings.urns_of = [&database, &unfound, today, held = std::shared_ptr<const schools::Register>{}](
                           Laestab number, std::string_view period) mutable {
        if (!held) held = schools::Register::load(*database.read());
        auto urns = holders(*held, number, period, today);
        unfound = unfound || urns.empty();
        return urns;
    };
    return settings;
}

/// What a profile of one's own says of the register in words that the register does not have.
std::optional<Error> unknown_to_register(const Profile& profile) {
    if (!profile.reg.source.empty() && !schools::source_codes.parse(profile.reg.source))
        return Error{
            fmt::format("Profile {}: the register has no source '{}'.", profile.name, profile.reg.source),
            "profile"};
    for (const auto& [column, rule] : profile.columns)
        if (!rule.field.empty() && !schools::field_codes.parse(rule.field))
            return Error{fmt::format("Profile {}, column {}: the register has no field '{}'.", profile.name,
                                     column, rule.field),
                         "profile"};
    return std::nullopt;
}

Result<Loaded> load_large(Loaded loaded, const Profile* forced, const ImportRequest& request,
                          const ReadSettings& settings) {
    const auto pieces = plain_pieces(request);
    if (!pieces) return pieces.error();
    Sha256 hash;
    const Pieces hashed = [&] {
        auto piece = (*pieces)();
        if (piece) hash.add(*piece);
        return piece;
    };
    auto prepared = prepare_large(hashed, forced, settings);
    if (!prepared) return prepared.error();
    loaded.prepared = std::move(*prepared);
    loaded.sha256 = hash.hex();
    return loaded;
}

Result<Loaded> load(storage::Database& database, const ImportRequest& request, bool& unfound) {
    Loaded loaded;
    loaded.file_name = request.file_name.empty() ? base_name(request.path) : request.file_name;
    const Profile* forced = nullptr;
    if (request.profile_text) {
        auto parsed = parse_profile(request.profile.value_or("own"), *request.profile_text);
        if (!parsed) return parsed.error();
        if (const auto wrong = unknown_to_register(*parsed)) return *wrong;
        loaded.own_profile = std::make_shared<const Profile>(std::move(*parsed));
        forced = loaded.own_profile.get();
    } else if (request.profile) {
        forced = find_profile(*request.profile);
        if (!forced)
            return Error{fmt::format("There is no profile called '{}'.", *request.profile), "profile"};
    }
    const ReadSettings settings = settings_of(request, loaded.file_name, database, unfound);
    auto bytes = plain_bytes(request);
    if (!bytes && bytes.error().detail == larger_than_limit)
        return load_large(std::move(loaded), forced, request, settings);
    if (!bytes) return bytes.error();
    loaded.sha256 = sha256_hex(*bytes);
    auto prepared = prepare(std::move(*bytes), forced, settings);
    if (!prepared) return prepared.error();
    loaded.prepared = std::move(*prepared);
    return loaded;
}

schools::RegisterTable register_table(const PreparedRegister& said, ReleaseId release) {
    schools::RegisterTable table;
    const auto source = schools::source_codes.parse(said.source);
    if (!source)
        throw storage::Failure("a profile names a source of the register that does not exist: " +
                               said.source);
    if (!said.snapshot) throw storage::Failure("a profile does not say which day its register speaks of");
    table.source = *source;
    table.release = release;
    table.snapshot = *said.snapshot;
    table.urns_are_school_keys = said.keys_are_school_keys;
    for (std::int32_t key : said.keys) table.urns.push_back({key});
    for (const PreparedRegister::Column& column : said.columns) {
        const auto field = schools::field_codes.parse(column.field);
        if (!field)
            throw storage::Failure("a profile names a field of the register that does not exist: " +
                                   column.field);
        table.columns.push_back({*field, column.values});
    }
    for (const PreparedLink& link : said.links)
        table.links.push_back({link.urn, link.linked, link.type, link.date, link.linked_name});
    for (const PreparedPostcode& place : said.postcodes)
        table.postcodes.push_back(
            {place.postcode, place.easting, place.northing, place.district, place.ward});
    const auto kind = said.upper_tier ? schools::BoundaryKind::authority : schools::BoundaryKind::district;
    for (const PreparedBoundary& boundary : said.boundaries)
        table.boundaries.push_back({boundary.code, boundary.name, kind, boundary.geometry});
    return table;
}

/// Of which schools the file has figures or inspections, and for which phases its measures are.
void add_schools(ImportReport& report, const std::vector<PreparedBlock>& blocks) {
    bool every_phase = false;
    std::set<analytics::Phase> phases;
    for (const PreparedBlock& block : blocks) {
        if (block.level == BlockLevel::area) continue;
        for (const std::int32_t urn : unpack_int32(block.keys)) report.schools.push_back({urn});
        every_phase = every_phase || block.level == BlockLevel::inspection;
        for (const PreparedColumn& column : block.columns)
            if (const Measure* measure = find_measure(column.measure)) {
                every_phase = every_phase || measure->phases.empty();
                phases.insert(measure->phases.begin(), measure->phases.end());
            }
    }
    std::sort(report.schools.begin(), report.schools.end());
    report.schools.erase(std::unique(report.schools.begin(), report.schools.end()), report.schools.end());
    if (!every_phase) report.phases.assign(phases.begin(), phases.end());
}

ImportReport report_of(const Loaded& loaded, std::string title) {
    const Prepared& prepared = loaded.prepared;
    ImportReport report;
    report.file_name = loaded.file_name;
    report.profile = prepared.profile->name;
    report.title = std::move(title);
    report.period = prepared.period;
    report.public_from = prepared.public_from;
    report.rows_read = prepared.rows_read;
    report.rows_accepted = prepared.rows_accepted();
    report.rows_rejected = static_cast<std::int64_t>(prepared.rejected.size());
    report.rows_aggregate = prepared.rows_aggregate;
    report.rows_repeated = prepared.rows_repeated;
    report.rows_left_out = prepared.rows_left_out;
    report.values = prepared.values;
    report.notes = prepared.notes;
    add_schools(report, prepared.blocks);
    for (std::size_t i = 0; i < prepared.rejected.size() && i < 1000; ++i)
        report.rejected.push_back({prepared.rejected[i].row, prepared.rejected[i].column,
                                   prepared.rejected[i].reason, prepared.rejected[i].text});
    return report;
}

std::string change_note(const PreparedBlock& block, const BlockFate& fate, bool partial) {
    const std::string day = fate.changes_from->display();
    if (!fate.ends.empty())
        return fmt::format("Corrects the figures of {} from {} on; before that day the earlier file stands.",
                           block.period, day);
    if (partial)
        return fmt::format(
            "A partial file: from {} on its figures of {} count. Schools that are not in it keep theirs.",
            day, block.period);
    return fmt::format(
        "An earlier file has some of the same schools for {}: what differs here counts from {} on.",
        block.period, day);
}

/// Adds what one block does to the report of the file.
void add_to(ImportReport& report, const SettledBlock& settled, bool partial) {
    const BlockFate& fate = settled.fate;
    report.values_new += fate.values_new;
    report.values_changed += fate.values_changed;
    report.values_unchanged += fate.values_unchanged;
    report.values_gone += fate.values_gone;
    report.disagreements += fate.disagreements;
    if (report.too_few.empty()) report.too_few = fate.too_few;
    if (fate.corrects) report.corrects = fate.corrects;
    if (!fate.changes_from) return;
    if (!fate.beside) report.public_from = fate.changes_from;
    report.notes.push_back(change_note(settled.block, fate, partial));
}

struct Settled {
    std::vector<BlockFate> fates;            ///< of the blocks that say something new
    std::optional<ReleaseId> says_the_same;  ///< of the first block that does not
};

/// Dates the blocks by what is stored and leaves those out that only repeat it: an earlier date of their own
/// would let a correction of today answer for the past.
Settled settle_blocks(storage::Reader& db, Prepared& prepared, const ImportRequest& request,
                      ImportReport& report) {
    const Circumstances circumstances{request.owner, Date{std::chrono::floor<std::chrono::days>(request.now)},
                                      request.public_from, request.partial};
    Settled found;
    std::vector<PreparedBlock> blocks;
    for (PreparedBlock& block : prepared.blocks)
        for (SettledBlock& settled : settle_block(db, *prepared.profile, circumstances, std::move(block))) {
            add_to(report, settled, request.partial);
            if (settled.fate.says_the_same) {
                if (!found.says_the_same) found.says_the_same = settled.fate.says_the_same;
                continue;
            }
            blocks.push_back(std::move(settled.block));
            found.fates.push_back(std::move(settled.fate));
        }
    prepared.blocks = std::move(blocks);
    date_changed_totals(db, *prepared.profile, circumstances, prepared.aggregates);
    return found;
}

/// Figures that no published file carries by school, whatever the profile says of itself.
bool holds_own_figures(const Prepared& prepared) {
    const auto own = [](const std::string& code) {
        const Measure* measure = find_measure(code);
        return measure && measure->source == "authority-returns";
    };
    return std::any_of(prepared.blocks.begin(), prepared.blocks.end(),
                       [&](const PreparedBlock& block) {
                           return std::any_of(
                               block.columns.begin(), block.columns.end(),
                               [&](const PreparedColumn& column) { return own(column.measure); });
                       }) ||
           std::any_of(prepared.aggregates.begin(), prepared.aggregates.end(),
                       [&](const PreparedAggregate& total) { return own(total.measure); });
}

/// Compares with what is stored; with a writer also stores. The caller commits.
Result<ImportReport> settle(storage::Reader& db, storage::Writer* writer, Loaded& loaded,
                            const ImportRequest& request) {
    Prepared& prepared = loaded.prepared;
    if (!request.owner && (prepared.profile->own || holds_own_figures(prepared)))
        return Error{
            "These are an authority's own figures, which its officers alone may see. Send them again as your "
            "authority's own data: tick the box on the page, or give --authority with its code.",
            prepared.profile->name};
    ImportReport report =
        report_of(loaded, fmt::format("{} ({})", prepared.profile->title, stem(loaded.file_name)));
    if (!prepared.reg.keys.empty())
        std::ranges::move(schools::remarks_on(register_table(prepared.reg, {})),
                          std::back_inserter(report.notes));
    if (const auto held = find_content(db, loaded.sha256, request.owner)) {
        report.already_imported = true;
        report.release = *held;
        report.values_unchanged = report.values;
        return report;
    }
    const Settled settled = settle_blocks(db, prepared, request, report);
    if (settled.says_the_same && settled.fates.empty() && prepared.reg.empty()) {
        report.already_imported = true;
        report.release = *settled.says_the_same;
        report.too_few.clear();
        return report;
    }
    prepared.public_from = report.public_from;
    prepared.notes = report.notes;
    if (!writer) return report;
    if (!report.too_few.empty()) return Error{report.too_few, "too few schools"};
    ImportRequest named = request;
    named.file_name = loaded.file_name;
    report.release = write_release(*writer, prepared, named, loaded.sha256, report.title, settled.fates);
    if (!prepared.reg.empty()) schools::store_register(*writer, register_table(prepared.reg, report.release));
    return report;
}

}

std::string conversions_note(storage::Reader& db) {
    const std::int64_t waiting = schools::conversions_to_decide(db);
    if (waiting == 0) return {};
    return fmt::format(
        "{} {} may continue a school that closed, and no link says so: data officers decide under "
        "Possible conversions.",
        waiting, waiting == 1 ? "academy of England" : "academies of England");
}

namespace {

/// `alone`: no other file follows, so the register is merged in the file's own transaction.
Result<ImportReport> finish(storage::Database& database, Result<Loaded> loaded, const ImportRequest& request,
                            bool alone) {
    if (!loaded) return loaded.error();
    if (request.dry_run) {
        const auto db = database.read();
        return settle(*db, nullptr, *loaded, request);
    }
    const auto db = database.write();
    auto report = settle(*db, db.get(), *loaded, request);
    if (!report || report->already_imported) return report;
    if (alone && schools::rebuild(*db))
        if (const auto note = conversions_note(*db); !note.empty()) report->notes.push_back(note);
    db->commit();
    return report;
}

}

Result<ImportReport> import_file(storage::Database& database, const ImportRequest& request) {
    std::optional<Result<ImportReport>> only;
    import_files(database, std::span{&request, 1},
                 [&](const ImportRequest&, const Result<ImportReport>& report) { only = report; });
    return std::move(*only);
}

namespace {

void store_files(storage::Database& database, std::span<const ImportRequest> requests,
                 const std::function<void(const ImportRequest&, const Result<ImportReport>&)>& done) {
    constexpr std::size_t ahead = 2;
    struct Reading {
        int merges;  ///< of the register before it began
        bool unfound = false;
        std::future<Result<Loaded>> loaded;
    };
    std::deque<Reading> reading;
    std::size_t started = 0;
    int merges = 0;
    const auto start = [&] {
        for (; started < requests.size() && reading.size() < ahead; ++started) {
            Reading& next = reading.emplace_back(Reading{merges, false, {}});
            next.loaded = std::async(std::launch::async, load, std::ref(database),
                                     std::cref(requests[started]), std::ref(next.unfound));
        }
    };
    for (const ImportRequest& request : requests) {
        start();
        auto loaded = reading.front().loaded.get();
        if (reading.front().unfound && !request.dry_run) {
            // The schools may stand in a register that an earlier file of this call brought.
            if (schools::merge_what_is_stored(database)) ++merges;
            bool unfound = false;
            if (reading.front().merges < merges) loaded = load(database, request, unfound);
        }
        reading.pop_front();
        start();
        done(request, finish(database, std::move(loaded), request, requests.size() == 1));
    }
}

}

void import_files(storage::Database& database, std::span<const ImportRequest> requests,
                  const std::function<void(const ImportRequest&, const Result<ImportReport>&)>& done) {
    const bool dry = std::all_of(requests.begin(), requests.end(),
                                 [](const ImportRequest& request) { return request.dry_run; });
    try {
        store_files(database, requests, done);
    } catch (...) {
        // Files before the one that failed are stored. Where not even this can be written, the first failure
        // is the one to tell, and the next import, migrate or start merges.
        try {
            if (!dry) schools::merge_what_is_stored(database);
        } catch (const storage::Failure&) {
        }
        throw;
    }
    if (!dry) schools::merge_what_is_stored(database);
}

std::vector<ProfileInfo> profiles() {
    std::vector<ProfileInfo> all;
    for (const Profile& profile : shipped_profiles())
        all.push_back({profile.name, profile.title, profile.publisher});
    return all;
}

std::string summary(const ImportReport& report) {
    std::string line = fmt::format("{}: {}", report.file_name, report.profile);
    if (!report.period.empty()) line += " " + report.period;
    if (report.public_from) line += ", public from " + report.public_from->iso();
    if (report.already_imported)
        return line + fmt::format(": imported already as release {}, nothing changed", report.release.value);
    line += fmt::format(": {} rows read, {} accepted, {} rejected", report.rows_read, report.rows_accepted,
                        report.rows_rejected);
    if (report.rows_aggregate) line += fmt::format(", {} totals", report.rows_aggregate);
    if (report.rows_repeated) line += fmt::format(", {} repeated", report.rows_repeated);
    if (report.rows_left_out) line += fmt::format(", {} left out", report.rows_left_out);
    line += fmt::format("; {} values new, {} changed, {} unchanged", report.values_new, report.values_changed,
                        report.values_unchanged);
    if (report.values_gone) line += fmt::format(", {} withdrawn", report.values_gone);
    if (report.disagreements) line += fmt::format(", {} disagree with another source", report.disagreements);
    if (report.corrects) line += fmt::format("; corrects release {}", report.corrects->value);
    return line;
}

}
