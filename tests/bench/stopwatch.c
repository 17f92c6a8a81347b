#include "stopwatch.h"

#include "model/mechanisms.h"
#include "model/people.h"

#include <string.h>
#include <time.h>

/* Ticks of the processor where it has a counter that costs little to read, else nanoseconds. */
static uint64_t ticks(void)
{
#ifdef __x86_64__
    return __builtin_ia32_rdtsc();
#else
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * UINT64_C(1000000000) + (uint64_t)t.tv_nsec;
#endif
}

static double now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return 1e9 * (double)t.tv_sec + (double)t.tv_nsec;
}

static struct {
    bool on;
    int owner;
    uint64_t last, first;
    double began_ns;
    uint64_t account[STOPWATCH_COUNT];
    uint64_t called[STOPWATCH_COUNT]; /* functions of it */
    uint64_t calls[STOPWATCH_COUNT];  /* that it called of others */
    double inside, outside;           /* ticks of a call in the account of the called, the caller */
} watch;

/* The account it was in before. */
static int enter(int owner)
{
    const int caller = watch.owner;
    const uint64_t now = ticks();
    watch.account[caller] += now - watch.last;
    watch.calls[caller]++;
    watch.called[owner]++;
    watch.owner = owner;
    watch.last = now;
    return caller;
}

static void leave(int caller)
{
    const uint64_t now = ticks();
    watch.account[watch.owner] += now - watch.last;
    watch.owner = caller;
    watch.last = now;
}

/* ---------------------------------------------------------------- round the functions */

#define AROUND(owner, function, parameters, arguments)                                             \
    void __real_##function parameters;                                                             \
    void __wrap_##function parameters;                                                             \
    void __wrap_##function parameters                                                              \
    {                                                                                              \
        const int caller = watch.on ? enter(STOPWATCH_##owner) : STOPWATCH_COUNT;                  \
        __real_##function arguments;                                                               \
        if (caller != STOPWATCH_COUNT)                                                             \
            leave(caller);                                                                         \
    }
#define WORLD(owner, function) AROUND(owner, function, (cadre_world_t * world), (world))
#define ORGANIZATION(owner, function)                                                              \
    AROUND(owner, function, (cadre_world_t * world, cadre_organization_t * organization),          \
           (world, organization))
#define BLOCK(owner, function) AROUND(owner, function, (cadre_block_t * block), (block))
#define ACT(owner, function)                                                                       \
    AROUND(owner, function, (cadre_world_t * world, cadre_branch_t * branch, int32_t slot),        \
           (world, branch, slot))
#define TELLING_ACT(owner, function)                                                               \
    bool __real_##function(cadre_world_t *world, cadre_branch_t *branch, int32_t slot);            \
    bool __wrap_##function(cadre_world_t *world, cadre_branch_t *branch, int32_t slot);            \
    bool __wrap_##function(cadre_world_t *world, cadre_branch_t *branch, int32_t slot)             \
    {                                                                                              \
        const int caller = watch.on ? enter(STOPWATCH_##owner) : STOPWATCH_COUNT;                  \
        const bool gone = __real_##function(world, branch, slot);                                  \
        if (caller != STOPWATCH_COUNT)                                                             \
            leave(caller);                                                                         \
        return gone;                                                                               \
    }
#define DRAWS(owner, function)                                                                     \
    AROUND(owner, function,                                                                        \
           (cadre_luck_t luck, const uint64_t *restrict ids, int n, uint32_t week,                 \
            unsigned purpose, unsigned block, uint32_t *restrict words, int stride),               \
           (luck, ids, n, week, purpose, block, words, stride))
#include "stopwatch.def"

/* ---------------------------------------------------------------- reading it */

const char *stopwatch_name(stopwatch_owner_t owner)
{
    static const char *const names[STOPWATCH_COUNT] = {
#define M(name, does, without) #name,
#include "params/mechanisms.def"
#undef M
        "standing", "script", "ties", "peaks", "draws", "rest"};
    return names[owner];
}

/* What a call costs both accounts: of many rounds the least, for whatever disturbs only adds. */
static void calibrate(void)
{
    enum { CALLS = 1000, ROUNDS = 200 };
    watch.inside = watch.outside = 1e9;
    for (int round = 0; round < ROUNDS; round++) {
        memset(watch.account, 0, sizeof watch.account);
        watch.owner = STOPWATCH_rest;
        watch.last = ticks();
        for (int i = 0; i < CALLS; i++)
            leave(enter(STOPWATCH_draws));
        const double inside = (double)watch.account[STOPWATCH_draws] / CALLS;
        const double outside = (double)watch.account[STOPWATCH_rest] / CALLS;
        watch.inside = inside < watch.inside ? inside : watch.inside;
        watch.outside = outside < watch.outside ? outside : watch.outside;
    }
}

static void clear(void)
{
    memset(watch.account, 0, sizeof watch.account);
    memset(watch.called, 0, sizeof watch.called);
    memset(watch.calls, 0, sizeof watch.calls);
}

void stopwatch_start(bool on)
{
    calibrate();
    clear();
    watch.on = on;
    watch.owner = STOPWATCH_rest;
    watch.began_ns = now_ns();
    watch.first = watch.last = ticks();
}

void stopwatch_read(double ns[STOPWATCH_COUNT])
{
    const uint64_t now = ticks();
    const double length = (now_ns() - watch.began_ns) / (double)(now - watch.first);
    watch.account[watch.owner] += now - watch.last;
    for (int k = 0; k < STOPWATCH_COUNT; k++)
        ns[k] = length * ((double)watch.account[k] - (double)watch.called[k] * watch.inside -
                          (double)watch.calls[k] * watch.outside);
    clear();
    watch.last = ticks();
}
