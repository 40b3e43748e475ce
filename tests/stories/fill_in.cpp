#include "stories/fill_in.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <regex>
#include <stdexcept>

namespace tarn::stories {
namespace {

/// Pages looked at before a form is said to be on none.
constexpr std::size_t most_pages = 40;

std::vector<std::string> parts_of(std::string_view path) {
    std::vector<std::string> parts;
    for (std::size_t from = 1; from <= path.size();) {
        const auto end = std::min(path.find('/', from), path.size());
        parts.emplace_back(path.substr(from, end - from));
        from = end + 1;
    }
    return parts;
}
std::string without_query(const std::string& address) {
    return address.substr(0, address.find('?'));
}

Known known_of(Cast& cast, const std::string& of) {
    const std::string area = "the area ";
    if (of.starts_with(area)) return {{"{area}", std::to_string(cast.area(of.substr(area.size())))}};
    if (of.empty() || of.starts_with("the ")) return {};
    if (cast.schools().contains(of)) return {{"{urn}", cast.school(of).text()}};
    return {{"{person}", std::to_string(cast.person(of).value)}};
}

/// The pattern's only address, if all of it is known.
std::optional<std::string> address_of(std::string pattern, const Known& known) {
    for (const auto& [name, value] : known)
        if (const auto at = pattern.find(name); at != std::string::npos)
            pattern.replace(at, name.size(), value);
    if (pattern.find('{') != std::string::npos) return std::nullopt;
    return pattern;
}

std::size_t parts_in_common(const std::string& a, const std::string& b) {
    const auto one = parts_of(a), other = parts_of(b);
    std::size_t count = 0;
    while (count < one.size() && count < other.size() && one[count] == other[count]) ++count;
    return count;
}

const kit::Route& route_called(Cast& cast, const std::string& title, web::Method method,
                               const std::string& ending) {
    for (const kit::Route& route : cast.routes())
        if (route.method == method && route.title == title && route.pattern.ends_with(ending)) return route;
    throw std::runtime_error("no " +
                             std::string{method == web::Method::post ? "form" : "list with such a file"} +
                             " is called \"" + title + "\"; tarn routes prints what there is");
}

/// Looks for a form on the page in front of a person and on the pages around it, as a person finds it: its
/// own page, those above it, and what these lead to.
class Search {
  public:
    Search(Cast& cast, Browser& browser, const kit::Route& route, Known known)
        : browser_(browser), route_(route), known_(std::move(known)) {
        for (const kit::Route& each : cast.routes())
            if (each.method == web::Method::get && parts_in_common(each.pattern, route.pattern) > 0)
                pages_.push_back(&each);
        std::ranges::stable_sort(pages_, std::greater<>{}, [&](const kit::Route* page) {
            return parts_in_common(page->pattern, route.pattern) * 2 + (page->pattern == route.pattern);
        });
    }

    Form form() {
        if (auto found = on_this_page()) return *found;
        if (auto found = on_pages_from(browser_.page().address)) return *found;
        for (const kit::Route* page : pages_)
            if (const auto address = address_of(page->pattern, known_))
                if (auto found = on_pages_from(*address)) return *found;
        throw std::runtime_error("no page leads to a form for " + route_.pattern + tried_);
    }

  private:
    std::optional<Form> on_this_page() {
        for (Form& form : forms_of(browser_.page()))
            if (form.post && fits(route_.pattern, known_, form.action)) return std::move(form);
        return std::nullopt;
    }
    bool is_near(const std::string& address) const {
        return std::ranges::any_of(
            pages_, [&](const kit::Route* page) { return fits(page->pattern, known_, address); });
    }
    std::optional<Form> on_pages_from(const std::string& start) {
        std::deque<std::string> addresses{start};
        while (!addresses.empty() && seen_.size() < most_pages) {
            const std::string address = std::move(addresses.front());
            addresses.pop_front();
            if (!is_near(address) || !seen_.insert(address).second) continue;
            const Page& page = browser_.open(address);
            tried_ += "; " + address + " answers " + std::to_string(page.status);
            if (page.status != 200) continue;
            if (auto found = on_this_page()) return found;
            // A page whose address names what is not known yet is reached by a link alone.
            for (std::string& link : links_of(page))
                if (leads_on(link)) addresses.push_back(std::move(link));
        }
        return std::nullopt;
    }
    bool leads_on(const std::string& link) const {
        return link.find('?') == std::string::npos &&
               std::ranges::any_of(pages_, [&](const kit::Route* page) {
                   return !address_of(page->pattern, known_) && fits(page->pattern, known_, link);
               });
    }

    Browser& browser_;
    const kit::Route& route_;
    Known known_;
    std::vector<const kit::Route*> pages_;  ///< the nearest first
    std::set<std::string> seen_;
    std::string tried_;
};

/// `Question "answer" and Question "answer"`.
std::vector<std::pair<std::string, std::string>> read_answers(const std::string& text) {
    static const std::regex one(R"/(^(?: and )?([^"]+) "([^"]*)")/");
    std::vector<std::pair<std::string, std::string>> list;
    std::smatch found;
    for (std::string rest = text; !rest.empty(); rest = found.suffix()) {
        if (!std::regex_search(rest, found, one))
            throw std::runtime_error("not an answer of the form Question \"answer\": " + rest);
        list.emplace_back(found[1], found[2]);
    }
    return list;
}

std::string what_it_says(const Page& page) {
    const std::string errors = errors_of(page);
    return page.address + " (" + std::to_string(page.status) +
           "): " + (errors.empty() ? text_of(page.body).substr(0, 1500) : errors);
}

}

bool fits(const std::string& pattern, const Known& known, const std::string& address) {
    const auto wanted = parts_of(pattern), given = parts_of(without_query(address));
    if (wanted.size() != given.size()) return false;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (!wanted[i].starts_with('{')) {
            if (wanted[i] != given[i]) return false;
        } else if (const auto it = known.find(wanted[i]); it != known.end() && it->second != given[i]) {
            return false;
        }
    }
    return true;
}

const Page& fill_in(Cast& cast, const std::string& who, const Named& named, const std::string& answers,
                    Sent expected) {
    Browser& browser = cast.signed_in(who);
    const kit::Route& route = route_called(cast, named.title, web::Method::post, "");
    Form form = Search(cast, browser, route, known_of(cast, named.of)).form();
    for (const auto& [question, value] : read_answers(answers)) answer(form, question, value);
    const Page& page = browser.send(form);
    // Where it leads may be closed to the person by what was done.
    const bool taken = browser.sent_status() < 400 && !page.address.starts_with("/sign-in");
    if (taken != (expected == Sent::taken))
        throw std::runtime_error((taken ? "it was taken: " : "it was not taken: ") + what_it_says(page));
    return page;
}

const Page& download(Cast& cast, const std::string& who, const Named& named, const std::string& kind) {
    Browser& browser = cast.signed_in(who);
    const std::string ending = "." + lower(kind);
    const kit::Route& file = route_called(cast, named.title, web::Method::get, ending);
    const Known known = known_of(cast, named.of);
    if (const auto address = address_of(file.pattern, known)) {
        const Page& page = browser.open(*address);
        if (page.status != 200) throw std::runtime_error("it was not downloaded: " + what_it_says(page));
        return page;
    }
    for (const std::string& link : links_of(browser.page()))
        if (fits(file.pattern, known, link)) return browser.open(link);
    throw std::runtime_error(browser.page().address + " has no link to " + file.pattern);
}

}
