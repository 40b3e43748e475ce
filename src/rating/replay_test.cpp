#include <gtest/gtest.h>
#include <sstream>

#include "rating/brief.hpp"
#include "rating/replay_rules.hpp"

namespace tarn::rating {
namespace {

// One word a step: g a r n (raw level), "!" after it: a trigger holds, "~" after it: no rating date.
std::vector<Step> steps_of(const std::string& written) {
    std::vector<Step> steps;
    std::istringstream words{written};
    for (std::string word; words >> word;) {
        Step step;
        step.raw = word[0] == 'g'   ? Level::green
                   : word[0] == 'a' ? Level::amber
                   : word[0] == 'r' ? Level::red
                                    : Level::not_enough_evidence;
        step.triggered = word.find('!') != std::string::npos;
        step.rating_date = word.find('~') == std::string::npos;
        steps.push_back(step);
    }
    return steps;
}

std::string levels_of(const std::vector<Step>& steps) {
    std::string text;
    for (const Step& step : steps) text += std::string{"garn"}[static_cast<std::size_t>(step.level)];
    return text;
}

TEST(Replay, FollowsTheRuleOfTwoDates) {
    struct Case {
        const char* raw;
        const char* levels;
        const char* why;
    };
    const Case cases[] = {
        {"g", "g", "the first date takes its raw level"},
        {"r", "r", "also when it is red"},
        {"g r r", "ggr", "a worse level needs two dates"},
        {"g r g", "ggg", "one bad date is not enough"},
        {"g a r", "gga", "two dates support only amber"},
        {"g r a", "gga", "in either order"},
        {"g r!", "gr", "a trigger acts at once"},
        {"g a! r!", "gar", "and again, when it becomes worse"},
        {"r g g", "rrg", "a better level needs two clear dates"},
        {"r g a", "rra", "the worse of the two"},
        {"r g r", "rrr", "one clear date is not enough"},
        {"a g r", "aaa", "a clear date breaks the run of bad ones"},
        {"n a", "na", "the first date with enough evidence"},
        {"a n g g", "anag", "a date without evidence neither confirms nor clears"},
        {"g r n r", "ggnr", "nor breaks a run"},
        {"g n", "gn", "the day's own lack of evidence is said"},
        {"g r r~", "ggg", "a day between rating dates is no second date"},
        {"g r~ r", "ggg", "nor a first"},
        {"g r!~", "gr", "but a trigger acts on any day"},
        {"r~", "r", "and the first evidence counts on any day"},
    };
    for (const Case& c : cases) {
        auto steps = steps_of(c.raw);
        replay(steps);
        EXPECT_EQ(levels_of(steps), c.levels) << c.raw << ": " << c.why;
    }
}

TEST(Replay, SaysHowManyDatesAnotherLevelNeeds) {
    struct Case {
        const char* raw;
        int better, worse;  ///< 0: there is no such level
        const char* why;
    };
    const Case cases[] = {
        {"g g g", 0, 2, "a worse level needs two dates"},
        {"g g a", 0, 1, "of which this day was one"},
        {"g g a~", 0, 2, "but not where it is no rating date"},
        {"a a a", 2, 2, ""},
        {"a a g", 1, 2, "one clear date is there"},
        {"a a r", 2, 1, ""},
        {"r r r", 2, 0, ""},
        {"r r g", 1, 0, ""},
        {"g g r!", 2, 0, "what a trigger did at once needs two clear dates to end"},
        {"r g g~", 1, 0, "Red and one clear date: two clear dates make it better"},
        {"a", 2, 2, ""},
    };
    for (const Case& c : cases) {
        auto steps = steps_of(c.raw);
        replay(steps);
        for (const auto& [better, dates] : {std::pair{true, c.better}, std::pair{false, c.worse}}) {
            if (dates == 0) continue;
            EXPECT_EQ(dates_needed(steps, better), dates)
                << c.raw << (better ? " better: " : " worse: ") << c.why;
        }
    }
}

/// The level on the last of the next dates, as proposals on that day replay it.
Level level_after(std::vector<Step> steps, const std::string& next) {
    std::erase_if(steps, [](const Step& step) { return !step.rating_date; });
    for (const Step& step : steps_of(next)) steps.push_back(step);
    if (steps.size() > replayed_dates) steps.erase(steps.begin(), steps.end() - replayed_dates);
    replay(steps);
    return steps.back().level;
}

void expect_promise_kept(const std::string& past, bool better) {
    auto steps = steps_of(past);
    replay(steps);
    const int held = static_cast<int>(steps.back().level), step = better ? -1 : 1;
    const auto reached = [&](int dates, int level) {
        std::string next;
        for (int i = 0; i < dates; ++i) next += std::string{"gar"[level], ' '};
        const int then = static_cast<int>(level_after(steps, next));
        return better ? then < held : then > held;
    };
    const int needed = dates_needed(steps, better);
    for (int level = held + step; level >= 0 && level <= 2; level += step)
        EXPECT_TRUE(reached(needed, level)) << past << " to " << level;
    EXPECT_FALSE(needed == 2 && reached(1, held + step)) << past << " needs fewer";
}

TEST(Replay, KeepsWhatIsPromisedForEveryPast) {
    for (const std::string first : {"g ", "a ", "r "})
        for (const std::string second : {"g ", "a ", "r "})
            for (const std::string third : {"g", "a", "r"}) {
                auto steps = steps_of(first + second + third);
                replay(steps);
                if (steps.back().level != Level::green) expect_promise_kept(first + second + third, true);
                if (steps.back().level != Level::red) expect_promise_kept(first + second + third, false);
            }
}

TEST(Replay, RatingDatesOfTheDefaultSchemeIncludeTheMondayAfterEaster) {
    const auto scheme = default_scheme();
    std::string dates;
    for (const Date date : rating_dates(*scheme, *Date::parse_iso("2020-09-01"), 3))
        dates += date.iso() + " ";
    EXPECT_EQ(dates, "2020-01-01 2020-04-13 2020-09-01 ");
    dates.clear();
    for (const Date date : rating_dates(*scheme, *Date::parse_iso("2021-04-04"), 3))
        dates += date.iso() + " ";
    EXPECT_EQ(dates, "2020-04-13 2020-09-01 2021-01-01 ");
}

}
}
