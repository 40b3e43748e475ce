#pragma once
// A model as bytes: numbers in little-endian order, so that what is stored is exactly what was fitted.
#include <string>
#include <string_view>

#include "warning/warning.hpp"

namespace tarn::warning {

std::string to_bytes(const engine::Model& model, const std::optional<BackTest>& back_test);
struct Content {
    engine::Model model;
    std::optional<BackTest> back_test;
};
/// Empty when the bytes are no model of this form.
std::optional<Content> from_bytes(std::string_view bytes);

}
