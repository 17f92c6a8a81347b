/* JSON Merge Patch (RFC 7396) in place: the values move from the patch into the base. */
#include "base/memory.h"
#include "json/json_internal.h"

#include <string.h>

static int merge_value(cadre_json_document_t *owner, cadre_json_t *base, cadre_json_t *patch,
                       cadre_json_t **out, cadre_error_t *err);

/* Leaves gaps where members were removed. `slots` has room for all of both objects. */
static int merge_members(cadre_json_document_t *owner, const cadre_json_t *base,
                         const cadre_json_t *patch, cadre_json_t **slots, int *used,
                         cadre_error_t *err)
{
    const int base_size = base ? base->size : 0;
    *used = base_size;
    for (int i = 0; i < base_size; i++)
        slots[i] = base->children[i];
    for (int i = 0; i < patch->size; i++) {
        cadre_json_t *change = patch->children[i];
        const cadre_json_t *old = cadre_json_get(base, change->key);
        if (change->type == CADRE_JSON_NULL && old == NULL)
            return cadre_json_fail(change, err, "null only for what the base has",
                                   "null removes nothing: there is no '%s' to remove", change->key);
        const int slot = old ? old->index : (*used)++;
        if (change->type == CADRE_JSON_NULL) {
            slots[slot] = NULL;
            continue;
        }
        const int code = merge_value(owner, slots[slot], change, &slots[slot], err);
        if (code != CADRE_OK)
            return code;
    }
    return CADRE_OK;
}

/* Gives `object` the `used` slots as children, without the gaps. */
static void adopt(cadre_json_t *object, cadre_json_t **slots, int used, cadre_json_t **sorted)
{
    object->children = slots;
    object->sorted = sorted;
    object->size = 0;
    for (int i = 0; i < used; i++) {
        if (slots[i] == NULL)
            continue;
        slots[i]->parent = object;
        slots[i]->index = object->size;
        slots[object->size++] = slots[i];
    }
    cadre_json_sort(object);
}

/* `base` may be NULL. A patch that is an object meets an empty object where the base has none, so
 * that nulls in it are found there, too. */
static int merge_value(cadre_json_document_t *owner, cadre_json_t *base, cadre_json_t *patch,
                       cadre_json_t **out, cadre_error_t *err)
{
    *out = patch;
    if (patch->type != CADRE_JSON_OBJECT)
        return CADRE_OK;
    if (base != NULL && base->type != CADRE_JSON_OBJECT)
        base = NULL;
    const size_t room = (size_t)(base ? base->size : 0) + (size_t)patch->size;
    cadre_json_t **slots = cadre_json_own(owner, room, sizeof *slots);
    cadre_json_t **sorted = cadre_json_own(owner, room, sizeof *sorted);
    if (slots == NULL || sorted == NULL)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory merging %s", patch->file);
    int used;
    const int code = merge_members(owner, base, patch, slots, &used, err);
    if (code != CADRE_OK)
        return code;
    *out = base ? base : patch;
    adopt(*out, slots, used, sorted);
    return CADRE_OK;
}

static void join_blocks(cadre_json_document_t *self, cadre_json_document_t *other)
{
    cadre_json_block_t **last = &self->blocks;
    while (*last != NULL)
        last = &(*last)->next;
    *last = other->blocks;
    other->blocks = NULL;
}

int cadre_json_merge(cadre_json_document_t **base, cadre_json_document_t *patch, cadre_error_t *err)
{
    cadre_json_document_t *self = *base;
    cadre_json_t *root = patch->root;
    join_blocks(self, patch);
    cadre_json_free(patch);
    const int code = merge_value(self, self->root, root, &self->root, err);
    if (code != CADRE_OK) {
        cadre_json_free(self);
        *base = NULL;
    }
    return code;
}
