// Where possible conversions are kept, and who decides them.
#include <algorithm>

#include "platform/storage/seals.hpp"
#include "schools/conversions.hpp"
#include "schools/schools.hpp"

namespace tarn::schools {

using namespace kit;

const kit::Lifecycle<ConversionState> conversion_life{
    "pair of schools",
    conversion_states,
    {{"same", {ConversionState::proposed}, access::Permission::local_register, "Same school"},
     {"different", {ConversionState::proposed}, access::Permission::local_register, "Not the same school"},
     {"undo",
      {ConversionState::same, ConversionState::different},
      access::Permission::local_register,
      "Undo"}}};

const Record<PossibleConversion> conversions{
    "possible_conversion",
    "A school and an academy that may be one",
    {key("id", &PossibleConversion::id), owner("authority", &PossibleConversion::authority),
     text("predecessor_name", &PossibleConversion::predecessor_name, "School that closed"),
     number("predecessor", &PossibleConversion::predecessor, "Its URN"),
     text("name", &PossibleConversion::name, "Academy that opened"),
     school("urn", &PossibleConversion::urn, "URN of the academy"),
     date("opened", &PossibleConversion::opened, "Opened"),
     text("reasons", &PossibleConversion::reasons, "Why they may be one"),
     date("same_on", &PossibleConversion::same_on, "Decided to be one school"),
     date("different_on", &PossibleConversion::different_on, "Decided not to be"),
     person("decided_by", &PossibleConversion::decided_by),
     person_name("decided_by", &PossibleConversion::decided_by_name, "Decided by"),
     derived("state", state, conversion_states,
             "CASE WHEN same_on IS NOT NULL THEN 'same' WHEN different_on IS NOT NULL THEN 'different' "
             "ELSE 'proposed' END")},
    called("pair of schools"),
    seen_with(access::Permission::local_register)};

namespace {
auto pair_of(const PossibleConversion& pair) {
    return std::tie(pair.predecessor, pair.urn);
}
}

void keep_proposals(storage::Writer& db, const std::vector<PossibleConversion>& found) {
    std::vector<PossibleConversion> known =
        conversions.without_viewer(db, "id > 0 ORDER BY predecessor, urn");
    for (const PossibleConversion& pair : known) {
        if (state(pair) != ConversionState::proposed ||
            std::ranges::binary_search(found, pair_of(pair), {}, pair_of))
            continue;
        storage::change(
            db, "possible_conversion", "id = $1",
            [&] { db.execute("DELETE FROM possible_conversion WHERE id = $1", pair.id); }, pair.id);
    }
    for (const PossibleConversion& pair : found) {
        if (std::ranges::binary_search(known, pair_of(pair), {}, pair_of)) continue;
        storage::insert_sealed<PossibleConversionId>(
            db, "possible_conversion",
            "INSERT INTO possible_conversion (authority, predecessor, urn, predecessor_name, name, opened, "
            "reasons) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
            pair.authority, pair.predecessor, pair.urn, pair.predecessor_name, pair.name, pair.opened,
            pair.reasons);
    }
}

std::vector<Link> confirmed_links(storage::Reader& db) {
    std::vector<Link> links;
    for (const storage::Row& row : db.query("SELECT predecessor, urn FROM possible_conversion WHERE same_on "
                                            "IS NOT NULL ORDER BY predecessor, urn"))
        links.push_back({row.urn(0), row.urn(1), "Successor", std::nullopt, {}, true});
    return links;
}

std::int64_t conversions_to_decide(storage::Reader& db) {
    return db.count(
        "SELECT COUNT(*) FROM possible_conversion WHERE same_on IS NULL AND different_on IS NULL");
}

}
