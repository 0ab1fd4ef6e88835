"""Words by which people, numbers and dates can be told in what somebody typed: data, to be read and added to.

Given names are frequent ones in the United States, English and Spanish. Names that are ordinary words as well (Mark, Hope, Dolores)
are left out; they are dropped only where capitals or a title show that a person is meant.
"""

from __future__ import annotations

GIVEN = frozenset(
    """
    aaron abigail adam adrian agnes aidan aiden alan albert alberto alejandra alejandro alex alexander alexandra alexis alfred
    alfredo alice alicia allison amanda amelia amy ana andrea andres andrew angela angelina anita ann anna anne anthony antonio
    arthur arturo ashley audrey barbara beatriz benjamin bernard bertha beth betty beverly brandon brenda brian brittany bruce bryan
    caleb cameron camila carl carla carlos carmen caroline carolyn catherine cecilia charles charlotte cheryl chloe chris christian
    christina christine christopher cindy claire clara claudia cody connie connor craig cristina cynthia dana daniel daniela danielle
    danny david deborah debra denise dennis derek diana diane diego donald donna doris dorothy douglas dylan edith eduardo
    edward edwin eileen elaine eleanor elena elizabeth ellen emily emma enrique eric erica erin esther ethan eugene eva evan evelyn
    felipe felix fernando frances francisco franklin fred frederick gabriel gabriela gary george gerald gladys gloria gonzalo
    gregory guadalupe guillermo gustavo hannah harold harry hector helen henry howard hugo ian irene isaac isabel isabella isaiah
    ivan jacob jacqueline jaime jake james jamie jane janet janice jasmine jason javier jeff jeffrey jennifer jeremy jerry jesse
    jessica jill jim jimmy joan joanne joe joel john johnny jonathan jorge jose joseph joshua josie joyce juan juana juanita judith
    judy julia julian julie justin karen karl kate katherine kathleen kathryn kathy katie kayla keith kelly kenneth kevin kim
    kimberly kyle larry laura lauren lawrence leah leonard leonardo leslie leticia liam linda lindsay lisa logan lois lorena lorraine
    louis louise lucas lucia lucy luis lupe lydia lynn madison manuel marcela marcia marco marcos margaret margarita maria
    marie marilyn mario marisol marjorie marlene marta martha martin marvin mary mateo matthew maureen megan melanie melissa
    michael michelle miguel mike mildred miriam mitchell molly monica morgan nancy natalia natalie nathan nathaniel nicholas nicolas
    nicole noah nora norma oliver olivia omar oscar pablo pamela patricia patrick paul paula paulina pedro peggy peter philip
    phillip phyllis rachel rafael ralph ramon ramona raquel raul raymond rebecca regina ricardo richard rita robert roberta roberto
    rodrigo roger ronald rosa rosemary roy ruben russell ruth ryan sabrina salvador samantha samuel sandra santiago sara sarah scott
    sean sebastian sergio shannon sharon sheila shirley silvia sofia sonia sophia stacy stanley stephanie stephen steven stuart
    susan suzanne sylvia tamara tara teresa terri terry theodore theresa thomas tiffany timothy tina tom tommy tony tracy travis
    valerie vanessa veronica vicente vicki victoria vincent virginia vivian walter wanda wayne wendy wesley william willie ximena
    yolanda yvonne zachary zoe
    """.split()
)

TITLES = frozenset("mr mrs ms miss mister missus dr dra prof sir madam señor señora señorita sr sra srta".split())
"""Whoever is named behind them is a person."""

CALLINGS = frozenset("doctor doctora nurse professor surgeon doctors".split())
"""The same, but also ordinary words: what stands behind them goes where it begins with a capital."""

INTRODUCTIONS = (
    ("my", "name", "is"),
    ("name", "is"),
    ("my", "name"),
    ("me", "llamo"),
    ("mi", "nombre", "es"),
    ("se", "llama"),
    ("born", "on"),
    ("date", "of", "birth"),
    ("social", "security"),
)
"""What people say before they say who they are. The words themselves go, and the three behind them."""

BEHIND_AN_INTRODUCTION = 3

MONTHS = frozenset(
    """
    january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct
    nov dec enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre
    """.split()
)

NUMBERS = frozenset(
    """
    zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
    twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million
    third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth
    eighteenth nineteenth twentieth thirtieth
    cero dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince veinte treinta cuarenta cincuenta sesenta
    setenta ochenta noventa cien ciento mil
    """.split()
)
"""Numbers as words. Those that are mostly something else (one, first, second) count beside a month only."""

NUMBER_PIECES = NUMBERS | frozenset(
    "one uno una un dieci veinti cientos cientas quinientos quinientas sete nove hundreds thousands millon millones".split()
)
"""What numbers are put together from, without accents: two or more of them in one word are a number ("veintiuno", "fivefive")."""

MAIL_PROVIDERS = ("gmail", "googlemail", "hotmail", "yahoo", "icloud", "protonmail", "ymail")
"""Parts of e-mail addresses that are part of nothing else that patients type."""

ORDINALS = frozenset("one first second primero primera uno".split())

FILLER = frozenset(
    """
    a about after all also am an and any are as at be been before being but by can could did do does doing don't for from get had has
    have having he her here hers him his how i if in into is isn't it it's its just me more most much my no nor not of off on once
    only or other our out over own she should so some such than that the their them then there these they this those through to too
    under until up very was we were what what's when where which while who whom why will with would you your may might must shall
    i'm i've i'd i'll please tell know want need find help looking search
    el la los las un una unos unas de del al y o en con por para que qué como cómo cuando cuándo donde dónde es son ser está están
    estoy mi mis su sus me se le lo si sí no puedo puede hay hacer tengo tiene quiero necesito después antes
    """.split()
)
"""Words that say nothing by themselves, and are nobody's name."""
