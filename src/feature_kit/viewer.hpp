#pragma once
// Who is asking, under the names that the kit uses.
#include "people/roles.hpp"

namespace tarn::kit {

using people::Permission;
using people::Viewer;

}
