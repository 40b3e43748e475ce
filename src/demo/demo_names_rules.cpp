#include "demo/demo_names_rules.hpp"

#include <array>
#include <fmt/format.h>

#include "demo/demo_tables_rules.hpp"

namespace tarn::demo {
namespace {

using Words = std::string_view;

constexpr std::array<Words, 42> beginnings = {
    "Ash",   "Ather", "Bar",  "Birk", "Bram", "Brig",  "Cald",   "Carn",   "Clough", "Cor",  "Dun",
    "Eller", "Esk",   "Fair", "Fenn", "Garr", "Gris",  "Hals",   "Hawk",   "Heron",  "Holm", "Hutt",
    "Inger", "Kel",   "Kirn", "Lang", "Lyth", "Mar",   "Mickle", "Nether", "Orm",    "Pend", "Quern",
    "Raven", "Rush",  "Scar", "Skel", "Stan", "Thorn", "Ulv",    "Whin",   "Yarl"};
constexpr std::array<Words, 24> endings = {"beck", "borough", "bourne", "by",     "cote",    "dale",
                                           "den",  "fell",    "field",  "ford",   "gate",    "gill",
                                           "ham",  "holme",   "keld",   "ley",    "mere",    "ness",
                                           "rigg", "scale",   "stead",  "thorpe", "thwaite", "wick"};

// Given and family names of the England of today, from many of its communities; drawn apart, so nobody is
// meant.
constexpr std::array<Words, 64> first_names = {
    "Aaliyah", "Abena",     "Adeel",  "Agnieszka", "Aisha",   "Alan",     "Alice",   "Amara",
    "Amir",    "Andrew",    "Anita",  "Anne",      "Asha",    "Beatrice", "Ben",     "Bilal",
    "Carol",   "Catherine", "Chidi",  "Claire",    "Colin",   "Daniel",   "Deborah", "Dev",
    "Dorota",  "Elaine",    "Emily",  "Farah",     "Fiona",   "Gareth",   "George",  "Grace",
    "Hannah",  "Helen",     "Imran",  "Ines",      "Jacqui",  "James",    "Jasmine", "Joanna",
    "Joseph",  "Kamala",    "Karen",  "Kwame",     "Leila",   "Liam",     "Lorna",   "Marcus",
    "Mei",     "Moira",     "Nadia",  "Nikhil",    "Olu",     "Patrick",  "Priya",   "Rachel",
    "Rashid",  "Rosa",      "Samuel", "Siobhán",   "Stephen", "Tariq",    "Wanjiru", "Yusuf"};
constexpr std::array<Words, 72> last_names = {
    "Abbott",    "Achebe",    "Adeyemi",    "Ahmed",    "Akhtar",    "Ashworth",  "Banerjee",
    "Barlow",    "Begum",     "Bhatt",      "Birtwell", "Boateng",   "Brennan",   "Calvert",
    "Chowdhury", "Clegg",     "Cunliffe",   "Dacosta",  "Desai",     "Dhillon",   "Duckworth",
    "Eze",       "Fairhurst", "Farooq",     "Fenwick",  "Flanagan",  "Gill",      "Greenhalgh",
    "Gupta",     "Hallam",    "Haworth",    "Hussain",  "Iqbal",     "Jankowski", "Kaur",
    "Kershaw",   "Khan",      "Kowalska",   "Lam",      "Lawal",     "Leung",     "Lomax",
    "Mahmood",   "Marsden",   "Mensah",     "Nair",     "Nowak",     "Nuttall",   "Oduya",
    "Okafor",    "Ormerod",   "Osei",       "Parekh",   "Parkinson", "Patel",     "Pilkington",
    "Qureshi",   "Rahman",    "Ramsbottom", "Rigby",    "Sandhu",    "Shah",      "Sharples",
    "Silva",     "Sutcliffe", "Tattersall", "Thapa",    "Turay",     "Varghese",  "Walmsley",
    "Whittle",   "Yeung"};
constexpr std::array<Words, 5> titles = {"Mr", "Mrs", "Ms", "Miss", "Dr"};

constexpr std::array<Words, 16> saints = {"St Aelred's",  "St Bega's",     "St Cuthwin's",   "St Ebba's",
                                          "St Edana's",   "St Hilda's",    "St Kentigern's", "St Oswin's",
                                          "St Herbert's", "St Wilfrid's",  "St Osyth's",     "All Saints",
                                          "Holy Trinity", "St Werburgh's", "St Alkmund's",   "Christ Church"};
constexpr std::array<Words, 14> catholic_saints = {
    "Our Lady of the Fells", "St Aelred's",       "St Bega's",       "St Gerard's",   "St Hilda's",
    "Sacred Heart",          "St Ninian's",       "St Thérèse's",    "St Walburga's", "Holy Family",
    "St Columba's",          "St Edmund Arrow's", "Star of the Sea", "Corpus Christi"};
constexpr std::array<Words, 18> corners = {"Bank",      "Bridge", "Brook", "Cross Lane", "Fold",  "Green",
                                           "Grove",     "Heath",  "Hill",  "Lane Ends",  "Lodge", "Meadows",
                                           "Mill Lane", "Moor",   "Park",  "Quay",       "Road",  "Wood"};
constexpr std::array<Words, 14> trees = {"Alder",    "Beech",    "Birch",   "Cedar", "Elder",
                                         "Hawthorn", "Hazel",    "Juniper", "Larch", "Maple",
                                         "Rowan",    "Sycamore", "Willow",  "Yew"};
constexpr std::array<Words, 6> houses = {"Bank", "Bridge", "Hall", "House", "View", "Wood"};
constexpr std::array<Words, 16> streets = {"School Lane",     "Church Lane",  "Mill Lane",     "Station Road",
                                           "Fell View",       "Moor Road",    "Chapel Street", "Park Avenue",
                                           "Beck Side",       "High Street",  "Tarn Road",     "Back Lane",
                                           "Victoria Street", "Harbour Road", "Quarry Hill",   "Green Lane"};
constexpr std::array<Words, 12> trust_words = {"Beacon",         "Bridgegate", "Compass",       "Curlew",
                                               "Fellside",       "Kingfisher", "Lapwing",       "Lodestar",
                                               "Northern Fells", "Riverstone", "Trinity Fells", "Wayfarer"};
constexpr std::array<Words, 4> trust_ends = {"Academies Trust", "Education Trust", "Learning Trust",
                                             "Multi Academy Trust"};

}

PlaceNames::PlaceNames(std::uint64_t seed) {
    for (const auto beginning : beginnings) {
        for (const auto ending : endings) {
            if (beginning.back() == ending.front()) continue;  // "Fairrigg"
            names_.push_back(fmt::format("{}{}", beginning, ending));
        }
    }
    auto random = stream(seed, "places");
    for (std::size_t i = names_.size() - 1; i > 0; --i) {
        std::swap(names_[i],
                  names_[static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(i)))]);
    }
}

std::string PlaceNames::next() {
    while (at_ < names_.size() && taken_.contains(names_[at_])) ++at_;
    return names_.at(at_++);
}

PersonName person_name(Random& random) {
    return {std::string{pick(random, titles)}, std::string{pick(random, first_names)},
            std::string{pick(random, last_names)}};
}

std::string primary_name(Random& random, std::string_view place, Faith faith, std::string_view stage) {
    const double u = random.uniform();
    switch (faith) {
        case Faith::anglican:
            if (u < 0.5)
                return fmt::format("{} {} Church of England {} School", place, pick(random, saints), stage);
            return fmt::format("{} Church of England {} School", place, stage);
        case Faith::catholic:
            return fmt::format("{} Catholic {} School, {}", pick(random, catholic_saints), stage, place);
        case Faith::other:
            return fmt::format("{} Methodist {} School", place, stage);
        case Faith::none:
            break;
    }
    if (u < 0.35) return fmt::format("{} {} School", place, stage);
    if (u < 0.5) return fmt::format("{} {} Community {} School", place, pick(random, corners), stage);
    return fmt::format("{} {} {} School", place, pick(random, corners), stage);
}

std::string secondary_name(Random& random, std::string_view place, Faith faith, bool academy) {
    if (faith == Faith::catholic)
        return fmt::format("{} Catholic High School, {}", pick(random, catholic_saints), place);
    if (faith == Faith::anglican)
        return fmt::format("{} {} Church of England High School", place, pick(random, saints));
    if (academy)
        return fmt::format("{} {}Academy", place,
                           random.uniform() < 0.4 ? std::string{pick(random, corners)} + " " : "");
    const double u = random.uniform();
    if (u < 0.45) return fmt::format("{} High School", place);
    if (u < 0.7) return fmt::format("{} Community High School", place);
    return fmt::format("{} {} School", place, pick(random, corners));
}

std::string special_name(Random& random, std::string_view place) {
    return fmt::format("{} {} School, {}", pick(random, trees), pick(random, houses), place);
}

std::string alternative_name(Random& random, std::string_view place) {
    return random.uniform() < 0.5 ? fmt::format("{} Short Stay School", place)
                                  : fmt::format("The {} Centre, {}", pick(random, trees), place);
}

std::string street_name(Random& random) {
    return std::string{pick(random, streets)};
}

std::string trust_name(Random& random, std::string_view place, Faith faith) {
    if (faith == Faith::catholic)
        return fmt::format("{} Catholic Academies Trust", pick(random, catholic_saints));
    if (faith == Faith::anglican) return fmt::format("{} Diocesan Learning Trust", place);
    if (random.uniform() < 0.3) return fmt::format("{} {}", place, pick(random, trust_ends));
    return fmt::format("{} {}", pick(random, trust_words), pick(random, trust_ends));
}

}
