// Who holds the posts of a school: appointed and ended by a data officer, shown with all former holders.
#include <algorithm>
#include <fmt/format.h>

#include "feature_kit/list_record.hpp"
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
                                      .columns = {{"kind"}, {"holder"}, {"valid_from"}, {"valid_to"}},
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
    std::ranges::move(post_import(tools).routes(), std::back_inserter(routes));
    return routes;
}

}
