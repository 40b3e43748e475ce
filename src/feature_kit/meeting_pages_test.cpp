// A second room with meetings: what it costs is what stands in made_up_pages(), and what it gets is tried
// here.
#include "feature_kit/meeting_pages.hpp"

#include <gtest/gtest.h>

#include "feature_kit/desk_test.hpp"

namespace tarn::kit::meeting_tests {
namespace {

using access::Role;
using test::has;

const Meetings<> panels{{.code = "panel",
                         .noun = "admissions panel",
                         .seen = access::Permission::level_counts,
                         .written = access::Permission::local_register,
                         .refusal = "Data officers hold panels."}};

MeetingPages<> made_up_pages() {
    return {.meetings = panels,
            .path = "/panels",
            .title = "Admissions panels",
            .may_be_present =
                [](Act& act) {
                    std::vector<Present> people;
                    for (const auto& row :
                         act.db.query("SELECT id, name FROM person WHERE name <> 'Gone' ORDER BY id"))
                        people.push_back({row.id<PersonId>(0), row.string(1)});
                    return people;
                },
            .view = [](Act&, const Meeting&) -> MeetingView {
                return {.facts = {{.key = "Chair", .value = "By turns"}}};
            }};
}

class MeetingPagesOfARoom : public tarn::test::OnEachDatabase {
  protected:
    void SetUp() override {
        OnEachDatabase::SetUp();
        if (IsSkipped()) return;
        writes_by_hand();
        const auto db = database().write();
        for (const char* name : {"Asha", "Gone"})
            db->execute("INSERT INTO person (name, email, added) VALUES ($1, $2, '2026-01-01T00:00:00Z')",
                        std::string{name}, std::string{name} + "@example.org");
        db->commit();
    }
    web::Response get(std::string path, Role role = Role::data_officer) {
        return go(web::Method::get, std::move(path), {}, role);
    }
    web::Response post(std::string path, web::Fields form, Role role = Role::data_officer) {
        return go(web::Method::post, std::move(path), std::move(form), role);
    }
    /// As the gate does it, for one path of /panels, /panels/{meeting} or /panels/{meeting}/act.
    web::Response go(web::Method method, std::string path, web::Fields form, Role role) {
        web::Request request;
        request.method = method;
        std::string pattern = path;
        if (const auto number = path.find_first_of("0123456789"); number != std::string::npos) {
            const auto end = std::min(path.find('/', number), path.size());
            request.parameters = {{"meeting", path.substr(number, end - number)}};
            pattern.replace(number, end - number, "{meeting}");
        }
        request.path = std::move(path);
        request.form = std::move(form);
        const auto routes = made_up_pages().routes();
        const auto route = std::ranges::find_if(
            routes, [&](const Route& each) { return each.method == method && each.pattern == pattern; });
        if (route == routes.end()) throw std::invalid_argument("no route " + pattern);
        const access::Viewer viewer{PersonId{1}, "Asha", role, {901}, {}};
        const auto db = database().write();
        Act act{.request = request, .viewer = viewer, .clock = clock_, .db = *db};
        if (route->writes) act.writer = db.get();
        auto response = route->handler(act);
        if (response.status < 400) db->commit();
        audit_ = act.audit.empty() ? "" : act.audit.back().action;
        return response;
    }
    static web::Fields answers(const char* title, const char* day) {
        return {{"title", title},
                {"held_on-day", day},
                {"held_on-month", "3"},
                {"held_on-year", "2026"},
                {"place", "Town Hall"}};
    }
    FixedClock clock_{test::day("2026-03-02")};
    std::string audit_;
};
TARN_ON_EACH_DATABASE(MeetingPagesOfARoom);

TEST_P(MeetingPagesOfARoom, AreTheWholeLifeOfAMeeting) {
    EXPECT_TRUE(has(get("/panels"), "No meeting has been arranged yet."));
    ASSERT_EQ(post("/panels", answers("March panel", "2")).status, 303);
    EXPECT_EQ(audit_, "meeting.arranged");
    EXPECT_TRUE(has(get("/panels"), "Town Hall"));
    EXPECT_TRUE(has(get("/panels/1"), "By turns")) << "what the room says itself";
    EXPECT_EQ(audit_, "meeting.read");
    ASSERT_EQ(post("/panels/1/change", answers("The March panel", "2")).status, 303);
    EXPECT_TRUE(has(post("/panels/1/close", {}), "Record who was present before you close the meeting."));
    ASSERT_EQ(post("/panels/1/present", {{"present", "1"}, {"present", "2"}}).status, 303);
    EXPECT_FALSE(has(get("/panels/1"), "Gone")) << "who may not be present is not offered and not taken";
    ASSERT_EQ(post("/panels/1/minutes", {{"version", "0"}, {"minutes", "Discussed."}}).status, 303);
    const auto late = post("/panels/1/minutes", {{"version", "0"}, {"minutes", "My own words."}});
    EXPECT_TRUE(has(late, "Discussed.") && has(late, "My own words.")) << "both texts are shown";
    ASSERT_EQ(post("/panels/1/close", {}).status, 303);
    const auto closed = get("/panels/1");
    EXPECT_TRUE(has(closed, "Closed: its record can no longer change") && has(closed, "Discussed."));
    EXPECT_TRUE(has(closed, "/panels/1/record?format=pdf") && has(closed, "/panels/1/record?format=docx"));
    const auto minutes = get("/panels/1/record");
    EXPECT_TRUE(minutes.body.starts_with("%PDF")) << minutes.body.substr(0, 2000);
    EXPECT_EQ(audit_, "meeting.read");
    EXPECT_FALSE(has(closed, "/panels/1/change") || has(closed, "/panels/1/minutes"));
    for (const char* act : {"change", "call-off", "minutes", "close"}) {
        const auto refused = get(std::string{"/panels/1/"} + act);
        EXPECT_EQ(refused.status, 422) << act;
        EXPECT_TRUE(has(refused, "this meeting is closed")) << act;
    }
    const auto kept = post("/panels/1/minutes", {{"version", "1"}, {"minutes", "Too late."}});
    EXPECT_TRUE(has(kept, "this meeting is closed") && has(kept, "Too late.")) << "nothing typed is lost";
}

TEST_P(MeetingPagesOfARoom, KeepSomebodyWhoseRoleHasEndedSince) {
    post("/panels", answers("March panel", "2"));
    {
        const auto db = database().write();
        db->execute("INSERT INTO meeting_present (meeting, person) VALUES (1, 2)");
        db->commit();
    }
    const auto page = get("/panels/1");
    const auto at = page.body.find("value=\"2\"");
    ASSERT_NE(at, std::string::npos);
    EXPECT_NE(page.body.substr(at, 40).find("checked"), std::string::npos) << page.body.substr(at, 80);
    ASSERT_EQ(post("/panels/1/present", {{"present", "1"}, {"present", "2"}}).status, 303);
    EXPECT_EQ(database().read()->count("SELECT COUNT(*) FROM meeting_present"), 2);
}

TEST_P(MeetingPagesOfARoom, ListCalledOffMeetingsAndFilterByState) {
    post("/panels", answers("March panel", "2"));
    post("/panels", answers("Later panel", "20"));
    EXPECT_TRUE(has(post("/panels/2/call-off", {}), "Enter why the meeting is called off"));
    ASSERT_EQ(post("/panels/2/call-off", {{"called_off_why", "Too few applications"}}).status, 303);
    EXPECT_TRUE(has(get("/panels/2"), "Called off on 2 March 2026: Too few applications"));
    EXPECT_TRUE(has(get("/panels"), "Called off"));
    EXPECT_TRUE(has(get("/panels.csv"), "Too few applications"));
    EXPECT_TRUE(has(get("/panels/1", Role::director), "March panel"));
    EXPECT_FALSE(has(get("/panels/1", Role::director), "Save who was present"));
    EXPECT_EQ(get("/panels/9").status, 404);
}

}
}
