/* What a Shapley attribution says of an outcome: factors, pairs, and the prior beside them. */
#ifndef CADRE_SHAPLEY_PAGE_H
#define CADRE_SHAPLEY_PAGE_H

#include "analysis/attribution.h"
#include "base/text.h"

void cadre_shapley_page(const cadre_attribution_t *self, const cadre_answer_about_t *about,
                        cadre_text_t *out);
/* What must be known with all of them. */
void cadre_shapley_notes(const cadre_attribution_t *self, cadre_text_t *out, int width);

#endif
