/* Experiment designs: which points of the space of inputs are looked at. Pure: no files; whoever
 * reads a design from a file (experiment/) or writes one by hand fills the structures, and gets the
 * points. A point holds one double per input; inputs whose values are texts hold their index. */
#ifndef CADRE_DESIGN_H
#define CADRE_DESIGN_H

#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

/* How the values of an input are written. */
typedef enum {
    CADRE_INPUT_REAL,
    CADRE_INPUT_INTEGER,
    CADRE_INPUT_BOOLEAN, /* 0 or 1 */
    CADRE_INPUT_DATE,    /* days since 1970-01-01 */
    CADRE_INPUT_TEXT     /* index into `texts` */
} cadre_input_kind_t;

typedef enum {
    CADRE_DISTRIBUTION_UNIFORM,
    CADRE_DISTRIBUTION_LOGUNIFORM,
    CADRE_DISTRIBUTION_NORMAL,     /* centre: mean; spread: standard deviation */
    CADRE_DISTRIBUTION_LOGNORMAL,  /* centre: median; spread: that of the logarithm */
    CADRE_DISTRIBUTION_TRIANGULAR, /* centre: mode */
    CADRE_DISTRIBUTION_LIST        /* one of `values`, all equally likely */
} cadre_distribution_t;

typedef struct {
    const char *name;
    cadre_input_kind_t kind;
    cadre_distribution_t distribution;
    double low, high;      /* both included; a normal or lognormal one is cut there; may be infinite
                              for these two, never for the others; not of a LIST */
    double centre, spread; /* see the distribution */
    const double *values;  /* LIST */
    int value_count;
    const char *const *texts; /* TEXT: [value_count] */
    double base;              /* where one-factor-at-a-time stands; NaN = not known */
} cadre_input_t;

typedef enum { CADRE_LESS, CADRE_LESS_EQUAL, CADRE_GREATER, CADRE_GREATER_EQUAL } cadre_relation_t;

/* The value of input `left` must stand in `relation` to that of input `right`. */
typedef struct {
    int left, right;
    cadre_relation_t relation;
} cadre_constraint_t;

typedef enum {
    CADRE_METHOD_GRID,      /* every combination of values */
    CADRE_METHOD_OFAT,      /* the base, then one input after the other through its values */
    CADRE_METHOD_ZIP,       /* first values of all, second values of all, … */
    CADRE_METHOD_TABLE,     /* as listed */
    CADRE_METHOD_RANDOM,    /* independent draws */
    CADRE_METHOD_LHS,       /* Latin hypercube (McKay et al. 1979) */
    CADRE_METHOD_SOBOL,     /* Sobol' sequence, plain or in blocks for variance-based sensitivity */
    CADRE_METHOD_HALTON,    /* Halton sequence */
    CADRE_METHOD_MORRIS,    /* trajectories (Morris 1991) */
    CADRE_METHOD_FACTORIAL, /* every combination of two-level factors at each of many draws */
    CADRE_METHOD_ABC,       /* these two are calibrations: they have no points beforehand */
    CADRE_METHOD_ABC_SMC,
    CADRE_METHOD_COUNT
} cadre_method_t;

typedef enum {
    CADRE_RANDOMIZE_NONE,  /* the sequence as it is, its origin first */
    CADRE_RANDOMIZE_SHIFT, /* Sobol': digital shift; Halton: shift modulo 1 */
    CADRE_RANDOMIZE_OWEN   /* Sobol' only: nested uniform scrambling (Owen 1995) */
} cadre_randomize_t;

typedef struct {
    const cadre_input_t *inputs;
    int input_count;
    cadre_method_t method;
    /* RANDOM, LHS, HALTON, TABLE: points; SOBOL: points, or blocks; MORRIS: trajectories;
     * FACTORIAL: draws in `table` */
    int64_t points;
    bool centred; /* LHS: in the middle of each stratum, not anywhere in it */
    bool blocks;  /* SOBOL: rows A, AB1 .. ABD, (BA1 .. BAD,) B of each block (Saltelli 2002) */
    bool second_order; /* SOBOL: with the BA rows */
    /* SOBOL, HALTON: so many independent randomisations of `points` each, one after the other */
    int randomizations;
    cadre_randomize_t randomize;
    int levels; /* MORRIS: even, at least 2 */
    /* MORRIS: group of each input, from 0; NULL: each is its own. FACTORIAL: its factor, whose
     * values are (without, with); -1: it is drawn */
    const int *group_of;
    int group_count;
    const char *const *factor_names; /* FACTORIAL: [group_count] */
    int64_t prior_points;            /* FACTORIAL: draws from the distributions, after the others */
    const double *table;             /* TABLE, FACTORIAL: [points][inputs] */
    const cadre_constraint_t *constraints;
    int constraint_count;
    uint64_t seed;
} cadre_design_t;

typedef struct {
    int64_t points;
    int inputs;
    double *values;  /* [point][input] */
    int32_t *blocks; /* [point] from 1: points that belong together; else the point's own number */
    int32_t *roles;  /* [point] see cadre_role_name */
    int64_t dropped; /* points of a grid that break a constraint */
} cadre_sample_t;

/* Roles of FACTORIAL: which draws, and from the second bit on which factors are there. */
enum { CADRE_ROLE_POSTERIOR, CADRE_ROLE_PRIOR };
enum { CADRE_NO_ROLE = -1, CADRE_ROLE_SIZE = 640, CADRE_MOST_POINTS = 1 << 30 };

const char *cadre_method_name(cadre_method_t method); /* as design files write it */

/* All points of the design, in their order; the same for the same design. CADRE_ERROR_INPUT when
 * the method cannot be had of these inputs, saying why and what is allowed; CADRE_ERROR_MEMORY.
 * Free it even then. Takes 8 bytes per point and input. */
int cadre_design_sample(const cadre_design_t *design, cadre_sample_t *out, cadre_error_t *err);
void cadre_sample_free(cadre_sample_t *self);
/* "A", "AB3", "BA3", "B" in blocks of SOBOL; the step of a trajectory of MORRIS, from "0";
 * "posterior" or "prior" of FACTORIAL, with the factors that are there ("prior rival+culture");
 * else
 * "".
 * Returns `out`. */
char *cadre_role_name(const cadre_design_t *design, int32_t role, char out[CADRE_ROLE_SIZE]);

/* The value of an input where its distribution function is u, 0 <= u <= 1 (u strictly inside for
 * unbounded ones). GSL's quantile functions. */
double cadre_input_value(const cadre_input_t *input, double u);
/* The `level`-th of `levels` values from low to high, evenly on the scale of the distribution. */
double cadre_input_level(const cadre_input_t *input, int level, int levels);

/* Whether all constraints hold at a point. */
bool cadre_constraints_hold(const cadre_design_t *design, const double *point);

#endif
