#pragma once
// Which forms stories sent with success and which files they downloaded, so that a form or list without a
// story is found.
#include <string>
#include <string_view>
#include <vector>

#include "server/application.hpp"

namespace tarn::stories {

/// Notes an answer to a request of a story.
void note_answer(std::string_view method, const std::string& address, int status);

/// Sentences that name each form and each file of `routes` which no story of this run sent or downloaded.
std::vector<std::string> without_story(const std::vector<server::RouteLine>& routes);

}
