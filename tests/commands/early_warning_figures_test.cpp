#include <gtest/gtest.h>

#include "published_figures.hpp"

namespace tarn {

TEST(EarlyWarningFigures, AreWhatTheProgramPrints) {
    check_published_figures("docs/early-warning.md", 2);
}

}
