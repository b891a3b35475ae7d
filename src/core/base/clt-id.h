/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/clt-date.h"

G_BEGIN_DECLS

/* Forms of identity numbers and phones. Pure functions, any thread. */

typedef enum
{
  CLT_ID_OK,
  CLT_ID_BAD_FORM,  /* not 18 characters (or 15 of the first generation) of the right kind */
  CLT_ID_BAD_DATE,  /* no such date of birth, or one in the future */
  CLT_ID_BAD_CHECK, /* the check character does not fit */
} CltIdCheck;

/* clt_id_card_check:
 * @birth: (out) (optional): date of birth, when the answer is CLT_ID_OK
 * @female: (out) (optional)
 *
 * A resident identity card number: GB 11643, check character by ISO 7064 MOD 11-2. Numbers of the
 * first generation (15 digits, no check character) pass by form and date. */
CltIdCheck clt_id_card_check (const char *number, CltDay *birth, gboolean *female);

typedef enum
{
  CLT_PHONE_BAD,
  CLT_PHONE_MOBILE,   /* mainland: 1[3-9] and nine digits, with or without +86 */
  CLT_PHONE_LANDLINE, /* [0 and area code] 7 or 8 digits [extension] */
  CLT_PHONE_SERVICE,  /* 400 and 800 numbers */
  CLT_PHONE_FOREIGN,  /* +, another country code, 7 to 15 digits in all */
} CltPhoneForm;

/* Blanks, dashes, brackets and dots between the digits do not matter. */
CltPhoneForm clt_phone_get_form (const char *text);
/* The digits alone, without the country code 86. (transfer full) */
char *clt_phone_digits (const char *text);

G_END_DECLS
