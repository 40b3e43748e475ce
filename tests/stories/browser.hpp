#pragma once
// A person's browser in a story: real HTTP over a socket, cookies, and the forms of the page in front of
// them.
#include <functional>
#include <string>
#include <string_view>

#include "stories/forms.hpp"

namespace tarn::stories {

class Browser {
  public:
    using Watcher = std::function<void(std::string_view method, const std::string& address, int status)>;

    explicit Browser(std::uint16_t port) : port_(port) {}

    /// Opens an address and follows redirects.
    const Page& open(std::string_view address);
    const Page& send(const std::string& action, const web::Fields& fields);
    /// As it was filled in, with its files.
    const Page& send(const Form& form);
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
    /// Of the answer to the form sent last, before a redirect was followed.
    int sent_status() const { return sent_status_; }
    const web::Fields& cookies() const { return cookies_; }
    /// Is told of every request, with the status of its answer.
    void watched_by(Watcher watcher) { watcher_ = std::move(watcher); }

  private:
    Page ask(std::string_view method, const std::string& address, const std::string& body,
             const std::string& type = "application/x-www-form-urlencoded");
    const Page& follow(Page page);

    std::uint16_t port_;
    Watcher watcher_;
    web::Fields cookies_;
    Page page_;
    Form form_;
    bool filling_ = false;
    int sent_status_ = 0;
    std::string referer_;
};

}
