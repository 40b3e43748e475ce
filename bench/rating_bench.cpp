// Proposals for all schools of an England of chance, against one SQL statement per indicator over the same
// values in SQLite. Asserts the same severities, then prints both times and their ratio.
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <sqlite3.h>
#include <string>

#include "analytics/as_at.hpp"
#include "analytics/similar.hpp"
#include "analytics/snapshot_builder.hpp"
#include "base/clock.hpp"
#include "rating/rating.hpp"

namespace {

using namespace tarn;
using analytics::Phase;
using analytics::SnapshotBuilder;

constexpr int schools = 21'958;  // state-funded schools of England open on 1 September 2020
constexpr int first_urn = 100'000;
constexpr int rounds = 3;

/// Wall clock, and processor time of all threads, which a busy machine stretches less.
struct Spent {
    double wall = 1e18, processor = 1e18;
};

Phase phase_of(int i) {
    const int part = i % 1000;
    return part < 650   ? Phase::primary
           : part < 720 ? Phase::infant
           : part < 770 ? Phase::junior
           : part < 925 ? Phase::secondary
           : part < 975 ? Phase::special
                        : Phase::nursery;
}

struct Plan {
    const char* measure;
    bool key_stage_2, key_stage_4;
    double mean, sd;
    int first_year, years;
    bool has_n;
};
const Plan plans[] = {
    {"ks2.progress.reading", true, false, 0, 3, 2015, 4, true},
    {"ks2.progress.writing", true, false, 0, 3, 2015, 4, true},
    {"ks2.progress.maths", true, false, 0, 3, 2015, 4, true},
    {"ks2.rwm.expected", true, false, 63, 14, 2015, 3, true},
    {"ks4.progress8", false, true, 0, 0.4, 2015, 4, true},
    {"ks4.attainment8", false, true, 46, 8, 2015, 4, true},
    {"ks4.basics5", false, true, 43, 15, 2016, 3, true},
    {"absence.overall", true, true, 4.5, 1, 2018, 1, false},
    {"absence.persistent", true, true, 10, 4, 2018, 1, false},
    {"finance.balance_share", true, true, -1, 4, 2013, 5, false},
    {"census.pupils", true, true, 300, 120, 2018, 1, false},
    {"census.fsm_ever", true, true, 25, 13, 2018, 1, false},
    {"census.eal", true, true, 18, 15, 2018, 1, false},
    {"census.sen_support", true, true, 12, 5, 2018, 1, false},
    {"census.ehc_plans", true, true, 2, 1.5, 2018, 1, false},
};

std::shared_ptr<const analytics::Snapshot> england() {
    SnapshotBuilder builder;
    Random random{2020};
    for (int i = 0; i < schools; ++i)
        builder.school(first_urn + i, phase_of(i), 800 + i % 150).maintained = i % 3 != 0;
    std::int64_t release = 0;
    for (const Plan& plan : plans)
        for (int year = plan.first_year; year < plan.first_year + plan.years; ++year) {
            std::map<int, SnapshotBuilder::Value> values;
            for (int i = 0; i < schools; ++i) {
                const Phase phase = phase_of(i);
                const bool secondary = phase == Phase::secondary,
                           results = std::string_view{plan.measure}.starts_with("ks");
                if (results && (secondary ? !plan.key_stage_4
                                          : !plan.key_stage_2 || phase == Phase::special ||
                                                phase == Phase::infant || phase == Phase::nursery))
                    continue;
                if (random.uniform() < 0.02) continue;
                SnapshotBuilder::Value value{plan.mean + plan.sd * random.normal()};
                if (plan.has_n) value.n = static_cast<float>(random.between(6, 180));
                if (std::string_view{plan.measure} == "census.pupils")
                    value.value = std::max(20.0, std::round(value.value));
                values[first_urn + i] = value;
            }
            builder.series({plan.measure, std::to_string(year) + "/" + std::to_string(year - 1999),
                            Date::of(year + 1, 12, 13).value(), ++release},
                           values);
        }
    for (int i = 0; i < schools; ++i)
        for (int visit = 0; visit < 3; ++visit) {
            const Date held =
                Date::of(2009 + 4 * visit, 1, 10).value() + static_cast<int>(random.between(0, 900));
            builder.graded(first_urn + i, held,
                           static_cast<int>(1 + std::min<std::int64_t>(
                                                    3, random.between(0, 9) * random.between(0, 5) / 12)),
                           held + 30);
        }
    return std::make_shared<const analytics::Snapshot>(builder.build());
}

/// The same values as rows, indexed as a database would have them.
class Rows {
  public:
    Rows(const analytics::Snapshot& snapshot, Date as_at) {
        sqlite3_open(":memory:", &db_);
        run("CREATE TABLE school (id INTEGER PRIMARY KEY, phase INTEGER, maintained INTEGER);"
            "CREATE TABLE observation (measure TEXT, period TEXT, school INTEGER, value REAL, n REAL, "
            "PRIMARY KEY (measure, period, school)) WITHOUT ROWID;"
            "CREATE TABLE similar (school INTEGER, other INTEGER, PRIMARY KEY (school, other)) WITHOUT "
            "ROWID; BEGIN");
        for (std::size_t s = 0; s < snapshot.schools.size(); ++s)
            insert("INSERT INTO school VALUES (?, ?, ?)",
                   {static_cast<double>(s), static_cast<double>(snapshot.schools[s].phase),
                    snapshot.schools[s].maintained ? 1.0 : 0.0});
        for (const analytics::Series& series : snapshot.series)
            for (std::size_t s = 0; s < series.values.size(); ++s)
                if (series.missing[s] == analytics::Missing::none)
                    insert("INSERT INTO observation VALUES ('" + series.measure + "', '" + series.period +
                               "', ?, ?, ?)",
                           {static_cast<double>(s), series.values[s], series.n[s]});
        const analytics::Population population{snapshot, as_at};
        const analytics::SimilarSchools similar{snapshot, population, as_at};
        for (std::uint32_t m = 0; m < population.size(); ++m)
            for (const std::uint32_t other : similar.of(m))
                insert("INSERT INTO similar VALUES (?, ?)", {static_cast<double>(population.school(m)),
                                                             static_cast<double>(population.school(other))});
        run("COMMIT; ANALYZE");
    }
    ~Rows() {
        for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
        sqlite3_close(db_);
    }
    Rows(const Rows&) = delete;
    /// school -> position on the ramp
    std::map<int, double> ask(const std::string& sql) {
        std::map<int, double> answer;
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
            fail(sqlite3_errmsg(db_));
        while (sqlite3_step(statement) == SQLITE_ROW)
            answer.emplace_hint(answer.end(), sqlite3_column_int(statement, 0),
                                sqlite3_column_double(statement, 1));
        sqlite3_finalize(statement);
        return answer;
    }

  private:
    [[noreturn]] static void fail(const char* message) {
        std::fprintf(stderr, "%s\n", message);
        std::exit(1);
    }
    void run(const char* sql) {
        if (sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail(sqlite3_errmsg(db_));
    }
    void insert(const std::string& sql, std::initializer_list<double> values) {
        sqlite3_stmt*& statement = statements_[sql];
        if (!statement && sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
            fail(sqlite3_errmsg(db_));
        int at = 0;
        for (const double value : values) sqlite3_bind_double(statement, ++at, value);
        sqlite3_step(statement);
        sqlite3_reset(statement);
    }
    sqlite3* db_ = nullptr;
    std::map<std::string, sqlite3_stmt*> statements_;
};

struct Question {
    std::string code, sql;
};

std::string pooled(const std::string& measure, const std::string& from) {
    return "SELECT school, sum(value * n) / sum(n) AS v, sum(n) AS n FROM observation WHERE measure = '" +
           measure + "' AND period >= '" + from + "' GROUP BY school";
}

std::string percentile(const std::string& measure, double k) {
    return "WITH p AS (" + pooled(measure, "2016/17") +
           "), q AS (SELECT school, phase, v, n FROM p JOIN school ON id = school), "
           "r AS (SELECT *, row_number() OVER (PARTITION BY phase ORDER BY v) AS i, count(*) OVER (PARTITION "
           "BY phase) AS c FROM q), "
           "m AS (SELECT phase, avg(v) AS mid FROM r WHERE i IN ((c + 1) / 2, (c + 2) / 2) GROUP BY phase), "
           "s AS (SELECT school, q.phase, mid + n / (n + " +
           std::to_string(k) +
           ") * (v - mid) AS x FROM q JOIN m USING (phase)) "
           "SELECT school, 100.0 * (rank() OVER (PARTITION BY phase ORDER BY x) - 1 + count(*) OVER "
           "(PARTITION BY phase, x) / 2.0) / count(*) OVER (PARTITION BY phase) FROM s ORDER BY school";
}

std::string against_similar(const std::string& measure, const std::string& from, double k) {
    return "WITH p AS MATERIALIZED (" + pooled(measure, from) +
           "), o AS (SELECT s.school, p.v, row_number() OVER (PARTITION BY s.school ORDER BY p.v) AS i, "
           "count(*) OVER (PARTITION BY s.school) AS c FROM similar s JOIN p ON p.school = s.other), "
           "m AS (SELECT school, avg(v) AS mid FROM o WHERE i IN ((c + 1) / 2, (c + 2) / 2) AND c >= 15 "
           "GROUP BY school), "
           "d AS (SELECT p.school, phase, v - mid AS d, n FROM p JOIN m USING (school) JOIN school ON id = "
           "p.school), "
           "r AS (SELECT *, row_number() OVER (PARTITION BY phase ORDER BY d) AS i, count(*) OVER (PARTITION "
           "BY phase) AS c FROM d), "
           "e AS (SELECT phase, avg(d) AS mid FROM r WHERE i IN ((c + 1) / 2, (c + 2) / 2) GROUP BY phase), "
           "a AS (SELECT d.phase, abs(d - mid) AS a FROM d JOIN e USING (phase)), "
           "b AS (SELECT *, row_number() OVER (PARTITION BY phase ORDER BY a) AS i, count(*) OVER (PARTITION "
           "BY phase) AS c FROM a), "
           "u AS (SELECT phase, 1.4826 * avg(a) AS unit FROM b WHERE i IN ((c + 1) / 2, (c + 2) / 2) GROUP "
           "BY phase) "
           "SELECT school, n / (n + " +
           std::to_string(k) + ") * d / unit FROM d JOIN u USING (phase) ORDER BY school";
}

std::vector<Question> questions(const rating::Scheme& scheme) {
    const auto k = [&](const char* code) { return scheme.indicators[*scheme.find(code)].k; };
    return {
        {"ks2-progress-reading", percentile("ks2.progress.reading", k("ks2-progress-reading"))},
        {"ks2-progress-writing", percentile("ks2.progress.writing", k("ks2-progress-writing"))},
        {"ks2-progress-maths", percentile("ks2.progress.maths", k("ks2-progress-maths"))},
        {"ks4-progress8", percentile("ks4.progress8", k("ks4-progress8"))},
        {"ks2-rwm-similar", against_similar("ks2.rwm.expected", "2016/17", k("ks2-rwm-similar"))},
        {"ks4-attainment8-similar",
         against_similar("ks4.attainment8", "2017/18", k("ks4-attainment8-similar"))},
        {"ks4-basics5-similar", against_similar("ks4.basics5", "2017/18", k("ks4-basics5-similar"))},
        {"finance-balance",
         "SELECT school, avg(value) FROM observation JOIN school ON id = school WHERE maintained AND measure "
         "= 'finance.balance_share' AND period >= '2016/17' GROUP BY school"},
    };
}

rating::Run propose(const std::shared_ptr<const analytics::Snapshot>& snapshot,
                    std::shared_ptr<const rating::Scheme> scheme, Date as_at) {
    return rating::propose(snapshot, std::move(scheme),
                           {.as_at = as_at, .authority = {}, .facts = {}, .threads = 2});
}

/// Best of a few rounds, in milliseconds.
template <class Work>
Spent best(const Work& work) {
    Spent least;
    for (int round = 0; round < rounds; ++round) {
        const auto start = std::chrono::steady_clock::now();
        const std::clock_t before = std::clock();
        work();
        const std::chrono::duration<double, std::milli> wall = std::chrono::steady_clock::now() - start;
        least.wall = std::min(least.wall, wall.count());
        least.processor =
            std::min(least.processor, 1000.0 * static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC);
    }
    return least;
}

int compare(const rating::Run& run, std::vector<Question>& asked, Rows& rows) {
    int compared = 0;
    for (const Question& question : asked) {
        const auto answer = rows.ask(question.sql);
        const std::size_t index = *run.scheme->find(question.code);
        std::size_t found = 0;
        for (const rating::Proposal& proposal : run.proposals)
            for (const rating::Contribution& c : proposal.contributions) {
                if (c.indicator != index) continue;
                ++found;
                const auto at = answer.find(static_cast<int>(proposal.school));
                // The scheme prints severities to four decimals; one rounding step either way is the same
                // answer.
                const double other = at == answer.end() ? -1 : run.indicator(c).ramp.at(at->second);
                if (std::abs(other - c.severity) <= 1.01e-4) continue;
                std::fprintf(stderr, "%s differs at %d: %.6f and %.6f\n", question.code.c_str(),
                             proposal.urn.value, c.severity, other);
                std::exit(1);
            }
        if (found < 1000) {
            std::fprintf(stderr, "%s was compared for %zu schools only\n", question.code.c_str(), found);
            std::exit(1);
        }
        compared += static_cast<int>(found);
    }
    return compared;
}

}

namespace {

std::shared_ptr<const rating::Scheme> only(const rating::Scheme& whole, const std::vector<Question>& asked) {
    rating::Scheme few = whole;
    std::erase_if(few.indicators, [&](const rating::Indicator& i) {
        return std::none_of(asked.begin(), asked.end(), [&](const Question& q) { return q.code == i.code; });
    });
    return std::make_shared<const rating::Scheme>(std::move(few));
}

void race(const char* name, const std::shared_ptr<const analytics::Snapshot>& snapshot,
          const rating::Scheme& whole, std::vector<Question> asked, Rows& rows, Date as_at) {
    const auto scheme = only(whole, asked);
    const int compared = compare(propose(snapshot, scheme, as_at), asked, rows);
    std::size_t answers = 0;
    const Spent own = best([&] { answers += propose(snapshot, scheme, as_at).proposals.size(); });
    const Spent sql = best([&] {
        // Each rating date of the replay asks again; nothing here became known in between, which Tarn sees
        // for itself.
        for (int date = 0; date < 3; ++date)
            for (const Question& question : asked) answers += rows.ask(question.sql).size();
    });
    std::printf(
        "%s: same severities in %d readings; Tarn %.0f ms (processor %.0f), SQL %.0f ms (processor %.0f); "
        "ratio %.1f (processor %.1f)\n",
        name, compared, own.wall, own.processor, sql.wall, sql.processor, sql.wall / own.wall,
        sql.processor / own.processor);
    if (answers == 0) std::exit(1);
}

}

int main() {
    const Date as_at = Date::of(2020, 9, 1).value();
    const auto snapshot = england();
    const auto whole = rating::default_scheme();
    Rows rows{*snapshot, as_at};
    std::size_t levels = 0;
    const Spent all = best([&] { levels = propose(snapshot, whole, as_at).proposals.size(); });
    std::printf("default scheme, %zu schools, three rating dates: %.0f ms (processor %.0f)\n", levels,
                all.wall, all.processor);
    auto asked = questions(*whole);
    race("eight indicators, three rating dates, Tarn also finding the similar schools that SQL is given",
         snapshot, *whole, asked, rows, as_at);
    std::erase_if(asked, [](const Question& q) { return q.code.find("similar") != std::string::npos; });
    race("five indicators without similar schools, three rating dates", snapshot, *whole, asked, rows, as_at);
    return levels == 0;
}
