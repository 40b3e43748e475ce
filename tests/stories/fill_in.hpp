#pragma once
// The sentences that fill in any form and download any list: the page or the act is named by its route's
// title, the questions by their words, so that a new form needs no C++ here.
#include <string>

#include "stories/cast.hpp"

namespace tarn::stories {

/// What is being spoken of: `of` is a school, a person, "the area NORTH", or empty; anything else that begins
/// with "the " is the one of which the page shows a link or a form, the first if there are several.
struct Named {
    std::string title, of;
};

/// Opens the page that carries the form, fills in `answers`, which are written
/// `Question "answer" and Question "answer"`, and sends it. Throws std::runtime_error when the answer is not
/// the page that follows; with `told`, when it is, or says something else.
void fill_in(Cast& cast, const std::string& who, const Named& form, const std::string& answers,
             const std::string& told);

/// Downloads the list with this title as "CSV" or "XLSX", as the link of its page leads to it.
const Page& download(Cast& cast, const std::string& who, const Named& list, const std::string& kind);

}
