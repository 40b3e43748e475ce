// tarn warn: fit, list, promote and score with the early-warning model; measure how often it is right;
// compare two.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <string>
#include <utility>

#include "app/commands.hpp"
#include "app/database_option.hpp"
#include "app/refusals.hpp"
#include "base/clock.hpp"
#include "base/date.hpp"
#include "base/regular_file.hpp"
#include "evidence/evidence.hpp"
#include "warning/warning.hpp"
#include "warning/warning_store.hpp"

namespace tarn::app {
namespace {

namespace engine = warning::engine;

struct WarnArguments {
    std::string address, authority, as_at, format = "table", reason;
    std::string fit_to, test_from, test_to, authorities, population;
    std::int64_t model = 0, with = 0;
    int samples = 200, late = 0;
    bool all = false, promote = false, no_breakdowns = false;
};

Date date_of(const std::string& text, const char* option) {
    const auto date = Date::parse_iso(text);
    if (!date) usage(fmt::format("{} must be a date such as 2018-12-12", option));
    return *date;
}
void print(const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
}

/// To stderr, so that what is written to stdout stays the answer alone.
void progress(const char* sentence) {
    std::fprintf(stderr, "%s\n", sentence);
}

void fit_model(const WarnArguments& arguments) {
    const auto database = open_for_answers(arguments.address);
    std::optional<warning::Fitted> fitted;
    {
        const auto db = database->read();
        const Date today = SystemClock{}.today();
        progress("Reading the evidence.");
        const auto snapshot =
            evidence::snapshot(*db, arguments.fit_to.empty() ? today : date_of(arguments.fit_to, "--fit-to"));
        const Date fit_to = arguments.fit_to.empty() ? engine::Histories{*snapshot}.complete_to()
                                                     : date_of(arguments.fit_to, "--fit-to");
        progress("Learning from inspections, then testing on those held back. This can take some minutes.");
        auto result = warning::fit(*db, *snapshot, {.fit_to = fit_to, .lag = {arguments.late}});
        if (!result) reject(result.error().message);
        fitted = std::move(result).value();
    }
    progress("Keeping the model.");
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

std::vector<AuthorityCode> authorities_of(const std::string& text) {
    std::string list = text;
    if (const auto why = not_a_file(text)) usage(*why);
    if (std::ifstream file{text}; !text.empty() && file)
        list.assign(std::istreambuf_iterator<char>{file}, {});
    for (char& c : list)
        if (c == '\n' || c == '\r' || c == ' ') c = ',';
    std::vector<AuthorityCode> codes;
    std::istringstream parts{list};
    for (std::string part; std::getline(parts, part, ',');) {
        if (part.empty()) continue;
        const auto code = AuthorityCode::parse(part);
        if (!code)
            usage("--authorities must be three-digit codes with commas between, or a file that holds them");
        codes.push_back(*code);
    }
    return codes;
}

std::vector<engine::Among> populations_of(const std::string& text) {
    if (text == "with-results") return {engine::Among::with_results};
    if (text == "every-graded") return {engine::Among::every_graded};
    return {engine::Among::with_results, engine::Among::every_graded};
}

engine::EvaluationRequest request_of(const WarnArguments& arguments) {
    engine::EvaluationRequest request;
    request.window = {date_of(arguments.fit_to, "--fit-to"), date_of(arguments.test_from, "--test-from"),
                      date_of(arguments.test_to, "--test-to")};
    request.authorities = authorities_of(arguments.authorities);
    request.samples = arguments.samples;
    request.lag = {arguments.late};
    request.breakdowns = !arguments.no_breakdowns;
    return request;
}

/// Fits on what was known on the first day of the window, and asks that model about each population.
void evaluate_model(const WarnArguments& arguments) {
    engine::EvaluationRequest request = request_of(arguments);
    std::shared_ptr<const analytics::Snapshot> snapshot;
    {
        const auto database = open_for_answers(arguments.address);
        const auto db = database->read();
        snapshot = evidence::snapshot(*db, request.window.from);
    }
    const engine::Histories histories{*snapshot};
    const auto model = engine::fit(*snapshot, histories,
                                   {.fit_to = request.window.fit_to, .lag = request.lag, .recipe = {}});
    if (!model) reject(model.error().message);
    std::vector<engine::Evaluation> evaluations;
    for (const engine::Among among : populations_of(arguments.population)) {
        request.among = among;
        auto evaluation = engine::evaluate(*model, *snapshot, histories, request);
        if (!evaluation) reject(evaluation.error().message);
        evaluations.push_back(std::move(evaluation).value());
    }
    print(arguments.format == "json" ? warning::to_json(evaluations) : warning::to_table(evaluations));
}

std::shared_ptr<const warning::StoredModel> stored_model(storage::Reader& db, std::int64_t number) {
    auto stored = warning::load_model(db, warning::ModelId{number});
    if (!stored) reject(fmt::format("There is no model {}, or it was fitted by another version.", number));
    return stored;
}

void compare_models(const WarnArguments& arguments) {
    const auto database = open_for_answers(arguments.address);
    const auto db = database->read();
    const auto current = warning::current_model(*db);
    if (!arguments.with && !current) reject("No model is in force. Say with --with which one to compare.");
    const auto model = stored_model(*db, arguments.model),
               with = stored_model(*db, arguments.with ? arguments.with : current->value);
    const auto compared =
        warning::compare(*evidence::snapshot(*db, SystemClock{}.today()), warning::candidate(*model),
                         warning::candidate(*with), {.samples = arguments.samples});
    if (!compared) reject(compared.error().message);
    print(arguments.format == "json" ? warning::to_json(*compared) : warning::to_table(*compared));
}

CLI::App* subcommand(CLI::App& warn, WarnArguments& arguments, const char* name, const char* help,
                     void (*act)(const WarnArguments&)) {
    CLI::App* command = warn.add_subcommand(name, help);
    add_database_option(*command, arguments.address);
    command->callback([&arguments, act] { act(arguments); });
    return command;
}
void add_format(CLI::App& command, WarnArguments& arguments) {
    command.add_option("--format", arguments.format, "table or json")
        ->check(CLI::IsMember({"table", "json"}));
}
void add_samples(CLI::App& command, WarnArguments& arguments) {
    command.add_option("--samples", arguments.samples, "Bootstrap samples behind the intervals")
        ->check(CLI::Range(0, 10000));
}
void add_late(CLI::App& command, WarnArguments& arguments) {
    command
        .add_option("--known-after-days", arguments.late,
                    "How long after it is held an inspection counts as known (0; 30 for a cautious figure)")
        ->check(CLI::Range(0, 365));
}

void add_models(CLI::App& warn, WarnArguments& arguments) {
    CLI::App* fit = subcommand(warn, arguments, "fit", "Fit a model and keep it", fit_model);
    fit->add_option("--fit-to", arguments.fit_to,
                    "Last day whose outcomes it learns from; as far as they are complete when left out");
    fit->add_flag("--promote", arguments.promote, "Use it from now on");
    fit->add_option("--reason", arguments.reason, "Why it should");
    add_late(*fit, arguments);
    subcommand(warn, arguments, "models", "List the models that are kept", list_models);
    CLI::App* promote = subcommand(warn, arguments, "promote", "Use a kept model from now on", promote_model);
    promote->add_option("--model", arguments.model, "Its number")->required();
    promote->add_option("--reason", arguments.reason, "Why")->required();
}

void add_score(CLI::App& warn, WarnArguments& arguments) {
    CLI::App* score = subcommand(warn, arguments, "score",
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
}

void add_evaluate(CLI::App& warn, WarnArguments& arguments) {
    CLI::App* evaluate =
        subcommand(warn, arguments, "evaluate",
                   "Fit on outcomes up to one day and measure on those of a later window", evaluate_model);
    evaluate->add_option("--fit-to", arguments.fit_to, "Last day whose outcomes the model may know")
        ->required();
    evaluate
        ->add_option("--test-from", arguments.test_from, "First day of the window; features as known then")
        ->required();
    evaluate->add_option("--test-to", arguments.test_to, "Last day of the window")->required();
    evaluate->add_option("--authorities", arguments.authorities,
                         "Codes with commas between, or a file of them; else those with complete outcomes");
    evaluate
        ->add_option("--population", arguments.population,
                     "with-results, every-graded, or both when left out")
        ->check(CLI::IsMember({"with-results", "every-graded"}));
    evaluate->add_flag("--no-breakdowns", arguments.no_breakdowns, "Headline figures only");
    add_samples(*evaluate, arguments);
    add_late(*evaluate, arguments);
    add_format(*evaluate, arguments);
}

void add_compare(CLI::App& warn, WarnArguments& arguments) {
    CLI::App* compare = subcommand(
        warn, arguments, "compare",
        "Judge two kept models on the same schools and months, of whose outcomes neither has seen one",
        compare_models);
    compare->add_option("--model", arguments.model, "A model's number")->required();
    compare->add_option("--with", arguments.with, "The other's; the one in force when left out");
    add_samples(*compare, arguments);
    add_format(*compare, arguments);
}

}

void add_warn_command(CLI::App& tarn) {
    static WarnArguments arguments;
    CLI::App* warn = tarn.add_subcommand("warn", "Early warning: fit, score and evaluate");
    warn->require_subcommand(1);
    add_models(*warn, arguments);
    add_score(*warn, arguments);
    add_evaluate(*warn, arguments);
    add_compare(*warn, arguments);
}

}
