/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/funds/clt-product.h"

#include <string.h>

#include "core/base/clt-i18n.h"

static const struct
{
  const char *exchange;
  const char *products; /* upper case, each followed by a space */
  CltSector sector;
} groups[] = {
  { "SHFE", "CU AL ZN PB NI SN AO AD ", CLT_SECTOR_NON_FERROUS },
  { "SHFE", "AU AG ", CLT_SECTOR_PRECIOUS },
  { "SHFE", "RB WR HC SS ", CLT_SECTOR_FERROUS },
  { "SHFE", "FU BU RU BR SP OP ", CLT_SECTOR_CHEMICALS },
  { "INE", "SC LU ", CLT_SECTOR_ENERGY },
  { "INE", "BC ", CLT_SECTOR_NON_FERROUS },
  { "INE", "NR ", CLT_SECTOR_CHEMICALS },
  { "INE", "EC ", CLT_SECTOR_SHIPPING },
  { "DCE", "A B M Y P C CS JD LH RR ", CLT_SECTOR_FARM },
  { "DCE", "LG FB BB ", CLT_SECTOR_TIMBER },
  { "DCE", "L V PP EG EB BZ PG ", CLT_SECTOR_CHEMICALS },
  { "DCE", "I J JM ", CLT_SECTOR_FERROUS },
  { "CZCE", "WH PM RI JR LR CF CY SR OI RS RM AP CJ PK ", CLT_SECTOR_FARM },
  { "CZCE", "TA MA PX PL PF PR FG SA SH UR ", CLT_SECTOR_CHEMICALS },
  { "CZCE", "SF SM ZC ", CLT_SECTOR_FERROUS },
  { "CFFEX", "IF IH IC IM IO HO MO ", CLT_SECTOR_INDEX },
  { "CFFEX", "TS TF T TL ", CLT_SECTOR_BONDS },
  { "GFEX", "SI PS LC ", CLT_SECTOR_NEW_ENERGY },
  { "GFEX", "PT PD ", CLT_SECTOR_PRECIOUS },
};

static const char *const labels[CLT_N_SECTORS] = {
  [CLT_SECTOR_OTHER] = N_ ("Other products"),
  [CLT_SECTOR_NON_FERROUS] = N_ ("Non-ferrous metals"),
  [CLT_SECTOR_PRECIOUS] = N_ ("Precious metals"),
  [CLT_SECTOR_FERROUS] = N_ ("Ferrous metals"),
  [CLT_SECTOR_ENERGY] = N_ ("Energy"),
  [CLT_SECTOR_CHEMICALS] = N_ ("Chemicals"),
  [CLT_SECTOR_FARM] = N_ ("Farm products"),
  [CLT_SECTOR_TIMBER] = N_ ("Timber"),
  [CLT_SECTOR_SHIPPING] = N_ ("Shipping"),
  [CLT_SECTOR_INDEX] = N_ ("Stock indices"),
  [CLT_SECTOR_BONDS] = N_ ("Government bonds"),
  [CLT_SECTOR_NEW_ENERGY] = N_ ("New energy"),
};

CltSector
clt_sector_of (const char *exchange, const char *contract)
{
  char product[8];
  gsize n = 0;

  while (g_ascii_isalpha (contract[n]) && n + 2 < sizeof product)
    {
      product[n] = g_ascii_toupper (contract[n]);
      n++;
    }
  product[n] = ' ';
  product[n + 1] = '\0';

  for (guint i = 0; n > 0 && i < G_N_ELEMENTS (groups); i++)
    {
      const char *found;

      if (!g_str_equal (groups[i].exchange, exchange))
        continue;
      found = strstr (groups[i].products, product);
      if (found != NULL && (found == groups[i].products || found[-1] == ' '))
        return groups[i].sector;
    }
  return CLT_SECTOR_OTHER;
}

const char *
clt_sector_get_label (CltSector sector)
{
  return g_dgettext (GETTEXT_PACKAGE, labels[sector]);
}
