/* Environment: class struggle (a given series), movement waves, renewal of pools.
 *
 *   W(t) = min(2, sum over waves of size x shape): a linear rise over rise_weeks, a hold, then
 *   exp(-(t - end of hold)/decay_weeks). Waves are scripted and, if the generator is on, shot
 *   noise: begun at a rate a year, sizes exponential.
 *
 *   Pools: on campus, in the first week of September, each person already met is replaced with
 *   probability campus_refresh; in the city and at work at a slow rate, so that people met once
 *   stay met. The counts are binomial, so a pool never passes its full size. */
#include "base/sampling.h"
#include "model/mechanisms.h"
#include "model/members.h"

static const float WAVE_MAX = 2.0f;
static const int SEPTEMBER = 9;

static void add_wave(cadre_world_t *world, const cadre_wave_spec_t *wave)
{
    const int32_t steps = world->specification->steps;
    for (int32_t t = wave->step < 0 ? 0 : wave->step; t <= steps; t++) {
        const float age = (float)(t - wave->step);
        const float fading = age - wave->rise_weeks - wave->hold_weeks;
        float shape = 1.0f;
        if (age < wave->rise_weeks)
            shape = age / wave->rise_weeks;
        else if (fading > 0)
            shape = (float)cadre_exp(-(double)fading / (double)wave->decay_weeks);
        if (shape < 1e-6f && fading > 0)
            break;
        world->wave_series[t] += wave->size * shape;
    }
}

static void generate_waves(cadre_world_t *world)
{
    const cadre_specification_t *specification = world->specification;
    const double begins =
        cadre_probability((double)specification->wave_generator.rate_per_year * CADRE_WEEK_YEARS);
    for (int32_t t = 0; t <= specification->steps; t++) {
        const cadre_words_t words =
            cadre_draw(world->luck, world->id, (uint32_t)t, CADRE_DRAW_WAVE, 0);
        if (cadre_uniform(words.word[0]) >= begins)
            continue;
        const float size = (float)(-(double)specification->wave_generator.mean_size *
                                   cadre_log(cadre_uniform(words.word[1])));
        add_wave(world,
                 &(cadre_wave_spec_t){NULL, t, size, specification->wave_generator.rise_weeks,
                                      specification->wave_generator.hold_weeks,
                                      specification->wave_generator.decay_weeks});
        world->wave_begins[t] = size;
    }
}

void cadre_environment_begin(cadre_world_t *world)
{
    const cadre_specification_t *specification = world->specification;
    for (int32_t t = 0; t <= specification->steps; t++)
        world->wave_series[t] = world->wave_begins[t] = 0;
    for (int w = 0; w < specification->wave_count; w++)
        add_wave(world, &specification->waves[w]);
    if (specification->wave_generator.on)
        generate_waves(world);
    for (int32_t t = 0; t <= specification->steps; t++)
        if (world->wave_series[t] > WAVE_MAX)
            world->wave_series[t] = WAVE_MAX;
}

static void report_waves(cadre_world_t *world)
{
    const cadre_specification_t *specification = world->specification;
    for (int w = 0; w < specification->wave_count; w++)
        if (specification->waves[w].step == world->now)
            cadre_report(world, NULL, CADRE_EVENT_wave, specification->waves[w].id, CADRE_NONE,
                         (double)specification->waves[w].size);
    if (world->wave_begins[world->now] > 0)
        cadre_report(world, NULL, CADRE_EVENT_wave, "generated", CADRE_NONE,
                     (double)world->wave_begins[world->now]);
}

/* People met before are replaced by new ones, each with probability 1 - exp(-hazard). */
static void renew(cadre_world_t *world, cadre_site_t *site, cadre_milieu_t pool, double hazard)
{
    const int64_t met = site->full[pool] - site->pool[pool];
    if (met <= 0 || hazard <= 0)
        return;
    const cadre_words_t words =
        cadre_draw(world->luck, site->pool_id[pool], (uint32_t)world->now, CADRE_DRAW_POOL, 0);
    site->pool[pool] += cadre_binomial_of_hazard(met, hazard, cadre_uniform(words.word[3]));
}

void cadre_environment_week(cadre_world_t *world)
{
    if (!cadre_world_has(world, CADRE_MECHANISM_environment)) {
        world->wave = world->climate = world->need = world->norm = 0;
        return;
    }
    world->need = world->specification->need[world->now];
    world->norm = world->specification->norm[world->now];
    world->wave = world->wave_series[world->now];
    world->climate = world->specification->climate[world->now];
    report_waves(world);
    if (!world->month_begins)
        return;
    const cadre_world_parameters_t *p = &world->parameters;
    const double month = 1.0 / 12.0;
    const double campus = -cadre_log(1.0 - cadre_clamp(p->pools_campus_refresh, 0, 0.999999));
    for (int32_t s = 0; s < world->specification->site_count; s++) {
        cadre_site_t *site = &world->sites[s];
        if (world->month == SEPTEMBER)
            renew(world, site, CADRE_MILIEU_CAMPUS, campus);
        renew(world, site, CADRE_MILIEU_CITY, p->pools_city_refresh * month);
        renew(world, site, CADRE_MILIEU_WORKPLACE, p->pools_workplace_refresh * month);
    }
}
