/* What the tests of store/ share: a scenario and a replicate made by hand, a folder to write in,
 * and files as text. Two organizations have people, "iso" and "left-turn"; "rival", between them,
 * is a series. */
#ifndef CADRE_HAND_MADE_H
#define CADRE_HAND_MADE_H

#include "check.h"

#include "base/dates.h"
#include "store/store.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HAND_STEPS = 104, HAND_ORGANIZATIONS = 3, HAND_OBSERVED = 2 };

typedef struct {
    cadre_organization_spec_t organizations[HAND_ORGANIZATIONS];
    cadre_scenario_t scenario;
    char folder[64]; /* empty, removed by hand_free */
} hand_t;

static inline hand_t *hand_make(void)
{
    hand_t *self = calloc(1, sizeof *self);
    self->organizations[0] = (cadre_organization_spec_t){.id = "iso"};
    self->organizations[1] = (cadre_organization_spec_t){.id = "rival", .kind = CADRE_KIND_SERIES};
    self->organizations[2] = (cadre_organization_spec_t){.id = "left-turn"};
    self->scenario.name = "by-hand";
    self->scenario.title = "Made \"by hand\"";
    strcpy(self->scenario.sha256, "00ff");
    self->scenario.specification = (cadre_specification_t){
        .start_day = cadre_date_days((cadre_civil_t){1977, 3, 12}),
        .steps = HAND_STEPS,
        .organizations = self->organizations,
        .organization_count = HAND_ORGANIZATIONS,
    };
    strcpy(self->folder, "/tmp/cadre-store-XXXXXX");
    assert_non_null(mkdtemp(self->folder));
    return self;
}

static inline void hand_free(hand_t *self)
{
    char command[128];
    snprintf(command, sizeof command, "rm -r %s", self->folder);
    assert_int_equal(system(command), 0);
    free(self);
}

static inline const char *hand_path(const hand_t *self, const char *name)
{
    static char path[256];
    snprintf(path, sizeof path, "%s/%s", self->folder, name);
    return path;
}

/* A whole file; the caller frees it. NULL if there is none. */
static inline char *hand_read(const hand_t *self, const char *name)
{
    FILE *file = fopen(hand_path(self, name), "r");
    if (file == NULL)
        return NULL;
    fseek(file, 0, SEEK_END);
    const size_t size = (size_t)ftell(file);
    rewind(file);
    char *text = calloc(size + 1, 1);
    assert_int_equal(fread(text, 1, size, file), size);
    fclose(file);
    return text;
}

static inline void hand_write(const hand_t *self, const char *name, const char *text)
{
    FILE *file = fopen(hand_path(self, name), "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

/* Entries of a folder below `folder`, -1 if there is none. */
static inline int hand_count(const hand_t *self, const char *name)
{
    DIR *entries = opendir(hand_path(self, name));
    if (entries == NULL)
        return -1;
    int count = -2;
    while (readdir(entries) != NULL)
        count++;
    closedir(entries);
    return count;
}

#endif
