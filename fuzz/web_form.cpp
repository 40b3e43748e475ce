// The first line is the Content-Type, the rest the body.
#include "fuzz/require.hpp"
#include "platform/web/forms.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tarn::web;
    const std::string_view input = text_of(data, size);
    const std::size_t line = input.find('\n');
    if (line == std::string_view::npos) return 0;
    const FormLimits limits{.fields = 20, .field_bytes = 200, .uploads = 3};
    Request request;
    request.headers = {{"content-type", std::string{input.substr(0, line)}}};
    if (!read_form(request, std::string{input.substr(line + 1)}, limits)) return 0;
    require(request.form.size() <= limits.fields && request.uploads.size() <= limits.uploads);
    for (const auto& [name, value] : request.form)
        require(is_text(name) && is_text(value) && value.size() <= limits.field_bytes);
    return 0;
}
