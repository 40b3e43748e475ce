#pragma once
// The sentences that fill in any form and download any list: the page or the act is named by its route's
// title, the questions by their words, so that a new form needs no C++ here.
#include <cstdint>
#include <map>
#include <string>

#include "stories/cast.hpp"

namespace tarn::stories {

/// What is being spoken of: `of` is a school, a person, "the area NORTH", or empty; anything else that begins
/// with "the " is the one of which the page shows a link or a form, the first if there are several.
struct Named {
    std::string title, of;
};

enum class Sent : std::uint8_t { taken, refused };

/// Opens the page that carries the form, fills in `answers`, which are written
/// `Question "answer" and Question "answer"`, and sends it. Gives the page that follows; throws
/// std::runtime_error with the page's errors when it was not taken as expected.
const Page& fill_in(Cast& cast, const std::string& who, const Named& form, const std::string& answers,
                    Sent expected);

/// What stands for "{urn}" and the like of a route's pattern.
using Known = std::map<std::string, std::string>;
/// True if the address is one of the pattern's, with what is known of it.
bool fits(const std::string& pattern, const Known& known, const std::string& address);

/// Downloads the list with this title as "CSV" or "XLSX", as the link of its page leads to it.
const Page& download(Cast& cast, const std::string& who, const Named& list, const std::string& kind);

}
