#pragma once
// Answers that take long, to the few questions asked last. As with BoundedCache a key names everything its
// answer depends on; here the answers are few and large, and many people ask at once.
#include <chrono>
#include <cstdint>
#include <future>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace tarn {

/// The `most` answers used last. An answer is worked out outside the lock, once: who asks the same meanwhile
/// waits for it, who asks anything else does not. Safe from any thread.
template <class Key, class Value>
class RecentAnswers {
  public:
    using Answer = std::shared_ptr<const Value>;

    explicit RecentAnswers(std::size_t most) : most_(most) {}

    /// `make` gives an Answer and must not ask this for the same key. Null or an exception goes to all who
    /// wait for it and is not kept.
    template <class Make>
    Answer of(const Key& key, const Make& make) {
        std::optional<Work> work;
        const std::shared_future<Answer> answer = find_or_begin(key, work);
        if (!work) return answer.get();
        try {
            Answer made = make();
            if (!made) forget(work->number);
            work->promise.set_value(std::move(made));
        } catch (...) {
            forget(work->number);
            work->promise.set_exception(std::current_exception());
        }
        return answer.get();
    }

    /// Null when it is not there yet. For who must neither wait nor leave anything behind: a Writer, whose
    /// rows may yet be taken back.
    Answer known(const Key& key) {
        const std::lock_guard lock(mutex_);
        const auto held = find(key);
        const bool ready = held != held_.end() &&
                           held->answer.wait_for(std::chrono::seconds{0}) == std::future_status::ready;
        return ready ? held->answer.get() : nullptr;
    }

    /// Lets go of what no key will name again, so that it does not lie beside its successor.
    template <class Gone>
    void drop_if(const Gone& gone) {
        const std::lock_guard lock(mutex_);
        held_.remove_if([&](const Held& held) { return gone(held.key); });
    }

  private:
    struct Held {
        Key key;
        std::uint64_t number;  ///< of the work, for the same key may be begun again
        std::shared_future<Answer> answer;
    };
    struct Work {
        std::uint64_t number;
        std::promise<Answer> promise;
    };

    typename std::list<Held>::iterator find(const Key& key) {
        for (auto held = held_.begin(); held != held_.end(); ++held)
            if (held->key == key) {
                held_.splice(held_.begin(), held_, held);
                return held;
            }
        return held_.end();
    }

    std::shared_future<Answer> find_or_begin(const Key& key, std::optional<Work>& work) {
        const std::lock_guard lock(mutex_);
        if (const auto held = find(key); held != held_.end()) return held->answer;
        work.emplace(Work{++begun_, std::promise<Answer>{}});
        held_.push_front({key, work->number, work->promise.get_future().share()});
        if (held_.size() > most_) held_.pop_back();
        return held_.front().answer;
    }

    void forget(std::uint64_t number) {
        const std::lock_guard lock(mutex_);
        held_.remove_if([&](const Held& held) { return held.number == number; });
    }

    const std::size_t most_;
    std::mutex mutex_;
    std::list<Held> held_;  ///< used lately first
    std::uint64_t begun_ = 0;
};

}
