#include "analytics/snapshot.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace tarn::analytics {
namespace {

struct MissingText {
    std::string_view code;
    std::string_view sentence;
};
constexpr std::array<MissingText, 13> missing_texts{{
    {"none", ""},
    {"suppressed", "Withheld because it describes a small number of pupils."},
    {"not_published", "Not published for this school."},
    {"not_applicable", "Does not apply to this school."},
    {"low_coverage", "Too few of the pupils could be included for a fair figure."},
    {"new_school", "The school was too new."},
    {"low", "More than zero, but rounds to zero."},
    {"not_inspected", "No graded inspection is known."},
    {"blank", "The published file has an empty cell and does not say why."},
    {"not_in_release", "The school is not in the published file."},
    {"no_release", "No figures had been published by this date."},
    {"stale", "The latest figures are too old to count."},
    {"no_cohort", "How many pupils stand behind the figure is not known, so it cannot be weighed."},
}};

struct PhaseText {
    std::string_view code;
    std::string_view title;
};
constexpr std::array<PhaseText, 11> phase_texts{{
    {"nursery", "Nursery"},
    {"infant", "Infant"},
    {"junior", "Junior"},
    {"primary", "Primary"},
    {"middle", "Middle"},
    {"secondary", "Secondary"},
    {"all_through", "All-through"},
    {"special", "Special"},
    {"alternative", "Alternative provision"},
    {"sixteen_plus", "16 plus"},
    {"unknown", "Not known"},
}};

}

std::string_view missing_code(Missing missing) {
    return missing_texts[static_cast<std::size_t>(missing)].code;
}
std::string_view missing_sentence(Missing missing) {
    return missing_texts[static_cast<std::size_t>(missing)].sentence;
}
std::string_view phase_code(Phase phase) {
    return phase_texts[static_cast<std::size_t>(phase)].code;
}
std::string_view phase_title(Phase phase) {
    return phase_texts[static_cast<std::size_t>(phase)].title;
}

std::optional<Phase> parse_phase(std::string_view code) {
    for (std::size_t i = 0; i < phase_texts.size(); ++i)
        if (phase_texts[i].code == code) return static_cast<Phase>(i);
    return std::nullopt;
}

std::optional<SchoolIndex> Snapshot::find(Urn urn) const {
    const auto at = std::lower_bound(schools.begin(), schools.end(), urn,
                                     [](const School& school, Urn wanted) { return school.urn < wanted; });
    if (at == schools.end() || at->urn != urn) return std::nullopt;
    return static_cast<SchoolIndex>(at - schools.begin());
}

namespace {

std::span<const Series> range_of(std::span<const Series> series, std::string_view measure) {
    const auto begin =
        std::lower_bound(series.begin(), series.end(), measure,
                         [](const Series& s, std::string_view wanted) { return s.measure < wanted; });
    auto end = begin;
    while (end != series.end() && end->measure == measure) ++end;
    return {begin, end};
}

template <class T>
std::span<const T> entries_of(const SharedList<T>& all, SchoolIndex school) {
    const auto begin = std::lower_bound(all.begin(), all.end(), school,
                                        [](const T& one, SchoolIndex wanted) { return one.school < wanted; });
    auto end = begin;
    while (end != all.end() && end->school == school) ++end;
    return {begin, end};
}

}

std::span<const ReportCard> Snapshot::report_cards_of(SchoolIndex school) const {
    return entries_of<ReportCard>(report_cards, school);
}

std::span<const CategoryListed> Snapshot::categories_of(SchoolIndex school) const {
    return entries_of<CategoryListed>(categories, school);
}

std::span<const Series> Snapshot::of_measure(std::string_view measure) const {
    return range_of({series.data(), series.size()}, measure);
}

std::optional<std::size_t> View::place(std::uint32_t number, SchoolIndex school) const {
    if (!is_own(number)) return school;
    const auto at = std::lower_bound(own_->schools.begin(), own_->schools.end(), school);
    if (at == own_->schools.end() || *at != school) return std::nullopt;
    return static_cast<std::size_t>(at - own_->schools.begin());
}

std::vector<std::uint32_t> View::of_measure(std::string_view measure) const {
    std::vector<std::uint32_t> numbers;
    const auto add = [&](std::span<const Series> all, std::size_t first) {
        for (const Series& one : range_of(all, measure))
            numbers.push_back(
                static_cast<std::uint32_t>(first + static_cast<std::size_t>(&one - all.data())));
    };
    add({published_->series.data(), published_->series.size()}, 0);
    const std::size_t published = numbers.size();
    if (own_) add(own_->series, published_->series.size());
    if (numbers.size() == published) return numbers;
    std::stable_sort(numbers.begin(), numbers.end(), [this](std::uint32_t a, std::uint32_t b) {
        const Series &x = series(a), &y = series(b);
        return std::tie(x.period, x.precedence, y.release) < std::tie(y.period, y.precedence, x.release);
    });
    return numbers;
}

std::string_view public_name(std::string_view release_title) {
    const auto file = release_title.rfind(" (");
    const bool named = file != std::string_view::npos && release_title.ends_with(')');
    return named ? release_title.substr(0, file) : release_title;
}

std::string_view Snapshot::release_title(ReleaseId id) const {
    const auto at =
        std::lower_bound(releases.begin(), releases.end(), id,
                         [](const Release& release, ReleaseId wanted) { return release.id < wanted; });
    return at != releases.end() && at->id == id ? std::string_view{at->title} : std::string_view{};
}

}
