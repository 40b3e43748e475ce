#pragma once
// What an authority is called on a page.
#include "schools/schools.hpp"

namespace tarn::schools {

/// "Lancashire": its name of record, else the one it has with this installation, else its number.
std::string authority_name(storage::Reader& db, AuthorityCode code);

}
