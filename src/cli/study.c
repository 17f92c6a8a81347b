#include "cli/study.h"

#include "cli/machine.h"
#include "cli/signals.h"
#include "cli/writing.h"
#include "model/world.h"

#include <string.h>

/* People a world must be able to hold: as many as may be, else as many as there are at first. */
static double people_of(const cadre_specification_t *specification)
{
    double founders = 0;
    for (int o = 0; o < specification->organization_count; o++)
        founders += (double)specification->organizations[o].founders.members *
                    specification->organizations[o].copies;
    const double limit = specification->parameters.limits_members;
    return limit > founders ? limit : founders;
}

int cadre_study_check_memory(const cadre_scenario_t *scenario, int64_t runs, double worlds,
                             double more, cadre_error_t *err)
{
    const double people = people_of(&scenario->specification);
    const double needed = worlds * cadre_world_bytes(&scenario->specification, people) + more;
    const double available = cadre_machine_memory();
    char count[CADRE_WORD_SIZE], words[CADRE_WORD_SIZE];
    if (available <= 0 || needed <= available)
        return 0;
    cadre_error_set(err, CADRE_ERROR_MEMORY,
                    "%s may need %.1f GB (%s runs, %.0f at once, of up to %s people), and %.1f GB "
                    "are free",
                    scenario->name, needed / 1e9, cadre_word_count((double)runs, words), worlds,
                    cadre_word_count(people, count), available / 1e9);
    cadre_error_hint(err, "lower limits.members, --threads or -n");
    return CADRE_ERROR_MEMORY;
}

void cadre_write_shell_word(cadre_text_t *out, const char *word)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.=/:+-";
    if (*word != '\0' && strspn(word, plain) == strlen(word)) {
        cadre_text_add(out, word);
        return;
    }
    cadre_text_add(out, "'");
    for (; *word != '\0'; word++)
        cadre_text_add_n(out, *word == '\'' ? "'\\''" : word, *word == '\'' ? 4 : 1);
    cadre_text_add(out, "'");
}

void cadre_write_settings(cadre_text_t *out, const char *option, const char *const *values,
                          int count)
{
    for (int i = 0; i < count; i++) {
        cadre_text_addf(out, " %s ", option);
        cadre_write_shell_word(out, values[i]);
    }
}

uint64_t cadre_study_seed(const cadre_arguments_t *arguments, const cadre_scenario_t *scenario)
{
    return arguments->has_seed ? arguments->seed : scenario->seed;
}

int64_t cadre_study_runs(const cadre_arguments_t *arguments)
{
    return arguments->runs > 0 ? arguments->runs : CADRE_DEFAULT_RUNS;
}

int cadre_study_threads(const cadre_arguments_t *arguments)
{
    return arguments->threads > 0 ? arguments->threads : cadre_available_threads();
}

cadre_pool_options_t cadre_study_pool_options(const cadre_arguments_t *arguments, uint64_t seed)
{
    return (cadre_pool_options_t){.seed = seed,
                                  .runs = cadre_study_runs(arguments),
                                  .threads = cadre_study_threads(arguments),
                                  .stop = cadre_signals_came};
}

int cadre_study_interrupted(const char *command, cadre_error_t *err)
{
    return cadre_error_set(
        err, CADRE_ERROR_INTERRUPTED,
        "interrupted: nothing was written; 'cadre %s' keeps only complete results", command);
}
