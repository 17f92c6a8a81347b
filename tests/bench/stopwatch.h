/* Whose time it is: a stopwatch that runs on in one account at a time. */
#ifndef CADRE_BENCH_STOPWATCH_H
#define CADRE_BENCH_STOPWATCH_H

#include <stdbool.h>

/* The mechanisms, then what serves them; the last is everything else: the pass over people with its
 * blocks opened, written back and summed, those it has marked, and the books. */
typedef enum {
#define M(name, does, without) STOPWATCH_##name,
#include "params/mechanisms.def"
#undef M
    STOPWATCH_standing,
    STOPWATCH_script,
    STOPWATCH_ties,
    STOPWATCH_peaks,
    STOPWATCH_draws,
    STOPWATCH_rest,
    STOPWATCH_COUNT
} stopwatch_owner_t;

const char *stopwatch_name(stopwatch_owner_t owner);
/* From now on, in the account `rest`; off: the functions are called as if there were no stopwatch.
 */
void stopwatch_start(bool on);
/* Nanoseconds of each account since the last call or the start; what the stopwatch itself takes, as
 * measured on an empty function, is taken off. */
void stopwatch_read(double ns[STOPWATCH_COUNT]);

#endif
