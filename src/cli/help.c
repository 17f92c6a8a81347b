#include "cli/help.h"

#include "base/build.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "cli/writing.h"
#include "model/version.h"

#include <string.h>

/* A term and, from column `at`, its meaning. */
static void write_entry(cadre_text_t *out, const char *term, const char *meaning, int at, int width)
{
    cadre_text_add(out, "  ");
    cadre_text_add(out, term);
    int column = 2 + cadre_columns(term);
    if (column + 2 > at) {
        cadre_text_add(out, "\n");
        column = 0;
    }
    cadre_write_repeated(out, " ", at - column);
    cadre_write_wrapped(out, meaning, at, at, width);
}

static void write_option(cadre_text_t *out, const cadre_option_info_t *option,
                         const cadre_command_t *command, int at, int width)
{
    cadre_text_t term = {0};
    if (option->letter != 0)
        cadre_text_addf(&term, "-%c, ", option->letter);
    cadre_text_addf(&term, "--%s", option->name);
    if (option->value != NULL)
        cadre_text_addf(&term, " %s", option->value);
    cadre_text_t meaning = {0};
    cadre_text_add(&meaning, option->meaning);
    if (option == cadre_option_info(CADRE_OPTION_FORMAT)) {
        for (int i = 0; command->formats[i] != NULL; i++)
            cadre_text_addf(&meaning, "%s%s%s", i > 0 ? ", " : ": ", command->formats[i],
                            i == 0 ? " (default)" : "");
    }
    out->failed |= term.failed || meaning.failed;
    if (!out->failed)
        write_entry(out, term.data, meaning.data, at, width);
    cadre_text_free(&term);
    cadre_text_free(&meaning);
}

/* Where meanings begin: on a narrow terminal below the terms rather than beside them. */
static int meaning_column(int width, int usual)
{
    return width >= 64 ? usual : 6;
}

/* Each line of `text` as a paragraph. */
static void write_paragraphs(cadre_text_t *out, const char *text, int width)
{
    while (*text != '\0') {
        const size_t length = strcspn(text, "\n");
        cadre_text_t paragraph = {0};
        cadre_text_add_n(&paragraph, text, length);
        cadre_text_add(out, "\n");
        if (paragraph.failed)
            out->failed = true;
        else
            cadre_write_wrapped(out, paragraph.data, 0, 0, width);
        cadre_text_free(&paragraph);
        text += length + (text[length] == '\n');
    }
}

/* Each line of `text`, indented; commands are not wrapped, one copies them. */
static void write_examples(cadre_text_t *out, const char *text)
{
    cadre_text_add(out, "\nExamples\n");
    while (*text != '\0') {
        const size_t length = strcspn(text, "\n");
        cadre_text_add(out, "  ");
        cadre_text_add_n(out, text, length);
        cadre_text_add(out, "\n");
        text += length + (text[length] == '\n');
    }
}

void cadre_help_program(cadre_text_t *out, int width)
{
    cadre_write_wrapped(out,
                        "Cadre " CADRE_VERSION ": simulates a cadre organization, "
                        "member by member, week by week.",
                        0, 0, width);
    cadre_text_add(out, "\nUsage: cadre COMMAND [options] [arguments]\n\nCommands\n");
    const int at = meaning_column(width, 22);
    for (int i = 0; i < cadre_command_count(); i++) {
        const cadre_command_t *command = cadre_command_at(i);
        char term[64] = "";
        strcat(strcat(strcat(term, command->name), " "), command->operands);
        const bool shared = command->pair != NULL;
        write_entry(out, shared ? command->pair : term,
                    shared ? command->pair_summary : command->summary, at, width);
        i += shared;
    }
    cadre_text_add(out, "\nExample: "
                        "cadre run iso-1977-2019\n");
    cadre_write_wrapped(out,
                        "Results go to stdout or a folder, messages to stderr. "
                        "Every command has --help, -q, --json, --threads, --seed, --set, -o; "
                        "'cadre --version' prints the version.",
                        0, 0, width);
}

void cadre_help_command(cadre_text_t *out, const cadre_command_t *command, int width)
{
    cadre_text_addf(out, "Usage: cadre %s%s%s [options]\n\n", command->name,
                    command->operands[0] != '\0' ? " " : "", command->operands);
    cadre_text_addf(out, "cadre %s: ", command->name);
    cadre_write_wrapped(out, command->summary, 8 + cadre_columns(command->name), 0, width);
    write_paragraphs(out, command->details, width);
    const int at = meaning_column(width, 22);
    if (command->options != 0) {
        cadre_text_add(out, "\nOptions\n");
        for (int i = CADRE_OPTION_COMMON_; i < CADRE_OPTION_COUNT; i++)
            if ((command->options >> i) & 1u)
                write_option(out, cadre_option_info((cadre_option_t)i), command, at, width);
    }
    cadre_text_add(out, "\nOptions of every command\n");
    for (int i = 0; i < CADRE_OPTION_COMMON_; i++)
        write_option(out, cadre_option_info((cadre_option_t)i), command, at, width);
    write_examples(out, command->examples);
}

int cadre_command_help(const cadre_arguments_t *arguments, cadre_error_t *err)
{
    cadre_text_t out = {0};
    const int width = cadre_terminal_look(1).width;
    if (arguments->operand_count == 0) {
        cadre_help_program(&out, width);
    } else {
        const cadre_command_t *command = cadre_command_find(arguments->operands[0], err);
        if (command == NULL)
            return CADRE_ERROR_USAGE;
        cadre_help_command(&out, command, width);
    }
    return cadre_output_text(&out, err);
}

int cadre_version_show(const cadre_arguments_t *arguments, cadre_error_t *err)
{
    cadre_text_t out = {0};
    if (arguments->json) {
        cadre_json_writer_t object = {.out = &out};
        cadre_answer_begin(&object, "version", "ok");
        cadre_answer_result(&object);
        cadre_json_write_open(&object, "result", '{');
        cadre_json_write_string(&object, "version", CADRE_VERSION);
        cadre_json_write_string(&object, "model_version", CADRE_MODEL_VERSION);
        cadre_json_write_string(&object, "compiler", CADRE_COMPILER);
        cadre_json_write_string(&object, "flags", CADRE_COMPILE_FLAGS);
        cadre_json_write_close(&object, '}');
        cadre_answer_end(&object);
    } else {
        cadre_text_add(&out, "cadre " CADRE_VERSION " (model " CADRE_MODEL_VERSION ")\n");
    }
    return cadre_output_text(&out, err);
}
