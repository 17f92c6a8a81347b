#include "report/report_internal.h"

#include "base/memory.h"
#include "report/embedding.h"
#include "report/page_parts.h" /* report.css and report.js, made by CMakeLists.txt */

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *cadre_page_id(cadre_page_t *self)
{
    const char *id = cadre_scratch_text(&self->scratch, "fig-%d", ++self->figures);
    return id != NULL ? id : "";
}

/* `<TAG>text</TAG>`, the text formatted and escaped. */
static void add_formatted(cadre_page_t *self, const char *open, const char *close,
                          const char *format, va_list arguments)
{
    char text[1000];
    vsnprintf(text, sizeof text, format, arguments);
    cadre_text_add(self->out, open);
    cadre_markup_text(self->out, text);
    cadre_text_add(self->out, close);
}

void cadre_page_heading(cadre_page_t *self, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_formatted(self, "<h2>", "</h2>\n", format, arguments);
    va_end(arguments);
}

void cadre_page_paragraph(cadre_page_t *self, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_formatted(self, "<p>", "</p>\n", format, arguments);
    va_end(arguments);
}

void cadre_page_notice(cadre_page_t *self, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_formatted(self, "<p class=\"notice\">", "</p>\n", format, arguments);
    va_end(arguments);
}

void cadre_page_grid_begin(cadre_page_t *self)
{
    cadre_text_add(self->out, "<div class=\"grid\">\n");
}

void cadre_page_grid_end(cadre_page_t *self)
{
    cadre_text_add(self->out, "</div>\n");
}

int cadre_page_check(cadre_page_t *self, const cadre_data_t *data)
{
    if (self->scratch.failed || self->out->failed)
        return cadre_error_set(self->err, CADRE_ERROR_MEMORY,
                               "out of memory while making the page");
    return cadre_data_check(data, self->err);
}

/* ---------------------------------------------------------------- head and foot */

/* The policy forbids everything but the page's own script and style sheet: nothing can be loaded,
 * and nothing that a title or a label smuggles in can run. */
void cadre_page_begin(cadre_page_t *self)
{
    cadre_text_t *out = self->out;
    const char *title = cadre_origin_title(self->origin);
    const char *kind = cadre_origin_kind(self->origin);
    cadre_text_add(out, CADRE_REPORT_FIRST_LINE
                   "<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
                   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                   "base-uri 'none'; form-action 'none'; style-src ");
    cadre_embed_hash(out, cadre_report_css, sizeof cadre_report_css);
    cadre_text_add(out, "; script-src ");
    cadre_embed_hash(out, cadre_report_js, sizeof cadre_report_js);
    cadre_text_add(out, "\">\n<meta name=\"viewport\" content=\"width=device-width, "
                        "initial-scale=1\">\n<title>");
    cadre_markup_text(out, title);
    cadre_text_add(out, " - cadre ");
    cadre_markup_text(out, kind);
    cadre_text_add(out, "</title>\n<style>");
    cadre_text_add_n(out, (const char *)cadre_report_css, sizeof cadre_report_css);
    cadre_text_add(out, "</style></head>\n<body><header><h1>");
    cadre_markup_text(out, title);
    cadre_text_add(out, "</h1></header>\n<main>\n");
}

void cadre_page_end(cadre_page_t *self)
{
    cadre_text_t *out = self->out;
    cadre_text_add(out, "</main>\n<footer><h2>How these results came about</h2>\n");
    cadre_origin_add(self->origin, out);
    cadre_text_add(out, "<p>The same version, scenario and seed give the same results. Columns are "
                        "explained in datapackage.json beside them.</p></footer>\n<script>");
    cadre_text_add_n(out, (const char *)cadre_report_js, sizeof cadre_report_js);
    cadre_text_add(out, "</script></body></html>\n");
}
