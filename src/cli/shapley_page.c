#include "cli/shapley_page.h"

#include "cli/writing.h"
#include "store/attribution_store.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { NAME = 34, VALUE = 10 };

static const cadre_index_t *find(const cadre_answer_about_t *about, const char *name,
                                 const char *form, const cadre_index_t *like)
{
    char index[32];
    snprintf(index, sizeof index, "%s%s", name, form);
    for (int i = 0; i < about->indices.count; i++) {
        const cadre_index_t *found = &about->indices.items[i];
        if (strcmp(found->index, index) == 0 && found->input == like->input &&
            found->other == like->other)
            return found;
    }
    return NULL;
}

static void write_number(cadre_text_t *out, double x)
{
    char number[32] = "-";
    if (isfinite(x))
        snprintf(number, sizeof number, "%.3g", x);
    cadre_write_right(out, number, VALUE);
}

static void write_index(cadre_text_t *out, const cadre_index_t *index)
{
    write_number(out, index->estimate);
    write_number(out, index->bounds.low);
    write_number(out, index->bounds.high);
}

/* A row, with the prior's where there is one. What both say alike within chance the evidence has
 * not taught. */
static void write_row(const cadre_attribution_t *self, const cadre_answer_about_t *about,
                      const cadre_index_t *index, cadre_text_t *out)
{
    const cadre_index_t *prior = find(about, index->index, "_prior", index);
    const cadre_index_t *difference = find(about, index->index, "_difference", index);
    cadre_text_t name = {0};
    cadre_attribution_name(self, index->input, index->other, &name);
    cadre_text_add(out, "  ");
    cadre_write_left(out, name.failed ? "" : name.data, NAME);
    cadre_text_free(&name);
    write_index(out, index);
    if (prior != NULL)
        write_index(out, prior);
    const bool alike =
        difference != NULL && difference->bounds.low <= 0 && difference->bounds.high >= 0;
    cadre_text_add(out, alike ? "  not identified\n" : "\n");
}

static void write_rows(const cadre_attribution_t *self, const cadre_answer_about_t *about,
                       const char *name, const char *title, cadre_text_t *out)
{
    static const char *const HEADS[] = {"95 % from", "to", "prior", "95 % from", "to"};
    const cadre_index_t *first = NULL;
    for (int i = 0; i < about->indices.count; i++)
        if (strcmp(about->indices.items[i].index, name) == 0) {
            const cadre_index_t *index = &about->indices.items[i];
            if (first == NULL) {
                const int heads = find(about, name, "_prior", index) != NULL ? 5 : 2;
                cadre_text_add(out, "  ");
                cadre_write_left(out, "", NAME);
                cadre_write_right(out, title, VALUE);
                for (int h = 0; h < heads; h++)
                    cadre_write_right(out, HEADS[h], VALUE);
                cadre_text_add(out, "\n");
            }
            first = index;
            write_row(self, about, index, out);
        }
}

void cadre_shapley_page(const cadre_attribution_t *self, const cadre_answer_about_t *about,
                        cadre_text_t *out)
{
    write_rows(self, about, "value", "value", out);
    write_rows(self, about, "shapley", "Shapley", out);
    write_rows(self, about, "interaction", "together", out);
}

void cadre_shapley_notes(const cadre_attribution_t *self, cadre_text_t *out, int width)
{
    int64_t prior = 0;
    char line[400];
    for (int64_t u = 0; u < self->units; u++)
        prior += self->told->prior[u * self->rows];
    if (prior == 0 || prior == self->units) {
        cadre_write_wrapped(out,
                            "There are no draws of a prior beside these: what the evidence has "
                            "taught cannot be told from what was assumed.",
                            0, 0, width);
        return;
    }
    snprintf(line, sizeof line,
             "%lld draws of the posterior, %lld of the prior. (not identified): the two differ by "
             "no more than chance, so the number says what was assumed, not what the evidence "
             "teaches.",
             (long long)(self->units - prior), (long long)prior);
    cadre_write_wrapped(out, line, 0, 0, width);
}
