/* Instruction sets. The model is compiled once for every x86-64 machine and again for newer ones
 * (CMakeLists.txt); the same sources give the same bytes in all of them, only sooner. */
#ifndef CADRE_ISA_H
#define CADRE_ISA_H

#include "base/error.h"
#include "model/world.h"

/* One week of a world: cadre_world_step as compiled for one of them. */
typedef int (*cadre_step_t)(cadre_world_t *world);

enum { CADRE_ISA_BASE, CADRE_ISA_V3, CADRE_ISA_V4, CADRE_ISA_COUNT };

/* "base", "v3" (AVX2) or "v4" (AVX-512), as CADRE_ISA names them. */
const char *cadre_isa_name(int isa);
/* The week for one of them; NULL where this build or this machine has it not. */
cadre_step_t cadre_isa_step(int isa);
/* The one that the environment variable CADRE_ISA forces, else the newest there is. */
int cadre_isa_chosen(void);
/* CADRE_ERROR_USAGE if CADRE_ISA names none, or one that is not there. */
int cadre_isa_check(cadre_error_t *err);

#endif
