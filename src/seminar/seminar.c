#include "seminar/seminar.h"

#include "base/build.h"
#include "report/embedding.h"
#include "report/report_internal.h" /* the first line of a page */
#include "scenario/scenario.h"
#include "seminar/carried.h"
#include "seminar/content.h"
#include "seminar/seminar_parts.h" /* the style sheets, .js and .html, made by CMakeLists.txt */

bool cadre_seminar_can(void)
{
    size_t size;
    return cadre_carried_module(&size) != NULL;
}

int cadre_seminar_find(char *path, size_t size, cadre_error_t *err)
{
    const int status = cadre_scenario_find("seminar", path, size, err);
    if (status == CADRE_ERROR_NO_INPUT)
        cadre_error_set(err, status, "there is no seminar.json in ./configs, $CADRE_PATH or %s",
                        CADRE_DATA_FOLDER);
    return status;
}

/* Nothing can be loaded, and no script runs but the page's own, which may compile WebAssembly and
 * starts itself as a worker (the only use of blob:). */
static void add_head(cadre_text_t *out)
{
    cadre_text_add(out, CADRE_REPORT_FIRST_LINE
                   "<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
                   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                   "base-uri 'none'; form-action 'none'; worker-src blob:; style-src ");
    cadre_embed_hash(out, cadre_report_css, sizeof cadre_report_css);
    cadre_text_add(out, " ");
    cadre_embed_hash(out, cadre_seminar_css, sizeof cadre_seminar_css);
    cadre_text_add(out, "; script-src 'wasm-unsafe-eval' ");
    cadre_embed_hash(out, cadre_seminar_js, sizeof cadre_seminar_js);
    cadre_text_add(out, "\">\n<meta name=\"viewport\" content=\"width=device-width, "
                        "initial-scale=1\">\n<title>Cadre seminar</title>\n<style>");
    cadre_text_add_n(out, (const char *)cadre_report_css, sizeof cadre_report_css);
    cadre_text_add(out, "</style><style>");
    cadre_text_add_n(out, (const char *)cadre_seminar_css, sizeof cadre_seminar_css);
    cadre_text_add(out, "</style></head>\n");
}

static int add_data(const char *path, cadre_text_t *out, cadre_error_t *err)
{
    size_t size;
    const unsigned char *module = cadre_carried_module(&size);
    cadre_text_add(out, "<script type=\"application/json\" id=\"content\">");
    int status = cadre_content_add(path, out, err);
    cadre_text_add(out, "</script>\n<script type=\"application/json\" id=\"module\">");
    if (status == CADRE_OK)
        status = cadre_content_add_bytes(out, module, size, err);
    cadre_text_add(out, "</script>\n");
    return status;
}

int cadre_seminar_make(const char *path, cadre_text_t *out, cadre_error_t *err)
{
    add_head(out);
    cadre_text_add_n(out, (const char *)cadre_seminar_html, sizeof cadre_seminar_html);
    const int status = add_data(path, out, err);
    cadre_text_add(out, "<script>");
    cadre_text_add_n(out, (const char *)cadre_seminar_js, sizeof cadre_seminar_js);
    cadre_text_add(out, "</script></body></html>\n");
    if (status == CADRE_OK && out->failed)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory while making the page");
    return status;
}
