"""The words of patients for what may be an emergency, English and Spanish: data, to be read and added to.

GROUPS are words and short phrases that mean one thing. They stand in small letters, without accents and apostrophes ("can't"
is "cant"), and "dormid@" stands for dormido, dormida, dormidos, dormidas. A misspelling within reach of a word counts as the
word, so only those stand here that are further off, or that are words themselves ("week legs"). A phrase may be in several
groups, and a longer one goes before the shorter ones in it: "chest cold" is harmless, and no chest.
"""

from __future__ import annotations

GROUPS = {
    # Parts of the body
    "LEG": """
        leg, legs, leggs, foot, feet, toe, toes, thigh, thighs, knee, knees, ankle, ankles, calf, calves, shin,
        shins, lower body, lower half, waist down, waste down, below the waist, below waist, below my
        waist, below her waist, below his waist, hands and feet, arms and legs, hands
        and legs, both legs, both feet, both my legs, both my feet, inner thigh, inner thighs, pierna, piernas, pie,
        pies, muslo, muslos, rodilla, rodillas, tobillo, tobillos, pantorrilla, pantorrillas, cintura para abajo,
        cintura hacia abajo, dos piernas, ambas piernas, dos pies, ambos pies, manos y pies, hips down, hip down,
        knees down, knee down, belly down, chest down, neck down, waist on down, cadera para abajo, ombligo para
        abajo, cadera hacia abajo
    """,
    "BOTH_LEGS": "both legs, both feet, both my legs, both my feet, dos piernas, ambas piernas, dos pies, ambos pies",
    "GROIN": """
        groin, saddle, crotch, genital, genitals, private part, private parts, private area, privates, down there,
        between my legs, between the legs, between legs, between her legs, between his legs, inner thigh, inner
        thighs, butt, buttock, buttocks, bottom, backside, anus, back passage, rectum, vagina, vulva, penis,
        testicle, testicles, scrotum, perineum, ingle, ingles, entrepierna, genitales, partes intimas, partes
        privadas, nalga, nalgas, gluteos, trasero, recto, pene, testiculos, entre las piernas, silla de montar, ahi
        abajo, alla abajo, lady parts, rear end, my rear, down below, genital area, my behind, where i sit, vaginal
        area, mis partes, sus partes, parte intima, zona intima, area genital, zona genital, pompis, pompas,
        asentaderas
    """,
    "CHEST": "chest, chess, breastbone, sternum, pecho, heart, corazon, torax",
    "BLADDER": """
        bladder, bowel, bowels, bowl, bowls, bowel movement, bowel movements, pee, peeing, urine, urination, stool,
        stools, poop, poo, feces, gut, guts, vejiga, intestino, intestinos, orina, orino, orinar, pipi, pis, popo,
        caca, heces, esfinter, esfinteres
    """,
    "OTHER_BODY": """
        hand, hands, finger, fingers, thumb, arm, arms, elbow, wrist, face, jaw, mouth, lip, lips, tongue, tooth,
        teeth, head, neck, back, shoulder, shoulders, eye, eyes, ear, ears, bone, bones, mano, manos, dedo, dedos,
        brazo, brazos, cara, boca, labios, lengua, cabeza, cuello, espalda, hombro, hombros, ojo, ojos, hueso,
        huesos
    """,
    "SADDLE_NUMB": "saddle anesthesia, saddle anaesthesia, anestesia en silla de montar",
    # What is wrong
    "NUMB": """
        numb, num, nub, numbed, numbness, went dead, gone dead, feel dead, feels dead, is dead, are dead, wont wake up,
        entumecid@, entumecimiento, adormecid@, adormecimiento, dormid@, duerme, duermen, durmio, durmieron,
        insensible, insensibles, dead, muert@, adormece, adormecen, adormecio, adormecieron, entumece, entumecen,
        entumecio, entumecieron, durmiendo, muerto, como muertas, numbing up, number and number
    """,
    "TINGLING": "tingle, tingles, tingling, tingly, prickling, pins and needles, hormigueo, hormigueos, cosquilleo",
    "ASLEEP": "asleep",
    "FALLS_ASLEEP": "fall asleep, falls asleep, fell asleep, falling asleep, go to sleep, goes to sleep",
    "WEAK": """
        weak, floppy, weaker, weakness, weakening, weakened, are week, is week, so week, very week, too week, feel
        week, feels week, got week, getting week, weekness, no strength, lost strength, losing strength, loss of
        strength, lost all strength, lost the strength, no power, debil, debiles, debilidad, debilitad@, no fuerza,
        sin fuerza, sin fuerzas, no tengo fuerza, no tengo fuerzas, no tiene fuerza, perdida de fuerza, perdi
        fuerza, perdi la fuerza, falta de fuerza, debilita, debilitan, weakens, aguadas, flojas, no aguanta
    """,
    "GIVES_OUT": """
        gave out, give out, gives out, giving out, given out, gave way, give way, gives way, giving way, given way,
        buckle, buckles, buckled, buckling, collapse, collapses, collapsed, collapsing, went limp, gone limp, like
        jelly, like jello, like rubber, like noodles, wont hold, will not hold, wont support, wont carry, wont work,
        will not work, not working, not work, arent working, dont work, doesnt work, stopped working, quit working,
        wont move, will not move, dont hold, doesnt hold, do not hold, cant hold me, wont do what, dont do what,
        wont obey, dont obey, wont listen, no responde, no responden, no me responden, no me responde, no le
        responden, no me sostienen, no me aguantan, no me funcionan, se me doblan, se me dobla, se le doblan, se
        doblan, me fallan, me falla, le fallan, isnt working, is not working, wasnt working, not work right, dont
        work right, folded, folds, folding, crumple, crumpled, went out from under, flop, flops, flopping, failing,
        failed, made of wood, like wood, wooden, like lead, dead weight, useless, lifeless, dont carry, flojas, no
        me sirven, doesnt do what, do not do what, does not do what, wont respond, dont respond, doesnt respond, not
        responding, no me obedecen, no me hacen caso, hangs, hanging, dangles, dangling, se me van, se me vencen, se
        le vencen, flaquean, como trapo, de trapo, como gelatina, de gelatina
    """,
    "NO_LEGS": "no tuviera piernas, no tengo piernas, had no legs, have no legs",
    "NO_MOVEMENT": """
        sin movilidad, sin movimiento, no tengo movimiento, no tengo movilidad, perdi la movilidad, perdio la
        movilidad, perdi el movimiento, perdio el movimiento
    """,
    "PARALYZED": "paralyzed, paralysed, paralysis, paralizad@, paralisis",
    "FOOT_DROP": "foot drop, drop foot, dropped foot, pie caido",
    "DRAG": "drag, drags, dragged, dragging, arrastro, arrastra, arrastrar, arrastrando",
    "PAIN": """
        pain, pains, painful, pane, panes, hurt, hurts, hurting, ache, aches, aching, pressure, tight, tightness,
        tightening, squeeze, squeezing, crushing, heavy, heaviness, burning, stabbing, dolor, dolores, duele,
        duelen, dolia, presion, opresion, apretad@, aprieta, punzada, punzadas, ardor, discomfort, vise, vice,
        molestia, molestias
    """,
    "WEIGHT_ON_CHEST": """
        sitting on my chest, sits on my chest, standing on my chest, weight on my chest, band around my chest, peso
        en el pecho
    """,
    "WORSE": "worse, worsening, fast, faster, rapid, shallow, labored, peor, rapida, rapido, agitada",
    "HEART_ATTACK": "heart attack, infarto, ataque al corazon, ataque cardiaco, ataque del corazon",
    "SHORT_OF_BREATH": """
        short of breath, shortness of breath, out of breath, gasping, suffocating, suffocate, falta el aire, falta
        aire, falta de aire, faltaba el aire, ahogo, ahoga, ahogando, ahogandome, asfixia, asfixiando, no me entra
        el aire, no me entra aire, no entra aire, no me llega el aire, breathless, winded, fighting for air,
        fighting for breath, fighting to breathe
    """,
    "TROUBLE": """
        trouble, troubles, difficulty, difficulties, difficult, hard, struggle, struggles, struggling, problem,
        problems, cuesta, dificultad, dificil, problema, problemas
    """,
    "INCONTINENT": "incontinent, incontinence, incontinente, incontinencia",
    "ACCIDENT": "accident, accidents, accidente, accidentes",
    "ACCIDENTS": "having accidents, have accidents, pads for accidents, accidents at night, accidents in the night",
    "LEAK": """
        leak, leaks, leaked, leaking, leakage, comes out, come out, came out, coming out, dribble, dribbles,
        dribbling, lets go, let go, se me sale, se me salio, se le sale, se le salio, se sale, se me escapa, se le
        escapa, se escapa, gotea, goteo, runs down, running down, run down, ran down, gushes, gushing, just runs,
        pours out
    """,
    "LOSE": "lost, lose, loose, loosing, looses, loses, losing, loss, perdi, perdio, perdido, perdida, perdiendo, pierdo, pierde, perder",
    "NOTHING_COMES": """
        nothing comes out, but nothing comes out, and nothing comes out, nothing comes, but nothing comes, no sale
        nada, pero no sale nada, y no sale nada
    """,
    # What cannot be done any more
    "CANNOT": """
        cannot, cant, can not, can t, cnt, couldnt, could not, unable, not able, isnt able, arent able, wasnt able,
        not been able, havent been able, hasnt been able, wont be able, no longer able, never able, can no longer,
        inability, incapable, no puedo, no puede, no pude, no pudo, no podia, no podemos, no me puedo, no se puede,
        no logro, no logra, no consigo, incapaz, no he podido, no ha podido, no hemos podido, no habia podido, no
        podido, no alcanzo, no alcanza, no he logrado, no pudimos, no me pude, no se pudo, no me podia, no se podia,
        no me he podido, no se ha podido, sin poder, sin lograr
    """,
    "BARELY": "barely, hardly, scarcely, apenas, casi no, a duras penas, con dificultad, con mucha dificultad",
    "OR": "or, nor, ni, o, u",
    "TRY": "try, trying, tried, intento, intenta, trato de",
    "FALL": "fall, falls, falling, fell, go down, caigo, cae, caer",
    "WALK": "walk, walking, caminar, andar",
    "STEP": "take a step, take one step, take steps, take any steps, get to my feet, dar un paso, dar pasos",
    "CANNOT_STAND": """
        no me puedo parar, no se puede parar, no me paro, ya no se para, no me sostengo, no me mantengo en pie
    """,
    "WALKS": "camino, camina, ando",
    "STAND": "stand, standing",
    "STAND_UP": """
        stand up, get up, sit up, get out of bed, get out of a chair, get out of the chair, get out of my chair, get
        off the floor, stand on, levantarme, levantarse, pararme, pararse, ponerme de pie, poner de pie, ponerse de
        pie, sostenerme, levantar, incorporarme, ponerme en pie, sostenerse, mantenerme en pie
    """,
    "BEAR_WEIGHT": "put weight, put any weight, put my weight, bear weight, bear any weight, apoyar",
    "MOVE": "move, moving, mover, moverme, moverse",
    "LIFT": "lift, lifting, raise, levantar, alzar, pull, wiggle, bend up",
    "FEEL": """
        feel, fell, feal, feels, feeling, felt, sense, siento, siente, sentir, sentia, sentirlo, tell where, know where,
        sintiendo, percibo
    """,
    "THEM": "them",
    "NOT_KNOW": "dont know, do not know, cant tell, can not tell, cannot tell, no idea, never know, no se",
    "URGE": "urge, urges, ganas, urge to",
    "NOTHING": "nothing, nada",
    "NO_WARNING": """
        cant tell when i need to go, cant tell when i have to go, cant tell if i need to go, cant tell if i have to
        go, cant tell when i need to pee, cant tell when i have to pee, not know when i need to pee, dont know when
        i need to pee
    """,
    "GONE": "gone, lost, nonexistent, disappeared",
    "NOT_NOTICE": """
        not notice, dont notice, do not notice, didnt notice, did not notice, doesnt notice, without noticing,
        without knowing, without realizing, not aware, no idea it happened, no me doy cuenta, no se da cuenta, no me
        di cuenta, no se dio cuenta, sin darme cuenta, sin darse cuenta
    """,
    "GROUND": "floor, ground, piso, suelo",
    "USE": "use",
    "FULL": "full, empty, llena, vacia",
    "REACH_BATHROOM": """
        make it to the bathroom, make it to the toilet, make it to the restroom, get to the bathroom in time, get to
        the toilet in time, reach the toilet in time, reach the bathroom in time, llegar al bano a tiempo, llego al
        bano, llega al bano, llego a tiempo al bano, llegar al bano
    """,
    "WHERE_IS": "cant tell where, can not tell where, cannot tell where, dont know where, no se donde",
    "FEELING_BACK": "get the feeling back, get feeling back, feeling back",
    "FEELING": "feeling, feelings, sensation, sensacion, sensibilidad",
    "CONTROL": "control, ctrl, controlling, controlo, controla, controlar, control of, control over",
    "HOLD": """
        hold, holding, hold in, aguantar, aguanto, aguanta, retener, aguantarme, aguantarse, contener, contenerme,
        controlarme, detener
    """,
    "BREATHE": "breathe, breathes, breathing, breath, respirar, respira, respiro, respiracion",
    "GET": "get, getting, catch, catching, agarrar, tomar, jalar, agarro, jalo",
    "AIR": "air, oxygen, aire, oxigeno",
    "WIPE": """
        wipe, wiping, wiped, toilet paper, toilet seat, toilet, seat, bathroom, sex, intercourse, limpio, limpia,
        limpiarme, limpiar, papel higienico, bano
    """,
    "PASS_WATER": """
        pee, urinate, urinating, pass urine, pass water, pass any urine, go pee, empty my bladder, orinar, hacer
        pipi, hacer pis
    """,
    # Wetting and soiling oneself
    "VOID": """
        wet, wets, wetted, wetting, pee, pees, peed, peeing, pissed, pissing, piss, poop, poops, pooped, pooping,
        pooed, soil, soils, soiled, soiling, messed, messing, shit, shat, shitting, crap, crapped, urinate,
        urinated, urinating, messes, shits, craps
    """,
    "SELF": "myself, my self, himself, him self, herself, her self, themself, themselves",
    "CLOTHES": """
        pants, bed, underwear, panties, sheets, clothes, trousers, jeans, diaper, chair, couch, sofa, mattress, car
        seat, recliner
    """,
    "PEED": "peed, urinated, gone pee, orinado",
    "WET_SELF": """
        me orine, me orino, se orino, me he orinado, se ha orinado, me mee, se meo, me cague, se cago, hice pis,
        hice pipi, hice popo, hice caca, hizo pis, hizo pipi, hizo popo, hizo caca, hice encima, hizo encima, se
        orina encima, se orina en la cama, hago encima, hace encima, bano encima, moje la cama, mojo la cama, moje
        los pantalones, sin control de esfinteres, bathroom all over myself, bathroom on myself, bathroom in my
        pants, bathroom in the bed, went on myself, went all over myself, hago del bano, hace del bano encima, hago
        pis, hago pipi, hago popo, hago caca, hace pis, hace pipi, hace popo, hace caca, me ensucie, se ensucio,
        ensucie la cama, me moje la cama, me hice del bano, se hizo del bano, orino en la cama, orine en la cama, me
        zurre
    """,
    # Not wanting to live
    "SUICIDE": """
        suicide, suicidal, suicidio, suicidarme, suicidarse, suicida, kms, kill myself, kill my self, killing
        myself, killing my self, kill himself, kill herself, end my life, ending my life, end my own life, end it
        all, ending it all, end it now, take my life, take my own life, taking my life, taking my own life, better
        off dead, if i was dead, if i were dead, wish i was dead, wish i were dead, better off without me, will end
        it, going to end it, gonna end it, want to end it, just end it, have a gun, got a gun, shoot myself, hang
        myself, hanging myself, drown myself, cut my wrists, slit my wrists, jump off a bridge, tired of living,
        tired of being alive, cansad@ de vivir, self harm, harm myself, harming myself, hurting myself, overdose, no
        reason to live, nothing to live for, not worth living, isnt worth living, take all my pills, taking all my
        pills, matarme, me mato, quitarme la vida, acabar con mi vida, terminar con mi vida, hacerme dano, no vale
        la pena vivir, mejor muert@, sin ganas de vivir, no tengo ganas de vivir, ending it, lost the will to live,
        no will to live, no tiene sentido vivir, miss me if i was gone, miss me if i were gone, if i was gone, if i
        were gone, me quiero matar, me voy a matar, quiero matarme, quitarme de en medio, acabar con todo, suicidar,
        estaria mejor muert@, cortarme las venas, tirarme de un puente, aventarme de un puente, tomarme todas las
        pastillas, colgarme, ahorcarme, kil myself, kil my self, cutting my wrists, cutting my arms, cortandome las venas
    """,
    "ALL_PILLS": """
        took all my pills, took all of my pills, taken all my pills, swallowed all my pills, took too many pills, taken
        too many pills, swallowed too many pills, me tome todas las pastillas, tome todas mis pastillas
    """,
    "CUTTING_SELF": "cutting myself, cutting my self, me corto, me estoy cortando, cortandome",
    "POINT_IN_LIVING": """
        point in living, point of living, point to living, point in going on, reason for living, reason to live,
        reason to go on, sense in living, sentido vivir, sentido a vivir, sentido a la vida, sentido de vivir,
        sentido la vida
    """,
    "NOT_WAKING": "not waking up, never waking up, not wake up, never wake up, no despertar, no despertarme",
    "THINK": "think, thinking, thought, thoughts, dream, dreaming, pienso, pensar, pensando, pensamientos",
    "BETTER": "better, mejor",
    "WANT": """
        want, wants, wanna, wana, wanted, wanting, wish, wishing, rather, hope, ready, quiero, quisiera, quiere,
        deseo, prefiero
    """,
    "DIE": "die, dead, morir, morirme, morirse, muert@, dying, death, muerte",
    "LIVE": """
        live, living, be alive, be here, be around, exist, estar aqui, estar viv@, estar en este mundo, wake up, go
        on, vivir, viviendo, seguir viviendo, despertar, alive, be living, viv@
    """,
    "GO_ON": """
        go on anymore, go on any more, go on like this, go on living, go on with this, seguir asi, seguir viviendo
    """,
    "GO_ON_AND_END": "go on, take this anymore, take it anymore, take this any more, take it any more",
    "GOING_TO": "going to, gonna, might, plan to, planning to, urge to, voy a",
    "HURT_SELF": "hurt myself, hurt my self, cut myself, lastimarme",
    # Saying that something is not there
    "NOT": """
        no, not, dont, doesnt, didnt, havent, hasnt, hadnt, isnt, arent, wasnt, werent, aint, wont, wouldnt, never,
        without, none, neither, nor, nothing, deny, denies, denied, denying, zero, free of, no longer, no more, sin,
        ni, nunca, jamas, tampoco, ningun, ninguna, ninguno, niego, niega
    """,
    "YES_ANSWER": "yes, yeah, yep, si, positive",
    "NO_ANSWER": "no, none, nope, never, negative, ninguno, ninguna, nunca, negativo",
    # A negation that ends here
    "TURN": """
        but, however, although, though, except, just, only, because, cause, bc, cuz, since, instead, yet, still,
        now, which, while, pero, aunque, porque, solo, sino, ahora, desde
    """,
    "WALL": "but, however, although, though, because, pero, aunque, porque, sino",
    "FIRST_TIME": """
        before today, before now, before yesterday, before last night, before this morning, before this week, until
        today, until now, until yesterday, until last night, until this morning, until this week, till today, till now,
        till yesterday, till last night, till this morning, antes de hoy, antes de ayer, hasta hoy, hasta ahora, hasta
        ayer, hasta anoche
    """,
    "LIST": "and, or, y, o, e, n, nor, ni",
    "SUBJECT": "i, im, ive, he, she, we, they, its, hes, shes",
    "OWNER": "my, his, her, the, our, both, mi, mis, su, sus, las, los, la, el",
    "VERB": """
        is, are, was, were, am, feel, feels, felt, went, go, goes, got, get, gets, getting, gave, give, gives, keep,
        keeps, have, has, had, started, became, become, hurt, hurts, wont, cant, esta, estan, siento, tengo, tiene,
        se, me
    """,
    "SAYS": "that, think, thinks, thought, say, says, said, believe, feel, if, when, que, creo, si, cuando",
    # Asking in general, and asking about oneself
    "CAUSE": """
        cause, causes, causing, risk, risks, chance, chances, side effect, side effects, lead to, leads to,
        complication, complications, causa, causar, causan, provoca, provocar, riesgo, riesgos
    """,
    "PERSON": """
        i, im, ive, me, my, mine, we, our, he, she, his, her, him, husband, wife, mom, mother, dad, father, son,
        daughter, sister, brother, patient, yo, mi, mis, tengo, siento, estoy, esposo, esposa, mama, papa, madre,
        padre, hijo, hija
    """,
    "AIDED": """
        without a cane, without my cane, without a walker, without my walker, without help, without resting, without
        stopping, without pain, without a break, sin baston, sin andador, sin ayuda, sin descansar, sin parar, sin
        dolor
    """,
    # Phrases that sound like a part of a sign and are none
    "HARMLESS": """
        chest xray, chest x ray, chest x rays, chest xrays, chest ct, chest scan, chest mri, chest cold, chest
        infection, chest film, chest of drawers, tool chest, chest of tools, chest exam, radiografia de pecho,
        radiografia del pecho, rayos x de pecho, birth control, remote control, under control, pain control, pest
        control, quality control, blood pressure, blood sugar, leg of, legs of, back of, back side, hold my breath,
        holding my breath, hold your breath, take a breath, deep breath, breathing exercise, breathing exercises,
        breathing treatment, numbing cream, lo siento, feel pain, feel any pain, feel much pain, feel a difference,
        feel any difference, feel difference, feel better, feel any better, feel like going, air freshener, air
        conditioner, air conditioning, water bottle, bowel prep, hot water, drinking water, high blood pressure,
        long walk, dont know, do not know, didnt know, not know, not sure, no idea, no doubt, not only, not just,
        not to mention, cant sleep, cannot sleep, can not sleep, dont sleep, not sleeping, not sleep, not helping,
        not help, didnt help, doesnt help, dont help, not better, not getting better, isnt getting better, not good,
        not well, not ok, not okay, no matter, doesnt matter, dont understand, no one, no answer, no se si, no se
        por que, no se porque, no se que, no entiendo, no puedo dormir, no duermo, reason not to, numb free, pain
        free, symptom free, heart doctor, heart rate, heart medicine, heart medication, heart pill, heart pills,
        heart disease, heart surgery, heart condition
    """,
}

NEW_CLAUSE = frozenset("me se tengo siento estoy quiero yo".split())
"""With these a new clause begins after a comma or "and", which a negation before does not reach."""

FILLERS = frozenset(
    """
    a an the my our his her their your this that these those in on of to at for from with into around across over
    through is are was were be been being am im ive i he she we it its they me him do does did have has had having
    got gotten so very really quite pretty totally completely complete even ever left right all any some whole
    entire much bad badly too also always middle center side sides sided area region part parts when as like if u r
    n about there severe sharp terrible horrible awful intense strong constant slight mild little strange weird odd
    funny suddenly seem seems able anything something either below above beneath under lower upper just el la los
    las mi mis su sus un una unos unas de del en al lo le les se te tengo tiene ha estoy esta estan es son muy mucho
    mucha muchas muchos bien izquierdo izquierda derecho derecha ambas ambos dos con por para que ya cuando si puedo
    puede fuerte fuertes
    """.split()
)
"""Words that say nothing here, and do not count when rules measure how near two words are."""
