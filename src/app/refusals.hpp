#pragma once
// How a command ends when it cannot do what was asked.
#include <string>

namespace tarn::app {

[[noreturn]] void usage(const std::string& sentence);   ///< exit 2
[[noreturn]] void reject(const std::string& sentence);  ///< exit 1

}
