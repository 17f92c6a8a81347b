/* The result directory of an analysis of outcomes told. */
#ifndef CADRE_ATTRIBUTION_STORE_H
#define CADRE_ATTRIBUTION_STORE_H

#include "analysis/attribution.h"
#include "base/text.h"

typedef struct {
    const char *directory;
    const char *subject; /* "METHOD NAME", NAME the stem of the outcomes' file: whose results */
    const char *name;    /* the same without blanks */
    const char *command; /* exact command for the manifest */
    bool force;          /* replace other results */
} cadre_attribution_store_options_t;

/* Writes sensitivity.csv, or boxes.csv of PRIM, and the manifest, and puts them into place.
 * `replaced`: whether results were there before. Errors as of cadre_run_store_open. */
int cadre_attribution_store(const cadre_attribution_store_options_t *options,
                            const cadre_attribution_t *self, bool *replaced, cadre_error_t *err);

/* Name of the input (or of the inputs of the group, joined by '+') of an index, a pair's two joined
 * by ':'; "(dummy)", "(none)" or "(all)" where it is none. Adds to `out`. */
void cadre_attribution_name(const cadre_attribution_t *self, int input, int other,
                            cadre_text_t *out);

#endif
