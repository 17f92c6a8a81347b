#define _GNU_SOURCE /* flock, getline */

#include "store/journal.h"

#include "base/memory.h"
#include "store/sheet.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

enum { CRC_LENGTH = 9 /* '*' and eight digits */, WRITE_BYTES = 1 << 15, SYNC_BYTES = 1 << 20 };
static const double WRITE_SECONDS = 0.05, SYNC_SECONDS = 1;

void cadre_journal_name(int64_t shard, int64_t shards, char out[CADRE_JOURNAL_NAME])
{
    if (shards == 1)
        snprintf(out, CADRE_JOURNAL_NAME, "journal.txt");
    else
        snprintf(out, CADRE_JOURNAL_NAME, "journal-%lld-of-%lld.txt", (long long)shard,
                 (long long)shards);
}

bool cadre_journal_is_name(const char *name)
{
    name += name[0] == '.'; /* one that is being begun */
    return strncmp(name, "journal.", 8) == 0 || strncmp(name, "journal-", 8) == 0;
}

void cadre_journal_series_name(int64_t shard, int64_t shards, char out[CADRE_JOURNAL_NAME])
{
    char name[CADRE_JOURNAL_NAME];
    cadre_journal_name(shard, shards, name);
    snprintf(out, CADRE_JOURNAL_NAME, "series%s", name + strlen("journal"));
}

bool cadre_journal_is_series_name(const char *name)
{
    name += name[0] == '.';
    return strncmp(name, "series.txt", 10) == 0 || strncmp(name, "series-", 7) == 0;
}

static uint32_t crc_of(uint32_t begin, const char *text, size_t length)
{
    return (uint32_t)crc32(begin, (const unsigned char *)text, (unsigned)length);
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* ------------------------------------------------------- reading */

/* Checks "TEXT*CRC32\n" and cuts it to TEXT. */
static bool is_valid(char *line, size_t *length, uint32_t begin)
{
    char digits[CRC_LENGTH];
    if (*length < CRC_LENGTH + 1 || line[*length - 1] != '\n' ||
        line[*length - 1 - CRC_LENGTH] != '*')
        return false;
    const size_t text = *length - 1 - CRC_LENGTH;
    snprintf(digits, sizeof digits, "%08x", (unsigned)crc_of(begin, line, text));
    if (memcmp(digits, line + text + 1, CRC_LENGTH - 1) != 0)
        return false;
    line[text] = '\0';
    *length = text;
    return true;
}

static int damaged(const cadre_journal_reader_t *self, int64_t line, const char *what,
                   cadre_error_t *err)
{
    cadre_error_set(err, CADRE_ERROR_INPUT, "%s", what);
    cadre_error_at(err, self->path, (int)line, 1);
    cadre_error_hint(err, "the runs in it cannot be trusted: restore the file from a copy, or "
                          "remove it and run again");
    return CADRE_ERROR_INPUT;
}

/* One line; `*length` 0 at the end. */
static int read_line(cadre_journal_reader_t *self, size_t *length, cadre_error_t *err)
{
    errno = 0;
    const ssize_t got = getline(&self->line, &self->capacity, self->stream);
    *length = got > 0 ? (size_t)got : 0;
    if (got >= 0 || (feof(self->stream) && !ferror(self->stream)))
        return CADRE_OK;
    if (errno == ENOMEM)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "not enough memory to read '%s'",
                               self->path);
    return cadre_error_set(err, CADRE_ERROR_IO, "cannot read '%s': %s", self->path,
                           strerror(errno));
}

int cadre_journal_read(cadre_journal_reader_t *self, const char *path, cadre_error_t *err)
{
    size_t length;
    *self = (cadre_journal_reader_t){.path = cadre_copy_text(path), .number = 1};
    if (self->path == NULL)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    self->stream = fopen(path, "re");
    if (self->stream == NULL)
        return cadre_error_set(err, errno == ENOENT ? CADRE_ERROR_NO_INPUT : CADRE_ERROR_IO,
                               "cannot read '%s': %s", path, strerror(errno));
    const int code = read_line(self, &length, err);
    if (code != CADRE_OK)
        return code;
    const size_t whole = length;
    if (length == 0 || !is_valid(self->line, &length, 0))
        return damaged(self, 1, "the journal's header is damaged", err);
    self->header_crc = crc_of(0, self->line, length);
    self->header = cadre_copy_text_n(self->line, length);
    self->end = (int64_t)whole;
    return self->header != NULL ? CADRE_OK
                                : cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
}

int cadre_journal_next(cadre_journal_reader_t *self, const char **row, size_t *length,
                       cadre_error_t *err)
{
    int64_t bad = 0, bytes = 0;
    *row = NULL;
    for (;;) {
        size_t whole;
        const int code = read_line(self, &whole, err);
        if (code != CADRE_OK || whole == 0)
            return code; /* what was bad is a tail */
        self->number++;
        bytes += (int64_t)whole;
        *length = whole;
        if (!is_valid(self->line, length, self->header_crc)) {
            bad = bad == 0 ? self->number : bad;
            continue;
        }
        if (bad != 0)
            return damaged(self, bad, "the journal is damaged here, before runs that are whole",
                           err);
        self->end += bytes;
        *row = self->line;
        return CADRE_OK;
    }
}

int cadre_journal_seek(cadre_journal_reader_t *self, int64_t place, cadre_error_t *err)
{
    self->end = place;
    return fseeko(self->stream, (off_t)place, SEEK_SET) == 0
               ? CADRE_OK
               : cadre_error_set(err, CADRE_ERROR_IO, "cannot read '%s': %s", self->path,
                                 strerror(errno));
}

int cadre_journal_rewind(cadre_journal_reader_t *self, cadre_error_t *err)
{
    size_t length;
    rewind(self->stream);
    self->number = 1;
    const int code = read_line(self, &length, err);
    self->end = (int64_t)length;
    return code;
}

void cadre_journal_read_end(cadre_journal_reader_t *self)
{
    if (self->stream != NULL)
        fclose(self->stream);
    free(self->line); /* NOLINT: getline's */
    cadre_free(self->header);
    cadre_free(self->path);
    *self = (cadre_journal_reader_t){0};
}

/* ------------------------------------------------------- writing */

/* `*done`: how many bytes were written, also after an error. */
static int write_all(int file, const char *text, size_t length, size_t *done)
{
    *done = 0;
    while (*done < length) {
        const ssize_t written = write(file, text + *done, length - *done);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return written < 0 ? errno : EIO;
        *done += (size_t)written;
    }
    return 0;
}

static void add_line(cadre_text_t *out, uint32_t begin, const char *text, size_t length)
{
    cadre_text_add_n(out, text, length);
    cadre_text_addf(out, "*%08x\n", (unsigned)crc_of(begin, text, length));
}

/* A new journal appears whole or not at all. */
static int begin_journal(int folder, const char *name, const char *header)
{
    char draft[CADRE_JOURNAL_NAME + 8];
    cadre_text_t line = {0};
    size_t done;
    int number = 0;
    snprintf(draft, sizeof draft, ".%s.tmp", name);
    add_line(&line, 0, header, strlen(header));
    if (line.failed) {
        cadre_text_free(&line);
        return ENOMEM;
    }
    const int file = openat(folder, draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file < 0)
        number = errno;
    if (number == 0)
        number = write_all(file, line.data, line.length, &done);
    if (number == 0 && fsync(file) != 0)
        number = errno;
    if (file >= 0 && close(file) != 0 && number == 0)
        number = errno;
    if (number == 0 && renameat(folder, draft, folder, name) != 0)
        number = errno;
    if (number == 0 && fsync(folder) != 0)
        number = errno;
    if (number != 0)
        unlinkat(folder, draft, 0);
    cadre_text_free(&line);
    return number;
}

static int open_error(const char *path, int number, cadre_error_t *err)
{
    if (number == ENOSPC || number == EDQUOT || number == EIO)
        return cadre_write_error(err, number, path);
    cadre_error_set(err, number == ENOMEM ? CADRE_ERROR_MEMORY : CADRE_ERROR_CREATE,
                    "cannot write the journal: %s", strerror(number));
    cadre_error_at(err, path, 0, 0);
    return number == ENOMEM ? CADRE_ERROR_MEMORY : CADRE_ERROR_CREATE;
}

static int busy(const char *path, cadre_error_t *err)
{
    cadre_error_set(err, CADRE_ERROR_BUSY, "another process is at work on this shard");
    cadre_error_at(err, path, 0, 0);
    cadre_error_hint(err, "wait for it; 'cadre status' shows how far it is");
    return CADRE_ERROR_BUSY;
}

int cadre_journal_remove(const char *path, cadre_error_t *err)
{
    int code = CADRE_OK;
    const int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return open_error(path, errno, err);
    if (flock(file, LOCK_EX | LOCK_NB) != 0)
        code = busy(path, err);
    else if (unlink(path) != 0)
        code = cadre_write_error(err, errno, path);
    close(file);
    return code;
}

int cadre_journal_read_settled(cadre_journal_reader_t *self, cadre_error_t *err)
{
    const int file = fileno(self->stream);
    if (flock(file, LOCK_SH | LOCK_NB) != 0)
        return busy(self->path, err);
    return fsync(file) == 0 ? CADRE_OK : cadre_write_error(err, errno, self->path);
}

/* Opens and locks; a journal that is missing is begun. */
static int open_locked(cadre_journal_t *self, int folder, const char *name, const char *header,
                       cadre_error_t *err)
{
    struct stat there;
    if (fstatat(folder, name, &there, 0) != 0) {
        const int number = errno == ENOENT ? begin_journal(folder, name, header) : errno;
        if (number != 0)
            return open_error(self->path, number, err);
    }
    self->file = openat(folder, name, O_RDWR | O_APPEND | O_CLOEXEC);
    if (self->file < 0)
        return open_error(self->path, errno, err);
    if (flock(self->file, LOCK_EX | LOCK_NB) == 0)
        return CADRE_OK;
    if (errno != EWOULDBLOCK)
        return open_error(self->path, errno, err);
    return busy(self->path, err);
}

static int tell_records(cadre_journal_t *self, cadre_journal_reader_t *reader,
                        cadre_record_t record, void *context, cadre_error_t *err)
{
    const char *row;
    size_t length;
    int code;
    while ((code = cadre_journal_next(reader, &row, &length, err)) == CADRE_OK && row != NULL)
        if ((code = record(context, row, length, err)) != CADRE_OK)
            break;
    struct stat now;
    if (code == CADRE_OK && fstat(self->file, &now) != 0)
        return open_error(self->path, errno, err);
    if (code == CADRE_OK && now.st_size > reader->end &&
        ftruncate(self->file, (off_t)reader->end) != 0)
        return cadre_write_error(err, errno, self->path);
    /* a killed process may have left records that the disk does not have yet */
    if (code == CADRE_OK && fdatasync(self->file) != 0)
        return cadre_write_error(err, errno, self->path);
    self->synced_bytes = reader->end;
    return code;
}

int cadre_journal_open(cadre_journal_t *self, int folder, const char *directory, const char *name,
                       const char *header,
                       int (*accept)(void *context, const char *header, cadre_error_t *err),
                       cadre_record_t record, void *context, cadre_error_t *err)
{
    cadre_text_t path = {0};
    cadre_journal_reader_t reader = {0};
    *self = (cadre_journal_t){.file = -1, .synced_at = seconds()};
    cadre_text_addf(&path, "%s/%s", directory, name);
    if (path.failed)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    self->path = path.data;
    int code = open_locked(self, folder, name, header, err);
    if (code == CADRE_OK)
        code = cadre_journal_read(&reader, self->path, err);
    if (code == CADRE_OK)
        code = accept(context, reader.header, err);
    if (code == CADRE_OK)
        code = tell_records(self, &reader, record, context, err);
    self->header_crc = reader.header_crc;
    cadre_journal_read_end(&reader);
    if (code != CADRE_OK)
        cadre_journal_close(self);
    return code;
}

/* The kernel may forget what it could not write, and call the next sync a success: what is not
 * known to be on the disk is cut off, to be run again. */
static int give_up(cadre_journal_t *self, int code)
{
    self->broken = true;
    (void)!ftruncate(self->file, (off_t)self->synced_bytes);
    return code;
}

static int sync_file(cadre_journal_t *self, cadre_error_t *err)
{
    if (self->synced == self->written)
        return CADRE_OK;
    if (self->broken)
        return CADRE_ERROR_IO;
    const int code = self->first != NULL ? sync_file(self->first, err) : CADRE_OK;
    if (code != CADRE_OK)
        return give_up(self, code);
    if (fdatasync(self->file) != 0)
        return give_up(self, cadre_write_error(err, errno, self->path));
    self->synced = self->written;
    self->synced_bytes += self->unsynced_bytes;
    self->unsynced_bytes = 0;
    self->synced_at = seconds();
    return CADRE_OK;
}

/* Counts the lines that are whole in the file: of those pending the first `bytes` are written. */
static void count_written(cadre_journal_t *self, size_t bytes)
{
    const char *line = self->pending.data, *end;
    while (bytes > 0 && (end = memchr(line, '\n', bytes)) != NULL) {
        const size_t length = (size_t)(end - line) + 1;
        self->written++;
        self->unsynced_bytes += (int64_t)length;
        bytes -= length;
        line += length;
    }
}

static int write_pending(cadre_journal_t *self, cadre_error_t *err)
{
    size_t done = 0;
    int code = CADRE_OK, number = 0;
    if (self->first != NULL)
        code = self->first->broken ? CADRE_ERROR_IO : write_pending(self->first, err);
    if (code == CADRE_OK)
        number = write_all(self->file, self->pending.data, self->pending.length, &done);
    if (number != 0)
        code = cadre_write_error(err, number, self->path);
    count_written(self, done);
    cadre_text_clear(&self->pending);
    self->written_at = seconds();
    if (code == CADRE_OK)
        return CADRE_OK;
    /* what was written before may still be saved */
    cadre_error_t ignored;
    (void)sync_file(self, &ignored);
    self->broken = true;
    return code;
}

int cadre_journal_sync(cadre_journal_t *self, cadre_error_t *err)
{
    if (self->broken)
        return self->synced == self->written ? CADRE_OK : CADRE_ERROR_IO;
    const int code = write_pending(self, err);
    return code == CADRE_OK ? sync_file(self, err) : code;
}

int cadre_journal_add(cadre_journal_t *self, const char *row, size_t length, cadre_error_t *err)
{
    const size_t before = self->pending.length;
    if (self->broken)
        return CADRE_ERROR_IO;
    add_line(&self->pending, self->header_crc, row, length);
    if (self->pending.failed) { /* without half a line */
        self->pending.length = before;
        self->pending.failed = false;
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    }
    const double now = seconds();
    const int64_t unsynced = self->unsynced_bytes + (int64_t)self->pending.length;
    if (unsynced >= SYNC_BYTES || now - self->synced_at >= SYNC_SECONDS)
        return cadre_journal_sync(self, err);
    return self->pending.length >= WRITE_BYTES || now - self->written_at >= WRITE_SECONDS
               ? write_pending(self, err)
               : CADRE_OK;
}

void cadre_journal_close(cadre_journal_t *self)
{
    if (self->file >= 0)
        close(self->file);
    cadre_text_free(&self->pending);
    cadre_free(self->path);
    *self = (cadre_journal_t){.file = -1};
}
