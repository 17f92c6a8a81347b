#include "json/json.h"

#include "base/memory.h"
#include "json/json_internal.h"

#include <assert.h>
#include <cjson/cJSON.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- memory of a document */

enum { BLOCK_HEADER = 64 }; /* keeps what follows aligned */

void *cadre_json_own(cadre_json_document_t *self, size_t count, size_t size)
{
    if (count > (SIZE_MAX - BLOCK_HEADER) / size)
        return NULL;
    cadre_json_block_t *block = cadre_alloc(BLOCK_HEADER + count * size, 1);
    if (block == NULL)
        return NULL;
    block->next = self->blocks;
    self->blocks = block;
    return (char *)block + BLOCK_HEADER;
}

void cadre_json_free(cadre_json_document_t *self)
{
    if (self == NULL)
        return;
    while (self->blocks != NULL) {
        cadre_json_block_t *next = self->blocks->next;
        cadre_free(self->blocks);
        self->blocks = next;
    }
    cadre_free(self);
}

/* ---------------------------------------------------------------- from cJSON's tree to ours */

/* One pass over cJSON's tree in document order, the order of the places. The pools were measured
 * from the places: every value but the root is one child, texts never grow when unescaped. */
typedef struct {
    const char *text, *file;
    const cadre_json_places_t *places;
    size_t next;
    cadre_json_t *values;
    cadre_json_t **children, **sorted;
    char *strings, *literals;
    cadre_error_t *err;
} builder_t;

enum { LITERAL_SIZE = 61 };

/* The literal on one line: a line break and the indent behind it become a space. */
static const char *take_literal(builder_t *self, const cadre_json_place_t *place)
{
    char *const begin = self->literals;
    char *out = begin;
    size_t at = place->begin;
    while (at < place->end && out < begin + LITERAL_SIZE - 1) {
        if ((unsigned char)self->text[at] >= ' ') {
            *out++ = self->text[at++];
            continue;
        }
        *out++ = ' ';
        while (at < place->end && (unsigned char)self->text[at] <= ' ')
            at++;
    }
    if (at < place->end) {
        out -= 3;
        while (((unsigned char)*out & 0xc0) == 0x80) /* not in the middle of a character */
            out--;
        memcpy(out, "...", 3);
        out += 3;
    }
    *out = '\0';
    self->literals = out + 1;
    return begin;
}

static const char *take_string(builder_t *self, const char *text)
{
    char *const begin = self->strings;
    const size_t size = strlen(text) + 1;
    memcpy(begin, text, size);
    self->strings += size;
    return begin;
}

static cadre_json_type_t type_of(const cJSON *item)
{
    if (cJSON_IsObject(item))
        return CADRE_JSON_OBJECT;
    if (cJSON_IsArray(item))
        return CADRE_JSON_ARRAY;
    if (cJSON_IsString(item))
        return CADRE_JSON_STRING;
    if (cJSON_IsNumber(item))
        return CADRE_JSON_NUMBER;
    return cJSON_IsBool(item) ? CADRE_JSON_BOOLEAN : CADRE_JSON_NULL;
}

static int fail_duplicate(const cadre_json_t *self, cadre_error_t *err)
{
    cadre_json_fail(self, err, NULL, "the key '%s' stands twice in one object", self->key);
    cadre_error_at(err, self->file, self->key_position.line, self->key_position.column);
    cadre_error_found(err, self->key);
    return CADRE_ERROR_INPUT;
}

static int build(builder_t *self, const cJSON *item, cadre_json_t *parent, int index);

static int build_children(builder_t *self, const cJSON *item, cadre_json_t *value)
{
    value->children = self->children;
    value->sorted = self->sorted;
    value->size = cJSON_GetArraySize(item);
    self->children += value->size;
    self->sorted += value->size;
    int index = 0;
    for (const cJSON *child = item->child; child != NULL; child = child->next, index++) {
        value->children[index] = &self->values[self->next];
        const int code = build(self, child, value, index);
        if (code != CADRE_OK)
            return code;
    }
    const cadre_json_t *twice = value->type == CADRE_JSON_OBJECT ? cadre_json_sort(value) : NULL;
    return twice ? fail_duplicate(twice, self->err) : CADRE_OK;
}

static int build(builder_t *self, const cJSON *item, cadre_json_t *parent, int index)
{
    assert(self->next < self->places->count);
    const cadre_json_place_t *place = &self->places->items[self->next];
    cadre_json_t *value = &self->values[self->next++];
    value->type = type_of(item);
    value->parent = parent;
    value->index = index;
    value->file = self->file;
    value->position = place->value;
    value->key_position = place->key;
    value->literal = take_literal(self, place);
    value->key = item->string ? take_string(self, item->string) : NULL;
    value->boolean = cJSON_IsTrue(item);
    value->number = item->valuedouble;
    if (value->type == CADRE_JSON_NUMBER && !isfinite(value->number))
        return cadre_json_fail(value, self->err, "numbers below 1.8e308",
                               "the number %s is too large", value->literal);
    if (value->type == CADRE_JSON_STRING)
        value->string = take_string(self, item->valuestring);
    return item->child ? build_children(self, item, value) : CADRE_OK;
}

static size_t literals_size(const cadre_json_places_t *places)
{
    size_t size = 0;
    for (size_t i = 0; i < places->count; i++) {
        const size_t length = places->items[i].end - places->items[i].begin;
        size += length < LITERAL_SIZE ? length + 1 : LITERAL_SIZE;
    }
    return size;
}

static int build_document(cadre_json_document_t *document, const cJSON *tree, const char *text,
                          size_t length, const char *name, const cadre_json_places_t *places,
                          cadre_error_t *err)
{
    const size_t count = places->count;
    char *file = cadre_json_own(document, strlen(name) + 1, 1);
    builder_t builder = {.text = text,
                         .file = file,
                         .places = places,
                         .values = cadre_json_own(document, count, sizeof(cadre_json_t)),
                         .children = cadre_json_own(document, count, sizeof(cadre_json_t *)),
                         .sorted = cadre_json_own(document, count, sizeof(cadre_json_t *)),
                         .strings = cadre_json_own(document, length, 1),
                         .literals = cadre_json_own(document, literals_size(places), 1),
                         .err = err};
    if (!file || !builder.values || !builder.children || !builder.sorted || !builder.strings ||
        !builder.literals)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory reading %s", name);
    strcpy(file, name);
    document->root = builder.values;
    return build(&builder, tree, NULL, 0);
}

static void *allocate(size_t size)
{
    return cadre_alloc(size, 1);
}

/* `text` is terminated behind its `length` bytes. */
static int parse_terminated(const char *text, size_t length, const char *name,
                            cadre_json_document_t **out, cadre_error_t *err)
{
    cJSON_Hooks hooks = {allocate, cadre_free};
    cadre_json_places_t places = {0};
    cadre_json_document_t *document = NULL;
    cJSON *tree = NULL;
    int code = cadre_json_scan(text, length, name, &places, err);
    if (code != CADRE_OK)
        goto out;
    cJSON_InitHooks(&hooks);
    tree = cJSON_ParseWithLengthOpts(text, length + 1, NULL, 1);
    document = cadre_alloc(1, sizeof *document);
    if (tree == NULL || document == NULL) /* the text is right, so only memory can be missing */
        code = cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory reading %s", name);
    else
        code = build_document(document, tree, text, length, name, &places, err);
out:
    cJSON_Delete(tree);
    cadre_json_places_free(&places);
    if (code != CADRE_OK) {
        cadre_json_free(document);
        document = NULL;
    }
    *out = document;
    return code;
}

int cadre_json_parse(const char *text, size_t length, const char *name, cadre_json_document_t **out,
                     cadre_error_t *err)
{
    *out = NULL;
    if (length > CADRE_JSON_MAX_BYTES) {
        cadre_error_set(err, CADRE_ERROR_INPUT, "longer than 16 MiB");
        cadre_error_at(err, name, 0, 0);
        return CADRE_ERROR_INPUT;
    }
    char *copy = cadre_alloc(length + 1, 1);
    if (copy == NULL)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory reading %s", name);
    memcpy(copy, text, length);
    const int code = parse_terminated(copy, length, name, out, err);
    cadre_free(copy);
    return code;
}

int cadre_json_load(const char *path, cadre_json_document_t **out, cadre_error_t *err)
{
    char *text = NULL;
    size_t length = 0;
    *out = NULL;
    int code = cadre_read_file(path, CADRE_JSON_MAX_BYTES, &text, &length, err);
    if (code == CADRE_OK)
        code = parse_terminated(text, length, path, out, err);
    cadre_free(text);
    return code;
}

/* ---------------------------------------------------------------- looking */

static int compare_keys(const void *a, const void *b)
{
    const cadre_json_t *const *left = a, *const *right = b;
    const int order = strcmp((*left)->key, (*right)->key);
    return order != 0 ? order : ((*left)->index > (*right)->index) - 1;
}

const cadre_json_t *cadre_json_sort(cadre_json_t *object)
{
    const cadre_json_t *twice = NULL;
    cadre_json_t **sorted = object->sorted;
    if (object->size > 0)
        memcpy(sorted, object->children, (size_t)object->size * sizeof *sorted);
    qsort(sorted, (size_t)object->size, sizeof *sorted, compare_keys);
    for (int i = 1; i < object->size; i++)
        if (strcmp(sorted[i - 1]->key, sorted[i]->key) == 0 &&
            (twice == NULL || sorted[i]->index < twice->index))
            twice = sorted[i];
    return twice;
}

const cadre_json_t *cadre_json_root(const cadre_json_document_t *self)
{
    return self->root;
}

cadre_json_type_t cadre_json_type(const cadre_json_t *self)
{
    return self->type;
}

const char *cadre_json_type_name(cadre_json_type_t type)
{
    static const char *const names[] = {"null",     "true or false", "a number",
                                        "a string", "an array",      "an object"};
    return names[type];
}

int cadre_json_size(const cadre_json_t *self)
{
    return self->size;
}

const cadre_json_t *cadre_json_at(const cadre_json_t *self, int index)
{
    return self->children[index];
}

const char *cadre_json_key(const cadre_json_t *self, int index)
{
    return self->children[index]->key;
}

static int compare_with_key(const void *key, const void *element)
{
    const cadre_json_t *const *child = element;
    return strcmp(key, (*child)->key);
}

const cadre_json_t *cadre_json_get(const cadre_json_t *self, const char *key)
{
    if (self == NULL || self->type != CADRE_JSON_OBJECT || self->size == 0)
        return NULL;
    cadre_json_t **found =
        bsearch(key, self->sorted, (size_t)self->size, sizeof *self->sorted, compare_with_key);
    return found ? *found : NULL;
}

bool cadre_json_boolean(const cadre_json_t *self)
{
    return self->boolean;
}

double cadre_json_number(const cadre_json_t *self)
{
    return self->number;
}

const char *cadre_json_string(const cadre_json_t *self)
{
    return self->string;
}

/* ---------------------------------------------------------------- where it stands */

const char *cadre_json_file(const cadre_json_t *self)
{
    return self->file;
}

int cadre_json_line(const cadre_json_t *self)
{
    return self->position.line;
}

int cadre_json_column(const cadre_json_t *self)
{
    return self->position.column;
}

const char *cadre_json_literal(const cadre_json_t *self)
{
    return self->literal;
}

int cadre_json_key_line(const cadre_json_t *self, int index)
{
    return self->children[index]->key_position.line;
}

int cadre_json_key_column(const cadre_json_t *self, int index)
{
    return self->children[index]->key_position.column;
}

void cadre_json_path(const cadre_json_t *self, char *out, size_t size)
{
    if (self->parent == NULL) {
        snprintf(out, size, "%s", "");
        return;
    }
    cadre_json_path(self->parent, out, size);
    const size_t length = strlen(out);
    if (self->key == NULL)
        snprintf(out + length, size - length, "[%d]", self->index);
    else
        snprintf(out + length, size - length, "%s%s", length ? "." : "", self->key);
}

/* ---------------------------------------------------------------- canonical text */

static void add_members(const cadre_json_t *self, cadre_text_t *out)
{
    const bool keyed = self->type == CADRE_JSON_OBJECT;
    for (int i = 0; i < self->size; i++) {
        const cadre_json_t *child = keyed ? self->sorted[i] : self->children[i];
        cadre_text_add(out, i == 0 ? "" : ",");
        if (keyed) {
            cadre_text_add_json(out, child->key);
            cadre_text_add(out, ":");
        }
        cadre_json_canonical(child, out);
    }
}

void cadre_json_canonical(const cadre_json_t *self, cadre_text_t *out)
{
    char number[CADRE_NUMBER_SIZE];
    switch (self->type) {
    case CADRE_JSON_OBJECT:
    case CADRE_JSON_ARRAY:
        cadre_text_add(out, self->type == CADRE_JSON_OBJECT ? "{" : "[");
        add_members(self, out);
        cadre_text_add(out, self->type == CADRE_JSON_OBJECT ? "}" : "]");
        break;
    case CADRE_JSON_STRING:
        cadre_text_add_json(out, self->string);
        break;
    case CADRE_JSON_NUMBER: /* minus zero is the same number */
        cadre_format_double(self->number == 0 ? 0 : self->number, number);
        cadre_text_add(out, number);
        break;
    case CADRE_JSON_BOOLEAN:
        cadre_text_add(out, self->boolean ? "true" : "false");
        break;
    case CADRE_JSON_NULL:
        cadre_text_add(out, "null");
        break;
    }
}
