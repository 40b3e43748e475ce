#pragma once
// A page as people take it away: PDF or Word, A4 landscape, with what it is at the foot of each page. It is
// made of the same content as the page on the screen, without its links and forms:
//
//     return paper_file(act, {.title = "Agenda", .name = "agenda-2026-03-02", .confidential = true,
//                             .back = href, .content = agenda_html(agenda)});
#include <string>

#include "feature_kit/act.hpp"
#include "platform/documents/printer.hpp"

namespace tarn::kit {

struct Paper {
    std::string title;
    std::string caption{};  ///< under the title: whose it is, of which day
    std::string name;       ///< of the file, without its ending
    bool confidential = false;
    Date day{};          ///< at the foot of each page
    std::string back{};  ///< the page that can be printed instead
    web::Html content{};
};

/// The whole page, before it becomes a file.
std::string paper_html(const Paper& paper, std::string_view authority);
/// As the address asks with ?format=: docx, else PDF. Where it cannot be made: why, and the way to the page.
web::Response paper_file(const Act& act, const Paper& paper,
                         documents::Printer& printer = documents::Printer::shared());
/// "Download as PDF" and "Download as Word" of an address; `what` tells several of one page apart.
web::Html paper_links(const std::string& href, std::string_view what);

}
