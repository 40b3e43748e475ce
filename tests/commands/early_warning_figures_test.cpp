#include <gtest/gtest.h>

#include "published_figures.hpp"

namespace tarn {
namespace {

constexpr const char* page = "docs/early-warning.md";

class EarlyWarningFigures : public testing::TestWithParam<PublishedTable> {};

TEST_P(EarlyWarningFigures, AreWhatTheProgramPrints) {
    check_published(page, GetParam());
}

INSTANTIATE_TEST_SUITE_P(Page, EarlyWarningFigures, testing::ValuesIn(published_tables(page)));

TEST(EarlyWarningFiguresPage, PublishesItsTables) {
    EXPECT_EQ(published_tables(page).size(), 2u);
}

}
}
