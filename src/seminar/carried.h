/* The WebAssembly module that this program was built with. Internal to seminar/. */
#ifndef CADRE_CARRIED_H
#define CADRE_CARRIED_H

#include <stddef.h>

/* Its bytes; NULL where clang for wasm32 was missing when the program was built. */
const unsigned char *cadre_carried_module(size_t *size);

#endif
