#pragma once
// The whole page around a feature's content.
#include "platform/page_kit/fields.hpp"
#include "platform/page_kit/surroundings.hpp"
#include "platform/web/web.hpp"

namespace tarn::page_kit {

struct SignedIn {
    std::string name{};
    std::string role{};  ///< "Senior adviser"
    std::string csrf{};  ///< for the sign-out form
    std::string sign_out_action = "/sign-out";
    std::string account_href{};  ///< set: the name is a link (choose another role)
};

/// Everything that is not the content. `people` fills `around` and `signed_in` for a request; a page sets the
/// rest.
struct PageFrame {
    std::string title{};    ///< "Brook Primary School": the h1 and the first part of the window's title
    std::string caption{};  ///< small line above the h1: "URN 900001, primary"
    Content heading{};      ///< empty: the title
    bool heading_in_content = false;  ///< a label, legend or panel in the content is the h1
    Html after_heading{};             ///< tags or an action beside the h1

    SurroundingsPtr around{};  ///< none: those of a site of which nothing is known
    std::optional<SignedIn> signed_in{};

    std::string sought{};  ///< what stands in the search box: on the page of what was found
    std::string back_href{};
    std::vector<Breadcrumb> breadcrumbs{};
    FieldErrors errors{};     ///< shows the summary and puts "Error: " before the title
    Content success{};        ///< green banner: what has just been done
    Content notice{};         ///< blue banner: what must be known first
    bool wide = false;        ///< wide tables: up to 1,200 px instead of 960
    bool map = false;         ///< loads the map script
    int refresh_seconds = 0;  ///< without JavaScript the page is asked for again (progress of long work)
    std::string lang = "en";
};

/// The h1, banners and error summary stand before `content` inside <main>.
Html page(const PageFrame& frame, Html content);
web::Response respond(const PageFrame& frame, Html content,
                      int status = 200);  ///< 422 when it has errors and status is 200

/// A page that asks before something is done: a warning, a POST button, a link that goes back.
struct ConfirmPage {
    Content question{};  ///< the sentence under the h1
    std::string warning{};
    std::string action{};
    std::string csrf{};
    std::string button = "Confirm";
    bool destructive = false;
    std::string cancel_href{};
    Html fields{};  ///< hidden fields, or a reason to enter
};
Html confirm(const ConfirmPage& params);

}
