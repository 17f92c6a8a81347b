/* How the lists' entries are worded in all documents. Private to params/. */
#ifndef CADRE_WORDING_H
#define CADRE_WORDING_H

#include "base/text.h"
#include "params/parameters.h"

enum { CADRE_RANGE_SIZE = 2 * CADRE_NUMBER_SIZE + 8 };

/* Static words. */
const char *cadre_wording_type(const cadre_parameter_t *parameter);
const char *cadre_wording_scope(const cadre_parameter_t *parameter);
const char *cadre_wording_scale(const cadre_parameter_t *parameter);
const char *cadre_wording_basis(const cadre_parameter_t *parameter);

/* A value of the parameter as JSON writes it: "0.55", "true". */
void cadre_wording_value(const cadre_parameter_t *parameter, double value,
                         char out[CADRE_NUMBER_SIZE]);
/* "0.15 .. 1.7"; "-" where it is not swept; "false, true". */
void cadre_wording_plausible(const cadre_parameter_t *parameter, char out[CADRE_RANGE_SIZE]);
void cadre_wording_allowed(const cadre_parameter_t *parameter, char out[CADRE_RANGE_SIZE]);

/* Adds `text` broken at spaces into lines of at most `width` bytes; all lines but the first begin
 * with `indent` spaces, and the first is taken to begin there, too. Ends with a newline. */
void cadre_wording_wrap(cadre_text_t *out, const char *text, int indent, int width);

#endif
