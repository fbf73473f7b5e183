-- why: a rung changes no indexed column, yet half found no room on the page.
-- breaking: no

-- Room on a page for a row of three hundred characters to be written once more. Pages that are
-- full stay so: what came before this has it only after `vacuum full` or when it is poured anew.
alter table matter.matter set (fillfactor = 85);
