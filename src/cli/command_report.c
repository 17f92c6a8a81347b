#include "cli/commands.h"

#include "cli/output.h"
#include "report/report.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

/* ---------------------------------------------------------------- where the page goes */

/* results/report-NAME.html, after the last part of DIR. */
static int default_path(const char *folder, cadre_text_t *out, cadre_error_t *err)
{
    size_t end = strlen(folder);
    while (end > 1 && folder[end - 1] == '/')
        end--;
    size_t start = end;
    while (start > 0 && folder[start - 1] != '/')
        start--;
    const char *name = folder + start;
    const bool nameless = end - start == 0 || name[0] == '.' || name[0] == '/';
    cadre_text_add(out, "results/report-");
    if (nameless)
        cadre_text_add(out, "results");
    else
        cadre_text_add_n(out, name, end - start);
    cadre_text_add(out, ".html");
    if (out->failed)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    if (mkdir("results", 0777) != 0 && errno != EEXIST)
        return cadre_error_set(err, CADRE_ERROR_CREATE, "cannot create 'results': %s",
                               strerror(errno));
    return CADRE_OK;
}

static int describe(const cadre_arguments_t *arguments, const char *kind, const char *path,
                    size_t bytes, cadre_error_t *err)
{
    cadre_text_t text = {0};
    if (arguments->json) {
        cadre_json_writer_t out = {.out = &text};
        cadre_answer_begin(&out, "report", "ok");
        cadre_json_write_string(&out, NULL, path);
        cadre_answer_result(&out);
        cadre_json_write_open(&out, "result", '{');
        cadre_json_write_string(&out, "kind", kind);
        cadre_json_write_number(&out, "bytes", (double)bytes);
        cadre_json_write_close(&out, '}');
        cadre_answer_end(&out);
    } else {
        cadre_text_addf(&text, "%s%s\n", arguments->quiet ? "" : "report in ", path);
    }
    return cadre_output_text(&text, err);
}

/* To a file, or with -o - to standard output. */
static int publish(const cadre_arguments_t *arguments, const char *kind, cadre_text_t *page,
                   cadre_error_t *err)
{
    cadre_text_t path = {0};
    const char *to = arguments->output;
    int status = CADRE_OK;
    if (to != NULL && strcmp(to, "-") == 0)
        return cadre_output_text(page, err);
    if (to == NULL) {
        status = default_path(arguments->operands[0], &path, err);
        to = path.data;
    }
    if (status == CADRE_OK)
        status = cadre_report_write(to, page, err);
    if (status == CADRE_OK)
        status = describe(arguments, kind, to, page->length, err);
    cadre_text_free(&path);
    cadre_text_free(page);
    return status;
}

int cadre_command_report(const cadre_arguments_t *arguments, cadre_error_t *err)
{
    const char *folder = arguments->operands[0];
    cadre_origin_t *origin = NULL;
    cadre_text_t page = {0};
    if (arguments->setting_count > 0)
        return cadre_error_set(err, CADRE_ERROR_USAGE,
                               "'cadre report' runs nothing: --set has no use here");
    int status = cadre_origin_read(folder, &origin, err);
    if (status == CADRE_OK)
        status = cadre_report_make(folder, origin, &page, err);
    if (status == CADRE_OK)
        status = publish(arguments, cadre_origin_kind(origin), &page, err);
    cadre_text_free(&page);
    cadre_origin_free(origin);
    return status;
}
