#include "report/report_internal.h"

#include <string.h>

/* A table of indices is that of one method: each of the two draws what it knows. */
static int add_analysis(cadre_page_t *page)
{
    if (cadre_origin_has(page->origin, "boxes"))
        return cadre_report_boxes(page);
    const int status = cadre_report_sensitivity(page);
    return status == CADRE_OK ? cadre_report_shapley(page) : status;
}

/* A sweep that was analyzed in one go has its indices, or boxes, beside its runs. */
static int add_sweep(cadre_page_t *page)
{
    const bool analyzed =
        cadre_origin_has(page->origin, "sensitivity") || cadre_origin_has(page->origin, "boxes");
    const int status = analyzed ? add_analysis(page) : CADRE_OK;
    return status == CADRE_OK ? cadre_report_sweep(page) : status;
}

static const struct {
    const char *kind;
    int (*add)(cadre_page_t *page);
} KINDS[] = {
    {"run", cadre_report_run},
    {"compare", cadre_report_compare},
    {"score", cadre_report_score},
    {"ablate", cadre_report_ablate},
    {"sweep", add_sweep},
    {"analyze", add_analysis},
    {"calibrate", cadre_report_calibration},
};

enum { KIND_COUNT = sizeof KINDS / sizeof KINDS[0] };

static int unknown_kind(const char *folder, const char *kind, cadre_error_t *err)
{
    cadre_error_set(err, CADRE_ERROR_INPUT,
                    "'%s' holds results of 'cadre %s', which have no picture", folder, kind);
    cadre_error_found(err, kind);
    cadre_error_allowed(
        err, "results of run, compare, score, ablate, sweep, sensitivity, analyze, calibrate");
    return CADRE_ERROR_INPUT;
}

int cadre_report_make(const char *folder, const cadre_origin_t *origin, cadre_text_t *out,
                      cadre_error_t *err)
{
    const char *kind = cadre_origin_kind(origin);
    cadre_page_t page = {.folder = folder, .origin = origin, .out = out, .err = err};
    int k = 0;
    while (k < KIND_COUNT && strcmp(KINDS[k].kind, kind) != 0)
        k++;
    if (k == KIND_COUNT)
        return unknown_kind(folder, kind, err);
    cadre_page_begin(&page);
    int status = KINDS[k].add(&page);
    cadre_page_end(&page);
    if (status == CADRE_OK && (out->failed || page.scratch.failed))
        status = cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory while making the page");
    cadre_scratch_free(&page.scratch);
    return status;
}
