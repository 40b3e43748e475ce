#pragma once
// The inspections that stand in a row, and their storage as columns of a block.
#include <vector>

#include "evidence/importing/row_reader_rules.hpp"

namespace tarn::evidence {

struct InspectionRow {
    std::int32_t urn = 0;
    std::int32_t held = 0, known = 0;  ///< days since 1970-01-01
    std::uint8_t overall = 0, quality_of_education = 0, behaviour = 0, personal_development = 0,
                 leadership = 0;
    bool category = false, graded = true;
    std::int64_t row = 0;  ///< record it came from
};

/// The measure codes under which the columns of an inspection block are stored.
namespace inspection_column {
inline constexpr std::string_view held = "inspection.held", known = "inspection.known",
                                  overall = "inspection.overall",
                                  quality_of_education = "inspection.quality_of_education",
                                  behaviour = "inspection.behaviour",
                                  personal_development = "inspection.personal_development",
                                  leadership = "inspection.leadership",
                                  category = "inspection.category_of_concern", graded = "inspection.graded";
}

class InspectionReader {
  public:
    explicit InspectionReader(Context& context);
    /// Adds the row's inspections to `out`; false when the row must be rejected.
    bool read(const Fields& fields, std::int64_t row, std::vector<InspectionRow>& out);

  private:
    struct Columns {
        const InspectionRule* rule;
        int urn, held, known, overall, quality_of_education, behaviour, personal_development, leadership,
            category;
    };
    bool read_one(const Columns& columns, const Fields& fields, InspectionRow& out);
    bool date(const Fields& fields, int column, std::int32_t& out);
    bool grade(const Fields& fields, int column, std::uint8_t& out);

    Context& context_;
    std::vector<Columns> columns_;
};

/// Sorts by URN and day; of several with the same URN, day and kind the first row counts.
struct ClashingInspection {
    std::int64_t row, first_row;
    Urn urn;
    Date held;
};
struct SortedInspections {
    std::int64_t repeated = 0;                ///< said twice in the same words
    std::vector<ClashingInspection> clashes;  ///< said twice with different outcomes
};
SortedInspections sort_inspections(std::vector<InspectionRow>& rows);
PreparedBlock pack_inspections(std::span<const InspectionRow> rows, std::string period);

}
