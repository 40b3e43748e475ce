#pragma once
// A model as bytes: numbers in little-endian order, so that what is stored is exactly what was fitted.
#include <string>
#include <string_view>

#include "warning/warning.hpp"

namespace tarn::warning {

std::string to_bytes(const engine::Model& model, const std::optional<BackTest>& back_test);
/// Whether the first bytes of a content say that it has the form of this version.
bool has_this_form(std::string_view beginning);
struct Content {
    engine::Model model;
    std::optional<BackTest> back_test;
};
/// Empty when the bytes are no model of this form.
std::optional<Content> from_bytes(std::string_view bytes);

}
