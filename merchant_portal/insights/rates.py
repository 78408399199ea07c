"""What an experiment came to: visitors and conversions by arm, as a whole and by category and template version.
A visitor counts once; a conversion counts where that visitor had seen the line of that product before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from copywriter.evaluation import trials
from merchant_portal.insights.models import Arm, Experiment, Observation

Type = Observation.Type


@dataclass(frozen=True, slots=True)
class Rates:
    """Both arms of one group, and what can be said of their difference."""

    name: str
    human: trials.Arm
    generated: trials.Arm

    @property
    def visitors(self) -> int:
        return self.human.exposed + self.generated.exposed

    @property
    def difference(self) -> trials.Difference:
        return trials.difference(self.human, self.generated)

    @property
    def mismatch(self) -> float:
        return trials.mismatch(self.human.exposed, self.generated.exposed)

    @property
    def is_uneven(self) -> bool:
        return self.mismatch < trials.MISMATCH


@dataclass(frozen=True, slots=True)
class Result:
    whole: Rates
    categories: tuple[Rates, ...]
    versions: tuple[Rates, ...]


def result_of(experiment: Experiment) -> Result:
    """Counts in the database, two queries a grouping."""
    whole = _rates(experiment)
    return Result(
        whole=whole[0] if whole else Rates("", trials.Arm(0, 0), trials.Arm(0, 0)),
        categories=tuple(_rates(experiment, "line__category")),
        versions=tuple(_rates(experiment, "line__version__template__name", "line__version__number")),
    )


def _rates(experiment: Experiment, *by: str) -> list[Rates]:
    """The largest first, twenty at most."""
    rows = Observation.objects.filter(experiment=experiment)
    seen = rows.filter(type=Type.EXPOSURE)
    before = seen.filter(line=OuterRef("line"), visitor=OuterRef("visitor"), at__lte=OuterRef("at"))
    exposed = _counted(seen, by)
    converted = _counted(rows.filter(Exists(before), type=Type.CONVERSION), by)
    found = []
    for name in {name for name, _arm in exposed}:
        arms = [trials.Arm(exposed.get((name, arm), 0), converted.get((name, arm), 0)) for arm in Arm.values]
        found.append(Rates(" · ".join(str(part) for part in name if part not in (None, "")), *arms))
    return sorted(found, key=lambda r: (-r.visitors, r.name))[:20]


def _counted(rows: QuerySet[Observation], by: tuple[str, ...]) -> dict[tuple[tuple[Any, ...], str], int]:
    counted = rows.order_by().values_list("arm", *by).annotate(n=Count("visitor", distinct=True))
    return {(tuple(row[1:-1]), row[0]): row[-1] for row in counted}
