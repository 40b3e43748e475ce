// For data officers: fit anew, compare with the one in force, put in force with a reason.
#include <algorithm>
#include <fmt/format.h>

#include "feature_kit/act.hpp"
#include "feature_kit/job_page.hpp"
#include "people/people.hpp"
#include "warning/handlers_pages.hpp"
#include "warning/warning_store.hpp"

namespace tarn::warning {
namespace {

std::string fitting_href(JobId id) {
    return fmt::format("/early-warning/models/fittings/{}", id.value);
}

Html list_html(const std::vector<ModelFacts>& all, const std::optional<ModelId>& current) {
    page_kit::DataTable table{.id = "models",
                              .caption = "Models",
                              .columns = {{.heading = "Model"},
                                          {.heading = "Fitted on"},
                                          {.heading = "Inspections up to"},
                                          {.heading = "Releases", .numeric = true},
                                          {.heading = "SHA-256"}},
                              .empty_sentence = "No model has been fitted yet."};
    for (const auto& one : all)
        table.rows.push_back({fmt::format("Model {}{}{}", one.id.value, one.id == current ? ", in force" : "",
                                          one.readable ? "" : ", of another version: it cannot be used"),
                              day_of(one.fitted_at), one.fit_to.display(),
                              std::to_string(one.releases.size()), one.checksum.substr(0, 12)});
    return page_kit::data_table(table);
}

/// Who works for another authority is not told.
std::string name_of(kit::Act& act, PersonId id) {
    const auto grants = people::grants_of(act.db, id);
    const bool here = std::any_of(grants.begin(), grants.end(), [&](const people::Grant& grant) {
        return grant.authority == act.viewer.authority();
    });
    const auto person = here ? people::find_person(act.db, id) : std::nullopt;
    return person ? person->name : "A data officer of another authority";
}

Html log_html(kit::Act& act) {
    page_kit::DataTable table{
        .id = "promotions",
        .caption = "Models used so far",
        .columns = {{.heading = "On"}, {.heading = "Model"}, {.heading = "Why"}, {.heading = "By"}},
        .empty_sentence = "No model has been put in force yet."};
    for (const auto& one : promotions(act.db)) {
        table.rows.push_back({day_of(one.at), fmt::format("Model {}", one.model.value), one.reason,
                              one.by ? name_of(act, *one.by) : std::string{"Command line"}});
    }
    return page_kit::data_table(table);
}

Html promote_form(const kit::Act& act, const std::vector<ModelFacts>& all,
                  const std::optional<ModelId>& current, const page_kit::FieldErrors& errors) {
    page_kit::Choices choices{
        .name = "model",
        .fieldset = page_kit::Fieldset{.legend = {.content = "Which model should be used from now on?",
                                                  .classes = "govuk-fieldset__legend--s"}},
        .hint = {.content = "To go back, choose the earlier one again."},
        .error = page_kit::error_for(errors, "model"),
        .values = {act.typed("model")}};
    for (const auto& one : all)
        if (one.id != current && one.readable)
            choices.items.push_back({.value = std::to_string(one.id.value), .text = model_words(one)});
    if (choices.items.empty()) return {};
    return page_kit::heading(2, "Put a model in force") +
           page_kit::form(
               "/early-warning/promotions", act.csrf,
               page_kit::radios(choices) +
                   page_kit::textarea({.name = "reason",
                                       .label = {.content = "Why this one?", .classes = "govuk-label--s"},
                                       .hint = {.content = "Kept with your name and the day."},
                                       .error = page_kit::error_for(errors, "reason"),
                                       .value = act.typed("reason")}) +
                   page_kit::button({.content = "Put in force", .prevent_double_click = true}));
}

Html fit_form(const kit::Act& act) {
    return page_kit::heading(2, "Make a new model") +
           page_kit::paragraph(
               "Makes a model from all imported data and compares it with the current one. It is not used "
               "until you choose it.") +
           page_kit::form("/early-warning/models", act.csrf,
                          page_kit::button({.content = "Fit a model",
                                            .classes = "govuk-button--secondary",
                                            .prevent_double_click = true}));
}

Html begun(kit::Act& act) {
    std::vector<page_kit::Content> items;
    for (const auto& job : jobs::recent(act.db, act.viewer.person(), 20))
        if (is_of_warning(job) && items.size() < 3)
            items.emplace_back(page_kit::link_to(fitting_href(job.id),
                                                 fmt::format("{}, {}", job.subject, day_of(job.asked))));
    return items.empty() ? Html{} : page_kit::heading(2, "Begun by you") + page_kit::bullet_list(items);
}

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
        .columns = {{.heading = "Figure, with its likely range"},
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
        .hint = {.content = "Both are tested on the last 14 months with complete inspection data."},
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

/// The comparison asked for, and the form to ask for another; empty where there is nothing to compare.
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

web::Response show(kit::Act& act, const page_kit::FieldErrors& errors) {
    const auto all = models(act.db);
    const auto current = current_model(act.db);
    Html html = current_is_of_another_form(act.db) ? no_model(act) : Html{};
    html += list_html(all, current);
    html += comparison_html(act, all, current, errors) + promote_form(act, all, current, errors);
    return kit::respond(act,
                        {.title = "Early-warning models",
                         .caption = "One model is used for every authority here",
                         .back_href = accuracy_href,
                         .errors = errors,
                         .wide = true},
                        html + fit_form(act) + begun(act) + log_html(act));
}

}

web::Response models_page(Runs&, kit::Act& act) {
    return show(act, {});
}

web::Response promote_post(Runs&, kit::Act& act) {
    const auto id = parse_identifier(act.typed("model"));
    page_kit::FieldErrors errors;
    if (!id) errors.push_back({"model", "Choose the model to use"});
    if (act.typed("reason").empty()) errors.push_back({"reason", "Enter why this model should be used"});
    if (!errors.empty()) return show(act, errors);
    const auto done =
        promote(*act.writer, ModelId{*id}, act.viewer.person(), act.typed("reason"), act.clock.now());
    if (!done) return show(act, {{"model", done.error().message}});
    act.record("warning.promoted", fmt::format("warning-model:{}", *id));
    return web::Response::redirect(models_href);
}

web::Response fit_post(const Wake& wake, kit::Act& act) {
    const auto job = ask_fit(*act.writer, act.viewer, act.clock.now());
    if (!job) return kit::refused(act, job.error().message);
    act.record("warning.fit.asked", fmt::format("job:{}", job->value));
    act.writer->after_commit(wake);
    return web::Response::redirect(fitting_href(*job));
}

web::Response compare_post(Runs&, const Wake& wake, kit::Act& act) {
    const auto id = parse_identifier(act.typed("compared"));
    if (!id) return show(act, {{"compared", "Choose the model to compare"}});
    const auto job = ask_comparison(*act.writer, act.viewer, ModelId{*id}, act.clock.now());
    if (!job) return show(act, {{"compared", job.error().message}});
    act.record("warning.comparison.asked", fmt::format("warning-model:{}", *id));
    act.writer->after_commit(wake);
    return web::Response::redirect(fitting_href(*job));
}

web::Response fitting_page(Runs&, kit::Act& act) {
    const auto id = parse_identifier(act.request.parameter("fitting").value_or(""));
    const auto job = id ? jobs::find(act.db, {*id}) : std::nullopt;
    if (!job || !is_of_warning(*job) || job->asked_by != act.viewer.person())
        return kit::not_found(act, "There is no such work of yours.");
    const auto model = model_of(*job);
    Html finished;
    if (model)
        finished = page_kit::paragraph(
            page_kit::link_to(fmt::format("{}?model={}", models_href, model->value),
                              fmt::format("Model {} compared with the current model", model->value)));
    return kit::job_page(act, *job, {.title = "Early-warning models", .back_href = models_href}, finished);
}

}
