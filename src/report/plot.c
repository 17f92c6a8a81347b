#include "report/plot.h"

#include "base/dates.h"
#include "report/plot_labels.h"

#include <math.h>
#include <stdio.h>

enum { MARKS_MAX = 40, LABEL_CHARACTERS = 44, SAYS_SIZE = 400 };

#define LABEL_GAP  14.0 /* between direct labels, from line to line */
#define LANE       14.0 /* height of a lane of marks */
#define CHARACTER  6.3  /* width of one, at most on the average, in the size of labels */
#define MARK_SPACE 6.0

/* One picture of the plot. */
typedef struct {
    const cadre_plot_t *plot;
    cadre_form_t form;
    cadre_frame_t frame;
    cadre_axis_t x, y;
    int lane[MARKS_MAX], ends[MARKS_MAX];
    cadre_text_t *out;
} picture_t;

static int mark_count(const cadre_plot_t *self)
{
    return self->mark_count < MARKS_MAX ? self->mark_count : MARKS_MAX;
}

/* Sum of the stacked areas up to and with layer `k`; NaN counts nothing. */
static double stacked(const cadre_plot_t *self, int k, int i)
{
    double sum = 0;
    for (int j = 0; j <= k; j++)
        if (self->layers[j].kind == CADRE_LAYER_STACK && isfinite(self->layers[j].values[i]))
            sum += self->layers[j].values[i];
    return sum;
}

static double upper(const cadre_plot_t *self, int k, int i)
{
    const cadre_layer_t *layer = &self->layers[k];
    return layer->kind == CADRE_LAYER_STACK ? stacked(self, k, i) : layer->values[i];
}

static double lower(const cadre_plot_t *self, int k, int i)
{
    const cadre_layer_t *layer = &self->layers[k];
    return layer->kind == CADRE_LAYER_STACK ? stacked(self, k - 1, i) : layer->low[i];
}

/* ---------------------------------------------------------------- axes */

static void set_axes(picture_t *self)
{
    const cadre_plot_t *plot = self->plot;
    self->x = (cadre_axis_t){INFINITY, -INFINITY, self->frame.left, self->frame.right};
    self->y = (cadre_axis_t){INFINITY, -INFINITY, self->frame.bottom, self->frame.top};
    for (int i = 0; i < plot->count; i++) {
        cadre_axis_include(&self->x, plot->x[i]);
        for (int k = 0; k < plot->layer_count; k++) {
            cadre_axis_include(&self->y, upper(plot, k, i));
            if (plot->layers[k].kind != CADRE_LAYER_LINE)
                cadre_axis_include(&self->y, lower(plot, k, i));
        }
    }
    for (int i = 0; i < plot->target_count; i++) {
        cadre_axis_include(&self->y, plot->targets[i].high);
        cadre_axis_include(&self->y, plot->targets[i].low);
    }
    if (!plot->free_zero)
        cadre_axis_include(&self->y, 0);
    cadre_axis_round(&self->y, 5);
    if (!plot->dates || !(self->x.low < self->x.high))
        cadre_axis_round(&self->x, 8);
}

static void draw_axes(picture_t *self)
{
    cadre_ticks_t ticks;
    const int wanted = self->form == CADRE_FORM_WIDE ? 12 : 5;
    cadre_axis_ticks(&self->y, 5, &ticks);
    cadre_figure_grid_y(&self->frame, &self->y, &ticks, self->out);
    if (self->plot->dates)
        cadre_axis_date_ticks(&self->x, wanted, &ticks);
    else
        cadre_axis_ticks(&self->x, wanted, &ticks);
    cadre_figure_grid_x(&self->frame, &self->x, &ticks, self->out);
    if (self->y.low < 0 && self->y.high > 0) {
        const double zero = cadre_axis_place(&self->y, 0);
        cadre_figure_line(self->frame.left, zero, self->frame.right, zero, "zero", self->out);
    }
    cadre_figure_words(self->frame.left - 6, self->frame.top - 8, "unit", self->plot->unit, -1,
                       self->out);
    if (!self->plot->dates)
        cadre_figure_words(self->frame.right, self->frame.bottom + 30, "unit end",
                           self->plot->x_name, self->form == CADRE_FORM_WIDE ? 80 : 40, self->out);
}

/* ---------------------------------------------------------------- layers */

static void move_to(picture_t *self, char command, int i, double value)
{
    cadre_text_add_n(self->out, &command, 1);
    cadre_markup_coordinate(self->out, cadre_axis_place(&self->x, self->plot->x[i]));
    cadre_text_add(self->out, " ");
    cadre_markup_coordinate(self->out, cadre_axis_place(&self->y, value));
}

/* The first of a run of numbers from `i` on, and in `*end` what follows its last. */
static int next_part(const cadre_plot_t *plot, int k, int i, int *end)
{
    const bool area = plot->layers[k].kind != CADRE_LAYER_LINE;
    while (i < plot->count &&
           !(isfinite(upper(plot, k, i)) && (!area || isfinite(lower(plot, k, i)))))
        i++;
    for (*end = i; *end < plot->count; ++*end)
        if (!isfinite(upper(plot, k, *end)) || (area && !isfinite(lower(plot, k, *end))))
            break;
    return i;
}

static void draw_path(picture_t *self, int k)
{
    const cadre_plot_t *plot = self->plot;
    const cadre_layer_t *layer = &plot->layers[k];
    static const char *const CLASSES[] = {"band", "line", "area"};
    cadre_text_addf(self->out, "<path class=\"%s s%d\" d=\"", CLASSES[layer->kind], layer->style);
    int end;
    for (int i = next_part(plot, k, 0, &end); i < plot->count; i = next_part(plot, k, end, &end)) {
        for (int j = i; j < end; j++)
            move_to(self, j == i ? 'M' : 'L', j, upper(plot, k, j));
        for (int j = end - 1; j >= i && layer->kind != CADRE_LAYER_LINE; j--)
            move_to(self, 'L', j, lower(plot, k, j));
        cadre_text_add(self->out, layer->kind != CADRE_LAYER_LINE ? "Z" : "");
    }
    cadre_text_add(self->out, "\"/>\n");
}

static void draw_dots(picture_t *self, int k)
{
    char class[16];
    snprintf(class, sizeof class, "dot s%d", self->plot->layers[k].style);
    for (int i = 0; i < self->plot->count; i++)
        if (isfinite(self->plot->layers[k].values[i]))
            cadre_figure_dot(cadre_axis_place(&self->x, self->plot->x[i]),
                             cadre_axis_place(&self->y, self->plot->layers[k].values[i]), 3, class,
                             self->out);
}

static void draw_layers(picture_t *self)
{
    for (int k = 0; k < self->plot->layer_count; k++) {
        draw_path(self, k);
        if (self->plot->dots && self->plot->layers[k].kind == CADRE_LAYER_LINE)
            draw_dots(self, k);
    }
}

/* Where the layer ends on the right; NaN for one without values. */
static double label_height(const picture_t *self, int k)
{
    const cadre_plot_t *plot = self->plot;
    int i = plot->count - 1;
    while (i >= 0 && !isfinite(upper(plot, k, i)))
        i--;
    if (i < 0)
        return NAN;
    const double value = plot->layers[k].kind == CADRE_LAYER_STACK
                             ? (upper(plot, k, i) + lower(plot, k, i)) / 2
                             : upper(plot, k, i);
    return cadre_axis_place(&self->y, value);
}

/* Whether there is more than one line or area to tell apart at the right end. */
static bool has_labels(const cadre_plot_t *self)
{
    int count = 0;
    for (int k = 0; k < self->layer_count; k++)
        count += self->layers[k].kind != CADRE_LAYER_BAND;
    return count > 1;
}

static void draw_labels(picture_t *self)
{
    double y[CADRE_LAYERS_MAX];
    int which[CADRE_LAYERS_MAX], count = 0;
    for (int k = 0; k < self->plot->layer_count; k++) {
        y[count] = label_height(self, k);
        if (self->plot->layers[k].kind == CADRE_LAYER_BAND || !isfinite(y[count]))
            continue;
        y[count] += 4;
        which[count++] = k;
    }
    cadre_labels_apart(count, y, LABEL_GAP, self->frame.top + 8, self->frame.bottom);
    for (int i = 0; i < count; i++) {
        char class[16];
        const cadre_layer_t *layer = &self->plot->layers[which[i]];
        snprintf(class, sizeof class, "label s%d", layer->style);
        cadre_figure_words(self->frame.right + 6, y[i], class, layer->name,
                           self->form == CADRE_FORM_WIDE ? 22 : 14, self->out);
    }
}

/* ---------------------------------------------------------------- targets and marks */

static void draw_targets(picture_t *self)
{
    for (int i = 0; i < self->plot->target_count; i++) {
        const cadre_target_t *target = &self->plot->targets[i];
        if (target->x < self->x.low || target->x > self->x.high)
            continue;
        const double x = cadre_axis_place(&self->x, target->x);
        const double low = cadre_axis_place(&self->y, target->low);
        const double high = cadre_axis_place(&self->y, target->high);
        cadre_figure_line(x, low, x, high, "target", self->out);
        cadre_figure_line(x - 4, low, x + 4, low, "target", self->out);
        cadre_figure_line(x - 4, high, x + 4, high, "target", self->out);
        cadre_figure_dot(x, cadre_axis_place(&self->y, target->value), 4, "target", self->out);
    }
}

/* The label of mark `i`: its text where there is room for texts, else its number. */
static int mark_text(const picture_t *self, int i, char out[16], const char **text)
{
    snprintf(out, 16, "%d", i + 1);
    *text = self->form == CADRE_FORM_WIDE ? self->plot->marks[i].label : out;
    const int length = cadre_markup_length(*text);
    return length < LABEL_CHARACTERS ? length : LABEL_CHARACTERS;
}

/* Lanes for the marks; returns the height they take. */
static double place_marks(picture_t *self)
{
    double x[MARKS_MAX], width[MARKS_MAX];
    const int count = mark_count(self->plot);
    cadre_axis_t axis = {INFINITY, -INFINITY, self->frame.left, self->frame.right};
    for (int i = 0; i < self->plot->count; i++)
        cadre_axis_include(&axis, self->plot->x[i]);
    for (int i = 0; i < count; i++) {
        char digits[16];
        const char *text;
        x[i] = cadre_axis_place(&axis, self->plot->marks[i].x);
        width[i] = CHARACTER * mark_text(self, i, digits, &text) + 4;
    }
    return LANE * cadre_labels_in_lanes(count, x, width, MARK_SPACE, self->frame.width, self->lane,
                                        self->ends);
}

/* The top of a mark: its lane, or that of the picture for one without a label. */
static double mark_top(const picture_t *self, int i)
{
    return self->frame.top - (self->lane[i] < 0 ? 0 : 24 + LANE * self->lane[i]);
}

/* The labels after all the lines, so that none is crossed out. */
static void draw_marks(picture_t *self)
{
    for (int i = 0; i < mark_count(self->plot); i++) {
        const double x = cadre_axis_place(&self->x, self->plot->marks[i].x);
        cadre_figure_line(x, mark_top(self, i) - 9, x, self->frame.bottom, "mark", self->out);
    }
    for (int i = 0; i < mark_count(self->plot); i++) {
        char digits[16];
        const char *text;
        const double x = cadre_axis_place(&self->x, self->plot->marks[i].x);
        mark_text(self, i, digits, &text);
        if (self->lane[i] >= 0)
            cadre_figure_words(self->ends[i] ? x - 3 : x + 3, mark_top(self, i),
                               self->ends[i] ? "event end" : "event", text, LABEL_CHARACTERS,
                               self->out);
    }
}

/* ---------------------------------------------------------------- the figure */

static void draw(const cadre_plot_t *plot, cadre_form_t form, cadre_text_t *out)
{
    static const cadre_frame_t FRAMES[] = {
        [CADRE_FORM_WIDE] = {960, 400, 56, 830, 30, 360},
        [CADRE_FORM_NARROW] = {380, 320, 46, 290, 30, 280},
        [CADRE_FORM_SMALL] = {380, 250, 50, 296, 28, 210},
    };
    picture_t self = {.plot = plot, .form = form, .frame = FRAMES[form], .out = out};
    char data[96];
    if (!has_labels(plot))
        self.frame.right = self.frame.width - 16;
    const double more = plot->mark_count > 0 ? place_marks(&self) : 0;
    self.frame.height += more;
    self.frame.top += more;
    self.frame.bottom += more;
    set_axes(&self);
    snprintf(data, sizeof data, " data-x0=\"%.9g\" data-x1=\"%.9g\"", self.x.low, self.x.high);
    cadre_figure_picture_begin(&plot->figure, form, &self.frame, data, out);
    draw_axes(&self);
    draw_marks(&self);
    draw_layers(&self);
    draw_targets(&self);
    if (has_labels(plot))
        draw_labels(&self);
    cadre_figure_picture_end(out);
}

/* A date that could not be read has no name: the page is refused later, with its place. */
static const char *name_x(const cadre_plot_t *self, double x, char out[CADRE_TICK_SIZE])
{
    return self->dates && isfinite(x) ? cadre_date_format((int32_t)x, out)
                                      : cadre_markup_number(x, out);
}

static void add_key(const cadre_plot_t *self, cadre_text_t *out)
{
    static const char *const CLASSES[] = {"band", "line", "area"};
    if (self->figure.small || (self->layer_count < 2 && self->target_count == 0))
        return; /* small ones stand under a paragraph that tells what all of them show */
    cadre_text_add(out, "<ul class=\"key\">");
    for (int k = 0; k < self->layer_count; k++) {
        cadre_text_addf(out, "<li><i class=\"%s s%d\"></i>", CLASSES[self->layers[k].kind],
                        self->layers[k].style);
        cadre_markup_text(out, self->layers[k].name);
        cadre_text_add(out, "</li>");
    }
    if (self->target_count > 0)
        cadre_text_add(out, "<li><i class=\"target\"></i>evidence with its band</li>");
    cadre_text_add(out, "</ul>\n");
}

static void add_values(const cadre_plot_t *self, cadre_text_t *out)
{
    const char *columns[2 * CADRE_LAYERS_MAX + 1] = {self->x_name};
    char names[2 * CADRE_LAYERS_MAX][80];
    int count = 1;
    for (int k = 0; k < self->layer_count; k++) {
        const cadre_layer_t *layer = &self->layers[k];
        const bool band = layer->kind == CADRE_LAYER_BAND;
        if (band) {
            snprintf(names[count - 1], sizeof names[0], "%s, low", layer->name);
            columns[count] = names[count - 1];
            count++;
        }
        snprintf(names[count - 1], sizeof names[0], "%s%s", layer->name, band ? ", high" : "");
        columns[count] = names[count - 1];
        count++;
    }
    cadre_markup_table_begin(out, self->unit, columns, count);
    for (int i = 0; i < self->count; i++) {
        char x[CADRE_TICK_SIZE];
        cadre_markup_row_begin(out, self->x[i], name_x(self, self->x[i], x));
        for (int k = 0; k < self->layer_count; k++) {
            if (self->layers[k].kind == CADRE_LAYER_BAND)
                cadre_markup_cell(out, self->layers[k].low[i]);
            cadre_markup_cell(out, self->layers[k].values[i]);
        }
        cadre_markup_row_end(out);
    }
    cadre_markup_table_end(out);
}

static void add_targets(const cadre_plot_t *self, cadre_text_t *out)
{
    static const char *const COLUMNS[] = {"date", "evidence", "low", "high", "source"};
    cadre_markup_table_begin(out, "Evidence", COLUMNS, 5);
    for (int i = 0; i < self->target_count; i++) {
        const cadre_target_t *target = &self->targets[i];
        char x[CADRE_TICK_SIZE];
        cadre_markup_row_begin(out, NAN, name_x(self, target->x, x));
        cadre_markup_cell(out, target->value);
        cadre_markup_cell(out, target->low);
        cadre_markup_cell(out, target->high);
        cadre_markup_cell_text(out, target->source);
        cadre_markup_row_end(out);
    }
    cadre_markup_table_end(out);
}

static void add_marks(const cadre_plot_t *self, cadre_text_t *out)
{
    cadre_text_add(out, "<ol class=\"marks\">");
    for (int i = 0; i < mark_count(self); i++) {
        char x[CADRE_TICK_SIZE];
        cadre_text_addf(out, "<li><b>%s</b> ", name_x(self, self->marks[i].x, x));
        cadre_markup_text(out, self->marks[i].label);
        cadre_text_add(out, "</li>");
    }
    cadre_text_add(out, "</ol>\n");
}

/* What the first line does, in words. */
static void say(const cadre_plot_t *self, char out[SAYS_SIZE])
{
    int k = 0, first = -1, last = -1, peak = -1;
    while (k < self->layer_count - 1 && self->layers[k].kind == CADRE_LAYER_BAND)
        k++;
    for (int i = 0; self->layer_count > 0 && i < self->count; i++) {
        const double *values = self->layers[k].values;
        if (!isfinite(values[i]))
            continue;
        first = first < 0 ? i : first;
        peak = peak < 0 || values[i] > values[peak] ? i : peak;
        last = i;
    }
    if (last < 0) {
        snprintf(out, SAYS_SIZE, "There are no values.");
        return;
    }
    char x[3][CADRE_TICK_SIZE], y[3][CADRE_MARKUP_NUMBER_SIZE];
    const int at[3] = {first, peak, last};
    for (int i = 0; i < 3; i++) {
        name_x(self, self->x[at[i]], x[i]);
        cadre_markup_number(self->layers[k].values[at[i]], y[i]);
    }
    snprintf(out, SAYS_SIZE,
             "%.60s: %s at %s, at most %s at %s, %s at %s (%.40s). All values are in the table.",
             self->layers[k].name, y[0], x[0], y[1], x[1], y[2], x[2], self->unit);
}

void cadre_plot_add(const cadre_plot_t *self, cadre_text_t *out)
{
    cadre_plot_t plot = *self;
    char says[SAYS_SIZE];
    if (plot.figure.says == NULL) {
        say(self, says);
        plot.figure.says = says;
    }
    cadre_figure_begin(&plot.figure, out);
    add_key(&plot, out);
    if (plot.figure.small) {
        draw(&plot, CADRE_FORM_SMALL, out);
    } else {
        draw(&plot, CADRE_FORM_WIDE, out);
        draw(&plot, CADRE_FORM_NARROW, out);
    }
    if (plot.mark_count > 0)
        add_marks(&plot, out);
    cadre_figure_data_begin(&plot.figure, out);
    add_values(&plot, out);
    if (plot.target_count > 0)
        add_targets(&plot, out);
    cadre_figure_data_end(out);
    cadre_figure_end(out);
}
