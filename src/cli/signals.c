#include "cli/signals.h"

#include <signal.h>
#include <stddef.h>

enum { HELD_COUNT = 3 };
static const int held[HELD_COUNT] = {SIGINT, SIGTERM, SIGHUP};
/* A handler has no other way to tell. */
static volatile sig_atomic_t came;

static void note(int number)
{
    came = number;
    for (int i = 0; i < HELD_COUNT; i++)
        signal(held[i], SIG_DFL);
}

/* Whether what a parent asked for (nohup, a background job) is to ignore this signal. */
static bool is_ignored(int number)
{
    struct sigaction now;
    return sigaction(number, NULL, &now) == 0 && now.sa_handler == SIG_IGN;
}

static void set(int number, void (*handler)(int))
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

cadre_held_signals_t cadre_signals_hold(bool pipe_too)
{
    const cadre_held_signals_t before = {.pipe_changed = pipe_too && !is_ignored(SIGPIPE)};
    for (int i = 0; i < HELD_COUNT; i++)
        if (!is_ignored(held[i]))
            set(held[i], note);
    if (before.pipe_changed)
        set(SIGPIPE, SIG_IGN);
    return before;
}

void cadre_signals_release(cadre_held_signals_t before)
{
    for (int i = 0; i < HELD_COUNT; i++)
        if (!is_ignored(held[i]))
            set(held[i], SIG_DFL);
    if (before.pipe_changed)
        set(SIGPIPE, SIG_DFL);
}

bool cadre_signals_came(void *context)
{
    (void)context;
    return came != 0;
}

void cadre_signals_obey(void)
{
    if (came == 0)
        return;
    signal(came, SIG_DFL);
    sigset_t all;
    sigemptyset(&all);
    sigaddset(&all, came);
    sigprocmask(SIG_UNBLOCK, &all, NULL);
    raise(came);
}
