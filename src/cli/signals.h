/* The first interruption asks for an orderly end, the second ends at once. */
#ifndef CADRE_SIGNALS_H
#define CADRE_SIGNALS_H

#include <stdbool.h>

/* From here until cadre_signals_release, the first SIGINT, SIGTERM or SIGHUP is only noted (unless
 * it was ignored before) and the second acts as ever. With `pipe_too`, SIGPIPE is ignored
 * meanwhile: a reader of messages who goes away must not leave half a folder behind. */
typedef struct {
    bool pipe_changed;
} cadre_held_signals_t;
cadre_held_signals_t cadre_signals_hold(bool pipe_too);
void cadre_signals_release(cadre_held_signals_t before);
/* Whether one came; the form the engine polls (`context` is not used). */
bool cadre_signals_came(void *context);
/* Ends the process by the signal that came, as its parent expects; returns if none did. */
void cadre_signals_obey(void);

#endif
