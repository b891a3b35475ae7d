/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Sectors of the products of the six exchanges (domain rules 1.3; the grouping is our choice). */
typedef enum
{
  CLT_SECTOR_OTHER,
  CLT_SECTOR_NON_FERROUS,
  CLT_SECTOR_PRECIOUS,
  CLT_SECTOR_FERROUS,
  CLT_SECTOR_ENERGY,
  CLT_SECTOR_CHEMICALS,
  CLT_SECTOR_FARM,
  CLT_SECTOR_TIMBER,
  CLT_SECTOR_SHIPPING,
  CLT_SECTOR_INDEX,
  CLT_SECTOR_BONDS,
  CLT_SECTOR_NEW_ENERGY,
} CltSector;

#define CLT_N_SECTORS 12

/* @exchange: SHFE … GFEX; @contract: "rb2701", "AP111", "i2607-P-750", "SR701C5800". An option
 * belongs to the sector of what it is written on. */
CltSector clt_sector_of (const char *exchange, const char *contract);
/* Translated. */
const char *clt_sector_get_label (CltSector sector);

G_END_DECLS
