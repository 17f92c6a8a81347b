/* The canonical text of a scenario and its SHA-256: what a run's identity is made of. */
#include "base/text.h"
#include "scenario/loading.h"

#include <sha256.h>

static void add_overrides(const cadre_loading_t *self, cadre_text_t *out)
{
    for (int i = 0; i < self->overrides.count; i++) {
        cadre_text_add(out, i ? "," : "");
        cadre_text_add_json(out, self->overrides.settings[i]);
    }
}

static void add_data_files(const cadre_loading_t *self, cadre_text_t *out)
{
    for (const cadre_data_file_t *file = self->data_files; file != NULL; file = file->next) {
        cadre_text_add(out, file == self->data_files ? "" : ",");
        cadre_text_add_json(out, file->path);
        cadre_text_addf(out, ":\"%s\"", file->sha256);
    }
}

int cadre_loading_fingerprint(cadre_loading_t *self)
{
    cadre_text_t text = {0};
    cadre_text_add(&text, "{\"data\":{");
    add_data_files(self, &text);
    cadre_text_add(&text, "},\"scenario\":");
    cadre_json_canonical(self->root, &text);
    cadre_text_add(&text, ",\"set\":[");
    add_overrides(self, &text);
    cadre_text_add(&text, "]}");
    if (text.failed) {
        cadre_text_free(&text);
        return cadre_error_set(self->err, CADRE_ERROR_MEMORY,
                               "out of memory while reading the scenario");
    }
    self->scenario->canonical = text.data;
    SHA256Data((const uint8_t *)text.data, text.length, self->scenario->sha256);
    return cadre_owner_keep(self->owner, text.data, self->err);
}
