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
