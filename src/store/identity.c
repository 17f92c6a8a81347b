#include "store/identity.h"

#include "model/version.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char WAYS_OUT[] =
    "choose another directory with -o OTHER, or begin anew in this one with --force";

void cadre_identity_add(const cadre_experiment_t *experiment, int64_t runs,
                        cadre_json_writer_t *out)
{
    char seed[24];
    snprintf(seed, sizeof seed, "%" PRIu64, experiment->design.seed);
    cadre_json_write_open(out, "identity", '{');
    cadre_json_write_string(out, "design_sha256", experiment->sha256);
    cadre_json_write_open(out, "scenarios", '[');
    for (int i = 0; i < experiment->scenario_count; i++)
        cadre_json_write_string(out, NULL, experiment->bases[i]->sha256);
    cadre_json_write_close(out, ']');
    cadre_json_write_string(out, "seed", seed);
    if (runs >= 0)
        cadre_json_write_number(out, "runs", (double)runs);
    cadre_json_write_string(out, "model_version", CADRE_MODEL_VERSION);
    cadre_json_write_close(out, '}');
}

/* `failed` is set when there is not enough memory to tell. */
static bool same_member(const cadre_json_t *a, const cadre_json_t *b, const char *key, bool *failed)
{
    cadre_text_t left = {0}, right = {0};
    const cadre_json_t *mine = cadre_json_get(a, key), *other = cadre_json_get(b, key);
    bool same = (mine != NULL) == (other != NULL);
    if (mine != NULL && other != NULL) {
        cadre_json_canonical(mine, &left);
        cadre_json_canonical(other, &right);
        *failed |= left.failed || right.failed;
        same = !*failed && strcmp(left.data, right.data) == 0;
    }
    cadre_text_free(&left);
    cadre_text_free(&right);
    return same;
}

int cadre_identity_compare(const cadre_json_t *mine, const cadre_json_t *there, const char *kind,
                           const char *whose, const char *path, cadre_error_t *err)
{
    static const struct {
        const char *key, *what;
    } members[] = {{"design_sha256", "design"},
                   {"scenarios", "scenario (or --set)"},
                   {"seed", "seed"},
                   {"runs", "number of runs"},
                   {"model_version", "model version"}};
    char what[160] = "";
    bool failed = false;
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        if (!same_member(mine, there, members[i].key, &failed)) {
            strcat(what, what[0] != '\0' ? ", " : "");
            strcat(what, members[i].what);
        }
    if (failed)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    if (what[0] == '\0')
        return CADRE_OK;
    cadre_error_set(err, CADRE_ERROR_IDENTITY, "holds another %s ('%s'): what differs is the %s",
                    kind, whose, what);
    cadre_error_at(err, path, 0, 0);
    cadre_error_found(err, what);
    cadre_error_hint(err, "%s", WAYS_OUT);
    return CADRE_ERROR_IDENTITY;
}

int cadre_identity_refuse(const char *kind, const char *path, cadre_error_t *err)
{
    cadre_error_set(err, CADRE_ERROR_IDENTITY, "holds the runs of a %s", kind);
    cadre_error_at(err, path, 0, 0);
    cadre_error_hint(err, "%s", WAYS_OUT);
    return CADRE_ERROR_IDENTITY;
}
