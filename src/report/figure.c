#include "report/figure.h"

#include <string.h>

#define HALF_DIGIT 3.4 /* half the width of a digit of a tick, at most */

static const char *const FORMS[] = {"wide", "narrow", "small"};

void cadre_figure_begin(const cadre_figure_t *self, cadre_text_t *out)
{
    cadre_text_addf(out, "<figure id=\"%s\"%s>\n<figcaption><h3>", self->id,
                    self->small ? " class=\"small\"" : "");
    cadre_markup_text(out, self->title);
    cadre_text_add(out, "</h3>");
    if (self->caption[0] != '\0') {
        cadre_text_add(out, "<p>");
        cadre_markup_text(out, self->caption);
        cadre_text_add(out, "</p>");
    }
    cadre_text_add(out, "</figcaption>\n");
}

void cadre_figure_picture_begin(const cadre_figure_t *self, cadre_form_t form,
                                const cadre_frame_t *frame, const char *data, cadre_text_t *out)
{
    const char *name = FORMS[form];
    cadre_text_addf(out, "<div class=\"picture %s\"><svg ", name);
    cadre_text_addf(out,
                    "viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-labelledby=\"%s-%c-t %s-%c-d\" ",
                    frame->width, frame->height, self->id, name[0], self->id, name[0]);
    cadre_text_addf(
        out, "data-left=\"%.1f\" data-right=\"%.1f\" data-top=\"%.1f\" data-bottom=\"%.1f\"%s>",
        frame->left, frame->right, frame->top, frame->bottom, data);
    cadre_text_addf(out, "<title id=\"%s-%c-t\">", self->id, name[0]);
    cadre_markup_text(out, self->title);
    cadre_text_addf(out, "</title><desc id=\"%s-%c-d\">", self->id, name[0]);
    cadre_markup_text(out, self->says);
    cadre_text_add(out, "</desc>\n");
}

void cadre_figure_picture_end(cadre_text_t *out)
{
    cadre_text_add(out, "</svg></div>\n");
}

void cadre_figure_data_begin(const cadre_figure_t *self, cadre_text_t *out)
{
    cadre_text_add(out, "<details><summary>Data</summary><div class=\"scroll\" role=\"region\" "
                        "tabindex=\"0\" aria-label=\"Data: ");
    cadre_markup_text(out, self->title);
    cadre_text_add(out, "\">\n");
}

void cadre_figure_data_end(cadre_text_t *out)
{
    cadre_text_add(out, "</div></details>\n");
}

void cadre_figure_end(cadre_text_t *out)
{
    cadre_text_add(out, "</figure>\n");
}

/* ` NAME="X"` */
static void add_attribute(cadre_text_t *out, const char *name, double x)
{
    cadre_text_addf(out, " %s=\"", name);
    cadre_markup_coordinate(out, x);
    cadre_text_add(out, "\"");
}

void cadre_figure_line(double x1, double y1, double x2, double y2, const char *class,
                       cadre_text_t *out)
{
    cadre_text_addf(out, "<line class=\"%s\"", class);
    add_attribute(out, "x1", x1);
    add_attribute(out, "y1", y1);
    add_attribute(out, "x2", x2);
    add_attribute(out, "y2", y2);
    cadre_text_add(out, "/>");
}

void cadre_figure_box(double x1, double y1, double x2, double y2, const char *class,
                      cadre_text_t *out)
{
    cadre_text_addf(out, "<rect class=\"%s\"", class);
    add_attribute(out, "x", x1 < x2 ? x1 : x2);
    add_attribute(out, "y", y1 < y2 ? y1 : y2);
    add_attribute(out, "width", x1 < x2 ? x2 - x1 : x1 - x2);
    add_attribute(out, "height", y1 < y2 ? y2 - y1 : y1 - y2);
    cadre_text_add(out, "/>");
}

void cadre_figure_dot(double x, double y, double radius, const char *class, cadre_text_t *out)
{
    cadre_text_addf(out, "<circle class=\"%s\"", class);
    add_attribute(out, "cx", x);
    add_attribute(out, "cy", y);
    add_attribute(out, "r", radius);
    cadre_text_add(out, "/>");
}

void cadre_figure_words(double x, double y, const char *class, const char *text, int most,
                        cadre_text_t *out)
{
    cadre_text_addf(out, "<text class=\"%s\"", class);
    add_attribute(out, "x", x);
    add_attribute(out, "y", y);
    cadre_text_add(out, ">");
    cadre_markup_cut(out, text, most);
    cadre_text_add(out, "</text>");
}

void cadre_figure_grid_y(const cadre_frame_t *frame, const cadre_axis_t *axis,
                         const cadre_ticks_t *ticks, cadre_text_t *out)
{
    for (int i = 0; i < ticks->count; i++) {
        const double y = cadre_axis_place(axis, ticks->values[i]);
        cadre_figure_line(frame->left, y, frame->right, y, "grid", out);
        cadre_figure_words(frame->left - 6, y + 4, "tick end", ticks->labels[i], -1, out);
    }
    cadre_text_add(out, "\n");
}

void cadre_figure_grid_x(const cadre_frame_t *frame, const cadre_axis_t *axis,
                         const cadre_ticks_t *ticks, cadre_text_t *out)
{
    for (int i = 0; i < ticks->count; i++) {
        const double x = cadre_axis_place(axis, ticks->values[i]);
        cadre_figure_line(x, frame->top, x, frame->bottom, "grid", out);
        if (x + HALF_DIGIT * (double)strlen(ticks->labels[i]) > frame->width)
            cadre_figure_words(frame->width, frame->bottom + 16, "tick last", ticks->labels[i], -1,
                               out);
        else
            cadre_figure_words(x, frame->bottom + 16, "tick mid", ticks->labels[i], -1, out);
    }
    cadre_text_add(out, "\n");
}
