/* What tests may turn. Internal to store/. */
#ifndef CADRE_STORE_INTERNAL_H
#define CADRE_STORE_INTERNAL_H

#include "store/store.h"

/* cadre_run_store_open with `bytes` of memory for the samples behind summary.csv. */
int cadre_run_store_open_within(const cadre_run_store_options_t *options, size_t bytes,
                                cadre_run_store_t **out, cadre_error_t *err);

#endif
