with lines as (
    -- a savings line in a year of its table; what a member of staff may see is open
    select p.code as programme, s.ref, s.name, s.heading, s.kind, s.maturity, o.email as owner, w.ref as workstream,
           s.kind in ('cash_releasing', 'income', 'adjustment') as counted,
           s.marking in ('open', 'internal') and coalesce(w.marking, 'open') in ('open', 'internal') as open,
           a.year, a.amount as plan,
           (select r.outlook from savings_outlookreport r where r.saving_id = s.id
            order by r.recorded_at desc, r.saving_version desc limit 1) as outlook,
           (select f.amount from savings_savingforecast f
            where f.saving_id = s.id and f.series = 'forecast' and f.year = a.year and f.month is null
            order by f.recorded_at desc, f.saving_version desc limit 1) as said,
           coalesce((select c.amount from savings_claim c where c.saving_id = s.id and c.year = a.year
            order by c.recorded_at desc, c.saving_version desc limit 1), 0) as claimed,
           coalesce((select sum(v.amount) from savings_validation v where v.saving_id = s.id and v.year = a.year
            and v.undoes_id is null and v.base_budget_reduced and v.spend_followed
            and not exists (select 1 from savings_validation u where u.undoes_id = v.id)), 0) as validated
    from savings_saving s
    join programme_programme p on p.id = s.programme_id
    join savings_plannedamount a on a.saving_id = s.id
    left join programme_workstream w on w.id = s.workstream_id
    left join programme_person o on o.id = s.owner_id
    where s.removed_at is null
), workstreams as (
    select p.code as programme, w.ref, w.name, w.marking in ('open', 'internal') as open, o.email as owner,
           o.name as owner_name, b.name as board, d.name as decision_maker, r.rating, r.reason, r.recorded_at::date as rated_on
    from programme_workstream w
    join programme_programme p on p.id = w.programme_id
    left join programme_person o on o.id = w.owner_id
    left join governance_oversight g on g.workstream_id = w.id
    left join governance_board b on b.id = g.board_id
    left join governance_decisionmaker d on d.id = g.decision_maker_id
    left join lateral (select * from programme_statusreport s where s.workstream_id = w.id
                       order by s.recorded_at desc limit 1) r on true
    where w.removed_at is null
), milestones as (
    select p.code as programme, m.ref, m.name, w.ref as workstream, o.email as owner, m.original_baseline_date,
           m.baseline_date, m.forecast_date, m.actual_date,
           m.marking in ('open', 'internal') and coalesce(w.marking, 'open') in ('open', 'internal') as open
    from programme_milestone m
    join programme_programme p on p.id = m.programme_id
    left join programme_workstream w on w.id = m.workstream_id
    left join programme_person o on o.id = m.owner_id
), decisions as (
    select p.code as programme, d.*, m.name as decides, d.marking in ('open', 'internal') as open
    from governance_decision d
    join programme_programme p on p.id = d.programme_id
    left join governance_decisionmaker m on m.id = d.decision_maker_id
    where d.removed_at is null
), risks as (
    select p.code as programme, r.*, o.name as owner_name, r.marking in ('open', 'internal') as open
    from governance_risk r
    join programme_programme p on p.id = r.programme_id
    left join programme_person o on o.id = r.owner_id
    where r.removed_at is null
), actions as (
    select p.code as programme, a.*, o.name as owner_name, o.email as owner_email
    from governance_action a
    join programme_programme p on p.id = a.programme_id
    left join programme_person o on o.id = a.owner_id
    where a.removed_at is null
), budget as (
    select p.code as programme, l.fund, l.group as service, l.name, f.year, f.period, f.current_budget, f.projection,
           f.variance, f.movement, f.direction_printed, f.a_f_printed, f.spend_to_date
    from savings_budgetfigure f
    join savings_budgetline l on l.id = f.budget_line_id
    join programme_programme p on p.id = l.programme_id
)
