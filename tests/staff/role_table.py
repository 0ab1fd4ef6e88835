"""Who may do what on the staff site: one row for each thing that can be asked through HTTP, with the answer for each person.

A number is the status that the person gets; "in" is the way to the sign-in. 302 takes the step and leads back; 409 and 422 mean that the
person may ask for it, and that this page or this form stands in the way.
"""

PEOPLE = ("coordinator", "clinician", "administrator", "superuser", "nobody", "anonymous")

EDITORS = "200 200 403 403 403 in"
READERS = "200 200 403 200 403 in"
DOERS = "302 302 403 403 403 in"

ROLE_TABLE = (
    # what it is called for people, the key of its request in test_role_table.py, the answers
    ("see the list of pages", "list", READERS),
    ("open a form", "form", READERS),
    ("add something new", "add", EDITORS),
    ("save", "save", DOERS),
    ("preview what is typed", "preview", EDITORS),
    ("keep unsaved text", "unsaved", EDITORS),
    ("throw unsaved text away", "throw_away", DOERS),
    ("be seen at the form", "signs", EDITORS),
    ("read an edition", "edition", READERS),
    ("see an edition as patients would", "edition_preview", READERS),
    ("see the history", "history", READERS),
    ("compare two editions", "compare", READERS),
    ("see where it is used", "used", READERS),
    ("write a note", "note", DOERS),
    ("settle a note", "settle", DOERS),
    ("make a link to share", "share", DOERS),
    ("take a link back", "take_back", DOERS),
    ("submit for approval", "submit", DOERS),
    ("send back", "send_back", DOERS),
    ("open the page of approving", "approving", "200 200 403 403 403 in"),
    ("approve a change of wording by somebody else", "approve_wording", DOERS),
    ("approve a change of meaning", "approve", "409 302 403 403 403 in"),
    ("approve and publish in one step", "approve_and_publish", "403 302 403 403 403 in"),
    ("confirm a page as reviewed", "review", "403 409 403 403 403 in"),
    ("publish", "publish", DOERS),
    ("undo a publication", "undo_publish", DOERS),
    ("take a page down", "withdraw", DOERS),
    ("cancel a publication", "cancel", DOERS),
    ("copy an edition into the draft", "restore", DOERS),
    ("delete a draft that was never public", "discard", DOERS),
    ("take questions out as a table", "export", EDITORS),
    ("bring questions in from a table", "import", EDITORS),
    ("see what the checks find", "check", "422 422 403 403 403 in"),
    ("do something with several pages at once", "bulk", "422 422 403 403 403 in"),
    ("put questions in order", "order", "409 409 403 403 403 in"),
    ("keep the glossary", "glossary", EDITORS),
    ("see what patients did not find", "gaps", EDITORS),
    ("begin the answer to it", "start_answer", DOERS),
    ("put it aside", "decline_gap", DOERS),
    ("answer on the phone", "phone", EDITORS),
    ("note that the site does not say it", "phone_missing", DOERS),
    ("see which messages went out", "messages", "200 200 200 200 403 in"),
    ("work the requests of patients", "requests", "200 403 403 403 403 in"),
    ("see figures about requests", "request_figures", "200 403 200 403 403 in"),
    ("say who answers which requests", "routing", "200 403 200 200 403 in"),
    ("see who looked at which request", "looks", "403 403 200 200 403 in"),
    ("read the activity log", "log", "200 200 200 200 403 in"),
    ("take the activity log away", "log_export", "200 200 200 200 403 in"),
    ("write the activity log", "log_change", "403 403 403 403 403 in"),
    ("change the rules", "rules", "403 403 200 403 403 in"),
    ("see the accounts", "accounts", "403 403 200 200 403 in"),
)
