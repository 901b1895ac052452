"""Published figures of a place, and those that say something else about the same thing.

They stand side by side, each with its own definition. They are never averaged, and never added to what is counted here
(domain.md 0, point 3, and 7).
"""

from desmigratif.reporting.models import Figure

MOST_SHOWN = 20


def figures_for(region_code: str, subject: str | None = None) -> list[Figure]:
    """Figures about exactly this region ("" is Indonesia), of one subject or of all, the newest period first."""
    rows = Figure.objects.current().of_region(region_code).select_related("region")
    if subject:
        rows = rows.filter(subject=subject)
    return list(rows.order_by("subject", "-period_end", "-period_start", "-seq")[:MOST_SHOWN])


def rivals_of(figure: Figure) -> list[Figure]:
    """Other figures on the same subject in the same region whose period overlaps, the nearest in time first."""
    rows = Figure.objects.current().of_region(figure.region_id or "").filter(subject=figure.subject)
    rows = rows.overlapping(figure.period_start, figure.period_end).exclude(pk=figure.pk).select_related("region")
    return list(rows.order_by("-period_end", "-period_start", "-seq")[:MOST_SHOWN])
