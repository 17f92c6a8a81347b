#include "report/groups.h"

#include <string.h>

static bool is_known(const cadre_names_t *names, const char *text)
{
    for (int i = names->count - 1; i >= 0; i--) /* most often it is that of the row before */
        if (strcmp(names->items[i], text) == 0)
            return true;
    return false;
}

cadre_names_t cadre_groups_names(cadre_scratch_t *scratch, const cadre_data_t *data, int column,
                                 long row, long end)
{
    cadre_names_t names = {0};
    names.items = cadre_scratch_alloc(scratch, (size_t)(end - row), sizeof *names.items);
    for (; names.items != NULL && row < end; row++) {
        const char *text = cadre_data_text(data, row, column);
        if (!is_known(&names, text))
            names.items[names.count++] = text;
    }
    return names;
}

long cadre_groups_end(const cadre_data_t *data, long row, const int *columns, int count)
{
    long end = row;
    for (bool same = true; same && end < data->rows; end += same)
        for (int c = 0; same && c < count; c++)
            same = strcmp(cadre_data_text(data, row, columns[c]),
                          cadre_data_text(data, end, columns[c])) == 0;
    return end;
}
