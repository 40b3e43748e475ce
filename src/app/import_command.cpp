// tarn import: published files, and an authority's own, into a database; tarn catalogue: what is in it.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <mutex>
#include <unistd.h>

#include "app/commands.hpp"
#include "app/database_option.hpp"
#include "base/regular_file.hpp"
#include "evidence/evidence.hpp"
#include "evidence/importing/reach.hpp"
#include "rating/rating.hpp"
#include "rating/rating_runs.hpp"
#include "schools/schools.hpp"
#include "server/features.hpp"
#include "server/settings.hpp"

namespace tarn::app {
namespace {

struct ImportArguments {
    std::string address;
    std::vector<std::string> files;
    std::string profile, period, public_from, authority, report_for, as_at;
    bool dry_run = false, partial = false, list_profiles = false;
    std::optional<double> max_rejected;  ///< percent; empty: as the setting says
    std::size_t max_megabytes = 256;
};

[[noreturn]] void wrong_usage(const std::string& sentence) {
    throw CLI::ValidationError(sentence);
}

std::string read_text(const std::string& path) {
    if (const auto why = not_a_file(path)) wrong_usage(*why);
    std::ifstream file{path, std::ios::binary};
    if (!file) wrong_usage("The profile " + path + " cannot be opened.");
    return {std::istreambuf_iterator<char>{file}, {}};
}

/// The share that `reject-share` allows, from the environment as for the server, in percent.
double setting_of_max_rejected() {
    server::Settings settings;
    if (const auto read = server::read_environment(settings,
                                                   [](const std::string& name) -> std::optional<std::string> {
                                                       const char* value = std::getenv(name.c_str());
                                                       return value ? std::optional<std::string>{value}
                                                                    : std::nullopt;
                                                   });
        !read)
        wrong_usage(read.error().message);
    return server::import_limits(settings).max_rejected_percent;
}

/// What every file of the call shares.
evidence::ImportRequest common_request(const ImportArguments& arguments) {
    evidence::ImportRequest request;
    if (arguments.profile.ends_with(".toml")) {
        request.profile_text = read_text(arguments.profile);
        const std::string name = arguments.profile.substr(arguments.profile.find_last_of('/') + 1);
        request.profile = name.substr(0, name.size() - 5);
    } else if (!arguments.profile.empty()) {
        request.profile = arguments.profile;
    }
    if (!arguments.period.empty()) request.period = arguments.period;
    if (!arguments.public_from.empty()) {
        request.public_from = Date::parse_iso(arguments.public_from);
        if (!request.public_from) wrong_usage("--public-from is written 2019-12-13.");
    }
    if (!arguments.authority.empty()) {
        request.owner = AuthorityCode::parse(arguments.authority);
        if (!request.owner) wrong_usage("--authority is a code of three digits, for example 888.");
    }
    request.imported_by = "command line";
    request.now = SystemClock{}.now();
    request.dry_run = arguments.dry_run;
    request.partial = arguments.partial;
    request.limits.max_rejected_percent =
        arguments.max_rejected ? *arguments.max_rejected : setting_of_max_rejected();
    request.limits.max_bytes = arguments.max_megabytes << 20;
    return request;
}

class Terminal {
  public:
    explicit Terminal(std::size_t files) : files_(files), shown_(isatty(STDERR_FILENO) != 0) {}
    void progress(int percent, std::string_view what) {
        if (!shown_) return;
        const std::lock_guard lock{mutex_};
        fmt::print(stderr, "\r\033[K{} of {} files done; {} {} %", done_, files_, what, percent);
    }
    void file_done() {
        const std::lock_guard lock{mutex_};
        ++done_;
        if (shown_) fmt::print(stderr, "\r\033[K");
    }

  private:
    std::mutex mutex_;
    std::size_t files_, done_ = 0;
    bool shown_;
};

struct Totals {
    std::int64_t files = 0, refused = 0, read = 0, accepted = 0, rejected = 0, values = 0;
};

/// What answers a refusal here; the page has fields for it.
std::string_view option_for(std::string_view detail) {
    if (detail == "too few schools") return " (--partial)";
    if (detail == "no period" || detail == "no day of the register") return " (--period)";
    return detail == "no public-from date" ? " (--public-from)" : "";
}

void print_report(const evidence::ImportRequest& request, const Result<evidence::ImportReport>& result,
                  Totals& totals) {
    ++totals.files;
    if (!result) {
        ++totals.refused;
        fmt::print(stderr, "{}: refused. {}{}\n", request.path, result.error().message,
                   option_for(result.error().detail));
        return;
    }
    const evidence::ImportReport& report = *result;
    if (!report.too_few.empty()) {
        ++totals.refused;
        fmt::print(stderr, "{}: would be refused. {} (--partial)\n", request.path, report.too_few);
    }
    totals.read += report.rows_read;
    totals.accepted += report.rows_accepted;
    totals.rejected += report.rows_rejected;
    totals.values += report.values;
    fmt::print("{}\n", evidence::summary(report));
    for (const std::string& note : report.notes) fmt::print("  {}\n", note);
    constexpr std::size_t most = 5;
    for (std::size_t i = 0; i < report.rejected.size() && i < most; ++i) {
        const evidence::RejectedRow& row = report.rejected[i];
        fmt::print(stderr, "  {}, row {}{}: {}\n", report.file_name, row.row,
                   row.column.empty() ? "" : ", column " + row.column, row.reason);
    }
    if (report.rejected.size() > most)
        fmt::print(stderr, "  and {} more rejected rows\n",
                   report.rows_rejected - static_cast<std::int64_t>(most));
    std::fflush(stdout);
}

void print_profiles() {
    for (const evidence::ProfileInfo& profile : evidence::profiles())
        fmt::print("{:<18} {} ({})\n", profile.name, profile.title, profile.publisher);
}

/// Whose schools each file is told about, and on which day levels are compared.
struct ReportFor {
    AuthorityCode authority;
    Date day;
};

std::optional<ReportFor> report_for(const ImportArguments& arguments) {
    if (arguments.report_for.empty()) {
        if (!arguments.as_at.empty()) wrong_usage("--as-at goes with --report-for.");
        return std::nullopt;
    }
    const auto authority = AuthorityCode::parse(arguments.report_for);
    if (!authority) wrong_usage("--report-for is a code of three digits, for example 888.");
    const auto day =
        arguments.as_at.empty() ? std::optional{SystemClock{}.today()} : Date::parse_iso(arguments.as_at);
    if (!day) wrong_usage("--as-at is written 2020-09-01.");
    return ReportFor{*authority, *day};
}

/// One file after the other, each with what it means for one authority: the register is merged and the
/// schools are rated after each.
class Reporter {
  public:
    Reporter(storage::Database& database, ReportFor about, bool dry_run)
        : database_(database), about_(about) {
        if (!dry_run) levels_ = levels(*schools::Register::load(*database_.read()));
    }

    void import(const evidence::ImportRequest& request,
                const std::function<void(const evidence::ImportRequest&,
                                         const Result<evidence::ImportReport>&)>& done) {
        const auto report = evidence::import_file(database_, request);
        done(request, report);
        if (!report) return;
        const auto schools = schools::Register::load(*database_.read());
        auto reach = evidence::reach_of(*schools, *report, about_.authority, about_.day);
        if (!request.dry_run) {
            auto now = levels(*schools);
            evidence::add_moved(reach, *schools, levels_, now);
            levels_ = std::move(now);
        }
        const auto name = schools->authority_name(about_.authority);
        const auto told = name.empty() ? "authority " + about_.authority.text() : std::string{name};
        for (const std::string& line : evidence::sentences(reach, told)) fmt::print("  {}\n", line);
        for (const auto& school : reach.moved) fmt::print("    {}\n", evidence::sentence(school));
    }

  private:
    evidence::Levels levels(const schools::Register& schools) const {
        const auto db = database_.read();
        return rating::level_titles(rating::rate(*db, schools, evidence::snapshot(*db, schools, about_.day),
                                                 rating::default_scheme(), about_.authority, about_.day,
                                                 evidence::NotesFor::officers));
    }

    storage::Database& database_;
    ReportFor about_;
    evidence::Levels levels_;
};

void import(const ImportArguments& arguments) {
    if (arguments.list_profiles) return print_profiles();
    if (arguments.address.empty() || arguments.files.empty())
        wrong_usage("Name a database with --db and at least one file.");
    const evidence::ImportRequest common = common_request(arguments);
    const auto about = report_for(arguments);
    const auto database = open_database(arguments.address);
    Terminal terminal{arguments.files.size()};
    std::vector<evidence::ImportRequest> requests;
    for (const std::string& file : arguments.files) {
        evidence::ImportRequest& request = requests.emplace_back(common);
        request.path = file;
        request.progress = [&terminal](int percent, std::string_view what) {
            terminal.progress(percent, what);
        };
    }
    Totals totals;
    const auto done = [&](const evidence::ImportRequest& request,
                          const Result<evidence::ImportReport>& result) {
        terminal.file_done();
        print_report(request, result, totals);
    };
    if (about) {
        Reporter reporter{*database, *about, arguments.dry_run};
        for (const evidence::ImportRequest& request : requests) reporter.import(request, done);
    } else {
        evidence::import_files(*database, requests, done);
    }
    // Of one file the report says it.
    if (const auto note = evidence::conversions_note(*database->read()); !note.empty() && requests.size() > 1)
        fmt::print("{}\n", note);
    fmt::print("{}{} files, {} refused; {} rows read, {} accepted, {} rejected; {} values\n",
               arguments.dry_run ? "Dry run, nothing stored: " : "", totals.files, totals.refused,
               totals.read, totals.accepted, totals.rejected, totals.values);
    if (totals.refused > 0) throw CLI::RuntimeError(1);
}

void catalogue(const std::string& address) {
    const auto database = open_existing_database(address);
    const auto db = database->read();
    for (const evidence::Release& release : evidence::releases(*db))
        fmt::print("{:>5}  {:<24} {:<20} public {} to {:<12} {} rows, {} rejected  {}\n", release.id.value,
                   release.profile, release.period.empty() ? "-" : release.period,
                   release.public_from ? release.public_from->iso() : "-         ",
                   release.public_to ? release.public_to->iso() : "-", release.rows_accepted,
                   release.rows_rejected, release.title);
    for (const evidence::MeasureRelease& line : evidence::measure_releases(*db))
        fmt::print("{:<40} {:<12} release {:>4}: {} values, {} missing\n", line.measure, line.period,
                   line.release.value, line.present, line.missing);
}

struct Question {
    std::string address, as_at;
};

void disagreements(const Question& question) {
    const auto day = Date::parse_iso(question.as_at);
    if (!day) wrong_usage("--as-at is written 2020-09-01.");
    const auto database = open_existing_database(question.address);
    const auto snapshot = evidence::snapshot(*database->read(), *day);
    for (const evidence::Disagreement& found : evidence::disagreements(*snapshot, *day))
        fmt::print("{} {} {}: {} in {}, {} in {}\n", found.urn.text(), found.measure, found.period,
                   found.first, snapshot->release_title(found.first_release), found.second,
                   snapshot->release_title(found.second_release));
}

}

void add_import_command(CLI::App& tarn) {
    const auto arguments = std::make_shared<ImportArguments>();
    auto& command =
        *tarn.add_subcommand("import", "Read published files, or an authority's own, into a database");
    command.add_option("--db", arguments->address, "The database: sqlite:FILE or postgresql://HOST/NAME")
        ->envname("TARN_DB");
    command.add_option("FILE", arguments->files,
                       "CSV or GeoJSON, plain or .gz; layouts are recognised by their header");
    command.add_option("--profile", arguments->profile,
                       "A shipped profile by name, or a file NAME.toml of your own");
    command.add_option("--period", arguments->period,
                       "The period of the figures where the file cannot say: 2018/19, 2019, 2025-08");
    command.add_option("--public-from", arguments->public_from,
                       "The first day on which the figures were public: 2019-12-13");
    command.add_option("--authority", arguments->authority,
                       "Code of the authority whose own data this is; without it, national data");
    command.add_option(
        "--report-for", arguments->report_for,
        "Code of an authority: say for each file how many of its schools are in it and missing, "
        "and which proposed levels moved. Files are rated one by one, which takes longer");
    command.add_option("--as-at", arguments->as_at,
                       "With --report-for: compare levels as at this day; today when left out");
    command.add_flag("--dry-run", arguments->dry_run, "Say what would happen and store nothing");
    command.add_flag("--partial", arguments->partial,
                     "The file is meant to hold only some of the schools of an earlier one: the others keep "
                     "their values, and what it says counts from today");
    command.add_flag("--profiles", arguments->list_profiles, "List the shipped profiles and stop");
    command
        .add_option(
            "--max-rejected", arguments->max_rejected,
            "Refuse a file when more than this percentage of its rows is rejected; else as the setting "
            "reject-share says (TARN_REJECT_SHARE), 10 unless it is set")
        ->check(CLI::Range(0.0, 100.0));
    command
        .add_option("--max-mb", arguments->max_megabytes,
                    "Refuse a file larger than this once unpacked. A file with several rows a school may be "
                    "larger: it is read in pieces, and what is kept of it must be within this limit")
        ->capture_default_str();
    command.callback([arguments] { import(*arguments); });

    const auto address = std::make_shared<std::string>();
    auto& list = *tarn.add_subcommand("catalogue", "List the releases and series that a database holds");
    add_database_option(list, *address);
    list.callback([address] { catalogue(*address); });

    const auto question = std::make_shared<Question>();
    auto& differ = *tarn.add_subcommand("disagreements", "List values that two sources give differently");
    add_database_option(differ, question->address);
    differ.add_option("--as-at", question->as_at, "Compare what was public on this day: 2020-09-01")
        ->required();
    differ.callback([question] { disagreements(*question); });
}

}
