// What the law asks of a public body's website: [accessibility-2018], [uk-gdpr], [pecr].
#include <fmt/format.h>

#include "feature_kit/act.hpp"
#include "platform/page_kit/page_kit.hpp"
#include "server/pages.hpp"

namespace tarn::server {
namespace {

using page_kit::bullet_list;
using page_kit::heading;
using page_kit::Html;
using page_kit::paragraph;

web::Response accessibility(kit::Act& act) {
    Html text = paragraph("This statement applies to this service, Tarn, as installed by your authority.");
    text += paragraph("Everybody should be able to use it. You should be able to:");
    text += bullet_list({"zoom to 400% without losing text", "use every page with a keyboard alone",
                         "use every page with a screen reader or by voice",
                         "use every page without JavaScript", "read every chart and map as a table"});
    text += heading(2, "How accessible this service is");
    text += paragraph(
        "It is built to meet the Web Content Accessibility Guidelines version 2.2 at level AA. Its pages are "
        "checked "
        "automatically for every role at each change of the program; a check by an independent person with "
        "assistive "
        "technology has not been made yet, so it cannot be called fully compliant.");
    text += paragraph(
        "Known limits: maps can be moved only with a pointer or the arrow keys, so each stands beside the "
        "list of the same schools.");
    text += heading(2, "Reporting a problem");
    text += paragraph(
        "Tell the person who manages accounts in your authority which page it is and what you were trying to "
        "do. If you "
        "are not content with the answer, contact the Equality Advisory and Support Service.");
    text += heading(2, "Enforcement");
    text += paragraph(
        "The Equality and Human Rights Commission enforces the Public Sector Bodies (Websites and Mobile "
        "Applications) "
        "(No. 2) Accessibility Regulations 2018.");
    return kit::respond(act, {.title = "Accessibility statement"}, page_kit::two_thirds(std::move(text)));
}

web::Response privacy(kit::Act& act) {
    Html text = paragraph(
        "Your authority is the controller of the personal data in this service. Its data protection officer "
        "answers questions about it.");
    text += heading(2, "What is kept about you");
    text += bullet_list({"your name, e-mail address and roles, with their first and last days",
                         "your password, only as a hash that cannot be turned back",
                         "when and from which address you signed in",
                         "what you did and which confidential pages you read, with the time"});
    text += heading(2, "Why");
    text += paragraph(
        "The authority has to promote high standards in schools (Education Act 1996, section 13A) and, for "
        "that task in the "
        "public interest, keeps a record of who decided what and who read what. Nobody is judged by a "
        "computer alone: a named "
        "person decides every level.");
    text += heading(2, "Who sees it");
    text += paragraph(
        "Colleagues see your name beside what you decided or wrote. The trail of reads and acts is seen by "
        "the data protection officer.");
    text += heading(2, "Your rights");
    text += paragraph(
        "You may ask to see, correct or restrict what is held about you, or object to it. If you are not "
        "content with the "
        "answer, you may complain to the Information Commissioner.");
    return kit::respond(act, {.title = "Privacy notice"}, page_kit::two_thirds(std::move(text)));
}

web::Response cookies(const Settings& settings, kit::Act& act) {
    const std::string before_name = settings.behind_tls ? "__Host-" : "";
    Html text = paragraph(
        "This service sets only cookies that it cannot work without, so it does not ask for your consent. "
        "None is read by anybody else and none measures what you do.");
    page_kit::Table table{.caption = "Cookies",
                          .head = {{.content = "Name"}, {.content = "Purpose"}, {.content = "Ends"}},
                          .first_cell_is_header = true};
    table.rows.push_back(
        {{.content = before_name + "tarn_session"},
         {.content = "Shows that you are signed in, or were when you sent a form too late"},
         {.content = fmt::format("After {} hours, or when you sign out", settings.session_hours)}});
    table.rows.push_back({{.content = before_name + "tarn_before"},
                          {.content = "Protects the sign-in form from other websites"},
                          {.content = "When you close the browser"}});
    table.rows.push_back(
        {{.content = before_name + "tarn_known"},
         {.content = "Tells a browser in which you have signed in from a stranger's, so that "
                     "others who guess your password do not make you wait"},
         {.content = "After 90 days"}});
    text += page_kit::table(table);
    return kit::respond(act, {.title = "Cookies"}, page_kit::two_thirds(std::move(text)));
}

}

std::vector<kit::Route> statement_routes(const Settings& settings) {
    const auto page = [](const char* pattern, const char* title, kit::ActHandler handler) {
        return kit::Route{web::Method::get,   pattern, access::Permission::anyone, false, "",
                          std::move(handler), title};
    };
    return {page("/accessibility", "Accessibility", accessibility), page("/privacy", "Privacy", privacy),
            page("/cookies", "Cookies", [settings](kit::Act& act) { return cookies(settings, act); })};
}

}
