/* Life course: students graduate (M20). A recruit from the campus stays a student for a time drawn
 * at joining; graduation ends the membership with probability graduation_exit (cadre:
 * graduation_exit_cadre), else with probability move the graduate goes to a site drawn by size and
 * joins the branch there or is at large: one of the main makers of branches in new cities.
 * Graduations do not count in contagion. */
#include "model/mechanisms.h"
#include "model/members.h"

void cadre_life_course_block(cadre_block_t *block)
{
    const int lanes = cadre_lanes(block);
    const int32_t now = block->world->now;
    const int32_t *restrict until = block->student_until;
    int32_t *restrict outcome = block->outcome;
    for (int i = 0; i < lanes; i++)
        outcome[i] |= until[i] == now ? CADRE_OUTCOME_GRADUATES : 0;
}

void cadre_life_course_act(cadre_world_t *world, cadre_branch_t *branch, int32_t slot)
{
    const cadre_people_t *people = &world->people;
    cadre_organization_t *organization = world->organizations[branch->organization];
    const cadre_parameters_t *p = &organization->parameters;
    const cadre_words_t words =
        cadre_draw(world->luck, people->id[slot], (uint32_t)world->now, CADRE_DRAW_GRADUATION, 0);
    const double leaves = people->stage[slot] == CADRE_STAGE_CADRE
                              ? p->life_course_graduation_exit_cadre
                              : p->life_course_graduation_exit;
    if (cadre_uniform(words.word[0]) < leaves) {
        cadre_count(organization, CADRE_MEASURE_exits_graduation, 1);
        cadre_member_depart(world, branch, slot);
        return;
    }
    if (cadre_uniform(words.word[1]) >= p->life_course_move)
        return;
    const int32_t site = cadre_site_by_size(world, cadre_uniform(words.word[2]));
    if (site == people->site[slot])
        return;
    cadre_count(organization, CADRE_MEASURE_moves, 1);
    cadre_member_move(world, branch, slot, cadre_place_at(world, organization, site), site);
}
