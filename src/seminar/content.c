#include "seminar/content.h"

#include "base/build.h"
#include "base/memory.h"
#include "model/version.h"
#include "report/embedding.h"
#include "scenario/claims.h"
#include "seminar/packing.h"
#include "seminar/shape.h"
#include "json/json.h"
#include "json/writer.h"

#include <stdio.h>
#include <string.h>
#include <zlib.h>

enum { FACTORS_MAX = 4 };

/* The file while it is read, and what it turned out to need. */
typedef struct {
    const cadre_json_t *root;
    cadre_claims_t *claims;
    bool *told;          /* [claim] whether the page tells of it */
    bool *parameters;    /* [parameter] whether the page shows or sets it */
    cadre_text_t packed; /* all scenarios, one behind the other */
    cadre_error_t *err;
} content_t;

/* ---------------------------------------------------------------- what may be named */

static const cadre_json_t *find_by_id(const cadre_json_t *list, const char *id)
{
    for (int i = 0; i < cadre_json_size(list); i++)
        if (strcmp(cadre_json_string(cadre_json_get(cadre_json_at(list, i), "id")), id) == 0)
            return cadre_json_at(list, i);
    return NULL;
}

static int check_word(const cadre_json_t *value, bool known, const char *what, cadre_error_t *err)
{
    return known ? CADRE_OK
                 : cadre_json_fail(value, err, NULL, "there is no %s '%s'", what,
                                   cadre_json_string(value));
}

static int check_measure(content_t *self, const cadre_json_t *value)
{
    return check_word(value, cadre_measure_find(cadre_json_string(value)) >= 0, "measure",
                      self->err);
}

static int check_preset(content_t *self, const cadre_json_t *value)
{
    const cadre_json_t *presets = cadre_json_get(self->root, "presets");
    return check_word(value, find_by_id(presets, cadre_json_string(value)) != NULL, "preset",
                      self->err);
}

static int check_picture(content_t *self, const cadre_json_t *value)
{
    const cadre_json_t *pictures = cadre_json_get(self->root, "pictures");
    return check_word(value, find_by_id(pictures, cadre_json_string(value)) != NULL, "picture",
                      self->err);
}

static int check_claim(content_t *self, const cadre_json_t *value)
{
    const cadre_claim_t *claim = cadre_claims_get(self->claims, cadre_json_string(value));
    if (claim != NULL)
        self->told[claim - self->claims->claims] = true;
    return check_word(value, claim != NULL, "claim", self->err);
}

static int check_parameter(content_t *self, const cadre_json_t *value)
{
    const int parameter = cadre_parameter_find(cadre_json_string(value));
    if (parameter >= 0)
        self->parameters[parameter] = true;
    return check_word(value, parameter >= 0, "parameter", self->err);
}

/* A scenario's name: whether there is one shows when it is loaded. */
static int check_text(content_t *self, const cadre_json_t *value)
{
    (void)self, (void)value;
    return CADRE_OK;
}

/* {"recruitment.rho": 0.6} */
static int check_settings(content_t *self, const cadre_json_t *value)
{
    for (int i = 0; i < cadre_json_size(value); i++) {
        const cadre_json_t *one = cadre_json_at(value, i);
        const int parameter = cadre_parameter_find(cadre_json_key(value, i));
        double number;
        if (parameter < 0)
            return cadre_json_fail(one, self->err, NULL, "there is no parameter '%s'",
                                   cadre_json_key(value, i));
        const cadre_parameter_t *info = cadre_parameter_at(parameter);
        const int status =
            cadre_json_read_number(one, info->min, info->max, info->unit, &number, self->err);
        if (status != CADRE_OK)
            return status;
        self->parameters[parameter] = true;
    }
    return CADRE_OK;
}

/* {"voice": false} */
static int check_switches(content_t *self, const cadre_json_t *value)
{
    for (int i = 0; i < cadre_json_size(value); i++) {
        bool on;
        if (cadre_mechanism_find(cadre_json_key(value, i)) < 0)
            return cadre_json_fail(cadre_json_at(value, i), self->err, NULL,
                                   "there is no mechanism '%s'", cadre_json_key(value, i));
        const int status = cadre_json_read_boolean(cadre_json_at(value, i), &on, self->err);
        if (status != CADRE_OK)
            return status;
    }
    return CADRE_OK;
}

/* Members of objects that name something, wherever they stand; of arrays each text does. */
static const struct {
    const char *key;
    cadre_json_type_t type;
    int (*check)(content_t *self, const cadre_json_t *value);
} NAMES[] = {
    {"measure", CADRE_JSON_STRING, check_measure},
    {"per", CADRE_JSON_STRING, check_measure},
    {"preset", CADRE_JSON_STRING, check_preset},
    {"picture", CADRE_JSON_STRING, check_picture},
    {"panels", CADRE_JSON_STRING, check_picture},
    {"claims", CADRE_JSON_STRING, check_claim},
    {"parameter", CADRE_JSON_STRING, check_parameter},
    {"scenario", CADRE_JSON_STRING, check_text},
    {"set", CADRE_JSON_OBJECT, check_settings},
    {"switch", CADRE_JSON_OBJECT, check_switches},
};
enum { NAME_COUNT = sizeof NAMES / sizeof NAMES[0] };

static int check(content_t *self, const char *key, const cadre_json_t *value)
{
    const cadre_json_type_t type = cadre_json_type(value);
    int status = CADRE_OK;
    for (int n = 0; type != CADRE_JSON_ARRAY && n < NAME_COUNT; n++) {
        if (strcmp(NAMES[n].key, key) != 0)
            continue;
        return type == NAMES[n].type ? NAMES[n].check(self, value)
                                     : cadre_json_fail(value, self->err, NULL, "'%s' must be %s",
                                                       key, cadre_json_type_name(NAMES[n].type));
    }
    if (strcmp(key, "patch") == 0 || (type != CADRE_JSON_ARRAY && type != CADRE_JSON_OBJECT))
        return CADRE_OK;
    for (int i = 0; i < cadre_json_size(value) && status == CADRE_OK; i++)
        status = check(self, type == CADRE_JSON_OBJECT ? cadre_json_key(value, i) : key,
                       cadre_json_at(value, i));
    return status;
}

/* ---------------------------------------------------------------- scenarios */

int cadre_content_add_bytes(cadre_text_t *out, const unsigned char *bytes, size_t count,
                            cadre_error_t *err)
{
    uLongf size = compressBound((uLong)count);
    unsigned char *packed = cadre_alloc(size, 1);
    if (packed == NULL ||
        compress2(packed, &size, bytes, (uLong)count, Z_BEST_COMPRESSION) != Z_OK) {
        cadre_free(packed);
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory while making the page");
    }
    cadre_text_add(out, "\"");
    cadre_embed_base64(out, packed, size);
    cadre_text_add(out, "\"");
    cadre_free(packed);
    return CADRE_OK;
}

/* Values of the parameters that the page shows. */
static void add_values(const content_t *self, const cadre_specification_t *specification, int k,
                       cadre_json_writer_t *out)
{
    cadre_json_write_open(out, "parameters", '{');
    for (int p = 0; p < cadre_parameter_count(); p++) {
        const bool world = cadre_parameter_at(p)->scope == CADRE_SCOPE_WORLD;
        if (self->parameters[p])
            cadre_json_write_number(
                out, cadre_parameter_at(p)->key,
                cadre_parameter_get(p, world ? (const void *)&specification->parameters
                                             : &specification->organizations[k].parameters));
    }
    cadre_json_write_close(out, '}');
}

static void add_organizations(const content_t *self, const cadre_specification_t *specification,
                              cadre_json_writer_t *out)
{
    cadre_json_write_open(out, "organizations", '[');
    for (int k = 0; k < specification->organization_count; k++) {
        const cadre_organization_spec_t *organization = &specification->organizations[k];
        if (!cadre_kind_is_observed(organization->kind))
            continue;
        cadre_json_write_open(out, NULL, '{');
        cadre_json_write_string(out, "id", organization->id);
        cadre_json_write_string(out, "title", organization->title);
        add_values(self, specification, k, out);
        cadre_json_write_close(out, '}');
    }
    cadre_json_write_close(out, ']');
}

/* "gulf-war" as "gulf war". */
static void add_mark(cadre_json_writer_t *out, int32_t step, const char *id)
{
    char words[64];
    snprintf(words, sizeof words, "%s", id);
    for (char *c = words; *c != '\0'; c++)
        *c = *c == '-' ? ' ' : *c;
    cadre_json_write_open(out, NULL, '{');
    cadre_json_write_number(out, "step", step);
    cadre_json_write_string(out, "text", words);
    cadre_json_write_close(out, '}');
}

/* Waves and scripted events, for the picture. */
static void add_marks(const cadre_specification_t *specification, cadre_json_writer_t *out)
{
    cadre_json_write_open(out, "marks", '[');
    for (int w = 0; w < specification->wave_count; w++)
        add_mark(out, specification->waves[w].step, specification->waves[w].id);
    for (int e = 0; e < specification->event_count; e++)
        add_mark(out, specification->events[e].step, specification->events[e].id);
    cadre_json_write_close(out, ']');
}

static void add_evidence(const cadre_scenario_t *scenario, cadre_json_writer_t *out)
{
    cadre_json_write_open(out, "evidence", '[');
    for (int i = 0; i < scenario->pattern_count; i++) {
        const cadre_pattern_t *pattern = &scenario->patterns[i];
        if (pattern->measure[0] == '\0' || !cadre_pattern_is_plain(pattern))
            continue;
        cadre_json_write_open(out, NULL, '{');
        cadre_json_write_string(out, "organization", pattern->organization);
        cadre_json_write_string(out, "measure", pattern->measure);
        cadre_json_write_string(out, "source", pattern->source);
        cadre_json_write_number(out, "day", pattern->day);
        cadre_json_write_number(out, "value", pattern->value);
        cadre_json_write_number(out, "low", pattern->low);
        cadre_json_write_number(out, "high", pattern->high);
        cadre_json_write_close(out, '}');
    }
    cadre_json_write_close(out, ']');
}

static void describe(content_t *self, const char *id, const cadre_scenario_t *scenario,
                     cadre_json_writer_t *out)
{
    const cadre_specification_t *specification = &scenario->specification;
    const size_t begin = self->packed.length;
    char seed[24];
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)scenario->seed);
    cadre_pack(scenario, &self->packed);
    cadre_json_write_open(out, id, '{');
    cadre_json_write_string(out, "scenario", scenario->name);
    cadre_json_write_string(out, "title", scenario->title);
    cadre_json_write_string(out, "seed", seed);
    cadre_json_write_number(out, "start", specification->start_day);
    cadre_json_write_number(out, "begin", (double)begin);
    cadre_json_write_number(out, "end", (double)self->packed.length);
    cadre_json_write_number(out, "mechanisms", specification->mechanisms);
    add_organizations(self, specification, out);
    add_marks(specification, out);
    add_evidence(scenario, out);
    cadre_json_write_close(out, '}');
}

/* The scenario with these changes, described and packed under `id`. */
static int add_scenario(content_t *self, const char *id, const cadre_json_t *name,
                        const char *const *patches, int count, cadre_json_writer_t *out)
{
    char path[512];
    cadre_scenario_t *scenario = NULL;
    int status = cadre_scenario_find(cadre_json_string(name), path, sizeof path, self->err);
    if (status == CADRE_OK)
        status = cadre_scenario_load_patched(path, (cadre_overrides_t){0}, patches, count,
                                             &scenario, self->err);
    if (status == CADRE_OK)
        describe(self, id, scenario, out);
    cadre_scenario_free(scenario);
    return status;
}

static int add_presets(content_t *self, cadre_json_writer_t *out)
{
    const cadre_json_t *presets = cadre_json_get(self->root, "presets");
    int status = CADRE_OK;
    for (int i = 0; i < cadre_json_size(presets) && status == CADRE_OK; i++) {
        const cadre_json_t *preset = cadre_json_at(presets, i);
        status = add_scenario(self, cadre_json_string(cadre_json_get(preset, "id")),
                              cadre_json_get(preset, "scenario"), NULL, 0, out);
    }
    return status;
}

/* One subset of the factors: what is not in `present` is taken out by its merge patch. */
static int add_subset(content_t *self, const cadre_json_t *factors, const cadre_json_t *name,
                      unsigned present, cadre_json_writer_t *out)
{
    cadre_text_t texts[FACTORS_MAX] = {{0}};
    const char *patches[FACTORS_MAX];
    char id[32];
    int count = 0;
    bool failed = false;
    for (int f = 0; f < cadre_json_size(factors); f++) {
        const cadre_json_t *patch = cadre_json_get(cadre_json_at(factors, f), "patch");
        if (patch == NULL || ((present >> f) & 1u))
            continue;
        cadre_json_canonical(patch, &texts[count]);
        failed |= texts[count].failed;
        patches[count] = texts[count].data;
        count++;
    }
    snprintf(id, sizeof id, "factors-%u", present);
    const int status = failed ? cadre_error_set(self->err, CADRE_ERROR_MEMORY, "out of memory")
                              : add_scenario(self, id, name, patches, count, out);
    for (int t = 0; t < count; t++)
        cadre_text_free(&texts[t]);
    return status;
}

/* All subsets of what may have brought about an outcome: factors-0 .. factors-15 of four. */
static int add_subsets(content_t *self, cadre_json_writer_t *out)
{
    const cadre_json_t *attribution = cadre_json_get(self->root, "attribution");
    const cadre_json_t *factors = cadre_json_get(attribution, "factors");
    const cadre_json_t *name = cadre_json_get(attribution, "scenario");
    int status = CADRE_OK;
    if (attribution == NULL)
        return CADRE_OK;
    if (name == NULL || cadre_json_size(factors) > FACTORS_MAX)
        return cadre_json_fail(attribution, self->err, NULL,
                               "a 'scenario' and at most %d 'factors' are needed here",
                               FACTORS_MAX);
    for (unsigned set = 0; set < 1u << cadre_json_size(factors) && status == CADRE_OK; set++)
        status = add_subset(self, factors, name, set, out);
    return status;
}

static int add_scenarios(content_t *self, cadre_json_writer_t *out)
{
    cadre_json_write_open(out, "scenarios", '{');
    int status = add_presets(self, out);
    if (status == CADRE_OK)
        status = add_subsets(self, out);
    cadre_json_write_close(out, '}');
    return status;
}

/* ---------------------------------------------------------------- lists */

static void add_parameters(const content_t *self, cadre_json_writer_t *out)
{
    cadre_json_write_open(out, "parameters", '{');
    for (int p = 0; p < cadre_parameter_count(); p++) {
        const cadre_parameter_t *info = cadre_parameter_at(p);
        if (!self->parameters[p])
            continue;
        cadre_json_write_open(out, info->key, '{');
        cadre_json_write_number(out, "index", p);
        cadre_json_write_string(out, "unit", info->unit);
        cadre_json_write_string(out, "meaning", info->meaning);
        cadre_json_write_number(out, "min", info->min);
        cadre_json_write_number(out, "max", info->max);
        cadre_json_write_close(out, '}');
    }
    cadre_json_write_close(out, '}');
}

static void add_mechanisms(cadre_json_writer_t *out)
{
    cadre_json_write_open(out, "mechanisms", '[');
    for (int m = 0; m < CADRE_MECHANISM_COUNT; m++) {
        const cadre_mechanism_info_t *info = cadre_mechanism_info((cadre_mechanism_t)m);
        cadre_json_write_open(out, NULL, '{');
        cadre_json_write_string(out, "name", info->name);
        cadre_json_write_string(out, "does", info->does);
        cadre_json_write_string(out, "without", info->without);
        cadre_json_write_close(out, '}');
    }
    cadre_json_write_close(out, ']');
}

static void add_measures(cadre_json_writer_t *out)
{
    static const char *const KINDS[] = {[CADRE_MEASURE_STOCK] = "stock",
                                        [CADRE_MEASURE_FLOW] = "flow",
                                        [CADRE_MEASURE_MEAN] = "mean",
                                        [CADRE_MEASURE_WORLD] = "world"};
    cadre_json_write_open(out, "measures", '[');
    for (int m = 0; m < CADRE_MEASURE_COUNT; m++) {
        const cadre_measure_info_t *info = cadre_measure_info((cadre_measure_t)m);
        cadre_json_write_open(out, NULL, '{');
        cadre_json_write_string(out, "name", info->name);
        cadre_json_write_string(out, "kind", KINDS[info->kind]);
        cadre_json_write_string(out, "unit", info->unit);
        cadre_json_write_string(out, "meaning", info->meaning);
        cadre_json_write_close(out, '}');
    }
    cadre_json_write_close(out, ']');
}

static void add_version_of_claim(const cadre_claim_version_t *version, cadre_json_writer_t *out)
{
    char source[64];
    cadre_json_write_open(out, NULL, '{');
    cadre_json_write_string(out, "says", version->says);
    cadre_json_write_open(out, "sources", '[');
    for (int s = 0; s < version->source_count; s++) {
        snprintf(source, sizeof source, "%s, line %d", version->sources[s].document,
                 version->sources[s].line);
        cadre_json_write_string(out, NULL, source);
    }
    cadre_json_write_close(out, ']');
    cadre_json_write_close(out, '}');
}

static void add_claims(const content_t *self, cadre_json_writer_t *out)
{
    cadre_json_write_open(out, "claims", '{');
    for (int c = 0; c < self->claims->count; c++) {
        const cadre_claim_t *claim = &self->claims->claims[c];
        if (!self->told[c])
            continue;
        cadre_json_write_open(out, claim->id, '{');
        cadre_json_write_string(out, "title", claim->title);
        cadre_json_write_open(out, "versions", '[');
        for (int v = 0; v < claim->version_count; v++)
            add_version_of_claim(&claim->versions[v], out);
        cadre_json_write_close(out, ']');
        cadre_json_write_open(out, "against", '[');
        for (int a = 0; a < claim->against.count; a++) {
            cadre_json_write_open(out, NULL, '{');
            cadre_json_write_string(out, "id", claim->against.items[a]);
            cadre_json_write_string(out, "why", claim->why.items[a]);
            cadre_json_write_close(out, '}');
        }
        cadre_json_write_close(out, ']');
        cadre_json_write_close(out, '}');
    }
    cadre_json_write_close(out, '}');
}

/* ---------------------------------------------------------------- the object */

/* Nothing in a text can end the script element that holds it. */
static void add_safely(cadre_text_t *out, const cadre_text_t *json)
{
    const char *rest = json->data;
    for (size_t plain; rest != NULL && rest[plain = strcspn(rest, "<")] != '\0';) {
        cadre_text_add_n(out, rest, plain);
        cadre_text_add(out, "\\u003c");
        rest += plain + 1;
    }
    cadre_text_add(out, rest != NULL ? rest : "");
    out->failed |= json->failed;
}

static int write_object(content_t *self, cadre_text_t *json)
{
    cadre_json_writer_t out = {.out = json, .compact = true};
    cadre_text_t text = {0};
    cadre_json_write_open(&out, NULL, '{');
    cadre_json_write_string(&out, "version", CADRE_VERSION);
    cadre_json_write_string(&out, "model", CADRE_MODEL_VERSION);
    int status = add_scenarios(self, &out);
    add_parameters(self, &out);
    add_mechanisms(&out);
    add_measures(&out);
    add_claims(self, &out);
    cadre_json_canonical(self->root, &text);
    cadre_json_write_raw(&out, "seminar", text.data);
    cadre_text_clear(&text);
    if (status == CADRE_OK)
        status = cadre_content_add_bytes(&text, (const unsigned char *)self->packed.data,
                                         self->packed.length, self->err);
    if (status == CADRE_OK)
        cadre_json_write_raw(&out, "packed", text.data);
    cadre_json_write_close(&out, '}');
    json->failed |= text.failed || self->packed.failed;
    cadre_text_free(&text);
    return status;
}

static int read_claims(content_t *self)
{
    char path[512];
    int status = cadre_claims_find(path, sizeof path, self->err);
    if (status == CADRE_OK)
        status = cadre_claims_load(path, &self->claims, self->err);
    if (status != CADRE_OK)
        return status;
    self->told = cadre_alloc((size_t)self->claims->count, sizeof *self->told);
    self->parameters = cadre_alloc((size_t)cadre_parameter_count(), sizeof *self->parameters);
    return self->told != NULL && self->parameters != NULL
               ? CADRE_OK
               : cadre_error_set(self->err, CADRE_ERROR_MEMORY, "out of memory");
}

int cadre_content_add(const char *path, cadre_text_t *out, cadre_error_t *err)
{
    content_t self = {.err = err};
    cadre_json_document_t *document = NULL;
    cadre_text_t json = {0};
    int status = cadre_json_load(path, &document, err);
    if (status == CADRE_OK) {
        self.root = cadre_json_root(document);
        status = cadre_shape_check(self.root, err);
    }
    if (status == CADRE_OK)
        status = read_claims(&self);
    if (status == CADRE_OK)
        status = check(&self, "", self.root);
    if (status == CADRE_OK)
        status = write_object(&self, &json);
    if (status == CADRE_OK)
        add_safely(out, &json);
    cadre_text_free(&json);
    cadre_text_free(&self.packed);
    cadre_free(self.told);
    cadre_free(self.parameters);
    cadre_claims_free(self.claims);
    cadre_json_free(document);
    return status;
}
