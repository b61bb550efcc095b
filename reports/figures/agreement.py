"""Whether the figures of a report, which come from several statements, agree with each other."""


def agree(figures):
    """Whether the totals of the year and the term are those of every breakdown, of the months, and of what the next report
    goes on from. An unknown total agrees with everything.
    """
    year = [
        *(each.total for each in figures.breakdowns),
        *_last_month(figures.by_month),
        _of_months(figures.gross_year),
    ]
    pairs = [(figures.year_admitted, said) for said in year]
    pairs.append((figures.term_admitted, _of_months(figures.gross_term)))
    return all(total is None or total == said for total, said in pairs)


def _last_month(by_month):
    """The months are counted from January on: the last one that is known is the year's."""
    return [point.this_year for point in by_month if point.this_year is not None][-1:]


def _of_months(gross):
    return sum(each.admitted - each.cancelled for each in gross)
