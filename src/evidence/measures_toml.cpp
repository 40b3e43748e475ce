// Reads schemes/measures.toml, the catalogue of what measures mean.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <stdexcept>
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include "embedded/tarn_evidence_data.hpp"
#include "evidence/evidence.hpp"

namespace tarn::evidence {
namespace {

constexpr std::array<std::string_view, 7> units{"percent", "points", "pupils", "pounds",
                                                "days",    "count",  "number"};
constexpr std::array<std::string_view, 4> samplings{"share", "mean", "whole", "unknown"};
constexpr std::array<std::string_view, 3> directions{"higher", "lower", "neither"};

template <std::size_t N>
std::size_t position(const std::array<std::string_view, N>& words, std::string_view word,
                     std::string_view code) {
    const auto at = std::find(words.begin(), words.end(), word);
    if (at == words.end())
        throw std::logic_error(fmt::format("measures.toml: {}: '{}' is not known", code, word));
    return static_cast<std::size_t>(at - words.begin());
}

Measure read_measure(const toml::table& table) {
    Measure measure;
    measure.code = table["code"].value_or(std::string{});
    measure.name = table["name"].value_or(std::string{});
    measure.meaning = table["meaning"].value_or(std::string{});
    measure.source = table["source"].value_or(std::string{});
    measure.unit = static_cast<Unit>(position(units, table["unit"].value_or(std::string{}), measure.code));
    measure.decimals = static_cast<int>(table["decimals"].value_or(std::int64_t{0}));
    measure.direction = static_cast<Direction>(
        position(directions, table["better"].value_or(std::string{"neither"}), measure.code));
    measure.level =
        table["level"].value_or(std::string{"school"}) == "authority" ? Level::authority : Level::school;
    measure.chance.pupil_sd = table["pupil_sd"].value_or(0.0);
    measure.chance.sampling = static_cast<analytics::Sampling>(
        position(samplings, table["chance"].value_or(std::string{"unknown"}), measure.code));
    if ((measure.chance.sampling == analytics::Sampling::mean) != (measure.chance.pupil_sd > 0))
        throw std::logic_error("measures.toml: " + measure.code +
                               ": a mean, and only a mean, needs pupil_sd");
    measure.progress_bands = table["progress_bands"].value_or(false);
    measure.in_snapshot = table["snapshot"].value_or(false);
    if (const auto* breaks = table["breaks"].as_array())
        for (const auto& node : *breaks) measure.breaks.push_back(node.value_or(std::string{}));
    if (const auto* phases = table["phases"].as_array())
        for (const auto& node : *phases) {
            const auto phase = analytics::parse_phase(node.value_or(std::string_view{}));
            if (!phase) throw std::logic_error("measures.toml: " + measure.code + ": no such phase");
            measure.phases.push_back(*phase);
        }
    if (measure.code.empty() || measure.name.empty() || measure.meaning.empty() || measure.source.empty())
        throw std::logic_error("measures.toml: a measure needs code, name, meaning and source: " +
                               measure.code);
    return measure;
}

}

std::vector<Measure> read_measure_catalogue() {
    std::vector<Measure> all;
    for (const data::EmbeddedFile& file : data::files()) {
        if (file.path != "measures.toml") continue;
        const toml::parse_result parsed = toml::parse(file.bytes);
        if (!parsed) throw std::logic_error(fmt::format("measures.toml: {}", parsed.error().description()));
        if (const auto* list = parsed.table()["measure"].as_array())
            for (const auto& node : *list)
                if (const auto* table = node.as_table()) all.push_back(read_measure(*table));
    }
    std::sort(all.begin(), all.end(), [](const Measure& a, const Measure& b) { return a.code < b.code; });
    return all;
}

}
