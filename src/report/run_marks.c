#include "report/run_marks.h"

#include "params/catalogue.h"

#include <stdio.h>
#include <string.h>

enum { LABEL_SIZE = 160 };

/* Where in `out` an event of this day and label stands, or would have to. */
static int find(const cadre_mark_t *out, int count, double day, const char *label, bool *known)
{
    int i = 0;
    while (i < count && out[i].x < day)
        i++;
    *known = false;
    for (int k = i; k < count && !(out[k].x > day); k++)
        *known = *known || strcmp(out[k].label, label) == 0;
    return i;
}

/* "sister scandal: case-2013"; of a note its text. */
static void name_mark(const char *event, const char *label, char out[LABEL_SIZE])
{
    if (label[0] == '\0')
        snprintf(out, LABEL_SIZE, "%s", event);
    else if (strcmp(event, "note") == 0)
        snprintf(out, LABEL_SIZE, "%s", label);
    else
        snprintf(out, LABEL_SIZE, "%s: %s", event, label);
    for (char *c = out; strcmp(event, "note") != 0 && *c != '\0' && *c != ':'; c++)
        *c = *c == '_' ? ' ' : *c;
}

static int add_marks(cadre_page_t *page, cadre_data_t *data, const int *column, int most,
                     cadre_mark_t *out)
{
    int count = 0;
    for (long row = 0; row < data->rows; row++) {
        char label[LABEL_SIZE];
        bool known;
        const char *event = cadre_data_text(data, row, column[1]);
        if (cadre_scripted_event_find(event) < 0)
            continue;
        const double day = cadre_data_day(data, row, column[0]);
        name_mark(event, cadre_data_text(data, row, column[2]), label);
        const int at = find(out, count, day, label, &known);
        if (known || count == most)
            continue;
        memmove(out + at + 1, out + at, (size_t)(count - at) * sizeof *out);
        out[at] = (cadre_mark_t){day, cadre_scratch_text(&page->scratch, "%s", label)};
        if (out[at].label == NULL)
            break;
        count++;
    }
    return count;
}

int cadre_run_marks(cadre_page_t *page, int most, cadre_mark_t *out, int *count)
{
    static const char *const NAMES[] = {"date", "event", "label"};
    cadre_data_t data;
    int column[3];
    *count = 0;
    int status = cadre_data_read(&data, page->folder, "events.csv", page->err);
    if (status == CADRE_OK)
        status = cadre_data_need(&data, NAMES, 3, column, page->err);
    if (status == CADRE_OK) {
        *count = add_marks(page, &data, column, most, out);
        status = cadre_page_check(page, &data);
    }
    cadre_data_free(&data);
    return status;
}
