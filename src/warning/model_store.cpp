// Models and promotions in the database.
#include <openssl/sha.h>

#include "evidence/evidence.hpp"
#include "feature_kit/stored.hpp"
#include "platform/storage/seals.hpp"
#include "warning/model_content_rules.hpp"
#include "warning/warning_store.hpp"

namespace tarn::warning {
namespace {

std::string sha256_hex(std::string_view bytes) {
    unsigned char digest[SHA256_DIGEST_LENGTH];
    SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest);
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const unsigned char byte : digest) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

constexpr std::string_view facts_columns =
    "id, fit_to, fitted_at, code_version, checksum, outcome_rows, outcome_events, event_rows, event_events, "
    "substr(content, 1, 8)";

ModelFacts read_facts(const storage::Row& row) {
    ModelFacts facts;
    facts.id = row.id<ModelId>(0);
    facts.fit_to = row.date(1);
    facts.fitted_at = row.instant(2);
    facts.code_version = row.string(3);
    facts.checksum = row.string(4);
    facts.outcome_rows = row.integer(5);
    facts.outcome_events = row.integer(6);
    facts.event_rows = row.integer(7);
    facts.event_events = row.integer(8);
    facts.readable = has_this_form(row.bytes(9));
    return facts;
}

std::vector<SourceRelease> releases_of(storage::Reader& db, ModelId id) {
    std::vector<SourceRelease> out;
    for (const auto& row :
         db.query("SELECT release_id, title, sha256 FROM warning_model_release WHERE model_id "
                  "= $1 ORDER BY release_id",
                  id))
        out.push_back({row.id<ReleaseId>(0), row.string(1), row.string(2)});
    return out;
}

}

ModelId keep(storage::Writer& db, const Fitted& fitted, Instant now) {
    const auto id = store_model(db, fitted.model, fitted.back_test, fitted.releases, now);
    if (fitted.trial) store_trial(db, id, *fitted.trial, now);
    // What was fitted can be the very model in force, which is compared with itself by nobody.
    if (fitted.comparison && fitted.comparison->with.model != id) {
        ModelComparison comparison = *fitted.comparison;
        comparison.model.model = id;
        store_comparison(db, comparison, now);
    }
    return id;
}

ModelId store_model(storage::Writer& db, const engine::Model& model, const std::optional<BackTest>& back_test,
                    const std::vector<SourceRelease>& releases, Instant now) {
    const std::string bytes = to_bytes(model, back_test), checksum = sha256_hex(bytes);
    if (const auto known = db.first(
            "SELECT id FROM warning_model WHERE checksum = $1",
            [](const storage::Row& row) { return row.id<ModelId>(0); }, checksum))
        return *known;
    const auto id = storage::insert_sealed<ModelId>(
        db, "warning_model",
        "INSERT INTO warning_model (fit_to, fitted_at, code_version, checksum, outcome_rows, outcome_events, "
        "event_rows, event_events, content) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id",
        model.fit_to, now, code_version, checksum, static_cast<std::int64_t>(model.outcome_rows),
        static_cast<std::int64_t>(model.outcome_events), static_cast<std::int64_t>(model.event_rows),
        static_cast<std::int64_t>(model.event_events), storage::Blob{bytes});
    for (const SourceRelease& release : releases)
        db.execute(
            "INSERT INTO warning_model_release (model_id, release_id, title, sha256) VALUES ($1, $2, $3, "
            "$4)",
            id, release.id, release.title, release.sha256);
    storage::seal(db, "warning_model_release", "model_id = $1", id);
    return id;
}

std::vector<ModelFacts> models(storage::Reader& db) {
    std::vector<ModelFacts> out;
    for (const auto& row :
         db.query("SELECT " + std::string{facts_columns} + " FROM warning_model ORDER BY id DESC"))
        out.push_back(read_facts(row));
    for (ModelFacts& facts : out) facts.releases = releases_of(db, facts.id);
    return out;
}

std::shared_ptr<const StoredModel> load_model(storage::Reader& db, ModelId id) {
    std::string bytes;
    const auto facts = db.first(
        "SELECT " + std::string{facts_columns} + ", content FROM warning_model WHERE id = $1",
        [&](const storage::Row& row) {
            bytes = std::string{row.bytes(10)};
            return read_facts(row);
        },
        id);
    if (!facts) return nullptr;
    if (sha256_hex(bytes) != facts->checksum)
        throw DamagedModel("the content of a stored early-warning model does not match its checksum");
    if (!facts->readable) return nullptr;
    auto content = from_bytes(bytes);
    if (!content) throw DamagedModel("the content of a stored early-warning model is no model");
    auto stored = std::make_shared<StoredModel>();
    stored->facts = *facts;
    stored->facts.releases = releases_of(db, id);
    stored->model = std::move(content->model);
    stored->back_test = std::move(content->back_test);
    return stored;
}

namespace {

bool is_readable(storage::Reader& db, ModelId id) {
    return db
        .first(
            "SELECT substr(content, 1, 8) FROM warning_model WHERE id = $1",
            [](const storage::Row& row) { return has_this_form(row.bytes(0)); }, id)
        .value_or(false);
}

bool is_whole(storage::Reader& db, ModelId id) {
    try {
        return load_model(db, id) != nullptr;
    } catch (const DamagedModel&) {
        return false;
    }
}

}

Outcome promote(storage::Writer& db, ModelId model, std::optional<PersonId> by, std::string_view reason,
                Instant now) {
    if (reason.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return Error{"Say why this model should be used from now on.", {}};
    if (db.count("SELECT COUNT(*) FROM warning_model WHERE id = $1", model) == 0)
        return Error{"There is no such model.", {}};
    if (!is_readable(db, model))
        return Error{"This model was fitted by another version of Tarn and cannot be read. Fit a new one.",
                     {}};
    if (!is_whole(db, model))
        return Error{
            "This model is damaged: what is stored is not what was fitted. Run tarn verify, and fit a new "
            "one.",
            {}};
    storage::insert_sealed<Id<Promotion>>(
        db, "warning_promotion",
        "INSERT INTO warning_promotion (model_id, promoted_at, promoted_by, reason) VALUES ($1, $2, $3, $4) "
        "RETURNING id",
        model, now, by, reason);
    return Done{};
}

std::vector<Promotion> promotions(storage::Reader& db) {
    std::vector<Promotion> out;
    for (const auto& row :
         db.query("SELECT model_id, promoted_at, promoted_by, reason FROM warning_promotion "
                  "ORDER BY id DESC")) {
        const auto by = row.maybe_integer(2);
        out.push_back({row.id<ModelId>(0), row.instant(1), by ? std::optional{PersonId{*by}} : std::nullopt,
                       row.string(3)});
    }
    return out;
}

std::optional<ModelId> current_model(storage::Reader& db) {
    return db.first("SELECT model_id FROM warning_promotion ORDER BY id DESC LIMIT 1",
                    [](const storage::Row& row) { return row.id<ModelId>(0); });
}

bool current_is_of_another_form(storage::Reader& db) {
    const auto current = current_model(db);
    return current && !is_readable(db, *current);
}

namespace {

void check_model(storage::Reader& db, const ModelFacts& facts, std::vector<std::string>& complaints) {
    const std::string name = "early-warning model " + std::to_string(facts.id.value);
    try {
        const auto stored = load_model(db, facts.id);
        if (!stored) return;  // of another form: whole, but not for this version to take apart
        if (sha256_hex(to_bytes(stored->model, stored->back_test)) != facts.checksum)
            complaints.push_back(name + ": read and written again it is not the same");
        if (stored->model.fit_to != facts.fit_to ||
            static_cast<std::int64_t>(stored->model.event_rows) != facts.event_rows ||
            static_cast<std::int64_t>(stored->model.outcome_rows) != facts.outcome_rows)
            complaints.push_back(name + ": its row tells of another model than its content");
    } catch (const storage::Failure& failure) {
        complaints.push_back(name + ": " + failure.what());
    }
    for (const SourceRelease& release : facts.releases) {
        const auto now = evidence::find_release(db, release.id);
        if (!now || now->sha256 != release.sha256)
            complaints.push_back(name + ": release " + std::to_string(release.id.value) +
                                 ", on which it was fitted, is not what it was");
    }
}

}

std::vector<std::string> verify(storage::Reader& db) {
    std::vector<std::string> complaints;
    for (const ModelFacts& facts : models(db)) check_model(db, facts, complaints);
    std::optional<Instant> later;
    for (const Promotion& one : promotions(db)) {
        if (later && one.at > *later)
            complaints.push_back("early-warning model " + std::to_string(one.model.value) +
                                 ": was put in force after the promotion that follows");
        later = one.at;
    }
    for (std::string& complaint : verify_comparisons(db)) complaints.push_back(std::move(complaint));
    return complaints;
}

kit::Stored stored() {
    return {.checks = {{"early-warning models", verify}},
            .kept = {{"warning_promotion", "Who put which model in use answers for what it said."}}};
}

}
