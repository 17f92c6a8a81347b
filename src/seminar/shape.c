#include "seminar/shape.h"

#include <string.h>

typedef struct {
    const char *list;                    /* of the root, or of an entry */
    const char *texts, *numbers, *lists; /* what each entry must have: words with a blank between */
} shape_t;

static const shape_t SHAPES[] = {
    {"presets", "id scenario title plain", "", ""},
    {"pictures", "id label unit plain", "", ""},
    {"sliders", "parameter label unit plain", "low high step", ""},
    {"lessons", "id title idea question cannot picture", "",
     "options arms panels read explain claims"},
};
static const shape_t ARMS = {"arms", "label preset", "", ""};
static const shape_t READ = {"read", "label picture", "from to", ""};
static const shape_t FACTORS = {"factors", "id label", "", ""};
enum { SHAPE_COUNT = sizeof SHAPES / sizeof SHAPES[0], WORD_SIZE = 32, PANELS = 3 };

static int need(const cadre_json_t *of, const char *key, cadre_json_type_t type, cadre_error_t *err)
{
    const cadre_json_t *value = cadre_json_get(of, key);
    if (value == NULL)
        return cadre_json_fail(of, err, NULL, "'%s' is missing here", key);
    if (cadre_json_type(value) != type)
        return cadre_json_fail(value, err, cadre_json_type_name(type), "'%s' must be %s", key,
                               cadre_json_type_name(type));
    return CADRE_OK;
}

static int need_all(const cadre_json_t *of, const char *words, cadre_json_type_t type,
                    cadre_error_t *err)
{
    int status = CADRE_OK;
    while (*words != '\0' && status == CADRE_OK) {
        char word[WORD_SIZE] = "";
        const size_t length = strcspn(words, " ");
        status = need(of, strncat(word, words, length), type, err);
        words += length + (words[length] == ' ');
    }
    return status;
}

static int check_list(const cadre_json_t *of, const shape_t *shape, cadre_error_t *err)
{
    int status = need(of, shape->list, CADRE_JSON_ARRAY, err);
    if (status != CADRE_OK)
        return status;
    const cadre_json_t *list = cadre_json_get(of, shape->list);
    for (int i = 0; i < cadre_json_size(list) && status == CADRE_OK; i++) {
        const cadre_json_t *entry = cadre_json_at(list, i);
        if (cadre_json_type(entry) != CADRE_JSON_OBJECT)
            return cadre_json_fail(entry, err, "an object", "it must be an object");
        status = need_all(entry, shape->texts, CADRE_JSON_STRING, err);
        if (status == CADRE_OK)
            status = need_all(entry, shape->numbers, CADRE_JSON_NUMBER, err);
        if (status == CADRE_OK)
            status = need_all(entry, shape->lists, CADRE_JSON_ARRAY, err);
    }
    return status;
}

static int check_lessons(const cadre_json_t *lessons, cadre_error_t *err)
{
    int status = CADRE_OK;
    for (int i = 0; i < cadre_json_size(lessons) && status == CADRE_OK; i++) {
        const cadre_json_t *lesson = cadre_json_at(lessons, i);
        status = check_list(lesson, &ARMS, err);
        if (status == CADRE_OK)
            status = check_list(lesson, &READ, err);
        if (status == CADRE_OK && cadre_json_size(cadre_json_get(lesson, "panels")) != PANELS)
            status = cadre_json_fail(lesson, err, NULL, "a lesson has %d panels", PANELS);
    }
    return status;
}

static int check_format(const cadre_json_t *root, cadre_error_t *err)
{
    if (cadre_json_type(root) != CADRE_JSON_OBJECT)
        return cadre_json_fail(root, err, "an object", "the file must be an object");
    const int status = need(root, "format", CADRE_JSON_STRING, err);
    const cadre_json_t *format = cadre_json_get(root, "format");
    if (status == CADRE_OK && strcmp(cadre_json_string(format), "cadre-seminar/1") != 0)
        return cadre_json_fail(format, err, "cadre-seminar/1", "this is no cadre-seminar/1");
    return status == CADRE_OK ? need(root, "runs", CADRE_JSON_NUMBER, err) : status;
}

int cadre_shape_check(const cadre_json_t *root, cadre_error_t *err)
{
    int status = check_format(root, err);
    for (int s = 0; s < SHAPE_COUNT && status == CADRE_OK; s++)
        status = check_list(root, &SHAPES[s], err);
    if (status != CADRE_OK)
        return status;
    const cadre_json_t *panels = cadre_json_get(root, "panels"), *first = NULL;
    if (panels == NULL || cadre_json_type(panels) != CADRE_JSON_ARRAY ||
        cadre_json_size(panels) != PANELS)
        return cadre_json_fail(root, err, NULL, "%d 'panels' are needed here", PANELS);
    for (int s = 0; s < 2; s++) {
        first = cadre_json_get(root, SHAPES[s].list);
        if (cadre_json_size(first) == 0)
            return cadre_json_fail(first, err, NULL, "one of '%s' is needed", SHAPES[s].list);
    }
    status = check_lessons(cadre_json_get(root, "lessons"), err);
    const cadre_json_t *attribution = cadre_json_get(root, "attribution");
    return status == CADRE_OK && attribution != NULL ? check_list(attribution, &FACTORS, err)
                                                     : status;
}
