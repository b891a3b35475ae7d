/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One line of a roll: who it is and how he is marked. */

#include <gtk/gtk.h>

#include "core/training/clt-roll.h"

G_BEGIN_DECLS

#define CLT_TYPE_ROLL_PERSON (clt_roll_person_get_type ())
G_DECLARE_FINAL_TYPE (CltRollPerson, clt_roll_person, CLT, ROLL_PERSON, GtkFlowBoxChild)

/* @number: in the list, from 1. */
GtkWidget *clt_roll_person_new (const CltRollRow *row, guint number);
gint64 clt_roll_person_get_client (CltRollPerson *self);
const char *clt_roll_person_get_name (CltRollPerson *self);
char clt_roll_person_get_mark (CltRollPerson *self);
void clt_roll_person_set_mark (CltRollPerson *self, char mark);
/* By the name, the beginning of the pinyin initials, or the account. @words: case folded. */
gboolean clt_roll_person_matches (CltRollPerson *self, const char *words);

G_END_DECLS
