/* Version of the model: raised whenever the same scenario and seed give other numbers. */
#ifndef CADRE_MODEL_VERSION_H
#define CADRE_MODEL_VERSION_H

#define CADRE_MODEL_VERSION "4"

#endif
