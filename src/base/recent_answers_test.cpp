#include "base/recent_answers.hpp"

#include <atomic>
#include <gtest/gtest.h>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace tarn {
namespace {

using Answers = RecentAnswers<int, std::string>;

auto says(std::string text) {
    return [text = std::move(text)] { return std::make_shared<const std::string>(text); };
}
Answers::Answer unexpected() {
    ADD_FAILURE() << "it was known";
    return nullptr;
}

TEST(RecentAnswers, WorkOutOnceAndForgetWhatWasNotAskedForLongest) {
    Answers answers{2};
    EXPECT_EQ(answers.known(1), nullptr);
    const auto one = answers.of(1, says("one"));
    EXPECT_EQ(answers.of(1, unexpected), one);
    answers.of(2, says("two"));
    EXPECT_EQ(answers.known(1), one);
    answers.of(3, says("three"));
    EXPECT_EQ(answers.known(2), nullptr) << "1 was used later";
    EXPECT_EQ(*answers.of(1, unexpected), "one");
    answers.drop_if([](int key) { return key == 1; });
    EXPECT_EQ(answers.known(1), nullptr);
    EXPECT_EQ(*one, "one") << "who holds an answer keeps it";
}

TEST(RecentAnswers, NothingAndFailureAreNotKept) {
    Answers answers{2};
    EXPECT_EQ(answers.of(1, [] { return Answers::Answer{}; }), nullptr);
    EXPECT_THROW(answers.of(1, []() -> Answers::Answer { throw std::runtime_error("lost"); }),
                 std::runtime_error);
    EXPECT_EQ(*answers.of(1, says("one")), "one");
}

TEST(RecentAnswers, WhoAsksTheSameWaitsAndWhoAsksAnotherDoesNot) {
    Answers answers{4};
    std::promise<void> begun, go_on;
    std::atomic<int> made{0};
    const auto slow = [&] {
        ++made;
        begun.set_value();
        go_on.get_future().wait();
        return std::make_shared<const std::string>("slow");
    };
    std::thread first([&] { EXPECT_EQ(*answers.of(1, slow), "slow"); });
    begun.get_future().wait();
    EXPECT_EQ(answers.known(1), nullptr) << "not yet";
    EXPECT_EQ(*answers.of(2, says("quick")), "quick") << "while the first is in work";
    std::vector<std::thread> more;
    for (int i = 0; i < 4; ++i) more.emplace_back([&] { EXPECT_EQ(*answers.of(1, unexpected), "slow"); });
    go_on.set_value();
    first.join();
    for (auto& each : more) each.join();
    EXPECT_EQ(made, 1);
}

TEST(RecentAnswers, AFailureReachesAllWhoWaitForIt) {
    Answers answers{4};
    std::promise<void> begun, go_on;
    std::atomic<int> failed{0};
    const auto ask = [&](const auto& make) {
        try {
            answers.of(1, make);
        } catch (const std::runtime_error&) {
            ++failed;
        }
    };
    const auto lost = [&]() -> Answers::Answer {
        begun.set_value();
        go_on.get_future().wait();
        throw std::runtime_error("lost");
    };
    std::thread first([&] { ask(lost); });
    begun.get_future().wait();
    // Who comes after the failure works it out anew, and succeeds.
    std::thread second([&] { ask(says("found")); });
    go_on.set_value();
    first.join();
    second.join();
    EXPECT_GE(failed, 1);
    EXPECT_EQ(*answers.of(1, says("found")), "found");
}

TEST(RecentAnswers, WhatLeavesWhileInWorkStillAnswersWhoAsked) {
    Answers answers{1};
    const auto outer = answers.of(1, [&] {
        EXPECT_EQ(*answers.of(2, says("two")), "two");
        return std::make_shared<const std::string>("one");
    });
    EXPECT_EQ(*outer, "one");
    EXPECT_EQ(answers.known(1), nullptr);
    EXPECT_EQ(*answers.known(2), "two");
}

TEST(RecentAnswers, ManyThreadsAskForEverything) {
    Answers answers{3};
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 300; ++i) {
                const int key = (i * 7 + t) % 5;
                EXPECT_EQ(*answers.of(key, says(std::to_string(key))), std::to_string(key));
            }
        });
    for (auto& each : threads) each.join();
}

}
}
