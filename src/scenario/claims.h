/* The claims of the source documents (configs/claims.json; its form: configs/README.md). */
#ifndef CADRE_CLAIMS_H
#define CADRE_CLAIMS_H

#include "base/error.h"

typedef struct {
    const char *document; /* its id, "S2" */
    const char *title;    /* of the document */
    int line;             /* from 1 */
} cadre_claim_source_t;

/* One telling: a claim has one, a contradiction one a version. */
typedef struct {
    const char *says;
    cadre_claim_source_t *sources;
    int source_count;
    const char *external, *confidence, *model; /* "" = none */
} cadre_claim_version_t;

typedef struct {
    const char *const *items;
    int count;
} cadre_claim_names_t;

typedef struct {
    const char *id, *theme, *title; /* theme: for people; of contradictions the same one */
    cadre_claim_version_t *versions;
    int version_count;
    cadre_claim_names_t mechanisms, parameters, measures, scenarios;
    const char *not_modelled, *note;  /* "" = none */
    cadre_claim_names_t against, why; /* ids, and a few words on each */
} cadre_claim_t;

typedef struct {
    cadre_claim_t *claims; /* M01.. then C1.., in the order of the file */
    int count;
    void *memory; /* owner of everything */
} cadre_claims_t;

/* claims.json in ./configs, $CADRE_PATH or the installed data folder; CADRE_ERROR_NO_INPUT. */
int cadre_claims_find(char *path, unsigned long size, cadre_error_t *err);
/* Reads and checks: every mechanism, parameter, measure, document, line, theme and claim that is
 * named must exist. On error `*out` is NULL. */
int cadre_claims_load(const char *path, cadre_claims_t **out, cadre_error_t *err);
void cadre_claims_free(cadre_claims_t *self);
/* The claim of an id, whatever its case, or NULL. */
const cadre_claim_t *cadre_claims_get(const cadre_claims_t *self, const char *id);

#endif
