# Verification of receipts

verify-title = Receipt check
verify-genuine = This receipt is genuine
verify-genuine-by = Issued by { $office }.
verify-false = This receipt did not pass
verify-false-why = It may be forged or altered, or the code was misread.
verify-false-do = Scan the code once more. If it still fails, do not pay and give no personal details; ask at the community window or call the number below.
verify-no-office = This office is not set up yet and cannot check receipts.
verify-no = Number
verify-service = Service
verify-state = State
verify-since = Since
verify-reported = Reported on
verify-accepted = Accepted on
verify-due = Limit
verify-due-provisional = { $due } (provisional)
verify-ended = Ended on
verify-phone = Office telephone
verify-privacy = This page shows nothing personal.
