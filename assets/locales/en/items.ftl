# Items: states, actions, sources, verdicts, limits

state-reported = Reported
state-accepted = Accepted
state-awaiting-papers = Awaiting papers
state-dispatched = Dispatched
state-handling = In hand
state-reported-back = Reported back, to be verified
state-closed = Closed
state-rated = Rated
state-declined = Declined
state-withdrawn = Withdrawn

action-report = Report
action-accept = Accept
action-ask-papers = Ask for papers
action-papers-complete = Papers complete
action-decline = Decline
action-dispatch = Dispatch
action-send-back = Send back
action-start = Take in hand
action-report-back = Report back
action-rework = Return for rework
action-close = Verify and close
action-withdraw = Withdraw
action-rate = Rate
action-note = Note

source-terminal = Self-service terminal
source-window = Window
source-field = Grid worker
source-phone = Telephone
source-network = Network
source-visit = Visit
source-suggestion-box = Suggestion box
source-higher = Higher level
source-open311 = Other civic software (Open311)

rating-very-satisfied = Very satisfied
rating-satisfied = Satisfied
rating-fair = Fairly satisfied
rating-dissatisfied = Dissatisfied


item-illegal = This item is now “{ $state }”, so “{ $action }” cannot be done. Reload the page and look again.
item-own-work = The verifier is never the handler: somebody else must verify and close this item.
item-moved-on = Something has happened to this item since you opened it. Please look at it again first.
item-history-full = This item's history is full. Please register a new item.
item-day-full = Today's numbers are used up. Please tell the administrator.
item-service-retired = This service is not offered any more. Please choose another or ask at the window.
item-note-required = Please say why or with what result.
item-rating-required = Please choose a verdict.
item-recipient-required = Please choose a handler.
item-recipient-unfit = This account cannot handle items. Please choose another.
item-too-long = Too long, or it holds characters that cannot be kept. Please change it.
photo-kind = Only JPEG and PNG pictures can be uploaded.
item-photo-closed = The item has ended; photos cannot be added any more.
photo-unreadable = The picture cannot be read or is too large. Please take another.
photo-too-many = There are nine photos already.
visit-in-future = A visit cannot be later than now.
visit-place-required = Please choose a household or a grid.

clock-not-started = The time limit starts when the item is accepted.
clock-same-day = Accepted on { $start }: to be done the same day, by { $due }.
clock-runs = { $days } working days from { $start } (not counted), due { $due }.
clock-provisional = Next year's holidays are not published yet: the limit is provisional.
clock-left = { $days } working days left.
clock-last-day = Due today.
clock-over = Overdue by { $days } working days.
clock-over-today = The limit ran out today.
clock-in-time = Closed { $at }, in time.
clock-late = Closed { $at }, after the limit.
clock-dropped = Ended { $at } without a limit.
clock-calendar = Computed by working calendar { $version }.

desk-waiting = To be accepted
desk-handling = In hand
desk-reported-today = Reported today
desk-closed-today = Closed today
desk-reported = Reported in all
desk-accepted = Accepted in all
desk-closed = Closed in all
desk-overdue = Overdue
desk-closed-share = Closed
desk-in-time-share = Closed in time
desk-satisfied-share = Satisfied
desk-due-soon = Due soon
share-none = None yet

chain-ok = The history is complete and unaltered.
chain-missing = Event { $seq } is missing.
chain-altered = Event { $seq } has been altered.
chain-unlinked = Event { $seq } does not follow the one before.
chain-head = The item does not agree with its last event.

audit-item-report = Item: Report
audit-item-accept = Item: Accept
audit-item-ask-papers = Item: Ask for papers
audit-item-papers-complete = Item: Papers complete
audit-item-decline = Item: Decline
audit-item-dispatch = Item: Dispatch
audit-item-send-back = Item: Send back
audit-item-start = Item: Take in hand
audit-item-report-back = Item: Report back
audit-item-rework = Item: Return for rework
audit-item-close = Item: Verify and close
audit-item-withdraw = Item: Withdraw
audit-item-rate = Item: Rate
audit-item-note = Item: Note
audit-item-attach = Item: add a photo
audit-visit-record = Visit: record
items-withheld = { $n } confidential more: they are seen by whom they are given to.
