#include "cli/commands.h"

#include "base/dates.h"
#include "base/memory.h"
#include "cli/output.h"
#include "cli/patterns.h"
#include "cli/terminal.h"
#include "cli/writing.h"
#include "scenario/claims.h"
#include "json/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One dated line: a wave or an event. */
typedef struct {
    int32_t day;
    const char *id;
    char what[240];
} entry_t;

typedef struct {
    const cadre_scenario_t *scenario;
    entry_t *entries; /* by date, waves before events */
    int count;
} timeline_t;

/* ---------------------------------------------------------------------------- the timeline */

static void describe_wave(const cadre_wave_spec_t *wave, entry_t *out)
{
    char size[CADRE_WORD_SIZE];
    snprintf(out->what, sizeof out->what, "wave of size %s", cadre_word_number(wave->size, size));
}

static void describe_settings(const cadre_event_spec_t *event, cadre_text_t *out)
{
    for (int i = 0; i < event->setting_count; i++) {
        char value[CADRE_NUMBER_SIZE];
        cadre_format_double(event->settings[i].value, value);
        cadre_text_addf(out, "%s %s = %s", i > 0 ? "," : "",
                        cadre_parameter_at(event->settings[i].parameter)->key, value);
    }
}

static void describe_event(const cadre_scenario_t *scenario, const cadre_event_spec_t *event,
                           entry_t *out)
{
    const cadre_specification_t *specification = &scenario->specification;
    cadre_text_t what = {0};
    cadre_text_add(&what, cadre_event_info(event->type)->name);
    if (event->organization >= 0)
        cadre_text_addf(&what, " %s", specification->organizations[event->organization].id);
    describe_settings(event, &what);
    if (event->type == CADRE_EVENT_switch)
        cadre_text_addf(&what, " %s %s", cadre_mechanism_info(event->mechanism)->name,
                        event->on ? "on" : "off");
    if (event->until >= 0) {
        char date[11];
        cadre_date_format(cadre_scenario_day(scenario, event->until), date);
        cadre_text_addf(&what, " until %s", date);
    }
    if (event->note != NULL && event->note[0] != '\0')
        cadre_text_addf(&what, ": %s", event->note);
    snprintf(out->what, sizeof out->what, "%s", what.failed ? "" : what.data);
    cadre_text_free(&what);
}

static int by_day(const void *a, const void *b)
{
    const entry_t *x = a, *y = b;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    return strcmp(x->id, y->id);
}

static int create_timeline(const cadre_scenario_t *scenario, timeline_t *out)
{
    const cadre_specification_t *specification = &scenario->specification;
    const int count = specification->wave_count + specification->event_count;
    *out = (timeline_t){.scenario = scenario,
                        .entries = cadre_alloc((size_t)count, sizeof *out->entries)};
    if (out->entries == NULL)
        return CADRE_ERROR_MEMORY;
    for (int w = 0; w < specification->wave_count; w++) {
        const cadre_wave_spec_t *wave = &specification->waves[w];
        entry_t *entry = &out->entries[out->count++];
        *entry = (entry_t){.day = cadre_scenario_day(scenario, wave->step), .id = wave->id};
        describe_wave(wave, entry);
    }
    for (int e = 0; e < specification->event_count; e++) {
        const cadre_event_spec_t *event = &specification->events[e];
        entry_t *entry = &out->entries[out->count++];
        *entry = (entry_t){.day = cadre_scenario_day(scenario, event->step), .id = event->id};
        describe_event(scenario, event, entry);
    }
    qsort(out->entries, (size_t)out->count, sizeof *out->entries, by_day);
    return 0;
}

/* ---------------------------------------------------------------------------- for a person */

static void write_item(cadre_text_t *out, const char *text, int width)
{
    cadre_text_add(out, "  ");
    cadre_write_wrapped(out, text, 2, 4, width);
}

/* Its title, or "" where there is no claims.json (`claims` is NULL) or no such claim in it. */
static const char *title_of(const cadre_claims_t *claims, const char *id)
{
    const cadre_claim_t *claim = claims != NULL ? cadre_claims_get(claims, id) : NULL;
    return claim != NULL ? claim->title : "";
}

static void write_claims(const cadre_scenario_t *scenario, const cadre_claims_t *claims, int width,
                         cadre_text_t *out)
{
    if (scenario->claim_count > 0)
        cadre_text_add(out, "\nClaims it reproduces or varies\n");
    for (int i = 0; i < scenario->claim_count; i++) {
        const char *title = title_of(claims, scenario->claims[i]);
        cadre_text_t line = {0};
        cadre_text_addf(&line, "%s%s%s", scenario->claims[i], title[0] != '\0' ? ": " : "", title);
        out->failed |= line.failed;
        if (!line.failed)
            write_item(out, line.data, width);
        cadre_text_free(&line);
    }
    if (scenario->look_for_count > 0)
        cadre_text_add(out, "\nLook for\n");
    for (int i = 0; i < scenario->look_for_count; i++)
        write_item(out, scenario->look_for[i], width);
}

/* Adds ", regime NAME" from the scenario's text: the specification has only its parameters. */
static void describe_regime(const cadre_scenario_t *scenario, const char *organization,
                            cadre_text_t *out)
{
    cadre_json_document_t *document = NULL;
    if (cadre_json_parse(scenario->canonical, strlen(scenario->canonical), scenario->path,
                         &document, NULL) != 0)
        return;
    const cadre_json_t *root = cadre_json_get(cadre_json_root(document), "scenario");
    const cadre_json_t *entry = cadre_json_get(cadre_json_get(root, "organizations"), organization);
    const cadre_json_t *regime = cadre_json_get(entry, "regime");
    if (regime != NULL)
        cadre_text_addf(out, ", regime %s", cadre_json_string(regime));
    cadre_json_free(document);
}

static void describe_organization(const cadre_scenario_t *scenario,
                                  const cadre_organization_spec_t *organization, cadre_text_t *out)
{
    static const char *const milieus[] = {"on campus", "in the city", "at workplaces"};
    const cadre_founders_t *founders = &organization->founders;
    char members[CADRE_WORD_SIZE], share[CADRE_WORD_SIZE], date[11];
    cadre_text_addf(out, "%s: %s; ", organization->id, organization->title);
    switch (organization->kind) {
    case CADRE_KIND_SERIES:
        cadre_text_add(out, "given as a series of members and openness");
        return;
    case CADRE_KIND_SPONSOR:
        cadre_text_add(out, cadre_kind_info(organization->kind)->meaning);
        return;
    case CADRE_KIND_FRONT:
        cadre_text_addf(out, "a front of %s",
                        scenario->specification.organizations[organization->parent].id);
        describe_regime(scenario, organization->id, out);
        return;
    default:
        break;
    }
    if (organization->kind != CADRE_KIND_PARTY)
        cadre_text_addf(out, "of kind %s, ", cadre_kind_info(organization->kind)->name);
    if (organization->copies > 1)
        cadre_text_addf(out, "%d of them, each with ", (int)organization->copies);
    cadre_text_addf(out, "%s founders, %s cadre, at %d %s %s",
                    cadre_word_count(founders->members, members),
                    cadre_word_share(founders->cadre_share, share), (int)founders->sites,
                    founders->sites == 1 ? "site" : "sites", milieus[founders->milieu]);
    if (organization->founded > 0)
        cadre_text_addf(
            out, ", founded %s",
            cadre_date_format(cadre_scenario_day(scenario, organization->founded), date));
    describe_regime(scenario, organization->id, out);
}

static void write_organizations(const cadre_scenario_t *scenario, int width, cadre_text_t *out)
{
    cadre_text_add(out, "\nOrganizations\n");
    for (int o = 0; o < scenario->specification.organization_count; o++) {
        cadre_text_t line = {0};
        describe_organization(scenario, &scenario->specification.organizations[o], &line);
        if (!line.failed)
            write_item(out, line.data, width);
        cadre_text_free(&line);
    }
}

static void write_changes(const cadre_scenario_t *scenario, const cadre_arguments_t *arguments,
                          int width, cadre_text_t *out)
{
    cadre_text_t changes = {0};
    cadre_scenario_changes(scenario, &changes);
    for (int i = 0; i < arguments->setting_count; i++)
        cadre_text_addf(&changes, "--set %s\n", arguments->settings[i]);
    if (changes.failed) {
        out->failed = true;
    } else if (changes.length == 0) {
        cadre_text_add(out, "\nAll parameters are at their defaults\n");
    } else {
        if (scenario->extends_count > 0)
            cadre_text_addf(out, "\nChanges against %s\n", scenario->extends[0]);
        else
            cadre_text_add(out, "\nSets, against the defaults\n");
        for (char *line = strtok(changes.data, "\n"); line != NULL; line = strtok(NULL, "\n"))
            write_item(out, line, width);
    }
    cadre_text_free(&changes);
}

static void write_timeline(const timeline_t *timeline, int width, cadre_text_t *out)
{
    if (timeline->count > 0)
        cadre_text_add(out, "\nWaves and events\n");
    for (int i = 0; i < timeline->count; i++) {
        char date[11];
        cadre_text_addf(out, "  %s  ", cadre_date_format(timeline->entries[i].day, date));
        cadre_text_t line = {0};
        cadre_text_addf(&line, "%s: %s", timeline->entries[i].id, timeline->entries[i].what);
        if (!line.failed)
            cadre_write_wrapped(out, line.data, 14, 14, width);
        cadre_text_free(&line);
    }
}

static void write_evidence(const cadre_scenario_t *scenario, int width, cadre_text_t *out)
{
    if (scenario->pattern_count > 0)
        cadre_text_add(out, "\nEvidence it is held against\n");
    for (int i = 0; i < scenario->pattern_count; i++) {
        const cadre_pattern_t *pattern = &scenario->patterns[i];
        char date[11], value[CADRE_WORD_SIZE], low[CADRE_WORD_SIZE], high[CADRE_WORD_SIZE];
        cadre_text_t line = {0};
        cadre_text_addf(out, "  %s  ", cadre_date_format(pattern->day, date));
        cadre_write_pattern(&line, pattern);
        cadre_text_addf(&line, " of %s: %s (%s to %s; %s; confidence %s%s)", pattern->organization,
                        cadre_word_bound(pattern, pattern->value, value),
                        cadre_word_bound(pattern, pattern->low, low),
                        cadre_word_bound(pattern, pattern->high, high), pattern->source,
                        pattern->confidence, pattern->held_out ? "; held out" : "");
        if (!line.failed)
            cadre_write_wrapped(out, line.data, 14, 14, width);
        cadre_text_free(&line);
    }
}

static void write_mechanisms_off(const cadre_scenario_t *scenario, int width, cadre_text_t *out)
{
    bool any = false;
    for (int m = 0; m < CADRE_MECHANISM_COUNT; m++) {
        if (cadre_mechanism_on(scenario->specification.mechanisms, (cadre_mechanism_t)m))
            continue;
        const cadre_mechanism_info_t *mechanism = cadre_mechanism_info((cadre_mechanism_t)m);
        cadre_text_t line = {0};
        cadre_text_add(out, any ? "" : "\nSwitched off\n");
        cadre_text_addf(&line, "%s: %s", mechanism->name, mechanism->without);
        if (!line.failed)
            write_item(out, line.data, width);
        cadre_text_free(&line);
        any = true;
    }
}

static void write_page(const cadre_arguments_t *arguments, const timeline_t *timeline,
                       const cadre_claims_t *claims, cadre_text_t *out)
{
    const cadre_scenario_t *scenario = timeline->scenario;
    const cadre_specification_t *specification = &scenario->specification;
    const int width = cadre_terminal_look(1).width;
    char from[11], to[11];
    cadre_text_t span = {0};
    cadre_write_wrapped(out, scenario->title, 0, 0, width);
    cadre_text_addf(&span, "%s, %s to %s, %d weeks, %d sites", scenario->name,
                    cadre_date_format(specification->start_day, from),
                    cadre_date_format(cadre_scenario_day(scenario, specification->steps), to),
                    (int)specification->steps, (int)specification->site_count);
    out->failed |= span.failed;
    if (!span.failed)
        cadre_write_wrapped(out, span.data, 0, 0, width);
    cadre_text_free(&span);
    write_claims(scenario, claims, width, out);
    write_organizations(scenario, width, out);
    write_changes(scenario, arguments, width, out);
    write_timeline(timeline, width, out);
    if (specification->wave_generator.on)
        cadre_text_add(out, "  and waves drawn by chance\n");
    write_evidence(scenario, width, out);
    write_mechanisms_off(scenario, width, out);
}

/* ------------------------------------------------------------------------------ for a program */

static void add_list(cadre_json_writer_t *out, const char *key, const char *const *texts, int count)
{
    cadre_json_write_open(out, key, '[');
    for (int i = 0; i < count; i++)
        cadre_json_write_string(out, NULL, texts[i]);
    cadre_json_write_close(out, ']');
}

static void add_claims(cadre_json_writer_t *out, const cadre_scenario_t *scenario,
                       const cadre_claims_t *claims)
{
    cadre_json_write_open(out, "claims", '[');
    for (int i = 0; i < scenario->claim_count; i++) {
        cadre_json_write_open(out, NULL, '{');
        cadre_json_write_string(out, "id", scenario->claims[i]);
        cadre_answer_text(out, "title", title_of(claims, scenario->claims[i]));
        cadre_json_write_close(out, '}');
    }
    cadre_json_write_close(out, ']');
}

static void add_date(cadre_json_writer_t *out, const char *key, int32_t day)
{
    char date[11];
    cadre_json_write_string(out, key, cadre_date_format(day, date));
}

static void add_organizations(cadre_json_writer_t *out, const cadre_scenario_t *scenario)
{
    cadre_json_write_open(out, "organizations", '[');
    for (int o = 0; o < scenario->specification.organization_count; o++) {
        const cadre_organization_spec_t *organization = &scenario->specification.organizations[o];
        const bool people = cadre_kind_has_people(organization->kind);
        cadre_json_write_open(out, NULL, '{');
        cadre_json_write_string(out, "id", organization->id);
        cadre_answer_text(out, "title", organization->title);
        cadre_json_write_string(out, "kind", cadre_kind_info(organization->kind)->name);
        if (organization->kind == CADRE_KIND_FRONT)
            cadre_json_write_string(out, "parent",
                                    scenario->specification.organizations[organization->parent].id);
        if (people && organization->copies > 1)
            cadre_json_write_number(out, "copies", organization->copies);
        if (people) {
            add_date(out, "founded", cadre_scenario_day(scenario, organization->founded));
            cadre_json_write_number(out, "founders", organization->founders.members);
            cadre_json_write_number(out, "cadre_share", organization->founders.cadre_share);
            cadre_json_write_number(out, "founding_sites", organization->founders.sites);
        }
        cadre_json_write_close(out, '}');
    }
    cadre_json_write_close(out, ']');
}

static void add_timeline(cadre_json_writer_t *out, const timeline_t *timeline)
{
    cadre_json_write_open(out, "timeline", '[');
    for (int i = 0; i < timeline->count; i++) {
        cadre_json_write_open(out, NULL, '{');
        add_date(out, "date", timeline->entries[i].day);
        cadre_json_write_string(out, "id", timeline->entries[i].id);
        cadre_json_write_string(out, "what", timeline->entries[i].what);
        cadre_json_write_close(out, '}');
    }
    cadre_json_write_close(out, ']');
}

static void add_evidence(cadre_json_writer_t *out, const cadre_scenario_t *scenario)
{
    cadre_json_write_open(out, "evidence", '[');
    for (int i = 0; i < scenario->pattern_count; i++) {
        const cadre_pattern_t *pattern = &scenario->patterns[i];
        cadre_json_write_open(out, NULL, '{');
        cadre_json_write_string(out, "id", pattern->id);
        cadre_json_write_string(out, "organization", pattern->organization);
        cadre_answer_text(out, "measure",
                          cadre_pattern_is_plain(pattern) ? pattern->measure : NULL);
        cadre_text_t what = {0};
        cadre_write_pattern(&what, pattern);
        cadre_answer_text(out, "what", what.data);
        cadre_text_free(&what);
        add_date(out, "date", pattern->day);
        cadre_json_write_number(out, "value", pattern->value);
        cadre_json_write_number(out, "low", pattern->low);
        cadre_json_write_number(out, "high", pattern->high);
        cadre_answer_text(out, "source", pattern->source);
        cadre_answer_text(out, "confidence", pattern->confidence);
        cadre_json_write_close(out, '}');
    }
    cadre_json_write_close(out, ']');
}

static void add_changes(cadre_json_writer_t *out, const cadre_scenario_t *scenario)
{
    cadre_text_t changes = {0};
    cadre_scenario_changes(scenario, &changes);
    cadre_json_write_open(out, "changes", '[');
    if (!changes.failed && changes.data != NULL)
        for (char *line = strtok(changes.data, "\n"); line != NULL; line = strtok(NULL, "\n"))
            cadre_json_write_string(out, NULL, line);
    cadre_json_write_close(out, ']');
    out->out->failed |= changes.failed;
    cadre_text_free(&changes);
}

static void add_mechanisms_off(cadre_json_writer_t *out, const cadre_scenario_t *scenario)
{
    cadre_json_write_open(out, "mechanisms_off", '[');
    for (int m = 0; m < CADRE_MECHANISM_COUNT; m++)
        if (!cadre_mechanism_on(scenario->specification.mechanisms, (cadre_mechanism_t)m))
            cadre_json_write_string(out, NULL, cadre_mechanism_info((cadre_mechanism_t)m)->name);
    cadre_json_write_close(out, ']');
}

static void write_object(const timeline_t *timeline, const cadre_claims_t *claims,
                         cadre_text_t *text)
{
    const cadre_scenario_t *scenario = timeline->scenario;
    const cadre_specification_t *specification = &scenario->specification;
    cadre_json_writer_t out = {.out = text};
    cadre_answer_begin(&out, "explain", "ok");
    cadre_answer_result(&out);
    cadre_json_write_open(&out, "result", '{');
    cadre_json_write_string(&out, "name", scenario->name);
    cadre_answer_text(&out, "title", scenario->title);
    cadre_answer_text(&out, "group", scenario->group);
    add_claims(&out, scenario, claims);
    add_list(&out, "look_for", scenario->look_for, scenario->look_for_count);
    add_list(&out, "extends", scenario->extends, scenario->extends_count);
    add_date(&out, "start", specification->start_day);
    add_date(&out, "end", cadre_scenario_day(scenario, specification->steps));
    cadre_json_write_number(&out, "weeks", specification->steps);
    cadre_json_write_number(&out, "sites", specification->site_count);
    add_organizations(&out, scenario);
    add_changes(&out, scenario);
    add_timeline(&out, timeline);
    cadre_json_write_boolean(&out, "wave_generator", specification->wave_generator.on);
    add_evidence(&out, scenario);
    add_mechanisms_off(&out, scenario);
    cadre_json_write_close(&out, '}');
    cadre_answer_end(&out);
}

/* The claims, or NULL where there is no such file. */
static int open_claims(cadre_claims_t **out, cadre_error_t *err)
{
    char path[4096];
    cadre_error_t absent;
    *out = NULL;
    const int status = cadre_claims_find(path, sizeof path, &absent);
    if (status == CADRE_ERROR_NO_INPUT)
        return CADRE_OK;
    if (status != CADRE_OK) {
        *err = absent;
        return status;
    }
    return cadre_claims_load(path, out, err);
}

int cadre_command_explain(const cadre_arguments_t *arguments, cadre_error_t *err)
{
    cadre_scenario_t *scenario = NULL;
    cadre_text_t out = {0};
    timeline_t timeline = {0};
    cadre_claims_t *claims = NULL;
    int status = cadre_open_scenario(arguments, arguments->operands[0], &scenario, err);
    if (status != 0)
        return status;
    status = open_claims(&claims, err);
    if (status != 0) {
        cadre_scenario_free(scenario);
        return status;
    }
    status = create_timeline(scenario, &timeline);
    if (status == 0) {
        if (arguments->json)
            write_object(&timeline, claims, &out);
        else
            write_page(arguments, &timeline, claims, &out);
        status = cadre_output_text(&out, err);
    } else {
        cadre_error_set(err, status, "out of memory");
    }
    cadre_free(timeline.entries);
    cadre_claims_free(claims);
    cadre_scenario_free(scenario);
    return status;
}
