// Early warning for every school with a graded inspection in a database, against the sum of the terms that
// explain each school, one school at a time, in the same run. Exit status 1 where the two differ by more than
// rounding, or where scoring takes more than 50 ms.
//
//     build/release/bench/warning_bench sqlite:FILE [DAY]      FILE as `tarn import` left it
#include <chrono>
#include <cmath>
#include <ctime>
#include <fmt/format.h>

#include "analytics/warning/model.hpp"
#include "evidence/evidence.hpp"
#include "platform/storage/storage.hpp"

namespace {

using namespace tarn;
namespace engine = analytics::warning;

constexpr int rounds = 7;
constexpr double limit_ms = 50;

struct Spent {
    double wall = 1e18, processor = 1e18;  ///< ms, of the best round
};

template <class Work>
Spent best(const Work& work) {
    Spent spent;
    for (int round = 0; round < rounds; ++round) {
        const auto began = std::chrono::steady_clock::now();
        const auto clock = std::clock();
        work();
        spent.processor =
            std::min(spent.processor, 1000.0 * static_cast<double>(std::clock() - clock) / CLOCKS_PER_SEC);
        spent.wall = std::min(
            spent.wall,
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count());
    }
    return spent;
}

/// What a page that explains a school does, for all of them.
std::vector<double> by_terms(const engine::Shapes& shapes, const engine::Scored& scored) {
    std::vector<double> sums;
    std::vector<std::uint8_t> bins(engine::feature_count);
    for (std::size_t row = 0; row < scored.schools.size(); ++row) {
        for (std::size_t feature = 0; feature < bins.size(); ++feature)
            bins[feature] = scored.bins.codes[feature][row];
        double sum = shapes.base;
        for (const double term : shapes.terms(bins)) sum += term;
        sums.push_back(sum);
    }
    return sums;
}

int run(const std::string& address, Date day) {
    const auto database = storage::Database::open(address);
    const auto db = database->read();
    const auto snapshot = evidence::snapshot(*db, day);
    const engine::Histories histories{*snapshot};
    const auto model =
        engine::fit(*snapshot, histories, {.fit_to = std::min(day - 1, histories.complete_to()), .lag = {}});
    if (!model) {
        fmt::print(stderr, "warning_bench: {}\n", model.error().message);
        return 1;
    }
    const engine::FeatureRequest asked{.day = day};
    engine::Scored scored;
    const Spent whole = best([&] { scored = engine::score(*model, *snapshot, histories, asked); });
    engine::Matrix facts;
    const Spent known = best([&] { facts = engine::features(*snapshot, histories, asked); });
    std::vector<double> sums;
    const Spent each = best([&] { sums = by_terms(model->event, scored); });
    double apart = 0;
    for (std::size_t row = 0; row < sums.size(); ++row)
        apart = std::max(apart, std::abs(sums[row] - scored.event[row]));
    fmt::print("{} schools with a graded inspection, best of {}\n", scored.schools.size(), rounds);
    fmt::print("facts known on the day and both scores {:6.1f} ms ({:.1f} of processors)\n", whole.wall,
               whole.processor);
    fmt::print("of these the facts                     {:6.1f} ms ({:.1f} of processors)\n", known.wall,
               known.processor);
    fmt::print("one score as the sum of explained terms{:6.1f} ms ({:.1f} of processors)\n", each.wall,
               each.processor);
    fmt::print("greatest difference {:.1e}; terms over scores {:.1f}\n", apart,
               each.wall / std::max(whole.wall - known.wall, 1e-3));
    return apart > 1e-9 || whole.wall > limit_ms;
}

}

int main(int count, char** arguments) {
    if (count < 2) {
        fmt::print(stderr, "usage: warning_bench sqlite:FILE [DAY]\n");
        return 2;
    }
    const auto day = Date::parse_iso(count > 2 ? arguments[2] : "2020-09-01");
    if (!day) {
        fmt::print(stderr, "warning_bench: '{}' is not a day such as 2020-09-01\n", arguments[2]);
        return 2;
    }
    return run(arguments[1], *day);
}
