#pragma once
// What a person typed into a search, compared with texts; typing errors forgiven.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tarn {

/// Lower-case ASCII words: "St. Mary's C.E. (VA) Primary School" is st, marys, ce, va, primary, school.
/// "saint" becomes "st", "&" becomes "and", accents are dropped.
std::vector<std::string> search_words(std::string_view text);

/// Optimal string alignment distance (edits and swaps of neighbours), or limit + 1 when it is larger
/// [damerau-1964].
int edit_distance(std::string_view a, std::string_view b, int limit);

/// How many typing errors a word of this kind may have: none in short words and in numbers, two from eight
/// letters on.
int errors_forgiven(std::string_view typed);

/// How well a word of a text meets a typed one: 1 the same word, less for one that begins with it (it is
/// still being typed) and for typing errors, 0 not at all.
double likeness(std::string_view typed, std::string_view word);

/// More words than anybody types would only cost time; what follows them is left out.
inline constexpr std::size_t most_search_words = 8;

class SearchText {
  public:
    explicit SearchText(std::string_view typed);
    const std::string& typed() const { return typed_; }
    /// So little that it would find everything.
    bool too_short() const;
    /// 1: every word stands in one of the texts as it was typed; 0: not found. Every word must be met by one
    /// of the texts; a single one of three or more may be missed.
    double likeness(std::span<const std::string_view> texts) const;
    /// Whether the text begins with the words that were typed, the last of which may be unfinished.
    bool begins(std::string_view text) const;
    /// The part of a long text around the first word that is met, about `length` bytes; from the beginning
    /// where none is.
    std::string excerpt(std::string_view text, std::size_t length = 160) const;

  private:
    struct Word {
        std::string text;
        std::uint32_t letters;  ///< a bit for each that occurs
        int errors;             ///< forgiven
    };
    double best(const Word& typed, std::string_view word, std::uint32_t letters) const;

    std::string typed_;
    std::vector<Word> words_;
};

}
