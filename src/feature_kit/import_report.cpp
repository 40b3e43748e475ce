#include "feature_kit/import_report.hpp"

namespace tarn::kit {
namespace {

std::string text_of(const CsvRow& row) {
    std::string text;
    for (const std::string& cell : row.cells) text += (text.empty() ? "" : ", ") + cell;
    return text;
}

}

ImportReport for_each_row(const CsvTable& table, const std::function<Result<bool>(const CsvRow&)>& act) {
    ImportReport report;
    for (const CsvRow& row : table.rows()) {
        ++report.read;
        const Result<bool> made = act(row);
        if (!made)
            report.rejected.push_back({row.number, text_of(row), made.error().message});
        else
            ++(*made ? report.added : report.unchanged);
    }
    return report;
}

}
