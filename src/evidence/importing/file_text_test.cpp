#include <gtest/gtest.h>
#include <zlib.h>

#include "evidence/importing/deflated_test.hpp"
#include "evidence/importing/file_text_rules.hpp"

namespace tarn::evidence {
namespace {

std::string message(const Result<std::string>& result) {
    return result ? "" : result.error().message;
}

TEST(Gunzip, ReadsOneMemberAndSeveral) {
    EXPECT_EQ(gunzip(gzip("URN,n\n100000,1\n"), {}).value(), "URN,n\n100000,1\n");
    EXPECT_EQ(gunzip(gzip("first ") + gzip("second"), {}).value(), "first second");
    EXPECT_EQ(gunzip(gzip(""), {}).value(), "");
}

TEST(Gunzip, SaysThatAFileIsTruncatedWhereverItEnds) {
    std::string text;
    for (int i = 0; i < 5000; ++i) text += std::to_string(i * 7919) + ",";
    const std::string whole = gzip(text);
    for (std::size_t length : {std::size_t{3}, std::size_t{12}, std::size_t{30}, whole.size() / 2,
                               whole.size() - 9, whole.size() - 1})
        EXPECT_NE(message(gunzip(std::string_view{whole}.substr(0, length), {})).find("truncated"),
                  std::string::npos)
            << length;
}

TEST(Gunzip, SaysThatAFileIsDamaged) {
    std::string bytes = gzip(std::string(3000, 'a') + "bcdef");
    bytes[bytes.size() - 6] = static_cast<char>(bytes[bytes.size() - 6] ^ 0x55);
    EXPECT_NE(message(gunzip(bytes, {})).find("damaged"), std::string::npos);
}

TEST(Gunzip, RefusesABombWithoutUnpackingIt) {
    const std::string bomb = gzip(std::string(std::size_t{66} << 20, '0'), 9);
    TextLimits limits;
    EXPECT_NE(message(gunzip(bomb, limits)).find("expands to more than 64 MB"), std::string::npos);
    limits.max_bytes = std::size_t{1} << 20;
    EXPECT_NE(message(gunzip(bomb, limits)).find("expands to more than 1 MB"), std::string::npos);
    // A trailer that lies about the size is caught while unpacking.
    std::string liar = bomb;
    liar.replace(liar.size() - 4, 4, std::string("\x10\0\0\0", 4));
    EXPECT_NE(message(gunzip(liar, limits)).find("expands to more than 1 MB"), std::string::npos);
}

struct TextCase {
    const char* what;
    std::string bytes, text, complaint;
};
class TextEncoding : public testing::TestWithParam<TextCase> {};

TEST_P(TextEncoding, BecomesUtf8OrASentence) {
    const auto text = to_utf8(GetParam().bytes);
    if (GetParam().complaint.empty()) {
        ASSERT_TRUE(text) << GetParam().what << ": " << text.error().message;
        EXPECT_EQ(*text, GetParam().text) << GetParam().what;
    } else {
        ASSERT_FALSE(text) << GetParam().what;
        EXPECT_NE(text.error().message.find(GetParam().complaint), std::string::npos) << text.error().message;
    }
}

INSTANTIATE_TEST_SUITE_P(
    Table, TextEncoding,
    testing::Values(TextCase{"ascii", "a,b\n", "a,b\n", ""},
                    TextCase{"byte-order mark", "\xef\xbb\xbfURN", "URN", ""},
                    TextCase{"utf-8", "Ysgol F\xc3\xb4n", "Ysgol F\xc3\xb4n", ""},
                    TextCase{"cp1252 apostrophe", "St Mary\x92s", "St Mary\xe2\x80\x99s", ""},
                    TextCase{"cp1252 letter", "Caf\xe9", "Caf\xc3\xa9", ""},
                    TextCase{"utf-16", std::string("\xff\xfe U\0R\0N\0", 9), "", "UTF-16"},
                    TextCase{"a spreadsheet", std::string("PK\x03\x04\0\0", 6), "", "Save it as CSV"},
                    TextCase{"neither encoding", "a\nb\x81", "", "Line 2"},
                    TextCase{"damaged utf-8", "\xc3\xa9,\xc3\xa9,\xc3\xa9\n\xc3,x", "", "Line 2"},
                    TextCase{"marked as utf-8 and not so",
                             "\xef\xbb\xbf"
                             "Caf\xe9",
                             "", "not valid UTF-8"}));

TEST(Utf8, KnowsWhatIsNot) {
    for (std::string_view bad :
         {"\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82", "\x80", "\xf8\x88\x80\x80\x80"})
        EXPECT_EQ(find_invalid_utf8(bad), 0u);
    EXPECT_EQ(find_invalid_utf8("12345678\xff"), 8u);
    EXPECT_EQ(find_invalid_utf8("\xf0\x9f\x8f\xab \xe2\x82\xac \xc2\xa3"), std::string_view::npos);
}

TEST(Clip, CutsBetweenCharacters) {
    EXPECT_EQ(clip("abc", 5), "abc");
    EXPECT_EQ(clip("a\xe2\x82\xac", 3), "a");
    EXPECT_EQ(clip("a\xe2\x82\xac", 4), "a\xe2\x82\xac");
}

}
}
