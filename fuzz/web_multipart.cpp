#include "fuzz/require.hpp"
#include "platform/web/forms.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tarn::web;
    const FormLimits limits{.fields = 5, .field_bytes = 100, .uploads = 2};
    Request request;
    if (!read_multipart(request, text_of(data, size), "B", limits)) return 0;
    require(request.form.size() <= limits.fields && request.uploads.size() <= limits.uploads);
    for (const auto& [name, value] : request.form)
        require(is_text(name) && is_text(value) && value.size() <= limits.field_bytes);
    for (const Upload& upload : request.uploads) {
        require(is_text(upload.field) && is_text(upload.file_name) && upload.content.size() <= size);
        require(upload.file_name.find_first_of("/\\\r\n") == std::string::npos);
    }
    return 0;
}
