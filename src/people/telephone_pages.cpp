// The work telephone number of an account: its owner changes it, and so does who manages accounts.
#include "feature_kit/form.hpp"
#include "people/credentials_store.hpp"
#include "people/people_pages.hpp"

namespace tarn::people {
namespace {

web::Response telephone_form(Act& act, const Person& person, std::string_view words, const std::string& back,
                             const std::string& after) {
    kit::Form f{act, {.title = "Work telephone number", .caption = person.name, .back_href = back}};
    const std::string number =
        f.text("telephone", words, kit::starts_as(person.telephone), kit::longest(40), kit::width(20),
               kit::hint("For example, 01632 960001. Heads and chairs of schools that you work with can "
                         "read it. Leave empty to take it away."));
    if (!f.accepted()) return f.page();
    if (const auto set = set_telephone(*act.writer, person.id, number); !set) return f.refused(set.error());
    act.record("person.telephone", person_object(person.id));
    return f.done(
        number.empty() ? "The work telephone number is taken away" : "The work telephone number is saved",
        after);
}

}

void add_telephone_routes(Feature& own) {
    const auto mine = [](Act& act) {
        const auto person = find_person(act.db, act.viewer.person());
        return telephone_form(act, *person, "Your work telephone number", "/account", "/account/telephone");
    };
    const auto of_another = for_person([](Act& act, const Person& person) {
        if (works_elsewhere(act.db, person.id, act.viewer.authority(), act.today()))
            return kit::not_done(
                act, person.name + " works for another authority too and changes this number alone.",
                person_href(person.id));
        return telephone_form(act, person, "Work telephone number", person_href(person.id),
                              person_href(person.id));
    });
    for (auto routes : {kit::form_routes("/account/telephone", "Changing your work telephone number",
                                         Permission::signed_in, "person.telephone", mine),
                        kit::form_routes("/people/{person}/telephone", "Changing a work telephone number",
                                         Permission::people_manage, "person.telephone", of_another)})
        std::ranges::move(routes, std::back_inserter(own.routes));
}

}
