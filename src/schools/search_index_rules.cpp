#include "schools/search_index_rules.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "schools/names_rules.hpp"

namespace tarn::schools {

int edit_distance(std::string_view a, std::string_view b, int limit) {
    constexpr std::size_t longest = 31;
    if (a.size() > longest || b.size() > longest) return a == b ? 0 : limit + 1;
    const auto length_a = static_cast<int>(a.size());
    const auto length_b = static_cast<int>(b.size());
    if (std::abs(length_a - length_b) > limit) return limit + 1;
    std::array<std::array<int, longest + 1>, 3> rows{};
    for (int j = 0; j <= length_b; ++j) rows[0][static_cast<std::size_t>(j)] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto& row = rows[i % 3];
        const auto& above = rows[(i - 1) % 3];
        row[0] = static_cast<int>(i);
        int best = row[0];
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const int change = a[i - 1] == b[j - 1] ? 0 : 1;
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], rows[(i - 2) % 3][j - 2] + 1);
            }
            best = std::min(best, row[j]);
        }
        if (best > limit) return limit + 1;
    }
    return rows[a.size() % 3][b.size()];
}

void SearchIndex::add(std::uint32_t document, std::string_view text) {
    documents_ = std::max(documents_, document + 1);
    for (std::string& word : words_of(text)) {
        const auto [it, fresh] =
            numbers_.try_emplace(std::move(word), static_cast<std::uint32_t>(words_.size()));
        if (fresh) {
            words_.push_back(it->first);
            postings_.emplace_back();
        }
        auto& posting = postings_[it->second];
        if (posting.empty() || posting.back() != document) posting.push_back(document);
    }
}

void SearchIndex::finish() {
    alphabetical_.resize(words_.size());
    for (std::uint32_t i = 0; i < alphabetical_.size(); ++i) alphabetical_[i] = i;
    std::sort(alphabetical_.begin(), alphabetical_.end(),
              [&](std::uint32_t a, std::uint32_t b) { return words_[a] < words_[b]; });
}

/// Inverse document frequency: "st" says little, "bleasdale" much.
double SearchIndex::weight(std::uint32_t word) const {
    return std::log(1.0 + static_cast<double>(documents_) / static_cast<double>(postings_[word].size()));
}

std::vector<SearchIndex::Meeting> SearchIndex::meetings(const std::string& typed) const {
    std::vector<Meeting> out;
    const auto exact = numbers_.find(typed);
    if (exact != numbers_.end()) out.push_back({exact->second, 1.0});
    auto it =
        std::lower_bound(alphabetical_.begin(), alphabetical_.end(), typed,
                         [&](std::uint32_t word, const std::string& text) { return words_[word] < text; });
    for (; it != alphabetical_.end() && words_[*it].starts_with(typed); ++it) {
        if (words_[*it].size() == typed.size()) continue;
        const double typed_share =
            static_cast<double>(typed.size()) / static_cast<double>(words_[*it].size());
        out.push_back({*it, 0.6 + 0.3 * typed_share});
    }
    const bool number = !typed.empty() && typed.front() >= '0' && typed.front() <= '9';
    if (typed.size() < 4 || number) return out;
    const int limit = typed.size() < 8 ? 1 : 2;
    for (std::uint32_t word = 0; word < words_.size(); ++word) {
        const int difference = static_cast<int>(words_[word].size()) - static_cast<int>(typed.size());
        if (difference > limit || difference < -limit || words_[word] == typed) continue;
        const int distance = edit_distance(typed, words_[word], limit);
        if (distance > 0 && distance <= limit) out.push_back({word, distance == 1 ? 0.5 : 0.3});
    }
    return out;
}

std::vector<SearchIndex::Hit> SearchIndex::find(std::string_view text) const {
    const auto typed = words_of(text);
    if (typed.empty()) return {};
    std::vector<double> scores(documents_, 0);
    std::vector<std::uint8_t> met(documents_, 0);
    std::vector<double> best(documents_, 0);
    for (const std::string& word : typed) {
        std::vector<std::uint32_t> touched;
        for (const Meeting& meeting : meetings(word)) {
            const double value = meeting.quality * meeting.quality * weight(meeting.word);
            for (const std::uint32_t document : postings_[meeting.word]) {
                if (best[document] == 0) touched.push_back(document);
                best[document] = std::max(best[document], value);
            }
        }
        for (const std::uint32_t document : touched) {
            scores[document] += best[document];
            best[document] = 0;
            ++met[document];
        }
    }
    const std::size_t needed = typed.size() >= 3 ? typed.size() - 1 : typed.size();
    std::vector<Hit> hits;
    for (std::uint32_t document = 0; document < documents_; ++document) {
        if (met[document] < needed) continue;
        const double missed = met[document] < typed.size() ? 0.5 : 1.0;
        hits.push_back({document, scores[document] * missed});
    }
    std::stable_sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.score > b.score; });
    return hits;
}

}
