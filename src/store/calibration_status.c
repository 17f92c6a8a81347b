/* How far a calibration is. */
#define _POSIX_C_SOURCE 200809L
#include "store/calibration_store.h"

#include "store/directory.h"
#include "store/journal.h"
#include "json/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *text_of(const cadre_json_t *object, const char *key)
{
    const cadre_json_t *value = cadre_json_get(object, key);
    return value != NULL && cadre_json_type(value) == CADRE_JSON_STRING ? cadre_json_string(value)
                                                                        : "";
}

/* Whether the journal is of a calibration, and of which design. */
static int read_header(const cadre_journal_reader_t *reader, bool *found,
                       cadre_calibration_status_t *out, cadre_error_t *err)
{
    cadre_json_document_t *document = NULL;
    const int code =
        cadre_json_parse(reader->header, strlen(reader->header), reader->path, &document, err);
    if (code != CADRE_OK)
        return code;
    const cadre_json_t *root = cadre_json_root(document);
    *found = cadre_json_type(root) == CADRE_JSON_OBJECT &&
             strcmp(text_of(root, "kind"), "calibration") == 0;
    if (*found)
        snprintf(out->design, sizeof out->design, "%s", text_of(root, "design"));
    cadre_json_free(document);
    return CADRE_OK;
}

/* A record begins with "RUN,GENERATION". */
static int count_records(cadre_journal_reader_t *reader, cadre_calibration_status_t *out,
                         cadre_error_t *err)
{
    const char *row;
    size_t length;
    int code;
    while ((code = cadre_journal_next(reader, &row, &length, err)) == CADRE_OK && row != NULL) {
        const char *comma = strchr(row, ',');
        out->saved++;
        out->generation = comma != NULL ? (int)strtol(comma + 1, NULL, 10) : 0;
    }
    return code;
}

int cadre_calibration_status(const char *directory, bool *found, cadre_calibration_status_t *out,
                             cadre_error_t *err)
{
    char name[CADRE_JOURNAL_NAME];
    cadre_journal_reader_t reader;
    cadre_text_t path = {0}, manifest = {0};
    *found = false;
    *out = (cadre_calibration_status_t){0};
    cadre_journal_name(1, 1, name);
    cadre_text_addf(&path, "%s/%s", directory, name);
    cadre_text_addf(&manifest, "%s/" CADRE_MANIFEST_FILE, directory);
    if (path.failed || manifest.failed) {
        cadre_text_free(&path);
        cadre_text_free(&manifest);
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    }
    int code = cadre_journal_read(&reader, path.data, err);
    if (code == CADRE_OK)
        code = read_header(&reader, found, out, err);
    if (code == CADRE_OK && *found)
        code = count_records(&reader, out, err);
    out->published = access(manifest.data, F_OK) == 0;
    cadre_journal_read_end(&reader);
    cadre_text_free(&path);
    cadre_text_free(&manifest);
    return code == CADRE_ERROR_NO_INPUT ? CADRE_OK : code;
}
