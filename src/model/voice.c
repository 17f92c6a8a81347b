/* Voice and its suppression (M42-M51, M57, M89): grievances, who speaks, who keeps silent, who is
 * sanctioned. The decision itself, with its sources, is in discontent.h.
 *
 *   g += dt (harm (1 - Omega) h (1 - g) - g ln 2/fade_years), h hardship, x harmed_factor for those
 *        whom the culture harms more; jumps j (1 - g) by a sanction suffered or seen, and by a
 * shock
 *
 * One who speaks is sanctioned at sanction (1 - Omega) E/(E + V + 1) a year, while the rule does
 * not allow dissent; then fear counts stigma-fold for a year, and with sanction_expels the person
 * is expelled. Where dissent is always allowed nobody can be punished for it; a window of three
 * months spares those who speak in it, but they fear what comes after. Practice q of a branch moves
 * towards speaking share x Omega with half-life practice_years; recruiting is worth
 * 1 + practice_gain (q - .5) (M45).
 *
 * Paper members and those at large take no part in a branch's life: their grievances fade, and they
 * do not speak. */
#include "model/discontent.h"
#include "model/mechanisms.h"
#include "model/members.h"

static const double LN2 = 0.6931471805599453;
enum { STIGMA_WEEKS = 52 };

/* ---------------------------------------------------------------- as the week begins */

static double share_speaking(const cadre_branch_t *branch)
{
    return branch->start_count > 0 ? (double)branch->start.speaking / branch->start_count : 0;
}

/* Each sanction seen and each shock is a jump of its own; together 1 - product of (1 - j). Who was
 * sanctioned has had a jump of that kind, and has that of a shock alone. */
static float jump_in(const cadre_parameters_t *p, const cadre_organization_t *organization,
                     const cadre_branch_t *branch)
{
    const double seen = cadre_clamp(p->voice_sanction_seen, 0, 1);
    double calm = 1 - organization->shock_jump;
    for (int32_t k = 0; k < branch->sanctions_seen; k++)
        calm *= 1 - seen;
    return (float)(1 - calm);
}

void cadre_voice_prepare(cadre_world_t *world, cadre_organization_t *organization)
{
    const cadre_parameters_t *p = &organization->parameters;
    const double learnt = cadre_probability(LN2 * CADRE_WEEK_YEARS / p->voice_practice_years);
    const bool free_speech = p->voice_dissent_rule == CADRE_DISSENT_ALWAYS;
    const bool spared = free_speech || cadre_dissent_allowed(world, organization);
    organization->issue_salience *= cadre_exp(-LN2 * CADRE_WEEK_MONTHS / p->voice_issue_months);
    organization->rates.voice.mood = cadre_mood(organization);
    organization->rates.voice.harm =
        (float)(CADRE_WEEK_YEARS * p->voice_harm * (1 - organization->openness));
    organization->rates.voice.fade = (float)(CADRE_WEEK_YEARS * LN2 / p->voice_fade_years);
    organization->rates.voice.harmed = (float)p->voice_harmed_factor;
    organization->rates.voice.social = (float)p->voice_social;
    organization->rates.voice.fear =
        free_speech ? 0 : (float)(1 - p->voice_way_out * organization->rival_worth);
    organization->rates.voice.stigma = (float)p->voice_stigma;
    organization->rates.voice.shock = (float)organization->shock_jump;
    organization->rates.voice.gate = p->voice_gate != 0;
    organization->rates.voice.sanction =
        spared ? 0 : (float)(CADRE_WEEK_YEARS * p->voice_sanction * (1 - organization->openness));
    for (int32_t k = -1; k < organization->branch_count; k++) {
        cadre_branch_t *branch = cadre_branch_number(world, organization, k);
        branch->sanctions_seen = branch->sanctions;
        branch->sanctions = 0;
        branch->jump = jump_in(p, organization, branch);
        const double target = share_speaking(branch) * organization->openness;
        branch->practice += (float)((target - (double)branch->practice) * learnt);
    }
    organization->shock_jump = 0;
}

/* ---------------------------------------------------------------- all people */

/* Grievances grow by the internal life of a branch, and fade. */
static void feel(cadre_block_t *block)
{
    const int lanes = cadre_lanes(block);
    const cadre_rates_t *rates = &block->organization->rates;
    const float harm = block->at_large ? 0 : rates->voice.harm;
    const float fade = rates->voice.fade;
    const float harmed = rates->voice.harmed;
    const float jump = block->branch->jump;
    const float shock = rates->voice.shock;
    const int32_t suffered = block->world->now + STIGMA_WEEKS; /* of who was sanctioned last week */
    const int32_t *restrict flags = block->flags;
    const int32_t *restrict stage = block->stage;
    const int32_t *restrict stigma_until = block->stigma_until;
    const float *restrict hardship = block->hardship;
    float *restrict grievance = block->grievance;
    for (int i = 0; i < lanes; i++) {
        const float g = grievance[i];
        const float more = (flags[i] & CADRE_FLAG_HARMED) != 0 ? harmed : 1;
        const float full = harm * hardship[i] * more;
        const float grown = stage[i] == CADRE_STAGE_PAPER ? 0 : full;
        const float jumped = stigma_until[i] == suffered ? shock : jump;
        const float calm = g + grown * (1 - g) - fade * g;
        grievance[i] = cadre_clampf(calm + jumped * (1 - calm), 0, 1);
    }
}

void cadre_voice_silence(cadre_block_t *block)
{
    const int lanes = cadre_lanes(block);
    for (int i = 0; i < lanes; i++)
        block->stance[i] &= CADRE_STANCE_FACTION;
}

/* What a person of a branch has to expect, by what the person is: so that nothing but choices is
 * left for the loop over people. */
enum { ENFORCER, HELPER, OTHER, ROLES };
enum { CHOICES = 8 }; /* 2 x ROLES and two of no meaning, so that loops fill registers */

/* At `ROLES x spoke + role`, spoke 1: of one who spoke last week. */
typedef struct {
    float enforcement[CHOICES], speaking[CHOICES]; /* E and V, without oneself */
    float fear[CHOICES];                           /* P (1 - omega u_rival) */
} prospects_t;

static void look_ahead(const cadre_block_t *block, prospects_t *out)
{
    const cadre_sums_t *start = &block->branch->start;
    const float openness = (float)block->organization->openness;
    const float feared = block->organization->rates.voice.fear;
    for (int k = 0; k < CHOICES; k++) {
        const bool spoke = k >= ROLES;
        const int role = k % ROLES;
        const float v = (float)(start->speaking - spoke);
        const float e = cadre_enforcement(openness, (float)(start->enforcers - (role == ENFORCER)),
                                          (float)(start->believers - (role == HELPER)), v);
        const bool nobody = v < 0 || e <= 0;
        out->enforcement[k] = nobody ? 0 : e;
        out->speaking[k] = nobody ? 0 : v;
    }
    for (int k = 0; k < CHOICES; k++)
        out->fear[k] = cadre_punishment(out->enforcement[k], out->speaking[k]) * feared;
}

/* Who speaks is sanctioned at a rate that depends on what the person was `before`. */
static void sanction(cadre_block_t *block, const prospects_t *prospects, const int32_t *before)
{
    const float rate = block->organization->rates.voice.sanction;
    for (int i = 0; i < block->count; i++) {
        if ((block->stance[i] & CADRE_STANCE_SPEAKS) == 0)
            continue;
        const int role = cadre_is_enforcer(block->flags[i])         ? ENFORCER
                         : (before[i] & CADRE_STANCE_BELIEVES) != 0 ? HELPER
                                                                    : OTHER;
        const int k = (before[i] & CADRE_STANCE_SPEAKS) != 0 ? ROLES + role : role;
        const float e = prospects->enforcement[k];
        const float hazard = rate * e / (e + prospects->speaking[k] + 1);
        if (block->words[2][i] < cadre_threshold(cadre_probabilityf(hazard)))
            block->outcome[i] |= CADRE_OUTCOME_SANCTIONED;
    }
}

static void speak_or_not(cadre_block_t *block)
{
    const int lanes = cadre_lanes(block);
    const cadre_rates_t *rates = &block->organization->rates;
    const cadre_branch_t *branch = block->branch;
    const cadre_mood_t mood = rates->voice.mood;
    const float stigma = rates->voice.stigma;
    const float voices = (float)branch->start.speaking;
    const float encouragement =
        branch->start_count > 0 ? rates->voice.social / (float)branch->start_count : 0;
    const int32_t ungated = -!rates->voice.gate;
    const int32_t now = block->world->now;
    const int32_t *restrict flags = block->flags;
    const int32_t *restrict stage = block->stage;
    const int32_t *restrict stigma_until = block->stigma_until;
    const float *restrict grievance = block->grievance;
    const float *restrict belief = block->belief;
    const float *restrict doctrine = block->doctrine;
    const float *restrict fear = block->fear;
    const float *restrict threshold = block->threshold;
    int32_t *restrict stance = block->stance;
    int32_t *restrict spoke = block->spoke;
    int32_t before[CADRE_BLOCK] = {0}, anybody = 0;
    prospects_t prospects;
    look_ahead(block, &prospects);
    const float e0 = prospects.fear[ENFORCER], e1 = prospects.fear[ROLES + ENFORCER];
    const float h0 = prospects.fear[HELPER], h1 = prospects.fear[ROLES + HELPER];
    const float o0 = prospects.fear[OTHER], o1 = prospects.fear[ROLES + OTHER];
    for (int i = 0; i < lanes; i++) {
        const int32_t was = stance[i];
        const bool enforcer = cadre_is_enforcer(flags[i]);
        /* what to expect, and what is left of discontent when fear and company are counted */
        const bool self = (was & CADRE_STANCE_SPEAKS) != 0;
        const float of_enforcer = self ? e1 : e0;
        const float of_helper = self ? h1 : h0;
        const float of_other = self ? o1 : o0;
        const float role = (was & CADRE_STANCE_BELIEVES) != 0 ? of_helper : of_other;
        const float expected = enforcer ? of_enforcer : role;
        const float weight = stigma_until[i] > now ? stigma : 1;
        const float company = encouragement * (voices - (self ? 1.0f : 0.0f));
        const float discontent = cadre_discontent(mood, grievance[i], belief[i], doctrine[i]);
        const float resolve = discontent - fear[i] * weight * expected + company;
        /* all bits or none */
        const int32_t active = -(stage[i] != CADRE_STAGE_PAPER);
        const int32_t discontented = active & -(discontent >= threshold[i]);
        const int32_t willing = active & (discontented | ungated);
        const int32_t speaks = willing & -(resolve >= threshold[i]);
        const int32_t believes = active & -(belief[i] > CADRE_BELIEVER) & ~-(int32_t)enforcer;
        before[i] = was;
        anybody |= speaks;
        stance[i] = (was & CADRE_STANCE_FACTION) | (speaks & CADRE_STANCE_SPEAKS) |
                    (discontented & ~speaks & CADRE_STANCE_SILENT) |
                    (believes & CADRE_STANCE_BELIEVES);
        spoke[i] = (speaks & now) | (~speaks & spoke[i]);
    }
    if (anybody != 0 && rates->voice.sanction > 0)
        sanction(block, &prospects, before);
}

void cadre_voice_block(cadre_block_t *block)
{
    feel(block);
    if (block->at_large)
        cadre_voice_silence(block);
    else
        speak_or_not(block);
}

/* ---------------------------------------------------------------- a sanction */

bool cadre_voice_act(cadre_world_t *world, cadre_branch_t *branch, int32_t slot)
{
    cadre_people_t *people = &world->people;
    cadre_organization_t *organization = world->organizations[branch->organization];
    const cadre_parameters_t *p = &organization->parameters;
    const cadre_words_t words =
        cadre_draw(world->luck, people->id[slot], (uint32_t)world->now, CADRE_DRAW_SANCTION, 0);
    branch->sanctions++;
    cadre_count(organization, CADRE_MEASURE_sanctions, 1);
    if (cadre_uniform(words.word[0]) < p->voice_sanction_expels) {
        cadre_count(organization, CADRE_MEASURE_exits_sanctioned, 1);
        cadre_member_leave(world, branch, slot);
        return true;
    }
    people->stigma_until[slot] = world->now + 1 + STIGMA_WEEKS;
    const float g = people->grievance[slot];
    cadre_member_grieve(world, slot, g + (float)p->voice_sanction_suffered * (1 - g));
    return false;
}
