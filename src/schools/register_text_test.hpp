#pragma once
// Register files written as short texts, for tests:
//
//     gias_2022 2022-04-25
//     urn    name          type               opened
//     900001 Brook_Primary Community_school   -
//
// Cells are separated by blanks; "_" stands for a blank and "-" for an empty cell. Lines of `links` are
// urn, linked, type, date, name.
#include <deque>
#include <string>
#include <string_view>

#include "access/viewer.hpp"
#include "schools/merge_rules.hpp"

namespace tarn::schools {

/// Who keeps the registers of two authorities.
inline const access::Viewer officer{PersonId{1}, "", access::Role::data_officer, {888}, {}};
inline const access::Viewer their_officer{PersonId{2}, "", access::Role::data_officer, {889}, {}};

namespace test {

class RegisterTexts {
  public:
    /// Adds one file; throws std::invalid_argument when it is not written as above.
    RegisterTexts& file(std::string_view text);
    RegisterTexts& links(std::string_view text);

    std::vector<RegisterTable> tables;
    Evidence evidence() const;
    Merged merged() const { return merge(evidence()); }

  private:
    std::string_view cell(std::string_view text);
    std::deque<std::string> texts_;
};

/// "900001 2018-09-01..2019-08-31 888 primary 'Brook Primary'", one line per version.
std::string lines_of(const std::vector<School>& versions);

}

}
