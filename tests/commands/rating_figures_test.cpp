#include <gtest/gtest.h>

#include "published_figures.hpp"

namespace tarn {
namespace {

constexpr const char* page = "docs/rating.md";

class RatingFigures : public testing::TestWithParam<PublishedTable> {};

TEST_P(RatingFigures, AreWhatTheProgramPrints) {
    check_published(page, GetParam());
}

INSTANTIATE_TEST_SUITE_P(Page, RatingFigures, testing::ValuesIn(published_tables(page)));

TEST(RatingFiguresPage, PublishesItsTables) {
    EXPECT_GE(published_tables(page).size(), 3u);
}

}
}
