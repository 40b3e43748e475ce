#include "feature_kit/paper.hpp"

#include <fmt/format.h>

#include "platform/page_kit/page_kit.hpp"
#include "platform/web/log.hpp"

namespace tarn::kit {
namespace {

using web::Html;

constexpr std::string_view style =
    "@page{size:A4 landscape;margin:11mm 12mm 14mm;"
    "@bottom-left{content:string(foot);font:7.5pt Arial,sans-serif}"
    "@bottom-right{content:'Page ' counter(page) ' of ' counter(pages);font:7.5pt Arial,sans-serif}}"
    "html{string-set:foot attr(data-foot);font:8.5pt/1.25 Arial,'Liberation Sans',sans-serif}"
    "body{margin:0}h1{font-size:15pt;margin:0}h2{font-size:11pt;margin:8pt 0 3pt;break-after:avoid}"
    "p,ul,dl{margin:0 0 4pt}ul{padding-left:11pt}p,li,dd,td{white-space:pre-line}"
    ".tarn-caption{font-weight:bold;margin-top:8pt;break-after:avoid}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;vertical-align:top;padding:2pt 6pt 2pt 0;border-bottom:.5pt solid #999}"
    "tr{break-inside:avoid}"
    ".govuk-tag{font-weight:bold}dt{font-weight:bold;float:left;clear:left;width:42mm}dd{margin:0 0 1pt 44mm}"
    ".govuk-visually-hidden{display:none}";

/// By the gate's own name for the authority; never empty on a page of somebody signed in.
std::string foot_of(const Paper& paper, std::string_view authority) {
    return fmt::format("{}{}{}", paper.confidential ? "Confidential. " : "", authority,
                       authority.empty() ? paper.day.display() : ". " + paper.day.display());
}

}

std::string paper_html(const Paper& paper, std::string_view authority) {
    Html body = web::element("h1", {}, Html::text(paper.title));
    if (!paper.caption.empty()) body += page_kit::paragraph(paper.caption);
    const Html head = web::void_element("meta", {{"charset", "utf-8"}}) +
                      web::element("title", {}, Html::text(paper.title)) +
                      web::element("style", {}, Html::trusted(std::string{style}));
    const std::string foot = foot_of(paper, authority);
    return "<!DOCTYPE html>" +
           web::element("html", {{"lang", "en-GB"}, {"data-foot", foot}},
                        web::element("head", {}, head) + web::element("body", {}, body + paper.content))
               .markup();
}

web::Response paper_file(const Act& act, const Paper& paper, documents::Printer& printer) {
    const bool word = act.request.query_value("format").value_or("") == "docx";
    const auto format = word ? documents::PaperFormat::docx : documents::PaperFormat::pdf;
    auto file = printer.make(format, paper_html(paper, act.authority_name));
    if (!file) {
        web::log_warning("no file of " + paper.name + ": " + file.error().detail);
        return not_done(act, file.error().message, paper.back);
    }
    const std::string name = (paper.confidential ? "confidential-" : "") + paper.name;
    return word ? web::Response::download(name + ".docx", documents::docx_type, *std::move(file))
                : web::Response::download(name + ".pdf", documents::pdf_type, *std::move(file));
}

Html paper_links(const std::string& href, std::string_view what) {
    Html links;
    for (const auto& [format, words] : {std::pair{"pdf", "PDF"}, {"docx", "Word"}})
        links += web::element(
            "li", {},
            page_kit::link_to(href + "?format=" + format, fmt::format("Download {} as {}", what, words)));
    return web::element("ul", {{"class", "govuk-list tarn-downloads"}}, links);
}

}
