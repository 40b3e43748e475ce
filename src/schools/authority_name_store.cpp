#include "people/people.hpp"
#include "schools/authorities_rules.hpp"
#include "schools/authority_name.hpp"

namespace tarn::schools {

std::string authority_name(storage::Reader& db, AuthorityCode code) {
    if (const AuthorityEntry* entry = find_authority(code)) return std::string{entry->name};
    const auto own = people::find_authority(db, code);
    return own ? own->name : code.text();
}

}
