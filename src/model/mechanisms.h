/* The mechanisms, one file each, in the order of the week. They meet only in the state: none calls
 * another. Most have up to three parts, named after the pass of the week they run in:
 *
 *   week     once a week for the world or an organization, from the state as the week began
 *   prepare  scalars of one organization that its people's block needs
 *   block    at most 64 people of one branch at once: plain loops over columns that vectorize
 *   act      what a marked person does, one by one
 */
#ifndef CADRE_MECHANISMS_H
#define CADRE_MECHANISMS_H

#include "model/state.h"

/* People of one branch, their columns from the first of them, and this week's words. Flags are
 * widened to 32 bits, so that loops have lanes of one width. Loops run to cadre_lanes(), which is
 * at least `count`; what lies beyond `count` is thrown away. */
typedef struct {
    const cadre_world_t *world;
    const cadre_organization_t *organization;
    const cadre_branch_t *branch;
    bool at_large;
    int count, vectors; /* people; registers they fill */
    float *commitment, *belief, *energy, *grievance;
    const float *hardship, *fear, *threshold, *doctrine;
    int32_t *spoke;
    const int32_t *stigma_until, *joined, *student_until, *tie_loss, *ties_of;
    int32_t stage[CADRE_BLOCK];     /* cadre_stage_t */
    int32_t flags[CADRE_BLOCK];     /* bits of cadre_flag_t */
    int32_t stance[CADRE_BLOCK];    /* bits of cadre_stance_t */
    int32_t outcome[CADRE_BLOCK];   /* bits of cadre_outcome_bit_t */
    uint32_t words[4][CADRE_BLOCK]; /* PERSON_WEEK, block 0 */
    float exit[CADRE_BLOCK];        /* probability of leaving this week */
} cadre_block_t;

/* Lanes of a block: written as a product, so that compilers know it to be a multiple of
 * CADRE_VECTOR and make loops over it without a remainder. */
static inline int cadre_lanes(const cadre_block_t *block)
{
    return block->vectors * CADRE_VECTOR;
}

/* environment.c: struggle, movement waves, renewal of the people who can be met. */
void cadre_environment_begin(cadre_world_t *world);
void cadre_environment_week(cadre_world_t *world);

/* effort.c: hours of every branch, split over purposes; the ledger. */
void cadre_effort_week(cadre_world_t *world, cadre_organization_t *organization);

/* recruitment.c: contact hazards as the week begins; who joins, at its end. */
void cadre_recruitment_prepare(cadre_world_t *world, cadre_organization_t *organization);
void cadre_recruitment_week(cadre_world_t *world);

/* standing.c: what an organization is worth to its members, against the best rival. */
void cadre_standing_week(cadre_world_t *world);

/* socialization.c: commitment, stages. */
void cadre_socialization_prepare(cadre_world_t *world, cadre_organization_t *organization);
void cadre_socialization_block(cadre_block_t *block);

/* belief.c: belief in the project. */
void cadre_belief_prepare(cadre_world_t *world, cadre_organization_t *organization);
void cadre_belief_block(cadre_block_t *block);

/* workload.c: energy. */
void cadre_workload_prepare(cadre_world_t *world, cadre_organization_t *organization);
void cadre_workload_block(cadre_block_t *block);

/* life_course.c: graduation, moves. */
void cadre_life_course_block(cadre_block_t *block);
void cadre_life_course_act(cadre_world_t *world, cadre_branch_t *branch, int32_t slot);

/* voice.c: grievances, who speaks, sanctions. Whoever is switched off says nothing. */
void cadre_voice_prepare(cadre_world_t *world, cadre_organization_t *organization);
void cadre_voice_block(cadre_block_t *block);
void cadre_voice_silence(cadre_block_t *block);
/* A sanction; returns whether the person is gone by it. */
bool cadre_voice_act(cadre_world_t *world, cadre_branch_t *branch, int32_t slot);

/* factions.c: factions, expulsions, secessions, what a sponsor does. `name` NULL: the id of what is
 * born is made of its parent's; `founders` negative: as the parameter says. Nothing happens where
 * no faction stands, or where one stands already. */
void cadre_factions_week(cadre_world_t *world, cadre_organization_t *organization);
void cadre_factions_found(cadre_world_t *world, cadre_organization_t *organization,
                          int32_t founders);
void cadre_factions_expel(cadre_world_t *world, cadre_organization_t *organization,
                          const char *name);
void cadre_factions_secede(cadre_world_t *world, cadre_organization_t *organization,
                           const char *name);
void cadre_factions_sponsor(cadre_world_t *world, cadre_organization_t *organization,
                            const cadre_event_spec_t *event);
/* Those nearer to the sponsor's doctrine than to their own organization's leave (M64). */
void cadre_factions_loyal_minority(cadre_world_t *world, cadre_organization_t *organization,
                                   const char *name);

/* misconduct.c: cases, cover-up, exposure, shock. `script` is the index of an event. */
void cadre_misconduct_prepare(cadre_world_t *world, cadre_organization_t *organization);
void cadre_misconduct_block(cadre_block_t *block);
/* A case of the person at `slot`; returns whether the person is gone by it. */
bool cadre_misconduct_act(cadre_world_t *world, cadre_branch_t *branch, int32_t slot);
void cadre_misconduct_week(cadre_world_t *world, cadre_organization_t *organization);
void cadre_misconduct_open(cadre_world_t *world, cadre_organization_t *organization,
                           int32_t script);
/* A hidden case becomes known: the one of `script`, or the oldest (CADRE_NONE). */
void cadre_misconduct_expose(cadre_world_t *world, cadre_organization_t *organization,
                             int32_t script);
void cadre_misconduct_shock(cadre_organization_t *organization, double z);
void cadre_misconduct_sister(const cadre_world_t *world, cadre_organization_t *organization,
                             double size);
/* The probability with which the leadership overrides a finding against somebody of `rank`. */
double cadre_override_probability(const cadre_parameters_t *p, cadre_rank_t rank);
/* Grimes (2016): the probability that a conspiracy of `insiders`, each of whom discloses with
 * probability `rate` a year, is known after `years`: 1 - exp(-years (1 - (1 - rate)^insiders)). */
double cadre_grimes(double insiders, double rate, double years);

/* exit.c: who leaves; contagion's memory. */
void cadre_exit_prepare(cadre_world_t *world, cadre_organization_t *organization);
void cadre_exit_block(cadre_block_t *block);
void cadre_exit_act(cadre_world_t *world, cadre_branch_t *branch, int32_t slot);
void cadre_exit_week(cadre_world_t *world, cadre_organization_t *organization);

/* branches.c: roots, visits, turns and retreats, closing, opening, transplants. */
void cadre_branches_week(cadre_world_t *world, cadre_organization_t *organization);

/* A group of necessity comes back where it was (M24). */
void cadre_branches_rebuild(cadre_world_t *world);
/* A change of line: those of the old milieu and founders leave with a chance, the others turn
 * (M20).
 */
void cadre_branches_reorient(cadre_world_t *world, cadre_organization_t *organization,
                             cadre_milieu_t milieu);

/* coalitions.c: fronts, whose participants are counted; reputation at a site. */
void cadre_coalitions_week(cadre_world_t *world);
/* Ends a front; its participants go home. */
void cadre_coalitions_end(cadre_world_t *world, cadre_organization_t *front, cadre_end_t end);
/* A mutiny at every site of a front. */
void cadre_coalitions_mutiny(cadre_world_t *world, cadre_organization_t *front);

/* finance.c: dues, staff, costs. */
void cadre_finance_begin(cadre_organization_t *organization);
void cadre_finance_week(cadre_world_t *world, cadre_organization_t *organization);

/* leadership.c: the committee, conventions, ousters, openness and the wear of legitimacy. */
void cadre_leadership_week(cadre_world_t *world, cadre_organization_t *organization);
void cadre_leadership_convene(cadre_world_t *world, cadre_organization_t *organization);
void cadre_leadership_oust(cadre_world_t *world, cadre_organization_t *organization);
/* The probability that a delegate of a branch supports the leadership, `supporters` the share of
 * its members who do: d/(1 - d) = slate (v/(1 - v))^amplification. */
double cadre_delegate_share(double supporters, double slate, double amplification);

/* dissolution.c: the vote, branches that leave, locals and a caucus. */
void cadre_dissolution_week(cadre_world_t *world, cadre_organization_t *organization);
/* Puts dissolution to the vote, unless it is being voted on. */
void cadre_dissolution_propose(cadre_world_t *world, cadre_organization_t *organization);
/* How ready a member is to vote yes, without noise: 0..1. */
double cadre_vote_readiness(double u_rival, double grievance, double outrage, double belief);

/* script.c: scripted events, as the week begins: parameters and switches in force, then, when who
 * is founded this week is there, what events do. */
void cadre_script_in_force(cadre_world_t *world);
void cadre_script_act(cadre_world_t *world);
/* Puts the parameters of one organization in force; what it would hand down to one that is born of
 * it: its own as lasting events have changed them. */
void cadre_script_parameters(const cadre_world_t *world, cadre_organization_t *organization);
void cadre_script_lasting(const cadre_world_t *world, const cadre_organization_t *organization,
                          cadre_parameters_t *out);

/* founding.c: an organization's founders appear. */
void cadre_founding_week(cadre_world_t *world);

/* observe.c: peaks of the run so far. */
void cadre_outcome_week(cadre_world_t *world);

#endif
