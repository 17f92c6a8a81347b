#include "cli/summary.h"

#include "base/dates.h"
#include "cli/output.h"

#include <math.h>
#include <stdio.h>

static void add_date(cadre_json_writer_t *out, const char *key, int32_t day)
{
    char date[11];
    cadre_json_write_string(out, key, cadre_date_format(day, date));
}

static void add_range(cadre_json_writer_t *out, const char *key, cadre_range_t range)
{
    cadre_json_write_open(out, key, '{');
    cadre_answer_number(out, "q05", range.low);
    cadre_answer_number(out, "q50", range.median);
    cadre_answer_number(out, "q95", range.high);
    cadre_json_write_close(out, '}');
}

static void add_figures(const cadre_summary_t *self, int k, cadre_json_writer_t *out)
{
    for (int i = 0; i < CADRE_SUMMARY_ROWS; i++) {
        const cadre_summary_row_t *row = &cadre_summary_rows[i];
        add_range(out, row->name, cadre_figures_range(self->figures, k, row->figure));
        const double step = cadre_figures_range(self->figures, k, CADRE_FIGURE_PEAK_STEP).median;
        if (row->figure == CADRE_FIGURE_PEAK && isfinite(step))
            add_date(out, "members_peak_date", cadre_scenario_day(self->scenario, (int32_t)step));
    }
}

static void add_ends(const cadre_ends_t *ends, cadre_json_writer_t *out)
{
    double total = 0;
    for (int p = 0; p < CADRE_HOURS_COUNT; p++)
        total += ends->hours[p];
    cadre_json_write_open(out, "hours_share", '{');
    for (int p = 0; p < CADRE_HOURS_COUNT; p++)
        cadre_answer_number(out, cadre_hours_info((cadre_hours_t)p)->name,
                            total > 0 ? ends->hours[p] / total : (double)NAN);
    cadre_json_write_close(out, '}');
    cadre_json_write_number(out, "alive", (double)ends->alive);
    cadre_json_write_number(out, "died", (double)ends->died);
    cadre_json_write_number(out, "destroyed", (double)ends->destroyed);
    cadre_json_write_number(out, "merged", (double)ends->merged);
    cadre_json_write_number(out, "dissolved", (double)ends->dissolved);
}

static void add_evidence(const cadre_views_t *views, cadre_json_writer_t *out)
{
    cadre_json_write_open(out, "evidence", '[');
    for (int i = 0; i < views->held_count; i++) {
        const cadre_pattern_t *pattern = views->held[i].pattern;
        cadre_json_write_open(out, NULL, '{');
        cadre_json_write_string(out, "id", pattern->id);
        cadre_json_write_string(out, "measure", pattern->measure);
        add_date(out, "date", pattern->day);
        cadre_json_write_number(out, "value", pattern->value);
        cadre_json_write_number(out, "low", pattern->low);
        cadre_json_write_number(out, "high", pattern->high);
        cadre_answer_number(out, "median", views->held[i].median);
        cadre_json_write_close(out, '}');
    }
    cadre_json_write_close(out, ']');
}

static int add_organization(const cadre_summary_t *self, int k, cadre_json_writer_t *out)
{
    const cadre_organization_spec_t *organization = cadre_summary_organization(self, k);
    const cadre_specification_t *specification = &self->scenario->specification;
    cadre_views_t views;
    const int status = cadre_views_create(self, k, &views);
    if (status != 0)
        return status;
    cadre_json_write_open(out, NULL, '{');
    cadre_json_write_string(out, "id", organization->id);
    cadre_answer_text(out, "title", organization->title);
    add_date(out, "start", cadre_scenario_day(self->scenario, organization->founded));
    add_date(out, "end", cadre_scenario_day(self->scenario, specification->steps));
    cadre_json_write_number(out, "members_start", organization->founders.members);
    add_figures(self, k, out);
    add_ends(cadre_figures_ends(self->figures, k), out);
    add_evidence(&views, out);
    cadre_json_write_close(out, '}');
    cadre_views_free(&views);
    return 0;
}

static void add_run(const cadre_summary_t *self, cadre_json_writer_t *out)
{
    char seed[24];
    cadre_json_write_string(out, "scenario", self->scenario->name);
    cadre_answer_text(out, "title", self->scenario->title);
    cadre_json_write_string(out, "directory", self->directory);
    cadre_json_write_boolean(out, "replaced", self->replaced);
    cadre_json_write_number(out, "runs", (double)self->totals->done);
    cadre_json_write_number(out, "capped", (double)self->totals->capped);
    cadre_json_write_number(out, "failed", (double)self->totals->failed);
    /* as text: a seed need not fit a JSON reader's double */
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)self->seed);
    cadre_json_write_string(out, "seed", seed);
    cadre_json_write_number(out, "threads", self->threads);
    cadre_answer_text(out, "posterior", self->posterior != NULL ? self->posterior->path : NULL);
}

int cadre_summary_answer(const cadre_summary_t *self, cadre_text_t *text)
{
    const char *files[CADRE_SUMMARY_FILES];
    cadre_json_writer_t out = {.out = text};
    int status = 0;
    cadre_summary_files(self, files);
    cadre_answer_begin(&out, "run", self->totals->failed > 0 ? "some runs failed" : "ok");
    for (int i = 0; files[i] != NULL; i++)
        cadre_answer_file(&out, self->directory, files[i]);
    cadre_answer_result(&out);
    cadre_json_write_open(&out, "result", '{');
    add_run(self, &out);
    cadre_json_write_open(&out, "organizations", '[');
    for (int k = 0; k < cadre_figures_organizations(self->figures) && status == 0; k++)
        status = add_organization(self, k, &out);
    cadre_json_write_close(&out, ']');
    cadre_json_write_close(&out, '}');
    cadre_answer_end(&out);
    return status;
}
