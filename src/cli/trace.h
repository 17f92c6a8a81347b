/* `cadre run --trace ID`: the weeks of one person in one run. */
#ifndef CADRE_TRACE_H
#define CADRE_TRACE_H

#include "cli/arguments.h"
#include "scenario/scenario.h"

/* Prints the person's weeks to standard output, as CSV or as the --json object. CADRE_ERROR_USAGE
 * for an ID that is none, CADRE_ERROR_INPUT for a person who does not exist or never appears. */
int cadre_trace(const cadre_arguments_t *arguments, const cadre_scenario_t *scenario, uint64_t seed,
                cadre_error_t *err);

#endif
