#pragma once
// For tests of pages: one person before one form or list, without a server.
#include <gtest/gtest.h>
#include <memory>

#include "feature_kit/act.hpp"
#include "support/test_database.hpp"

namespace tarn::kit::test {

inline Date day(const char* iso) {
    return *Date::parse_iso(iso);
}

/// Asha, adviser of authority 901, on 2 March 2026.
class Desk {
  public:
    explicit Desk(storage::Database& database) : db_(database.read()) {}

    Act& open(std::string path, web::Fields query = {}) {
        request_ = {};
        request_.path = std::move(path);
        request_.query = std::move(query);
        return fresh();
    }
    Act& send(std::string path, web::Fields form) {
        request_ = {};
        request_.method = web::Method::post;
        request_.path = std::move(path);
        request_.form = std::move(form);
        return fresh();
    }
    Act& act() { return *act_; }
    web::Request& request() { return request_; }
    void as(access::Role role) { viewer_ = {PersonId{1}, "Asha Rahman", role, {901}, {}}; }

  private:
    Act& fresh() {
        act_ =
            std::make_unique<Act>(Act{.request = request_, .viewer = viewer_, .clock = clock_, .db = *db_});
        act_->csrf = "token";
        return *act_;
    }

    std::unique_ptr<storage::Reader> db_;
    web::Request request_;
    access::Viewer viewer_{PersonId{1}, "Asha Rahman", access::Role::adviser, {901}, {}};
    FixedClock clock_{day("2026-03-02")};
    std::unique_ptr<Act> act_;
};

inline bool has(const web::Response& response, std::string_view text) {
    return response.body.find(text) != std::string::npos;
}
inline std::size_t times(const web::Response& response, std::string_view text) {
    std::size_t found = 0;
    for (auto at = response.body.find(text); at != std::string::npos; at = response.body.find(text, at + 1))
        ++found;
    return found;
}

}
