#include "cli/story.h"

#include "base/memory.h"
#include "base/numeric.h"
#include "cli/writing.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------------------- the words */

/* Words for every event of params/events.def: one without words does not compile.
 * TOLD(sentence): $who the organization, $other the one it is about, $what the label, $number the
 *                 value, $people the value as people, $percent the value as a share, $lost the
 * share of legitimacy that a shock of that value takes, $out what became of those who left
 * NOTED(sentence): a scripted event that its note tells by itself, where one organization is told
 * of TOGETHER(sentence, many): several of one organization in a week make one sentence, with $count
 * of them and the sum of their values COUNTED(words): what branches do; it happens often, so the
 * year's figures of the organization say how often: "3 branches opened" FIGURE:         what
 * happens often, too, and is in the year's figures anyhow */
#define TOLD(sentence)                                                                             \
    {                                                                                              \
        sentence, NULL, NULL, false                                                                \
    }
#define NOTED(sentence)                                                                            \
    {                                                                                              \
        sentence, NULL, NULL, true                                                                 \
    }
#define TOGETHER(sentence, many)                                                                   \
    {                                                                                              \
        sentence, many, NULL, false                                                                \
    }
#define COUNTED(words)                                                                             \
    {                                                                                              \
        NULL, NULL, words, false                                                                   \
    }
#define FIGURE                                                                                     \
    {                                                                                              \
        NULL, NULL, NULL, false                                                                    \
    }

/* clang-format off */
#define WORDS_set            TOLD("conditions changed for $who: $what")
#define WORDS_switch         TOLD("one of the model's mechanisms was switched: $what")
#define WORDS_destroy        TOLD("force broke up $who: $what")
#define WORDS_merge          TOLD("$who merged into $other: $what")
#define WORDS_split          NOTED("a dispute divided $who: $what")
#define WORDS_fragment       TOLD("$who broke into pieces: $what")
#define WORDS_reorient       TOLD("$who took a new line: $what")
#define WORDS_mutiny         NOTED("those who took part in $who rebelled: $what")
#define WORDS_detach         NOTED("the publisher of $who went its own way: $what")
#define WORDS_convention     NOTED("$who held a convention out of season: $what")
#define WORDS_oust           NOTED("the leaders of $who had to go: $what")
#define WORDS_thaw           NOTED("$who became more open: $what")
#define WORDS_case           NOTED("something happened in $who that it would have to deal with: $what")
#define WORDS_expose         NOTED("something became known about $who: $what")
#define WORDS_sister_scandal NOTED("a sister organization of $who had its scandal: $what")
#define WORDS_shock          NOTED("trust in the leaders of $who suffered a blow: $what")
#define WORDS_issue          NOTED("$who argued over doctrine: $what")
#define WORDS_faction        NOTED("critics in $who found one another: $what")
#define WORDS_expel          NOTED("the leaders of $who turned on the faction: $what")
#define WORDS_secede         NOTED("a faction walked out of $who: $what")
#define WORDS_sponsor        NOTED("the body to which $who looked up took a hand: $what")
#define WORDS_propose_dissolution NOTED("somebody moved to dissolve $who: $what")
#define WORDS_note           NOTED("$who: $what")
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
#define WORDS_mutinied      TOGETHER("$people left $who together, at site $what", "$people left $who together, at $count sites")
#define WORDS_hired         FIGURE
#define WORDS_laid_off      FIGURE
#define WORDS_ousted        TOLD("the convention of $who voted its leaders out, $people")
#define WORDS_faction_formed TOLD("$people formed a faction in $who")
#define WORDS_faction_ended TOLD("the faction in $who came to an end, with $people in it")
#define WORDS_faction_expelled TOLD("$who expelled its faction, with those who sided with it $people: $out")
#define WORDS_seceded       TOLD("$people walked out of $who: $out")
#define WORDS_branch_left   TOGETHER("a branch of $people left $who: $out", "$count branches with $people left $who, each on its own")
#define WORDS_case_opened   FIGURE
#define WORDS_case_covered_up TOGETHER("in $who a complaint about misconduct was covered up", "in $who $count complaints about misconduct were covered up")
#define WORDS_case_exposed  TOGETHER("a case of misconduct hidden in $who became known, and $lost of the trust in its leaders was gone", "$count cases of misconduct hidden in $who became known, and $lost of the trust in its leaders was gone")
#define WORDS_dissolution_proposed TOLD("$who began to debate whether to dissolve, with $number votes to come")
#define WORDS_voted         TOLD("in round $what of the vote $percent of the votes were for dissolving $who")
#define WORDS_dissolved      TOLD("$who dissolved itself, with $people")
#define WORDS_local_formed  TOGETHER("$people of $who stayed together as $other", "$people of $who stayed together where they lived, as $count local groups")
#define WORDS_caucus_formed  TOLD("$people of $who formed a caucus of their own, $other")
#define WORDS_capped         TOLD("the run stopped: $people are more than limits.members allows")
/* clang-format on */

typedef struct {
    const char *sentence; /* NULL: not told */
    const char *together; /* NULL: each is told */
    const char *counted;  /* NULL: not counted */
    bool noted;
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
    double members, staff, branches, voicing, silent; /* as it ended */
    double joined, left, came, went, converted, drifted, cases;
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
    bool alone; /* one organization is told of */
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

static void add_people(cadre_text_t *out, double count)
{
    if (count == 0)
        cadre_text_add(out, "nobody");
    else
        add_count(out, count, "person", "people");
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

static bool has_note(const teller_t *self, const cadre_happening_t *happening)
{
    const cadre_event_spec_t *script = script_of(self, happening);
    return script != NULL && script->note[0] != '\0';
}

/* A scripted event's note says more than its id. */
static void add_what(teller_t *self, const cadre_happening_t *happening)
{
    if (has_note(self, happening))
        cadre_text_add(&self->line, script_of(self, happening)->note);
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

/* Happenings in a row that make one sentence: of several organizations, or several of one. */
typedef struct {
    cadre_happening_t first; /* its value: of all of one organization */
    int organizations, count;
} told_t;

static void add_who(teller_t *self, const told_t *told)
{
    cadre_text_add(&self->line, name_of(self, told->first.organization));
    if (told->organizations > 1) {
        cadre_text_add(&self->line, " and ");
        add_count(&self->line, told->organizations - 1, "other", "others");
    }
}

static void add_number(teller_t *self, const char *part, size_t length, double value)
{
    char number[CADRE_WORD_SIZE];
    if (strncmp(part, "percent", length) == 0)
        cadre_text_add(&self->line, cadre_word_share(value, number));
    else if (strncmp(part, "lost", length) == 0)
        cadre_text_add(&self->line, cadre_word_share(1 - cadre_exp(-value), number));
    else if (strncmp(part, "people", length) == 0)
        add_people(&self->line, value);
    else
        cadre_text_add(&self->line, cadre_word_number(value, number));
}

static void add_part(teller_t *self, const char *part, size_t length, const told_t *told)
{
    if (strncmp(part, "who", length) == 0)
        add_who(self, told);
    else if (strncmp(part, "other", length) == 0)
        add_other(self, &told->first);
    else if (strncmp(part, "what", length) == 0)
        add_what(self, &told->first);
    else if (strncmp(part, "out", length) == 0)
        add_way_out(self, &told->first);
    else if (strncmp(part, "count", length) == 0)
        cadre_text_addf(&self->line, "%d", told->count);
    else
        add_number(self, part, length, told->first.value);
}

static const char *sentence_of(const teller_t *self, const told_t *told)
{
    const cadre_happening_t *first = &told->first;
    const words_t *of_type = &words[first->type];
    const bool is_note = first->type == CADRE_EVENT_note;
    if (told->count > 1)
        return of_type->together;
    if (is_note && (first->organization < 0 || self->alone))
        return "$what";
    return of_type->noted && self->alone && has_note(self, first) ? "$what" : of_type->sentence;
}

static void tell(teller_t *self, const told_t *told)
{
    const char *rest = sentence_of(self, told);
    begin_line(self, told->first.step);
    while (*rest != '\0') {
        const size_t plain = strcspn(rest, "$");
        cadre_text_add_n(&self->line, rest, plain);
        rest += plain;
        if (*rest == '$') {
            const size_t length = strspn(++rest, "abcdefghijklmnopqrstuvwxyz");
            add_part(self, rest, length, told);
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

/* How many from here on are of one organization. */
static int count_of_one(const cadre_happening_t *first, int left)
{
    int count = 1;
    while (count < left && first[count].step == first->step && first[count].type == first->type &&
           first[count].organization == first->organization)
        count++;
    return count;
}

static told_t gather(const cadre_happening_t *first, int left)
{
    told_t told = {*first, 1, 1};
    if (words[first->type].together == NULL) {
        told.organizations = count_alike(first, left);
        return told;
    }
    told.count = count_of_one(first, left);
    for (int k = 1; k < told.count; k++)
        told.first.value += first[k].value;
    return told;
}

/* Whether the end of an organization has been told by what brought it about. */
static bool is_told(const teller_t *self, int at)
{
    const cadre_happening_t *end = &self->replicate->happenings[at];
    for (int k = at - 1; k >= 0 && self->replicate->happenings[k].step == end->step; k--) {
        const cadre_happening_t *before = &self->replicate->happenings[k];
        const bool ends = before->type == CADRE_EVENT_dissolved ||
                          before->type == CADRE_EVENT_destroy || before->type == CADRE_EVENT_merge;
        if (ends && before->organization == end->organization)
            return true;
    }
    return false;
}

/* Tells or counts what happened before `step`, from happening `at` on; returns the first left. */
static int tell_until(teller_t *self, int at, int32_t step)
{
    const cadre_replicate_t *replicate = self->replicate;
    while (at < replicate->happening_count && replicate->happenings[at].step < step) {
        const cadre_happening_t *happening = &replicate->happenings[at];
        const told_t told = gather(happening, replicate->happening_count - at);
        if (words[happening->type].counted != NULL)
            self->years[happening->organization].counted[happening->type]++;
        if (words[happening->type].sentence == NULL ||
            (happening->type == CADRE_EVENT_ended && is_told(self, at))) {
            at++;
            continue;
        }
        tell(self, &told);
        at += told.organizations + told.count - 1;
    }
    return at;
}

/* ------------------------------------------------------------------------------- a year */

static void add_row(year_t *year, const float *values)
{
    year->members = (double)values[CADRE_MEASURE_members];
    year->staff = (double)values[CADRE_MEASURE_staff];
    year->branches = (double)values[CADRE_MEASURE_branches];
    year->voicing = (double)values[CADRE_MEASURE_voicing];
    year->silent = (double)values[CADRE_MEASURE_silent];
    year->joined += (double)values[CADRE_MEASURE_recruits];
    year->left += (double)values[CADRE_MEASURE_exits];
    year->came += (double)values[CADRE_MEASURE_transferred_in];
    year->went += (double)values[CADRE_MEASURE_transferred_out];
    year->converted += (double)values[CADRE_MEASURE_converted];
    year->drifted += (double)values[CADRE_MEASURE_drifted];
    year->cases += (double)values[CADRE_MEASURE_cases];
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

static bool has_people(const year_t *year)
{
    return year->members + year->joined + year->left + year->came + year->went > 0;
}

/* Whether there is something to tell of the year. */
static bool has_news(const year_t *year)
{
    double counted = year->cases;
    for (int e = 0; e < CADRE_EVENT_COUNT; e++)
        counted += year->counted[e];
    return year->joined + year->left + year->came + year->went + year->converted + year->drifted +
               counted >
           0;
}

/* ", 3 people came" and the like, nothing for 0. */
static void add_if_any(teller_t *self, double count, const char *verb)
{
    if (count <= 0)
        return;
    cadre_text_add(&self->line, ", ");
    add_people(&self->line, count);
    cadre_text_add(&self->line, verb);
}

static const char *word_people(double count, char out[CADRE_WORD_SIZE])
{
    return count == 0 ? "nobody" : cadre_word_count(count, out);
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
    if (year->joined + year->left == 0)
        cadre_text_add(&self->line, "nobody joined or left");
    else
        cadre_text_addf(&self->line, "%s joined and %s left", word_people(year->joined, joined),
                        word_people(year->left, left));
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

/* What is thought and what is hidden. */
static void add_politics(teller_t *self, const year_t *year)
{
    char voicing[CADRE_WORD_SIZE], silent[CADRE_WORD_SIZE];
    if (year->cases > 0) {
        cadre_text_add(&self->line, "; there ");
        cadre_text_add(&self->line, year->cases == 1 ? "was " : "were ");
        add_count(&self->line, year->cases, "case of misconduct", "cases of misconduct");
    }
    if (year->voicing + year->silent == 0)
        return;
    cadre_text_addf(&self->line, "; %s spoke out and %s kept silent",
                    word_people(year->voicing, voicing), word_people(year->silent, silent));
}

static void add_members(teller_t *self, const year_t *year)
{
    char staff[CADRE_WORD_SIZE];
    if (year->members == 0) {
        cadre_text_add(&self->line, "no members left");
        return;
    }
    add_count(&self->line, year->members, "member", "members");
    if (year->staff > 0)
        cadre_text_addf(&self->line, ", %s of them paid,", cadre_word_count(year->staff, staff));
    if (year->branches == 0) {
        cadre_text_add(&self->line, " and no branch");
        return;
    }
    cadre_text_add(&self->line, " in ");
    add_count(&self->line, year->branches, "branch", "branches");
}

static void tell_year(teller_t *self, int32_t step, const char *who, bool front, const year_t *year)
{
    begin_line(self, step);
    cadre_text_addf(&self->line, "%s had ", who);
    if (front)
        add_count(&self->line, year->members, "participant", "participants");
    else
        add_members(self, year);
    add_flows(self, year, front);
    add_counted(self, year);
    add_politics(self, year);
    end_line(self);
}

static void add_year(year_t *sum, const year_t *year)
{
    sum->members += year->members;
    sum->staff += year->staff;
    sum->branches += year->branches;
    sum->voicing += year->voicing;
    sum->silent += year->silent;
    sum->joined += year->joined;
    sum->left += year->left;
    sum->came += year->came;
    sum->went += year->went;
    sum->cases += year->cases;
    for (int e = 0; e < CADRE_EVENT_COUNT; e++)
        sum->counted[e] += year->counted[e];
}

/* More organizations than a listener can follow are told of together, except those of the file. */
enum { MOST_TOLD = 8 };

static bool is_front(const teller_t *self, int organization)
{
    return kind_of(self, organization) == CADRE_KIND_FRONT;
}

/* Organizations from `first` on that have people. */
static int count_with_people(const teller_t *self, int first)
{
    int n = 0;
    for (int o = first; o < self->organizations; o++)
        n += has_people(&self->years[o]) && !is_front(self, o);
    return n;
}

/* The first organization of those that are told of together. */
static int first_of_many(const teller_t *self)
{
    const int declared = self->specification->organization_count;
    if (count_with_people(self, 0) <= MOST_TOLD)
        return self->organizations;
    const int born = count_with_people(self, declared);
    return count_with_people(self, 0) - born <= MOST_TOLD ? declared : 0;
}

static void tell_together(teller_t *self, int32_t step, int first)
{
    year_t sum = {0};
    char who[CADRE_WORD_SIZE];
    snprintf(who, sizeof who, "%d%s organizations together", count_with_people(self, first),
             first > 0 ? " other" : "");
    for (int o = first; o < self->organizations; o++)
        if (has_people(&self->years[o]) && !is_front(self, o))
            add_year(&sum, &self->years[o]);
    if (has_news(&sum))
        tell_year(self, step, who, false, &sum);
}

static void tell_years(teller_t *self, int32_t step)
{
    const int many = first_of_many(self);
    for (int o = 0; o < self->organizations; o++)
        if ((o < many || is_front(self, o)) && has_news(&self->years[o]))
            tell_year(self, step, name_of(self, o), is_front(self, o), &self->years[o]);
    tell_together(self, step, many);
    for (int o = 0; o < self->organizations; o++)
        self->years[o] = (year_t){0};
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

static bool is_told_of_one(const cadre_specification_t *specification)
{
    int observed = 0;
    for (int o = 0; o < specification->organization_count; o++)
        observed += cadre_kind_is_observed(specification->organizations[o].kind);
    return observed == 1;
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
                       .alone = is_told_of_one(specification),
                       .out = out};
    teller.years = cadre_alloc((size_t)teller.organizations, sizeof *teller.years);
    if (teller.years == NULL)
        return CADRE_ERROR_MEMORY;
    tell_all(&teller);
    cadre_text_free(&teller.line);
    cadre_free(teller.years);
    return out->failed ? CADRE_ERROR_MEMORY : CADRE_OK;
}
