#include "cli/commands.h"

#include "cli/output.h"
#include "cli/terminal.h"
#include "cli/writing.h"
#include "params/documents.h"
#include "scenario/claims.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---------------------------------------------------------------- which are meant */

/* Whether `text` holds `part`, whatever the case. */
static bool holds(const char *text, const char *part)
{
    const size_t length = strlen(part);
    for (; *text != '\0'; text++)
        if (strncasecmp(text, part, length) == 0)
            return true;
    return false;
}

/* A mechanism's name finds what it carries; any other text is sought in titles and tellings. */
static bool matches(const cadre_claim_t *claim, const char *text)
{
    if (text == NULL)
        return true;
    bool found = holds(claim->title, text);
    for (int i = 0; i < claim->version_count && !found; i++)
        found = holds(claim->versions[i].says, text);
    for (int i = 0; i < claim->mechanisms.count && !found; i++)
        found = strcasecmp(claim->mechanisms.items[i], text) == 0;
    return found;
}

static bool is_id(const char *text)
{
    const size_t digits = text[0] != '\0' ? strspn(text + 1, "0123456789") : 0;
    return strchr("mMcC", text[0]) != NULL && digits > 0 && digits < 4 && text[1 + digits] == '\0';
}

/* The nearest by number: M7 is M07, M96 may have been M95. */
static int unknown(const cadre_claims_t *claims, const char *text, cadre_error_t *err)
{
    const cadre_claim_t *nearest = NULL;
    long least = 0;
    cadre_error_set(err, CADRE_ERROR_USAGE,
                    is_id(text) ? "there is no claim '%s'"
                                : "no claim says '%s', in its title or in what it tells",
                    text);
    cadre_error_found(err, text);
    for (int i = 0; i < claims->count && is_id(text); i++) {
        const cadre_claim_t *claim = &claims->claims[i];
        const long distance = labs(atol(claim->id + 1) - atol(text + 1));
        if (strncasecmp(claim->id, text, 1) == 0 && (nearest == NULL || distance < least)) {
            nearest = claim;
            least = distance;
        }
    }
    if (nearest != NULL)
        cadre_error_hint(err, "did you mean '%s'?", nearest->id);
    else
        cadre_error_hint(err, "'cadre claims' lists them");
    return CADRE_ERROR_USAGE;
}

/* ---------------------------------------------------------------- for a person */

static void add_names(cadre_text_t *out, const cadre_claim_names_t *names)
{
    for (int i = 0; i < names->count; i++)
        cadre_text_addf(out, "%s%s", i > 0 ? ", " : "", names->items[i]);
}

/* A paragraph after `at` columns that are already written; frees it. */
static void add_paragraph(cadre_text_t *out, cadre_text_t *text, int at, int indent, int width)
{
    out->failed |= text->failed;
    if (!text->failed && text->length > 0)
        cadre_write_wrapped(out, text->data, at, indent, width);
    cadre_text_free(text);
}

/* Returns how many match; writes nothing where none does. */
static int write_list(const cadre_claims_t *claims, const char *text, cadre_text_t *out)
{
    const int width = cadre_terminal_look(1).width;
    const char *theme = NULL;
    int count = 0;
    for (int i = 0; i < claims->count; i++) {
        const cadre_claim_t *claim = &claims->claims[i];
        cadre_text_t line = {0};
        if (!matches(claim, text))
            continue;
        if (theme == NULL || strcmp(theme, claim->theme) != 0)
            cadre_text_addf(out, "%s%s\n", theme != NULL ? "\n" : "", claim->theme);
        theme = claim->theme;
        cadre_text_addf(out, "  %-3s  ", claim->id);
        cadre_text_addf(&line, "%s [", claim->title);
        add_names(&line, &claim->mechanisms);
        cadre_text_addf(&line, "%s]", claim->mechanisms.count > 0 ? "" : "not modelled");
        add_paragraph(out, &line, 7, 7, width);
        count++;
    }
    return count;
}

static void write_version(const cadre_claim_version_t *version, int width, cadre_text_t *out)
{
    cadre_text_t said = {0}, model = {0};
    cadre_text_add(out, "\n");
    cadre_write_wrapped(out, version->says, 0, 0, width);
    cadre_text_add(&said, "Said in ");
    for (int i = 0; i < version->source_count; i++)
        cadre_text_addf(&said, "%s%s line %d (%s)", i > 0 ? ", " : "", version->sources[i].document,
                        version->sources[i].line, version->sources[i].title);
    cadre_text_addf(&said, "%s%s", version->source_count > 0 && version->external[0] ? ", " : "",
                    version->external);
    if (version->confidence[0] != '\0')
        cadre_text_addf(&said, "; confidence: %s", version->confidence);
    cadre_text_add(out, "  ");
    add_paragraph(out, &said, 2, 4, width);
    if (version->model[0] == '\0')
        return;
    cadre_text_addf(&model, "In the model: %s", version->model);
    cadre_text_add(out, "  ");
    add_paragraph(out, &model, 2, 4, width);
}

static void write_names(const char *what, const cadre_claim_names_t *names, int width,
                        cadre_text_t *out)
{
    cadre_text_t line = {0};
    if (names->count == 0)
        return;
    cadre_text_addf(&line, "%s: ", what);
    add_names(&line, names);
    add_paragraph(out, &line, 0, 2, width);
}

static void write_claim(const cadre_claims_t *claims, const cadre_claim_t *claim, cadre_text_t *out)
{
    const int width = cadre_terminal_look(1).width;
    cadre_text_addf(out, "%s  %s\n%s\n", claim->id, claim->title, claim->theme);
    for (int i = 0; i < claim->version_count; i++)
        write_version(&claim->versions[i], width, out);
    cadre_text_add(out, "\n");
    for (int i = 0; i < claim->mechanisms.count; i++) {
        const char *name = claim->mechanisms.items[i];
        const int index = cadre_mechanism_find(name);
        cadre_text_t line = {0};
        cadre_text_addf(&line, "Carried by %s (src/model/%s.c): %s", name, name,
                        cadre_mechanism_info((cadre_mechanism_t)index)->does);
        add_paragraph(out, &line, 0, 2, width);
    }
    if (claim->not_modelled[0] != '\0') {
        cadre_text_t line = {0};
        cadre_text_addf(&line, "Not modelled: %s", claim->not_modelled);
        add_paragraph(out, &line, 0, 2, width);
    }
    write_names("Parameters", &claim->parameters, width, out);
    write_names("It shows in", &claim->measures, width, out);
    write_names("Scenarios", &claim->scenarios, width, out);
    for (int i = 0; i < claim->against.count; i++) {
        cadre_text_t line = {0};
        cadre_text_addf(&line, "Against it, %s (%s): %s", claim->against.items[i],
                        cadre_claims_get(claims, claim->against.items[i])->title,
                        claim->why.items[i]);
        add_paragraph(out, &line, 0, 2, width);
    }
    if (claim->note[0] != '\0')
        cadre_write_wrapped(out, claim->note, 0, 0, width);
}

/* The table of src/model/README.md. No title or name has a bar in it. */
static void write_markdown(const cadre_claims_t *claims, cadre_text_t *out)
{
    cadre_text_add(out, "| id | claim | carried by | parameters |\n|---|---|---|---|\n");
    for (int i = 0; i < claims->count; i++) {
        const cadre_claim_t *claim = &claims->claims[i];
        cadre_text_addf(out, "| %s | %s | ", claim->id, claim->title);
        if (claim->mechanisms.count > 0)
            add_names(out, &claim->mechanisms);
        else
            cadre_text_addf(out, "nothing: %s", claim->not_modelled);
        cadre_text_add(out, " | ");
        add_names(out, &claim->parameters);
        cadre_text_add(out, " |\n");
    }
}

/* ---------------------------------------------------------------- for a program */

static void add_array(cadre_json_writer_t *out, const char *key, const cadre_claim_names_t *names)
{
    cadre_json_write_open(out, key, '[');
    for (int i = 0; i < names->count; i++)
        cadre_json_write_string(out, NULL, names->items[i]);
    cadre_json_write_close(out, ']');
}

static void add_version(cadre_json_writer_t *out, const cadre_claim_version_t *version)
{
    cadre_json_write_open(out, NULL, '{');
    cadre_json_write_string(out, "says", version->says);
    cadre_json_write_open(out, "sources", '[');
    for (int i = 0; i < version->source_count; i++) {
        cadre_json_write_open(out, NULL, '{');
        cadre_json_write_string(out, "document", version->sources[i].document);
        cadre_json_write_number(out, "line", version->sources[i].line);
        cadre_json_write_close(out, '}');
    }
    cadre_json_write_close(out, ']');
    cadre_answer_text(out, "external", version->external);
    cadre_answer_text(out, "confidence", version->confidence);
    cadre_answer_text(out, "model", version->model);
    cadre_json_write_close(out, '}');
}

static void add_claim(cadre_json_writer_t *out, const char *key, const cadre_claim_t *claim)
{
    cadre_json_write_open(out, key, '{');
    cadre_json_write_string(out, "id", claim->id);
    cadre_json_write_string(out, "theme", claim->theme);
    cadre_json_write_string(out, "title", claim->title);
    cadre_json_write_open(out, "versions", '[');
    for (int i = 0; i < claim->version_count; i++)
        add_version(out, &claim->versions[i]);
    cadre_json_write_close(out, ']');
    add_array(out, "mechanism", &claim->mechanisms);
    cadre_answer_text(out, "not_modelled", claim->not_modelled);
    add_array(out, "parameters", &claim->parameters);
    add_array(out, "measures", &claim->measures);
    add_array(out, "scenarios", &claim->scenarios);
    cadre_json_write_open(out, "contradicted_by", '{');
    for (int i = 0; i < claim->against.count; i++)
        cadre_json_write_string(out, claim->against.items[i], claim->why.items[i]);
    cadre_json_write_close(out, '}');
    cadre_answer_text(out, "note", claim->note);
    cadre_json_write_close(out, '}');
}

/* One claim as an object, what a text selects as an array. Returns how many. */
static int write_object(const cadre_claims_t *claims, const cadre_claim_t *one, const char *text,
                        cadre_text_t *to)
{
    cadre_json_writer_t out = {.out = to};
    int count = one != NULL;
    cadre_answer_begin(&out, "claims", "ok");
    cadre_answer_result(&out);
    if (one != NULL)
        add_claim(&out, "result", one);
    else
        cadre_json_write_open(&out, "result", '[');
    for (int i = 0; i < claims->count && one == NULL; i++)
        if (matches(&claims->claims[i], text)) {
            add_claim(&out, NULL, &claims->claims[i]);
            count++;
        }
    if (one == NULL)
        cadre_json_write_close(&out, ']');
    cadre_answer_end(&out);
    return count;
}

int cadre_command_claims(const cadre_arguments_t *arguments, cadre_error_t *err)
{
    const char *text = arguments->operand_count > 0 ? arguments->operands[0] : NULL;
    const char *format = cadre_arguments_format(arguments);
    char path[4096];
    cadre_claims_t *claims = NULL;
    cadre_text_t out = {0};
    if (text != NULL && strcmp(format, "table") != 0)
        return cadre_error_set(err, CADRE_ERROR_USAGE,
                               "--format %s is of all claims: leave out '%s'", format, text);
    if (strcmp(format, "schema") == 0) {
        cadre_document_claims_schema(&out);
        return cadre_output_text(&out, err);
    }
    int count = 1, status = cadre_claims_find(path, sizeof path, err);
    if (status == 0)
        status = cadre_claims_load(path, &claims, err);
    if (status != 0)
        return status;
    const cadre_claim_t *one = text != NULL ? cadre_claims_get(claims, text) : NULL;
    if (one == NULL && text != NULL && (text[0] == '\0' || is_id(text)))
        count = 0;
    else if (arguments->json)
        count = write_object(claims, one, text, &out);
    else if (strcmp(format, "markdown") == 0)
        write_markdown(claims, &out);
    else if (one != NULL)
        write_claim(claims, one, &out);
    else
        count = write_list(claims, text, &out);
    if (count > 0 || text == NULL) {
        status = cadre_output_text(&out, err);
    } else {
        status = unknown(claims, text, err);
        cadre_text_free(&out);
    }
    cadre_claims_free(claims);
    return status;
}
