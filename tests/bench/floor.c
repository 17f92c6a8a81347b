#include "floor.h"

#include "base/numeric.h"
#include "base/random.h"
#include "model/identities.h"

static int round_up(int n)
{
    return (n + FLOOR_LANES - 1) / FLOOR_LANES * FLOOR_LANES;
}

/* At most FLOOR_BLOCK people of one branch. */
static uint32_t leavers(const uint64_t *restrict id, const float *restrict hazard, int count,
                        uint32_t week)
{
    uint32_t words[4][FLOOR_BLOCK];
    const uint32_t *restrict word = words[0];
    const int lanes = round_up(count);
    uint32_t left = 0;
    cadre_draw_many((cadre_luck_t){1977, 1}, id, lanes, week, CADRE_DRAW_PERSON_WEEK, 0, words[0],
                    FLOOR_BLOCK);
    for (int i = 0; i < lanes; i++)
        left += (uint32_t)(i < count) & (uint32_t)(word[i] < cadre_threshold(hazard[i]));
    return left;
}

uint64_t floor_week(const floor_people_t *people, uint32_t week)
{
    const int stride = round_up(people->size);
    uint64_t left = 0;
    for (int b = 0; b < people->branches; b++)
        for (int first = 0; first < people->size; first += FLOOR_BLOCK) {
            const int rest = people->size - first;
            const int at = b * stride + first;
            left += leavers(people->id + at, people->hazard + at,
                            rest < FLOOR_BLOCK ? rest : FLOOR_BLOCK, week);
        }
    return left;
}
