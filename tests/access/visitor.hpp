#pragma once
// Somebody at a browser, without a socket: keeps cookies, signs in, sends forms with the token of a page.
#include <string>
#include <string_view>
#include <vector>

#include "platform/web/web.hpp"

namespace tarn::test {

class Visitor {
  public:
    explicit Visitor(const web::Server& server) : server_(&server) {}

    /// Throws std::runtime_error when the sign-in is refused.
    void sign_in(const std::string& email, const std::string& password);

    web::Response get(std::string_view address);
    web::Response post(std::string_view address, web::Fields form);
    /// The token that this visitor's pages put into their forms.
    std::string csrf();

  private:
    web::Response send(web::Request request, std::string_view address);

    const web::Server* server_;
    web::Fields cookies_;
};

std::string location_of(const web::Response& response);
/// Text of the answer as the person would come to see it, entities decoded; of a workbook, its strings.
std::string readable(const web::Response& response);
/// Addresses within the site that the page links to.
std::vector<std::string> links_of(const web::Response& response);

}
