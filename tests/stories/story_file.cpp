#include "stories/story_file.hpp"

#include <algorithm>
#include <fstream>
#include <regex>
#include <stdexcept>

#include "stories/verbs.hpp"

namespace tarn::stories {

std::vector<Story> read_stories(const std::filesystem::path& folder) {
    static const std::regex edges("^\\s+|\\s+$"), blanks(" {2,}");
    std::vector<Story> stories;
    std::vector<std::filesystem::path> files;
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(folder, none))
        if (entry.path().extension() == ".story") files.push_back(entry.path());
    std::ranges::sort(files);
    for (const auto& path : files) {
        std::ifstream file(path);
        int number = 0;
        for (std::string line; std::getline(file, line);) {
            ++number;
            line = std::regex_replace(std::regex_replace(line, edges, ""), blanks, " ");
            if (line.empty() || line.front() == '#') continue;
            if (line.starts_with("story "))
                stories.push_back({path.filename(), line.substr(6), {}});
            else if (!stories.empty())
                stories.back().lines.push_back({number, line});
        }
    }
    return stories;
}

void play(Cast& cast, const Story& story) {
    for (const Line& line : story.lines) {
        try {
            play(cast, line.text);
        } catch (const std::exception& fault) {
            throw std::runtime_error(story.file + ":" + std::to_string(line.number) + ": " + line.text +
                                     "\n  " + fault.what());
        }
    }
}

}
