#include "platform/web/forms.hpp"

#include <gtest/gtest.h>

namespace tarn::web {
namespace {

constexpr std::string_view boundary = "----WebKitFormBoundary7MA4YWxkTrZu0gW";

std::string part(std::string_view disposition, std::string_view content, std::string_view type = {}) {
    std::string out = "--" + std::string{boundary} + "\r\nContent-Disposition: form-data; " +
                      std::string{disposition} + "\r\n";
    if (!type.empty()) out += "Content-Type: " + std::string{type} + "\r\n";
    return out + "\r\n" + std::string{content} + "\r\n";
}
std::string closing() {
    return "--" + std::string{boundary} + "--\r\n";
}

Request multipart_request(std::string content_type = "multipart/form-data; boundary=" +
                                                     std::string{boundary}) {
    Request request;
    request.method = Method::post;
    request.headers = {{"content-type", std::move(content_type)}};
    return request;
}

TEST(Multipart, ReadsFieldsAndFilesExactly) {
    std::string bytes("\0\r\n--\xFF\n--------\r\n", 16);
    Request request = multipart_request();
    const std::string body = part("name=\"note\"", "line 1\r\nline 2") +
                             part("name=\"file\"; filename=\"a.csv\"", bytes, "text/csv") +
                             part("name=\"note\"", "") + closing();
    ASSERT_TRUE(read_form(request, body, {}));
    EXPECT_EQ(request.form, (Fields{{"note", "line 1\r\nline 2"}, {"note", ""}}));
    ASSERT_EQ(request.uploads.size(), 1u);
    EXPECT_EQ(request.uploads[0].field, "file");
    EXPECT_EQ(request.uploads[0].file_name, "a.csv");
    EXPECT_EQ(request.uploads[0].content, bytes);
}

struct NameCase {
    const char* sent;
    const char* shown;
};

TEST(Multipart, ShowsFileNamesAsSent) {
    const NameCase cases[] = {
        {"plain.csv", "plain.csv"},
        {"Ysgol Ffl\xC3\xBBr.csv", "Ysgol Ffl\xC3\xBBr.csv"},
        {"a \\\"b\\\".csv", "a \"b\".csv"},
        {"a %22b%22.csv", "a \"b\".csv"},
        {"semi;colon=1.csv", "semi;colon=1.csv"},
        {"C:\\Users\\ann\\a.csv", "a.csv"},
        {"../../etc/passwd", "passwd"},
        {"line%0D%0Abreak.csv", "linebreak.csv"},
        {"caf\xE9.csv", "caf_.csv"},
    };
    for (const auto& [sent, shown] : cases) {
        Request request = multipart_request();
        ASSERT_TRUE(read_form(
            request, part("name=\"f\"; filename=\"" + std::string{sent} + "\"", "x") + closing(), {}))
            << sent;
        ASSERT_EQ(request.uploads.size(), 1u) << sent;
        EXPECT_EQ(request.uploads[0].file_name, shown);
    }
}

TEST(Multipart, PassesOverAFileFieldLeftEmpty) {
    Request request = multipart_request();
    ASSERT_TRUE(read_form(request,
                          part("name=\"f\"; filename=\"\"", "", "application/octet-stream") + closing(), {}));
    EXPECT_TRUE(request.uploads.empty());
    EXPECT_TRUE(request.form.empty());
}

TEST(Multipart, AnEmptyFormIsAForm) {
    Request request = multipart_request();
    EXPECT_TRUE(read_form(request, closing(), {}));
    EXPECT_TRUE(request.form.empty());
}

TEST(Multipart, RefusesWhatIsCutShort) {
    const std::string whole =
        part("name=\"a\"", "1") + part("name=\"f\"; filename=\"f\"", std::string(3000, 'x')) + closing();
    for (const std::size_t length :
         {whole.size() - 4, whole.size() - closing().size(), whole.size() / 2, std::size_t{60}}) {
        Request request = multipart_request();
        EXPECT_FALSE(read_form(request, whole.substr(0, length), {})) << length;
    }
}

TEST(Multipart, RefusesABoundaryThatIsMissingOrImpossible) {
    const std::string body = part("name=\"a\"", "1") + closing();
    for (const char* type : {"multipart/form-data", "multipart/form-data; boundary=",
                             "multipart/form-data; boundary=\"\"", "multipart/form-data; boundary=another"}) {
        Request request = multipart_request(type);
        EXPECT_FALSE(read_form(request, body, {})) << type;
    }
    EXPECT_FALSE(multipart_boundary("multipart/form-data; boundary=" + std::string(71, 'a')));
    EXPECT_EQ(multipart_boundary("Multipart/Form-Data; charset=x; Boundary=\"a b\""), "a b");
}

TEST(Multipart, RefusesPartsWithoutAName) {
    for (const char* head :
         {"Content-Disposition: form-data", "Content-Disposition: attachment; name=\"a\"", "X: y"}) {
        Request request = multipart_request();
        const std::string body = "--" + std::string{boundary} + "\r\n" + head + "\r\n\r\n1\r\n" + closing();
        EXPECT_FALSE(read_form(request, body, {})) << head;
    }
}

TEST(Multipart, RefusesFieldsThatAreNotText) {
    for (const std::string& content : {std::string{"caf\xE9"}, std::string("a\0b", 3)}) {
        Request request = multipart_request();
        EXPECT_FALSE(read_form(request, part("name=\"a\"", content) + closing(), {}));
    }
}

TEST(Multipart, KeepsToItsLimits) {
    const FormLimits limits{.fields = 2, .field_bytes = 10, .uploads = 1};
    const auto accepted = [&](const std::string& parts) {
        Request request = multipart_request();
        return static_cast<bool>(read_form(request, parts + closing(), limits));
    };
    const std::string field = part("name=\"a\"", "0123456789");
    const std::string file = part("name=\"f\"; filename=\"f\"", std::string(100, 'x'));
    EXPECT_TRUE(accepted(field + field + file));
    EXPECT_FALSE(accepted(field + field + field));
    EXPECT_FALSE(accepted(part("name=\"a\"", "0123456789a")));
    EXPECT_FALSE(accepted(file + file));
}

TEST(Urlencoded, IsLimitedAndMustBeText) {
    const FormLimits limits{.fields = 3, .field_bytes = 10, .uploads = 1};
    const auto accepted = [&](std::string body) {
        Request request = multipart_request("application/x-www-form-urlencoded; charset=UTF-8");
        return static_cast<bool>(read_form(request, std::move(body), limits));
    };
    EXPECT_TRUE(accepted("a=1&b=2&c=0123456789"));
    EXPECT_FALSE(accepted("a&b&c&d"));
    EXPECT_FALSE(accepted("a=0123456789a"));
    EXPECT_FALSE(accepted("a=%00"));
    EXPECT_FALSE(accepted("a=caf%E9"));
    EXPECT_FALSE(accepted("%FF=1"));
}

TEST(Body, OfAnotherKindIsKeptAsItIs) {
    Request request = multipart_request("application/json");
    ASSERT_TRUE(read_form(request, "{\"a\":1}", {}));
    EXPECT_EQ(request.body, "{\"a\":1}");
    EXPECT_TRUE(request.form.empty());
}

}
}
