#pragma once
#include "people/people.hpp"

namespace tarn::people {

/// What add_grant() asks before it writes.
Outcome check_grant(storage::Reader& db, const Grant& grant, std::optional<PersonId> made_by);
std::string role_list();  ///< "headteacher, chair_of_governors, ..."

}
