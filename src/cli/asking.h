/* What a method is asked and what it answers, as `analyze` and `sensitivity` have it. */
#ifndef CADRE_ASKING_H
#define CADRE_ASKING_H

#include "analysis/attribution.h"
#include "cli/arguments.h"
#include "cli/attribution_page.h"

typedef struct {
    cadre_ask_options_t options;
    char name[128]; /* of the outcome in --when, which the options point to */
} cadre_asking_t;

/* The method, which is the first operand, and its options. CADRE_ERROR_USAGE. */
int cadre_asking_read(const cadre_arguments_t *arguments, cadre_asking_t *out, cadre_error_t *err);
/* The options that were given, each with a blank before it, without the seed. */
void cadre_asking_write(const cadre_arguments_t *arguments, const cadre_ask_options_t *options,
                        cadre_text_t *out);
/* The page, the --json object, or with -q the directory, to standard output. */
int cadre_asking_answer(const cadre_arguments_t *arguments, const cadre_attribution_page_t *page,
                        cadre_error_t *err);

#endif
