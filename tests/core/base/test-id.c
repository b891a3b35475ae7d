/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-id.h"

static void
test_known_cards (void)
{
  CltDay birth = CLT_DAY_NONE;
  gboolean female = FALSE;

  /* the example of the standard itself */
  g_assert_cmpint (clt_id_card_check ("11010519491231002X", &birth, &female), ==, CLT_ID_OK);
  g_assert_cmpint (clt_day_to_yyyymmdd (birth), ==, 19491231);
  g_assert_true (female);
  g_assert_cmpint (clt_id_card_check ("11010519491231002x", NULL, NULL), ==, CLT_ID_OK);
  g_assert_cmpint (clt_id_card_check ("440524188001010014", NULL, NULL), ==, CLT_ID_OK);
  g_assert_cmpint (clt_id_card_check ("110105491231002", &birth, NULL), ==, CLT_ID_OK);
  g_assert_cmpint (clt_day_to_yyyymmdd (birth), ==, 19491231);

  g_assert_cmpint (clt_id_card_check ("110105194912310021", NULL, NULL), ==, CLT_ID_BAD_CHECK);
  g_assert_cmpint (clt_id_card_check ("11010519490231002X", NULL, NULL), ==, CLT_ID_BAD_DATE);
  g_assert_cmpint (clt_id_card_check ("11010529990101002X", NULL, NULL), ==, CLT_ID_BAD_DATE);
  g_assert_cmpint (clt_id_card_check ("1101051949123100", NULL, NULL), ==, CLT_ID_BAD_FORM);
  g_assert_cmpint (clt_id_card_check ("1101051949123100 X", NULL, NULL), ==, CLT_ID_BAD_FORM);
  g_assert_cmpint (clt_id_card_check ("X1010519491231002X", NULL, NULL), ==, CLT_ID_BAD_FORM);
  g_assert_cmpint (clt_id_card_check ("", NULL, NULL), ==, CLT_ID_BAD_FORM);
}

/* One wrong digit or two neighbours exchanged: always noticed (what the check digit is for). */
static void
test_every_slip_is_noticed (void)
{
  const char *good = "11010519491231002X";

  for (int i = 0; i < 17; i++)
    for (char c = '0'; c <= '9'; c++)
      {
        g_autofree char *slip = g_strdup (good);

        slip[i] = c;
        if (!g_str_equal (slip, good))
          g_assert_cmpint (clt_id_card_check (slip, NULL, NULL), !=, CLT_ID_OK);
      }
  for (int i = 0; i < 16; i++)
    {
      g_autofree char *slip = g_strdup (good);

      slip[i] = good[i + 1];
      slip[i + 1] = good[i];
      if (!g_str_equal (slip, good))
        g_assert_cmpint (clt_id_card_check (slip, NULL, NULL), !=, CLT_ID_OK);
    }
}

static void
test_phones (void)
{
  static const struct
  {
    const char *text;
    CltPhoneForm form;
    const char *digits;
  } cases[] = {
    { "13812345678", CLT_PHONE_MOBILE, "13812345678" },
    { "+86 138-1234-5678", CLT_PHONE_MOBILE, "13812345678" },
    { "008613812345678", CLT_PHONE_MOBILE, "13812345678" },
    { "19912345678", CLT_PHONE_MOBILE, "19912345678" },
    { "12812345678", CLT_PHONE_BAD, "12812345678" },
    { "1381234567", CLT_PHONE_BAD, "1381234567" },
    { "0571-87654321", CLT_PHONE_LANDLINE, "057187654321" },
    { "(010) 87654321", CLT_PHONE_LANDLINE, "01087654321" },
    { "0571-87654321转8001", CLT_PHONE_LANDLINE, "0571876543218001" },
    { "87654321", CLT_PHONE_LANDLINE, "87654321" },
    { "0571-1234567", CLT_PHONE_BAD, "05711234567" },
    { "400-888-8888", CLT_PHONE_SERVICE, "4008888888" },
    { "+1 212 555 0100", CLT_PHONE_FOREIGN, "12125550100" },
    { "+0 212 555 0100", CLT_PHONE_BAD, "02125550100" },
    { "张三", CLT_PHONE_BAD, "" },
    { "", CLT_PHONE_BAD, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *digits = clt_phone_digits (cases[i].text);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (clt_phone_get_form (cases[i].text), ==, cases[i].form);
      g_assert_cmpstr (digits, ==, cases[i].digits);
    }
}

int
main (int argc, char **argv)
{
  g_setenv ("CLT_NOW", "1795000000", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/id/known-cards", test_known_cards);
  g_test_add_func ("/id/every-slip-is-noticed", test_every_slip_is_noticed);
  g_test_add_func ("/id/phones", test_phones);
  return g_test_run ();
}
