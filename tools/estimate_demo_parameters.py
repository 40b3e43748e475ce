#!/usr/bin/env python3
"""Estimates what the fictional county of `tarn demo` is drawn from, and writes it to schemes/demo/*.csv.

usage: TARN_REAL_DATA=folder tools/estimate_demo_parameters.py [--out schemes/demo]

Reads published school-level files and keeps only means, spreads, percentiles and correlations over at least
MIN_SCHOOLS schools: nothing about any one school leaves this program. Python 3 standard library only.
"""
import argparse
import bisect
import collections
import csv
import datetime
import gzip
import io
import math
import os
import statistics
import sys

MIN_SCHOOLS = 50          # a cell describes at least so many schools
EXTREME_SCHOOLS = 400     # the 1st and 99th percentiles need so many, so that neither is one school's value
QUANTILES = (0.01, 0.05, 0.25, 0.50, 0.75, 0.95, 0.99)
NORMAL = statistics.NormalDist()
ATTRIBUTION = ("Estimated {today} from {sources}. Contains public sector information licensed under the "
               "Open Government Licence v3.0 (Department for Education, Ofsted).")


def rows(folder, name, encoding="utf-8-sig"):
    with gzip.open(os.path.join(folder, name + ".csv.gz"), "rb") as raw:
        yield from csv.DictReader(io.TextIOWrapper(raw, encoding=encoding, errors="replace", newline=""))


def number(text):
    """A published figure, or None for every code that stands for a missing one."""
    try:
        value = float((text or "").strip().rstrip("%").replace(",", ""))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def identifier(text):
    value = number(text)
    return int(value) if value else None


def ages(folder):
    """URN -> (lowest, highest age); the later register wins."""
    found = {}
    for row in rows(folder, "register/school_details_2018", "cp1252"):
        low, high = number(row["Age From"]), number(row["Age To"])
        if low is not None and high is not None:
            found[identifier(row["URN"])] = (low, high)
    for row in rows(folder, "register/gias_2022-04-25_dim_school"):
        low, high = number(row["statutory_low_age"]), number(row["statutory_high_age"])
        if low is not None and high is not None:
            found[identifier(row["urn"])] = (low, high)
    return found


def phase_of(school_type, age):
    """The phases of src/analytics; None for schools the state does not fund."""
    plain = {"State-funded nursery": "nursery", "State-funded special school": "special",
             "Pupil referral unit": "alternative"}
    if school_type in plain:
        return plain[school_type]
    if school_type not in ("State-funded primary", "State-funded secondary"):
        return None
    low, high = age or ((4, 11) if school_type.endswith("primary") else (11, 16))
    if low <= 7 and high >= 15:
        return "all_through"
    if 8 <= low <= 10 and 12 <= high <= 14:
        return "middle"
    if school_type.endswith("secondary"):
        return "secondary"
    if high <= 8:
        return "infant"
    return "junior" if low >= 7 else "primary"


KS2 = {"ks2.progress.reading": "Reading Progress", "ks2.progress.writing": "Writing Progress",
       "ks2.progress.maths": "Maths Progress", "ks2.rwm.expected": "Overall Meet Std",
       "ks2.rwm.higher": "Overall Exceed Std", "ks2.reading.score": "Reading Score",
       "ks2.reading.expected": "Reading Meet Std", "ks2.reading.higher": "Reading Exceed Std",
       "ks2.maths.score": "Maths Score", "ks2.maths.expected": "Maths Meet Std",
       "ks2.maths.higher": "Maths Exceed Std",
       # The columns of ks2_perf named "Writing ..." but for progress hold grammar, punctuation and spelling.
       "ks2.gps.score": "Writing Score", "ks2.gps.expected": "Writing Meet Std", "ks2.gps.higher": "Writing Exceed Std"}
KS4 = {"ks4.progress8": "Progress 8", "ks4.attainment8": "Attainment 8", "ks4.basics5": "Eng Maths Grade 5",
       "ks4.ebacc.entry": "Entering EBacc", "ks4.ebacc.aps": "EBacc Avg Score"}
CENSUS = {"pupils": "NOR", "fsm.ever": "PNUMFSMEVER", "eal": "PNUMEAL", "sen.support": "PSENELK", "ehc.plans": "PSENELSE"}
ABSENCE = {"absence.overall": "PERCTOT", "absence.persistent": "PPERSABS10"}
YEARLY = {"ks2": (KS2, "attainment/ks2_perf_", "KS2 Pupils"), "ks4": (KS4, "attainment/ks4_perf_", "KS4 Pupils")}


class Figures:
    """values[measure][year][urn], cohort[family][year][urn]."""

    def __init__(self, folder):
        self.phase = {}
        self.values = collections.defaultdict(lambda: collections.defaultdict(dict))
        self.cohort = collections.defaultdict(lambda: collections.defaultdict(dict))
        self.eligible = collections.defaultdict(set)
        self._census(folder)
        for family, (columns, stem, pupils) in YEARLY.items():
            for year in (2017, 2018):
                self._results(folder, family, columns, f"{stem}{year}", pupils, year)
        self._finance(folder)

    def keep(self, row, urn, year, columns):
        for measure, column in columns.items():
            value = number(row[column])
            if value is not None:
                self.values[measure][year][urn] = value

    def _census(self, folder):
        age = ages(folder)
        for row in rows(folder, "census/england_census_2019"):
            urn = identifier(row["URN"])
            phase = phase_of(row["SCHOOLTYPE"], age.get(urn)) if urn else None
            if phase and number(row["NOR"]):
                self.phase[urn] = phase
                self.keep(row, urn, 2019, CENSUS)
        for row in rows(folder, "census/england_abs_2019"):
            if identifier(row["URN"]) in self.phase:
                self.keep(row, identifier(row["URN"]), 2019, ABSENCE)

    def _results(self, folder, family, columns, name, pupils, year):
        for row in rows(folder, name):
            urn, n = identifier(row["URN"]), number(row[pupils])
            if urn in self.phase and n:
                self.cohort[family][year][urn] = n
                self.keep(row, urn, year, columns)

    def _finance(self, folder):
        roll = self.values["pupils"][2019]
        for year in (2017, 2018):
            for row in rows(folder, f"finance/financials_{year}"):
                urn, income, spent = identifier(row["URN"]), number(row["Income"]), number(row["Expenditure"])
                if urn in roll and income and spent and income > 0 and roll[urn] >= 10:
                    self.values["income.per.pupil"][year][urn] = income / roll[urn]
                    self.values["balance.share"][year][urn] = 100 * (income - spent) / income

    def latest(self, measure, phase):
        years = self.values[measure]
        return {u: v for u, v in years[max(years)].items() if self.phase.get(u) == phase} if years else {}


def quantile(ordered, q):
    at = q * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (at - low)


def pearson(xs, ys):
    mx, my = statistics.fmean(xs), statistics.fmean(ys)
    sxy = sum((x - mx) * (y - my) for x, y in zip(xs, ys))
    sxx, syy = sum((x - mx) ** 2 for x in xs), sum((y - my) ** 2 for y in ys)
    return sxy / math.sqrt(sxx * syy) if sxx > 0 and syy > 0 else 0.0


def normal_scores(values):
    """{urn: value} -> {urn: normal score of its mid-rank}: correlations of these are those of a Gaussian copula."""
    ordered = sorted(values.values())
    size = len(ordered)
    return {u: NORMAL.inv_cdf((bisect.bisect_left(ordered, v) + bisect.bisect_right(ordered, v)) / 2 / size)
            for u, v in values.items()}


def persistence(figures, measure, phase):
    """(year-to-year correlation, variance one pupil adds, drift between years), the last two as shares of the variance.

    Half the squared change between two years is regressed on the mean of 1/n: the slope is what chance adds per pupil,
    the intercept how far schools truly move in a year.
    """
    years = sorted(figures.values[measure])
    if len(years) < 2:
        return None, None, None
    first, second = (figures.values[measure][y] for y in years[-2:])
    both = [u for u in first if u in second and figures.phase[u] == phase]
    if len(both) < MIN_SCHOOLS:
        return None, None, None
    r = pearson([first[u] for u in both], [second[u] for u in both])
    family = measure.split(".")[0]
    if family not in YEARLY:
        return r, None, None
    ns = figures.cohort[family]
    h = [(1 / ns[years[-2]][u] + 1 / ns[years[-1]][u]) / 2 for u in both]
    shift = statistics.fmean(second[u] - first[u] for u in both)
    d = [(second[u] - first[u] - shift) ** 2 / 2 for u in both]
    variance = statistics.pvariance([second[u] for u in both])
    mh, md = statistics.fmean(h), statistics.fmean(d)
    if variance == 0:
        return None, None, None
    slope = max(0.0, sum((x - mh) * (y - md) for x, y in zip(h, d)) / sum((x - mh) ** 2 for x in h))
    return r, slope / variance, max(0.0, (md - slope * mh) / variance)


def plain(value, digits=4):
    return "" if value is None else f"{value:.{digits}g}"


def measure_lines(figures, phases, measures):
    for phase in phases:
        for measure in measures:
            values = figures.latest(measure, phase)
            ordered = sorted(values.values())
            if len(values) < MIN_SCHOOLS or ordered[0] == ordered[-1]:
                continue
            cuts = [None if q in (0.01, 0.99) and len(ordered) < EXTREME_SCHOOLS else quantile(ordered, q) for q in QUANTILES]
            r, noise, drift = persistence(figures, measure, phase)
            family = measure.split(".")[0]
            cohort = figures.cohort[family][2018] if family in YEARLY else None
            asked = [u for u in cohort if figures.phase[u] == phase] if cohort else None
            shared = statistics.fmean(cohort[u] / figures.values["pupils"][2019][u] for u in asked) if asked else None
            yield [phase, measure, len(values), plain(statistics.fmean(ordered)), plain(statistics.stdev(ordered)),
                   *[plain(c) for c in cuts], plain(r, 3), plain(noise, 3), plain(drift, 3), plain(shared, 3)]


def correlation_lines(figures, phases, measures):
    for phase in phases:
        scores = {m: normal_scores(v) for m in measures if len(v := figures.latest(m, phase)) >= MIN_SCHOOLS}
        names = list(scores)
        for i, a in enumerate(names):
            for b in names[i + 1:]:
                both = [u for u in scores[a] if u in scores[b]]
                if len(both) >= MIN_SCHOOLS:
                    yield [phase, a, b, len(both), plain(pearson([scores[a][u] for u in both], [scores[b][u] for u in both]), 3)]


GRADES = {"1": 1, "2": 2, "3": 3, "4": 4, "1.0": 1, "2.0": 2, "3.0": 3, "4.0": 4}
WORDS = {"Outstanding": 1, "Good": 2, "Requires Improvement": 3, "Requires improvement": 3, "Satisfactory": 3, "Inadequate": 4}
OFSTED_PHASE = {"Primary": "primary", "Secondary": "secondary", "Special": "special", "PRU": "alternative", "Nursery": "nursery"}
JUDGEMENTS = {"quality": "Quality of education", "behaviour": "Behaviour and attitudes", "development": "Personal development",
              "leadership": "Effectiveness of leadership and management"}


def british_date(text):
    try:
        return datetime.datetime.strptime(text, "%d/%m/%Y").date()
    except ValueError:
        return None


def inspection_lines(folder, figures):
    """kind, phase, from, to, n, value: shares of what follows what, days between, agreement of judgements."""
    moves, gaps, judged = (collections.defaultdict(collections.Counter) for _ in range(3))
    concern, visits, dates = collections.Counter(), collections.Counter(), collections.defaultdict(list)
    for row in rows(folder, "inspections/ofsted_mi_latest_2025-08"):
        phase = OFSTED_PHASE.get(row["Ofsted phase"])
        now, before = GRADES.get(row["Overall effectiveness"]), GRADES.get(row["Previous graded inspection overall effectiveness"])
        if not phase:
            continue
        if now:
            moves["latest", phase, ""][now] += 1
            for name, column in JUDGEMENTS.items():
                if (grade := GRADES.get(row[column])):
                    judged["judgement." + name, "all", now][grade] += 1
        if before:
            moves["previous", phase, ""][before] += 1
        if now and before:
            moves["move", phase, before][now] += 1
            held, earlier = british_date(row["Inspection start date"]), british_date(row["Previous inspection start date"])
            if held and earlier:
                dates[phase, before].append((held - earlier).days)
        if now == 4:
            concern[row["Category of concern"] or "none"] += 1
        if now in (1, 2):
            visits[row["Date of latest ungraded inspection"] != ""] += 1
    for table in (moves, judged):
        for (kind, phase, start), counts in sorted(table.items(), key=str):
            total = sum(counts.values())
            if total >= MIN_SCHOOLS:
                for grade in (1, 2, 3, 4):
                    yield [kind, phase, start, grade, total, plain(counts[grade] / total, 3)]
    for (phase, before), days in sorted(dates.items()):
        if len(days) >= MIN_SCHOOLS:
            for q in (0.05, 0.25, 0.5, 0.75, 0.95):
                yield ["days_between", phase, before, int(q * 100), len(days), round(quantile(sorted(days), q))]
    for name, count in sorted(concern.items()):
        yield ["concern", "all", 4, name, sum(concern.values()), plain(count / sum(concern.values()), 3)]
    yield ["ungraded_since", "all", "", "", sum(visits.values()), plain(visits[True] / sum(visits.values()), 3)]
    yield from grade_correlations(folder, figures)


def grade_correlations(folder, figures):
    """How a grade of 2016-2019 goes with results: correlation of normal scores; negative, as grade 1 is the best."""
    grade = {}
    for row in rows(folder, "inspections/ofsted_ratings_2018"):
        if "20160901" <= row["Inspection Date"] <= "20190831" and row["Rating"] in WORDS:
            grade[identifier(row["URN"])] = WORDS[row["Rating"]]
    for phase, measure in (("primary", "ks2.progress.maths"), ("primary", "ks2.rwm.expected"), ("primary", "absence.overall"),
                           ("secondary", "ks4.progress8"), ("secondary", "ks4.attainment8"), ("secondary", "absence.overall")):
        values = figures.latest(measure, phase)
        both = [u for u in values if u in grade]
        scores = normal_scores({u: grade[u] for u in both})
        results = normal_scores({u: values[u] for u in both})
        yield ["grade_correlation", phase, measure, "", len(both), plain(pearson([scores[u] for u in both], [results[u] for u in both]), 3)]


def write(path, sources, header, lines):
    today = datetime.date.today().isoformat()
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        out.write("# " + ATTRIBUTION.format(today=today, sources=sources) + "\n")
        csv.writer(out, lineterminator="\n").writerows([header, *lines])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", default=os.path.join(os.path.dirname(__file__), "..", "schemes", "demo"))
    out = parser.parse_args().out
    folder = os.environ.get("TARN_REAL_DATA")
    if not folder:
        sys.exit("TARN_REAL_DATA names the folder of the published files; it is not set")
    figures = Figures(folder)
    phases = ["nursery", "infant", "junior", "primary", "middle", "secondary", "all_through", "special", "alternative"]
    measures = [*CENSUS, *ABSENCE, *KS2, *KS4, "income.per.pupil", "balance.share"]
    sources = ("the school census of January 2019, absence 2018/19, key stage 2 and 4 results 2016/17-2017/18 and "
               "Consistent Financial Reporting 2016/17-2017/18, state-funded schools of England")
    write(os.path.join(out, "measures.csv"), sources,
          ["phase", "measure", "schools", "mean", "sd", *[f"p{round(q * 100):02d}" for q in QUANTILES],
           "year_correlation", "variance_per_pupil", "drift", "cohort_share"], measure_lines(figures, phases, measures))
    write(os.path.join(out, "correlations.csv"), sources, ["phase", "a", "b", "schools", "r"],
          correlation_lines(figures, phases, measures))
    write(os.path.join(out, "inspections.csv"), "Ofsted management information, August 2025, and inspection outcomes 2005-2020",
          ["kind", "phase", "from", "to", "n", "value"], inspection_lines(folder, figures))


if __name__ == "__main__":
    main()
