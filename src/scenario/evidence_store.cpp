// Notes, facts, lists of schools to compare with, files and models of early warning.
#include "platform/storage/storage.hpp"
#include "scenario/scenario.hpp"

namespace tarn::scenario {
namespace {

evidence::ImportRequest request_for(const File& file, Instant now) {
    evidence::ImportRequest request;
    request.content = file.text;
    request.file_name = file.name;
    request.public_from = file.public_from;
    request.owner = file.owner;
    if (!file.profile.empty()) request.profile_text = file.profile;
    request.imported_by = file.imported_by;
    request.now = file.imported_at.value_or(now);
    request.limits.max_rejected_percent = file.max_rejected_percent;
    return request;
}

}

NoteId note(Writer& db, Instant now, const Viewer& author, evidence::Note note) {
    note.authority = author.authority();
    if (note.source.empty()) note.source = "Conversation";
    if (note.observed_on == Date{}) note.observed_on = day_of(now);
    if (note.review_on == Date{}) note.review_on = note.observed_on + 90;
    if (note.expires_on == Date{}) note.expires_on = note.observed_on + 200;
    return must(evidence::add_note(db, author, std::move(note), now));
}

evidence::FactId fact(Writer& db, Instant now, const Viewer& officer, evidence::Fact fact) {
    if (fact.source.empty()) fact.source = "Letter";
    if (fact.began_on == Date{}) fact.began_on = day_of(now);
    if (fact.known_on == Date{}) fact.known_on = fact.began_on;
    const auto known = schools::Register::load(db);
    const auto* school = known->find(fact.urn, fact.began_on);
    if (!school) throw Refused({"No school with URN " + fact.urn.text() + " was open on the day.", {}});
    return must(evidence::add_fact(db, officer, *school, std::move(fact), now));
}

evidence::ComparatorListId comparators(Writer& db, Instant now, const Viewer& owner, std::string_view name,
                                       const std::vector<Urn>& schools) {
    return must(evidence::save_comparators(db, owner, name, schools, now));
}

evidence::ImportReport import_text(storage::Database& database, Instant now, const File& file) {
    return must(evidence::import_file(database, request_for(file, now)));
}

void import_texts(storage::Database& database, Instant now, const std::vector<File>& files) {
    std::vector<evidence::ImportRequest> requests;
    requests.reserve(files.size());
    for (const File& file : files) requests.push_back(request_for(file, now));
    std::optional<Error> refused;
    evidence::import_files(database, requests, [&](const auto& request, const auto& report) {
        if (!report && !refused)
            refused = Error{"The file " + request.file_name + " was not accepted: " + report.error().message,
                            report.error().detail};
    });
    if (refused) throw Refused(*refused);
}

warning::ModelId model(Writer& db, Instant now, const warning::Fitted& fitted, std::optional<PersonId> by,
                       std::string_view why) {
    const bool first = !warning::current_model(db);
    const auto id = warning::keep(db, fitted, now);
    if (first) must(warning::promote(db, id, by, why, now));
    return id;
}

}
