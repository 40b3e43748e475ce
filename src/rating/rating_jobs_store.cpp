#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "access/audit.hpp"
#include "people/people.hpp"
#include "rating/rating_jobs.hpp"

namespace tarn::rating {
namespace {

constexpr std::size_t dates_of_a_run = 6;
constexpr std::array<char, 4> letters{'G', 'A', 'R', 'N'};  ///< by Level
constexpr char not_open = '.';

std::vector<std::string_view> words_of(std::string_view text, char between) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const auto end = text.find(between);
        if (end != 0) words.push_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return words;
}

/// A job's input: what it is about, and the role and authority in which the person asked.
struct Asked {
    std::string_view what;
    access::Role role;
    AuthorityCode authority;
};
std::string input_of(std::string_view what, const access::Viewer& viewer) {
    return fmt::format("{} {} {}", what, access::role_code(viewer.role()), viewer.authority().text());
}
std::optional<Asked> asked_in(const jobs::Job& job) {
    const auto words = words_of(job.input, ' ');
    if (words.size() != 3) return std::nullopt;
    const auto role = access::parse_role(words[1]);
    const auto authority = AuthorityCode::parse(words[2]);
    if (!role || !authority) return std::nullopt;
    return Asked{words[0], *role, *authority};
}

/// The person as they asked, if they still hold the role on the day the work is done.
access::Viewer viewer_of(storage::Reader& db, const jobs::Job& job, const Asked& asked, Date today) {
    const auto person = people::find_person(db, job.asked_by);
    for (const auto& grant : people::grants_of(db, job.asked_by))
        if (person && grant.role == asked.role && grant.authority == asked.authority &&
            grant.usable_on(today))
            return {person->id, person->name, asked.role, asked.authority,
                    people::caseload(db, person->id, asked.authority, today)};
    throw jobs::Rejected("You no longer have the role you used to ask for this.");
}

Asked must_ask(const jobs::Job& job) {
    const auto asked = asked_in(job);
    if (!asked) throw std::runtime_error("a job of rating has no input");
    return *asked;
}

std::string prepare_pack(storage::Database& database, const Clock& clock, Runs& runs, const jobs::Job& job,
                         const jobs::Progress& progress) {
    const auto asked = must_ask(job);
    const auto id = meeting_of(job);
    PackBody body;
    std::optional<access::Viewer> viewer;
    {
        const auto db = database.read();
        viewer = viewer_of(*db, job, asked, clock.today());
        auto meeting = id ? board_meetings.find(*db, *viewer, *id) : std::nullopt;
        if (!meeting) throw jobs::Rejected("There is no board meeting at this address.");
        progress(5, "Reading the evidence of " + meeting->evidence_as_at.display());
        const auto agenda = agenda_of(*db, *viewer, runs, *std::move(meeting));
        body = pack_of(agenda, [&](std::size_t done, std::size_t all) {
            progress(20 + static_cast<int>(70 * done / all),
                     fmt::format("{} of {} schools written", done, all));
        });
    }
    progress(95, "Keeping the pack with its meeting");
    const auto db = database.write();
    const auto kept = keep_pack(*db, *viewer, *id, body, clock.now());
    if (!kept) throw jobs::Rejected(kept.error().message);
    const access::AuditEntry entry{
        "pack.prepared", fmt::format("meeting:{}", id->value), {}, fmt::format("pack:{}", kept->value)};
    access::write_audit(*db, *viewer, std::span{&entry, 1}, clock.now());
    db->commit();
    return std::to_string(kept->value);
}

std::string run_over_dates(storage::Database& database, const Clock& clock, Runs& runs, const jobs::Job& job,
                           const jobs::Progress& progress) {
    const auto asked = must_ask(job);
    const auto until = Date::parse_iso(asked.what);
    if (!until) throw std::runtime_error("a rating run has no date");
    const auto db = database.read();
    const auto viewer = viewer_of(*db, job, asked, clock.today());
    auto dates = rating_dates(*runs.scheme(), *until, dates_of_a_run);
    if (dates.empty() || dates.back() != *until) dates.push_back(*until);
    std::map<Urn, std::string> levels;
    std::string text;
    for (std::size_t d = 0; d < dates.size(); ++d) {
        progress(static_cast<int>(100 * d / dates.size()), "Proposing levels as at " + dates[d].display());
        const Run run = runs.once(*db, viewer.authority(), dates[d]);
        for (const auto& proposal : run.proposals) {
            auto& row = levels.try_emplace(proposal.urn, dates.size(), not_open).first->second;
            row[d] = letters[static_cast<std::size_t>(proposal.level)];
        }
        text += dates[d].iso() + " ";
    }
    for (const auto& [urn, row] : levels) text += fmt::format("\n{} {}", urn.text(), row);
    return text;
}

}

Result<JobId> ask_pack(storage::Writer& db, const access::Viewer& viewer, MeetingId meeting, Instant now) {
    const auto found = board_meetings.find(db, viewer, meeting);
    if (!found) return Error{"There is no board meeting at this address.", {}};
    if (const auto may = may_prepare_pack(viewer, *found, day_of(now)); !may) return may.error();
    return jobs::enqueue(db, pack_job, "Pack: " + found->title,
                         input_of(std::to_string(meeting.value), viewer), viewer.person(), now);
}

std::optional<MeetingId> meeting_of(const jobs::Job& job) {
    const auto asked = job.kind == pack_job ? asked_in(job) : std::nullopt;
    const auto id = asked ? parse_identifier(asked->what) : std::nullopt;
    return id ? std::optional{MeetingId{*id}} : std::nullopt;
}

std::optional<PackId> pack_of(const jobs::Job& job) {
    const bool done = job.kind == pack_job && job.state == jobs::State::done;
    const auto id = done ? parse_identifier(job.result) : std::nullopt;
    return id ? std::optional{PackId{*id}} : std::nullopt;
}

Result<JobId> ask_run(storage::Writer& db, const access::Viewer& viewer, Date until, Instant now) {
    if (!viewer.may(access::Permission::levels_authority))
        return Error{"Only the authority's officers may do this.", {}};
    return jobs::enqueue(db, run_job, "Proposed levels up to " + until.display(),
                         input_of(until.iso(), viewer), viewer.person(), now);
}

std::vector<jobs::Job> recent_runs(storage::Reader& db, const access::Viewer& viewer, int limit) {
    if (!viewer.may(access::Permission::levels_authority)) return {};
    return jobs::recent_of_kind(db, run_job, " " + viewer.authority().text(), limit);
}

std::optional<AuthorityCode> authority_of_run(const jobs::Job& job) {
    const auto asked = job.kind == run_job ? asked_in(job) : std::nullopt;
    return asked ? std::optional{asked->authority} : std::nullopt;
}

std::optional<RunOverDates> run_of(const jobs::Job& job) {
    if (job.kind != run_job || job.state != jobs::State::done) return std::nullopt;
    const auto lines = words_of(job.result, '\n');
    if (lines.empty()) return std::nullopt;
    RunOverDates found;
    for (const auto word : words_of(lines[0], ' '))
        if (const auto date = Date::parse_iso(word)) found.dates.push_back(*date);
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const auto words = words_of(lines[i], ' ');
        const auto urn = words.size() == 2 ? Urn::parse(words[0]) : std::nullopt;
        if (!urn || words[1].size() != found.dates.size()) return std::nullopt;
        auto& school = found.schools.emplace_back(RunOverDates::School{*urn, {}});
        for (const char letter : words[1]) {
            const auto at = std::find(letters.begin(), letters.end(), letter);
            school.levels.push_back(
                at == letters.end() ? std::nullopt : std::optional{static_cast<Level>(at - letters.begin())});
        }
    }
    return found;
}

std::map<std::string, jobs::Worker> job_workers(storage::Database& database, const Clock& clock, Runs& runs) {
    const auto bind = [&](auto work) {
        return [&database, &clock, &runs, work](const jobs::Job& job, const jobs::Progress& progress) {
            return work(database, clock, runs, job, progress);
        };
    };
    return {{std::string{pack_job}, bind(prepare_pack)}, {std::string{run_job}, bind(run_over_dates)}};
}

}
