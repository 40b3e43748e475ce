#pragma once
// The fictional authority of `tarn demo`: Fellshire, about 620 schools of every phase in a fictional England.
//
// Everything is drawn from percentiles and correlations of published figures (schemes/demo), written out as
// files in the layouts that the real publishers use, and imported through the same engine; what the authority
// itself holds (people, areas, allocations, notes, levels, meetings) goes through the features' own stores.
#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/date.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"

namespace tarn::storage {
class Database;
}

namespace tarn::demo {

/// The same seed and day give the same county; the day decides which years and terms have passed.
struct Plan {
    std::uint64_t seed = 2020;
    Date today;
};

inline constexpr AuthorityCode fellshire{990};

/// Somebody to sign in as, and what waits for them.
struct Persona {
    PersonId id;
    std::string name, email;
    std::string role;   ///< "Challenge board member"
    std::string place;  ///< "Fellshire" or the name of a school
    std::string waits;  ///< one sentence: what there is to do
};

struct Made {
    std::vector<Persona> personas;
    std::size_t schools = 0;  ///< state-funded, open in Fellshire on the day
    std::size_t files = 0;    ///< imported
};

/// Fills a migrated, empty database. An Error names the file or the act that was not accepted.
Result<Made> make(storage::Database& database, const Plan& plan);
/// An early-warning model learnt from the county's own past and put in force by its data officer; nothing
/// where one is in force already or that past is too thin. Takes seconds and is safe beside a running server.
void learn(storage::Database& database, const Plan& plan);
/// Those of a database that make() filled; empty for any other.
std::vector<Persona> personas(storage::Database& database, Date day);

}
