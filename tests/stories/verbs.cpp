#include "stories/verbs.hpp"

#include <algorithm>
#include <deque>
#include <regex>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "access/trail.hpp"
#include "feature_kit/act.hpp"
#include "platform/crypto/sign.hpp"
#include "stories/fill_in.hpp"
#include "support/warning_model.hpp"
#include "support/zip_text.hpp"

namespace tarn::stories {
namespace {

using Words = std::smatch;

[[noreturn]] void fail(const std::string& sentence) {
    throw std::runtime_error(sentence);
}

/// "the rating of Brook Primary" as an address.
std::string address_of(Cast& cast, const std::string& place) {
    if (place.starts_with('/')) return place;
    const std::string on_day = " as at ";
    if (const auto day = place.rfind(on_day); day != std::string::npos)
        return address_of(cast, place.substr(0, day)) + "?as_at=" + place.substr(day + on_day.size());
    static const std::pair<std::string, std::string> of_school[] = {
        {"the rating of ", "/rating"}, {"the evidence behind the rating of ", "/rating/evidence"},
        {"the level of ", "/level"},   {"the notes of ", "/notes"},
        {"the posts of ", "/posts"},   {"the figures of ", "/figures"},
        {"the page of ", ""}};
    const std::string alike = "the schools like ", years = "the years of the schools like ";
    if (place.starts_with(years))
        return "/schools/" + cast.school(place.substr(years.size())).text() + "/similar/years";
    if (place.starts_with(alike)) {
        const auto with = place.find(" with ");
        const std::string of =
            "/schools/" + cast.school(place.substr(alike.size(), with - alike.size())).text();
        return of + "/similar" +
               (with == std::string::npos ? "" : "?with=" + cast.school(place.substr(with + 6)).text());
    }
    const std::string compared = "the comparison of ";
    if (place.starts_with(compared)) {
        const auto with = place.find(" with ");
        return "/schools/" + cast.school(place.substr(compared.size(), with - compared.size())).text() +
               "/compare?with=" + cast.school(place.substr(with + 6)).text();
    }
    const std::string decision = "the decision on ";
    if (place.starts_with(decision))
        return "/board/meetings/1/schools/" + cast.school(place.substr(decision.size())).text();
    for (const auto& [words, path] : of_school)
        if (place.starts_with(words))
            return "/schools/" + cast.school(place.substr(words.size())).text() + path;
    static const std::map<std::string, std::string> fixed{
        {"their own work", "/"},
        {"the list of levels", "/levels"},
        {"the board's meetings", "/board/meetings"},
        {"a new meeting", "/board/meetings/new"},
        {"the lists of schools", "/comparators"},
        {"the areas", "/areas"},
        {"the setting up of areas", "/areas/manage"},
        {"the levels by area", "/areas/levels"},
        {"the area sheet", "/areas/0"},
        {"the account", "/account"},
        {"the people", "/people"},
        {"a new person", "/people/new"},
        {"the advisers", "/allocations"},
        {"the audit trail", "/audit"},
        {"the evidence", "/evidence"},
        {"the imports", "/evidence/imports"},
        {"the choice of roles", "/role"},
        {"how often early warning is right", "/early-warning"},
        {"early warning for the schools", "/early-warning/schools"},
        {"the early-warning models", "/early-warning/models"},
        {"the model card", "/early-warning/model"}};
    const auto it = fixed.find(place);
    if (it != fixed.end()) return it->second;
    for (const kit::Route& route : cast.routes())
        if (route.method == web::Method::get && lower("the " + route.title) == place &&
            route.pattern.find('{') == std::string::npos)
            return route.pattern;
    fail("no place is called '" + place + "'");
}

std::vector<std::string> quoted(const std::string& text) {
    static const std::regex quotation("\"([^\"]*)\"");
    std::vector<std::string> list;
    for (std::sregex_iterator it(text.begin(), text.end(), quotation), end; it != end; ++it)
        list.push_back((*it)[1]);
    return list;
}

bool shows(const Page& page, const std::string& words) {
    if (page.body.starts_with("PK\3\4"))
        return text_of(test::unzipped(page.body)).find(words) != std::string::npos;
    if (page.body.find("<") == std::string::npos) return page.body.find(words) != std::string::npos;
    if (text_of(page.body).find(words) != std::string::npos) return true;
    for (const Form& form : forms_of(page))  // what stands in a form is seen too
        for (const auto& [name, value] : form.fields)
            if (name != "csrf" && value.find(words) != std::string::npos) return true;
    return false;
}

void demand_shown(const Page& page, const std::string& wanted) {
    for (const std::string& words : quoted(wanted))
        if (!shows(page, words))
            fail("\"" + words + "\" is not on " + page.address + " (" + std::to_string(page.status) +
                 "): " + text_of(page.body).substr(0, 1500));
}

void sees_at(Cast& cast, const Words& words) {
    demand_shown(cast.signed_in(words[1]).open(address_of(cast, words[3])), words[2]);
}
void sees(Cast& cast, const Words& words) {
    demand_shown(cast.browser(words[1]).page(), words[2]);
}

void never_sees_at(Cast& cast, const Words& words) {
    const Page& page = cast.signed_in(words[1]).open(address_of(cast, words[3]));
    if (page.status != 200)
        fail(page.address + " answers " + std::to_string(page.status) + ", so nothing is proved");
    for (const std::string& hidden : quoted(words[2]))
        if (shows(page, hidden)) fail("\"" + hidden + "\" is on " + page.address);
}

void is_refused(Cast& cast, const Words& words) {
    const Page& page = cast.signed_in(words[1]).open(address_of(cast, words[2]));
    if (page.status != 403 && page.status != 404)
        fail(page.address + " answers " + std::to_string(page.status));
}
void was_refused(Cast& cast, const Words& words) {
    const Page& page = cast.browser(words[1]).page();
    if (page.status != 403) fail(page.address + " answered " + std::to_string(page.status));
}

/// Every address of the table, for every school, and a search for each and for what must stay hidden: without
/// the last letter, since a page repeats what was typed.
std::deque<std::string> all_addresses(Cast& cast, const std::vector<std::string>& hidden) {
    std::deque<std::string> addresses{"/"};
    for (const kit::Route& route : cast.routes()) {
        if (route.method != web::Method::get) continue;
        for (const auto& [name, urn] : cast.schools()) {
            std::string address = std::regex_replace(route.pattern, std::regex("\\{urn\\}"), urn.text());
            addresses.push_back(std::regex_replace(address, std::regex("\\{[a-z]+\\}"), "1"));
        }
    }
    for (const auto& [name, urn] : cast.schools()) addresses.push_back("/schools?q=" + web::url_encode(name));
    for (const std::string& words : hidden)
        for (const char* suggesting : {"", "&fragment=1"})
            addresses.push_back("/search?q=" + web::url_encode(words.substr(0, words.size() - 1)) +
                                suggesting);
    return addresses;
}

void never_sees_anywhere(Cast& cast, const Words& words) {
    constexpr std::size_t most = 400;
    const std::vector<std::string> hidden = quoted(words[2]);
    Browser& browser = cast.signed_in(words[1]);
    std::deque<std::string> addresses = all_addresses(cast, hidden);
    std::set<std::string> visited;
    std::size_t answered = 0;
    while (!addresses.empty() && visited.size() < most) {
        const std::string address = std::move(addresses.front());
        addresses.pop_front();
        if (!visited.insert(address).second) continue;
        const Page& page = browser.open(address);
        answered += page.status == 200;
        if (std::ranges::all_of(hidden, [&](const std::string& each) { return shows(page, each); }))
            fail("what must stay hidden is on " + page.address);
        for (std::string& link : links_of(page)) addresses.push_back(std::move(link));
    }
    if (answered < 5) fail("only " + std::to_string(answered) + " pages answered, so nothing is proved");
}

const Form& form_to(const std::vector<Form>& forms, const std::string& action, const Page& page) {
    for (const Form& form : forms)
        if (form.action == action) return form;
    fail("no form on " + page.address + " (" + std::to_string(page.status) + ") leads to " + action + ": " +
         text_of(page.body).substr(0, 600));
}

/// Opens a page, fills the form that leads to `action` and sends it.
const Page& send_form(Browser& browser, const std::string& address, const std::string& action,
                      const web::Fields& values) {
    const Page page = browser.open(address);
    const auto forms = forms_of(page);
    web::Fields fields = form_to(forms, action, page).fields;
    for (const auto& [name, value] : values) set_field(fields, name, value);
    return browser.send(action, fields);
}

void add_day(web::Fields& fields, const std::string& name, Date day) {
    fields.emplace_back(name + "-day", std::to_string(day.day()));
    fields.emplace_back(name + "-month", std::to_string(day.month()));
    fields.emplace_back(name + "-year", std::to_string(day.year()));
}

/// A meeting today with the member present, and the decision, as a member of the board enters them.
void board_decides(Cast& cast, const Words& words) {
    cast.set_day(Date::parse_iso(words[1].str()).value());
    const Urn urn = cast.school(words[4]);
    Browser& member = cast.signed_in(words[2]);
    web::Fields meeting{{"title", "Meeting about " + words[4].str() + ", " + words[3].str()}};
    for (const char* name : {"held_on", "evidence_as_at", "recommendations_by"})
        add_day(meeting, name, cast.today());
    const Page arranged = send_form(member, "/board/meetings/new", "/board/meetings", meeting);
    if (arranged.status != 200)
        fail("the meeting was not arranged: " + text_of(arranged.body).substr(0, 600));
    send_form(member, arranged.address + "/present", arranged.address + "/present",
              {{"present", std::to_string(cast.person(words[2]).value)}});
    const std::string address = arranged.address + "/schools/" + urn.text();
    const Page decided =
        send_form(member, address, address, {{"level", lower(words[3])}, {"rationale", words[5]}});
    if (decided.status != 200) fail("the decision was not taken: " + text_of(decided.body).substr(0, 1500));
}

void trail_holds(Cast& cast, const Words& words) {
    const auto expected = std::stoll(words[1].str());
    const std::string object = words[3];  // a school by its name, anything else as the trail writes it
    const auto found = cast.database().read()->count(
        "SELECT COUNT(*) FROM audit WHERE action = $1 AND object = $2 AND person = $3", words[2].str(),
        object.find(':') == std::string::npos ? "school:" + cast.school(object).text() : object,
        cast.person(words[4]));
    if (found != expected) fail("the trail holds " + std::to_string(found) + " of them");
}

void trail_is_whole(Cast& cast, const Words&) {
    for (const std::string& fault : access::verify_audit(*cast.database().read())) fail(fault);
}

void time_passes(Cast& cast, const Words& words) {
    const int number = std::stoi(words[1].str());
    const std::string unit = words[2];
    cast.pass(unit.starts_with("minute") ? std::chrono::seconds{number * 60}
                                         : std::chrono::seconds{number * 3600});
}

void acts_as(Cast& cast, const Words& words) {
    Browser& browser = cast.signed_in(words[1]);
    const Page page = browser.open("/role");
    for (const access::Role role : access::all_roles()) {
        if (lower(std::string{access::role_title(role)}) != lower(words[2])) continue;
        const auto forms = forms_of(page);
        web::Fields fields = form_to(forms, "/role", page).fields;
        set_field(fields, "role", std::string{access::role_code(role)} + ":901");
        if (browser.send("/role", fields).status != 200) fail("the role was not taken");
        return;
    }
    fail("no role has the title " + words[2].str());
}

void is_asked_to_sign_in(Cast& cast, const Words& words) {
    const Page& page = cast.browser(words[1]).page();
    if (!page.address.starts_with("/sign-in")) fail(words[1].str() + " is at " + page.address);
}

void there_are(Cast& cast, const Words& words) {
    static const std::map<std::string, std::string> counts{{"meetings", "SELECT COUNT(*) FROM meeting"},
                                                           {"accounts", "SELECT COUNT(*) FROM person"},
                                                           {"decisions", "SELECT COUNT(*) FROM decision"},
                                                           {"notes", "SELECT COUNT(*) FROM soft_note"},
                                                           {"drafts", "SELECT COUNT(*) FROM draft"}};
    const auto it = counts.find(words[2]);
    if (it == counts.end()) fail("nobody counts " + words[2].str());
    const auto found = cast.database().read()->count(it->second);
    if (found != std::stoll(words[1].str())) fail("there are " + std::to_string(found));
}

void gives_link(Cast& cast, const Words& words) {
    const std::string person = "/people/" + std::to_string(cast.person(words[2]).value);
    const Page shown = send_form(cast.signed_in(words[1]), person, person + "/link", {});
    Words token;
    if (!std::regex_search(shown.body, token, std::regex("/password/[A-Za-z0-9_-]+")))
        fail("no link is shown");
    cast.note("link of " + words[2].str()) = token[0];
}

void sets_password(Cast& cast, const Words& words) {
    const std::string link = cast.note("link of " + words[1].str());
    Browser& browser = cast.browser(words[1]);
    if (browser.open(link).status != 200) return;  // the story goes on to say what is seen instead
    send_form(browser, link, link, {{"password", words[2]}});
}

/// The link of a second authority asks for the present password too.
void confirms(Cast& cast, const Words& words) {
    const std::string link = cast.note("link of " + words[1].str());
    send_form(cast.browser(words[1]), link, link, {{"current", words[2]}, {"password", words[3]}});
}

void signs_in_with(Cast& cast, const Words& words) {
    send_form(cast.browser(words[1]), "/sign-in", "/sign-in",
              {{"email", Cast::email_of(words[1])}, {"password", words[2]}});
}

std::string person_page(const Cast& cast, const std::string& name) {
    return "/people/" + std::to_string(cast.person(name).value);
}

/// Where the person's page leads to end a role that has not ended, or nothing.
std::optional<std::string> ending_page(Browser& browser, const std::string& person) {
    for (const std::string& link : links_of(browser.open(person)))
        if (link.starts_with(person + "/grants/")) return link;
    return std::nullopt;
}

/// Neither the page shows it nor does the address accept it.
void cannot_end_role(Cast& cast, const Words& words) {
    Browser& browser = cast.signed_in(words[1]);
    if (ending_page(browser, person_page(cast, words[2]))) fail("the page offers to end it");
    const auto grants = people::grants_of(*cast.database().read(), cast.person(words[2]));
    const Page page = browser.open("/people");
    web::Fields fields;
    for (const Form& form : forms_of(page))
        if (form.has("csrf")) fields = form.fields;
    const std::string address = "/people/" + std::to_string(cast.person(words[2]).value) + "/grants/" +
                                std::to_string(grants.at(0).id.value) + "/end";
    set_field(fields, "when", "now");
    if (browser.send(address, fields).status != 404)
        fail(address + " answers " + std::to_string(browser.page().status));
    const auto grant = people::grants_of(*cast.database().read(), cast.person(words[2])).at(0);
    if (grant.valid.to || grant.withdrawn_at) fail("the role was ended");
}

void model_kept(Cast& cast, double raise) {
    const auto db = cast.database().write();
    scenario::model(*db, cast.now(), test::model_by_grade(cast.today() - 30, raise));
    db->commit();
}

/// As an upgrade may leave it: a content that says of itself that it has another form.
void old_model_kept(Cast& cast, const Words&) {
    model_kept(cast, 1);
    const auto db = cast.database().write();
    const std::string content = "\x01 of an earlier form";
    db->execute("UPDATE warning_model SET content = $1, checksum = $2", storage::Blob{content},
                crypto::sha256_hex(content));
    db->commit();
}

/// Files of the years before, in the form in which Ofsted's are published: "900001,Good,20230301;..."
void inspections_imported(Cast& cast, const Words& words) {
    std::string csv = "URN,Rating,Inspection Date;" + words[1].str() + ";";
    std::ranges::replace(csv, ';', '\n');
    scenario::import_text(cast.database(), cast.now(),
                          {.name = "ofsted.csv", .text = csv, .public_from = cast.today() - 20});
}

/// One grade for every area of each school, with safeguarding: "900001,Needs attention,Met;..."
void report_cards_imported(Cast& cast, const Words& words) {
    std::string csv =
        "URN,LAESTAB,Inspection start date,Publication date,Outcomes for legacy monitoring inspections,"
        "Category of concern,Safeguarding standards,Inclusion,Curriculum and teaching,Achievement,"
        "Attendance and behaviour,Personal development and wellbeing,Early years (where applicable),"
        "Post-16 provision (where applicable),Leadership and governance\n";
    std::istringstream cards{words[1].str()};
    for (std::string urn, grade, safe; std::getline(cards, urn, ',') && std::getline(cards, grade, ',') &&
                                       std::getline(cards, safe, ';');) {
        csv += urn + ",," + words[2].str() + "," + words[3].str() + ",,," + safe;
        for (int area = 0; area < 5; ++area) csv += "," + grade;
        csv += ",Not applicable,Does not have a sixth form," + grade + "\n";
    }
    scenario::import_text(cast.database(), cast.now(), {.name = "cards.csv", .text = csv, .public_from = {}});
}

/// The page of long work, until it says what came of it.
void waits_for_work(Cast& cast, const Words& words) {
    Browser& browser = cast.browser(words[1]);
    const std::string address = browser.page().address;
    for (int i = 0; i < 600; ++i) {
        const std::string& body = browser.open(address).body;
        if (body.find("http-equiv=\"refresh\"") == std::string::npos) return;
        std::this_thread::sleep_for(std::chrono::milliseconds{50});
    }
    fail("the work does not end: " + text_of(browser.page().body).substr(0, 600));
}

/// Ordinary schools of about the same size and pupils, and one with nothing like it.
void census_imported(Cast& cast, const Words& words) {
    const Urn odd = cast.school(words[2]);
    std::string csv = "URN,LA,ESTAB,SCHOOLTYPE,NOR,PSENELSE,PSENELK,PNUMEAL,PNUMFSMEVER\n";
    int i = 0;
    for (const auto& [name, urn] : cast.schools()) {
        const bool unlike = urn == odd;
        csv += urn.text() + ",901," + std::to_string(2000 + i) + ",State-funded primary," +
               std::to_string(unlike ? 1400 : 180 + i * 3) + "," + std::to_string(unlike ? 20 : 1 + i % 3) +
               "," + std::to_string(unlike ? 40 : 10 + i % 7) + "," +
               std::to_string(unlike ? 95 : 3 + i % 5) + "," + std::to_string(unlike ? 90 : 15 + i % 11) +
               "\n";
        ++i;
    }
    scenario::import_text(cast.database(), cast.now(),
                          {.name = "census_" + words[1].str() + ".csv",
                           .text = csv,
                           .public_from = *Date::of(std::stoi(words[1].str()), 6, 27)});
}

/// Of the table of two schools in front of the person.
void shares_add_up(Cast& cast, const Words& words) {
    const std::string& body = cast.browser(words[1]).page().body;
    const auto table = body.find("Share of the difference");
    if (table == std::string::npos) fail("no table of shares is shown");
    const std::string shown = text_of(body.substr(table, body.find("</table>", table) - table));
    static const std::regex last_of_row("(\\d+)% (?=[A-Z]|$)");
    int sum = 0;
    for (std::sregex_iterator it(shown.begin(), shown.end(), last_of_row), end; it != end; ++it)
        sum += std::stoi((*it)[1]);
    if (sum != 100) fail("they add up to " + std::to_string(sum) + ": " + shown);
}

void fills_in(Cast& cast, const Words& w) {
    const Page& page = fill_in(cast, w[1], {w[2], w[3]}, w[4], w[5].matched ? Sent::refused : Sent::taken);
    demand_shown(page, w[5]);
}
void downloads(Cast& cast, const Words& w) {
    demand_shown(download(cast, w[1], {w[2], w[3]}, w[4]), w[5]);
}

struct Verb {
    const char* pattern;  ///< of the whole sentence
    void (*act)(Cast&, const Words&);
};

const Verb verbs[] = {
    {R"/((\w+) fills in "([^"]+)"(?: of (.+?))?(?: with (.+?))?(?: and is told (".+"))?)/", fills_in},
    {R"/((\w+) downloads "([^"]+)"(?: of (.+?))? as (CSV|XLSX) and sees (".+"))/", downloads},
    {R"/(authority (\w+) (\d+))/",
     [](Cast& cast, const Words& w) { cast.add_authority(w[1], AuthorityCode::parse(w[2].str()).value()); }},
    {R"/(area (\w+) (.+?) with (.+))/", [](Cast& cast, const Words& w) { cast.add_area(w[1], w[2], w[3]); }},
    {R"/((\w+) confirms with "(.+)" and sets the password "(.+)" with the link)/", confirms},
    {R"/(the browser keeps what (\w+) typed)/",
     [](Cast& cast, const Words& w) { cast.browser(w[1]).keep_draft(); }},
    {R"/((\w+) throws away what was kept)/",
     [](Cast& cast, const Words& w) {
         Browser& browser = cast.browser(w[1]);
         const auto forms = forms_of(browser.page());
         browser.send(form_to(forms, "/drafts", browser.page()));
     }},
    {R"/(school (.+?) urn (\d+)(?: in (\w+))?)/",
     [](Cast& cast, const Words& w) { cast.add_school(w[1], Urn::parse(w[2].str()).value(), w[3]); }},
    {R"/(person (\w+) (.+))/", [](Cast& cast, const Words& w) { cast.add_person(w[1], w[2]); }},
    {R"/(it is (\d{4}-\d\d-\d\d))/",
     [](Cast& cast, const Words& w) { cast.set_day(Date::parse_iso(w[1].str()).value()); }},
    {R"/((\d+) (minutes?|hours?) pass)/", time_passes},
    {R"/(on (\S+) (\w+) decides (\w+) for (.+) because "(.+)")/", board_decides},
    {R"/((\w+) gives (\w+) a one-time link)/", gives_link},
    {R"/((\w+) sets the password "(.+)" with the link)/", sets_password},
    {R"/((\w+) signs in with "(.*)")/", signs_in_with},
    {R"/((\w+) signs in as (\w+) with "(.*)")/",
     [](Cast& cast, const Words& w) {
         send_form(cast.browser(w[1]), "/sign-in", "/sign-in",
                   {{"email", Cast::email_of(w[2])}, {"password", w[3]}});
     }},
    {R"/((\w+) signs out everywhere)/",
     [](Cast& cast, const Words& w) {
         send_form(cast.signed_in(w[1]), "/account", "/account/sign-out", {});
     }},
    {R"/(an early-warning model of another version is in force)/", old_model_kept},
    {R"/((\w+) cannot end the role of (\w+))/", cannot_end_role},
    {R"/((\w+) signs in)/", [](Cast& cast, const Words& w) { cast.sign_in(w[1]); }},
    {R"/((\w+) signs in here)/", [](Cast& cast, const Words& w) { cast.sign_in_here(w[1]); }},
    {R"/((\w+) signs out)/",
     [](Cast& cast, const Words& w) { send_form(cast.signed_in(w[1]), "/", "/sign-out", {}); }},
    {R"/((\w+) acts as (.+))/", acts_as},
    {R"/((\w+) opens (.+))/",
     [](Cast& cast, const Words& w) { cast.signed_in(w[1]).open(address_of(cast, w[2])); }},
    {R"/((\w+) fills (\S+) with "(.*)")/",
     [](Cast& cast, const Words& w) { cast.browser(w[1]).fill(w[2].str(), w[3].str()); }},
    {R"/((\w+) sends the form)/", [](Cast& cast, const Words& w) { cast.browser(w[1]).send_filled(); }},
    {R"/((\w+) sends the same form again)/",
     [](Cast& cast, const Words& w) { cast.browser(w[1]).send_again(); }},
    {R"/(another website sends the form of (\w+))/",
     [](Cast& cast, const Words& w) { cast.browser(w[1]).send_without_token(); }},
    {R"/((\w+) is asked to sign in)/", is_asked_to_sign_in},
    {R"/((\w+) is refused)/", was_refused},
    {R"/((\w+) is refused (.+))/", is_refused},
    {R"/((\w+) sees (".+"))/", sees},
    {R"/((\w+) sees (".+") at (.+))/", sees_at},
    {R"/((\w+) never sees (".+") on any page, export, search or calendar)/", never_sees_anywhere},
    {R"/((\w+) never sees (".+") at (.+))/", never_sees_at},
    {R"/(the trail holds (\d+) "([\w.]+)" of (.+) by (\w+))/", trail_holds},
    {R"/(an early-warning model is in force)/", [](Cast& cast, const Words&) { model_kept(cast, 1); }},
    {R"/(another early-warning model is kept)/", [](Cast& cast, const Words&) { model_kept(cast, 2); }},
    {R"/(the inspections "(.+)" are imported)/", inspections_imported},
    {R"/(the report cards "(.+)" of (\S+), published (\S+), are imported)/", report_cards_imported},
    {R"/((\d+) more primary schools are open)/",
     [](Cast& cast, const Words& w) { cast.add_everyday_schools(std::stoi(w[1])); }},
    {R"/(the census of (\d+) is imported in which (.+) is unlike any other)/", census_imported},
    {R"/(the shares that (\w+) sees add up to 100)/", shares_add_up},
    {R"/((\w+) waits for the work)/", waits_for_work},
    {R"/(the trail is whole)/", trail_is_whole},
    {R"/(there are (\d+) (\w+))/", there_are},
};

}

void play(Cast& cast, const std::string& sentence) {
    for (const Verb& verb : verbs) {
        Words words;
        if (!std::regex_match(sentence, words, std::regex(verb.pattern))) continue;
        verb.act(cast, words);
        return;
    }
    fail("this sentence is not understood");
}

}
