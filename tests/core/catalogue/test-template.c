/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/catalogue/clt-template.h"

#include <string.h>

#include "core/catalogue/clt-sms-text.h"
#include "core/clients/clt-client.h"

#include "../clients/branch-fixture.h"

#define DAY 20261118

static CltDay
get_day (void)
{
  return clt_day_from_yyyymmdd (DAY);
}

static void
set (Branch *branch, gint64 id, const char *field, const char *text)
{
  g_autoptr (GError) error = NULL;

  clt_client_set_field (branch->conn, id, field, text, get_day (), &error);
  g_assert_no_error (error);
}

/* A client who has a value of every placeholder. */
static gint64
add_full_client (Branch *branch)
{
  gint64 id;

  branch_begin (branch);
  branch_run (branch,
              "INSERT INTO staff (id, number, name, role, phone, licence) VALUES"
              " (901, 'S1', '赵经理', 'specialist', '0510-82700001', ''),"
              " (902, 'S2', '钱顾问', 'adviser', '0510-82700002', 'T0012345')",
              "");
  branch_run (branch, "INSERT INTO setting (name, value) VALUES ('branch.name', '无锡营业部')", "");
  id = branch_add_client (branch, "欧阳建国", "80012345", 20240102);
  set (branch, id, "gender", "male");
  set (branch, id, "specialist", "S1");
  set (branch, id, "adviser", "S2");
  set (branch, id, "grade", "C3");
  branch_run (branch,
              "INSERT INTO tier_history (client_id, valid_from, tier, move, average, days)"
              " VALUES (?, ?, 3, 'first', 0, 1)",
              "ii", id, (gint64) get_day () - 40);
  branch_commit (branch);
  return id;
}

static void
assert_fills (Branch *branch, gint64 id, const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *filled = clt_template_fill (branch->conn, text, id, get_day (), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (filled, ==, expected);
}

static void
assert_refused (Branch *branch, gint64 id, const char *text, const char *named)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *filled = clt_template_fill (branch->conn, text, id, get_day (), &error);

  g_assert_null (filled);
  g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
  if (strstr (error->message, named) == NULL)
    g_error ("“%s” does not name %s", error->message, named);
}

static void
test_fill (Branch *branch, gconstpointer data)
{
  gint64 id = add_full_client (branch);

  assert_fills (branch, id, "", "");
  assert_fills (branch, id, "没有占位符", "没有占位符");
  assert_fills (branch, id, "尊敬的{称呼}：{姓名}，{日期}{星期}",
                "尊敬的欧阳先生：欧阳建国，2026年11月18日星期三");
  assert_fills (branch, id, "{客户经理} {客户经理电话}", "赵经理 0510-82700001");
  assert_fills (branch, id, "{投资顾问}（{投资顾问编号}）{投资顾问电话}",
                "钱顾问（T0012345）0510-82700002");
  assert_fills (branch, id, "{营业部} {层级} {风险等级} {账号尾号}", "无锡营业部 主要客户 C3 2345");
  assert_fills (branch, id, "{Name}{ salutation }{year}{month}", "欧阳建国欧阳先生2026年11月");
  assert_fills (branch, id, "{{姓名}} {{{姓名}}}", "{姓名} {欧阳建国}");
  /* what a value holds is no placeholder */
  branch_begin (branch);
  branch_run (branch, "UPDATE client SET name = '{称呼}' WHERE id = ?", "i", id);
  branch_commit (branch);
  assert_fills (branch, id, "{姓名}", "{称呼}");
}

static void
test_all_have_values (Branch *branch, gconstpointer data)
{
  gint64 id = add_full_client (branch);

  for (guint i = 0; clt_template_placeholders[i] != NULL; i++)
    {
      const char *name = clt_template_placeholders[i];
      g_autofree char *text = g_strdup_printf ("{%s}", name);
      g_autofree char *alias = g_strdup_printf ("{%s}", clt_template_get_alias (name));
      g_autoptr (GError) error = NULL;
      g_autofree char *filled = NULL;

      if (g_str_has_prefix (name, "活动")) /* nobody has invited him to anything */
        {
          assert_refused (branch, id, text, text);
          continue;
        }
      filled = clt_template_fill (branch->conn, text, id, get_day (), &error);
      g_assert_no_error (error);
      g_assert_cmpstr (filled, !=, "");
      assert_fills (branch, id, alias, filled);
      g_assert_true (clt_template_check (text, NULL) && clt_template_check (alias, NULL));
    }
}

static void
test_salutation (Branch *branch, gconstpointer data)
{
  static const struct
  {
    const char *name, *class_, *gender, *expected;
  } cases[] = {
    { "王芳", "natural", "female", "王女士" },
    { "司马光", "natural", "male", "司马先生" },
    { "东方", "natural", "male", "东先生" },
    { "李雷", "natural", "", "李雷" },
    { "无锡钢厂", "corporate", "", "无锡钢厂" },
    { "John Smith", "natural", "male", "John Smith先生" },
    { "买买提·艾力", "natural", "male", "买买提·艾力先生" },
  };
  gint64 id = add_full_client (branch);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      branch_begin (branch);
      branch_run (branch, "UPDATE client SET name = ?, class = ?, gender = ? WHERE id = ?", "ttti",
                  cases[i].name, cases[i].class_, cases[i].gender, id);
      branch_commit (branch);
      assert_fills (branch, id, "{称呼}", cases[i].expected);
    }
}

static void
test_refused (Branch *branch, gconstpointer data)
{
  gint64 id, bare;

  id = add_full_client (branch);
  branch_begin (branch);
  bare = branch_add_client (branch, "李雷", "80012346", 20240102);
  branch_run (branch, "DELETE FROM setting", "");
  branch_commit (branch);

  assert_refused (branch, id, "您好{客户}", "{客户}");
  assert_refused (branch, id, "{}", "{}");
  assert_refused (branch, id, "您好{称呼", "{称呼");
  assert_refused (branch, id, "您好}{称呼}", "}{称呼}");
  assert_refused (branch, id, "{称{呼}}", "{称{呼}}");
  assert_refused (branch, id, "{营业部}", "{营业部}");
  for (guint i = 0; clt_template_placeholders[i] != NULL; i++)
    {
      static const char *const missing[] = { "客户经理",     "客户经理电话", "投资顾问",
                                             "投资顾问电话", "投资顾问编号", "营业部",
                                             "层级",         "风险等级",     NULL };
      const char *name = clt_template_placeholders[i];
      g_autofree char *text = g_strdup_printf ("%s：{%s}", name, name);

      if (g_strv_contains (missing, name))
        {
          assert_refused (branch, bare, text, "李雷");
          assert_refused (branch, bare, text, name);
        }
    }
  g_assert_false (clt_template_check ("{客户}", NULL));
  g_assert_null (clt_template_get_alias ("客户"));
}

static char *
repeat (const char *text, int n)
{
  g_autoptr (GString) string = g_string_new (NULL);

  for (int i = 0; i < n; i++)
    g_string_append (string, text);
  return g_string_free (g_steal_pointer (&string), FALSE);
}

static void
test_sms_length (void)
{
  static const struct
  {
    int length, parts;
  } cases[] = { { 0, 0 },   { 1, 1 },   { 70, 1 },  { 71, 2 },  { 134, 2 },
                { 135, 3 }, { 201, 3 }, { 202, 4 }, { 670, 10 } };
  int characters;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = repeat (i % 2 == 0 ? "油" : "a", cases[i].length);

      g_assert_cmpint (clt_sms_count (text, 70, 67, &characters), ==, cases[i].parts);
      g_assert_cmpint (characters, ==, cases[i].length);
    }
  /* beyond the basic plane a sign takes two units */
  g_assert_cmpint (clt_sms_count ("🌕𠮷", 70, 67, &characters), ==, 1);
  g_assert_cmpint (characters, ==, 4);
}

static void
assert_composed (const char *text, const char *signature, const char *opt_out, const char *expected)
{
  g_autofree char *composed = clt_sms_compose (text, signature, opt_out);

  g_assert_cmpstr (composed, ==, expected);
}

static void
test_sms_signature (void)
{
  static const char *const good[] = { "您好", "【某期货】您好", "您好【某期货】", "您好\n再见",
                                      "1" };
  static const char *const bad[] = {
    "",       "  ",     "【】",     "！？",       "【某期货】您好【某期货】", "您【某】好",
    "您】好", "【您好", "】您好【", "您好\t再见", "【【某】】您好",
  };

  assert_composed (" 您好 ", "某期货", "拒收请回复R", "【某期货】您好拒收请回复R");
  assert_composed ("【某期货】您好，拒收请回复R", "某期货", "拒收请回复R",
                   "【某期货】您好，拒收请回复R");
  assert_composed ("您好", "", "", "您好");
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (clt_sms_check (good[i], NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      if (clt_sms_check (bad[i], &error))
        g_error ("“%s” was accepted", bad[i]);
      g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
    }
}

#define ADD(name, func)                                                                            \
  g_test_add ("/template/" name, Branch, NULL, branch_set_up, func, branch_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("fill", test_fill);
  ADD ("all-have-values", test_all_have_values);
  ADD ("salutation", test_salutation);
  ADD ("refused", test_refused);
  g_test_add_func ("/sms/length", test_sms_length);
  g_test_add_func ("/sms/signature", test_sms_signature);
  return g_test_run ();
}
