#pragma once
// A closed set of codes: what is stored, what is shown, in one place. Usable in rules.
//
//     enum class Concern : std::uint8_t { strength, slight, serious };
//     inline constexpr CodeTable<Concern> concerns{{Concern::strength, "strength", "A strength"},
//                                                  {Concern::slight, "slight", "Slight concern"},
//                                                  {Concern::serious, "serious", "Serious concern"}};
//
// A table out of order, with a value left out, a code used twice or one that is no code (small letters,
// digits and underscores) does not compile. The table must have static storage.
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <stdexcept>
#include <string_view>
#include <type_traits>
#include <utility>

namespace tarn {

/// One code without its type, for whoever stores or draws codes of every kind.
struct CodeWord {
    std::string_view code;   ///< stored, in addresses and files: never changes
    std::string_view title;  ///< shown
};

template <class E>
class CodeTable {
    static_assert(std::is_enum_v<E>);

  public:
    struct Line {
        E value;
        std::string_view code;
        std::string_view title;
    };
    static constexpr std::size_t most = 64;

    consteval CodeTable(std::initializer_list<Line> lines) {
        if (lines.size() == 0 || lines.size() >= most) throw "a table has 1 to 63 codes";
        for (const Line& line : lines) {
            if (line.value != static_cast<E>(size_)) throw "the lines follow the order of the enum";
            if (!is_code(line.code)) throw "a code is made of small letters, digits and underscores";
            if (line.title.empty()) throw "a code has a title";
            if (parse(line.code)) throw "a code stands twice";
            values_[size_] = line.value;
            words_[size_++] = {line.code, line.title};
        }
        for (std::size_t i = size_; i < most; ++i)
            if (names[i]) throw "a value of the enum has no line";
    }

    /// The codes up to `last` alone, the only ones that parse() then knows: what a person may choose of them.
    consteval CodeTable up_to(E last) const {
        if (static_cast<std::size_t>(last) >= size_) throw "the last code is none of the table";
        CodeTable part = *this;
        part.size_ = static_cast<std::size_t>(last) + 1;
        return part;
    }

    constexpr std::size_t size() const { return size_; }
    constexpr std::string_view code(E value) const { return word(value).code; }
    constexpr std::string_view title(E value) const { return word(value).title; }
    constexpr std::optional<E> parse(std::string_view code) const {
        for (std::size_t i = 0; i < size_; ++i)
            if (words_[i].code == code) return values_[i];
        return std::nullopt;
    }
    constexpr std::span<const E> all() const { return std::span{values_}.first(size_); }
    constexpr std::span<const CodeWord> words() const { return std::span{words_}.first(size_); }

  private:
    /// Compilers write a value that the enum does not name as "(Concern)7".
    template <E value>
    static constexpr bool is_named() {
        constexpr std::string_view text = __PRETTY_FUNCTION__;
        constexpr std::string_view before = "value = ";
        return text[text.rfind(before) + before.size()] != '(';
    }
    template <std::size_t... I>
    static constexpr std::array<bool, most> names_of(std::index_sequence<I...>) {
        return {is_named<static_cast<E>(I)>()...};
    }
    static constexpr std::array<bool, most> names = names_of(std::make_index_sequence<most>{});

    static constexpr bool is_code(std::string_view code) {
        for (const char c : code)
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) return false;
        return !code.empty();
    }
    constexpr const CodeWord& word(E value) const {
        const auto at = static_cast<std::size_t>(value);
        if (at >= size_) throw std::invalid_argument("a value outside its table of codes");
        return words_[at];
    }

    std::array<E, most> values_{};
    std::array<CodeWord, most> words_{};
    std::size_t size_ = 0;
};

}
