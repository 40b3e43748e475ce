#include "base/regular_file.hpp"

#include <filesystem>
#include <fmt/format.h>

namespace tarn {

std::optional<std::string> not_a_file(const std::string& path) {
    std::error_code unknown;
    switch (std::filesystem::status(path, unknown).type()) {
        case std::filesystem::file_type::directory:
            return fmt::format("{} is a folder, not a file.", path);
        case std::filesystem::file_type::fifo:
        case std::filesystem::file_type::socket:
        case std::filesystem::file_type::block:
        case std::filesystem::file_type::character:
            return fmt::format("{} is a pipe or a device, not a file. Save what it holds in a file first.",
                               path);
        default:
            return std::nullopt;
    }
}

}
