#include "people/people.hpp"
#include "schools/authority_name.hpp"

namespace tarn::schools {

std::string authority_name(storage::Reader& db, const Register& schools, AuthorityCode code) {
    if (const auto name = schools.authority_name(code); !name.empty()) return std::string{name};
    const auto own = people::find_authority(db, code);
    return own ? own->name : code.text();
}

}
