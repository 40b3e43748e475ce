#include "platform/web/workers.hpp"

#include <atomic>
#include <future>
#include <gtest/gtest.h>

namespace tarn::web {
namespace {

using Kind = Workers::Kind;

TEST(Workers, RunWhatIsQueuedBeforeTheyEnd) {
    std::atomic<int> done = 0;
    {
        Workers workers(3, 1000);
        for (int i = 0; i < 300; ++i)
            ASSERT_TRUE(workers.try_post(i % 2 == 0 ? Kind::slow : Kind::quick, [&] { ++done; }));
    }
    EXPECT_EQ(done, 300);
}

TEST(Workers, KeepThreadsFreeForQuickJobs) {
    std::promise<void> go_on;
    const auto gate = go_on.get_future().share();
    std::atomic<int> slow_at_once = 0, most = 0;
    Workers workers(4, 1000);
    for (int i = 0; i < 8; ++i)
        workers.try_post(Kind::slow, [&, gate] {
            const int now = ++slow_at_once;
            for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) continue;
            gate.wait();
            --slow_at_once;
        });
    std::promise<void> quick_ran;
    workers.try_post(Kind::quick, [&] { quick_ran.set_value(); });
    quick_ran.get_future().wait();  // would never come if the slow ones held every thread
    go_on.set_value();
    workers.join();
    EXPECT_LE(most, 2);
}

TEST(Workers, LeaveTwoThreadsToQuickJobsWhateverWaits) {
    std::promise<void> go_on;
    const auto gate = go_on.get_future().share();
    std::atomic<int> waiting = 0;
    Workers workers(4, 1000);
    for (int i = 0; i < 16; ++i)
        workers.try_post(i % 2 == 0 ? Kind::slow : Kind::in_turn, [&, gate] {
            ++waiting;
            gate.wait();
        });
    std::promise<void> one, other;
    // Each of the two waits for the other: both must run at once.
    workers.try_post(Kind::quick, [&] {
        one.set_value();
        other.get_future().wait();
    });
    workers.try_post(Kind::quick, [&] {
        other.set_value();
        one.get_future().wait();
    });
    while (waiting < 2) std::this_thread::yield();
    EXPECT_EQ(waiting, 2);
    go_on.set_value();
    workers.join();
    EXPECT_EQ(waiting, 16);
}

TEST(Workers, RunWhatWaitsItsTurnEvenAlone) {
    for (const int threads : {1, 2, 3}) {
        std::atomic<int> done = 0;
        {
            Workers workers(threads, 100);
            for (int i = 0; i < 30; ++i)
                workers.try_post(i % 2 == 0 ? Kind::slow : Kind::in_turn, [&] { ++done; });
        }
        EXPECT_EQ(done, 30) << threads;
    }
}

TEST(Workers, RefuseWhatTheQueueCannotHold) {
    std::promise<void> entered, go_on;
    Workers workers(1, 2);
    workers.try_post(Kind::quick, [&] {
        entered.set_value();
        go_on.get_future().wait();
    });
    entered.get_future().wait();
    EXPECT_TRUE(workers.try_post(Kind::quick, [] {}));
    EXPECT_TRUE(workers.try_post(Kind::slow, [] {}));
    EXPECT_FALSE(workers.try_post(Kind::quick, [] {}));
    go_on.set_value();
}

}
}
