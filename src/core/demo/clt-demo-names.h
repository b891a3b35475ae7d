/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Invented people. Names are drawn from lists of characters; phone numbers start with 15400,
 * which no operator has; identity numbers have the region 000000; all mail goes to example.com. */

#include "core/base/clt-date.h"
#include "core/base/clt-random.h"

G_BEGIN_DECLS

/* (transfer full) each */
char *clt_demo_name_person (CltRandom *random, gboolean female);
char *clt_demo_name_firm (CltRandom *random);
char *clt_demo_name_fund (CltRandom *random);
char *clt_demo_phone (CltRandom *random);
char *clt_demo_address (CltRandom *random);
/* Of 18 characters with the right check character (GB 11643). */
char *clt_demo_id_number (CltRandom *random, CltDay born, gboolean female);
/* Of 18 characters, obviously invented: region 000000. */
char *clt_demo_firm_number (CltRandom *random);

G_END_DECLS
