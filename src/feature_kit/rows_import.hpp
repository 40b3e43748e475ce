#pragma once
// A small CSV file that an officer uploads: first what would happen, then, if wanted, for good.
#include <functional>

#include "base/result.hpp"
#include "feature_kit/act.hpp"
#include "feature_kit/import_report.hpp"

namespace tarn::kit {

/// What one such file is; the rest is alike for all.
struct RowsImport {
    std::string title;    ///< "Add people from a CSV file"
    std::string address;  ///< of the page and of its form
    std::string back;
    std::string columns;  ///< as a sentence: "name, email and, if you like, to"
    std::string example;  ///< a file of one or two lines
    std::string label;    ///< in the trail
    access::Permission permission;
    /// Writes what it can; rejected rows write nothing. Called for the rehearsal too, which is rolled back.
    std::function<Result<ImportReport>(Act& act, std::string_view csv)> import;
    /// Said below the counts, when there is more to say.
    std::function<std::string(const ImportReport& report)> remark{};
};
std::vector<Route> rows_import_routes(RowsImport table);

}
