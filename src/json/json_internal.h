/* What the files of json/ share: the value and the memory of a document. */
#ifndef CADRE_JSON_INTERNAL_H
#define CADRE_JSON_INTERNAL_H

#include "json/json.h"
#include "json/strict.h"

struct cadre_json {
    cadre_json_type_t type;
    int size;             /* children */
    int index;            /* place among the children of `parent` */
    cadre_json_t *parent; /* NULL: the root */
    const char *key;      /* NULL: the root or an element of an array */
    const char *file, *literal;
    cadre_json_position_t position, key_position; /* both in `file` */
    cadre_json_t **children;                      /* in order of appearance */
    cadre_json_t **sorted;                        /* objects: the same, by key */
    const char *string;
    double number;
    bool boolean;
};

/* Memory comes in blocks that live as long as the document, so that merging two documents is only
 * joining their lists. */
typedef struct cadre_json_block {
    struct cadre_json_block *next;
} cadre_json_block_t;

struct cadre_json_document {
    cadre_json_t *root;
    cadre_json_block_t *blocks;
};

/* `count` x `size` zero bytes that belong to the document, or NULL. */
void *cadre_json_own(cadre_json_document_t *self, size_t count, size_t size);
/* Fills `sorted` (already allocated) of an object; returns the later one of two children with the
 * same key, or NULL. */
const cadre_json_t *cadre_json_sort(cadre_json_t *object);

#endif
