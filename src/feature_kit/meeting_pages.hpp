#pragma once
// The pages of a room's meetings: the list with its files, one page a meeting, and a form each for arranging,
// changing, calling off, who was present, minutes and closing. A room fills in one value:
//
//     const MeetingPages<> pages{.meetings = network_meetings, .path = "/networks/meetings",
//                                .title = "Meetings of networks", .may_be_present = people_of_networks};
//     std::ranges::move(pages.routes(), std::back_inserter(given.routes));
//
// What is the room's own: more questions and columns, facts, and what stands above who was present and the
// minutes. A form of the room's own on that page draws it again with show().
#include "feature_kit/list_record.hpp"
#include "feature_kit/meeting.hpp"
#include "feature_kit/search.hpp"
#include "platform/page_kit/page_kit.hpp"

namespace tarn::kit {

using Facts = std::vector<page_kit::SummaryRow>;

/// What a meeting's page holds beside what every meeting has.
struct MeetingView {
    Facts facts{};  ///< under day, place and state
    Html above{};   ///< over who was present
    page_kit::FieldErrors errors{};
    std::string notice{};
    bool wide = false;
};

/// The part that asks nothing of the room's own struct.
struct MeetingDesk {
    const MeetingsBase* meetings = nullptr;
    std::string path, caption;
    std::function<std::vector<Present>(Act&)> may_be_present;

    std::string href(MeetingId id) const;
    web::Response show(Act& act, const Meeting& meeting, const MeetingView& view) const;
    web::Response minutes(Act& act, const Meeting& meeting) const;
    web::Response present(Act& act, const Meeting& meeting) const;
    web::Response call_off(Act& act, const Meeting& meeting) const;
    /// The minutes as people take them away: the facts, who was present, what the room adds, what was
    /// minuted.
    web::Response record_file(Act& act, const Meeting& meeting, Facts more, const Html& added,
                              bool confidential) const;
    /// `left` is what the room says is not finished, before what cannot be undone.
    web::Response close(Act& act, const Meeting& meeting, const Html& left) const;
    /// Why this cannot be done now, before there is anything to fill in; what was sent is refused by the
    /// store, so that it stands in the form still.
    std::optional<web::Response> in_the_way(std::string_view name, Act& act, const Meeting& meeting) const;

    /// The questions of every meeting; `m` starts as it is now.
    static void ask(Form& form, Meeting& m, bool fresh);
    static std::string object_of(MeetingId id);  ///< of the trail: "meeting:3"
    SearchHit hit(const Meeting& meeting) const;

  private:
    Html facts(const Act& act, const Meeting& meeting, Facts more) const;
    Html links(Act& act, const Meeting& meeting, std::initializer_list<std::string_view> acts) const;
    Html record(Act& act, const Meeting& meeting) const;
    static Html present_html(const Meeting& meeting);
    static Html minutes_html(const Meeting& meeting);
    Form presence(Act& act, const Meeting& meeting, std::vector<PersonId>& here) const;
};

template <class T = Meeting>
struct MeetingPages {
    const Meetings<T>& meetings;
    std::string path;   ///< of the list; a meeting's page lies below it
    std::string title;  ///< of the list, and over each meeting
    std::function<std::vector<Present>(Act&)> may_be_present{};
    /// The room's own questions; of a fresh meeting they start empty.
    std::function<void(Form&, T&, bool fresh)> questions{};
    std::vector<ListColumn<T>> columns{};  ///< behind meeting, day and place
    std::function<MeetingView(Act&, const T&)> view{};
    std::function<Html(Act&, const T&)> before_closing{};  ///< what is not finished yet
    std::function<Html(Act&, const T&)> on_record{};       ///< what the minutes on paper say beside
    bool confidential = false;                             ///< so it says on each sheet of paper
    std::string audit = "meeting.read";                    ///< the trail's label for having read one

    MeetingDesk desk() const { return {&meetings, path, title, may_be_present}; }
    /// {meeting} of the address, as the viewer may see it.
    std::optional<T> asked(const Act& act) const {
        const auto id = parse_identifier(act.request.parameter("meeting").value_or(""));
        return id ? meetings.find(act.db, act.viewer, {*id}) : std::nullopt;
    }
    web::Response show(Act& act, const T& meeting, const MeetingView& view_of) const {
        return desk().show(act, meeting, view_of);
    }
    std::vector<Route> routes() const;
    /// By what a meeting is called, where it is held and its minutes.
    SearchSource search() const;

  private:
    std::string noun() const { return meetings.kind().noun; }
    List list() const;
    web::Response one(Act& act) const {
        const auto meeting = asked(act);
        if (!meeting) return not_found(act, "There is no such " + noun() + ".");
        act.record(audit, MeetingDesk::object_of(meeting->id));
        return show(act, *meeting, view ? view(act, *meeting) : MeetingView{});
    }
    web::Response record_file(Act& act) const {
        const auto meeting = asked(act);
        if (!meeting) return not_found(act, "There is no such " + noun() + ".");
        act.record(audit, MeetingDesk::object_of(meeting->id), "a file");
        return desk().record_file(act, *meeting, view ? view(act, *meeting).facts : Facts{},
                                  on_record ? on_record(act, *meeting) : Html{}, confidential);
    }
    web::Response arrange(Act& act) const;
    web::Response change(Act& act, T meeting) const;
};

template <class T>
List MeetingPages<T>::list() const {
    using Shown = ListColumn<T>;
    ListPage<T> list{.path = path, .title = title, .noun = "meeting", .nouns = "meetings"};
    list.permission = meetings.kind().seen;
    const auto to_page = [desk = desk()](const T& m) { return desk.href(m.id); };
    list.columns = {Shown("title").linked(to_page), Shown("held_on").largest_at_first(), Shown("place")};
    list.columns.insert(list.columns.end(), columns.begin(), columns.end());
    list.columns.push_back(
        Shown("state", "State", [](const T& m) { return std::string{meeting_states.title(m.listed_as)}; }));
    list.columns.push_back(Shown("called_off_why").in_files_only());
    // The states are no column of the table: which a meeting is in depends on the day.
    list.filters = {
        ListFilter<T>::choice("state", "State", meeting_states).where([](Act& act, const std::string& typed) {
            return in_state(meeting_states.parse(typed).value_or(MeetingState::coming), act.today());
        })};
    list.sort = "held_on";
    list.descending = true;
    list.nothing = "No meeting has been arranged yet.";
    list.button = NavItem{"Arrange a meeting", path + "/new", meetings.kind().written};
    return list_of<T>(list, meetings.record(), {},
                      [](Act& act, T& m) { m.listed_as = state_on(m, act.today()); });
}

template <class T>
web::Response MeetingPages<T>::arrange(Act& act) const {
    Form f{
        act,
        {.title = "Arrange a " + noun(), .back_href = path, .button = "Arrange the meeting", .action = path}};
    T m;
    MeetingDesk::ask(f, m, true);
    if (questions) questions(f, m, true);
    if (!f.accepted()) return f.page();
    const auto added = meetings.arrange(*act.writer, act.viewer, m, act.clock.now());
    if (!added) return f.refused(added.error());
    act.record("meeting.arranged", MeetingDesk::object_of(*added));
    return f.done("The meeting is arranged", desk().href(*added));
}

template <class T>
web::Response MeetingPages<T>::change(Act& act, T m) const {
    const auto href = desk().href(m.id);
    Form f{act,
           {.title = "Change the meeting", .caption = m.title, .back_href = href, .button = "Save changes"}};
    MeetingDesk::ask(f, m, false);
    if (questions) questions(f, m, false);
    if (!f.accepted()) return f.page();
    const auto changed = meetings.change(*act.writer, act.viewer, m, act.today());
    if (!changed) return f.refused(changed.error());
    act.record("meeting.changed", MeetingDesk::object_of(m.id));
    return f.done("The meeting is changed", href);
}

template <class T>
SearchSource MeetingPages<T>::search() const {
    std::string T::*name = &Meeting::title, T::*place = &Meeting::place, T::*minutes = &Meeting::minutes;
    const auto hit = [desk = desk()](const T& m) { return desk.hit(m); };
    return search_of(meetings.record(), "Meetings", {name, place, minutes}, hit, audit);
}

template <class T>
std::vector<Route> MeetingPages<T>::routes() const {
    auto routes = list().routes();
    const auto add = [&](web::Method method, std::string below, std::string called, std::string label,
                         ActHandler handler) {
        const bool writes = method == web::Method::post;
        const bool reads = below == "/{meeting}" || below == "/{meeting}/record";
        const auto permission = reads ? meetings.kind().seen : meetings.kind().written;
        routes.push_back({method, path + below, permission, writes, std::move(label), std::move(handler),
                          std::move(called)});
    };
    const auto form = [&](std::string name, std::string called, std::string label, auto page_of) {
        const auto handler = [self = *this, name, page_of](Act& act) {
            const auto meeting = self.asked(act);
            if (!meeting) return not_found(act, "There is no such " + self.noun() + ".");
            auto refusal = self.desk().in_the_way(name, act, *meeting);
            return refusal ? *std::move(refusal) : page_of(self, act, *meeting);
        };
        if (name != "present") add(web::Method::get, "/{meeting}/" + name, called, "", handler);
        add(web::Method::post, "/{meeting}/" + name, called, std::move(label), handler);
    };
    const auto arranging = [self = *this](Act& act) { return self.arrange(act); };
    const std::string a = "a " + noun();
    add(web::Method::get, "/new", "Arranging " + a, "", arranging);
    add(web::Method::post, "", "Arranging " + a, "meeting.arranged", arranging);
    add(web::Method::get, "/{meeting}", "A " + noun(), audit,
        [self = *this](Act& act) { return self.one(act); });
    add(web::Method::get, "/{meeting}/record", "The minutes of " + a + " as a file", audit,
        [self = *this](Act& act) { return self.record_file(act); });
    routes.back().takes_long = true;
    using Self = const MeetingPages&;
    form("change", "Changing " + a, "meeting.changed",
         [](Self self, Act& act, T m) { return self.change(act, m); });
    form("call-off", "Calling off " + a, "meeting.called_off",
         [](Self self, Act& act, const T& m) { return self.desk().call_off(act, m); });
    form("present", "Recording who was present at " + a, "meeting.present",
         [](Self self, Act& act, const T& m) { return self.desk().present(act, m); });
    form("minutes", "The minutes of " + a, "minutes.saved",
         [](Self self, Act& act, const T& m) { return self.desk().minutes(act, m); });
    form("close", "Closing " + a, "meeting.closed", [](Self self, Act& act, const T& m) {
        // What it says takes long to work out, so it is said before the turn to write alone.
        const bool asks = !act.writer && self.before_closing;
        return self.desk().close(act, m, asks ? self.before_closing(act, m) : Html{});
    });
    return routes;
}

}
