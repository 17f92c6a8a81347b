/* The week in order:
 *
 *   environment -> effort -> recruitment -> socialization -> belief -> workload -> life course
 *   -> voice -> factions -> misconduct -> exit -> branches -> coalitions -> finance -> leadership
 *   -> dissolution -> observation
 *
 * What a mechanism reads of the group (branch, organization, site) is as it stood when the week
 * began; what it reads of the same person is this week's. Recruits act from the next week on. So
 * the week runs in passes, and no result depends on the order of organizations, branches or
 * threads:
 *
 *   opening  scripted events, foundings, environment, standing: part of the state one sees at a
 *            step
 *   A        scalars of organizations and branches, as the week begins
 *   B and C  draws, and one pass over all people, in blocks of one branch
 *   D        those the pass has marked, one by one
 *   E        sites: who joins
 *   F        what is rare: factions, cases, branches, money, leadership, the vote, endings
 */
#include "model/schedule.h"

#include "base/dates.h"
#include "base/error.h"
#include "base/memory.h"
#include "model/mechanisms.h"
#include "model/members.h"
#include "model/organizations.h"
#include "model/people.h"

#include <string.h>

/* ---------------------------------------------------------------- the opening and A */

static const int CONFERENCE_MONTH = 7; /* the annual conference: first week of July (M35) */

/* The convention is in the first week on or after 22 February. */
static int32_t weeks_to_convention(int32_t today)
{
    const int year = cadre_date_civil(today).year;
    int32_t day = cadre_date_days((cadre_civil_t){year, 2, 22});
    if (day <= today - 7)
        day = cadre_date_days((cadre_civil_t){year + 1, 2, 22});
    return day <= today ? 0 : (day - today + 6) / 7;
}

static void look_at_the_calendar(cadre_world_t *world)
{
    const int32_t today = world->specification->start_day + 7 * world->now;
    const int month = cadre_date_civil(today).month;
    world->month_begins = month != cadre_date_civil(today - 7).month;
    world->month = month;
    world->to_convention = weeks_to_convention(today);
    const bool conference = world->month_begins && month == CONFERENCE_MONTH;
    world->conference_age = conference ? 0 : world->conference_age + 1;
}

static void remember_branch(cadre_branch_t *branch)
{
    branch->start_count = branch->people.count;
    branch->start = branch->sums;
    branch->left = 0;
}

typedef void (*organization_part_t)(cadre_world_t *, cadre_organization_t *);

/* Calls `part` for every living organization that has people, by identity. */
static void for_each_organization(cadre_world_t *world, organization_part_t part)
{
    for (int32_t k = 0; k < world->order_count; k++) {
        cadre_organization_t *organization = world->organizations[world->order[k]];
        if (cadre_organization_lives(organization) && cadre_kind_has_people(organization->kind))
            part(world, organization);
    }
}

static void remember(cadre_world_t *world, cadre_organization_t *organization)
{
    organization->start_members = organization->members;
    organization->left = 0;
    organization->offspring = 0;
    for (int32_t k = -1; k < organization->branch_count; k++)
        remember_branch(cadre_branch_number(world, organization, k));
}

/* ---------------------------------------------------------------- B and C: all people */

static void add_tiles(cadre_world_t *world, int32_t branch)
{
    const int32_t count = world->branches[branch].start_count;
    for (int32_t first = 0; first < count; first += CADRE_TILE) {
        if (world->tile_count == world->tile_capacity) {
            const int32_t more = 2 * world->tile_capacity + 64;
            cadre_tile_t *grown = cadre_resize(world->tiles, (size_t)world->tile_capacity,
                                               (size_t)more, sizeof *grown);
            if (grown == NULL) {
                world->error = CADRE_ERROR_MEMORY;
                return;
            }
            world->tiles = grown;
            world->tile_capacity = more;
        }
        const int32_t rest = count - first;
        cadre_tile_t *tile = &world->tiles[world->tile_count++]; /* the pass makes the rest */
        tile->branch = branch;
        tile->first = first;
        tile->count = rest < CADRE_TILE ? rest : CADRE_TILE;
    }
}

static void tile_organization(cadre_world_t *world, cadre_organization_t *organization)
{
    add_tiles(world, organization->at_large);
    for (int32_t k = 0; k < organization->branch_count; k++)
        add_tiles(world, organization->branches[k]);
}

/* Columns of bytes, as lanes of 32 bits and back. Segments are multiples of CADRE_LANES, so these
 * may go to the next one. */
static void widen(const uint8_t *restrict from, int lanes, int32_t *restrict to)
{
    for (int i = 0; i < lanes; i += CADRE_LANES)
        for (int k = 0; k < CADRE_LANES; k++)
            to[i + k] = from[i + k];
}

static void narrow(const int32_t *restrict from, int lanes, uint8_t *restrict to)
{
    for (int i = 0; i < lanes; i += CADRE_LANES)
        for (int k = 0; k < CADRE_LANES; k++)
            to[i + k] = (uint8_t)from[i + k];
}

static void open_block(cadre_block_t *block, int32_t slot, int count)
{
    const cadre_people_t *people = &block->world->people;
    block->count = count;
    block->vectors = (count + CADRE_VECTOR - 1) / CADRE_VECTOR;
    block->commitment = people->commitment + slot;
    block->belief = people->belief + slot;
    block->energy = people->energy + slot;
    block->grievance = people->grievance + slot;
    block->hardship = people->hardship + slot;
    block->fear = people->fear + slot;
    block->threshold = people->threshold + slot;
    block->doctrine = people->doctrine + slot;
    block->spoke = people->spoke + slot;
    block->stigma_until = people->stigma_until + slot;
    block->joined = people->joined + slot;
    block->student_until = people->student_until + slot;
    block->tie_loss = people->tie_loss + slot;
    block->ties_of = people->ties_of + slot;
    const int lanes = cadre_lanes(block);
    widen(people->stage + slot, lanes, block->stage);
    widen(people->flags + slot, lanes, block->flags);
    widen(people->stance + slot, lanes, block->stance);
    for (int i = 0; i < lanes; i++)
        block->outcome[i] = 0;
    cadre_draw_many(block->world->luck, people->id + slot, lanes, (uint32_t)block->world->now,
                    CADRE_DRAW_PERSON_WEEK, 0, block->words[0], CADRE_BLOCK);
}

/* Back to the columns. */
static void write_block(const cadre_block_t *block, int32_t slot)
{
    const cadre_people_t *people = &block->world->people;
    const int lanes = cadre_lanes(block);
    narrow(block->stage, lanes, people->stage + slot);
    narrow(block->stance, lanes, people->stance + slot);
    narrow(block->outcome, lanes, people->outcome + slot);
}

/* What the people of a block add to sums, in fixed point; 0 beyond `count`. */
typedef struct {
    int32_t real[CADRE_BLOCK]; /* all bits or none */
    int32_t energy[CADRE_BLOCK];
    int32_t unpaid[CADRE_BLOCK]; /* drive without a post */
} parts_t;

/* All together; 64 x 1.5 x 2^20 at most. */
static void sum_values(const cadre_block_t *block, parts_t *parts, cadre_sums_t *sums)
{
    const int lanes = cadre_lanes(block);
    const int32_t count = block->count;
    const int32_t *restrict flags = block->flags;
    const float *restrict c = block->commitment;
    const float *restrict b = block->belief;
    const float *restrict e = block->energy;
    const float *restrict g = block->grievance;
    int32_t commitment = 0, belief = 0, energy = 0, grievance = 0, paid = 0;
    for (int i = 0; i < lanes; i++) {
        const int32_t real = -(i < count);
        const int32_t post = -(flags[i] & CADRE_FLAG_STAFF); /* of which the bit is 1 */
        const int32_t drive = real & cadre_fixedf(e[i] * (0.5f + b[i]));
        const int32_t vigour = real & cadre_fixedf(e[i]);
        parts->real[i] = real;
        parts->energy[i] = vigour;
        parts->unpaid[i] = drive & ~post;
        commitment += real & cadre_fixedf(c[i]);
        belief += real & cadre_fixedf(b[i]);
        energy += vigour;
        grievance += real & cadre_fixedf(g[i]);
        paid += drive & post;
    }
    sums->commitment += commitment;
    sums->belief += belief;
    sums->energy += energy;
    sums->grievance += grievance;
    sums->staff_drive += paid;
}

/* Energy and drive by stage. */
static void sum_stages(const cadre_block_t *block, const parts_t *parts, cadre_sums_t *sums)
{
    const int lanes = cadre_lanes(block);
    const int32_t *restrict stage = block->stage;
    int32_t vigour[CADRE_STAGE_COUNT] = {0}, unpaid[CADRE_STAGE_COUNT] = {0};
    for (int i = 0; i < lanes; i++)
        for (int s = 0; s < CADRE_STAGE_COUNT; s++) {
            const int32_t here = -(stage[i] == s);
            vigour[s] += here & parts->energy[i];
            unpaid[s] += here & parts->unpaid[i];
        }
    for (int s = 0; s < CADRE_STAGE_COUNT; s++) {
        sums->vigour[s] += vigour[s];
        sums->drive[s] += unpaid[s];
    }
}

/* Four counts of at most 64 in one word, so that a loop has fewer sums to carry: `flag` of a word
 * as 1 in its byte k. */
static inline int32_t mark(int32_t word, int32_t flag, int k)
{
    return (int32_t)(((uint32_t)(word & flag) / (uint32_t)flag) << (8 * k));
}

static inline int32_t unpack(int32_t packed, int k)
{
    return (packed >> (8 * k)) & 0xff;
}

static void count_people(const cadre_block_t *block, const parts_t *parts, cadre_tile_t *tile)
{
    const int lanes = cadre_lanes(block);
    const int32_t *restrict in_stage = block->stage;
    const int32_t *restrict flags = block->flags;
    const int32_t *restrict stance = block->stance;
    const int32_t *restrict outcome = block->outcome;
    const int32_t *restrict real = parts->real;
    int32_t stages = 0, stances = 0, others = 0;
    for (int i = 0; i < lanes; i++) {
        const int32_t s = in_stage[i];
        const int32_t policing = -(s != CADRE_STAGE_PAPER) & -cadre_is_enforcer(flags[i]);
        const int32_t acts = -(outcome[i] > CADRE_OUTCOME_PROMOTED);
        stages += real[i] & (mark(-(s == CADRE_STAGE_PAPER), 1, CADRE_STAGE_PAPER) |
                             mark(-(s == CADRE_STAGE_NOVICE), 1, CADRE_STAGE_NOVICE) |
                             mark(-(s == CADRE_STAGE_MEMBER), 1, CADRE_STAGE_MEMBER) |
                             mark(-(s == CADRE_STAGE_CADRE), 1, CADRE_STAGE_CADRE));
        stances += real[i] & (mark(stance[i], CADRE_STANCE_SPEAKS, 0) |
                              mark(stance[i], CADRE_STANCE_SILENT, 1) |
                              mark(stance[i], CADRE_STANCE_BELIEVES, 2) | mark(policing, 1, 3));
        others +=
            real[i] & (mark(flags[i], CADRE_FLAG_HARMED, 0) | mark(flags[i], CADRE_FLAG_STAFF, 1) |
                       mark(outcome[i], CADRE_OUTCOME_PROMOTED, 2) | mark(acts, 1, 3));
    }
    for (int s = 0; s < CADRE_STAGE_COUNT; s++)
        tile->sums.staged[s] += unpack(stages, s);
    tile->sums.speaking += unpack(stances, 0);
    tile->sums.silent += unpack(stances, 1);
    tile->sums.believers += unpack(stances, 2);
    tile->sums.enforcers += unpack(stances, 3);
    tile->sums.harmed += unpack(others, 0);
    tile->sums.staff += unpack(others, 1);
    tile->promoted += unpack(others, 2);
    tile->marked += unpack(others, 3);
}

/* What the block did: sums for its tile, over real people only. */
static void sum_block(const cadre_block_t *block, cadre_tile_t *tile)
{
    parts_t parts;
    sum_values(block, &parts, &tile->sums);
    sum_stages(block, &parts, &tile->sums);
    count_people(block, &parts, tile);
}

static void watch(cadre_world_t *world, const cadre_block_t *block, int32_t slot)
{
    for (int i = 0; i < block->count; i++)
        if (world->people.id[slot + i] == world->watched)
            world->watched_exit = block->exit[i];
}

static void pass_over_tile(void *argument, int index)
{
    cadre_world_t *world = argument;
    cadre_tile_t *tile = &world->tiles[index];
    const cadre_branch_t *branch = &world->branches[tile->branch];
    memset(&tile->sums, 0, sizeof tile->sums);
    tile->promoted = tile->marked = 0;
    cadre_block_t block;
    block.world = world;
    block.organization = world->organizations[branch->organization];
    block.branch = branch;
    block.at_large = branch->site == CADRE_NONE;
    const bool socialization = cadre_world_has(world, CADRE_MECHANISM_socialization);
    const bool belief = cadre_world_has(world, CADRE_MECHANISM_belief);
    const bool workload = cadre_world_has(world, CADRE_MECHANISM_workload);
    const bool life_course = cadre_world_has(world, CADRE_MECHANISM_life_course);
    const bool voice = cadre_world_has(world, CADRE_MECHANISM_voice);
    const bool misconduct = cadre_world_has(world, CADRE_MECHANISM_misconduct);
    const bool exit = cadre_world_has(world, CADRE_MECHANISM_exit);
    for (int32_t done = 0; done < tile->count; done += CADRE_BLOCK) {
        const int32_t slot = branch->people.start + tile->first + done;
        const int32_t rest = tile->count - done;
        open_block(&block, slot, rest < CADRE_BLOCK ? rest : CADRE_BLOCK);
        if (socialization)
            cadre_socialization_block(&block);
        if (belief)
            cadre_belief_block(&block);
        if (workload)
            cadre_workload_block(&block);
        if (life_course)
            cadre_life_course_block(&block);
        if (voice)
            cadre_voice_block(&block);
        else
            cadre_voice_silence(&block);
        if (misconduct)
            cadre_misconduct_block(&block);
        if (exit)
            cadre_exit_block(&block);
        write_block(&block, slot);
        sum_block(&block, tile);
        if (world->watched != 0 && exit)
            watch(world, &block, slot);
    }
}

static void pass_over_people(cadre_world_t *world)
{
    world->tile_count = 0;
    for_each_organization(world, tile_organization);
    cadre_spread(world, 1, world->tile_count, pass_over_tile, world);
}

/* ---------------------------------------------------------------- D: the marked */

static void add_sums(cadre_sums_t *to, const cadre_sums_t *from)
{
    to->staff += from->staff;
    to->commitment += from->commitment;
    to->belief += from->belief;
    to->energy += from->energy;
    to->grievance += from->grievance;
    to->speaking += from->speaking;
    to->silent += from->silent;
    to->believers += from->believers;
    to->enforcers += from->enforcers;
    to->harmed += from->harmed;
    to->staff_drive += from->staff_drive;
    for (int s = 0; s < CADRE_STAGE_COUNT; s++) {
        to->staged[s] += from->staged[s];
        to->drive[s] += from->drive[s];
        to->vigour[s] += from->vigour[s];
    }
}

/* The pass has changed columns; the sums of branches follow. */
static void sum_tiles(cadre_world_t *world)
{
    for (int32_t t = 0; t < world->tile_count; t++) {
        const cadre_tile_t *tile = &world->tiles[t];
        cadre_branch_t *branch = &world->branches[tile->branch];
        if (tile->first == 0)
            branch->sums = tile->sums;
        else
            add_sums(&branch->sums, &tile->sums);
        cadre_count(world->organizations[branch->organization], CADRE_MEASURE_promotions,
                    tile->promoted);
    }
}

/* One who leaves does nothing more; nor does one who is thrown out. */
static void act_on(cadre_world_t *world, cadre_branch_t *branch, int32_t slot)
{
    const uint8_t outcome = world->people.outcome[slot];
    world->people.outcome[slot] = 0;
    if (outcome & CADRE_OUTCOME_EXIT) {
        cadre_exit_act(world, branch, slot);
        return;
    }
    if (outcome & CADRE_OUTCOME_SANCTIONED && cadre_voice_act(world, branch, slot))
        return;
    if (outcome & CADRE_OUTCOME_CASE && cadre_misconduct_act(world, branch, slot))
        return;
    if (outcome & CADRE_OUTCOME_GRADUATES)
        cadre_life_course_act(world, branch, slot);
}

enum { STRIDE = 3 }; /* persons between one thing that is fetched and the next */

/* Lists the marked of a tile from the last to the first. Whole words of eight bytes are passed over
 * where nobody of them is marked. */
static void list_tile(void *argument, int index)
{
    const uint64_t any = UINT64_C(0x0101010101010101) * (uint8_t)~CADRE_OUTCOME_PROMOTED;
    cadre_world_t *world = argument;
    const cadre_tile_t *tile = &world->tiles[index];
    const uint8_t *outcome =
        world->people.outcome + world->branches[tile->branch].people.start + tile->first;
    int32_t at = tile->first_marked;
    int32_t left = tile->marked;
    for (int32_t word = (tile->count - 1) / 8 * 8; left > 0; word -= 8) {
        uint64_t eight;
        memcpy(&eight, outcome + word, sizeof eight);
        if ((eight & any) == 0)
            continue;
        for (int32_t k = word + 7; k >= word; k--) {
            if (k >= tile->count || outcome[k] <= CADRE_OUTCOME_PROMOTED)
                continue;
            world->marked[at++] = (cadre_marked_t){tile->branch, tile->first + k};
            left--;
        }
    }
}

static int list_marked(cadre_world_t *world)
{
    world->marked_count = 0;
    for (int32_t t = world->tile_count - 1; t >= 0; t--) {
        world->tiles[t].first_marked = world->marked_count;
        world->marked_count += world->tiles[t].marked;
    }
    if (world->marked_count > world->marked_capacity) {
        const int32_t more = world->marked_count + world->marked_count / 4 + 64;
        cadre_marked_t *grown = cadre_resize(world->marked, (size_t)world->marked_capacity,
                                             (size_t)more, sizeof *grown);
        if (grown == NULL)
            return world->error = CADRE_ERROR_MEMORY;
        world->marked = grown;
        world->marked_capacity = more;
    }
    cadre_spread(world, 16, world->tile_count, list_tile, world);
    return CADRE_OK;
}

static int32_t slot_of_marked(const cadre_world_t *world, int32_t k)
{
    const cadre_marked_t *self = &world->marked[k];
    return world->branches[self->branch].people.start + self->place;
}

/* What the next ones need is fetched while one is acted on: all are at random places in memory. */
static void look_ahead(const cadre_world_t *world, int32_t k)
{
    static const cadre_foresight_t nearer[] = {CADRE_FORESEE_ROWS, CADRE_FORESEE_TIED,
                                               CADRE_FORESEE_HANDLE, CADRE_FORESEE_ROW};
    for (int32_t n = 0; n < 4; n++)
        if (k + STRIDE * (n + 1) < world->marked_count)
            cadre_people_foresee(world, slot_of_marked(world, k + STRIDE * (n + 1)), nearer[n]);
    if (k + STRIDE < world->marked_count) {
        const cadre_segment_t *people = &world->branches[world->marked[k + STRIDE].branch].people;
        const int32_t last = people->count > STRIDE ? people->count - 1 - STRIDE : 0;
        cadre_people_foresee(world, people->start + last, CADRE_FORESEE_HANDLE);
    }
}

/* From the highest slot down, so that whoever takes a hole has been seen: the order inside a
 * branch depends on that branch's history alone. */
static void act_on_marked(cadre_world_t *world)
{
    if (list_marked(world) != CADRE_OK)
        return;
    for (int32_t k = 0; k < world->marked_count && world->error == CADRE_OK; k++) {
        look_ahead(world, k);
        act_on(world, &world->branches[world->marked[k].branch], slot_of_marked(world, k));
    }
}

/* ---------------------------------------------------------------- F: endings and books */

enum { SMALLEST = 2 }; /* people who hold together by need */

/* Time lived: the denominators of rates. */
static void count_years(cadre_world_t *world, cadre_organization_t *organization)
{
    int64_t cadre = 0;
    int64_t harmed = 0;
    for (int32_t k = -1; k < organization->branch_count; k++) {
        const cadre_sums_t *start = &cadre_branch_number(world, organization, k)->start;
        cadre += start->staged[CADRE_STAGE_CADRE];
        harmed += start->harmed;
    }
    cadre_count(organization, CADRE_MEASURE_member_years,
                organization->start_members * CADRE_WEEK_YEARS);
    cadre_count(organization, CADRE_MEASURE_cadre_years, (double)cadre * CADRE_WEEK_YEARS);
    cadre_count(organization, CADRE_MEASURE_harmed_years, (double)harmed * CADRE_WEEK_YEARS);
}

static void keep_books(cadre_world_t *world, cadre_organization_t *organization)
{
    for (int32_t k = 0; k < organization->branch_count; k++) {
        cadre_branch_t *branch = &world->branches[organization->branches[k]];
        branch->size[world->now % CADRE_TREND_WEEKS] = branch->start_count;
    }
    const int32_t week = world->now % CADRE_YEAR_WEEKS;
    const double exits = organization->total[CADRE_MEASURE_exits];
    organization->exit_ring[week] = (int32_t)(exits - organization->exits_before);
    organization->exits_before = exits;
    organization->member_ring[week] = organization->start_members;
    organization->size[world->now % CADRE_TREND_WEEKS] = organization->start_members;
    count_years(world, organization);
    organization->shock = 0;
    if (!cadre_world_has(world, CADRE_MECHANISM_voice))
        organization->shock_jump = 0;
    if (!cadre_world_has(world, CADRE_MECHANISM_misconduct))
        organization->outrage = 0;
}

/* Whether it is over: nobody is left, or it was held together by need, which takes two and lasts no
 * longer than the need (M24). */
static bool is_over(const cadre_world_t *world, const cadre_organization_t *organization)
{
    if (organization->members == 0 || !organization->parameters.exit_necessity)
        return organization->members == 0;
    const bool needed = !cadre_world_has(world, CADRE_MECHANISM_environment) || world->need > 0;
    return organization->members < SMALLEST || !needed;
}

static void end_if_over(cadre_world_t *world, cadre_organization_t *organization)
{
    if (is_over(world, organization))
        cadre_organization_end(world, organization, CADRE_END_DIED);
}

static void check_limit(cadre_world_t *world)
{
    const double limit = world->parameters.limits_members;
    if (limit <= 0 || (double)world->members <= limit)
        return;
    world->status = CADRE_STATUS_CAPPED;
    cadre_report(world, NULL, CADRE_EVENT_capped, NULL, CADRE_NONE, (double)world->members);
}

/* ---------------------------------------------------------------- the week */

void cadre_schedule_open(cadre_world_t *world)
{
    look_at_the_calendar(world);
    cadre_script_in_force(world);
    cadre_people_forget_losses(world);
    cadre_founding_week(world);
    cadre_script_act(world);
    cadre_world_order(world);
    for_each_organization(world, remember);
    cadre_environment_week(world);
    cadre_standing_week(world);
    check_limit(world);
}

void cadre_schedule_week(cadre_world_t *world)
{
    /* A */
    for_each_organization(world, cadre_effort_week);
    for_each_organization(world, cadre_recruitment_prepare);
    for_each_organization(world, cadre_socialization_prepare);
    for_each_organization(world, cadre_belief_prepare);
    for_each_organization(world, cadre_workload_prepare);
    if (cadre_world_has(world, CADRE_MECHANISM_voice))
        for_each_organization(world, cadre_voice_prepare);
    for_each_organization(world, cadre_misconduct_prepare);
    for_each_organization(world, cadre_exit_prepare);

    /* B, C */
    pass_over_people(world);

    /* D */
    sum_tiles(world);
    act_on_marked(world);
    for_each_organization(world, cadre_exit_week);

    /* E */
    cadre_recruitment_week(world);

    /* F */
    if (cadre_world_has(world, CADRE_MECHANISM_factions))
        for_each_organization(world, cadre_factions_week);
    if (cadre_world_has(world, CADRE_MECHANISM_misconduct))
        for_each_organization(world, cadre_misconduct_week);
    if (cadre_world_has(world, CADRE_MECHANISM_branches))
        cadre_branches_rebuild(world);
    if (cadre_world_has(world, CADRE_MECHANISM_branches))
        for_each_organization(world, cadre_branches_week);
    if (cadre_world_has(world, CADRE_MECHANISM_coalitions))
        cadre_coalitions_week(world);
    if (cadre_world_has(world, CADRE_MECHANISM_finance))
        for_each_organization(world, cadre_finance_week);
    if (cadre_world_has(world, CADRE_MECHANISM_leadership))
        for_each_organization(world, cadre_leadership_week);
    if (cadre_world_has(world, CADRE_MECHANISM_dissolution))
        for_each_organization(world, cadre_dissolution_week);
    cadre_people_settle_ties(world);
    for_each_organization(world, keep_books);

    world->now++;
    for_each_organization(world, end_if_over);
    cadre_schedule_open(world);
}
