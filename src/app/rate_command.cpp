// tarn rate and explain: what the evidence of a day says of schools, and why.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <fmt/format.h>
#include <fstream>
#include <iterator>

#include "app/commands.hpp"
#include "app/database_option.hpp"
#include "app/refusals.hpp"
#include "base/regular_file.hpp"
#include "evidence/evidence.hpp"
#include "rating/rating.hpp"
#include "rating/rating_runs.hpp"
#include "schools/schools.hpp"

namespace tarn::app {
namespace {

struct RateArguments {
    std::string address;
    std::string authority;
    std::string urn;
    std::string as_at;
    std::string format = "table";
    std::string scheme;
    bool all = false;
};

Date day_of(const RateArguments& arguments) {
    if (arguments.as_at.empty()) return SystemClock{}.today();
    const auto date = Date::parse_iso(arguments.as_at);
    if (!date) usage("--as-at must be a date such as 2020-09-01");
    return *date;
}

Urn urn_of(const RateArguments& arguments) {
    const auto urn = Urn::parse(arguments.urn);
    if (!urn) usage("--urn must be the school's number of five or six digits");
    return *urn;
}

std::shared_ptr<const rating::Scheme> scheme_of(const RateArguments& arguments) {
    if (arguments.scheme.empty()) return rating::default_scheme();
    if (const auto why = not_a_file(arguments.scheme)) reject(*why);
    std::ifstream file{arguments.scheme};
    if (!file) reject(arguments.scheme + " cannot be read.");
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    auto scheme = rating::parse_scheme(text);
    if (!scheme) reject(arguments.scheme + ": " + scheme.error().message);
    return std::make_shared<const rating::Scheme>(std::move(scheme).value());
}

rating::Run run_of(const RateArguments& arguments, std::optional<AuthorityCode> authority) {
    const Date as_at = day_of(arguments);
    const auto scheme = scheme_of(arguments);
    const auto database = open_for_answers(arguments.address);
    const auto db = database->read();
    const auto schools = schools::Register::load(*db);
    return rating::rate(*db, *schools, evidence::snapshot(*db, *schools, as_at), scheme, authority, as_at,
                        evidence::NotesFor::officers);
}

void rate(const RateArguments& arguments) {
    std::optional<AuthorityCode> authority;
    if (!arguments.all) {
        authority = AuthorityCode::parse(arguments.authority);
        if (!authority) usage("--authority must be a three-digit code such as 888, or give --all");
    }
    const rating::Run run = run_of(arguments, authority);
    if (run.proposals.empty())
        reject("No state-funded school of this authority is known to be open on that day.");
    const std::string text = arguments.format == "levels"     ? rating::to_levels(run)
                             : arguments.format == "extremes" ? rating::to_extremes(run)
                             : arguments.format == "json"     ? rating::to_json(run)
                             : arguments.format == "csv"      ? rating::to_csv(run)
                             : arguments.format == "coverage" ? rating::to_coverage(run)
                             : arguments.format == "evidence" ? rating::to_evidence(run)
                                                              : rating::to_table(run);
    std::fwrite(text.data(), 1, text.size(), stdout);
}

void explain(const RateArguments& arguments) {
    const Urn urn = urn_of(arguments);
    const Date as_at = day_of(arguments);
    const auto scheme = scheme_of(arguments);
    const auto database = open_for_answers(arguments.address);
    const auto db = database->read();
    const auto schools = schools::Register::load(*db);
    const auto snapshot = evidence::snapshot(*db, *schools, as_at);
    const auto school = snapshot->find(urn);
    if (!school) reject("No school with the number " + urn.text() + " is known.");
    const AuthorityCode authority = snapshot->schools[*school].authority;
    const rating::Run run =
        rating::rate(*db, *schools, snapshot, scheme, authority, as_at, evidence::NotesFor::officers);
    const rating::Proposal* proposal = run.find(urn);
    if (!proposal) reject(urn.text() + " was no open state-funded school on that day.");
    const std::string explanation = rating::explain(run, *proposal);
    std::fwrite(explanation.data(), 1, explanation.size(), stdout);
}

void add_day(CLI::App& command, RateArguments& arguments) {
    command.add_option("--as-at", arguments.as_at,
                       "Only what was known on this day counts (2020-09-01); today when left out");
}

}

void add_rate_commands(CLI::App& tarn) {
    auto arguments = std::make_shared<RateArguments>();
    CLI::App* rate_command = tarn.add_subcommand("rate", "Propose a level for every school of an authority");
    add_database_option(*rate_command, arguments->address);
    add_day(*rate_command, *arguments);
    auto* authority =
        rate_command->add_option("--authority", arguments->authority, "Three-digit code: 888 is Lancashire");
    rate_command->add_flag("--all", arguments->all, "All authorities of England")->excludes(authority);
    rate_command
        ->add_option("--format", arguments->format,
                     "table, csv, json; coverage: what each indicator is fed for; evidence: who has enough, "
                     "from which years, and why the rest has not; levels: how they fall by phase, size and "
                     "deprivation; extremes: the ten highest, middle and lowest, unnamed")
        ->check(CLI::IsMember({"table", "csv", "json", "coverage", "evidence", "levels", "extremes"}));
    rate_command->add_option("--scheme", arguments->scheme,
                             "A scheme file; the default scheme when left out");
    rate_command->callback([arguments] { rate(*arguments); });

    CLI::App* explain_command = tarn.add_subcommand("explain", "Explain one school's proposed level");
    add_database_option(*explain_command, arguments->address);
    add_day(*explain_command, *arguments);
    explain_command->add_option("--urn", arguments->urn, "The school's number, five or six digits")
        ->required();
    explain_command->add_option("--scheme", arguments->scheme,
                                "A scheme file; the default scheme when left out");
    explain_command->callback([arguments] { explain(*arguments); });
}

}
