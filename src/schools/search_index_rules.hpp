#pragma once
// Finding a school by what a person types, typing errors forgiven.
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "schools/register_facts.hpp"

namespace tarn::schools {

/// Words of documents and where they occur. Documents are numbered from 0 as they are added.
class SearchIndex {
  public:
    struct Hit {
        std::uint32_t document;
        double score;  ///< higher is better
    };

    void add(std::uint32_t document, std::string_view text);
    void finish();
    /// Every word must be met by a word of the document: the same, one that begins with it (the last word is
    /// still being typed), or one within one edit (two from eight letters on). A single word of three or more
    /// may be missed. Best first; equals by document.
    std::vector<Hit> find(std::string_view text) const;

  private:
    struct Meeting {
        std::uint32_t word;
        double quality;  ///< 1 the same word, less for prefixes and errors
    };
    std::vector<Meeting> meetings(const std::string& typed) const;
    double weight(std::uint32_t word) const;

    std::uint32_t documents_ = 0;
    std::unordered_map<std::string, std::uint32_t> numbers_;
    std::vector<std::string> words_;
    std::vector<std::vector<std::uint32_t>> postings_;
    std::vector<std::uint32_t> alphabetical_;  ///< word numbers by text
};

}
