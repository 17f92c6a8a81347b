#include "cli/fan.h"

#include "base/dates.h"
#include "base/memory.h"
#include "base/numeric.h"
#include "cli/writing.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LOW, LOWER, MEDIAN, UPPER, HIGH };
enum { LEAST_HEIGHT = 11, MOST_HEIGHT = 19, MOST_TICKS = 24 };
static const double LOG_FROM = 8; /* ratio of medians from which small values would be lost */

typedef enum {
    CELL_EMPTY,
    CELL_OUTER, /* 5-95 % */
    CELL_INNER, /* 25-75 % */
    CELL_LEVEL, /* the median, as a line: ─ */
    CELL_UPRIGHT,
    CELL_RISE_END, /* ╭ */
    CELL_RISE,     /* ╯ */
    CELL_FALL,     /* ╮ */
    CELL_FALL_END, /* ╰ */
    CELL_MARK,
    CELL_KINDS
} cell_t;

typedef struct {
    const char *unicode, *ascii, *colour;
} glyph_t;

#define PLAIN  ""
#define BAND   "\033[34m"
#define CORE   "\033[36m"
#define LINE   "\033[1m"
#define MARK   "\033[1;31m"
#define NORMAL "\033[0m"

static const glyph_t glyphs[CELL_KINDS] = {
    [CELL_EMPTY] = {" ", " ", PLAIN},   [CELL_OUTER] = {"░", ".", BAND},
    [CELL_INNER] = {"▒", ":", CORE},    [CELL_LEVEL] = {"━", "#", LINE},
    [CELL_UPRIGHT] = {"┃", "#", LINE},  [CELL_RISE_END] = {"┏", "#", LINE},
    [CELL_RISE] = {"┛", "#", LINE},     [CELL_FALL] = {"┓", "#", LINE},
    [CELL_FALL_END] = {"┗", "#", LINE}, [CELL_MARK] = {"●", "O", MARK},
};

/* The vertical axis. On a logarithmic one the lowest line stands for 0, if any value is. */
typedef struct {
    bool logarithmic, has_zero;
    double bottom, top; /* of the axis, as position() gives them */
    int height;
    double ticks[MOST_TICKS];
    int tick_count;
} axis_t;

typedef struct {
    const cadre_fan_t *fan;
    axis_t axis;
    int width, margin; /* of the plot; left of it */
    unsigned char *cells;
} picture_t;

/* ---------------------------------------------------------------------------------- the scale */

static double log10_of(double x)
{
    return cadre_log(x) / cadre_log(10);
}

static double position(const axis_t *axis, double value)
{
    return axis->logarithmic ? log10_of(value) : value;
}

/* Line of a value, 0 = the uppermost. */
static int line_of(const axis_t *axis, double value)
{
    const int lowest = axis->height - 1;
    const int lines = lowest - (axis->has_zero ? 1 : 0);
    if (axis->logarithmic && value <= 0)
        return lowest;
    const double share =
        cadre_clamp((position(axis, value) - axis->bottom) / (axis->top - axis->bottom), 0, 1);
    return (int)((1 - share) * lines + 0.5);
}

typedef struct {
    double least, most; /* positive values that must be seen */
    double least_median, most_median;
    bool has_zero;
    int rows, positive_medians;
} extent_t;

static void include(extent_t *extent, double value)
{
    if (value > extent->most)
        extent->most = value;
    if (value > 0 && value < extent->least)
        extent->least = value;
}

static extent_t measure_extent(const cadre_fan_t *fan)
{
    extent_t extent = {.least = 1e300, .least_median = 1e300};
    for (int r = 0; r < fan->rows; r++) {
        const double *q = fan->quantiles[r];
        if (!isfinite(q[MEDIAN]))
            continue;
        extent.rows++;
        include(&extent, q[MEDIAN]);
        include(&extent, q[HIGH]);
        extent.has_zero |= q[LOW] <= 0;
        if (q[MEDIAN] <= 0)
            continue;
        extent.positive_medians++;
        if (q[MEDIAN] < extent.least_median)
            extent.least_median = q[MEDIAN];
        if (q[MEDIAN] > extent.most_median)
            extent.most_median = q[MEDIAN];
    }
    for (int m = 0; m < fan->mark_count; m++)
        include(&extent, fan->marks[m].value);
    return extent;
}

/* The largest of 1, 2, 5 (or, for logarithmic axes, 1, 3) times a power of ten not above x > 0. */
static double round_down(double x, bool logarithmic)
{
    double power = 1;
    while (power * 10 <= x)
        power *= 10;
    while (power > x)
        power /= 10;
    if (logarithmic)
        return x >= 3 * power ? 3 * power : power;
    return x >= 5 * power ? 5 * power : x >= 2 * power ? 2 * power : power;
}

static double next_round(double round, bool logarithmic)
{
    return round_down(logarithmic ? round * 3.4 : round * 2.6, logarithmic);
}

static void set_logarithmic(axis_t *axis, const extent_t *extent)
{
    /* a run about to die must not stretch the axis below one member */
    const double least = extent->least < 1 ? 1 : extent->least;
    axis->logarithmic = true;
    axis->has_zero = extent->has_zero;
    axis->bottom = log10_of(least);
    axis->top = log10_of(extent->most);
    double tick = round_down(least, true);
    while (tick <= extent->most && axis->tick_count < MOST_TICKS) {
        if (tick >= least)
            axis->ticks[axis->tick_count++] = tick;
        tick = next_round(tick, true);
    }
}

static void set_linear(axis_t *axis, double most)
{
    double step = round_down(most > 0 ? most / 5 : 1, false);
    while (step * 6 < most)
        step = next_round(step, false);
    axis->ticks[axis->tick_count++] = 0;
    do {
        axis->ticks[axis->tick_count] = step * axis->tick_count;
        axis->tick_count++;
    } while (axis->ticks[axis->tick_count - 1] < most && axis->tick_count < MOST_TICKS);
    axis->top = axis->ticks[axis->tick_count - 1];
}

static axis_t choose_axis(const cadre_fan_t *fan, int height)
{
    axis_t axis = {.height = height};
    const extent_t extent = measure_extent(fan);
    const bool mostly_alive = extent.rows > 0 && 5 * extent.positive_medians >= 4 * extent.rows;
    if (mostly_alive && extent.most_median >= LOG_FROM * extent.least_median)
        set_logarithmic(&axis, &extent);
    else
        set_linear(&axis, extent.most);
    return axis;
}

/* ---------------------------------------------------------------------------------- the cells */

static unsigned char *cell(picture_t *self, int column, int line)
{
    return &self->cells[line * self->width + column];
}

/* The day in the middle of a column, and the column of a day. */
static double day_of(const picture_t *self, double column)
{
    const double first = self->fan->days[0], last = self->fan->days[self->fan->rows - 1];
    return first + (last - first) * column / (self->width > 1 ? self->width - 1 : 1);
}

static int column_of(const picture_t *self, int32_t day)
{
    const double first = self->fan->days[0], last = self->fan->days[self->fan->rows - 1];
    if (last <= first)
        return 0;
    const double share = cadre_clamp((day - first) / (last - first), 0, 1);
    return (int)(share * (self->width - 1) + 0.5);
}

/* Mean quantiles of the rows from `*row` on that are nearest to this column, so that a season
 * shorter than a column does not flicker; those of the row before where there is none. False where
 * no run was left. */
static bool average_column(const picture_t *self, int column, int *row, double out[5])
{
    const double end = day_of(self, column + 0.5);
    int count = 0;
    double sum[5] = {0};
    for (; *row < self->fan->rows && self->fan->days[*row] <= end; (*row)++, count++)
        for (int k = LOW; k <= HIGH; k++)
            sum[k] += self->fan->quantiles[*row][k];
    for (int k = LOW; k <= HIGH; k++)
        out[k] = count > 0 ? sum[k] / count : self->fan->quantiles[*row > 0 ? *row - 1 : 0][k];
    return isfinite(out[MEDIAN]);
}

static void fill_lines(picture_t *self, int column, double high, double low, cell_t kind)
{
    const int last = line_of(&self->axis, low);
    for (int line = line_of(&self->axis, high); line <= last; line++)
        *cell(self, column, line) = (unsigned char)kind;
}

/* The median's line in this column, on its way from line `from` to line `to`. */
static void draw_step(picture_t *self, int column, int from, int to)
{
    if (from == to) {
        *cell(self, column, to) = CELL_LEVEL;
        return;
    }
    const int upper = from < to ? from : to, lower = from < to ? to : from;
    for (int line = upper + 1; line < lower; line++)
        *cell(self, column, line) = CELL_UPRIGHT;
    *cell(self, column, from) = to < from ? CELL_RISE : CELL_FALL;
    *cell(self, column, to) = to < from ? CELL_RISE_END : CELL_FALL_END;
}

static void draw_cells(picture_t *self)
{
    int row = 0, before = -1;
    for (int column = 0; column < self->width; column++) {
        double q[5];
        if (!average_column(self, column, &row, q)) {
            before = -1;
            continue;
        }
        fill_lines(self, column, q[HIGH], q[LOW], CELL_OUTER);
        fill_lines(self, column, q[UPPER], q[LOWER], CELL_INNER);
        const int now = line_of(&self->axis, q[MEDIAN]);
        draw_step(self, column, before >= 0 ? before : now, now);
        before = now;
    }
    for (int m = 0; m < self->fan->mark_count; m++) {
        const cadre_fan_mark_t *mark = &self->fan->marks[m];
        *cell(self, column_of(self, mark->day), line_of(&self->axis, mark->value)) = CELL_MARK;
    }
}

/* ------------------------------------------------------------------------------------ writing */

static void write_cell(cadre_text_t *out, const cadre_terminal_t *terminal, int kind,
                       const char **colour)
{
    const glyph_t *glyph = &glyphs[kind];
    if (terminal->colour && *colour != glyph->colour) {
        cadre_text_add(out, NORMAL);
        cadre_text_add(out, glyph->colour);
        *colour = glyph->colour;
    }
    cadre_text_add(out, terminal->utf8 ? glyph->unicode : glyph->ascii);
}

/* The tick that stands on a line, or "". */
static void name_line(const axis_t *axis, int line, char name[CADRE_WORD_SIZE])
{
    name[0] = '\0';
    for (int t = 0; t < axis->tick_count; t++)
        if (line_of(axis, axis->ticks[t]) == line)
            cadre_word_count(axis->ticks[t], name);
    if (axis->has_zero && line == axis->height - 1)
        cadre_word_count(0, name);
}

static int margin_of(const axis_t *axis)
{
    int widest = 1;
    char name[CADRE_WORD_SIZE];
    for (int line = 0; line < axis->height; line++) {
        name_line(axis, line, name);
        widest = cadre_columns(name) > widest ? cadre_columns(name) : widest;
    }
    return widest + 3; /* a blank before, a blank and the axis after */
}

static void write_lines(picture_t *self, const cadre_terminal_t *terminal, cadre_text_t *out)
{
    char name[CADRE_WORD_SIZE];
    for (int line = 0; line < self->axis.height; line++) {
        name_line(&self->axis, line, name);
        const bool tick = name[0] != '\0';
        cadre_write_right(out, name, self->margin - 2);
        cadre_text_add(out, terminal->utf8 ? (tick ? " ┤" : " │") : (tick ? " +" : " |"));
        const char *colour = PLAIN;
        int last = self->width - 1;
        while (last >= 0 && *cell(self, last, line) == CELL_EMPTY)
            last--;
        for (int column = 0; column <= last; column++)
            write_cell(out, terminal, *cell(self, column, line), &colour);
        cadre_text_add(out, terminal->colour && colour[0] != '\0' ? NORMAL "\n" : "\n");
    }
}

/* Months between labels of the time axis, so that each has room. */
static int months_between(const picture_t *self)
{
    static const int steps[] = {1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000};
    const double months = (day_of(self, self->width - 1) - day_of(self, 0)) / 30.44;
    int i = 0;
    while (i < 13 && steps[i] / (months + 1) * self->width < (steps[i] < 12 ? 9 : 6))
        i++;
    return steps[i];
}

/* The first month at or after `day` that gets a label, counted from year 0. */
static int first_month(int32_t day, int step)
{
    const cadre_civil_t date = cadre_date_civil(day);
    const int month = date.year * 12 + date.month - 1 + (date.day > 1);
    return (month + step - 1) / step * step;
}

/* A label around its tick at `column` of a line of `room` columns, unless it would leave the line
 * or touch the label before, which ends at `*end`. */
static void put_label(char *line, int room, const char *label, int column, int *end)
{
    const int length = (int)strlen(label);
    const int begin = column - length / 2;
    if (begin < *end || begin + length > room)
        return;
    memcpy(line + begin, label, (size_t)length);
    *end = begin + length + 1;
}

static void write_years(const picture_t *self, const cadre_terminal_t *terminal, cadre_text_t *out)
{
    const int step = months_between(self);
    const int32_t last = self->fan->days[self->fan->rows - 1];
    char labels[CADRE_WIDTH_MOST + 1], label[16];
    int at = 0, end = 0;
    memset(labels, ' ', sizeof labels);
    cadre_write_repeated(out, " ", self->margin - 1);
    cadre_text_add(out, terminal->utf8 ? "└" : "+");
    for (int month = first_month(self->fan->days[0], step);; month += step) {
        const cadre_civil_t date = {month / 12, month % 12 + 1, 1};
        if (date.year > 9999 || cadre_date_days(date) > last)
            break;
        const int column = column_of(self, cadre_date_days(date));
        cadre_write_repeated(out, terminal->utf8 ? "─" : "-", column - at);
        cadre_text_add(out, terminal->utf8 ? "┬" : "+");
        at = column + 1;
        snprintf(label, sizeof label, step < 12 ? "%d-%02d" : "%d", date.year, date.month);
        put_label(labels, self->margin + self->width, label, self->margin + column, &end);
    }
    cadre_write_repeated(out, terminal->utf8 ? "─" : "-", self->width - at);
    cadre_text_addf(out, "\n%.*s\n", end > 0 ? end - 1 : 0, labels);
}

static void write_legend(const picture_t *self, const cadre_terminal_t *terminal, cadre_text_t *out)
{
    static const struct {
        cell_t kind;
        const char *name;
    } entries[] = {{CELL_LEVEL, "median"},
                   {CELL_INNER, "25-75 %"},
                   {CELL_OUTER, "5-95 % of runs"},
                   {CELL_MARK, "evidence"}};
    int at = 0;
    for (int i = 0; i < (self->fan->mark_count > 0 ? 4 : 3); i++) {
        const int columns = 4 + cadre_columns(entries[i].name);
        if (at > 0 && at + columns > terminal->width) {
            cadre_text_add(out, "\n");
            at = 0;
        }
        const char *colour = PLAIN;
        cadre_text_add(out, "  ");
        write_cell(out, terminal, (int)entries[i].kind, &colour);
        cadre_text_addf(out, "%s %s", terminal->colour ? NORMAL : "", entries[i].name);
        at += columns;
    }
    cadre_text_add(out, "\n");
}

void cadre_fan_draw(const cadre_fan_t *self, const cadre_terminal_t *terminal, cadre_text_t *out)
{
    const int height = (int)cadre_clamp(terminal->width / 5.0 + 1, LEAST_HEIGHT, MOST_HEIGHT);
    picture_t picture = {.fan = self, .axis = choose_axis(self, height)};
    picture.margin = margin_of(&picture.axis);
    picture.width = terminal->width - picture.margin - 1;
    picture.cells = cadre_alloc((size_t)picture.width * (size_t)height, 1);
    if (picture.cells == NULL) {
        out->failed = true;
        return;
    }
    draw_cells(&picture);
    cadre_text_addf(out, "  %s%s\n", self->title,
                    picture.axis.logarithmic ? " (logarithmic scale)" : "");
    write_lines(&picture, terminal, out);
    write_years(&picture, terminal, out);
    write_legend(&picture, terminal, out);
    cadre_free(picture.cells);
}
