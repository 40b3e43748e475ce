// tarn similar: the schools most like one school on a day, why, and how far that can be relied on.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analytics/similar.hpp"
#include "app/commands.hpp"
#include "app/database_option.hpp"
#include "app/refusals.hpp"
#include "evidence/evidence.hpp"

namespace tarn::app {
namespace {

using analytics::Trait;
using nlohmann::json;

struct SimilarArguments {
    std::string address, urn, as_at, format = "table";
    std::size_t count = analytics::similar_count;
};

/// What was asked, found in the picture of the day.
struct Answer {
    std::shared_ptr<const analytics::Snapshot> snapshot;
    analytics::Population population;
    analytics::SimilarSchools similar;
    std::uint32_t member = 0;
    Date as_at;

    const analytics::School& school(std::uint32_t of) const {
        return snapshot->schools[population.school(of)];
    }
    const analytics::PhaseMetric& metric() const { return *similar.metric(population.phase(member)); }
};

Answer find(const SimilarArguments& arguments) {
    const auto urn = Urn::parse(arguments.urn);
    if (!urn) throw CLI::ValidationError("--urn must be the school's number of five or six digits");
    const auto as_at =
        arguments.as_at.empty() ? std::optional{SystemClock{}.today()} : Date::parse_iso(arguments.as_at);
    if (!as_at) throw CLI::ValidationError("--as-at must be a date such as 2020-09-01");
    const auto database = open_for_answers(arguments.address);
    const auto snapshot = evidence::snapshot(*database->read(), *as_at);
    analytics::Population population{*snapshot, *as_at};
    const auto schools = population.schools();
    const auto wanted = snapshot->find(*urn);
    const auto at = wanted ? std::lower_bound(schools.begin(), schools.end(), *wanted) : schools.end();
    if (at == schools.end() || *at != *wanted)
        reject(urn->text() + " was no open state-funded school on that day.");
    const auto member = static_cast<std::uint32_t>(at - schools.begin());
    analytics::SimilarSchools similar{*snapshot, population, *as_at, {.count = arguments.count}};
    if (similar.missing(member) == analytics::Missing::not_applicable)
        reject(fmt::format("Its phase has too few schools to find {} that are similar.", arguments.count));
    if (similar.of(member).empty()) reject(std::string{missing_sentence(similar.missing(member))});
    return {snapshot, std::move(population), std::move(similar), member, *as_at};
}

std::string shown(const analytics::TraitFacts& fact, const analytics::TraitValue& value) {
    if (!value) return std::string{missing_code(value.missing)};
    if (fact.scale == analytics::Scale::yes_no) return value.value > 0 ? "yes" : "no";
    return fmt::format("{:.{}f}", value.value, fact.unit.empty() ? 0 : 1);
}

void print_row(const Answer& answer, std::uint32_t of) {
    const auto& school = answer.school(of);
    const auto& similar = answer.similar;
    const std::string distance =
        of == answer.member ? "" : fmt::format("{:.2f}", similar.distance(answer.member, of));
    const bool far = of != answer.member && similar.is_far(answer.member, of);
    fmt::print("{:<6}  {:<40.40}  {:>3}  {:>8}  {:<3}", school.urn.value, school.name,
               school.authority.text(), distance, far ? "far" : "");
    for (const auto& fact : analytics::all_traits())
        if (answer.metric().uses(fact.trait))
            fmt::print("  {:>11.11}", shown(fact, similar.traits(of)[static_cast<std::size_t>(fact.trait)]));
    fmt::print("\n");
}

void print_table(const Answer& answer) {
    const auto& similar = answer.similar;
    const auto phase = answer.population.phase(answer.member);
    fmt::print("Census {}. {} schools of the phase have every figure. far: beyond {:.2f}.{}\n",
               similar.period(), answer.metric().complete(), similar.far_from(phase),
               similar.is_thin(answer.member) ? " Few schools are like it." : "");
    fmt::print("{:<6}  {:<40}  {:>3}  {:>8}  {:<3}", "URN", "Name", "LA", "distance", "");
    for (const auto& fact : analytics::all_traits())
        if (answer.metric().uses(fact.trait)) fmt::print("  {:>11.11}", fact.code);
    fmt::print("\n");
    print_row(answer, answer.member);
    for (const std::uint32_t other : similar.of(answer.member)) print_row(answer, other);
}

json identity(const analytics::School& school) {
    return {{"urn", school.urn.value}, {"name", school.name}, {"authority", school.authority.text()}};
}

json value_of(const analytics::TraitValue& value) {
    if (value) return value.value;
    return {{"missing", missing_code(value.missing)}};
}

json neighbour(const Answer& answer, std::uint32_t other) {
    const auto comparison = answer.similar.compare(answer.member, other);
    json one = identity(answer.school(other));
    one["distance"] = comparison.distance;
    one["low_confidence"] = answer.similar.is_far(answer.member, other);
    for (const auto& difference : comparison.differences)
        one["why"].push_back({{"trait", facts_of(difference.trait).code},
                              {"this_school", value_of(difference.one)},
                              {"that_school", value_of(difference.other)},
                              {"share_of_squared_distance", difference.share}});
    return one;
}

void print_json(const Answer& answer) {
    const auto& similar = answer.similar;
    const auto phase = answer.population.phase(answer.member);
    json out = identity(answer.school(answer.member));
    out["as_at"] = answer.as_at.iso();
    out["census"] = similar.period();
    out["phase"] = phase_code(phase);
    out["schools_with_every_figure"] = answer.metric().complete();
    out["shrinkage"] = answer.metric().shrinkage();
    out["low_confidence_beyond"] = similar.far_from(phase);
    out["usual_reach"] = similar.usual_reach(phase);
    out["thin_neighbourhood"] = similar.is_thin(answer.member);
    for (const std::uint32_t other : similar.of(answer.member))
        out["similar"].push_back(neighbour(answer, other));
    fmt::print("{}\n", out.dump(1));
}

}

void add_similar_command(CLI::App& tarn) {
    auto arguments = std::make_shared<SimilarArguments>();
    CLI::App* command = tarn.add_subcommand(
        "similar", "List the schools most like one school: same phase, before anything is said of results");
    add_database_option(*command, arguments->address);
    command->add_option("--urn", arguments->urn, "The school's number, five or six digits")->required();
    command->add_option("--k", arguments->count, "How many; 30 when left out, as ratings use")
        ->check(CLI::Range(1, 500));
    command->add_option("--as-at", arguments->as_at,
                        "Only what was known on this day counts (2020-09-01); today when left out");
    command->add_option("--format", arguments->format, "table, or json with the reasons of every distance")
        ->check(CLI::IsMember({"table", "json"}));
    command->callback([arguments] {
        const Answer answer = find(*arguments);
        arguments->format == "json" ? print_json(answer) : print_table(answer);
    });
}

}
