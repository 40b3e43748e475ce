#pragma once
#include <string_view>

#include "platform/page_kit/page_kit.hpp"

namespace tarn::page_kit {

inline bool has(const Html& html, std::string_view text) {
    return html.markup().find(text) != std::string::npos;
}

}
