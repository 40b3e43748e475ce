#pragma once
// The pages of the register.
#include <functional>
#include <string>
#include <vector>

#include "feature_kit/feature.hpp"
#include "platform/web/html.hpp"
#include "schools/schools.hpp"

namespace tarn::schools {

using kit::Panel, kit::PanelView;

/// Find, list, map, page and history of schools; `panels` are those of other features. Throws
/// std::invalid_argument for a shared panel that is not for everyone signed in.
kit::Feature feature(Registers& registers, std::vector<Panel> panels);

}
