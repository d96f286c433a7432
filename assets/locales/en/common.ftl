# Used everywhere
product = Lianxin
failure-not-found = There is nothing here. It may have been removed, or the address is wrong.
failure-not-allowed = Your account may not do this. If you need it, ask the administrator.
failure-signed-out = Your session has ended. Please sign in again.
failure-invalid = Some fields need correcting. See the notes beside them.
failure-taken = This exists already and cannot be entered twice.
failure-busy = Many people are being served right now. Please try again in a moment.
failure-broken = Something went wrong. What you entered is not lost. Try again shortly or ask the staff for help.
failure-reference = Reference: { $ref }
failure-form-expired = This page has been open too long. Reload it and submit again.
failure-too-large = This is too large. Make it smaller and try again.
failure-too-slow = The network is too slow; not everything arrived. Please check it and try again.
failure-host = This address cannot be opened as “{ $host }”. Use the computer’s IP address; an administrator may allow the name in the settings, or under names in lianxin.toml.
failure-too-many-tries = Too many tries. Please wait { $minutes } minutes.
failure-method = Please use the buttons on the page.
store-recovering = Saving is being restored. Please try again in a few seconds; what you have entered is still there.
store-disk-full = The disk is full, so nothing can be saved. Ask the administrator to free some space.
store-row-too-large = This is too long to be saved. Please shorten it.
field-required = Please fill this in.
field-invalid = This is not right. Please check.
field-too-long = Too long: at most { $max } characters.
field-name = Please enter a name without digits or special signs.
field-phone = Please enter a valid telephone number, such as an 11-digit mobile number.
field-citizen-number = This citizen number is not right. Please check its 18 characters.
field-date = Please enter a date such as 2026-11-21.
field-number = Please enter a number.
field-choice = Please choose one.

# Answers to questions
answer-yes = Yes
answer-no = No
answer-not-offered = Choose among what is offered.
answer-wrong-characters = It has characters that cannot be kept.
answer-wrong-number = A whole number from { $min } to { $max }, please.
answer-wrong-money = An amount with at most two decimals, please, such as 1200 or 1200.50.
answer-wrong-day = A day from { $from } to { $to }, please.

# Foreign files (the mail room): the file ended the process that read it
mailroom-sheets = “{ $file }” was not read: unpacked it is too large or oddly built and went beyond what reading may use. Nothing else is affected. Open it in Excel or WPS, keep the one sheet that is needed, delete empty rows and columns around it, save it as a new .xlsx and send that.
mailroom-book = “{ $file }” was not read: unpacked it is too large or oddly built and went beyond what reading may use. Nothing else is affected. Open it in Excel or WPS, delete the sheets and formats that are not needed, save it as a new .xlsx and send that.
mailroom-boundaries = “{ $file }” was not read: its shapes are too complex and went beyond what reading may use. Nothing else is affected. Simplify the lines in the mapping program and export them anew, or import in several files.
mailroom-text = “{ $file }” was not read: it is oddly built and went beyond what reading may use. Nothing else is affected. Check that it is the right file.
mailroom-photo = This picture is too large or oddly built and was not taken. Take another one, or make it smaller and send it again.
