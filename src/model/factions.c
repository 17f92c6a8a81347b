/* Factions, expulsions, secessions (M58-M67).
 *
 *   forms    once a month while dissent is allowed, at most once a year: each pair of branches in
 *            which somebody speaks is in touch with probability voice.horizontal; when `founders`
 *            or more who speak are connected over two branches, that many of them, by lot, found
 *            the faction
 *   grows    others with g_eff >= T join when the faction's share of such people in their branch
 *            exceeds their threshold N(join_mean, join_sd)
 *   expelled at expel_per_month (1 - Omega)/(1 - .42) while a minority speaks; with each go
 *            Poisson(sympathizers) of those tied to them; a branch of which a share was expelled
 *            leaves with probability bloc x share (M62). Where dissent is always allowed nobody is
 *            expelled for it
 *   ends     with the convention, unless dissent is always allowed
 *   secedes  at a convention of a body that lost secession_decline of its members in two years,
 *            which left its leadership in place, each slate of dissatisfied delegates (those on
 *            one side of the doctrine) with secession_share of all, with probability `secession`
 *
 * Those who leave together found an organization if they are five or more, else they go home. A
 * sponsor (M59, M63, M64) instigates a faction of those nearer to its doctrine than to their own
 * organization's, gives its regime, backs the faction (those near to it join) or, where there is
 * none, the leadership (half of the missing legitimacy), expels (a doctrinal issue), or severs:
 * after these two no sponsor has a hold on the organization any more. */
#include "base/error.h"
#include "base/sampling.h"
#include "model/discontent.h"
#include "model/mechanisms.h"
#include "model/members.h"
#include "model/organizations.h"
#include "model/people.h"
#include "model/selection.h"

enum { FEWEST = 5 };                       /* who can found an organization */
static const double MAJORITY = 0.5;        /* share speaking against which nothing can be done */
static const double WIDER = 0.1;           /* openness of those who were expelled (M61) */
static const double EXPULSION_ISSUE = 0.1; /* salience of the doctrine for which a sponsor expels */
static const double BACKING = 0.5;         /* share of missing legitimacy */

static bool in_faction(const cadre_world_t *world, int32_t slot)
{
    return world->people.stance[slot] & CADRE_STANCE_FACTION;
}

static bool is_discontented(const cadre_world_t *world, const cadre_organization_t *organization,
                            int32_t slot)
{
    return world->people.stage[slot] != CADRE_STAGE_PAPER &&
           cadre_discontent_of(world, organization, slot) >= world->people.threshold[slot];
}

/* ---------------------------------------------------------------- people of an organization */

typedef bool (*person_part_t)(cadre_world_t *, cadre_organization_t *, int32_t slot, void *);

/* Calls `part` for everybody; returns how many it answered true for. */
static int32_t for_each_person(cadre_world_t *world, cadre_organization_t *organization,
                               person_part_t part, void *argument)
{
    int32_t n = 0;
    for (int32_t b = -1; b < organization->branch_count; b++) {
        const cadre_branch_t *branch = cadre_branch_number(world, organization, b);
        for (int32_t k = 0; k < branch->people.count; k++)
            n += part(world, organization, branch->people.start + k, argument);
    }
    return n;
}

static bool leaves_faction(cadre_world_t *world, cadre_organization_t *organization, int32_t slot,
                           void *argument)
{
    (void)organization;
    (void)argument;
    const bool was = in_faction(world, slot);
    world->people.stance[slot] &= (uint8_t)~CADRE_STANCE_FACTION;
    return was;
}

/* Marks those of the faction to go. */
static bool packs(cadre_world_t *world, cadre_organization_t *organization, int32_t slot,
                  void *argument)
{
    (void)organization;
    (void)argument;
    const bool goes = in_faction(world, slot);
    if (goes)
        world->people.flags[slot] |= CADRE_FLAG_MARKED;
    return goes;
}

/* ---------------------------------------------------------------- who is in touch */

/* The week of the coming convention: what is keyed by it stays so until then. */
static int32_t window(const cadre_world_t *world)
{
    return world->now + world->to_convention;
}

static bool in_touch(const cadre_world_t *world, const cadre_branch_t *a, const cadre_branch_t *b,
                     double probability)
{
    const uint64_t low = a->id < b->id ? a->id : b->id;
    const uint64_t high = a->id < b->id ? b->id : a->id;
    const uint64_t pair =
        cadre_identity(CADRE_BIRTH_PAIR, low, (uint32_t)high, (uint32_t)(high >> 32));
    const cadre_words_t words =
        cadre_draw(world->luck, pair, (uint32_t)window(world), CADRE_DRAW_CONNECTED, 0);
    return cadre_uniform(words.word[0]) < probability;
}

/* The branch that stands for all with which this one is in touch. */
static int32_t find_root(const cadre_world_t *world, int32_t branch)
{
    while (world->branches[branch].contact != branch)
        branch = world->branches[branch].contact;
    return branch;
}

/* Joins one in which somebody speaks with those before it in the list with which it is in touch;
 * of `groups` there are among those, returns how many there are with it. One that is joined with
 * all asks no further. */
static int32_t connect_branch(cadre_world_t *world, const cadre_organization_t *organization,
                              int32_t i, int32_t groups)
{
    const double probability = organization->parameters.voice_horizontal;
    const int32_t self = organization->branches[i];
    int32_t apart = groups;
    for (int32_t j = 0; j < i && apart > 0; j++) {
        const cadre_branch_t *other = cadre_branch_number(world, organization, j);
        if (other->start.speaking == 0)
            continue;
        const int32_t root = find_root(world, organization->branches[j]);
        const int32_t own = find_root(world, self);
        if (root == own || !in_touch(world, &world->branches[self], other, probability))
            continue;
        world->branches[own].contact = root;
        apart--;
    }
    return apart + 1;
}

/* Joins branches that are in touch, of those in which somebody speaks. */
static void connect(cadre_world_t *world, const cadre_organization_t *organization)
{
    int32_t groups = 0;
    for (int32_t i = 0; i < organization->branch_count; i++) {
        cadre_branch_t *branch = cadre_branch_number(world, organization, i);
        branch->contact = organization->branches[i];
        if (branch->start.speaking > 0)
            groups = connect_branch(world, organization, i, groups);
    }
}

/* Those who speak in all branches joined under `root`; 0 if they are of one branch only. */
static int32_t count_connected(cadre_world_t *world, const cadre_organization_t *organization,
                               int32_t root)
{
    int32_t speaking = 0;
    int32_t branches = 0;
    for (int32_t k = 0; k < organization->branch_count; k++) {
        const cadre_branch_t *branch = cadre_branch_number(world, organization, k);
        if (find_root(world, organization->branches[k]) != root)
            continue;
        speaking += branch->start.speaking;
        branches += branch->start.speaking > 0;
    }
    return branches >= 2 ? speaking : 0;
}

/* ---------------------------------------------------------------- founding */

static bool is_connected(const cadre_world_t *world, int32_t slot, const void *argument)
{
    const int32_t *root = argument;
    const int32_t branch = world->people.branch[slot];
    return world->people.stance[slot] & CADRE_STANCE_SPEAKS &&
           world->branches[branch].site != CADRE_NONE && find_root(world, branch) == *root;
}

/* Those of whom a scripted faction is made: first who speaks, then who is silent, then anybody. */
static bool speaks(const cadre_world_t *world, int32_t slot, const void *argument)
{
    (void)argument;
    return world->people.stance[slot] & CADRE_STANCE_SPEAKS;
}

static bool is_silent(const cadre_world_t *world, int32_t slot, const void *argument)
{
    (void)argument;
    return world->people.stance[slot] & CADRE_STANCE_SILENT;
}

static bool is_neutral(const cadre_world_t *world, int32_t slot, const void *argument)
{
    (void)argument;
    return world->people.stage[slot] != CADRE_STAGE_PAPER &&
           !(world->people.flags[slot] & CADRE_FLAG_LEADER) &&
           !(world->people.stance[slot] & (CADRE_STANCE_SPEAKS | CADRE_STANCE_SILENT));
}

typedef struct {
    double position, stand;
} doctrines_t;

static bool is_nearer(const cadre_world_t *world, int32_t slot, const void *argument)
{
    const doctrines_t *doctrines = argument;
    const double x = (double)world->people.doctrine[slot];
    const double to_sponsor = x - doctrines->position;
    const double to_own = x - doctrines->stand;
    return to_sponsor * to_sponsor < to_own * to_own;
}

/* Up to `wanted` more of the candidates become founders; returns how many. */
static int32_t add_founders(cadre_world_t *world, cadre_organization_t *organization,
                            cadre_candidate_t is_candidate, const void *argument, int32_t wanted)
{
    cadre_person_t chosen[CADRE_SELECTION_MAX];
    const cadre_lot_t lot = {.purpose = CADRE_DRAW_FACTION};
    const int32_t n =
        cadre_select(world, organization, lot, is_candidate, argument, wanted, chosen);
    for (int32_t k = 0; k < n; k++)
        world->people.stance[cadre_person_slot(world, chosen[k])] |= CADRE_STANCE_FACTION;
    return n;
}

static void found(cadre_world_t *world, cadre_organization_t *organization, int32_t founders)
{
    organization->faction = world->now;
    organization->faction_window = window(world);
    organization->faction_until =
        organization->parameters.voice_dissent_rule == CADRE_DISSENT_ALWAYS ? INT32_MAX
                                                                            : window(world) + 1;
    organization->faction_members = founders;
    cadre_report(world, organization, CADRE_EVENT_faction_formed, NULL, CADRE_NONE, founders);
}

/* The first of the connected groups that is large enough founds a faction. */
static void look_for_founders(cadre_world_t *world, cadre_organization_t *organization)
{
    const int32_t needed = organization->parameters.factions_founders;
    connect(world, organization);
    for (int32_t k = 0; k < organization->branch_count; k++) {
        const int32_t root = organization->branches[k];
        if (world->branches[root].start.speaking == 0 || find_root(world, root) != root ||
            count_connected(world, organization, root) < needed)
            continue;
        found(world, organization, add_founders(world, organization, is_connected, &root, needed));
        return;
    }
}

void cadre_factions_found(cadre_world_t *world, cadre_organization_t *organization,
                          int32_t founders)
{
    static const cadre_candidate_t in_order[] = {speaks, is_silent, is_neutral};
    const int32_t wanted =
        founders >= 0 ? founders : (int32_t)organization->parameters.factions_founders;
    int32_t n = 0;
    if (organization->faction != CADRE_NONE)
        return;
    for (size_t k = 0; k < sizeof in_order / sizeof *in_order && n < wanted; k++)
        n += add_founders(world, organization, in_order[k], NULL, wanted - n);
    if (n > 0)
        found(world, organization, n);
}

/* ---------------------------------------------------------------- growth */

static int32_t count_members(const cadre_world_t *world, const cadre_branch_t *branch)
{
    int32_t members = 0;
    for (int32_t k = 0; k < branch->people.count; k++)
        members += in_faction(world, branch->people.start + k);
    return members;
}

/* Who would join if the faction were large enough in the branch, and who is in it. */
static int32_t count_discontented(const cadre_world_t *world,
                                  const cadre_organization_t *organization,
                                  const cadre_branch_t *branch)
{
    int32_t discontented = 0;
    const int32_t end = branch->people.start + branch->people.count;
    for (int32_t slot = branch->people.start; slot < end; slot++)
        discontented += in_faction(world, slot) || is_discontented(world, organization, slot);
    return discontented;
}

static void win_branch(cadre_world_t *world, const cadre_organization_t *organization,
                       const cadre_branch_t *branch, double share)
{
    const cadre_parameters_t *p = &organization->parameters;
    const int32_t end = branch->people.start + branch->people.count;
    for (int32_t slot = branch->people.start; slot < end; slot++) {
        if (in_faction(world, slot) || !is_discontented(world, organization, slot))
            continue;
        const cadre_words_t words =
            cadre_draw(world->luck, world->people.id[slot], (uint32_t)organization->faction,
                       CADRE_DRAW_FACTION, 0);
        const double z = cadre_normal(cadre_uniform(words.word[1]));
        if (share > p->factions_join_mean + p->factions_join_sd * z)
            world->people.stance[slot] |= CADRE_STANCE_FACTION;
    }
}

typedef struct {
    cadre_world_t *world;
    const cadre_organization_t *organization;
} growth_t;

/* The faction grows in the branch of that number, from 0 on, those at large; its members there are
 * counted. */
static void grow_in(void *argument, int number)
{
    const growth_t *self = argument;
    cadre_branch_t *branch = cadre_branch_number(self->world, self->organization, number - 1);
    branch->counted[0] = count_members(self->world, branch);
    if (branch->counted[0] == 0 || number == 0)
        return;
    const int32_t discontented = count_discontented(self->world, self->organization, branch);
    if (branch->counted[0] == discontented)
        return;
    win_branch(self->world, self->organization, branch, (double)branch->counted[0] / discontented);
    branch->counted[0] = count_members(self->world, branch);
}

static int32_t grow(cadre_world_t *world, const cadre_organization_t *organization)
{
    growth_t growth = {world, organization};
    int32_t members = 0;
    cadre_spread(world, 4, organization->branch_count + 1, grow_in, &growth);
    for (int32_t b = -1; b < organization->branch_count; b++)
        members += cadre_branch_number(world, organization, b)->counted[0];
    return members;
}

static void end_faction(cadre_world_t *world, cadre_organization_t *organization)
{
    const int32_t members = for_each_person(world, organization, leaves_faction, NULL);
    organization->faction = CADRE_NONE;
    organization->faction_members = 0;
    cadre_report(world, organization, CADRE_EVENT_faction_ended, NULL, CADRE_NONE, members);
}

/* ---------------------------------------------------------------- leaving together */

/* The mean doctrine of those who are marked. */
typedef struct {
    double sum;
    int32_t count;
} doctrine_t;

static bool adds_doctrine(cadre_world_t *world, cadre_organization_t *organization, int32_t slot,
                          void *argument)
{
    (void)organization;
    doctrine_t *doctrine = argument;
    if (!(world->people.flags[slot] & CADRE_FLAG_MARKED))
        return false;
    doctrine->sum += (double)world->people.doctrine[slot];
    doctrine->count++;
    return true;
}

/* Those who are marked found an organization, with a share of the funds if they secede; or go home.
 * Returns how many went. */
static int32_t leave_together(cadre_world_t *world, cadre_organization_t *organization,
                              const char *name, bool expelled, cadre_event_type_t event)
{
    doctrine_t doctrine = {0, 0};
    const int32_t members = organization->members;
    const int32_t going = for_each_person(world, organization, adds_doctrine, &doctrine);
    if (going == 0)
        return 0;
    if (going < FEWEST) {
        cadre_report(world, organization, event, "home", CADRE_NONE, going);
        return cadre_organization_send_home(world, organization);
    }
    cadre_organization_t *born =
        cadre_organization_bear(world, organization, organization->kind, name, "faction",
                                organization->parameters.factions_drift);
    if (born == NULL)
        return 0;
    born->base.traits_doctrine = doctrine.sum / doctrine.count;
    if (expelled)
        born->base.leadership_openness = cadre_clamp(born->base.leadership_openness + WIDER, 0, 1);
    else {
        born->funds = organization->funds * going / members;
        organization->funds -= born->funds;
    }
    cadre_script_parameters(world, born);
    const int32_t gone = cadre_organization_join(world, organization, born);
    cadre_report_birth(world, organization, event, born, gone);
    return gone;
}

/* ---------------------------------------------------------------- expulsion */

static bool takes_along(cadre_world_t *world, int32_t handle, int32_t *left)
{
    const int32_t slot = handle == CADRE_NONE ? CADRE_NONE : world->people.ties[handle].slot;
    if (*left == 0 || slot == CADRE_NONE || world->people.flags[slot] & CADRE_FLAG_MARKED)
        return false;
    world->people.flags[slot] |= CADRE_FLAG_MARKED;
    (*left)--;
    return true;
}

/* Marks Poisson(sympathizers) of those tied to somebody of the faction. */
static bool finds_sympathizers(cadre_world_t *world, cadre_organization_t *organization,
                               int32_t slot, void *argument)
{
    (void)argument;
    if (!in_faction(world, slot))
        return false;
    const cadre_tie_node_t *ties = world->people.ties;
    const cadre_tie_node_t *self = &ties[world->people.handle[slot]];
    const cadre_words_t words = cadre_draw(world->luck, world->people.id[slot],
                                           (uint32_t)world->now, CADRE_DRAW_FACTION, 0);
    int32_t left = (int32_t)cadre_poisson(organization->parameters.factions_sympathizers,
                                          cadre_uniform(words.word[2]));
    takes_along(world, self->recruiter, &left);
    for (int32_t child = self->first_recruit; child != CADRE_NONE; child = ties[child].next)
        takes_along(world, child, &left);
    return true;
}

/* Remembers how many go of each branch. */
static void count_leavers(cadre_world_t *world, cadre_organization_t *organization)
{
    for (int32_t k = 0; k < organization->branch_count; k++) {
        cadre_branch_t *branch = cadre_branch_number(world, organization, k);
        const int32_t end = branch->people.start + branch->people.count;
        branch->expelled = 0;
        for (int32_t slot = branch->people.start; slot < end; slot++)
            branch->expelled += (world->people.flags[slot] & CADRE_FLAG_MARKED) != 0;
    }
}

/* Those who lost people see it, and may leave as a whole, the more likely the more they lost. */
static void lose_branches(cadre_world_t *world, cadre_organization_t *organization)
{
    const double bloc = organization->parameters.factions_bloc;
    for (int32_t k = organization->branch_count - 1; k >= 0 && world->error == CADRE_OK; k--) {
        cadre_branch_t *branch = cadre_branch_number(world, organization, k);
        const int32_t lost = branch->expelled;
        if (lost == 0 || branch->people.count == 0)
            continue;
        branch->sanctions++;
        const double share = (double)lost / (lost + branch->people.count);
        const cadre_words_t words =
            cadre_draw(world->luck, branch->id, (uint32_t)world->now, CADRE_DRAW_DELEGATES, 0);
        if (cadre_uniform(words.word[1]) < bloc * share)
            cadre_organization_release(world, organization, organization->branches[k],
                                       CADRE_EVENT_branch_left);
    }
}

/* The faction goes; the organization has none any more. */
static void part_with_faction(cadre_world_t *world, cadre_organization_t *organization,
                              const char *name, bool expelled)
{
    if (organization->faction == CADRE_NONE)
        return;
    for_each_person(world, organization, packs, NULL);
    if (expelled)
        for_each_person(world, organization, finds_sympathizers, NULL);
    count_leavers(world, organization);
    organization->faction = CADRE_NONE;
    organization->faction_members = 0;
    leave_together(world, organization, name, expelled,
                   expelled ? CADRE_EVENT_faction_expelled : CADRE_EVENT_seceded);
    if (expelled)
        lose_branches(world, organization);
}

void cadre_factions_expel(cadre_world_t *world, cadre_organization_t *organization,
                          const char *name)
{
    part_with_faction(world, organization, name, true);
}

void cadre_factions_secede(cadre_world_t *world, cadre_organization_t *organization,
                           const char *name)
{
    part_with_faction(world, organization, name, false);
}

/* Whether the leadership gets rid of the faction this month. */
static bool is_expelled(const cadre_world_t *world, const cadre_organization_t *organization)
{
    const cadre_parameters_t *p = &organization->parameters;
    int32_t speaking = 0;
    if (p->voice_dissent_rule == CADRE_DISSENT_ALWAYS || world->now == organization->faction)
        return false;
    for (int32_t k = 0; k < organization->branch_count; k++)
        speaking += world->branches[organization->branches[k]].start.speaking;
    if (speaking >= MAJORITY * organization->start_members)
        return false;
    const double closed = (1 - organization->openness) / (1 - world->defaults.leadership_openness);
    const cadre_words_t words =
        cadre_draw(world->luck, organization->id, (uint32_t)world->now, CADRE_DRAW_EXPULSION, 0);
    return cadre_happens(p->factions_expel_per_month * closed, cadre_uniform(words.word[0]));
}

/* ---------------------------------------------------------------- secession at a convention */

static bool is_dissatisfied(const cadre_world_t *world, int32_t slot)
{
    return world->now - world->people.spoke[slot] <= CADRE_QUARTER_WEEKS;
}

/* Marks the dissatisfied on one side of the doctrine, or only counts them. */
typedef struct {
    double stand;
    bool above, marks;
} side_t;

static bool takes_side(cadre_world_t *world, cadre_organization_t *organization, int32_t slot,
                       void *argument)
{
    (void)organization;
    const side_t *side = argument;
    const bool above = (double)world->people.doctrine[slot] > side->stand;
    if (!is_dissatisfied(world, slot) || above != side->above)
        return false;
    if (side->marks)
        world->people.flags[slot] |= CADRE_FLAG_MARKED;
    return true;
}

/* Against the size at the convention before the last. */
static bool is_in_decline(cadre_organization_t *organization)
{
    const double before = organization->convention_size[1];
    organization->convention_size[1] = organization->convention_size[0];
    organization->convention_size[0] = organization->members;
    return before > 0 && organization->members <=
                             (1 - organization->parameters.factions_secession_decline) * before;
}

static void break_up(cadre_world_t *world, cadre_organization_t *organization)
{
    const cadre_parameters_t *p = &organization->parameters;
    const cadre_words_t words =
        cadre_draw(world->luck, organization->id, (uint32_t)world->now, CADRE_DRAW_CONVENTION, 0);
    side_t sides[2] = {{.stand = p->traits_doctrine}, {.stand = p->traits_doctrine, .above = true}};
    const int32_t below = for_each_person(world, organization, takes_side, &sides[0]);
    const int32_t above = for_each_person(world, organization, takes_side, &sides[1]);
    const double unit = below + above > 0 ? organization->opposition / (below + above) : 0;
    for (int k = 0; k < 2 && world->error == CADRE_OK; k++) {
        const int32_t people = k == 0 ? below : above;
        if (people < FEWEST || unit * people < p->factions_secession_share ||
            cadre_uniform(words.word[1 + k]) >= p->factions_secession)
            continue;
        sides[k].marks = true;
        for_each_person(world, organization, takes_side, &sides[k]);
        leave_together(world, organization, NULL, false, CADRE_EVENT_seceded);
    }
}

/* ---------------------------------------------------------------- a sponsor elsewhere */

void cadre_factions_loyal_minority(cadre_world_t *world, cadre_organization_t *organization,
                                   const char *name)
{
    const doctrines_t doctrines = {organization->sponsor_position,
                                   organization->parameters.traits_doctrine};
    for (int32_t b = -1; b < organization->branch_count; b++) {
        const cadre_branch_t *branch = cadre_branch_number(world, organization, b);
        for (int32_t k = 0; k < branch->people.count; k++)
            if (is_nearer(world, branch->people.start + k, &doctrines))
                world->people.flags[branch->people.start + k] |= CADRE_FLAG_MARKED;
    }
    leave_together(world, organization, name, true, CADRE_EVENT_split_off);
}

/* Those near the sponsor join the standing faction: the discontented of them, or all. */
static void win_followers(cadre_world_t *world, cadre_organization_t *organization, bool all)
{
    const doctrines_t doctrines = {organization->sponsor_position,
                                   organization->parameters.traits_doctrine};
    for (int32_t b = -1; b < organization->branch_count; b++) {
        const cadre_branch_t *branch = cadre_branch_number(world, organization, b);
        const int32_t end = branch->people.start + branch->people.count;
        for (int32_t slot = branch->people.start; slot < end; slot++)
            if (is_nearer(world, slot, &doctrines) &&
                (all || is_discontented(world, organization, slot)))
                world->people.stance[slot] |= CADRE_STANCE_FACTION;
    }
}

static void instigate(cadre_world_t *world, cadre_organization_t *organization)
{
    const doctrines_t doctrines = {organization->sponsor_position,
                                   organization->parameters.traits_doctrine};
    if (organization->faction != CADRE_NONE || !cadre_world_has(world, CADRE_MECHANISM_factions))
        return;
    const int32_t n = add_founders(world, organization, is_nearer, &doctrines,
                                   organization->parameters.factions_founders);
    if (n == 0)
        return;
    found(world, organization, n);
    win_followers(world, organization, true);
}

static void back(cadre_world_t *world, cadre_organization_t *organization)
{
    const double missing = organization->parameters.legitimacy_base - organization->legitimacy;
    if (organization->faction != CADRE_NONE)
        win_followers(world, organization, false);
    else if (missing > 0)
        organization->legitimacy += BACKING * missing;
}

void cadre_factions_sponsor(cadre_world_t *world, cadre_organization_t *organization,
                            const cadre_event_spec_t *event)
{
    const cadre_organization_t *sponsor =
        event->sponsor == CADRE_NONE ? NULL : world->organizations[event->sponsor];
    if (organization->severed) /* it has no hold any more */
        return;
    organization->sponsor_position =
        sponsor == NULL ? event->position : sponsor->parameters.traits_doctrine;
    switch (event->action) {
    case CADRE_SPONSOR_INSTIGATE:
        instigate(world, organization);
        break;
    case CADRE_SPONSOR_BACK:
        back(world, organization);
        break;
    case CADRE_SPONSOR_COPY_REGIME:
        if (sponsor == NULL)
            break;
        organization->base = sponsor->parameters;
        cadre_script_parameters(world, organization);
        break;
    case CADRE_SPONSOR_EXPEL:
        organization->issue_salience = EXPULSION_ISSUE;
        organization->severed = true;
        break;
    case CADRE_SPONSOR_SEVER:
    case CADRE_SPONSOR_COUNT:
        organization->severed = true;
        break;
    }
}

/* ---------------------------------------------------------------- the week */

static void live_with_faction(cadre_world_t *world, cadre_organization_t *organization)
{
    organization->faction_members = grow(world, organization);
    if (organization->faction_members == 0 || world->now >= organization->faction_until)
        end_faction(world, organization);
    else if (world->month_begins && is_expelled(world, organization))
        cadre_factions_expel(world, organization, NULL);
}

void cadre_factions_week(cadre_world_t *world, cadre_organization_t *organization)
{
    if (organization->convened == world->now - 1 && is_in_decline(organization) &&
        organization->replaced != organization->convened)
        break_up(world, organization);
    if (organization->faction != CADRE_NONE)
        live_with_faction(world, organization);
    else if (world->month_begins && cadre_dissent_allowed(world, organization) &&
             organization->faction_window != window(world))
        look_for_founders(world, organization);
}
