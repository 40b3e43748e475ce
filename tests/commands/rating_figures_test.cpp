#include <gtest/gtest.h>

#include "published_figures.hpp"

namespace tarn {

TEST(RatingFigures, AreWhatTheProgramPrints) {
    check_published_figures("docs/rating.md", 3);
}

}
