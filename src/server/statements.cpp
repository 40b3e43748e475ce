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
        "It is built to meet the Web Content Accessibility Guidelines version 2.2 at level AA. We test every "
        "page automatically. It has not been tested by an independent expert, so we cannot say it is fully "
        "compliant.");
    text += paragraph(
        "You can move maps only with a pointer or the arrow keys. Every map has a list of the same schools.");
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
                         "your password, stored so that nobody can read it",
                         "when and from which address you signed in",
                         "what you did and which confidential pages you read, with the time"});
    text += heading(2, "Why");
    text += paragraph(
        "The authority must promote high standards in schools (Education Act 1996, section 13A). To do this "
        "we record decisions and who views pages. A person decides every level.");
    text += heading(2, "Who sees it");
    text += paragraph(
        "Colleagues see your name beside what you decided or wrote. The data protection officer can see what "
        "you viewed and did.");
    text += heading(2, "Your rights");
    text += paragraph(
        "You may ask to see, correct or restrict what is held about you, or object to it. If you are not "
        "content with the "
        "answer, you may complain to the Information Commissioner.");
    return kit::respond(act, {.title = "Privacy notice"}, page_kit::two_thirds(std::move(text)));
}

web::Response cookies(const Settings& settings, kit::Act& act) {
    const std::string before_name = settings.behind_tls ? "__Host-" : "";
    Html text =
        paragraph("We use only essential cookies, so we do not ask for your consent. They do not track you.");
    page_kit::Table table{.caption = "Cookies",
                          .head = {{.content = "Name"}, {.content = "Purpose"}, {.content = "Ends"}},
                          .first_cell_is_header = true};
    table.rows.push_back(
        {{.content = before_name + "tarn_session"},
         {.content = "Keeps you signed in"},
         {.content = fmt::format("After {} hours, or when you sign out", settings.session_hours)}});
    table.rows.push_back({{.content = before_name + "tarn_before"},
                          {.content = "Protects the sign-in form from other websites"},
                          {.content = "When you close the browser"}});
    table.rows.push_back(
        {{.content = before_name + "tarn_known"},
         {.content = "Recognises your browser, so other people's failed sign-ins do not lock you out"},
         {.content = "After 90 days"}});
    table.rows.push_back({{.content = before_name + "tarn_done"},
                          {.content = "Shows a message after you send a form"},
                          {.content = "When the message is shown, or after 2 minutes"}});
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
