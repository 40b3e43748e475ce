// What nobody may come to see. Each role walks every page it can reach, by the route table and by every link,
// and the words hidden in the world must not appear; where a role may see one, it must appear somewhere.
#include <algorithm>
#include <array>
#include <deque>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <set>
#include <vector>

#include "access/house.hpp"
#include "feature_kit/act.hpp"

namespace tarn::test {
namespace {

using access::Role;

constexpr std::size_t most_pages = 1080;  // of one role

/// One letter per role, in the order of Role: y must be seen somewhere, - must not be seen, . either.
struct Secret {
    std::string_view text;
    std::string_view seen;
};
// head, chair, adviser (Brook), senior (Hill), board, director, data, scrutiny, protection, attendance
// officer, deputy head, business manager
constexpr std::array secrets{
    Secret{"secret-rationale-brook", "yyy-yyy-----"},
    Secret{"secret-rationale-hill", "---yyyy-----"},
    Secret{"secret-rationale-moor", "------------"},
    Secret{"secret-note-brook", "--y-yy------"},
    Secret{"secret-fact-brook", "--y-yyy-----"},
    Secret{"secret-fact-hill", "---yyyy-----"},
    Secret{"secret-fact-moor", "------------"},
    Secret{"secret-hold-901", "--------y---"},
    Secret{"secret-hold-902", "------------"},
    Secret{"secret-academy-901", "------y-----"},
    Secret{"secret-academy-902", "------------"},
    Secret{"secret-note-hill", "---yyy------"},
    Secret{"secret-note-moor", "------------"},
    Secret{"secret-boardnote-brook", "----yy------"},
    Secret{"secret-boardnote-hill", "----yy------"},
    Secret{"secret-boardnote-moor", "------------"},
    // What the rating would make of a note that is kept to the board.
    Secret{"raises a concern about teaching, safety", "----yy------"},
    Secret{"secret-query-brook", "yyy-yyy-----"},
    Secret{"secret-query-hill", "---yyyy-----"},
    Secret{"secret-query-moor", "------------"},
    Secret{"secret-answer-brook", "yyy-yyy-----"},
    Secret{"secret-answer-hill", "---yyyy-----"},
    Secret{"secret-answer-moor", "------------"},
    Secret{"secret-recommendation-brook", "--y-yy.-----"},
    Secret{"secret-recommendation-hill", "---yyy.-----"},
    Secret{"secret-recommendation-moor", "------------"},
    Secret{"secret-minutes-901", "----yy------"},
    Secret{"secret-minutes-902", "------------"},
    Secret{"secret-title-902", "------------"},
    Secret{"@otherland.example", "------------"},
    Secret{"secret-draft-901", "-----y------"},
    Secret{"secret-draft-902", "------------"},
    Secret{"secret-row-901", "------y-----"},
    Secret{"secret-row-902", "------------"},
    Secret{"nonsense-901002", "------y-----"},
    Secret{"nonsense-901003", "------------"},
    Secret{"own-901.csv", "------y-----"},
    Secret{"own-902.csv", "------------"},
    // What the authority's own return says of Brook, which reads it of itself, of Hill and, in another
    // authority's, of Brook.
    Secret{"31.7%", "yyy-yyy-----"},
    Secret{"38.7%", "---yyyy-----"},
    Secret{"51.7%", "------------"},
    Secret{"53.7%", "------------"},
    // Unsuppressed results of Brook, of Hill and, in another authority's return, of Brook; what Brook told of
    // its attendance.
    Secret{"of all and 33% of disadvantaged", "--y-yyy-----"},
    Secret{"of all and 37% of disadvantaged", "---yyyy-----"},
    Secret{"of all and 53% of disadvantaged", "------------"},
    Secret{"88.3%", "--.-...-----"},
    Secret{"87.3%", "--.-...-----"},
    Secret{"secret-upload-901", "------y-----"},
    Secret{"secret-upload-902", "------------"},
    Secret{"secret-list-901", "--yyyyy-----"},
    Secret{"secret-list-902", "------------"},
    Secret{"secret-list-of-the-head", "y-----------"},
    Secret{"secret-pack-901", "----yy------"},
    Secret{"secret-pack-902", "------------"},
    Secret{"secret-reasons-brook", "y-y--y---yyy"},
    Secret{"secret-reasons-hill", "---y-y---y--"},
    Secret{"secret-reasons-moor", "------------"},
    Secret{"secret-strategies-brook", "y-y--y---yyy"},
    Secret{"secret-strategies-hill", "---y-y---y--"},
    Secret{"secret-strategies-moor", "------------"},
    Secret{"secret-barriers-brook", "y-y--y---yyy"},
    Secret{"secret-barriers-hill", "---y-y---y--"},
    Secret{"secret-barriers-moor", "------------"},
    Secret{"secret-action-brook", "y-y--y---yyy"},
    Secret{"secret-action-hill", "---y-y---y--"},
    Secret{"secret-action-moor", "------------"},
    // What early warning says of a school, and what came of it in the trial.
    Secret{"newest first: inadequate", "--y-yyy-----"},
    Secret{"newest first: requires improvement", "---yyyy-----"},
    Secret{"newest first: outstanding", "------------"},
    Secret{"Inadequate on 1 February 2025", "--y-yyy-----"},
    Secret{"Inadequate on 2 February 2025", "---yyyy-----"},
    Secret{"Inadequate on 3 February 2025", "------------"},
};

/// Where the token ends that begins at `from`, in a form, an address or a cookie; `from` when there is none.
std::size_t token_end(std::string_view page, std::size_t from) {
    const std::string_view rest = page.substr(from), field = "name=\"csrf\" value=\"", cookie = "tarn_";
    const auto to = [&](const char* ends, std::size_t begin) {
        return std::min(page.find_first_of(ends, from + begin), page.size());
    };
    if (rest.starts_with(field)) return std::min(to("\"", field.size()) + 1, page.size());
    if (rest.starts_with("csrf=")) return to("\"&", 5);
    if (!rest.starts_with(cookie)) return from;
    const auto name = rest.find_first_not_of("abcdefghijklmnopqrstuvwxyz", cookie.size());
    const bool named = name != rest.npos && name > cookie.size() && rest[name] == '=';
    return named ? to(";\n", name) : from;
}

/// What is new on every page: the tokens of forms and the hashes of what was uploaded or fitted. By hand,
/// because std::regex took two thirds of this program's time.
std::string without_tokens(std::string_view page) {
    std::string out;
    for (std::size_t at = 0; at < page.size();) {
        const auto plain = std::min(page.find_first_of("nct", at), page.size());
        out += page.substr(at, plain - at);
        if (plain == page.size()) break;
        const auto end = token_end(page, plain);
        out += end > plain ? "(token)" : page.substr(plain, 1);
        at = std::max(end, plain + 1);
    }
    return out;
}

class Secrets : public InTheWorld {
  protected:
    /// Every address of the table, with every choice of things.
    std::vector<std::string> table_addresses() {
        std::vector<std::string> list;
        for (const kit::Route& route : application().routes())
            if (route.method == web::Method::get) fill(route.pattern, "", list);
        return list;
    }
    void fill(std::string_view pattern, const std::string& so_far, std::vector<std::string>& list) {
        if (pattern.empty()) {
            list.push_back(so_far);
            return;
        }
        pattern.remove_prefix(1);
        const std::string segment{pattern.substr(0, pattern.find('/'))};
        pattern.remove_prefix(segment.size());
        if (!segment.starts_with('{')) return fill(pattern, so_far + "/" + segment, list);
        for (const Thing& thing : world().things(segment.substr(1, segment.size() - 2)))
            fill(pattern, so_far + "/" + thing.value, list);
    }
    /// Everything that the person can read anywhere, each page with its address before it.
    std::string walk(Role role) { return walk(role, visitor(role)); }
    std::string walk(Role role, Visitor person) {
        const auto start = table_addresses();
        EXPECT_LT(start.size(), most_pages * 3 / 4) << "some are for pages that are found by links";
        // Pages of other days are as many again: they come last, so that they keep no page of today out.
        std::deque<std::string> open(start.begin(), start.end()), of_other_days;
        std::set<std::string> known(start.begin(), start.end());
        std::string all;
        for (std::size_t pages = 0; !open.empty() && pages < most_pages; ++pages) {
            const auto answer = person.get(open.front());
            EXPECT_LT(answer.status, 500) << access::role_code(role) << " " << open.front();
            all += fmt::format("\n== {}\n{}", open.front(), without_tokens(readable(answer)));
            for (std::string& link : links_of(answer))
                if (known.insert(link).second)
                    (link.find("as_at=") == link.npos ? open : of_other_days).push_back(std::move(link));
            open.pop_front();
            if (open.empty()) open.swap(of_other_days);
        }
        return all;
    }
};

std::string page_of(const std::string& all, std::size_t at) {
    const auto from = all.rfind("\n== ", at) + 4;
    return all.substr(from, all.find('\n', from) - from);
}

/// The pages whose text differs between two walks over the same addresses.
std::string first_difference(const std::string& one, const std::string& other) {
    const auto [a, b] = std::mismatch(one.begin(), one.end(), other.begin(), other.end());
    if (a == one.end() && b == other.end()) return {};
    const auto at = static_cast<std::size_t>(a - one.begin());
    return page_of(one, at) + ": " + one.substr(at, 200) + "\n---\n" + other.substr(at, 200);
}

TARN_ON_EACH_DATABASE(Secrets);

/// As it was planted, its beginning, and with one and two slips: each of them finds it where it may be found.
std::vector<std::string> ways_to_type(const std::string& word) {
    std::string swapped = word, twice = word;
    std::swap(swapped[3], swapped[4]);
    twice.erase(2, 1);
    twice.back() = 'q';
    return {word, word.substr(0, word.size() - 2), swapped, twice};
}

/// An answer as if something else had been typed: what is shown again of the question is taken out.
std::string without_question(const web::Response& answer, const std::string& typed) {
    std::string page = without_tokens(readable(answer));
    for (auto at = page.find(typed); at != page.npos; at = page.find(typed, at))
        page.replace(at, typed.size(), "(typed)");
    return page;
}

// A search for what a person may not open says word for word what it says of a word that is nowhere: no
// result, no count, no suggestion, no heading.
TEST_P(Secrets, ASearchTellsNothingOfWhatThePersonMayNotOpen) {
    const std::string nowhere = "bumblefritz";
    for (const Role role : access::all_roles()) {
        Visitor person = visitor(role);
        for (const std::string_view kind : {"", "&fragment=1"}) {
            const auto search = [&](const std::string& typed) {
                const auto answer = person.get(fmt::format("/search?q={}{}", typed, kind));
                EXPECT_EQ(answer.status, 200) << typed;
                return answer;
            };
            const std::string nothing = without_question(search(nowhere), nowhere);
            ASSERT_NE(nothing.find("Nothing you can open matches"), nothing.npos);
            for (const Canary& canary : World::canaries())
                for (const std::string& typed : ways_to_type(canary.word)) {
                    const auto answer = search(typed);
                    const bool hidden = canary.seen[static_cast<std::size_t>(role)] == '-';
                    EXPECT_EQ(without_question(answer, typed) == nothing, hidden)
                        << access::role_code(role) << " types " << typed << kind;
                    EXPECT_EQ(readable(answer).find("Nothing you can open matches") != std::string::npos,
                              hidden)
                        << access::role_code(role) << " types " << typed << kind;
                }
        }
    }
}

void expect_what_is_for(Role role, const std::string& all) {
    for (const Secret& secret : secrets) {
        const auto at = all.find(secret.text);
        const char wanted = secret.seen[static_cast<std::size_t>(role)];
        const bool found = at != std::string::npos;
        EXPECT_FALSE(found && wanted == '-') << access::role_code(role) << " sees " << secret.text << " at "
                                             << (found ? page_of(all, at) : "");
        EXPECT_TRUE(found || wanted != 'y')
            << access::role_code(role) << " sees " << secret.text << " nowhere";
    }
}

bool reads_for_the_board(Role role) {
    return access::Viewer{PersonId{1}, "", role, {}, {}}.may(access::Permission::board_read);
}

// Secrets are seen by whom they are for and by nobody else. And a note that is kept to the board must not
// show by anything it counts in: to whoever does not read for the board every page is the same with it as
// without. One test, because a walk takes seconds and serves both.
TEST_P(Secrets, AreSeenByWhomTheyAreForAndChangeNoPageOfAnybodyElse) {
    World without{GetParam(), World::BoardNotes::none};
    server::Application other{without.database(), without.clock(), options()};
    const auto walk_there = [&](Role role) {
        Visitor made(other.server());
        made.sign_in(without.members().at(static_cast<std::size_t>(role)).email, World::password());
        return walk(role, made);
    };
    const auto every = access::all_roles();
    std::vector<Role> roles(every.begin(), every.end());
    std::ranges::stable_partition(roles, [](Role role) { return !reads_for_the_board(role); });
    for (const Role role : roles) {
        const std::string all = walk(role);
        expect_what_is_for(role, all);
        if (!reads_for_the_board(role)) {
            EXPECT_EQ(first_difference(all, walk_there(role)), "") << access::role_code(role);
        } else if (role == Role::board_member) {
            EXPECT_NE(first_difference(all, walk_there(role)), "") << "it counts for the board";
        }
    }
}

}
}
