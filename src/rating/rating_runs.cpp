#include "rating/rating_runs.hpp"

#include <fmt/format.h>

#include "evidence/notes.hpp"

namespace tarn::rating {
namespace {

// An authority's list, its agenda and pages as at other dates: enough for several people to work side by
// side.
constexpr std::size_t kept = 8;

}

std::vector<LocalFact> local_facts(storage::Reader& db, AuthorityCode authority, Date as_at) {
    std::vector<LocalFact> facts;
    for (const auto& note : evidence::note_facts(db, authority, as_at))
        facts.push_back({.urn = note.urn,
                         .measure = fmt::format("soft.{}", evidence::note_category_code(note.category)),
                         .from = note.from,
                         .to = note.to,
                         .known_from = note.known_from,
                         .severity = note.severity,
                         .source = fmt::format("Officer's note entered {}", note.known_from.display())});
    return facts;
}

Runs::Runs(schools::Registers& registers, evidence::Snapshots& snapshots)
    : registers_(registers), snapshots_(snapshots), scheme_(default_scheme()) {}

std::shared_ptr<const Run> Runs::of_authority(storage::Reader& db, AuthorityCode authority, Date as_at) {
    const Key key{evidence::generation(db), registers_.current(db)->generation(),
                  evidence::notes_generation(db, authority), authority, as_at};
    {
        const std::scoped_lock lock{mutex_};
        for (const auto& held : held_)
            if (held.key == key) return held.run;
    }
    const auto facts = local_facts(db, authority, as_at);
    auto run = std::make_shared<const Run>(propose(snapshots_.current(db, as_at), scheme_,
                                                   {.as_at = as_at, .authority = authority, .facts = facts}));
    const std::scoped_lock lock{mutex_};
    held_.insert(held_.begin(), {key, run});
    if (held_.size() > kept) held_.pop_back();
    return run;
}

}
