#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace tarn::page_kit {

/// HTML as a list of lines, one per tag or text, equal for two documents that mean the same: attributes
/// sorted, entities decoded, white space collapsed and dropped at the edges of texts, comments dropped,
/// `<path/>` as `<path></path>`.
std::vector<std::string> normalised(std::string_view html);

}
