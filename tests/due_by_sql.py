"""The same as ``recruitment.due.due_among``, as one statement that somebody who knows PostgreSQL well would write by hand.

What it is told: the working days, today, the branch, how long before its day a matter is seen. It knows nothing of Python's
rules, so the two hold each other right; and it is the measure of speed.
"""

from datetime import date, timedelta
from itertools import accumulate

from django.db import connection

from recruitment.days_off import days_off
from recruitment.due import AHEAD
from recruitment.rules.papers import to_redo
from recruitment.rules.workdays import is_workday
from recruitment.stages import EXITS, OPEN

FIRST, LAST = date(2014, 1, 1), date(2030, 12, 31)
"""Between these days everything here happens."""

REPORT_MONTHS = 3

STATEMENT = """
WITH
calendar AS MATERIALIZED (SELECT %(workdays)s::date[] AS days, %(passed)s::int[] AS passed),
ahead AS (SELECT * FROM unnest(%(matters)s::text[], %(ahead)s::int[]) AS t (matter, days)),
person AS MATERIALIZED (
    SELECT c.id, c.stage, c.stage_on, c.sort_name, c.birth_date, c.is_union_member,
        coalesce(a.last_contact_on, a.left_on) AS away
    FROM recruitment_candidate c
    LEFT JOIN recruitment_absence a ON a.candidate_id = c.id AND a.returned_on IS NULL
    WHERE NOT c.is_void AND c.stage = ANY (%(open)s)
        AND c.branch_id IN (SELECT id FROM branches_branch WHERE path >= %(from)s AND path < %(to)s)),
turned AS MATERIALIZED (
    SELECT DISTINCT candidate_id AS id FROM recruitment_stagechange WHERE way = 'correction' OR target = ANY (%(exits)s)),
line AS MATERIALIZED (
    SELECT s.candidate_id AS id, array_agg(s.way::text ORDER BY s.id) AS ways,
        array_agg(s.target::text ORDER BY s.id) AS targets, array_agg(s."on" ORDER BY s.id) AS days
    FROM recruitment_stagechange s JOIN turned t ON t.id = s.candidate_id JOIN person p ON p.id = t.id
    GROUP BY s.candidate_id),
held AS MATERIALIZED (
    SELECT l.id, w.targets, w.days, coalesce((
        SELECT max(i) FROM generate_subscripts(w.targets, 1) i
        WHERE w.targets[i] = ANY (%(exits)s) AND i < cardinality(w.targets)
            AND NOT w.targets[i + 1] = ANY (%(exits)s)), 0) AS gone
    FROM line l CROSS JOIN LATERAL (
        WITH RECURSIVE walk (n, targets, days) AS (
            SELECT 0, '{}'::text[], '{}'::date[]
            UNION ALL
            SELECT walk.n + 1, walk.targets[1:cut.at] || l.targets[walk.n + 1], walk.days[1:cut.at] || l.days[walk.n + 1]
            FROM walk CROSS JOIN LATERAL (SELECT CASE WHEN l.ways[walk.n + 1] = 'correction'
                THEN coalesce((SELECT max(i) FROM generate_subscripts(walk.targets, 1) i
                               WHERE walk.targets[i] = l.targets[walk.n + 1]), 0) - 1
                ELSE cardinality(walk.targets) END AS at) cut
            WHERE walk.n < cardinality(l.targets))
        SELECT targets, days FROM walk ORDER BY n DESC LIMIT 1) w),
came AS MATERIALIZED (
    (SELECT DISTINCT ON (s.candidate_id, s.target) s.candidate_id AS id, s.target, s."on"
     FROM recruitment_stagechange s JOIN person p ON p.id = s.candidate_id
     WHERE s.target IN ('listed', 'cell_resolved', 'recognition_proposed')
         AND NOT EXISTS (SELECT FROM turned t WHERE t.id = s.candidate_id)
     ORDER BY s.candidate_id, s.target, s.id DESC)
    UNION ALL
    (SELECT DISTINCT ON (h.id, u.target) h.id, u.target, u.day
     FROM held h CROSS JOIN LATERAL unnest(h.targets, h.days) WITH ORDINALITY AS u (target, day, i)
     WHERE u.i > h.gone ORDER BY h.id, u.target, u.i DESC)),
admission AS MATERIALIZED (
    SELECT DISTINCT ON (a.candidate_id) a.candidate_id AS id, a.decision_on, a.ceremony_on
    FROM recruitment_admission a JOIN person p ON p.id = a.candidate_id
    WHERE NOT a.is_void AND a.cancelled_on IS NULL AND p.stage IN ('decided', 'probation', 'recognition_proposed')
    ORDER BY a.candidate_id, a.id DESC),
paper AS (
    SELECT d.candidate_id AS id, p.stage, p.away,
        max(d.dated_on) FILTER (
            WHERE d.kind = 'certificate' AND d.state = 'complete' AND d.dated_on <= %(today)s) AS certified,
        min(d.dated_on) FILTER (WHERE d.kind = ANY (%(ageing)s)) AS begun
    FROM recruitment_paper d JOIN person p ON p.id = d.candidate_id
    WHERE p.stage IN ('certified', 'permitted', 'dossier', 'verified')
        AND (d.kind = 'certificate' OR d.kind = ANY (%(ageing)s))
    GROUP BY d.candidate_id, p.stage, p.away),
sponsor AS (
    SELECT s.candidate_id AS id, max(coalesce(s.ended_on, m.left_on)) AS ended,
        max(coalesce(r.reported_on, s.assigned_on)) FILTER (
            WHERE s.ended_on IS NULL AND m.official_on <= %(today)s
                AND (m.left_on IS NULL OR m.left_on > %(today)s)) AS told
    FROM recruitment_sponsorship s JOIN person p ON p.id = s.candidate_id
    JOIN branches_member m ON m.id = s.member_id
    LEFT JOIN recruitment_sponsorreport r ON r.sponsorship_id = s.id
    WHERE s.role = 'helps' OR p.stage NOT IN ('probation', 'recognition_proposed')
    GROUP BY s.candidate_id),
helped AS MATERIALIZED (
    SELECT p.id, p.away, s.told, greatest(coalesce(CASE WHEN p.stage IN ('probation', 'recognition_proposed')
        THEN a.ceremony_on ELSE c."on" END, p.stage_on), s.ended) AS since
    FROM person p LEFT JOIN sponsor s ON s.id = p.id LEFT JOIN admission a ON a.id = p.id
    LEFT JOIN came c ON c.id = p.id AND c.target = 'listed'
    WHERE p.stage <> 'introduced'),
probation AS MATERIALIZED (
    SELECT p.id, (a.ceremony_on + interval '12 months')::date AS ends
    FROM person p JOIN admission a ON a.id = p.id WHERE p.stage = 'probation'),
since AS (
    SELECT p.id, 'decision' AS matter, c."on" AS start, CASE WHEN c."on" < '2025-07-01' THEN 60 ELSE 45 END AS n
        FROM person p JOIN came c ON c.id = p.id AND c.target = 'cell_resolved'
        WHERE p.stage IN ('cell_resolved', 'section_reported', 'base_resolved', 'received', 'appraised', 'returned',
                          'consulted', 'submitted')
    UNION ALL SELECT p.id, 'ceremony', a.decision_on, 30
        FROM person p JOIN admission a ON a.id = p.id WHERE p.stage = 'decided'
    UNION ALL SELECT id, 'recognition_meeting', ends, 30 FROM probation WHERE ends <= %(today)s
    UNION ALL SELECT p.id, 'recognition_decision', c."on", 30
        FROM person p JOIN came c ON c.id = p.id AND c.target = 'recognition_proposed'
        WHERE p.stage = 'recognition_proposed'
    UNION ALL SELECT p.id, 'verification', v.sent_on, CASE WHEN v.is_abroad THEN 90 ELSE 30 END
        FROM person p JOIN recruitment_verification v ON v.candidate_id = p.id
        WHERE p.stage IN ('dossier', 'verified') AND p.away IS NULL AND v.answered_on IS NULL AND v.waived_by = ''),
found AS (
    SELECT id, matter, ((SELECT days FROM calendar))[
        ((SELECT passed FROM calendar))[start - %(first)s::date + 1] + n] AS day FROM since
    UNION ALL SELECT id, 'probation_papers', ends FROM probation WHERE ends > %(today)s
    UNION ALL SELECT id, 'certificate', (certified + interval '60 months')::date FROM paper
    UNION ALL SELECT id, 'dossier', (begun + interval '12 months')::date FROM paper
        WHERE stage IN ('dossier', 'verified') AND away IS NULL
    UNION ALL SELECT id, 'absence', (away + interval '3 months')::date FROM person WHERE away IS NOT NULL
    UNION ALL SELECT id, 'sixty', (birth_date + interval '721 months')::date - 1 FROM person
        WHERE stage IN ('introduced', 'listed', 'certified', 'permitted', 'dossier', 'verified') AND NOT EXISTS (
            SELECT FROM recruitment_consent c
            WHERE c.candidate_id = person.id AND c."case" = 'over_sixty' AND c.dated_on <= %(today)s)
    UNION ALL SELECT id, 'union_age', (birth_date + interval '31 years')::date - 1 FROM person
        WHERE stage IN ('introduced', 'listed', 'certified', 'permitted', 'dossier', 'verified') AND is_union_member
            AND (birth_date + interval '31 years')::date > %(today)s
    UNION ALL SELECT id, 'no_sponsor', since FROM helped WHERE told IS NULL
    UNION ALL SELECT id, 'sponsor_report', (told + make_interval(months => %(report_months)s))::date FROM helped
        WHERE away IS NULL AND told IS NOT NULL)
SELECT found.id, found.matter, found.day
FROM found JOIN ahead USING (matter) JOIN person p ON p.id = found.id
WHERE found.day <= %(today)s + ahead.days
ORDER BY found.day, p.sort_name, found.id
"""


def due_by_sql(root, day):
    """[(person, matter, day)] of what is due below ``root`` on ``day``."""
    said = asked(root, day)
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, said)
        return cursor.fetchall()


def asked(root, day):
    """What the statement is told: every working day, how many had passed by each day, and what is a matter of choice."""
    off = days_off()
    days = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    are_worked = [is_workday(each, off) for each in days]
    return {
        **{"workdays": [each for each, is_worked in zip(days, are_worked, strict=True) if is_worked]},
        **{"passed": list(accumulate(map(int, are_worked))), "first": FIRST, "today": day},
        **{"matters": [matter.value for matter in AHEAD], "ahead": list(AHEAD.values())},
        **{"open": [*map(str, OPEN)], "exits": [*map(str, EXITS)], "ageing": [paper.key for paper in to_redo()]},
        **{"from": root.path, "to": root.path[:-1] + "0", "report_months": REPORT_MONTHS},
    }
