#include "seminar/carried.h"

#ifdef CADRE_SEMINAR_MODULE
#include "seminar/module_bytes.h" /* made by src/web/module.cmake */

const unsigned char *cadre_carried_module(size_t *size)
{
    *size = sizeof cadre_module;
    return cadre_module;
}
#else
const unsigned char *cadre_carried_module(size_t *size)
{
    *size = 0;
    return NULL;
}
#endif
