#pragma once
// When a school was open: what statements say outright, and what follows from links and from silence.
#include "schools/merge_rules.hpp"

namespace tarn::schools {

/// Where a school's statements stand: tables are sorted by precedence, so its rows are too.
struct RowRef {
    std::uint32_t table;
    std::uint32_t row;
};

/// The URNs of all tables and links, each with its rows.
class Rows {
  public:
    Rows(const std::vector<Statements>& tables, const std::vector<Link>& links);
    std::size_t size() const { return urns_.size(); }
    Urn urn(std::size_t school) const { return urns_[school]; }
    std::optional<std::size_t> find(Urn urn) const;
    std::span<const RowRef> of(std::size_t school) const {
        return std::span{refs_}.subspan(begin_[school], begin_[school + 1] - begin_[school]);
    }

  private:
    std::vector<Urn> urns_;
    std::vector<std::uint32_t> begin_;
    std::vector<RowRef> refs_;
};

struct OpenPeriod {
    std::optional<Date> opened, closed;
    std::optional<Date> first_open, last_open;  ///< earliest and latest day a file shows it open
    std::optional<Date> seen_closed;            ///< earliest file that says closed
    bool proposed_to_close = false;             ///< said by the latest file that shows it open
    bool exists = false;                        ///< some file shows it open or closed
    std::uint32_t inferred = 0;

    void infer(Inference what) { inferred |= 1u << static_cast<unsigned>(what); }
    bool infers(Inference what) const { return (inferred >> static_cast<unsigned>(what)) & 1u; }
};

/// What its own statements say.
OpenPeriod open_period_of(const std::vector<Statements>& tables, std::span<const RowRef> rows);

/// The groups of schools that a register can be complete for.
enum class Group : std::uint8_t { mainstream, special, nursery, alternative, none };

/// Which register files list all schools of a group in an authority: only these can show that a school is
/// gone.
class Coverage {
  public:
    /// `family` and `group` by school, as the rows' order.
    Coverage(const std::vector<Statements>& tables, const Rows& rows, std::vector<std::int16_t> families,
             std::vector<Group> groups);
    /// Snapshot of the first register after `day` that should show the school open and does not list it.
    std::optional<Date> first_absence_after(std::size_t school, Date day) const;
    /// Snapshot of the last register before `day` that should list the school and does not.
    std::optional<Date> last_absence_before(std::size_t school, Date day) const;
    /// A school known from links alone is looked for where its neighbour in the line is.
    void liken(std::size_t school, std::size_t other);

  private:
    bool should_list(std::size_t table, std::size_t school) const;
    bool lists(std::size_t table, std::size_t school) const;

    const std::vector<Statements>& tables_;
    const Rows& rows_;
    std::vector<std::int16_t> families_;
    std::vector<Group> groups_;
    std::vector<std::array<std::array<std::uint32_t, 5>, 1000>>
        listed_;  ///< schools by table, family and group
};

/// The day before the school year's end that a closure without a date is put at: 31 August.
Date assumed_closure(const OpenPeriod& open_period, Date gone_by);
/// Fills what is still open by looking at registers that should list the school and do not.
void settle_by_silence(OpenPeriod& open_period, std::size_t school, const Coverage& coverage);

}
