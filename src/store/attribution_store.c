#include "store/attribution_store.h"

#include "base/memory.h"
#include "model/world.h"
#include "store/attribution_rows.h"
#include "store/folder.h"

#include <math.h>

static void add_group(const cadre_attribution_t *self, int group, cadre_text_t *out)
{
    const char *between = "";
    if (self->options.method == CADRE_ASK_SHAPLEY && self->names[group] != NULL) {
        cadre_text_add(out, self->names[group]);
        return;
    }
    for (int i = 0; i < self->told->input_count; i++)
        if (self->group_of[i] == group) {
            cadre_text_addf(out, "%s%s", between, self->told->inputs[i]);
            between = "+";
        }
}

void cadre_attribution_name(const cadre_attribution_t *self, int input, int other,
                            cadre_text_t *out)
{
    if (input < 0)
        cadre_text_add(out, input == CADRE_INPUT_NONE  ? "(none)"
                            : input == CADRE_INPUT_ALL ? "(all)"
                                                       : "(dummy)");
    else
        add_group(self, input, out);
    if (other >= 0) {
        cadre_text_add(out, ":");
        add_group(self, other, out);
    }
}

static void add_index(cadre_sheet_t *sheet, const cadre_attribution_t *self, int outcome,
                      const cadre_index_t *index, cadre_text_t *name)
{
    cadre_text_clear(name);
    cadre_attribution_name(self, index->input, index->other, name);
    cadre_sheet_text(sheet, self->told->outcomes[outcome]);
    cadre_sheet_text(sheet, name->failed ? "" : name->data);
    cadre_sheet_text(sheet, index->index);
    cadre_sheet_double(sheet, index->estimate);
    cadre_sheet_double(sheet, index->bounds.low);
    cadre_sheet_double(sheet, index->bounds.high);
    cadre_sheet_double(sheet, index->bootstrap.low);
    cadre_sheet_double(sheet, index->bootstrap.high);
    cadre_sheet_end_row(sheet);
}

/* One side of one input's limits, or (input -1) a box without any. */
static void add_limits(cadre_sheet_t *sheet, const cadre_attribution_t *self, int outcome, int box,
                       int input)
{
    const cadre_box_t *of = &self->answers[outcome].boxes.boxes[box];
    cadre_sheet_text(sheet, self->told->outcomes[outcome]);
    cadre_sheet_integer(sheet, box + 1);
    cadre_sheet_text(sheet, input >= 0 ? self->told->inputs[input] : "");
    cadre_sheet_double(sheet, input >= 0 && of->limits_low[input] ? of->low[input] : CADRE_MISSING);
    cadre_sheet_double(sheet,
                       input >= 0 && of->limits_high[input] ? of->high[input] : CADRE_MISSING);
    cadre_sheet_double(sheet, of->coverage);
    cadre_sheet_double(sheet, of->density);
    cadre_sheet_double(sheet, of->support);
    cadre_sheet_double(sheet, input >= 0 ? of->p[input] : CADRE_MISSING);
    cadre_sheet_integer(sheet, box == self->answers[outcome].boxes.chosen);
    cadre_sheet_end_row(sheet);
}

static void add_box(cadre_sheet_t *sheet, const cadre_attribution_t *self, int outcome, int box)
{
    const cadre_box_t *of = &self->answers[outcome].boxes.boxes[box];
    int limited = 0;
    for (int i = 0; i < self->told->input_count; i++)
        if (of->limits_low[i] || of->limits_high[i]) {
            add_limits(sheet, self, outcome, box, i);
            limited++;
        }
    if (limited == 0)
        add_limits(sheet, self, outcome, box, -1);
}

cadre_table_kind_t cadre_attribution_table(const cadre_attribution_t *self)
{
    return self->options.method == CADRE_ASK_PRIM ? CADRE_TABLE_BOXES : CADRE_TABLE_SENSITIVITY;
}

void cadre_attribution_add_rows(cadre_sheet_t *sheet, const cadre_attribution_t *self)
{
    cadre_text_t name = {0};
    for (int k = 0; k < self->told->outcome_count; k++) {
        const cadre_answer_about_t *about = &self->answers[k];
        for (int i = 0; i < about->indices.count; i++)
            add_index(sheet, self, k, &about->indices.items[i], &name);
        for (int b = 0; b < about->boxes.count; b++)
            add_box(sheet, self, k, b);
    }
    sheet->text.failed |= name.failed;
    cadre_text_free(&name);
}

int cadre_attribution_store(const cadre_attribution_store_options_t *options,
                            const cadre_attribution_t *self, bool *replaced, cadre_error_t *err)
{
    const cadre_possession_t claim = {"analyze", options->subject, options->force};
    const cadre_provenance_t provenance = {.kind = "analyze",
                                           .subject = options->subject,
                                           .name = options->name,
                                           .title = "Analysis of the outcomes of a design",
                                           .seed = self->options.seed,
                                           .runs = self->told->points * self->told->replicates,
                                           .keep_runs = -1,
                                           .command = options->command};
    cadre_folder_t folder = {.directory = {.folder = -1, .staging = -1}};
    int status = cadre_folder_open(&folder, options->directory, &claim, err);
    if (status == CADRE_OK)
        status =
            cadre_folder_add(&folder, cadre_attribution_table(self), NULL, options->directory, err);
    if (status == CADRE_OK) {
        cadre_attribution_add_rows(&folder.sheets[0], self);
        status = cadre_folder_check(&folder, err);
    }
    if (status == CADRE_OK)
        status = cadre_folder_publish(&folder, &provenance, replaced, err);
    cadre_folder_close(&folder);
    return status;
}
