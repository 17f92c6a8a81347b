/* What the machine has left. */
#ifndef CADRE_MACHINE_H
#define CADRE_MACHINE_H

/* Bytes of memory a program may still take: what the kernel calls available, or what the control
 * groups it is in leave if that is less; 0 when nothing of this can be found out. */
double cadre_machine_memory(void);

#endif
