#pragma once
// Whether the dates of a column were written month first, as a spreadsheet with American settings saves them.
#include <string>
#include <string_view>

namespace tarn {

/// Told of every date of a column. 02/06/2006 can be read either way; 11/25/2026 and 25/11/2026 cannot.
class DayOrder {
  public:
    void see(std::string_view text);
    /// Some dates can only be month first and none can only be day first: those between are wrong in silence.
    bool month_first() const { return !example_.empty() && !day_first_; }
    /// What to say of the column.
    std::string sentence(std::string_view column) const;

  private:
    std::string example_;  ///< the first that can only be month first
    bool day_first_ = false;
};

}
