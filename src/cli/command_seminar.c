#include "cli/commands.h"

#include "cli/output.h"
#include "report/report.h"
#include "seminar/seminar.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static const char DEFAULT_PATH[] = "results/seminar.html";

static int cannot(cadre_error_t *err)
{
    cadre_error_set(err, CADRE_ERROR_CREATE,
                    "this cadre was built without the model as WebAssembly, which the page needs");
    cadre_error_hint(err, "on Debian: apt-get install clang-14 lld-14 wasi-libc "
                          "libclang-rt-14-dev-wasm32; then cmake -D CADRE_SEMINAR=ON BUILD && "
                          "cmake --build BUILD");
    return CADRE_ERROR_CREATE;
}

static int make_folder(cadre_error_t *err)
{
    if (mkdir("results", 0777) == 0 || errno == EEXIST)
        return CADRE_OK;
    return cadre_error_set(err, CADRE_ERROR_CREATE, "cannot create 'results': %s", strerror(errno));
}

static int describe(const cadre_arguments_t *arguments, const char *path, size_t bytes,
                    cadre_error_t *err)
{
    cadre_text_t text = {0};
    if (arguments->json) {
        cadre_json_writer_t out = {.out = &text};
        cadre_answer_begin(&out, "seminar", "ok");
        cadre_json_write_string(&out, NULL, path);
        cadre_answer_result(&out);
        cadre_json_write_open(&out, "result", '{');
        cadre_json_write_number(&out, "bytes", (double)bytes);
        cadre_json_write_close(&out, '}');
        cadre_answer_end(&out);
    } else {
        cadre_text_addf(&text, "%s%s\n", arguments->quiet ? "" : "seminar page in ", path);
    }
    return cadre_output_text(&text, err);
}

/* To a file, or with -o - to standard output. */
static int publish(const cadre_arguments_t *arguments, cadre_text_t *page, cadre_error_t *err)
{
    const char *path = arguments->output != NULL ? arguments->output : DEFAULT_PATH;
    if (strcmp(path, "-") == 0)
        return cadre_output_text(page, err);
    int status = arguments->output == NULL ? make_folder(err) : CADRE_OK;
    if (status == CADRE_OK)
        status = cadre_report_write(path, page, err);
    return status == CADRE_OK ? describe(arguments, path, page->length, err) : status;
}

int cadre_command_seminar(const cadre_arguments_t *arguments, cadre_error_t *err)
{
    char path[512];
    cadre_text_t page = {0};
    if (arguments->setting_count > 0)
        return cadre_error_set(err, CADRE_ERROR_USAGE,
                               "'cadre seminar' runs nothing: --set has no use here");
    if (!cadre_seminar_can())
        return cannot(err);
    int status = cadre_seminar_find(path, sizeof path, err);
    if (status == CADRE_OK)
        status = cadre_seminar_make(path, &page, err);
    if (status == CADRE_OK)
        status = publish(arguments, &page, err);
    cadre_text_free(&page);
    return status;
}
