/* The model as a WebAssembly module: what the seminar page calls. One scenario at a time, one run
 * at a time; the same code as natively from the world up to the rows of series.csv and the
 * chronicle. Needs nothing from outside: it has no imports. Compiled by CMakeLists.txt for wasm32
 * alone. */
#include "cli/story.h"
#include "engine/isa.h"
#include "engine/replicate.h"
#include "seminar/packing.h"
#include "store/run_rows.h"
#include "store/tables.h"

#include "base/memory.h"

#include <string.h>

/* A function that the page calls, as `cadre_NAME`. */
#define EXPORT(type, name, ...)                                                                    \
    type cadre_module_##name(__VA_ARGS__);                                                         \
    __attribute__((export_name("cadre_" #name))) type cadre_module_##name(__VA_ARGS__)

enum { STORY_WIDTH = 1 << 20 }; /* a line for each happening: the page wraps them */

static struct {
    uint8_t *room; /* of cadre_room */
    cadre_unpacked_t scenario;
    cadre_world_t *world;
    cadre_rows_t rows;
    cadre_recording_t recording; /* a view of the rows */
    cadre_result_t result;
    float *values; /* as the result's, flows since the row before of series.csv */
    uint64_t seed;
    cadre_text_t text; /* of the last call that makes one */
} self;

/* ---------------------------------------------------------------- what a browser has not */

/* There is one instruction set. */
cadre_step_t cadre_isa_step(int isa)
{
    (void)isa;
    return cadre_world_step;
}

int cadre_isa_chosen(void)
{
    return CADRE_ISA_BASE;
}

/* There are no files: a sheet keeps its text, having no stream. The C library would import these
 * from a system that is not there. */
enum { WASI_ERRNO_BADF = 8 };
#define NOT_THERE(name, ...)                                                                       \
    int32_t __imported_wasi_snapshot_preview1_##name(__VA_ARGS__);                                 \
    int32_t __imported_wasi_snapshot_preview1_##name(__VA_ARGS__)                                  \
    {                                                                                              \
        return WASI_ERRNO_BADF;                                                                    \
    }
#pragma clang diagnostic ignored "-Wunused-parameter"
/* NOLINTBEGIN(misc-unused-parameters): what the system would be asked */
NOT_THERE(fd_close, int32_t file)
NOT_THERE(fd_seek, int32_t file, int64_t offset, int32_t whence, int32_t position)
NOT_THERE(fd_write, int32_t file, int32_t pieces, int32_t count, int32_t written)
/* NOLINTEND(misc-unused-parameters) */

/* ---------------------------------------------------------------- the scenario */

static void close_scenario(void)
{
    cadre_world_free(self.world);
    self.world = NULL;
    cadre_rows_free(&self.rows);
    cadre_result_free(&self.result);
    cadre_free(self.values);
    self.values = NULL;
    cadre_unpacked_free(&self.scenario);
}

static int make_results(void)
{
    const cadre_specification_t *specification = &self.scenario.scenario.specification;
    const int organizations = cadre_observed_count(specification);
    int status = cadre_rows_create(&self.rows, specification, CADRE_EVERY_MONTH);
    if (status != CADRE_OK)
        return status;
    self.recording = (cadre_recording_t){.row_steps = self.rows.steps,
                                         .row_count = self.rows.count,
                                         .year_steps = self.rows.years,
                                         .year_count = self.rows.year_count};
    status = cadre_result_create(&self.result, self.rows.count, organizations);
    self.values = cadre_alloc((size_t)self.rows.count * (size_t)organizations * CADRE_MEASURE_COUNT,
                              sizeof *self.values);
    return self.values != NULL ? status : CADRE_ERROR_MEMORY;
}

/* Room for `size` bytes, into which the caller writes what cadre_open reads. */
EXPORT(uint8_t *, room, size_t size)
{
    cadre_free(self.room);
    self.room = cadre_alloc(size, 1);
    return self.room;
}

/* The scenario that cadre_pack wrote, now in the room; its parameters and switches are its own
 * again. 0 or a CADRE_ERROR_…. */
EXPORT(int, open, size_t size)
{
    close_scenario();
    int status = cadre_unpack(self.room, size, &self.scenario);
    if (status == CADRE_OK)
        status = make_results();
    return status;
}

/* `--set` of a parameter, by its index in the table, for the world or for all organizations. */
EXPORT(int, set, int parameter, double value)
{
    cadre_specification_t *specification = &self.scenario.scenario.specification;
    if (parameter < 0 || parameter >= cadre_parameter_count() ||
        !cadre_parameter_accepts(parameter, value))
        return CADRE_ERROR_USAGE;
    if (cadre_parameter_at(parameter)->scope == CADRE_SCOPE_WORLD)
        cadre_parameter_set(parameter, &specification->parameters, value);
    else
        for (int i = 0; i < specification->organization_count; i++)
            cadre_parameter_set(parameter, &self.scenario.organizations[i].parameters, value);
    return CADRE_OK;
}

static bool belongs_to(const cadre_event_spec_t *event, cadre_mechanism_t mechanism)
{
    if (event->type == CADRE_EVENT_switch)
        return event->mechanism == mechanism;
    return strcmp(cadre_event_info(event->type)->mechanism,
                  cadre_mechanism_info(mechanism)->name) == 0;
}

/* Drops the events that mean nothing without the mechanism, as `cadre ablate` does; an event that
 * names another one, a case, is of the same mechanism, but its number changes. */
static void drop_events(cadre_mechanism_t mechanism)
{
    cadre_specification_t *specification = &self.scenario.scenario.specification;
    cadre_event_spec_t *events = self.scenario.events;
    int32_t kept = 0;
    for (int32_t e = 0; e < specification->event_count; e++) {
        const bool dropped = belongs_to(&events[e], mechanism);
        for (int32_t later = e + 1; dropped && later < specification->event_count; later++)
            events[later].reference -= events[later].reference > kept;
        if (!dropped)
            events[kept++] = events[e];
    }
    specification->event_count = kept;
}

/* `--set mechanisms.NAME`; the events that a mechanism switched off leaves without meaning go with
 * it. */
EXPORT(void, switch, int mechanism, int on)
{
    uint32_t *mechanisms = &self.scenario.scenario.specification.mechanisms;
    *mechanisms &= ~(UINT32_C(1) << mechanism);
    *mechanisms |= (uint32_t)(on != 0) << mechanism;
    if (on == 0)
        drop_events((cadre_mechanism_t)mechanism);
}

/* ---------------------------------------------------------------- a run */

static bool never(void *context)
{
    (void)context;
    return false;
}

/* Run `run` (from 1) of the scenario as it is set; the seed is high << 32 | low. Its status is that
 * of runs.csv. */
EXPORT(int, run, uint32_t seed_high, uint32_t seed_low, uint32_t number)
{
    const cadre_specification_t *specification = &self.scenario.scenario.specification;
    self.seed = (uint64_t)seed_high << 32 | seed_low;
    cadre_world_free(self.world); /* what is set acts on a new one */
    self.world = cadre_world_create(specification);
    const cadre_assignment_t assignment = {.specification = specification,
                                           .recording = &self.recording,
                                           .luck = {self.seed, number},
                                           .run = number,
                                           .poll = never};
    cadre_replicate_compute(&assignment, self.world, &self.result);
    cadre_rows_sum_flows(self.rows.series, self.rows.count, self.result.values,
                         self.result.replicate.row_count, self.result.replicate.organizations,
                         self.values);
    return (int)self.result.replicate.status;
}

/* The shape of what there is: recorded rows, organizations, measures. */
EXPORT(int, row_count, void)
{
    return self.rows.count;
}
EXPORT(int, organizations, void)
{
    return cadre_observed_count(&self.scenario.scenario.specification);
}
EXPORT(int, measures, void)
{
    return CADRE_MEASURE_COUNT;
}
/* The steps of the rows, and which of them stand in series.csv (a byte each). */
EXPORT(const int32_t *, steps, void)
{
    return self.rows.steps;
}
EXPORT(const bool *, in_series, void)
{
    return self.rows.series;
}
/* [row][organization][measure] of the last run; rows that it did not reach are missing. */
EXPORT(const float *, values, void)
{
    return self.values;
}
/* How organization k ended in the last run (cadre_end_t), and at which step (-1: it lives). */
EXPORT(int, end, int k)
{
    return (int)self.result.outcomes[k].end;
}
EXPORT(int32_t, ended, int k)
{
    return self.result.outcomes[k].ended;
}

/* ---------------------------------------------------------------- texts of the last run */

static int finish(int status)
{
    return status != CADRE_OK || self.text.failed ? -1 : (int)self.text.length;
}

/* Where the text of the last call stands. */
EXPORT(const char *, text, void)
{
    return self.text.data;
}

/* Its rows of series.csv; the length in bytes, or -1 when out of memory. */
EXPORT(int, series, void)
{
    cadre_sheet_t sheet;
    cadre_sheet_begin(&sheet, NULL, "");
    cadre_add_series_rows(&sheet, &self.scenario.scenario, &self.result.replicate, self.rows.steps,
                          self.rows.series, self.values);
    cadre_text_free(&self.text);
    self.text = sheet.text;
    return finish(CADRE_OK);
}

/* The header line of series.csv. */
EXPORT(int, series_header, void)
{
    cadre_sheet_t sheet;
    cadre_table_t table;
    cadre_sheet_begin(&sheet, NULL, "");
    const int status = cadre_table_create(&table, CADRE_TABLE_SERIES, &self.scenario.scenario);
    cadre_table_add_header(&table, &sheet);
    cadre_table_free(&table);
    cadre_text_free(&self.text);
    self.text = sheet.text;
    return finish(status);
}

/* Its chronicle, as `cadre run --story` tells it, a line for each happening. */
EXPORT(int, story, void)
{
    const cadre_story_t told = {.scenario = &self.scenario.scenario,
                                .recording = &self.recording,
                                .seed = self.seed,
                                .width = STORY_WIDTH};
    cadre_text_clear(&self.text);
    return finish(cadre_story_tell(&told, &self.result.replicate, &self.text));
}
