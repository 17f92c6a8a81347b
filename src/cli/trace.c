#include "cli/trace.h"

#include "base/dates.h"
#include "base/memory.h"
#include "cli/output.h"
#include "model/world.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------------------ who is meant */

static const char *const pools[CADRE_MILIEU_COUNT] = {"campus", "city", "workplace"};

enum { MOST_PARTS = 5 };

/* "recruit:1:campus:52:0" in its parts; `text` is cut up. */
static int split(char *text, const char *parts[MOST_PARTS + 1])
{
    int count = 0;
    while (count <= MOST_PARTS) {
        parts[count++] = text;
        text = strchr(text, ':');
        if (text == NULL)
            break;
        *text++ = '\0';
    }
    return count;
}

static bool read_number(const char *text, long least, long most, int32_t *out)
{
    if (text[0] == '\0' || strlen(text) > 9 || strspn(text, "0123456789") != strlen(text))
        return false;
    const long value = strtol(text, NULL, 10);
    *out = (int32_t)value;
    return value >= least && value <= most;
}

static bool read_pool(const char *text, cadre_milieu_t *out)
{
    for (int p = 0; p < CADRE_MILIEU_COUNT; p++)
        if (strcmp(pools[p], text) == 0) {
            *out = (cadre_milieu_t)p;
            return true;
        }
    return false;
}

static int unknown_organization(const cadre_scenario_t *scenario, const char *id, bool *known,
                                cadre_error_t *err)
{
    const cadre_specification_t *specification = &scenario->specification;
    const int count = specification->organization_count;
    const char **names = cadre_alloc((size_t)count, sizeof *names);
    if (names == NULL)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    *known = false;
    for (int o = 0; o < count; o++) {
        names[o] = specification->organizations[o].id;
        *known |= strcmp(names[o], id) == 0;
    }
    if (!*known) {
        const char *nearest = cadre_nearest(id, names, count);
        cadre_error_set(err, CADRE_ERROR_INPUT, "--trace: %s has no organization '%s'",
                        scenario->name, id);
        cadre_error_hint(err, nearest != NULL ? "did you mean '%s'?" : "'cadre explain' lists them",
                         nearest);
    }
    cadre_free(names);
    return *known ? 0 : CADRE_ERROR_INPUT;
}

static int malformed(const char *id, cadre_error_t *err)
{
    static const char allowed[] = "founder:ORGANIZATION:K, recruit:SITE:POOL:WEEK:SLOT, "
                                  "far:ORGANIZATION:WEEK:SLOT, or 16 hex digits";
    cadre_error_set(err, CADRE_ERROR_USAGE, "--trace cannot be '%s': it takes %s", id, allowed);
    cadre_error_key(err, "--trace");
    cadre_error_found(err, id);
    cadre_error_allowed(err, "%s", allowed);
    return CADRE_ERROR_USAGE;
}

/* The identity of a person told by birth. `text` is cut up. */
static int born(char *text, const char *id, const cadre_scenario_t *scenario, uint64_t *out,
                cadre_error_t *err)
{
    const char *parts[MOST_PARTS + 1];
    const int count = split(text, parts);
    int32_t site, week, slot;
    cadre_milieu_t pool;
    bool known = true;
    int status = 0;
    if (count == 3 && strcmp(parts[0], "founder") == 0 &&
        read_number(parts[2], 1, 999999999, &slot)) {
        status = unknown_organization(scenario, parts[1], &known, err);
        *out = cadre_founder_identity(parts[1], slot);
        return status;
    }
    if (count == 4 && strcmp(parts[0], "far") == 0 &&
        read_number(parts[2], 0, CADRE_MAX_WEEKS, &week) &&
        read_number(parts[3], 0, 999999999, &slot)) {
        status = unknown_organization(scenario, parts[1], &known, err);
        *out = cadre_at_large_identity(parts[1], week, slot);
        return status;
    }
    if (count == 5 && strcmp(parts[0], "recruit") == 0 &&
        read_number(parts[1], 1, scenario->specification.site_count, &site) &&
        read_pool(parts[2], &pool) && read_number(parts[3], 0, CADRE_MAX_WEEKS, &week) &&
        read_number(parts[4], 0, 999999999, &slot)) {
        *out = cadre_recruit_identity(site - 1, pool, week, slot);
        return 0;
    }
    return malformed(id, err);
}

static int read_identity(const char *id, const cadre_scenario_t *scenario, uint64_t *out,
                         cadre_error_t *err)
{
    if (strlen(id) == 16 && strspn(id, "0123456789abcdefABCDEF") == 16) {
        *out = strtoull(id, NULL, 16);
        return 0;
    }
    char *text = cadre_copy_text(id);
    if (text == NULL)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    const int status = born(text, id, scenario, out, err);
    cadre_free(text);
    return status;
}

/* ------------------------------------------------------------------------------------ the weeks */

static const char header[] = "step,date,organization,branch,site,stage,student,commitment,"
                             "exit_probability,draw_exit,draw_promotion\n";

/* What is written of a week, in the order of the header; "" = missing. */
enum { CELLS = 11, CELL_SIZE = 48 };

static void describe_week(const cadre_scenario_t *scenario, int32_t step,
                          const cadre_person_row_t *person, char cells[CELLS][CELL_SIZE])
{
    static const char *const stages[] = {"paper", "novice", "member", "cadre"};
    memset(cells, 0, sizeof(char[CELLS][CELL_SIZE]));
    snprintf(cells[0], CELL_SIZE, "%d", (int)step);
    cadre_date_format(cadre_scenario_day(scenario, step), cells[1]);
    snprintf(cells[2], CELL_SIZE, "%s",
             scenario->specification.organizations[person->organization].id);
    if (person->branch > 0)
        snprintf(cells[3], CELL_SIZE, "%d", (int)person->branch);
    snprintf(cells[4], CELL_SIZE, "%d", (int)person->site + 1);
    snprintf(cells[5], CELL_SIZE, "%s", stages[person->stage]);
    snprintf(cells[6], CELL_SIZE, "%d", person->student);
    cadre_format_float(person->commitment, cells[7]);
    cadre_format_float(person->exit_probability, cells[8]);
    snprintf(cells[9], CELL_SIZE, "%u", (unsigned)person->words.word[0]);
    snprintf(cells[10], CELL_SIZE, "%u", (unsigned)person->words.word[1]);
}

static void add_csv(cadre_text_t *out, char cells[CELLS][CELL_SIZE])
{
    for (int i = 0; i < CELLS; i++)
        cadre_text_addf(out, "%s%s", cells[i], i + 1 < CELLS ? "," : "\n");
}

/* The same cells under the names of the header; words stay words. */
static void add_object(cadre_json_writer_t *out, char cells[CELLS][CELL_SIZE])
{
    const char *name = header;
    cadre_json_write_open(out, NULL, '{');
    for (int i = 0; i < CELLS; i++) {
        char key[24] = "";
        const size_t length = strcspn(name, ",\n");
        strncat(key, name, length);
        name += length + 1;
        if (i == 1 || i == 2 || i == 5)
            cadre_json_write_string(out, key, cells[i]);
        else
            cadre_json_write_raw(out, key, cells[i][0] != '\0' ? cells[i] : "null");
    }
    cadre_json_write_close(out, '}');
}

/* Lives the run and writes each week of the person; `weeks` counts them. */
static int follow(const cadre_scenario_t *scenario, cadre_world_t *world, uint64_t id,
                  cadre_text_t *csv, cadre_json_writer_t *object, int *weeks)
{
    for (;;) {
        cadre_person_row_t person;
        cadre_world_person(world, id, &person);
        if (!person.found && *weeks > 0)
            return 0;
        if (person.found) {
            char cells[CELLS][CELL_SIZE];
            describe_week(scenario, cadre_world_now(world), &person, cells);
            if (object != NULL)
                add_object(object, cells);
            else
                add_csv(csv, cells);
            (*weeks)++;
        }
        if (cadre_world_now(world) >= scenario->specification.steps ||
            cadre_world_status(world) != CADRE_STATUS_OK)
            return 0;
        const int status = cadre_world_step(world);
        if (status != 0)
            return status;
    }
}

int cadre_trace(const cadre_arguments_t *arguments, const cadre_scenario_t *scenario, uint64_t seed,
                cadre_error_t *err)
{
    const uint32_t run = arguments->runs > 0 ? (uint32_t)arguments->runs : 1;
    cadre_text_t out = {0};
    cadre_json_writer_t object = {.out = &out};
    cadre_world_t *world = NULL;
    uint64_t id = 0;
    int weeks = 0;
    int status = read_identity(arguments->trace, scenario, &id, err);
    if (status != 0)
        goto out;
    status = CADRE_ERROR_MEMORY;
    world = cadre_world_create(&scenario->specification);
    if (world != NULL) {
        cadre_world_watch(world, id);
        status = cadre_world_begin(world, (cadre_luck_t){.seed = seed, .replicate = run});
    }
    if (arguments->json) {
        cadre_answer_begin(&object, "run", "ok");
        cadre_answer_result(&object);
        cadre_json_write_open(&object, "result", '[');
    } else {
        cadre_text_add(&out, header);
    }
    if (status == 0)
        status = follow(scenario, world, id, &out, arguments->json ? &object : NULL, &weeks);
    if (status != 0) {
        cadre_error_set(err, status, "%s", cadre_error_text(status));
        goto out;
    }
    if (weeks == 0) {
        status = cadre_error_set(err, CADRE_ERROR_INPUT, "--trace: nobody is %s in run %lu",
                                 arguments->trace, (unsigned long)run);
        goto out;
    }
    if (arguments->json) {
        cadre_json_write_close(&object, ']');
        cadre_answer_end(&object);
    }
    status = cadre_output_text(&out, err);
out:
    cadre_text_free(&out);
    cadre_world_free(world);
    return status;
}
