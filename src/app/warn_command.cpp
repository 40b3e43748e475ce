// tarn warn: fit, list, promote and score with the early-warning model.
#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/database_option.hpp"
#include "app/warn_arguments.hpp"
#include "base/clock.hpp"
#include "evidence/evidence.hpp"
#include "warning/warning.hpp"
#include "warning/warning_store.hpp"

namespace tarn::app {
namespace {

namespace engine = warning::engine;

void fit_model(const WarnArguments& arguments) {
    const auto database = open_for_answers(arguments.address);
    std::optional<warning::Fitted> fitted;
    {
        const auto db = database->read();
        const Date today = SystemClock{}.today();
        const auto snapshot =
            evidence::snapshot(*db, arguments.fit_to.empty() ? today : date_of(arguments.fit_to, "--fit-to"));
        const Date fit_to = arguments.fit_to.empty() ? engine::Histories{*snapshot}.complete_to()
                                                     : date_of(arguments.fit_to, "--fit-to");
        auto result = warning::fit(*db, *snapshot, {.fit_to = fit_to, .lag = {arguments.late}});
        if (!result) reject(result.error().message);
        fitted = std::move(result).value();
    }
    const auto db = database->write();
    const Instant now = SystemClock{}.now();
    const auto id = warning::keep(*db, *fitted, now);
    if (arguments.promote || !warning::current_model(*db)) {
        const auto promoted = warning::promote(
            *db, id, std::nullopt, arguments.reason.empty() ? "The first model." : arguments.reason, now);
        if (!promoted) reject(promoted.error().message);
    }
    db->commit();
    fmt::print(
        "Model {}, fitted to {} on {} inspections ({} less than good) and {} rows of schools ({} events) "
        "from {} releases.\n",
        id.value, fitted->model.fit_to.iso(), fitted->model.outcome_rows, fitted->model.outcome_events,
        fitted->model.event_rows, fitted->model.event_events, fitted->releases.size());
    if (const auto& test = fitted->back_test; test && test->event.auc)
        fmt::print(
            "Tried on {} to {} without having seen it: AUC {:.3f}, {:.1f} % of events in the top 10 %.\n",
            test->from.iso(), test->to.iso(), test->event.auc->value, test->event.top_tenth->value * 100);
    if (fitted->comparison && fitted->comparison->with.model != id) {
        warning::ModelComparison comparison = *fitted->comparison;
        comparison.model.model = id;
        fmt::print("{}\n", warning::summary_words(comparison));
    }
}

void list_models(const WarnArguments& arguments) {
    const auto database = open_for_answers(arguments.address);
    const auto db = database->read();
    const auto current = warning::current_model(*db);
    for (const auto& one : warning::models(*db))
        fmt::print("{:>4}  {}  fitted to {}  {}  {} releases{}\n", one.id.value, one.checksum.substr(0, 16),
                   one.fit_to.iso(), iso(one.fitted_at), one.releases.size(),
                   current == one.id ? "  in force" : "");
}

void promote_model(const WarnArguments& arguments) {
    const auto database = open_for_answers(arguments.address);
    const auto db = database->write();
    const auto done = warning::promote(*db, warning::ModelId{arguments.model}, std::nullopt, arguments.reason,
                                       SystemClock{}.now());
    if (!done) reject(done.error().message);
    db->commit();
}

void score_schools(const WarnArguments& arguments) {
    warning::ScoreRequest request;
    request.as_at = arguments.as_at.empty() ? SystemClock{}.today() : date_of(arguments.as_at, "--as-at");
    if (!arguments.all) {
        request.authority = AuthorityCode::parse(arguments.authority);
        if (!request.authority) usage("--authority must be a three-digit code such as 888, or give --all");
    }
    const auto database = open_for_answers(arguments.address);
    const auto db = database->read();
    const auto id =
        arguments.model ? std::optional{warning::ModelId{arguments.model}} : warning::current_model(*db);
    if (!id) reject("No model is in force. Fit one with 'tarn warn fit'.");
    const auto stored = warning::load_model(*db, *id);
    if (!stored)
        reject("There is no such model, or it was fitted by another version. Fit one with 'tarn warn fit'.");
    const auto run = warning::score(evidence::snapshot(*db, request.as_at), stored, request);
    if (!run) reject(run.error().message);
    print(arguments.format == "json" ? warning::to_json(*run) : warning::to_table(*run));
}

}

void add_warn_command(CLI::App& tarn) {
    static WarnArguments arguments;
    CLI::App* warn = tarn.add_subcommand("warn", "Early warning: fit, score and evaluate");
    warn->require_subcommand(1);
    CLI::App* fit = warn_subcommand(*warn, arguments, "fit", "Fit a model and keep it", fit_model);
    fit->add_option("--fit-to", arguments.fit_to,
                    "Last day whose outcomes it learns from; as far as they are complete when left out");
    fit->add_flag("--promote", arguments.promote, "Let it speak from now on");
    fit->add_option("--reason", arguments.reason, "Why it should");
    add_late(*fit, arguments);
    warn_subcommand(*warn, arguments, "models", "List the models that are kept", list_models);
    CLI::App* promote =
        warn_subcommand(*warn, arguments, "promote", "Let a kept model speak from now on", promote_model);
    promote->add_option("--model", arguments.model, "Its number")->required();
    promote->add_option("--reason", arguments.reason, "Why")->required();
    CLI::App* score = warn_subcommand(*warn, arguments, "score",
                                      "The schools of an authority by their chance of being "
                                      "judged less than good within 14 months",
                                      score_schools);
    auto* authority =
        score->add_option("--authority", arguments.authority, "Three-digit code: 888 is Lancashire");
    score->add_flag("--all", arguments.all, "All authorities of England")->excludes(authority);
    score->add_option("--as-at", arguments.as_at,
                      "Only what was known on this day counts; today when left out");
    score->add_option("--model", arguments.model, "A model's number; the one in force when left out");
    add_format(*score, arguments);
    add_warn_trials(*warn, arguments);
}

}
