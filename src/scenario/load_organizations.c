/* `organizations`, with what their parameters come from: the top-level `parameters`, `regimes`,
 * their own. */
#include "scenario/regimes.h"
#include "scenario/series.h"
#include "scenario/settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FOUNDERS = 1000000000, MOST_COPIES = 10000, MOST_ID = 32 };

/* What parameters are made from, in rising precedence. */
typedef struct {
    const cadre_setting_t *common; /* the file's top-level `parameters` */
    int common_count;
    cadre_regimes_t regimes;
} sources_t;

/* `at`: numbers of sites from 1, each at most once. */
static int read_listed_sites(cadre_loading_t *self, const cadre_json_t *at, cadre_founders_t *out)
{
    const int32_t site_count = self->scenario->specification.site_count;
    int status = cadre_check_type(at, CADRE_JSON_ARRAY, self->err);
    if (status != CADRE_OK)
        return status;
    const int count = cadre_json_size(at);
    if (count == 0)
        return cadre_refuse(at, self->err, NULL, "names no site");
    int32_t *sites = cadre_owner_alloc(self->owner, (size_t)count, sizeof *sites, self->err);
    char *taken = cadre_owner_alloc(self->owner, (size_t)site_count, 1, self->err);
    if (sites == NULL || taken == NULL)
        return CADRE_ERROR_MEMORY;
    for (int i = 0; i < count; i++) {
        int64_t number;
        status = cadre_json_read_integer(cadre_json_at(at, i), 1, site_count, &number, self->err);
        if (status != CADRE_OK)
            return status;
        if (taken[number - 1]++)
            return cadre_refuse(cadre_json_at(at, i), self->err, NULL, "site %d stands here twice",
                                (int)number);
        sites[i] = (int32_t)number - 1;
    }
    out->at = sites;
    out->sites = count;
    out->placement = CADRE_PLACE_LISTED;
    return CADRE_OK;
}

static int read_placement(cadre_loading_t *self, const cadre_json_t *founders,
                          cadre_founders_t *out)
{
    static const char *const placements[] = {"largest", "random"};
    const cadre_json_t *at = cadre_json_get(founders, "at");
    if (at != NULL && (cadre_json_get(founders, "sites") || cadre_json_get(founders, "placement")))
        return cadre_refuse(at, self->err, NULL,
                            "founders stand either at listed sites (at) or at a number of them "
                            "(sites, placement), not both");
    if (at != NULL)
        return read_listed_sites(self, at, out);
    int64_t sites = 1;
    int placement = CADRE_PLACE_LARGEST;
    int status = cadre_optional_integer(
        founders, "sites", 1, self->scenario->specification.site_count, &sites, self->err);
    if (status == CADRE_OK)
        status = cadre_optional_choice(founders, "placement", placements, 2, &placement, self->err);
    out->sites = (int32_t)sites;
    out->placement = (cadre_placement_t)placement;
    return status;
}

static int read_founders(cadre_loading_t *self, const cadre_json_t *founders, cadre_founders_t *out)
{
    static const char *const known[] = {"members", "cadre_share", "sites", "placement",
                                        "at",      "milieu",      NULL};
    static const char *const milieus[] = {"campus", "city", "workplace"};
    const cadre_json_t *value;
    int64_t members = 0;
    int milieu = CADRE_MILIEU_CAMPUS;
    out->cadre_share = 0.4;
    int status = cadre_check_object(founders, known, self->err);
    if (status == CADRE_OK)
        status = cadre_require(founders, "members", &value, self->err);
    if (status == CADRE_OK)
        status = cadre_json_read_integer(value, 0, MOST_FOUNDERS, &members, self->err);
    if (status == CADRE_OK)
        status = cadre_optional_number(founders, "cadre_share", 0, 1, "share", &out->cadre_share,
                                       self->err);
    if (status == CADRE_OK)
        status = cadre_optional_choice(founders, "milieu", milieus, CADRE_MILIEU_COUNT, &milieu,
                                       self->err);
    out->members = (int32_t)members;
    out->milieu = (cadre_milieu_t)milieu;
    return status == CADRE_OK ? read_placement(self, founders, out) : status;
}

/* When it begins, and the parameters it lives by. */
static int read_rules(cadre_loading_t *self, const cadre_json_t *object, const sources_t *sources,
                      cadre_organization_spec_t *out)
{
    const cadre_json_t *value;
    const cadre_setting_t *own;
    int own_count, regime = -1, status = CADRE_OK;
    if (status == CADRE_OK && (value = cadre_json_get(object, "founded")) != NULL)
        status = cadre_loading_step(self, value, &out->founded);
    if (status == CADRE_OK && (value = cadre_json_get(object, "regime")) != NULL)
        status = cadre_regimes_find(&sources->regimes, value, &regime, self->err);
    if (status == CADRE_OK)
        status = cadre_settings_read(self, cadre_json_get(object, "parameters"), CADRE_WORLD_APART,
                                     &own, &own_count);
    if (status != CADRE_OK)
        return status;
    cadre_settings_apply(sources->common, sources->common_count, &out->parameters, NULL);
    cadre_regimes_apply(&sources->regimes, regime, &out->parameters);
    cadre_settings_apply(own, own_count, &out->parameters, NULL);
    return CADRE_OK;
}

static int read_party(cadre_loading_t *self, const cadre_json_t *object, const sources_t *sources,
                      cadre_organization_spec_t *out)
{
    static const char *const known[] = {"title",    "kind",       "regime", "founded",
                                        "founders", "parameters", "copies", NULL};
    const cadre_json_t *founders;
    int64_t copies = 1;
    int status = cadre_check_object(object, known, self->err);
    if (status == CADRE_OK)
        status = cadre_require(object, "founders", &founders, self->err);
    if (status == CADRE_OK)
        status = read_founders(self, founders, &out->founders);
    if (status == CADRE_OK)
        status = cadre_optional_integer(object, "copies", 1, MOST_COPIES, &copies, self->err);
    out->copies = (int32_t)copies;
    return status == CADRE_OK ? read_rules(self, object, sources, out) : status;
}

/* The kind of that name; PARTY for no kind: that is refused where it is read. */
static int find_kind(const char *name)
{
    for (int k = 0; k < CADRE_KIND_COUNT; k++)
        if (strcmp(cadre_kind_info((cadre_kind_t)k)->name, name) == 0)
            return k;
    return CADRE_KIND_PARTY;
}

/* A front is built by its parent, wherever that has branches. */
static int read_front(cadre_loading_t *self, const cadre_json_t *organizations,
                      const cadre_json_t *object, const sources_t *sources,
                      cadre_organization_spec_t *out)
{
    static const char *const known[] = {"title",      "kind",   "regime", "founded",
                                        "parameters", "parent", NULL};
    const cadre_json_t *parent, *kind;
    int index;
    int status = cadre_check_object(object, known, self->err);
    if (status == CADRE_OK)
        status = cadre_require(object, "parent", &parent, self->err);
    if (status == CADRE_OK)
        status = cadre_find_key(organizations, parent, "organization", &index, self->err);
    if (status != CADRE_OK)
        return status;
    kind = cadre_json_get(cadre_json_at(organizations, index), "kind");
    if (kind != NULL && cadre_json_type(kind) == CADRE_JSON_STRING &&
        !cadre_kind_has_people((cadre_kind_t)find_kind(cadre_json_string(kind))))
        return cadre_refuse(parent, self->err, NULL,
                            "'%s' is of kind \"%s\": the parent of a front needs people of its own",
                            cadre_json_string(parent), cadre_json_string(kind));
    out->parent = index;
    return read_rules(self, object, sources, out);
}

/* An organization whose size is given has no people, so nothing that is about people either. */
static int read_given(cadre_loading_t *self, const cadre_json_t *object,
                      cadre_organization_spec_t *out)
{
    static const char *const refused[] = {"founders", "parameters", "regime", "founded"};
    static const char *const known[] = {"title", "kind", "members", "openness", NULL};
    static const cadre_series_range_t people = {0, 0, 1e9, "people"}, level = {0.5, 0, 1, "level"};
    const cadre_json_t *members;
    for (int i = 0; i < 4; i++) {
        const cadre_json_t *value = cadre_json_get(object, refused[i]);
        if (value != NULL)
            return cadre_refuse(value, self->err, NULL,
                                "an organization of kind \"series\" has no %s: only members and "
                                "openness",
                                refused[i]);
    }
    int status = cadre_check_object(object, known, self->err);
    if (status == CADRE_OK)
        status = cadre_require(object, "members", &members, self->err);
    if (status == CADRE_OK)
        status = cadre_series_read(self, members, people, &out->series_members);
    if (status == CADRE_OK)
        status = cadre_series_read(self, cadre_json_get(object, "openness"), level,
                                   &out->series_openness);
    return status;
}

/* A body elsewhere: nobody, but a doctrine and a regime that others may copy. */
static int read_sponsor(cadre_loading_t *self, const cadre_json_t *object, const sources_t *sources,
                        cadre_organization_spec_t *out)
{
    static const char *const known[] = {"title", "kind", "regime", "parameters", NULL};
    const int status = cadre_check_object(object, known, self->err);
    return status == CADRE_OK ? read_rules(self, object, sources, out) : status;
}

static int check_name(const cadre_json_t *organizations, int index, cadre_error_t *err)
{
    const char *id = cadre_json_key(organizations, index);
    const int status = cadre_check_id(organizations, index, err);
    if (status != CADRE_OK)
        return status;
    if (cadre_parameter_is_group(id) || strcmp(id, "mechanisms") == 0)
        return cadre_fail_at_key(organizations, index, err, NULL,
                                 "'%s' cannot be the id of an organization: --set %s.NAME means %s",
                                 id, id, cadre_parameter_is_group(id) ? "a parameter" : "a switch");
    return CADRE_OK;
}

/* By what an organization is made of. */
static int read_kind(cadre_loading_t *self, const cadre_json_t *organizations,
                     const cadre_json_t *object, const sources_t *sources,
                     cadre_organization_spec_t *out)
{
    switch (out->kind) {
    case CADRE_KIND_SERIES:
        return read_given(self, object, out);
    case CADRE_KIND_SPONSOR:
        return read_sponsor(self, object, sources, out);
    case CADRE_KIND_FRONT:
        return read_front(self, organizations, object, sources, out);
    default:
        return read_party(self, object, sources, out);
    }
}

static int read_organization(cadre_loading_t *self, const cadre_json_t *organizations, int index,
                             const sources_t *sources, cadre_organization_spec_t *out)
{
    const char *kinds[CADRE_KIND_COUNT];
    for (int k = 0; k < CADRE_KIND_COUNT; k++)
        kinds[k] = cadre_kind_info((cadre_kind_t)k)->name;
    const cadre_json_t *object = cadre_json_at(organizations, index);
    int kind = CADRE_KIND_PARTY;
    int status = check_name(organizations, index, self->err);
    if (status == CADRE_OK)
        status = cadre_check_type(object, CADRE_JSON_OBJECT, self->err);
    if (status == CADRE_OK)
        status = cadre_optional_choice(object, "kind", kinds, CADRE_KIND_COUNT, &kind, self->err);
    out->id = cadre_json_key(organizations, index);
    out->title = out->id;
    out->kind = (cadre_kind_t)kind;
    out->parent = -1;
    out->copies = 1;
    cadre_parameters_defaults(&out->parameters);
    cadre_parameters_of_kind(out->kind, &out->parameters);
    if (status == CADRE_OK)
        status = read_kind(self, organizations, object, sources, out);
    if (status == CADRE_OK)
        status = cadre_optional_string(object, "title", &out->title, self->err);
    return status;
}

/* Whether `id` is what a copy of the organization is called: its id, a hyphen, and a number from 2
 * to the number of copies. */
static bool is_copy(const cadre_organization_spec_t *of, const char *id)
{
    const size_t length = strlen(of->id);
    if (strncmp(id, of->id, length) != 0 || id[length] != '-')
        return false;
    const char *number = id + length + 1;
    if (number[0] == '0' || number[0] == '\0' || number[strspn(number, "0123456789")] != '\0')
        return false;
    const long k = strtol(number, NULL, 10);
    return k >= 2 && k <= of->copies;
}

/* Every copy needs an id that is one and that no other organization has. */
static int check_copies(cadre_loading_t *self, const cadre_json_t *organizations, int index)
{
    const cadre_organization_spec_t *of = &self->organizations[index];
    const int digits = snprintf(NULL, 0, "%d", of->copies);
    if (of->copies > 1 && strlen(of->id) + 1 + (size_t)digits > MOST_ID)
        return cadre_fail_at_key(
            organizations, index, self->err, NULL,
            "'%s' is too long an id for %d copies: they are called %s-2 and so "
            "on, in %d characters at most",
            of->id, of->copies, of->id, MOST_ID);
    for (int o = 0; o < self->scenario->specification.organization_count; o++)
        if (is_copy(of, self->organizations[o].id))
            return cadre_fail_at_key(organizations, o, self->err, NULL,
                                     "a copy of '%s' is called '%s'", of->id,
                                     self->organizations[o].id);
    return CADRE_OK;
}

static int read_organizations(cadre_loading_t *self, const sources_t *sources)
{
    const cadre_json_t *object;
    int status = cadre_require(self->root, "organizations", &object, self->err);
    if (status == CADRE_OK)
        status = cadre_check_type(object, CADRE_JSON_OBJECT, self->err);
    if (status != CADRE_OK)
        return status;
    const int count = cadre_json_size(object);
    if (count == 0)
        return cadre_refuse(object, self->err, NULL, "a scenario needs at least one organization");
    self->organizations =
        cadre_owner_alloc(self->owner, (size_t)count, sizeof *self->organizations, self->err);
    if (self->organizations == NULL)
        return CADRE_ERROR_MEMORY;
    self->scenario->specification.organizations = self->organizations;
    self->scenario->specification.organization_count = count;
    for (int i = 0; i < count && status == CADRE_OK; i++)
        status = read_organization(self, object, i, sources, &self->organizations[i]);
    for (int i = 0; i < count && status == CADRE_OK; i++)
        status = check_copies(self, object, i);
    return status;
}

int cadre_loading_organizations(cadre_loading_t *self)
{
    sources_t sources = {0};
    cadre_world_parameters_t *world = &self->scenario->specification.parameters;
    int status = cadre_settings_read(self, cadre_json_get(self->root, "parameters"),
                                     CADRE_WORLD_ALLOWED, &sources.common, &sources.common_count);
    if (status == CADRE_OK)
        status = cadre_regimes_read(self, &sources.regimes);
    if (status != CADRE_OK)
        return status;
    cadre_world_parameters_defaults(world);
    cadre_settings_apply(sources.common, sources.common_count, NULL, world);
    return read_organizations(self, &sources);
}
