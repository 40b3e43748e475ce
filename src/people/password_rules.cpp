// Which new passwords are refused: too short, in common use, or made of what anybody knows of their owner.
#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "embedded/tarn_people_embedded.hpp"
#include "people/people_rules.hpp"

namespace tarn::people {
namespace {

constexpr std::size_t shortest = 12, longest = 1000;
constexpr std::size_t least_own_letters = 6;  // beside the owner's name and address
constexpr std::size_t shortest_word = 3;      // of a name; "Jo" stands in too many words

/// The passwords most often found where passwords have leaked, with the words of English that people use as
/// such: the list of zxcvbn [wheeler-2016].
const std::unordered_set<std::string>& common_passwords() {
    static const auto list =
        nlohmann::json::parse(embedded::files().front().bytes).get<std::unordered_set<std::string>>();
    return list;
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

std::string lower(std::string_view text) {
    std::string out{text};
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

std::string letters_of(std::string_view text) {
    std::string out;
    std::ranges::copy_if(text, std::back_inserter(out), is_letter);
    return out;
}

/// "Asha Rahman", "asha.rahman@fellshire.example" as their words, longest first.
std::vector<std::string> words_of(std::string_view name, std::string_view email) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : lower(std::string{name} + " " + std::string{email} + " ")) {
        if (is_letter(c)) {
            word += c;
            continue;
        }
        if (word.size() >= shortest_word) words.push_back(word);
        word.clear();
    }
    std::ranges::sort(words, [](const auto& a, const auto& b) { return a.size() > b.size(); });
    return words;
}

std::string without(std::string text, const std::vector<std::string>& words) {
    for (const std::string& word : words)
        for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at))
            text.erase(at, word.size());
    return text;
}

/// What stands between the digits and signs at both ends: "Password2024!" is "password" to whoever guesses.
std::string_view core_of(std::string_view text) {
    const auto first = std::ranges::find_if(text, is_letter);
    const auto after = std::find_if(text.rbegin(), text.rend(), is_letter).base();
    return first < after ? std::string_view{first, after} : std::string_view{};
}

/// "p@ssw0rd" with its letters back; a 1 stands for two of them.
std::string letters_back(std::string_view text, char for_one) {
    constexpr std::string_view signs = "0345$7@!1", letters = "oeasstaii";
    std::string out{text};
    for (char& c : out)
        if (const auto at = signs.find(c); at != std::string_view::npos) c = letters[at];
    if (for_one != 'i')
        for (std::size_t i = 0; i < out.size(); ++i)
            if (text[i] == '1') out[i] = for_one;
    return out;
}

/// The part of which a text is a repetition: "abcabcabc" is "abc", most texts are their own.
std::string_view unit_of(std::string_view text) {
    for (std::size_t length = 1; length <= text.size() / 2; ++length)
        if (text.size() % length == 0 && text.substr(length) == text.substr(0, text.size() - length))
            return text.substr(0, length);
    return text;
}

bool in_common_use(std::string_view password) {
    const auto& common = common_passwords();
    if (common.contains(std::string{password}) || common.contains(std::string{unit_of(password)}))
        return true;
    const std::string core{core_of(password)};
    for (const std::string& spelt : {core, letters_back(core, 'i'), letters_back(core, 'l')}) {
        const std::string letters = letters_of(spelt), unit{unit_of(letters)};
        if (common.contains(spelt) || common.contains(letters) ||
            (unit.size() < letters.size() && (unit.size() < least_own_letters || common.contains(unit))))
            return true;
    }
    return false;
}

const char* const advice = " Three random words work well.";

}

Outcome check_new_password(std::string_view password, std::string_view owner_name,
                           std::string_view owner_email) {
    // Length rather than composition, and no forced changes [ncsc-passwords].
    if (password.size() < shortest)
        return Error{std::string{"Choose a password of at least 12 characters."} + advice, {}};
    if (password.size() > longest) return Error{"Choose a password of at most 1,000 characters.", {}};
    std::string distinct{password};
    std::ranges::sort(distinct);
    const auto repeated = std::ranges::unique(distinct);
    if (repeated.begin() - distinct.begin() < 5)
        return Error{"Choose a password that does not repeat the same characters.", {}};
    const std::string typed = lower(password), own = without(typed, words_of(owner_name, owner_email));
    if (own != typed && letters_of(own).size() < least_own_letters)
        return Error{std::string{"Choose a password that does not use your name or email address."} + advice,
                     {}};
    if (in_common_use(typed) || in_common_use(own))
        return Error{
            std::string{"Choose a password that is harder to guess. This one is too common."} + advice, {}};
    if (letters_of(typed).empty())
        return Error{std::string{"Choose a password that includes words, not only numbers."} + advice, {}};
    return Done{};
}

}
