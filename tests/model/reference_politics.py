"""A second, plain implementation of voice, exit and misconduct, person by person and slow, for one
organization whose people neither come nor move: written from the equations (src/model/README.md and
the heads of the mechanisms' files), not from their code, and with Python's own random numbers.
tests/statistical/reference.test compares distributions; equal runs are not to be expected.

Left out: recruitment, stages that change, belief, energy, students, branches that open and close,
leadership, factions, the vote. What they would move stays at its reference, so their terms are 0."""
import datetime
import math

YEAR = 365.25 / 7  # weeks
RANK = {"member": 0.05, "cadre": 0.3}
BELIEF = 0.5  # its reference


class Person:
    def __init__(self, cadre, p, rng):
        self.cadre = cadre
        self.hardship = rng.random()
        self.risk = 0.1 + 0.9 * rng.random()
        self.enforcer = rng.random() < p["traits.enforcers"]
        self.harmed = rng.random() < p["traits.harmed"]
        self.threshold = rng.gauss(p["traits.threshold"], p["traits.threshold_spread"])
        self.grievance = 0.0
        self.speaks = self.silent = False
        self.sanctioned = None  # week of the last sanction
        self.member = True


class Branch:
    def __init__(self):
        self.people = []
        self.practice = 0.5
        self.sanctions = 0  # last week's
        self.losses = []  # weekly shares leaving


class Case:
    def __init__(self, accused, severity):
        self.accused = accused
        self.severity = severity
        self.rank = RANK["cadre" if accused.cadre else "member"]
        self.covered_up = False
        self.insiders = []


def chance(rate_per_year):
    return 1 - math.exp(-rate_per_year / YEAR)


def poisson(mean, rng):
    k, product, limit = 0, rng.random(), math.exp(-mean)
    while product > limit:
        k += 1
        product *= rng.random()
    return k


def logit(x):
    return math.log(x / (1 - x))


class Organization:
    """`p`: parameters by key. `world`: start (a date), founders, cadre (how many of them), branches,
    and functions of the week: openness(t), norm(t), rival(t), the last (members met, openness)."""

    def __init__(self, p, world, rng):
        self.p, self.world, self.rng = p, world, rng
        self.week = 0
        self.branches = [Branch() for _ in range(world["branches"])]
        for i in range(world["founders"]):
            self.branches[i % len(self.branches)].people.append(Person(i < world["cadre"], p, rng))
        self.legitimacy = p["legitimacy.base"]
        self.shock_jump = self.outrage = 0.0
        self.hidden = []
        self.losses = []
        self.low = {}  # lowest openness by (year, month)
        self.count = dict.fromkeys(["exits", "exits_cadre", "exits_harmed", "exits_sanctioned",
                                    "to_rival", "sanctions", "cases", "covered_up", "exposed"], 0)
        self.open_week()

    # -- as a week begins ---------------------------------------------------------------------

    def everybody(self):
        return [person for branch in self.branches for person in branch.people]

    def today(self):
        return self.world["start"] + datetime.timedelta(weeks=self.week)

    def open_week(self):
        """Openness as the regime says; legitimacy goes to its base; the worth of here and there."""
        p = self.p
        self.openness = self.world["openness"](self.week)
        months = self.today().year * 12 + self.today().month
        self.low[months] = min(self.openness, self.low.get(months, 1))
        self.low = {m: low for m, low in self.low.items() if m > months - 12}
        self.legitimacy += (p["legitimacy.base"] - self.legitimacy) * (
            1 - math.exp(-math.log(2) * 12 / YEAR / p["legitimacy.months"]))
        n = len(self.everybody())
        met, open_to_all = self.world["rival"](self.week)
        self.u_rival = open_to_all * met / (met + 1000)
        self.gap = max(0.0, self.u_rival - self.openness * n / (n + 1000))

    def dissent_is_spared(self):
        """The three months before the convention, the first step on or after 22 February."""
        today = self.today()
        for year in (today.year, today.year + 1):
            days = (datetime.date(year, 2, 22) - self.world["start"]).days
            weeks = math.ceil(days / 7) - self.week
            if weeks >= 0:
                return weeks <= 13
        raise AssertionError

    # -- voice --------------------------------------------------------------------------------

    def feel(self, person, seen):
        p = self.p
        harm = p["voice.harm"] * (1 - self.openness) * person.hardship
        if person.harmed:
            harm *= p["voice.harmed_factor"]
        g = person.grievance
        g += (harm * (1 - g) - g * math.log(2) / p["voice.fade_years"]) / YEAR
        calm = 1 - self.shock_jump
        if person.sanctioned != self.week - 1:  # who was sanctioned last week has had such a jump
            calm *= (1 - p["voice.sanction_seen"]) ** seen
        g += (1 - calm) * (1 - g)
        person.grievance = min(1.0, max(0.0, g))

    def decide(self, person, n, speaking, enforcers):
        """Whether to speak, from how many of n did last week; the rate of a sanction if so."""
        p = self.p
        v = speaking - person.spoke_before
        # nobody believes so much as to help the enforcers
        e = (1 - self.openness) * (enforcers - person.enforcer)
        total = 1 - (1 - person.grievance) * (1 - p["voice.doubt"] * (1 - BELIEF))
        discontent = total * (1 - self.legitimacy)
        fear = person.risk * (1 - math.exp(-math.log(10) * e / (v + 1)))
        if person.sanctioned is not None and self.week - person.sanctioned <= 52:
            fear *= p["voice.stigma"]
        fear *= 1 - p["voice.way_out"] * self.u_rival
        would = discontent - fear + p["voice.social"] * v / n >= person.threshold
        discontented = discontent >= person.threshold
        person.speaks = discontented and would
        person.silent = discontented and not would
        return p["voice.sanction"] * (1 - self.openness) * e / (e + v + 1)

    # -- exit ---------------------------------------------------------------------------------

    def leaves(self, person, f, usual):
        p = self.p
        x = p["exit.grievance"] * (person.grievance - p["exit.reference_grievance"])
        x += p["exit.outside"] * self.gap
        rate = p["exit.mu_cadre"] if person.cadre else p["exit.mu_novice"]
        hazard = rate / YEAR * math.exp(min(2.0, max(-2.0, x)))
        hazard *= 1 + p["exit.contagion"] * max(0.0, f - usual)
        return self.rng.random() < 1 - math.exp(-min(0.5, hazard))

    def go(self, branch, person):
        branch.people.remove(person)
        person.member = False
        self.count["exits"] += 1
        self.count["exits_cadre"] += person.cadre
        self.count["exits_harmed"] += person.harmed
        self.count["to_rival"] += self.rng.random() < 1 - math.exp(
            -self.p["exit.rival_choice"] * self.gap)

    def expel(self, person):
        for branch in self.branches:
            if person in branch.people:
                self.go(branch, person)
                self.count["exits_sanctioned"] += 1

    # -- misconduct ---------------------------------------------------------------------------

    def handle(self, branch, accused):
        p, rng = self.p, self.rng
        case = Case(accused, rng.random())
        self.count["cases"] += 1
        high, low = logit(p["accountability.override_high"]), logit(p["accountability.override_low"])
        override = 1 / (1 + math.exp(-(low + (high - low) * (case.rank - 0.05) / 0.95)))
        those = [person for person in self.everybody() if person.cadre]
        if rng.random() >= p["misconduct.reported"]:
            knowing, those = 2, branch.people
        elif rng.random() < p["accountability.independence"]:
            knowing = None
        elif rng.random() < p["accountability.error"]:
            knowing = 4
        elif rng.random() < override:
            knowing = p["misconduct.insiders"]
            case.covered_up = True
            self.count["covered_up"] += 1
        else:
            knowing = None
        if knowing is None:
            self.expel(accused)
            return
        those = [person for person in those if person is not accused]
        case.insiders = rng.sample(those, min(knowing, len(those)))
        self.hidden.append(case)

    def comes_out(self, case):
        p = self.p
        rate = sum(0.0006 if person.member else 0.0036 for person in case.insiders)
        thawed = self.openness >= min(self.low.values()) + 0.15
        factor = (5 if thawed else 1) * min(2, 1 + p["misconduct.norm"] * self.world["norm"](self.week))
        return self.rng.random() < chance(rate * p["misconduct.disclosure"] * min(60, factor))

    def expose(self, case):
        p = self.p
        self.hidden.remove(case)
        self.count["exposed"] += 1
        z = min(p["misconduct.shock_cap"], case.severity * case.rank * (1 + case.covered_up)
                * (1 + p["misconduct.norm"] * self.world["norm"](self.week)))
        self.legitimacy *= math.exp(-z)
        self.shock_jump = 1 - (1 - self.shock_jump) * (1 - 0.3 * min(1, z))
        self.outrage = max(self.outrage, min(1, z))
        self.expel(case.accused)

    def exposures(self):
        self.outrage *= 0.5 ** (12 / YEAR / 6)
        for case in [case for case in self.hidden if self.comes_out(case)]:
            if case not in self.hidden:
                continue  # came out with another
            self.expose(case)
            for _ in range(poisson(self.p["misconduct.begets"], self.rng)):
                if self.hidden:
                    self.expose(self.rng.choice(self.hidden))

    # -- the week -----------------------------------------------------------------------------

    def step(self):
        p, rng = self.p, self.rng
        spared = self.dissent_is_spared()
        recent = self.losses[-104:]
        usual = min(13, len(recent)) * sum(recent) / len(recent) if recent else 0.0
        start = len(self.everybody())
        marked = []
        for branch in self.branches:
            n = len(branch.people)
            speaking = sum(person.speaks for person in branch.people)
            enforcers = sum(person.enforcer for person in branch.people)
            target = speaking / n * self.openness if n else 0.0
            branch.practice += (target - branch.practice) * chance(
                math.log(2) / p["voice.practice_years"])
            f = sum(branch.losses[-13:])
            for person in branch.people:
                person.spoke_before = person.speaks
                self.feel(person, branch.sanctions)
                rate = self.decide(person, n, speaking, enforcers)
                sanctioned = person.speaks and not spared and rng.random() < chance(rate)
                accused = rng.random() < chance(p["misconduct.rate"] * (2 if person.cadre else 1))
                leaves = self.leaves(person, f, usual)
                if sanctioned or accused or leaves:
                    marked.append((branch, person, sanctioned, accused, leaves))
            branch.start, branch.left, branch.sanctions = n, 0, 0
        self.shock_jump = 0.0
        rng.shuffle(marked)
        for branch, person, sanctioned, accused, leaves in marked:
            if leaves:
                branch.left += 1
                self.go(branch, person)
                continue
            if sanctioned:
                self.sanction(branch, person)
            if accused and person.member:
                self.handle(branch, person)
        for branch in self.branches:
            branch.losses.append(branch.left / branch.start if branch.start else 0.0)
        self.losses.append(sum(branch.left for branch in self.branches) / start)
        self.exposures()
        self.week += 1
        self.open_week()

    def sanction(self, branch, person):
        branch.sanctions += 1
        self.count["sanctions"] += 1
        if self.rng.random() < self.p["voice.sanction_expels"]:
            self.expel(person)
            return
        person.sanctioned = self.week
        person.grievance += self.p["voice.sanction_suffered"] * (1 - person.grievance)

    def observe(self):
        people = self.everybody()
        n = len(people)
        return {**self.count, "members": n,
                "cadre": sum(person.cadre for person in people),
                "voicing": sum(person.speaks for person in people),
                "silent": sum(person.silent for person in people),
                "hidden_cases": len(self.hidden),
                "mean_grievance": sum(person.grievance for person in people) / n,
                "mean_practice": sum(b.practice for b in self.branches) / len(self.branches),
                "legitimacy": self.legitimacy, "outrage": self.outrage}


def replicate(p, world, steps, rng):
    """One run; what is observed at each of `steps`, flows since the beginning."""
    organization, found = Organization(p, world, rng), {}
    for week in range(max(steps) + 1):
        if week in steps:
            found[week] = organization.observe()
        if week < max(steps):
            organization.step()
    return found
