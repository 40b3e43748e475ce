// The menu and the day that a person has chosen.
#include "feature_kit/frames.hpp"

#include <gtest/gtest.h>

#include "feature_kit/desk_test.hpp"
#include "platform/page_kit/page_kit.hpp"

namespace tarn::kit {
namespace {

using test::Desk;
using test::has;

class ChosenDay : public tarn::test::OnEachDatabase {
  protected:
    web::Response page(Desk& desk, std::string path, web::Fields query = {}, bool asks = true) {
        Act& act = desk.open(std::move(path), std::move(query));
        act.frames = &frames_;
        if (asks) act.as_at();
        return respond(act, {.title = "A page", .back_href = "/levels"}, web::Html::text("Content"));
    }
    bool speaks_ = false;
    Frames frames_{page_kit::Site{},
                   {{"Schools", "/schools", access::Permission::signed_in},
                    {"Levels", "/levels", access::Permission::levels_authority},
                    {"Evidence", "/evidence", access::Permission::signed_in},
                    {.title = "Early warning",
                     .href = "/early-warning",
                     .permission = access::Permission::levels_authority,
                     .shown = [this](const Act&) { return speaks_; }}}};
};
TARN_ON_EACH_DATABASE(ChosenDay);

TEST_P(ChosenDay, GoesAlongTheMenuAndSaysTheWayBackToToday) {
    Desk desk{database()};
    const auto shown = page(desk, "/schools/900001", {{"as_at", "2020-09-01"}, {"q", "brook school"}});
    EXPECT_TRUE(has(shown, "This page shows what was known on 1 September 2020."));
    EXPECT_TRUE(has(shown, "href=\"/schools/900001?q=brook%20school\"")) << shown.body;
    EXPECT_TRUE(has(shown, "href=\"/schools?as_at=2020-09-01\""));
    EXPECT_EQ(test::times(shown, "href=\"/levels?as_at=2020-09-01\""), 2u)
        << "in the menu and as the way back";
    EXPECT_TRUE(has(shown, "href=\"/evidence?as_at=2020-09-01\"")) << "from where the way goes on";
}

TEST_P(ChosenDay, IsTodayWhereNoOtherCanBeReadOrThePageHasNone) {
    Desk desk{database()};
    for (const auto& [path, day] :
         std::vector<std::pair<std::string, std::string>>{{"/schools", ""},
                                                          {"/schools", "2026-03-02"},
                                                          {"/schools", "2026-03-03"},
                                                          {"/schools", "soon"}}) {
        const auto shown = page(desk, path, {{"as_at", day}});
        EXPECT_FALSE(has(shown, "This page shows what was known")) << path << " " << day;
        EXPECT_FALSE(has(shown, "as_at=")) << path << " " << day;
    }
}

TEST_P(ChosenDay, IsNotSaidOnAPageThatDidNotAskForIt) {
    Desk desk{database()};
    for (const char* path : {"/schools/900001/notes", "/evidence", "/account"}) {
        const auto shown = page(desk, path, {{"as_at", "2020-09-01"}}, false);
        EXPECT_FALSE(has(shown, "This page shows what was known")) << path;
        EXPECT_TRUE(has(shown, "href=\"/schools?as_at=2020-09-01\"")) << "but the menu goes on: " << path;
    }
}

TEST_P(ChosenDay, ALineOfTheMenuIsThereWhileItHasSomethingToShow) {
    Desk desk{database()};
    EXPECT_FALSE(has(page(desk, "/schools"), "Early warning"));
    speaks_ = true;
    EXPECT_TRUE(has(page(desk, "/schools"), "Early warning"));
    speaks_ = false;
    EXPECT_FALSE(has(page(desk, "/schools"), "Early warning")) << "what was kept is of the other state";
    desk.as(access::Role::scrutiny_member);
    speaks_ = true;
    EXPECT_FALSE(has(page(desk, "/schools"), "Early warning")) << "nor for who may not";
}

}
}
