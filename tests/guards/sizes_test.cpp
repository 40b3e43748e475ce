// Sizes to live by: functions at most 60 lines, files at most 600. The report shows where the code is
// heading.
#include <algorithm>
#include <cstdio>
#include <gtest/gtest.h>

#include "source_tree.hpp"

namespace tarn::guards {
namespace {

struct Function {
    std::string file;
    std::size_t line;
    std::size_t length;
};

/// The text with comments, literals and preprocessor lines blanked, so that braces and words in them do not
/// count.
std::string without_literals(const SourceFile& source) {
    std::string text;
    for (const auto& line : source.lines)
        text += (trimmed(line).starts_with('#') ? std::string{} : line) + '\n';
    enum class In { code, line_comment, block_comment, string, character } in = In::code;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i], next = i + 1 < text.size() ? text[i + 1] : '\0';
        if (in == In::code && text.compare(i, 3, "R\"(") == 0) {
            const auto end = text.find(")\"", i);
            for (; i < std::min(end, text.size()); ++i)
                if (text[i] != '\n') text[i] = ' ';
            continue;
        }
        if (in == In::code) {
            if (c == '/' && next == '/')
                in = In::line_comment;
            else if (c == '/' && next == '*')
                in = In::block_comment;
            else if (c == '"')
                in = In::string;
            else if (c == '\'' && !(i > 0 && std::isalnum(static_cast<unsigned char>(text[i - 1]))))
                in = In::character;
            if (in == In::code) continue;
            text[i] = ' ';
            continue;
        }
        const bool escaped = c == '\\' && (in == In::string || in == In::character);
        if ((in == In::line_comment && c == '\n') || (in == In::string && c == '"') ||
            (in == In::character && c == '\''))
            in = In::code;
        else if (in == In::block_comment && c == '*' && next == '/') {
            text[i] = text[i + 1] = ' ';
            ++i;
            in = In::code;
            continue;
        }
        if (c != '\n') text[i] = ' ';
        if (escaped && i + 1 < text.size()) text[++i] = ' ';
    }
    return text;
}

/// A brace opens a function when `)`, `const`, `noexcept`, `override`, or a trailing return stands before it
/// and the line does not start a control statement; bodies inside namespaces, classes and enums only.
bool opens_function(const std::string& text, std::size_t brace) {
    auto start = text.find_last_of(";{}", brace == 0 ? 0 : brace - 1);
    start = start == std::string::npos ? 0 : start + 1;
    const auto head = std::string{trimmed(text.substr(start, brace - start))};
    if (head.find('(') == std::string::npos) return false;
    const auto first = head.find_first_not_of(" \n\t");
    for (const auto* word :
         {"if", "for", "while", "switch", "else", "do", "catch", "return", "namespace", "enum"})
        if (first != std::string::npos && head.compare(first, std::string_view{word}.size(), word) == 0 &&
            !std::isalnum(static_cast<unsigned char>(head[first + std::string_view{word}.size()])))
            return false;
    return head.find('=') == std::string::npos || head.find("operator") != std::string::npos ||
           head.find('=') > head.find('(');
}

std::vector<Function> functions(const SourceFile& source) {
    const auto text = without_literals(source);
    std::vector<Function> found;
    std::vector<std::pair<std::size_t, bool>> open;
    std::size_t line = 1, depth_in_function = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n') ++line;
        if (text[i] == '{') {
            const bool function = depth_in_function == 0 && opens_function(text, i);
            open.emplace_back(line, function);
            if (function || depth_in_function > 0) ++depth_in_function;
        } else if (text[i] == '}' && !open.empty()) {
            const auto [begin, function] = open.back();
            open.pop_back();
            if (function) found.push_back({source.path, begin, line - begin + 1});
            if (depth_in_function > 0) --depth_in_function;
        }
    }
    return found;
}

TEST(Sizes, FunctionsAndFilesStaySmall) {
    std::vector<std::size_t> lengths, sizes;
    for (const auto& source : files("src", {".cpp", ".hpp"})) {
        EXPECT_LE(source.lines.size(), 600u) << source.path;
        if (source.path.ends_with("_test.cpp")) continue;
        sizes.push_back(source.lines.size());
        for (const auto& function : functions(source)) {
            EXPECT_LE(function.length, 60u) << function.file << ":" << function.line;
            lengths.push_back(function.length);
        }
    }
    ASSERT_GT(lengths.size(), 20u) << "the guard no longer finds functions";
    std::sort(lengths.begin(), lengths.end());
    std::sort(sizes.begin(), sizes.end());
    const auto at = [](const std::vector<std::size_t>& v, double q) {
        return v[static_cast<std::size_t>(q * double(v.size() - 1))];
    };
    std::printf(
        "functions %zu: median %zu, p90 %zu, longest %zu lines; files %zu: median %zu, p90 %zu, longest "
        "%zu\n",
        lengths.size(), at(lengths, 0.5), at(lengths, 0.9), lengths.back(), sizes.size(), at(sizes, 0.5),
        at(sizes, 0.9), sizes.back());
    EXPECT_LE(at(lengths, 0.9), 25u) << "nine functions in ten should have at most 25 lines";
}

TEST(Sizes, TheMeasureSeesALongFunction) {
    SourceFile source{
        "x.cpp",
        {"namespace a {", "int f(int b) {", "    const char* c = \"{\";", "    return b;", "}", "}"}};
    const auto found = functions(source);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].line, 2u);
    EXPECT_EQ(found[0].length, 4u);
}

}
}
