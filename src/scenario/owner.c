#include "scenario/owner.h"

#include "base/memory.h"

typedef struct {
    void *thing;
    void (*release)(void *thing);
} possession_t;

struct cadre_owner {
    possession_t *possessions;
    size_t count, capacity;
};

static void release_document(void *document)
{
    cadre_json_free(document);
}

cadre_owner_t *cadre_owner_create(void)
{
    return cadre_alloc(1, sizeof(cadre_owner_t));
}

void cadre_owner_free(cadre_owner_t *self)
{
    if (self == NULL)
        return;
    for (size_t i = 0; i < self->count; i++)
        self->possessions[i].release(self->possessions[i].thing);
    cadre_free(self->possessions);
    cadre_free(self);
}

static int out_of_memory(cadre_error_t *err)
{
    return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory while reading the scenario");
}

/* Takes `thing` over, or releases it. */
static int keep(cadre_owner_t *self, void *thing, void (*release)(void *), cadre_error_t *err)
{
    if (self->count == self->capacity) {
        const size_t capacity = self->capacity ? 2 * self->capacity : 32;
        possession_t *grown =
            cadre_resize(self->possessions, self->capacity, capacity, sizeof *grown);
        if (grown == NULL) {
            release(thing);
            return out_of_memory(err);
        }
        self->possessions = grown;
        self->capacity = capacity;
    }
    self->possessions[self->count++] = (possession_t){thing, release};
    return CADRE_OK;
}

int cadre_owner_keep(cadre_owner_t *self, void *block, cadre_error_t *err)
{
    if (block == NULL)
        return out_of_memory(err);
    return keep(self, block, cadre_free, err);
}

int cadre_owner_keep_document(cadre_owner_t *self, cadre_json_document_t *document,
                              cadre_error_t *err)
{
    return keep(self, document, release_document, err);
}

void *cadre_owner_alloc(cadre_owner_t *self, size_t count, size_t size, cadre_error_t *err)
{
    void *block = cadre_alloc(count, size);
    return cadre_owner_keep(self, block, err) == CADRE_OK ? block : NULL;
}

char *cadre_owner_copy(cadre_owner_t *self, const char *text, cadre_error_t *err)
{
    char *copy = cadre_copy_text(text);
    return cadre_owner_keep(self, copy, err) == CADRE_OK ? copy : NULL;
}
