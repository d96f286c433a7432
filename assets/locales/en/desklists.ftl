# Orders of supervision, minutes, custody sheets; supervision, follow-up, notices, handing over, bulk actions, workflow settings, rating at the counter

# Order of supervision
paper-order-title = Order of supervision
paper-order-colour = [{ $colour }]
paper-order-to = Handler
paper-order-issuer = Issued by
paper-order-issued = Issued
paper-order-answer-due = Answer by
paper-order-reason = Reason
paper-order-demand-label = Demand
paper-order-demand = Please find the cause, act, and answer in writing by { $due }: how far it is, why it was delayed, what is done about it, and when it will be finished.
paper-order-answer = Answer
paper-order-answered = Answered by
paper-order-lifted = Lifted
paper-order-lifter = Lifted by (signature):　　　　　　　　
paper-order-note = An order that is not answered in time becomes a red one. Two copies: one for the issuer, one for the handler.

# Minutes
paper-minutes-title = Minutes of joint handling
paper-minutes-level = Level
paper-minutes-chair = Chair
paper-minutes-convened = Convened
paper-minutes-convener = Convened by
paper-minutes-participants = Participants
paper-minutes-topic = Topic
paper-minutes-opinions = 1. Opinions
paper-minutes-speaker = By
paper-minutes-words = Opinion
paper-minutes-none = No opinions yet
paper-minutes-conclusion = 2. Conclusion
paper-minutes-raised = No conclusion at this level; raised to the next by { $name } at { $at }.
paper-minutes-chair-sign = Chair (signature):　　　　　　　　
paper-minutes-signatures = 3. Signatures

# Custody sheet
paper-custody-title = Custody of carried papers
paper-custody-resident = Papers of
paper-custody-papers = Papers
paper-custody-count = { $all } in all, { $out } of them not returned yet
paper-custody-printed = Printed
paper-custody-name = Paper
paper-custody-step = Step
paper-custody-at = When
paper-custody-by = By
paper-custody-note = Remarks
paper-custody-taken = Taken over
paper-custody-taken-text = The worker has taken over the papers above and returns them after use.
paper-custody-returned = Returned
paper-custody-returned-text = The papers above have all been returned in good order.
paper-custody-signs = Resident (signature):　　　　　　　　Worker (signature):　　　　　　　
paper-custody-remark = This service is free. Keep this sheet: the papers are returned against it. Questions: { $phone }. Two copies.

# Menu
office-supervisions = Supervision
office-follow-ups = Follow-up
office-handovers = Hand over
office-notices = Notices
office-workflow = Workflow

# Supervision
supervision-open = Under way
supervision-past = Lifted
supervision-none-open = Nothing is under supervision.
supervision-none-past = No supervision has been lifted.
supervision-no-owner = Nobody yet
supervision-unanswered = Not answered
supervision-answer-late = Answer overdue

# Follow-up
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
follow-print = Print the call list
follow-none = Nobody to call back today.
follow-how = Open an item with its button, tell the resident the result and its policy basis, and record the verdict. If nobody is reached, say so: the item moves to the next follow-up day by itself.
follow-coming = Next follow-up day { $day }: { $n } planned.
follow-count = { $n } items
follow-missed = Day has passed
follow-phone = Telephone
follow-no-phone = None given
follow-verdict = Verdict
follow-tried = Tried { $n } times, last at { $at }
follow-own-work = Your own work: another follows it up

# Notices
notice-unseen = { $n } notices not seen
notice-see-all = Mark all as seen
notice-none = No notices.
notice-at = When
notice-what = Notice
notice-new = New
done-notices-seen = All marked as seen.

# Bulk actions
bulk-bar = Tick items above and act on all of them (50 at most):
bulk-ticked = # ticked:
bulk-all = Select all on this page (Alt+A)
bulk-title = { $action }: several items
bulk-outcome = Outcome
bulk-done = Done
bulk-all-done = All { $n } done.
bulk-some-done = { $done } done, { $failed } not; the table says why. Those not done are still ticked and can be tried again.
bulk-back = Back to the list
bulk-yellow = Supervision of several items is yellow; red is issued on an item's own page.
bulk-dispatch-again = Required for items that have been dispatched already.
bulk-no-action = Please choose what to do.
bulk-none = Please tick items first.
bulk-many = At most { $most } items in one go; please tick fewer.

# Handing over
handover-who = Who is away
handover-show = Show
handover-closed = (closed)
handover-nobody = Nobody has open items, requests for help or conferences.
handover-items = Open items of { $name } ({ $n })
handover-no-items = No open items.
handover-not-given = What was not handed over, and why
handover-to = To
handover-why = Reason
handover-why-hint = For example: leave for three months, moved on, rotation. It stands in every item's history.
handover-give = Hand over what is ticked
handover-all = Hand over all ({ $most } at most in one go)
handover-sure = Hand over everything to this person?
handover-waiting = Requests for help and conferences that wait for this person
handover-waiting-how = Help and conferences are asked of a person: open the item, cancel and ask another, or choose others when raising the conference.
handover-chairs = Conference (chair)
handover-who-required = Please choose who is away.

# Rating at the counter
rating-link = Ask the resident to rate
rating-ask = How was this handled?
rating-staff-back = Back to the item
rating-scan = Scan this with the counter’s tablet or phone and turn the screen to the resident
rating-open = Open the rating on this computer
rating-ticket-hint = The screen takes one verdict on this item only, within { $n } minutes; nothing else can be seen on it.
rating-over = This rating has expired
rating-over-what = Please ask the office to choose “Ask for a rating” on the item’s page again.
rating-told = Told the result in person at the counter; the resident rated there.
rating-basis-guide = Guide to “{ $service }”
rating-not-now = This item cannot be rated now: only closed ones without a verdict can.
rating-thanks = Thank you for your rating!
rating-already = It has been rated already. Thank you!
rating-thanks-glad = Your rating is recorded. We go on doing our best.
rating-thanks-sorry = We are sorry. We will look at it again.

# Workflow settings
workflow-about = What is saved counts from now on: limits, follow-up days and answer times that have been computed do not move.
workflow-range = Please give a whole number from { $least } to { $most }.
workflow-follow = Follow-up
workflow-follow-weekday = Follow-up day
workflow-follow-weekday-hint = Closed items are called back or visited on the next such day.
workflow-follow-tries = Tries
workflow-follow-tries-hint = Only after so many tries may an item be archived without a verdict.
workflow-limits = Time limits
workflow-collective-weekday = Collective day
workflow-collective-weekday-hint = Limits of approvals that are handled together run to this day.
workflow-every-day = Every day
workflow-extension-most = Longest extension (working days)
workflow-extension-most-hint = Extensions of one limit grant at most so many working days together.
workflow-suspension-days = Review of suspension (days)
workflow-suspension-days-hint = After so many days the leader is asked again; 0 for never.
workflow-supervision = Reminders and supervision
workflow-remind-days = Reminder (working days before)
workflow-remind-days-hint = The handler is reminded so many working days before the limit; 0 for never.
workflow-supervise = Supervision by itself
workflow-supervise-hint = The house issues supervision when a limit nears or has passed.
workflow-supervise-yes = On
workflow-supervise-no = Off, by hand only
workflow-accept-days = Acceptance (working days)
workflow-accept-days-hint = Yellow supervision when a report has not been accepted or declined within so many working days; 0 for never.
workflow-yellow-days = Yellow (working days before)
workflow-yellow-days-hint = Yellow supervision so many working days before the limit; 0 for when it runs out.
workflow-red-days = Red (working days after)
workflow-red-days-hint = Red supervision when an item is still open so many working days after the limit.
workflow-answer-days = Answer (working days)
workflow-answer-days-hint = Supervision must be answered within so many working days.
audit-workflow-save = Workflow: saved
table-workflow = Workflow
