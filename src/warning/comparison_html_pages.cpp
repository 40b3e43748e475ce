// A model beside the one in force, on the page of models.
#include <algorithm>
#include <fmt/format.h>

#include "feature_kit/act.hpp"
#include "warning/comparison_store.hpp"
#include "warning/handlers_pages.hpp"

namespace tarn::warning {
namespace {

std::string heading_of(ModelId id, ModelId current) {
    return fmt::format("Model {}{}", id.value, id == current ? ", in force" : "");
}

Html question_table(const ModelComparison& comparison, engine::Question question, ModelId current) {
    const engine::PairedFigures& pair = comparison.of(question);
    page_kit::DataTable table{
        .id = "compared-" + std::string{question_code(question)},
        .caption = fmt::format("{}: {} of {} schools", question_title(question),
                               page_kit::with_thousands(static_cast<long>(pair.first.events)),
                               page_kit::with_thousands(static_cast<long>(pair.first.n))),
        // What it says first: a phone shows two columns, and the numbers bear it out.
        .columns = {{.heading = "Figure, with 95% interval"},
                    {.heading = "What it says"},
                    {.heading = fmt::format("Model {} less model {}", comparison.model.model.value,
                                            comparison.with.model.value)},
                    {.heading = heading_of(comparison.model.model, current)},
                    {.heading = heading_of(comparison.with.model, current)}},
        .compact = true};
    for (const ComparedFigure& figure : compared_figures())
        table.rows.push_back({std::string{figure.title}, verdict_words(figure.verdict(pair), comparison),
                              difference_words(figure, pair.difference.*figure.which),
                              value_words(figure, pair.first.*figure.which),
                              value_words(figure, pair.second.*figure.which)});
    return page_kit::data_table(table);
}

Html result_html(const StoredComparison& stored, ModelId current) {
    const ModelComparison& comparison = stored.comparison;
    return page_kit::paragraph(summary_words(comparison)) +
           page_kit::paragraph(fmt::format(
               "Both were asked about the same schools on {}, and judged by the inspections from that day to "
               "{}. Compared on {}.",
               comparison.from.display(), comparison.to.display(), day_of(stored.at))) +
           page_kit::bullet_list({contender_words(comparison.model), contender_words(comparison.with)}) +
           question_table(comparison, engine::Question::event, current) +
           question_table(comparison, engine::Question::outcome, current);
}

/// The model asked for in the address, else the newest that has been compared with the one in force.
std::optional<StoredComparison> chosen(kit::Act& act, const std::vector<ModelFacts>& all, ModelId current) {
    const auto asked = parse_identifier(act.request.query_value("model").value_or(""));
    for (const ModelFacts& one : all)
        if (one.id != current && (!asked || one.id == ModelId{*asked}))
            if (auto found = find_comparison(act.db, one.id, current)) return found;
    return std::nullopt;
}

Html compare_form(const kit::Act& act, const std::vector<ModelFacts>& all, ModelId current,
                  const page_kit::FieldErrors& errors) {
    page_kit::Choices choices{
        .name = "compared",
        .fieldset =
            page_kit::Fieldset{.legend = {.content = "Which model should be compared with the one in force?",
                                          .classes = "govuk-fieldset__legend--s"}},
        .hint = {.content = "Both are judged by the last 14 months whose inspections are listed completely."},
        .error = page_kit::error_for(errors, "compared"),
        .values = {act.typed("compared")}};
    for (const auto& one : all)
        if (one.id != current && one.readable)
            choices.items.push_back({.value = std::to_string(one.id.value), .text = model_words(one)});
    const bool readable = std::any_of(
        all.begin(), all.end(), [&](const ModelFacts& one) { return one.id == current && one.readable; });
    if (choices.items.empty() || !readable) return {};
    return page_kit::form(comparisons_href, act.csrf,
                          page_kit::radios(choices) + page_kit::button({.content = "Compare",
                                                                        .classes = "govuk-button--secondary",
                                                                        .prevent_double_click = true}));
}

}

Html comparison_html(kit::Act& act, const std::vector<ModelFacts>& all, const std::optional<ModelId>& current,
                     const page_kit::FieldErrors& errors) {
    if (!current || all.size() < 2) return {};
    Html html = page_kit::heading(2, "Compare with the model in force");
    if (const auto stored = chosen(act, all, *current))
        html += result_html(*stored, *current);
    else
        html += page_kit::paragraph("It has not been compared with another model yet.");
    return html + compare_form(act, all, *current, errors);
}

}
