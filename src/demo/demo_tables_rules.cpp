#include "demo/demo_tables_rules.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "embedded/tarn_demo_tables.hpp"

namespace tarn::demo {
namespace {

/// Normal scores of the percentiles 1, 5, 25, 50, 75, 95, 99.
constexpr std::array<double, 7> scores = {-2.32635, -1.64485, -0.67449, 0, 0.67449, 1.64485, 2.32635};

std::string_view file(std::string_view name) {
    for (const auto& entry : tarn_demo_tables::files()) {
        if (entry.path == name) return entry.bytes;
    }
    throw std::logic_error("schemes/demo lacks " + std::string{name});
}

std::vector<std::string> cells(std::string_view line) {
    std::vector<std::string> found(1);
    for (const char c : line) {
        if (c == ',')
            found.emplace_back();
        else
            found.back() += c;
    }
    return found;
}

/// Rows below the comment and the header; these tables hold no quotes.
std::vector<std::vector<std::string>> rows(std::string_view name) {
    std::vector<std::vector<std::string>> found;
    std::string_view text = file(name);
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        if (end > 0 && text[0] != '#') found.push_back(cells(text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    found.erase(found.begin());
    return found;
}

double number(const std::string& text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return text.empty() || error != std::errc{} || end != text.data() + text.size() ? unknown : value;
}

Phase phase_of(const std::string& code) {
    const auto phase = analytics::parse_phase(code);
    if (!phase) throw std::logic_error("schemes/demo names no phase: " + code);
    return *phase;
}

/// Inspection tables know five remits; a school of another phase is inspected as one of them.
std::string remit(Phase phase) {
    switch (phase) {
        case Phase::nursery:
            return "nursery";
        case Phase::special:
            return "special";
        case Phase::alternative:
            return "alternative";
        case Phase::secondary:
        case Phase::all_through:
        case Phase::sixteen_plus:
            return "secondary";
        default:
            return "primary";
    }
}

}

double Marginal::at(double z) const {
    std::vector<std::pair<double, double>> known;
    for (std::size_t i = 0; i < cut.size(); ++i) {
        if (!std::isnan(cut[i])) known.emplace_back(scores[i], cut[i]);
    }
    z = std::clamp(z, -3.2, 3.2);
    auto upper = std::find_if(known.begin() + 1, known.end() - 1, [&](const auto& k) { return z < k.first; });
    const auto& [z0, v0] = *(upper - 1);
    const auto& [z1, v1] = *upper;
    return v0 + (v1 - v0) * (z - z0) / (z1 - z0);
}

const Tables& Tables::get() {
    static const Tables tables;
    return tables;
}

Tables::Tables() {
    for (const auto& row : rows("measures.csv")) {
        Marginal m{.mean = number(row[3]), .sd = number(row[4])};
        for (std::size_t i = 0; i < m.cut.size(); ++i) m.cut[i] = number(row[5 + i]);
        m.year_correlation = number(row[12]);
        m.variance_per_pupil = number(row[13]);
        m.drift = number(row[14]);
        m.cohort_share = number(row[15]);
        marginals_[{phase_of(row[0]), row[1]}] = m;
    }
    for (const auto& row : rows("correlations.csv")) {
        correlations_[{phase_of(row[0]), row[1], row[2]}] = number(row[4]);
        correlations_[{phase_of(row[0]), row[2], row[1]}] = number(row[4]);
    }
    for (const auto& row : rows("inspections.csv"))
        inspections_[{row[0], row[1], row[2], row[3]}] = number(row[5]);
    for (const auto& row : rows("years.csv")) {
        const auto yes = [&](std::size_t column) { return row[column] == "yes"; };
        years_[SchoolYear::parse(row[0]).value().start] = {
            yes(1),         yes(2),         yes(3),         yes(4),         number(row[5]),
            number(row[6]), number(row[7]), number(row[8]), number(row[9]), number(row[10])};
    }
}

const Marginal* Tables::marginal(Phase phase, std::string_view measure) const {
    const auto found = marginals_.find({phase, std::string{measure}});
    return found == marginals_.end() ? nullptr : &found->second;
}

double Tables::correlation(Phase phase, std::string_view a, std::string_view b) const {
    if (a == b) return 1;
    const auto found = correlations_.find({phase, std::string{a}, std::string{b}});
    return found == correlations_.end() ? 0 : found->second;
}

std::vector<double> Tables::factor(Phase phase, std::span<const std::string_view> measures) const {
    const std::size_t size = measures.size();
    std::vector<double> l(size * size, 0.0);
    for (std::size_t i = 0; i < size; ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            double sum = correlation(phase, measures[i], measures[j]);
            for (std::size_t k = 0; k < j; ++k) sum -= l[i * size + k] * l[j * size + k];
            // Correlations of pairs over different schools need not fit together exactly: a pivot is kept
            // positive.
            if (i == j)
                l[i * size + i] = std::sqrt(std::max(sum, 0.01));
            else
                l[i * size + j] = sum / l[j * size + j];
        }
        double length = 0;
        for (std::size_t j = 0; j <= i; ++j) length += l[i * size + j] * l[i * size + j];
        for (std::size_t j = 0; j <= i; ++j) l[i * size + j] /= std::sqrt(length);
    }
    return l;
}

Grades Tables::grades(const std::string& kind, Phase phase, const std::string& from) const {
    Grades shares{};
    for (int grade = 1; grade <= 4; ++grade) {
        const auto found = inspections_.find({kind, remit(phase), from, std::to_string(grade)});
        const auto other = inspections_.find({kind, "primary", from, std::to_string(grade)});
        shares[grade - 1] = found != inspections_.end()   ? found->second
                            : other != inspections_.end() ? other->second
                                                          : 0;
    }
    return shares;
}

Grades Tables::earlier_grades(Phase phase) const {
    return grades("previous", phase, "");
}
Grades Tables::grades_after(Phase phase, int grade) const {
    return grades("move", phase, std::to_string(grade));
}

Grades Tables::judgement(std::string_view name, int overall) const {
    Grades shares{};
    for (int grade = 1; grade <= 4; ++grade) {
        shares[grade - 1] = inspections_.at(
            {"judgement." + std::string{name}, "all", std::to_string(overall), std::to_string(grade)});
    }
    return shares;
}

int Tables::days_between(Phase phase, int grade, double u) const {
    constexpr std::array<int, 5> percent = {5, 25, 50, 75, 95};
    std::array<double, 5> days{};
    for (std::size_t i = 0; i < days.size(); ++i) {
        const auto at = [&](const std::string& where) {
            return inspections_.find(
                {"days_between", where, std::to_string(grade), std::to_string(percent[i])});
        };
        const auto own = at(remit(phase));
        days[i] = (own != inspections_.end() ? own : at("primary"))->second;
    }
    const auto upper = std::clamp<std::size_t>(u < 0.25 ? 1 : u < 0.5 ? 2 : u < 0.75 ? 3 : 4, 1, 4);
    const double low = percent[upper - 1] / 100.0, high = percent[upper] / 100.0;
    const double part = std::clamp((u - low) / (high - low), 0.0, 1.0);
    return static_cast<int>(days[upper - 1] + (days[upper] - days[upper - 1]) * part);
}

double Tables::share(std::string_view kind) const {
    return inspections_.at({std::string{kind}, "all", "", ""});
}

double Tables::grade_correlation(Phase phase, std::string_view measure) const {
    const auto found = inspections_.find({"grade_correlation", remit(phase), std::string{measure}, ""});
    return found == inspections_.end() ? 0 : found->second;
}

YearShape Tables::year(SchoolYear year) const {
    auto after = years_.upper_bound(year.start);
    if (after == years_.begin()) return after->second;
    return std::prev(after)->second;
}

Random stream(std::uint64_t seed, std::string_view purpose, std::int64_t key) {
    std::uint64_t mixed = 0xcbf29ce484222325ULL ^ seed;  // FNV-1a over the purpose, then the key
    for (const char c : purpose) mixed = (mixed ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    Random random{mixed ^ (static_cast<std::uint64_t>(key) * 0x9e3779b97f4a7c15ULL)};
    random.next();
    return random;
}

}
