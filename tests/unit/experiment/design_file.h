/* What tests of designs share: a folder with a scenario of two years (tests/cli/tiny.json, whose
 * organization is "left") and a design file, loaded. */
#ifndef CADRE_DESIGN_FILE_H
#define CADRE_DESIGN_FILE_H

#include "check.h"

#include "experiment/experiment.h"

#include <unistd.h>

/* The text of a design of tiny.json, from the members that matter. */
#define DESIGN(method, inputs, outcomes)                                                           \
    "{\"format\": \"cadre-design/1\", \"scenario\": \"tiny.json\", \"seed\": 5,\n"                 \
    " \"replicates\": 2, \"method\": " method ",\n \"inputs\": " inputs ",\n"                      \
    " \"outcomes\": " outcomes "}\n"
#define SIMPLE_OUTCOMES "{\"members\": {\"measure\": \"members\", \"take\": \"last\"}}"

typedef struct {
    char folder[64];
    cadre_experiment_t *experiment;
    cadre_error_t err;
} design_file_t;

static inline const char *design_path(const design_file_t *self, const char *name)
{
    static char path[256];
    snprintf(path, sizeof path, "%s/%s", self->folder, name);
    return path;
}

static inline void design_write(const design_file_t *self, const char *name, const char *text)
{
    FILE *file = fopen(design_path(self, name), "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static inline design_file_t *design_make(void)
{
    design_file_t *self = calloc(1, sizeof *self);
    char text[4096] = "";
    strcpy(self->folder, "/tmp/cadre-design-XXXXXX");
    assert_non_null(mkdtemp(self->folder));
    FILE *file = fopen("tests/cli/tiny.json", "r");
    assert_non_null(file);
    assert_in_range(fread(text, 1, sizeof text - 1, file), 100, sizeof text - 2);
    fclose(file);
    design_write(self, "tiny.json", text);
    return self;
}

/* Loads a design of this text; returns the code, and keeps the experiment and the error. */
static inline int design_load(design_file_t *self, const char *text)
{
    const cadre_experiment_options_t options = {0};
    cadre_experiment_free(self->experiment);
    self->err = (cadre_error_t){0};
    design_write(self, "d.json", text);
    return cadre_experiment_load(design_path(self, "d.json"), &options, &self->experiment,
                                 &self->err);
}

/* The same for one that must be right. */
static inline const cadre_experiment_t *design_get(design_file_t *self, const char *text)
{
    if (design_load(self, text) != 0)
        fail_msg("%d:%d: %s", self->err.line, self->err.column, self->err.message);
    return self->experiment;
}

/* It is refused, with this in the message. */
static inline void design_refused(design_file_t *self, const char *text, const char *message)
{
    assert_int_equal(design_load(self, text), CADRE_ERROR_INPUT);
    assert_null(self->experiment);
    check_contains(self->err.message, message);
}

static inline void design_free(design_file_t *self)
{
    char command[128];
    cadre_experiment_free(self->experiment);
    snprintf(command, sizeof command, "rm -r %s", self->folder);
    assert_int_equal(system(command), 0);
    free(self);
}

static inline int design_set_up(void **state)
{
    *state = design_make();
    return 0;
}

static inline int design_tear_down(void **state)
{
    design_free(*state);
    return 0;
}

#endif
