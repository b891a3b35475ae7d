/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/delivery/clt-mail-mime.h"

#include <gmime/gmime.h>
#include <string.h>

#include "core/base/clt-i18n.h"

/* GMime brings none of these. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeContentType, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeDataWrapper, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeMessage, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeMultipart, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeObject, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeStream, g_object_unref)

/* Of UTF-8 in an encoded word: 56 characters of base64 and 12 around them, so that the first line
 * has room for the header's name. */
#define ENCODED_BYTES 42

static void
init_gmime (void)
{
  static gsize done;

  if (g_once_init_enter (&done))
    {
      g_mime_init ();
      g_once_init_leave (&done, 1);
    }
}

/* The one-click form is for mail programs that ask the web (RFC 8058). */
static void
set_unsubscribe (GMimeObject *mail, const CltMailServer *server, const CltOutgoing *outgoing)
{
  g_autofree char *value = NULL;

  if (*server->unsubscribe == '\0')
    return;
  if (g_str_has_prefix (server->unsubscribe, "https://"))
    {
      value = g_strdup_printf ("<%s>", server->unsubscribe);
      g_mime_object_set_header (mail, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click", NULL);
    }
  else
    value = g_strdup_printf ("<mailto:%s?subject=unsubscribe%%20%" G_GINT64_FORMAT ">",
                             server->unsubscribe, outgoing->id);
  g_mime_object_set_header (mail, "List-Unsubscribe", value, NULL);
}

/* RFC 2047: words of at most 75 characters, whole characters in each. GMime makes one word of a
 * sentence without blanks, as Chinese ones are, which strict servers refuse. */
static char *
encode_words (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0';)
    {
      const char *end = p;
      g_autofree char *base64 = NULL;

      while (*end != '\0' && g_utf8_next_char (end) - p <= ENCODED_BYTES)
        end = g_utf8_next_char (end);
      base64 = g_base64_encode ((const guchar *) p, (gsize) (end - p));
      g_string_append_printf (out, "%s=?UTF-8?B?%s?=", out->len > 0 ? "\n " : "", base64);
      p = end;
    }
  return g_string_free (out, FALSE);
}

/* What needs no encoding is left to GMime, which folds it between words. */
static void
set_subject (GMimeMessage *mail, const char *subject)
{
  g_autofree char *words = NULL;
  g_autofree char *raw = NULL;

  g_mime_message_set_subject (mail, subject, "UTF-8");
  if (g_str_is_ascii (subject))
    return;
  words = encode_words (subject);
  raw = g_strconcat (" ", words, "\n", NULL);
  g_mime_header_set_raw_value (g_mime_header_list_get_header (g_mime_object_get_header_list (
                                                                GMIME_OBJECT (mail)),
                                                              "Subject"),
                               raw);
}

static void
set_from (GMimeMessage *mail, const CltMailServer *server)
{
  g_autofree char *words = NULL;
  g_autofree char *raw = NULL;

  g_mime_message_add_mailbox (mail, GMIME_ADDRESS_TYPE_FROM,
                              *server->from_name != '\0' ? server->from_name : NULL, server->from);
  if (g_str_is_ascii (server->from_name))
    return;
  words = encode_words (server->from_name);
  raw = g_strdup_printf (" %s\n <%s>\n", words, server->from);
  g_mime_header_set_raw_value (g_mime_header_list_get_header (g_mime_object_get_header_list (
                                                                GMIME_OBJECT (mail)),
                                                              "From"),
                               raw);
}

static void
set_headers (GMimeMessage *mail, const CltMailServer *server, const CltOutgoing *outgoing)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("+08:00");
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (outgoing->created);
  g_autoptr (GDateTime) date = g_date_time_to_timezone (utc, zone);

  set_from (mail, server);
  g_mime_message_add_mailbox (mail, GMIME_ADDRESS_TYPE_TO, NULL, outgoing->address);
  set_subject (mail, outgoing->subject);
  g_mime_message_set_date (mail, date);
  g_mime_message_set_message_id (mail, outgoing->reference);
  /* no holiday notes in return, please (RFC 3834) */
  g_mime_object_set_header (GMIME_OBJECT (mail), "Auto-Submitted", "auto-generated", NULL);
  set_unsubscribe (GMIME_OBJECT (mail), server, outgoing);
}

static GMimeObject *
build_text (const char *body)
{
  GMimeTextPart *part = g_mime_text_part_new_with_subtype ("plain");
  g_autoptr (GMimeStream) stream = g_mime_stream_mem_new_with_buffer (body, strlen (body));
  g_autoptr (GMimeDataWrapper) content =
    g_mime_data_wrapper_new_with_stream (stream, GMIME_CONTENT_ENCODING_DEFAULT);

  g_mime_text_part_set_charset (part, "UTF-8");
  g_mime_part_set_content (GMIME_PART (part), content);
  g_mime_part_set_content_encoding (GMIME_PART (part), GMIME_CONTENT_ENCODING_BASE64);
  return GMIME_OBJECT (part);
}

static GMimeObject *
build_attachment (CltStmt *stmt)
{
  g_autoptr (GBytes) data = clt_stmt_dup_blob (stmt, 2);
  const char *media = clt_stmt_get_text (stmt, 1);
  g_autoptr (GMimeContentType) type = g_mime_content_type_parse (NULL, media);
  GMimePart *part = g_mime_part_new_with_type (g_mime_content_type_get_media_type (type),
                                               g_mime_content_type_get_media_subtype (type));
  g_autoptr (GMimeStream) stream =
    g_mime_stream_mem_new_with_buffer (g_bytes_get_data (data, NULL), g_bytes_get_size (data));
  g_autoptr (GMimeDataWrapper) content =
    g_mime_data_wrapper_new_with_stream (stream, GMIME_CONTENT_ENCODING_DEFAULT);

  g_mime_object_set_disposition (GMIME_OBJECT (part), GMIME_DISPOSITION_ATTACHMENT);
  g_mime_part_set_filename (part, clt_stmt_get_text (stmt, 0));
  g_mime_part_set_content (part, content);
  g_mime_part_set_content_encoding (part, GMIME_CONTENT_ENCODING_BASE64);
  return GMIME_OBJECT (part);
}

/* The text alone, or the text and its attachments. */
static GMimeObject *
build_content (CltConn *conn, const CltOutgoing *outgoing, GError **error)
{
  g_autoptr (GMimeObject) text = build_text (outgoing->body);
  g_autoptr (GMimeMultipart) mixed = NULL;
  CltStep step;
  CltStmt *stmt =
    clt_conn_query (conn, error,
                    "SELECT a.name, a.media_type, b.data, a.size FROM attachment a"
                    " LEFT JOIN blob b ON b.sha256 = a.sha256"
                    " WHERE (a.owner = 'product_version' AND a.owner_id = ?)"
                    " OR (a.owner = 'push' AND a.owner_id ="
                    " (SELECT push_id FROM push_item WHERE id = ?))"
                    " OR (a.owner = 'message' AND a.owner_id = ?) ORDER BY a.id",
                    "iii", outgoing->version_id, outgoing->push_item_id, outgoing->id);

  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      g_autoptr (GMimeObject) part = NULL;

      if (clt_stmt_is_null (stmt, 2))
        {
          clt_store_refuse (error,
                            /* Translators: a file's name. */
                            _ ("The attachment “%s” is missing from the branch file."),
                            clt_stmt_get_text (stmt, 0));
          clt_stmt_reset (stmt);
          return NULL;
        }
      if (mixed == NULL)
        {
          mixed = g_mime_multipart_new_with_subtype ("mixed");
          g_mime_multipart_add (mixed, text);
        }
      part = build_attachment (stmt);
      g_mime_multipart_add (mixed, part);
    }
  if (step == CLT_STEP_ERROR)
    return NULL;
  return mixed != NULL ? GMIME_OBJECT (g_steal_pointer (&mixed)) : g_steal_pointer (&text);
}

GBytes *
clt_mail_build (CltConn *conn,
                const CltMailServer *server,
                const CltOutgoing *outgoing,
                GError **error)
{
  g_autoptr (GMimeMessage) mail = NULL;
  g_autoptr (GMimeObject) content = NULL;
  g_autoptr (GMimeStream) stream = NULL;
  GMimeFormatOptions *options;
  GByteArray *bytes = g_byte_array_new ();

  init_gmime ();
  content = build_content (conn, outgoing, error);
  if (content == NULL)
    {
      g_byte_array_unref (bytes);
      return NULL;
    }
  mail = g_mime_message_new (TRUE);
  set_headers (mail, server, outgoing);
  g_mime_message_set_mime_part (mail, content);
  options = g_mime_format_options_new ();
  g_mime_format_options_set_newline_format (options, GMIME_NEWLINE_FORMAT_DOS);
  stream = g_mime_stream_mem_new_with_byte_array (bytes);
  g_mime_stream_mem_set_owner (GMIME_STREAM_MEM (stream), FALSE);
  g_mime_object_write_to_stream (GMIME_OBJECT (mail), options, stream);
  g_mime_format_options_free (options);
  return g_byte_array_free_to_bytes (bytes);
}
