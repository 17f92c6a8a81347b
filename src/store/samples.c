/* In memory the table is one block of whole runs, [run][column]. When the block is full it goes to
 * the scratch file turned round, [column][run], so that a column, or some neighbouring ones, can
 * be read back from each block in one piece. */
#include "store/samples.h"

#include "base/memory.h"
#include "store/sheet.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static const char SCRATCH[] = "scratch"; /* has no name any more once it is open */
enum { TURN_FLOATS = 1 << 18 };          /* size of the piece in which a block is turned */

struct cadre_samples {
    long columns;
    int64_t runs;      /* added */
    int64_t block;     /* runs a block holds */
    int64_t blocks;    /* in the scratch file */
    int64_t in_memory; /* runs in the buffer that are not in the file */
    float *buffer;
    int64_t buffer_floats;
    int folder, scratch; /* file descriptors; scratch -1 = not needed so far */
    long first, count;   /* columns in the buffer, after loading from the file */
};

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

int cadre_samples_create(int64_t runs, long columns, size_t bytes, int folder,
                         cadre_samples_t **out)
{
    cadre_samples_t *self = cadre_alloc(1, sizeof *self);
    *out = NULL;
    if (self == NULL)
        return CADRE_ERROR_MEMORY;
    const int64_t fitting = (int64_t)(bytes / sizeof(float)) / columns;
    self->columns = columns;
    self->block = runs < fitting ? runs : larger(fitting, 1);
    self->buffer_floats = larger(self->block * columns, runs); /* at least one column of all */
    self->buffer = cadre_alloc((size_t)self->buffer_floats, sizeof *self->buffer);
    self->folder = folder;
    self->scratch = -1;
    if (self->buffer == NULL) {
        cadre_samples_free(self);
        return CADRE_ERROR_MEMORY;
    }
    *out = self;
    return CADRE_OK;
}

void cadre_samples_free(cadre_samples_t *self)
{
    if (self == NULL)
        return;
    if (self->scratch >= 0)
        close(self->scratch);
    cadre_free(self->buffer);
    cadre_free(self);
}

/* ------------------------------------------------------- the scratch file */

static int open_scratch(cadre_samples_t *self, cadre_error_t *err)
{
    if (self->scratch >= 0)
        return CADRE_OK;
    self->scratch = openat(self->folder, SCRATCH, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (self->scratch < 0 || unlinkat(self->folder, SCRATCH, 0) != 0)
        return cadre_write_error(err, errno, "scratch file for quantiles");
    return CADRE_OK;
}

/* All of `count` floats at the end of the file. */
static int append(cadre_samples_t *self, const float *values, int64_t count, cadre_error_t *err)
{
    const char *from = (const char *)values;
    size_t left = (size_t)count * sizeof *values;
    while (left > 0) {
        const ssize_t written = write(self->scratch, from, left);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return cadre_write_error(err, written < 0 ? errno : EIO, "scratch file for quantiles");
        from += written;
        left -= (size_t)written;
    }
    return CADRE_OK;
}

static int read_at(const cadre_samples_t *self, float *values, int64_t count, int64_t place,
                   cadre_error_t *err)
{
    char *to = (char *)values;
    size_t left = (size_t)count * sizeof *values;
    off_t offset = (off_t)((size_t)place * sizeof *values);
    while (left > 0) {
        const ssize_t got = pread(self->scratch, to, left, offset);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return cadre_error_set(err, CADRE_ERROR_IO,
                                   "cannot read back the scratch file for quantiles");
        to += got;
        left -= (size_t)got;
        offset += got;
    }
    return CADRE_OK;
}

/* Turns columns first .. first + count - 1 of the block in memory to [column][run]. */
static void turn(const cadre_samples_t *self, long first, long count, float *out)
{
    for (int64_t run = 0; run < self->in_memory; run++) {
        const float *values = self->buffer + run * self->columns + first;
        for (long i = 0; i < count; i++)
            out[i * self->in_memory + run] = values[i];
    }
}

/* The block in memory to the file. */
static int spill(cadre_samples_t *self, cadre_error_t *err)
{
    const long most = (long)larger(TURN_FLOATS / self->in_memory, 1);
    float *turned = cadre_alloc((size_t)(most * self->in_memory), sizeof *turned);
    if (turned == NULL)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "not enough memory for quantiles");
    int code = open_scratch(self, err);
    for (long first = 0; code == CADRE_OK && first < self->columns; first += most) {
        const long count = self->columns - first < most ? self->columns - first : most;
        turn(self, first, count, turned);
        code = append(self, turned, count * self->in_memory, err);
    }
    cadre_free(turned);
    if (code == CADRE_OK) {
        self->blocks++;
        self->in_memory = 0;
    }
    return code;
}

/* ------------------------------------------------------- for all to use */

int cadre_samples_add(cadre_samples_t *self, const float *values, cadre_error_t *err)
{
    if (self->in_memory == self->block) {
        const int code = spill(self, err);
        if (code != CADRE_OK)
            return code;
    }
    float *place = self->buffer + self->in_memory * self->columns;
    for (long i = 0; i < self->columns; i++)
        place[i] = values[i];
    self->in_memory++;
    self->runs++;
    return CADRE_OK;
}

int64_t cadre_samples_runs(const cadre_samples_t *self)
{
    return self->runs;
}

long cadre_samples_at_once(const cadre_samples_t *self)
{
    if (self->blocks == 0)
        return self->columns;
    return (long)larger(self->buffer_floats / self->runs, 1);
}

/* Runs of block `block` in the file: all are full but perhaps the last. */
static int64_t runs_of_block(const cadre_samples_t *self, int64_t block)
{
    return block < self->blocks - 1 ? self->block : self->runs - block * self->block;
}

int cadre_samples_load(cadre_samples_t *self, long first, long count, cadre_error_t *err)
{
    if (self->blocks == 0)
        return CADRE_OK;
    int code = self->in_memory > 0 ? spill(self, err) : CADRE_OK;
    for (int64_t block = 0; code == CADRE_OK && block < self->blocks; block++) {
        const int64_t before = block * self->block, runs = runs_of_block(self, block);
        code = read_at(self, self->buffer + before * count, runs * count,
                       before * self->columns + runs * first, err);
    }
    self->first = first;
    self->count = count;
    return code;
}

void cadre_samples_column(const cadre_samples_t *self, long column, float *out)
{
    if (self->blocks == 0) {
        for (int64_t run = 0; run < self->runs; run++)
            out[run] = self->buffer[run * self->columns + column];
        return;
    }
    for (int64_t block = 0; block < self->blocks; block++) {
        const int64_t before = block * self->block, runs = runs_of_block(self, block);
        const float *from = self->buffer + before * self->count + runs * (column - self->first);
        for (int64_t run = 0; run < runs; run++)
            out[before + run] = from[run];
    }
}
