#include "platform/web/forms.hpp"

#include <Poco/MemoryStream.h>
#include <Poco/Net/MessageHeader.h>
#include <Poco/Net/MultipartReader.h>
#include <Poco/Net/NameValueCollection.h>
#include <algorithm>
#include <array>
#include <cctype>

namespace tarn::web {
namespace {

Error unreadable(std::string detail) {
    return {"The form could not be read. Go back, reload the page and send it again.", std::move(detail)};
}
Error too_much(std::string detail) {
    return {"The form holds more than can be taken at once.", std::move(detail)};
}

bool same_letters(std::string_view a, std::string_view b) {
    return std::ranges::equal(
        a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

std::string_view media_type(std::string_view content_type) {
    content_type = content_type.substr(0, content_type.find(';'));
    const auto end = content_type.find_last_not_of(" \t");
    return end == std::string_view::npos ? std::string_view{} : content_type.substr(0, end + 1);
}

/// File names are for display: the last component only (some browsers sent whole paths), always text.
std::string display_name(std::string name) {
    if (const auto slash = name.find_last_of("/\\"); slash != std::string::npos) name.erase(0, slash + 1);
    std::erase_if(name, [](unsigned char c) { return c < 0x20 || c == 0x7F; });
    if (!is_text(name))
        std::ranges::replace_if(
            name, [](unsigned char c) { return c >= 0x80; }, '_');
    return name;
}

/// The whole part; nothing when it is longer than `limit`.
std::optional<std::string> read_part(std::istream& in, std::size_t limit) {
    std::string content;
    std::array<char, 16 * 1024> block;
    while (in.read(block.data(), block.size()) || in.gcount() > 0) {
        content.append(block.data(), static_cast<std::size_t>(in.gcount()));
        if (content.size() > limit) return std::nullopt;
    }
    return content;
}

/// What the Content-Disposition of one part says.
struct Part {
    std::string field;
    std::optional<std::string> file_name;
};

/// The value of `key` in `form-data; name="a"; filename="b"`. Browsers write %22, %0D and %0A for a quote and
/// line breaks (HTML standard, multipart/form-data encoding); older programs put a backslash before a quote.
std::optional<std::string> disposition_value(std::string_view disposition, std::string_view key) {
    std::size_t at = 0;
    while ((at = disposition.find(';', at)) != std::string_view::npos) {
        at = disposition.find_first_not_of(" \t", at + 1);
        if (at == std::string_view::npos) return std::nullopt;
        const std::size_t equals = disposition.find('=', at);
        if (equals == std::string_view::npos) return std::nullopt;
        const bool wanted = same_letters(disposition.substr(at, equals - at), key);
        std::string value;
        at = equals + 1;
        if (at < disposition.size() && disposition[at] == '"') {
            for (++at; at < disposition.size() && disposition[at] != '"'; ++at) {
                const bool escaped =
                    disposition[at] == '\\' && at + 1 < disposition.size() && disposition[at + 1] == '"';
                value += disposition[escaped ? ++at : at];
            }
        } else {
            const std::size_t end = std::min(disposition.find(';', at), disposition.size());
            value = disposition.substr(at, end - at);
            at = end;
        }
        if (wanted) return value;
    }
    return std::nullopt;
}

void restore_quotes(std::string& value) {
    for (const auto& [code, c] : {std::pair{"%22", '"'}, std::pair{"%0D", '\r'}, std::pair{"%0A", '\n'}})
        for (auto at = value.find(code); at != std::string::npos; at = value.find(code, at + 1))
            value.replace(at, 3, 1, c);
}

std::optional<Part> describe(const Poco::Net::MessageHeader& header) {
    const std::string disposition = header.get("Content-Disposition", "");
    if (!same_letters(media_type(disposition), "form-data")) return std::nullopt;
    auto field = disposition_value(disposition, "name");
    if (!field) return std::nullopt;
    restore_quotes(*field);
    auto file_name = disposition_value(disposition, "filename");
    if (file_name) restore_quotes(*file_name);
    return Part{std::move(*field), std::move(file_name)};
}

Outcome take_part(Request& request, Part part, std::istream& in, const FormLimits& limits) {
    const bool full =
        part.file_name ? request.uploads.size() >= limits.uploads : request.form.size() >= limits.fields;
    if (full) return too_much("too many parts");
    auto content = read_part(in, part.file_name ? std::string::npos : limits.field_bytes);
    if (!content) return too_much("field too long: " + part.field);
    if (!is_text(part.field)) return unreadable("a field's name is not UTF-8");
    if (part.file_name) {
        // A file field left empty arrives as a part without name and content.
        if (!part.file_name->empty() || !content->empty())
            request.uploads.push_back(
                {std::move(part.field), display_name(std::move(*part.file_name)), std::move(*content)});
        return Done{};
    }
    if (!is_text(*content)) return unreadable("field is not UTF-8: " + part.field);
    request.form.emplace_back(std::move(part.field), std::move(*content));
    return Done{};
}

Outcome read_urlencoded(Request& request, std::string_view body, const FormLimits& limits) {
    if (static_cast<std::size_t>(std::ranges::count(body, '&')) >= limits.fields)
        return too_much("too many fields");
    request.form = parse_urlencoded(body);
    for (const auto& [name, value] : request.form) {
        if (value.size() > limits.field_bytes) return too_much("field too long");
        if (!is_text(name) || !is_text(value)) return unreadable("a field is not UTF-8");
    }
    return Done{};
}

}

std::optional<std::string> multipart_boundary(std::string_view content_type) {
    if (!same_letters(media_type(content_type), "multipart/form-data")) return std::nullopt;
    auto boundary = disposition_value(content_type, "boundary");
    if (!boundary || boundary->empty() || boundary->size() > 70) return std::nullopt;
    if (std::ranges::any_of(*boundary, [](unsigned char c) { return c < 0x20 || c >= 0x7F; }))
        return std::nullopt;
    return boundary;
}

Outcome read_multipart(Request& request, std::string_view body, std::string_view boundary,
                       const FormLimits& limits) {
    const std::string closing = "--" + std::string{boundary} + "--";
    const auto end = body.rfind(closing);
    if (end == std::string_view::npos || (end > 0 && body[end - 1] != '\n'))
        return Error{"The upload arrived incomplete. Send it again.", "no closing boundary"};
    if (end == 0) return Done{};  // a form without fields
    Poco::MemoryInputStream in(body.data(), static_cast<std::streamsize>(body.size()));
    try {
        Poco::Net::MultipartReader reader(in, std::string{boundary});
        while (reader.hasNextPart()) {
            Poco::Net::MessageHeader header;
            reader.nextPart(header);
            auto part = describe(header);
            if (!part) return unreadable("a part has no name");
            if (auto taken = take_part(request, std::move(*part), reader.stream(), limits); !taken)
                return taken;
        }
    } catch (const Poco::Exception& failure) {
        return unreadable(failure.displayText());
    }
    return Done{};
}

Outcome read_form(Request& request, std::string body, const FormLimits& limits) {
    const std::string_view content_type = request.header("content-type").value_or("");
    if (same_letters(media_type(content_type), "application/x-www-form-urlencoded"))
        return read_urlencoded(request, body, limits);
    if (same_letters(media_type(content_type), "multipart/form-data")) {
        const auto boundary = multipart_boundary(content_type);
        if (!boundary) return unreadable("multipart without boundary");
        return read_multipart(request, body, *boundary, limits);
    }
    request.body = std::move(body);
    return Done{};
}

}
