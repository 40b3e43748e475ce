// tarn authority add, tarn person add | import | allocate | link.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <sstream>
#include <termios.h>
#include <unistd.h>

#include "app/commands.hpp"
#include "app/database_option.hpp"
#include "app/school_lookup.hpp"
#include "base/regular_file.hpp"
#include "people/enrolment.hpp"

namespace tarn::app {
namespace {

using people::ImportReport;

struct Arguments {
    std::string address, code, name, file, link_base = "http://127.0.0.1:8080";
    people::Enrolment person;
    bool link = false, dry_run = false;
};

[[noreturn]] void refuse(const std::string& sentence) {
    fmt::print(stderr, "tarn: {}\n", sentence);
    throw CLI::RuntimeError(1);
}

/// One line from the terminal without showing it.
std::string read_hidden(const char* prompt) {
    fmt::print(stderr, "{}: ", prompt);
    termios before{};
    tcgetattr(STDIN_FILENO, &before);
    termios hidden = before;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    std::string line;
    std::getline(std::cin, line);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    fmt::print(stderr, "\n");
    return line;
}

std::string asked_password_hash() {
    const std::string password = read_hidden("Password (at least 12 characters)");
    if (password != read_hidden("The same again")) refuse("The two passwords differ. Nothing was changed.");
    const auto hash = people::hash_password(password);
    if (!hash) refuse(hash.error().message);
    return *hash;
}

std::string text_of(const std::string& path) {
    if (const auto why = not_a_file(path)) refuse(*why);
    std::ifstream file(path, std::ios::binary);
    if (!file) refuse("The file " + path + " cannot be read.");
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

void trace(storage::Writer& db, std::string action, std::string object, std::string detail = {}) {
    const people::AuditEntry entry{std::move(action), std::move(object), {}, std::move(detail)};
    people::write_audit(db, {}, std::span{&entry, 1}, SystemClock{}.now());
}
std::string person_object(const people::Person& person) {
    return "person:" + std::to_string(person.id.value);
}

void add_authority(const Arguments& arguments) {
    const auto code = AuthorityCode::parse(arguments.code);
    if (!code) refuse("'" + arguments.code + "' is not a three-digit authority code such as 888.");
    const auto database = open_database(arguments.address);
    const auto db = database->write();
    if (const auto added = people::add_authority(*db, {*code, arguments.name}, SystemClock{}.now()); !added)
        refuse(added.error().message);
    trace(*db, "authority.added", "authority:" + code->text());
    db->commit();
    fmt::print("{} {}\n", code->text(), arguments.name);
}

void print_link(const Arguments& arguments, storage::Writer& db, const people::Person& person) {
    const std::string token = people::make_link(db, person.id, {}, SystemClock{}.now());
    trace(db, "link.made", person_object(person));
    fmt::print("{}/password/{}\n", arguments.link_base, token);
    fmt::print(stderr,
               "Give this link to {}: it sets the password, works once and for three days. Every role of the "
               "account can be used after it, in each authority.\n",
               person.name);
}

void add_person(const Arguments& arguments) {
    const auto database = open_database(arguments.address);
    const bool prompt = !arguments.link && isatty(STDIN_FILENO) != 0;
    const std::string hash = prompt ? asked_password_hash() : std::string{};
    const auto db = database->write();
    const Instant now = SystemClock{}.now();
    const auto enrolled =
        people::enrol(*db, arguments.person, {.known = register_lookups(*database), .now = now});
    if (!enrolled) refuse(enrolled.error().message);
    const people::Person& person = enrolled->person;
    trace(*db, "grant.added", person_object(person), arguments.person.role + " " + arguments.person.scope);
    fmt::print("{}: {}\n", person.email,
               enrolled->new_account ? "account made"
               : enrolled->new_grant ? "role added"
                                     : "unchanged");
    if (prompt)
        people::store_password_hash(*db, person.id, hash, now);
    else if (enrolled->new_account || arguments.link || !enrolled->confirmed)
        print_link(arguments, *db, person);
    db->commit();
}

void make_link(const Arguments& arguments) {
    const auto database = open_database(arguments.address);
    const auto db = database->write();
    const auto person = people::find_person(*db, arguments.person.email);
    if (!person) refuse("There is no account for " + arguments.person.email + ".");
    print_link(arguments, *db, *person);
    db->commit();
}

using Import = Result<ImportReport> (*)(storage::Writer&, std::string_view, const people::Authorisation&);

void import(const Arguments& arguments, Import from_csv, const char* label) {
    const auto database = open_database(arguments.address);
    const auto db = database->write();
    const auto report = from_csv(*db, text_of(arguments.file),
                                 {.known = register_lookups(*database), .now = SystemClock{}.now()});
    if (!report) refuse(report.error().message);
    for (const people::RejectedRow& row : report->rejected)
        fmt::print("row {}: {} ({})\n", row.number, row.reason, row.text);
    fmt::print("read {}, added {}, unchanged {}, rejected {}{}\n", report->read, report->added,
               report->unchanged, report->rejected.size(),
               arguments.dry_run ? " (dry run: nothing was kept)" : "");
    if (!arguments.dry_run) {
        trace(*db, label, "file:" + arguments.file.substr(arguments.file.rfind('/') + 1),
              fmt::format("{} added", report->added));
        db->commit();
    }
    if (!report->rejected.empty()) throw CLI::RuntimeError(1);
}

CLI::App& subcommand(CLI::App& parent, const char* name, const char* summary,
                     const std::shared_ptr<Arguments>& arguments, std::function<void(const Arguments&)> act) {
    auto& command = *parent.add_subcommand(name, summary);
    add_database_option(command, arguments->address);
    command.callback([arguments, act = std::move(act)] { act(*arguments); });
    return command;
}

void add_person_command(CLI::App& person, const std::shared_ptr<Arguments>& arguments) {
    auto& add = subcommand(person, "add",
                           "Make an account or give an existing one another role; sets the password at a "
                           "prompt, or prints a one-time link",
                           arguments, add_person);
    add.add_option("--email", arguments->person.email, "Address to sign in with")->required();
    add.add_option("--name", arguments->person.name, "Name shown to colleagues")->required();
    add.add_option("--role", arguments->person.role,
                   "headteacher, chair_of_governors, adviser, senior_adviser, board_member, director, "
                   "data_officer, scrutiny_member or "
                   "data_protection_officer")
        ->required();
    add.add_option(
        "--scope", arguments->person.scope,
        "authority:888; school:100000 for a head or chair; area:888:NORTH for an adviser of a whole "
        "area; left out: the only authority");
    add.add_option("--from", arguments->person.from, "First day of the role, as 2020-09-01; left out: today");
    add.add_option("--to", arguments->person.to, "Last day of the role");
    add.add_flag("--link", arguments->link, "Print a one-time link even at a terminal");
    add.add_option("--link-base", arguments->link_base, "Address of the service in the link")
        ->capture_default_str();
}

void add_import_command(CLI::App& person, const std::shared_ptr<Arguments>& arguments, const char* name,
                        const char* summary, Import from_csv, const char* label) {
    auto& command = subcommand(person, name, summary, arguments,
                               [from_csv, label](const Arguments& given) { import(given, from_csv, label); });
    command.add_option("FILE", arguments->file, "The CSV file")->required()->check(CLI::ExistingFile);
    command.add_flag("--dry-run", arguments->dry_run, "Say what would happen and keep nothing");
}

}

void add_people_commands(CLI::App& tarn) {
    const auto arguments = std::make_shared<Arguments>();
    auto& authority = *tarn.add_subcommand("authority", "The local authorities of this installation")
                           ->require_subcommand(1);
    auto& add = subcommand(authority, "add", "Add an authority", arguments, add_authority);
    add.add_option("--code", arguments->code, "Its three-digit code: 888 is Lancashire")->required();
    add.add_option("--name", arguments->name, "Its name as shown on pages")->required();

    auto& person = *tarn.add_subcommand("person", "Accounts, roles and the allocation of advisers")
                        ->require_subcommand(1);
    add_person_command(person, arguments);
    auto& link = subcommand(person, "link", "Print a new one-time link with which a person sets a password",
                            arguments, make_link);
    link.add_option("--email", arguments->person.email, "Whose")->required();
    link.add_option("--link-base", arguments->link_base, "Address of the service in the link")
        ->capture_default_str();
    add_import_command(person, arguments, "import",
                       "Add people from a CSV file with name, email, role, scope, from and to",
                       people::import_people, "people.imported");
    add_import_command(person, arguments, "allocate",
                       "Allocate advisers to schools from a CSV file with urn, email, from, to and reason",
                       people::import_allocations, "allocations.imported");
}

}
