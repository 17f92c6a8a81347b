/* `--set KEY=VALUE`: the last word about parameters and switches. */
#include "base/text.h"
#include "scenario/loading.h"
#include "scenario/settings.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

typedef struct {
    const char *setting; /* as given */
    char key[160];
    const char *value;
} override_t;

__attribute__((format(printf, 4, 5))) static int fail(const cadre_loading_t *self,
                                                      const override_t *override,
                                                      const char *nearest, const char *format, ...)
{
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    cadre_error_set(self->err, CADRE_ERROR_USAGE, "--set %s: %s", override->setting, message);
    cadre_error_key(self->err, override->key);
    cadre_error_found(self->err, override->value);
    cadre_suggest(self->err, nearest);
    return CADRE_ERROR_USAGE;
}

static int split(const cadre_loading_t *self, const char *setting, override_t *out)
{
    *out = (override_t){.setting = setting, .value = ""};
    const char *equals = strchr(setting, '=');
    const size_t length = equals ? (size_t)(equals - setting) : strlen(setting);
    if (equals == NULL || length == 0)
        return fail(self, out, NULL, "KEY=VALUE is needed, as in recruitment.rho=0.6");
    if (length >= sizeof out->key)
        return fail(self, out, NULL, "the key is too long");
    memcpy(out->key, setting, length);
    out->value = equals + 1;
    return CADRE_OK;
}

static bool parse_switch(const char *text, bool *out)
{
    *out = strcmp(text, "true") == 0;
    return *out || strcmp(text, "false") == 0;
}

static int set_mechanism(cadre_loading_t *self, const override_t *override, const char *name)
{
    uint32_t *mechanisms = &self->scenario->specification.mechanisms;
    const char *names[CADRE_MECHANISM_COUNT];
    for (int i = 0; i < CADRE_MECHANISM_COUNT; i++)
        names[i] = cadre_mechanism_info((cadre_mechanism_t)i)->name;
    const int mechanism = cadre_mechanism_find(name);
    if (mechanism < 0)
        return fail(self, override, cadre_nearest(name, names, CADRE_MECHANISM_COUNT),
                    "unknown mechanism '%s'", name);
    bool on;
    if (!parse_switch(override->value, &on))
        return fail(self, override, NULL, "'%s' is neither true nor false", override->value);
    *mechanisms &= ~(UINT32_C(1) << mechanism);
    *mechanisms |= (uint32_t)on << mechanism;
    return CADRE_OK;
}

static int parse_value(const cadre_loading_t *self, const override_t *override, int parameter,
                       double *value)
{
    const cadre_parameter_t *info = cadre_parameter_at(parameter);
    bool on;
    if (info->type == CADRE_PARAMETER_BOOLEAN && parse_switch(override->value, &on)) {
        *value = on;
        return CADRE_OK;
    }
    if (info->type == CADRE_PARAMETER_BOOLEAN)
        return fail(self, override, NULL, "'%s' is neither true nor false", override->value);
    if (!cadre_parse_number(override->value, value))
        return fail(self, override, NULL, "'%s' is not a number", override->value);
    if (*value < info->min || *value > info->max) {
        char low[CADRE_NUMBER_SIZE], high[CADRE_NUMBER_SIZE];
        cadre_format_double(info->min, low);
        cadre_format_double(info->max, high);
        fail(self, override, NULL, "%s = %s is outside [%s, %s] (%s)", info->key, override->value,
             low, high, info->unit);
        cadre_error_allowed(self->err, "[%s, %s]", low, high);
        return CADRE_ERROR_USAGE;
    }
    if (!cadre_parameter_accepts(parameter, *value))
        return fail(self, override, NULL, "%s = %s is not a whole number", info->key,
                    override->value);
    return CADRE_OK;
}

/* Sets `key` of the world or, with `organization` -1, of all that have parameters. */
static int set_parameter(cadre_loading_t *self, const override_t *override, const char *key,
                         int organization)
{
    const int parameter = cadre_parameter_find(key);
    if (parameter < 0)
        return fail(self, override, cadre_settings_nearest(key), "unknown parameter '%s'", key);
    const bool world = cadre_parameter_at(parameter)->scope == CADRE_SCOPE_WORLD;
    if (world && organization >= 0)
        return fail(self, override, key, "%s is one for the whole world", key);
    cadre_setting_t setting = {.parameter = parameter};
    const int status = parse_value(self, override, parameter, &setting.value);
    if (status != CADRE_OK)
        return status;
    if (world)
        cadre_settings_apply(&setting, 1, NULL, &self->scenario->specification.parameters);
    for (int i = 0; i < self->scenario->specification.organization_count; i++)
        if (organization < 0 || i == organization)
            cadre_settings_apply(&setting, 1, &self->organizations[i].parameters, NULL);
    return CADRE_OK;
}

/* Index of the organization whose id is the first `length` bytes of `text`, or -1. */
static int find_organization(const cadre_loading_t *self, const char *text, size_t length)
{
    for (int i = 0; i < self->scenario->specification.organization_count; i++) {
        const char *id = self->organizations[i].id;
        if (strlen(id) == length && memcmp(id, text, length) == 0)
            return i;
    }
    return -1;
}

static const char *nearest_organization(const cadre_loading_t *self, const char *id)
{
    const char *best = NULL;
    for (int i = 0; i < self->scenario->specification.organization_count; i++)
        best = cadre_nearer(id, best, self->organizations[i].id);
    return best;
}

static int apply(cadre_loading_t *self, const override_t *override)
{
    const char *dot = strchr(override->key, '.');
    const size_t length = dot ? (size_t)(dot - override->key) : strlen(override->key);
    if (dot != NULL && strncmp(override->key, "mechanisms.", length + 1) == 0)
        return set_mechanism(self, override, dot + 1);
    const int organization = find_organization(self, override->key, length);
    if (organization >= 0 && !cadre_kind_is_observed(self->organizations[organization].kind))
        return fail(self, override, NULL,
                    "organization '%s' is of kind \"%s\" and has no parameters",
                    self->organizations[organization].id,
                    cadre_kind_info(self->organizations[organization].kind)->name);
    if (organization >= 0)
        return set_parameter(self, override, dot ? dot + 1 : "", organization);
    if (dot != NULL && strchr(dot + 1, '.') != NULL) {
        char id[sizeof override->key];
        snprintf(id, sizeof id, "%.*s", (int)length, override->key);
        return fail(self, override, nearest_organization(self, id), "there is no organization '%s'",
                    id);
    }
    return set_parameter(self, override, override->key, -1);
}

int cadre_loading_overrides(cadre_loading_t *self)
{
    int status = CADRE_OK;
    for (int i = 0; i < self->overrides.count && status == CADRE_OK; i++) {
        override_t override;
        status = split(self, self->overrides.settings[i], &override);
        if (status == CADRE_OK)
            status = apply(self, &override);
    }
    return status;
}
