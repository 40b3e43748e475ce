#pragma once
// The project's own files, read as text by the guards. The root is the TARN_SOURCE environment variable that
// CTest sets.
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tarn::guards {

struct SourceFile {
    std::string path;  ///< relative to the root, with forward slashes
    std::vector<std::string> lines;
    std::string text() const;
};

std::filesystem::path root();
/// Files below `folder` whose name ends with one of `endings`, in order of path. Never looks into build
/// folders.
std::vector<SourceFile> files(std::string_view folder, std::initializer_list<std::string_view> endings);
SourceFile file(std::string_view path);

/// "rating" for src/rating/x.cpp, "platform/web" for src/platform/web/x.hpp.
std::string room_of(std::string_view path);

std::string_view trimmed(std::string_view text);
std::vector<std::string> words(std::string_view text);  ///< split at white space

}
