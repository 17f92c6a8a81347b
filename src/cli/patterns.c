#include "cli/patterns.h"

#include "base/dates.h"

#include <math.h>

void cadre_write_pattern(cadre_text_t *out, const cadre_pattern_t *pattern)
{
    static const char *const takes[] = {
        [CADRE_TAKE_AT] = "",           [CADRE_TAKE_MEAN] = "mean ",
        [CADRE_TAKE_MIN] = "least ",    [CADRE_TAKE_MAX] = "most ",
        [CADRE_TAKE_FIRST] = "first ",  [CADRE_TAKE_LAST] = "last ",
        [CADRE_TAKE_DATE] = "date of ", [CADRE_TAKE_COUNT] = "number of ",
    };
    char date[11];
    cadre_text_addf(out, "%s%s%s", takes[pattern->take], pattern->measure, pattern->event);
    if (pattern->per[0] != '\0')
        cadre_text_addf(out, " per %s", pattern->per);
    if (pattern->take != CADRE_TAKE_AT)
        cadre_text_addf(out, " until %s", cadre_date_format(pattern->until, date));
    if (pattern->relative)
        cadre_text_addf(out, ", relative to %s", cadre_date_format(pattern->relative_day, date));
}

char *cadre_word_bound(const cadre_pattern_t *pattern, double x, char out[CADRE_WORD_SIZE])
{
    if (pattern->take == CADRE_TAKE_DATE && isfinite(x))
        return cadre_word_month((int32_t)x, out);
    return cadre_word_number(x, out);
}
