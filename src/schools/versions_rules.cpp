#include "schools/versions_rules.hpp"

#include <cctype>
#include <charconv>

namespace tarn::schools {

namespace {

constexpr Field detail_fields[] = {
    Field::reason_opened, Field::reason_closed,   Field::sixth_form,     Field::nursery_provision,
    Field::street,        Field::locality,        Field::county,         Field::website,
    Field::head_title,    Field::head_first_name, Field::head_last_name, Field::head_role,
    Field::telephone,     Field::sponsor,         Field::ukprn,          Field::status,
};

struct Found {
    std::string_view text;
    int table = -1;
};

/// One school's rows with the sources its facts were taken from.
class Writing {
  public:
    Writing(const Workshop& shop, std::span<const RowRef> rows)
        : shop_(shop), rows_(rows), sources_(field_count, '-') {}

    /// The best source's text for a field.
    std::string_view best(Field field) {
        const Found found = look(field);
        if (found.table >= 0) note(field, found.table);
        return found.text;
    }
    /// The newest file's text, for facts that are measured again and again.
    std::string_view newest(Field field) {
        Found found;
        for (const RowRef ref : rows_) {
            const std::string_view text = said(shop_.tables[ref.table].at(field, ref.row));
            if (text.empty()) continue;
            if (found.table < 0 || shop_.tables[ref.table].snapshot > table(found.table).snapshot) {
                found = {text, static_cast<int>(ref.table)};
            }
        }
        if (found.table >= 0) note(field, found.table);
        return found.text;
    }
    void note(Field field, int table_index) {
        if (table_index >= 0) note_source(field, table(table_index).source);
    }
    void note_source(Field field, Source source) {
        sources_[static_cast<std::size_t>(field)] = static_cast<char>('a' + static_cast<int>(source));
    }
    std::string_view sources() const { return shop_.texts.keep(sources_); }
    std::string_view details(const std::optional<ToldBefore>& undated);

  private:
    const Statements& table(int index) const { return shop_.tables[static_cast<std::size_t>(index)]; }
    Found look(Field field) const {
        for (const RowRef ref : rows_) {
            const Statements& from = shop_.tables[ref.table];
            if (!from.says(field)) continue;
            const std::string_view text = said(from.at(field, ref.row));
            if (!text.empty()) return {text, static_cast<int>(ref.table)};
        }
        return {};
    }

    const Workshop& shop_;
    std::span<const RowRef> rows_;
    std::string sources_;
};

/// "Bournemouth (837), 837/2011".
std::string words_of(const ToldBefore& told) {
    const AuthorityEntry* known = find_authority(told.authority.before);
    std::string out{known ? known->name : told.name};
    const std::string code = told.authority.before.text();
    out = out.empty() ? code : out + " (" + code + ")";
    return told.number ? out + ", " + told.number->text() : out;
}

std::string_view Writing::details(const std::optional<ToldBefore>& undated) {
    std::string out;
    if (undated) {
        note(Field::previous_authority, static_cast<int>(undated->row.table));
        out.append(field_codes.code(Field::previous_authority)).append("=" + words_of(*undated) + "\n");
    }
    for (const Field field : detail_fields) {
        const std::string_view text = best(field);
        if (text.empty()) continue;
        out.append(field_codes.code(field)).append("=");
        for (const char c : text) out += c == '\n' || c == '\r' ? ' ' : c;
        out += '\n';
    }
    return shop_.texts.keep(std::move(out));
}

int number_in(std::string_view text, int highest) {
    const auto number = parse_identifier(text);
    return number && *number >= 0 && *number <= highest ? static_cast<int>(*number) : -1;
}

std::string_view capitalised(Texts& texts, std::string_view text) {
    if (text.empty() || text.front() < 'a' || text.front() > 'z') return text;
    std::string out{text};
    out.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(out.front())));
    return texts.keep(std::move(out));
}

void infer(School& school, Inference what) {
    school.inferred |= 1u << static_cast<unsigned>(what);
}

void write_place(const Workshop& shop, Writing& writing, School& school) {
    school.postcode = writing.best(Field::postcode);
    const PostcodePlace* place = shop.places.find(school.postcode);
    if (!school.postcode.empty()) school.postcode = shop.texts.keep(tidy_postcode(school.postcode));
    const int easting = number_in(writing.best(Field::easting), 700000);
    const int northing = number_in(writing.best(Field::northing), 1300000);
    school.district = writing.best(Field::district);
    school.ward = writing.best(Field::ward);
    if (place) {
        school.district_code = place->district;
        const auto name = shop.district_names.find(place->district);
        if (school.district.empty() && name != shop.district_names.end()) {
            school.district = name->second;
            writing.note_source(Field::district, Source::postcodes);
        }
    }
    if (easting > 0 && northing > 0) {
        school.easting = easting;
        school.northing = northing;
    } else if (place) {
        school.easting = place->easting;
        school.northing = place->northing;
        writing.note_source(Field::easting, Source::postcodes);
        writing.note_source(Field::northing, Source::postcodes);
        infer(school, Inference::place_from_postcode);
    }
}

/// Facts that are the same in all versions.
School write_common(const Workshop& shop, Writing& writing, const OpenPeriod& open_period,
                    const std::optional<ToldBefore>& undated) {
    School school;
    school.opened = open_period.opened;
    school.closed = open_period.closed;
    school.inferred = open_period.inferred;
    writing.best(Field::opened);
    writing.best(Field::closed);
    write_place(shop, writing, school);
    school.low_age = static_cast<std::int16_t>(number_in(writing.best(Field::low_age), 99));
    school.high_age = static_cast<std::int16_t>(number_in(writing.best(Field::high_age), 99));
    school.capacity = number_in(writing.best(Field::capacity), 99999);
    school.roll = number_in(writing.newest(Field::roll), 99999);
    school.town = writing.best(Field::town);
    school.federation = writing.best(Field::federation);
    school.diocese = writing.best(Field::diocese);
    school.religion = writing.best(Field::religion);
    school.gender = capitalised(shop.texts, writing.best(Field::gender));
    school.admissions = capitalised(shop.texts, writing.best(Field::admissions));
    school.details = writing.details(undated);
    if (undated) infer(school, Inference::before_undated);
    return school;
}

template <class T>
void add_breaks(std::vector<Date>& breaks, const std::vector<Step<T>>& steps) {
    for (std::size_t i = 1; i < steps.size(); ++i) breaks.push_back(steps[i].from);
}

std::vector<Date> breaks_within(const TrackedFacts& tracked_facts, Date begin,
                                const std::optional<Date>& closed) {
    std::vector<Date> breaks{begin};
    add_breaks(breaks, tracked_facts.names);
    add_breaks(breaks, tracked_facts.types);
    add_breaks(breaks, tracked_facts.phases);
    add_breaks(breaks, tracked_facts.trusts);
    for (std::size_t i = 1; i < tracked_facts.authorities.size(); ++i)
        breaks.push_back(tracked_facts.authorities[i].from);
    std::sort(breaks.begin(), breaks.end());
    breaks.erase(std::unique(breaks.begin(), breaks.end()), breaks.end());
    std::erase_if(breaks, [&](Date day) { return day < begin || (closed && day > *closed); });
    return breaks;
}

template <class T>
const Step<T>* take(const std::vector<Step<T>>& steps, School& school, Writing& writing, Field field) {
    const Step<T>* step = step_on(steps, school.valid.from);
    if (!step) return nullptr;
    writing.note(field, step->precedence);
    if (step != &steps.front() && step->from == school.valid.from)
        infer(school, Inference::changed_by_snapshot);
    return step;
}

/// Which file states the authority as it is in this version; none when an order alone tells.
void note_authority(const Workshop& shop, std::span<const RowRef> rows, const School& school,
                    Writing& writing) {
    for (const RowRef ref : rows) {
        const Statements& table = shop.tables[ref.table];
        const auto laestab = Laestab::parse(table.at(Field::laestab, ref.row));
        const auto code = AuthorityCode::parse(table.at(Field::authority, ref.row));
        if (code != school.authority && (!laestab || laestab->authority() != school.authority)) continue;
        writing.note_source(Field::authority, table.source);
        if (laestab || table.says(Field::establishment))
            return writing.note_source(Field::laestab, table.source);
    }
    const auto told = told_before(shop.tables, rows);
    if (!told || told->authority.before != school.authority) return;
    writing.note(Field::authority, static_cast<int>(told->row.table));
    if (told->number) writing.note(Field::laestab, static_cast<int>(told->row.table));
}

void write_authority(const Workshop& shop, const Subject& subject, const TrackedFacts& tracked_facts,
                     Writing& writing, School& school) {
    for (const AuthorityStep& step : tracked_facts.authorities) {
        if (step.from > school.valid.from) break;
        school.authority = step.code;
        if (step.from != school.valid.from || step.from == School::first_day()) continue;
        infer(school, step.by_reorganisation ? Inference::authority_by_reorganisation
                                             : Inference::changed_by_snapshot);
    }
    if (school.authority.value == 0 || subject.borrowed) return;
    school.laestab = laestab_of(shop.tables, subject.rows, school.authority);
    note_authority(shop, subject.rows, school, writing);
}

/// A school known from links alone: its neighbour's type says only whether it was of the state.
Type borrowed_type(Type type, const OpenPeriod& open_period) {
    if (kind_of(type) == Kind::special) return state_funded(type) ? Type::state_special_unspecified : type;
    if (kind_of(type) == Kind::alternative) return Type::alternative_unspecified;
    if (kind_of(type) != Kind::mainstream) return type;
    if (!state_funded(type)) return Type::unknown;
    return open_period.infers(Inference::opened_from_link) ? Type::academy_unspecified
                                                           : Type::state_unspecified;
}

bool from_census(const Workshop& shop, const Step<Type>& step) {
    const auto table = static_cast<std::size_t>(step.precedence);
    return step.precedence >= 0 && shop.tables[table].source == Source::census;
}

void write_tracked(const Workshop& shop, const Subject& subject, const TrackedFacts& tracked_facts,
                   const OpenPeriod& open_period, Writing& writing, School& school) {
    if (const auto* name = take(tracked_facts.names, school, writing, Field::name)) school.name = name->value;
    if (const auto* trust = take(tracked_facts.trusts, school, writing, Field::trust))
        school.trust = trust->value;
    if (const auto* type = take(tracked_facts.types, school, writing, Field::type)) school.type = type->value;
    if (subject.borrowed) {
        school.name = subject.name;
        school.trust = {};
        school.type = borrowed_type(school.type, open_period);
        writing.note_source(Field::name, Source::links);
    }
    if (!tracked_facts.types.empty() && from_census(shop, tracked_facts.types.back()))
        infer(school, Inference::type_from_census);
    school.state_funded = state_funded(school.type);
    if (const auto* phase = take(tracked_facts.phases, school, writing, Field::phase)) {
        school.phase = phase->value.phase;
        if (phase->value.from_ages) infer(school, Inference::phase_from_ages);
        if (phase->value.from_type && !specific(school.type)) infer(school, Inference::phase_from_type);
    }
    write_authority(shop, subject, tracked_facts, writing, school);
    if (school.name.empty()) {
        std::string name{type_title(school.type)};
        if (school.laestab.value != 0) name += " " + school.laestab.text();
        school.name = shop.texts.keep(std::move(name));
    }
}

}

void add_versions(const Workshop& shop, const Subject& subject, const TrackedFacts& tracked_facts,
                  const OpenPeriod& open_period, std::vector<School>& versions) {
    const Date begin = open_period.opened.value_or(School::first_day());
    if (!open_period.exists || (open_period.closed && *open_period.closed < begin)) return;
    Writing writing(shop, subject.rows);
    const School common =
        write_common(shop, writing, open_period, subject.borrowed ? std::nullopt : tracked_facts.undated);
    const auto breaks = breaks_within(tracked_facts, begin, open_period.closed);
    for (std::size_t i = 0; i < breaks.size(); ++i) {
        School school = common;
        school.urn = shop.rows.urn(subject.school);
        school.valid.from = breaks[i];
        school.valid.to = i + 1 < breaks.size() ? std::optional{breaks[i + 1] - 1} : open_period.closed;
        write_tracked(shop, subject, tracked_facts, open_period, writing, school);
        school.sources = writing.sources();
        versions.push_back(school);
    }
}

}
