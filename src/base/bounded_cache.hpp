#pragma once
// What was made lately, kept so that it need not be made again. A key names everything its value depends on,
// with the generations of what is stored, so nothing is ever invalidated: what changed has another key, and
// what nobody asks for any more leaves.
#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>

namespace tarn {

/// At most `most_bytes` of values; the one unused for longest leaves first. Safe from any thread. A value
/// that was given out lives as long as somebody holds it.
template <class Key, class Value, class Hash = std::hash<Key>>
class BoundedCache {
  public:
    using Held = std::shared_ptr<const Value>;

    explicit BoundedCache(std::size_t most_bytes) : most_bytes_(most_bytes) {}

    /// Null when it is not there.
    Held find(const Key& key) {
        const std::lock_guard lock(mutex_);
        const auto found = places_.find(key);
        if (found == places_.end()) return nullptr;
        entries_.splice(entries_.begin(), entries_, found->second);
        return found->second->value;
    }

    /// `bytes` is what the value occupies, as its maker reckons. A value above the bound is given back, not
    /// kept.
    Held keep(const Key& key, Value made, std::size_t bytes) {
        auto value = std::make_shared<const Value>(std::move(made));
        bytes += entry_bytes;
        const std::lock_guard lock(mutex_);
        if (const auto found = places_.find(key); found != places_.end()) return found->second->value;
        if (bytes > most_bytes_) return value;
        while (bytes_ + bytes > most_bytes_) drop_last();
        entries_.push_front({key, value, bytes});
        places_.emplace(key, entries_.begin());
        bytes_ += bytes;
        return value;
    }

    std::size_t bytes() const {
        const std::lock_guard lock(mutex_);
        return bytes_;
    }
    std::size_t size() const {
        const std::lock_guard lock(mutex_);
        return entries_.size();
    }

  private:
    struct Entry {
        Key key;
        Held value;
        std::size_t bytes;
    };
    // The list's node, the table's node with the key once more, and the shared value's own counters.
    static constexpr std::size_t entry_bytes = 2 * sizeof(Key) + sizeof(Value) + 128;

    void drop_last() {
        bytes_ -= entries_.back().bytes;
        places_.erase(entries_.back().key);
        entries_.pop_back();
    }

    const std::size_t most_bytes_;
    mutable std::mutex mutex_;
    std::list<Entry> entries_;  ///< used lately first
    std::unordered_map<Key, typename std::list<Entry>::iterator, Hash> places_;
    std::size_t bytes_ = 0;
};

}
