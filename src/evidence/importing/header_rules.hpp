#pragma once
// The names in the header of a file. Publishers change their case and blanks from year to year, so neither
// counts.
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tarn::evidence {

/// In small letters, without outer blanks and with every run of blanks as one: what names are compared by.
std::string plain_name(std::string_view name);
/// Whether two texts are the same but for the case of a to z.
bool same_word(std::string_view a, std::string_view b);

class Header {
  public:
    /// Views into the file; a column without a name has "".
    explicit Header(std::span<const std::string_view> names);

    /// Position of the column called so: one written just so comes before one that differs in case or blanks,
    /// and the first of several counts. -1 when there is none.
    int find(std::string_view name) const;
    std::string_view name(int column) const { return names_[static_cast<std::size_t>(column)]; }
    std::size_t size() const { return names_.size(); }
    std::size_t worded() const;  ///< columns with a letter in their name, which few rows of figures have
    std::size_t width() const { return width_; }  ///< up to the last column with a name

  private:
    std::vector<std::string_view> names_;
    std::size_t width_ = 0;
    std::unordered_map<std::string_view, int> by_name_;
    std::unordered_map<std::string, int> by_plain_name_;
};

}
