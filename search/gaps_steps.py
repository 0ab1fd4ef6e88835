"""What staff do with a gap: begin its answer, name the page that answers it, put it aside, put two together or take them apart.

Every step takes the gap first and the person by `by=`, holds a lock on the gap's row, and refuses with a sentence.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing import actions, kinds
from publishing.errors import TransitionNotAllowed
from publishing.models import Document, Edition
from publishing.permissions import check_role
from publishing.schedule import database_clock
from search.gaps_gathering import gather
from search.gaps_likeness import stems_of
from search.gaps_retrying import try_again, wordings_of
from search.models import Gap, GapWording
from search.models.gap import State


@transaction.atomic
def start(gap: Gap, *, by) -> Document:
    """A draft whose title are the gap's words, and which is also asked as all its wordings. One that was begun is returned."""
    gap = _hold(gap, by)
    if gap.answer_id:
        return gap.answer
    _check_open(gap)
    kind = kinds.answering()
    if kind is None or gap.page_id:
        raise TransitionNotAllowed(_("There is nothing to begin here: open the page and change it."))
    draft = kind.begin(gap.words, wordings=wordings_of(gap), language=gap.language)
    actions.keep(draft, by=by)
    gap.answer = draft
    _change(gap, State.STARTED, by)
    return draft


@transaction.atomic
def answered_by(gap: Gap, document: Document, *, by) -> bool:
    """Somebody says which page answers it. Its searches are run again at once; whether they find that page."""
    gap = _hold(gap, by)
    if gap.page_id or gap.state == State.CLOSED:
        raise TransitionNotAllowed(_("This gap is closed, or is about a page of its own."))
    if not Edition.objects.live().filter(document=document).exists():
        raise TransitionNotAllowed(_("That page is not live."))
    gap.answer = document
    _change(gap, State.STARTED, by)
    return try_again(gap)


@transaction.atomic
def decline(gap: Gap, *, by) -> None:
    """Nothing that this site answers. It goes on being counted, and is not shown as waiting."""
    gap = _hold(gap, by)
    _check_open(gap)
    _change(gap, State.DECLINED, by)


@transaction.atomic
def put_back(gap: Gap, *, by) -> None:
    """After all it is. Where it has an answer that some of its searches do not find, it is told again."""
    gap = _hold(gap, by)
    if gap.state != State.DECLINED:
        raise TransitionNotAllowed(_("Only what was put aside can be put back."))
    not_found = gap.wordings.filter(settled=False, is_found=False)
    _change(gap, State.STAYS if gap.answer_id and not_found.exists() else State.OPEN, by)


@transaction.atomic
def merge(gap: Gap, into: Gap, *, by) -> None:
    """Both ask the same. What is asked in the first one's words from now on counts for the second."""
    check_role(by, "edit")
    held = {each.pk: each for each in Gap.objects.select_for_update().filter(pk__in=[gap.pk, into.pk]).order_by("pk")}
    gap, into = held[gap.pk], held[into.pk]
    if gap.pk == into.pk or gap.language != into.language or gap.merged_into_id or into.merged_into_id:
        raise TransitionNotAllowed(_("These two cannot be put together."))
    if gap.page_id or into.page_id or gap.answer_id:
        raise TransitionNotAllowed(_("Only a gap that nobody has begun to answer can be put to another."))
    GapWording.objects.filter(gap=gap).update(gap=into)
    Gap.objects.filter(merged_into=gap).update(merged_into=into)
    gap.merged_into, gap.times = into, 0
    _change(gap, gap.state, by)
    gather()


@transaction.atomic
def take_apart(gap: Gap, words: str, *, by) -> Gap:
    """One of its wordings asks something else: it becomes a gap of its own."""
    gap = _hold(gap, by)
    wordings = GapWording.objects.filter(gap=gap, words=words, settled=False)
    others = GapWording.objects.filter(gap=gap, settled=False).exclude(words=words)
    if gap.page_id or not wordings.exists() or not others.exists():
        raise TransitionNotAllowed(_("A gap keeps at least one wording."))
    stems = stems_of([words], language=gap.language)[words]
    asked = wordings.aggregate(times=Sum("times"))["times"]
    own = Gap.objects.create(language=gap.language, words=words, stems=stems, times=asked)
    wordings.update(gap=own)
    gather()
    return own


def _hold(gap: Gap, by) -> Gap:
    """The gap as it is now, locked, for somebody who may."""
    check_role(by, "edit")
    return Gap.objects.select_for_update(of=("self",)).select_related("answer").get(pk=gap.pk)


def _check_open(gap: Gap) -> None:
    if gap.state not in (State.OPEN, State.STAYS):
        raise TransitionNotAllowed(_("Somebody has seen to this gap meanwhile."))


def _change(gap: Gap, state: str, by) -> None:
    gap.state, gap.changed_on, gap.changed_by = state, timezone.localdate(database_clock()), by
    gap.save()
