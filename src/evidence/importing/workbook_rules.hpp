#pragma once
// Spreadsheets are not read: a cell there may be a formula, a date without a form or hidden. They are told by
// their bytes and refused with the sheet to save as CSV.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace tarn::evidence {

/// Why the file is refused; empty when it is neither a workbook nor a zip archive.
std::optional<Error> refuse_workbook(std::string_view bytes);

/// Names of the sheets of an .xlsx or .ods in their order, at most 100; empty where they cannot be read.
std::vector<std::string> sheet_names(std::string_view bytes);

}
