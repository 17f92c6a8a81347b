/* Sharing an effect out among factors that are there or not: Shapley values (Shapley 1953) and
 * interactions of pairs (Grabisch & Roubens 1999) of complete two-level designs, with intervals
 * over the draws at which the design was repeated. What an outcome is with a set S of factors there
 * is the worth v(S) of the coalition S. */
#ifndef CADRE_SHAPLEY_H
#define CADRE_SHAPLEY_H

#include "analysis/indices.h"

enum { CADRE_MOST_FACTORS = 6 };

/* Shapley value of each factor, [factors], of the worths `v`, [2^factors]: bit j of the place is
 * set where factor j is there. The mean, over all orders in which factors may come, of what each
 * adds when it comes; together they are v(all) - v(none). */
void cadre_shapley_values(const double *v, int factors, double *out);
/* Interaction index of the pair i, j: the same mean of what both add beyond what each adds alone.
 * Above 0 they need one another, below 0 one can stand for the other. */
double cadre_shapley_interaction(const double *v, int factors, int i, int j);

/* The same game at several draws. */
typedef struct {
    const double *worths; /* [unit][2^factors] */
    int64_t units;        /* at least 2 */
} cadre_games_t;

/* Means over the units and their 95 % intervals (bootstrap of units): `value` of nothing and of all
 * factors (inputs CADRE_INPUT_NONE and CADRE_INPUT_ALL), of each factor `shapley`, `alone` (added
 * to nothing) and `last` (added to all others), of each pair `interaction`. With `prior` (else
 * NULL) the same of these, each name with "_prior" after it, and how far the former are from the
 * latter, with "_difference": independent samples. CADRE_ERROR_MEMORY. */
int cadre_attribute(const cadre_games_t *games, const cadre_games_t *prior, int factors,
                    const cadre_resampling_t *resampling, cadre_indices_t *out);

#endif
