#pragma once
// A row of a table of recorded facts, as its CSV file gives it.
#include "base/csv.hpp"
#include "evidence/facts/facts.hpp"

namespace tarn::evidence {

struct FactRow {
    Urn urn;
    NewFact fact;
};
/// Columns URN, fact, from and source; known, to, end known, ended because and detail where the file has
/// them. The error names the column.
Result<FactRow> fact_in(const CsvTable& table, const CsvRow& row);
std::string typed_kinds_in_words();  ///< the codes that the column fact takes

}
