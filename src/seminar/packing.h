/* A scenario as bytes, for the page that carries the model: what a run needs of it, the
 * specification with the scenario's name and title. Little-endian, as WebAssembly and the machines
 * that Cadre is built on are; read by the same version of the program that wrote it. */
#ifndef CADRE_PACKING_H
#define CADRE_PACKING_H

#include "base/text.h"
#include "scenario/scenario.h"

/* Adds the bytes to `out`, which says whether memory was enough. */
void cadre_pack(const cadre_scenario_t *value, cadre_text_t *out);

/* What cadre_unpack made; zeroed before the first use. */
typedef struct {
    cadre_scenario_t scenario; /* name, title, seed, end_day and specification only */
    cadre_organization_spec_t *organizations; /* those of the specification, to be changed */
    cadre_event_spec_t *events;               /* likewise */
    void *blocks;                             /* owner of everything above */
} cadre_unpacked_t;

/* CADRE_ERROR_INPUT for bytes that cadre_pack did not write, CADRE_ERROR_MEMORY. Free it even
 * then. */
int cadre_unpack(const void *packed, size_t size, cadre_unpacked_t *out);
void cadre_unpacked_free(cadre_unpacked_t *self);

#endif
