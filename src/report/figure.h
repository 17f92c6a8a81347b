/* What all charts of a page share: the figure around the picture, the picture's head, its key, the
 * table behind it. Internal to report/. */
#ifndef CADRE_FIGURE_H
#define CADRE_FIGURE_H

#include "report/axis.h"

#include <stdbool.h>

/* A chart is drawn twice, for wide and for narrow pages, and the style sheet shows one; a small one
 * once, for both. */
typedef enum { CADRE_FORM_WIDE, CADRE_FORM_NARROW, CADRE_FORM_SMALL } cadre_form_t;

typedef struct {
    const char *id;      /* of the element; letters, digits, '-' */
    const char *title;   /* text, not markup */
    const char *caption; /* what one sees and how to read it; "" for none */
    const char *says;    /* for those who do not see it: what the picture shows */
    bool small;          /* one of several side by side */
} cadre_figure_t;

/* Where in a picture the values are, in its own units. */
typedef struct {
    double width, height, left, right, top, bottom;
} cadre_frame_t;

void cadre_figure_begin(const cadre_figure_t *self, cadre_text_t *out);
/* Opens the picture; `data` are attributes that the script reads, as markup. */
void cadre_figure_picture_begin(const cadre_figure_t *self, cadre_form_t form,
                                const cadre_frame_t *frame, const char *data, cadre_text_t *out);
void cadre_figure_picture_end(cadre_text_t *out);
/* Everything between is shown on demand: the table. */
void cadre_figure_data_begin(const cadre_figure_t *self, cadre_text_t *out);
void cadre_figure_data_end(cadre_text_t *out);
void cadre_figure_end(cadre_text_t *out);

/* Horizontal lines with labels on the left, vertical ones with labels below. */
void cadre_figure_grid_y(const cadre_frame_t *frame, const cadre_axis_t *axis,
                         const cadre_ticks_t *ticks, cadre_text_t *out);
void cadre_figure_grid_x(const cadre_frame_t *frame, const cadre_axis_t *axis,
                         const cadre_ticks_t *ticks, cadre_text_t *out);
void cadre_figure_line(double x1, double y1, double x2, double y2, const char *class,
                       cadre_text_t *out);
/* A rectangle between two corners, whichever is the upper left one. */
void cadre_figure_box(double x1, double y1, double x2, double y2, const char *class,
                      cadre_text_t *out);
void cadre_figure_dot(double x, double y, double radius, const char *class, cadre_text_t *out);
/* Text of at most `most` characters (-1: all). */
void cadre_figure_words(double x, double y, const char *class, const char *text, int most,
                        cadre_text_t *out);

#endif
