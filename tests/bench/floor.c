#include "floor.h"

#include "base/numeric.h"
#include "base/random.h"
#include "model/state.h"

static int round_up(int n, int to)
{
    return (n + to - 1) / to * to;
}

/* At most CADRE_BLOCK people of one branch. */
static uint32_t leavers(const uint64_t *restrict id, const float *restrict hazard, int count,
                        uint32_t week)
{
    uint32_t words[4][CADRE_BLOCK];
    const uint32_t *restrict word = words[0];
    const int lanes = round_up(count, CADRE_VECTOR);
    uint32_t left = 0;
    cadre_draw_many((cadre_luck_t){1977, 1}, id, lanes, week, CADRE_DRAW_PERSON_WEEK, 0, words[0],
                    CADRE_BLOCK);
    for (int i = 0; i < lanes; i++)
        left += (uint32_t)(i < count) & (uint32_t)(word[i] < cadre_threshold(hazard[i]));
    return left;
}

uint64_t floor_week(const floor_people_t *people, uint32_t week)
{
    const int stride = round_up(people->size, CADRE_LANES);
    uint64_t left = 0;
    for (int b = 0; b < people->branches; b++)
        for (int first = 0; first < people->size; first += CADRE_BLOCK) {
            const int rest = people->size - first;
            const int at = b * stride + first;
            left += leavers(people->id + at, people->hazard + at,
                            rest < CADRE_BLOCK ? rest : CADRE_BLOCK, week);
        }
    return left;
}
