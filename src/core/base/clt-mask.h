/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CLT_MASK_PHONE,   /* 138****5678 */
  CLT_MASK_ID,      /* 110***********123X: first 3, last 4 */
  CLT_MASK_CARD,    /* last 4 */
  CLT_MASK_EMAIL,   /* first character, ***@domain */
  CLT_MASK_ADDRESS, /* to the district */
  CLT_MASK_NAME,    /* 张* (only in what leaves the branch) */
} CltMaskKind;

/* clt_mask:
 *
 * The one function that masks (domain rules 5.3). Never returns more than half of the secret
 * characters, whatever the input. Returns: (transfer full): "" for "". */
char *clt_mask (CltMaskKind kind, const char *value);

G_END_DECLS
