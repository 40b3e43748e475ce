#pragma once
// From a body to the fields and uploads of a form.
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "platform/web/web.hpp"

namespace tarn::web {

/// Fills request.form, request.uploads or request.body by the Content-Type; an Error says why the form cannot
/// be read.
Outcome read_form(Request& request, std::string body, const FormLimits& limits);

/// The parts of a multipart/form-data body (RFC 7578). A body that ends before its closing boundary is
/// refused whole.
Outcome read_multipart(Request& request, std::string_view body, std::string_view boundary,
                       const FormLimits& limits);

/// The boundary of a multipart/form-data Content-Type (RFC 2046: 1 to 70 characters).
std::optional<std::string> multipart_boundary(std::string_view content_type);

}
