/* The program: reads the command line, obeys, says what went wrong, ends as scripts expect. */
#include "cli/arguments.h"
#include "cli/commands.h"
#include "cli/help.h"
#include "cli/output.h"
#include "cli/signals.h"
#include "cli/terminal.h"
#include "engine/isa.h"

#include <stdio.h>

/* Without a command the help is an answer to an error: it goes to standard error. */
static int ask_for_command(cadre_error_t *err)
{
    cadre_text_t out = {0};
    cadre_help_program(&out, cadre_terminal_look(2).width);
    if (!out.failed)
        fprintf(stderr, "%s\n", out.data);
    cadre_text_free(&out);
    return cadre_error_set(err, CADRE_ERROR_USAGE, "no command was given");
}

static int show_help(const cadre_arguments_t *arguments, cadre_error_t *err)
{
    cadre_text_t out = {0};
    const int width = cadre_terminal_look(1).width;
    if (arguments->command != NULL)
        cadre_help_command(&out, arguments->command, width);
    else
        cadre_help_program(&out, width);
    return cadre_output_text(&out, err);
}

static int obey(const cadre_arguments_t *arguments, cadre_error_t *err)
{
    if (arguments->version)
        return cadre_version_show(arguments, err);
    if (arguments->help)
        return show_help(arguments, err);
    if (arguments->command == NULL)
        return ask_for_command(err);
    return arguments->command->obey(arguments, err);
}

int main(int argc, char **argv)
{
    cadre_error_t err = {0};
    cadre_arguments_t arguments;
    cadre_output_prepare();
    int status = cadre_arguments_parse(argc, argv, &arguments, &err);
    if (status == 0)
        status = cadre_isa_check(&err);
    if (status == 0)
        status = obey(&arguments, &err);
    if (status != 0)
        cadre_error_print(&err, arguments.json);
    cadre_arguments_free(&arguments);
    if (status == CADRE_ERROR_INTERRUPTED)
        cadre_signals_obey();
    return cadre_error_exit_status(status);
}
