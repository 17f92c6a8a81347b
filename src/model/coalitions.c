/* Coalitions and fronts (M09-M11, M94). A front is built with its parent's hours; those who take
 * part in it are counted, not persons. In a week, at a site where the parent has a branch:
 *
 *   joins      Binomial(reservoir, draw x movement hours of the branch x reputation/reservoir full)
 *   drifts off at fade (1 - W/2) a year, back to the reservoir
 *   converts   at convert x reputation a year, into the parent's branch
 *   mutiny     each term (the first weeks of February and September) with probability
 *              1 - exp(-mutiny control (1 - Omega)/2): all leave for good, `burned` of the site's
 *              share of the reservoir with them, and the parent loses reputation_loss of its
 *              reputation there; controlling behaviour wears it by .1 control (1 - Omega) a year
 *   feeds      Poisson(feed (1 - control) participants) a year come to where they may join from
 *              afar: a front without control feeds the movement instead
 *
 * Half of a lost reputation is back after reputation_years. Without a branch of the parent those
 * who are left drift off; a front of a parent that has ended ends when nobody is left. The front's
 * own parameters hold; openness is the parent's. */
#include "base/error.h"
#include "base/sampling.h"
#include "model/mechanisms.h"
#include "model/members.h"

static const double WEAR = 0.1; /* of reputation, a year, by full control */
enum { FEBRUARY = 2, SEPTEMBER = 9 };

typedef struct {
    cadre_organization_t *front, *parent;
    int32_t site;
    cadre_words_t words, losses;
    uint64_t id;
} place_t;

static int32_t take(cadre_presence_t *there, int64_t n)
{
    const int32_t taken = n < there->participants ? (int32_t)n : there->participants;
    there->participants -= taken;
    return taken;
}

static void leave(const place_t *place, cadre_presence_t *there, int32_t n)
{
    take(there, n);
    place->front->members -= n;
    cadre_count(place->front, CADRE_MEASURE_exits, n);
}

static void join(cadre_world_t *world, const place_t *place, cadre_presence_t *there,
                 const cadre_branch_t *branch, double reputation)
{
    const double wanted = place->front->parameters.coalitions_draw *
                          (double)branch->hours[CADRE_HOURS_wave] * reputation;
    if (wanted <= 0 || world->reservoir <= 0)
        return;
    const int64_t n =
        cadre_binomial_of_hazard(world->reservoir, wanted / (double)world->reservoir_full,
                                 cadre_uniform(place->words.word[0]));
    world->reservoir -= n;
    there->participants += (int32_t)n;
    place->front->members += (int32_t)n;
    cadre_count(place->front, CADRE_MEASURE_recruits, (double)n);
    cadre_count(place->front, CADRE_MEASURE_recruits_at_large, (double)n);
}

static void drift_off(cadre_world_t *world, const place_t *place, cadre_presence_t *there)
{
    const double rate = place->front->parameters.coalitions_fade * (1 - (double)world->wave / 2);
    const int64_t n = cadre_binomial_of_hazard(there->participants, rate * CADRE_WEEK_YEARS,
                                               cadre_uniform(place->words.word[1]));
    world->reservoir += n;
    cadre_count(place->front, CADRE_MEASURE_drifted, (double)n);
    leave(place, there, (int32_t)n);
}

static void convert(cadre_world_t *world, const place_t *place, cadre_presence_t *there,
                    double reputation)
{
    const double rate = place->front->parameters.coalitions_convert * reputation;
    const int64_t n = cadre_binomial_of_hazard(there->participants, rate * CADRE_WEEK_YEARS,
                                               cadre_uniform(place->words.word[2]));
    cadre_count(place->front, CADRE_MEASURE_converted, (double)n);
    leave(place, there, (int32_t)n);
    for (int64_t k = 0; k < n && world->error == CADRE_OK; k++)
        cadre_member_enrol(
            world, cadre_branch_at(world, place->parent, place->site),
            cadre_identity(CADRE_BIRTH_RECRUIT, place->id, (uint32_t)world->now, (uint32_t)k),
            place->site, CADRE_MEASURE_recruits_front);
}

static void mutiny(cadre_world_t *world, const place_t *place, cadre_presence_t *there)
{
    const cadre_parameters_t *p = &place->front->parameters;
    const int64_t of_site = (int64_t)((double)world->reservoir * world->sites[place->site].share);
    const int64_t burned =
        cadre_binomial(of_site, p->coalitions_burned, cadre_uniform(place->losses.word[0]));
    const int32_t n = there->participants;
    cadre_report(world, place->front, CADRE_EVENT_mutinied, NULL, place->site + 1, n);
    world->reservoir -= burned;
    world->home += burned + n;
    cadre_count(place->front, CADRE_MEASURE_mutinies, 1);
    cadre_count(place->front, CADRE_MEASURE_burned, (double)burned);
    cadre_count(place->front, CADRE_MEASURE_to_home, n);
    leave(place, there, n);
    place->parent->presence[place->site].reputation *= (float)(1 - p->coalitions_reputation_loss);
}

static double term_chance(const place_t *place)
{
    const cadre_parameters_t *p = &place->front->parameters;
    return cadre_probability(p->coalitions_mutiny * p->coalitions_control *
                             (1 - place->parent->openness) * 0.5);
}

static void feed(cadre_world_t *world, const place_t *place, const cadre_presence_t *there)
{
    const cadre_parameters_t *p = &place->front->parameters;
    const double mean =
        p->coalitions_feed * (1 - p->coalitions_control) * there->participants * CADRE_WEEK_YEARS;
    const int64_t n = cadre_poisson(mean, cadre_uniform(place->losses.word[1]));
    world->reservoir += n;
    cadre_count(place->front, CADRE_MEASURE_fed, (double)n);
}

/* ---------------------------------------------------------------- the week at a site */

static place_t place_at(const cadre_world_t *world, cadre_organization_t *front, int32_t site)
{
    const uint64_t id = cadre_identity(CADRE_BIRTH_PRESENCE, front->id, (uint32_t)site, 0);
    const uint32_t now = (uint32_t)world->now;
    return (place_t){
        .front = front,
        .parent = world->organizations[front->parent],
        .site = site,
        .words = cadre_draw(world->luck, id, now, CADRE_DRAW_FRONT, 0),
        .losses = cadre_draw(world->luck, id, now, CADRE_DRAW_FRONT_LOSS, 0),
        .id = id,
    };
}

static void live_at(cadre_world_t *world, const place_t *place)
{
    cadre_presence_t *there = &place->front->presence[place->site];
    float *reputation = &place->parent->presence[place->site].reputation;
    const cadre_parameters_t *p = &place->front->parameters;
    const bool term =
        world->month_begins && (world->month == FEBRUARY || world->month == SEPTEMBER);
    join(world, place, there, cadre_branch_at(world, place->parent, place->site),
         (double)*reputation);
    convert(world, place, there, (double)*reputation);
    drift_off(world, place, there);
    feed(world, place, there);
    if (there->participants == 0)
        return;
    *reputation *= (float)(1 - WEAR * p->coalitions_control * (1 - place->parent->openness) *
                                   CADRE_WEEK_YEARS);
    if (term && cadre_uniform(place->words.word[3]) < term_chance(place))
        mutiny(world, place, there);
}

static void forgive(cadre_world_t *world, const cadre_organization_t *front)
{
    cadre_organization_t *parent = world->organizations[front->parent];
    const float kept = (float)cadre_exp(-0.6931471805599453 * CADRE_WEEK_YEARS /
                                        front->parameters.coalitions_reputation_years);
    for (int32_t s = 0; s < world->specification->site_count; s++)
        parent->presence[s].reputation = 1 - (1 - parent->presence[s].reputation) * kept;
}

static void front_week(cadre_world_t *world, cadre_organization_t *front)
{
    forgive(world, front);
    for (int32_t s = 0; s < world->specification->site_count; s++) {
        cadre_presence_t *there = &front->presence[s];
        const bool led = world->organizations[front->parent]->presence[s].branch != CADRE_NONE;
        if (!led && there->participants == 0)
            continue;
        const place_t place = place_at(world, front, s);
        if (led)
            live_at(world, &place);
        else
            drift_off(world, &place, there);
    }
}

static bool has_ended(const cadre_organization_t *organization)
{
    return organization->ended != CADRE_NONE;
}

void cadre_coalitions_week(cadre_world_t *world)
{
    for (int32_t k = 0; k < world->order_count && world->error == CADRE_OK; k++) {
        cadre_organization_t *front = world->organizations[world->order[k]];
        if (front->kind != CADRE_KIND_FRONT || !cadre_organization_lives(front))
            continue;
        front_week(world, front);
        if (front->members == 0 && has_ended(world->organizations[front->parent]))
            cadre_coalitions_end(world, front, CADRE_END_DIED);
    }
}

void cadre_coalitions_end(cadre_world_t *world, cadre_organization_t *front, cadre_end_t end)
{
    for (int32_t s = 0; s < world->specification->site_count; s++) {
        const place_t place = place_at(world, front, s);
        const int32_t n = front->presence[s].participants;
        world->home += n;
        cadre_count(front, CADRE_MEASURE_to_home, n);
        leave(&place, &front->presence[s], n);
    }
    front->ended = world->now;
    front->end = end;
    cadre_report(world, front, CADRE_EVENT_ended, NULL, CADRE_NONE, CADRE_MISSING);
}

void cadre_coalitions_mutiny(cadre_world_t *world, cadre_organization_t *front)
{
    for (int32_t s = 0; s < world->specification->site_count; s++)
        if (front->presence[s].participants > 0) {
            const place_t place = place_at(world, front, s);
            mutiny(world, &place, &front->presence[s]);
        }
}
