/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-mask.h"

#include <string.h>

static void
test_patterns (void)
{
  static const struct
  {
    CltMaskKind kind;
    const char *value, *masked;
  } cases[] = {
    { CLT_MASK_PHONE, "13812345678", "138****5678" },
    { CLT_MASK_PHONE, "138 1234 5678", "138 **** 5678" },
    { CLT_MASK_PHONE, "+86 13812345678", "+86 138****5678" },
    { CLT_MASK_PHONE, "008613812345678", "0086138****5678" },
    { CLT_MASK_PHONE, "0571-87654321", "0571-****4321" },
    { CLT_MASK_PHONE, "010-87654321", "010-****4321" },
    { CLT_MASK_PHONE, "+86 571 87654321", "+86 571 ****4321" },
    { CLT_MASK_PHONE, "87654321", "****4321" },
    { CLT_MASK_PHONE, "8765432", "****432" },
    { CLT_MASK_PHONE, "1", "*" },
    { CLT_MASK_PHONE, "张先生", "***" },
    { CLT_MASK_PHONE, "", "" },
    { CLT_MASK_ID, "11010519491231002X", "110***********002X" },
    { CLT_MASK_ID, "110105491231002", "110********1002" },
    { CLT_MASK_ID, "E12345678", "E*****678" },
    { CLT_MASK_ID, "1", "*" },
    { CLT_MASK_CARD, "6222021234567890123", "***************0123" },
    { CLT_MASK_CARD, "123", "**3" },
    { CLT_MASK_EMAIL, "zhang.wei@example.com", "z***@example.com" },
    { CLT_MASK_EMAIL, "z@example.com", "***@example.com" },
    { CLT_MASK_EMAIL, "张三@example.com", "张***@example.com" },
    { CLT_MASK_EMAIL, "nothing", "n***" },
    { CLT_MASK_ADDRESS, "浙江省杭州市西湖区文三路123号", "浙江省杭州市西湖区***" },
    { CLT_MASK_ADDRESS, "上海市浦东新区世纪大道8号", "上海市浦东新区***" },
    { CLT_MASK_ADDRESS, "内蒙古自治区呼伦贝尔市鄂温克族自治旗友谊街1号",
      "内蒙古自治区呼伦贝尔市鄂温克族自治旗***" },
    { CLT_MASK_ADDRESS, "江苏省苏州市昆山市人民路5号", "江苏省苏州市昆山市***" },
    { CLT_MASK_ADDRESS, "云南省大理白族自治州漾濞县苍山西镇1号", "云南省大理白族自治州漾濞县***" },
    { CLT_MASK_ADDRESS, "杭州市文三路阳光小区5幢", "杭州市***" },
    { CLT_MASK_ADDRESS, "文三路阳光小区5幢", "***" },
    { CLT_MASK_ADDRESS, "人民路12号工业区", "***" },
    { CLT_MASK_ADDRESS, "12 Long Street, Springfield", "***" },
    { CLT_MASK_NAME, "张三", "张*" },
    { CLT_MASK_NAME, "欧阳娜", "欧**" },
    { CLT_MASK_NAME, "张", "*" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *masked = clt_mask (cases[i].kind, cases[i].value);

      g_assert_cmpstr (masked, ==, cases[i].masked);
    }
}

static char *
random_value (GRand *random, const char *const *alphabet, guint n_alphabet, int max)
{
  GString *value = g_string_new (NULL);
  int n = g_rand_int_range (random, 0, max + 1);

  for (int i = 0; i < n; i++)
    g_string_append (value, alphabet[g_rand_int_range (random, 0, (gint32) n_alphabet)]);
  return g_string_free (value, FALSE);
}

/* What the rules leave open at the head of a phone: country and area code, network segment. */
static glong
open_digits (const char *digits, gboolean plus)
{
  if (plus || g_str_has_prefix (digits, "00"))
    return 8;
  if (digits[0] == '0')
    return 4;
  return digits[0] == '1' && strlen (digits) == 11 ? 3 : 0;
}

static char *
digits_of (const char *text)
{
  GString *digits = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      g_string_append_c (digits, *p);
  return g_string_free (digits, FALSE);
}

/* The part of a value that the rules keep secret; of a masked one what is left of it. */
static glong
count_secret (CltMaskKind kind, const char *text)
{
  g_autofree char *secret = NULL;
  glong n = 0;

  if (kind == CLT_MASK_PHONE)
    secret = digits_of (text);
  else if (kind == CLT_MASK_EMAIL && strrchr (text, '@') != NULL)
    secret = g_strndup (text, strrchr (text, '@') - text);
  else
    secret = g_strdup (text);
  for (const char *p = secret; *p != '\0'; p = g_utf8_next_char (p))
    n += *p != '*';
  return n;
}

/* Whatever comes in, at most half of its secret characters come out. */
static void
test_never_more_than_half (void)
{
  static const char *const alphabet[] = { "0", "1", "2", "3", "5", "8", "9",  "-",  " ", "+",
                                          "(", ")", "X", "a", "Z", "@", "张", "号", "é", "\xff" };
  static const CltMaskKind kinds[] = { CLT_MASK_PHONE, CLT_MASK_ID, CLT_MASK_CARD, CLT_MASK_EMAIL,
                                       CLT_MASK_NAME };
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int i = 0; i < 100000; i++)
    {
      CltMaskKind kind = kinds[g_rand_int_range (random, 0, G_N_ELEMENTS (kinds))];
      g_autofree char *value = random_value (random, alphabet, G_N_ELEMENTS (alphabet), 20);
      g_autofree char *valid = g_utf8_make_valid (value, -1);
      g_autofree char *masked = clt_mask (kind, value);
      g_autofree char *digits = digits_of (valid);
      glong secret = count_secret (kind, valid);
      glong open = kind == CLT_MASK_PHONE ? open_digits (digits, valid[0] == '+') : 0;

      open = MIN (open, secret);
      g_assert_true (g_utf8_validate (masked, -1, NULL));
      g_assert_cmpint (count_secret (kind, masked), <=, open + (secret - open) / 2);
    }
}

/* Mobiles and identity cards: exactly the pattern, for every number. */
static void
test_mobile_and_card (void)
{
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int i = 0; i < 20000; i++)
    {
      g_autofree char *mobile = g_strdup_printf ("1%d%09d", g_rand_int_range (random, 3, 10),
                                                 g_rand_int_range (random, 0, 1000000000));
      g_autofree char *card =
        g_strdup_printf ("%06d19%06d%04d", g_rand_int_range (random, 110000, 659999),
                         g_rand_int_range (random, 0, 999999), g_rand_int_range (random, 0, 10000));
      g_autofree char *mobile_masked = clt_mask (CLT_MASK_PHONE, mobile);
      g_autofree char *card_masked = clt_mask (CLT_MASK_ID, card);
      g_autofree char *mobile_expected = g_strdup_printf ("%.3s****%s", mobile, mobile + 7);
      g_autofree char *card_expected = g_strdup_printf ("%.3s***********%s", card, card + 14);

      g_assert_cmpstr (mobile_masked, ==, mobile_expected);
      g_assert_cmpstr (card_masked, ==, card_expected);
    }
}

/* What follows the district never shows. */
static void
test_address_tail (void)
{
  static const char *const starts[] = { "浙江省杭州市西湖区", "北京市朝阳区",
                                        "广西壮族自治区南宁市青秀区", "" };
  static const char *const parts[] = { "文三路", "人民街", "8",    "12",   "号", "幢",   "小区",
                                       "阳光",   "单元",   "新村", "大厦", "室", "社区", "县前" };
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int i = 0; i < 50000; i++)
    {
      const char *start = starts[g_rand_int_range (random, 0, G_N_ELEMENTS (starts))];
      g_autofree char *tail = random_value (random, parts, G_N_ELEMENTS (parts), 6);
      g_autofree char *value = g_strdup_printf ("%s文三路%s", start, tail);
      g_autofree char *masked = clt_mask (CLT_MASK_ADDRESS, value);
      g_autofree char *expected = g_strconcat (start, "***", NULL);

      g_assert_cmpstr (masked, ==, expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mask/patterns", test_patterns);
  g_test_add_func ("/mask/never-more-than-half", test_never_more_than_half);
  g_test_add_func ("/mask/mobile-and-card", test_mobile_and_card);
  g_test_add_func ("/mask/address-tail", test_address_tail);
  return g_test_run ();
}
