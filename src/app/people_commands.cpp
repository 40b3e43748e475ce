// tarn authority add, tarn person add | import | allocate | link | end | disable | enable | sign-out.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <sstream>
#include <termios.h>
#include <unistd.h>

#include "access/audit.hpp"
#include "app/commands.hpp"
#include "app/database_option.hpp"
#include "app/school_lookup.hpp"
#include "base/regular_file.hpp"
#include "people/enrolment.hpp"

namespace tarn::app {
namespace {

using kit::ImportReport;

struct PeopleArguments {
    std::string address, code, name, file, link_base = "http://127.0.0.1:8080";
    people::Enrolment person;
    std::string last_day;
    bool link = false, dry_run = false, yes = false;
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

std::string asked_password_hash(const people::Enrolment& owner) {
    const std::string password = read_hidden("Password (at least 12 characters)");
    if (password != read_hidden("The same again")) refuse("The two passwords differ. Nothing was changed.");
    const auto hash = people::hash_password(password, owner.name, owner.email);
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
    const access::AuditEntry entry{std::move(action), std::move(object), {}, std::move(detail)};
    access::write_audit(db, {}, std::span{&entry, 1}, SystemClock{}.now());
}
std::string person_object(const people::Person& person) {
    return "person:" + std::to_string(person.id.value);
}

void add_authority(const PeopleArguments& arguments) {
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

void print_link(const PeopleArguments& arguments, storage::Writer& db, const people::Person& person) {
    const std::string token = people::make_link(db, person.id, {}, SystemClock{}.now());
    trace(db, "link.made", person_object(person));
    fmt::print("{}/password/{}\n", arguments.link_base, token);
    fmt::print(stderr,
               "Give this link to {}: it sets the password, works once and for three days. Every role of the "
               "account can be used after it, in each authority.\n",
               person.name);
}

void add_person(const PeopleArguments& arguments) {
    const auto database = open_database(arguments.address);
    const bool prompt = !arguments.link && isatty(STDIN_FILENO) != 0;
    const std::string hash = prompt ? asked_password_hash(arguments.person) : std::string{};
    const auto db = database->write();
    const Instant now = SystemClock{}.now();
    schools::Registers registers;
    const auto enrolled =
        people::enrol(*db, arguments.person, {.known = register_lookups(*database, registers), .now = now});
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

people::Person must_find(storage::Reader& db, const PeopleArguments& arguments) {
    auto person = people::find_person(db, arguments.person.email);
    if (!person) refuse("There is no account for " + arguments.person.email + ".");
    return *std::move(person);
}

void make_link(const PeopleArguments& arguments) {
    const auto database = open_database(arguments.address);
    const auto db = database->write();
    const auto person = must_find(*db, arguments);
    if (people::disabled(*db, person.id)) refuse("This account is disabled: tarn person enable first.");
    print_link(arguments, *db, person);
    db->commit();
}

/// The one running role that role and scope name.
people::Grant must_find_grant(storage::Reader& db, const people::Person& person,
                              const PeopleArguments& arguments, Date today) {
    std::vector<people::Grant> found;
    for (people::Grant& grant : people::grants_of(db, person.id))
        if (access::role_code(grant.role) == arguments.person.role && !grant.over(today) &&
            (arguments.person.scope.empty() || grant.scope.text() == arguments.person.scope))
            found.push_back(std::move(grant));
    if (found.empty())
        refuse(person.email + " has no such role that has not ended: '" + arguments.person.role + "' " +
               arguments.person.scope + ".");
    if (found.size() > 1) {
        std::string scopes;
        for (const auto& grant : found) scopes += " " + grant.scope.text();
        refuse(person.email + " has this role more than once. Name one with --scope:" + scopes + ".");
    }
    return std::move(found.front());
}

/// Stops unless --yes is given where nobody would be left who manages an authority's accounts.
void warn_of_last_manager(storage::Reader& db, const PeopleArguments& arguments, const people::Person& person,
                          std::optional<people::GrantId> ending, Date today) {
    for (const people::Authority& authority : people::authorities(db)) {
        const auto managing = people::managing_grants(db, authority.code, today);
        if (arguments.yes || !people::shut_out(managing, {}, person.id, ending).last_manager) continue;
        refuse(person.name + " is the last person who manages accounts in " + authority.name +
               ". Give the role to somebody else first, or repeat this with --yes. Nothing was changed.");
    }
}

void end_role(const PeopleArguments& arguments) {
    const auto database = open_database(arguments.address);
    const auto db = database->write();
    const Instant now = SystemClock{}.now();
    const Date today = SystemClock{}.today();
    const auto person = must_find(*db, arguments);
    const auto grant = must_find_grant(*db, person, arguments, today);
    warn_of_last_manager(*db, arguments, person, grant.id, today);
    std::string when = "at once";
    Outcome ended = Done{};
    if (arguments.last_day.empty()) {
        ended = people::withdraw_grant(*db, grant.id, {}, now);
    } else {
        const auto last = Date::parse_iso(arguments.last_day);
        if (!last) refuse("'" + arguments.last_day + "' is not a date. Write it as 2020-09-01.");
        ended = people::end_grant(*db, grant.id, *last, {}, now);
        when = "after " + last->iso();
    }
    if (!ended) refuse(ended.error().message);
    trace(*db, "grant.ended", person_object(person),
          fmt::format("{} {} {}", arguments.person.role, grant.scope.text(), when));
    db->commit();
    fmt::print("{}: {}, {}, ends {}\n", person.email, access::role_title(grant.role), grant.scope.text(),
               when);
}

void disable(const PeopleArguments& arguments) {
    const auto database = open_database(arguments.address);
    const auto db = database->write();
    const auto person = must_find(*db, arguments);
    warn_of_last_manager(*db, arguments, person, {}, SystemClock{}.today());
    if (const auto done = people::disable_account(*db, person.id, {}, SystemClock{}.now()); !done)
        refuse(done.error().message);
    trace(*db, "account.disabled", person_object(person));
    db->commit();
    fmt::print("{}: account disabled, signed out everywhere\n", person.email);
}

void enable(const PeopleArguments& arguments) {
    const auto database = open_database(arguments.address);
    const auto db = database->write();
    const auto person = must_find(*db, arguments);
    if (const auto done = people::enable_account(*db, person.id, {}); !done) refuse(done.error().message);
    trace(*db, "account.enabled", person_object(person));
    db->commit();
    fmt::print("{}: account enabled\n", person.email);
}

void sign_out(const PeopleArguments& arguments) {
    const auto database = open_database(arguments.address);
    const auto db = database->write();
    const auto person = must_find(*db, arguments);
    const auto ended = people::end_sessions_of(*db, person.id, SystemClock{}.now());
    trace(*db, "sessions.ended", person_object(person), fmt::format("{} ended", ended));
    db->commit();
    fmt::print("{}: signed out everywhere ({} ended)\n", person.email, ended);
}

using Import = Result<ImportReport> (*)(storage::Writer&, std::string_view, const people::Authorisation&);

void import(const PeopleArguments& arguments, Import from_csv, const char* label) {
    const auto database = open_database(arguments.address);
    const auto db = database->write();
    schools::Registers registers;
    const auto report =
        from_csv(*db, text_of(arguments.file),
                 {.known = register_lookups(*database, registers), .now = SystemClock{}.now()});
    if (!report) refuse(report.error().message);
    for (const kit::RejectedRow& row : report->rejected)
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
                     const std::shared_ptr<PeopleArguments>& arguments,
                     std::function<void(const PeopleArguments&)> act) {
    auto& command = *parent.add_subcommand(name, summary);
    add_database_option(command, arguments->address);
    command.callback([arguments, act = std::move(act)] { act(*arguments); });
    return command;
}

void add_person_command(CLI::App& person, const std::shared_ptr<PeopleArguments>& arguments) {
    auto& add = subcommand(person, "add",
                           "Make an account or give an existing one another role; sets the password at a "
                           "prompt, or prints a one-time link",
                           arguments, add_person);
    add.add_option("--email", arguments->person.email, "Address to sign in with")->required();
    add.add_option("--name", arguments->person.name, "Name shown to colleagues")->required();
    add.add_option("--role", arguments->person.role,
                   "headteacher, deputy_head, business_manager, chair_of_governors, adviser, senior_adviser, "
                   "board_member, director, data_officer, attendance_officer, scrutiny_member or "
                   "data_protection_officer")
        ->required();
    add.add_option(
        "--scope", arguments->person.scope,
        "authority:888; school:100000 for a post at a school; area:888:NORTH for an adviser of a whole "
        "area; left out: the only authority");
    add.add_option("--from", arguments->person.from, "First day of the role, as 2020-09-01; left out: today");
    add.add_option("--to", arguments->person.to, "Last day of the role");
    add.add_flag("--link", arguments->link, "Print a one-time link even at a terminal");
    add.add_option("--link-base", arguments->link_base, "Address of the service in the link")
        ->capture_default_str();
}

void add_ending_commands(CLI::App& person, const std::shared_ptr<PeopleArguments>& arguments) {
    const auto add = [&](const char* name, const char* summary,
                         void (*act)(const PeopleArguments&)) -> CLI::App& {
        auto& command = subcommand(person, name, summary, arguments, act);
        command.add_option("--email", arguments->person.email, "Whose")->required();
        return command;
    };
    const auto add_yes = [&](CLI::App& command) {
        command.add_flag("--yes", arguments->yes, "Also where nobody is left who manages the accounts");
    };
    auto& end = add("end", "End a role, at once or after a day", end_role);
    end.add_option("--role", arguments->person.role, "Its code, as in 'tarn person add'")->required();
    end.add_option("--scope", arguments->person.scope, "Which one, when there are several: school:100000");
    end.add_option("--last-day", arguments->last_day,
                   "Last day, as 2020-09-01, earlier than the one it has; left out: it ends at once");
    add_yes(end);
    add_yes(
        add("disable", "Disable an account: signed out everywhere, no sign-in until it is enabled", disable));
    add("enable", "Enable an account again, whoever disabled it", enable);
    add("sign-out", "End every session of a person", sign_out);
}

void add_import_command(CLI::App& person, const std::shared_ptr<PeopleArguments>& arguments, const char* name,
                        const char* summary, Import from_csv, const char* label) {
    auto& command =
        subcommand(person, name, summary, arguments,
                   [from_csv, label](const PeopleArguments& given) { import(given, from_csv, label); });
    command.add_option("FILE", arguments->file, "The CSV file")->required()->check(CLI::ExistingFile);
    command.add_flag("--dry-run", arguments->dry_run, "Say what would happen and keep nothing");
}

}

void add_people_commands(CLI::App& tarn) {
    const auto arguments = std::make_shared<PeopleArguments>();
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
    add_ending_commands(person, arguments);
    add_import_command(person, arguments, "import",
                       "Add people from a CSV file with name, email, role, scope, from and to",
                       people::import_people, "people.imported");
    add_import_command(person, arguments, "allocate",
                       "Allocate advisers to schools from a CSV file with urn, email, from, to and reason",
                       people::import_allocations, "allocations.imported");
}

}
