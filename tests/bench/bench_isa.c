/* Says which instruction set is chosen, for tests/bench/run: bench_shares has a program for each.
 */
#include "engine/isa.h"

#include <stdio.h>

int main(void)
{
    cadre_error_t err = {0};
    const int code = cadre_isa_check(&err);
    if (code == CADRE_OK)
        puts(cadre_isa_name(cadre_isa_chosen()));
    else
        fprintf(stderr, "%s\n", err.message);
    return cadre_error_exit_status(code);
}
