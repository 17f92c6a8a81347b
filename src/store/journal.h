/* The journal of a sweep's shard: a text file that only grows, and loses nothing.
 *
 *   {"format":"cadre-journal/1",…}*CRC32      the header, one line
 *   ROW*CRC32                                 a run: its line of runs.csv
 *
 * Checksums (eight hex digits) begin with that of the header, so that a record stands in no other
 * journal. Records reach the file every twentieth of a second or 32 kB, the disk every second or
 * megabyte, and both at the end. Internal to store/. */
#ifndef CADRE_JOURNAL_H
#define CADRE_JOURNAL_H

#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { CADRE_JOURNAL_NAME = 64 };

/* journal.txt, or journal-I-of-N.txt of shard I of N. */
void cadre_journal_name(int64_t shard, int64_t shards, char out[CADRE_JOURNAL_NAME]);
/* Whether a file's name is one of these. */
bool cadre_journal_is_name(const char *name);
/* The same of what stands beside it when the runs' series are kept (store/series_journal.h):
 * series.txt, series-I-of-N.txt. */
void cadre_journal_series_name(int64_t shard, int64_t shards, char out[CADRE_JOURNAL_NAME]);
bool cadre_journal_is_series_name(const char *name);

/* ------------------------------------------------- writing */

typedef struct cadre_journal cadre_journal_t;
struct cadre_journal {
    int file; /* locked; -1 = none */
    char *path;
    /* A journal whose records reach the file before those that are added to this one later, and the
     * disk before these count as synced; or NULL. */
    cadre_journal_t *first;
    uint32_t header_crc;
    cadre_text_t pending;    /* lines on their way to the file */
    int64_t written, synced; /* records of this process, in the file and on the disk */
    int64_t synced_bytes;    /* of the file */
    int64_t unsynced_bytes;
    double written_at, synced_at; /* seconds */
    bool broken;                  /* a write or sync failed: nothing more is written */
};

/* Called for each record there is, without its checksum and line end. */
typedef int (*cadre_record_t)(void *context, const char *row, size_t length, cadre_error_t *err);

/* Opens or begins the journal `name` in an open folder called `directory`. One that is there must
 * have a header that `accept` accepts (it fills `err` and returns a code if not); its records are
 * told, an invalid tail is cut off. CADRE_ERROR_BUSY when another process has it;
 * CADRE_ERROR_INPUT when it is damaged before its last valid record; _CREATE, _IO, _MEMORY. */
int cadre_journal_open(cadre_journal_t *self, int folder, const char *directory, const char *name,
                       const char *header,
                       int (*accept)(void *context, const char *header, cadre_error_t *err),
                       cadre_record_t record, void *context, cadre_error_t *err);
/* Appends a row; writes and syncs when it is time. After a failure (CADRE_ERROR_IO) nothing more is
 * written, and a failed sync is never tried again. What is not synced before closing may be lost.
 */
int cadre_journal_add(cadre_journal_t *self, const char *row, size_t length, cadre_error_t *err);
int cadre_journal_sync(cadre_journal_t *self, cadre_error_t *err);
void cadre_journal_close(cadre_journal_t *self);
/* Removes a journal at which nobody is at work. CADRE_ERROR_BUSY, _IO. */
int cadre_journal_remove(const char *path, cadre_error_t *err);

/* ------------------------------------------------- reading */

typedef struct {
    FILE *stream;
    char *path;
    char *line; /* the current record */
    size_t capacity;
    char *header;
    uint32_t header_crc;
    int64_t number; /* of the line, from 1 */
    int64_t end;    /* bytes up to the end of the last valid record */
} cadre_journal_reader_t;

/* CADRE_ERROR_NO_INPUT, _INPUT (no journal, or a damaged header), _IO, _MEMORY. Close it even then.
 */
int cadre_journal_read(cadre_journal_reader_t *self, const char *path, cadre_error_t *err);
/* Makes sure that what is read is on the disk and that nobody writes more of it, until the end of
 * reading. CADRE_ERROR_BUSY when a process is at work at it; _IO. */
int cadre_journal_read_settled(cadre_journal_reader_t *self, cadre_error_t *err);
/* The next valid record; `*row` NULL at the end, also before an invalid tail. CADRE_ERROR_INPUT for
 * damage before a valid record. */
int cadre_journal_next(cadre_journal_reader_t *self, const char **row, size_t *length,
                       cadre_error_t *err);
/* Goes to a record: `end` before it was told. Lines are no longer counted. */
int cadre_journal_seek(cadre_journal_reader_t *self, int64_t place, cadre_error_t *err);
int cadre_journal_rewind(cadre_journal_reader_t *self, cadre_error_t *err);
void cadre_journal_read_end(cadre_journal_reader_t *self);

#endif
