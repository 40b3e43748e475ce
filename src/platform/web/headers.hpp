#pragma once
// What goes round a response: headers, validators, compression.
#include <optional>
#include <string>
#include <string_view>

#include "platform/web/site.hpp"
#include "platform/web/web.hpp"

namespace tarn::web {

bool equal_ignoring_case(std::string_view a, std::string_view b);
/// The values of all lines of that name in their order, with commas between: one list (RFC 9110, 5.3).
std::string joined(const Fields& headers, std::string_view lower_case_name);
/// The one that our own proxy added, without a port; empty when it is no address.
std::string last_address(std::string_view forwarded_for);
/// The status to refuse a request with whose end cannot be told for sure, or that a proxy in front may read
/// in another way (RFC 9112, 3.2 and 6.3).
std::optional<int> framing_fault(const Fields& headers, bool http_1_1);
/// After these nothing more of a connection is read: where the next request begins is not certain.
bool ends_connection(int status);
bool accepts_gzip(std::string_view accept_encoding);
/// True when If-None-Match names `etag` (RFC 9110, 13.1.2: weak comparison); a "-gzip" suffix does not count.
bool matches_etag(std::string_view if_none_match, std::string_view etag);

/// Sent with every response unless its handler gives the same header.
Fields security_headers(bool behind_tls, std::string_view image_sources);
/// Names the first header that must not leave: no token as name, a control character in the value, or the
/// server's own.
std::optional<std::string> refused_header(const Response& response);

std::string gzip(std::string_view bytes, int level);
std::string etag_of(std::string_view body);  ///< strong, quotes included

/// The bytes to send: caching headers, 304, compression, HEAD without a body.
Outgoing assemble(const Exchange& exchange, Response response, const Fields& common_headers);

}
