#include "cli/progress.h"

#include "base/text.h"
#include "cli/writing.h"

#include <stdio.h>

cadre_progress_view_t cadre_progress_view(bool silent, const char *what)
{
    return (cadre_progress_view_t){
        .terminal = cadre_terminal_look(2), .silent = silent, .what = what};
}

/* "12.4 runs/s, 0:05 left" */
static void add_rate(cadre_text_t *out, const cadre_progress_t *progress, const char *what)
{
    const double rate = (double)progress->done / progress->seconds;
    const double left = (double)(progress->total - progress->done) / rate;
    char word[CADRE_WORD_SIZE], time[CADRE_WORD_SIZE];
    cadre_text_addf(out, "%s %s/s, %s left", cadre_word_number(rate, word), what,
                    cadre_word_duration(left, time));
}

static void add_count(cadre_text_t *out, const cadre_progress_t *progress, const char *what)
{
    char done[CADRE_WORD_SIZE], total[CADRE_WORD_SIZE];
    cadre_text_addf(out, "%s of %s %s", cadre_word_count((double)progress->done, done),
                    cadre_word_count((double)progress->total, total), what);
}

/* The bar between the two texts, in what room there is. */
static void add_bar(cadre_text_t *line, const cadre_progress_view_t *self,
                    const cadre_progress_t *progress, int room)
{
    const double share = (double)progress->done / (double)progress->total;
    const int full = room > 0 ? (int)(share * room) : 0;
    cadre_write_repeated(line, self->terminal.utf8 ? "━" : "#", full);
    cadre_write_repeated(line, self->terminal.utf8 ? "╌" : ".", room - full);
    cadre_text_add(line, " ");
}

static void show_bar(cadre_progress_view_t *self, const cadre_progress_t *progress)
{
    /* one column stays free: writing in the last one makes some terminals wrap */
    const int width = self->terminal.width - 1;
    cadre_text_t line = {0}, rate = {0};
    add_count(&line, progress, self->what);
    add_rate(&rate, progress, self->what);
    cadre_text_add(&line, " ");
    if (!line.failed && !rate.failed) {
        add_bar(&line, self, progress,
                width - cadre_columns(line.data) - cadre_columns(rate.data) - 1);
        if (cadre_columns(line.data) + cadre_columns(rate.data) <= width)
            cadre_text_add(&line, rate.data);
    }
    if (!line.failed && !rate.failed)
        fprintf(stderr, "\r%s%*s", line.data, width - cadre_columns(line.data), "");
    self->shown = true;
    cadre_text_free(&line);
    cadre_text_free(&rate);
}

static void show_line(const cadre_progress_view_t *self, const cadre_progress_t *progress)
{
    cadre_text_t line = {0};
    add_count(&line, progress, self->what);
    cadre_text_add(&line, ", ");
    add_rate(&line, progress, self->what);
    if (!line.failed)
        fprintf(stderr, "cadre: %s\n", line.data);
    cadre_text_free(&line);
}

void cadre_progress_show(void *context, const cadre_progress_t *progress)
{
    cadre_progress_view_t *self = context;
    const double pause = self->terminal.interactive ? 0.2 : 60;
    if (self->silent || progress->done == 0 || progress->seconds - self->last < pause)
        return;
    self->last = progress->seconds;
    if (self->terminal.interactive)
        show_bar(self, progress);
    else
        show_line(self, progress);
    fflush(stderr);
}

void cadre_progress_erase(cadre_progress_view_t *self)
{
    if (self->shown)
        fprintf(stderr, "\r%*s\r", self->terminal.width - 1, "");
    fflush(stderr);
    self->shown = false;
}
