#include "schools/search_index_rules.hpp"

#include <algorithm>
#include <cmath>

#include "base/search_text.hpp"

namespace tarn::schools {

void SearchIndex::add(std::uint32_t document, std::string_view text) {
    documents_ = std::max(documents_, document + 1);
    for (std::string& word : search_words(text)) {
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
    auto it =
        std::lower_bound(alphabetical_.begin(), alphabetical_.end(), typed,
                         [&](std::uint32_t word, const std::string& text) { return words_[word] < text; });
    for (; it != alphabetical_.end() && words_[*it].starts_with(typed); ++it)
        out.push_back({*it, likeness(typed, words_[*it])});
    if (errors_forgiven(typed) == 0) return out;
    for (std::uint32_t word = 0; word < words_.size(); ++word)
        if (!words_[word].starts_with(typed))
            if (const double quality = likeness(typed, words_[word]); quality > 0)
                out.push_back({word, quality});
    return out;
}

std::vector<SearchIndex::Hit> SearchIndex::find(std::string_view text) const {
    auto typed = search_words(text);
    if (typed.size() > most_search_words) typed.resize(most_search_words);
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
