/* What is made from the lists for people and editors: tables, markdown, CSV, JSON Schema. Each
 * function appends to `out` and leaves checking `out->failed` to the caller. */
#ifndef CADRE_DOCUMENTS_H
#define CADRE_DOCUMENTS_H

#include "base/text.h"

/* Parameters: an aligned table for a terminal of `width` columns (only those whose key contains
 * `filter`, NULL: all); one parameter in full; markdown and CSV of all. */
void cadre_document_parameters_table(cadre_text_t *out, const char *filter, int width);
void cadre_document_parameter(cadre_text_t *out, int index);
void cadre_document_parameters_markdown(cadre_text_t *out);
void cadre_document_parameters_csv(cadre_text_t *out);
/* All parameters as a JSON array of objects. */
void cadre_document_parameters_json(cadre_text_t *out);
/* JSON Schema, draft-07, of scenario files (configs/scenario.schema.json). */
void cadre_document_scenario_schema(cadre_text_t *out);
/* The same of design files (configs/design.schema.json). */
void cadre_document_design_schema(cadre_text_t *text);
/* The same of the claims file (configs/claims.schema.json). */
void cadre_document_claims_schema(cadre_text_t *out);
/* Markdown tables of measures, events, mechanisms, the ledger, purposes of randomness. */
void cadre_document_measures_markdown(cadre_text_t *out);
void cadre_document_events_markdown(cadre_text_t *out);
void cadre_document_mechanisms_markdown(cadre_text_t *out);

#endif
