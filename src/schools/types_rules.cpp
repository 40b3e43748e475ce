// Types of establishment: GIAS's list, the wording that files use for it, and what follows from a type.
#include "schools/types_rules.hpp"

#include <algorithm>
#include <cctype>
#include <unordered_map>

namespace tarn::schools {

namespace {

enum class Sector : std::uint8_t { unknown, maintained, academy, state, other };

struct TypeFacts {
    Type type;
    Sector sector;
    Kind kind;
    std::string_view title;
};

// Which types are state-funded follows the school census: a non-maintained special school is run by a charity
// on fees and is counted apart [dfe-school-census].
constexpr TypeFacts type_facts[] = {
    {Type::unknown, Sector::unknown, Kind::unknown, "Type not known"},
    {Type::community, Sector::maintained, Kind::mainstream, "Community school"},
    {Type::voluntary_aided, Sector::maintained, Kind::mainstream, "Voluntary aided school"},
    {Type::voluntary_controlled, Sector::maintained, Kind::mainstream, "Voluntary controlled school"},
    {Type::foundation, Sector::maintained, Kind::mainstream, "Foundation school"},
    {Type::city_technology_college, Sector::state, Kind::mainstream, "City technology college"},
    {Type::community_special, Sector::maintained, Kind::special, "Community special school"},
    {Type::non_maintained_special, Sector::other, Kind::special, "Non-maintained special school"},
    {Type::independent_special, Sector::other, Kind::special, "Other independent special school"},
    {Type::independent, Sector::other, Kind::mainstream, "Other independent school"},
    {Type::foundation_special, Sector::maintained, Kind::special, "Foundation special school"},
    {Type::pupil_referral_unit, Sector::maintained, Kind::alternative, "Pupil referral unit"},
    {Type::nursery, Sector::maintained, Kind::nursery, "Local authority nursery school"},
    {Type::further_education, Sector::state, Kind::sixteen_plus, "Further education"},
    {Type::secure_unit, Sector::other, Kind::unknown, "Secure unit"},
    {Type::service_children, Sector::other, Kind::mainstream, "Service children's education"},
    {Type::academy_sponsor_led, Sector::academy, Kind::mainstream, "Academy sponsor led"},
    {Type::higher_education, Sector::other, Kind::unknown, "Higher education institution"},
    {Type::miscellaneous, Sector::other, Kind::unknown, "Miscellaneous"},
    {Type::sixth_form_centre, Sector::state, Kind::sixteen_plus, "Sixth form centre"},
    {Type::special_post_sixteen, Sector::other, Kind::sixteen_plus, "Special post 16 institution"},
    {Type::academy_special_sponsor_led, Sector::academy, Kind::special, "Academy special sponsor led"},
    {Type::academy_converter, Sector::academy, Kind::mainstream, "Academy converter"},
    {Type::free_school, Sector::academy, Kind::mainstream, "Free school"},
    {Type::free_school_special, Sector::academy, Kind::special, "Free school special"},
    {Type::british_overseas, Sector::other, Kind::unknown, "British school overseas"},
    {Type::free_school_alternative, Sector::academy, Kind::alternative, "Free school alternative provision"},
    {Type::free_school_sixteen_plus, Sector::academy, Kind::sixteen_plus, "Free school 16 to 19"},
    {Type::university_technical_college, Sector::academy, Kind::mainstream, "University technical college"},
    {Type::studio_school, Sector::academy, Kind::mainstream, "Studio school"},
    {Type::academy_alternative_converter, Sector::academy, Kind::alternative,
     "Academy alternative provision converter"},
    {Type::academy_alternative_sponsor_led, Sector::academy, Kind::alternative,
     "Academy alternative provision sponsor led"},
    {Type::academy_special_converter, Sector::academy, Kind::special, "Academy special converter"},
    {Type::academy_sixteen_plus_converter, Sector::academy, Kind::sixteen_plus, "Academy 16 to 19 converter"},
    {Type::academy_sixteen_plus_sponsor_led, Sector::academy, Kind::sixteen_plus,
     "Academy 16 to 19 sponsor led"},
    {Type::children_centre, Sector::other, Kind::unknown, "Children's centre"},
    {Type::online_provider, Sector::other, Kind::unknown, "Online provider"},
    {Type::academy_secure_sixteen_plus, Sector::academy, Kind::sixteen_plus, "Academy secure 16 to 19"},
    {Type::maintained_unspecified, Sector::maintained, Kind::unknown, "Maintained school"},
    {Type::academy_unspecified, Sector::academy, Kind::unknown, "Academy"},
    {Type::special_unspecified, Sector::unknown, Kind::special, "Special school"},
    {Type::state_special_unspecified, Sector::state, Kind::special, "State-funded special school"},
    {Type::independent_unspecified, Sector::other, Kind::unknown, "Independent school"},
    {Type::college_unspecified, Sector::state, Kind::sixteen_plus, "College"},
    {Type::academy_special_unspecified, Sector::academy, Kind::special, "Special academy"},
    {Type::state_unspecified, Sector::state, Kind::mainstream, "State-funded school"},
    {Type::alternative_unspecified, Sector::state, Kind::alternative, "Alternative provision"},
};

const TypeFacts& facts_of(Type type) {
    static const auto index = [] {
        std::array<const TypeFacts*, 256> table;
        table.fill(&type_facts[0]);
        for (const TypeFacts& facts : type_facts) table[static_cast<std::size_t>(facts.type)] = &facts;
        return table;
    }();
    return *index[static_cast<std::size_t>(type)];
}

/// Lower case, hyphens as spaces, without the words "school" and "schools": files differ in nothing else.
std::string essence(std::string_view text) {
    std::string out;
    std::string word;
    const auto flush = [&] {
        if (!word.empty() && word != "school" && word != "schools") {
            if (!out.empty()) out += ' ';
            out += word;
        }
        word.clear();
    };
    for (const char c : text) {
        if (c == ' ' || c == '-')
            flush();
        else
            word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    flush();
    return out;
}

constexpr std::pair<std::string_view, Type> wording_list[] = {
    {"community", Type::community},
    {"voluntary aided", Type::voluntary_aided},
    {"voluntary controlled", Type::voluntary_controlled},
    {"foundation", Type::foundation},
    {"city technology college", Type::city_technology_college},
    {"community special", Type::community_special},
    {"non maintained special", Type::non_maintained_special},
    {"other independent special", Type::independent_special},
    {"independent special", Type::independent_special},
    {"other independent", Type::independent},
    {"foundation special", Type::foundation_special},
    {"pupil referral unit", Type::pupil_referral_unit},
    {"local authority nursery", Type::nursery},
    {"la nursery", Type::nursery},
    {"state funded nursery", Type::nursery},
    {"further education", Type::further_education},
    {"secure units", Type::secure_unit},
    {"service children's education", Type::service_children},
    {"academy sponsor led", Type::academy_sponsor_led},
    {"higher education institutions", Type::higher_education},
    {"miscellaneous", Type::miscellaneous},
    {"institution funded by other government department", Type::miscellaneous},
    {"sixth form centres", Type::sixth_form_centre},
    {"sixth form centre", Type::sixth_form_centre},
    {"special post 16 institution", Type::special_post_sixteen},
    {"academy special sponsor led", Type::academy_special_sponsor_led},
    {"academy converter", Type::academy_converter},
    {"free", Type::free_school},
    {"free special", Type::free_school_special},
    {"british overseas", Type::british_overseas},
    {"free alternative provision", Type::free_school_alternative},
    {"free 16 to 19", Type::free_school_sixteen_plus},
    {"free 16 19", Type::free_school_sixteen_plus},
    {"university technical college", Type::university_technical_college},
    {"studio", Type::studio_school},
    {"academy alternative provision converter", Type::academy_alternative_converter},
    {"academy alternative provision sponsor led", Type::academy_alternative_sponsor_led},
    {"academy special converter", Type::academy_special_converter},
    {"academy 16 19 converter", Type::academy_sixteen_plus_converter},
    {"academy 16 to 19 converter", Type::academy_sixteen_plus_converter},
    {"academy 16 to 19 sponsor led", Type::academy_sixteen_plus_sponsor_led},
    {"academy 16 19 sponsor led", Type::academy_sixteen_plus_sponsor_led},
    {"children's centre", Type::children_centre},
    {"children's centre linked site", Type::children_centre},
    {"online provider", Type::online_provider},
    {"academy secure 16 to 19", Type::academy_secure_sixteen_plus},
    {"maintained", Type::maintained_unspecified},
    {"academy", Type::academy_unspecified},
    {"special", Type::special_unspecified},
    {"state funded special", Type::state_special_unspecified},
    {"independent", Type::independent_unspecified},
    {"college", Type::college_unspecified},
    {"special academy", Type::academy_special_unspecified},
    {"state funded primary", Type::state_unspecified},
    {"state funded secondary", Type::state_unspecified},
    {"alternative provision", Type::alternative_unspecified},
};

const std::unordered_map<std::string, Type>& wordings() {
    static const std::unordered_map<std::string, Type> table{std::begin(wording_list),
                                                             std::end(wording_list)};
    return table;
}

}

std::string_view type_title(Type type) {
    return facts_of(type).title;
}
bool maintained(Type type) {
    return facts_of(type).sector == Sector::maintained;
}
bool academy(Type type) {
    return facts_of(type).sector == Sector::academy;
}
bool state_funded(Type type) {
    const Sector sector = facts_of(type).sector;
    return sector == Sector::maintained || sector == Sector::academy || sector == Sector::state;
}
Kind kind_of(Type type) {
    return facts_of(type).kind;
}
bool specific(Type type) {
    return type != Type::unknown && static_cast<unsigned>(type) < 200;
}

Type parse_type(std::string_view text) {
    const auto found = wordings().find(essence(text));
    return found == wordings().end() ? Type::unknown : found->second;
}

std::optional<Status> parse_status(std::string_view text) {
    const std::string word = essence(text);
    if (word == "1" || word == "open") return Status::open;
    if (word == "2" || word == "closed") return Status::closed;
    if (word == "3" || word == "open, but proposed to close") return Status::proposed_to_close;
    if (word == "4" || word == "proposed to open") return Status::proposed_to_open;
    return std::nullopt;
}

std::vector<Type> all_types() {
    std::vector<Type> out;
    for (const TypeFacts& facts : type_facts) out.push_back(facts.type);
    return out;
}

bool selects_by_ability(std::string_view admissions) {
    return admissions == "Selective" || admissions == "Yes";
}
bool has_religious_character(std::string_view religion) {
    return !religion.empty() && religion != "None" && religion != "Does not apply" && religion != "Unknown";
}

}
