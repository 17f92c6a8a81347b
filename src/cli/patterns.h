/* Patterns of evidence in words. */
#ifndef CADRE_PATTERNS_H
#define CADRE_PATTERNS_H

#include "base/text.h"
#include "cli/writing.h"
#include "scenario/scenario.h"

/* "members", "members per branches", "most cities until 2019-12-28", "members, relative to
 * 2013-06-30": what is held against the band. */
void cadre_write_pattern(cadre_text_t *out, const cadre_pattern_t *pattern);
/* A number of the pattern: a month where it is a date. Returns `out`. */
char *cadre_word_bound(const cadre_pattern_t *pattern, double x, char out[CADRE_WORD_SIZE]);

#endif
