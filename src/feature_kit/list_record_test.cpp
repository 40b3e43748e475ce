// A list of a record's rows: filter, order and page in SQL, on both databases.
#include "feature_kit/list_record.hpp"

#include "feature_kit/desk_test.hpp"
#include "support/visit_record.hpp"

namespace tarn::kit::record_list_tests {
namespace {

using namespace sample;

using test::has;
using Column = ListColumn<Visit>;
using Filter = ListFilter<Visit>;

ListPage<Visit> declared() {
    return {
        .path = "/visits",
        .title = "Visits",
        .nouns = "visits",
        .permission = Permission::soft_notes_read,
        .columns = {Column("focus"), Column("purpose"), Column("agreed_for"), Column("state", "State"),
                    Column("places"), Column("hours").in_files_only(), Column("board_only").in_files_only(),
                    Column("entered_at").in_files_only(), Column("adviser_name").in_files_only(),
                    Column("link", "Where", [](const Visit& v) { return v.school; }).in_files_only()},
        .filters = {"focus",
                    "state",
                    "purpose",
                    {"agreed_for", "Agreed"},
                    Filter::choice("urn", "School", {{"900001", "Brook"}, {"900002", "Hill"}}),
                    Filter::choice("area", "Area", {{"east", "East"}}).where([](Act&, const std::string&) {
                        return Condition::one_of("urn", std::vector{brook});
                    })},
        .sort = "focus",
        .audit = "visits.read"};
}

class RecordLists : public WithTables {
  protected:
    void SetUp() override {
        WithTables::SetUp();
        if (IsSkipped()) return;
        const auto db = database().write();
        add(*db, brook, "Phonics", {}, Purpose::teaching, 3);
        add(*db, brook, "=HYPERLINK(1)", "2026-02-01", Purpose::governance, 1);
        add(*db, hill, "Fractions", "2026-03-01", Purpose::teaching, 2);
        db->commit();
    }
    void add(storage::Writer& db, Urn urn, std::string_view focus, const char* agreed, Purpose purpose,
             int places) {
        Visit made = visit(urn, focus);
        made.agreed_for = agreed ? Date::parse_iso(agreed) : std::nullopt;
        made.held_on = made.declined_on = std::nullopt;
        made.purpose = purpose;
        made.places = places;
        made.hours = 1.5;
        ASSERT_TRUE(visits().add(db, urn == brook ? asha() : omar(), made));
    }
    web::Response ask(const Viewer& viewer, web::Fields query, std::string path = "/visits",
                      const Within& within = {}) {
        request_ = {};
        request_.path = std::move(path);
        request_.query = std::move(query);
        const FixedClock clock{*Date::parse_iso("2026-03-02")};
        const auto db = database().read();
        Act act{.request = request_, .viewer = viewer, .clock = clock, .db = *db};
        const List list = list_of(declared(), visits(), within);
        const auto answer = request_.path.ends_with(".csv") ? list.file(act, FileKind::csv) : list.page(act);
        audit_ = act.audit;
        return answer;
    }
    /// The first column of the CSV, which follows filters and order.
    std::vector<std::string> focuses(const Viewer& viewer, web::Fields query, const Within& within = {}) {
        const auto csv = ask(viewer, std::move(query), "/visits.csv", within);
        std::vector<std::string> all;
        for (auto at = csv.body.find("\r\n"); at + 2 < csv.body.size(); at = csv.body.find("\r\n", at + 1))
            all.push_back(csv.body.substr(at + 2, csv.body.find(',', at) - at - 2));
        return all;
    }
    Viewer board() const { return as(Role::board_member); }

    web::Request request_;
    std::vector<access::AuditEntry> audit_;
    using Texts = std::vector<std::string>;
};
TARN_ON_EACH_DATABASE(RecordLists);

TEST_P(RecordLists, ShowOnlyWhatTheViewerMaySeeAndCountNoMore) {
    const auto page = ask(asha(), {});
    EXPECT_TRUE(has(page, ">2 visits</p>")) << page.body;
    EXPECT_FALSE(has(page, "Fractions"));
    EXPECT_TRUE(has(ask(asha(), {{"state", "offered"}}), ">1 of 2 visits</p>"));
    EXPECT_TRUE(has(ask(asha(), {{"urn", "900002"}}), "No visit fits these filters."));
    EXPECT_TRUE(has(ask(board(), {}), ">3 visits</p>"));
    EXPECT_TRUE(has(ask(as(Role::board_member, otherland), {}), "There are no visits."));
    ASSERT_EQ(audit_.size(), 1U);
    EXPECT_EQ(audit_[0].detail, "0 visits");
}

TEST_P(RecordLists, FilterByEveryKindOfColumn) {
    EXPECT_EQ(focuses(board(), {{"focus", "phon"}}), Texts{"Phonics"});
    EXPECT_EQ(focuses(board(), {{"state", "agreed"}}), (Texts{"'=HYPERLINK(1)", "Fractions"}));
    EXPECT_EQ(focuses(board(), {{"purpose", "governance"}}), Texts{"'=HYPERLINK(1)"});
    EXPECT_EQ(focuses(board(), {{"agreed_for_from", "2026-02-01"}, {"agreed_for_to", "2026-02-28"}}),
              Texts{"'=HYPERLINK(1)"});
    EXPECT_EQ(focuses(board(), {{"agreed_for_from", "2026-02-02"}}), Texts{"Fractions"});
    EXPECT_EQ(focuses(board(), {{"urn", "900002"}}), Texts{"Fractions"});
    EXPECT_EQ(focuses(board(), {{"area", "east"}}), (Texts{"'=HYPERLINK(1)", "Phonics"}));
    EXPECT_EQ(focuses(board(), {{"agreed_for_from", "soon"}}).size(), 3U);
    EXPECT_EQ(focuses(board(), {{"state", "' OR 1=1 --"}}).size(), 3U) << "no answer of the filter";
    EXPECT_EQ(focuses(board(), {{"focus", "' OR 1=1 --"}}).size(), 0U);
}

TEST_P(RecordLists, SortInSql) {
    EXPECT_EQ(focuses(board(), {{"sort", "places"}}), (Texts{"'=HYPERLINK(1)", "Fractions", "Phonics"}));
    EXPECT_EQ(focuses(board(), {{"sort", "agreed_for"}, {"direction", "descending"}}),
              (Texts{"Fractions", "'=HYPERLINK(1)", "Phonics"}))
        << "what is empty comes last";
    EXPECT_EQ(focuses(board(), {{"sort", "state"}})[0], "Phonics") << "in the order of the codes";
    EXPECT_EQ(focuses(board(), {{"sort", "link"}}), focuses(board(), {})) << "SQL cannot sort by a function";
}

TEST_P(RecordLists, StayWithinTheirPlace) {
    const Within at_hill = [](Act&) { return std::vector{Condition::equals("urn", hill)}; };
    EXPECT_EQ(focuses(board(), {}, at_hill), Texts{"Fractions"});
    EXPECT_TRUE(
        has(ask(board(), {{"state", "offered"}}, "/visits", at_hill), "No visit fits these filters."));
    EXPECT_TRUE(has(ask(board(), {{"focus", "frac"}}, "/visits", at_hill), ">1 of 1 visit</p>"));
}

TEST_P(RecordLists, GiveTypedCellsToTheirFiles) {
    const auto csv = ask(board(), {{"urn", "900002"}}, "/visits.csv");
    EXPECT_EQ(csv.body.substr(0, csv.body.find("\r\n")),
              "\xEF\xBB\xBF"
              "Focus,Purpose,Agreed for,State,Places,Hours,Kept to the board,Entered,Adviser,Where");
    EXPECT_NE(csv.body.find("Fractions,Teaching,2026-03-01,Agreed,2,1.5,No,"), std::string::npos) << csv.body;
    EXPECT_NE(csv.body.find(",Omar Adviser,900002\r\n"), std::string::npos) << csv.body;
}

/// What belongs to an authority by way of another table.
struct Lodger {
    VisitId id{};
    std::string focus;
};
TEST(RecordListDeclarations, DoNotShowWhatNoMemberHolds) {
    const Record<Lodger> lodgers{
        "visit",
        "",
        {key("id", &Lodger::id), owner_by<Lodger>("(SELECT 901)"), text("focus", &Lodger::focus, "Focus")},
        seen_with(Permission::soft_notes_read)};
    ListPage<Lodger> list{.path = "/lodgers",
                          .title = "Lodgers",
                          .nouns = "lodgers",
                          .permission = Permission::soft_notes_read,
                          .columns = {"focus"}};
    EXPECT_NO_THROW(list_of(list, lodgers));
    list.columns.emplace_back("owner_authority", "Authority");
    EXPECT_THROW(list_of(list, lodgers), std::invalid_argument);
}

TEST(RecordListDeclarations, SortByAColumnOnlyWhatShowsIt) {
    auto list = declared();
    const auto school = [](const Visit&) { return "Brook"; };
    list.columns.push_back(Column("urn", "School", school));
    EXPECT_FALSE(with_columns_of(visits(), list.spec()).columns.back().sorts);
    list.columns.back() = Column("urn", "School", school).sorted_by_its_column();
    EXPECT_TRUE(with_columns_of(visits(), list.spec()).columns.back().sorts);
}

TEST(RecordListDeclarations, PutTheWholeRowIntoFiles) {
    auto list = declared();
    list.whole_in_files = true;
    std::string in_files_only;
    for (const auto& column : with_columns_of(visits(), list.spec()).columns)
        if (column.where == ListColumnSpec::Where::file) in_files_only += column.title + ",";
    EXPECT_EQ(in_files_only,
              "Hours,Kept to the board,Entered,Adviser,Where,URN,Offered on,Held on,Declined on,"
              "Why it was declined,Follow-up,");
}

TEST_P(RecordLists, PageInSql) {
    {
        const auto db = database().write();
        for (int i = 0; i < 60; ++i)
            add(*db, brook, "Visit " + std::to_string(100 + i), {}, Purpose::teaching, 0);
        db->commit();
    }
    const auto first = ask(board(), {});
    EXPECT_TRUE(has(first, "63 visits, page 1 of 2"));
    EXPECT_TRUE(has(first, "Visit 145"));
    EXPECT_FALSE(has(first, "Visit 159"));
    EXPECT_TRUE(has(ask(board(), {{"page", "2"}}), "Visit 159"));
    EXPECT_TRUE(has(ask(board(), {{"page", "9"}}), "Visit 159")) << "a page that is no more shows the last";
    EXPECT_EQ(focuses(board(), {{"page", "2"}}).size(), 63U) << "files hold all";
}

TEST(RecordListDeclarations, AreRefusedAtStartWhenTheyDoNotFit) {
    const auto refused = [](const std::function<void(ListPage<Visit>&)>& spoil) -> std::string {
        auto wrong = declared();
        spoil(wrong);
        try {
            list_of(wrong, visits());
        } catch (const std::invalid_argument& error) {
            return error.what();
        }
        return {};
    };
    EXPECT_EQ(refused([](auto&) {}), "");
    EXPECT_EQ(refused([](auto& l) { l.columns.push_back(Column("age")); }),
              "the list /visits: the record has no column age");
    EXPECT_EQ(refused([](auto& l) { l.filters.push_back(Filter::contains("age", "Age")); }),
              "the list /visits: the record has no column age");
    EXPECT_EQ(refused([](auto& l) { l.filters.emplace_back("places"); }),
              "the list /visits: say which answers there are for the filter places");
    EXPECT_NE(refused([](auto& l) { l.sort = "link"; }), "");
    EXPECT_EQ(refused([](auto& l) { l.filters.push_back(Filter::contains("places", "Places")); }),
              "the list /visits: words are sought in texts only: places");
    EXPECT_EQ(refused([](auto& l) { l.filters.push_back(Filter::between("hours", "Hours")); }),
              "the list /visits: nothing but days lies between two days: hours");
    EXPECT_EQ(refused([](auto& l) {
                  l.filters.push_back(Filter::choice("held_on", "Held", {{"x", "X"}}));
              }),
              "the list /visits: days are asked for with a first and a last one: held_on");
    EXPECT_EQ(refused([](auto& l) {
                  l.filters.push_back(Filter::choice("follow_up", "Next", {{"fun", "Fun"}}));
              }),
              "the list /visits: the column follow_up never holds \"fun\"");
    EXPECT_EQ(refused([](auto& l) {
                  l.filters.push_back(Filter::choice("places", "Places", {{"few", ""}}));
              }),
              "the list /visits: the column places never holds \"few\"");
    EXPECT_NE(
        refused([](auto& l) { l.filters.push_back(Filter::contains("held_on", "Held", &Visit::focus)); }),
        "");
    EXPECT_NE(refused([](auto& l) {
                  l.columns.push_back(Column("x", "X", &Visit::focus).sorted_by(&Visit::focus));
              }),
              "");
}

}
}
