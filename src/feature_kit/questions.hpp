#pragma once
// What may be said or demanded of a question besides its words, required() and longest() (limits.hpp) among
// it: given after them, in any order, in a Form or with the column of a Record that the question fills. What
// makes no sense for a kind of question (the longest date) does not compile.
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "feature_kit/limits.hpp"

namespace tarn::kit {

/// A question as a Form asks it. `name` is the field's in the request and what Error::field calls it.
struct Question {
    std::string name, words;
    std::string hint{};
    std::string required{};   ///< what is said when it was left out; empty: it may be, and the page says so
    std::string named{};      ///< begins a sentence of what is wrong: "The review date"
    std::string starts_as{};  ///< before anything was typed; of a choice its code
    std::vector<std::string> starts_ticked{};
    std::optional<Date> starts_on{};
    std::size_t longest = 0;  ///< characters; 0: no end
    int width = 0;            ///< characters of the box on the page; 0: the whole line
    int lines = 0;            ///< of the box of a long text; 0: one line, or what is usual for several
    std::string units{};      ///< behind the box: "days"
    std::optional<Date> not_before{}, not_after{};
    bool from_today = false, until_today = false;  ///< the same, for the day on which it is asked
    std::optional<std::int64_t> least{}, most{};
};

namespace ask {
struct Hint {
    std::string words;
};
struct Named {
    std::string words;
};
struct StartsAs {
    std::string text;
};
struct StartsOn {
    std::optional<Date> day;
};
struct Ticked {
    std::vector<std::string> codes;
};
struct Width {
    int characters;
};
struct Lines {
    int rows;
};
struct Units {
    std::string words;
};
struct NotBefore {
    Date day;
};
struct NotAfter {
    Date day;
};
struct FromToday {};
struct UntilToday {};
struct FromTo {
    std::int64_t least, most;
};
/// Of a column alone: what is asked where its title does not do, and what is said when a form that asks for
/// it got no answer, though rows may lack it.
struct Words {
    std::string words;
};
struct Needed {
    std::string sentence;
};

inline void put(Question& q, const Required& o) {
    q.required = o.sentence;
}
inline void put(Question& q, const Longest& o) {
    q.longest = o.characters;
}
inline void put(Question& q, const Hint& o) {
    q.hint = o.words;
}
inline void put(Question& q, const Named& o) {
    q.named = o.words;
}
inline void put(Question& q, const StartsAs& o) {
    q.starts_as = o.text;
}
inline void put(Question& q, const StartsOn& o) {
    q.starts_on = o.day;
}
inline void put(Question& q, const Ticked& o) {
    q.starts_ticked = o.codes;
}
inline void put(Question& q, const Width& o) {
    q.width = o.characters;
}
inline void put(Question& q, const Lines& o) {
    q.lines = o.rows;
}
inline void put(Question& q, const Units& o) {
    q.units = o.words;
}
inline void put(Question& q, const NotBefore& o) {
    q.not_before = o.day;
}
inline void put(Question& q, const NotAfter& o) {
    q.not_after = o.day;
}
inline void put(Question& q, const FromToday&) {
    q.from_today = true;
}
inline void put(Question& q, const UntilToday&) {
    q.until_today = true;
}
inline void put(Question& q, const FromTo& o) {
    q.least = o.least, q.most = o.most;
}
inline void put(Question& q, const Words& o) {
    q.words = o.words;
}
inline void put(Question& q, const Needed& o) {
    q.required = o.sentence;
}

template <class T, class... Any>
concept OneOf = (std::same_as<T, Any> || ...);
template <class O>
concept OfText = OneOf<O, Required, Hint, StartsAs, Longest, Width, Lines>;
template <class O>
concept OfDate = OneOf<O, Required, Hint, Named, StartsOn, NotBefore, NotAfter, FromToday, UntilToday>;
template <class O>
concept OfNumber = OneOf<O, Required, Hint, Named, StartsAs, Units, FromTo>;
template <class O>
concept OfChoice = OneOf<O, Required, Hint, StartsAs>;
template <class O>
concept OfMany = OneOf<O, Required, Hint, Ticked>;
template <class O>
concept OfTick = OneOf<O, Required, Hint, Ticked>;
template <class O>
concept OfTextColumn = OfText<O> || OneOf<O, Words, Needed>;
template <class O>
concept OfDateColumn = OfDate<O> || OneOf<O, Words, Needed>;
template <class O>
concept OfNumberColumn = OfNumber<O> || OneOf<O, Words, Needed>;
template <class O>
concept OfChoiceColumn = OfChoice<O> || OneOf<O, Words, Needed>;
template <class O>
concept OfTickColumn = OfTick<O> || OneOf<O, Words, Needed>;

template <class... O>
Question question(std::string_view name, std::string_view words, const O&... options) {
    Question q{.name = std::string{name}, .words = std::string{words}};
    (put(q, options), ...);
    return q;
}
}

inline ask::Hint hint(std::string words) {
    return {std::move(words)};
}
inline ask::Named named(std::string words) {  ///< "The review date" must be a real date
    return {std::move(words)};
}
inline ask::StartsAs starts_as(std::string text) {
    return {std::move(text)};
}
inline ask::StartsOn starts_on(std::optional<Date> day) {
    return {day};
}
inline ask::Ticked ticked(std::vector<std::string> codes) {
    return {std::move(codes)};
}
inline ask::Width width(int characters) {  ///< 2, 3, 4, 5, 10, 20 or 30
    return {characters};
}
inline ask::Lines lines(int rows) {
    return {rows};
}
inline ask::Units units(std::string words) {
    return {std::move(words)};
}
inline ask::NotBefore not_before(Date day) {
    return {day};
}
inline ask::NotAfter not_after(Date day) {
    return {day};
}
inline ask::FromToday from_today() {  ///< today or later
    return {};
}
inline ask::UntilToday until_today() {  ///< today or earlier
    return {};
}
inline ask::Words asks(std::string words) {  ///< date("held_on", &Visit::held_on, "Held on", asks("When?"))
    return {std::move(words)};
}
inline ask::Needed needed_when_asked(std::string sentence) {
    return {std::move(sentence)};
}
inline ask::FromTo from_to(std::int64_t least, std::int64_t most) {
    return {least, most};
}

}
