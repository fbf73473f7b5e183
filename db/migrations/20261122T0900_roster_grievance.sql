-- why: a complaint is a petition in the words of the house; what is said against a mediator is a grievance.
-- breaking: no

alter table roster.committee rename column complaints_org to grievances_org;

alter table roster.committee rename column complaint_days to grievance_days;

alter table roster.committee rename constraint committee_complaint_check to committee_grievance_check;

comment on column roster.committee.grievances_org is
  'Who hears grievances about its mediators: the electing body or the superior; the inviting court.';

comment on column roster.committee.grievance_days is 'Working days within which a grievance is answered: a local rule.';

alter table roster.complaint rename to grievance;

alter table roster.grievance rename constraint complaint_pkey to grievance_pkey;

alter table roster.grievance rename constraint complaint_ground_check to grievance_ground_check;

alter table roster.grievance rename constraint complaint_result_check to grievance_result_check;

alter table roster.grievance rename constraint complaint_answered_check to grievance_answered_check;

alter index roster.complaint_org_idx rename to grievance_org_idx;

alter index roster.complaint_matter_idx rename to grievance_matter_idx;

alter policy complaint_county on roster.grievance rename to grievance_county;

comment on table roster.grievance is
  'A grievance about a mediator, to whom the channel says (人民调解法 art. 15, 在线调解规则 art. 29). Read by whoever answers it and by who filed it; never by the mediator.';

comment on column roster.grievance.org is 'Who answers it: as the committee said when it was filed.';

comment on column roster.grievance.sealed is 'What is said of the mediator, sealed under the matter''s key; null once erased.';
