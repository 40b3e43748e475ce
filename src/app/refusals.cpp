#include "app/refusals.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fmt/format.h>

namespace tarn::app {

void usage(const std::string& sentence) {
    throw CLI::ValidationError(sentence);
}

void reject(const std::string& sentence) {
    fmt::print(stderr, "tarn: {}\n", sentence);
    throw CLI::RuntimeError(1);
}

}
