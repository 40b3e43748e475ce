#pragma once
// Who is asking, under the names that the kit uses.
#include "access/viewer.hpp"

namespace tarn::kit {

using access::Permission;
using access::Viewer;

}
