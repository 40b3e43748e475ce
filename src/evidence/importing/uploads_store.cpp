#include "evidence/importing/uploads_store.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "access/viewer.hpp"
#include "schools/schools.hpp"

namespace tarn::evidence {
namespace {

using nlohmann::json;

constexpr int kept_days = 1;

struct Input {
    UploadId upload;
    bool dry_run = true;
    bool partial = false;
    AuthorityCode authority;       ///< in whose name the file was sent
    std::optional<FileSaid> said;  ///< instead of what was said with the upload, where it is checked again
};

std::string dumped(const json& value) {
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}
json to_json(const FileSaid& said) {
    return {{"period", said.period}, {"public_from", said.public_from ? said.public_from->iso() : ""}};
}
FileSaid said_from(const json& value) {
    return {value.value("period", ""), Date::parse_iso(value.value("public_from", ""))};
}

std::string write_input(const Input& input) {
    json value{{"upload", input.upload.value},
               {"dry_run", input.dry_run},
               {"partial", input.partial},
               {"authority", input.authority.value}};
    if (input.said) value["said"] = to_json(*input.said);
    return dumped(value);
}

std::optional<Input> read_input(const jobs::Job& job) {
    const auto parsed = json::parse(job.input, nullptr, false);
    if (job.kind != import_job || !parsed.is_object() || !parsed.contains("upload") ||
        !parsed.contains("dry_run"))
        return std::nullopt;
    Input input{{parsed["upload"].get<std::int64_t>()},
                parsed["dry_run"].get<bool>(),
                parsed.value("partial", false),
                {parsed.value("authority", std::int16_t{0})},
                {}};
    if (parsed.contains("said")) input.said = said_from(parsed["said"]);
    return input;
}

struct Kept {
    std::string file_name, content;
    FileSaid said;
    std::optional<AuthorityCode> owner;
    std::string uploaded_by;
};

std::optional<Kept> find_upload(storage::Reader& db, UploadId id) {
    return db.first(
        "SELECT u.file_name, u.content, u.options, u.owner, p.name FROM upload u JOIN person p ON p.id = "
        "u.uploaded_by WHERE u.id = $1",
        [](const storage::Row& row) {
            Kept kept{row.string(0),
                      std::string{row.bytes(1)},
                      said_from(json::parse(row.text(2))),
                      {},
                      row.string(4)};
            if (!row.is_null(3)) kept.owner = row.authority(3);
            return kept;
        },
        id);
}

json to_json(const Reach& reach) {
    json lacking = json::array(), moved = json::array();
    for (const auto& school : reach.lacking) lacking.push_back({school.urn.value, school.name});
    for (const auto& school : reach.moved)
        moved.push_back({school.urn.value, school.name, school.before, school.after});
    return {
        {"authority", reach.authority.value}, {"kind", reach.kind},         {"own", reach.own},
        {"spoken_of", reach.spoken_of},       {"unknown", reach.unknown},   {"lacking", std::move(lacking)},
        {"moved", std::move(moved)},          {"compared", reach.compared}, {"none_known", reach.none_known}};
}

Reach reach_from(const json& j) {
    Reach reach;
    reach.authority = {j.at("authority").get<std::int16_t>()};
    reach.own = j.at("own"), reach.spoken_of = j.at("spoken_of"), reach.unknown = j.at("unknown");
    reach.compared = j.at("compared");
    reach.kind = j.value("kind", reach.kind);
    reach.none_known = j.value("none_known", false);
    for (const auto& row : j.at("lacking")) reach.lacking.push_back({{row[0].get<std::int32_t>()}, row[1]});
    for (const auto& row : j.at("moved"))
        reach.moved.push_back({{row[0].get<std::int32_t>()}, row[1], row[2], row[3]});
    return reach;
}

json to_json(const UploadOutcome& outcome) {
    const auto& r = outcome.report;
    json rejected = json::array();
    for (const auto& row : r.rejected) rejected.push_back({row.row, row.column, row.reason, row.text});
    return {{"dry_run", outcome.dry_run},
            {"refused", outcome.refused},
            {"sentence", outcome.sentence},
            {"release", r.release.value},
            {"profile", r.profile},
            {"title", r.title},
            {"period", r.period},
            {"public_from", r.public_from ? r.public_from->iso() : ""},
            {"already", r.already_imported},
            {"corrects", r.corrects ? r.corrects->value : 0},
            {"too_few", r.too_few},
            {"rows", {r.rows_read, r.rows_accepted, r.rows_rejected, r.rows_aggregate, r.rows_repeated}},
            {"values", {r.values, r.values_new, r.values_changed, r.values_unchanged, r.values_gone}},
            {"disagreements", r.disagreements},
            {"notes", r.notes},
            {"reach", outcome.reach ? to_json(*outcome.reach) : json{}},
            {"rejected", std::move(rejected)}};
}

UploadOutcome from_json(const json& j) {
    UploadOutcome outcome{j.at("dry_run"), j.at("refused"), j.at("sentence"), {}, {}};
    if (j.contains("reach") && j.at("reach").is_object()) outcome.reach = reach_from(j.at("reach"));
    auto& r = outcome.report;
    r.release = {j.at("release").get<std::int64_t>()};
    r.profile = j.at("profile");
    r.title = j.at("title");
    r.period = j.at("period");
    r.public_from = Date::parse_iso(j.at("public_from").get<std::string>());
    r.already_imported = j.at("already");
    if (const auto corrects = j.at("corrects").get<std::int64_t>()) r.corrects = ReleaseId{corrects};
    r.too_few = j.value("too_few", "");
    const auto& rows = j.at("rows");
    r.rows_read = rows[0], r.rows_accepted = rows[1], r.rows_rejected = rows[2], r.rows_aggregate = rows[3],
    r.rows_repeated = rows[4];
    const auto& values = j.at("values");
    r.values = values[0], r.values_new = values[1], r.values_changed = values[2],
    r.values_unchanged = values[3], r.values_gone = values[4];
    r.disagreements = j.at("disagreements");
    r.notes = j.at("notes").get<std::vector<std::string>>();
    for (const auto& row : j.at("rejected")) r.rejected.push_back({row[0], row[1], row[2], row[3]});
    return outcome;
}

/// What a file means for the authority in whose name it was sent; `before`: its levels before the import.
Reach reach_for(storage::Database& database, const ImportReport& report, AuthorityCode authority, Date day,
                const LevelsNow& levels_now, const std::optional<Levels>& before) {
    const auto db = database.read();
    const auto schools = schools::Register::load(*db);
    Reach reach = reach_of(*schools, report, authority, day);
    if (before) add_moved(reach, *schools, *before, levels_now(*db, authority));
    return reach;
}

std::string run_import(storage::Database& database, const Clock& clock, const ImportLimits& limits,
                       const LevelsNow& levels_now, const jobs::Job& job, const jobs::Progress& progress) {
    const auto input = read_input(job);
    if (!input) throw std::runtime_error("an import job has no upload");
    const auto kept = find_upload(*database.read(), input->upload);
    if (!kept) throw jobs::Rejected("The uploaded file is no longer kept. Send it again.");
    ImportRequest request{
        .content = kept->content, .file_name = kept->file_name, .imported_by = kept->uploaded_by};
    request.owner = kept->owner;
    request.limits = limits;
    const FileSaid& said = input->said ? *input->said : kept->said;
    request.public_from = said.public_from;
    if (!said.period.empty()) request.period = said.period;
    request.now = clock.now();
    request.dry_run = input->dry_run;
    request.partial = input->partial;
    request.progress = [&](int percent, std::string_view what) { progress(percent, what); };
    std::optional<Levels> before;
    const bool for_authority = input->authority.value != 0;
    if (for_authority && !input->dry_run && levels_now)
        before = levels_now(*database.read(), input->authority);
    const auto report = import_file(database, request);
    UploadOutcome outcome{
        input->dry_run, !report, report ? summary(*report) : report.error().message, {}, {}};
    if (report) outcome.report = *report;
    if (report && !input->dry_run) {
        const auto db = database.write();
        db->execute("DELETE FROM upload WHERE id = $1", input->upload);
        db->commit();
    }
    // By now the file is stored: what cannot be said of it besides does not make the import a failure.
    if (report && for_authority) try {
            outcome.reach = reach_for(database, *report, input->authority, clock.today(), levels_now, before);
        } catch (const std::exception&) {
        }
    return to_json(outcome).dump(-1, ' ', false, json::error_handler_t::replace);
}

}

Result<JobId> keep_upload(storage::Writer& db, const access::Viewer& viewer, const UploadOptions& options,
                          std::string_view content, Instant now) {
    if (!viewer.may(access::Permission::import_data)) return Error{"Only a data officer imports files.", {}};
    if (content.empty()) return Error{"The file is empty.", {}};
    db.execute("DELETE FROM upload WHERE uploaded_at < $1", Instant{now - std::chrono::days{kept_days}});
    const auto id = db.insert<UploadId>(
        "INSERT INTO upload (file_name, content, options, owner, uploaded_by, uploaded_at) VALUES ($1, $2, "
        "$3, $4, $5, $6) RETURNING id",
        options.file_name, storage::Blob{content}, dumped(to_json(options.said)),
        options.own_data ? std::optional{viewer.authority()} : std::nullopt, viewer.person(), now);
    return jobs::enqueue(db, import_job, options.file_name,
                         write_input({id, true, false, viewer.authority(), {}}), viewer.person(), now);
}

namespace {
/// The file behind a dry run, for the person who sent it.
Result<Input> kept_input(storage::Reader& db, const access::Viewer& viewer, const jobs::Job& dry_run) {
    const auto input = read_input(dry_run);
    if (!is_import_of(dry_run, viewer) || !input)
        return Error{"Only the person who sent the file can import it.", {}};
    if (!upload_kept(db, dry_run))
        return Error{
            "The uploaded file is no longer kept: it was imported, or a day has passed. Send it again.", {}};
    return *input;
}
}

Result<JobId> confirm_upload(storage::Writer& db, const access::Viewer& viewer, const jobs::Job& dry_run,
                             bool partial, Instant now) {
    const auto input = kept_input(db, viewer, dry_run);
    if (!input) return input.error();
    const auto checked = outcome_of(dry_run);
    if (checked && !checked->report.too_few.empty() && !partial)
        return Error{"Confirm that the file is meant to hold only some of the schools.", {}};
    Input next = *input;
    next.dry_run = false;
    next.partial = partial;
    return jobs::enqueue(db, import_job, dry_run.subject, write_input(next), viewer.person(), now);
}

bool upload_kept(storage::Reader& db, const jobs::Job& job) {
    const auto input = read_input(job);
    return input && db.count("SELECT COUNT(*) FROM upload WHERE id = $1", input->upload) > 0;
}

Result<JobId> check_again(storage::Writer& db, const access::Viewer& viewer, const jobs::Job& dry_run,
                          const FileSaid& said, Instant now) {
    const auto input = kept_input(db, viewer, dry_run);
    if (!input) return input.error();
    if (const auto checked = outcome_of(dry_run); !checked || !checked->refused)
        return Error{"Only a file that was refused is checked again.", {}};
    Input next = *input;
    next.dry_run = true;
    next.said = said;
    return jobs::enqueue(db, import_job, dry_run.subject, write_input(next), viewer.person(), now);
}

FileSaid said_of(storage::Reader& db, const jobs::Job& job) {
    const auto input = read_input(job);
    if (!input) return {};
    if (input->said) return *input->said;
    const auto options = db.first(
        "SELECT options FROM upload WHERE id = $1", [](const storage::Row& row) { return row.string(0); },
        input->upload);
    return options ? said_from(json::parse(*options)) : FileSaid{};
}

std::optional<UploadOutcome> outcome_of(const jobs::Job& job) {
    if (job.kind != import_job || job.state != jobs::State::done) return std::nullopt;
    const auto parsed = json::parse(job.result, nullptr, false);
    if (!parsed.is_object()) return std::nullopt;
    return from_json(parsed);
}
bool is_import_of(const jobs::Job& job, const access::Viewer& viewer) {
    const auto input = read_input(job);
    return input && viewer.may(access::Permission::import_data) && job.asked_by == viewer.person() &&
           input->authority == viewer.authority();
}
bool is_dry_run(const jobs::Job& job) {
    const auto input = read_input(job);
    return input && input->dry_run;
}

jobs::Worker import_worker(storage::Database& database, const Clock& clock, const ImportLimits& limits,
                           LevelsNow levels_now) {
    return [&database, &clock, limits, levels_now = std::move(levels_now)](const jobs::Job& job,
                                                                           const jobs::Progress& progress) {
        return run_import(database, clock, limits, levels_now, job, progress);
    };
}

}
