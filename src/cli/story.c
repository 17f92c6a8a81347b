#include "cli/story.h"

#include "base/memory.h"
#include "cli/writing.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------------------- the words */

/* Words for every event of params/events.def: one without words does not compile.
 * TOLD(sentence): $who the organization, $other the one it is about, $what the label, $number the
 *                 value, $people the value as people, $percent the value as a share, $out what
 *                 became of those who left together
 * COUNTED(words): what branches do; it happens often, so the year's figures of the organization say
 *                 how often: "3 branches opened" */
#define TOLD(sentence)                                                                             \
    {                                                                                              \
        sentence, NULL                                                                             \
    }
#define COUNTED(words)                                                                             \
    {                                                                                              \
        NULL, words                                                                                \
    }

/* clang-format off */
#define WORDS_set            TOLD("conditions changed for $who: $what")
#define WORDS_switch         TOLD("one of the model's mechanisms was switched: $what")
#define WORDS_destroy        TOLD("force broke up $who: $what")
#define WORDS_merge          TOLD("$who merged into $other: $what")
#define WORDS_split          TOLD("a dispute divided $who: $what")
#define WORDS_fragment       TOLD("$who broke into pieces: $what")
#define WORDS_reorient       TOLD("$who took a new line: $what")
#define WORDS_mutiny         TOLD("those who took part in $who rebelled: $what")
#define WORDS_detach         TOLD("the publisher of $who went its own way: $what")
#define WORDS_convention     TOLD("$who held a convention out of season: $what")
#define WORDS_oust           TOLD("the leaders of $who had to go: $what")
#define WORDS_thaw           TOLD("$who became more open: $what")
#define WORDS_case           TOLD("something happened in $who that it would have to deal with: $what")
#define WORDS_expose         TOLD("something became known about $who: $what")
#define WORDS_sister_scandal TOLD("a sister organization of $who had its scandal: $what")
#define WORDS_shock          TOLD("trust in the leaders of $who suffered a blow: $what")
#define WORDS_issue          TOLD("$who argued over doctrine: $what")
#define WORDS_faction        TOLD("critics in $who found one another: $what")
#define WORDS_expel          TOLD("the leaders of $who turned on the faction: $what")
#define WORDS_secede         TOLD("a faction walked out of $who: $what")
#define WORDS_sponsor        TOLD("the body to which $who looked up took a hand: $what")
#define WORDS_propose_dissolution TOLD("somebody moved to dissolve $who: $what")
#define WORDS_note           TOLD("$who: $what")
#define WORDS_founded        TOLD("$who began with $people")
#define WORDS_branch_opened  COUNTED("opened")
#define WORDS_branch_closed  COUNTED("closed")
#define WORDS_turned_to_city COUNTED("turned to the city")
#define WORDS_retreated      COUNTED("went back to the campus")
#define WORDS_visited        COUNTED("had a visit from the centre")
#define WORDS_wave           TOLD("a movement began, of size $number: $what")
#define WORDS_ended          TOLD("$who came to an end")
#define WORDS_rebuilt        TOLD("$people built $who anew")
#define WORDS_split_off      TOLD("$people left $who and formed $other")
#define WORDS_mutinied       TOLD("$people left $who together, at site $what")
#define WORDS_hired          TOLD("$who took somebody on, paid posts are now $number")
#define WORDS_laid_off       TOLD("$who laid somebody off, paid posts are now $number")
#define WORDS_ousted         TOLD("the convention of $who voted its leaders out, all $number of them")
#define WORDS_faction_formed TOLD("$people formed a faction in $who")
#define WORDS_faction_ended  TOLD("the faction in $who, $people at the end, gave up")
#define WORDS_faction_expelled TOLD("$who expelled $people and those who sided with them: $out")
#define WORDS_seceded        TOLD("$people walked out of $who together: $out")
#define WORDS_branch_left    TOLD("a branch of $people left $who: $out")
#define WORDS_case_opened    TOLD("there was a case of misconduct in $who")
#define WORDS_case_covered_up TOLD("in $who a complaint about misconduct was covered up")
#define WORDS_case_exposed   TOLD("a case of misconduct hidden in $who became known, a shock of $number")
#define WORDS_dissolution_proposed TOLD("$who began to debate whether to dissolve, in $number rounds")
#define WORDS_voted          TOLD("in round $what of the vote, $percent of those who voted in $who were for dissolving it")
#define WORDS_dissolved      TOLD("$who dissolved itself, with $people")
#define WORDS_local_formed   TOLD("$people of $who stayed together as $other")
#define WORDS_caucus_formed  TOLD("$people of $who formed a caucus of their own, $other")
#define WORDS_capped         TOLD("the run stopped: $people are more than limits.members allows")
/* clang-format on */

typedef struct {
    const char *sentence; /* NULL: counted */
    const char *counted;
} words_t;

static const words_t words[CADRE_EVENT_COUNT] = {
#define SCRIPTED(type, mechanism, fields, meaning) [CADRE_EVENT_##type] = WORDS_##type,
#define HAPPENED(type, label, value)               [CADRE_EVENT_##type] = WORDS_##type,
#include "params/events.def"
#undef SCRIPTED
#undef HAPPENED
};

/* ------------------------------------------------------------------------------- the teller */

/* An organization's year. */
typedef struct {
    double members, branches, joined, left, came, went, converted, drifted;
    int counted[CADRE_EVENT_COUNT];
} year_t;

typedef struct {
    const cadre_story_t *story;
    const cadre_specification_t *specification;
    const cadre_replicate_t *replicate;
    year_t *years; /* by organization: those of the scenario, then those that were born */
    int organizations;
    int next_row, next_born_row; /* the first that is in no year yet */
    bool counted_before;
    cadre_text_t line;
    cadre_text_t *out;
} teller_t;

static const char *name_of(const teller_t *self, int organization)
{
    const int declared = self->specification->organization_count;
    if (organization < 0)
        return "all";
    return organization < declared ? self->specification->organizations[organization].title
                                   : self->replicate->born[organization - declared].name;
}

static cadre_kind_t kind_of(const teller_t *self, int organization)
{
    const int declared = self->specification->organization_count;
    return organization < declared ? self->specification->organizations[organization].kind
                                   : self->replicate->born[organization - declared].kind;
}

/* Adds "3 things" or "1 thing". */
static void add_count(cadre_text_t *out, double count, const char *one, const char *many)
{
    char word[CADRE_WORD_SIZE];
    cadre_text_addf(out, "%s %s", cadre_word_count(count, word), count == 1 ? one : many);
}

/* Ends the line that was put together: a dot, wrapped, written. */
static void end_line(teller_t *self)
{
    cadre_text_add(&self->line, ".");
    self->out->failed |= self->line.failed;
    if (!self->line.failed)
        cadre_write_wrapped(self->out, self->line.data, 0, 2, self->story->width);
    cadre_text_clear(&self->line);
}

static void begin_line(teller_t *self, int32_t step)
{
    char day[CADRE_WORD_SIZE];
    cadre_text_addf(&self->line,
                    "%s: ", cadre_word_day(cadre_scenario_day(self->story->scenario, step), day));
}

/* ------------------------------------------------------------------------------- what happened */

/* The scripted event that a happening reports by its id, or NULL. */
static const cadre_event_spec_t *script_of(const teller_t *self, const cadre_happening_t *happening)
{
    if (happening->type >= CADRE_SCRIPTED_COUNT || happening->label == NULL)
        return NULL;
    for (int e = 0; e < self->specification->event_count; e++)
        if (strcmp(self->specification->events[e].id, happening->label) == 0)
            return &self->specification->events[e];
    return NULL;
}

/* An id as words: "gulf-war" as "gulf war". */
static void add_id(cadre_text_t *out, const char *id)
{
    for (; *id != '\0'; id++)
        cadre_text_add_n(out, *id == '-' ? " " : id, 1);
}

/* A scripted event's note says more than its id. */
static void add_what(teller_t *self, const cadre_happening_t *happening)
{
    const cadre_event_spec_t *script = script_of(self, happening);
    if (script != NULL && script->note[0] != '\0')
        cadre_text_add(&self->line, script->note);
    else if (happening->label == NULL)
        cadre_text_addf(&self->line, "%lld", (long long)happening->number);
    else if (happening->type == CADRE_EVENT_note)
        cadre_text_add(&self->line, happening->label);
    else if (happening->type == CADRE_EVENT_wave && strcmp(happening->label, "generated") == 0)
        cadre_text_add(&self->line, "one that came by chance");
    else
        add_id(&self->line, happening->label);
}

static void add_other(teller_t *self, const cadre_happening_t *happening)
{
    const cadre_event_spec_t *script = script_of(self, happening);
    cadre_text_add(&self->line, name_of(self, script != NULL ? script->into : happening->other));
}

static void add_way_out(teller_t *self, const cadre_happening_t *happening)
{
    if (happening->other < 0) {
        cadre_text_add(&self->line, "they went home");
        return;
    }
    cadre_text_add(&self->line, "they are now ");
    cadre_text_add(&self->line, name_of(self, happening->other));
}

/* Organizations that `count` happenings in a row are about. */
static void add_who(teller_t *self, const cadre_happening_t *happening, int count)
{
    cadre_text_add(&self->line, name_of(self, happening->organization));
    if (count > 1) {
        cadre_text_add(&self->line, " and ");
        add_count(&self->line, count - 1, "other", "others");
    }
}

static void add_part(teller_t *self, const char *part, size_t length,
                     const cadre_happening_t *happening, int count)
{
    char number[CADRE_WORD_SIZE];
    if (strncmp(part, "who", length) == 0)
        add_who(self, happening, count);
    else if (strncmp(part, "other", length) == 0)
        add_other(self, happening);
    else if (strncmp(part, "what", length) == 0)
        add_what(self, happening);
    else if (strncmp(part, "out", length) == 0)
        add_way_out(self, happening);
    else if (strncmp(part, "percent", length) == 0)
        cadre_text_add(&self->line, cadre_word_share(happening->value, number));
    else if (strncmp(part, "people", length) == 0)
        add_count(&self->line, happening->value, "person", "people");
    else
        cadre_text_add(&self->line, cadre_word_number(happening->value, number));
}

static void tell(teller_t *self, const cadre_happening_t *happening, int count)
{
    const bool of_the_world = happening->type == CADRE_EVENT_note && happening->organization < 0;
    const char *rest = of_the_world ? "$what" : words[happening->type].sentence;
    begin_line(self, happening->step);
    while (*rest != '\0') {
        const size_t plain = strcspn(rest, "$");
        cadre_text_add_n(&self->line, rest, plain);
        rest += plain;
        if (*rest == '$') {
            const size_t length = strspn(++rest, "abcdefghijklmnopqrstuvwxyz");
            add_part(self, rest, length, happening, count);
            rest += length;
        }
    }
    end_line(self);
}

/* How many from here on differ only in the organization: they are told together. */
static int count_alike(const cadre_happening_t *first, int left)
{
    int count = 1;
    while (
        count < left && first[count].step == first->step && first[count].type == first->type &&
        first->organization >= 0 && first[count].organization >= 0 && first->label == NULL &&
        first[count].number == first->number && first->other < 0 && first[count].other < 0 &&
        (first[count].value == first->value || (isnan(first[count].value) && isnan(first->value))))
        count++;
    return count;
}

/* Tells or counts what happened before `step`, from happening `at` on; returns the first left. */
static int tell_until(teller_t *self, int at, int32_t step)
{
    const cadre_replicate_t *replicate = self->replicate;
    while (at < replicate->happening_count && replicate->happenings[at].step < step) {
        const cadre_happening_t *happening = &replicate->happenings[at];
        const int alike = count_alike(happening, replicate->happening_count - at);
        if (words[happening->type].sentence != NULL) {
            tell(self, happening, alike);
            at += alike;
        } else {
            self->years[happening->organization].counted[happening->type]++;
            at++;
        }
    }
    return at;
}

/* ------------------------------------------------------------------------------- a year */

static void add_row(year_t *year, const float *values)
{
    year->members = (double)values[CADRE_MEASURE_members];
    year->branches = (double)values[CADRE_MEASURE_branches];
    year->joined += (double)values[CADRE_MEASURE_recruits];
    year->left += (double)values[CADRE_MEASURE_exits];
    year->came += (double)values[CADRE_MEASURE_transferred_in];
    year->went += (double)values[CADRE_MEASURE_transferred_out];
    year->converted += (double)values[CADRE_MEASURE_converted];
    year->drifted += (double)values[CADRE_MEASURE_drifted];
}

/* Adds up the rows that are in no year yet, up to `last`. */
static void add_rows(teller_t *self, int last)
{
    const cadre_replicate_t *replicate = self->replicate;
    const int declared = self->specification->organization_count;
    for (; self->next_row <= last; self->next_row++) {
        const float *values = replicate->values + (size_t)self->next_row *
                                                      (size_t)replicate->organizations *
                                                      CADRE_MEASURE_COUNT;
        for (int o = 0; o < declared; o++) {
            if (!cadre_kind_is_observed(self->specification->organizations[o].kind))
                continue;
            add_row(&self->years[o], values);
            values += CADRE_MEASURE_COUNT;
        }
    }
    for (; self->next_born_row < replicate->born_row_count &&
           replicate->born_rows[self->next_born_row].row <= last;
         self->next_born_row++) {
        const cadre_born_row_t *row = &replicate->born_rows[self->next_born_row];
        add_row(&self->years[row->organization], row->values);
    }
}

static bool has_something(const year_t *year)
{
    return year->members + year->joined + year->left + year->came + year->went > 0;
}

/* ", 3 people came" and the like, nothing for 0. */
static void add_if_any(teller_t *self, double count, const char *verb)
{
    if (count <= 0)
        return;
    cadre_text_add(&self->line, ", ");
    add_count(&self->line, count, "person", "people");
    cadre_text_add(&self->line, verb);
}

static void add_flows(teller_t *self, const year_t *year, bool front)
{
    char joined[CADRE_WORD_SIZE], left[CADRE_WORD_SIZE];
    cadre_text_add(&self->line,
                   self->counted_before ? "; since the last count " : "; since the beginning ");
    if (front) {
        cadre_text_addf(&self->line, "%s became members of its parent and %s drifted off",
                        cadre_word_count(year->converted, joined),
                        cadre_word_count(year->drifted, left));
        return;
    }
    cadre_text_addf(&self->line, "%s joined and %s left", cadre_word_count(year->joined, joined),
                    cadre_word_count(year->left, left));
    add_if_any(self, year->came, " came over from another organization");
    add_if_any(self, year->went, " went over to another");
}

static void add_counted(teller_t *self, const year_t *year)
{
    bool any = false;
    for (int e = 0; e < CADRE_EVENT_COUNT; e++) {
        if (year->counted[e] == 0)
            continue;
        cadre_text_add(&self->line, any ? ", " : "; ");
        if (any)
            cadre_text_addf(&self->line, "%d", year->counted[e]);
        else
            add_count(&self->line, year->counted[e], "branch", "branches");
        cadre_text_addf(&self->line, " %s", words[e].counted);
        any = true;
    }
}

/* `who` NULL: `organizations` of them together. */
static void tell_year(teller_t *self, int32_t step, const char *who, int organizations, bool front,
                      const year_t *year)
{
    begin_line(self, step);
    if (who != NULL)
        cadre_text_addf(&self->line, "%s had ", who);
    else
        cadre_text_addf(&self->line, "%d organizations together had ", organizations);
    if (front) {
        add_count(&self->line, year->members, "participant", "participants");
    } else {
        add_count(&self->line, year->members, "member", "members");
        cadre_text_add(&self->line, " in ");
        add_count(&self->line, year->branches, "branch", "branches");
    }
    add_flows(self, year, front);
    add_counted(self, year);
    end_line(self);
}

static void add_year(year_t *sum, const year_t *year)
{
    sum->members += year->members;
    sum->branches += year->branches;
    sum->joined += year->joined;
    sum->left += year->left;
    sum->came += year->came;
    sum->went += year->went;
    for (int e = 0; e < CADRE_EVENT_COUNT; e++)
        sum->counted[e] += year->counted[e];
}

/* More organizations than a listener can follow are told of together. */
enum { MOST_TOLD = 8 };

static void tell_years(teller_t *self, int32_t step)
{
    year_t sum = {0};
    int people = 0;
    for (int o = 0; o < self->organizations; o++)
        if (has_something(&self->years[o]) && kind_of(self, o) != CADRE_KIND_FRONT) {
            add_year(&sum, &self->years[o]);
            people++;
        }
    if (people > MOST_TOLD)
        tell_year(self, step, NULL, people, false, &sum);
    for (int o = 0; o < self->organizations; o++) {
        const bool front = kind_of(self, o) == CADRE_KIND_FRONT;
        if ((front || people <= MOST_TOLD) &&
            (has_something(&self->years[o]) ||
             self->years[o].converted + self->years[o].drifted > 0))
            tell_year(self, step, name_of(self, o), 1, front, &self->years[o]);
        self->years[o] = (year_t){0};
    }
    self->counted_before = true;
}

/* ------------------------------------------------------------------------------- the whole */

static void tell_beginning(teller_t *self)
{
    const cadre_scenario_t *scenario = self->story->scenario;
    char from[CADRE_WORD_SIZE], to[CADRE_WORD_SIZE];
    cadre_text_addf(&self->line,
                    "%s, from %s to %s: one history of many that the model might tell (seed %llu)",
                    scenario->title, cadre_word_day(self->specification->start_day, from),
                    cadre_word_day(cadre_scenario_day(scenario, self->specification->steps), to),
                    (unsigned long long)self->story->seed);
    end_line(self);
}

static void add_fate(teller_t *self, int organization, const cadre_outcome_t *outcome)
{
    static const char *const gone[] = {
        [CADRE_END_DIED] = "had died out",
        [CADRE_END_DESTROYED] = "had been broken up",
        [CADRE_END_MERGED] = "had merged into another",
        [CADRE_END_DISSOLVED] = "had dissolved itself",
    };
    const bool front = kind_of(self, organization) == CADRE_KIND_FRONT;
    cadre_text_addf(&self->line, "%s ", name_of(self, organization));
    if (outcome->end != CADRE_END_ALIVE) {
        cadre_text_add(&self->line, gone[outcome->end]);
        return;
    }
    cadre_text_add(&self->line, "had ");
    add_count(&self->line, (double)outcome->members_end, front ? "participant" : "member",
              front ? "participants" : "members");
}

static void tell_end(teller_t *self)
{
    const cadre_replicate_t *replicate = self->replicate;
    int alive = 0, told = 0;
    begin_line(self, replicate->last_step);
    if (replicate->status == CADRE_STATUS_FAILED) {
        cadre_text_addf(&self->line, "the run failed, %s", cadre_error_text(replicate->error));
        end_line(self);
        return;
    }
    cadre_text_add(&self->line, "this history ended, and ");
    for (int o = 0; o < self->specification->organization_count; o++)
        if (cadre_kind_is_observed(self->specification->organizations[o].kind)) {
            cadre_text_add(&self->line, told > 0 ? ", " : "");
            add_fate(self, o, &replicate->outcomes[told++]);
        }
    for (int b = 0; b < replicate->born_count; b++)
        alive += replicate->born[b].ended < 0;
    if (replicate->born_count > 0) {
        cadre_text_add(&self->line, "; of ");
        add_count(&self->line, replicate->born_count, "other organization", "other organizations");
        cadre_text_addf(&self->line, " %d still lived", alive);
    }
    cadre_text_add(&self->line, "; with another seed it would have gone another way");
    end_line(self);
}

static void tell_all(teller_t *self)
{
    const cadre_recording_t *recording = self->story->recording;
    int happening = 0, year = 0;
    tell_beginning(self);
    for (int row = 0; row < self->replicate->row_count; row++) {
        const int32_t step = recording->row_steps[row];
        while (year < recording->year_count && recording->year_steps[year] < step)
            year++;
        if (step == 0 || year == recording->year_count || recording->year_steps[year] != step)
            continue;
        happening = tell_until(self, happening, step);
        add_rows(self, row);
        tell_years(self, step);
    }
    tell_until(self, happening, INT32_MAX);
    tell_end(self);
}

int cadre_story_tell(const cadre_story_t *self, const cadre_replicate_t *replicate,
                     cadre_text_t *out)
{
    const cadre_specification_t *specification = &self->scenario->specification;
    teller_t teller = {.story = self,
                       .specification = specification,
                       .replicate = replicate,
                       .organizations = specification->organization_count + replicate->born_count,
                       .out = out};
    teller.years = cadre_alloc((size_t)teller.organizations, sizeof *teller.years);
    if (teller.years == NULL)
        return CADRE_ERROR_MEMORY;
    tell_all(&teller);
    cadre_text_free(&teller.line);
    cadre_free(teller.years);
    return out->failed ? CADRE_ERROR_MEMORY : CADRE_OK;
}
