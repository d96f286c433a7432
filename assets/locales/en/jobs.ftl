# Print queue and chores

print-waiting = Waiting
print-sending = Being sent
print-printed = Printed
print-failed = Failed
print-cancelled = Cancelled
print-no-printer = No printer is set. Set one in the settings, or print from the browser.
print-done = This paper has been printed.
print-under-way = This paper is being sent to the printer. Please wait.
print-file-missing = The file to be printed is missing. Please print it anew.
audit-print-enqueue = Print: put into the queue
audit-print-retry = Print: try again
audit-print-cancel = Print: cancel
chore-backup = Backup
chore-second = Copying the backup to the second place
chore-check = Check of the data
chore-sweep = Sweep of what is no longer needed
chore-deadlines = Look at all open limits
chore-failed = It did not succeed and will be tried again; the log says more.
chore-store-damaged = The check found faults. Keep the backups and ask for help soon.
chore-files-lost = Photos or files are missing or damaged, and no backup has them. See what Check-up says.
chore-keys = A key file is missing or was changed, so no backup was taken. See Check-up for what to do.
chore-backup-folder = The second backup folder is not there: is the disk plugged in? The backup on this computer is done.
print-refused = The printer refused the job. Look at its display.
