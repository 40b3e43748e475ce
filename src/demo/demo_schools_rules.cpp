// Who there is: sites with their place, kind, name and URNs; conversions, mergers, openings and closures.
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

#include "demo/demo_county_rules.hpp"
#include "demo/demo_tables_rules.hpp"

namespace tarn::demo {
namespace {

struct Stock {
    Phase phase;
    int low, high;
    int fellshire;
    double elsewhere;  ///< per authority of middling size
};
constexpr Stock stocks[] = {
    {Phase::nursery, 3, 4, 24, 5},      {Phase::primary, 4, 11, 417, 118},   {Phase::primary, 4, 9, 14, 0},
    {Phase::infant, 4, 7, 22, 9},       {Phase::junior, 7, 11, 20, 8},       {Phase::middle, 9, 13, 6, 4},
    {Phase::secondary, 11, 16, 74, 24}, {Phase::all_through, 3, 16, 4, 3},   {Phase::special, 4, 19, 30, 9},
    {Phase::alternative, 5, 16, 10, 3}, {Phase::sixteen_plus, 16, 19, 6, 0},
};
/// Sizes of the other authorities beside a middling one; the neighbours are the first two.
constexpr double sizes[] = {1.1, 1.6, 1.2, 1.3, 0.9, 0.8, 1.3, 1.0};

class Founder {
  public:
    explicit Founder(County& county) : county_(county), seed_(county.plan.seed), today_(county.plan.today) {}

    void found_all() {
        make_trusts();
        for (std::size_t a = 0; a < county_.land.authorities.size(); ++a) {
            for (const auto& stock : stocks) {
                const double share = a == 0 ? stock.fellshire : stock.elsewhere * sizes[a - 1];
                for (int i = 0; i < static_cast<int>(share + 0.5); ++i) found(static_cast<int>(a), stock, i);
            }
            if (a == 0) {
                fellshire_ = county_.sites.size();
                federate();
                merge_pairs();
                close_and_open();
            }
        }
    }

  private:
    County& county_;
    std::uint64_t seed_;
    Date today_;
    std::size_t fellshire_ = 0;
    std::set<std::string, std::less<>> names_;
    std::map<std::pair<int, int>, int> establishments_;
    std::set<std::string> postcodes_;
    int next_urn_ = 900100, next_converted_ = 940100;
    static constexpr int trust_count_ = 24;

    Date september(int years_ago) const {
        return Date::of(county_.last_year.start - years_ago, 9, 1).value();
    }

    void make_trusts() {
        auto random = stream(seed_, "trusts");
        std::set<std::string> taken;
        while (taken.size() < trust_count_) {
            const auto number = taken.size();
            const auto faith = number < 2 ? Faith::catholic : number < 5 ? Faith::anglican : Faith::none;
            const auto& district = county_.land.districts[number % 12];
            auto name = trust_name(random, pick(random, district.towns).name, faith);
            if (taken.insert(name).second) county_.trusts.push_back(std::move(name));
        }
    }

    int choose_district(int authority, const Stock& stock, Random& random) const {
        // First and middle schools stand together: the two northern vales keep three tiers.
        if (stock.phase == Phase::middle || stock.high == 9)
            return authority == 0 ? 8 + static_cast<int>(random.between(0, 1)) : first_of(authority);
        double total = 0;
        for (const auto& d : county_.land.districts) total += d.authority == authority ? d.weight : 0;
        double at = random.uniform() * total;
        for (std::size_t i = 0; i < county_.land.districts.size(); ++i) {
            const auto& d = county_.land.districts[i];
            if (d.authority == authority && (at -= d.weight) < 0) return static_cast<int>(i);
        }
        return first_of(authority);
    }

    int first_of(int authority) const {
        const auto& all = county_.land.districts;
        return static_cast<int>(
            std::find_if(all.begin(), all.end(), [&](const auto& d) { return d.authority == authority; }) -
            all.begin());
    }

    void settle(Site& site, const Stock& stock, Random& random) {
        site.district = choose_district(site.authority, stock, random);
        const auto& district = county_.land.districts[site.district];
        site.area = district.area;
        // Older pupils travel to towns; villages keep their primary schools.
        const bool town_only =
            stock.low >= 9 || stock.phase == Phase::special || stock.phase == Phase::alternative;
        double total = 0;
        const auto weight = [&](const Town& town) {
            return town_only && town.weight < 2 ? 0.0 : town.weight;
        };
        for (const auto& town : district.towns) total += weight(town);
        double at = random.uniform() * total;
        const auto town = std::find_if(district.towns.begin(), district.towns.end(),
                                       [&](const Town& t) { return (at -= weight(t)) < 0; });
        place_in(site, town == district.towns.end() ? district.towns.front() : *town, random);
    }

    void place_in(Site& site, const Town& town, Random& random) {
        const auto& district = county_.land.districts[site.district];
        site.town = town.name;
        site.place = town.centre;
        for (int attempt = 0; attempt < 20; ++attempt) {
            const Point point{std::round(town.centre.easting + town.spread * random.normal()),
                              std::round(town.centre.northing + town.spread * random.normal())};
            if (!district.ring.empty() && !inside(district.ring, point)) continue;
            site.place = point;
            break;
        }
        site.street = fmt::format("{} {}", random.between(1, 180), street_name(random));
        site.postcode = postcode(site, random);
        site.ward = nearest_ward(district, site.place);
    }

    static int nearest_ward(const District& district, Point place) {
        const auto distance = [&](const Ward& w) {
            return std::hypot(w.centre.easting - place.easting, w.centre.northing - place.northing);
        };
        return static_cast<int>(
            std::min_element(district.wards.begin(), district.wards.end(),
                             [&](const Ward& a, const Ward& b) { return distance(a) < distance(b); }) -
            district.wards.begin());
    }

    std::string postcode(const Site& site, Random& random) {
        static constexpr std::string_view letters = "ABDEFGHJLNPQRSTUWXYZ";  // those that inward codes use
        const auto letter = [&] {
            return letters[static_cast<std::size_t>(random.between(0, letters.size() - 1))];
        };
        for (;;) {
            const int number = site.district - first_of(site.authority) + 1;
            auto text = fmt::format("{}{} {}{}{}", county_.land.authorities[site.authority].postcode_area,
                                    number, random.between(0, 9), letter(), letter());
            if (postcodes_.insert(text).second) return text;
        }
    }

    static Faith choose_faith(Phase phase, Random& random) {
        const double u = random.uniform();
        if (phase == Phase::primary || phase == Phase::infant || phase == Phase::junior) {
            return u < 0.29   ? Faith::anglican
                   : u < 0.45 ? Faith::catholic
                   : u < 0.46 ? Faith::other
                              : Faith::none;
        }
        if (phase == Phase::secondary)
            return u < 0.06 ? Faith::anglican : u < 0.2 ? Faith::catholic : Faith::none;
        return Faith::none;
    }

    static Kind choose_kind(const Site& site, Random& random) {
        const double u = random.uniform();
        switch (site.phase) {
            case Phase::nursery:
                return Kind::nursery;
            case Phase::special:
                return u < 0.75 ? Kind::community_special : Kind::academy_special;
            case Phase::alternative:
                return u < 0.7 ? Kind::pupil_referral_unit : Kind::alternative_academy;
            case Phase::sixteen_plus:
                return Kind::sixth_form_college;
            case Phase::secondary:
            case Phase::all_through:
                if (u < 0.30) return Kind::converter;
                if (u < 0.44) return Kind::sponsored;
                if (u < 0.47) return Kind::free_school;
                if (u < 0.49 && site.faith == Faith::none) return Kind::technical;
                break;
            default:
                if (u < 0.13) return Kind::converter;
                if (u < 0.18) return Kind::sponsored;
        }
        if (site.faith == Faith::catholic || site.faith == Faith::other) return Kind::voluntary_aided;
        if (site.faith == Faith::anglican)
            return random.uniform() < 0.6 ? Kind::voluntary_aided : Kind::voluntary_controlled;
        return random.uniform() < 0.07 ? Kind::foundation : Kind::community;
    }

    std::string unique_name(const Site& site, Kind kind, Random& random) {
        const auto& towns = county_.land.districts[site.district].towns;
        for (int attempt = 0;; ++attempt) {
            const auto& place = attempt < 12   ? site.town
                                : attempt < 60 ? pick(random, towns).name
                                               : fmt::format("{} {}", site.town, attempt);
            auto name = name_in(site, kind, place, random);
            if (names_.insert(name).second) return name;
        }
    }

    static std::string name_in(const Site& site, Kind kind, std::string_view place, Random& random) {
        switch (site.phase) {
            case Phase::nursery:
                return primary_name(random, place, Faith::none, "Nursery");
            case Phase::infant:
                return primary_name(random, place, site.faith, "Infant");
            case Phase::junior:
                return primary_name(random, place, site.faith, "Junior");
            case Phase::middle:
                return fmt::format("{} Middle School", place);
            case Phase::special:
                return special_name(random, place);
            case Phase::alternative:
                return alternative_name(random, place);
            case Phase::sixteen_plus:
                return fmt::format("{} Sixth Form College", place);
            case Phase::all_through:
                return fmt::format("{} All-through {}", place, is_academy(kind) ? "Academy" : "School");
            case Phase::secondary:
                return secondary_name(random, place, site.faith, is_academy(kind));
            default:
                return primary_name(random, place, site.faith, site.high_age == 9 ? "First" : "Primary");
        }
    }

    int establishment(const Site& site, Kind kind) {
        const int series = site.phase == Phase::nursery         ? 1000
                           : site.phase == Phase::alternative   ? 1100
                           : site.phase == Phase::special       ? 7000
                           : site.phase == Phase::sixteen_plus  ? 8600
                           : site.low_age >= 9                  ? 4000
                           : kind == Kind::voluntary_aided      ? 3500
                           : kind == Kind::voluntary_controlled ? 3000
                                                                : 2000;
        return series + ++establishments_[{site.authority, series}];
    }

    Site& found(int authority, const Stock& stock, int number) {
        const auto index = static_cast<std::int64_t>(county_.sites.size());
        auto random = stream(seed_, "site", index);
        Site site{.authority = authority, .phase = stock.phase, .low_age = stock.low, .high_age = stock.high};
        if (stock.phase == Phase::primary && stock.high == 11)
            site.low_age = static_cast<int>(random.between(2, 5));
        if (stock.phase == Phase::secondary && random.uniform() < 0.3) site.high_age = 18;
        if (stock.phase == Phase::special && random.uniform() < 0.5)
            site.high_age = random.uniform() < 0.5 ? 11 : 16;
        settle(site, stock, random);
        // An infant and a junior school often stand side by side.
        if (stock.phase == Phase::junior)
            beside_infant(site, number, random);
        else
            site.faith = choose_faith(stock.phase, random);
        const Kind kind = choose_kind(site, random);
        site.establishment = establishment(site, kind);
        register_records(site, kind, random);
        appoint_head(site, random);
        county_.sites.push_back(std::move(site));
        return county_.sites.back();
    }

    void beside_infant(Site& site, int number, Random& random) {
        int seen = 0;
        for (const auto& other : county_.sites) {
            if (other.authority != site.authority || other.phase != Phase::infant || seen++ != number)
                continue;
            site.district = other.district;
            site.area = other.area;
            site.faith = other.faith;
            const auto& towns = county_.land.districts[site.district].towns;
            place_in(site,
                     *std::find_if(towns.begin(), towns.end(),
                                   [&](const Town& t) { return t.name == other.town; }),
                     random);
            site.place = {other.place.easting + 90, other.place.northing + 40};
            return;
        }
    }

    void register_records(Site& site, Kind kind, Random& random) {
        Record record{.urn = {next_urn_++}, .kind = kind};
        const bool converted =
            kind == Kind::converter || kind == Kind::sponsored || kind == Kind::academy_special;
        if (converted) {
            // Conversions fall on the first of a month, most of them in September.
            const auto back = static_cast<int>(random.between(0, 12));
            Date day = september(back + (september(0) > today_ - 60 ? 1 : 0));
            if (random.uniform() < 0.5) day = add_months(day, static_cast<int>(random.between(-9, -1)));
            if (site.authority == 0 && back <= 7) {
                site.records.push_back(predecessor(site, day, random));
                record.urn = {next_converted_++};
            }
            record.opened = day;
            record.opened_because = "Academy Converter";
            if (kind == Kind::sponsored) record.opened_because = "Academy - Sponsor led";
        }
        if (kind == Kind::free_school || kind == Kind::technical) {
            record.opened = september(static_cast<int>(random.between(5, 11)));
            record.opened_because = "New Provision";
        }
        record.name = unique_name(site, kind, random);
        if (is_academy(kind) && site.authority == 0) record.trust = choose_trust(site, random);
        site.records.push_back(std::move(record));
    }

    Record predecessor(const Site& site, Date conversion, Random& random) {
        const Kind before = site.phase == Phase::special    ? Kind::community_special
                            : site.faith == Faith::catholic ? Kind::voluntary_aided
                            : site.faith == Faith::anglican ? Kind::voluntary_controlled
                                                            : Kind::community;
        Record old{.urn = {next_urn_ - 1},
                   .kind = before,
                   .name = unique_name(site, before, random),
                   .closed = conversion - 1};
        old.closed_because = "Academy Converter";
        return old;
    }

    static int choose_trust(const Site& site, Random& random) {
        if (site.faith == Faith::catholic) return static_cast<int>(random.between(0, 1));
        if (site.faith == Faith::anglican) return static_cast<int>(random.between(2, 4));
        // Few trusts are large: the square makes the first ones so.
        const double u = random.uniform();
        return 5 + static_cast<int>(u * u * (trust_count_ - 5));
    }

    void appoint_head(Site& site, Random& random) const {
        site.head = person_name(random);
        site.former_head = person_name(random);
        const double u = random.uniform();
        const int years = static_cast<int>(11 * u * u + 0.4);
        site.head_since = random.uniform() < 0.7 ? september(years) : add_months(september(years + 1), 4);
        if (site.head_since > today_) site.head_since = september(years + 1);
    }

    /// Two or three small maintained primary schools of one district under one governing body.
    void federate() {
        auto random = stream(seed_, "federations");
        for (int district = 0; district < 12; ++district) {
            std::vector<Site*> free;
            for (auto& site : county_.sites) {
                const auto& towns = county_.land.districts[site.district].towns;
                const bool village = std::any_of(towns.begin(), towns.end(), [&](const Town& t) {
                    return t.name == site.town && t.weight < 2;
                });
                if (site.district == district && site.phase == Phase::primary && village &&
                    !is_academy(site.now().kind))
                    free.push_back(&site);
            }
            const std::size_t size = random.uniform() < 0.3 ? 3 : 2;
            if (free.size() < 2 * size) continue;
            county_.federations.push_back(fmt::format("The {} Federation", free.front()->town));
            for (std::size_t i = 0; i < size; ++i)
                free[i]->federation = static_cast<int>(county_.federations.size()) - 1;
        }
    }

    /// Three infant and junior pairs became one primary school each.
    void merge_pairs() {
        std::vector<std::size_t> infants, juniors;
        for (std::size_t i = 0; i < fellshire_; ++i) {
            if (county_.sites[i].phase == Phase::infant) infants.push_back(i);
            if (county_.sites[i].phase == Phase::junior) juniors.push_back(i);
        }
        for (int pair = 0; pair < 3; ++pair) {
            const Date opening = september(2 + pair);
            constexpr Stock primary{Phase::primary, 4, 11, 0, 0};
            found(0, primary, 0);
            auto& merged = county_.sites.back();
            const auto &infant = county_.sites[infants[pair]], &junior = county_.sites[juniors[pair]];
            merged.district = junior.district;
            merged.area = junior.area;
            merged.ward = junior.ward;
            merged.town = junior.town;
            merged.place = junior.place;
            merged.merged_from = {infants[pair], juniors[pair]};
            merged.records.erase(merged.records.begin(), merged.records.end() - 1);
            merged.records.back().kind = junior.records.front().kind;
            merged.records.back().trust = -1;
            merged.faith = infant.faith;
            auto random = stream(seed_, "merger", pair);
            merged.records.back().name = unique_name(merged, merged.now().kind, random);
            merged.records.back().opened = opening;
            merged.records.back().opened_because = "Result of Amalgamation";
            for (const auto from : merged.merged_from)
                shut(county_.sites[from], opening - 1, "Result of Amalgamation/Merger");
        }
    }

    static void shut(Site& site, Date last_day, std::string_view why) {
        if (site.records.size() > 1 && site.records[0].closed >= last_day) site.records.pop_back();
        site.records.back().closed = last_day;
        site.records.back().closed_because = why;
    }

    /// Falling rolls close village schools; two more will close; new ones open where houses are built.
    void close_and_open() {
        int closed = 0;
        for (std::size_t i = 30; i < fellshire_ && closed < 9; i += 41) {
            auto& site = county_.sites[i];
            if (site.phase != Phase::primary || site.high_age != 11 || site.now().opened ||
                site.federation >= 0)
                continue;
            shut(site, september(closed < 7 ? closed % 6 : -1) - 1, "Closure");
            ++closed;
        }
        for (int i = 0; i < 5; ++i) {
            constexpr Stock primary{Phase::primary, 4, 11, 0, 0};
            found(0, primary, 0);
            auto& record = county_.sites.back().records.back();
            county_.sites.back().records = {record};
            auto& only = county_.sites.back().records.back();
            only.kind = Kind::free_school;
            only.opened = september(i == 4 ? -1 : i);
            only.opened_because = "New Provision";
            if (only.trust < 0) only.trust = 5 + i;
        }
        fellshire_ = county_.sites.size();
    }
};

}

void found_schools(County& county) {
    Founder{county}.found_all();
}

}
