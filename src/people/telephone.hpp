#pragma once
// Work telephone numbers, as typed and as dialled.
#include <string>
#include <string_view>

namespace tarn::people {

/// Without blanks around it and with one between its parts.
std::string tidy_telephone(std::string_view telephone);
/// Of a tidy number: ten to fifteen digits, with blanks, brackets and hyphens between them and a plus before
/// them, such as 01632 960001. An extension may follow: "ext 12".
bool plausible_telephone(std::string_view telephone);
/// The address that a telephone dials: "tel:+441632960001;ext=12".
std::string telephone_href(std::string_view telephone);
std::string telephone_words(std::string_view telephone);  ///< the number, or "None recorded"

}
