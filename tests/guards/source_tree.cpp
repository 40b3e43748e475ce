#include "source_tree.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace tarn::guards {
namespace {

SourceFile read(const std::filesystem::path& at) {
    SourceFile found{std::filesystem::relative(at, root()).generic_string(), {}};
    std::ifstream in{at};
    if (!in) throw std::runtime_error("cannot read " + found.path);
    for (std::string line; std::getline(in, line);) found.lines.push_back(line);
    return found;
}

}

std::string SourceFile::text() const {
    std::string all;
    for (const auto& line : lines) all += line + '\n';
    return all;
}

std::filesystem::path root() {
    const char* source = std::getenv("TARN_SOURCE");
    if (source == nullptr) throw std::runtime_error("TARN_SOURCE is not set; run the guards with ctest");
    return source;
}

std::vector<SourceFile> files(std::string_view folder, std::initializer_list<std::string_view> endings) {
    std::vector<SourceFile> found;
    const auto start = root() / folder;
    if (!std::filesystem::exists(start)) return found;
    for (auto at = std::filesystem::recursive_directory_iterator{start};
         at != std::filesystem::recursive_directory_iterator{}; ++at) {
        const auto name = at->path().filename().string();
        if (at->is_directory() && (name == "node_modules" || name == "build")) at.disable_recursion_pending();
        const bool wanted =
            std::any_of(endings.begin(), endings.end(), [&](auto ending) { return name.ends_with(ending); });
        if (at->is_regular_file() && wanted) found.push_back(read(at->path()));
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return found;
}

SourceFile file(std::string_view path) {
    return read(root() / path);
}

std::string room_of(std::string_view path) {
    if (path.starts_with("src/")) path.remove_prefix(4);
    const auto slash = path.find('/');
    if (slash == std::string_view::npos) return std::string{path};
    if (path.substr(0, slash) != "platform") return std::string{path.substr(0, slash)};
    return std::string{path.substr(0, path.find('/', slash + 1))};
}

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t\r");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

std::vector<std::string> words(std::string_view text) {
    std::vector<std::string> found;
    std::istringstream in{std::string{text}};
    for (std::string word; in >> word;) found.push_back(word);
    return found;
}

}
