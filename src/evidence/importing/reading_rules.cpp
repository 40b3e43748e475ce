#include "evidence/importing/reading_rules.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "evidence/importing/row_reader_rules.hpp"
#include "evidence/importing/workbook_rules.hpp"

namespace tarn::evidence {
namespace {

bool is_json(std::string_view text) {
    return trim(text.substr(0, 64)).starts_with('{');
}

/// Boundaries have no header: the profile is told by the codes in the file.
const Profile& boundary_profile(std::string_view text) {
    for (const Profile& profile : shipped_profiles())
        if (profile.kind == Kind::boundaries &&
            text.find("\"" + profile.code_prefix) != std::string_view::npos)
            return profile;
    throw Unusable{{"No profile knows these boundaries.", "geojson"}};
}

std::unique_ptr<RowReader> row_reader(Context& context) {
    switch (context.profile().kind) {
        case Kind::area:
            return area_rows(context);
        case Kind::links:
            return link_rows(context);
        case Kind::postcodes:
            return postcode_rows(context);
        case Kind::school:
        case Kind::inspection:
        case Kind::boundaries:
            break;
    }
    return school_rows(context);
}

[[noreturn]] void broken_record(CsvReader::Step step, std::int64_t row, std::size_t max_record) {
    if (step == CsvReader::Step::open_quote)
        throw Unusable{
            {fmt::format(
                 "The file ends inside a quoted cell of row {}: it is truncated, or a quotation mark is "
                 "never closed.",
                 row),
             "open quote"}};
    throw Unusable{
        {fmt::format("Row {} is longer than {} KB: is it text, and is a quotation mark never closed?", row,
                     max_record >> 10),
         "record too long"}};
}

struct Found {
    const Profile* profile;
    Header header;
};

/// Titles stand above the header of some published files: of the first records, the header is the first that
/// a profile fits. The Error is of the record with most words.
Found read_header(Prepared& prepared, const Profile* forced, const ReadSettings& settings) {
    constexpr int most_titles = 20;
    const auto start = [&] {
        prepared.reader =
            std::make_unique<CsvReader>(*prepared.text, settings.max_record, guess_delimiter(*prepared.text));
    };
    std::optional<Error> complaint;
    std::optional<Header> first;
    std::size_t most_names = 0;
    start();
    for (int i = 0; i < most_titles; ++i) {
        const auto step = prepared.reader->next();
        if (step == CsvReader::Step::end) break;
        if (step != CsvReader::Step::record) {
            if (i == 0) broken_record(step, 1, settings.max_record);
            break;
        }
        const Header header{prepared.reader->fields()};
        if (forced && fits(*forced, header)) return {forced, header};
        if (!first) first = header;
        if (forced) continue;
        const auto found = recognise(shipped_profiles(), header);
        if (found) return {*found, header};
        if (complaint && header.worded() <= most_names) continue;
        complaint = found.error();
        most_names = header.worded();
    }
    if (!first) throw Unusable{{"The file is empty.", "no header"}};
    if (!forced) throw Unusable{*complaint};
    // Whoever names a profile may have a file that lacks a column which only recognising needs.
    start();
    prepared.reader->next();
    return {forced, *first};
}

bool all_empty(std::span<const std::string_view> fields) {
    return std::all_of(fields.begin(), fields.end(),
                       [](std::string_view text) { return trim(text).empty(); });
}

/// What is wrong with the number of cells, or "".
std::string wrong_length(const Fields& fields, const Context& context) {
    // Columns without a name may be there or not.
    const std::size_t least = context.header().width(), most = context.header().size();
    if (fields.size() >= least && fields.size() <= most) return {};
    if (fields.size() < least && context.profile().short_rows) return {};
    if (fields.size() > most && (context.profile().long_rows || all_empty(std::span{fields}.subspan(most))))
        return {};
    return fmt::format("The row has {} cells under a header of {}.", fields.size(), least);
}

class Progress {
  public:
    Progress(const ReadSettings& settings, std::size_t total)
        : settings_(settings), total_(std::max<std::size_t>(total, 1)) {}
    void at(std::size_t offset) {
        if (!settings_.progress || offset < next_) return;
        settings_.progress(static_cast<int>(100 * offset / total_), "reading");
        next_ = offset + total_ / 50 + 1;
    }

  private:
    const ReadSettings& settings_;
    std::size_t total_, next_ = 0;
};

RowFate take_row(Context& context, RowReader& rows, const CsvReader& reader) {
    if (all_empty(reader.fields())) return RowFate::left_out;
    const std::string length = wrong_length(reader.fields(), context);
    if (!length.empty()) return context.reject(-1, length);
    return rows.take(reader.fields(), reader.number(), reader.record());
}

std::unique_ptr<RowReader> start_rows(Context& context) {
    auto rows = row_reader(context);
    const Kind kind = context.profile().kind;
    if (kind != Kind::links && kind != Kind::postcodes) context.note_unread();
    return rows;
}

void check_rejected(Prepared& prepared, const ReadSettings& settings) {
    auto& rejected = prepared.rejected;
    std::stable_sort(rejected.begin(), rejected.end(),
                     [](const Rejection& a, const Rejection& b) { return a.row < b.row; });
    rejected.erase(std::unique(rejected.begin(), rejected.end(),
                               [](const Rejection& a, const Rejection& b) { return a.row == b.row; }),
                   rejected.end());
    const auto count = static_cast<std::int64_t>(rejected.size());
    if (static_cast<double>(count) * 100 <=
        static_cast<double>(prepared.rows_read) * settings.max_rejected_percent)
        return;
    const Rejection& first = rejected.front();
    throw Unusable{
        {fmt::format("{} of {} rows were rejected, more than {} %. The first is row {}{}: {}", count,
                     prepared.rows_read, settings.max_rejected_percent, first.row,
                     first.column.empty() ? "" : fmt::format(", column {}", first.column), first.reason),
         "too many rejected rows"}};
}

/// Takes the rows of one text. `whole` becomes where the last whole record ended.
CsvReader::Step take_rows(Context& context, RowReader& rows, CsvReader& reader, std::size_t& whole) {
    // Each is kept: what is refused in any case is not read to its end.
    constexpr std::size_t many_rejected = 50000;
    Prepared& prepared = context.prepared();
    Progress progress{context.settings(), prepared.text->size()};
    CsvReader::Step step;
    for (whole = reader.offset(); (step = reader.next()) == CsvReader::Step::record;
         whole = reader.offset()) {
        ++prepared.rows_read;
        progress.at(reader.offset());
        const RowFate fate = take_row(context, rows, reader);
        if (fate == RowFate::aggregate) ++prepared.rows_aggregate;
        if (fate == RowFate::repeated) ++prepared.rows_repeated;
        if (fate == RowFate::left_out) ++prepared.rows_left_out;
        if (fate != RowFate::rejected) continue;
        Rejection rejection = context.take_rejection();
        rejection.row = reader.number();
        // The count goes on, but a file of nothing but bad rows is not kept twice in memory.
        if (prepared.rejected.size() < 20000) rejection.text = clip(reader.record(), 400);
        prepared.rejected.push_back(std::move(rejection));
        if (prepared.rejected.size() % many_rejected == 0) check_rejected(prepared, context.settings());
    }
    return step;
}

void read_rows(Context& context, CsvReader& reader) {
    const auto rows = start_rows(context);
    std::size_t whole = 0;
    const auto step = take_rows(context, *rows, reader, whole);
    if (step != CsvReader::Step::end) broken_record(step, reader.number() + 1, context.settings().max_record);
    context.refuse_month_first();
    rows->finish();
}

std::string next_chunk(LineChunks& chunks) {
    auto chunk = chunks.next();
    if (!chunk) throw Unusable{chunk.error()};
    return std::move(*chunk);
}

/// Goes on after the first chunk, which holds the header.
void read_chunks(Context& context, LineChunks& chunks) {
    const std::size_t longest = context.settings().max_record;
    const auto rows = start_rows(context);
    CsvReader* reader = context.prepared().reader.get();
    std::optional<CsvReader> later;
    std::string chunk;
    std::string_view text = *context.prepared().text;
    for (;;) {
        std::size_t whole = 0;
        const auto step = take_rows(context, *rows, *reader, whole);
        const bool cut = step == CsvReader::Step::open_quote && !chunks.at_end();
        if (step != CsvReader::Step::end && !cut) broken_record(step, reader->number() + 1, longest);
        if (cut) chunks.give_back(text.substr(whole));
        const std::int64_t before = reader->number();
        const char delimiter = reader->delimiter();
        std::string next = next_chunk(chunks);
        if (next.empty()) break;
        chunk = std::move(next);
        text = chunk;
        reader = &later.emplace(text, longest, delimiter, before);
    }
    context.refuse_month_first();
    rows->finish();
}

void name_periods(Prepared& prepared) {
    std::vector<std::string> periods;
    std::vector<std::optional<Date>> dates;
    for (const PreparedBlock& block : prepared.blocks) {
        periods.push_back(block.period);
        dates.push_back(block.public_from);
        for (const PreparedColumn& column : block.columns) prepared.values += column.present + column.missing;
    }
    if (periods.empty()) return;
    const auto [low, high] = std::minmax_element(periods.begin(), periods.end());
    prepared.period = *low == *high ? *low : fmt::format("{} to {}", *low, *high);
    if (std::all_of(dates.begin(), dates.end(), [&](const auto& date) { return date == dates.front(); }))
        prepared.public_from = dates.front();
}

/// "2025-08" speaks of that month's last day.
std::optional<Date> day_or_month_end(const std::string& text) {
    if (const auto month = Date::parse_iso(text + "-01")) return add_months(*month, 1) - 1;
    const auto day = Date::parse_published(text);
    return day ? day : day_in_name(text);
}

/// Spring census: the third Thursday of January.
std::optional<Date> census_day(const std::string& month) {
    const auto first = Date::parse_iso(month + "-01");
    if (!first) return std::nullopt;
    const int weekday = ((first->days() + 3) % 7 + 7) % 7;  // 0 is Monday; 1 January 1970 was a Thursday
    constexpr int thursday = 3;
    return *first + ((thursday - weekday + 7) % 7 + 14);
}

std::optional<Date> snapshot_day(const Context& context) {
    const RegisterRule& rule = context.profile().reg;
    const ReadSettings& settings = context.settings();
    if (rule.file_name) {
        std::smatch found;
        if (std::regex_search(settings.file_name, found, *rule.file_name)) {
            if (const auto named = rule.days.find(found[1].str()); named != rule.days.end())
                return named->second;
            if (const auto day = day_or_month_end(found[1].str())) return day;
        }
    }
    if (rule.census_day && !context.prepared().blocks.empty())
        if (const auto day = census_day(context.prepared().blocks.back().period)) return day;
    if (rule.end_of_period && !context.prepared().blocks.empty())
        if (const auto year = SchoolYear::parse(context.prepared().blocks.back().period))
            return year->last_day();
    if (settings.period && context.prepared().blocks.empty())
        if (const auto day = Date::parse_iso(*settings.period)) return day;
    if (rule.snapshot) return rule.snapshot;
    return context.prepared().blocks.empty() ? std::nullopt
                                             : day_or_month_end(context.prepared().blocks.back().period);
}

void check_public_from(const std::string& period, std::optional<Date> public_from) {
    const auto days = days_of(period);
    if (!days || !public_from || *public_from >= days->from) return;
    throw Unusable{{fmt::format("Figures of {} cannot have been public on {}: the period begins on {}.",
                                period, public_from->display(), days->from.display()),
                    "public before the period"}};
}

/// Whoever gives the day: a figure that is public before its time would answer for the past.
void check_public_from(const Prepared& prepared) {
    for (const PreparedBlock& block : prepared.blocks) {
        check_public_from(block.period, block.public_from);
        for (const PreparedColumn& column : block.columns)
            check_public_from(block.period, column.public_from);
    }
    for (const PreparedAggregate& total : prepared.aggregates)
        check_public_from(total.period, total.public_from);
}

void add_snapshot(Context& context) {
    PreparedRegister& reg = context.prepared().reg;
    reg.source = context.profile().reg.source;
    reg.snapshot = snapshot_day(context);
    if (!reg.empty() && !reg.snapshot)
        throw Unusable{
            {"The file does not say the date of this register. Enter it as the period, for example "
             "2026-11-04.",
             "no day of the register"}};
}

void complete(Context& context) {
    Prepared& prepared = context.prepared();
    add_snapshot(context);
    check_rejected(prepared, context.settings());
    if (prepared.rows_read == 0) throw Unusable{{"The file holds a header and no rows.", "no rows"}};
    context.refuse_unused();
    check_public_from(prepared);
    name_periods(prepared);
}

void read_all(Prepared& prepared, const Profile* forced, const ReadSettings& settings) {
    if (is_json(*prepared.text)) {
        Context context{forced ? *forced : boundary_profile(*prepared.text), settings, Header{{}}, prepared};
        prepared.profile = &context.profile();
        read_boundaries(context, *prepared.text);
        complete(context);
    } else {
        auto [profile, header] = read_header(prepared, forced, settings);
        prepared.profile = profile;
        Context context{*profile, settings, std::move(header), prepared};
        read_rows(context, *prepared.reader);
        complete(context);
    }
}

void read_large(Prepared& prepared, const Pieces& pieces, const Profile* forced,
                const ReadSettings& settings) {
    constexpr std::size_t largest_chunk = std::size_t{8} << 20;
    LineChunks chunks{pieces, std::min(largest_chunk, settings.text.max_bytes / 4 + 1)};
    prepared.text = std::make_unique<std::string>(next_chunk(chunks));
    auto [profile, header] = read_header(prepared, forced, settings);
    prepared.profile = profile;
    if (profile->parts.empty())
        throw Unusable{
            {fmt::format("The file is larger than {} MB. If it is what it should be, raise the limit.",
                         settings.text.max_bytes >> 20),
             "too large"}};
    Context context{*profile, settings, std::move(header), prepared};
    read_chunks(context, chunks);
    complete(context);
}

}

Result<Prepared> prepare(std::string bytes, const Profile* forced, const ReadSettings& settings) {
    try {
        if (is_gzip(bytes)) {
            auto plain = gunzip(bytes, settings.text);
            if (!plain) return plain.error();
            bytes = std::move(*plain);
        }
        if (const auto refused = refuse_workbook(bytes)) return *refused;
        auto text = to_utf8(std::move(bytes));
        if (!text) return text.error();
        Prepared prepared;
        prepared.text = std::make_unique<std::string>(std::move(*text));
        read_all(prepared, forced, settings);
        return prepared;
    } catch (const Unusable& unusable) {
        return unusable.error;
    }
}

Result<Prepared> prepare_large(const Pieces& pieces, const Profile* forced, const ReadSettings& settings) {
    try {
        Prepared prepared;
        read_large(prepared, pieces, forced, settings);
        return prepared;
    } catch (const Unusable& unusable) {
        return unusable.error;
    }
}

}
