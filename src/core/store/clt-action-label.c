/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/clt-action.h"

#include "core/base/clt-i18n.h"

/* Sorted by key. The keys are stored in files: they may be added to, never renamed. */
static const struct
{
  const char *name;
  const char *label;
} labels[] = {
  { "appointment.add", N_ ("New appointment") },
  { "appointment.cancel", N_ ("Cancel an appointment") },
  { "appointment.edit", N_ ("Change an appointment") },
  { "appointment.finish", N_ ("Note that a visit took place") },
  { "appointment.import", N_ ("Take back a calendar") },
  { "attempt.add", N_ ("Note a mark") },
  { "branch.new", N_ ("New branch") },
  { "bulletin.publish", N_ ("Publish bulletins") },
  { "calendar.import", N_ ("Import a calendar") },
  { "calendar.remove", N_ ("Remove a calendar") },
  { "call.add", N_ ("New call to make") },
  { "call.finish", N_ ("Note what came of a call") },
  { "catalogue.import", N_ ("Import catalogue and matrix") },
  { "catalogue.order", N_ ("Order catalogue") },
  { "catalogue.preset", N_ ("Begin with the starter catalogue") },
  { "category.save", N_ ("Edit category") },
  { "channel.save", N_ ("Edit channel") },
  { "client.assign", N_ ("Assign clients") },
  { "client.bulk", N_ ("Change several clients") },
  { "client.convert", N_ ("Turn a prospect into a client") },
  { "client.create", N_ ("New client") },
  { "client.delete", N_ ("Delete client") },
  { "client.edit", N_ ("Edit client") },
  { "client.grade", N_ ("Suitability grade") },
  { "client.tag", N_ ("Tag clients") },
  { "client.untag", N_ ("Remove a tag") },
  { "course.archive", N_ ("Archive course") },
  { "course.close", N_ ("Results of a course") },
  { "course.create", N_ ("New course") },
  { "course.delete", N_ ("Delete course") },
  { "course.edit", N_ ("Edit course") },
  { "course.level", N_ ("Edit level") },
  { "course.need", N_ ("What comes before a course") },
  { "course.order", N_ ("Order curriculum") },
  { "course.preset", N_ ("Begin with the starter curriculum") },
  { "delivery.delete", N_ ("Remove a delivery") },
  { "delivery.import", N_ ("Take back a send list") },
  { "delivery.save", N_ ("Record a delivery") },
  { "demo.fill", N_ ("Fill with demo data") },
  { "enrolment.add", N_ ("Enrol in a training session") },
  { "enrolment.answer", N_ ("Note an answer to an offered seat") },
  { "enrolment.cancel", N_ ("Cancel an enrolment") },
  { "enrolment.invite", N_ ("Invite to a training session") },
  { "enrolment.offer", N_ ("Offer seats that are free") },
  { "entitlement.exception", N_ ("Exception for a client") },
  { "entitlement.exception-end", N_ ("End an exception") },
  { "entitlement.set", N_ ("Edit entitlement matrix") },
  { "equipment.save", N_ ("Edit equipment") },
  { "event.answer", N_ ("Note an answer to an invitation") },
  { "event.attend", N_ ("Note who attended") },
  { "event.close", N_ ("Close an event") },
  { "event.follow-up", N_ ("Plan calls after an event") },
  { "event.invite", N_ ("Invite to an event") },
  { "event.save", N_ ("Edit an event") },
  { "feedback.save", N_ ("Note feedback on a session") },
  { "import.attendance", N_ ("Import attendance") },
  { "import.calendar", N_ ("Import trading calendar") },
  { "import.clients", N_ ("Import clients") },
  { "import.courses", N_ ("Import courses") },
  { "import.enrolments", N_ ("Import enrolments") },
  { "import.funds", N_ ("Import daily funds") },
  { "import.marks", N_ ("Import marks") },
  { "import.profile", N_ ("Import profile") },
  { "import.results", N_ ("Import results") },
  { "import.sessions", N_ ("Import sessions of courses") },
  { "import.staff", N_ ("Import staff") },
  { "import.statement", N_ ("Import settlement statement") },
  { "import.trades", N_ ("Import trades") },
  { "lecturer.save", N_ ("Edit a lecturer") },
  { "list.delete", N_ ("Delete a client list") },
  { "list.save", N_ ("Save a client list") },
  { "meeting.cancel", N_ ("Cancel a meeting") },
  { "meeting.repeat", N_ ("Repeat a meeting") },
  { "meeting.save", N_ ("Change a meeting") },
  { "message.queue", N_ ("Prepare messages") },
  { "need.add", N_ ("Note what a client wants to learn") },
  { "need.close", N_ ("Close a training need") },
  { "outbox.pause", N_ ("Pause sending") },
  { "outbox.resume", N_ ("Resume sending") },
  { "paper.create", N_ ("New plan or note") },
  { "paper.edit", N_ ("Edit plan or note") },
  { "paper.review", N_ ("Review plan or note") },
  { "paper.submit", N_ ("Hand in plan or note") },
  { "plan.apply", N_ ("Take over a training plan") },
  { "product.approve", N_ ("Approve product") },
  { "product.archive", N_ ("Archive product") },
  { "product.create", N_ ("New product") },
  { "product.delete", N_ ("Delete product") },
  { "product.discard", N_ ("Discard draft") },
  { "product.edit", N_ ("Edit product") },
  { "product.retire", N_ ("Retire product") },
  { "prospect.create", N_ ("New prospect") },
  { "prospect.edit", N_ ("Edit prospect") },
  { "push.cancel", N_ ("Cancel a push") },
  { "push.create", N_ ("Plan a push") },
  { "push.override", N_ ("Set the gap aside") },
  { "push.release", N_ ("Release a push") },
  { "refusal.add", N_ ("Note a refusal") },
  { "refusal.end", N_ ("Take a refusal back") },
  { "request.add", N_ ("Record a client’s own request") },
  { "roll.mark", N_ ("Call the roll") },
  { "roll.walk-in", N_ ("Take in a walk-in") },
  { "room.save", N_ ("Edit a room") },
  { "rules.set", N_ ("Set rules") },
  { "segment.set", N_ ("Edit segments") },
  { "session.cancel", N_ ("Cancel a training session") },
  { "session.copy", N_ ("Copy a training session") },
  { "session.hold", N_ ("Note that a session took place") },
  { "session.publish", N_ ("Publish training sessions") },
  { "session.save", N_ ("Edit a training session") },
  { "settings.edit", N_ ("Edit preferences") },
  { "staff.create", N_ ("New member of staff") },
  { "staff.edit", N_ ("Edit member of staff") },
  { "study.create", N_ ("New plan or note") },
  { "study.deliver", N_ ("Deliver plan or note") },
  { "study.edit", N_ ("Edit plan or note") },
  { "study.review", N_ ("Review plan or note") },
  { "study.submit", N_ ("Hand in plan or note") },
  { "tiers.override", N_ ("Set a tier by hand") },
  { "tiers.run", N_ ("Tier run") },
  { "today.done", N_ ("Mark as done") },
  { "view.default", N_ ("Choose the view to start with") },
  { "view.delete", N_ ("Delete view") },
  { "view.import", N_ ("Add shared view") },
  { "view.move", N_ ("Move view") },
  { "view.rename", N_ ("Rename view") },
  { "view.save", N_ ("Save view") },
};

const char *
clt_action_get_label (const char *name)
{
  guint low = 0, high = G_N_ELEMENTS (labels);

  while (low < high)
    {
      guint middle = (low + high) / 2;
      int order = g_strcmp0 (name, labels[middle].name);

      if (order == 0)
        return g_dgettext (GETTEXT_PACKAGE, labels[middle].label);
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }
  return name; /* of a newer version */
}
