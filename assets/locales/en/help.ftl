# Calling somebody of the office: a page of the terminal, and the bell in the office
help-told = The staff have been told, please wait
help-wait = The bell is ringing in the office. Please wait here; somebody will come when they see it.
help-nothing-lost = What you filled in is still there. You may go on while you wait.
help-late = Nobody has answered yet; they may be busy. The bell goes on ringing. You can also:
help-coming-title = The staff know
help-coming = { $name } has seen it and will come to help you. Please wait here.
help-coming-somebody = Somebody has seen it and will come to help you. Please wait here.
help-lapsed-title = We are sorry, nobody answered
help-lapsed = Your call has ended. You can call again, or:
help-quiet-title = Do you need help?
help-quiet = Touch “Call the staff” and the bell rings in the office.
help-window = Go to the office window and ask there
help-phone = Telephone the office
help-withdraw = No longer needed
help-ring = Call the staff
help-back = Back to where I was

call-unnamed = Terminal
call-rings = { $where }: a resident asks you for help
call-on-screen = on the screen “{ $spot }”
call-since = { $n ->
    [0] just now
    [one] waiting for { $n } minute
   *[other] waiting for { $n } minutes
}
call-go = I am going
call-more = There are more calls
call-sound-on = Bell: on
call-sound-off = Bell: off
call-sound-wait = Bell: click the page once to hear it
call-answered-by-another = A colleague has answered this call already.
call-taken-back = The resident no longer needs help.
call-over = This call is more than 30 minutes old and has ended by itself.
done-call-answered = The resident has been told that you are coming. Please go now.

office-calls = Calls for help
call-about = When a resident touches “Ask staff for help” on a terminal, every open page of the office rings until somebody says “I am going”. A call that nobody answers ends by itself after 30 minutes.
call-none = Nobody has called yet.
call-at = Time
call-where = Terminal
call-spot = Screen
call-waited = Waited
call-outcome = Outcome
call-waited-seconds = { $n } s
call-waited-minutes = { $n } min
call-state-open = Ringing
call-state-answered = { $name } went
call-state-withdrawn = No longer needed
call-state-lapsed = Nobody answered

call-spot-home = Home
call-spot-services = Choosing a service
call-spot-identity = Identity
call-spot-form = Form
call-spot-photos = Photos
call-spot-review = Review
call-spot-receipt = Receipt
call-spot-report = Reporting
call-spot-track = Tracking
call-spot-rate = Rating
call-spot-grid = Grid worker
call-spot-other = Other

audit-call-answer = Call for help answered
table-call = Call
