#include "base/search_text.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <utility>

namespace tarn {
namespace {

constexpr std::size_t longest_word = 31;

/// What a byte is to a word: the letter or digit itself, in lower case, or one of these.
constexpr char ends_word = 0, left_out = 1, several_bytes = 2;
constexpr std::array<char, 256> letters_by_byte = [] {
    std::array<char, 256> all{};
    for (unsigned c = '0'; c <= '9'; ++c) all[c] = static_cast<char>(c);
    for (unsigned c = 'a'; c <= 'z'; ++c) all[c] = all[c - 'a' + 'A'] = static_cast<char>(c);
    all['\''] = all['.'] = left_out;
    all[0xC3] = all[0xE2] = several_bytes;
    return all;
}();

/// Of the two-byte letters U+00C0..U+00FF the plain one, of a typographic apostrophe that it is left out; `i`
/// moves to its last byte.
char letter_of_several(std::string_view text, std::size_t& i) {
    static constexpr char plain[] = "aaaaaaaceeeeiiiidnooooo\0ouuuuytsaaaaaaaceeeeiiiidnooooo\0ouuuuyty";
    if (text.substr(i, 3) == "\u2019") return i += 2, left_out;
    if (text[i] != '\xC3' || i + 1 >= text.size()) return ends_word;
    const auto second = static_cast<unsigned char>(text[++i]);
    const char letter = second >= 0x80 && second <= 0xBF ? plain[second - 0x80] : '\0';
    return letter ? letter : left_out;
}

/// `found(word, begin)` for each word, with the byte at which it begins; stops where that says false. What a
/// word has beyond 64 letters is left out.
template <class Found>
void each_word(std::string_view text, Found found) {
    std::array<char, 64> letters;
    std::size_t length = 0, begin = 0;
    const auto ends = [&] {
        const std::string_view word{letters.data(), std::exchange(length, 0)};
        return word.empty() || found(word == "saint" ? std::string_view{"st"} : word, begin);
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::size_t at = i;
        char letter = letters_by_byte[static_cast<unsigned char>(text[i])];
        if (letter == several_bytes) letter = letter_of_several(text, i);
        if (letter > several_bytes) {
            if (length == 0) begin = at;
            if (length < letters.size()) letters[length++] = letter;
        } else if (letter == ends_word) {
            if (length > 0 && !ends()) return;
            if (text[at] == '&' && !found(std::string_view{"and"}, at)) return;
        }
    }
    ends();
}

/// The bit of a letter or digit.
constexpr std::array<std::uint32_t, 256> bits_by_byte = [] {
    std::array<std::uint32_t, 256> all{};
    for (unsigned c = 'a'; c <= 'z'; ++c) all[c] = 1U << (c - 'a');
    for (unsigned c = '0'; c <= '9'; ++c) all[c] = 1U << (26 + (c - '0') % 6);
    return all;
}();

std::uint32_t letters_of(std::string_view word) {
    std::uint32_t letters = 0;
    for (const char c : word) letters |= bits_by_byte[static_cast<unsigned char>(c)];
    return letters;
}

}

std::vector<std::string> search_words(std::string_view text) {
    std::vector<std::string> words;
    each_word(text, [&](std::string_view word, std::size_t) { return words.emplace_back(word), true; });
    return words;
}

int edit_distance(std::string_view a, std::string_view b, int limit) {
    if (a.size() > longest_word || b.size() > longest_word) return a == b ? 0 : limit + 1;
    const auto length_a = static_cast<int>(a.size());
    const auto length_b = static_cast<int>(b.size());
    if (std::abs(length_a - length_b) > limit) return limit + 1;
    std::array<std::array<int, longest_word + 1>, 3> rows{};
    for (int j = 0; j <= length_b; ++j) rows[0][static_cast<std::size_t>(j)] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto& row = rows[i % 3];
        const auto& above = rows[(i - 1) % 3];
        row[0] = static_cast<int>(i);
        int best = row[0];
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const int change = a[i - 1] == b[j - 1] ? 0 : 1;
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], rows[(i - 2) % 3][j - 2] + 1);
            }
            best = std::min(best, row[j]);
        }
        if (best > limit) return limit + 1;
    }
    return rows[a.size() % 3][b.size()];
}

int errors_forgiven(std::string_view typed) {
    const bool number = !typed.empty() && typed.front() >= '0' && typed.front() <= '9';
    if (typed.size() < 4 || number) return 0;
    return typed.size() < 8 ? 1 : 2;
}

double likeness(std::string_view typed, std::string_view word) {
    if (typed == word) return 1;
    if (word.starts_with(typed))
        return 0.6 + 0.3 * static_cast<double>(typed.size()) / static_cast<double>(word.size());
    const int limit = errors_forgiven(typed);
    const int distance = limit > 0 ? edit_distance(typed, word, limit) : 1;
    return distance > limit ? 0 : distance == 1 ? 0.5 : 0.3;
}

SearchText::SearchText(std::string_view typed) : typed_(typed) {
    each_word(typed, [&](std::string_view word, std::size_t) {
        words_.push_back({std::string{word}, letters_of(word), errors_forgiven(word)});
        return words_.size() < most_search_words;
    });
}

bool SearchText::too_short() const {
    return words_.empty() || (words_.size() == 1 && words_.front().text.size() < 2);
}

/// An error takes away one of the typed letters at most, so most words need no closer look.
double SearchText::best(const Word& typed, std::string_view word, std::uint32_t letters) const {
    return std::popcount(typed.letters & ~letters) > typed.errors ? 0 : tarn::likeness(typed.text, word);
}

double SearchText::likeness(std::span<const std::string_view> texts) const {
    std::array<double, most_search_words> met{};
    for (const std::string_view text : texts)
        each_word(text, [&](std::string_view word, std::size_t) {
            const std::uint32_t letters = letters_of(word);
            for (std::size_t i = 0; i < words_.size(); ++i)
                if (met[i] < 1) met[i] = std::max(met[i], best(words_[i], word, letters));
            return true;
        });
    double sum = 0;
    std::size_t missed = 0;
    for (std::size_t i = 0; i < words_.size(); ++i) {
        sum += met[i];
        if (met[i] == 0) ++missed;
    }
    const std::size_t may_miss = words_.size() >= 3 ? 1 : 0;
    return words_.empty() || missed > may_miss ? 0 : sum / static_cast<double>(words_.size());
}

bool SearchText::begins(std::string_view text) const {
    if (words_.empty()) return false;
    std::size_t met = 0;
    each_word(text, [&](std::string_view word, std::size_t) {
        const std::string& typed = words_[met].text;
        if (met + 1 == words_.size() ? !word.starts_with(typed) : word != typed) return false;
        return ++met < words_.size();
    });
    return met == words_.size();
}

std::string SearchText::excerpt(std::string_view text, std::size_t length) const {
    if (text.size() <= length) return std::string{text};
    std::size_t met = 0;
    each_word(text, [&](std::string_view word, std::size_t begin) {
        const std::uint32_t letters = letters_of(word);
        const bool is =
            std::ranges::any_of(words_, [&](const Word& typed) { return best(typed, word, letters) > 0; });
        if (is) met = begin;
        return !is;
    });
    // A few words before, and nothing cut but between words; a word without end is cut between letters.
    std::size_t from = met < length / 3 ? 0 : text.find(' ', met - length / 3);
    from = from >= met ? met : from == 0 ? 0 : from + 1;
    std::size_t to = std::min(from + length, text.size());
    if (const auto space = text.rfind(' ', to); to < text.size() && space > met && space != text.npos)
        to = space;
    while (to < text.size() && (static_cast<unsigned char>(text[to]) & 0xC0) == 0x80) --to;
    return (from > 0 ? "\u2026" : "") + std::string{text.substr(from, to - from)} +
           (to < text.size() ? "\u2026" : "");
}

}
