#pragma once
// What rooms ask of those above or beside them: schools and the areas into which an authority divides them.
// Handed over by `server/`.
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/ids.hpp"

namespace tarn::storage {
class Reader;
}

namespace tarn::access {

/// A school as it was on a day, else as it was last.
struct SchoolRef {
    Urn urn;
    std::string name;
    AuthorityCode authority;
    std::string phase;  ///< as shown: "Primary"
};
using SchoolLookup = std::function<std::optional<SchoolRef>(storage::Reader& db, Urn school, Date day)>;

struct AreaFact {
    std::string code, name;
};
struct AreaLookup {
    std::function<std::vector<AreaFact>(storage::Reader& db, AuthorityCode authority)> all{};
    std::function<std::vector<Urn>(storage::Reader& db, AuthorityCode authority, std::string_view code,
                                   Date day)>
        schools{};
};

struct Lookups {
    SchoolLookup school{};  ///< empty: no school is known
    AreaLookup areas{};
};

}
