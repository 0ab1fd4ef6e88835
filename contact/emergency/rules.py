"""Which words make a sign: data, to be read and added to. The words themselves are groups of `words.py`.

The notation:

    A B       B comes right after A; fillers between them do not count
    A … B     up to three other words stand between, none of them another part of the body, "but" or "because"
    A + B     the same, in either order
    A|C B     A or C, then B
    A B END   and then the sentence ends
    COMMA     a comma, a colon or a dash
    … unless x y    not when one of these words or groups is among the next two words

A sign that is negated ("no chest pain") is none. What a rule itself says by a negation (it begins with NOT or CANNOT) stays one.
In doubt a rule finds a sign: the card costs an ordinary writer one more step, and a sign that is missed may cost far more.
"""

from __future__ import annotations

from contact.emergency.signs import Sign

NOT_FAR = "far long more much fast straight mile miles block blocks distance lejos mucho largo"
"""How people say that they can walk or stand, only not for long."""

RULES = [
    (Sign.BLADDER_OR_BOWEL, "LOSE … CONTROL … BLADDER"),
    (Sign.BLADDER_OR_BOWEL, "LOSE … BLADDER CONTROL"),
    (Sign.BLADDER_OR_BOWEL, "NOT CONTROL|HOLD … BLADDER"),
    (Sign.BLADDER_OR_BOWEL, "NOT BLADDER CONTROL unless problem problems issue issues trouble loss"),
    (Sign.BLADDER_OR_BOWEL, "CANNOT … CONTROL|HOLD … BLADDER"),
    (Sign.BLADDER_OR_BOWEL, "BLADDER … CANNOT CONTROL|HOLD"),
    (Sign.BLADDER_OR_BOWEL, "LOSE BLADDER|PASS_WATER unless sample samples test card results infection"),
    (Sign.BLADDER_OR_BOWEL, "LOSE … PASS_WATER unless sample samples test"),
    (Sign.BLADDER_OR_BOWEL, "CANNOT|NOT FEEL … BLADDER unless pain problem problems symptoms infection"),
    (Sign.BLADDER_OR_BOWEL, "NOT FEELING … BLADDER"),
    (Sign.BLADDER_OR_BOWEL, "LOSE … FEELING … BLADDER"),
    (Sign.BLADDER_OR_BOWEL, "BLADDER|VOID NOT FEEL unless pain any burning dolor ardor"),
    (Sign.BLADDER_OR_BOWEL, "BLADDER|VOID LIST NOT|CANNOT FEEL unless pain any burning dolor ardor"),
    (Sign.BLADDER_OR_BOWEL, "NOT_KNOW … BLADDER … FULL"),
    (Sign.BLADDER_OR_BOWEL, "CANNOT PASS_WATER"),
    (Sign.BLADDER_OR_BOWEL, "NOT PEED"),
    (Sign.BLADDER_OR_BOWEL, "NOT … URGE BLADDER|PASS_WATER"),
    (Sign.BLADDER_OR_BOWEL, "BLADDER CONTROL … GONE"),
    (Sign.BLADDER_OR_BOWEL, "NOT_NOTICE + BLADDER|VOID"),
    (Sign.BLADDER_OR_BOWEL, "BLADDER … GIVES_OUT"),
    (Sign.BLADDER_OR_BOWEL, "TROUBLE … CONTROL|HOLD BLADDER"),
    (Sign.BLADDER_OR_BOWEL, "TROUBLE … PASS_WATER"),
    (Sign.BLADDER_OR_BOWEL, "BLADDER|PASS_WATER … NOTHING_COMES"),
    (Sign.BLADDER_OR_BOWEL, "CANNOT|NOT REACH_BATHROOM"),
    (Sign.BLADDER_OR_BOWEL, "CANNOT HOLD URGE"),
    (Sign.BLADDER_OR_BOWEL, "ACCIDENTS"),
    (Sign.BLADDER_OR_BOWEL, "NO_WARNING"),
    (Sign.BLADDER_OR_BOWEL, "INCONTINENT"),
    (Sign.BLADDER_OR_BOWEL, "VOID SELF|CLOTHES"),
    (Sign.BLADDER_OR_BOWEL, "WET_SELF"),
    (Sign.BLADDER_OR_BOWEL, "BLADDER ACCIDENT"),
    (Sign.BLADDER_OR_BOWEL, "ACCIDENT CLOTHES"),
    (Sign.BLADDER_OR_BOWEL, "LEAK + BLADDER unless sample samples"),
    (Sign.LEGS, "NUMB … LEG unless hurts hurt fine ok okay aches swollen sore"),
    (Sign.LEGS, "LEG … NUMB"),
    (Sign.LEGS, "WEAK … LEG unless hurts hurt fine ok okay aches swollen sore"),
    (Sign.LEGS, "LEG … WEAK"),
    (Sign.LEGS, "LEG … ASLEEP"),
    (Sign.LEGS, "BOTH_LEGS … FALLS_ASLEEP"),
    (Sign.LEGS, "TINGLING + BOTH_LEGS"),
    (Sign.LEGS, "LEG … GIVES_OUT"),
    (Sign.LEGS, "GIVES_OUT LEG"),
    (Sign.LEGS, "NO_MOVEMENT + LEG"),
    (Sign.LEGS, "PARALYZED|NO_LEGS"),
    (Sign.LEGS, "FOOT_DROP"),
    (Sign.LEGS, "DRAG + LEG"),
    (Sign.LEGS, "CANNOT|NOT FEEL LEG"),
    (Sign.LEGS, "LEG CANNOT|NOT FEEL unless difference better any pain"),
    (Sign.LEGS, "LEG … NOT FEELING"),
    (Sign.LEGS, "LEG … CANNOT|BARELY LIFT|MOVE"),
    (Sign.LEGS, "CANNOT FEEL THEM"),
    (Sign.LEGS, "CANNOT|NOT FEEL NOTHING LEG"),
    (Sign.LEGS, "LEG … FEEL NOTHING"),
    (Sign.LEGS, "CANNOT|NOT|BARELY FEEL GROUND"),
    (Sign.LEGS, "LOSE USE LEG"),
    (Sign.LEGS, "WHERE_IS LEG"),
    (Sign.LEGS, "FEELING_BACK … LEG"),
    (Sign.LEGS, "NOT FEELING … LEG"),
    (Sign.LEGS, "LOSE … FEELING … LEG"),
    (Sign.LEGS, "CANNOT LIFT LEG"),
    (Sign.LEGS, "BARELY LIFT|MOVE|FEEL LEG"),
    (Sign.SADDLE, "SADDLE_NUMB"),
    (Sign.SADDLE, "NUMB + GROIN"),
    (Sign.SADDLE, "TINGLING + GROIN"),
    (Sign.SADDLE, "CANNOT|NOT FEEL GROIN"),
    (Sign.SADDLE, "CANNOT|NOT FEEL NOTHING GROIN"),
    (Sign.SADDLE, "NOT|LOSE FEELING … GROIN"),
    (Sign.SADDLE, "CANNOT|NOT FEEL … WIPE"),
    (Sign.SADDLE, "NUMB … WIPE"),
    (Sign.SADDLE, "WIPE … FEEL NOTHING"),
    (Sign.WALKING, f"CANNOT WALK unless {NOT_FAR} dog AIDED"),
    (Sign.WALKING, f"CANNOT … OR|COMMA WALK|STAND unless {NOT_FAR} for with AIDED"),
    (Sign.WALKING, f"CANNOT STAND unless {NOT_FAR} the this that it him her them my for waiting pain being AIDED"),
    (Sign.WALKING, f"CANNOT STAND_UP unless {NOT_FAR} for early before stairs temprano AIDED"),
    (Sign.WALKING, "BARELY WALK|STAND|STAND_UP"),
    (Sign.WALKING, "CANNOT BEAR_WEIGHT"),
    (Sign.WALKING, "CANNOT|BARELY STEP"),
    (Sign.WALKING, "CANNOT MOVE LEG"),
    (Sign.WALKING, "CANNOT_STAND"),
    (Sign.WALKING, f"NOT WALKS unless {NOT_FAR} AIDED"),
    (Sign.WALKING, "CANNOT GET LEG"),
    (Sign.WALKING, "TRY STAND|STAND_UP|WALK … FALL"),
    (Sign.WALKING, "WALK|STAND … CANNOT END"),
    (Sign.WALKING, "LEG CANNOT MOVE"),
    (Sign.WALKING, "CANNOT MOVE END"),
    (Sign.CHEST, "CHEST … PAIN"),
    (Sign.CHEST, "CHEST LIST OTHER_BODY PAIN"),
    (Sign.CHEST, "OTHER_BODY LIST CHEST PAIN"),
    (Sign.CHEST, "PAIN OTHER_BODY LIST CHEST"),
    (Sign.CHEST, "WEIGHT_ON_CHEST"),
    (Sign.CHEST, "PAIN CHEST"),
    (Sign.CHEST, "PAIN FEELING CHEST"),
    (Sign.CHEST, "HEART_ATTACK unless in years year ago before last en hace"),
    (Sign.BREATHING, "CANNOT BREATHE"),
    (Sign.BREATHING, "CANNOT GET|BARELY BREATHE"),
    (Sign.BREATHING, "BARELY BREATHE"),
    (Sign.BREATHING, "TROUBLE … BREATHE"),
    (Sign.BREATHING, "BREATHE TROUBLE"),
    (Sign.BREATHING, "NOT BREATHE unless problem problems trouble troubles issues difficulty difficulties"),
    (Sign.BREATHING, "BREATHE … WORSE"),
    (Sign.BREATHING, "TROUBLE AIR"),
    (Sign.BREATHING, "CANNOT GET … BREATHE"),
    (Sign.BREATHING, "CANNOT GET … AIR"),
    (Sign.BREATHING, "SHORT_OF_BREATH"),
    (Sign.SUICIDE, "SUICIDE"),
    (Sign.SUICIDE, "ALL_PILLS unless as with for before prescribed directed told"),
    (Sign.SUICIDE, "CUTTING_SELF unless shaving shave off slack cooking pelo cabello unas rasurarme"),
    (Sign.SUICIDE, "NOT_WAKING unless from after during"),
    (Sign.SUICIDE, "WANT DIE"),
    (Sign.SUICIDE, "NOT WANT LIVE"),
    (Sign.SUICIDE, "WANT|BETTER NOT LIVE"),
    (Sign.SUICIDE, "THINK DIE"),
    (Sign.SUICIDE, "NOT … POINT_IN_LIVING"),
    (Sign.SUICIDE, "THINK NOT LIVE"),
    (Sign.SUICIDE, "CANNOT GO_ON"),
    (Sign.SUICIDE, "CANNOT GO_ON_AND_END END"),
    (Sign.SUICIDE, "WANT|GOING_TO HURT_SELF"),
]

BODY = {"LEG", "BOTH_LEGS", "GROIN", "CHEST", "BLADDER"}
"""Groups that are no sign by themselves, so that a negation before them alone says nothing."""

LACKS = {"NOT", "CANNOT"}
"""Groups with which a rule itself says that something is not there."""
