"""What callers say, the word that tells what they want, and the page that answers it: for the phone mode, on the starter content."""

PHRASES = (
    # the words before the telling one, the telling word, the last part of the answer's address
    ("I take", "aspirin", "aspirin-and-blood-thinners"),
    ("she is on a blood", "thinner", "aspirin-and-blood-thinners"),
    ("do I stop my", "warfarin", "aspirin-and-blood-thinners"),
    ("can I", "eat", "eating-before-the-procedure"),
    ("do I have to", "fast", "eating-before-the-procedure"),
    ("what do I", "bring", "what-to-bring"),
    ("I have an", "allergy", "allergies"),
    ("what about my", "allergies", "allergies"),
    ("how does he get", "home", "getting-home"),
    ("can I drive myself", "home", "getting-home"),
    ("do I have to stay", "overnight", "do-i-stay-overnight"),
    ("what is the", "cement", "what-is-the-cement-for"),
    ("is my back pain an", "emergency", "back-pain-emergency"),
    ("what is the", "difference", "kyphoplasty-or-vertebroplasty"),
    ("how do I", "prepare", "how-to-prepare"),
    ("what", "causes", "causes"),
    ("who will", "do the procedure", "who-does-the-procedure"),
    ("I have other", "questions", "other-questions"),
    ("how can it", "help", "how-it-can-help"),
    ("my doctor said", "balloon", "kyphoplasty"),
)
