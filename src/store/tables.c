#include "store/tables.h"

#include "base/memory.h"
#include "store/outcomes.h"

#include <stdio.h>
#include <string.h>

void cadre_table_add(cadre_table_t *self, const char *name, const char *type, const char *unit,
                     const char *meaning)
{
    if (self->count == self->capacity) {
        const int capacity = 2 * self->capacity + 16;
        cadre_column_t *grown = cadre_resize(self->columns, (size_t)self->capacity,
                                             (size_t)capacity, sizeof *self->columns);
        if (grown == NULL) {
            self->failed = true;
            return;
        }
        self->columns = grown;
        self->capacity = capacity;
    }
    cadre_column_t *column = &self->columns[self->count++];
    snprintf(column->name, sizeof column->name, "%s", name);
    column->type = type;
    column->unit = unit;
    column->meaning = meaning;
}

/* ------------------------------------------------------- columns that several files have */

static void add_scenario(cadre_table_t *self)
{
    cadre_table_add(self, "scenario", "string", "", "Name of the scenario");
}

static void add_run(cadre_table_t *self)
{
    cadre_table_add(self, "run", "integer", "", "Number of the run, from 1");
}

static void add_organization(cadre_table_t *self)
{
    cadre_table_add(self, "organization", "string", "",
                    "Id of the organization: in the scenario, or made at its birth");
}

static void add_time(cadre_table_t *self)
{
    cadre_table_add(self, "date", "date", "", "Date of the row");
    cadre_table_add(self, "step", "integer", "weeks", "Weeks since the scenario's start");
}

/* ------------------------------------------------------- the files */

static void add_inputs(cadre_table_t *self, const cadre_posterior_t *posterior)
{
    static const char *const types[] = {[CADRE_PARAMETER_REAL] = "number",
                                        [CADRE_PARAMETER_INTEGER] = "integer",
                                        [CADRE_PARAMETER_BOOLEAN] = "boolean"};
    for (int k = 0; posterior != NULL && k < posterior->input_count; k++) {
        const cadre_parameter_t *info = cadre_parameter_at(posterior->inputs[k].parameter);
        cadre_table_add(self, posterior->inputs[k].name, types[info->type], info->unit,
                        info->meaning);
    }
}

static void add_runs(cadre_table_t *self, const cadre_scenario_t *scenario,
                     const cadre_posterior_t *posterior)
{
    const cadre_specification_t *specification = &scenario->specification;
    add_run(self);
    cadre_table_add(self, "point", "integer", "",
                    "Number of the point of the design or posterior, from 1");
    cadre_table_add(self, "replicate", "integer", "",
                    "Number of the replicate at this point, from 1");
    add_scenario(self);
    add_inputs(self, posterior);
    for (int i = 0; i < specification->organization_count; i++) {
        if (!cadre_kind_is_observed(specification->organizations[i].kind))
            continue;
        for (int k = 0; k < CADRE_OUTCOME_COLUMNS; k++) {
            const cadre_outcome_column_t *column = cadre_outcome_column(k);
            char name[sizeof self->columns->name];
            cadre_outcome_column_name(specification->organizations[i].id, k, name, sizeof name);
            cadre_table_add(self, name, column->type, column->unit, column->meaning);
        }
    }
    cadre_table_add(self, "status", "string", "",
                    "ok; capped: passed limits.members and stopped there; failed: see error");
    cadre_table_add(
        self, "end_state", "string", "",
        "Of the first organization: alive, died (of itself), destroyed or merged (by an event), "
        "dissolved (by a vote)");
    cadre_table_add(self, "error", "string", "", "Why a failed run failed");
}

static void add_measures(cadre_table_t *self)
{
    add_run(self);
    add_organization(self);
    add_time(self);
    for (int m = 0; m < CADRE_MEASURE_COUNT; m++) {
        const cadre_measure_info_t *info = cadre_measure_info((cadre_measure_t)m);
        cadre_table_add(self, info->name, info->integer ? "integer" : "number", info->unit,
                        info->meaning);
    }
}

static void add_series(cadre_table_t *self)
{
    add_scenario(self);
    add_measures(self);
}

static void add_summary(cadre_table_t *self)
{
    add_scenario(self);
    add_organization(self);
    add_time(self);
    cadre_table_add(self, "metric", "string", "", "Measure, a column of series.csv");
    cadre_table_add(self, "n_runs", "integer", "runs", "Runs that have a value");
    cadre_table_add(self, "mean", "number", "of the metric", "Mean over these runs");
    cadre_table_add(self, "sd", "number", "of the metric", "Standard deviation, with n - 1");
    cadre_table_add(self, "min", "number", "of the metric", "Smallest value");
    cadre_table_add(self, "q05", "number", "of the metric", "5 % quantile (type 7)");
    cadre_table_add(self, "q25", "number", "of the metric", "25 % quantile");
    cadre_table_add(self, "q50", "number", "of the metric", "Median");
    cadre_table_add(self, "q75", "number", "of the metric", "75 % quantile");
    cadre_table_add(self, "q95", "number", "of the metric", "95 % quantile");
    cadre_table_add(self, "max", "number", "of the metric", "Largest value");
}

static void add_branches(cadre_table_t *self)
{
    add_scenario(self);
    add_run(self);
    add_organization(self);
    cadre_table_add(self, "branch", "integer", "",
                    "Number of the branch within the organization, from 1, in order of opening");
    cadre_table_add(self, "site", "integer", "", "Number of the site, from 1");
    cadre_table_add(self, "milieu", "string", "", "campus, city or workplace");
    add_time(self);
    cadre_table_add(self, "members", "integer", "people", "Members of the branch");
    cadre_table_add(self, "cadre", "integer", "people", "of these cadre");
    cadre_table_add(self, "roots", "number", "level", "Stock of relationships outside, 0 to 1");
}

static void add_events(cadre_table_t *self)
{
    add_scenario(self);
    add_run(self);
    add_organization(self);
    add_time(self);
    cadre_table_add(self, "event", "string", "", "What happened");
    cadre_table_add(self, "label", "string", "", "To what or whom, e.g. the number of a branch");
    cadre_table_add(self, "value", "number", "of the event", "How much, e.g. members");
}

static void add_purpose(cadre_table_t *self)
{
    add_scenario(self);
    add_run(self);
    add_organization(self);
    add_time(self);
    cadre_table_add(self, "purpose", "string", "", "What hours were booked to");
    cadre_table_add(self, "hours", "number", "hours", "Hours since the row before");
}

static void add_interval(cadre_table_t *self, const char *unit, const char *low, const char *high)
{
    cadre_table_add(self, "lo", "number", unit, low);
    cadre_table_add(self, "hi", "number", unit, high);
}

static void add_compare(cadre_table_t *self)
{
    static const char UNIT[] = "of the measure";
    add_organization(self);
    cadre_table_add(self, "measure", "string", "", "Measure, a column of series.csv");
    cadre_table_add(self, "date", "date", "", "Date of the row, one that both scenarios have");
    cadre_table_add(self, "step", "integer", "weeks", "Weeks since the start of A");
    cadre_table_add(self, "n", "integer", "pairs", "Pairs of runs in which both have a value");
    cadre_table_add(self, "mean_a", "number", UNIT, "Mean of A over these pairs");
    cadre_table_add(self, "mean_b", "number", UNIT, "Mean of B over these pairs");
    cadre_table_add(self, "mean_difference", "number", UNIT, "Mean of A minus B");
    add_interval(self, UNIT, "95 % interval of the mean difference (Student's t), lower end",
                 "and upper end");
    cadre_table_add(
        self, "variance_ratio", "number", "",
        "Variance of A plus that of B, over that of A minus B: what common luck gains; empty when "
        "all differences are equal");
}

static void add_score(cadre_table_t *self)
{
    static const char UNIT[] = "of the pattern";
    cadre_table_add(self, "pattern", "string", "", "Id of the pattern in the evidence file");
    cadre_table_add(self, "date", "date", "", "Its date, or the first of its period");
    add_interval(self, UNIT, "Lower end of the band", "Upper end of the band");
    cadre_table_add(self, "source", "string", "", "Where the band comes from");
    cadre_table_add(self, "confidence", "string", "", "In the source: high, medium or low");
    cadre_table_add(self, "median", "number", UNIT,
                    "Median over the runs that have a value (type 7)");
    cadre_table_add(self, "q05", "number", UNIT, "5 % quantile over these runs");
    cadre_table_add(self, "q95", "number", UNIT, "95 % quantile over these runs");
    cadre_table_add(self, "share_inside", "number", "share",
                    "Runs within the band, of all that did not fail; without a value is outside");
    cadre_table_add(self, "share_lo", "number", "share",
                    "95 % interval of that share (Wilson), lower end");
    cadre_table_add(self, "share_hi", "number", "share", "and upper end");
    cadre_table_add(self, "n", "integer", "runs", "Runs that have a value");
    cadre_table_add(self, "unit", "string", "",
                    "Unit of band, median and quantiles; year: a date, as a year "
                    "with decimals");
    cadre_table_add(self, "group", "string", "", "size, structure, flow, conflict or ending");
    cadre_table_add(self, "use", "string", "", "fit, or held-out: never used for fitting");
}

static void add_ablation(cadre_table_t *self)
{
    static const char UNIT[] = "of the pattern";
    cadre_table_add(self, "mechanism", "string", "", "The mechanism that is switched off");
    cadre_table_add(self, "pattern", "string", "", "Id of the pattern in the evidence file");
    cadre_table_add(
        self, "baseline", "number", UNIT,
        "Mean with the mechanism over the n pairs; of a dated event the share of runs in which it "
        "happens");
    cadre_table_add(self, "without", "number", UNIT, "The same without the mechanism");
    cadre_table_add(self, "difference", "number", UNIT, "Baseline minus without");
    add_interval(self, UNIT, "95 % interval of the difference (paired, Student's t), lower end",
                 "and upper end");
    cadre_table_add(self, "n", "integer", "pairs", "Pairs of runs in which both have a value");
}

static void add_sensitivity(cadre_table_t *self)
{
    static const char UNIT[] = "of the index";
    cadre_table_add(self, "outcome", "string", "", "Column of the outcomes");
    cadre_table_add(
        self, "input", "string", "",
        "Input; several that were moved together are joined by '+', a pair by ':'; (dummy) is an "
        "input made for comparison, which does nothing");
    cadre_table_add(
        self, "index", "string", "",
        "mu, mu_star, sigma of Morris (unit of the outcome over the input's range); S1, ST, S2 of "
        "Sobol' (shares of the variance); pawn_… and delta (0 to 1)");
    cadre_table_add(self, "estimate", "number", UNIT, "Estimate");
    add_interval(
        self, UNIT,
        "95 % interval: of independent randomizations if there are at least 8, else of the "
        "bootstrap, lower end",
        "and upper end");
    cadre_table_add(self, "bootstrap_lo", "number", UNIT,
                    "95 % interval of the bootstrap, lower end");
    cadre_table_add(self, "bootstrap_hi", "number", UNIT, "and upper end");
}

static void add_boxes(cadre_table_t *self)
{
    static const char UNIT[] = "of the input";
    cadre_table_add(self, "outcome", "string", "", "Column of the outcomes");
    cadre_table_add(self, "box", "integer", "",
                    "Number along the way from all points to the densest box");
    cadre_table_add(self, "input", "string", "", "Input that the box limits; empty if none");
    cadre_table_add(self, "lo", "number", UNIT, "Lower limit, included; empty if none");
    cadre_table_add(self, "hi", "number", UNIT, "Upper limit, included; empty if none");
    cadre_table_add(self, "coverage", "number", "share", "Cases in the box, of all cases");
    cadre_table_add(self, "density", "number", "share", "Cases in the box, of the points in it");
    cadre_table_add(self, "support", "number", "share", "Points in the box, of all points");
    cadre_table_add(
        self, "p_value", "number", "probability",
        "Chance of so many cases if the limits of this input did nothing (one-sided binomial "
        "test); small: they do");
    cadre_table_add(self, "chosen", "integer", "",
                    "1 in the box with the largest harmonic mean of coverage and density, else 0");
}

static void add_posterior(cadre_table_t *self)
{
    cadre_table_add(self, "particle", "integer", "", "Number of the particle, from 1");
    cadre_table_add(self, "weight", "number", "probability", "Weight; all sum to 1");
    cadre_table_add(
        self, "distance", "number", "",
        "Of its run to the targets, in the units of the last generation (root of the mean square)");
}

static void add_generations(cadre_table_t *self)
{
    cadre_table_add(self, "generation", "integer", "", "Number of the generation, from 1");
    cadre_table_add(self, "tolerance", "number", "",
                    "Largest distance that is accepted, in the units of the generation; empty: "
                    "any, in a sample of the prior");
    cadre_table_add(self, "runs", "integer", "runs", "Runs it took");
    cadre_table_add(self, "accepted", "integer", "points", "Points within the tolerance");
    cadre_table_add(self, "ess", "number", "particles",
                    "Effective sample size; empty: the generation was given up and is not used");
}

static void add_marginals(cadre_table_t *self)
{
    static const char UNIT[] = "of the input";
    cadre_table_add(self, "input", "string", "",
                    "Input of the design; dates are days since 1970-01-01, words numbered from 0");
    cadre_table_add(self, "prior_q05", "number", UNIT, "5 % quantile of the prior");
    cadre_table_add(self, "prior_q50", "number", UNIT, "Median of the prior");
    cadre_table_add(self, "prior_q95", "number", UNIT, "95 % quantile of the prior");
    cadre_table_add(self, "q05", "number", UNIT, "5 % quantile of the posterior");
    cadre_table_add(self, "q50", "number", UNIT, "Median of the posterior");
    cadre_table_add(self, "q95", "number", UNIT, "95 % quantile of the posterior");
    cadre_table_add(self, "contraction", "number", "share",
                    "1 - variance of the posterior / of the prior, on the prior's scale");
    cadre_table_add(self, "difference", "number", "probability",
                    "Largest difference between the two distribution functions");
    cadre_table_add(self, "identified", "integer", "",
                    "1 where that is more than chance does (Kolmogorov and Smirnov, 5 %), else 0");
    cadre_table_add(self, "unit", "string", "", "Unit of the input");
}

static void add_predicted(cadre_table_t *self, const char *const *names, const char *whose)
{
    static const char *const MEANINGS[6] = {"Median",
                                            "5 % quantile",
                                            "95 % quantile",
                                            "Share of the runs within the band",
                                            "Its 95 % interval (Wilson), lower end",
                                            "and upper end"};
    for (int i = 0; i < 6; i++)
        cadre_table_add(self, names[i], "number", i < 3 ? "of the pattern" : "share", MEANINGS[i]);
    cadre_table_add(self, names[6], "integer", "runs", whose);
}

static void add_predictions(cadre_table_t *self)
{
    static const char *const PRIOR[] = {"prior_median", "prior_q05",       "prior_q95",
                                        "prior_inside", "prior_inside_lo", "prior_inside_hi",
                                        "prior_runs"};
    static const char *const POSTERIOR[] = {"median",    "q05",       "q95", "inside",
                                            "inside_lo", "inside_hi", "runs"};
    cadre_table_add(self, "pattern", "string", "", "Pattern of the evidence");
    cadre_table_add(self, "use", "string", "",
                    "target; condition (only whether a run is in the band was aimed at); held-out");
    cadre_table_add(self, "group", "string", "", "Targets of a group weigh as much as a group");
    cadre_table_add(self, "lo", "number", "of the pattern", "Lower end of the band");
    cadre_table_add(self, "value", "number", "of the pattern", "What is known");
    cadre_table_add(self, "hi", "number", "of the pattern", "Upper end of the band");
    add_predicted(self, PRIOR, "Runs of the prior: the first generation");
    add_predicted(self, POSTERIOR, "Fresh runs of the posterior");
}

int cadre_table_create(cadre_table_t *self, cadre_table_kind_t kind,
                       const cadre_scenario_t *scenario)
{
    static const struct {
        const char *name, *title;
        void (*fill)(cadre_table_t *self);
    } TABLES[CADRE_TABLE_KINDS] = {
        [CADRE_TABLE_RUNS] = {"runs", "Runs: inputs and outcomes of each", NULL},
        [CADRE_TABLE_SERIES] = {"series", "Measures of each run over time", add_series},
        [CADRE_TABLE_SUMMARY] = {"summary", "Measures over time, over all runs", add_summary},
        [CADRE_TABLE_BRANCHES] = {"branches", "Branches, yearly", add_branches},
        [CADRE_TABLE_EVENTS] = {"events", "What happened", add_events},
        [CADRE_TABLE_PURPOSE] = {"purpose", "What hours went to, yearly", add_purpose},
        [CADRE_TABLE_COMPARE] = {"compare", "Two scenarios under the same luck", add_compare},
        [CADRE_TABLE_SCORE] = {"score", "Patterns of the evidence and the runs", add_score},
        [CADRE_TABLE_ABLATION] = {"ablation", "What each mechanism does to the patterns",
                                  add_ablation},
        [CADRE_TABLE_SENSITIVITY] = {"sensitivity", "What each input does to each outcome",
                                     add_sensitivity},
        [CADRE_TABLE_BOXES] = {"boxes", "Boxes of inputs in which cases are frequent", add_boxes},
        [CADRE_TABLE_POSTERIOR] = {"posterior", "Weighted points of the posterior", add_posterior},
        [CADRE_TABLE_GENERATIONS] = {"generations", "Generations of the calibration",
                                     add_generations},
        [CADRE_TABLE_MARGINALS] = {"marginals", "Each input before and after", add_marginals},
        [CADRE_TABLE_PREDICTIONS] = {"predictions",
                                     "What runs of the prior and of the posterior show",
                                     add_predictions},
    };
    if (TABLES[kind].fill == NULL)
        return cadre_table_create_runs(self, scenario, NULL);
    *self = (cadre_table_t){.name = TABLES[kind].name, .title = TABLES[kind].title};
    TABLES[kind].fill(self);
    return self->failed ? CADRE_ERROR_MEMORY : CADRE_OK;
}

int cadre_table_create_runs(cadre_table_t *self, const cadre_scenario_t *scenario,
                            const cadre_posterior_t *posterior)
{
    *self = (cadre_table_t){.name = "runs", .title = "Runs: inputs and outcomes of each"};
    add_runs(self, scenario, posterior);
    return self->failed ? CADRE_ERROR_MEMORY : CADRE_OK;
}

int cadre_table_create_sweep_series(cadre_table_t *self)
{
    *self = (cadre_table_t){.name = "series", .title = "Measures of each run over time"};
    add_scenario(self);
    cadre_table_add(self, "point", "integer", "", "Number of the point of the design, from 1");
    add_measures(self);
    return self->failed ? CADRE_ERROR_MEMORY : CADRE_OK;
}

void cadre_table_free(cadre_table_t *self)
{
    cadre_free(self->columns);
    *self = (cadre_table_t){0};
}

void cadre_column_name(char prefix, const char *name, char *out, size_t size)
{
    snprintf(out, size, "%c_%s", prefix, name);
    for (char *c = out; *c != '\0'; c++)
        *c = *c == '.' || *c == '-' ? '_' : *c;
}

void cadre_table_add_header(const cadre_table_t *self, cadre_sheet_t *sheet)
{
    for (int i = 0; i < self->count; i++)
        cadre_sheet_text(sheet, self->columns[i].name);
    cadre_sheet_end_row(sheet);
}
