#pragma once
// The published files of `tarn demo` about a few of its schools: every layout that Tarn reads, in some
// kilobytes.
#include <set>
#include <string>
#include <vector>

#include "demo/demo_files_rules.hpp"

namespace tarn::test {

/// Registers first. Of the schools of Fellshire every so manyth is kept, with the URNs it had before; rows
/// about other schools are left out, rows about areas stay. Everybody and everything in it is fictional.
std::vector<demo::File> small_county(const demo::Plan& plan, std::size_t one_in);

}
