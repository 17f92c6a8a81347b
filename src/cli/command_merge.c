#include "cli/commands.h"

#include "cli/merging.h"
#include "cli/signals.h"

int cadre_command_merge(const cadre_arguments_t *arguments, cadre_error_t *err)
{
    const char *directory = arguments->output;
    if (directory == NULL && arguments->operand_count > 1) {
        cadre_error_set(err, CADRE_ERROR_USAGE,
                        "several folders are merged into another one: name it with -o DIR");
        return CADRE_ERROR_USAGE;
    }
    if (directory == NULL)
        directory = arguments->operands[0];
    const cadre_held_signals_t held = cadre_signals_hold(true);
    const int status = cadre_merge_and_answer(arguments, "merge", arguments->operands,
                                              arguments->operand_count, directory, err);
    cadre_signals_release(held);
    return status;
}
