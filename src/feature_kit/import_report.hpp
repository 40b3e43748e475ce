#pragma once
// What became of the rows of a small table that somebody brought in.
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "base/csv.hpp"
#include "base/result.hpp"

namespace tarn::kit {

struct RejectedRow {
    std::size_t number = 0;  ///< record number in the file; the header is 1
    std::string text;        ///< what the row said, for the report
    std::string reason;
};
struct ImportReport {
    std::size_t read = 0, added = 0, unchanged = 0;
    std::size_t unconfirmed = 0;  ///< of those added: wait for the account's owner
    std::vector<RejectedRow> rejected;
};
/// Carries out `act` for each row of a file: true when it made something, false when it was so already.
ImportReport for_each_row(const CsvTable& table, const std::function<Result<bool>(const CsvRow& row)>& act);

}
