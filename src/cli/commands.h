/* What each command does: one file per command. Each returns 0 or a CADRE_ERROR_… in `err`. */
#ifndef CADRE_COMMANDS_H
#define CADRE_COMMANDS_H

#include "cli/arguments.h"

int cadre_command_run(const cadre_arguments_t *arguments, cadre_error_t *err);
int cadre_command_compare(const cadre_arguments_t *arguments, cadre_error_t *err);
int cadre_command_score(const cadre_arguments_t *arguments, cadre_error_t *err);
int cadre_command_ablate(const cadre_arguments_t *arguments, cadre_error_t *err);
int cadre_command_analyze(const cadre_arguments_t *arguments, cadre_error_t *err);
int cadre_command_sweep(const cadre_arguments_t *arguments, cadre_error_t *err);
int cadre_command_sensitivity(const cadre_arguments_t *arguments, cadre_error_t *err);
int cadre_command_merge(const cadre_arguments_t *arguments, cadre_error_t *err);
int cadre_command_calibrate(const cadre_arguments_t *arguments, cadre_error_t *err);
int cadre_command_status(const cadre_arguments_t *arguments, cadre_error_t *err);
int cadre_command_design(const cadre_arguments_t *arguments, cadre_error_t *err);
int cadre_command_report(const cadre_arguments_t *arguments, cadre_error_t *err);
int cadre_command_seminar(const cadre_arguments_t *arguments, cadre_error_t *err);
int cadre_command_list(const cadre_arguments_t *arguments, cadre_error_t *err);
int cadre_command_explain(const cadre_arguments_t *arguments, cadre_error_t *err);
int cadre_command_check(const cadre_arguments_t *arguments, cadre_error_t *err);
int cadre_command_params(const cadre_arguments_t *arguments, cadre_error_t *err);
int cadre_command_claims(const cadre_arguments_t *arguments, cadre_error_t *err);
int cadre_command_measures(const cadre_arguments_t *arguments, cadre_error_t *err);
int cadre_command_help(const cadre_arguments_t *arguments, cadre_error_t *err);

#endif
