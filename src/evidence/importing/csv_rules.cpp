#include "evidence/importing/csv_rules.hpp"

#include <algorithm>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace tarn::evidence {
namespace {

constexpr char quotation_mark = 0x22;
/// Among so many first records titles and the header are looked for.
constexpr int most_titles = 20;

/// First delimiter or newline in [at, end), or end. Cells are short: sixteen bytes at a time finds most in
/// one step.
const char* cell_end(const char* at, const char* end, char delimiter) {
#ifdef __SSE2__
    const __m128i delimiters = _mm_set1_epi8(delimiter);
    const __m128i newlines = _mm_set1_epi8('\n');
    while (end - at >= 16) {
        const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
        const int hits = _mm_movemask_epi8(
            _mm_or_si128(_mm_cmpeq_epi8(block, delimiters), _mm_cmpeq_epi8(block, newlines)));
        if (hits != 0) return at + __builtin_ctz(static_cast<unsigned>(hits));
        at += 16;
    }
#endif
    while (at != end && *at != delimiter && *at != '\n') ++at;
    return at;
}

const char* find(const char* at, const char* end, char wanted) {
    const void* hit = std::memchr(at, wanted, static_cast<std::size_t>(end - at));
    return hit ? static_cast<const char*>(hit) : end;
}

/// A title stands in one cell or two.
bool may_be_header(const std::vector<std::string_view>& fields) {
    constexpr std::ptrdiff_t least_names = 3;
    return std::count_if(fields.begin(), fields.end(), [](auto cell) { return !cell.empty(); }) >=
           least_names;
}

}

CsvReader::CsvReader(std::string_view text, std::size_t max_record, char delimiter, std::int64_t before)
    : begin_(text.data()),
      at_(begin_),
      end_(begin_ + text.size()),
      max_record_(max_record),
      delimiter_(delimiter),
      number_(before),
      titles_(before == 0) {}

CsvReader::Step CsvReader::refuse(Step step) {
    at_ = end_;
    fields_.clear();
    return step;
}

/// Reads a cell whose opening quotation mark is at `at`; returns where the delimiter, newline or end stands,
/// or null where the mark opens nothing.
const char* CsvReader::quoted(const char* at, Step& failed) {
    // A title may begin with a mark that is never closed: the next one found stands in a later line.
    const auto stray = [&](const char* until) {
        const char* line_end = find(at, until, '\n');
        return titles_ && fields_.empty() && line_end != until && line_end + 1 != end_;
    };
    const auto unclosed = [&](bool at_end) -> const char* {
        if (stray(end_)) return nullptr;
        failed = at_end ? Step::open_quote : Step::record_too_long;
        return end_;
    };
    const char* start = at + 1;
    const char* close = start;
    bool doubled = false;
    const char* limit = std::min(end_, start + static_cast<std::ptrdiff_t>(std::min<std::size_t>(
                                                   max_record_, static_cast<std::size_t>(end_ - start))));
    for (;;) {
        close = find(close, limit, quotation_mark);
        if (close == limit) return unclosed(limit == end_);
        if (close + 1 == end_ || close[1] != quotation_mark) break;
        doubled = true;
        close += 2;
        if (close >= limit) return unclosed(close >= end_);
    }
    const char* after = cell_end(close + 1, end_, delimiter_);
    const bool clean = after == close + 1 || (after == close + 2 && close[1] == '\r');
    if (!clean && stray(close)) return nullptr;
    if (!doubled && clean) {
        fields_.emplace_back(start, static_cast<std::size_t>(close - start));
        return after;
    }
    std::string& cell = rewritten_.emplace_back();
    for (const char* from = start; from < close; ++from) {
        cell += *from;
        if (*from == quotation_mark) ++from;
    }
    // Text after the closing mark belongs to the cell, as spreadsheets read it.
    const char* rest_end = after != close + 1 && after[-1] == '\r' ? after - 1 : after;
    cell.append(close + 1, rest_end);
    fields_.emplace_back(cell);
    return after;
}

CsvReader::Step CsvReader::next() {
    while (at_ != end_ && (*at_ == '\n' || (*at_ == '\r' && at_ + 1 != end_ && at_[1] == '\n')))
        at_ += *at_ == '\r' ? 2 : 1;
    if (at_ == end_) return refuse(Step::end);
    fields_.clear();
    const char* start = at_;
    const char* limit = static_cast<std::size_t>(end_ - start) > max_record_
                            ? start + static_cast<std::ptrdiff_t>(max_record_)
                            : end_;
    const char* at = start;
    for (;;) {
        Step failed = Step::record;
        const char* after = at != end_ && *at == quotation_mark ? quoted(at, failed) : nullptr;
        if (failed != Step::record) return refuse(failed);
        if (after) {
            at = after;
        } else {
            const char* stop = cell_end(at, limit, delimiter_);
            if (stop == limit && limit != end_ && *limit != '\n') return refuse(Step::record_too_long);
            fields_.emplace_back(at, static_cast<std::size_t>(stop - at));
            at = stop;
        }
        if (at == end_ || *at == '\n') break;
        ++at;
        if (at > limit) return refuse(Step::record_too_long);
    }
    std::string_view& last = fields_.back();
    if (last.ends_with('\r') && last.data() + last.size() == at) last.remove_suffix(1);
    record_ = {start, static_cast<std::size_t>(at - start)};
    if (record_.ends_with('\r')) record_.remove_suffix(1);
    at_ = at == end_ ? at : at + 1;
    ++number_;
    if (titles_) titles_ = number_ < most_titles && !may_be_header(fields_);
    return Step::record;
}

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Those outside quotation marks that are no decimal commas.
std::ptrdiff_t separators(std::string_view line, char delimiter) {
    std::ptrdiff_t found = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == quotation_mark) quoted = !quoted;
        if (line[i] != delimiter || quoted) continue;
        const bool decimal =
            delimiter == ',' && i > 0 && i + 1 < line.size() && is_digit(line[i - 1]) && is_digit(line[i + 1]);
        if (!decimal) ++found;
    }
    return found;
}

}

char guess_delimiter(std::string_view text) {
    char best = ',';
    std::ptrdiff_t most = 0;
    for (int i = 0; i < most_titles && !text.empty(); ++i) {
        const std::string_view line = text.substr(0, text.find('\n'));
        for (char candidate : {',', ';', '\t'})
            if (const auto found = separators(line, candidate); found > most) {
                most = found;
                best = candidate;
            }
        text.remove_prefix(std::min(text.size(), line.size() + 1));
    }
    return best;
}

}
