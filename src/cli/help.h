/* Help and version, from the tables of arguments.h. */
#ifndef CADRE_HELP_H
#define CADRE_HELP_H

#include "base/text.h"
#include "cli/arguments.h"

/* Help of the program, or of one command, in lines of at most `width` columns. */
void cadre_help_program(cadre_text_t *out, int width);
void cadre_help_command(cadre_text_t *out, const cadre_command_t *command, int width);
/* `cadre --version`. */
int cadre_version_show(const cadre_arguments_t *arguments, cadre_error_t *err);

#endif
