#pragma once
// Addresses within this site: where a form stands, where to go after signing in.
#include <string>

#include "platform/web/web.hpp"

namespace tarn::kit {

/// Path and query as asked for, without a token.
std::string page_address(const web::Request& request);
/// The page a form was sent from (the Referer, when it is of this site), else the address it was sent to.
std::string form_page(const web::Request& request);
/// The place asked for by `next`, when it lies within this site; else the home page.
std::string next_place(std::string_view next);

}
