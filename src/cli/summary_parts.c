#include "cli/summary.h"

#include "base/memory.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

const cadre_summary_row_t cadre_summary_rows[CADRE_SUMMARY_ROWS] = {
    {"members, peak", "members_peak", CADRE_FIGURE_PEAK, false},
    {"members, end", "members_end", CADRE_FIGURE_END, false},
    {"cities, peak", "cities_peak", CADRE_FIGURE_CITIES, false},
    {"recruits", "recruits", CADRE_FIGURE_RECRUITS, false},
    {"leavers", "exits", CADRE_FIGURE_LEAVERS, false},
    {"gone in a year", "share_gone_within_year", CADRE_FIGURE_GONE, true},
};

const cadre_organization_spec_t *cadre_summary_organization(const cadre_summary_t *self, int k)
{
    const cadre_organization_spec_t *organization = self->scenario->specification.organizations;
    for (;; organization++)
        if (cadre_kind_is_observed(organization->kind) && k-- == 0)
            return organization;
}

void cadre_summary_files(const cadre_summary_t *self, const char *files[CADRE_SUMMARY_FILES])
{
    static const char *const names[] = {"runs.csv",        "series.csv", "summary.csv",
                                        "branches.csv",    "events.csv", "purpose.csv",
                                        "datapackage.json"};
    int count = 0;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", self->directory, names[i]);
        if (access(path, F_OK) == 0)
            files[count++] = names[i];
    }
    files[count] = NULL;
}

enum { MONTHLY_ROW_DAYS = 21 };

/* The row nearest to a day; -1 when it is further away than monthly rows can be. */
static int nearest_row(const cadre_summary_t *self, int32_t day)
{
    const int32_t *steps = self->recording->row_steps;
    int row = 0;
    for (int r = 1; r < self->recording->row_count; r++) {
        const int32_t distance = cadre_scenario_day(self->scenario, steps[r]) - day;
        const int32_t before = day - cadre_scenario_day(self->scenario, steps[row]);
        if (distance < before || distance <= 0)
            row = r;
    }
    const int32_t off = cadre_scenario_day(self->scenario, steps[row]) - day;
    return off < -MONTHLY_ROW_DAYS || off > MONTHLY_ROW_DAYS ? -1 : row;
}

/* The patterns about one organization; the memory is the caller's. */
static int collect_patterns(const cadre_summary_t *self, const char *organization,
                            cadre_held_t *held)
{
    int count = 0;
    for (int p = 0; p < self->scenario->pattern_count; p++) {
        const cadre_pattern_t *pattern = &self->scenario->patterns[p];
        const int measure = cadre_measure_find(pattern->measure);
        if (measure >= 0 && cadre_pattern_is_plain(pattern) &&
            strcmp(pattern->organization, organization) == 0)
            held[count++] = (cadre_held_t){.pattern = pattern, .measure = (cadre_measure_t)measure};
    }
    return count;
}

/* Medians of all patterns about one measure, from its fan. */
static int fill_measure(const cadre_summary_t *self, int k, cadre_measure_t measure,
                        double (*fan)[5], cadre_views_t *views)
{
    bool wanted = measure == CADRE_MEASURE_members;
    for (int i = 0; i < views->held_count; i++)
        wanted |= views->held[i].measure == measure;
    if (!wanted)
        return 0;
    const int status = cadre_run_store_fan(self->store, k, measure, fan);
    for (int i = 0; status == 0 && i < views->held_count; i++) {
        cadre_held_t *held = &views->held[i];
        if (held->measure != measure)
            continue;
        const int row = nearest_row(self, held->pattern->day);
        held->median = row < 0 ? CADRE_MISSING : fan[row][2];
    }
    return status;
}

int cadre_views_create(const cadre_summary_t *self, int k, cadre_views_t *out)
{
    const size_t rows = (size_t)self->recording->row_count;
    *out = (cadre_views_t){
        .held = cadre_alloc((size_t)self->scenario->pattern_count, sizeof *out->held),
        .members = cadre_alloc(rows, sizeof *out->members),
    };
    double(*fan)[5] = cadre_alloc(rows, sizeof *fan);
    int status = out->held != NULL && out->members != NULL && fan != NULL ? 0 : CADRE_ERROR_MEMORY;
    if (status == 0)
        out->held_count =
            collect_patterns(self, cadre_summary_organization(self, k)->id, out->held);
    for (int m = 0; status == 0 && m < CADRE_MEASURE_COUNT; m++)
        status = fill_measure(self, k, (cadre_measure_t)m,
                              m == CADRE_MEASURE_members ? out->members : fan, out);
    cadre_free(fan);
    if (status != 0)
        cadre_views_free(out);
    return status;
}

void cadre_views_free(cadre_views_t *self)
{
    cadre_free(self->held);
    cadre_free(self->members);
    *self = (cadre_views_t){0};
}
