#pragma once
// Stories as they stand in files: `story TITLE`, then one sentence a line.
#include <filesystem>
#include <string>
#include <vector>

#include "stories/cast.hpp"

namespace tarn::stories {

struct Line {
    int number;
    std::string text;
};
struct Story {
    std::string file, title;
    std::vector<Line> lines;
};

/// Of every *.story in the folder, by name; none where there is no such folder.
std::vector<Story> read_stories(const std::filesystem::path& folder);

/// Throws std::runtime_error with file, line and sentence, and what is wrong.
void play(Cast& cast, const Story& story);

}
