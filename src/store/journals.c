#include "store/journals.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

int cadre_journals_visit(const char *directory, bool series,
                         int (*visit)(void *context, const char *path, const char *name,
                                      cadre_error_t *err),
                         void *context, cadre_error_t *err)
{
    DIR *entries = opendir(directory);
    const struct dirent *entry;
    int code = CADRE_OK;
    if (entries == NULL)
        return cadre_error_set(err, errno == ENOENT ? CADRE_ERROR_NO_INPUT : CADRE_ERROR_IO,
                               "%s: %s", directory, strerror(errno));
    while (code == CADRE_OK && (entry = readdir(entries)) != NULL) {
        const char *name = entry->d_name;
        if (name[0] == '.' ||
            !(series ? cadre_journal_is_series_name : cadre_journal_is_name)(name))
            continue;
        cadre_text_t path = {0};
        cadre_text_addf(&path, "%s/%s", directory, name);
        code = path.failed
                   ? cadre_error_set(err, CADRE_ERROR_MEMORY, "not enough memory for a path")
                   : visit(context, path.data, name, err);
        cadre_text_free(&path);
    }
    closedir(entries);
    return code;
}

static int remove_journal(void *context, const char *path, const char *name, cadre_error_t *err)
{
    (void)context;
    (void)name;
    return cadre_journal_remove(path, err);
}

int cadre_journals_remove(const char *directory, cadre_error_t *err)
{
    const int code = cadre_journals_visit(directory, false, remove_journal, NULL, err);
    return code != CADRE_OK ? code
                            : cadre_journals_visit(directory, true, remove_journal, NULL, err);
}

static int accept(const cadre_journals_t *self, const char *text, const char *path,
                  cadre_sweep_header_t *there, cadre_error_t *err)
{
    const int code = (self->series ? cadre_sweep_header_read_series
                                   : cadre_sweep_header_read)(there, text, path, err);
    if (code != CADRE_OK)
        return code;
    return (self->series ? cadre_sweep_header_compare_series : cadre_sweep_header_compare)(
        self->header, there, self->options->directory, err);
}

/* Whether a header is that of another shard of the same division, by its text alone: as this
 * program writes them, only the number of the shard differs. Hundreds of them may be there, and be
 * waited for by hundreds. */
static bool is_sibling(const char *ours, const char *there)
{
    static const char key[] = "\"shard\": ";
    const char *number = strstr(ours, key);
    const size_t length = number != NULL ? (size_t)(number - ours) + strlen(key) : 0;
    if (length == 0 || strncmp(ours, there, length) != 0)
        return false;
    ours += length + strspn(ours + length, "0123456789");
    there += length + strspn(there + length, "0123456789");
    return strcmp(ours, there) == 0;
}

/* A shard that looks about. */
typedef struct {
    const cadre_journals_t *journals;
    cadre_record_t learn;
    void *context;
} looking_t;

/* Records of this shard in a journal of another division, into more or fewer shards. */
static int learn_others(const looking_t *self, cadre_journal_reader_t *reader, cadre_error_t *err)
{
    const cadre_sweep_options_t *options = self->journals->options;
    const char *record = "";
    size_t length = 0;
    int code = cadre_journal_read_settled(reader, err);
    while (code == CADRE_OK && record != NULL) {
        code = cadre_journal_next(reader, &record, &length, err);
        if (code == CADRE_OK && record != NULL &&
            (strtoll(record, NULL, 10) - 1) % options->shards == options->shard - 1)
            code = self->learn(self->context, record, length, err);
    }
    return code;
}

static int look_at(void *context, const char *path, const char *name, cadre_error_t *err)
{
    (void)name;
    const looking_t *self = context;
    cadre_journal_reader_t reader;
    cadre_sweep_header_t there = {0};
    int code = cadre_journal_read(&reader, path, err);
    if (code == CADRE_OK && !is_sibling(self->journals->text, reader.header)) {
        code = accept(self->journals, reader.header, path, &there, err);
        if (code == CADRE_OK && there.shards != self->journals->options->shards)
            code = learn_others(self, &reader, err);
    }
    cadre_sweep_header_free(&there);
    cadre_journal_read_end(&reader);
    return code;
}

int cadre_journals_learn(const cadre_journals_t *self, cadre_record_t learn, void *context,
                         cadre_error_t *err)
{
    looking_t looking = {self, learn, context};
    return cadre_journals_visit(self->options->directory, self->series, look_at, &looking, err);
}
