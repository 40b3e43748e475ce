// Who holds the posts of a school: appointed and ended by a data officer, shown with all former holders.
#include <algorithm>
#include <fmt/format.h>

#include "feature_kit/list_record.hpp"
#include "feature_kit/record_page.hpp"
#include "feature_kit/table_import.hpp"
#include "schools/local_pages.hpp"
#include "schools/local_store.hpp"

namespace tarn::schools {
namespace {

using access::Permission, kit::hint, kit::named, kit::required, kit::starts_on;

web::Response holders_page(const kit::List& holders, kit::Act& act) {
    const std::string school = "/schools/" + act.school->urn.text(), href = school + "/posts",
                      object = "school:" + act.school->urn.text();
    const auto above = [&] {
        return holders.html(act) +
               page_kit::paragraph(page_kit::link_to("/posts/import", "Record many from a CSV file"));
    };
    kit::Form begin{act,
                    {.title = "Head and chair",
                     .caption = act.school->name,
                     .back_href = school,
                     .button = "Record this appointment",
                     .action = href,
                     .heading = "Record an appointment",
                     .above = above,
                     .wide = true}};
    Post post{.urn = act.school->urn, .recorded = act.today()};
    begin.ask(post_records, post, {&Post::kind, &Post::holder});
    post.from = begin.date("valid_from", "First day", named("First day"), starts_on(act.today()),
                           hint("The previous holder's post ends the day before."));
    kit::Form end{act,
                  {.button = "Record the end",
                   .action = href + "/end",
                   .key = "end",
                   .heading = "Record a vacant post"}};
    const auto kind = end.choice("kind", "Post", post_kinds, required("Choose a post"));
    const Date last = end.date("valid_to", "Last day", named("Last day"), starts_on(act.today()));
    if (begin.accepted()) {
        const auto made = appoint(*act.writer, act.viewer, post);
        if (!made) return begin.wrong(made.error()), begin.page_with(end);
        act.record("post.begun", object,
                   fmt::format("{} from {}", post_kinds.code(post.kind), post.from.iso()));
        return begin.done("The appointment of " + post.holder + " is recorded", href);
    }
    if (end.accepted()) {
        const auto ended = end_post(*act.writer, act.viewer, post.urn, kind, last, act.today());
        if (!ended) return end.wrong(ended.error()), begin.page_with(end);
        act.record("post.ended", object, fmt::format("{} on {}", post_kinds.code(kind), last.iso()));
        return end.done("The end of the post is recorded", href);
    }
    return begin.page_with(end);
}

std::string post_href(const Post& post) {
    return fmt::format("/schools/{}/posts/{}/correct", post.urn.text(), post.id.value);
}

/// What is right instead of a post that was recorded wrongly, or that it never was.
web::Response correction_page(kit::Act& act) {
    const auto wrong = kit::asked(post_records, act, "post");
    if (!wrong) return kit::not_found(act, "There is no such post.");
    const std::string back = "/schools/" + wrong->urn.text() + "/posts";
    kit::Form f{act,
                {.title = "Correct a post",
                 .caption = act.school->name,
                 .back_href = back,
                 .button = "Save",
                 .above = [row = post_records.cells(*wrong)] { return kit::row_summary(row); },
                 .offered = act.writer || !wrong->withdrawn}};
    f.say(page_kit::paragraph(
        "Use this for what was recorded by mistake. Ratings of days before today still use "
        "what was recorded. When somebody leaves, record the end of the post instead."));
    const std::string action =
        f.choice("what", "What do you want to do?",
                 kit::Answers{{"correct", "Correct the name or the dates"},
                              {"withdraw", "Withdraw it", "This person never held the post"}},
                 required("Choose whether to correct the post or withdraw it"));
    Post right{.urn = wrong->urn, .kind = wrong->kind, .recorded = act.today()};
    right.holder =
        f.text("holder", "Name", kit::starts_as(wrong->holder), required("Enter the name of the person"));
    right.from = f.date("valid_from", "First day", named("First day"), starts_on(wrong->from));
    right.to = f.maybe_date("valid_to", "Last day", named("Last day"), starts_on(wrong->to),
                            hint("Leave empty while the post is held"));
    if (right.to) right.end_recorded = act.today();
    const std::string reason =
        f.text("withdrawn_reason", "What was wrong?", required("Enter what was wrong"));
    if (!f.accepted()) return f.page();
    const bool withdraws = action == "withdraw";
    return f.ends(
        correct_post(*act.writer, act.viewer, wrong->id, withdraws ? std::nullopt : std::optional{right},
                     reason, act.today()),
        "post.corrected",
        fmt::format("{} {}{}", post_kinds.code(wrong->kind), wrong->id.value, withdraws ? " withdrawn" : ""),
        withdraws ? "The post is withdrawn" : "The post is corrected", back);
}

Result<bool> store_post(const Register& schools, kit::Act& act, Post post) {
    if (auto why = not_ours(schools, act, post.urn, post.from)) return *std::move(why);
    for (const Post& held : posts(act.db, post.urn, post.from))
        if (held.kind == post.kind && held.holder == post.holder) return false;
    post.recorded = act.today();
    const auto made = appoint(*act.writer, act.viewer, post);
    return made ? Result<bool>{true} : made.error();
}

kit::TableImport<Post> post_import(const std::shared_ptr<PageTools>& tools) {
    using Column = kit::ImportColumn<Post>;
    return {
        .address = "/posts/import",
        .title = "Record heads and chairs from a CSV file",
        .back_href = "/schools",
        .noun = "appointment",
        .nouns = "appointments",
        .about = "The previous holder's post ends the day before.",
        .label = "posts.imported",
        .permission = Permission::local_register,
        .columns = {Column("urn", &Post::urn).needed().example("100000"),
                    Column("post", &Post::kind, post_kinds).needed().kept_in("kind").example("headteacher"),
                    Column("name", &Post::holder).needed().kept_in("holder").example("Cara Lund"),
                    Column("from", &Post::from).needed().kept_in("valid_from").example("2026-09-01")},
        .storing = [tools](kit::Act& act) {
            return [&act, schools = tools->registers.current(act.db)](const Post& row) {
                return store_post(*schools, act, row);
            };
        }};
}

}

std::vector<kit::Route> post_routes(const std::shared_ptr<PageTools>& tools) {
    using enum web::Method;
    constexpr auto may = Permission::local_register;
    const kit::ListPage<Post> holders{.path = "/schools/{urn}/posts",
                                      .title = "The posts of a school",
                                      .noun = "appointment",
                                      .nouns = "appointments",
                                      .permission = may,
                                      .columns = {kit::ListColumn<Post>("kind").linked(post_href),
                                                  {"holder"},
                                                  {"valid_from"},
                                                  {"valid_to"},
                                                  {"withdrawn_on"}},
                                      .sort = "valid_from",
                                      .descending = true,
                                      .nothing = "Nobody has been recorded yet."};
    const auto of_school = [](kit::Act& act) {
        return std::vector{kit::Condition::equals("urn", act.school->urn)};
    };
    const auto list = list_of(holders, post_records, of_school);
    const auto page = [list](kit::Act& act) { return holders_page(list, act); };
    auto routes = list.routes(page);
    routes.push_back({post, holders.path, may, true, "post.begun", page, "Recording an appointment"});
    routes.push_back(
        {post, holders.path + "/end", may, true, "post.ended", page, "Recording that a post ended"});
    std::ranges::move(kit::form_routes(holders.path + "/{post}/correct", "Correcting a post", may,
                                       "post.corrected", correction_page),
                      std::back_inserter(routes));
    std::ranges::move(post_import(tools).routes(), std::back_inserter(routes));
    return routes;
}

}
