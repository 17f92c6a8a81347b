/* What a scenario says about itself: title, group, claims, what to look for and to expect. */
#include "scenario/loading.h"

#include <string.h>

static bool is_claim(const char *text)
{
    const size_t digits = strspn(text + (text[0] != '\0'), "0123456789");
    if (text[0] == '\0' || text[1 + digits] != '\0')
        return false;
    return (text[0] == 'M' && digits == 2) || (text[0] == 'C' && (digits == 1 || digits == 2));
}

static int check_claims(const cadre_json_t *claims, cadre_error_t *err)
{
    for (int i = 0; i < cadre_json_size(claims); i++) {
        const cadre_json_t *claim = cadre_json_at(claims, i);
        if (!is_claim(cadre_json_string(claim)))
            return cadre_refuse(claim, err, "M01, M02, ... or C1, C2, ...",
                                "'%s' is not the id of a claim (as M42 and C9 are)",
                                cadre_json_string(claim));
    }
    return CADRE_OK;
}

/* An optional array of texts. */
static int read_list(cadre_loading_t *self, const char *key, const char *const **out, int *count)
{
    const cadre_json_t *list = cadre_json_get(self->root, key);
    if (list == NULL)
        return CADRE_OK;
    int status = cadre_check_type(list, CADRE_JSON_ARRAY, self->err);
    if (status != CADRE_OK)
        return status;
    *count = cadre_json_size(list);
    const char **texts = cadre_owner_alloc(self->owner, (size_t)*count, sizeof *texts, self->err);
    if (texts == NULL)
        return CADRE_ERROR_MEMORY;
    for (int i = 0; i < *count && status == CADRE_OK; i++)
        status = cadre_json_read_string(cadre_json_at(list, i), &texts[i], self->err);
    *out = texts;
    return status;
}

/* Predictions are checked for their form only: what they say is for people. */
static int check_expectations(const cadre_json_t *expect, cadre_error_t *err)
{
    if (expect == NULL)
        return CADRE_OK;
    int status = cadre_check_type(expect, CADRE_JSON_OBJECT, err);
    for (int i = 0; status == CADRE_OK && i < cadre_json_size(expect); i++) {
        const char *text;
        status = cadre_json_read_string(cadre_json_at(expect, i), &text, err);
    }
    return status;
}

int cadre_loading_texts(cadre_loading_t *self)
{
    cadre_scenario_t *scenario = self->scenario;
    const char *schema;
    scenario->title = scenario->name;
    scenario->group = "";
    int status = cadre_optional_string(self->root, "$schema", &schema, self->err);
    if (status == CADRE_OK)
        status = cadre_optional_string(self->root, "title", &scenario->title, self->err);
    if (status == CADRE_OK)
        status = cadre_optional_string(self->root, "group", &scenario->group, self->err);
    if (status == CADRE_OK)
        status = read_list(self, "claims", &scenario->claims, &scenario->claim_count);
    if (status == CADRE_OK && scenario->claim_count > 0)
        status = check_claims(cadre_json_get(self->root, "claims"), self->err);
    if (status == CADRE_OK)
        status = read_list(self, "look_for", &scenario->look_for, &scenario->look_for_count);
    if (status == CADRE_OK)
        status = check_expectations(cadre_json_get(self->root, "expect"), self->err);
    return status;
}
