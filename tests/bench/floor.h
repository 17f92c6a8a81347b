/* The floor: the least that a keyed, individual-based week could be. Every person has the four
 * words of its week drawn, as the model draws them, branch by branch in its layout, and one test
 * whether it leaves. Compiled for each instruction set, as the model is. */
#ifndef CADRE_BENCH_FLOOR_H
#define CADRE_BENCH_FLOOR_H

#include <stdint.h>

/* `branches` of `size` people each, at multiples of CADRE_LANES in the columns. */
typedef struct {
    const uint64_t *id;
    const float *hazard; /* probability of leaving this week */
    int branches, size;
} floor_people_t;

/* How many leave in the week: in a run of the historical scenario's length `week` counts on. */
typedef uint64_t (*floor_week_t)(const floor_people_t *people, uint32_t week);
uint64_t floor_week(const floor_people_t *people, uint32_t week);
uint64_t floor_week_v3(const floor_people_t *people, uint32_t week);
uint64_t floor_week_v4(const floor_people_t *people, uint32_t week);

#endif
