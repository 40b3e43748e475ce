#include "platform/jobs/jobs.hpp"

#include <future>
#include <gtest/gtest.h>
#include <thread>

#include "support/test_database.hpp"

namespace tarn::jobs {
namespace {

class Jobs : public test::OnEachDatabase {
  protected:
    JobId ask(std::string_view kind, std::string_view input = "") {
        auto db = database().write();
        const JobId id = enqueue(*db, kind, "subject", input, PersonId{7}, clock.now());
        db->commit();
        return id;
    }
    Job job(JobId id) { return find(*database().read(), id).value(); }

    FixedClock clock{Date::of(2020, 9, 1).value()};
};
TARN_ON_EACH_DATABASE(Jobs);

Worker echo() {
    return [](const Job& job, const Progress&) { return "did " + job.input; };
}

TEST_P(Jobs, are_done_in_the_order_they_were_asked_for) {
    std::vector<std::string> done;
    const Worker note = [&](const Job& job, const Progress&) {
        done.push_back(job.input);
        return "did " + job.input;
    };
    const JobId first = ask("note", "a"), second = ask("note", "b");
    Runner runner(database(), clock, {{"note", note}});
    const JobId third = ask("note", "c");
    runner.drain();
    EXPECT_EQ(done, (std::vector<std::string>{"a", "b", "c"}));
    for (const JobId id : {first, second, third}) {
        EXPECT_EQ(job(id).state, State::done);
        EXPECT_EQ(job(id).percent, 100);
        EXPECT_EQ(job(id).finished, clock.now());
    }
    EXPECT_EQ(job(second).result, "did b");
}

TEST_P(Jobs, whose_end_could_not_be_written_are_ended_when_it_can) {
    test_database().reopen({.busy = std::chrono::milliseconds{100}});
    const auto other = storage::Database::open(test_database().address());
    std::promise<std::unique_ptr<storage::Writer>> held;
    const Worker holds_the_writer = [&](const Job&, const Progress&) {
        held.set_value(other->write());
        return std::string{"done"};
    };
    const JobId first = ask("holds"), second = ask("echo", "x");
    Runner runner(database(), clock, {{"holds", holds_the_writer}, {"echo", echo()}});
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{30};
    const auto wait_for = [&](auto&& done) {
        while (!done() && std::chrono::steady_clock::now() < until)
            std::this_thread::sleep_for(std::chrono::milliseconds{20});
        return done();
    };
    auto holding = held.get_future().get();
    std::this_thread::sleep_for(std::chrono::milliseconds{400});
    EXPECT_EQ(job(first).state, State::running);
    holding.reset();
    EXPECT_TRUE(wait_for([&] { return job(second).state == State::done; }));
    EXPECT_EQ(job(first).state, State::done);
    EXPECT_EQ(job(first).result, "done");
}

TEST_P(Jobs, that_nobody_committed_are_not_done) {
    {
        auto db = database().write();
        enqueue(*db, "echo", "subject", "x", PersonId{7}, clock.now());
    }
    EXPECT_TRUE(recent(*database().read(), PersonId{7}, 10).empty());
}

TEST_P(Jobs, are_listed_newest_first_for_the_person_who_asked) {
    const JobId mine = ask("echo", "1"), newer = ask("echo", "2");
    {
        auto db = database().write();
        enqueue(*db, "echo", "subject", "theirs", PersonId{8}, clock.now());
        db->commit();
    }
    const auto listed = recent(*database().read(), PersonId{7}, 10);
    ASSERT_EQ(listed.size(), 2U);
    EXPECT_EQ(listed[0].id, newer);
    EXPECT_EQ(listed[1].id, mine);
    EXPECT_EQ(listed[1].subject, "subject");
    EXPECT_EQ(listed[1].asked, clock.now());
    EXPECT_EQ(recent(*database().read(), PersonId{7}, 1).size(), 1U);
}

TEST_P(Jobs, that_fail_say_why_without_telling_secrets) {
    const Worker reject = [](const Job&, const Progress&) -> std::string {
        throw Rejected("The file has no header.");
    };
    const Worker crash = [](const Job&, const Progress&) -> std::string {
        throw std::runtime_error("password=x");
    };
    const Worker full = [](const Job&, const Progress&) -> std::string { throw storage::Full("disk 7"); };
    const JobId rejected = ask("reject"), crashed = ask("crash"), filled = ask("full"),
                unknown = ask("absent");
    Runner runner(database(), clock, {{"reject", reject}, {"crash", crash}, {"full", full}});
    runner.drain();
    for (const JobId id : {rejected, crashed, filled, unknown}) EXPECT_EQ(job(id).state, State::failed);
    EXPECT_EQ(job(rejected).message, "The file has no header.");
    EXPECT_EQ(job(crashed).message.find("password"), std::string::npos);
    EXPECT_NE(job(filled).message.find("disk is full"), std::string::npos);
    EXPECT_NE(job(unknown).message, "");
}

TEST_P(Jobs, show_progress_while_their_transaction_is_open) {
    std::promise<void> half_way, go_on;
    const Worker slow = [&](const Job&, const Progress& progress) {
        auto db = database().write();
        progress(50, "reading rows");
        half_way.set_value();
        go_on.get_future().wait();
        db->commit();
        return std::string("finished");
    };
    const JobId id = ask("slow");
    Runner runner(database(), clock, {{"slow", slow}});
    half_way.get_future().wait();
    EXPECT_EQ(job(id).state, State::running);
    EXPECT_EQ(job(id).percent, 50);
    EXPECT_EQ(job(id).message, "reading rows");
    go_on.set_value();
    runner.drain();  // waits for the one in hand
    EXPECT_EQ(job(id).state, State::done);
    EXPECT_EQ(job(id).message, "");
}

TEST_P(Jobs, are_started_by_waking_the_runner) {
    std::promise<void> started;
    Runner runner(database(), clock, {{"signal", [&](const Job&, const Progress&) {
                                           started.set_value();
                                           return std::string();
                                       }}});
    ask("signal");
    runner.wake();
    started.get_future().wait();
}

TEST_P(Jobs, found_running_after_a_crash_have_failed_and_the_waiting_ones_go_on) {
    const JobId interrupted = ask("echo", "lost"), waiting = ask("echo", "kept");
    {
        auto db = database().write();
        db->execute("UPDATE job SET state = 'running' WHERE id = $1", interrupted);
        db->commit();
    }
    Runner runner(database(), clock, {{"echo", echo()}});
    runner.drain();
    EXPECT_EQ(job(interrupted).state, State::failed);
    EXPECT_NE(job(interrupted).message.find("Ask for it again"), std::string::npos);
    EXPECT_EQ(job(interrupted).finished, clock.now());
    EXPECT_EQ(job(waiting).state, State::done);
}

TEST_P(Jobs, are_finished_before_the_runner_goes) {
    std::promise<void> started;
    const JobId id = ask("slow");
    {
        Runner runner(database(), clock, {{"slow", [&](const Job&, const Progress&) {
                                               started.set_value();
                                               std::this_thread::sleep_for(std::chrono::milliseconds(20));
                                               return std::string("whole");
                                           }}});
        started.get_future().wait();
    }
    EXPECT_EQ(job(id).state, State::done);
    EXPECT_EQ(job(id).result, "whole");
}

}
}
