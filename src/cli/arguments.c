#include "cli/arguments.h"

#include "base/memory.h"
#include "base/text.h"
#include "cli/commands.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* clang-format off */
static const cadre_option_info_t options[CADRE_OPTION_COUNT] = {
    [CADRE_OPTION_HELP]      = {"help",      'h', NULL,        "this help"},
    [CADRE_OPTION_QUIET]     = {"quiet",     'q', NULL,        "no progress, and no more than the result's bare words"},
    [CADRE_OPTION_JSON]      = {"json",      0,   NULL,        "one JSON object: the result on stdout, or the error on stderr"},
    [CADRE_OPTION_THREADS]   = {"threads",   0,   "N",         "threads to use (default: all the machine allows); never changes results"},
    [CADRE_OPTION_SEED]      = {"seed",      0,   "S",         "seed of all chance, 0 to 2^64-1 (default: the scenario's, else 1)"},
    [CADRE_OPTION_SET]       = {"set",       0,   "KEY=VALUE", "a parameter for all organizations, or ORGANIZATION.KEY=VALUE for one; repeatable"},
    [CADRE_OPTION_OUTPUT]    = {"output",    'o', "DIR",       "folder for results (default: results/NAME of 'run', results/COMMAND-NAME of others)"},
    [CADRE_OPTION_RUNS]      = {"runs",      'n', "N",         "how many runs (default: 100); of a design: at each point (default: as it says); with --trace: which one (default: 1)"},
    [CADRE_OPTION_SET_A]     = {"set-a",     0,   "KEY=VALUE", "as --set, for A alone; repeatable"},
    [CADRE_OPTION_SET_B]     = {"set-b",     0,   "KEY=VALUE", "as --set, for B alone; repeatable"},
    [CADRE_OPTION_DESIGN]    = {"design",    0,   "FILE",      "the points, as CSV"},
    [CADRE_OPTION_OUTCOMES]  = {"outcomes",  0,   "FILE",      "what came out at them, as CSV"},
    [CADRE_OPTION_ESTIMATOR] = {"estimator", 0,   "NAME",      "of sobol: saltelli (default), jansen, martinez"},
    [CADRE_OPTION_RANDOMIZATIONS] = {"randomizations", 0, "N", "of sobol: the blocks are those of N independent samples of equal size (default: 1)"},
    [CADRE_OPTION_LEVELS]    = {"levels",    0,   "N",         "of morris: levels of the design, even (default: 4)"},
    [CADRE_OPTION_WHEN]      = {"when",      0,   "CASE",      "of prim: which runs are of interest, as in 'y_a_members_end < 100' or '< 100' (each outcome)"},
    [CADRE_OPTION_DROP_FAILED] = {"drop-failed", 0, NULL,      "leave out whole blocks with a run that failed or has no value, instead of refusing"},
    [CADRE_OPTION_SERIES]    = {"series",    0,   NULL,        "also how each run went over time: series.csv, of as many runs as --keep-runs says"},
    [CADRE_OPTION_EVERY]     = {"every",     0,   "TIME",      "rows over time: week, month (default of 'run' and 'sweep'), year (of 'compare')"},
    [CADRE_OPTION_KEEP_RUNS] = {"keep-runs", 0,   "N",         "runs in series, branches, purpose, events: the first N (default: 1000) or all"},
    [CADRE_OPTION_FORCE]     = {"force",     0,   NULL,        "replace the results of another scenario, sweep or calibration in DIR"},
    [CADRE_OPTION_TRACE]     = {"trace",     0,   "ID",        "print one person's weeks as CSV instead of results"},
    [CADRE_OPTION_STORY]     = {"story",     0,   NULL,        "tell one run as a dated chronicle in plain words, for reading aloud"},
    [CADRE_OPTION_POSTERIOR] = {"posterior", 0,   "FILE",      "each run takes a point of this posterior of 'cadre calibrate' (posterior.csv)"},
    [CADRE_OPTION_NO_POSTERIOR] = {"no-posterior", 0, NULL,    "the values as written, though the scenario names a posterior"},
    [CADRE_OPTION_FORMAT]    = {"format",    0,   "FORMAT",    "form of the output"},
    [CADRE_OPTION_SHARD]     = {"shard",     0,   "I/N",       "only every N-th run, from run I on: one of N processes or machines"},
    [CADRE_OPTION_DRY_RUN]   = {"dry-run",   0,   NULL,        "say what would be run, how long it takes, how much space; run nothing that counts"},
    [CADRE_OPTION_VERSION]   = {"version",   0,   NULL,        "version of the program and of the model"},
};

static const char *const params_formats[] = {"table", "markdown", "csv", "json", "schema", "design-schema", NULL};
static const char *const measures_formats[] = {"table", "markdown", NULL};
static const char *const claims_formats[] = {"table", "markdown", "schema", NULL};
/* clang-format on */

#define OWN(option) (1u << CADRE_OPTION_##option)

static const cadre_command_t commands[] = {
    {.name = "run",
     .operands = "SCENARIO",
     .least = 1,
     .most = 1,
     .options = OWN(RUNS) | OWN(EVERY) | OWN(KEEP_RUNS) | OWN(FORCE) | OWN(TRACE) | OWN(STORY) |
                OWN(POSTERIOR) | OWN(NO_POSTERIOR),
     .summary = "simulate a scenario many times, write and show the results",
     .details =
         "SCENARIO is a name from 'cadre list', or a path (with '/' or ending in '.json').\n"
         "DIR gets runs.csv, series.csv, summary.csv, branches.csv, events.csv, purpose.csv and "
         "datapackage.json, which says what every column means. Earlier results of the same "
         "scenario are replaced once the new ones are complete; an interrupted run leaves nothing. "
         "'-o -' writes only series.csv, of all runs, to stdout.\n"
         "With a posterior, of --posterior or of the scenario, run r takes the point that "
         "systematic "
         "resampling of the weights gives it; --set still has the last word, and the first line "
         "says which.\n"
         "ID of --trace: founder:ORGANIZATION:K (K from 1), recruit:SITE:POOL:WEEK:SLOT (SITE from "
         "1; POOL campus, city or workplace; WEEK and SLOT from 0), far:ORGANIZATION:WEEK:SLOT, or "
         "16 hex digits.\n"
         "--story makes one run (-n 1), writes DIR as usual, and prints its chronicle instead of "
         "the "
         "summary.\n"
         "Ends with 0; 3 some runs failed; 64 wrong command line; 65 bad scenario; 66 no such "
         "scenario; 71 too large for the memory; 73 DIR cannot be used; 74 not written; 75 DIR is "
         "in use; 78 DIR holds another scenario; 128+n signal n (141: the reader of stdout left).",
     .examples =
         "cadre run iso-1977-2019\n"
         "cadre run iso-1977-2019 -n 1000 --set recruitment.rho=0.6 -o results/rho\n"
         "cadre run iso-1977-2019 -n 3 --every year -o - > series.csv\n"
         "cadre run iso-1977-2019 --story --seed 7\n"
         "cadre run iso-1977-2019 --posterior results/calibrate-calibrate-iso/posterior.csv\n"
         "cadre run iso-1977-2019 --trace founder:iso:1",
     .obey = cadre_command_run},
    {.name = "compare",
     .operands = "A B",
     .least = 2,
     .most = 2,
     .options = OWN(RUNS) | OWN(SET_A) | OWN(SET_B) | OWN(EVERY) | OWN(FORCE),
     .summary = "two scenarios under the same luck, run against run",
     .details =
         "Run r of A and run r of B have the same luck, so what differs between them is what the "
         "scenarios differ in. DIR gets compare.csv (every measure at every date that both have: "
         "means, mean of A minus B with its 95 % interval, what the common luck gained) and "
         "datapackage.json. The seed is --seed, or that of A.\n"
         "Ends as 'cadre run' does.",
     .examples = "cadre compare iso-1977-2019 iso-1977-2019 --set-b recruitment.rho=0.5\n"
                 "cadre compare iso-1977-2019 iso-1977-2019-founding-30 -n 400 --every month",
     .obey = cadre_command_compare},
    {.name = "score",
     .operands = "SCENARIO",
     .least = 1,
     .most = 1,
     .options = OWN(RUNS) | OWN(FORCE),
     .summary = "how many runs show each pattern of the evidence",
     .details = "DIR gets score.csv (for each pattern of the scenario's evidence file its band and "
                "source, what the runs show, the share of runs inside with its 95 % interval) and "
                "datapackage.json. Values are those of the week nearest to a date, and of every "
                "week of a period.\n"
                "Ends as 'cadre run' does.",
     .examples = "cadre score iso-1977-2019",
     .obey = cadre_command_score},
    {.name = "ablate",
     .operands = "SCENARIO",
     .least = 1,
     .most = 1,
     .options = OWN(RUNS) | OWN(FORCE),
     .summary = "which patterns break without each mechanism in turn",
     .details = "Run r as it is and run r without a mechanism have the same luck. Events that need "
                "or switch that mechanism are left out with it. DIR gets ablation.csv (for each "
                "mechanism and pattern the mean with and without it, and their difference with its "
                "95 % interval) and datapackage.json.\n"
                "Ends as 'cadre run' does.",
     .examples = "cadre ablate iso-1977-2019 -n 50",
     .obey = cadre_command_ablate},
    {.name = "analyze",
     .operands = "METHOD",
     .least = 1,
     .most = 1,
     .options = OWN(DESIGN) | OWN(OUTCOMES) | OWN(ESTIMATOR) | OWN(RANDOMIZATIONS) | OWN(LEVELS) |
                OWN(WHEN) | OWN(DROP_FAILED) | OWN(FORCE),
     .summary = "what inputs do to outcomes, of this or any other model",
     .details =
         "METHOD is morris (screening: which inputs matter at all), sobol (attribution: shares of "
         "the variance), pawn or delta (the whole distribution, from any points), prim (boxes in "
         "which cases of --when are frequent), shapley (attribution of an outcome to up to six "
         "factors that are there or not, and to pairs of them).\n"
         "The design has a row a point and a column an input (numbers, dates, true and false, "
         "words; 'block', 'role', 'trajectory', 'step', 'point' and 'run' are no inputs). The "
         "outcomes have a row a run, with 'point' (from 1) for any number of runs a point, or "
         "without it a row a point in the same order; columns that begin with y_, or else all that "
         "are no inputs, are analyzed, each by itself. sobol needs rows A, AB1 .. ABd, (BA1 .. "
         "BAd,) B of each block, as SALib has them, too. shapley needs blocks of points with every "
         "combination of the factors, first the one without any; blocks whose 'role' is 'prior' "
         "are set beside the others.\n"
         "DIR gets sensitivity.csv, or boxes.csv of prim, and datapackage.json.\n"
         "Ends with 0; 64 wrong command line; 65 bad file, or failed runs without --drop-failed; "
         "66 no such file; 71 out of memory; 73, 74, 75, 78 as of 'cadre run'.",
     .examples =
         "cadre analyze sobol --design design.csv --outcomes outcomes.csv\n"
         "cadre analyze prim --design design.csv --outcomes runs.csv --when 'y_iso_members_end "
         "< 100'",
     .obey = cadre_command_analyze},
    {.name = "sweep",
     .operands = "DESIGN",
     .least = 1,
     .most = 1,
     .options = OWN(RUNS) | OWN(SERIES) | OWN(EVERY) | OWN(KEEP_RUNS) | OWN(SHARD) | OWN(DRY_RUN) |
                OWN(FORCE),
     .summary = "run a design: many points, several runs at each",
     .details =
         "DESIGN is the name of a file in configs/designs, or a path. Every run is written down in "
         "DIR/journal.txt when it is done; the same command goes on where an earlier one was "
         "interrupted, and when all runs are there DIR gets runs.csv (a row per run: inputs p_, "
         "outcomes y_), summary.csv and datapackage.json. With --shard each process has a journal "
         "of "
         "its own, and 'cadre merge' makes the files: the same, byte for byte.\n"
         "With --series DIR also gets series.csv: the rows of 'cadre run' for runs 1 to N of "
         "--keep-runs, with the point of each; they are written down beside the journal, in "
         "series.txt or series-I-of-N.txt. A sweep goes on with the options on series it was begun "
         "with.\n"
         "Ends with 0; 3 some runs failed (their rows say so); 64 wrong command line; 65 bad "
         "design "
         "or damaged journal; 66 no such design; 71 too large for the memory; 73 DIR cannot be "
         "used; "
         "74 not written: what was saved stays; 75 another process is at work; 78 DIR holds "
         "another "
         "sweep; 128+n signal n, after saving.",
     .examples = "cadre sweep quick --dry-run\n"
                 "cadre sweep quick\n"
                 "cadre sweep quick --series --every year --keep-runs all -o results/over-time\n"
                 "cadre sweep lhs-12 --shard 1/8 -o /scratch/lhs",
     .obey = cadre_command_sweep},
    {.name = "sensitivity",
     .operands = "METHOD DESIGN",
     .least = 2,
     .most = 2,
     .options = OWN(RUNS) | OWN(ESTIMATOR) | OWN(RANDOMIZATIONS) | OWN(LEVELS) | OWN(WHEN) |
                OWN(DROP_FAILED) | OWN(DRY_RUN) | OWN(FORCE),
     .summary = "run a design and say what its inputs do to the outcomes",
     .details =
         "'cadre design', 'cadre sweep' and 'cadre analyze METHOD' in one command and one DIR, "
         "which gets design.csv, runs.csv, summary.csv, sensitivity.csv (boxes.csv of prim) and "
         "datapackage.json. METHOD is morris (screening: which inputs matter at all) of a design "
         "with method morris, sobol (attribution: shares of the variance) of one with method "
         "sobol, shapley of one with method factorial (the answer beside what the prior alone "
         "says), pawn, delta or prim of any points. Randomizations and levels are those of the "
         "design, and the seed is also that of the bootstrap.\n"
         "Runs are kept as 'cadre sweep' keeps them: the same command goes on where an earlier one "
         "was interrupted; when all are there it says so and analyzes them again, also by another "
         "METHOD. A DIR of 'cadre sweep' or 'cadre merge' is taken, complete or not, with what "
         "'cadre sweep "
         "DESIGN --shard' has done there.\n"
         "Ends with 0, also when blocks were dropped; 64 wrong command line; 65 bad design, points "
         "the method cannot use (said before the first run), damaged journal, or failed runs "
         "without --drop-failed (they stay in runs.csv); 66, 71, 73, 74, 75, 78, 128+n as 'cadre "
         "sweep'.",
     .examples = "cadre sensitivity morris screening-iso --dry-run\n"
                 "cadre sensitivity morris screening-iso\n"
                 "cadre sensitivity sobol sobol-iso -n 4 -o results/attribution\n"
                 "cadre sensitivity shapley attribute-iso --drop-failed",
     .obey = cadre_command_sensitivity},
    {.name = "merge",
     .operands = "DIR...",
     .least = 1,
     .most = -1,
     .options = OWN(FORCE),
     .summary = "make the files of a sweep from the journals of its shards",
     .pair = "merge, status DIR",
     .pair_summary = "join the shards of a sweep; see how far a sweep is",
     .details =
         "Checks that the journals are of one sweep and hold every run exactly once. Without "
         "-o the files go to the only DIR.\n"
         "Ends with 0; 3 some runs failed; 65 runs missing, there twice, or a damaged journal; "
         "66 no journal; 73, 74, 75, 78 as 'cadre sweep'.",
     .examples = "cadre merge results/sweep-quick\n"
                 "cadre merge /scratch/a /scratch/b -o results/sweep-quick",
     .obey = cadre_command_merge},
    {.name = "status",
     .operands = "DIR",
     .least = 1,
     .most = 1,
     .summary = "how far a sweep (shard by shard) or a calibration is",
     .details =
         "Counts the whole runs in the journals of DIR, also while they are being written. Ends "
         "with 0; 65 damaged journal; 66 no journal.",
     .examples = "cadre status results/sweep-quick",
     .obey = cadre_command_status},
    {.name = "calibrate",
     .operands = "DESIGN",
     .least = 1,
     .most = 1,
     .options = OWN(FORCE),
     .summary = "which parameters reproduce the evidence: a posterior",
     .details =
         "Approximate Bayesian computation: DESIGN has the method abc (rejection) or abc-smc "
         "(sequential Monte Carlo), priors as its inputs, and the patterns of evidence to aim at. "
         "What each run showed is written down in DIR/journal.txt; the same command goes on where "
         "an "
         "earlier one was interrupted, and ends with the same files. DIR gets posterior.csv "
         "(weighted points), generations.csv, marginals.csv, predictions.csv and datapackage.json; "
         "said at the end are the "
         "posterior of "
         "each input beside its prior, pairs that are correlated, and what fresh runs of the "
         "posterior show of the targets and of what was held out.\n"
         "Ends as 'cadre sweep' does; 65 also when no posterior can be had of so few runs.",
     .examples = "cadre calibrate calibrate-iso\n"
                 "cadre calibrate calibrate-iso --seed 8 -o results/posterior-8",
     .obey = cadre_command_calibrate},
    {.name = "design",
     .operands = "DESIGN",
     .least = 1,
     .most = 1,
     .options = OWN(FORCE),
     .summary = "the points of a design as CSV",
     .details =
         "Columns: block (points that belong together), role (A, AB1, B of a Sobol' design; "
         "the step of a Morris trajectory), then the inputs. To stdout, or with -o to "
         "DIR/design.csv. A design without scenario has inputs of its own: evaluate them where "
         "you like.",
     .examples = "cadre design ishigami > design.csv\n"
                 "cadre design lhs-12 -o results/design-lhs-12",
     .obey = cadre_command_design},
    {.name = "report",
     .operands = "DIR",
     .least = 1,
     .most = 1,
     .summary = "one self-contained HTML page of the results in a folder",
     .details =
         "DIR holds results of run, compare, score, ablate, sweep, sensitivity, analyze or "
         "calibrate. The "
         "page has their "
         "pictures, the numbers behind each, and how the results came about; it needs no network, "
         "shows without script, and with it reads values out and saves CSV and SVG. -o names the "
         "file (default: results/report-NAME.html, after DIR's name); '-o -' writes to stdout. An "
         "earlier report is replaced, no other file.\n"
         "Ends with 0; 64 wrong command line; 65 DIR is not of Cadre, or damaged; 66 no DIR, or a "
         "file of it is missing; 71 out of memory; 73 FILE cannot be used; 74 not written.",
     .examples = "cadre report results/iso-1977-2019\n"
                 "cadre report results/score-iso-1977-2019 -o score.html",
     .obey = cadre_command_report},
    {.name = "seminar",
     .operands = "",
     .summary = "one HTML page with the model itself inside, for teaching",
     .details =
         "The page holds the model as WebAssembly and the presets, sliders and lessons of "
         "seminar.json (in ./configs, $CADRE_PATH or the installed data folder): open it in a "
         "browser, also from a USB stick; it needs no network. -o names the file (default: "
         "results/seminar.html); '-o -' writes to stdout. An earlier page is replaced, no other "
         "file.\n"
         "Ends with 0; 64 wrong command line; 65 seminar.json or a scenario it names is bad; 66 a "
         "file is missing; 71 out of memory; 73 FILE cannot be used, or this program was built "
         "without clang for wasm32 (it says what to install); 74 not written.",
     .examples = "cadre seminar\n"
                 "cadre seminar -o seminar.html",
     .obey = cadre_command_seminar},
    {.name = "list",
     .operands = "",
     .summary = "the scenarios there are",
     .details = "Scenarios are looked for in ./configs, in the folders of $CADRE_PATH, and in the "
                "installed data folder; the first that exists is listed. -q prints the names only.",
     .examples = "cadre list\n"
                 "for name in $(cadre list -q); do cadre run \"$name\" -n 20; done",
     .obey = cadre_command_list},
    {.name = "explain",
     .operands = "SCENARIO",
     .least = 1,
     .most = 1,
     .summary = "what a scenario claims, contains, changes and schedules",
     .details = "Shows the claims it carries and what to look for, its organizations, the "
                "parameters it sets, its waves and events in order, and the evidence it is held "
                "against. --set shows what it would be with other values.",
     .examples = "cadre explain iso-1977-2019",
     .obey = cadre_command_explain},
    {.name = "check",
     .operands = "FILE...",
     .least = 1,
     .most = -1,
     .summary = "whether scenarios and designs are right, and where not",
     .details = "Prints 'FILE: ok' for each good file, and for each bad one what is wrong, where "
                "(file:line:column) and what is allowed. Ends with 0; 65 when any is bad; 66 when "
                "the only one is missing.",
     .examples = "cadre check my-scenario.json\n"
                 "cadre check my-scenario.json --set recruitment.rho=0.6",
     .obey = cadre_command_check},
    {.name = "params",
     .operands = "[KEY]",
     .most = 1,
     .options = OWN(FORMAT),
     .formats = params_formats,
     .summary = "the parameters: meaning, unit, default, range",
     .details = "KEY is a parameter (all about it), a group, or any part of a key. 'schema' and "
                "'design-schema' are the JSON Schemas of scenarios and designs, for editors.",
     .examples = "cadre params\n"
                 "cadre params recruitment\n"
                 "cadre params recruitment.rho\n"
                 "cadre params --format csv > parameters.csv",
     .obey = cadre_command_params},
    {.name = "measures",
     .operands = "",
     .options = OWN(FORMAT),
     .formats = measures_formats,
     .summary = "the columns of the results: meaning and unit",
     .details = "A stock is as of its row, a flow is summed since the row before, a mean is empty "
                "after the organization's end, a world measure is the same for all organizations. "
                "'markdown' adds the events and the mechanisms.",
     .examples = "cadre measures\n"
                 "cadre measures --format markdown",
     .obey = cadre_command_measures},
    {.name = "claims",
     .operands = "[ID|TEXT]",
     .most = 1,
     .options = OWN(FORMAT),
     .formats = claims_formats,
     .summary = "what the source documents claim, and what carries it",
     .details = "ID is a claim (M42) or a contradiction (C9): who says it and where, the "
                "mechanisms, parameters and scenarios that carry it, and what speaks against it. "
                "TEXT is sought in titles and in what is told; a mechanism's name finds what it "
                "carries. They are claims to be tested, not facts. 'markdown' is a table of all, "
                "'schema' the JSON Schema of claims.json, for editors.",
     .examples = "cadre claims\n"
                 "cadre claims M42\n"
                 "cadre claims campus",
     .obey = cadre_command_claims},
    {.name = "help",
     .operands = "[COMMAND]",
     .most = 1,
     .summary = "this help, or that of a command",
     .details = "The same as 'cadre --help' and 'cadre COMMAND --help'.",
     .examples = "cadre help run",
     .obey = cadre_command_help},
};

enum { COMMAND_COUNT = sizeof commands / sizeof commands[0] };

const cadre_option_info_t *cadre_option_info(cadre_option_t option)
{
    return &options[option];
}

int cadre_command_count(void)
{
    return COMMAND_COUNT;
}

const cadre_command_t *cadre_command_at(int index)
{
    return &commands[index];
}

const cadre_command_t *cadre_command_find(const char *name, cadre_error_t *err)
{
    const char *names[COMMAND_COUNT];
    for (int i = 0; i < COMMAND_COUNT; i++) {
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
        names[i] = commands[i].name;
    }
    cadre_error_set(err, CADRE_ERROR_USAGE, "there is no command '%s'", name);
    cadre_error_found(err, name);
    const char *nearest = cadre_nearest(name, names, COMMAND_COUNT);
    if (nearest != NULL)
        cadre_error_hint(err, "did you mean '%s'?", nearest);
    else
        cadre_error_hint(err, "'cadre help' lists the commands");
    return NULL;
}

const char *cadre_arguments_format(const cadre_arguments_t *self)
{
    return self->format != NULL ? self->format : self->command->formats[0];
}

static int open_with(const char *name, cadre_overrides_t overrides, cadre_scenario_t **out,
                     cadre_error_t *err)
{
    char path[4096];
    const int status = cadre_scenario_find(name, path, sizeof path, err);
    if (status != 0)
        return status;
    return cadre_scenario_load(path, overrides, out, err);
}

int cadre_open_scenario(const cadre_arguments_t *self, const char *name, cadre_scenario_t **out,
                        cadre_error_t *err)
{
    const cadre_overrides_t overrides = {.settings = self->settings, .count = self->setting_count};
    return open_with(name, overrides, out, err);
}

int cadre_open_side(const cadre_arguments_t *self, int side, cadre_scenario_t **out,
                    cadre_error_t *err)
{
    const int common = self->setting_count, own = self->side_setting_count[side];
    const char **settings = cadre_alloc((size_t)common + (size_t)own, sizeof *settings);
    if (settings == NULL)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    for (int i = 0; i < common + own; i++)
        settings[i] = i < common ? self->settings[i] : self->side_settings[side][i - common];
    const cadre_overrides_t overrides = {.settings = settings, .count = common + own};
    const int status = open_with(self->operands[side], overrides, out, err);
    cadre_free(settings);
    return status;
}

int cadre_open_design(const cadre_arguments_t *self, const char *name, cadre_experiment_t **out,
                      cadre_error_t *err)
{
    const cadre_experiment_options_t wanted = {
        .overrides = {.settings = self->settings, .count = self->setting_count},
        .has_seed = self->has_seed,
        .seed = self->seed,
        .replicates = self->runs};
    char path[4096];
    const int status = cadre_design_find(name, path, sizeof path, err);
    return status == 0 ? cadre_experiment_load(path, &wanted, out, err) : status;
}

static bool command_takes(const cadre_command_t *command, int option)
{
    if (option < CADRE_OPTION_COMMON_)
        return true;
    if (command == NULL)
        return option == CADRE_OPTION_VERSION;
    return (command->options >> option) & 1u;
}

/* ------------------------------------------------------------------------- values of options */

static int bad_value(const char *option, const char *value, const char *allowed, cadre_error_t *err)
{
    cadre_error_set(err, CADRE_ERROR_USAGE, "%s cannot be '%s': it takes %s", option, value,
                    allowed);
    cadre_error_key(err, option);
    cadre_error_found(err, value);
    cadre_error_allowed(err, "%s", allowed);
    return CADRE_ERROR_USAGE;
}

/* Digits only: no sign, no blank, no fraction. */
static bool whole_number(const char *text, uint64_t least, uint64_t most, uint64_t *out)
{
    if (text[0] == '\0' || strspn(text, "0123456789") != strlen(text))
        return false;
    errno = 0;
    const unsigned long long value = strtoull(text, NULL, 10);
    *out = value;
    return errno == 0 && value >= least && value <= most;
}

static int read_whole(const char *option, const char *value, uint64_t least, uint64_t most,
                      const char *allowed, uint64_t *out, cadre_error_t *err)
{
    return whole_number(value, least, most, out) ? 0 : bad_value(option, value, allowed, err);
}

static int read_choice(const char *option, const char *value, const char *const *names, int *out,
                       cadre_error_t *err)
{
    int count = 0;
    char allowed[120] = "";
    for (; names[count] != NULL; count++) {
        if (strcmp(names[count], value) == 0) {
            *out = count;
            return 0;
        }
        strncat(allowed, count > 0 ? ", " : "", sizeof allowed - strlen(allowed) - 1);
        strncat(allowed, names[count], sizeof allowed - strlen(allowed) - 1);
    }
    bad_value(option, value, allowed, err);
    const char *nearest = cadre_nearest(value, names, count);
    if (nearest != NULL)
        cadre_error_hint(err, "did you mean '%s'?", nearest);
    return CADRE_ERROR_USAGE;
}

/* Adds one more to a list that has room for all there can be. */
static int read_setting(const char **settings, int *count, const char *option, const char *value,
                        cadre_error_t *err)
{
    const char *equals = strchr(value, '=');
    if (equals == NULL || equals == value || equals[1] == '\0')
        return bad_value(option, value, "KEY=VALUE, as in recruitment.rho=0.6", err);
    settings[(*count)++] = value;
    return 0;
}

static int read_every(cadre_arguments_t *self, const char *option, const char *value,
                      cadre_error_t *err)
{
    static const char *const names[] = {"week", "month", "year", NULL};
    int choice = 0;
    const int status = read_choice(option, value, names, &choice, err);
    self->every = (cadre_every_t)choice;
    self->has_every = true;
    return status;
}

static int read_format(cadre_arguments_t *self, const char *option, const char *value,
                       cadre_error_t *err)
{
    int choice = 0;
    self->format = value;
    return read_choice(option, value, self->command->formats, &choice, err);
}

/* I/N, 1 <= I <= N. */
static int read_shard(cadre_arguments_t *self, const char *option, const char *value,
                      cadre_error_t *err)
{
    char part[24] = "";
    const char *slash = strchr(value, '/');
    uint64_t shard = 0, shards = 0;
    if (slash != NULL && slash - value < (int)sizeof part)
        memcpy(part, value, (size_t)(slash - value));
    if (slash == NULL || !whole_number(slash + 1, 1, 100000, &shards) ||
        !whole_number(part, 1, shards, &shard))
        return bad_value(option, value, "I/N with 1 <= I <= N <= 100000, as in 1/8", err);
    self->shard = (int64_t)shard;
    self->shards = (int64_t)shards;
    return 0;
}

static int read_text(const char **out, const char *option, const char *value, const char *allowed,
                     cadre_error_t *err)
{
    *out = value;
    return value[0] != '\0' ? 0 : bad_value(option, value, allowed, err);
}

/* In the order of cadre_estimator_t. */
static const char *const ESTIMATORS[] = {"saltelli", "jansen", "martinez", NULL};

/* What a switch turns on; NULL: the option is none. */
static bool *switch_of(cadre_arguments_t *self, int option)
{
    switch (option) {
    case CADRE_OPTION_HELP:
        return &self->help;
    case CADRE_OPTION_VERSION:
        return &self->version;
    case CADRE_OPTION_QUIET:
        return &self->quiet;
    case CADRE_OPTION_JSON:
        return &self->json;
    case CADRE_OPTION_DRY_RUN:
        return &self->dry_run;
    case CADRE_OPTION_SERIES:
        return &self->series;
    case CADRE_OPTION_FORCE:
        return &self->force;
    case CADRE_OPTION_STORY:
        return &self->story;
    case CADRE_OPTION_NO_POSTERIOR:
        return &self->no_posterior;
    case CADRE_OPTION_DROP_FAILED:
        return &self->drop_failed;
    default:
        return NULL;
    }
}

/* Where a text that is taken as it is goes, and what it may be; NULL: the option has another value.
 */
static const char **text_of(cadre_arguments_t *self, int option, const char **allowed)
{
    *allowed = "a CSV file";
    switch (option) {
    case CADRE_OPTION_POSTERIOR:
        return &self->posterior;
    case CADRE_OPTION_DESIGN:
        return &self->design;
    case CADRE_OPTION_OUTCOMES:
        return &self->outcomes;
    case CADRE_OPTION_WHEN:
        *allowed = "OUTCOME < NUMBER";
        return &self->when;
    case CADRE_OPTION_OUTPUT:
        *allowed = "a folder";
        return &self->output;
    case CADRE_OPTION_TRACE:
        *allowed = "a person's ID";
        return &self->trace;
    default:
        return NULL;
    }
}

/* Within what a 32-bit number counts, from `least` on. */
static int read_count(const char *option, const char *value, uint64_t least, const char *allowed,
                      int64_t *out, cadre_error_t *err)
{
    uint64_t whole = 0;
    const int status = read_whole(option, value, least, UINT32_MAX, allowed, &whole, err);
    *out = (int64_t)whole;
    return status;
}

/* From 1 to `most`, into an int. */
static int read_small(const char *option, const char *value, uint64_t most, const char *allowed,
                      int *out, cadre_error_t *err)
{
    uint64_t whole = 0;
    const int status = read_whole(option, value, 1, most, allowed, &whole, err);
    *out = (int)whole;
    return status;
}

static int read_keep_runs(cadre_arguments_t *self, const char *option, const char *value,
                          cadre_error_t *err)
{
    if (strcmp(value, "all") != 0)
        return read_count(option, value, 0, "a whole number from 0 to 4294967295, or all",
                          &self->keep_runs, err);
    self->keep_runs = CADRE_KEEP_ALL;
    return 0;
}

static int read_levels(cadre_arguments_t *self, const char *option, const char *value,
                       cadre_error_t *err)
{
    static const char allowed[] = "an even number from 2 to 1000";
    const int status = read_small(option, value, 1000, allowed, &self->levels, err);
    return status == 0 && self->levels % 2 != 0 ? bad_value(option, value, allowed, err) : status;
}

static int read_seed(cadre_arguments_t *self, const char *option, const char *value,
                     cadre_error_t *err)
{
    self->has_seed = true;
    return read_whole(option, value, 0, UINT64_MAX, "a whole number from 0 to 18446744073709551615",
                      &self->seed, err);
}

/* Numbers, settings and choices. */
static int read_value(cadre_arguments_t *self, int option, const char *written, const char *value,
                      cadre_error_t *err)
{
    const int side = option == CADRE_OPTION_SET_B;
    switch (option) {
    case CADRE_OPTION_THREADS:
        return read_small(written, value, 1024, "a whole number from 1 to 1024", &self->threads,
                          err);
    case CADRE_OPTION_SEED:
        return read_seed(self, written, value, err);
    case CADRE_OPTION_RUNS:
        return read_count(written, value, 1, "a whole number from 1 to 4294967295", &self->runs,
                          err);
    case CADRE_OPTION_KEEP_RUNS:
        return read_keep_runs(self, written, value, err);
    case CADRE_OPTION_RANDOMIZATIONS:
        return read_small(written, value, 1000, "a whole number from 1 to 1000",
                          &self->randomizations, err);
    case CADRE_OPTION_LEVELS:
        return read_levels(self, written, value, err);
    case CADRE_OPTION_SHARD:
        return read_shard(self, written, value, err);
    case CADRE_OPTION_SET:
        return read_setting(self->settings, &self->setting_count, written, value, err);
    case CADRE_OPTION_SET_A:
    case CADRE_OPTION_SET_B:
        return read_setting(self->side_settings[side], &self->side_setting_count[side], written,
                            value, err);
    case CADRE_OPTION_ESTIMATOR:
        return read_choice(written, value, ESTIMATORS, &self->estimator, err);
    case CADRE_OPTION_EVERY:
        return read_every(self, written, value, err);
    default: /* FORMAT */
        return read_format(self, written, value, err);
    }
}

/* Takes `value` (NULL for a switch) of `option`, which the command line writes as `written`. */
static int take(cadre_arguments_t *self, int option, const char *written, const char *value,
                cadre_error_t *err)
{
    const char *allowed = NULL;
    bool *on = switch_of(self, option);
    const char **text = text_of(self, option, &allowed);
    if (on != NULL) {
        *on = true;
        return 0;
    }
    if (text != NULL)
        return read_text(text, written, value, allowed, err);
    return read_value(self, option, written, value, err);
}

/* ------------------------------------------------------------------------------------- words */

/* What is left to read. */
typedef struct {
    char *const *words;
    int count, next;
} words_t;

static int unknown_option(const cadre_command_t *command, const char *written, const char *name,
                          cadre_error_t *err)
{
    const char *of = command != NULL ? command->name : "";
    const char *space = command != NULL ? " " : "";
    for (int i = CADRE_OPTION_COMMON_; i < CADRE_OPTION_VERSION; i++) {
        const bool short_form = name[1] == '\0' && name[0] == options[i].letter;
        if (!short_form && strcmp(options[i].name, name) != 0)
            continue;
        cadre_error_set(err, CADRE_ERROR_USAGE, "'cadre%s%s' has no option %s", space, of, written);
        int owner = 0;
        while (owner + 1 < COMMAND_COUNT && !command_takes(&commands[owner], i))
            owner++;
        cadre_error_hint(err, "'cadre %s' has", commands[owner].name);
        cadre_error_key(err, written);
        return CADRE_ERROR_USAGE;
    }
    const char *names[CADRE_OPTION_COUNT];
    int count = 0;
    for (int i = 0; i < CADRE_OPTION_COUNT; i++)
        if (command_takes(command, i))
            names[count++] = options[i].name;
    cadre_error_set(err, CADRE_ERROR_USAGE, "unknown option %s", written);
    cadre_error_key(err, written);
    const char *nearest = cadre_nearest(name, names, count);
    if (nearest != NULL)
        cadre_error_hint(err, "did you mean --%s?", nearest);
    else
        cadre_error_hint(err, "'cadre%s%s --help' lists its options", space, of);
    return CADRE_ERROR_USAGE;
}

static int missing_value(const char *written, int option, cadre_error_t *err)
{
    cadre_error_set(err, CADRE_ERROR_USAGE, "%s needs a value: %s %s", written, written,
                    options[option].value);
    cadre_error_key(err, written);
    return CADRE_ERROR_USAGE;
}

/* --name, --name=value, --name value */
static int read_long(cadre_arguments_t *self, words_t *words, cadre_error_t *err)
{
    const char *word = words->words[words->next++] + 2;
    const size_t length = strcspn(word, "=");
    const char *value = word[length] == '=' ? word + length + 1 : NULL;
    char name[64] = "", written[68];
    strncat(name, word, length < sizeof name ? length : sizeof name - 1);
    strcat(strcpy(written, "--"), name);
    int option = 0;
    while (option < CADRE_OPTION_COUNT && strcmp(options[option].name, name) != 0)
        option++;
    if (option == CADRE_OPTION_COUNT || !command_takes(self->command, option))
        return unknown_option(self->command, written, name, err);
    if (options[option].value == NULL && value != NULL) {
        cadre_error_key(err, written);
        return cadre_error_set(err, CADRE_ERROR_USAGE, "%s takes no value", written);
    }
    if (options[option].value != NULL && value == NULL) {
        if (words->next == words->count)
            return missing_value(written, option, err);
        value = words->words[words->next++];
    }
    return take(self, option, written, value, err);
}

/* -q, -n 5, -n5, -qn5 */
static int read_short(cadre_arguments_t *self, words_t *words, cadre_error_t *err)
{
    const char *letters = words->words[words->next++] + 1;
    int status = 0;
    while (*letters != '\0' && status == 0) {
        const char written[3] = {'-', *letters, '\0'};
        const char name[2] = {*letters++, '\0'};
        int option = 0;
        while (option < CADRE_OPTION_COUNT && options[option].letter != name[0])
            option++;
        if (option == CADRE_OPTION_COUNT || !command_takes(self->command, option))
            return unknown_option(self->command, written, name, err);
        const char *value = NULL;
        if (options[option].value != NULL) {
            if (*letters == '\0' && words->next == words->count)
                return missing_value(written, option, err);
            value = *letters != '\0' ? letters : words->words[words->next++];
            letters = "";
        }
        status = take(self, option, written, value, err);
    }
    return status;
}

static int read_operand(cadre_arguments_t *self, const char *word, cadre_error_t *err)
{
    if (self->command == NULL) {
        self->command = cadre_command_find(word, err);
        return self->command != NULL ? 0 : CADRE_ERROR_USAGE;
    }
    if (self->command->most >= 0 && self->operand_count == self->command->most) {
        cadre_error_set(err, CADRE_ERROR_USAGE, "'cadre %s' has no use for '%s'",
                        self->command->name, word);
        cadre_error_found(err, word);
        cadre_error_hint(err, "cadre %s%s%s", self->command->name,
                         *self->command->operands ? " " : "", self->command->operands);
        return CADRE_ERROR_USAGE;
    }
    self->operands[self->operand_count++] = word;
    return 0;
}

static int read_words(cadre_arguments_t *self, words_t *words, cadre_error_t *err)
{
    bool only_operands = false;
    int status = 0;
    while (status == 0 && words->next < words->count) {
        const char *word = words->words[words->next];
        if (!only_operands && strcmp(word, "--") == 0) {
            only_operands = true;
            words->next++;
        } else if (!only_operands && strncmp(word, "--", 2) == 0) {
            status = read_long(self, words, err);
        } else if (!only_operands && word[0] == '-' && word[1] != '\0') {
            status = read_short(self, words, err);
        } else {
            words->next++;
            status = read_operand(self, word, err);
        }
    }
    return status;
}

/* What shapes the series of a sweep means nothing without them. */
static int check_series(const cadre_arguments_t *self, cadre_error_t *err)
{
    if (self->series || (!self->has_every && self->keep_runs < 0))
        return 0;
    const char *option = self->has_every ? "--every" : "--keep-runs";
    cadre_error_key(err, option);
    cadre_error_set(err, CADRE_ERROR_USAGE, "%s is for the series of a sweep: add --series",
                    option);
    return CADRE_ERROR_USAGE;
}

/* A story is of one run, and all that standard output gets. */
static int check_story(const cadre_arguments_t *self, bool streams, cadre_error_t *err)
{
    const char *other = self->json            ? "--json"
                        : self->trace != NULL ? "--trace"
                        : streams             ? "-o -"
                                              : NULL;
    if (other != NULL)
        return cadre_error_set(err, CADRE_ERROR_USAGE,
                               "--story and %s both want standard output: choose one", other);
    if (self->runs <= 1)
        return 0;
    cadre_error_set(err, CADRE_ERROR_USAGE, "--story tells one run: -n cannot be %lld",
                    (long long)self->runs);
    cadre_error_key(err, "-n");
    cadre_error_allowed(err, "1");
    cadre_error_hint(err, "another --seed tells another story");
    return CADRE_ERROR_USAGE;
}

static int check_together(const cadre_arguments_t *self, cadre_error_t *err)
{
    const cadre_command_t *command = self->command;
    if (command == NULL || self->help)
        return 0;
    if (strncmp(command->operands, "METHOD", 6) == 0 && self->operand_count < command->least)
        return cadre_error_set(
            err, CADRE_ERROR_USAGE,
            "'cadre %s' needs a METHOD: morris, sobol, pawn, delta, prim or shapley%s",
            command->name, command->least > 1 ? "; and a DESIGN" : "");
    if (self->operand_count < command->least) {
        if (command->least > 1)
            cadre_error_set(err, CADRE_ERROR_USAGE, "'cadre %s' needs two scenarios: %s",
                            command->name, command->operands);
        else
            cadre_error_set(err, CADRE_ERROR_USAGE, "'cadre %s' needs a %s", command->name,
                            strcmp(command->operands, "FILE...") == 0  ? "FILE"
                            : strcmp(command->operands, "DIR...") == 0 ? "DIR"
                                                                       : command->operands);
        if (strstr(command->operands, "DESIGN") == NULL && strstr(command->operands, "DIR") == NULL)
            cadre_error_hint(err, "'cadre list' shows the scenarios");
        return CADRE_ERROR_USAGE;
    }
    const bool streams = self->output != NULL && strcmp(self->output, "-") == 0;
    const bool study =
        command->obey == cadre_command_compare || command->obey == cadre_command_score ||
        command->obey == cadre_command_ablate || command->obey == cadre_command_analyze ||
        command->obey == cadre_command_sweep || command->obey == cadre_command_sensitivity ||
        command->obey == cadre_command_calibrate;
    if (streams && study)
        return cadre_error_set(err, CADRE_ERROR_USAGE,
                               "'cadre %s' writes a folder: only 'cadre run' takes -o -",
                               command->name);
    if (command->obey == cadre_command_sweep && check_series(self, err) != 0)
        return CADRE_ERROR_USAGE;
    if (self->posterior != NULL && (self->no_posterior || self->trace != NULL))
        return cadre_error_set(err, CADRE_ERROR_USAGE, "--posterior and %s exclude each other",
                               self->no_posterior ? "--no-posterior" : "--trace");
    if (self->story)
        return check_story(self, streams, err);
    if (streams && self->json && self->trace == NULL)
        return cadre_error_set(err, CADRE_ERROR_USAGE,
                               "--json and -o - both want standard output: choose one");
    if (self->trace != NULL && self->output != NULL && !streams)
        return cadre_error_set(err, CADRE_ERROR_USAGE,
                               "--trace writes no folder: it prints to standard output");
    return 0;
}

int cadre_arguments_parse(int argc, char *const *argv, cadre_arguments_t *self, cadre_error_t *err)
{
    *self =
        (cadre_arguments_t){.keep_runs = -1, .every = CADRE_EVERY_MONTH, .shard = 1, .shards = 1};
    /* an error on an earlier word must already be told as --json asks */
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        self->json |= strcmp(argv[i], "--json") == 0;
    self->operands = cadre_alloc((size_t)argc, sizeof *self->operands);
    self->settings = cadre_alloc((size_t)argc, sizeof *self->settings);
    for (int side = 0; side < 2; side++)
        self->side_settings[side] = cadre_alloc((size_t)argc, sizeof *self->side_settings[side]);
    if (self->operands == NULL || self->settings == NULL || self->side_settings[0] == NULL ||
        self->side_settings[1] == NULL)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    words_t words = {.words = argv, .count = argc, .next = 1};
    const int status = read_words(self, &words, err);
    return status == 0 ? check_together(self, err) : status;
}

void cadre_arguments_free(cadre_arguments_t *self)
{
    cadre_free(self->operands);
    cadre_free(self->settings);
    cadre_free(self->side_settings[0]);
    cadre_free(self->side_settings[1]);
    *self = (cadre_arguments_t){0};
}
