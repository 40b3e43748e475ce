// tarn warn evaluate, compare, learning-curve, hindsight: how often the early warning is right, measured
// again.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <limits>
#include <sstream>
#include <string_view>
#include <utility>

#include "app/database_option.hpp"
#include "app/warn_arguments.hpp"
#include "base/clock.hpp"
#include "base/regular_file.hpp"
#include "evidence/evidence.hpp"
#include "rating/rating.hpp"
#include "warning/hindsight.hpp"
#include "warning/warning.hpp"
#include "warning/warning_store.hpp"

namespace tarn::app {
namespace {

namespace engine = warning::engine;

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

/// The rating scheme's share of its maximum as at the day, for every school that has a score.
std::vector<double> scheme_scores(const std::shared_ptr<const analytics::Snapshot>& snapshot, Date day) {
    std::vector<double> scores(snapshot->schools.size(), std::numeric_limits<double>::quiet_NaN());
    const auto run = rating::propose(snapshot, rating::default_scheme(),
                                     {.as_at = day, .authority = std::nullopt, .facts = {}});
    for (const auto& proposal : run.proposals)
        if (proposal.score && proposal.maximum.hundredths > 0)
            scores[proposal.school] = proposal.score->value() / proposal.maximum.value();
    return scores;
}

std::vector<engine::Among> populations_of(const std::string& text) {
    if (text == "with-results") return {engine::Among::with_results};
    if (text == "every-graded") return {engine::Among::every_graded};
    return {engine::Among::with_results, engine::Among::every_graded};
}

struct Form {
    std::string_view code;
    engine::Form form;
    const char* title;
};
constexpr std::array<Form, 6> forms{{
    {"logistic", engine::Form::logistic, "penalised logistic regression"},
    {"additive", engine::Form::additive, "additive curves (trees of one level)"},
    {"pairs", engine::Form::pairs, "additive with pairs (trees of two levels)"},
    {"trees", engine::Form::deep_trees, "boosted trees of three levels"},
    {"hazard", engine::Form::hazard, "discrete-time hazard times the outcome"},
    {"blend", engine::Form::blend, "pairs and a hazard told as pairs (ships)"},
}};
engine::Form form_of(std::string_view code) {
    const auto* found =
        std::find_if(forms.begin(), forms.end(), [&](const Form& one) { return one.code == code; });
    if (found == forms.end()) usage("--form must be blend, pairs, additive, logistic, trees or hazard");
    return found->form;
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

std::shared_ptr<const analytics::Snapshot> snapshot_of(const WarnArguments& arguments, Date day) {
    const auto database = open_for_answers(arguments.address);
    const auto db = database->read();
    return evidence::snapshot(*db, day);
}

/// What a trial rests on: the evidence as known on the first day of the window.
struct Ground {
    engine::EvaluationRequest request;
    std::shared_ptr<const analytics::Snapshot> snapshot;
    engine::Histories histories;

    explicit Ground(const WarnArguments& arguments)
        : request(request_of(arguments)),
          snapshot(snapshot_of(arguments, request.window.from)),
          histories(*snapshot) {
        request.among = populations_of(arguments.population).front();
    }
    engine::FitRequest fit_request() const { return {.fit_to = request.window.fit_to, .lag = request.lag}; }
    Result<engine::Model> fit(const engine::FitRequest& how) const {
        return engine::fit(*snapshot, histories, how);
    }
    engine::Evaluation judged(const Result<engine::Model>& model) const {
        if (!model) reject(model.error().message);
        auto evaluation = engine::evaluate(*model, *snapshot, histories, request);
        if (!evaluation) reject(evaluation.error().message);
        return std::move(evaluation).value();
    }
};

void evaluate_model(const WarnArguments& arguments) {
    Ground ground{arguments};
    auto how = ground.fit_request();
    how.recipe.form = form_of(arguments.form);
    how.shuffle_outcomes = arguments.shuffled;
    const auto model = ground.fit(how);
    ground.request.scheme_scores = scheme_scores(ground.snapshot, ground.request.window.from);
    std::vector<engine::Evaluation> evaluations;
    for (const engine::Among among : populations_of(arguments.population)) {
        ground.request.among = among;
        evaluations.push_back(ground.judged(model));
    }
    print(arguments.format == "json" ? warning::to_json(evaluations) : warning::to_table(evaluations));
}

void choose_form(const WarnArguments& arguments) {
    Ground ground{arguments};
    ground.request.breakdowns = false;
    std::vector<warning::Tried> kinds;
    for (const Form& one : forms) {
        auto how = ground.fit_request();
        how.recipe.form = one.form;
        kinds.push_back({one.title, ground.judged(ground.fit(how))});
    }
    print(warning::to_table(kinds));
}

/// Shares of the schools to learn from, each twice the one before.
constexpr double shares[] = {0.125, 0.25, 0.5, 1};

void measure_learning(const WarnArguments& arguments) {
    Ground ground{arguments};
    ground.request.breakdowns = false;
    std::vector<warning::LearningStep> steps;
    for (const double share : shares) {
        auto how = ground.fit_request();
        how.schools_share = share;
        const auto model = ground.fit(how);
        steps.push_back({share, std::nullopt});
        if (!model && share < 1) continue;
        auto evaluation = ground.judged(model);
        steps.back().learnt = {model->outcome_events, model->event_events, std::move(evaluation)};
    }
    print(warning::to_table(steps));
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

void look_back(const WarnArguments& arguments) {
    const auto authority = AuthorityCode::parse(arguments.authority);
    if (!authority) usage("--authority must be a three-digit code such as 888");
    const Date as_at = date_of(arguments.as_at, "--as-at");
    const auto database = open_for_answers(arguments.address);
    const auto db = database->read();
    const auto seen = warning::look_back(*db, evidence::snapshot(*db, as_at), as_at, *authority);
    if (!seen) reject(seen.error().message);
    print(warning::to_table(*seen, static_cast<std::size_t>(arguments.first)));
}

void add_samples(CLI::App& command, WarnArguments& arguments) {
    command.add_option("--samples", arguments.samples, "Bootstrap samples behind the intervals")
        ->check(CLI::Range(0, 10000));
}

void add_window(CLI::App& command, WarnArguments& arguments) {
    command.add_option("--fit-to", arguments.fit_to, "Last day whose outcomes the model may know")
        ->required();
    command.add_option("--test-from", arguments.test_from, "First day of the window; features as known then")
        ->required();
    command.add_option("--test-to", arguments.test_to, "Last day of the window")->required();
    command.add_option("--authorities", arguments.authorities,
                       "Codes with commas between, or a file of them; else those with complete outcomes");
    command
        .add_option("--population", arguments.population, "with-results, every-graded, or both when left out")
        ->check(CLI::IsMember({"with-results", "every-graded"}));
    add_samples(command, arguments);
    add_late(command, arguments);
}

void add_evaluate(CLI::App& warn, WarnArguments& arguments) {
    CLI::App* evaluate = warn_subcommand(
        warn, arguments, "evaluate", "Fit on outcomes up to one day and measure on those of a later window",
        evaluate_model);
    add_window(*evaluate, arguments);
    evaluate
        ->add_option("--form", arguments.form,
                     "blend (what ships), pairs, additive, logistic, trees or hazard, to compare")
        ->check(CLI::IsMember({"blend", "pairs", "additive", "logistic", "trees", "hazard"}));
    evaluate->add_flag("--no-breakdowns", arguments.no_breakdowns, "Headline figures only");
    evaluate->add_flag("--shuffled", arguments.shuffled,
                       "Deal the outcomes anew before fitting: a check that nothing is learnt from nothing");
    add_format(*evaluate, arguments);
}

}

void add_warn_trials(CLI::App& warn, WarnArguments& arguments) {
    add_evaluate(warn, arguments);
    CLI::App* choice =
        warn_subcommand(warn, arguments, "choice",
                        "Try every kind of model on one window: what the choice rests on", choose_form);
    add_window(*choice, arguments);
    CLI::App* curve = warn_subcommand(
        warn, arguments, "learning-curve",
        "Measure what more schools to learn from would bring: fit on an eighth, a quarter, a half, all",
        measure_learning);
    add_window(*curve, arguments);
    CLI::App* compare = warn_subcommand(
        warn, arguments, "compare",
        "Judge two kept models on the same schools and months, of whose outcomes neither has seen one",
        compare_models);
    compare->add_option("--model", arguments.model, "A model's number")->required();
    compare->add_option("--with", arguments.with, "The other's; the one in force when left out");
    add_samples(*compare, arguments);
    add_format(*compare, arguments);
    CLI::App* back = warn_subcommand(
        warn, arguments, "hindsight",
        "The schools that stood highest on a past day, by a model that knew nothing later, and what followed",
        look_back);
    back->add_option("--authority", arguments.authority, "Three-digit code: 888 is Lancashire")->required();
    back->add_option("--as-at", arguments.as_at, "The day; only what was known on it counts")->required();
    back->add_option("--first", arguments.first, "How many schools to list")->check(CLI::Range(1, 10000));
}

}
