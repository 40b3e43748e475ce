#pragma once
// The inspections that stand in a row, and their storage as columns of a block.
#include <array>
#include <string>
#include <vector>

#include "evidence/importing/row_reader_rules.hpp"

namespace tarn::evidence {

/// The numbers are stored.
enum class InspectionKind : std::uint8_t { ungraded, graded, report_card };

struct InspectionRow {
    std::int32_t urn = 0;
    std::int32_t held = 0, known = 0;  ///< days since 1970-01-01
    std::uint8_t overall = 0, quality_of_education = 0, behaviour = 0, personal_development = 0,
                 leadership = 0;
    analytics::Category category = analytics::Category::none;
    std::optional<analytics::Category> in_force;  ///< on the file's day; empty: the file does not say
    InspectionKind kind = InspectionKind::graded;
    analytics::CardGrades grades{};                                ///< of a report card
    std::array<std::int32_t, analytics::card_area_count> dated{};  ///< days; 0: with the inspection
    std::int64_t row = 0;                                          ///< record it came from
    bool own_row = false;  ///< the row is the inspected school's, not a successor's
};

/// The measure codes under which the columns of an inspection block are stored. A block has the columns of
/// report cards only where one of its rows has something to say there.
namespace inspection_column {
inline constexpr std::string_view held = "inspection.held", known = "inspection.known",
                                  overall = "inspection.overall",
                                  quality_of_education = "inspection.quality_of_education",
                                  behaviour = "inspection.behaviour",
                                  personal_development = "inspection.personal_development",
                                  leadership = "inspection.leadership",
                                  category = "inspection.category_of_concern",
                                  /// an InspectionKind, called so when there were two
    kind = "inspection.graded",
                                  /// 0: not said, else the category and 1
    in_force = "inspection.category_in_force";
std::string grade(analytics::CardArea area);  ///< "inspection.card.inclusion"
std::string dated(analytics::CardArea area);  ///< "inspection.card.inclusion.dated"
}

class InspectionReader {
  public:
    explicit InspectionReader(Context& context);
    /// Adds the row's inspections to `out`; false when the row must be rejected.
    bool read(const Fields& fields, std::int64_t row, std::vector<InspectionRow>& out);
    /// Tells what was left out, and which categories the grades of `rows` do not explain.
    void add_notes(std::span<const InspectionRow> rows);

  private:
    struct AreaColumns {
        analytics::CardArea area;
        int grade, dated;
    };
    struct Columns {
        const InspectionRule* rule;
        int urn, held, known, overall, quality_of_education, behaviour, personal_development, leadership,
            category, in_force;
        std::vector<AreaColumns> areas;
    };
    bool read_one(const Columns& columns, const Fields& fields, InspectionRow& out);
    bool read_day_known(const Columns& columns, const Fields& fields, InspectionRow& out);
    bool read_grades(const Columns& columns, const Fields& fields, InspectionRow& out);
    bool read_areas(const Columns& columns, const Fields& fields, InspectionRow& out);
    bool read_categories(const Columns& columns, const Fields& fields, InspectionRow& out);
    bool date(const Fields& fields, int column, std::int32_t& out);
    bool grade(const Fields& fields, int column, std::uint8_t& out);
    bool category(const Fields& fields, int column, analytics::Category& out);

    Context& context_;
    int key_;
    std::vector<Columns> columns_;
    std::int64_t unpublished_ = 0;
};

/// Sorts by URN and day; of several with the same URN, day and kind the first row counts. Of the category in
/// force the school's own row knows best.
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
