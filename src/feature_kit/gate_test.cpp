// The order in which the gate does things, where it matters to others.
#include <gtest/gtest.h>

#include "feature_kit/only_asha_test.hpp"
#include "platform/storage/seals.hpp"
#include "support/test_database.hpp"

namespace tarn::kit {
namespace {

const Instant asked_at = *parse_instant("2026-03-02T09:00:00Z");

class GateOfForms : public tarn::test::OnEachDatabase {
  protected:
    void SetUp() override {
        OnEachDatabase::SetUp();
        if (IsSkipped()) return;
        const auto db = database().write();
        storage::insert_sealed<PersonId>(
            *db, "person",
            "INSERT INTO person (name, email, added) VALUES ('Asha Rahman', 'asha@fellshire.example', $1) "
            "RETURNING id",
            asked_at);
        db->commit();
    }
    web::Response send(const web::Route& route, std::string csrf = "token") {
        web::Request request;
        request.method = web::Method::post;
        request.path = "/offer";
        request.form = {{"csrf", std::move(csrf)}};
        return route.handler(request);
    }
    const FixedClock clock{asked_at};
    OnlyAsha visitors;
};
TARN_ON_EACH_DATABASE(GateOfForms);

TEST_P(GateOfForms, LetsOthersWriteWhileWhatTakesLongIsWorkedOut) {
    access::AuditWriter audit_writer{database()};
    Gate gate{database(), clock, visitors, audit_writer, {.key = "key"}};
    std::string order;
    Route offer{
        web::Method::post, "/offer", access::Permission::signed_in, true, "visit.offered", [&](Act& act) {
            order += act.writer ? "handler " : "handler without a turn ";
            return web::Response::redirect("/visits");
        }};
    offer.beforehand = [&](Act& act) {
        EXPECT_EQ(act.writer, nullptr);
        database().write()->commit();  // would never return while the form held the writer
        order += "beforehand ";
    };
    const auto route = gate.guard(std::move(offer));
    EXPECT_EQ(send(route).status, 303);
    EXPECT_EQ(order, "beforehand handler ");
}

TEST_P(GateOfForms, WorksNothingOutForThoseWhoMayNot) {
    access::AuditWriter audit_writer{database()};
    Gate gate{database(), clock, visitors, audit_writer, {.key = "key"}};
    bool worked = false;
    Route offer{
        web::Method::post, "/offer", access::Permission::board_decide, true, "visit.offered", [](Act&) {
            return web::Response::redirect("/visits");
        }};
    offer.beforehand = [&](Act&) { worked = true; };
    const auto route = gate.guard(std::move(offer));
    EXPECT_EQ(send(route).status, 403);
    EXPECT_NE(send(route, "another").status, 303);
    EXPECT_FALSE(worked);
}

}
}
