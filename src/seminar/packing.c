#include "seminar/packing.h"

#include "base/memory.h"
#include "base/random.h"

#include <stdalign.h>
#include <string.h>

/* Each part has one function for both directions, so that what is written is what is read. */
typedef struct {
    cadre_text_t *out; /* to write; NULL: reads */
    const char *in;    /* the rest */
    size_t left;       /* bytes of it */
    void *blocks;      /* what was made while reading */
    int status;        /* the first failure while reading */
} packing_t;

enum { SITES_MAX = 1 << 24 };
static const char FORMAT[] = "cadre-packed/1";

/* ---------------------------------------------------------------- plain values */

static void fail(packing_t *self, int status)
{
    if (self->status == CADRE_OK)
        self->status = status;
    self->left = 0;
}

static void bytes(packing_t *self, void *value, size_t size)
{
    if (self->out != NULL) {
        cadre_text_add_n(self->out, value, size);
    } else if (self->left < size) {
        fail(self, CADRE_ERROR_INPUT);
        memset(value, 0, size);
    } else {
        memcpy(value, self->in, size);
        self->in += size;
        self->left -= size;
    }
}

static void integer(packing_t *self, int32_t *value)
{
    bytes(self, value, sizeof *value);
}

static void real(packing_t *self, double *value)
{
    bytes(self, value, sizeof *value);
}

static void single(packing_t *self, float *value)
{
    bytes(self, value, sizeof *value);
}

static void boolean(packing_t *self, bool *value)
{
    unsigned char byte = *value;
    bytes(self, &byte, 1);
    *value = byte != 0;
}

/* An enumerator of a list of `count`; one more where "none" has the number of the list's end. */
static int32_t choice(packing_t *self, int32_t value, int32_t count)
{
    integer(self, &value);
    if (value < 0 || value >= count) {
        fail(self, CADRE_ERROR_INPUT);
        value = 0;
    }
    return value;
}

/* ---------------------------------------------------------------- arrays */

/* A block's link to the one before; what it holds stands behind. */
typedef struct {
    alignas(16) void *before;
} block_t;

/* Zeroed memory for `count` elements; NULL after a failure. */
static void *make(packing_t *self, int32_t count, size_t size)
{
    if (self->status != CADRE_OK)
        return NULL;
    block_t *block = cadre_alloc(1, sizeof *block + (size_t)count * size);
    if (block == NULL) {
        fail(self, CADRE_ERROR_MEMORY);
        return NULL;
    }
    block->before = self->blocks;
    self->blocks = block;
    return block + 1;
}

/* How many elements follow; each takes a byte at least. */
static int32_t length(packing_t *self, int32_t count)
{
    integer(self, &count);
    if (self->out == NULL && (count < 0 || (size_t)count > self->left)) {
        fail(self, CADRE_ERROR_INPUT);
        count = 0;
    }
    return count;
}

static void text(packing_t *self, const char **value)
{
    int32_t size = *value != NULL ? (int32_t)strlen(*value) + 1 : 0;
    size = length(self, size);
    if (self->out != NULL) {
        cadre_text_add_n(self->out, *value != NULL ? *value : "", (size_t)size);
        return;
    }
    char *copy = size > 0 ? make(self, size, 1) : NULL;
    if (copy != NULL) {
        bytes(self, copy, (size_t)size);
        copy[size - 1] = '\0';
    }
    *value = copy;
}

static void integers(packing_t *self, const int32_t **values, int32_t count)
{
    const int32_t *given = self->out != NULL ? *values : NULL;
    int32_t *made = self->out == NULL ? make(self, count, sizeof *made) : NULL;
    for (int32_t i = 0; i < count && self->status == CADRE_OK; i++) {
        int32_t value = given != NULL ? given[i] : 0;
        integer(self, &value);
        if (made != NULL)
            made[i] = value;
    }
    if (self->out == NULL)
        *values = made;
}

static uint32_t bits_of(const float *value)
{
    uint32_t bits;
    memcpy(&bits, value, sizeof bits);
    return bits;
}

/* How many values from `first` on are the same bits. */
static int32_t run_of(const float *first, int32_t left)
{
    int32_t count = 1;
    while (count < left && bits_of(first) == bits_of(first + count))
        count++;
    return count;
}

/* Values of every week, as runs of equal ones: most series are steps or constants. */
static void series(packing_t *self, const float **values, int32_t count)
{
    const float *given = self->out != NULL ? *values : NULL;
    bool there = given != NULL;
    boolean(self, &there);
    float *made = self->out == NULL && there ? make(self, count, sizeof *made) : NULL;
    for (int32_t i = 0; there && i < count && self->status == CADRE_OK;) { /* run by run */
        int32_t run = given != NULL ? run_of(given + i, count - i) : 0;
        float value = given != NULL ? given[i] : 0;
        integer(self, &run);
        single(self, &value);
        if (run < 1 || run > count - i)
            fail(self, CADRE_ERROR_INPUT);
        for (int32_t k = 0; made != NULL && self->status == CADRE_OK && k < run; k++)
            made[i + k] = value;
        i += run;
    }
    if (self->out == NULL)
        *values = made;
}

/* ---------------------------------------------------------------- parts of a specification */

static void parameters(packing_t *self, cadre_scope_t scope, void *fields)
{
    for (int i = 0; i < cadre_parameter_count(); i++) {
        if (cadre_parameter_at(i)->scope != scope)
            continue;
        double value = cadre_parameter_get(i, fields);
        real(self, &value);
        cadre_parameter_set(i, fields, value);
    }
}

static void founders(packing_t *self, cadre_founders_t *value)
{
    integer(self, &value->members);
    real(self, &value->cadre_share);
    integer(self, &value->sites);
    value->placement =
        (cadre_placement_t)choice(self, (int32_t)value->placement, CADRE_PLACE_LISTED + 1);
    value->milieu = (cadre_milieu_t)choice(self, (int32_t)value->milieu, CADRE_MILIEU_COUNT);
    integers(self, &value->at,
             length(self, value->placement == CADRE_PLACE_LISTED ? value->sites : 0));
}

static void organization(packing_t *self, cadre_organization_spec_t *value, int32_t weeks)
{
    text(self, &value->id);
    text(self, &value->title);
    value->kind = (cadre_kind_t)choice(self, (int32_t)value->kind, CADRE_KIND_COUNT);
    integer(self, &value->parent);
    integer(self, &value->copies);
    integer(self, &value->founded);
    founders(self, &value->founders);
    parameters(self, CADRE_SCOPE_ORGANIZATION, &value->parameters);
    series(self, &value->series_members, weeks);
    series(self, &value->series_openness, weeks);
}

static void wave(packing_t *self, cadre_wave_spec_t *value)
{
    text(self, &value->id);
    integer(self, &value->step);
    single(self, &value->size);
    single(self, &value->rise_weeks);
    single(self, &value->hold_weeks);
    single(self, &value->decay_weeks);
}

static void settings(packing_t *self, const cadre_setting_t **values, int32_t *count)
{
    *count = length(self, *count);
    const cadre_setting_t *given = self->out != NULL ? *values : NULL;
    cadre_setting_t *made = self->out == NULL ? make(self, *count, sizeof *made) : NULL;
    for (int32_t i = 0; i < *count && self->status == CADRE_OK; i++) {
        cadre_setting_t value = given != NULL ? given[i] : (cadre_setting_t){0};
        value.parameter = choice(self, value.parameter, cadre_parameter_count());
        real(self, &value.value);
        if (made != NULL)
            made[i] = value;
    }
    if (self->out == NULL)
        *values = made;
}

static void event(packing_t *self, cadre_event_spec_t *value)
{
    text(self, &value->id);
    value->type = (cadre_event_type_t)choice(self, (int32_t)value->type, CADRE_SCRIPTED_COUNT);
    integer(self, &value->step);
    integer(self, &value->until);
    integer(self, &value->organization);
    settings(self, &value->settings, &value->setting_count);
    value->mechanism =
        (cadre_mechanism_t)choice(self, (int32_t)value->mechanism, CADRE_MECHANISM_COUNT + 1);
    boolean(self, &value->on);
    integer(self, &value->into);
    value->milieu = (cadre_milieu_t)choice(self, (int32_t)value->milieu, CADRE_MILIEU_COUNT + 1);
    real(self, &value->share);
    boolean(self, &value->loyal_minority);
    real(self, &value->drift);
    integer(self, &value->pieces);
    text(self, &value->found);
    real(self, &value->size);
    value->rank = (cadre_rank_t)choice(self, (int32_t)value->rank, CADRE_RANK_COUNT + 1);
    real(self, &value->severity);
    value->handling =
        (cadre_handling_t)choice(self, (int32_t)value->handling, CADRE_HANDLING_COUNT + 1);
    integer(self, &value->insiders);
    integer(self, &value->reference);
    real(self, &value->salience);
    real(self, &value->position);
    integer(self, &value->founders);
    value->action =
        (cadre_sponsor_action_t)choice(self, (int32_t)value->action, CADRE_SPONSOR_COUNT + 1);
    integer(self, &value->sponsor);
    text(self, &value->note);
}

/* ---------------------------------------------------------------- the whole */

static void organizations(packing_t *self, cadre_specification_t *value,
                          cadre_organization_spec_t **out)
{
    value->organization_count = length(self, value->organization_count);
    const cadre_organization_spec_t *given = self->out != NULL ? value->organizations : NULL;
    cadre_organization_spec_t *made =
        self->out == NULL ? make(self, value->organization_count, sizeof *made) : NULL;
    for (int32_t i = 0; i < value->organization_count && self->status == CADRE_OK; i++) {
        cadre_organization_spec_t one = given != NULL ? given[i] : (cadre_organization_spec_t){0};
        organization(self, &one, value->steps + 1);
        if (made != NULL)
            made[i] = one;
    }
    if (self->out == NULL)
        value->organizations = *out = made;
}

static void waves(packing_t *self, cadre_specification_t *value)
{
    value->wave_count = length(self, value->wave_count);
    const cadre_wave_spec_t *given = self->out != NULL ? value->waves : NULL;
    cadre_wave_spec_t *made =
        self->out == NULL ? make(self, value->wave_count, sizeof *made) : NULL;
    for (int32_t i = 0; i < value->wave_count && self->status == CADRE_OK; i++) {
        cadre_wave_spec_t one = given != NULL ? given[i] : (cadre_wave_spec_t){0};
        wave(self, &one);
        if (made != NULL)
            made[i] = one;
    }
    if (self->out == NULL)
        value->waves = made;
    boolean(self, &value->wave_generator.on);
    single(self, &value->wave_generator.rate_per_year);
    single(self, &value->wave_generator.mean_size);
    single(self, &value->wave_generator.rise_weeks);
    single(self, &value->wave_generator.hold_weeks);
    single(self, &value->wave_generator.decay_weeks);
}

static void events(packing_t *self, cadre_specification_t *value, cadre_event_spec_t **out)
{
    value->event_count = length(self, value->event_count);
    const cadre_event_spec_t *given = self->out != NULL ? value->events : NULL;
    cadre_event_spec_t *made =
        self->out == NULL ? make(self, value->event_count, sizeof *made) : NULL;
    for (int32_t i = 0; i < value->event_count && self->status == CADRE_OK; i++) {
        cadre_event_spec_t one = given != NULL ? given[i] : (cadre_event_spec_t){0};
        event(self, &one);
        if (made != NULL)
            made[i] = one;
    }
    if (self->out == NULL)
        value->events = *out = made;
}

static void specification(packing_t *self, cadre_specification_t *value, cadre_unpacked_t *out)
{
    integer(self, &value->start_day);
    integer(self, &value->steps);
    if (value->steps < 0 || value->steps >= CADRE_MAX_WEEKS) {
        fail(self, CADRE_ERROR_INPUT);
        return;
    }
    series(self, &value->climate, value->steps + 1);
    series(self, &value->norm, value->steps + 1);
    series(self, &value->need, value->steps + 1);
    waves(self, value);
    integer(self, &value->site_count); /* of equal sites hardly a byte each: no length() */
    if (value->site_count < 0 || value->site_count > SITES_MAX)
        fail(self, CADRE_ERROR_INPUT);
    series(self, &value->site_size, value->site_count);
    for (int i = 0; i < CADRE_MILIEU_COUNT; i++)
        real(self, &value->pool_size[i]);
    bytes(self, &value->reservoir, sizeof value->reservoir);
    parameters(self, CADRE_SCOPE_WORLD, &value->parameters);
    bytes(self, &value->mechanisms, sizeof value->mechanisms);
    organizations(self, value, &out->organizations);
    events(self, value, &out->events);
}

/* What is read goes into `out`; what is written, into `out->scenario` before. */
static void scenario(packing_t *self, cadre_unpacked_t *out)
{
    cadre_scenario_t *value = &out->scenario;
    text(self, &value->name);
    text(self, &value->title);
    bytes(self, &value->seed, sizeof value->seed);
    integer(self, &value->end_day);
    specification(self, &value->specification, out);
}

void cadre_pack(const cadre_scenario_t *value, cadre_text_t *out)
{
    packing_t self = {.out = out};
    cadre_unpacked_t copy = {.scenario = *value};
    cadre_text_add_n(out, FORMAT, sizeof FORMAT);
    scenario(&self, &copy);
}

int cadre_unpack(const void *packed, size_t size, cadre_unpacked_t *out)
{
    *out = (cadre_unpacked_t){0};
    if (size < sizeof FORMAT || memcmp(packed, FORMAT, sizeof FORMAT) != 0)
        return CADRE_ERROR_INPUT;
    packing_t self = {.in = (const char *)packed + sizeof FORMAT, .left = size - sizeof FORMAT};
    scenario(&self, out);
    out->blocks = self.blocks;
    if (self.status == CADRE_OK && self.left > 0)
        self.status = CADRE_ERROR_INPUT;
    return self.status;
}

void cadre_unpacked_free(cadre_unpacked_t *self)
{
    for (block_t *block = self->blocks; block != NULL;) {
        block_t *before = block->before;
        cadre_free(block);
        block = before;
    }
    *self = (cadre_unpacked_t){0};
}
