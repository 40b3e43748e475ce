#pragma once
// A person's browser in a story: real HTTP over a socket, cookies, and the forms of the page in front of
// them.
#include <string>
#include <string_view>
#include <vector>

#include "platform/web/web.hpp"

namespace tarn::stories {

struct Page {
    int status = 0;
    std::string address;
    std::string body;
    std::string location;  ///< of a redirect that was not followed
};

/// A form as a browser would send it, with what its inputs hold.
struct Form {
    std::string action;
    bool post = false;
    web::Fields fields;
    std::vector<std::string> names;  ///< every field that can be filled, also unticked ones
    bool has(std::string_view name) const;
};
std::vector<Form> forms_of(const Page& page);
/// What a reader sees: tags dropped, entities decoded, blanks folded.
std::string text_of(std::string_view html);
/// Addresses within the site that the page links to.
std::vector<std::string> links_of(const Page& page);
void set_field(web::Fields& fields, std::string_view name, std::string_view value);

class Browser {
  public:
    explicit Browser(std::uint16_t port) : port_(port) {}

    /// Opens an address and follows redirects.
    const Page& open(std::string_view address);
    const Page& send(const std::string& action, const web::Fields& fields);
    /// Sends the form of this page that leads to `action`, with a file in its field "file".
    const Page& send_file(const std::string& action, const std::string& name, const std::string& content);
    /// What the page's script does while somebody types: keeps the filled form as a draft.
    const Page& keep_draft();
    /// Fills a field of the first form on the page that has it.
    void fill(std::string_view name, std::string_view value);
    const Page& send_filled();
    /// The form sent last, once more, as it was.
    const Page& send_again();
    /// The filled form as another website would send it: with the cookies, without the token.
    const Page& send_without_token();
    const Page& page() const { return page_; }
    const web::Fields& cookies() const { return cookies_; }

  private:
    Page ask(std::string_view method, const std::string& address, const std::string& body,
             const std::string& type = "application/x-www-form-urlencoded");
    const Page& follow(Page page);

    std::uint16_t port_;
    web::Fields cookies_;
    Page page_;
    Form form_;
    bool filling_ = false;
    std::string referer_;
};

}
